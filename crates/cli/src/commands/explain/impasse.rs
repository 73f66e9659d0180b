//! Why there is no board, and what would help: what `plan` says when it finds none.

use domain::State;
use optimiser::explain::NoPlan;
use optimiser::{Case, Clash, Effort, Fact, Help, Impasse, Params, impasse};
use rules::Flag;
use serde_json::{Value, json};

use super::{first_of, reasons};
use crate::args::Search;
use crate::failure::Failure;
use crate::search::Watch;
use crate::session::Session;

/// Seconds and iterations that looking for the reasons takes at most: a plan was searched before it.
const SECONDS: f64 = 20.0;
const ITERATIONS: u64 = 20_000;

/// Looks for the facts that conflict, and says them.
pub fn explain(session: &Session, case: &Case, search: &Search) -> Failure {
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
    Failure::NoBoard { message: text(&case.state, &why), why: Box::new(as_json(&case.state, &why)) }
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

fn text(state: &State, impasse: &Impasse) -> String {
    let mut lines = vec![
        if impasse.proven {
            "there is no board: these facts conflict"
        } else {
            "no board without a forbidden flag was found; with all of these facts there seems to be none"
        }
        .to_owned(),
    ];
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
    lines.join("\n")
}

fn write_clash(state: &State, clash: &Clash, lines: &mut Vec<String>) {
    lines.extend(clash.facts.iter().map(|fact| format!("  · {}", fact.holds(state))));
    if clash.facts.is_empty() {
        lines.extend(clash.why.iter().map(|why| format!("  · {why}")));
    } else if let Some(why) = measured(clash) {
        lines.push(format!("    {why}"));
    }
    if !clash.proven {
        lines.push("    (no board was found with all of these: that is no proof)".into());
    }
    match &clash.helps[..] {
        [] => lines.push("  no single one of them is enough to give up".into()),
        helps => {
            lines.push("  there is a board if".into());
            lines.extend(helps.iter().map(|help| format!("  → {}", help_words(state, help))));
        }
    }
}

/// Hours that do not fit say more than that they do not.
fn measured(clash: &Clash) -> Option<&String> {
    let of_time = |fact: &Fact| matches!(fact, Fact::Calendar(..) | Fact::Rule(rules::Rule::Minutes));
    clash.why.first().filter(|_| clash.facts.iter().all(of_time))
}

/// What it would be, what the board found uses of it, and how to say so.
fn help_words(state: &State, help: &Help) -> String {
    let uses = match help.fact {
        Fact::Overtime(_) | Fact::Rule(_) | Fact::Minor(_) | Fact::Dates(_) => uses(&help.breaks),
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
