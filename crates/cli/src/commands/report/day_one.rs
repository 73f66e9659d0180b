//! `firstup report day-one`: the rewrite after every decision point of a board, planned.

use domain::{Board, State};
use optimiser::branch::{self, Falls, Found};
use optimiser::{Effort, Params, Stop};
use reports::{Context, DecisionPoint, Fallen, Format, Rewrite};

use crate::args::Search;
use crate::count::count;
use crate::search::Watch;
use crate::session::Session;

/// Iterations that the rewrites of a board share when nobody says how long.
const ITERATIONS: u64 = 400_000;
/// A demo takes no more than so many for each.
pub const AT_MOST: u64 = 20_000;

/// The report, and how its rewrites were searched.
pub fn render(session: &Session, context: &Context<'_>, format: Format, search: &Search) -> String {
    let (points, searched) = plan(session, context.state, context.board, search);
    reports::render_day_one(format, context, &points, &searched)
}

/// Plans the rewrite after each decision point.
pub fn plan(
    session: &Session,
    state: &State,
    board: &Board,
    search: &Search,
) -> (Vec<DecisionPoint>, String) {
    let points = branch::decision_points(state, board);
    // In whole thousands, so that it can be said.
    let each = (ITERATIONS / (points.len().max(1) as u64) / 1000).max(1) * 1000;
    let limited = search.iterations.is_some() || search.time_limit.is_some();
    let search =
        Search { iterations: if limited { search.iterations } else { Some(each) }, ..search.clone() };
    let planned = Watch::start(session, &search).run(|limits, stop, _| {
        // With a time that never comes the proof of a bound ends with the search; nobody reads it here.
        let stop = Stop { seconds: stop.seconds.or(Some(f64::INFINITY)), ..*stop };
        let params = Params { objective: optimiser::Objective::Expected, threads: limits.threads };
        let effort = Effort { params, seed: search.seed, stop };
        let share = 1.0 / points.len().max(1) as f64;
        let planned = points.iter().map(|point| {
            let after = branch::rewrite(state, board, point, &lost_with, &effort, share);
            DecisionPoint { date: point.date, stunts: point.stunts.clone(), rewrite: judged(after) }
        });
        planned.collect()
    });
    let how = match (search.iterations, search.time_limit) {
        (_, Some(seconds)) => format!("{seconds} s for all of them"),
        (iterations, None) => format!("{} each", count(iterations.unwrap_or(each), "iteration")),
    };
    (
        planned,
        format!(
            "The rewrites were searched with {how}, seed {}; none is worse than going on in the present order.",
            search.seed
        ),
    )
}

/// What a rewrite after a stunt throws away, with the reasons in words.
fn lost_with(state: &State, stunt: &domain::Stunt) -> std::collections::BTreeMap<domain::SheetId, String> {
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
