//! The presence of characters as a page: one chart that scrolls on a screen, blocks of it that fit paper.

use super::{CODES, Cell, Matrix, Row, TOTALS, fitting};
use crate::Context;
use crate::html::Html;
use crate::page::{Paperwork, icon, page};
use domain::Presence;

/// Sheets that fit beside the names on a page that lies.
const ON_PAPER: usize = 42;

/// The chart.
pub(crate) fn html(context: &Context<'_>) -> String {
    let matrix = Matrix::new(context);
    page(context, "Character presence", Paperwork::WideScript, |h| {
        let letters: Vec<String> = CODES.iter().map(|(code, meaning)| format!("{code} {meaning}")).collect();
        h.leaf("p.soft", &letters.join(" · "));
        let blocks = matrix.blocks(ON_PAPER);
        let whole = blocks.len() == 1;
        h.el(if whole { "div.scroll tall" } else { "div.scroll tall on-screen" }, |h| {
            write_table(&matrix, 0..matrix.columns.len(), true, h);
        });
        if !whole {
            let last = blocks.len().saturating_sub(1);
            for (i, block) in blocks.into_iter().enumerate() {
                h.el("div.on-paper", |h| write_table(&matrix, block, i == last, h));
            }
        }
        let days = matrix.long_story_days();
        if !days.is_empty() {
            h.leaf("p.soft", &format!("Story days in full: {}", days.join(" · ")));
        }
        write_watched(&matrix, h);
    })
}

fn write_table(matrix: &Matrix, block: std::ops::Range<usize>, totals: bool, h: &mut Html) {
    let columns = &matrix.columns[block.clone()];
    let caption = match (columns.first(), columns.last()) {
        (Some(first), Some(last)) => format!("Scenes {} to {}", first.label, last.label),
        _ => "No scenes".to_owned(),
    };
    h.el("table.matrix", |h| {
        h.leaf("caption", &caption);
        h.el("thead", |h| {
            h.el("tr.story", |h| {
                h.leaf_with("th.corner", &[("colspan", "2"), ("scope", "row")], "Story day");
                for day in columns.chunk_by(|a, b| a.story_day == b.story_day) {
                    let span = day.len().to_string();
                    let name = &day[0].story_day;
                    h.leaf_with(
                        "th.begins",
                        &[("colspan", &span), ("scope", "colgroup"), ("title", name)],
                        fitting(name, day.len()).as_deref().unwrap_or(name),
                    );
                }
                if totals {
                    h.leaf_with("th.begins", &[("colspan", "6"), ("scope", "colgroup")], "Totals");
                }
            });
            h.el("tr", |h| {
                h.leaf_with("th.id", &[("scope", "col")], "ID");
                h.leaf_with("th.name", &[("scope", "col")], "Character");
                for (i, column) in columns.iter().enumerate() {
                    let class = format!("th.number{}", begins(matrix, &block, i));
                    h.el_with(&class, &[("scope", "col"), ("title", &column.words)], |h| {
                        h.leaf("span", &column.label);
                    });
                }
                if totals {
                    TOTALS.iter().for_each(|label| h.leaf_with("th.total", &[("scope", "col")], label));
                }
            });
        });
        h.el("tbody", |h| {
            // A block on paper leaves out who is in none of its sheets; the one with the totals has everybody.
            let seen = |row: &&Row| totals || row.cells[block.clone()].iter().any(Option::is_some);
            matrix.rows.iter().filter(seen).for_each(|row| write_row(matrix, row, &block, totals, h));
            write_foot(matrix, &block, totals, h);
        });
    });
}

/// A line before the first sheet of a story day.
fn begins(matrix: &Matrix, block: &std::ops::Range<usize>, i: usize) -> &'static str {
    let at = block.start + i;
    let new = i == 0 || matrix.columns[at].story_day != matrix.columns[at - 1].story_day;
    if new { " begins" } else { "" }
}

fn write_row(matrix: &Matrix, row: &Row, block: &std::ops::Range<usize>, totals: bool, h: &mut Html) {
    h.el(if row.watch.is_some() { "tr.watch-row" } else { "tr" }, |h| {
        h.leaf("td.id", &row.id);
        h.el_with("th.name", &[("scope", "row")], |h| {
            if row.watch.is_some() {
                icon(h, "i-eye", "watch");
                h.space();
            }
            h.text(&row.name);
        });
        for (i, cell) in row.cells[block.clone()].iter().enumerate() {
            let begins = begins(matrix, block, i);
            let Some(cell) = cell else {
                h.leaf(&format!("td.cell{begins}"), "");
                continue;
            };
            let (class, words) = (class_of(*cell), words_of(matrix, block.start + i, *cell));
            h.leaf_with(&format!("td.cell {class}{begins}"), &[("title", &words)], &cell.code());
        }
        if totals {
            for total in row.totals() {
                h.leaf("td.total", &if total == 0 { String::new() } else { total.to_string() });
            }
        }
    });
}

fn class_of(cell: Cell) -> String {
    let presence = match cell.presence {
        Presence::Speaking => "speaks",
        Presence::Silent => "silent",
        Presence::VoiceOnly => "voice",
        Presence::Background => "back",
    };
    if cell.suggested { format!("{presence} suggested") } else { presence.to_owned() }
}

fn words_of(matrix: &Matrix, column: usize, cell: Cell) -> String {
    let review = if cell.suggested { ", suggested" } else { "" };
    format!("{}: {}{review}", matrix.columns[column].words, cell.words())
}

fn write_foot(matrix: &Matrix, block: &std::ops::Range<usize>, totals: bool, h: &mut Html) {
    h.el("tr.sums", |h| {
        h.leaf("td.id", "");
        h.leaf_with("th.name", &[("scope", "row")], "on set");
        for (i, column) in matrix.columns[block.clone()].iter().enumerate() {
            h.leaf(&format!("td.cell{}", begins(matrix, block, i)), &column.on_set.to_string());
        }
        if totals {
            h.leaf_with("td", &[("colspan", "6")], "");
        }
    });
}

fn write_watched(matrix: &Matrix, h: &mut Html) {
    let watched: Vec<(&Row, &str)> =
        matrix.rows.iter().filter_map(|row| Some((row, row.watch.as_deref()?))).collect();
    if watched.is_empty() {
        return;
    }
    h.el("div.box watch", |h| {
        h.leaf("h3", "To be watched");
        h.el("ul", |h| {
            for (row, note) in watched {
                h.el("li", |h| {
                    icon(h, "i-eye", "watch");
                    h.space();
                    h.leaf("b", &format!("{}. {}", row.id, row.name));
                    h.space();
                    h.text(note);
                });
            }
        });
    });
}
