//! Live updates: what was written after a revision, and from then on as it happens.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{self, KeepAlive};
use axum::response::{IntoResponse, Sse};
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::IntoParams;

use crate::Folder;
use crate::folder::Asked;
use crate::production::{EntryNote, Event, Production};

/// Events on their way to one listener.
const ON_THE_WAY: usize = 32;
/// A sign of life, so that a cut line is noticed.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// From where on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Since {
    since: Option<u64>,
}

/// What was written after a revision, and from then on as it happens: events `entry` and `plan`.
#[utoipa::path(get, path = "/p/{production}/api/events", params(("production" = String, Path, description = "Name of the file, without `.firstup`"), Since),
    responses((status = 200, description = "Server-sent events; `Last-Event-ID` goes on where a line was cut", content_type = "text/event-stream", body = String)))]
pub(crate) async fn stream(
    State(folder): State<Arc<Folder>>,
    asked: Asked,
    Query(since): Query<Since>,
    headers: HeaderMap,
) -> impl IntoResponse {
    // After a cut a browser says what it saw last; what the page was made from is older.
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let seen = last.or(since.since).unwrap_or_else(|| asked.production.now().state.revision());
    let (sender, receiver) = mpsc::channel(ON_THE_WAY);
    // Firefox takes a line for connected when something came over it.
    let _ = sender.try_send(Ok(sse::Event::default().comment("connected")));
    let mut closing = folder.closing();
    tokio::spawn(async move {
        tokio::select! {
            () = follow(&asked.production, seen, &sender) => {}
            () = sender.closed() => {}
            _ = closing.wait_for(|closed| *closed) => {}
        }
    });
    Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE))
}

/// Sends until nobody listens any more.
async fn follow(
    production: &Arc<Production>,
    mut seen: u64,
    sender: &mpsc::Sender<Result<sse::Event, Infallible>>,
) {
    // First listen, then read: nothing falls between.
    let mut events = production.listen();
    let mut behind = true;
    loop {
        if behind {
            let (log, after) = (production.clone(), seen);
            let missed = tokio::task::spawn_blocking(move || log.entries_after(after)).await;
            for note in missed.unwrap_or_default() {
                seen = note.revision;
                if sender.send(Ok(of_entry(&note))).await.is_err() {
                    return;
                }
            }
            for note in production.plans.notes() {
                if sender.send(Ok(of_plan(&note))).await.is_err() {
                    return;
                }
            }
            behind = false;
        }
        let event = match events.recv().await {
            Ok(Event::Entry(note)) if note.revision <= seen => continue,
            Ok(Event::Entry(note)) => {
                seen = note.revision;
                of_entry(&note)
            }
            Ok(Event::Plan(note)) => of_plan(&note),
            Err(RecvError::Lagged(_)) => {
                behind = true;
                continue;
            }
            Err(RecvError::Closed) => return,
        };
        if sender.send(Ok(event)).await.is_err() {
            return;
        }
    }
}

fn of_entry(note: &EntryNote) -> sse::Event {
    event("entry", note).id(note.revision.to_string())
}

fn of_plan(note: &crate::plans::PlanNote) -> sse::Event {
    event("plan", note)
}

fn event(name: &str, note: &impl serde::Serialize) -> sse::Event {
    // These notes always have a JSON form.
    sse::Event::default().event(name).json_data(note).unwrap_or_default()
}
