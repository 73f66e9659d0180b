//! Breakdown sheets as pages: one sheet a printed page.

use super::{CHECK_TITLE, SUGGESTED, SheetPage, WATCH_TITLE, sheets};
use crate::html::Html;
use crate::needs::presence_words;
use crate::page::{Paperwork, icon, page};
use crate::schedule::{heading_words, write_need};
use crate::stripboard::write_label;
use crate::{Context, Only};

/// The sheets.
pub(crate) fn html(context: &Context<'_>, only: &Only) -> String {
    page(context, "Breakdown sheets", Paperwork::UprightScript, |h| {
        sheets(context, only).iter().for_each(|sheet| write_sheet(sheet, h));
    })
}

fn write_sheet(page: &SheetPage<'_>, h: &mut Html) {
    let strip = &page.strip;
    let id = format!("sheet-{}", page.number.0);
    h.el_with("section.sheet", &[("id", &id)], |h| {
        h.leaf("p.sheet-number", &format!("Sheet {} of {}", page.number.0, page.number.1));
        h.el(&format!("div.scene-head {}", strip.colour.class()), |h| {
            h.el("b.scene", |h| write_label(&strip.label, h));
            h.leaf("h2", &heading_words(strip));
            h.leaf("span.pages", &strip.eighths.to_string());
        });
        if !strip.synopsis.is_empty() {
            h.leaf("p.synopsis", &strip.synopsis);
        }
        h.el("dl.facts", |h| {
            for (what, value) in &page.head {
                h.el("div", |h| {
                    h.leaf("dt", what);
                    h.leaf("dd", value);
                });
            }
        });
        write_watched(page, h);
        if !page.to_check.is_empty() {
            h.el("div.box check", |h| {
                h.leaf("h3", CHECK_TITLE);
                h.el("ul", |h| page.to_check.iter().for_each(|remark| h.leaf("li", remark)));
            });
        }
        if !page.cast.is_empty() {
            write_cast(page, h);
        }
        h.el("div.needs", |h| page.needs.iter().for_each(|need| write_need(need, h)));
        if page.suggests() {
            h.leaf("p.soft", SUGGESTED);
        }
    });
}

fn write_watched(page: &SheetPage<'_>, h: &mut Html) {
    let mut watched = page.watched().peekable();
    if watched.peek().is_none() {
        return;
    }
    h.el("div.box watch", |h| {
        h.leaf("h3", WATCH_TITLE);
        h.el("ul", |h| {
            for (line, note) in watched {
                h.el("li", |h| {
                    icon(h, "i-eye", "watch");
                    h.space();
                    h.leaf("b", &format!("{}. {}", line.id, line.name));
                    h.space();
                    h.text(note);
                });
            }
        });
    });
}

fn write_cast(page: &SheetPage<'_>, h: &mut Html) {
    h.el("table.lines who", |h| {
        h.leaf("caption.unseen", "Cast");
        h.el("thead", |h| {
            h.el("tr", |h| {
                for (class, label) in
                    [("id", "ID"), ("name", "Cast"), ("how", "Presence"), ("by", "Played by"), ("says", "")]
                {
                    h.leaf_with(&format!("th.{class}"), &[("scope", "col")], label);
                }
            });
        });
        h.el("tbody", |h| {
            for line in &page.cast {
                h.el(if line.suggestion.is_some() { "tr.suggested" } else { "tr" }, |h| {
                    h.el("td.id", |h| {
                        if line.watch.is_some() && line.presence.on_set() {
                            icon(h, "i-eye", "watch");
                        }
                        h.text(&line.id);
                    });
                    h.leaf_with("th.name", &[("scope", "row")], &line.name);
                    h.leaf("td.how", presence_words(line.presence));
                    let by = line.played_by.join(", ");
                    h.leaf("td.by", if by.is_empty() { "–" } else { &by });
                    h.leaf("td.says evidence", line.suggestion.as_deref().unwrap_or_default());
                });
            }
        });
    });
}
