//! Where a sheet may stand: units, pins, availability, windows; and in words why it may stand nowhere.

use std::collections::BTreeSet;

use domain::date_words;
use domain::view::Performer;
use domain::{BackgroundId, Board, Date, DateRange, ElementId, PinAt, Review, Sheet, State, StuntId, UnitId};
use jiff::ToSpan;
use rules::Rule;

use super::{CompileError, Compiler, UnitDates};
use crate::problem::{FixedBitSet, MAX_DATES};

/// Dates beyond what the minutes need, so that the search has room.
const SPARE_DATES: usize = 10;

/// Days in which every day of a week comes twice.
const A_FORTNIGHT: i32 = 14;

/// The dates of every unit that has something to shoot, the main unit first.
///
/// Twice the days that the minutes need and some more; on to the last date that a pin, a window or the board itself names; and
/// some more behind the last date on which something begins that can be had. `room` times as many where that is too few.
/// The main unit as far as any other; of all units together the first dates that a problem can hold.
pub(super) fn unit_dates<'a>(
    state: &'a State,
    board: &Board,
    sheets: &[&Sheet],
    room: usize,
) -> Result<Vec<UnitDates<'a>>, CompileError> {
    let main = state.main_unit().ok_or(CompileError::NoMainUnit)?;
    let mut units: Vec<&domain::Unit> = state
        .units
        .values()
        .filter(|unit| {
            unit.id == main.id
                || board.rows.contains_key(&unit.id)
                || sheets.iter().any(|sheet| state.unit_of(sheet) == Some(unit.id))
        })
        .collect();
    units.sort_by_key(|unit| (unit.id != main.id, unit.id));
    let base = i64::from(state.production.day.base().0.max(1));
    let mut result: Vec<UnitDates<'_>> = Vec::new();
    for unit in units {
        let own: Vec<&&Sheet> = sheets.iter().filter(|s| state.unit_of(s) == Some(unit.id)).collect();
        let minutes: i64 = own.iter().map(|sheet| i64::from(state.minutes_of(sheet).0)).sum();
        let needed = usize::try_from(minutes / base + 1).unwrap_or(MAX_DATES);
        let more = (needed + SPARE_DATES).saturating_mul(room);
        let start = rules::start_date(state, unit);
        let days = own.iter().filter_map(|sheet| match sheet.pin.as_ref()?.at {
            PinAt::Day(day) => usize::try_from(day).ok(),
            PinAt::Date(_) => None,
        });
        let until = |last: Option<Date>| {
            let dates =
                last.map(|last| unit.calendar.shooting_dates(start).take_while(move |date| *date <= last));
            dates.map_or(0, Iterator::count)
        };
        let (begin, end): (Vec<_>, Vec<_>) = own.iter().map(|sheet| last_named_dates(state, sheet)).unzip();
        let begin = until(begin.into_iter().flatten().max()).max(days.max().unwrap_or(0));
        let end = until(end.into_iter().flatten().max());
        let wanted = (board.days(unit.id).len() + 1).max(end).max(begin.max(needed).saturating_add(more));
        let mut dates: Vec<Date> =
            unit.calendar.shooting_dates(start).take(wanted.min(MAX_DATES).saturating_add(1)).collect();
        let goes_on = dates.len() > wanted.min(MAX_DATES);
        dates.truncate(wanted.min(MAX_DATES));
        result.push(UnitDates { unit, dates, goes_on });
    }
    // Dates of the main unit count for hold pay, also those between days of another unit.
    let last = result.iter().filter_map(|unit| unit.dates.last()).max().copied();
    if let (Some(main), Some(last)) = (result.first_mut(), last) {
        let start = rules::start_date(state, main.unit);
        main.dates = main.unit.calendar.shooting_dates(start).take_while(|date| *date <= last).collect();
    }
    let all: BTreeSet<Date> = result.iter().flat_map(|unit| &unit.dates).copied().collect();
    if let Some(beyond) = all.iter().nth(MAX_DATES) {
        for unit in &mut result {
            unit.goes_on |= unit.dates.last().is_some_and(|last| last >= beyond);
            unit.dates.retain(|date| date < beyond);
        }
    }
    match result.iter().find(|unit| unit.dates.is_empty()) {
        Some(unit) => Err(CompileError::NoDates(unit.unit.name.clone())),
        None => Ok(result),
    }
}

/// The last dates that matter to a sheet: on which it may begin to be possible, by its pin and what it needs; and to which what it
/// needs can be had.
fn last_named_dates(state: &State, sheet: &Sheet) -> (Option<Date>, Option<Date>) {
    let pin = sheet.pin.as_ref().and_then(|pin| match pin.at {
        PinAt::Date(date) => Some(date),
        PinAt::Day(_) => None,
    });
    let (mut open, mut closed): (Vec<DateRange>, Vec<DateRange>) = (Vec::new(), Vec::new());
    if let Some(location) = state.location_of(sheet) {
        open.extend(&location.available);
        closed.extend(&location.unavailable);
    }
    for engagement in state.performers_of(sheet).into_iter().filter_map(|who| state.engagement_of(who)) {
        open.extend(&engagement.available);
        closed.extend(&engagement.unavailable);
    }
    for element in used(&sheet.elements, |of| of.review).filter_map(|of| state.elements.get(&of.element)) {
        open.extend(&element.available);
        closed.extend(&element.unavailable);
    }
    let groups = used(&sheet.background, |of| of.review).filter_map(|of| state.background.get(&of.group));
    open.extend(groups.flat_map(|group| &group.available));
    open.extend(state.sets.get(&sheet.set).into_iter().flat_map(|set| &set.available));
    for stunt in state.stunts_of(sheet.id).map(|stunt| &state.stunts[&stunt]) {
        open.extend(stunt.ready.iter().chain(&stunt.training));
    }
    let answers = state.ways_of(sheet.id).filter_map(|(_, way)| way.from);
    let first = answers.chain(rules::clearance::from(state, sheet));
    let begins = open.iter().map(|range| range.first).chain(closed.iter().map(|range| range.last));
    // An open end ("until 2099") must not stretch the horizon: what begins late is what needs it.
    let near = |date: &Date| *date < jiff::civil::date(2090, 1, 1);
    let ends = open.iter().map(|range| range.last).filter(near);
    (pin.into_iter().chain(first).chain(begins.filter(near)).max(), ends.max())
}

impl Compiler<'_> {
    /// Does the rule forbid in this production?
    pub(super) fn forbids(&self, rule: Rule) -> bool {
        super::laws::forbids(self.state, rule)
    }

    pub(super) fn allowed_kinds(&self, location: Option<&domain::Location>) -> u8 {
        let mut kinds = 0b111;
        if let Some(location) = location.filter(|_| self.forbids(Rule::LocationWindow)) {
            for (bit, kind) in domain::DayKind::NAMES.iter().map(|(_, kind)| *kind).enumerate() {
                if !location.allows(kind) {
                    kinds &= !(1 << bit);
                }
            }
        }
        if self.forbids(Rule::Night) {
            kinds &= 0b011;
        }
        kinds
    }

    pub(super) fn allowed_slots(&self, sheet: &Sheet) -> FixedBitSet {
        let mut allowed = FixedBitSet::with_capacity(self.slots.len());
        let mut slot = 0;
        for unit in &self.units {
            for (ordinal, date) in unit.dates.iter().enumerate() {
                let own = self.state.unit_of(sheet) == Some(unit.unit.id)
                    && !(self.forbids(Rule::SixthDay)
                        && rules::sixth_day::share(self.state, unit.unit, *date).is_some());
                let slot_of = (ordinal, *date, ordinal.checked_sub(1).map(|before| unit.dates[before]));
                let free = self.reasons().all(|reason| reason.allows(self, sheet, slot_of));
                if own && free && self.protected_days_allow(sheet, unit, ordinal) {
                    allowed.insert(slot);
                }
                slot += 1;
            }
        }
        allowed
    }

    /// May the sheet stand on a date behind the last of its unit here?
    pub(super) fn may_be_beyond(&self, sheet: &Sheet) -> bool {
        let Some(unit) = self.units.iter().find(|unit| self.state.unit_of(sheet) == Some(unit.unit.id))
        else {
            return false;
        };
        let Some(last) = unit.dates.last().filter(|_| unit.goes_on) else { return false };
        // Behind all that is typed for it one week is as the next.
        let (begin, end) = last_named_dates(self.state, sheet);
        let until = begin.into_iter().chain(end).fold(*last, Date::max).saturating_add(A_FORTNIGHT.days());
        let start = rules::start_date(self.state, unit.unit);
        let dates = unit.unit.calendar.shooting_dates(start).enumerate().skip(unit.dates.len());
        let mut previous = *last;
        dates.take_while(|(_, date)| *date <= until).any(|(ordinal, date)| {
            let slot = (ordinal, date, Some(std::mem::replace(&mut previous, date)));
            let works = !self.forbids(Rule::SixthDay)
                || rules::sixth_day::share(self.state, unit.unit, date).is_none();
            works && self.reasons().all(|reason| reason.allows(self, sheet, slot))
        })
    }

    /// Is the place one that the sheet's pin, if it has one, allows?
    pub(super) fn pin_agrees(&self, sheet: &Sheet, unit: UnitId, ordinal: usize) -> bool {
        let unit = self.units.iter().find(|dates| dates.unit.id == unit);
        let date = unit.and_then(|unit| unit.dates.get(ordinal));
        sheet.pin.is_none()
            || date.is_some_and(|date| Reason::Pin.allows(self, sheet, (ordinal, *date, None)))
    }

    fn reasons(&self) -> impl Iterator<Item = Reason> + use<> {
        let all = [
            (Reason::Pin, self.forbids(Rule::Pin)),
            (Reason::Cast, self.forbids(Rule::Availability)),
            (Reason::Location, self.forbids(Rule::LocationWindow)),
            (Reason::Ready, self.forbids(Rule::Ready)),
            (Reason::Consent, self.forbids(Rule::Consent)),
            (Reason::Clearance, self.forbids(Rule::Clearance)),
            (Reason::Glow, self.forbids(Rule::Glow)),
        ];
        all.into_iter().filter(|(_, forbids)| *forbids).map(|(reason, _)| reason)
    }

    /// The performer of a stunt can be had on its protected days.
    fn protected_days_allow(&self, sheet: &Sheet, unit: &UnitDates<'_>, ordinal: usize) -> bool {
        if !self.forbids(Rule::Protected) {
            return true;
        }
        self.stunts_on(sheet).all(|stunt| {
            let stunt = &self.state.stunts[&stunt];
            let Some(performer) = stunt.performer else { return true };
            let performer = Performer::Engaged(performer);
            (1..=stunt.protect_days as usize).filter_map(|back| ordinal.checked_sub(back)).all(|day| {
                let date = unit.dates[day];
                rules::availability::can_work(self.state, performer, date)
                    && !is_forbidden_by_drop(self.state, performer, date)
            })
        })
    }

    fn stunts_on(&self, sheet: &Sheet) -> impl Iterator<Item = StuntId> {
        self.state.stunts_of(sheet.id)
    }

    /// Which facts leave a sheet no date, in words.
    pub(super) fn why_nowhere(&self, sheet: &Sheet) -> String {
        let label = self.state.label(sheet.id);
        let Some(unit) = self.units.iter().find(|unit| self.state.unit_of(sheet) == Some(unit.unit.id))
        else {
            return format!(
                "scene {label} belongs to a unit that does not exist: give it another with set-unit"
            );
        };
        let dates_left = |reason: &Reason| {
            let slots = unit.dates.iter().enumerate().filter(|(ordinal, date)| {
                let previous = ordinal.checked_sub(1).map(|before| unit.dates[before]);
                reason.allows(self, sheet, (*ordinal, **date, previous))
            });
            slots.count()
        };
        let narrow: Vec<Reason> = self.reasons().filter(|r| dates_left(r) < unit.dates.len()).collect();
        let alone: Vec<Reason> = narrow.iter().copied().filter(|reason| dates_left(reason) == 0).collect();
        let narrow = if alone.is_empty() { narrow } else { alone };
        let facts: Vec<String> = narrow.iter().flat_map(|reason| reason.facts(self, sheet, unit)).collect();
        let remedies: Vec<&str> = narrow.iter().map(|reason| reason.remedy()).collect();
        format!(
            "scene {label} can be shot on no date of {}: {}. What would help: {}",
            unit.unit.name,
            facts.join("; "),
            remedies.join(", or ")
        )
    }
}

/// A kind of fact that takes dates away from a sheet.
#[derive(Clone, Copy)]
enum Reason {
    Pin,
    Cast,
    Location,
    Ready,
    Consent,
    Clearance,
    Glow,
}

impl Reason {
    /// May the sheet stand on the slot, given by ordinal, date, and the date of the unit's slot before it?
    fn allows(
        self,
        compiler: &Compiler<'_>,
        sheet: &Sheet,
        (ordinal, date, previous): (usize, Date, Option<Date>),
    ) -> bool {
        let state = compiler.state;
        match self {
            Self::Pin => sheet.pin.as_ref().is_none_or(|pin| match pin.at {
                PinAt::Date(pinned) => pinned == date,
                PinAt::Day(day) => day as usize == ordinal + 1,
            }),
            Self::Cast => needs(state, sheet).iter().all(|need| need.is_available(state, date)),
            Self::Location => {
                state.location_of(sheet).is_none_or(|location| location.is_available(date))
                    && state.set_stands(sheet, date)
            }
            Self::Ready => compiler
                .stunts_on(sheet)
                .all(|stunt| rules::readiness::is_ready(&state.stunts[&stunt], date, previous)),
            Self::Consent => rules::consent::allows(state, sheet, date),
            Self::Clearance => rules::clearance::from(state, sheet).is_none_or(|from| from <= date),
            Self::Glow => rules::light::glows_for(state.light_of(sheet), state.minutes_of(sheet)).is_none(),
        }
    }

    /// What a person may do about it.
    fn remedy(self) -> &'static str {
        match self {
            Self::Pin => "take the pin off",
            Self::Cast => "other dates of who and what is needed",
            Self::Location => "other dates of the place",
            Self::Ready => "another training or readiness",
            Self::Consent => {
                "ask again, describe another way (a double, an effect, a cut), or set the date by which they answer"
            }
            Self::Clearance => "clear it sooner",
            Self::Glow => "split it over several dawns or dusks",
        }
    }

    /// The facts of this kind, each with the dates that it leaves.
    fn facts(self, compiler: &Compiler<'_>, sheet: &Sheet, unit: &UnitDates<'_>) -> Vec<String> {
        let state = compiler.state;
        let left = |allows: &dyn Fn(Date) -> bool| {
            let dates: Vec<Date> = unit.dates.iter().copied().filter(|date| allows(*date)).collect();
            match (dates.first(), dates.last()) {
                (Some(first), Some(last)) if first == last => format!("{} alone", date_words(*first)),
                (Some(first), Some(last)) => {
                    format!("{} dates between {} and {}", dates.len(), date_words(*first), date_words(*last))
                }
                _ => "no date".to_owned(),
            }
        };
        match self {
            Self::Pin => match sheet.pin.as_ref().map(|pin| pin.at) {
                Some(at) => vec![format!("it is pinned to {}", pinned_to(at, unit))],
                None => Vec::new(),
            },
            Self::Cast => needs(state, sheet)
                .iter()
                .filter(|need| unit.dates.iter().any(|date| !need.is_available(state, *date)))
                .map(|need| {
                    let dates = left(&|date| need.is_available(state, date));
                    format!("{} can be had on {dates}", need.name(state))
                })
                .collect(),
            Self::Location => {
                let place = state.location_of(sheet).map_or(state.set_name(sheet), |l| l.name.as_str());
                let allows = |date| self.allows(compiler, sheet, (0, date, None));
                vec![format!("{place} can be had on {}", left(&allows))]
            }
            Self::Ready => {
                let stunts = compiler.stunts_on(sheet).map(|stunt| &state.stunts[&stunt]);
                stunts.flat_map(|stunt| rules::readiness::asks(state, stunt)).collect()
            }
            Self::Consent => rules::consent::asks(state, sheet),
            Self::Glow => vec![format!(
                "it needs {} of a dawn or dusk, which lasts {}",
                state.minutes_of(sheet),
                rules::light::GLOW
            )],
            Self::Clearance => rules::clearance::from(state, sheet)
                .map(|from| format!("its clearance can be complete on {} at the earliest", date_words(from)))
                .into_iter()
                .collect(),
        }
    }
}

/// Where a pin is, and that its unit has no such day if it has none.
fn pinned_to(at: PinAt, unit: &UnitDates<'_>) -> String {
    let name = &unit.unit.name;
    let last = unit.dates.last().map(|date| date_words(*date)).unwrap_or_default();
    match at {
        PinAt::Date(date) if unit.dates.last().is_some_and(|last| *last < date) => {
            format!(
                "{}, and the last shooting date of {name} that a plan reaches is {last}",
                date_words(date)
            )
        }
        PinAt::Date(date) if unit.dates.binary_search(&date).is_err() => {
            format!("{}, no shooting date of {name}", date_words(date))
        }
        PinAt::Day(day) if day as usize > unit.dates.len() => {
            format!(
                "day {day}, and the last day of {name} that a plan reaches is {}, {last}",
                unit.dates.len()
            )
        }
        PinAt::Date(date) => date_words(date),
        PinAt::Day(day) => format!("day {day}"),
    }
}

/// Is the date inside a drop that was agreed, where work inside it is forbidden?
fn is_forbidden_by_drop(state: &State, performer: Performer, date: Date) -> bool {
    let payee = state.engagement_of(state.payee(performer));
    super::laws::forbids(state, Rule::Drop) && payee.is_some_and(|engagement| engagement.is_dropped(date))
}

/// Somebody or something without which a sheet cannot be shot.
enum Need {
    Performer(Performer),
    Element(ElementId),
    Background(BackgroundId),
}

fn needs(state: &State, sheet: &Sheet) -> Vec<Need> {
    let mut needs: Vec<Need> = state.performers_of(sheet).into_iter().map(Need::Performer).collect();
    needs.extend(used(&sheet.elements, |of| of.review).map(|of| Need::Element(of.element)));
    needs.extend(used(&sheet.background, |of| of.review).map(|of| Need::Background(of.group)));
    needs
}

/// What nobody rejected.
fn used<T>(list: &[T], review: impl Fn(&T) -> Review) -> impl Iterator<Item = &T> {
    list.iter().filter(move |of| review(of) != Review::Rejected)
}

impl Need {
    fn is_available(&self, state: &State, date: Date) -> bool {
        let open = |ranges: &[domain::DateRange]| rules::availability::is_open(ranges, date);
        match self {
            Self::Performer(performer) => {
                rules::availability::can_work(state, *performer, date)
                    && !is_forbidden_by_drop(state, *performer, date)
            }
            Self::Element(id) => state.elements.get(id).is_none_or(|element| element.is_available(date)),
            Self::Background(id) => state.background.get(id).is_none_or(|group| open(&group.available)),
        }
    }

    fn name(&self, state: &State) -> String {
        match self {
            Self::Performer(performer) => state.performer_name(*performer),
            Self::Element(id) => state.elements.get(id).map_or("an element", |e| &e.name).to_owned(),
            Self::Background(id) => state.background.get(id).map_or("background", |g| &g.name).to_owned(),
        }
    }
}
