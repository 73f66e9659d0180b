//! An assessed board into text, HTML and CSV: pure values in, bytes out, no IO and no clock.
//!
//! What hangs on a wall or is sent to the crew (stripboard, one-liner, schedule, day-out-of-days, call sheet,
//! breakdown sheets, presence) shows no money. Where money is
//! shown and its rates are not confirmed, every page says EXAMPLE.

mod breakdown_sheets;
mod call_sheet;
mod change;
mod compare;
mod cost;
mod csv_table;
mod day_one;
mod day_out_of_days;
mod element_list;
mod flags;
mod glance;
mod html;
mod index;
mod insurer_notice;
mod layout;
mod needs;
mod one_liner;
mod only;
mod page;
mod paper;
mod presence;
pub mod risk_register;
mod rounding;
mod schedule;
mod strip;
mod stripboard;
mod stunts;
mod words;

use domain::{Board, Date, Source, State};
use rules::Verdict;

pub use change::{dearer, money_signed, write_change, write_flags};
pub use compare::{Comparison, MeasureLine, MovedStrip, Place, RuleLine, compare};
pub use cost::subject_name;
pub use day_one::{DAY_ONE, DAY_ONE_TELLS, DecisionPoint, Fallen, Rewrite, render_day_one};
pub use index::{Link, index_html};
pub use only::{CallDay, Only, Subject};
pub use page::example_bar;
pub use paper::{Column, Paper, left, right};
pub use stripboard::view;
pub use stunts::not_broken_down_words;
pub use words::capitalised;

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
    /// Are amounts of money written? A report that is about money is not asked for without.
    pub money: bool,
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
    /// A day's call.
    CallSheet,
    /// A page a sheet: all that a scene needs.
    BreakdownSheets,
    /// Every element with the scenes that need it.
    Elements,
    /// Who is in which scene, and how.
    Presence,
    /// A block a stunt: what may happen, what is done about it, what is open.
    RiskRegister,
    /// What the insurer was told of the stunts, and what of it changed.
    InsurerNotice,
}

impl Kind {
    /// All reports.
    pub const ALL: [Self; 11] = [
        Self::Stripboard,
        Self::OneLiner,
        Self::DayOutOfDays,
        Self::ShootingSchedule,
        Self::CallSheet,
        Self::BreakdownSheets,
        Self::Elements,
        Self::Presence,
        Self::RiskRegister,
        Self::InsurerNotice,
        Self::Cost,
    ];

    /// All reports as the command line spells them; a second name of one comes after its first.
    pub const NAMES: [(&'static str, Self); 12] = [
        ("stripboard", Self::Stripboard),
        ("one-liner", Self::OneLiner),
        ("day-out-of-days", Self::DayOutOfDays),
        ("dood", Self::DayOutOfDays),
        ("shooting-schedule", Self::ShootingSchedule),
        ("call-sheet", Self::CallSheet),
        ("breakdown-sheets", Self::BreakdownSheets),
        ("elements", Self::Elements),
        ("presence", Self::Presence),
        ("risk-register", Self::RiskRegister),
        ("insurer-notice", Self::InsurerNotice),
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
            Self::CallSheet => "Call sheet",
            Self::BreakdownSheets => "Breakdown sheets",
            Self::Elements => "Element list",
            Self::Presence => "Character presence",
            Self::RiskRegister => "Risk register",
            Self::InsurerNotice => "Insurer's notice",
            Self::Cost => "Cost",
        }
    }

    /// Does it tell nothing without a board?
    #[must_use]
    pub fn needs_board(self) -> bool {
        !matches!(self, Self::BreakdownSheets | Self::Elements | Self::Presence | Self::RiskRegister)
    }

    /// What it tells, in a line.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Stripboard => "the board itself: every strip, day break and banner, and what is flagged",
            Self::OneLiner => "shooting order, one line a strip",
            Self::DayOutOfDays => "who works, holds and rehearses on which date",
            Self::ShootingSchedule => "shooting order with everything that each strip needs",
            Self::CallSheet => "a day's call: scenes, cast with times, background, stunts, the days ahead",
            Self::BreakdownSheets => "a page a sheet: its head, cast, and all that it needs by category",
            Self::Elements => "every element by category, with the scenes and days that need it",
            Self::Presence => "who is in which scene: speaking, silent, heard, in the background",
            Self::RiskRegister => {
                "stunt by stunt: who does what, hazards, consent, controls, decision point, back-up"
            }
            Self::InsurerNotice => {
                "stunts, people, places, dates and hazards, and what was told and does not hold any more"
            }
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

/// Writes a report, all of it.
#[must_use]
pub fn render(kind: Kind, format: Format, context: &Context<'_>) -> String {
    render_only(kind, format, context, &Only::default())
}

/// Writes a part of a report.
#[must_use]
pub fn render_only(kind: Kind, format: Format, context: &Context<'_>, only: &Only) -> String {
    match format {
        Format::Text { color, width } => text(kind, context, only, color, width),
        Format::Html => html(kind, context, only),
        Format::Csv => csv(kind, context, only),
    }
}

fn text(kind: Kind, context: &Context<'_>, only: &Only, color: bool, width: usize) -> String {
    match kind {
        Kind::Stripboard => stripboard::text(context, color, width),
        Kind::OneLiner => one_liner::text(context, color, width),
        Kind::DayOutOfDays => day_out_of_days::text(context, only, color, width),
        Kind::ShootingSchedule => schedule::text(context, color, width),
        Kind::CallSheet => call_sheet::text(context, only, color, width),
        Kind::BreakdownSheets => breakdown_sheets::text(context, only, color, width),
        Kind::Elements => element_list::text(context, only, color, width),
        Kind::Presence => presence::text(context, color, width),
        Kind::RiskRegister => risk_register::text(context, color, width),
        Kind::InsurerNotice => insurer_notice::text(context, color, width),
        Kind::Cost => cost::text(context, color, width),
    }
}

fn html(kind: Kind, context: &Context<'_>, only: &Only) -> String {
    match kind {
        Kind::Stripboard => stripboard::html(context),
        Kind::OneLiner => one_liner::html(context),
        Kind::DayOutOfDays => day_out_of_days::html(context, only),
        Kind::ShootingSchedule => schedule::html(context),
        Kind::CallSheet => call_sheet::html(context, only),
        Kind::BreakdownSheets => breakdown_sheets::html(context, only),
        Kind::Elements => element_list::html(context, only),
        Kind::Presence => presence::html(context),
        Kind::RiskRegister => risk_register::html(context),
        Kind::InsurerNotice => insurer_notice::html(context),
        Kind::Cost => cost::html(context),
    }
}

fn csv(kind: Kind, context: &Context<'_>, only: &Only) -> String {
    match kind {
        Kind::Stripboard => stripboard::csv(context),
        Kind::OneLiner => one_liner::csv(context),
        Kind::DayOutOfDays => day_out_of_days::csv(context, only),
        Kind::ShootingSchedule => schedule::csv(context),
        Kind::CallSheet => call_sheet::csv(context, only),
        Kind::BreakdownSheets => breakdown_sheets::csv(context, only),
        Kind::Elements => element_list::csv(context, only),
        Kind::Presence => presence::csv(context),
        Kind::RiskRegister => risk_register::csv(context),
        Kind::InsurerNotice => insurer_notice::csv(context),
        Kind::Cost => cost::csv(context),
    }
}
