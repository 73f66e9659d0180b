//! The page of the board: the board itself as data, which the script draws.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;

use super::{Shell, rendered};
use crate::api::Which;
use crate::folder::Asked;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    shell: Shell,
    /// JSON in which nothing ends the element around it.
    view: String,
}

#[derive(Template)]
#[template(path = "no_board.html")]
struct NoBoardPage {
    shell: Shell,
}

/// `GET /p/{p}/board`
pub(crate) async fn page(asked: Asked, Query(which): Query<Which>) -> Result<Response, Problem> {
    let now = asked.production.now();
    let shell = Shell::new(&asked, &now, "board");
    if now.state.boards.is_empty() && which.board.is_none() {
        return rendered(move || Ok(NoBoardPage { shell })).await;
    }
    rendered(move || {
        let view = asked.production.view(asked.board(which.board.as_deref(), &now.state), &asked.author)?;
        let json = serde_json::to_string(&view).map_err(|error| Problem::Bug(error.to_string()))?;
        Ok(BoardPage { shell, view: json.replace('<', "\\u003c") })
    })
    .await
}
