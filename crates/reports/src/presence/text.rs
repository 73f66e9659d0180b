//! The presence of characters in a terminal: blocks of sheets that fit the width, the totals at the end.

use super::{CODES, Cell, Matrix, Row, TOTALS};
use crate::Context;
use crate::page::{Paperwork, open_text};
use crate::paper::{Paper, left, pad, right, row_lines, wrap};
use crate::strip::WATCHED;

/// Columns of a sheet: three letters of its number and a space.
const CELL: usize = 4;
const ID: usize = 6;

/// The chart.
pub(crate) fn text(context: &Context<'_>, color: bool, width: usize) -> String {
    let matrix = Matrix::new(context);
    let mut paper = Paper::new(color, width);
    open_text(context, "Character presence", &mut paper, Paperwork::WideScript);
    let names = (paper.width / 5).min(24);
    for block in matrix.blocks((paper.width - ID - names) / CELL) {
        write_block(&matrix, block, names, &mut paper);
    }
    let days = matrix.long_story_days();
    if !days.is_empty() {
        paper.gap();
        paper.wrapped(0, &format!("Story days in full: {}.", days.join("; ")));
    }
    write_totals(&matrix, &mut paper);
    paper.heading("Letters");
    CODES.iter().for_each(|(code, meaning)| paper.wrapped(0, &format!("{code}: {meaning}.")));
    paper.finish()
}

fn write_block(matrix: &Matrix, block: std::ops::Range<usize>, names: usize, paper: &mut Paper) {
    let columns = &matrix.columns[block.clone()];
    paper.gap();
    let margin = " ".repeat(ID + names);
    let mut days = String::new();
    for day in columns.chunk_by(|a, b| a.story_day == b.story_day) {
        let room = day.len() * CELL;
        let name = wrap(&day[0].story_day, room - 1).swap_remove(0);
        days.push_str(&pad(&format!("│{name}"), room));
    }
    paper.line(&format!("{margin}{}", wrap_to(&days, paper.width - ID - names)));
    let widths = vec![left(CELL - 1); columns.len()];
    let labels: Vec<&str> = columns.iter().map(|column| column.label.as_str()).collect();
    for (i, line) in row_lines(&widths, &labels).iter().enumerate() {
        let title =
            if i == 0 { format!("{}{}", pad("ID", ID), pad("Character", names)) } else { margin.clone() };
        paper.line(&format!("{title}{line}"));
    }
    let seen = matrix.rows.iter().filter(|row| row.cells[block.clone()].iter().any(Option::is_some));
    for row in seen {
        let cells: Vec<String> = row.cells[block.clone()]
            .iter()
            .map(|cell| pad(&cell.map_or_else(|| "·".to_owned(), Cell::code), CELL))
            .collect();
        for (i, part) in wrap(&name(row), names - 1).iter().enumerate() {
            let (id, cells) = if i == 0 { (row.id.as_str(), cells.concat()) } else { ("", String::new()) };
            paper.line(&format!("{}{}{cells}", pad(id, ID), pad(part, names)));
        }
    }
    let on_set: String = columns.iter().map(|column| pad(&column.on_set.to_string(), CELL)).collect();
    paper.line(&format!("{}{}{on_set}", pad("", ID), pad("on set", names)));
}

/// No more than a line has room for.
fn wrap_to(text: &str, width: usize) -> String {
    text.chars().take(width).collect()
}

fn name(row: &Row) -> String {
    format!("{}{}", if row.watch.is_some() { WATCHED } else { "" }, row.name)
}

fn write_totals(matrix: &Matrix, paper: &mut Paper) {
    paper.heading("Totals");
    let names = (paper.width - ID - 6 * 7).min(40);
    let mut columns = vec![left(ID - 1), left(names)];
    columns.extend([right(6); 6]);
    let mut head = vec!["ID", "Character"];
    head.extend(TOTALS);
    paper.row(&columns, &head);
    for row in &matrix.rows {
        let totals = row.totals().map(|total| if total == 0 { "·".to_owned() } else { total.to_string() });
        let name = name(row);
        let mut cells = vec![&*row.id, &*name];
        cells.extend(totals.iter().map(String::as_str));
        paper.row(&columns, &cells);
    }
    let watched: Vec<&Row> = matrix.rows.iter().filter(|row| row.watch.is_some()).collect();
    if !watched.is_empty() {
        paper.heading("To be watched");
    }
    for row in watched {
        let note = row.watch.as_deref().unwrap_or_default();
        paper.wrapped(0, &format!("{WATCHED}{} {}: {note}", row.id, row.name));
    }
}
