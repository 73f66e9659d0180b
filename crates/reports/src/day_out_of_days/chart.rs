//! Who does what on which date, as codes: worked out once for every format.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{BackgroundKind, Date, DayType, EngagementKind, SceneNumber, Terms, UnitKind};
use jiff::ToSpan;
use rules::DayCode;

use crate::Context;
use crate::words::clean;

/// A production that is spread over more dates is not charted date by date beyond them.
const MOST_DATES: usize = 1100;

/// The chart.
#[derive(Clone, Debug)]
pub(crate) struct Chart {
    /// Every date from the first to the last, days off too.
    pub(crate) dates: Vec<DateColumn>,
    /// Performers, by board ID.
    pub(crate) rows: Vec<PerformerRow>,
    /// Background groups and elements.
    pub(crate) others: Vec<OtherRow>,
}

/// A date.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateColumn {
    pub(crate) date: Date,
    /// The main unit's shooting day, from 1.
    pub(crate) day: Option<usize>,
    /// Another unit shoots.
    pub(crate) other_unit: bool,
    /// Nobody shoots.
    pub(crate) off: bool,
    /// A typed public holiday.
    pub(crate) holiday: bool,
}

/// A performer's line.
#[derive(Clone, Debug)]
pub(crate) struct PerformerRow {
    pub(crate) performer: Performer,
    pub(crate) id: String,
    pub(crate) name: String,
    /// `actor`, `stunt double`, `not engaged yet`…, and who it is.
    pub(crate) kind: String,
    /// `paid as AUGUST`, `also EMIL`: who has several parts under one deal is paid once.
    pub(crate) note: String,
    /// Is it paid by itself, and not under another engagement of the person?
    pub(crate) pays: bool,
    /// A code a date; empty where there is none.
    pub(crate) codes: Vec<String>,
    pub(crate) totals: Totals,
    /// First work day.
    pub(crate) start: Option<Date>,
    /// Last work day.
    pub(crate) finish: Option<Date>,
}

/// Days of a performer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) work: u32,
    pub(crate) hold: u32,
    pub(crate) travel: u32,
    pub(crate) rehearsal: u32,
    pub(crate) holiday: u32,
}

impl PerformerRow {
    /// Days that are paid; none where another row counts them.
    pub(crate) fn paid(&self) -> Option<u32> {
        let t = self.totals;
        self.pays.then_some(t.work + t.hold + t.rehearsal)
    }
}

/// A line of something that works and is never on hold.
#[derive(Clone, Debug)]
pub(crate) struct OtherRow {
    /// `background` or `element`.
    pub(crate) list: &'static str,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    /// The number of background, or W.
    pub(crate) codes: Vec<String>,
    pub(crate) days: u32,
}

impl Chart {
    /// The context's chart, with background and what else is paid by the day, or of the cast alone.
    pub(crate) fn new(context: &Context<'_>, with_others: bool) -> Self {
        let mut performers: Vec<(Performer, BTreeMap<Date, &'static str>)> =
            context.verdict.performers.iter().map(|(p, days)| (*p, codes(days))).collect();
        performers.sort_by_key(|(performer, _)| order(context, *performer));
        let dates = dates(context, &performers);
        let rows = performers.iter().map(|(performer, codes)| row(context, *performer, codes, &dates));
        let others = if with_others { others(context, &dates) } else { Vec::new() };
        Self { rows: rows.collect(), others, dates }
    }
}

/// The codes of the trade from what the judge says: S and F for the first and last work day.
fn codes(days: &BTreeMap<Date, DayCode>) -> BTreeMap<Date, &'static str> {
    let works = |code: DayCode| matches!(code, DayCode::Work | DayCode::WorkDrop | DayCode::PickUp);
    let worked: Vec<Date> = days.iter().filter(|(_, code)| works(**code)).map(|(date, _)| *date).collect();
    let ends = |date: &Date| (worked.first() == Some(date), worked.last() == Some(date));
    days.iter()
        .map(|(date, code)| {
            let text = match (code, ends(date)) {
                (DayCode::Work, (true, true)) => "SWF",
                (DayCode::Work, (true, false)) => "SW",
                (DayCode::Work, (false, true)) => "WF",
                (DayCode::Work, (false, false)) => "W",
                (DayCode::WorkDrop, (true, _)) => "SWD",
                (DayCode::WorkDrop, (false, _)) => "WD",
                (DayCode::PickUp, (_, true)) => "PWF",
                (DayCode::PickUp, (_, false)) => "PW",
                (DayCode::Hold, _) => "H",
                (DayCode::Rehearsal, _) => "R",
                (DayCode::Dropped, _) => "-",
                (DayCode::Travel, _) => "T",
            };
            (*date, text)
        })
        .collect()
}

fn order(context: &Context<'_>, performer: Performer) -> (SceneNumber, Option<EngagementKind>, Performer) {
    let character = context.state.character_of(performer).and_then(|id| context.state.characters.get(&id));
    let kind = context.state.engagement_of(performer).map(|engagement| engagement.kind);
    (SceneNumber::new(character.map_or("", |c| c.board_id.as_str())), kind, performer)
}

/// Every date from the first to the last that is shot or charted.
pub(crate) fn dates(
    context: &Context<'_>,
    performers: &[(Performer, BTreeMap<Date, &'static str>)],
) -> Vec<DateColumn> {
    let shot = context.verdict.days.iter().map(|day| day.date);
    let charted = performers.iter().flat_map(|(_, codes)| codes.keys().copied());
    let all: Vec<Date> = shot.chain(charted).collect();
    let (Some(first), Some(last)) = (all.iter().min(), all.iter().max()) else { return Vec::new() };
    let main = context.state.main_unit();
    let mut columns = Vec::new();
    let mut date = *first;
    while date <= *last && columns.len() < MOST_DATES {
        let on = context.verdict.days.iter().filter(|day| day.date == date);
        let (mut day, mut other_unit) = (None, false);
        for judged in on {
            let unit = context.state.units.get(&judged.unit);
            if unit.is_some_and(|unit| unit.kind == UnitKind::Main) {
                day = Some(judged.ordinal + 1);
            } else {
                other_unit |= !judged.strips.is_empty();
            }
        }
        let holiday = main.is_some_and(|unit| unit.calendar.day_type(date) == DayType::Holiday);
        columns.push(DateColumn { date, day, other_unit, off: day.is_none() && !other_unit, holiday });
        let Ok(next) = date.checked_add(1.days()) else { break };
        date = next;
    }
    columns
}

fn row(
    context: &Context<'_>,
    performer: Performer,
    codes: &BTreeMap<Date, &'static str>,
    dates: &[DateColumn],
) -> PerformerRow {
    let mut totals = Totals::default();
    let mut worked: Vec<Date> = Vec::new();
    for (date, code) in codes {
        match *code {
            "H" => totals.hold += 1,
            "R" => totals.rehearsal += 1,
            "T" => totals.travel += 1,
            "-" => {}
            _ => {
                totals.work += 1;
                worked.push(*date);
            }
        }
    }
    let (start, finish) = (worked.first().copied(), worked.last().copied());
    let engaged = |date: Date| start.is_some_and(|s| s <= date) && finish.is_some_and(|f| date <= f);
    let dropped =
        |date: Date| codes.range(..date).next_back().is_some_and(|(_, c)| *c == "-" || c.ends_with('D'));
    let holidays = dates.iter().filter(|column| {
        let date = column.date;
        column.holiday && engaged(date) && !dropped(date) && !codes.contains_key(&date)
    });
    totals.holiday = u32::try_from(holidays.count()).unwrap_or(u32::MAX);
    let character = context.state.character_of(performer).and_then(|id| context.state.characters.get(&id));
    PerformerRow {
        performer,
        id: clean(&context.state.performer_id(performer)),
        name: character.map_or_else(|| "?".to_owned(), |c| clean(&c.name)),
        kind: kind_words(context, performer),
        note: note(context, performer),
        pays: pays(context, performer),
        codes: dates
            .iter()
            .map(|column| codes.get(&column.date).copied().unwrap_or_default().to_owned())
            .collect(),
        totals,
        start,
        finish,
    }
}

/// `stunt double: Ada Example`, `not engaged yet`.
fn kind_words(context: &Context<'_>, performer: Performer) -> String {
    let Some(engagement) = context.state.engagement_of(performer) else { return "not engaged yet".into() };
    let kind = domain::resolve::keyword(engagement.kind, &EngagementKind::NAMES).replace("stunt-", "stunt ");
    let kind = kind.replace("photo-", "photo ");
    match context.state.people.get(&engagement.person) {
        Some(person) => format!("{kind}: {}", clean(&person.name)),
        None => kind,
    }
}

/// Is a performer paid under the own engagement?
fn pays(context: &Context<'_>, performer: Performer) -> bool {
    context.state.engagement_of(performer).is_none_or(|engaged| engaged.terms != Some(Terms::Included))
}

fn note(context: &Context<'_>, performer: Performer) -> String {
    let name = |performer| clean(&context.state.performer_name(performer));
    let payee = context.state.payee(performer);
    if payee != performer {
        return format!("paid as {}", name(payee));
    }
    if !pays(context, performer) {
        return "pay included, but in no other engagement".into();
    }
    let charted = context.verdict.performers.keys().copied();
    let under = charted.filter(|other| *other != performer && context.state.payee(*other) == performer);
    let names: Vec<String> = under.map(name).collect();
    if names.is_empty() { String::new() } else { format!("also {}", names.join(", ")) }
}

fn others(context: &Context<'_>, dates: &[DateColumn]) -> Vec<OtherRow> {
    let mut rows = Vec::new();
    for (id, days) in &context.verdict.background {
        let Some(group) = context.state.background.get(id) else { continue };
        let by_date: BTreeMap<Date, u32> = days.iter().copied().collect();
        rows.push(OtherRow {
            list: "background",
            name: clean(&group.name),
            kind: match group.kind {
                BackgroundKind::Atmosphere => "atmosphere",
                BackgroundKind::SilentBit => "silent bit",
            },
            codes: dates
                .iter()
                .map(|column| match by_date.get(&column.date) {
                    Some(0) => "?".to_owned(),
                    Some(count) => count.to_string(),
                    None => String::new(),
                })
                .collect(),
            days: u32::try_from(by_date.len()).unwrap_or(u32::MAX),
        });
    }
    for (id, days) in &context.verdict.elements {
        let Some(element) = context.state.elements.get(id) else { continue };
        if element.rate.is_none() && element.available.is_empty() {
            continue;
        }
        let works = |column: &DateColumn| if days.contains(&column.date) { "W" } else { "" };
        rows.push(OtherRow {
            list: "element",
            name: clean(&element.name),
            kind: element.category.label(),
            codes: dates.iter().map(|column| works(column).to_owned()).collect(),
            days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        });
    }
    rows
}
