//! The one-liner: shooting order, a line a strip, a thick break after each day.

use domain::State;

use crate::Context;
use crate::csv_table::{CsvTable, figure, words as cell};
use crate::html::Html;
use crate::layout::{Day, Layout, Line, NOTHING, banner_words, halt_line};
use crate::page::{Paperwork, icon, open_text, page};
use crate::paper::{Paper, left, right};
use crate::strip::{WATCHED, WATCHED_WORDS};
use crate::stripboard::{
    START, STARTS, halt_columns, write_between, write_between_text, write_cast, write_cast_names,
    write_cast_names_text, write_halts, write_label, write_notes,
};
use crate::words::clean;

const COLUMNS: [(&str, &str); 8] = [
    ("start", "Start"),
    ("scene", "Scene"),
    ("ie", "I/E"),
    ("what", "Set"),
    ("dn", "D/N"),
    ("pages", "Pages"),
    ("cast", "Cast"),
    ("synopsis", "What happens"),
];

/// The one-liner as text.
pub(crate) fn text(context: &Context<'_>, color: bool, width: usize) -> String {
    let layout = Layout::new(context);
    let mut paper = Paper::new(color, width);
    open_text(context, "One-liner schedule", &mut paper, Paperwork::UprightWall);
    // A start that has no room is neither a column nor a cell.
    let skip = usize::from(paper.width < STARTS);
    let rest = paper.width - 7 - 3 - 5 - 5 - 6 - if skip == 0 { START + 1 } else { 0 };
    let (set, cast) = (rest * 34 / 100, rest * 20 / 100);
    let what = rest - set - cast;
    let columns = [left(START), left(7), left(3), left(set), left(5), right(5), left(cast), left(what)];
    let row = |paper: &mut Paper, cells: [&str; 8]| paper.row(&columns[skip..], &cells[skip..]);
    for unit in &layout.units {
        if layout.several_units() {
            paper.heading(&unit.title_words());
        } else {
            paper.gap();
        }
        row(&mut paper, ["Start", "Scene", "I/E", "Set", "D/N", "Pages", "Cast", "What happens"]);
        let thick = "━".repeat(paper.width);
        paper.line(&thick);
        for day in unit.written() {
            let halts = |paper: &mut Paper, line: usize| {
                for halt in day.halts(line).filter(|_| skip == 0) {
                    let start = halt.start.to_string();
                    paper.row(&halt_columns(paper.width), &[&start, &halt_line(context.state, halt)]);
                }
            };
            for (at, line) in day.lines.iter().enumerate() {
                halts(&mut paper, at);
                match line {
                    Line::Strip(strip) => {
                        let eighths = strip.eighths.to_string();
                        let what = format!("{} {}", strip.synopsis, strip.notes());
                        let cells = [
                            &*strip.start_words(),
                            &strip.label,
                            strip.setting,
                            &strip.set,
                            strip.time,
                            &eighths,
                            &strip.cast_words(),
                            &what,
                        ];
                        row(&mut paper, cells);
                    }
                    Line::Banner(banner) => paper.wrapped(8, &format!("-- {} --", banner_words(banner))),
                }
            }
            halts(&mut paper, day.lines.len());
            if day.lines.is_empty() {
                paper.line(NOTHING);
            }
            paper.line(&thick);
            paper.wrapped(0, &day.end_words());
            let clock = day.clock_words();
            if !clock.is_empty() {
                paper.wrapped(3, &clock);
            }
            paper.line(&thick);
            write_between_text(day.between(unit), &mut paper);
        }
    }
    paper.gap();
    write_cast_names_text(&layout, &mut paper);
    if layout.watches() {
        paper.wrapped(0, &format!("{WATCHED} {WATCHED_WORDS}"));
    }
    paper.finish()
}

/// The one-liner as a page.
pub(crate) fn html(context: &Context<'_>) -> String {
    let layout = Layout::new(context);
    page(context, "One-liner schedule", Paperwork::UprightWall, |h| {
        for unit in &layout.units {
            h.el("section.unit", |h| {
                if layout.several_units() {
                    h.leaf("h2", &unit.title_words());
                }
                h.el("table.lines", |h| {
                    h.leaf("caption.unseen", &unit.unit.name);
                    table_head(h);
                    for day in unit.written() {
                        h.el(if day.is_short() { "tbody.day short" } else { "tbody.day" }, |h| {
                            write_day(context.state, day, h);
                            write_between(day.between(unit), COLUMNS.len(), h);
                        });
                    }
                });
            });
        }
        write_cast_names(&layout, h);
        if layout.watches() {
            h.el("p.soft", |h| {
                icon(h, "i-eye", "");
                h.space();
                h.text(WATCHED_WORDS);
            });
        }
    })
}

fn table_head(h: &mut Html) {
    h.el("thead", |h| {
        h.el("tr", |h| {
            for (class, label) in COLUMNS {
                h.leaf_with(&format!("th.{class}"), &[("scope", "col")], label);
            }
        });
    });
}

fn write_day(state: &State, day: &Day<'_>, h: &mut Html) {
    for (at, line) in day.lines.iter().enumerate() {
        write_halts(state, day, at, COLUMNS.len(), h);
        match line {
            Line::Strip(strip) => h.el("tr", |h| {
                h.leaf("td.start", &strip.start_words());
                h.el_with("th.scene", &[("scope", "row")], |h| write_label(&strip.label, h));
                h.leaf("td.ie", strip.setting);
                h.leaf("td.what", &strip.set);
                h.leaf("td.dn", strip.time);
                h.leaf("td.pages", &strip.eighths.to_string());
                h.el("td.cast", |h| write_cast(strip, h));
                h.el("td.synopsis", |h| {
                    h.text(&strip.synopsis);
                    write_notes(strip, false, h);
                });
            }),
            Line::Banner(banner) => h.el("tr.banner note", |h| {
                h.leaf_with("td", &[("colspan", "8")], &banner_words(banner));
            }),
        }
    }
    write_halts(state, day, day.lines.len(), COLUMNS.len(), h);
    if day.lines.is_empty() {
        h.el("tr.banner note", |h| h.leaf_with("td", &[("colspan", "8")], NOTHING));
    }
    h.el("tr.thick", |h| {
        h.el_with("td", &[("colspan", "8")], |h| {
            h.leaf("b", &day.end_words());
            h.leaf("span.clock", &day.clock_words());
        });
    });
}

/// The one-liner as a table.
pub(crate) fn csv(context: &Context<'_>) -> String {
    let layout = Layout::new(context);
    let mut table = CsvTable::new(&[
        "Unit", "Day", "Date", "Scene", "I/E", "Set", "Time", "Eighths", "Minutes", "Cast", "Synopsis",
        "Watch",
    ]);
    for unit in &layout.units {
        for day in unit.written() {
            for strip in day.strips() {
                table.row([
                    cell(clean(&unit.unit.name)),
                    figure(day.shown),
                    figure(day.date.map(|date| date.to_string()).unwrap_or_default()),
                    cell(&strip.label),
                    figure(strip.setting),
                    cell(&strip.set),
                    figure(strip.time),
                    figure(strip.eighths.0),
                    figure(strip.minutes.0),
                    cell(strip.cast_ids()),
                    cell(&strip.synopsis),
                    cell(strip.notes_plain()),
                ]);
            }
        }
    }
    table.finish()
}
