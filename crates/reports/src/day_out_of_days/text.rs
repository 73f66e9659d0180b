//! The day-out-of-days in a terminal: blocks of weeks that fit the width, the totals at the end.

use super::chart::{Chart, DateColumn};
use super::usage::{self, Usage};
use super::{title, usage_of};
use crate::page::{Paperwork, open_text};
use crate::paper::{Paper, left, pad, right, wrap};
use crate::words::short_date;
use crate::{Context, Only, Subject};

const CELL: usize = 4;
const WEEK: usize = 7 * CELL;

/// The chart.
pub(crate) fn text(context: &Context<'_>, only: &Only, color: bool, width: usize) -> String {
    let mut paper = Paper::new(color, width);
    if let Some((usage, subject)) = usage_of(context, only) {
        usage_text(context, &usage, subject, &mut paper);
        return paper.finish();
    }
    let chart = Chart::new(context, only.subject.is_none());
    open_text(context, "Day-out-of-days", &mut paper, Paperwork::WideWall);
    let rows = chart.rows.iter().map(|row| (row.id.as_str(), row_name(row), row.codes.as_slice()));
    let others = chart.others.iter().map(|row| ("", row.name.clone(), row.codes.as_slice()));
    write_blocks(&chart.dates, &rows.chain(others).collect::<Vec<_>>(), "ID    Shooting day", &mut paper);
    write_totals(&chart, &mut paper);
    write_codes(&super::CODES, &mut paper);
    paper.wrapped(0, "░ company day off. Holiday counts public holidays between start and finish. +U: only another unit shoots; + behind a day: it shoots too.");
    paper.finish()
}

fn write_codes(codes: &[(&str, &str)], paper: &mut Paper) {
    paper.heading("Codes");
    for (code, meaning) in codes {
        paper.wrapped(0, &format!("{code}: {meaning}."));
    }
}

fn usage_text(context: &Context<'_>, usage: &Usage, subject: Subject, paper: &mut Paper) {
    open_text(context, &title(subject), paper, Paperwork::WideWall);
    for (title, rows) in &usage.groups {
        paper.heading(title);
        let lines: Vec<Line<'_>> =
            rows.iter().map(|row| ("", row.name.clone(), row.codes.as_slice())).collect();
        write_blocks(&usage.dates, &lines, "Shooting day", paper);
    }
    if usage.groups.is_empty() {
        paper.gap();
        paper.line(super::NOTHING);
    } else {
        write_usage_totals(usage, paper);
    }
    write_codes(&usage::CODES, paper);
    paper.wrapped(
        0,
        "░ company day off. Most is the largest number of background on one date. +U: only another unit shoots; + behind a day: it shoots too.",
    );
}

fn write_usage_totals(usage: &Usage, paper: &mut Paper) {
    paper.heading("Totals");
    let mut columns = vec![left((paper.width - 4 * 6 - 2 * 12).min(50))];
    columns.extend([right(5); 4]);
    columns.extend([right(11); 2]);
    let mut head = vec!["Name"];
    head.extend(usage::TOTALS);
    head.extend(["Start", "Finish"]);
    paper.row(&columns, &head);
    for row in usage.groups.iter().flat_map(|(_, rows)| rows) {
        let date = |date: Option<domain::Date>| date.map(short_date).unwrap_or_default();
        let (totals, start, finish) = (row.totals(), date(row.start), date(row.finish));
        let mut cells = vec![row.name.as_str()];
        cells.extend(totals.iter().map(String::as_str));
        cells.extend([start.as_str(), finish.as_str()]);
        paper.row(&columns, &cells);
    }
}

/// ID, name, and a code a date.
type Line<'a> = (&'a str, String, &'a [String]);

fn write_blocks(dates: &[DateColumn], lines: &[Line<'_>], head: &str, paper: &mut Paper) {
    let weeks = ((paper.width - 20) / WEEK).max(1);
    let name_width = (paper.width - weeks * WEEK - 6).min(34);
    let mut from = 0;
    while from < dates.len() {
        // A block begins with a Monday, apart from the first.
        let weekday = dates[from].date.weekday().to_monday_zero_offset();
        let length = weeks * 7 - usize::try_from(weekday).unwrap_or(0);
        let to = (from + length).min(dates.len());
        write_block(&dates[from..to], from, lines, (name_width, head), paper);
        from = to;
    }
}

fn write_block(
    columns: &[DateColumn],
    from: usize,
    lines: &[Line<'_>],
    (name_width, head): (usize, &str),
    paper: &mut Paper,
) {
    let Some(first) = columns.first() else { return };
    paper.gap();
    let label = " ".repeat(name_width + 6);
    let line = |cell: &dyn Fn(&DateColumn) -> String| -> String {
        columns.iter().map(|column| pad(&cell(column), CELL)).collect()
    };
    let months = month_line(columns);
    paper.line(&format!("{}{months}", pad(&first.date.year().to_string(), name_width + 6)));
    paper.line(&format!("{label}{}", line(&|column| column.date.strftime("%a").to_string())));
    paper.line(&format!("{label}{}", line(&|column| column.date.day().to_string())));
    let day_of = |column: &DateColumn| match (column.day, column.other_unit) {
        (Some(day), true) => format!("d{day}+"),
        (Some(day), false) => format!("d{day}"),
        (None, true) => "+U".to_owned(),
        (None, false) => "░░░".to_owned(),
    };
    paper.line(&format!("{}{}", pad(head, name_width + 6), line(&day_of)));
    for (id, name, codes) in lines {
        let codes: String = codes[from..from + columns.len()]
            .iter()
            .zip(columns)
            .map(|(code, column)| pad(if code.is_empty() && column.off { "░░░" } else { code }, CELL))
            .collect();
        for (i, part) in wrap(name, name_width - 1).iter().enumerate() {
            let (id, codes) = if i == 0 { (*id, codes.as_str()) } else { ("", "") };
            paper.line(&format!("{}{}{codes}", pad(id, 6), pad(part, name_width)));
        }
    }
}

fn row_name(row: &super::chart::PerformerRow) -> String {
    let kind = row.kind.split_once(':').map_or(row.kind.as_str(), |(kind, _)| kind);
    let kind = if kind == "actor" { "" } else { kind };
    let parts: Vec<&str> = [kind, &row.note].into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { row.name.clone() } else { format!("{} ({})", row.name, parts.join("; ")) }
}

/// The month's name over its first column of the block.
fn month_line(columns: &[DateColumn]) -> String {
    let mut last = None;
    columns
        .iter()
        .map(|column| {
            let month = (column.date.year(), column.date.month());
            let begins = last != Some(month);
            last = Some(month);
            pad(&if begins { column.date.strftime("%b").to_string() } else { String::new() }, CELL)
        })
        .collect()
}

fn write_totals(chart: &Chart, paper: &mut Paper) {
    paper.heading("Totals");
    let name = (paper.width - 5 - 6 * 5 - 2 * 11 - 9).min(44);
    let columns = [
        left(5),
        left(name),
        right(5),
        right(5),
        right(5),
        right(5),
        right(5),
        right(5),
        right(11),
        right(11),
    ];
    let head = ["ID", "Name", "Work", "Hold", "Trav", "Reh", "Hol", "Paid", "Start", "Finish"];
    paper.row(&columns, &head);
    for row in &chart.rows {
        let t = row.totals;
        let figures = [t.work, t.hold, t.travel, t.rehearsal, t.holiday].map(|n| n.to_string());
        let paid = row.paid().map_or("–".to_owned(), |days| days.to_string());
        let date = |date: Option<domain::Date>| date.map(short_date).unwrap_or_default();
        let (name, start, finish) = (row_name(row), date(row.start), date(row.finish));
        let mut cells = vec![&*row.id, &*name];
        cells.extend(figures.iter().map(String::as_str));
        cells.extend([&*paid, &*start, &*finish]);
        paper.row(&columns, &cells);
    }
    for row in &chart.others {
        let days = row.days.to_string();
        let name = format!("{} ({})", row.name, row.kind);
        paper.row(&columns, &["", &name, &days, "", "", "", "", &days, "", ""]);
    }
}
