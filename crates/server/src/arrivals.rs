//! What comes into a folder: a screenplay or a schedule that is dropped, the demo, the next draft of a production.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use domain::Refusal;
use serde::{Deserialize, Serialize};
use store::StoreError;
use utoipa::{IntoParams, ToSchema};

use crate::Folder;
use crate::folder::{Asked, author_of, file_in};
use crate::problem::{Problem, Wrong};

/// A screenplay weighs no more.
pub(crate) const SCRIPT_BYTES: usize = 32 * 1024 * 1024;

/// The board of a production that is made here: all its strips are in the boneyard.
const FIRST_BOARD: &str = "first";

/// A file's name.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Named {
    name: String,
}

/// Where to go on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Goto {
    goto: String,
}

/// A screenplay or a schedule becomes a new production in the folder.
#[utoipa::path(post, path = "/import", params(Named), request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Goto), (status = "4XX", body = Wrong)))]
pub(crate) async fn import(
    State(folder): State<Arc<Folder>>,
    Query(named): Query<Named>,
    headers: axum::http::HeaderMap,
    bytes: Bytes,
) -> Result<Json<Goto>, Problem> {
    let author = author_of(&headers).unwrap_or_else(|| folder.options.author.clone());
    let at = folder.now();
    let import = move || -> Result<Goto, Problem> {
        let script = named.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let stem = script.rsplit_once('.').map_or(script.as_str(), |(stem, _)| stem);
        let (name, path) = free(&folder, stem)?;
        let mut file = office::import::import(&script, &bytes, &path, &author, at)?.file;
        if file.state().boards.is_empty() {
            let begun =
                domain::edit::run(file.state(), "new-board", &[FIRST_BOARD.to_owned()], None, &author)?;
            file.run(&author, at, "new-board", &begun.summary, begun.changes, &[])?;
        }
        Ok(Goto { goto: format!("/p/{}/board", encoded(&name)) })
    };
    Ok(Json(tokio::task::spawn_blocking(import).await??))
}

/// The bundled production in the folder; opens it when it is there.
#[utoipa::path(post, path = "/demo", responses((status = 200, body = Goto)))]
pub(crate) async fn demo(
    State(folder): State<Arc<Folder>>,
    headers: axum::http::HeaderMap,
) -> Result<Json<Goto>, Problem> {
    let author = author_of(&headers).unwrap_or_else(|| folder.options.author.clone());
    let at = folder.now();
    let make = move || -> Result<Goto, Problem> {
        let name = office::demo::NAME;
        let path = file_in(&folder.options.folder, name).ok_or_else(|| no_name(name))?;
        match office::demo::make(&path, &author, at) {
            Ok(_) | Err(office::import::ImportError::Store(StoreError::Exists(_))) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(Goto { goto: format!("/p/{name}/board") })
    };
    Ok(Json(tokio::task::spawn_blocking(make).await??))
}

/// The next draft is compared, and kept until somebody takes it or another comes.
#[utoipa::path(post, path = "/p/{production}/api/drafts", params(("production" = String, Path, description = "Name of the file, without `.firstup`"), Named), request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Goto), (status = "4XX", body = Wrong)))]
pub(crate) async fn draft(
    asked: Asked,
    Query(named): Query<Named>,
    bytes: Bytes,
) -> Result<Json<Goto>, Problem> {
    let compare = move || -> Result<Goto, Problem> {
        asked.production.offer_draft(&named.name, &bytes)?;
        Ok(Goto { goto: format!("/p/{}/draft", encoded(&asked.production.name)) })
    };
    Ok(Json(tokio::task::spawn_blocking(compare).await??))
}

/// The draft that was compared goes into the production.
#[utoipa::path(post, path = "/p/{production}/api/drafts/take", params(("production" = String, Path, description = "Name of the file, without `.firstup`")),
    responses((status = 200, body = Goto), (status = "4XX", body = Wrong)))]
pub(crate) async fn take_draft(asked: Asked) -> Result<Json<Goto>, Problem> {
    let take = move || -> Result<Goto, Problem> {
        asked.production.take_draft(&asked.author, asked.now)?;
        Ok(Goto { goto: format!("/p/{}/scenes", encoded(&asked.production.name)) })
    };
    Ok(Json(tokio::task::spawn_blocking(take).await??))
}

/// A name that no production of the folder has.
fn free(folder: &Folder, stem: &str) -> Result<(String, std::path::PathBuf), Problem> {
    let stem = stem.trim();
    let names = std::iter::once(stem.to_owned()).chain((2..).map(|number: u32| format!("{stem} {number}")));
    for name in names.take(1000) {
        let path = file_in(&folder.options.folder, &name).ok_or_else(|| no_name(stem))?;
        if !path.exists() {
            return Ok((name, path));
        }
    }
    Err(no_name(stem))
}

fn no_name(name: &str) -> Problem {
    let what = format!("“{name}” cannot be the name of a production");
    Refusal::with_remedy(what, "give the file a plain name, such as my-film.fountain").into()
}

/// A name as an address takes it.
#[must_use]
pub fn encoded(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
