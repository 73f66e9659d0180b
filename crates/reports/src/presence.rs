//! Character presence: a row a character, a column a sheet in script order, and how the one is in the other.

mod html;
mod text;

use domain::{Character, Presence, Review, SceneNumber, Sheet};

use crate::Context;
use crate::csv_table::{CsvTable, figure, words as cell};
use crate::words::clean;

pub(crate) use html::html;
pub(crate) use text::text;

/// The letters, explained.
const CODES: [(&str, &str); 6] = [
    ("S", "speaks"),
    ("s", "silent, on set all the same"),
    ("v", "voice only, not on set"),
    ("b", "in the background"),
    ("?", "after a letter: suggested, nobody has reviewed it"),
    ("◉", "before a name: to be watched in every scene with S, s or b"),
];

/// Letters of a story day's name that fit over one column, on the page.
const CHARS_A_COLUMN: usize = 2;

/// The beginning of a story day's name that fits over so many columns; none if all of it does.
fn fitting(name: &str, columns: usize) -> Option<String> {
    let room = CHARS_A_COLUMN * columns;
    let long = name.chars().count() > room;
    long.then(|| name.chars().take(room - 1).chain(['…']).collect())
}

/// The chart.
struct Matrix {
    columns: Vec<SheetColumn>,
    rows: Vec<Row>,
}

/// A sheet.
struct SheetColumn {
    label: String,
    /// `12 INT HOUSE NIGHT`, for those who point at it.
    words: String,
    /// Story day, if one is typed or proposed.
    story_day: String,
    /// How many characters are on set.
    on_set: usize,
}

/// A character.
struct Row {
    id: String,
    name: String,
    watch: Option<String>,
    /// A cell a column.
    cells: Vec<Option<Cell>>,
}

/// How a character is in a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    presence: Presence,
    suggested: bool,
}

impl Cell {
    /// `S`, `s?`.
    fn code(self) -> String {
        let letter = match self.presence {
            Presence::Speaking => "S",
            Presence::Silent => "s",
            Presence::VoiceOnly => "v",
            Presence::Background => "b",
        };
        format!("{letter}{}", if self.suggested { "?" } else { "" })
    }

    /// In words, for those who hear the chart.
    fn words(self) -> &'static str {
        crate::needs::presence_words(self.presence)
    }
}

/// Over the totals of a row, in their order.
const TOTALS: [&str; 6] = ["S", "s", "v", "b", "?", "On set"];

impl Row {
    /// Speaking, silent, voice only, background, suggested ones among them, and sheets on set.
    fn totals(&self) -> [usize; 6] {
        let cells: Vec<Cell> = self.cells.iter().flatten().copied().collect();
        let of = |presence| cells.iter().filter(|cell| cell.presence == presence).count();
        [
            of(Presence::Speaking),
            of(Presence::Silent),
            of(Presence::VoiceOnly),
            of(Presence::Background),
            cells.iter().filter(|cell| cell.suggested).count(),
            cells.iter().filter(|cell| cell.presence.on_set()).count(),
        ]
    }
}

impl Matrix {
    fn new(context: &Context<'_>) -> Self {
        let state = context.state;
        let sheets = state.sheets_in_order();
        let mut characters: Vec<&Character> = state.characters.values().collect();
        characters.sort_by_key(|character| (SceneNumber::new(&character.board_id), character.id));
        let rows = characters.into_iter().map(|character| row(character, &sheets));
        let rows: Vec<Row> = rows.filter(|row| row.cells.iter().any(Option::is_some)).collect();
        let columns = sheets.iter().enumerate().map(|(i, sheet)| SheetColumn {
            label: clean(&state.label(sheet.id)),
            words: words(context, sheet),
            story_day: state.story_day_of(sheet).map(clean).unwrap_or_default(),
            on_set: rows.iter().filter(|row| row.cells[i].is_some_and(|cell| cell.presence.on_set())).count(),
        });
        Self { columns: columns.collect(), rows }
    }

    /// Story days whose names are too long for the columns they stand over, with the sheets they are of.
    fn long_story_days(&self) -> Vec<String> {
        let days = self.columns.chunk_by(|a, b| a.story_day == b.story_day);
        let long = days.filter(|day| fitting(&day[0].story_day, day.len()).is_some());
        long.map(|day| {
            let (first, last) = (&day[0].label, &day[day.len() - 1].label);
            let sheets = if first == last { first.clone() } else { format!("{first} to {last}") };
            format!("{sheets} {}", day[0].story_day)
        })
        .collect()
    }

    /// Ranges of columns, each as wide as `most`; a story day is kept together where that leaves a block half full.
    fn blocks(&self, most: usize) -> Vec<std::ops::Range<usize>> {
        let most = most.max(1);
        let (mut blocks, mut from) = (Vec::new(), 0);
        while from < self.columns.len() {
            let mut to = (from + most).min(self.columns.len());
            if to < self.columns.len() {
                let day = |at: usize| self.columns[at].story_day.as_str();
                let ends = (from + most.div_ceil(2)..=to).rev().find(|at| day(*at) != day(*at - 1));
                to = ends.unwrap_or(to);
            }
            blocks.push(from..to);
            from = to;
        }
        blocks
    }
}

fn row(character: &Character, sheets: &[&Sheet]) -> Row {
    let cell = |sheet: &&Sheet| {
        let claim = sheet.presence.get(&character.id).filter(|claim| claim.review != Review::Rejected)?;
        Some(Cell { presence: claim.presence, suggested: claim.review == Review::Suggested })
    };
    Row {
        id: clean(&character.board_id),
        name: clean(&character.name),
        watch: character.watch.as_deref().map(clean),
        cells: sheets.iter().map(cell).collect(),
    }
}

fn words(context: &Context<'_>, sheet: &Sheet) -> String {
    let heading = context.state.heading_of(sheet);
    let setting = heading.and_then(|heading| heading.setting).map_or("", domain::IntExt::label);
    let time = heading.and_then(|heading| heading.time).map_or("", domain::TimeOfDay::label);
    let words = [&context.state.label(sheet.id), setting, context.state.set_name(sheet), time];
    clean(&words.join(" "))
}

/// The chart as a table.
pub(crate) fn csv(context: &Context<'_>) -> String {
    let matrix = Matrix::new(context);
    let mut head = vec!["ID", "Character", "Watch"];
    head.extend(matrix.columns.iter().map(|column| column.label.as_str()));
    head.extend(["Speaking", "Silent", "Voice only", "Background", "Suggested", "On set"]);
    let mut table = CsvTable::new(&head);
    for row in &matrix.rows {
        let mut cells = vec![cell(&row.id), cell(&row.name), cell(row.watch.as_deref().unwrap_or_default())];
        cells.extend(row.cells.iter().map(|cell| figure(cell.map(Cell::code).unwrap_or_default())));
        cells.extend(row.totals().map(figure));
        table.row(cells);
    }
    table.finish()
}
