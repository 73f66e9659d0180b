//! Commands on the production itself, and the production that begins without a script.

use super::{Context, Effect, Usage, parse};
use crate::{Calendar, Draft, Editing, Refusal, State, Unit, UnitKind};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage { name: "set-title", arguments: "WORDS…", what: "give the production a title", run: set_title },
    Usage {
        name: "set-start",
        arguments: "DATE|none",
        what: "say when the shoot may begin; all else of the production stands in facts",
        run: set_start,
    },
];

/// A new production: its title, a main unit, and a draft that is typed by hand.
///
/// # Errors
/// When the title is empty.
pub fn blank(title: &str) -> Result<Effect, Refusal> {
    let title = parse::name("production", title)?;
    let empty = State::default();
    let mut editing = Editing::new(&empty);
    put_title(&mut editing, &title);
    editing.put(Unit {
        id: editing.fresh(),
        name: "Main".to_owned(),
        kind: UnitKind::Main,
        calendar: Calendar::default(),
        start: None,
        crew_day: None,
    });
    typed_draft(&mut editing);
    Ok(Effect { summary: format!("began {title}"), changes: editing.changes() })
}

/// The draft that typed scenes are of: the newest, or one without a text.
pub(super) fn typed_draft(editing: &mut Editing<'_>) -> Draft {
    if let Some(newest) = editing.now.drafts.values().next_back() {
        return newest.clone();
    }
    let draft = Draft {
        id: editing.fresh(),
        name: "typed by hand".to_owned(),
        colour: "White".to_owned(),
        date: None,
        parent: None,
        text_hash: blake3::hash(b"").to_hex().to_string(),
        format: "fountain".to_owned(),
        pages: 0,
        scenes: Vec::new(),
        diagnostics: Vec::new(),
    };
    editing.put(draft.clone());
    draft
}

fn put_title(editing: &mut Editing<'_>, title: &str) {
    let mut production = editing.now.production.clone();
    title.clone_into(&mut production.title);
    editing.put(production);
}

fn set_title(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let title = parse::name("production", &context.rest(0)?)?;
    put_title(editing, &title);
    Ok(format!("title: {title}"))
}

fn set_start(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let word = context.arg(0)?;
    let mut production = editing.now.production.clone();
    production.start = if word == "none" { None } else { Some(parse::likely_date(word)?) };
    editing.put(production);
    Ok(format!("first possible shooting date: {word}"))
}
