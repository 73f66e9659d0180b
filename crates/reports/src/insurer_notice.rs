//! The insurer's notice: stunts, people, places, dates and hazards, and whether what was told still holds.
//!
//! No probability and no assumption stands in it, and no money.

mod content;

use crate::Context;
use crate::csv_table::{CsvTable, figure, words as cell};
use crate::html::Html;
use crate::page::{Paperwork, open_text, page};
use crate::paper::{Paper, left};
use crate::words::short_date;

use content::{Entry, Notice};

const TITLE: &str = "Insurer's notice";

/// Said where there is nothing to tell.
const NONE: &str = "No stunt and no action is described in this production: there is nothing to tell.";

const NOTES: &str = "What was told is what the clearance list holds under “insurer told”: for the people who take part, the place and the date. \
    STALE: one of them changed since. An entry is an action as it is to be shot.";

/// The notice in a terminal.
pub(crate) fn text(context: &Context<'_>, color: bool, width: usize) -> String {
    let mut paper = Paper::new(color, width);
    open_text(context, TITLE, &mut paper, Paperwork::Notice);
    let notice = Notice::of(context);
    paper.gap();
    paper.wrapped(0, if notice.entries.is_empty() { NONE } else { &notice.summary });
    for entries in notice.by_stunt() {
        paper.heading(&entries[0].title());
        paper.wrapped(0, &entries[0].where_words());
        for entry in entries {
            let columns = [left(10), left(paper.width - 11)];
            for (label, words) in entry.rows() {
                paper.row(&columns, &[label, &words]);
            }
            paper.row(&columns, &["Insurer", &entry.told.words()]);
        }
    }
    paper.gap();
    for open in &notice.not_broken_down {
        paper.wrapped(0, open);
    }
    if !notice.entries.is_empty() {
        paper.wrapped(0, NOTES);
    }
    paper.finish()
}

/// The notice as a page.
pub(crate) fn html(context: &Context<'_>) -> String {
    let notice = Notice::of(context);
    page(context, TITLE, Paperwork::Notice, |h| {
        h.leaf("p.lead", if notice.entries.is_empty() { NONE } else { &notice.summary });
        for entries in notice.by_stunt() {
            write_stunt(entries, h);
        }
        for open in &notice.not_broken_down {
            h.leaf("p", open);
        }
        if !notice.entries.is_empty() {
            h.leaf("p.soft", NOTES);
        }
    })
}

fn write_stunt(entries: &[Entry], h: &mut Html) {
    h.el("section.register", |h| {
        h.el("h2", |h| {
            h.leaf("b.scene", &entries[0].scene);
            h.space();
            h.text(&entries[0].stunt);
        });
        h.leaf("p.where", &entries[0].where_words());
        h.el("table.lines", |h| {
            h.leaf("caption.unseen", &entries[0].title());
            for entry in entries {
                h.el("tbody", |h| {
                    for (label, words) in entry.rows() {
                        h.el("tr", |h| {
                            h.leaf_with("th", &[("scope", "row")], label);
                            h.leaf("td", &words);
                        });
                    }
                    h.el(if entry.told.is_wanting() { "tr.wanting" } else { "tr" }, |h| {
                        h.leaf_with("th", &[("scope", "row")], "Insurer");
                        h.leaf("td", &entry.told.words());
                    });
                });
            }
        });
    });
}

/// The notice as a table: a row an action.
pub(crate) fn csv(context: &Context<'_>) -> String {
    let mut table = CsvTable::new(&[
        "Scene",
        "Stunt",
        "Date",
        "Place",
        "Action",
        "Planned",
        "People",
        "Hazards",
        "Insurer",
        "Told on",
        "By",
        "For date",
        "For place",
        "What changed",
    ]);
    let day = |date: Option<domain::Date>| figure(date.map(|date| date.to_string()).unwrap_or_default());
    for entry in &Notice::of(context).entries {
        let told = &entry.told;
        table.row([
            cell(&entry.scene),
            cell(&entry.stunt),
            day(entry.date),
            cell(&entry.place),
            cell(&entry.action),
            figure(entry.way),
            cell(&entry.people),
            cell(&entry.hazards),
            figure(told.stand.word()),
            day(told.on),
            cell(&told.by),
            day(told.for_date),
            cell(&told.for_place),
            cell(&told.why),
        ]);
    }
    table.finish()
}

/// `7 Oct 2027`, or that no date was named.
fn for_date_words(date: Option<domain::Date>) -> String {
    date.map_or_else(|| "any date".to_owned(), short_date)
}
