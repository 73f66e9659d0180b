//! Call sheets in a terminal.

use super::content::CallSheet;
use super::{DOUBT, FILL_IN, NOTHING, STATUS};
use crate::layout::{Day, Layout, Line, banner_words, halt_line};
use crate::page::{Paperwork, open_text};
use crate::paper::{Paper, left, right};
use crate::schedule::heading_words;
use crate::strip::WATCHED;
use crate::stripboard::halt_columns;
use crate::words::{date, scenes};
use crate::{Context, Only};

/// The call sheets.
pub(crate) fn text(context: &Context<'_>, only: &Only, color: bool, width: usize) -> String {
    let mut paper = Paper::new(color, width);
    open_text(context, "Call sheet", &mut paper, Paperwork::CallSheet);
    let layout = Layout::new(context);
    let sheets = super::sheets(context, &layout, only);
    if sheets.is_empty() {
        paper.gap();
        paper.line(NOTHING);
    }
    for sheet in &sheets {
        write_sheet(context, sheet, &mut paper);
    }
    paper.finish()
}

fn write_sheet(context: &Context<'_>, sheet: &CallSheet<'_, '_>, paper: &mut Paper) {
    paper.gap();
    paper.line(&"━".repeat(paper.width));
    let kind = sheet.judged.kind;
    let kind = if kind == domain::DayKind::Day { String::new() } else { format!(" -- {}", kind.label()) };
    paper.wrapped(0, &format!("{} -- {}{kind}", sheet.day_words(), date(sheet.judged.date)));
    paper.line(&"━".repeat(paper.width));
    let times: Vec<String> = sheet.times().iter().map(|(what, time)| format!("{what} {time}")).collect();
    paper.wrapped(0, &times.join(" · "));
    for line in FILL_IN {
        paper.line(&format!("{line}: {}", "_".repeat(40)));
    }
    let missing = sheet.missing();
    if !missing.is_empty() {
        paper.heading(super::MISSING);
        missing.iter().for_each(|(scene, lack)| paper.wrapped(0, &format!("{scene}: {lack}")));
    }
    if !sheet.watched.is_empty() {
        paper.heading("To be watched");
        for line in &sheet.watched {
            let scenes = scenes(&line.scenes);
            paper.wrapped(0, &format!("{WATCHED}{} {} ({scenes}): {}", line.id, line.name, line.note));
        }
    }
    paper.heading("Locations");
    write_places(sheet, paper);
    write_scenes(context, sheet, paper);
    write_cast(sheet, paper);
    write_rest(sheet, paper);
    if !sheet.ahead.is_empty() {
        paper.heading("Advance");
        sheet.ahead.iter().for_each(|day| write_ahead(day, paper));
    }
    paper.gap();
    paper.wrapped(0, &format!("Estimated wrap {}.", sheet.judged.wrap));
}

fn write_places(sheet: &CallSheet<'_, '_>, paper: &mut Paper) {
    for (i, place) in sheet.places.iter().enumerate() {
        let then = if i == 0 { "" } else { "Company move, then " };
        let scenes = scenes(&place.scenes);
        paper.wrapped(0, &format!("{then}{}, {} to {}: {scenes}", place.name, place.from, place.to));
    }
}

fn write_scenes(context: &Context<'_>, sheet: &CallSheet<'_, '_>, paper: &mut Paper) {
    paper.heading("Scenes");
    let rest = paper.width - 7 - 7 - 7 - 6 - 6 - 6;
    let set = rest * 38 / 100;
    let cast = rest * 18 / 100;
    let columns =
        [left(7), left(7), left(7), left(set), left(6), right(5), left(cast), left(rest - set - cast)];
    paper.row(&columns, &["Start", "End", "Scene", "Set", "Day", "Pages", "Cast", "What happens"]);
    let halts = |paper: &mut Paper, line: usize| {
        for halt in sheet.day.halts(line) {
            let words = halt_line(context.state, halt);
            paper.row(&halt_columns(paper.width), &[&halt.start.to_string(), &words]);
        }
    };
    for (at, line) in sheet.day.lines.iter().enumerate() {
        halts(paper, at);
        match line {
            Line::Strip(strip) => {
                let end = sheet.end_of(strip).map(|end| end.to_string()).unwrap_or_default();
                let story_day = context.state.story_day_of(strip.sheet).unwrap_or_default();
                let cells = [
                    &*strip.start_words(),
                    &end,
                    &strip.label,
                    &heading_words(strip),
                    &crate::words::clean(story_day),
                    &strip.eighths.to_string(),
                    &strip.cast_words(),
                    &strip.synopsis,
                ];
                paper.row(&columns, &cells);
            }
            Line::Banner(banner) => paper.wrapped(8, &format!("-- {} --", banner_words(banner))),
        }
    }
    halts(paper, sheet.day.lines.len());
    paper.wrapped(0, &sheet.day.end_words());
}

fn write_cast(sheet: &CallSheet<'_, '_>, paper: &mut Paper) {
    paper.heading("Cast");
    let rest = paper.width - 5 - 5 - 8 * 2 - 7 - 7 - 7;
    let (name, by) = (rest * 40 / 100, rest * 32 / 100);
    let columns =
        [left(5), left(name), left(by), left(5), left(8), left(8), left(7), left(7), left(rest - name - by)];
    let head = ["ID", "Character", "Played by", "", "Pick-up", "Make-up", "On set", "Until", "Scenes"];
    paper.row(&columns, &head);
    for call in &sheet.cast {
        let scenes = call.scenes.join(", ");
        let blank = if call.on_set.is_some() { "______" } else { "" };
        let (start, end) = (call.start_words(), call.end_words());
        let cells = [&*call.id, &call.name, &call.played_by, &call.code, blank, blank, &start, &end, &scenes];
        paper.row(&columns, &cells);
    }
    paper.wrapped(0, STATUS);
}

fn write_rest(sheet: &CallSheet<'_, '_>, paper: &mut Paper) {
    if !sheet.background.is_empty() {
        paper.heading("Background");
        for thing in &sheet.background {
            paper.wrapped(0, &format!("{} on set {}", thing.words(), thing.start_words()));
        }
    }
    if !sheet.stunts.is_empty() {
        paper.heading("Stunts");
        for stunt in &sheet.stunts {
            let doubt = if stunt.suggested { "?" } else { "" };
            paper.wrapped(0, &format!("{}: {}{doubt}", stunt.scene, stunt.words));
        }
        if !sheet.bulletins.is_empty() {
            paper.wrapped(0, &bulletin_words(sheet));
        }
    }
    if !sheet.departments.is_empty() {
        paper.heading("Departments");
        for things in sheet.departments.chunk_by(|a, b| a.category == b.category) {
            let words: Vec<String> = things.iter().map(super::content::Thing::words).collect();
            paper.wrapped(0, &format!("{}: {}", things[0].category, words.join("; ")));
        }
    }
    for (title, lines) in [("Minors", &sheet.minors), ("Notes", &sheet.notes)] {
        if !lines.is_empty() {
            paper.heading(title);
            lines.iter().for_each(|line| paper.wrapped(0, line));
        }
    }
    if sheet.doubts() {
        paper.gap();
        paper.wrapped(0, DOUBT);
    }
}

/// `Industry bulletins on the hazards named: 4 stunts, 17 water.`
pub(super) fn bulletin_words(sheet: &CallSheet<'_, '_>) -> String {
    let without = if sheet.other_hazards.is_empty() {
        String::new()
    } else {
        format!(" No number in this list for: {}.", sheet.other_hazards.join(", "))
    };
    format!("Industry bulletins (US) on the hazards named: {}.{without}", sheet.bulletins.join(", "))
}

fn write_ahead(day: &Day<'_>, paper: &mut Paper) {
    paper.wrapped(0, &ahead_words(day));
    for strip in day.strips() {
        let words = format!("{}  {}, {}", strip.label, heading_words(strip), strip.eighths);
        let cast =
            if strip.cast.is_empty() { String::new() } else { format!(", cast {}", strip.cast_words()) };
        paper.wrapped(4, &format!("{words}{cast}"));
    }
}

/// `Day 4 -- Fri, 5 June 2026 -- call 07:00, wrap 18:00 -- 4 5/8 pages`.
pub(super) fn ahead_words(day: &Day<'_>) -> String {
    let date = day.date.map(|day| format!(" -- {}", date(day))).unwrap_or_default();
    let clock = day.judged.map(|judged| {
        let kind = if judged.kind == domain::DayKind::Day { "" } else { judged.kind.label() };
        format!(" -- {kind} call {}, wrap {}", judged.call, judged.wrap).replace("--  ", "-- ")
    });
    let pages = day.eighths.in_words();
    format!("Day {}{date}{} -- {pages}", day.shown, clock.unwrap_or_default())
}
