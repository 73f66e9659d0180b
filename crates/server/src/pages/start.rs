//! The start: drop a screenplay, open the demo, go on with a production of the folder.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::rendered;
use crate::Folder;
use crate::arrivals::encoded;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    folder: String,
    productions: Vec<Known>,
    demo: bool,
}

/// A production of the folder.
struct Known {
    name: String,
    address: String,
    /// When it was last written, if the folder says.
    written: Option<jiff::Timestamp>,
}

/// `GET /`
pub(crate) async fn page(State(folder): State<Arc<Folder>>) -> Result<Response, Problem> {
    rendered(move || {
        let names = folder.names();
        let demo = names.iter().any(|(name, _)| name == office::demo::NAME);
        let productions = names.into_iter().map(|(name, written)| Known {
            address: encoded(&name),
            name,
            written: jiff::Timestamp::try_from(written).ok(),
        });
        let productions = productions.collect();
        Ok(StartPage { folder: folder.options.folder.display().to_string(), productions, demo })
    })
    .await
}
