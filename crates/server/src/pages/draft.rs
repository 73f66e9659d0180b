//! The page of the next draft: what it would change, before it does.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use breakdown::draft::{Kind, Piece, SceneChange};
use office::import::NextDraft;

use super::{Shell, rendered};
use crate::folder::Asked;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "draft.html")]
struct DraftPage {
    shell: Shell,
    /// The draft that the production is on.
    current: Option<String>,
    offered: Option<Offered>,
}

/// A draft that waits to be taken.
struct Offered {
    name: String,
    colour: String,
    old_colour: Option<String>,
    /// It has this text already.
    nothing: bool,
    /// The production was changed since it was compared.
    stale: bool,
    scenes: Vec<Row>,
    same: usize,
    new_characters: Vec<String>,
    gone_characters: Vec<String>,
    notes: Vec<String>,
}

/// What happens to a scene.
struct Row {
    number: String,
    what: String,
    length: String,
    heading: String,
    words: Vec<Piece>,
    flags: Vec<String>,
}

/// `GET /p/{p}/draft`
pub(crate) async fn page(asked: Asked) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let shell = Shell::new(&asked, &now, "draft");
        let current = now.state.current_draft().map(|draft| format!("{} ({})", draft.colour, draft.name));
        let offered = asked.production.offered().map(|next| offered(&next, now.state.revision()));
        Ok(DraftPage { shell, current, offered })
    })
    .await
}

fn offered(next: &Arc<NextDraft>, revision: u64) -> Offered {
    let report = &next.merged.report;
    Offered {
        name: next.name.clone(),
        colour: report.colour.clone(),
        old_colour: report.old_colour.clone(),
        nothing: next.merged.changes.is_empty(),
        stale: next.base != revision,
        scenes: report.scenes.iter().filter(|scene| scene.kind != Kind::Same).map(row).collect(),
        same: report.count(Kind::Same),
        new_characters: report.characters_new.clone(),
        gone_characters: report.characters_gone.clone(),
        notes: next.merged.notes.iter().map(|note| format!("{}; {}", note.message, note.remedy)).collect(),
    }
}

/// Characters of changed words that a row has room for.
const ROOM: usize = 160;

fn row(scene: &SceneChange) -> Row {
    let was = scene.old_number.as_ref().filter(|old| **old != scene.number);
    let other = scene.other.as_ref().map(|other| format!(" ({other})")).unwrap_or_default();
    let eighths = |eighths: Option<domain::PageEighths>| eighths.map(|e| e.to_string());
    let lengths = [eighths(scene.eighths_before), eighths(scene.eighths_after)];
    let mut lengths: Vec<String> = lengths.into_iter().flatten().collect();
    lengths.dedup();
    Row {
        number: scene.number.to_string(),
        what: format!(
            "{}{other}{}",
            scene.kind.word(),
            was.map(|old| format!(", was {old}")).unwrap_or_default()
        ),
        length: lengths.join(" → "),
        heading: match &scene.old_heading {
            Some(old) => format!("{} (was {old})", scene.heading),
            None => scene.heading.clone(),
        },
        words: scene.words.pieces(ROOM),
        flags: scene.flags.clone(),
    }
}
