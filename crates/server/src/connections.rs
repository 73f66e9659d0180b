//! Connections: so many at a time, each heard with patience that ends, and let go when the server stops.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Between the begin of a connection, or an answer, and the whole head of the next request.
    pub head: Duration,
    /// Connections at the same time. An event stream is one, and so is each of the six that a browser opens.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: Duration::from_secs(30), connections: 512 }
    }
}

/// Where the system has no room for a connection, until some were closed.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers until `stop` is ready, and goes on with what was asked by then.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let service = TowerToHyperService::new(router);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head);
    let under_way = GracefulShutdown::new();
    let free = Arc::new(Semaphore::new(limits.connections));
    let mut stop = pin!(stop);
    loop {
        let next = async {
            // It is never closed.
            let place = free.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let Ok((line, _)) = accepted else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let connection = under_way.watch(http.serve_connection(TokioIo::new(line), service.clone()));
        tokio::spawn(async move {
            // Whoever is at the other end has gone, or was not heard in time.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    under_way.shutdown().await;
}
