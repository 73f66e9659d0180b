//! The rewrite after every decision point of a board, planned: what the day-one report tells.

use std::collections::BTreeMap;

use domain::{Board, SheetId, State, Stunt};
use optimiser::Effort;
use optimiser::branch::{self, Falls, Found};
use reports::{DecisionPoint, Fallen, Rewrite};

/// Iterations that the rewrites of a board share when nobody says how long.
const ITERATIONS: u64 = 400_000;
/// Who cannot wait takes no more than so many for each.
pub const AT_MOST: u64 = 20_000;

/// Iterations for each rewrite of a board when nobody says how long: in whole thousands, so that it can be said.
#[must_use]
pub fn iterations_each(state: &State, board: &Board) -> u64 {
    let points = branch::decision_points(state, board).len().max(1) as u64;
    (ITERATIONS / points / 1000).max(1) * 1000
}

/// Plans the rewrite after each decision point.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "a film has few stunts")]
pub fn plan(state: &State, board: &Board, effort: &Effort<'_>) -> Vec<DecisionPoint> {
    let points = branch::decision_points(state, board);
    let share = 1.0 / points.len().max(1) as f64;
    let planned = points.into_iter().map(|point| {
        let after = branch::rewrite(state, board, &point, &lost_with, effort, share);
        DecisionPoint { date: point.date, stunts: point.stunts, rewrite: judged(after) }
    });
    planned.collect()
}

/// How the rewrites were searched, for the report: with what, and after how many seconds somebody stopped that.
#[must_use]
pub fn searched(with: &str, seed: u64, stopped: Option<f64>) -> String {
    let how = match stopped {
        None => format!("were searched with {with}, seed {seed}"),
        Some(after) => {
            format!("were to be searched with {with}, seed {seed}, which was stopped after {after:.1} s")
        }
    };
    format!("The rewrites {how}; none is worse than going on in the present order.")
}

/// What a rewrite after a stunt throws away, with the reasons in words.
fn lost_with(state: &State, stunt: &Stunt) -> BTreeMap<SheetId, String> {
    state.lost_with(stunt).into_iter().map(|(sheet, why)| (sheet, why.words(state))).collect()
}

/// A rewrite as the judge sees it.
fn judged(after: branch::Rewrite) -> Rewrite {
    let verdict = rules::assess(&after.state, &after.board);
    let fallen = after.fallen.into_iter().map(|(sheet, why)| {
        // In place of both something is written.
        let rewritten = matches!(why, Falls::Rewritten(_) | Falls::NoOtherWay(_));
        let why = match why {
            Falls::Rewritten(why) => format!("rewritten: {why}"),
            Falls::NoOtherWay(why) => format!("the stunt's own scene: {why}"),
            Falls::NoDate(why) => why,
            Falls::FilmEnds => "the film ends".into(),
        };
        Fallen { sheet, why, rewritten }
    });
    let breaks = match after.found {
        Found::Planned | Found::NothingLeft => Vec::new(),
        Found::Breaks(what) => what,
    };
    Rewrite {
        fallen: fallen.collect(),
        again: after.again,
        verdict,
        state: after.state,
        board: after.board,
        breaks,
    }
}
