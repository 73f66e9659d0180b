//! The page of the board: the board itself as data, which the script draws.

use askama::Template;
use axum::extract::Query;
use axum::response::{Html, IntoResponse, Response};

use crate::api::Which;
use crate::folder::Asked;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage<'a> {
    production: &'a str,
    title: &'a str,
    author: &'a str,
    /// JSON in which nothing ends the element around it.
    view: &'a str,
}

/// `GET /p/{p}/board`
pub(crate) async fn page(asked: Asked, Query(which): Query<Which>) -> Result<Response, Problem> {
    let render = move || -> Result<Response, Problem> {
        let view = asked.production.view(which.board.as_deref(), &asked.author)?;
        let bug = |error: &dyn std::fmt::Display| Problem::Bug(error.to_string());
        let json = serde_json::to_string(&view).map_err(|error| bug(&error))?;
        let page = BoardPage {
            production: &asked.production.name,
            title: &asked.production.now().state.production.title,
            author: &asked.author,
            view: &json.replace('<', "\\u003c"),
        };
        Ok(Html(page.render().map_err(|error| bug(&error))?).into_response())
    };
    tokio::task::spawn_blocking(render).await?
}
