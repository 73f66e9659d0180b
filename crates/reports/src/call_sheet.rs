//! The call sheet: one day's call with the judge's clock, who comes when, what is needed, and the days ahead.

mod content;
mod html;
mod text;

use crate::csv_table::{Cell, CsvTable, figure, words as cell};
use crate::layout::{Layout, Line, banner_words};
use crate::{Context, Only};

use content::{CallSheet, sheets};

pub(crate) use html::html;
pub(crate) use text::text;

/// What people write in by hand.
const FILL_IN: [&str; 4] = ["Nearest hospital", "Weather", "Parking and base", "Contact on set"];
/// Said where nothing is shot.
const NOTHING: &str = "No such day is shot on this board.";
const STATUS: &str = "SW starts, W works, WF finishes, SWF only day, D dropped after it, P picked up, H hold, R rehearsal, T travel. \
    Times on set are estimates of the board's clock; pick-up and make-up are written in by hand.";
const DOUBT: &str = "? nobody has reviewed it yet: the breakdown sheet shows the line of the script.";

/// The call sheets as a table: a row a scene, a person, a group, a thing.
pub(crate) fn csv(context: &Context<'_>, only: &Only) -> String {
    let mut table = CsvTable::new(&[
        "Unit", "Day", "Date", "List", "Start", "End", "ID", "Name", "Status", "Note", "Eighths", "Scenes",
    ]);
    let layout = Layout::new(context);
    for sheet in sheets(context, &layout, only) {
        let head = || [cell(&sheet.unit.name), figure(sheet.day.number), figure(sheet.judged.date)];
        let mut row = |cells: [Cell; 9]| table.row(head().into_iter().chain(cells));
        call_rows(&sheet, &mut row);
    }
    table.finish()
}

fn call_rows(sheet: &CallSheet<'_, '_>, row: &mut dyn FnMut([Cell; 9])) {
    let none = || figure("");
    let judged = sheet.judged;
    let (call, wrap) = (figure(judged.call), figure(judged.wrap));
    row([
        figure("day"),
        call,
        wrap,
        none(),
        none(),
        none(),
        cell(sheet.day.end_words()),
        figure(sheet.day.eighths.0),
        none(),
    ]);
    for line in &sheet.day.lines {
        match line {
            Line::Strip(strip) => {
                let end = sheet.end_of(strip).map(|end| end.to_string()).unwrap_or_default();
                let name = crate::schedule::heading_words(strip);
                let (ids, eighths) = (cell(strip.cast_ids()), figure(strip.eighths.0));
                let start = figure(strip.start_words());
                row([
                    figure("scene"),
                    start,
                    figure(end),
                    ids,
                    cell(name),
                    none(),
                    cell(&strip.synopsis),
                    eighths,
                    cell(&strip.label),
                ]);
            }
            Line::Banner(banner) => {
                row([
                    figure("banner"),
                    none(),
                    none(),
                    none(),
                    cell(banner_words(banner)),
                    none(),
                    none(),
                    none(),
                    none(),
                ]);
            }
        }
    }
    for call in &sheet.cast {
        let (start, end) = (figure(call.start_words()), figure(call.end_words()));
        row([
            figure("cast"),
            start,
            end,
            cell(&call.id),
            cell(&call.name),
            figure(&call.code),
            cell(&call.played_by),
            none(),
            cell(call.scenes.join(", ")),
        ]);
    }
    for (list, things) in [("background", &sheet.background), ("element", &sheet.departments)] {
        for thing in things {
            let status = figure(if thing.suggested { "suggested" } else { "" });
            row([
                figure(list),
                figure(thing.start_words()),
                none(),
                none(),
                cell(&thing.name),
                status,
                cell(&thing.category),
                none(),
                cell(thing.scenes.join(", ")),
            ]);
        }
    }
    for stunt in &sheet.stunts {
        let status = figure(if stunt.suggested { "suggested" } else { "" });
        row([
            figure("stunt"),
            none(),
            none(),
            none(),
            cell(&stunt.words),
            status,
            cell(stunt.missing.join("; ")),
            none(),
            cell(&stunt.scene),
        ]);
    }
    for watched in &sheet.watched {
        row([
            figure("watch"),
            none(),
            none(),
            cell(&watched.id),
            cell(&watched.name),
            none(),
            cell(&watched.note),
            none(),
            cell(watched.scenes.join(", ")),
        ]);
    }
}
