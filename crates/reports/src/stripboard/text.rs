//! The stripboard in a terminal: coloured rows that say in letters what their colour says.

use anstyle::Style;
use domain::State;
use unicode_width::UnicodeWidthStr;

use crate::Context;
use crate::flags::{DayMark, SEVERITIES, WallLine, none_words, some_words, wall_lines};
use crate::layout::{Day, Interlude, Layout, Line, NOTHING, UnitDays, banner_words, halt_line};
use crate::page::{Paperwork, open_text};
use crate::paper::{Column, Paper, left, right, row_lines, wrap};
use crate::strip::{Strip, StripColour, inked, sign};

/// From here on a strip says when it starts.
pub(crate) const STARTS: usize = 100;
/// Columns of a start: `00:50+1` is the longest.
pub(crate) const START: usize = 7;
/// From here on synopsis and location have a column of their own.
const WIDE: usize = 112;

/// The board.
pub(crate) fn text(context: &Context<'_>, color: bool, width: usize) -> String {
    let layout = Layout::new(context);
    let mut paper = Paper::new(color, width);
    open_text(context, "Stripboard", &mut paper, Paperwork::WideWall);
    let grid = Grid::new(paper.width);
    for unit in &layout.units {
        write_unit(context.state, unit, &layout, &grid, &mut paper);
    }
    if !layout.boneyard.is_empty() {
        paper.heading(&format!("Boneyard -- {}", crate::words::count(layout.boneyard.len() as u64, "strip")));
        for strip in &layout.boneyard {
            grid.strip(strip, &mut paper);
        }
    }
    write_flags(context, &mut paper);
    write_legend(&layout, &mut paper);
    paper.finish()
}

fn write_unit(state: &State, unit: &UnitDays<'_>, layout: &Layout<'_>, grid: &Grid, paper: &mut Paper) {
    if layout.several_units() {
        paper.heading(&unit.title_words());
    } else {
        paper.gap();
    }
    grid.head(paper);
    for day in unit.written() {
        for (at, line) in day.lines.iter().enumerate() {
            grid.halts(state, day, at, paper);
            match line {
                Line::Strip(strip) => grid.strip(strip, paper),
                Line::Banner(banner) => {
                    paper.bar(inked(16, 250), &format!("   -- {} --", banner_words(banner)));
                }
            }
        }
        if day.lines.is_empty() {
            paper.line(&format!("   {NOTHING}"));
        }
        grid.halts(state, day, day.lines.len(), paper);
        write_day_break(day, paper);
        write_between(day.between(unit), paper);
    }
}

/// What ends and when on one line, or the hours on a line of their own; then what is flagged of the day.
fn write_day_break(day: &Day<'_>, paper: &mut Paper) {
    let (end, clock) = (day.end_words(), day.clock_words());
    let whole = format!("{end} -- {clock}");
    let mut parts = match clock.is_empty() {
        true => vec![end],
        false if whole.width() + 2 <= paper.width => vec![whole],
        false => vec![end, format!("  {clock}")],
    };
    if !day.marks.is_empty() {
        let marks: Vec<String> = day.marks.iter().map(DayMark::words).collect();
        parts.push(format!("  {}", marks.join(" · ")));
    }
    for part in parts {
        let indent = part.len() - part.trim_start().len() + 2;
        for line in wrap(&part, paper.width - indent) {
            paper.bar(inked(231, 16).bold(), &format!("{:indent$}{line}", ""));
        }
    }
}

/// What lies between two days.
pub(crate) fn write_between(between: &[Interlude], paper: &mut Paper) {
    for interlude in between {
        paper.bar(interlude_style(*interlude), &format!("  {}", interlude.words()));
    }
}

fn interlude_style(interlude: Interlude) -> Style {
    match interlude.class() {
        "week" => inked(231, 94),
        "holiday" => inked(231, 124),
        _ => inked(16, 252),
    }
}

/// Columns of a time at which nothing is shot, and of why.
pub(crate) fn halt_columns(width: usize) -> [Column; 2] {
    [left(START), left(width - START - 1)]
}

/// Whose number is whose.
pub(crate) fn write_cast_names(layout: &Layout<'_>, paper: &mut Paper) {
    let names = layout.cast_words();
    if !names.is_empty() {
        paper.wrapped(0, &format!("Cast: {names}"));
    }
}

/// The columns of a width.
struct Grid {
    /// Is there room for the start?
    starts: bool,
    columns: Vec<Column>,
    /// Where the second line of a narrow strip begins, and how wide it is.
    under: Option<(usize, usize)>,
}

impl Grid {
    fn new(width: usize) -> Self {
        const MARKS: usize = 12;
        let starts = width >= STARTS;
        let mut fixed = 7 + 3 + 5 + 5 + MARKS;
        let mut columns = Vec::new();
        if starts {
            fixed += START + 1;
            columns.push(left(START));
        }
        if width >= WIDE {
            let rest = width - fixed - 7;
            let (set, cast) = (rest * 30 / 100, rest * 18 / 100);
            let what = rest - set - cast;
            columns.extend([left(7), left(3), left(set), left(5), right(5), left(cast), left(what)]);
            columns.push(left(MARKS));
            return Self { starts, columns, under: None };
        }
        let rest = width - fixed - 6;
        let set = rest * 62 / 100;
        columns.extend([left(7), left(3), left(set), left(5), right(5), left(rest - set), left(MARKS)]);
        let indent = 12 + if starts { START + 1 } else { 0 };
        Self { starts, columns, under: Some((indent, width - indent)) }
    }

    fn head(&self, paper: &mut Paper) {
        let mut cells = if self.starts { vec!["Start"] } else { Vec::new() };
        cells.extend(["Scene", "I/E", "Set", "D/N", "Pages", "Cast"]);
        if self.under.is_none() {
            cells.push("What happens / where");
        }
        cells.push("Marks");
        for line in row_lines(&self.columns, &cells) {
            paper.styled(Style::new().underline(), &line);
        }
    }

    /// When nothing is shot before a line, where there is room for times.
    fn halts(&self, state: &State, day: &Day<'_>, line: usize, paper: &mut Paper) {
        for halt in day.halts(line).filter(|_| self.starts) {
            let start = halt.start.to_string();
            for line in row_lines(&halt_columns(paper.width), &[&start, &halt_line(state, halt)]) {
                paper.bar(inked(16, 252), &line);
            }
        }
    }

    fn strip(&self, strip: &Strip<'_>, paper: &mut Paper) {
        let what = what_words(strip);
        let (eighths, marks) = (strip.eighths.to_string(), strip.marks());
        let (start, cast) = (strip.start_words(), strip.cast_words());
        let mut cells = if self.starts { vec![&*start] } else { Vec::new() };
        cells.extend([&*strip.label, strip.setting, &strip.set, strip.time, &eighths, &cast]);
        if self.under.is_none() {
            cells.push(&what);
        }
        cells.push(&marks);
        let style = strip.colour.style();
        for line in row_lines(&self.columns, &cells) {
            paper.bar(style, &line);
        }
        if let Some((indent, width)) = self.under {
            for line in wrap(&what, width) {
                paper.bar(style, &format!("{:indent$}{line}", ""));
            }
        }
    }
}

/// `Mara finds the letter. / Old Mill`, and what is shot of it.
fn what_words(strip: &Strip<'_>) -> String {
    let mut words = String::new();
    if let Some(progress) = strip.progress() {
        words.push_str(&format!("[{progress}] "));
    }
    words.push_str(&strip.synopsis);
    if strip.watches() {
        words.push_str(&format!(" {}", strip.short_notes()));
    }
    format!("{words} / {}", strip.place()).trim().trim_start_matches('/').trim().to_owned()
}

fn write_flags(context: &Context<'_>, paper: &mut Paper) {
    paper.heading("Flags");
    if context.verdict.flags.is_empty() {
        paper.wrapped(0, &none_words(context));
        return;
    }
    paper.wrapped(0, &some_words(context));
    for (severity, heading) in SEVERITIES {
        let lines = wall_lines(context, severity);
        if !lines.is_empty() {
            paper.line(&format!("{} {heading}", sign(severity)));
        }
        for WallLine { number, words } in lines {
            let number = number.map(|n| n.to_string()).unwrap_or_default();
            paper.wrapped(2, &format!("{}{number} {words}", sign(severity)));
        }
    }
}

fn write_legend(layout: &Layout<'_>, paper: &mut Paper) {
    paper.heading("Legend");
    write_cast_names(layout, paper);
    for colour in StripColour::ALL {
        paper.styled(colour.style(), &format!(" {:<7} {} ", colour.name(), colour.label()));
    }
    let signs: Vec<String> = super::SIGNS.iter().map(|(sign, meaning)| format!("{sign} {meaning}")).collect();
    paper.wrapped(0, &signs.join(" · "));
    paper.wrapped(0, super::NOTES);
}
