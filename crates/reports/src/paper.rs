//! Plain text of a given width: wrapping, columns, and colours that are never the only sign.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Narrower than this nothing can be read.
const NARROWEST: usize = 72;
/// Wider than this a line is not read any more.
const WIDEST: usize = 240;

/// A page of text being written.
#[derive(Clone, Debug)]
pub struct Paper {
    out: String,
    /// Columns that can be written on.
    pub width: usize,
    color: bool,
}

impl Paper {
    /// An empty page.
    #[must_use]
    pub fn new(color: bool, width: usize) -> Self {
        Self { out: String::new(), width: width.clamp(NARROWEST, WIDEST), color }
    }

    /// What was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.out
    }

    /// A line as it is.
    pub fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// An empty line.
    pub fn gap(&mut self) {
        self.out.push('\n');
    }

    /// A line in a style from edge to edge.
    pub(crate) fn bar(&mut self, style: Style, text: &str) {
        if self.color {
            let padded = pad(text, self.width);
            self.out.push_str(&format!("{style}{padded}{style:#}\n"));
        } else {
            self.line(text);
        }
    }

    /// A line in a style, no wider than its words.
    pub(crate) fn styled(&mut self, style: Style, text: &str) {
        if self.color {
            self.out.push_str(&format!("{style}{}{style:#}\n", text.trim_end()));
        } else {
            self.line(text);
        }
    }

    /// Words over as many lines as they need, all of them indented.
    pub fn wrapped(&mut self, indent: usize, text: &str) {
        for line in wrap(text, self.width.saturating_sub(indent)) {
            self.line(&format!("{:indent$}{line}", ""));
        }
    }

    /// A section's heading.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.styled(Style::new().bold(), &text.to_uppercase());
        self.line(&"─".repeat(self.width.min(text.width().max(24))));
    }

    /// A row of columns, with cells over several lines where they do not fit.
    pub fn row(&mut self, columns: &[Column], cells: &[&str]) {
        for line in row_lines(columns, cells) {
            self.line(&line);
        }
    }
}

/// A column of text.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    width: usize,
    right: bool,
}

/// A column that reads from the left.
#[must_use]
pub const fn left(width: usize) -> Column {
    Column { width, right: false }
}

/// A column of figures.
#[must_use]
pub const fn right(width: usize) -> Column {
    Column { width, right: true }
}

/// The lines of a row: each cell wrapped in its column, columns one space apart.
pub(crate) fn row_lines(columns: &[Column], cells: &[&str]) -> Vec<String> {
    let wrapped: Vec<Vec<String>> =
        columns.iter().zip(cells).map(|(column, cell)| wrap(cell, column.width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|i| {
            let parts: Vec<String> = columns
                .iter()
                .zip(&wrapped)
                .map(|(column, lines)| {
                    let text = lines.get(i).map_or("", String::as_str);
                    if column.right { pad_left(text, column.width) } else { pad(text, column.width) }
                })
                .collect();
            parts.join(" ").trim_end().to_owned()
        })
        .collect()
}

/// Text with spaces after it up to a width.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Text with spaces before it up to a width.
pub(crate) fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// Words on lines no wider than `width`; a longer word is cut. Never empty.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let used = lines.last().map_or(0, |line| line.width());
        let space = usize::from(used > 0);
        if used + space + word.width() > width && used > 0 {
            lines.push(String::new());
        }
        push_word(&mut lines, word, width);
    }
    lines
}

fn push_word(lines: &mut Vec<String>, word: &str, width: usize) {
    let line = lines.last_mut().expect("there is always a line");
    if !line.is_empty() {
        line.push(' ');
    }
    for c in word.chars() {
        let line = lines.last_mut().expect("there is always a line");
        if line.width() + c.width().unwrap_or(0) > width && !line.is_empty() {
            lines.push(c.to_string());
        } else {
            line.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_long_words_are_cut() {
        assert_eq!(wrap("a bb ccc", 4), ["a bb", "ccc"]);
        assert_eq!(wrap("abcdef gh", 4), ["abcd", "ef", "gh"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn cells_keep_their_columns() {
        let lines = row_lines(&[left(3), right(4), left(5)], &["12A", "7", "one two"]);
        assert_eq!(lines, ["12A    7 one", "         two"]);
    }

    #[test]
    fn a_bar_without_colour_is_its_words() {
        let mut paper = Paper::new(false, 80);
        paper.bar(Style::new().bold(), "End of Day 1");
        assert_eq!(paper.finish(), "End of Day 1\n");
    }
}
