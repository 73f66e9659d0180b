//! The script with its breakdown beside it: what is marked is claimed, and a person accepts or rejects it.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::{Category, Presence, SheetStatus, State, TextSpan};
use reports::view::strip_colour;
use serde::Deserialize;

use super::breakdown::{Claim, claims};
use super::plain::FinalDraft;
use super::{Shell, rendered};
use crate::folder::Asked;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "script.html")]
struct ScriptPage {
    shell: Shell,
    /// `White (my-film.fountain)`.
    draft: Option<String>,
    /// Suggestions that wait for a person.
    open: usize,
    /// Only scenes with such.
    only_open: bool,
    scenes: Vec<Scene>,
    categories: Vec<(&'static str, &'static str)>,
    presences: Vec<&'static str>,
    characters: Vec<String>,
}

/// A sheet with its text.
struct Scene {
    label: String,
    colour: &'static str,
    heading: String,
    text: Vec<Piece>,
    claims: Vec<Claim>,
    open: usize,
}

/// A piece of the text, marked or not.
struct Piece {
    text: String,
    /// Letters and words of the claim.
    mark: Option<(&'static str, String)>,
}

/// Which scenes.
#[derive(Debug, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    open: Option<String>,
}

/// `GET /p/{p}/script`
pub(crate) async fn page(asked: Asked, Query(narrowed): Query<Narrowed>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let state = &now.state;
        let shell = Shell::new(&asked, &now, "script");
        let text = match state.current_draft() {
            Some(draft) => asked.production.text(&draft.text_hash)?.unwrap_or_default(),
            None => String::new(),
        };
        let only_open = narrowed.open.is_some();
        let mut scenes: Vec<Scene> = scenes(state, &text);
        let open = scenes.iter().map(|scene| scene.open).sum();
        scenes.retain(|scene| !only_open || scene.open > 0);
        Ok(ScriptPage {
            shell,
            draft: state.current_draft().map(|draft| format!("{} ({})", draft.colour, draft.name)),
            open,
            only_open,
            scenes,
            categories: Category::ALL.iter().map(|(key, printed, _)| (*key, *printed)).collect(),
            presences: Presence::NAMES.iter().map(|(name, _)| *name).collect(),
            characters: state.characters.values().map(|character| character.name.clone()).collect(),
        })
    })
    .await
}

fn scenes(state: &State, text: &str) -> Vec<Scene> {
    let tagged = state.current_draft().is_some_and(|draft| draft.format == "fdx");
    let draft = state.current_draft().map(|draft| draft.id);
    let sheets = state.sheets_in_order();
    let sheets = sheets.into_iter().filter(|sheet| sheet.status != SheetStatus::Omitted);
    sheets
        .map(|sheet| {
            let claims = claims(state, sheet);
            let spans = state.scenes_of(sheet).map(domain::Scene::current);
            let spans: Vec<TextSpan> =
                spans.filter(|version| Some(version.draft) == draft).map(|version| version.span).collect();
            let heading = state.heading_of(sheet).map(|heading| heading.text.clone());
            Scene {
                label: state.label(sheet.id),
                colour: strip_colour(state, sheet),
                heading: heading.unwrap_or_else(|| state.set_name(sheet).to_owned()),
                text: spans.iter().flat_map(|span| pieces(text, tagged, *span, &claims)).collect(),
                open: claims.iter().filter(|claim| claim.is_open()).count(),
                claims,
            }
        })
        .collect()
}

/// A scene's text, cut where marks begin and end. Where two overlap, the first counts.
fn pieces(text: &str, tagged: bool, scene: TextSpan, claims: &[Claim]) -> Vec<Piece> {
    let inside =
        |span: &TextSpan| span.start >= scene.start && span.end <= scene.end && span.start < span.end;
    let mut marks: Vec<(TextSpan, &Claim)> = claims
        .iter()
        .flat_map(|claim| claim.spans.iter().map(move |span| (*span, claim)))
        .filter(|(span, _)| inside(span))
        .collect();
    marks.sort_by_key(|(span, _)| (span.start, span.end));
    let mut source = FinalDraft::default();
    let mut slice = |from: u64, to: u64| {
        let range = usize::try_from(from).unwrap_or(usize::MAX)..usize::try_from(to).unwrap_or(usize::MAX);
        let text = text.get(range).unwrap_or_default();
        if tagged { source.words(text) } else { text.to_owned() }
    };
    let (mut pieces, mut at) = (Vec::new(), scene.start);
    for (span, claim) in marks {
        if span.start < at {
            continue;
        }
        pieces.push(Piece { text: slice(at, span.start), mark: None });
        let words = format!("{}: {} {}", claim.kind, claim.name, claim.how);
        pieces.push(Piece {
            text: slice(span.start, span.end),
            mark: Some((claim.letters(), words.trim().to_owned())),
        });
        at = span.end;
    }
    pieces.push(Piece { text: slice(at, scene.end), mark: None });
    pieces
}
