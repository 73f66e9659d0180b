//! An assessed board into text, HTML and CSV: pure values in, bytes out, no IO and no clock.
//!
//! What hangs on a wall (stripboard, one-liner, schedule, day-out-of-days) shows no money. Where money is
//! shown and its rates are not confirmed, every page says EXAMPLE.

mod compare;
mod cost;
mod csv_table;
mod day_out_of_days;
mod flags;
mod glance;
mod html;
mod index;
mod layout;
mod one_liner;
mod page;
mod paper;
mod rounding;
mod schedule;
mod strip;
mod stripboard;
mod words;

use domain::{Board, Date, Source, State};
use rules::Verdict;

pub use compare::{Comparison, MeasureLine, MovedStrip, Place, RuleLine, compare};
pub use index::{Link, index_html};

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The production.
    pub state: &'a State,
    /// The board.
    pub board: &'a Board,
    /// What the judge says of the board.
    pub verdict: &'a Verdict,
    /// The date to print on it.
    pub printed: Option<Date>,
}

impl Context<'_> {
    /// Is money in it an example, because nobody confirmed its rates?
    #[must_use]
    pub fn example(&self) -> bool {
        self.verdict.money != Source::Confirmed
    }
}

/// Which report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The board itself.
    Stripboard,
    /// Shooting order, a line a strip.
    OneLiner,
    /// Who works when.
    DayOutOfDays,
    /// Shooting order with all elements.
    ShootingSchedule,
    /// What the board costs, and why.
    Cost,
}

impl Kind {
    /// All reports.
    pub const ALL: [Self; 5] =
        [Self::Stripboard, Self::OneLiner, Self::DayOutOfDays, Self::ShootingSchedule, Self::Cost];

    /// All reports as the command line spells them; a second name of one comes after its first.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("stripboard", Self::Stripboard),
        ("one-liner", Self::OneLiner),
        ("day-out-of-days", Self::DayOutOfDays),
        ("dood", Self::DayOutOfDays),
        ("shooting-schedule", Self::ShootingSchedule),
        ("cost", Self::Cost),
    ];

    /// As people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Stripboard => "Stripboard",
            Self::OneLiner => "One-liner",
            Self::DayOutOfDays => "Day-out-of-days",
            Self::ShootingSchedule => "Shooting schedule",
            Self::Cost => "Cost",
        }
    }

    /// What it tells, in a line.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Stripboard => "the board itself: every strip, day break and banner, and what is flagged",
            Self::OneLiner => "shooting order, one line a strip",
            Self::DayOutOfDays => "who works, holds and rehearses on which date",
            Self::ShootingSchedule => "shooting order with everything that each strip needs",
            Self::Cost => "what the board costs, line by line, and what is flagged",
        }
    }
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a terminal or a plain file.
    Text {
        /// With ANSI colours.
        color: bool,
        /// Columns; fewer than 72 are taken as 72.
        width: usize,
    },
    /// One file that needs nothing else; prints.
    Html,
    /// For a spreadsheet: lengths as whole eighths (a spreadsheet reads `4/8` as a date), dates as
    /// `2026-06-04`, money as decimals; words that begin with `=`, `+`, `-` or `@` get an apostrophe before
    /// them, so that they are not run as formulas.
    Csv,
}

/// Writes a report.
#[must_use]
pub fn render(kind: Kind, format: Format, context: &Context<'_>) -> String {
    match (kind, format) {
        (Kind::Stripboard, Format::Text { color, width }) => stripboard::text(context, color, width),
        (Kind::Stripboard, Format::Html) => stripboard::html(context),
        (Kind::Stripboard, Format::Csv) => stripboard::csv(context),
        (Kind::OneLiner, Format::Text { color, width }) => one_liner::text(context, color, width),
        (Kind::OneLiner, Format::Html) => one_liner::html(context),
        (Kind::OneLiner, Format::Csv) => one_liner::csv(context),
        (Kind::DayOutOfDays, Format::Text { color, width }) => day_out_of_days::text(context, color, width),
        (Kind::DayOutOfDays, Format::Html) => day_out_of_days::html(context),
        (Kind::DayOutOfDays, Format::Csv) => day_out_of_days::csv(context),
        (Kind::ShootingSchedule, Format::Text { color, width }) => schedule::text(context, color, width),
        (Kind::ShootingSchedule, Format::Html) => schedule::html(context),
        (Kind::ShootingSchedule, Format::Csv) => schedule::csv(context),
        (Kind::Cost, Format::Text { color, width }) => cost::text(context, color, width),
        (Kind::Cost, Format::Html) => cost::html(context),
        (Kind::Cost, Format::Csv) => cost::csv(context),
    }
}
