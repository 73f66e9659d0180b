//! `firstup explain … days`: what one shooting day more or fewer would cost.

use office::explain::{self, difference_json};
use optimiser::explain::{Instead, Length, Lengths, NoPlan, lengths};
use reports::Paper;
use serde_json::{Value, json};

use super::Asked;
use crate::args::Replan;
use crate::count::count;
use crate::failure::Failure;

pub fn run(asked: &Asked<'_>, replan: &Replan) -> Result<(), Failure> {
    let (answer, seconds) = asked.search(replan, lengths);
    let answer = answer.map_err(|why| super::impasse::no_base(&why))?;
    let about = &asked.board;
    let days = |board: &domain::Board| about.state.main_unit().map_or(0, |main| board.days(main.id).len());
    let now = days(about.board);
    asked.session.answer(
        || {
            let mut value = about.json("days");
            value["days"] = now.into();
            value["best"] = json!({ "days": days(&answer.best.board),
                "change": difference_json(about.state, &answer.best.difference) });
            value["fewer"] = length_json(about, &answer.fewer);
            value["more"] = length_json(about, &answer.more);
            value["seconds"] = seconds.into();
            value
        },
        || text(about, &answer, now, days(&answer.best.board), &asked.searched_words(replan, seconds)),
    )
}

fn text(asked: &explain::Asked<'_>, answer: &Lengths, now: usize, best: usize, searched: &str) -> String {
    let mut paper = asked.paper();
    paper.heading(&format!("{} has {}", asked.board.name, count(now, "day")));
    write_best(asked, &answer.best, best, "none that is better and no longer", &mut paper);
    for (what, length) in [("One day fewer", &answer.fewer), ("One day more", &answer.more)] {
        asked.money_heading(&mut paper, &format!("{what}: {}", count(length.days, "day")));
        match &length.plan {
            Ok(instead) => {
                paper.wrapped(
                    0,
                    &format!("{} (found in {searched})", asked.change_words(&instead.difference)),
                );
                if instead.difference.expected < 0.0 {
                    paper.wrapped(0, "It is cheaper: a longer search, or `firstup plan`, would find it too.");
                }
                asked.write_instead(instead, &mut paper);
            }
            Err(NoPlan::Impossible(why)) => {
                paper.wrapped(0, &format!("Impossible: {}.", why.join("; ")));
            }
            Err(NoPlan::NotFound) => {
                let proof =
                    "no board was found that breaks nothing forbidden. That is no proof that there is none.";
                paper.wrapped(0, &format!("In {searched} {proof}"));
            }
            Err(NoPlan::Stopped) => paper.wrapped(0, "The search was stopped before it found a board."),
        }
    }
    asked.finish(paper)
}

/// What is compared with: the board, or a better one that the search found on the way.
pub fn write_best(
    asked: &explain::Asked<'_>,
    best: &Instead,
    days: usize,
    none_better: &str,
    paper: &mut Paper,
) {
    let difference = &best.difference;
    let words = if difference.items.is_empty() && difference.raised.is_empty() {
        format!("What follows is compared with the board as it is: the search found {none_better}.")
    } else {
        format!(
            "With all facts in force the search finds a board of {} ({}); what follows is compared with that one.",
            count(days, "day"),
            asked.change_words(difference)
        )
    };
    paper.wrapped(0, &words);
}

fn length_json(asked: &explain::Asked<'_>, length: &Length) -> Value {
    let (status, why, change) = match &length.plan {
        Ok(instead) => ("found", Vec::new(), Some(difference_json(asked.state, &instead.difference))),
        Err(NoPlan::Impossible(why)) => ("impossible", why.clone(), None),
        Err(NoPlan::NotFound) => ("not-found", Vec::new(), None),
        Err(NoPlan::Stopped) => ("stopped", Vec::new(), None),
    };
    json!({ "days": length.days, "status": status, "why": why, "change": change })
}
