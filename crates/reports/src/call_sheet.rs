//! The call sheet: one day's call with the judge's clock, who comes when, what is needed, and the days ahead.

mod content;
mod html;
mod text;

use crate::csv_table::{CsvTable, figure, words as cell};
use crate::layout::{Layout, Line, banner_words};
use crate::{Context, Only};

use content::{CallSheet, sheets};

pub(crate) use html::html;
pub(crate) use text::text;

/// Over what is missing before the stunts of a day can be shot.
const MISSING: &str = "Missing before the stunts of this day";

/// What people write in by hand.
const FILL_IN: [&str; 4] = ["Nearest hospital", "Weather", "Parking and base", "Contact on set"];
/// Said where nothing is shot.
const NOTHING: &str = "No such day is shot on this board.";
const STATUS: &str = "SW starts, W works, WF finishes, SWF only day, D dropped after it, P picked up, H hold, R rehearsal, T travel. \
    Times on set are estimates of the board's clock; pick-up and make-up are written in by hand.";
const DOUBT: &str = "? nobody has reviewed it yet: the breakdown sheet shows the line of the script.";

/// A row of the table.
#[derive(Default)]
struct Entry {
    list: &'static str,
    start: String,
    end: String,
    id: String,
    name: String,
    status: String,
    note: String,
    eighths: String,
    scenes: String,
}

/// The call sheets as a table: a row a scene, a person, a group, a thing.
pub(crate) fn csv(context: &Context<'_>, only: &Only) -> String {
    let mut table = CsvTable::new(&[
        "Unit", "Day", "Date", "List", "Start", "End", "ID", "Name", "Status", "Note", "Eighths", "Scenes",
    ]);
    let layout = Layout::new(context);
    for sheet in sheets(context, &layout, only) {
        let scenes = sheet.day.lines.iter().map(|line| scene_entry(&sheet, line));
        let rows = std::iter::once(day_entry(&sheet)).chain(scenes).chain(other_entries(&sheet));
        for entry in rows {
            table.row([
                cell(&sheet.unit.name),
                figure(sheet.day.shown),
                figure(sheet.judged.date),
                figure(entry.list),
                figure(entry.start),
                figure(entry.end),
                cell(entry.id),
                cell(entry.name),
                figure(entry.status),
                cell(entry.note),
                figure(entry.eighths),
                cell(entry.scenes),
            ]);
        }
    }
    table.finish()
}

fn day_entry(sheet: &CallSheet<'_, '_>) -> Entry {
    Entry {
        list: "day",
        start: sheet.judged.call.to_string(),
        end: sheet.judged.wrap.to_string(),
        name: sheet.day.end_words(),
        eighths: sheet.day.eighths.0.to_string(),
        ..Entry::default()
    }
}

fn scene_entry(sheet: &CallSheet<'_, '_>, line: &Line<'_>) -> Entry {
    match line {
        Line::Strip(strip) => Entry {
            list: "scene",
            start: strip.start_words(),
            end: sheet.end_of(strip).map(|end| end.to_string()).unwrap_or_default(),
            id: strip.cast_ids(),
            name: crate::schedule::heading_words(strip),
            note: strip.synopsis.clone(),
            eighths: strip.eighths.0.to_string(),
            scenes: strip.label.clone(),
            ..Entry::default()
        },
        Line::Banner(banner) => Entry { list: "banner", name: banner_words(banner), ..Entry::default() },
    }
}

fn other_entries<'s>(sheet: &'s CallSheet<'_, '_>) -> impl Iterator<Item = Entry> + 's {
    let doubt = |suggested: bool| if suggested { "suggested".to_owned() } else { String::new() };
    let cast = sheet.cast.iter().map(|call| Entry {
        list: "cast",
        start: call.start_words(),
        end: call.end_words(),
        id: call.id.clone(),
        name: call.name.clone(),
        status: call.code.clone(),
        note: call.played_by.clone(),
        scenes: call.scenes.join(", "),
        ..Entry::default()
    });
    let things = [("background", &sheet.background), ("element", &sheet.departments)].into_iter();
    let things = things.flat_map(move |(list, things)| {
        things.iter().map(move |thing| Entry {
            list,
            start: thing.start_words(),
            name: thing.name.clone(),
            status: doubt(thing.suggested),
            note: thing.category.clone(),
            scenes: thing.scenes.join(", "),
            ..Entry::default()
        })
    });
    let stunts = sheet.stunts.iter().map(move |stunt| Entry {
        list: "stunt",
        name: stunt.words.clone(),
        status: doubt(stunt.suggested),
        note: stunt.missing.join("; "),
        scenes: stunt.scene.clone(),
        ..Entry::default()
    });
    let watched = sheet.watched.iter().map(|watched| Entry {
        list: "watch",
        id: watched.id.clone(),
        name: watched.name.clone(),
        note: watched.note.clone(),
        scenes: watched.scenes.join(", "),
        ..Entry::default()
    });
    cast.chain(things).chain(stunts).chain(watched)
}
