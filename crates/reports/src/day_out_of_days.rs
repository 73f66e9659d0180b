//! The day-out-of-days: a row for everybody who is paid by the day, a column for every date.

mod chart;
mod html;
mod text;

use crate::Context;
use crate::csv_table::{CsvTable, figure, words};

use chart::Chart;

pub(crate) use html::html;
pub(crate) use text::text;

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
pub(crate) fn csv(context: &Context<'_>) -> String {
    let chart = Chart::new(context);
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
