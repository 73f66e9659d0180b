//! Who works on which dates: strips, and the protected days before a stunt.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{Date, PersonId, State, Stunt};

use crate::schedule::{Day, Schedule};

/// What makes a date a work date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A protected day.
    Protected,
    /// A strip: it outranks a protected day.
    Strip,
}

/// Work dates of performers.
#[derive(Debug, Default)]
pub(crate) struct Work {
    /// Under the engagement itself.
    pub(crate) own: BTreeMap<Performer, BTreeMap<Date, Kind>>,
    /// Under the engagement that is paid for it.
    pub(crate) paid: BTreeMap<Performer, BTreeMap<Date, Kind>>,
}

impl Work {
    pub(crate) fn of(schedule: &Schedule<'_>) -> Self {
        let mut work = Self::default();
        for day in &schedule.days {
            for performer in day.strips.iter().flat_map(|strip| &strip.performers) {
                work.add(schedule.state, *performer, day.date, Kind::Strip);
            }
        }
        for protected in protected_days(schedule) {
            work.add(schedule.state, protected.performer, protected.day.date, Kind::Protected);
        }
        work
    }

    fn add(&mut self, state: &State, performer: Performer, date: Date, kind: Kind) {
        let rows = [(&mut self.own, performer), (&mut self.paid, state.payee(performer))];
        for (rows, who) in rows {
            let entry = rows.entry(who).or_default().entry(date).or_insert(kind);
            *entry = kind.max(*entry);
        }
    }
}

/// A day that a stunt's performer is kept free for.
pub(crate) struct Protected<'a, 's> {
    pub(crate) stunt: &'a Stunt,
    pub(crate) performer: Performer,
    pub(crate) day: &'s Day<'a>,
}

/// The protected days of all stunts on the board. Before the unit's first slot there are none.
pub(crate) fn protected_days<'a, 's>(schedule: &'s Schedule<'a>) -> Vec<Protected<'a, 's>> {
    let mut all = Vec::new();
    for stunt in schedule.state.stunts.values() {
        let (Some(engagement), Some(at)) = (stunt.performer, schedule.day_of(stunt.sheet)) else { continue };
        let first = at.ordinal.saturating_sub(stunt.protect_days as usize);
        let days = schedule.of_unit(at.unit.id).filter(|day| (first..at.ordinal).contains(&day.ordinal));
        let performer = Performer::Engaged(engagement);
        all.extend(days.map(|day| Protected { stunt, performer, day }));
    }
    all
}

/// Somebody as one human being: nobody is in two places, under whatever engagement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    Person(PersonId),
    Nobody(Performer),
}

pub(crate) fn who(state: &State, performer: Performer) -> Who {
    state.person_of(performer).map_or(Who::Nobody(performer), Who::Person)
}
