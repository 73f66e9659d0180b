//! Which facts of a production take freedom away from its plan.

use std::collections::BTreeSet;

use domain::{DateRange, Placed, Review, Severity, Sheet, SheetStatus, State};
use rules::Rule;

use super::{Case, Fact, MANY_DATES, Whose};
use crate::compile::Keep;

/// Rules that are no fact of one strip, person or place.
const FOR_EVERYBODY: [Rule; 14] = [
    Rule::Minutes,
    Rule::Overtime,
    Rule::CastOvertime,
    Rule::SixthDay,
    Rule::Meal,
    Rule::Light,
    Rule::Glow,
    Rule::Night,
    Rule::Locations,
    Rule::CrewRest,
    Rule::ForcedCall,
    Rule::SharedPeople,
    Rule::Drop,
    Rule::Stunts,
];

/// A calendar with so many dates has no end that a plan could feel.
const ENDLESS: usize = 260;

impl Case {
    /// The facts that may be taken away, in a fixed order: what is typed of one strip first, rules for everybody last. Who
    /// agreed to what, and what must be clear, is nothing to give up: it is not among them.
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let state = &self.state;
        let forbids = |rule: Rule| rule.severity(&state.production) == Severity::Forbid;
        let sheets = self.planned();
        let mut facts = Vec::new();
        self.list_strips(&sheets, &forbids, &mut facts);
        list_dates(state, &sheets, &forbids, &mut facts);
        let here: BTreeSet<_> = sheets.iter().map(|sheet| sheet.id).collect();
        for stunt in state.stunts.values().filter(|stunt| here.contains(&stunt.sheet)) {
            if !rules::readiness::asks(state, stunt).is_empty() && forbids(Rule::Ready) {
                facts.push(Fact::Ready(stunt.id));
            }
            if stunt.protect_days > 0 && stunt.performer.is_some() && forbids(Rule::Protected) {
                facts.push(Fact::Protected(stunt.id));
            }
        }
        for unit in state.units.values() {
            let dates = unit.calendar.shooting_dates(rules::start_date(state, unit));
            if dates.take(ENDLESS).count() < ENDLESS {
                facts.push(Fact::Calendar(unit.id, MANY_DATES));
            }
        }
        facts.extend(FOR_EVERYBODY.into_iter().filter(|rule| forbids(*rule)).map(Fact::Rule));
        facts
    }

    fn list_strips(&self, sheets: &[&Sheet], forbids: &dyn Fn(Rule) -> bool, facts: &mut Vec<Fact>) {
        let placed = self.board.placements();
        let mut pairs = BTreeSet::new();
        for sheet in sheets {
            let by_person = placed.get(&sheet.id).is_some_and(|(_, _, by)| *by == Placed::ByPerson);
            if sheet.pin.is_some() && forbids(Rule::Pin) {
                facts.push(Fact::Pin(sheet.id));
            }
            if self.keep == Keep::Placed && by_person && sheet.status != SheetStatus::Shot {
                facts.push(Fact::Placed(sheet.id));
            }
            if forbids(Rule::Before) {
                pairs.extend(sheet.before.iter().map(|then| Fact::Before(sheet.id, *then)));
            }
            if forbids(Rule::With) {
                pairs.extend(sheet.with.iter().map(|o| Fact::With(sheet.id.min(*o), sheet.id.max(*o))));
            }
            if forbids(Rule::Apart) {
                pairs.extend(sheet.apart.iter().map(|o| Fact::Apart(sheet.id.min(*o), sheet.id.max(*o))));
            }
        }
        facts.extend(pairs);
    }
}

/// Who and what is needed and cannot always be had.
fn list_dates(state: &State, sheets: &[&Sheet], forbids: &dyn Fn(Rule) -> bool, facts: &mut Vec<Fact>) {
    let mut whose = BTreeSet::new();
    let mut minors = BTreeSet::new();
    let limited = |ranges: [&Vec<DateRange>; 2]| ranges.iter().any(|ranges| !ranges.is_empty());
    for sheet in sheets {
        for engagement in state.performers_of(sheet).into_iter().filter_map(|p| state.engagement_of(p)) {
            let person = engagement.person;
            let of_person = || state.engagements.values().filter(|e| e.person == person);
            if of_person().any(|e| limited([&e.available, &e.unavailable])) {
                whose.insert(Whose::Person(person));
            }
            if state.people.get(&person).is_some_and(|person| person.birth_date.is_some()) {
                minors.insert(Fact::Minor(person));
            }
        }
        let elements = sheet.elements.iter().filter(|used| used.review != Review::Rejected);
        for element in elements.filter_map(|used| state.elements.get(&used.element)) {
            if limited([&element.available, &element.unavailable]) {
                whose.insert(Whose::Element(element.id));
            }
        }
        let groups = sheet.background.iter().filter(|used| used.review != Review::Rejected);
        for group in groups.filter_map(|used| state.background.get(&used.group)) {
            if !group.available.is_empty() {
                whose.insert(Whose::Background(group.id));
            }
        }
    }
    if !forbids(Rule::Availability) {
        whose.clear();
    }
    let mut kinds = BTreeSet::new();
    if forbids(Rule::LocationWindow) {
        list_places(state, sheets, &mut whose, &mut kinds);
    }
    facts.extend(whose.into_iter().map(Fact::Dates));
    facts.extend(kinds);
    if forbids(Rule::Minors) {
        facts.extend(minors);
    }
}

fn list_places(state: &State, sheets: &[&Sheet], whose: &mut BTreeSet<Whose>, kinds: &mut BTreeSet<Fact>) {
    for sheet in sheets {
        if let Some(location) = state.location_of(sheet) {
            if !location.available.is_empty() || !location.unavailable.is_empty() {
                whose.insert(Whose::Location(location.id));
            }
            if !location.modes.is_empty() {
                kinds.insert(Fact::Kinds(location.id));
            }
        }
        let mut set = state.sets.get(&sheet.set);
        for _ in 0..16 {
            let Some(here) = set else { break };
            if !here.available.is_empty() {
                whose.insert(Whose::Set(here.id));
            }
            set = here.parent.and_then(|parent| state.sets.get(&parent));
        }
    }
}
