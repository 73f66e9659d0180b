//! Facts: everything that can be said of a production, by section, read and changed as text.

use askama::Template;
use axum::Json;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use domain::Change;
use facts::{Applied, Outline};
use reports::view::ChangeView;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Shell, day, rendered};
use crate::amounts;
use crate::api::Body;
use crate::folder::Asked;
use crate::problem::{Problem, Wrong};
use crate::production::{Now, with_changes};

/// A text of facts weighs no more.
pub(crate) const BYTES: usize = 4 * 1024 * 1024;

/// The section that is shown first.
const FIRST: &str = "production";

#[derive(Template)]
#[template(path = "facts.html")]
struct FactsPage {
    shell: Shell,
    /// As a date field takes it; empty when nobody said it.
    start: String,
    /// In words; assumed when nobody said it.
    start_words: String,
    sections: Vec<Outline>,
    shown: Outline,
    text: String,
    lines: usize,
    about: Vec<(String, bool)>,
    keys: Vec<Key>,
}

/// A key as the page explains it, in words; each with whether it is to be typed so.
struct Key {
    name: &'static str,
    expects: Vec<(String, bool)>,
    about: Vec<(String, bool)>,
    identity: bool,
    resets: bool,
}

/// Which section.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    section: Option<String>,
}

/// `GET /p/{p}/facts`
pub(crate) async fn page(asked: Asked, Query(which): Query<Which>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let state = &now.state;
        let name = which.section.as_deref().unwrap_or(FIRST);
        let unknown = || Problem::NotFound(format!("facts have no section “{name}”"));
        let text = facts::export_section(state, name, !asked.money_hidden).ok_or_else(unknown)?;
        let sections = facts::outline(state);
        let shown = sections.iter().find(|section| section.name == name).cloned().ok_or_else(unknown)?;
        let start = state.production.start;
        Ok(FactsPage {
            shell: Shell::new(&asked, &now, "facts"),
            start: start.map(|date| date.to_string()).unwrap_or_default(),
            start_words: day(start.unwrap_or(rules::schedule::DEFAULT_START)),
            about: marked(shown.about),
            keys: keys(&shown),
            lines: (text.lines().count() + 2).clamp(SHORTEST, LONGEST),
            sections,
            shown,
            text,
        })
    })
    .await
}

/// Lines of the field at least and at most; it scrolls then.
const SHORTEST: usize = 14;
const LONGEST: usize = 36;

fn keys(section: &Outline) -> Vec<Key> {
    let key = |key: &facts::Documented| Key {
        name: key.name,
        expects: marked(&key.expects),
        about: marked(&key.about),
        identity: key.identity,
        resets: key.resets,
    };
    section.keys.iter().map(key).collect()
}

/// Words between backticks are code.
fn marked(text: &str) -> Vec<(String, bool)> {
    text.split('`').enumerate().map(|(at, words)| (words.to_owned(), at % 2 == 1)).collect()
}

/// Facts as a browser sends them.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Patch {
    /// The revision that its sender looked at.
    base: u64,
    /// Facts in TOML: what is absent stays as it is.
    text: String,
    /// Only say what it would change.
    #[serde(default)]
    preview: bool,
}

/// What facts change, or would change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Patched {
    revision: u64,
    /// One line for each thing that changes.
    changes: Vec<String>,
    /// Of a preview: what it does to the board that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<Effect>,
}

/// What facts would do to a board.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Effect {
    board: String,
    currency: String,
    #[schema(value_type = Object)]
    change: ChangeView,
}

impl Effect {
    /// None where no board is shown, or the facts would take it away.
    fn of(now: &Now, asked: &Asked, changes: Vec<Change>) -> Result<Option<Self>, Problem> {
        let Some(board) = now.shown(asked.board(None, &now.state)) else { return Ok(None) };
        if changes.is_empty() {
            return Ok(None);
        }
        let next = with_changes(&now.state, changes)?;
        let Some(then) = next.boards.get(&board.id) else { return Ok(None) };
        let change = ChangeView::between(&next, &now.verdict(board), &rules::assess(&next, then));
        let currency = next.production.currency().to_owned();
        Ok(Some(Self { board: then.name.to_string(), currency, change }))
    }
}

/// Facts in TOML, applied as `firstup apply` does; all of them or none.
#[utoipa::path(post, path = "/p/{production}/api/facts", params(("production" = String, Path, description = "Name of the file, without `.firstup`")), request_body = Patch,
    responses((status = 200, description = "Done: on the disk. With `preview` nothing is written", body = Patched),
        (status = 409, description = "Somebody changed the same thing since `base`", body = Wrong),
        (status = 422, description = "Mistakes, each with its line and column", body = Wrong), (status = "4XX", body = Wrong)))]
pub(crate) async fn apply(asked: Asked, Body(patch): Body<Patch>) -> Result<Response, Problem> {
    let run = move || -> Result<Response, Problem> { Ok(Json(patched(&asked, &patch)?).into_response()) };
    tokio::task::spawn_blocking(run).await?
}

/// What can be undone is one entry. Facts of the world are never undone, so they are an entry of their own.
fn patched(asked: &Asked, patch: &Patch) -> Result<Patched, Problem> {
    let production = &asked.production;
    let now = production.now();
    let applied = facts::apply(&now.state, &patch.text, &asked.author).map_err(Problem::Facts)?;
    let summary = summary(&applied.preview);
    let Applied { changes, world, preview } = applied;
    let mut revision = now.state.revision();
    let all = [&changes[..], &world[..]].concat();
    production.untouched(patch.base, &all)?;
    let preview = match asked.money_hidden {
        true => preview.iter().map(|words| amounts::hidden(words)).collect(),
        false => preview,
    };
    if patch.preview {
        let effect = Effect::of(&now, asked, all)?;
        return Ok(Patched { revision, changes: preview, effect });
    }
    for (command, changes) in [("apply-facts", changes), ("record-world-facts", world)] {
        if !changes.is_empty() {
            let words = (command, summary.as_str());
            revision = production.put(&asked.author, asked.now, patch.base, words, changes)?;
        }
    }
    Ok(Patched { revision, changes: preview, effect: None })
}

/// What the history says of facts that changed.
fn summary(changes: &[String]) -> String {
    match changes {
        [] => String::new(),
        [only] => only.clone(),
        [first, rest @ ..] => format!("{first}, and {} more facts", rest.len()),
    }
}
