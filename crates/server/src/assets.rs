//! The files that pages load, embedded in the program.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::problem::Problem;

/// Name, kind and bytes of each.
const ASSETS: [(&str, &str, &[u8]); 4] = [
    ("board.js", "text/javascript; charset=utf-8", include_bytes!("../../../web/dist/board.js")),
    ("firstup.css", "text/css; charset=utf-8", include_bytes!("../../../web/dist/firstup.css")),
    ("page.js", "text/javascript; charset=utf-8", include_bytes!("../../../web/dist/page.js")),
    ("icon.svg", "image/svg+xml", include_bytes!("../../../web/icon.svg")),
];

/// `GET /assets/{name}`: a browser keeps it, and asks whether it is still the same.
pub(crate) async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let found = ASSETS.iter().find(|(known, _, _)| *known == name);
    let (_, kind, bytes) =
        found.ok_or_else(|| Problem::NotFound(format!("there is no file {name} in the program")))?;
    let tag = format!("\"{}\"", &blake3::hash(bytes).to_hex()[..16]);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let about = [(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "no-cache")];
    if known.is_some_and(|known| known.contains(&tag)) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)], about).into_response());
    }
    Ok(([(header::ETAG, tag)], about, *bytes).into_response())
}

/// `GET /favicon.ico`: browsers ask for it where a page names none.
pub(crate) async fn icon(headers: HeaderMap) -> Result<Response, Problem> {
    asset(Path("icon.svg".to_owned()), headers).await
}
