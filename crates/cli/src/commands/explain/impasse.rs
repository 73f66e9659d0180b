//! Why there is no board: what `plan` says when it finds none.

use office::explain;
use optimiser::Case;
use optimiser::explain::NoPlan;

use crate::args::Search;
use crate::failure::Failure;
use crate::search::Watch;
use crate::session::Session;

/// Iterations of each search for the reasons at most: a plan was searched before it.
const ITERATIONS: u64 = 20_000;

/// Looks for the facts that conflict, and says them.
pub fn explain(session: &Session, case: &Case, search: &Search, broken: Vec<String>) -> Failure {
    let search = Search {
        time_limit: Some(search.time_limit.unwrap_or(explain::SECONDS).min(explain::SECONDS)),
        iterations: search.iterations.map(|n| n.min(ITERATIONS)),
        ..search.clone()
    };
    // With iterations the clock must not decide.
    let search = Search { time_limit: search.time_limit.filter(|_| search.iterations.is_none()), ..search };
    let why = Watch::start(session, &search)
        .run(|_, stop, _| explain::no_board(case, broken, search.seed, stop, true));
    Failure::NoBoard { message: why.text, why: Box::new(why.value) }
}

/// Stopped before there was a board to compare others with.
pub fn stopped() -> Failure {
    Failure::Stopped("stopped before a board was found to compare with".into())
}

/// There is no legal plan to compare others with.
pub fn no_base(why: &NoPlan) -> Failure {
    let why = match why {
        NoPlan::Impossible(why) => why.join("; "),
        NoPlan::NotFound => "none was found".into(),
        NoPlan::Stopped => return stopped(),
    };
    Failure::BadAnswer(format!(
        "there is no board without a forbidden flag to compare with: {why}; `firstup plan` says which facts conflict"
    ))
}
