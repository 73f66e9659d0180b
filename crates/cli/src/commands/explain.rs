//! `firstup explain`: why a board is as it is. A question each file.

mod day;
mod days;
mod history;
pub mod impasse;
mod rules_cost;
mod strip;

use domain::{Board, Money, State};
use optimiser::explain::Instead;
use optimiser::{Case, Effort, Params};
use reports::{Paper, money_signed};
use rules::{Difference, Flag, Verdict};
use serde_json::{Value, json};

use super::check::flag_json;
use crate::args::{self, Explain, Question, Replan};
use crate::failure::Failure;
use crate::search::Watch;
use crate::session::{Session, open_read_only};

/// A judged board, and where an answer is printed.
struct Asked<'a> {
    session: &'a Session,
    state: &'a State,
    entries: &'a [domain::Entry],
    board: &'a Board,
    verdict: Verdict,
}

pub fn run(session: &Session, args: &Explain) -> Result<(), Failure> {
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let board = &state.boards[&state.board_called(args.board.as_deref())?];
    let verdict = rules::assess(state, board);
    let asked = Asked { session, state, entries: file.entries(), board, verdict };
    match &args.question {
        Question::Strip { scene } => strip::run(&asked, scene),
        Question::Day { day } => day::run(&asked, day),
        Question::Days(replan) => days::run(&asked, replan),
        Question::Rules(replan) => rules_cost::run(&asked, replan),
    }
}

impl Asked<'_> {
    /// An answer's fields that are the same for every question.
    fn json(&self, question: &str) -> Value {
        json!({
            "schema": "firstup.explain/1", "question": question, "board": self.board.name,
            "currency": self.state.production.currency(), "example": self.is_example(),
            "cost": self.verdict.cost.decimal(), "expected": self.verdict.expected.total / 100.0,
        })
    }

    /// Is money in it an example, because nobody confirmed its rates?
    fn is_example(&self) -> bool {
        self.verdict.money != domain::Source::Confirmed
    }

    fn paper(&self) -> Paper {
        Paper::new(true, self.session.width())
    }

    /// A heading over money.
    fn money_heading(&self, paper: &mut Paper, what: &str) {
        let example = if self.is_example() { " -- EXAMPLE" } else { "" };
        paper.heading(&format!("{what} ({}){example}", self.state.production.currency()));
    }

    /// The end of an answer with money in it.
    fn finish(&self, mut paper: Paper) -> String {
        if self.is_example() {
            paper.gap();
            reports::example_bar(&mut paper);
        }
        paper.finish()
    }

    /// `day 4 (Thu 7 Jan 2027)`, with the unit before it where it is not the main one.
    fn day_name(&self, unit: domain::UnitId, ordinal: usize, date: Option<domain::Date>) -> String {
        let main = self.state.main_unit().is_some_and(|main| main.id == unit);
        let other = self.state.units.get(&unit).filter(|_| !main).map(|unit| format!("{} ", unit.name));
        let date = date.map(|date| date.strftime(" (%a %-d %b %Y)").to_string()).unwrap_or_default();
        format!("{}day {}{date}", other.unwrap_or_default(), ordinal + 1)
    }

    /// The case that a plan of this board begins with.
    fn case(&self, keep: args::Keep) -> Case {
        let keep = match keep {
            args::Keep::Placed => optimiser::Keep::Placed,
            args::Keep::Pins => optimiser::Keep::Pins,
        };
        Case { state: self.state.clone(), board: self.board.clone(), keep }
    }

    /// Runs searches under the limits of the command line.
    fn search<T>(&self, replan: &Replan, ask: impl FnOnce(&Case, &Effort<'_>) -> T) -> (T, f64) {
        let case = self.case(replan.keep);
        let began = std::time::Instant::now();
        let answer = Watch::start(self.session, &replan.search).run(|limits, stop, _| {
            let params = Params { objective: optimiser::Objective::Expected, threads: limits.threads };
            ask(&case, &Effort { params, seed: replan.search.seed, stop: *stop })
        });
        (answer, began.elapsed().as_secs_f64())
    }

    /// How what is searched compares, and how long it took.
    fn searched_words(&self, replan: &Replan, seconds: f64) -> String {
        match replan.search.iterations {
            Some(iterations) => format!("{iterations} iterations each, seed {}", replan.search.seed),
            None => format!("{seconds:.0} s"),
        }
    }
}

/// A difference in both figures: `+4,200; expected +4,310`.
fn change_words(difference: &Difference) -> String {
    format!("{}; expected {}", money_signed(difference.cost), rounded(difference.expected))
}

/// Expected cents in whole units of the currency: no exact figure.
#[allow(clippy::cast_possible_truncation, reason = "whole units of a film's cost")]
fn rounded(cents: f64) -> String {
    money_signed(Money::whole((cents / 100.0).round() as i64))
}

/// A difference for scripts.
fn difference_json(state: &State, difference: &Difference) -> Value {
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

/// What a board in place of another changes, for a person.
fn write_instead(state: &State, instead: &Instead, paper: &mut Paper) {
    reports::write_change(state, &instead.difference, paper);
    if !instead.difference.raised.is_empty() {
        paper.line("Flags that it raises:");
        reports::write_flags(&instead.difference.raised, paper);
    }
}

/// What flags say, each once.
fn reasons<'a>(flags: impl IntoIterator<Item = &'a Flag>) -> Vec<String> {
    let mut reasons: Vec<String> = flags.into_iter().map(|flag| flag.what.clone()).collect();
    reasons.sort();
    reasons.dedup();
    reasons
}

/// The first of some things in words, and how many more there are.
fn first_of(mut words: Vec<String>, most: usize) -> String {
    let more = words.len().saturating_sub(most);
    words.truncate(most);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    format!("{}{more}", words.join("; "))
}
