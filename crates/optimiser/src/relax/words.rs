//! Facts in film words: what holds, and what it would be not to hold to it.

use domain::{DateRange, EngagementKind, Pin, PinAt, SheetId, State};
use rules::Rule;

use super::{Fact, MANY_DATES, Whose};

/// Ranges of dates that are written out; more are counted.
const WRITTEN: usize = 3;

impl Fact {
    /// What holds: `scene 12 is pinned to Tue 5 Jan 2027 (by Ida)`.
    #[must_use]
    pub fn holds(self, state: &State) -> String {
        match self {
            Self::Pin(id) => pin_words(state, id),
            Self::Placed(id) => format!("a person placed {}", scene(state, id)),
            Self::Before(a, b) => format!("{} is shot before {}", scene(state, a), scene(state, b)),
            Self::With(a, b) => format!("{} and {} are shot on one day", scene(state, a), scene(state, b)),
            Self::Apart(a, b) => {
                format!("{} and {} are shot on different dates", scene(state, a), scene(state, b))
            }
            Self::Dates(whose) => format!("{} {}", whose.name(state), whose.dates(state)),
            Self::Date(whose, at) => format!("{} cannot be had on {}", whose.name(state), date(at)),
            Self::Kinds(id) => {
                let location = state.locations.get(&id);
                let modes = location.map_or(&[][..], |location| location.modes.as_slice());
                let modes: Vec<String> = modes.iter().map(|kind| kind.label().to_lowercase()).collect();
                format!("{} allows {} only", Whose::Location(id).name(state), modes.join(" and "))
            }
            Self::Ready(id) => {
                let asks = state.stunts.get(&id).map(|stunt| rules::readiness::asks(state, stunt));
                asks.unwrap_or_default().join("; ")
            }
            Self::Protected(id) => {
                let days = state.stunts.get(&id).map_or(0, |stunt| stunt.protect_days);
                let s = if days == 1 { "" } else { "s" };
                format!("{days} day{s} before {} are its performer's alone", stunt(state, id))
            }
            Self::Minor(id) => format!("the hours of the minor {}", Whose::Person(id).name(state)),
            Self::Overtime(_) | Self::Rule(Rule::Minutes) => longest_day(state),
            Self::Calendar(id, _) => {
                let Some(unit) = state.units.get(&id) else { return "a calendar ends".into() };
                let dates = Vec::from_iter(unit.calendar.shooting_dates(rules::start_date(state, unit)));
                let last = dates.last().map(|last| format!(", the last {}", date(*last)));
                format!("{} has {} shooting dates{}", unit.name, dates.len(), last.unwrap_or_default())
            }
            Self::Rule(rule) => rule_words(rule).to_owned(),
        }
    }

    /// What it would be without it, after *if*: `MARA could be had on Tue 9 Jun 2026`.
    #[must_use]
    pub fn relaxed(self, state: &State) -> String {
        match self {
            Self::Pin(id) => format!("{} were not pinned", scene(state, id)),
            Self::Placed(id) => format!("the plan could move {}", scene(state, id)),
            Self::Before(a, b) => format!("{} need not be before {}", scene(state, a), state.label(b)),
            Self::With(a, b) => format!("{} need not be on one day", scenes(state, a, b)),
            Self::Apart(a, b) => format!("{} could share a date", scenes(state, a, b)),
            Self::Dates(whose) => format!("{} could be had on any date", whose.name(state)),
            Self::Date(whose, at) => format!("{} could be had on {}", whose.name(state), date(at)),
            Self::Kinds(id) => {
                format!("{} allowed any kind of day", Whose::Location(id).name(state))
            }
            Self::Ready(id) => format!("{} could be on any date", stunt(state, id)),
            Self::Protected(id) => {
                let asked = state.stunts.get(&id).is_some_and(|stunt| stunt.rehearsed_within.is_some());
                let rehearsed = if asked { ", and it were rehearsed otherwise" } else { "" };
                format!("no days were protected before {}{rehearsed}", stunt(state, id))
            }
            Self::Minor(id) => format!(
                "the hours of {} did not bind: fewer minutes, a split, a photo double",
                Whose::Person(id).name(state)
            ),
            Self::Overtime(1) => "an hour more of overtime a day were allowed".into(),
            Self::Overtime(hours) => format!("{hours} hours more of overtime a day were allowed"),
            Self::Calendar(id, MANY_DATES) => format!("the calendar of {} went on", unit(state, id)),
            Self::Calendar(id, 1) => format!("{} had one shooting date more", unit(state, id)),
            Self::Calendar(id, dates) => format!("{} had {dates} shooting dates more", unit(state, id)),
            Self::Rule(rule) => format!("“{}” were not forbidden", rule.label().to_lowercase()),
        }
    }

    /// The command of `firstup edit` that takes it away, where one does.
    #[must_use]
    pub fn command(self, state: &State) -> Option<String> {
        let quoted = |id: SheetId| domain::edit::quoted(&state.label(id));
        match self {
            Self::Pin(id) => Some(format!("unpin {}", quoted(id))),
            Self::Before(a, b) | Self::With(a, b) | Self::Apart(a, b) => {
                Some(format!("unlink {} {}", quoted(a), quoted(b)))
            }
            Self::Date(whose, at) => whose.except(state, at),
            _ => None,
        }
    }
}

impl Whose {
    /// The command after which it can be had on a date, where one is enough: it is away on that date, and no list says when
    /// it can be had.
    fn except(self, state: &State, at: domain::Date) -> Option<String> {
        let name = match self {
            Self::Person(id) => {
                let mut engagements = state.engagements.values().filter(|e| e.person == id);
                let only = engagements.next().filter(|_| engagements.next().is_none())?;
                match (only.kind, state.characters.get(&only.character)) {
                    (EngagementKind::Actor, Some(character)) => character.name.clone(),
                    _ => state.engagement_words(only),
                }
            }
            Self::Element(id) => state.elements.get(&id)?.name.clone(),
            Self::Location(id) => state.locations.get(&id)?.name.clone(),
            // These have dates on which they can be had, and no others.
            Self::Background(_) | Self::Set(_) => return None,
        };
        let (open, closed) = self.ranges(state);
        let away = open.is_empty() && closed.iter().any(|range| range.contains(at));
        away.then(|| format!("unavailable {} except {at}", domain::edit::quoted(&name)))
    }

    /// Who or what: the roles of a person, the name of anything else.
    #[must_use]
    pub fn name(self, state: &State) -> String {
        let known = match self {
            Self::Person(id) => {
                let engagements = state.engagements.values().filter(|e| e.person == id);
                let roles: Vec<String> = engagements
                    .map(|e| state.performer_name(domain::view::Performer::Engaged(e.id)))
                    .collect();
                Some(roles.join(", "))
            }
            Self::Element(id) => state.elements.get(&id).map(|element| element.name.clone()),
            Self::Background(id) => state.background.get(&id).map(|group| group.name.clone()),
            Self::Location(id) => state.locations.get(&id).map(|location| location.name.clone()),
            Self::Set(id) => state.sets.get(&id).map(|set| set.name.clone()),
        };
        known.filter(|name| !name.is_empty()).unwrap_or_else(|| "somebody".to_owned())
    }

    /// `can be had 4 to 8 Jan 2027 only`, `cannot be had Tue 5 Jan 2027`.
    fn dates(self, state: &State) -> String {
        let (open, closed) = self.ranges(state);
        let parts = [("can be had", open, " only"), ("cannot be had", closed, "")];
        let parts = parts.into_iter().filter(|(_, ranges, _)| !ranges.is_empty());
        let parts: Vec<String> =
            parts.map(|(what, ranges, only)| format!("{what} {}{only}", ranges_words(ranges))).collect();
        parts.join(" and ")
    }
}

/// `4 to 8 Jan 2027, Mon 11 Jan 2027 and 2 more`.
fn ranges_words(mut ranges: Vec<DateRange>) -> String {
    ranges.sort_unstable();
    ranges.dedup();
    let more = ranges.len().saturating_sub(WRITTEN);
    let written: Vec<String> = ranges.into_iter().take(WRITTEN).map(range).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", written.join(", "))
}

/// `Tue 5 Jan 2027`, `4 to 8 Jan 2027`, `28 Jan to 3 Feb 2027`.
fn range(range: DateRange) -> String {
    let (first, last) = (range.first, range.last);
    let whole = last.strftime("%-d %b %Y");
    match (first == last, first.year() == last.year(), first.month() == last.month()) {
        (true, ..) => format!("on {}", date(first)),
        (_, true, true) => format!("{} to {whole}", first.day()),
        (_, true, _) => format!("{} to {whole}", first.strftime("%-d %b")),
        _ => format!("{} to {whole}", first.strftime("%-d %b %Y")),
    }
}

fn date(date: domain::Date) -> String {
    domain::date_words(date)
}

fn scene(state: &State, id: SheetId) -> String {
    format!("scene {}", state.label(id))
}

fn scenes(state: &State, a: SheetId, b: SheetId) -> String {
    format!("scenes {} and {}", state.label(a), state.label(b))
}

fn stunt(state: &State, id: domain::StuntId) -> String {
    state.stunts.get(&id).map_or_else(
        || "a stunt".to_owned(),
        |stunt| format!("{} (scene {})", stunt.name, state.label(stunt.sheet)),
    )
}

fn unit(state: &State, id: domain::UnitId) -> String {
    state.units.get(&id).map_or_else(|| "a unit".to_owned(), |unit| unit.name.clone())
}

fn pin_words(state: &State, id: SheetId) -> String {
    let at = match state.sheets.get(&id).and_then(|sheet| sheet.pin.as_ref()) {
        Some(Pin { at: PinAt::Date(at), by }) => format!("to {} by {by}", date(*at)),
        Some(Pin { at: PinAt::Day(day), by }) => format!("to day {day} by {by}"),
        None => String::new(),
    };
    format!("{} is pinned {at}", scene(state, id))
}

fn longest_day(state: &State) -> String {
    let day = &state.production.day;
    let (most, at_night) = (day.base() + day.most_overtime(), day.base_night() + day.most_overtime());
    let night = if most == at_night { String::new() } else { format!(", a night {at_night}") };
    format!("a day holds at most {most} of work{night}")
}

fn rule_words(rule: Rule) -> &'static str {
    match rule {
        Rule::Overtime => "overtime of the crew is forbidden",
        Rule::CastOvertime => "overtime of the cast is forbidden",
        Rule::SixthDay => "a sixth shooting day of a week is forbidden",
        Rule::Meal => "a late meal is forbidden",
        Rule::Light => "each scene is shot in the light it needs",
        Rule::Glow => "no scene needs more than an hour of a dawn or dusk",
        Rule::Night => "nights are forbidden",
        Rule::Locations => "more locations a day than usual are forbidden",
        Rule::CrewRest => "the crew has its rest between two days",
        Rule::ForcedCall => "a forced call is forbidden",
        Rule::SharedPeople => "nobody works for two units on one date",
        Rule::Drop => "nobody works inside the drop that was agreed",
        Rule::Stunts => "a day takes one stunt of class D",
        _ => rule.label(),
    }
}
