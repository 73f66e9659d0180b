//! The stripboard as a page that hangs on a wall: horizontal strips, close together, days kept whole.

use domain::{BannerKind, PinAt, Severity, State};

use crate::Context;
use crate::flags::{DayMark, FlagMark, SEVERITIES, WallLine, none_words, some_words, wall_lines};
use crate::glance;
use crate::html::Html;
use crate::layout::{Day, Interlude, Layout, Line, NOTHING, UnitDays, banner_words, halt_line};
use crate::page::{Paperwork, icon, page};
use crate::strip::{Strip, StripColour, WATCHED_WORDS};
use crate::words;

const COLUMNS: [(&str, &str); 10] = [
    ("start", "Start"),
    ("scene", "Scene"),
    ("ie", "I/E"),
    ("what", "Set and what happens"),
    ("dn", "D/N"),
    ("pages", "Pages"),
    ("cast", "Cast"),
    ("place", "Location"),
    ("time", "Time"),
    ("marks", "Marks"),
];

/// The board.
pub(crate) fn html(context: &Context<'_>) -> String {
    let layout = Layout::new(context);
    page(context, "Stripboard", Paperwork::WideWall, |h| {
        glance::draw(context, &layout, h);
        for unit in &layout.units {
            h.el("section.unit", |h| {
                if layout.several_units() {
                    h.leaf("h2", &unit.title_words());
                }
                board_table(&words::clean(&unit.unit.name), h, |h| write_days(context.state, unit, h));
            });
        }
        if !layout.boneyard.is_empty() {
            h.el("section.boneyard", |h| {
                let count = words::count(layout.boneyard.len() as u64, "strip");
                h.leaf("h2", &format!("Boneyard -- {count}"));
                board_table("Boneyard", h, |h| {
                    h.el("tbody", |h| layout.boneyard.iter().for_each(|strip| write_strip(strip, h)));
                });
            });
        }
        write_flags(context, h);
        write_legend(&layout, h);
    })
}

fn board_table(name: &str, h: &mut Html, body: impl FnOnce(&mut Html)) {
    h.el("table.board", |h| {
        h.leaf("caption.unseen", name);
        h.el("thead", |h| {
            h.el("tr", |h| {
                for (class, label) in COLUMNS {
                    h.leaf_with(&format!("th.{class}"), &[("scope", "col")], label);
                }
            });
        });
        body(h);
    });
}

fn write_days(state: &State, unit: &UnitDays<'_>, h: &mut Html) {
    for day in unit.written() {
        let id = format!("{}-day-{}", unit.unit.id, day.number);
        h.el_with(if day.is_short() { "tbody.day short" } else { "tbody.day" }, &[("id", &id)], |h| {
            for (at, line) in day.lines.iter().enumerate() {
                write_halts(state, day, at, COLUMNS.len(), h);
                match line {
                    Line::Strip(strip) => write_strip(strip, h),
                    Line::Banner(banner) => {
                        let class =
                            if banner.kind == BannerKind::Note { "tr.banner note" } else { "tr.banner" };
                        h.el(class, |h| h.leaf_with("td", &[("colspan", "10")], &banner_words(banner)));
                    }
                }
            }
            if day.lines.is_empty() {
                h.el("tr.banner note", |h| {
                    h.leaf_with("td", &[("colspan", "10")], NOTHING);
                });
            }
            write_halts(state, day, day.lines.len(), COLUMNS.len(), h);
            write_day_break(day, h);
            write_between(day.between(unit), COLUMNS.len(), h);
        });
    }
}

/// When nothing is shot before a line: its time in the first of so many columns, then why.
pub(crate) fn write_halts(state: &State, day: &Day<'_>, line: usize, columns: usize, h: &mut Html) {
    let rest = (columns - 1).to_string();
    for halt in day.halts(line) {
        h.el("tr.halt", |h| {
            h.leaf("td.start", &halt.start.to_string());
            h.leaf_with("td", &[("colspan", &rest)], &halt_line(state, halt));
        });
    }
}

/// What lies between two days, across so many columns.
pub(crate) fn write_between(between: &[Interlude], columns: usize, h: &mut Html) {
    for interlude in between {
        h.el(&format!("tr.between {}", interlude.class()), |h| {
            h.leaf_with("td", &[("colspan", &columns.to_string())], &interlude.words());
        });
    }
}

fn write_day_break(day: &Day<'_>, h: &mut Html) {
    h.el("tr.day-break", |h| {
        h.el_with("td", &[("colspan", "10")], |h| {
            h.leaf("b", &day.end_words());
            h.leaf("span.clock", &day.clock_words());
            for mark in &day.marks {
                h.space();
                write_day_mark(mark, h);
            }
        });
    });
}

fn write_strip(strip: &Strip<'_>, h: &mut Html) {
    h.el(&format!("tr.strip {}", strip.colour.class()), |h| {
        h.leaf("td.start", &strip.start_words());
        h.el_with("th.scene", &[("scope", "row")], |h| write_label(&strip.label, h));
        h.leaf("td.ie", strip.setting);
        h.el("td.what", |h| {
            h.leaf("b", &strip.set);
            if let Some(progress) = strip.progress() {
                h.space();
                h.leaf("span.progress", progress);
            }
            h.space();
            h.leaf("span.synopsis", &strip.synopsis);
            write_notes(strip, true, h);
        });
        h.leaf("td.dn", strip.time);
        h.leaf("td.pages", &strip.eighths.to_string());
        h.el("td.cast", |h| write_cast(strip, h));
        h.leaf(if strip.location.is_some() { "td.place" } else { "td.place none" }, strip.place());
        h.el("td.time", |h| {
            h.text(&words::minutes(strip.minutes));
            h.space();
            h.leaf("span.source", strip.minutes_source());
        });
        h.el("td.marks", |h| write_marks(strip, h));
    });
}

/// A label that may break behind the slash between two scenes, and nowhere else.
pub(crate) fn write_label(label: &str, h: &mut Html) {
    for number in label.split_inclusive('/') {
        h.leaf("span.number", number);
        if number.ends_with('/') {
            h.void("wbr", &[]);
        }
    }
}

/// Board IDs, with an eye before those who are watched.
pub(crate) fn write_cast(strip: &Strip<'_>, h: &mut Html) {
    for (i, cast) in strip.cast.iter().enumerate() {
        if i > 0 {
            h.text(",");
            h.space();
        }
        match &cast.watch {
            Some(why) => h.el_with("span.watched", &[("title", why)], |h| {
                icon(h, "i-eye", "watch");
                h.text(&cast.id);
            }),
            None => h.leaf_with("span", &[("title", cast.name.as_str())], &cast.id),
        }
    }
}

/// Continuity notes of those who are watched; a strip has room for the beginning of them.
pub(crate) fn write_notes(strip: &Strip<'_>, short: bool, h: &mut Html) {
    if strip.watches() {
        h.space();
        h.leaf("span.watch-note", &if short { strip.short_notes() } else { strip.notes() });
    }
}

/// Marks with spaces between them, so that many of them wrap.
fn write_marks(strip: &Strip<'_>, h: &mut Html) {
    if strip.stunt {
        h.leaf_with("abbr.badge full", &[("title", "stunt")], "S");
        h.space();
    }
    if strip.background {
        h.leaf_with("abbr.badge", &[("title", "background")], "B");
        h.space();
    }
    if let Some(pin) = &strip.sheet.pin {
        let at = match pin.at {
            PinAt::Date(date) => words::date(date),
            PinAt::Day(day) => format!("day {day}"),
        };
        icon(h, "i-pin", &format!("pinned to {at} by {}", pin.by));
        h.space();
    }
    if strip.by_person() {
        icon(h, "i-hand", "placed by a person");
        h.space();
    }
    for flag in strip.shown_flags() {
        flag_link(flag, h, |h| h.text(&flag.number_words()));
        h.space();
    }
}

/// What a day break says of a rule.
fn write_day_mark(mark: &DayMark, h: &mut Html) {
    let Some(first) = mark.flags.first() else { return };
    flag_link(*first, h, |h| h.text(&format!("{} {}", mark.numbers(), mark.label())));
}

/// A flag that leads to its line in the list.
fn flag_link(flag: FlagMark, h: &mut Html, words: impl FnOnce(&mut Html)) {
    let number = flag.number_words();
    let href = if number.is_empty() { "#flags".to_owned() } else { format!("#flag-{number}") };
    let forbidden = flag.severity == Severity::Forbid;
    h.el_with(if forbidden { "a.flag grave" } else { "a.flag" }, &[("href", &href)], |h| {
        flag_shape(flag.severity, h);
        words(h);
    });
}

/// A full flag for what is forbidden, a hollow one for the rest.
pub(crate) fn flag_shape(severity: Severity, h: &mut Html) {
    let (shape, words) = match severity {
        Severity::Forbid => ("i-flag", "flag, forbidden"),
        Severity::Price => ("i-flag-open", "flag, priced"),
        Severity::Warn => ("i-flag-open", "flag, to know"),
    };
    icon(h, shape, words);
}

/// The list of flags, without money.
pub(crate) fn write_flags(context: &Context<'_>, h: &mut Html) {
    h.el_with("section.flags", &[("id", "flags")], |h| {
        h.leaf("h2", "Flags");
        if context.verdict.flags.is_empty() {
            h.leaf("p", &none_words(context));
            return;
        }
        h.leaf("p", &some_words(context));
        for (severity, heading) in SEVERITIES {
            let lines = wall_lines(context, severity);
            if lines.is_empty() {
                continue;
            }
            h.leaf("h3", heading);
            h.el("ul.flag-list", |h| lines.iter().for_each(|line| write_flag(line, severity, h)));
        }
    });
}

fn write_flag(line: &WallLine, severity: Severity, h: &mut Html) {
    let number = line.number.map(|n| n.to_string()).unwrap_or_default();
    let id = format!("flag-{number}");
    let attributes = [("id", id.as_str())];
    h.el_with("li", if number.is_empty() { &[] } else { &attributes }, |h| {
        h.el(if severity == Severity::Forbid { "span.flag grave" } else { "span.flag" }, |h| {
            flag_shape(severity, h);
            h.text(&number);
        });
        h.space();
        h.text(&line.words);
    });
}

/// Whose number is whose.
pub(crate) fn write_cast_names(layout: &Layout<'_>, h: &mut Html) {
    let names = layout.cast();
    if names.is_empty() {
        return;
    }
    h.el("ul.cast-names", |h| {
        for cast in names {
            h.el("li", |h| {
                h.leaf("b", &cast.id);
                h.space();
                h.text(&cast.name);
            });
        }
    });
}

fn write_legend(layout: &Layout<'_>, h: &mut Html) {
    h.el("section.legend", |h| {
        h.leaf("h2", "Legend");
        write_cast_names(layout, h);
        h.el("ul.swatches", |h| {
            for colour in StripColour::ALL {
                h.el("li", |h| {
                    h.leaf(&format!("span.swatch {}", colour.class()), colour.label());
                });
            }
        });
        h.el("ul.signs", |h| {
            h.el("li", |h| {
                h.leaf("abbr.badge full", "S");
                h.space();
                h.text("stunt");
            });
            h.el("li", |h| {
                h.leaf("abbr.badge", "B");
                h.space();
                h.text("background");
            });
            let shapes = [
                ("i-pin", "pinned"),
                ("i-hand", "placed by a person (others: by the plan)"),
                ("i-flag", "flag, forbidden in this production"),
                ("i-flag-open", "flag, priced or to know"),
                ("i-eye", WATCHED_WORDS),
            ];
            for (shape, meaning) in shapes {
                h.el("li", |h| {
                    icon(h, shape, "");
                    h.space();
                    h.text(meaning);
                });
            }
        });
        h.leaf("p.soft", super::NOTES);
    });
}
