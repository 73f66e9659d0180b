//! Conflicts and broken rules in film words: which strips, who, which date, what to relax.

use domain::{Minutes, State};

use super::{Blocked, Compiled, Paid};
use crate::narrow::fits_nowhere;
use crate::outcome::{Conflict, Need, Rule, Violation};
use crate::problem::{ResourceIdx, SlotIdx, StripIdx};

impl Compiled {
    /// A proof that there is no board, for a person.
    #[must_use]
    pub fn conflict_in_words(&self, state: &State, conflict: &Conflict) -> String {
        match conflict {
            Conflict::NoSlot { strip } => {
                format!(
                    "{} can be shot on no date: look at its cast, location and pin",
                    self.name(state, *strip)
                )
            }
            Conflict::TooLong { strip } => {
                format!("{} is longer than any day that can hold it: split it", self.name(state, *strip))
            }
            Conflict::NoKind { strip } => format!(
                "{} needs a light that its location's kinds of day do not give: change its light or the location's modes",
                self.name(state, *strip)
            ),
            Conflict::Pairs { rule, strips } => {
                let how = match rule {
                    Rule::Before if strips.len() > 2 => {
                        return format!(
                            "{} are each to be shot before the next, in a circle",
                            self.names(state, strips)
                        );
                    }
                    Rule::Before => "must be shot in an order",
                    Rule::Together => "must be shot on one day",
                    _ => "must be shot on different dates",
                };
                format!("{} {how} that their dates do not allow", self.names(state, strips))
            }
            Conflict::Capacity { strips, slots, need } => self.capacity_in_words(state, strips, slots, *need),
            Conflict::Beyond => "no board was found on the dates that a plan looks at".to_owned(),
            Conflict::Exhausted => "every way to place the scenes breaks a forbidden rule".to_owned(),
        }
    }

    fn capacity_in_words(&self, state: &State, strips: &[StripIdx], slots: &[SlotIdx], need: Need) -> String {
        let who = match self.names(state, strips) {
            _ if strips.len() == self.strips.len() => "the scenes".to_owned(),
            names => names,
        };
        let dates = self.dates_of(slots);
        let have = if slots.len() == 1 { "has" } else { "have" };
        let (need, room, remedy) = match need {
            Need::Minutes { needed, available } => (
                format!("take {}, company moves included", hours(needed)),
                format!(", which {have} room for {}", hours(available)),
                "give them more dates, allow more overtime, or shoot faster",
            ),
            Need::Days(days) => (
                format!("need {days} days, as scenes are whole and a day is of one kind"),
                String::new(),
                "give them more dates, allow more overtime, or split a scene",
            ),
            Need::Stunts { needed, available } => (
                format!("have {needed} class D stunts"),
                format!(", which {have} room for {available}"),
                "give them more dates",
            ),
            Need::Locations { needed, available } => (
                format!("visit locations for {needed} days together"),
                format!(", which {have} room for {available}"),
                "give them more dates, or allow more locations a day",
            ),
            Need::MinorMinutes { who, needed, available } => {
                let minor = self.who(state, who);
                let need = format!("are {} of work for {minor}", hours(needed));
                let room = format!(", when {minor} may work {}", hours(available));
                (need, room, "give them more dates, or use a double")
            }
        };
        format!("{who} {need}, and can be shot on {dates} only{room}: {remedy}")
    }

    /// The dates of some slots: `Tue 6 Apr 2027 and Wed 7 Apr 2027`, `12 dates from Tue 6 Apr 2027 to Wed 21 Apr 2027`.
    fn dates_of(&self, slots: &[SlotIdx]) -> String {
        let mut dates: Vec<domain::Date> = slots.iter().map(|slot| self.date(*slot)).collect();
        dates.sort_unstable();
        dates.dedup();
        let words = |date: &domain::Date| domain::date_words(*date);
        match &dates[..] {
            [] => "no date".to_owned(),
            [one] => words(one),
            [one, other] => format!("{} and {}", words(one), words(other)),
            [first, .., last] => format!("{} dates from {} to {}", dates.len(), words(first), words(last)),
        }
    }

    /// Of the sheets that may move those that would break a rule on any of their days even alone: too long for a day or
    /// for its light, or on days that stay as a person made them.
    pub(super) fn fit_nowhere(&self, state: &State, stay: &[bool]) -> Vec<Blocked> {
        let free = (0..stay.len()).filter(|at| !stay[*at]).map(StripIdx::new);
        let conflicts =
            free.filter_map(|strip| Some((self.sheet(strip)?, fits_nowhere(&self.problem, strip)?)));
        let why = |conflict: &Conflict| match conflict {
            Conflict::NoSlot { strip } => format!(
                "{} can be shot on no date but those of days that break a rule as a person made them, and nothing is added to such \
                 a day: shorten the day, or move the scene there by hand",
                self.name(state, *strip)
            ),
            conflict => self.conflict_in_words(state, conflict),
        };
        conflicts.map(|(sheet, conflict)| Blocked { sheet, why: why(&conflict) }).collect()
    }

    /// A broken rule, for a person.
    #[must_use]
    pub fn violation_in_words(&self, state: &State, violation: &Violation) -> String {
        let strips = self.names(state, &violation.strips);
        let of = if violation.strips.is_empty() { String::new() } else { format!(": {strips}") };
        let when = violation.slot.map(|slot| format!(" on {}", domain::date_words(self.date(slot))));
        let when = when.unwrap_or_default();
        let who = violation.resource.map_or_else(|| "somebody".to_owned(), |r| self.who(state, r));
        let time = hours(violation.amount);
        match violation.rule {
            Rule::AllowedSlot => format!("{strips}: not possible{when} (availability, location or pin)"),
            Rule::AllowedKind => format!("{strips}: the location does not allow the kind of day{when}"),
            Rule::Minutes => format!("the day{when} is {time} too long{of}"),
            Rule::LightMix => format!("dawn and dark or dusk on one day{when}{of}"),
            Rule::Light => format!("{time} more than the light of the day{when}{of}"),
            Rule::Locations => format!("too many locations{when}{of}"),
            Rule::Stunts => format!("more than one class D stunt{when}{of}"),
            Rule::Transition => format!("the kind of day{when} may not follow that of the day before"),
            Rule::CrewRest => format!("the crew lacks {time} of rest before the day{when}"),
            Rule::MinorRest => format!("{who} lacks {time} of rest before the day{when}"),
            Rule::MinorMinutes => format!("{who} works {time} too long{when}{of}"),
            Rule::MinorLatest => format!("{who} works {time} too late{when}{of}"),
            Rule::MinorEarliest => format!("{who} is called {time} too early{when}{of}"),
            Rule::MinorNight => format!("{who} works on a night{when}{of}"),
            Rule::TwoUnits => format!("{who} works for two units{when}{of}"),
            Rule::ProtectedAvailable => format!("{who} cannot be had on a protected day{when}"),
            Rule::ProtectedWork => format!("{who} has other work on a protected day{when}{of}"),
            Rule::Before => format!("{strips}: in the wrong order"),
            Rule::Together => format!("{strips}: not on one day"),
            Rule::Apart => format!("{strips}: on one date"),
        }
    }

    fn name(&self, state: &State, strip: StripIdx) -> String {
        match self.sheet(strip) {
            Some(sheet) => {
                format!("scene {} ({})", state.label(sheet), state.set_name(&state.sheets[&sheet]))
            }
            None => "a banner".to_owned(),
        }
    }

    fn names(&self, state: &State, strips: &[StripIdx]) -> String {
        let labels: Vec<String> =
            strips.iter().filter_map(|strip| self.sheet(*strip)).map(|sheet| state.label(sheet)).collect();
        let s = if labels.len() == 1 { "" } else { "s" };
        format!("scene{s} {}", labels.join(", "))
    }

    fn date(&self, slot: SlotIdx) -> domain::Date {
        self.dates[self.problem.slots[slot.index()].date.index()]
    }

    fn who(&self, state: &State, resource: ResourceIdx) -> String {
        match self.resources[resource.index()] {
            Paid::Performer(performer) => state.performer_name(performer),
            Paid::Element(id) => state.elements.get(&id).map_or("an element", |e| e.name.as_str()).to_owned(),
            Paid::Background(id, _) => {
                state.background.get(&id).map_or("background", |group| group.name.as_str()).to_owned()
            }
            Paid::Minor(id) => {
                state.people.get(&id).map_or("a minor", |person| person.name.as_str()).to_owned()
            }
            Paid::Nobody => "nobody named".to_owned(),
        }
    }
}

/// Minutes as people write them: `1 h 30`.
fn hours(minutes: i64) -> Minutes {
    Minutes(i32::try_from(minutes).unwrap_or(i32::MAX))
}
