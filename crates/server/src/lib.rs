//! The productions of a folder over HTTP: the board in the browser, pages, commands in, live updates out.
//!
//! Thin: it parses, calls the domain, the judge and the search, and renders. A command runs against the production's log
//! in the same way as `firstup edit` does; what was written is acknowledged after it is on the disk.

mod amounts;
mod api;
mod arrivals;
mod assets;
mod connections;
mod decisions;
mod events;
mod folder;
mod guard;
mod openapi;
mod pages;
mod plans;
mod problem;
mod production;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use jiff::Timestamp;
use tokio::net::TcpListener;

pub use arrivals::encoded;
pub use connections::Limits;
pub use folder::{Folder, file_in};

/// What a command may weigh.
const COMMAND_BYTES: usize = 64 * 1024;

/// What a server needs to know.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the productions are.
    pub folder: PathBuf,
    /// Who signs commands of a browser that does not say.
    pub author: String,
    /// The clock.
    pub clock: fn() -> Timestamp,
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Not on this machine alone.
    #[error(
        "{0} can be reached from other machines, and there are no passwords yet: listen on 127.0.0.1 or [::1]"
    )]
    NotLoopback(SocketAddr),
    /// The address is taken, or not allowed.
    #[error("cannot listen on {address}: {source}; another port: --listen 127.0.0.1:0")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// It broke.
    #[error("the server stopped: {0}")]
    Broke(std::io::Error),
}

/// Begins to listen, on this machine alone.
///
/// # Errors
/// For other addresses, and taken ones.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, ServeError> {
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback(address));
    }
    TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })
}

/// Serves until `stop` is ready. Commands under way are finished, event streams are cut.
///
/// # Errors
/// When the listener cannot say where it listens.
pub async fn serve(
    listener: TcpListener,
    folder: Arc<Folder>,
    limits: Limits,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let address = listener.local_addr().map_err(ServeError::Broke)?;
    let watch = tokio::spawn(folder.clone().watch());
    let router = router(folder.clone(), address);
    let stopping = async move {
        stop.await;
        folder.close();
    };
    connections::serve(listener, router, limits, stopping).await;
    watch.abort();
    Ok(())
}

/// Everything that is answered, for a server at an address.
pub fn router(folder: Arc<Folder>, address: SocketAddr) -> Router {
    let production = Router::new()
        .route("/api/board", get(api::board))
        .route("/api/commands", post(api::command))
        .route("/api/compare", get(api::compare))
        .route("/api/why", get(api::why))
        .route("/api/events", get(events::stream))
        .route("/api/drafts", post(arrivals::draft).layer(DefaultBodyLimit::max(arrivals::SCRIPT_BYTES)))
        .route("/api/drafts/take", post(arrivals::take_draft))
        .route("/api/facts", post(pages::facts::apply).layer(DefaultBodyLimit::max(pages::facts::BYTES)))
        .route("/api/plans", post(plans::start))
        .route("/api/plans/{job}/stop", post(plans::stop))
        .route("/api/answers", post(plans::answers::start))
        .merge(pages::routes());
    let all = Router::new()
        .route("/", get(pages::start::page))
        .route("/import", post(arrivals::import).layer(DefaultBodyLimit::max(arrivals::SCRIPT_BYTES)))
        .route("/api/openapi.json", get(openapi::describe))
        .route("/demo", post(arrivals::demo))
        .route("/assets/{name}", get(assets::asset))
        .route("/favicon.ico", get(assets::icon))
        .nest("/p/{production}", production)
        .fallback(guard::nothing_here)
        .layer(DefaultBodyLimit::max(COMMAND_BYTES))
        .with_state(folder);
    guard::around(all, address)
}
