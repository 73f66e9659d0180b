//! The shooting schedule: shooting order with everything that each strip needs, by category.

use crate::Context;
use crate::csv_table::{CsvTable, figure, words as cell};
use crate::html::Html;
use crate::layout::{Day, Layout, Line, NOTHING, banner_words, halt_line};
use crate::needs::{Item, Need, needs_of};
use crate::page::{Paperwork, open_text, page};
use crate::paper::Paper;
use crate::strip::Strip;
use crate::stripboard::{write_between_text, write_label};
use crate::words::{clean, minutes};

/// What stands beside every stunt.
const STUNT_NOTE: &str = "Consent and clearance of stunts are reported elsewhere.";

/// The schedule as text.
pub(crate) fn text(context: &Context<'_>, color: bool, width: usize) -> String {
    let layout = Layout::new(context);
    let mut paper = Paper::new(color, width);
    open_text(context, "Shooting schedule", &mut paper, Paperwork::UprightWall);
    for unit in &layout.units {
        if layout.several_units() {
            paper.heading(&unit.title_words());
        }
        for day in unit.written() {
            paper.gap();
            paper.line(&"━".repeat(paper.width));
            paper.wrapped(0, &day_words(day));
            paper.line(&"━".repeat(paper.width));
            for (at, line) in day.lines.iter().enumerate() {
                write_halts_text(context, day, at, &mut paper);
                match line {
                    Line::Strip(strip) => write_strip_text(context, strip, &mut paper),
                    Line::Banner(banner) => paper.wrapped(0, &format!("-- {} --", banner_words(banner))),
                }
            }
            write_halts_text(context, day, day.lines.len(), &mut paper);
            if day.lines.is_empty() {
                paper.line(NOTHING);
            }
            paper.gap();
            paper.wrapped(0, &day.end_words());
            write_between_text(day.between(unit), &mut paper);
        }
    }
    paper.finish()
}

/// When nothing is shot before a line, each with its time: `13:00 Meal (30 min, reckoned)`.
fn halts<'d>(context: &'d Context<'_>, day: &'d Day<'_>, line: usize) -> impl Iterator<Item = String> + 'd {
    day.halts(line).map(|halt| format!("{} {}", halt.start, halt_line(context.state, halt)))
}

fn write_halts_text(context: &Context<'_>, day: &Day<'_>, line: usize, paper: &mut Paper) {
    for words in halts(context, day, line) {
        paper.gap();
        paper.wrapped(0, &format!("-- {words} --"));
    }
}

/// `Day 3 -- Thu, 4 June 2026 -- est. …`, with the sun where the day is judged.
fn day_words(day: &Day<'_>) -> String {
    let mut words = format!("Day {}", day.shown);
    if let Some(date) = day.date {
        words.push_str(&format!(" -- {}", crate::words::date(date)));
    }
    let clock = day.clock_words();
    if !clock.is_empty() {
        words.push_str(&format!(" -- {clock}"));
    }
    if let Some(judged) = day.judged {
        words.push_str(&format!(" -- sunrise {}, sunset {}", judged.sunrise, judged.sunset));
    }
    words
}

/// `INT. HOUSE - KITCHEN - NIGHT`.
pub(crate) fn heading_words(strip: &Strip<'_>) -> String {
    let mut words = String::new();
    if !strip.setting.is_empty() {
        words.push_str(&format!("{}. ", strip.setting));
    }
    words.push_str(&strip.set);
    if !strip.time.is_empty() {
        words.push_str(&format!(" - {}", strip.time));
    }
    words
}

/// Length, time, light and place, each with where it comes from.
fn facts(context: &Context<'_>, strip: &Strip<'_>) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Start", strip.start_words())];
    facts.retain(|(_, start)| !start.is_empty());
    facts.extend([
        ("Length", strip.eighths.in_words()),
        ("Time", format!("{} ({})", minutes(strip.minutes), strip.minutes_source())),
        ("Light", format!("{} ({})", strip.light_word(), strip.light_source())),
        ("Location", strip.place().to_owned()),
    ]);
    if let Some(day) = strip.story_day_words(context.state) {
        facts.push(("Story day", day));
    }
    if let Some(progress) = strip.progress() {
        facts.push(("Status", progress.to_lowercase()));
    }
    facts
}

fn write_strip_text(context: &Context<'_>, strip: &Strip<'_>, paper: &mut Paper) {
    paper.gap();
    paper.styled(strip.colour.style(), &format!(" {}  {} ", strip.label, heading_words(strip)));
    if !strip.synopsis.is_empty() {
        paper.wrapped(4, &strip.synopsis);
    }
    let facts: Vec<String> =
        facts(context, strip).iter().map(|(what, value)| format!("{what}: {value}")).collect();
    paper.wrapped(4, &facts.join(" · "));
    for need in needs_of(context.state, strip.sheet) {
        let items: Vec<String> = need.items.iter().map(Item::words).collect();
        paper.wrapped(4, &format!("{}: {}", need.category, items.join("; ")));
    }
    if strip.stunt {
        paper.wrapped(4, STUNT_NOTE);
    }
    if let Some(comments) = &strip.sheet.comments {
        paper.wrapped(4, &format!("Comments: {}", clean(comments)));
    }
}

/// The schedule as a page.
pub(crate) fn html(context: &Context<'_>) -> String {
    let layout = Layout::new(context);
    page(context, "Shooting schedule", Paperwork::UprightWall, |h| {
        for unit in &layout.units {
            h.el("section.unit", |h| {
                if layout.several_units() {
                    h.leaf("h2", &unit.title_words());
                }
                for day in unit.written() {
                    h.el("section.sched-day", |h| {
                        h.leaf("h3.day-head", &day_words(day));
                        for (at, line) in day.lines.iter().enumerate() {
                            write_halts_html(context, day, at, h);
                            match line {
                                Line::Strip(strip) => write_strip_html(context, strip, h),
                                Line::Banner(banner) => h.leaf("p.banner", &banner_words(banner)),
                            }
                        }
                        write_halts_html(context, day, day.lines.len(), h);
                        if day.lines.is_empty() {
                            h.leaf("p.note", NOTHING);
                        }
                        h.leaf("p.day-end", &day.end_words());
                        for interlude in day.between(unit) {
                            h.leaf(&format!("p.between {}", interlude.class()), &interlude.words());
                        }
                    });
                }
            });
        }
    })
}

fn write_halts_html(context: &Context<'_>, day: &Day<'_>, line: usize, h: &mut Html) {
    halts(context, day, line).for_each(|words| h.leaf("p.banner", &words));
}

fn write_strip_html(context: &Context<'_>, strip: &Strip<'_>, h: &mut Html) {
    h.el("section.scene-block", |h| {
        h.el(&format!("div.scene-head {}", strip.colour.class()), |h| {
            h.el("b.scene", |h| write_label(&strip.label, h));
            h.leaf("h4", &heading_words(strip));
            h.leaf("span.pages", &strip.eighths.to_string());
        });
        if !strip.synopsis.is_empty() {
            h.leaf("p.synopsis", &strip.synopsis);
        }
        h.el("dl.facts", |h| {
            for (what, value) in facts(context, strip) {
                h.el("div", |h| {
                    h.leaf("dt", what);
                    h.leaf("dd", &value);
                });
            }
        });
        h.el("div.needs", |h| {
            needs_of(context.state, strip.sheet).iter().for_each(|need| write_need(need, h));
        });
        if strip.stunt {
            h.leaf("p.note", STUNT_NOTE);
        }
        if let Some(comments) = &strip.sheet.comments {
            h.leaf("p.note", &format!("Comments: {comments}"));
        }
    });
}

/// What is needed of a category, with the category's mark.
pub(crate) fn write_need(need: &Need, h: &mut Html) {
    h.el("div.need", |h| {
        h.el("h5", |h| {
            h.leaf_with(&format!("i.{}", need.mark.1), &[("aria-hidden", "true")], need.mark.0);
            h.space();
            h.text(need.category);
        });
        h.el("ul", |h| {
            for item in &need.items {
                h.el(if item.suggested() { "li.suggested" } else { "li" }, |h| {
                    h.text(&item.name);
                    if !item.note.is_empty() {
                        h.space();
                        h.leaf("span.soft", &item.note);
                    }
                    if let Some(evidence) = &item.suggestion {
                        h.space();
                        h.leaf("span.evidence", evidence);
                    }
                });
            }
        });
    });
}

/// The schedule as a table: a row for each thing that a strip needs.
pub(crate) fn csv(context: &Context<'_>) -> String {
    let layout = Layout::new(context);
    let mut table = CsvTable::new(&[
        "Unit",
        "Day",
        "Date",
        "Scene",
        "I/E",
        "Set",
        "Time",
        "Eighths",
        "Minutes",
        "Minutes source",
        "Light",
        "Location",
        "Category",
        "Item",
        "Note",
        "Suggested",
    ]);
    for unit in &layout.units {
        for day in unit.written() {
            for strip in day.strips() {
                let mut needs = needs_of(context.state, strip.sheet);
                if needs.is_empty() {
                    needs.push(Need { category: "", mark: ("", ""), items: vec![Item::default()] });
                }
                for (category, item) in needs.iter().flat_map(|n| n.items.iter().map(|i| (n.category, i))) {
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
                        figure(strip.minutes_source()),
                        figure(strip.light_word()),
                        cell(strip.location.as_deref().unwrap_or_default()),
                        figure(category),
                        cell(&item.name),
                        cell(&item.note),
                        cell(item.suggestion.as_deref().unwrap_or_default()),
                    ]);
                }
            }
        }
    }
    table.finish()
}
