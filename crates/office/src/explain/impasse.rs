//! Why there is no board, and what would help: what is said when a plan finds none.

use std::collections::BTreeSet;

use domain::{Date, DateRange, PinAt, Sheet, SheetId, State, UnitId};
use optimiser::{Case, Clash, Compiled, Effort, Fact, Help, Impasse, Objective, Outcome, Params, Stop};
use rules::Flag;
use serde_json::{Value, json};

use super::{Answer, first_of, reasons};

/// Seconds that looking for the reasons takes at most: a plan was searched before it.
pub const SECONDS: f64 = 20.0;

/// Broken rules of the best board that are written out; more are counted.
const WRITTEN: usize = 6;

/// Looks for the facts that conflict, and says them; where nothing is proven also what the best board found still breaks.
/// Commands are named to those who ask on the command line.
#[must_use]
pub fn no_board(case: &Case, broken: Vec<String>, seed: u64, stop: &Stop<'_>, command_line: bool) -> Answer {
    let params = Params { objective: Objective::Cost, threads: 1 };
    let why = optimiser::impasse(case, &Effort { params, seed, stop: *stop });
    let words = Words { case, command_line };
    Answer { value: as_json(case, &why), text: words.text(&why, broken) }
}

/// What the best board of a search that found no legal one breaks.
#[must_use]
pub fn broken(case: &Case, compiled: &Compiled, outcome: &Outcome) -> Vec<String> {
    match outcome {
        Outcome::Unknown { why, .. } => {
            why.iter().map(|violation| compiled.violation_in_words(&case.state, violation)).collect()
        }
        _ => Vec::new(),
    }
}

/// What holds: the facts of a conflict, and what its scenes wait for, which nobody can give up, where that takes away a date
/// that the facts speak of.
fn holding(case: &Case, clash: &Clash) -> Vec<String> {
    let state = &case.state;
    let mut sheets: BTreeSet<SheetId> = clash.facts.iter().flat_map(|fact| fact.sheets()).collect();
    // What is said of one scene alone is said of that scene, also where no fact names it.
    if let [only] = case.planned()[..] {
        sheets.insert(only.id);
    }
    let waits = sheets.iter().filter_map(|id| state.sheets.get(id)).flat_map(|sheet| {
        let dates = spoken_of(case, clash, sheet.id);
        waits_for(state, sheet, &dates)
    });
    clash.facts.iter().map(|fact| fact.holds(state)).chain(waits).collect()
}

/// The dates that a conflict is about, for one of its scenes: where it is fixed, else the first on which everybody and all that
/// it names can be had, else, where it is about an order or an end, the first of every unit, before which nothing is shot.
fn spoken_of(case: &Case, clash: &Clash, id: SheetId) -> Vec<Date> {
    let state = &case.state;
    let of = |fact: &Fact| fact_dates(case, *fact);
    let own = clash.facts.iter().filter(|fact| fact.sheets() == [id]);
    let own: Vec<Date> = own.flat_map(of).collect();
    if !own.is_empty() {
        return own;
    }
    let open = clash.facts.iter().filter_map(|fact| match fact {
        Fact::Dates(whose) => Some(whose.ranges(state).0),
        _ => None,
    });
    let open: Vec<Vec<DateRange>> = open.filter(|ranges| !ranges.is_empty()).collect();
    if !open.is_empty() {
        let all = |date: &Date| open.iter().all(|ranges| ranges.iter().any(|range| range.contains(*date)));
        return open.iter().flatten().map(|range| range.first).filter(all).collect();
    }
    let ordered = |fact: &Fact| matches!(fact, Fact::Before(..) | Fact::Calendar(..) | Fact::Ready(_));
    let units = state.units.values().filter(|_| clash.facts.iter().any(ordered));
    units.map(|unit| rules::start_date(state, unit)).collect()
}

/// The dates on which a fact fixes a scene.
fn fact_dates(case: &Case, fact: Fact) -> Vec<Date> {
    let state = &case.state;
    let on = |unit: UnitId, day: usize| state.units.get(&unit).and_then(|unit| state.date_of_day(unit, day));
    match fact {
        Fact::Pin(id) => {
            let pin = state.sheets.get(&id).and_then(|sheet| sheet.pin.as_ref()).map(|pin| pin.at);
            let date = pin.and_then(|at| match at {
                PinAt::Date(date) => Some(date),
                PinAt::Day(day) => on(state.main_unit()?.id, (day as usize).checked_sub(1)?),
            });
            date.into_iter().collect()
        }
        Fact::Placed(id) => {
            let places = case.board.placements();
            places.get(&id).and_then(|(unit, day, _)| on(*unit, *day)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// What takes such dates away from a scene.
fn waits_for(state: &State, sheet: &Sheet, dates: &[Date]) -> Vec<String> {
    let label = state.label(sheet.id);
    let away = dates.iter().any(|date| !rules::consent::allows(state, sheet, *date));
    let answers = rules::consent::asks(state, sheet).into_iter().filter(|_| away);
    let answers = answers.map(|asks| format!("scene {label} waits for consent: {asks}"));
    let clear = rules::clearance::from(state, sheet).filter(|from| dates.iter().any(|date| date < from));
    let clear = clear.map(|from| {
        let from = domain::date_words(from);
        format!("scene {label} waits for its clearance, complete on {from} at the earliest")
    });
    answers.chain(clear).collect()
}

/// How the reasons are said.
pub(super) struct Words<'a> {
    pub(super) case: &'a Case,
    pub(super) command_line: bool,
}

impl Words<'_> {
    /// Why one sheet has no date. Where the facts can be given up, they say it, and else the proof.
    /// What helps it alone and leaves no board beside the rest stands apart.
    pub(super) fn of_a_sheet(&self, impasse: &Impasse, helps_alone: &[Help], proof: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for clash in impasse.conflicts.iter().filter(|clash| !clash.facts.is_empty()) {
            let holding = holding(self.case, clash);
            let waits = holding.len() > clash.facts.len();
            lines.extend(holding.into_iter().map(|fact| format!("  · {fact}")));
            // What is no fact is said by the proof: a day off, what would let it wait no longer.
            if waits || matches!(clash.facts[..], [Fact::Pin(_)]) {
                lines.push(format!("    {proof}"));
            }
            self.write_helps("it could be planned if", &clash.helps, &mut lines);
        }
        self.write_helps(
            "a date could take it, but no board with the rest was found, if",
            helps_alone,
            &mut lines,
        );
        if lines.is_empty() {
            lines.push(format!("  · {proof}"));
        }
        lines
    }

    fn write_helps(&self, would: &str, helps: &[Help], lines: &mut Vec<String>) {
        if !helps.is_empty() {
            lines.push(format!("  {would}"));
            lines.extend(helps.iter().map(|help| format!("  → {}", self.help_words(help))));
        }
    }

    fn text(&self, impasse: &Impasse, broken: Vec<String>) -> String {
        let mut lines = vec![self.first(impasse)];
        let several = impasse.conflicts.len() > 1;
        for (number, clash) in (1..).zip(&impasse.conflicts) {
            if several {
                lines.push(format!("conflict {number}"));
            }
            self.write_clash(clash, impasse.cut, &mut lines);
        }
        let last = if impasse.cut {
            (!impasse.conflicts.is_empty()).then_some(
                "not all was looked at: fewer of these facts may be enough to conflict, and more may help",
            )
        } else if !impasse.settled {
            Some("more is wrong than this: settle these, and plan again")
        } else {
            several.then_some(
                "each of these conflicts has to be settled: with the first way out of each there is a board",
            )
        };
        lines.extend(last.map(str::to_owned));
        if !impasse.proven {
            write_broken(broken, &mut lines);
        }
        lines.join("\n")
    }

    fn first(&self, impasse: &Impasse) -> String {
        let option = |option| if self.command_line { option } else { "" };
        if impasse.conflicts.is_empty() && impasse.cut {
            let what = if impasse.proven {
                "there is no board"
            } else {
                "no board without a forbidden flag was found"
            };
            format!("{what}; the search for the facts that conflict ended before it found them")
        } else if impasse.proven {
            "there is no board: these facts conflict".to_owned()
        } else if impasse.conflicts.is_empty() {
            format!(
                "no board without a forbidden flag was found in that time, and there is one: search longer{}",
                option(" with --time-limit")
            )
        } else {
            format!(
                "no board without a forbidden flag was found, and these facts seem to conflict; a longer search{} may find one",
                option(" (--time-limit)")
            )
        }
    }

    fn write_clash(&self, clash: &Clash, cut: bool, lines: &mut Vec<String>) {
        lines.extend(holding(self.case, clash).into_iter().map(|fact| format!("  · {fact}")));
        if clash.facts.is_empty() {
            lines.extend(clash.why.iter().map(|why| format!("  · {why}")));
        } else if !clash.why.is_empty() {
            // What the proof advises is said below, of these facts.
            let proofs = clash.why.iter().map(|why| why.split(": ").next().unwrap_or(why).to_owned());
            lines.push(format!("    so {}", first_of(proofs.collect(), 2)));
        }
        if !clash.proven {
            lines.push("    (no board was found with all of these: that is no proof)".into());
        }
        match &clash.helps[..] {
            [] if cut => {}
            [] if clash.facts.is_empty() => {
                lines.push(
                    "  nothing that could be given up was found to help: look at the scenes themselves"
                        .into(),
                );
            }
            [] => lines.push(
                "  with only one of them given up no board was found: search longer, or give up more".into(),
            ),
            helps => self.write_helps("there would be a board if", helps, lines),
        }
    }

    /// What it would be, what the board found uses of it, and how to say so.
    fn help_words(&self, help: &Help) -> String {
        let uses = match help.fact {
            Fact::Rule(_) | Fact::Minor(_) | Fact::Dates(_) => uses(&help.breaks),
            _ => String::new(),
        };
        let command = help.fact.command(&self.case.state).filter(|_| self.command_line);
        let command = command.map(|command| format!("   [{command}]")).unwrap_or_default();
        format!("{}{uses}{command}", help.fact.relaxed(&self.case.state))
    }
}

fn write_broken(mut broken: Vec<String>, lines: &mut Vec<String>) {
    broken.sort();
    broken.dedup();
    if broken.is_empty() {
        return;
    }
    lines.push("the best board found still breaks".into());
    let more = broken.len().saturating_sub(WRITTEN);
    lines.extend(broken.into_iter().take(WRITTEN).map(|words| format!("  {words}")));
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
}

fn uses(breaks: &[Flag]) -> String {
    let what = reasons(breaks, true);
    if what.is_empty() { String::new() } else { format!(": {}", first_of(what, 2)) }
}

fn as_json(case: &Case, impasse: &Impasse) -> Value {
    json!({ "proven": impasse.proven, "settled": impasse.settled, "conflicts": conflicts_json(case, impasse) })
}

pub(super) fn conflicts_json(case: &Case, impasse: &Impasse) -> Vec<Value> {
    let state = &case.state;
    let conflicts = impasse.conflicts.iter().map(|clash| {
        json!({
            "proven": clash.proven, "proof": clash.why,
            "facts": holding(case, clash),
            "helps": helps_json(state, &clash.helps),
        })
    });
    conflicts.collect()
}

pub(super) fn helps_json(state: &State, helps: &[Help]) -> Vec<Value> {
    let helps = helps.iter().map(|help| {
        json!({ "if": help.fact.relaxed(state), "command": help.fact.command(state),
            "breaks": help.breaks.iter().map(|flag| flag.what.as_str()).collect::<Vec<_>>() })
    });
    helps.collect()
}
