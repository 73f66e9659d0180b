//! The day-out-of-days as a chart: blocks of weeks that fit a page, totals at the right of the last one.

use super::chart::{Chart, DateColumn, PerformerRow};
use super::usage::{self, Usage, UsageRow};
use super::{title, usage_of};
use crate::html::Html;
use crate::page::{Paperwork, page};
use crate::words::{date, short_date};
use crate::{Context, Only, Subject};

/// Over the totals of a performer.
const TOTALS: [&str; 8] = ["Work", "Hold", "Travel", "Reh.", "Hol.", "Paid", "Start", "Finish"];
/// Over the totals of a thing.
const USAGE_TOTALS: [&str; 6] =
    [usage::TOTALS[0], usage::TOTALS[1], usage::TOTALS[2], usage::TOTALS[3], "Start", "Finish"];

/// Weeks that fit beside the names on a page that lies.
const WEEKS: usize = 6;
/// Weeks that leave room for the totals.
const WEEKS_WITH_TOTALS: usize = 4;

/// The chart.
pub(crate) fn html(context: &Context<'_>, only: &Only) -> String {
    if let Some((usage, subject)) = usage_of(context, only) {
        return usage_html(context, &usage, subject);
    }
    let chart = Chart::new(context, only.subject.is_none());
    page(context, "Day-out-of-days", Paperwork::WideWall, |h| {
        each_block(&chart.dates, |dates, totals| write_block(&chart, dates, totals, h));
        let notes = "Shaded: company day off. Hol. counts public holidays between start and finish. +U: only \
            another unit shoots; + behind a day: it shoots too. The figure under a date is the main unit's shooting day.";
        write_legend(&super::CODES, notes, h);
    })
}

/// Blocks of weeks, and the totals where there is room for them: beside the last block, or after it.
fn each_block(dates: &[DateColumn], mut write: impl FnMut(std::ops::Range<usize>, bool)) {
    let blocks = blocks(dates);
    let last = blocks.len().saturating_sub(1);
    let room = blocks.last().is_none_or(|b| b.len() <= WEEKS_WITH_TOTALS * 7);
    for (i, block) in blocks.into_iter().enumerate() {
        write(block, i == last && room);
    }
    if !room {
        write(0..0, true);
    }
}

fn usage_html(context: &Context<'_>, usage: &Usage, subject: Subject) -> String {
    page(context, &title(subject), Paperwork::WideWall, |h| {
        if usage.groups.is_empty() {
            h.leaf("p", super::NOTHING);
        } else {
            each_block(&usage.dates, |dates, totals| write_usage(usage, dates, totals, h));
        }
        let notes = "Shaded: company day off. Most is the largest number of background on one date. +U: only \
            another unit shoots; + behind a day: it shoots too. The figure under a date is the main unit's shooting day.";
        write_legend(&usage::CODES, notes, h);
    })
}

fn write_usage(usage: &Usage, dates: std::ops::Range<usize>, totals: bool, h: &mut Html) {
    let columns = &usage.dates[dates.clone()];
    let heads: &[&str] = if totals { &USAGE_TOTALS } else { &[] };
    let span = (2 + columns.len() + heads.len()).to_string();
    h.el("div.scroll", |h| {
        h.el("table.dood", |h| {
            h.leaf("caption", &caption(columns));
            write_head(columns, heads, h);
            for (title, rows) in &usage.groups {
                h.el("tbody", |h| {
                    h.el("tr", |h| {
                        h.leaf_with("th.part", &[("colspan", &span), ("scope", "rowgroup")], title);
                    });
                    rows.iter().for_each(|row| write_usage_row(row, &dates, columns, totals, h));
                });
            }
        });
    });
}

fn write_usage_row(
    row: &UsageRow,
    dates: &std::ops::Range<usize>,
    columns: &[DateColumn],
    totals: bool,
    h: &mut Html,
) {
    h.el("tr", |h| {
        h.leaf("td.id", "");
        h.leaf_with("th.name", &[("scope", "row")], &row.name);
        write_codes(&row.codes[dates.clone()], columns, h);
        if totals {
            row.totals().iter().for_each(|total| h.leaf("td.total", total));
            for day in [row.start, row.finish] {
                h.leaf("td.total day", &day.map(short_date).unwrap_or_default());
            }
        }
    });
}

fn caption(columns: &[DateColumn]) -> String {
    match (columns.first(), columns.last()) {
        (Some(first), Some(last)) => format!("{} to {}", date(first.date), date(last.date)),
        _ => "Totals".to_owned(),
    }
}

/// Ranges of dates: whole weeks, as many as fit a page.
fn blocks(dates: &[DateColumn]) -> Vec<std::ops::Range<usize>> {
    let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
    let mut weeks = 0;
    for (i, column) in dates.iter().enumerate() {
        let monday = column.date.weekday().to_monday_zero_offset() == 0;
        weeks += usize::from(monday && i > 0);
        match blocks.last_mut().filter(|_| weeks < WEEKS) {
            Some(block) => block.end = i + 1,
            None => {
                weeks = 0;
                blocks.push(i..i + 1);
            }
        }
    }
    blocks
}

fn write_block(chart: &Chart, dates: std::ops::Range<usize>, totals: bool, h: &mut Html) {
    let columns = &chart.dates[dates.clone()];
    h.el("div.scroll", |h| {
        h.el("table.dood", |h| {
            h.leaf("caption", &caption(columns));
            write_head(columns, if totals { &TOTALS } else { &[] }, h);
            h.el("tbody", |h| {
                for row in &chart.rows {
                    h.el("tr", |h| {
                        h.leaf("td.id", &row.id);
                        h.el_with("th.name", &[("scope", "row")], |h| {
                            h.text(&row.name);
                            h.space();
                            h.leaf("span.soft", &row.kind);
                            if !row.note.is_empty() {
                                h.space();
                                h.leaf("span.soft", &format!("({})", row.note));
                            }
                        });
                        write_codes(&row.codes[dates.clone()], columns, h);
                        if totals {
                            write_totals(row, h);
                        }
                    });
                }
            });
            if !chart.others.is_empty() {
                write_others(chart, dates, totals, h);
            }
        });
    });
}

fn write_head(columns: &[DateColumn], totals: &[&str], h: &mut Html) {
    h.el("thead", |h| {
        h.el("tr.months", |h| {
            h.leaf_with("td", &[("colspan", "2")], "");
            for month in columns.chunk_by(|a, b| a.date.month() == b.date.month()) {
                let name = if month.len() > 2 {
                    month[0].date.strftime("%B %Y")
                } else {
                    month[0].date.strftime("%b")
                };
                let span = month.len().to_string();
                h.leaf_with("th", &[("colspan", &span), ("scope", "colgroup")], &name.to_string());
            }
            if !totals.is_empty() {
                let span = totals.len().to_string();
                h.leaf_with("th", &[("colspan", &span), ("scope", "colgroup")], "Totals");
            }
        });
        h.el("tr", |h| {
            h.leaf_with("th.id", &[("scope", "col")], "ID");
            h.leaf_with("th.name", &[("scope", "col")], "Name");
            for column in columns {
                h.el_with(
                    &format!("th.date{}", shade(column)),
                    &[("scope", "col"), ("title", &date(column.date))],
                    |h| {
                        h.leaf("span.weekday", &column.date.strftime("%a").to_string());
                        h.leaf("b", &column.date.day().to_string());
                        let day = match (column.day, column.other_unit) {
                            (Some(day), true) => format!("{day} +"),
                            (Some(day), false) => day.to_string(),
                            (None, true) => "+U".into(),
                            (None, false) => String::new(),
                        };
                        h.leaf("span.daynumber", &day);
                    },
                );
            }
            totals.iter().for_each(|label| h.leaf_with("th.total", &[("scope", "col")], label));
        });
    });
}

fn shade(column: &DateColumn) -> &'static str {
    let monday = column.date.weekday().to_monday_zero_offset() == 0;
    match (column.holiday, column.off, monday) {
        (true, _, false) => " holiday",
        (true, _, true) => " holiday monday",
        (_, true, false) => " off",
        (_, true, true) => " off monday",
        (_, _, true) => " monday",
        _ => "",
    }
}

fn write_codes(codes: &[String], columns: &[DateColumn], h: &mut Html) {
    for (code, column) in codes.iter().zip(columns) {
        let kind = match code.as_str() {
            "" => "",
            "H" | "K" => " hold",
            "I" => " idle",
            "R" => " rehearsal",
            "T" => " travel",
            "-" => " dropped",
            _ => " works",
        };
        h.leaf(&format!("td.code{kind}{}", shade(column)), code);
    }
}

fn write_totals(row: &PerformerRow, h: &mut Html) {
    let t = row.totals;
    for days in [t.work, t.hold, t.travel, t.rehearsal, t.holiday] {
        h.leaf("td.total", &if days == 0 { String::new() } else { days.to_string() });
    }
    h.leaf("td.total paid", &row.paid().map_or("–".to_owned(), |days| days.to_string()));
    for day in [row.start, row.finish] {
        h.leaf("td.total day", &day.map(short_date).unwrap_or_default());
    }
}

fn write_others(chart: &Chart, dates: std::ops::Range<usize>, totals: bool, h: &mut Html) {
    let columns = &chart.dates[dates.clone()];
    let span = (2 + columns.len() + if totals { 8 } else { 0 }).to_string();
    h.el("tbody.others", |h| {
        h.el("tr", |h| {
            h.leaf_with("th.part", &[("colspan", &span), ("scope", "rowgroup")], "Background and elements");
        });
        for row in &chart.others {
            h.el("tr", |h| {
                h.leaf("td.id", "");
                h.el_with("th.name", &[("scope", "row")], |h| {
                    h.text(&row.name);
                    h.space();
                    h.leaf("span.soft", row.kind);
                });
                write_codes(&row.codes[dates.clone()], columns, h);
                if totals {
                    h.leaf("td.total", &row.days.to_string());
                    h.leaf_with("td.total", &[("colspan", "7")], "");
                }
            });
        }
    });
}

fn write_legend(codes: &[(&str, &str)], notes: &str, h: &mut Html) {
    h.el("section.legend", |h| {
        h.leaf("h2", "Codes");
        h.el("dl.codes", |h| {
            for (code, meaning) in codes {
                h.el("div", |h| {
                    h.leaf("dt", code);
                    h.leaf("dd", meaning);
                });
            }
        });
        h.leaf("p.soft", notes);
    });
}
