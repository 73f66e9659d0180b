//! `firstup report day-one`: the rewrite after every decision point of a board, planned.

use domain::{Board, State};
use office::day_one;
use optimiser::{Effort, Params, Stop};
use reports::{Context, DecisionPoint, Format};

use crate::args::Search;
use crate::count::count;
use crate::search::{Watch, cancelled};
use crate::session::Session;

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
    let each = day_one::iterations_each(state, board);
    let limited = search.iterations.is_some() || search.time_limit.is_some();
    let search =
        Search { iterations: if limited { search.iterations } else { Some(each) }, ..search.clone() };
    let (planned, seconds) = Watch::start(session, &search).run(|limits, stop, _| {
        // With a time that never comes the proof of a bound ends with the search; nobody reads it here.
        let stop = Stop { seconds: stop.seconds.or(Some(f64::INFINITY)), ..*stop };
        let params = Params { objective: optimiser::Objective::Expected, threads: limits.threads };
        let points = day_one::plan(state, board, &Effort { params, seed: search.seed, stop });
        (points, (stop.clock)())
    });
    let with = match (search.iterations, search.time_limit) {
        (_, Some(seconds)) => format!("{seconds} s for all of them"),
        (iterations, None) => format!("{} each", count(iterations.unwrap_or(each), "iteration")),
    };
    (planned, day_one::searched(&with, search.seed, cancelled().then_some(seconds)))
}
