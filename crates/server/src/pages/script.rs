//! The script with its breakdown beside it: what is marked is claimed, and a person accepts or rejects it.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::{Category, Presence, SheetStatus, State, TextSpan};
use reports::view::strip_colour;
use screenplay::{Element, ElementKind, Screenplay, Span};
use serde::Deserialize;

use super::breakdown::{Claim, claims};
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
    text: Vec<Paragraph>,
    claims: Vec<Claim>,
    open: usize,
}

/// A paragraph of the script.
struct Paragraph {
    class: &'static str,
    pieces: Vec<Piece>,
}

/// A piece of a paragraph, marked or not.
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
        let script = match state.current_draft() {
            Some(draft) if draft.format != domain::draft::SCHEDULE => asked.production.screenplay(draft)?,
            _ => None,
        };
        let only_open = narrowed.open.is_some();
        let mut scenes: Vec<Scene> = scenes(state, script.as_ref());
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

/// A sheet's claims, and the paragraphs of its scenes in the current draft.
fn scenes(state: &State, script: Option<&Screenplay>) -> Vec<Scene> {
    let draft = state.current_draft().map(|draft| draft.id);
    let sheets = state.sheets_in_order();
    let sheets = sheets.into_iter().filter(|sheet| sheet.status != SheetStatus::Omitted);
    sheets
        .map(|sheet| {
            let claims = claims(state, sheet);
            let versions = state.scenes_of(sheet).map(domain::Scene::current);
            let versions = versions.filter(|version| Some(version.draft) == draft);
            let elements = versions.flat_map(|version| elements_of(script, version.span));
            let heading = state.heading_of(sheet).map(|heading| heading.text.clone());
            Scene {
                label: state.label(sheet.id),
                colour: strip_colour(state, sheet),
                heading: heading.unwrap_or_else(|| state.set_name(sheet).to_owned()),
                text: elements.map(|element| paragraph(element, &claims)).collect(),
                open: claims.iter().filter(|claim| claim.is_open()).count(),
                claims,
            }
        })
        .collect()
}

/// What is printed of a scene below its heading.
fn elements_of(script: Option<&Screenplay>, scene: TextSpan) -> impl Iterator<Item = &Element> {
    let inside = move |span: Span| span.start as u64 >= scene.start && span.end as u64 <= scene.end;
    let elements = script.into_iter().flat_map(|script| &script.elements);
    elements.filter(move |element| {
        inside(element.span) && element.prints() && element.kind != ElementKind::SceneHeading
    })
}

/// A paragraph, cut where marks begin and end. Where two overlap, the first counts.
fn paragraph(element: &Element, claims: &[Claim]) -> Paragraph {
    let number = |byte: u64| usize::try_from(byte).unwrap_or(usize::MAX);
    let here = |span: &TextSpan| {
        let (start, end) = (number(span.start), number(span.end));
        let overlaps = start < element.span.end && end > element.span.start;
        overlaps.then(|| element.text_part(Span::new(start, end)))?
    };
    let spans = claims.iter().flat_map(|claim| claim.spans.iter().map(move |span| (span, claim)));
    let mut marks: Vec<_> = spans.filter_map(|(span, claim)| Some((here(span)?, claim))).collect();
    marks.sort_by_key(|(part, _)| (part.start, part.end));
    let (mut pieces, mut at) = (Vec::new(), 0);
    let mut push = |part: std::ops::Range<usize>, mark| {
        let text = element.text.get(part).unwrap_or_default();
        if !text.is_empty() {
            pieces.push(Piece { text: text.to_owned(), mark });
        }
    };
    for (part, claim) in marks {
        if part.start < at {
            continue;
        }
        push(at..part.start, None);
        let words = format!("{}: {} {}", claim.kind, claim.name, claim.how);
        push(part.clone(), Some((claim.letters(), words.trim().to_owned())));
        at = part.end;
    }
    push(at..element.text.len(), None);
    Paragraph { class: class(&element.kind), pieces }
}

/// As a style sheet calls it.
fn class(kind: &ElementKind) -> &'static str {
    match kind {
        ElementKind::Character { .. } => "cue",
        ElementKind::Parenthetical => "parenthetical",
        ElementKind::Dialogue | ElementKind::Lyrics => "dialogue",
        ElementKind::Transition => "transition",
        _ => "description",
    }
}
