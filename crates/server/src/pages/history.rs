//! The page of the history: everything that was done, the latest first.

use askama::Template;
use axum::response::Response;

use super::{Shell, rendered};
use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::EntryNote;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    shell: Shell,
    /// Latest first.
    entries: Vec<EntryNote>,
}

/// `GET /p/{p}/history`
pub(crate) async fn page(asked: Asked) -> Result<Response, Problem> {
    rendered(move || {
        let shell = Shell::new(&asked, &asked.production.now(), "history");
        let entries =
            asked.production.with_file(|file| file.heads().iter().rev().map(EntryNote::of).collect());
        Ok(HistoryPage { shell, entries })
    })
    .await
}
