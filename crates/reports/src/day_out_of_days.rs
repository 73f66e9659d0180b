//! The day-out-of-days: a row for everybody and everything that comes by the day, a column for every date.

mod chart;
mod html;
mod text;
mod usage;

use crate::csv_table::{CsvTable, figure, words};
use crate::{Context, Only, Subject};

use chart::Chart;
use usage::Usage;

pub(crate) use chart::PerformerRow;
pub(crate) use html::html;
pub(crate) use text::text;

/// The performers of the context's board, with a code a date.
pub(crate) fn performers(context: &Context<'_>) -> Vec<(PerformerRow, Vec<(domain::Date, String)>)> {
    let chart = Chart::new(context, false);
    let dates: Vec<domain::Date> = chart.dates.iter().map(|column| column.date).collect();
    let dated = |row: &PerformerRow| dates.iter().copied().zip(row.codes.iter().cloned()).collect();
    chart.rows.into_iter().map(|row| (row.clone(), dated(&row))).collect()
}

/// What is charted apart from the cast, when the cast is not what was asked for.
fn usage_of(context: &Context<'_>, only: &Only) -> Option<(Usage, Subject)> {
    let subject = only.subject.filter(|subject| *subject != Subject::Cast)?;
    Some((Usage::new(context, subject), subject))
}

/// `Day-out-of-days: Props`.
fn title(subject: Subject) -> String {
    format!("Day-out-of-days: {}", subject.title())
}

/// Said of an empty chart.
const NOTHING: &str = "Nothing of that kind is on a day of this board.";

/// The codes, explained.
const CODES: [(&str, &str); 6] = [
    ("SW, W, WF, SWF", "first, any, last, only work day"),
    ("H", "hold: paid, does not work"),
    ("D, P", "dropped after the day, picked up on it: WD, PW, SWD, PWF"),
    ("R", "rehearsal, on a protected day before a stunt; paid"),
    ("T", "travel, as engaged; paid as the terms say, not counted as a paid day"),
    ("-", "between drop and pick-up: not paid"),
];

/// The chart as a table.
pub(crate) fn csv(context: &Context<'_>, only: &Only) -> String {
    if let Some((usage, _)) = usage_of(context, only) {
        return usage_csv(&usage);
    }
    let chart = Chart::new(context, only.subject.is_none());
    let dates: Vec<String> = chart.dates.iter().map(|column| column.date.to_string()).collect();
    let mut head = vec!["List", "ID", "Name", "Kind"];
    head.extend(dates.iter().map(String::as_str));
    head.extend(["Work", "Hold", "Travel", "Rehearsal", "Holiday", "Total paid", "Start", "Finish"]);
    let mut table = CsvTable::new(&head);
    for row in &chart.rows {
        let parts = [row.kind.as_str(), &row.note].into_iter().filter(|part| !part.is_empty());
        let kind = parts.collect::<Vec<_>>().join("; ");
        let mut cells = vec![figure("cast"), words(&row.id), words(&row.name), words(kind)];
        cells.extend(row.codes.iter().map(figure));
        let t = row.totals;
        cells.extend([t.work, t.hold, t.travel, t.rehearsal, t.holiday].map(figure));
        cells.push(figure(row.paid().map(|days| days.to_string()).unwrap_or_default()));
        let date = |date: Option<domain::Date>| figure(date.map(|d| d.to_string()).unwrap_or_default());
        cells.extend([date(row.start), date(row.finish)]);
        table.row(cells);
    }
    for row in &chart.others {
        let mut cells = vec![figure(row.list), figure(""), words(&row.name), words(row.kind)];
        cells.extend(row.codes.iter().map(figure));
        cells.push(figure(row.days));
        cells.extend((0..7).map(|_| figure("")));
        table.row(cells);
    }
    table.finish()
}

fn usage_csv(usage: &Usage) -> String {
    let dates: Vec<String> = usage.dates.iter().map(|column| column.date.to_string()).collect();
    let mut head = vec!["Category", "Name"];
    head.extend(dates.iter().map(String::as_str));
    head.extend(usage::TOTALS);
    head.extend(["Start", "Finish"]);
    let mut table = CsvTable::new(&head);
    for (category, row) in usage.groups.iter().flat_map(|(title, rows)| rows.iter().map(move |r| (title, r)))
    {
        let mut cells = vec![figure(category), words(&row.name)];
        cells.extend(row.codes.iter().map(figure));
        cells.extend(row.totals().map(figure));
        let date = |date: Option<domain::Date>| figure(date.map(|d| d.to_string()).unwrap_or_default());
        cells.extend([date(row.start), date(row.finish)]);
        table.row(cells);
    }
    table.finish()
}
