//! Server-rendered pages: a file each, with a template of its name. What stands on every page is in [`Shell`].
//!
//! A page's regions (`data-region="NAME"`) are taken anew when something was written; its forms (`data-command="NAME"`,
//! controls named `arg` in the order of the arguments) post commands of `firstup edit`. `web/src/page.ts` does both.

pub(crate) mod answers;
pub(crate) mod board;
pub(crate) mod boards;
mod breakdown;
mod calendar;
pub(crate) mod cast;
pub(crate) mod draft;
pub(crate) mod facts;
pub(crate) mod history;
pub(crate) mod locations;
pub(crate) mod report;
pub(crate) mod risk;
pub(crate) mod scenes;
pub(crate) mod script;
pub(crate) mod start;
pub(crate) mod stunts;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use domain::{Board, BoardId, Date, Money, State};

use crate::Folder;
use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::Now;

/// The pages of a production: address and name, in the order of the work.
const PAGES: &[(&str, &str)] = &[
    ("board", "Board"),
    ("script", "Script"),
    ("scenes", "Scenes"),
    ("cast", "Cast"),
    ("locations", "Locations"),
    ("stunts", "Stunts"),
    ("risk", "Risk"),
    ("answers", "Answers"),
    ("boards", "Boards"),
    ("reports", "Reports"),
    ("facts", "Facts"),
    ("draft", "Next draft"),
    ("history", "History"),
];

/// Their addresses.
pub(crate) fn routes() -> Router<Arc<Folder>> {
    Router::new()
        .route("/board", get(board::page))
        .route("/script", get(script::page))
        .route("/scenes", get(scenes::list))
        .route("/scenes/{label}", get(scenes::one))
        .route("/cast", get(cast::page))
        .route("/locations", get(locations::page))
        .route("/stunts", get(stunts::page))
        .route("/boards", get(boards::page))
        .route("/answers", get(answers::page))
        .route("/risk", get(risk::page))
        .route("/reports", get(report::page))
        .route("/report/{kind}", get(report::report))
        .route("/day-out-of-days", get(report::day_out_of_days))
        .route("/one-liner", get(report::one_liner))
        .route("/facts", get(facts::page))
        .route("/draft", get(draft::page))
        .route("/history", get(history::page))
}

/// What stands on every page of a production.
#[derive(Debug)]
pub(crate) struct Shell {
    /// As addresses name it.
    pub(crate) production: String,
    pub(crate) title: String,
    /// Who signs.
    pub(crate) author: String,
    /// The revision that the page shows.
    pub(crate) revision: u64,
    /// The page's address.
    pub(crate) page: &'static str,
    /// The page's name.
    pub(crate) name: &'static str,
    /// Is money hidden in this browser?
    pub(crate) money_hidden: bool,
    /// The board that commands of this page are about; empty for the newest.
    pub(crate) board: String,
    /// Address and name of all pages.
    pub(crate) pages: &'static [(&'static str, &'static str)],
}

impl Shell {
    pub(crate) fn new(asked: &Asked, now: &Now, page: &'static str) -> Self {
        let name = PAGES.iter().find(|(known, _)| *known == page).map_or(page, |(_, name)| *name);
        Self {
            production: asked.production.name.clone(),
            title: now.state.production.title.clone(),
            author: asked.author.clone(),
            revision: now.state.revision(),
            money_hidden: asked.money_hidden,
            page,
            name,
            board: String::new(),
            pages: PAGES,
        }
    }
}

/// A board that a page can be about.
#[derive(Debug)]
pub(crate) struct BoardChoice {
    pub(crate) name: String,
    pub(crate) chosen: bool,
}

/// All boards, for a select with `data-goto`.
pub(crate) fn board_choices(state: &State, chosen: &Board) -> Vec<BoardChoice> {
    let choice = |board: &Board| BoardChoice { name: board.name.clone(), chosen: board.id == chosen.id };
    state.boards.values().map(choice).collect()
}

/// What stands in for a board where there is none: nothing is on it.
pub(crate) fn no_board() -> Board {
    Board::empty(BoardId(0), "")
}

/// `Mon 20 Sep 2027`.
pub(crate) fn day(date: Date) -> String {
    domain::date_words(date)
}

/// Cents in whole units of the currency: no exact figure.
#[allow(clippy::cast_possible_truncation, reason = "whole units of a film's cost")]
pub(crate) fn amount(cents: f64) -> String {
    Money::whole((cents / 100.0).round() as i64).to_string()
}

/// The same as a difference: `+4,200`.
#[allow(clippy::cast_possible_truncation, reason = "whole units of a film's cost")]
pub(crate) fn signed(cents: f64) -> String {
    reports::money_signed(Money::whole((cents / 100.0).round() as i64))
}

/// Renders a page beside the server's own work.
pub(crate) async fn rendered<T: Template>(
    make: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let render = move || -> Result<Response, Problem> {
        let page = make()?.render().map_err(|error| Problem::Bug(error.to_string()))?;
        Ok(Html(page).into_response())
    };
    tokio::task::spawn_blocking(render).await?
}
