//! The page of the history: everything that was done, the latest first.

use askama::Template;
use axum::response::Response;
use domain::log::{Entry, EntryKind};

use super::{Shell, rendered};
use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::EntryNote;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage {
    shell: Shell,
    lines: Vec<Line>,
}

struct Line {
    entry: EntryNote,
    /// Its words may name an amount.
    money: bool,
}

/// Commands whose words may name an amount.
const MONEY: [&str; 5] =
    ["set-terms", "set-element-rate", "set-background-rate", "apply-facts", "record-world-facts"];

/// `GET /p/{p}/history`
pub(crate) async fn page(asked: Asked) -> Result<Response, Problem> {
    rendered(move || {
        let shell = Shell::new(&asked, &asked.production.now(), "history");
        let line = |log: &[Entry], entry: &Entry| Line {
            entry: EntryNote::of(entry),
            money: names_money(log, entry),
        };
        let lines =
            asked.production.with_entries(|log| log.iter().rev().map(|entry| line(log, entry)).collect());
        Ok(HistoryPage { shell, lines })
    })
    .await
}

/// May an entry's words name an amount? What is undone or done again keeps its words.
fn names_money(log: &[Entry], entry: &Entry) -> bool {
    match entry.kind {
        EntryKind::Command => MONEY.contains(&entry.command.as_str()),
        EntryKind::Undo { of } | EntryKind::Redo { of } => {
            let earlier = log.iter().find(|one| one.revision == of && of < entry.revision);
            earlier.is_some_and(|one| names_money(log, one))
        }
    }
}
