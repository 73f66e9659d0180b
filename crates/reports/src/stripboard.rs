//! The stripboard: every strip in its colour and in words, day breaks, banners, the boneyard, and flags.

mod html;
mod text;
pub mod view;

use domain::BannerKind;

use crate::Context;
use crate::csv_table::{Cell, CsvTable, figure, words};
use crate::layout::{Day, Layout, Line, UnitDays, banner_words};
use crate::strip::{Strip, WATCHED, WATCHED_WORDS};

pub(crate) use html::{
    flag_shape, html, write_between, write_cast, write_cast_names, write_flags, write_halts, write_label,
    write_notes,
};
pub(crate) use text::{
    START, STARTS, halt_columns, text, write_between as write_between_text,
    write_cast_names as write_cast_names_text,
};

/// The signs of the board, explained: sign and meaning.
pub(crate) const SIGNS: [(&str, &str); 7] = [
    ("S", "stunt"),
    ("B", "background"),
    ("◆", "pinned"),
    ("✋", "placed by a person (others: by the plan)"),
    ("⚑", "flag, forbidden in this production"),
    ("⚐", "flag, priced or to know"),
    (WATCHED, WATCHED_WORDS),
];

/// What figures and colours mean.
const NOTES: &str = "Colours are the story's time; what is both inside and outside has the colour of outside. \
    A strip's time is typed by a person, or estimated (est.) from its pages; its start follows from the crew \
    call, moves, the meal, and the light that it waits for. A day's hours are work with moves and waiting, \
    the meal not counted. What is flagged of a whole day stands on its day break.";

const HEAD: [&str; 24] = [
    "Unit",
    "Day",
    "Date",
    "Row",
    "Scene",
    "I/E",
    "Set",
    "Time",
    "Eighths",
    "Minutes",
    "Minutes source",
    "Cast",
    "Synopsis",
    "Location",
    "Light",
    "Colour",
    "Stunt",
    "Background",
    "Pinned",
    "Placed by",
    "Flags",
    "Status",
    "Day kind",
    "Watch",
];

/// The board as a table: a row a strip, banner and day break.
pub(crate) fn csv(context: &Context<'_>) -> String {
    let layout = Layout::new(context);
    let mut table = CsvTable::new(&HEAD);
    for unit in &layout.units {
        for day in unit.written() {
            for line in &day.lines {
                match line {
                    Line::Strip(strip) => table.row(strip_cells(day_cells(unit, day), "strip", strip)),
                    Line::Banner(banner) => {
                        let (row, text) = (banner_row(banner.kind), banner_words(banner));
                        table.row(banner_cells(unit, day, row, &text));
                    }
                }
            }
            table.row(day_break_cells(unit, day));
        }
    }
    for strip in &layout.boneyard {
        let nowhere = [words(""), figure(""), figure("")];
        table.row(strip_cells(nowhere, "boneyard", strip));
    }
    table.finish()
}

fn banner_row(kind: BannerKind) -> &'static str {
    match kind {
        BannerKind::Move => "move",
        BannerKind::Meal => "meal",
        BannerKind::Travel => "travel",
        BannerKind::Note => "note",
    }
}

fn day_cells(unit: &UnitDays<'_>, day: &Day<'_>) -> [Cell; 3] {
    let date = day.date.map(|date| date.to_string()).unwrap_or_default();
    [words(&unit.unit.name), figure(day.shown), figure(date)]
}

fn strip_cells(place: [Cell; 3], row: &str, strip: &Strip<'_>) -> Vec<Cell> {
    let yes = |on: bool| figure(if on { "yes" } else { "" });
    let flags: Vec<String> = strip.flags.iter().map(|flag| flag.number.to_string()).collect();
    let placed = match strip.placed {
        Some(_) if strip.by_person() => "person",
        Some(_) => "plan",
        None => "",
    };
    let mut cells = Vec::from(place);
    cells.extend([
        figure(row),
        words(&strip.label),
        figure(strip.setting),
        words(&strip.set),
        figure(strip.time),
        figure(strip.eighths.0),
        figure(strip.minutes.0),
        figure(strip.minutes_source()),
        words(strip.cast_ids()),
        words(&strip.synopsis),
        words(strip.location.as_deref().unwrap_or_default()),
        figure(strip.light_word()),
        figure(strip.colour.name()),
        yes(strip.stunt),
        yes(strip.background),
        yes(strip.sheet.pin.is_some()),
        figure(placed),
        figure(flags.join(" ")),
        figure(strip.progress().unwrap_or_default().to_lowercase()),
        figure(""),
        words(strip.notes_plain()),
    ]);
    cells
}

fn banner_cells(unit: &UnitDays<'_>, day: &Day<'_>, row: &str, text: &str) -> Vec<Cell> {
    let mut cells = Vec::from(day_cells(unit, day));
    cells.extend([figure(row), words(""), figure(""), words(text)]);
    cells.extend((cells.len()..HEAD.len()).map(|_| figure("")));
    cells
}

fn day_break_cells(unit: &UnitDays<'_>, day: &Day<'_>) -> Vec<Cell> {
    let flags = day.marks.iter().flat_map(|mark| &mark.flags);
    let flags: Vec<String> = flags.map(|flag| flag.number.to_string()).collect();
    let kind = day.judged.map(|judged| judged.kind.label().to_lowercase()).unwrap_or_default();
    let minutes = day.judged.map(|judged| judged.work.0.to_string()).unwrap_or_default();
    let mut cells = banner_cells(unit, day, "day-break", &day.end_words());
    for (column, value) in [
        ("Eighths", day.eighths.0.to_string()),
        ("Minutes", minutes),
        ("Flags", flags.join(" ")),
        ("Day kind", kind),
    ] {
        if let Some(at) = HEAD.iter().position(|head| *head == column) {
            cells[at] = figure(value);
        }
    }
    cells
}
