//! The stripboard as a browser draws it: every word and figure of a strip, a day and a flag, ready to be shown.

mod day;

use domain::{Date, Money, SheetId, State, UnitId, UnitKind};
use rules::{Difference, Flag, Verdict};
use serde::Serialize;

use crate::Context;
use crate::change::money_signed;
use crate::layout::Layout;
use crate::strip::StripColour;
use crate::words;
use day::{Spent, strip_view, unit_view};

/// A board to look at and to work on.
#[derive(Clone, Debug, Serialize)]
pub struct BoardView {
    /// Which board.
    pub board: BoardHead,
    /// What it costs.
    pub money: MoneyView,
    /// What it is, whatever the rates.
    pub measures: MeasuresView,
    /// The main unit first.
    pub units: Vec<UnitView>,
    /// Strips on no day, in script order.
    pub boneyard: Vec<StripView>,
    /// What it breaks, the gravest first.
    pub flags: Vec<FlagView>,
    /// Board IDs and names of those on strips, doubles too.
    pub cast: Vec<CastName>,
}

/// A board, and what it assumes that others do not.
#[derive(Clone, Debug, Serialize)]
pub struct BoardHead {
    /// Its name.
    #[serde(flatten)]
    pub name: BoardName,
    /// In words.
    pub assumptions: Vec<String>,
}

/// A board by name.
#[derive(Clone, Debug, Serialize)]
pub struct BoardName {
    /// Identity.
    pub id: u32,
    /// Name.
    pub name: String,
    /// Was it sent out? Then it stays as it is.
    pub issued: bool,
}

/// What a board costs: words in whole units of the currency, figures in cents.
#[derive(Clone, Debug, Serialize)]
pub struct MoneyView {
    /// A rate in it is an example.
    pub example: bool,
    /// If all goes well.
    pub cost: String,
    /// What a plan makes small: expected spending, and the value of the film at stake.
    pub expected: String,
    /// The same in cents.
    pub cost_cents: i64,
    /// The same in cents.
    pub expected_cents: f64,
}

/// What a board is, whatever the rates.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct MeasuresView {
    pub days: u32,
    pub nights: u32,
    pub cast_days: u32,
    pub hold_days: u32,
    pub moves: u32,
    pub overtime: String,
    pub strips: u32,
    pub boneyard: u32,
    pub pages: String,
}

/// A unit and its days.
#[derive(Clone, Debug, Serialize)]
pub struct UnitView {
    /// Identity.
    pub id: u32,
    /// Name.
    pub name: String,
    /// The main unit, whose days commands name by number alone.
    pub main: bool,
    /// Its days.
    pub days: Vec<DayView>,
}

/// A day.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// As commands name it: `5`, `Second unit:5`.
    pub address: String,
    /// As people call it: `day 5`, `Second unit Tue 12 Jan`.
    pub name: String,
    /// From 1.
    pub number: usize,
    /// Its date, if the calendar has one.
    pub date: Option<Date>,
    /// `Thu, 4 June 2026`; `(assumed)` behind it where nobody typed a start of the shoot.
    pub date_words: String,
    /// `4 5/8`.
    pub pages: String,
    /// The same in eighths.
    pub eighths: u32,
    /// Minutes of work.
    pub minutes: i32,
    /// Of which overtime.
    pub overtime: i32,
    /// Hours, call and wrap in words; empty when nothing is shot.
    pub clock: String,
    /// `day`, `split`, `night`, or empty.
    pub kind: String,
    /// What is spent on its date. On the main unit's day without what other units spend on theirs.
    pub cost: String,
    /// The same in cents.
    pub cost_cents: i64,
    /// What is flagged of the whole day.
    pub marks: Vec<MarkView>,
    /// Strips and banners, in order.
    pub rows: Vec<RowView>,
    /// When nothing is shot, as the judge's clock reckons it, in order.
    pub halts: Vec<HaltView>,
    /// What lies between it and the unit's next day.
    pub after: Vec<InterludeView>,
}

/// What a day break says of a rule.
#[derive(Clone, Debug, Serialize)]
pub struct MarkView {
    /// The rule.
    pub label: String,
    /// What it does in this production.
    pub severity: &'static str,
    /// Numbers of its flags.
    pub numbers: Vec<usize>,
}

/// Dates on which a unit does not shoot.
#[derive(Clone, Debug, Serialize)]
pub struct InterludeView {
    /// `week`, `holiday`, `free`.
    pub kind: &'static str,
    /// `Week break -- Sat, 6 June 2026 to Sun, 7 June 2026`.
    pub words: String,
}

/// A company move, a wait for light or the meal: reckoned, no row of the board.
#[derive(Clone, Debug, Serialize)]
pub struct HaltView {
    /// The row before which it stands, from 0; the number of rows at the day's end.
    pub row: usize,
    /// `Company move to Harbour quay`, `Waiting for dark`, `Meal`, `Meal, during the above`.
    pub words: String,
    /// When it begins.
    pub start: String,
    /// How long it takes.
    pub minutes: i32,
}

/// A row of a day.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "row", rename_all = "kebab-case")]
pub enum RowView {
    /// A strip.
    Strip(Box<StripView>),
    /// A line that is no scene.
    Banner {
        /// `move`, `meal`, `travel`, `note`.
        kind: &'static str,
        /// What it says.
        words: String,
        /// Minutes it takes.
        minutes: i32,
    },
}

/// A strip.
#[derive(Clone, Debug, Serialize)]
pub struct StripView {
    /// The sheet's id.
    pub sheet: u32,
    /// As commands name it: `12A`, `40 pt 2`.
    pub label: String,
    /// Its colour, as a style sheet calls it.
    pub colour: &'static str,
    /// `INT`, or nothing.
    pub setting: &'static str,
    /// The script's place.
    pub set: String,
    /// `NIGHT`, or nothing.
    pub time: &'static str,
    /// `2 3/8`.
    pub pages: String,
    /// The same in eighths.
    pub eighths: u32,
    /// Minutes that it takes.
    pub minutes: i32,
    /// A person typed them.
    pub minutes_typed: bool,
    /// Who has to be on set, doubles too.
    pub cast: Vec<CastView>,
    /// What happens.
    pub synopsis: String,
    /// The real place.
    pub location: Option<String>,
    /// `daylight`, `dark`…
    pub light: &'static str,
    /// When its work begins; empty in the boneyard.
    pub start: String,
    /// A stunt is in it.
    pub stunt: bool,
    /// Background is in it.
    pub background: bool,
    /// Where it is pinned, and by whom.
    pub pin: Option<String>,
    /// A person put it there.
    pub by_person: bool,
    /// `SHOT`, `PARTLY SHOT`, `OMITTED`.
    pub progress: Option<&'static str>,
    /// What is flagged of it.
    pub flags: Vec<FlagNumber>,
}

/// Somebody on a strip.
#[derive(Clone, Debug, Serialize)]
pub struct CastView {
    /// Board ID; `1x` of a stunt double.
    pub id: String,
    /// The character, and what for: `MARA (stunt double)`.
    pub name: String,
    /// Works for the actor: a double, a stand-in.
    pub double: bool,
    /// To be watched in every shot, and what for.
    pub watch: Option<String>,
}

/// A board ID and its name.
#[derive(Clone, Debug, Serialize)]
pub struct CastName {
    /// Board ID.
    pub id: String,
    /// The character, and what for: `MARA (stunt double)`.
    pub name: String,
}

/// A flag on a strip.
#[derive(Clone, Debug, Serialize)]
pub struct FlagNumber {
    /// Its number in the list.
    pub number: usize,
    /// `forbid`, `price`, `warn`.
    pub severity: &'static str,
}

/// A flag in full.
#[derive(Clone, Debug, Serialize)]
pub struct FlagView {
    /// From 1; 0 of a flag that is not on the board yet.
    pub number: usize,
    /// `forbid`, `price`, `warn`.
    pub severity: &'static str,
    /// The rule.
    pub rule: &'static str,
    /// What is wrong.
    pub what: String,
    /// The same without the amount that it ends with, where it does: for where money is hidden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unpriced: Option<String>,
    /// What to do.
    pub remedy: String,
    /// Sheets concerned.
    pub sheets: Vec<u32>,
    /// Days concerned, as commands name them.
    pub days: Vec<String>,
}

/// What one board in place of another changes.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// If all goes well: `+4,200`.
    pub cost: String,
    /// The same in cents.
    pub cost_cents: i64,
    /// What a plan makes small: `+4,310`.
    pub expected: String,
    /// The same in cents.
    pub expected_cents: f64,
    /// Shooting days of the main unit.
    pub days: i64,
    /// Nights among them.
    pub nights: i64,
    /// Paid days of performers.
    pub cast_days: i64,
    /// Of which hold.
    pub hold_days: i64,
    /// Company moves.
    pub moves: i64,
    /// Flags that appear.
    pub raised: Vec<FlagView>,
    /// How many disappear.
    pub gone: usize,
}

impl BoardView {
    /// The context's board.
    #[must_use]
    pub fn new(context: &Context<'_>) -> Self {
        let (state, verdict) = (context.state, context.verdict);
        let layout = Layout::new(context);
        let spent = Spent::of(context);
        let expected = verdict.expected.total;
        let measures = &verdict.measures;
        let flags = verdict.flags.iter().enumerate();
        Self {
            board: BoardHead {
                name: BoardName::of(context.board),
                assumptions: context.board.assumptions.iter().map(|words| words::clean(words)).collect(),
            },
            money: MoneyView {
                example: context.example(),
                cost: whole(verdict.cost),
                expected: whole(cents(expected)),
                cost_cents: verdict.cost.0,
                expected_cents: expected,
            },
            measures: MeasuresView {
                days: measures.days,
                nights: measures.nights,
                cast_days: measures.cast_days,
                hold_days: measures.hold_days,
                moves: measures.moves,
                overtime: words::minutes(measures.overtime),
                strips: measures.strips,
                boneyard: measures.boneyard,
                pages: measures.eighths.to_string(),
            },
            units: layout.all_units(state).iter().map(|unit| unit_view(state, unit, &spent)).collect(),
            boneyard: layout.boneyard.iter().map(strip_view).collect(),
            flags: flags.map(|(at, flag)| flag_view(state, at + 1, flag)).collect(),
            cast: layout
                .cast()
                .into_iter()
                .map(|cast| CastName { id: cast.id.clone(), name: cast.name.clone() })
                .collect(),
        }
    }
}

impl BoardName {
    /// Of a board.
    #[must_use]
    pub fn of(board: &domain::Board) -> Self {
        let issued = board.status != domain::BoardStatus::Working;
        Self { id: board.id.0, name: words::clean(&board.name), issued }
    }
}

impl ChangeView {
    /// What changes from one verdict to another.
    #[must_use]
    pub fn between(state: &State, before: &Verdict, after: &Verdict) -> Self {
        let difference = Difference::between(before, after);
        let less = |of: fn(&rules::Measures) -> u32| {
            i64::from(of(&after.measures)) - i64::from(of(&before.measures))
        };
        Self {
            cost: money_signed(difference.cost.in_whole_units()),
            cost_cents: difference.cost.0,
            expected: money_signed(cents(difference.expected).in_whole_units()),
            expected_cents: difference.expected,
            days: less(|m| m.days),
            nights: less(|m| m.nights),
            cast_days: less(|m| m.cast_days),
            hold_days: less(|m| m.hold_days),
            moves: less(|m| m.moves),
            gone: Difference::between(after, before).raised.len(),
            raised: difference.raised.iter().map(|flag| flag_view(state, 0, flag)).collect(),
        }
    }
}

/// The colour of a sheet's strip, as a style sheet calls it.
#[must_use]
pub fn strip_colour(state: &State, sheet: &domain::Sheet) -> &'static str {
    StripColour::of(state.heading_of(sheet)).class()
}

/// A unit's day as commands name it.
#[must_use]
pub fn day_address(state: &State, unit: UnitId, ordinal: usize) -> String {
    let other = state.units.get(&unit).filter(|unit| unit.kind != UnitKind::Main);
    other.map_or_else(|| (ordinal + 1).to_string(), |unit| format!("{}:{}", unit.name, ordinal + 1))
}

/// A unit's day (from 0) in a column of days: `5`, `Second unit Tue 12 Jan`.
#[must_use]
pub fn day_in_column(state: &State, (unit, ordinal): (UnitId, usize)) -> String {
    let main = state.main_unit().is_some_and(|main| main.id == unit);
    if main { (ordinal + 1).to_string() } else { state.day_words(unit, ordinal) }
}

fn flag_view(state: &State, number: usize, flag: &Flag) -> FlagView {
    FlagView {
        number,
        severity: severity(flag.severity),
        rule: flag.rule.label(),
        what: words::clean(&flag.what),
        unpriced: Some(flag.unpriced()).filter(|bare| *bare != flag.what).map(words::clean),
        remedy: words::clean(&flag.remedy),
        sheets: flag.sheets.iter().map(|SheetId(sheet)| *sheet).collect(),
        days: flag.days.iter().map(|(unit, ordinal)| day_address(state, *unit, *ordinal)).collect(),
    }
}

fn severity(severity: domain::Severity) -> &'static str {
    domain::resolve::keyword(severity, &domain::Severity::NAMES)
}

fn whole(money: Money) -> String {
    money.in_whole_units().to_string()
}

/// An expected figure as money.
fn cents(figure: f64) -> Money {
    // An `as` cast of a float saturates, so no figure can make it panic.
    Money(figure.round() as i64)
}
