//! Tables for spreadsheets. Text that a spreadsheet would run as a formula gets an apostrophe before it.

use crate::words::clean;

/// A CSV table being written.
pub(crate) struct CsvTable {
    writer: csv::Writer<Vec<u8>>,
}

/// One cell.
pub(crate) enum Cell {
    /// Somebody's words: guarded.
    Words(String),
    /// A figure of ours, written as it is; a negative one must stay a number.
    Figure(String),
}

/// A cell of words.
pub(crate) fn words(text: impl AsRef<str>) -> Cell {
    Cell::Words(clean(text.as_ref()))
}

/// A cell of a figure, a date or a code of ours.
#[expect(clippy::needless_pass_by_value, reason = "a row of cells reads better without ampersands")]
pub(crate) fn figure(value: impl ToString) -> Cell {
    Cell::Figure(value.to_string())
}

impl CsvTable {
    /// A table with its head.
    pub(crate) fn new(head: &[&str]) -> Self {
        let mut table = Self { writer: csv::Writer::from_writer(Vec::new()) };
        table.row(head.iter().map(words));
        table
    }

    /// A row, as long as the head.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let record: Vec<String> = cells
            .into_iter()
            .map(|cell| match cell {
                Cell::Words(text) => guarded(text),
                Cell::Figure(text) => text,
            })
            .collect();
        self.writer.write_record(record).expect("rows are as long as the head, and memory takes all");
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        let bytes = self.writer.into_inner().expect("memory takes all");
        String::from_utf8(bytes).expect("all cells are text")
    }
}

/// `=1+2` becomes `'=1+2`. Cells are cleaned before, so they begin with no tab or line break.
fn guarded(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_words_and_figures_stay_figures() {
        let mut table = CsvTable::new(&["a", "b"]);
        table.row([words("=HYPERLINK(\"x\")"), figure(-5)]);
        table.row([words("\t@cmd"), words("a, \"b\"")]);
        assert_eq!(table.finish(), "a,b\n\"'=HYPERLINK(\"\"x\"\")\",-5\n'@cmd,\"a, \"\"b\"\"\"\n");
    }
}
