//! Call sheets as pages: a day a printed page, or as many as it needs.

use super::content::{CallSheet, Thing};
use super::text::{ahead_words, bulletin_words};
use super::{DOUBT, FILL_IN, NOTHING, STATUS};
use crate::html::Html;
use crate::layout::{Day, Layout, Line, banner_words};
use crate::page::{Paperwork, board_words, foot_rule, icon, page_with, title};
use crate::schedule::heading_words;
use crate::stripboard::{write_cast as write_ids, write_halts, write_label};
use crate::words::{clean, date, scenes};
use crate::{Context, Only};

/// The call sheets.
pub(crate) fn html(context: &Context<'_>, only: &Only) -> String {
    let layout = Layout::new(context);
    let sheets = super::sheets(context, &layout, only);
    let feet: String = sheets.iter().map(|sheet| foot(context, sheet)).collect();
    page_with(context, "Call sheet", Paperwork::CallSheet, &feet, |h| {
        if sheets.is_empty() {
            h.leaf("h1", &title(context));
            h.leaf("p", NOTHING);
        }
        sheets.iter().for_each(|sheet| write_sheet(context, sheet, h));
    })
}

fn id(sheet: &CallSheet<'_, '_>) -> String {
    format!("{}-day-{}", sheet.unit.id, sheet.day.number)
}

/// A page that goes on overleaf says in its foot which day it is of.
fn foot(context: &Context<'_>, sheet: &CallSheet<'_, '_>) -> String {
    let (id, day) = (id(sheet), format!("{} · {}", sheet.day_words(), date(sheet.judged.date)));
    let left = foot_rule(&[&title(context), "Call sheet", &day, &board_words(context)]);
    format!("#{id} {{ page: call-{id}; }} @page call-{id} {{ {left} }}\n")
}

fn write_sheet(context: &Context<'_>, sheet: &CallSheet<'_, '_>, h: &mut Html) {
    h.el_with("section.call", &[("id", &id(sheet))], |h| {
        write_head(context, sheet, h);
        write_missing(sheet, h);
        write_watched(sheet, h);
        write_places(sheet, h);
        write_scenes(context, sheet, h);
        write_cast(sheet, h);
        h.el("div.call-parts", |h| {
            write_things("Background", &sheet.background, true, h);
            write_stunts(sheet, h);
            write_departments(sheet, h);
            for (title, lines) in [("Minors", &sheet.minors), ("Notes", &sheet.notes)] {
                part(title, !lines.is_empty(), h, |h| {
                    h.el("ul", |h| lines.iter().for_each(|line| h.leaf("li", line)));
                });
            }
        });
        if sheet.doubts() {
            h.leaf("p.soft", DOUBT);
        }
        part("Advance", !sheet.ahead.is_empty(), h, |h| {
            h.el("div.ahead", |h| {
                sheet.ahead.iter().for_each(|day| h.el("div", |h| write_ahead(day, h)));
            });
        });
    });
}

fn write_head(context: &Context<'_>, sheet: &CallSheet<'_, '_>, h: &mut Html) {
    h.el("header.call-head", |h| {
        h.el("div", |h| {
            h.leaf("h1", &title(context));
            h.leaf("p.report", &format!("Call sheet -- {}", sheet.day_words()));
            h.el("p", |h| {
                h.leaf("b", &date(sheet.judged.date));
                if sheet.judged.kind != domain::DayKind::Day {
                    h.space();
                    h.leaf("b.kind", sheet.judged.kind.label());
                }
            });
            h.leaf("p.soft", &board_words(context));
        });
        h.el("dl.times", |h| {
            for (what, time) in sheet.times() {
                h.el(if what.ends_with("call") { "div.big" } else { "div" }, |h| {
                    h.leaf("dt", what);
                    h.leaf("dd", &time);
                });
            }
        });
    });
    h.el("dl.fill-in", |h| {
        for what in FILL_IN {
            h.el("div", |h| {
                h.leaf("dt", what);
                h.leaf_with("dd", &[("title", "to fill in")], "");
            });
        }
    });
}

fn write_missing(sheet: &CallSheet<'_, '_>, h: &mut Html) {
    let missing = sheet.missing();
    if missing.is_empty() {
        return;
    }
    h.el("div.box watch", |h| {
        h.leaf("h2", super::MISSING);
        h.el("ul", |h| {
            for (scene, lack) in missing {
                h.el("li", |h| {
                    h.leaf("b", scene);
                    h.space();
                    h.text(lack);
                });
            }
        });
    });
}

fn write_watched(sheet: &CallSheet<'_, '_>, h: &mut Html) {
    if sheet.watched.is_empty() {
        return;
    }
    h.el("div.box watch", |h| {
        h.leaf("h2", "To be watched");
        h.el("ul", |h| {
            for line in &sheet.watched {
                h.el("li", |h| {
                    icon(h, "i-eye", "watch");
                    h.space();
                    h.leaf("b", &format!("{}. {}", line.id, line.name));
                    h.space();
                    h.leaf("span.soft", &format!("{}:", scenes(&line.scenes)));
                    h.space();
                    h.text(&line.note);
                });
            }
        });
    });
}

fn write_places(sheet: &CallSheet<'_, '_>, h: &mut Html) {
    h.el("ol.places", |h| {
        for (i, place) in sheet.places.iter().enumerate() {
            h.el("li", |h| {
                if i > 0 {
                    h.leaf("span.move", "Company move, then");
                    h.space();
                }
                h.leaf("b", &place.name);
                h.space();
                h.text(&format!("{} to {}", place.from, place.to));
                h.space();
                h.leaf("span.soft", &scenes(&place.scenes));
            });
        }
    });
}

fn head(columns: &[(&str, &str)], h: &mut Html) {
    h.el("thead", |h| {
        h.el("tr", |h| {
            for (class, label) in columns {
                h.leaf_with(&format!("th.{class}"), &[("scope", "col")], label);
            }
        });
    });
}

fn write_scenes(context: &Context<'_>, sheet: &CallSheet<'_, '_>, h: &mut Html) {
    h.el("table.lines call-scenes", |h| {
        h.leaf("caption.unseen", "Scenes");
        head(
            &[
                ("start", "Start"),
                ("start", "End"),
                ("scene", "Scene"),
                ("what", "Set and what happens"),
                ("story", "Script day"),
                ("pages", "Pages"),
                ("cast", "Cast"),
            ],
            h,
        );
        h.el("tbody", |h| {
            for (at, line) in sheet.day.lines.iter().enumerate() {
                write_halts(context.state, sheet.day, at, 7, h);
                match line {
                    Line::Strip(strip) => h.el("tr", |h| {
                        h.leaf("td.start", &strip.start_words());
                        let end = sheet.end_of(strip).map(|end| end.to_string()).unwrap_or_default();
                        h.leaf("td.start", &end);
                        h.el_with("th.scene", &[("scope", "row")], |h| {
                            let class = format!("span.chip {}", strip.colour.class());
                            h.el(&class, |h| write_label(&strip.label, h));
                        });
                        h.el("td.what", |h| {
                            h.leaf("b", &heading_words(strip));
                            h.space();
                            h.leaf("span.synopsis", &strip.synopsis);
                        });
                        let story_day = context.state.story_day_of(strip.sheet).unwrap_or_default();
                        h.leaf("td.story", &clean(story_day));
                        h.leaf("td.pages", &strip.eighths.to_string());
                        h.el("td.cast", |h| write_ids(strip, h));
                    }),
                    Line::Banner(banner) => h.el("tr.banner note", |h| {
                        h.leaf_with("td", &[("colspan", "7")], &banner_words(banner));
                    }),
                }
            }
            write_halts(context.state, sheet.day, sheet.day.lines.len(), 7, h);
            h.el("tr.thick", |h| {
                h.el_with("td", &[("colspan", "7")], |h| {
                    h.leaf("b", &sheet.day.end_words());
                    h.leaf("span.clock", &format!("estimated wrap {}", sheet.judged.wrap));
                });
            });
        });
    });
}

fn write_cast(sheet: &CallSheet<'_, '_>, h: &mut Html) {
    h.el("table.lines call-cast", |h| {
        h.leaf("caption.unseen", "Cast");
        head(
            &[
                ("id", "ID"),
                ("name", "Character"),
                ("by", "Played by"),
                ("code", "Status"),
                ("blank", "Pick-up"),
                ("blank", "Make-up"),
                ("start", "On set"),
                ("start", "Until"),
                ("scenes", "Scenes"),
            ],
            h,
        );
        h.el("tbody", |h| {
            for call in &sheet.cast {
                h.el("tr", |h| {
                    h.leaf("td.id", &call.id);
                    h.leaf_with("th.name", &[("scope", "row")], &call.name);
                    h.leaf("td.by", &call.played_by);
                    h.leaf("td.code", &call.code);
                    h.leaf("td.blank", "");
                    h.leaf("td.blank", "");
                    h.leaf("td.start", &call.start_words());
                    h.leaf("td.start", &call.end_words());
                    h.leaf("td.scenes", &call.scenes.join(", "));
                });
            }
        });
    });
    h.leaf("p.soft", STATUS);
}

fn part(title: &str, any: bool, h: &mut Html, inside: impl FnOnce(&mut Html)) {
    if any {
        h.el("section.part", |h| {
            h.leaf("h2", title);
            inside(h);
        });
    }
}

fn write_things(title: &str, things: &[Thing], times: bool, h: &mut Html) {
    part(title, !things.is_empty(), h, |h| {
        h.el("ul", |h| {
            for thing in things {
                h.el("li", |h| {
                    h.text(&thing.words());
                    if times && thing.start.is_some() {
                        h.space();
                        h.leaf("b", &format!("on set {}", thing.start_words()));
                    }
                });
            }
        });
    });
}

fn write_stunts(sheet: &CallSheet<'_, '_>, h: &mut Html) {
    part("Stunts", !sheet.stunts.is_empty(), h, |h| {
        h.el("ul", |h| {
            for stunt in &sheet.stunts {
                h.el("li", |h| {
                    h.leaf("b", &stunt.scene);
                    h.space();
                    h.text(&format!("{}{}", stunt.words, if stunt.suggested { "?" } else { "" }));
                });
            }
        });
        if !sheet.bulletins.is_empty() {
            h.leaf("p", &bulletin_words(sheet));
        }
    });
}

fn write_departments(sheet: &CallSheet<'_, '_>, h: &mut Html) {
    part("Departments", !sheet.departments.is_empty(), h, |h| {
        h.el("ul", |h| {
            for things in sheet.departments.chunk_by(|a, b| a.category == b.category) {
                h.el("li", |h| {
                    h.leaf("b", &format!("{}:", things[0].category));
                    h.space();
                    let words: Vec<String> = things.iter().map(Thing::words).collect();
                    h.text(&words.join("; "));
                });
            }
        });
    });
}

fn write_ahead(day: &Day<'_>, h: &mut Html) {
    h.leaf("h3", &ahead_words(day));
    h.el("ul", |h| {
        for strip in day.strips() {
            h.el("li", |h| {
                h.leaf("b", &strip.label);
                h.space();
                h.text(&format!("{}, {}", heading_words(strip), strip.eighths));
                if !strip.cast.is_empty() {
                    h.text(", cast");
                    h.space();
                    write_ids(strip, h);
                }
            });
        }
    });
}
