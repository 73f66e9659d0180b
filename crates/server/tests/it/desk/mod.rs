//! A folder with the demo in it, and what a browser would send.

pub(crate) mod line;

use std::net::SocketAddr;
use std::path::PathBuf;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use server::{Folder, Options};
use tower::ServiceExt;

pub(crate) const HOST: &str = "localhost:7878";
pub(crate) const DEMO: &str = "/p/paid-by-the-fall";

pub(crate) fn clock() -> jiff::Timestamp {
    "2026-11-28T05:00:00Z".parse().expect("a time")
}

/// A server without a network.
pub(crate) struct Desk {
    pub(crate) router: Router,
    pub(crate) path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Desk {
    /// With the demo in its folder.
    pub(crate) fn new() -> Self {
        let desk = Self::empty();
        office::demo::make(&desk.file(), "Ida", clock()).expect("the demo");
        desk
    }

    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let options = Options { folder: folder.path().to_owned(), author: "Ann".to_owned(), clock };
        let address: SocketAddr = "127.0.0.1:7878".parse().expect("an address");
        let router = server::router(Folder::new(options), address);
        Self { router, path: folder.path().to_owned(), _folder: folder }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.path.join("paid-by-the-fall.firstup")
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.expect("it never fails")
    }

    pub(crate) async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(header::HOST, HOST).body(Body::empty()).expect("a request");
        text(self.send(request).await).await
    }

    /// As a browser in which money is hidden.
    pub(crate) async fn get_hidden(&self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(header::HOST, HOST).header(header::COOKIE, "money=hidden");
        text(self.send(request.body(Body::empty()).expect("a request")).await).await
    }

    pub(crate) async fn view(&self) -> Value {
        let (status, text) = self.get(&format!("{DEMO}/api/board")).await;
        assert_eq!(status, StatusCode::OK, "{text}");
        serde_json::from_str(&text).expect("a view")
    }

    pub(crate) async fn post(&self, path: &str, body: impl Into<Body>) -> (StatusCode, Value) {
        let request = Request::post(path)
            .header(header::HOST, HOST)
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.into())
            .expect("a request");
        let (status, text) = text(self.send(request).await).await;
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    /// Runs a command of a browser that saw a revision.
    pub(crate) async fn order(&self, base: u64, command: &str, arguments: &[&str]) -> (StatusCode, Value) {
        let order = json!({ "base": base, "command": command, "arguments": arguments });
        self.post(&format!("{DEMO}/api/commands"), order.to_string()).await
    }
}

pub(crate) async fn text(response: Response<Body>) -> (StatusCode, String) {
    let status = response.status();
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

/// The scenes of the first unit's days.
pub(crate) fn days(view: &Value) -> Vec<Vec<String>> {
    let days = view["units"][0]["days"].as_array().expect("days");
    let rows = |day: &Value| -> Vec<String> {
        let rows = day["rows"].as_array().expect("rows");
        rows.iter().filter_map(|row| Some(row["label"].as_str()?.to_owned())).collect()
    };
    days.iter().map(rows).collect()
}
