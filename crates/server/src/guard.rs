//! What stands before every answer: this machine only, this site only, no script but ours, limits.

use std::net::SocketAddr;
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use crate::problem::{Problem, Wrong, wrong};

/// Scripts, styles, pictures and reports in frames of ours alone; nothing inline, nothing from elsewhere, in nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/// A printed report holds its own style, and no script at all.
pub(crate) const REPORT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; \
    base-uri 'none'; form-action 'none'";

/// An answer takes no longer, event streams apart.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two pieces of a body.
const BODY_PATIENCE: Duration = Duration::from_secs(10);

/// Puts the guards around a router.
pub(crate) fn around(router: Router, address: SocketAddr) -> Router {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    router
        .layer(RequestBodyTimeoutLayer::new(BODY_PATIENCE))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(CatchPanicLayer::custom(broken))
        .layer(middleware::from_fn(for_people))
        .layer(CompressionLayer::new())
        .layer(CsrfLayer::new().with_rejection_response(|_| other_site()))
        .layer(middleware::from_fn(move |request, next| own_host(address.port(), request, next)))
        .layer(header(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .layer(header(header::CACHE_CONTROL, "no-store"))
}

/// A name of this machine and our port: a page of another site that has its name lead here is refused.
async fn own_host(port: u16, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| request.uri().authority().map(Authority::as_str));
    let is_own = host.is_some_and(|host| {
        let (name, said) = host.rsplit_once(':').unwrap_or((host, "80"));
        matches!(name, "localhost" | "127.0.0.1" | "[::1]") && said.parse() == Ok(port)
    });
    if is_own {
        return next.run(request).await;
    }
    refused("this server answers to localhost alone")
}

/// A problem as a page, for whoever looks at it in a browser.
async fn for_people(request: Request, next: Next) -> Response {
    let navigates = request.headers().get("sec-fetch-mode").is_some_and(|mode| mode == "navigate");
    let answer = next.run(request).await;
    let said = answer.extensions().get::<Wrong>().filter(|_| navigates).cloned();
    let Some(Wrong { error, remedy, .. }) = said else { return answer };
    let page = ProblemPage { error, remedy }.render();
    page.map_or(answer.status().into_response(), |page| (answer.status(), Html(page)).into_response())
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    error: String,
    remedy: Option<String>,
}

fn other_site() -> Response {
    refused("a page of another site sent this, and nothing was done")
}

fn refused(what: &str) -> Response {
    wrong(StatusCode::FORBIDDEN, Wrong::new(what, None))
}

#[allow(clippy::needless_pass_by_value, reason = "the layer hands it over")]
fn broken(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no more is known");
    Problem::Bug(text.to_owned()).into_response()
}

/// Any other address.
pub(crate) async fn nothing_here(request: Request) -> Problem {
    Problem::NotFound(format!("there is nothing at {}", request.uri().path()))
}
