//! The stripboard as a page that hangs on a wall: horizontal strips, close together, days kept whole.

use domain::{BannerKind, PinAt};

use crate::Context;
use crate::flags::{SEVERITIES, none_words, of_severity, some_words, wall_words};
use crate::glance;
use crate::html::Html;
use crate::layout::{Day, Layout, Line, NOTHING, UnitDays, banner_words};
use crate::page::{Paperwork, icon, page};
use crate::strip::{Strip, StripColour};
use crate::words;

const COLUMNS: [(&str, &str); 9] = [
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
                    h.leaf("h2", &super::unit_heading(unit));
                }
                board_table(&words::clean(&unit.unit.name), h, |h| write_days(unit, h));
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
        write_legend(h);
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

fn write_days(unit: &UnitDays<'_>, h: &mut Html) {
    let last = unit.days.len();
    for day in unit.written() {
        let id = format!("{}-day-{}", unit.unit.id, day.number);
        h.el_with("tbody.day", &[("id", &id)], |h| {
            for line in &day.lines {
                match line {
                    Line::Strip(strip) => write_strip(strip, h),
                    Line::Banner(banner) => {
                        let class =
                            if banner.kind == BannerKind::Note { "tr.banner note" } else { "tr.banner" };
                        h.el(class, |h| h.leaf_with("td", &[("colspan", "9")], &banner_words(banner)));
                    }
                }
            }
            if day.lines.is_empty() {
                h.el("tr.banner note", |h| {
                    h.leaf_with("td", &[("colspan", "9")], NOTHING);
                });
            }
            write_day_break(day, h);
            if day.number < last {
                for interlude in &day.after {
                    h.el(&format!("tr.between {}", interlude.class()), |h| {
                        h.leaf_with("td", &[("colspan", "9")], &interlude.words());
                    });
                }
            }
        });
    }
}

fn write_day_break(day: &Day<'_>, h: &mut Html) {
    h.el("tr.day-break", |h| {
        h.el_with("td", &[("colspan", "9")], |h| {
            h.leaf("b", &day.end_words());
            h.leaf("span.clock", &day.clock_words());
        });
    });
}

fn write_strip(strip: &Strip<'_>, h: &mut Html) {
    h.el(&format!("tr.strip {}", strip.colour.class()), |h| {
        h.leaf_with("th.scene", &[("scope", "row")], &strip.label);
        h.leaf("td.ie", strip.setting);
        h.el("td.what", |h| {
            h.leaf("b", &strip.set);
            if let Some(progress) = strip.progress() {
                h.text(" ");
                h.leaf("span.progress", progress);
            }
            h.text(" ");
            h.leaf("span.synopsis", &strip.synopsis);
        });
        h.leaf("td.dn", strip.time);
        h.leaf("td.pages", &strip.eighths.to_string());
        h.leaf("td.cast", &strip.cast);
        h.leaf(if strip.location.is_some() { "td.place" } else { "td.place none" }, strip.place());
        h.el("td.time", |h| {
            h.text(&words::minutes(strip.minutes));
            h.text(" ");
            h.leaf("span.source", strip.minutes_source());
        });
        h.el("td.marks", |h| write_marks(strip, h));
    });
}

fn write_marks(strip: &Strip<'_>, h: &mut Html) {
    if strip.stunt {
        h.leaf_with("abbr.badge full", &[("title", "stunt")], "S");
    }
    if strip.background {
        h.leaf_with("abbr.badge", &[("title", "background")], "B");
    }
    if let Some(pin) = &strip.sheet.pin {
        let at = match pin.at {
            PinAt::Date(date) => words::date(date),
            PinAt::Day(day) => format!("day {day}"),
        };
        icon(h, "i-pin", &format!("pinned to {at} by {}", pin.by));
    }
    if strip.by_person() {
        icon(h, "i-hand", "placed by a person");
    }
    for flag in &strip.flags {
        let forbidden = flag.severity == domain::Severity::Forbid;
        let (class, shape) = if forbidden { ("a.flag grave", "i-flag") } else { ("a.flag", "i-flag-open") };
        h.el_with(class, &[("href", &format!("#flag-{}", flag.number))], |h| {
            icon(h, shape, "flag");
            h.text(&flag.number.to_string());
        });
    }
}

fn write_flags(context: &Context<'_>, h: &mut Html) {
    h.el("section.flags", |h| {
        h.leaf("h2", "Flags");
        if context.verdict.flags.is_empty() {
            h.leaf("p", &none_words(context));
            return;
        }
        h.leaf("p", &some_words(context));
        for (severity, heading) in SEVERITIES {
            let flags: Vec<_> = of_severity(context, severity).collect();
            if flags.is_empty() {
                continue;
            }
            let forbidden = severity == domain::Severity::Forbid;
            h.leaf("h3", heading);
            h.el("ul.flag-list", |h| {
                for (number, flag) in flags {
                    h.el_with("li", &[("id", &format!("flag-{number}"))], |h| {
                        h.el(if forbidden { "span.flag grave" } else { "span.flag" }, |h| {
                            icon(h, if forbidden { "i-flag" } else { "i-flag-open" }, "flag");
                            h.text(&number.to_string());
                        });
                        h.text(" ");
                        h.text(&wall_words(context, flag));
                    });
                }
            });
        }
    });
}

fn write_legend(h: &mut Html) {
    h.el("section.legend", |h| {
        h.leaf("h2", "Legend");
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
                h.text(" stunt");
            });
            h.el("li", |h| {
                h.leaf("abbr.badge", "B");
                h.text(" background");
            });
            let shapes = [
                ("i-pin", "pinned"),
                ("i-hand", "placed by a person (others: by the plan)"),
                ("i-flag", "flag, forbidden in this production"),
                ("i-flag-open", "flag, priced or to know"),
            ];
            for (shape, meaning) in shapes {
                h.el("li", |h| {
                    icon(h, shape, "");
                    h.text(&format!(" {meaning}"));
                });
            }
        });
        h.leaf("p.soft", super::NOTES);
    });
}
