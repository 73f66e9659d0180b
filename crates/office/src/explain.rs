//! Why a board is as it is: a strip's day, a dear day, or why there is none; in words for people, and as JSON for scripts.

mod day;
mod history;
mod impasse;
mod left_out;
mod strip;

use domain::resolve::keyword;
use domain::{Board, Money, Severity, State};
use optimiser::explain::Instead;
use reports::{Paper, dearer, money_signed};
use rules::{Difference, Flag, Verdict};
use serde_json::{Value, json};
use store::ProductionFile;

pub use day::day;
pub use impasse::{SECONDS, broken, no_board};
pub use left_out::{LeftOut, leave_out};
pub use strip::strip;

/// A judged board, and the paper on which an answer is written.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The production.
    pub state: &'a State,
    /// Its file, for its history.
    pub file: &'a ProductionFile,
    /// The board.
    pub board: &'a Board,
    /// What the judge says of it.
    pub verdict: Verdict,
    /// Amounts are told; else only what is dearer and what cheaper.
    pub money: bool,
    /// Columns.
    pub width: usize,
    /// In colour.
    pub color: bool,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// For scripts.
    pub value: Value,
    /// For people.
    pub text: String,
}

impl Asked<'_> {
    /// An answer's fields that are the same for every question.
    pub fn json(&self, question: &str) -> Value {
        json!({
            "schema": "firstup.explain/1", "question": question, "board": self.board.name,
            "currency": self.state.production.currency(), "example": self.is_example(),
            "cost": self.verdict.cost.decimal(), "expected": self.verdict.expected.total / 100.0,
        })
    }

    /// Is money in it an example, because nobody confirmed its rates?
    pub fn is_example(&self) -> bool {
        self.verdict.money != domain::Source::Confirmed
    }

    /// A blank paper.
    #[must_use]
    pub fn paper(&self) -> Paper {
        Paper::new(self.color, self.width)
    }

    /// A heading over money.
    pub fn money_heading(&self, paper: &mut Paper, what: &str) {
        if !self.money {
            paper.heading(what);
            return;
        }
        let example = if self.is_example() { " -- EXAMPLE" } else { "" };
        paper.heading(&format!("{what} ({}){example}", self.state.production.currency()));
    }

    /// The end of an answer with money in it.
    pub fn finish(&self, mut paper: Paper) -> String {
        if self.is_example() && self.money {
            paper.gap();
            reports::example_bar(&mut paper);
        }
        paper.finish()
    }

    /// `day 4 (Thu 7 Jan 2027)`, `Second unit Tue 12 Jan 2027`.
    pub fn day_name(&self, unit: domain::UnitId, ordinal: usize, date: Option<domain::Date>) -> String {
        self.state.units.get(&unit).map(|unit| unit.dated_day_words(ordinal, date)).unwrap_or_default()
    }

    /// A difference in both figures: `+4,200; expected +4,310`; with money hidden `dearer; expected cheaper`.
    #[must_use]
    pub fn change_words(&self, difference: &Difference) -> String {
        if self.money {
            return format!("{}; expected {}", money_signed(difference.cost), rounded(difference.expected));
        }
        let cost = dearer(difference.cost.0.cmp(&0));
        let expected = dearer(difference.expected.total_cmp(&0.0));
        if cost == expected { cost.to_owned() } else { format!("{cost}; expected {expected}") }
    }

    /// What a board in place of another changes, for a person.
    pub fn write_instead(&self, instead: &Instead, paper: &mut Paper) {
        reports::write_change(self.state, &instead.difference, self.money, paper);
        if !instead.difference.raised.is_empty() {
            paper.line("Flags that it raises:");
            reports::write_flags(&instead.difference.raised, self.money, paper);
        }
    }
}

/// Expected cents in whole units of the currency: no exact figure.
#[allow(clippy::cast_possible_truncation, reason = "whole units of a film's cost")]
#[must_use]
pub fn rounded(cents: f64) -> String {
    money_signed(Money::whole((cents / 100.0).round() as i64))
}

/// A difference for scripts.
#[must_use]
pub fn difference_json(state: &State, difference: &Difference) -> Value {
    let items = difference.items.iter().map(|item| {
        json!({ "rule": item.rule, "subject": reports::subject_name(state, item.subject), "date": item.date,
            "before": item.before.decimal(), "after": item.after.decimal(), "change": item.change().decimal() })
    });
    json!({
        "cost": difference.cost.decimal(), "expected": difference.expected / 100.0,
        "items": items.collect::<Vec<_>>(),
        "flags": difference.raised.iter().map(|flag| flag_json(state, flag)).collect::<Vec<_>>(),
    })
}

/// What flags say, each once; without amounts where money is hidden.
#[must_use]
pub fn reasons<'a>(flags: impl IntoIterator<Item = &'a Flag>, money: bool) -> Vec<String> {
    let what = |flag: &'a Flag| if money { flag.what.as_str() } else { flag.unpriced() }.to_owned();
    let mut reasons: Vec<String> = flags.into_iter().map(what).collect();
    reasons.sort();
    reasons.dedup();
    reasons
}

/// The first of some things in words, and how many more there are.
#[must_use]
pub fn first_of(mut words: Vec<String>, most: usize) -> String {
    let more = words.len().saturating_sub(most);
    words.truncate(most);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("{}{more}", words.join("; "))
}

/// A flag for scripts.
#[must_use]
pub fn flag_json(state: &State, flag: &Flag) -> Value {
    json!({
        "rule": flag.rule, "severity": keyword(flag.severity, &Severity::NAMES),
        "scenes": flag.sheets.iter().map(|sheet| state.label(*sheet)).collect::<Vec<_>>(),
        "people": flag.performers.iter().map(|p| state.performer_name(*p)).collect::<Vec<_>>(),
        "days": flag.days.iter().map(|(unit, ordinal)| json!({
            "unit": state.units.get(unit).map(|u| u.name.as_str()), "day": ordinal + 1 })).collect::<Vec<_>>(),
        "what": flag.what, "remedy": flag.remedy, "authority": flag.rule.authority(),
    })
}
