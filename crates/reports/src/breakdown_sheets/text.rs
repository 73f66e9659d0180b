//! Breakdown sheets in a terminal, one after the other.

use super::{CHECK_TITLE, SUGGESTED, SheetPage, WATCH_TITLE, sheets};
use crate::needs::presence_words;
use crate::page::{Paperwork, open_text};
use crate::paper::{Paper, left};
use crate::schedule::heading_words;
use crate::strip::WATCHED;
use crate::{Context, Only};

/// The sheets.
pub(crate) fn text(context: &Context<'_>, only: &Only, color: bool, width: usize) -> String {
    let mut paper = Paper::new(color, width);
    open_text(context, "Breakdown sheets", &mut paper, Paperwork::UprightScript);
    let pages = sheets(context, only);
    for page in &pages {
        write_sheet(page, &mut paper);
    }
    if pages.iter().any(SheetPage::suggests) {
        paper.gap();
        paper.wrapped(0, SUGGESTED);
    }
    paper.finish()
}

fn write_sheet(page: &SheetPage<'_>, paper: &mut Paper) {
    let strip = &page.strip;
    paper.gap();
    paper.line(&"━".repeat(paper.width));
    paper.wrapped(0, &format!("Sheet {} of {}", page.number.0, page.number.1));
    paper.styled(strip.colour.style(), &format!(" {}  {} ", strip.label, heading_words(strip)));
    if !strip.synopsis.is_empty() {
        paper.wrapped(2, &strip.synopsis);
    }
    let head: Vec<String> = page.head.iter().map(|(what, value)| format!("{what}: {value}")).collect();
    paper.wrapped(2, &head.join(" · "));
    let mut boxed = page.watched().peekable();
    if boxed.peek().is_some() {
        paper.gap();
        paper.wrapped(2, &WATCH_TITLE.to_uppercase());
        for (line, note) in boxed {
            paper.wrapped(4, &format!("{WATCHED}{} {}: {note}", line.id, line.name));
        }
    }
    if !page.to_check.is_empty() {
        paper.gap();
        paper.wrapped(2, &CHECK_TITLE.to_uppercase());
        page.to_check.iter().for_each(|remark| paper.wrapped(4, &format!("! {remark}")));
    }
    if !page.cast.is_empty() {
        paper.gap();
        let rest = paper.width - 2 - 5 - 18 - 3;
        let name = rest * 45 / 100;
        let columns = [left(1), left(5), left(name), left(17), left(rest - name)];
        paper.row(&columns, &["", "ID", "Cast", "", "Played by"]);
        for line in &page.cast {
            let watched = if line.watch.is_some() && line.presence.on_set() { WATCHED } else { "" };
            let by = if line.played_by.is_empty() { "–".to_owned() } else { line.played_by.join(", ") };
            let by = line.suggestion.as_ref().map_or_else(|| by.clone(), |said| format!("{by} {said}"));
            let id = format!("{watched}{}", line.id);
            paper.row(&columns, &["", &id, &line.name, presence_words(line.presence), &by]);
        }
    }
    if !page.needs.is_empty() {
        paper.gap();
    }
    for need in &page.needs {
        let items: Vec<String> = need.items.iter().map(crate::needs::Item::words).collect();
        paper.wrapped(2, &format!("{}: {}", need.category, items.join("; ")));
    }
}
