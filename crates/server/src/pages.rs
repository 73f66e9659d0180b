//! Server-rendered pages: a file each, with a template of its name. What stands on every page is in [`Shell`].
//!
//! A page's regions (`data-region="NAME"`) are taken anew when something was written; its forms (`data-command="NAME"`,
//! controls named `arg` in the order of the arguments) post commands of `firstup edit`. `web/src/page.ts` does both.

pub(crate) mod board;
mod breakdown;
pub(crate) mod draft;
pub(crate) mod history;
pub(crate) mod scenes;
pub(crate) mod script;
pub(crate) mod start;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;

use crate::Folder;
use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::Now;

/// The pages of a production: address and name, in the order of the work.
const PAGES: &[(&str, &str)] = &[
    ("board", "Board"),
    ("script", "Script"),
    ("scenes", "Scenes"),
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
            page,
            name,
            board: String::new(),
            pages: PAGES,
        }
    }
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
