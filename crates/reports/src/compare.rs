//! Two boards of one production side by side: what they are, what they cost, and which strips lie elsewhere.

use std::collections::BTreeMap;

use domain::{Board, Date, Money, SheetId, Source, State, UnitId};
use rules::{Rule, Verdict};

use crate::page::example_bar;
use crate::paper::{Paper, left, right};
use crate::rounding::{thousands, written};
use crate::words::{Purse, clean, minutes};

/// What differs between two boards.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Names of the boards.
    pub names: [String; 2],
    /// Currency of the money.
    pub currency: String,
    /// Money in it is an example, because nobody confirmed all of its rates.
    pub example: bool,
    /// Days, nights, cast days… of both, whatever the rates.
    pub measures: Vec<MeasureLine>,
    /// Cost by rule of both, rules that neither pays left out.
    pub rules: Vec<RuleLine>,
    /// Sums of the rules.
    pub cost: [Money; 2],
    /// Expected spending: what is paid on average when stunts may go wrong, in cents.
    pub spending: [f64; 2],
    /// What a plan minimises: expected spending and value term, in cents.
    pub expected: [f64; 2],
    /// Flags of forbidden rules, and all flags.
    pub flags: [(usize, usize); 2],
    /// Strips whose day differs, in script order.
    pub moved: Vec<MovedStrip>,
}

/// A measure of two boards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureLine {
    /// `Shooting days`.
    pub what: &'static str,
    /// Of the first and the second board: a count, minutes or eighths.
    pub values: [i64; 2],
    /// As reports print them.
    pub written: [String; 2],
}

/// A rule's cost on two boards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleLine {
    /// The rule.
    pub rule: Rule,
    /// On the first and the second board.
    pub amounts: [Money; 2],
}

/// A strip that the boards have on different days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedStrip {
    /// The sheet.
    pub sheet: SheetId,
    /// As people call it.
    pub label: String,
    /// Where it is on both; none is the boneyard.
    pub places: [Option<Place>; 2],
}

/// A unit's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: Option<String>,
    /// Day, from 1.
    pub day: usize,
    /// Its date.
    pub date: Option<Date>,
    /// All of it: `day 3 (Thu 4 Jun 2026)`, `Second unit Tue 12 Jan 2027`.
    pub words: String,
}

/// Compares two boards.
#[must_use]
pub fn compare(state: &State, a: (&Board, &Verdict), b: (&Board, &Verdict)) -> Comparison {
    let both = [a, b];
    Comparison {
        names: both.map(|(board, _)| clean(&board.name)),
        currency: clean(state.production.currency()),
        example: both.iter().any(|(_, verdict)| verdict.money != Source::Confirmed),
        measures: measures(both.map(|(_, verdict)| verdict)),
        rules: rules(both.map(|(_, verdict)| verdict)),
        cost: both.map(|(_, verdict)| verdict.cost),
        spending: both.map(|(_, verdict)| verdict.expected.g0),
        expected: both.map(|(_, verdict)| verdict.expected.total),
        flags: both.map(|(_, verdict)| (verdict.forbidden().count(), verdict.flags.len())),
        moved: moved(state, both),
    }
}

fn measures(verdicts: [&Verdict; 2]) -> Vec<MeasureLine> {
    let counts = |what, get: fn(&rules::Measures) -> u32| {
        let values = verdicts.map(|verdict| i64::from(get(&verdict.measures)));
        MeasureLine { what, values, written: values.map(|value| value.to_string()) }
    };
    vec![
        counts("Shooting days", |m| m.days),
        counts("Days of other units", |m| m.other_unit_days),
        counts("Nights", |m| m.nights),
        counts("Splits", |m| m.splits),
        counts("Cast days", |m| m.cast_days),
        counts("Of which hold", |m| m.hold_days),
        counts("Company moves", |m| m.moves),
        counts("Location visits", |m| m.visits),
        MeasureLine {
            what: "Crew overtime",
            values: verdicts.map(|verdict| i64::from(verdict.measures.overtime.0)),
            written: verdicts.map(|verdict| minutes(verdict.measures.overtime)),
        },
        counts("Strips", |m| m.strips),
        MeasureLine {
            what: "Pages",
            values: verdicts.map(|verdict| i64::from(verdict.measures.eighths.0)),
            written: verdicts.map(|verdict| verdict.measures.eighths.to_string()),
        },
        counts("In the boneyard", |m| m.boneyard),
    ]
}

fn rules(verdicts: [&Verdict; 2]) -> Vec<RuleLine> {
    let mut lines: BTreeMap<Rule, [Money; 2]> = BTreeMap::new();
    for (side, verdict) in verdicts.into_iter().enumerate() {
        for item in &verdict.items {
            lines.entry(item.rule).or_default()[side] += item.amount;
        }
    }
    lines.into_iter().map(|(rule, amounts)| RuleLine { rule, amounts }).collect()
}

fn moved(state: &State, boards: [(&Board, &Verdict); 2]) -> Vec<MovedStrip> {
    let placements = boards.map(|(board, _)| board.placements());
    let place = |side: usize, sheet: SheetId| {
        let (unit, ordinal, _) = *placements[side].get(&sheet)?;
        let known = state.units.get(&unit);
        let unit_name = known.map(|unit| clean(&unit.name));
        let date = known.and_then(|unit| state.date_of_day(unit, ordinal));
        let words = known.map(|unit| clean(&unit.dated_day_words(ordinal, date))).unwrap_or_default();
        Some(Place { unit, unit_name, day: ordinal + 1, date, words })
    };
    let sheets = state.sheets_in_order().into_iter();
    sheets
        .map(|sheet| MovedStrip {
            sheet: sheet.id,
            label: clean(&state.label(sheet.id)),
            places: [place(0, sheet.id), place(1, sheet.id)],
        })
        .filter(|moved| moved.places[0] != moved.places[1])
        .collect()
}

impl Comparison {
    /// Both boards in columns, the difference (second less first) beside them.
    #[must_use]
    pub fn text(&self, color: bool, width: usize) -> String {
        let mut paper = Paper::new(color, width);
        let [a, b] = &self.names;
        paper.wrapped(0, &format!("{a} and {b}, side by side; the difference is {b} less {a}."));
        let cell = 18;
        let columns = [left(paper.width - 3 * cell - 3), right(cell), right(cell), right(cell)];
        paper.heading("Measures");
        paper.row(&columns, &["", a, b, "Difference"]);
        for row in self.measure_rows() {
            paper.row(&columns, &row.each_ref().map(String::as_str));
        }
        let example = if self.example { " -- EXAMPLE" } else { "" };
        paper.heading(&format!("Cost by rule ({}){example}", self.currency));
        if self.example {
            example_bar(&mut paper);
        }
        for row in self.money_rows() {
            paper.row(&columns, &row.each_ref().map(String::as_str));
        }
        self.write_moved(&mut paper);
        paper.finish()
    }

    /// What it is, the first board, the second, the difference: measures and flags, as they are printed.
    #[must_use]
    pub fn measure_rows(&self) -> Vec<[String; 4]> {
        let measures = self.measures.iter().map(|line| {
            let difference = signed(line.values[1] - line.values[0], |value| match line.what {
                "Crew overtime" => minutes(domain::Minutes(i32::try_from(value).unwrap_or(i32::MAX))),
                "Pages" => domain::PageEighths(u32::try_from(value).unwrap_or(u32::MAX)).to_string(),
                _ => value.to_string(),
            });
            let [a, b] = line.written.clone();
            [line.what.to_owned(), a, b, difference]
        });
        let [(forbidden_a, all_a), (forbidden_b, all_b)] = self.flags;
        let flags = [("Forbidden flags", forbidden_a, forbidden_b), ("All flags", all_a, all_b)];
        let flags = flags.map(|(what, a, b)| {
            let difference = signed(b as i64 - a as i64, |value| value.to_string());
            [what.to_owned(), a.to_string(), b.to_string(), difference]
        });
        measures.chain(flags).collect()
    }

    /// The same for the cost by rule, its sum, and what is expected.
    #[must_use]
    pub fn money_rows(&self) -> Vec<[String; 4]> {
        let purse = Purse::of(self.rules.iter().flat_map(|line| line.amounts));
        let row = |what: &str, [a, b]: [Money; 2]| {
            let difference = signed((b - a).0, |cents| purse.amount(Money(cents)));
            [what.to_owned(), purse.amount(a), purse.amount(b), difference]
        };
        let mut rows: Vec<[String; 4]> =
            self.rules.iter().map(|rule| row(rule.rule.label(), rule.amounts)).collect();
        rows.push(row("Total, if all goes well", self.cost));
        for (what, cents) in [
            ("Expected spending, stunts may go wrong (recursion, rounded to thousands)", self.spending),
            (
                "Minimised: expected spending and the film's value (recursion, rounded to thousands)",
                self.expected,
            ),
        ] {
            let [a, b] = cents.map(thousands);
            rows.push([what.to_owned(), written(a), written(b), signed(b - a, written)]);
        }
        rows
    }

    fn write_moved(&self, paper: &mut Paper) {
        paper.heading("Strips on another day");
        if self.moved.is_empty() {
            paper.line("None.");
            return;
        }
        let half = (paper.width - 11) / 2;
        let columns = [left(9), left(half), left(half)];
        paper.row(&columns, &["Scene", &self.names[0], &self.names[1]]);
        for moved in &self.moved {
            let words = moved.words();
            paper.row(&columns, &[&moved.label, &words[0], &words[1]]);
        }
    }
}

impl MovedStrip {
    /// Where it is on both: `day 3, 4 Jun 2026`, `boneyard`.
    #[must_use]
    pub fn words(&self) -> [String; 2] {
        let words = |place: &Option<Place>| {
            place.as_ref().map_or_else(|| "boneyard".to_owned(), |place| place.words.clone())
        };
        self.places.each_ref().map(words)
    }
}

/// `+3`, `-2`, `=`.
fn signed(difference: i64, write: impl Fn(i64) -> String) -> String {
    match difference {
        0 => "=".to_owned(),
        1.. => format!("+{}", write(difference)),
        _ => format!("-{}", write(difference.saturating_abs())),
    }
}
