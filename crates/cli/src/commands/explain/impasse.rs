//! Why there is no board, and what would help: what `plan` says when it finds none.

use domain::State;
use optimiser::explain::NoPlan;
use optimiser::{Case, Clash, Effort, Fact, Help, Impasse, Params, impasse};
use rules::Flag;
use serde_json::{Value, json};

use crate::args::Search;
use crate::failure::Failure;
use crate::search::Watch;
use crate::session::Session;
use office::explain::{first_of, reasons};

/// Seconds and iterations that looking for the reasons takes at most: a plan was searched before it.
const SECONDS: f64 = 20.0;
const ITERATIONS: u64 = 20_000;

/// Broken rules of the best board that are written out; more are counted.
const WRITTEN: usize = 6;

/// Looks for the facts that conflict, and says them; where nothing is proven also what the best board found still breaks.
pub fn explain(session: &Session, case: &Case, search: &Search, broken: Vec<String>) -> Failure {
    let search = Search {
        time_limit: Some(search.time_limit.unwrap_or(SECONDS).min(SECONDS)),
        iterations: search.iterations.map(|n| n.min(ITERATIONS)),
        ..search.clone()
    };
    // With iterations the clock must not decide.
    let search = Search { time_limit: search.time_limit.filter(|_| search.iterations.is_none()), ..search };
    let why = Watch::start(session, &search).run(|_, stop, _| {
        let params = Params { objective: optimiser::Objective::Cost, threads: 1 };
        impasse(case, &Effort { params, seed: search.seed, stop: *stop })
    });
    let message = text(&case.state, &why, broken);
    Failure::NoBoard { message, why: Box::new(as_json(&case.state, &why)) }
}

/// There is no legal plan to compare others with.
pub fn no_base(why: &NoPlan) -> Failure {
    let why = match why {
        NoPlan::Impossible(why) => why.join("; "),
        NoPlan::NotFound => "none was found".into(),
    };
    Failure::BadAnswer(format!(
        "there is no board without a forbidden flag to compare with: {why}; `firstup plan` says which facts conflict"
    ))
}

fn text(state: &State, impasse: &Impasse, mut broken: Vec<String>) -> String {
    let first = if impasse.proven {
        "there is no board: these facts conflict"
    } else if impasse.conflicts.is_empty() {
        "no board without a forbidden flag was found in that time, and there is one: search longer with --time-limit"
    } else {
        "no board without a forbidden flag was found, and these facts seem to conflict; a longer search (--time-limit) may \
         find one"
    };
    let mut lines = vec![first.to_owned()];
    let several = impasse.conflicts.len() > 1;
    for (number, clash) in (1..).zip(&impasse.conflicts) {
        if several {
            lines.push(format!("conflict {number}"));
        }
        write_clash(state, clash, &mut lines);
    }
    if !impasse.settled {
        lines.push("more is wrong than this: settle these, and plan again".into());
    } else if several {
        lines.push("each of these conflicts has to be settled".into());
    }
    broken.sort();
    broken.dedup();
    if !impasse.proven && !broken.is_empty() {
        lines.push("the best board found still breaks".into());
        let more = broken.len().saturating_sub(WRITTEN);
        lines.extend(broken.into_iter().take(WRITTEN).map(|words| format!("  {words}")));
        if more > 0 {
            lines.push(format!("  and {more} more"));
        }
    }
    lines.join("\n")
}

fn write_clash(state: &State, clash: &Clash, lines: &mut Vec<String>) {
    lines.extend(clash.facts.iter().map(|fact| format!("  · {}", fact.holds(state))));
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
        [] if clash.facts.is_empty() => {
            lines.push(
                "  nothing that could be given up was found to help: look at the scenes themselves".into(),
            );
        }
        [] => lines.push("  to give up one of them is not enough".into()),
        helps => {
            lines.push("  there would be a board if".into());
            lines.extend(helps.iter().map(|help| format!("  → {}", help_words(state, help))));
        }
    }
}

/// What it would be, what the board found uses of it, and how to say so.
fn help_words(state: &State, help: &Help) -> String {
    let uses = match help.fact {
        Fact::Rule(_) | Fact::Minor(_) | Fact::Dates(_) => uses(&help.breaks),
        _ => String::new(),
    };
    let command = help.fact.command(state).map(|command| format!("   [{command}]")).unwrap_or_default();
    format!("{}{uses}{command}", help.fact.relaxed(state))
}

fn uses(breaks: &[Flag]) -> String {
    let what = reasons(breaks);
    if what.is_empty() { String::new() } else { format!(": {}", first_of(what, 2)) }
}

fn as_json(state: &State, impasse: &Impasse) -> Value {
    let conflicts = impasse.conflicts.iter().map(|clash| {
        let helps = clash.helps.iter().map(|help| {
            json!({ "if": help.fact.relaxed(state), "command": help.fact.command(state),
                "breaks": help.breaks.iter().map(|flag| flag.what.as_str()).collect::<Vec<_>>() })
        });
        json!({
            "proven": clash.proven, "proof": clash.why,
            "facts": clash.facts.iter().map(|fact| fact.holds(state)).collect::<Vec<_>>(),
            "helps": helps.collect::<Vec<_>>(),
        })
    });
    json!({ "proven": impasse.proven, "settled": impasse.settled, "conflicts": conflicts.collect::<Vec<_>>() })
}
