//! `firstup explain … rules`: what the facts and rules cost that bind the plan.

use office::explain::{self, difference_json, first_of, reasons, rounded};
use optimiser::Fact;
use optimiser::explain::{Saving, Savings, savings};
use reports::{left, right};
use serde_json::{Value, json};

use super::Asked;
use super::days::write_best;
use crate::args::Replan;
use crate::count::count;
use crate::failure::Failure;
use crate::search::cancelled;

/// Flags that are written out for a saving; more are counted.
const WRITTEN: usize = 3;

pub fn run(asked: &Asked<'_>, replan: &Replan) -> Result<(), Failure> {
    let (answer, seconds) = asked.search(replan, savings);
    let Some(answer) = answer else {
        if cancelled() {
            return Err(super::impasse::stopped());
        }
        return Err(super::impasse::explain(
            asked.session,
            &asked.case(replan.keep).leave_out().0.plan_around(),
            &replan.search,
            Vec::new(),
        ));
    };
    let about = &asked.board;
    asked.session.answer(
        || {
            let mut value = about.json("rules");
            value["best"] = difference_json(about.state, &answer.best.difference);
            value["tried"] = answer.tried.into();
            value["untried"] = answer.untried.into();
            value["seconds"] = seconds.into();
            value["savings"] = answer.savings.iter().map(|saving| saving_json(about, saving)).collect();
            value
        },
        || text(about, &answer, &asked.searched_words(replan, seconds)),
    )
}

fn text(asked: &explain::Asked<'_>, answer: &Savings, searched: &str) -> String {
    let mut paper = asked.paper();
    paper.heading(&format!("What binds {}", asked.board.name));
    let days = asked.state.main_unit().map_or(0, |main| answer.best.board.days(main.id).len());
    write_best(asked, &answer.best, days, "none that is better", &mut paper);
    asked.money_heading(&mut paper, "What taking one away saves");
    let tried = count(answer.tried, "fact and rule").replace("fact and rules", "facts and rules");
    let untried = match answer.untried {
        0 => String::new(),
        1 => " 1 more was not tried.".to_owned(),
        n => format!(" {n} more were not tried."),
    };
    if answer.savings.is_empty() {
        paper.wrapped(0, &format!("Of {tried} none saves anything that was found in {searched}.{untried}"));
        return asked.finish(paper);
    }
    let columns = [left(paper.width.saturating_sub(30).min(70)), right(14), right(14)];
    paper.row(&columns, &["If …", "Cost", "Expected"]);
    for saving in &answer.savings {
        let difference = &saving.difference;
        let cost = reports::money_signed(difference.cost);
        paper.row(&columns, &[&saving.fact.relaxed(asked.state), &cost, &rounded(difference.expected)]);
        let then = match saving.fact {
            Fact::Placed(sheet) => place(asked, saving, sheet),
            _ => first_of(reasons(&saving.breaks, true), WRITTEN),
        };
        paper.wrapped(4, &format!("now: {}; then: {then}", saving.fact.holds(asked.state)));
    }
    paper.gap();
    paper.wrapped(
        0,
        &format!(
            "Each alone, of {tried}; found in {searched}. A longer search may find more: these are what was found, not what \
             is possible.{untried}"
        ),
    );
    asked.finish(paper)
}

/// Where the cheaper board has a strip.
fn place(asked: &explain::Asked<'_>, saving: &Saving, sheet: domain::SheetId) -> String {
    let place = saving.board.placements().get(&sheet).map(|(unit, day, _)| asked.day_name(*unit, *day, None));
    format!("it is on {}", place.unwrap_or_default())
}

fn saving_json(asked: &explain::Asked<'_>, saving: &Saving) -> Value {
    json!({
        "fact": saving.fact.holds(asked.state), "if": saving.fact.relaxed(asked.state),
        "breaks": saving.breaks.iter().map(|flag| flag.what.as_str()).collect::<Vec<_>>(),
        "change": difference_json(asked.state, &saving.difference),
    })
}
