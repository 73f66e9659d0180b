//! What the fast evaluation looks up again and again, worked out once from a problem.

use super::date_set::DateSet;
use super::load::Load;
use crate::arrange::has_curfew;
use crate::outcome::Rule;
use crate::problem::{Light, LocationIdx, Problem, Resource, Slot, SlotIdx, StripIdx, StuntIdx, Unit};

/// A rule between two strips.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) rule: Rule,
    pub(crate) first: StripIdx,
    pub(crate) then: StripIdx,
    pub(crate) ordered_in_day: bool,
}

/// A strip in brief: what every change of a board looks at, side by side in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Brief {
    pub(super) minutes: i32,
    pub(super) location: Option<LocationIdx>,
    pub(super) light: Light,
    pub(super) allowed_kinds: u8,
    pub(super) exclusive: bool,
    pub(super) stunt: bool,
    /// Is it in a pair whose order counts inside a day?
    pub(super) ordered: bool,
    pub(super) minor: bool,
    /// What it adds to the load of its slot.
    pub(super) load: Load,
    /// Where its resources lie in [`Index::crew`].
    crew: (u32, u32),
}

/// A resource in brief.
#[derive(Clone, Copy, Debug)]
pub(super) struct Payee {
    pub(super) law: PayLaw,
    /// Pay of one paid date alone.
    pub(super) day_rate: i64,
    /// Does it cost the same whenever it works?
    pub(super) unpaid: bool,
    pub(super) holds: bool,
    /// The calendar days that a gap must pass for a drop, and the fewest dates in such a gap.
    pub(super) drop: Option<(i32, usize)>,
    pub(super) agreed_drop: bool,
    /// Does the contract pay for hold, days off or travel apart?
    pub(super) looks_at_dates: bool,
    pub(super) performer: bool,
    pub(super) minor: bool,
    /// Dense person.
    pub(super) person: u32,
    /// Does this person perform a stunt? One with protected days?
    pub(super) performs: bool,
    pub(super) protects: bool,
}

/// How an engagement's pay depends on its paid dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PayLaw {
    /// The same for each paid date.
    Daily(i64),
    /// A table of totals.
    Table,
}

/// Look-ups by strip, resource and person.
pub(crate) struct Index {
    pub(crate) pairs: Vec<Pair>,
    /// Pairs of each strip.
    pub(crate) pairs_of: Vec<Vec<u32>>,
    /// By strip.
    pub(super) strips: Vec<Brief>,
    /// Resources of all strips, one strip after the other.
    crew: Vec<u32>,
    /// Slots where each strip may stand: words of bits, so many a strip.
    allowed: (Vec<u64>, usize),
    /// By resource.
    pub(super) payees: Vec<Payee>,
    /// Dates strictly inside the agreed drop of each resource.
    pub(super) agreed_drop: Vec<Option<DateSet>>,
    /// The fewest minutes of a day's work that the pay of any performer covers.
    pub(super) least_straight: i32,
    pub(super) resources_of_person: Vec<Vec<u32>>,
    /// The longest rest that any performer is owed.
    pub(super) most_rest: i32,
    /// [`Problem::abandon_probability`].
    pub(super) abandoned: f64,
    /// Stunts performed by each resource.
    pub(super) stunts_of: Vec<Vec<u32>>,
    /// Stunts whose rewrite throws away each strip.
    pub(super) lost_with: Vec<Vec<StuntIdx>>,
    pub(super) counting: DateSet,
    /// Counting dates before each date.
    pub(super) counting_before: Vec<u32>,
    /// By slot: do strips keep to any clock of light, and is any light short?
    pub(super) clocked: Vec<bool>,
    pub(super) short_of_light: Vec<bool>,
    /// By unit: the most minutes of a day of any kind.
    pub(super) most_work: Vec<i32>,
    /// Slots of each date.
    pub(super) slots_on: Vec<Vec<u32>>,
}

impl Index {
    pub(crate) fn new(problem: &Problem) -> Self {
        let pairs = all_pairs(problem);
        let mut pairs_of = vec![Vec::new(); problem.strips.len()];
        let mut ordered = vec![false; problem.strips.len()];
        for (index, pair) in pairs.iter().enumerate() {
            for strip in [pair.first, pair.then] {
                pairs_of[strip.index()].push(index as u32);
                ordered[strip.index()] |= pair.ordered_in_day;
            }
        }
        let person = dense_persons(problem);
        let persons = person.iter().max().map_or(0, |&most| most as usize + 1);
        let mut resources_of_person = vec![Vec::new(); persons];
        for (resource, &person) in person.iter().enumerate() {
            resources_of_person[person as usize].push(resource as u32);
        }
        let (mut performs, mut protects) = (vec![false; persons], vec![false; persons]);
        let mut stunts_of = vec![Vec::new(); problem.resources.len()];
        let mut lost_with = vec![Vec::new(); problem.strips.len()];
        for (index, stunt) in problem.stunts.iter().enumerate() {
            stunt.lost.iter().for_each(|(strip, _)| lost_with[strip.index()].push(StuntIdx::new(index)));
            let person = person[stunt.performer.index()] as usize;
            performs[person] = true;
            protects[person] |= stunt.protect_days > 0;
            stunts_of[stunt.performer.index()].push(index as u32);
        }
        let (counting, counting_before) = counting_dates(problem);
        let mut slots_on = vec![Vec::new(); problem.dates.len()];
        for (slot, facts) in problem.slots.iter().enumerate() {
            slots_on[facts.date.index()].push(slot as u32);
        }
        let mut crew = Vec::new();
        let strips = (0..problem.strips.len())
            .map(|strip| brief(problem, StripIdx::new(strip), ordered[strip], &mut crew))
            .collect();
        let payees = (0..problem.resources.len())
            .map(|resource| {
                let person = person[resource];
                let stunts = (performs[person as usize], protects[person as usize]);
                payee(problem, resource, person, stunts)
            })
            .collect();
        Index {
            pairs,
            lost_with,
            pairs_of,
            strips,
            crew,
            allowed: allowed_words(problem),
            payees,
            agreed_drop: problem.resources.iter().map(|r| agreed_drop(problem, r)).collect(),
            least_straight: {
                let performers = problem.resources.iter().filter(|r| r.performer);
                performers.filter_map(|r| r.contract.straight).min().unwrap_or(i32::MAX)
            },
            resources_of_person,
            most_rest: problem.resources.iter().filter(|r| r.performer).map(|r| r.rest).max().unwrap_or(0),
            abandoned: problem.abandon_probability(),
            stunts_of,
            counting,
            counting_before,
            clocked: problem.slots.iter().map(is_clocked).collect(),
            short_of_light: problem.slots.iter().map(|slot| is_short_of_light(problem, slot)).collect(),
            most_work: problem.units.iter().map(most_work).collect(),
            slots_on,
        }
    }

    /// A strip in brief.
    pub(super) fn strip(&self, strip: StripIdx) -> &Brief {
        &self.strips[strip.index()]
    }

    /// Resources of a strip.
    pub(super) fn crew(&self, strip: StripIdx) -> &[u32] {
        let (from, to) = self.strips[strip.index()].crew;
        &self.crew[from as usize..to as usize]
    }

    /// May the strip stand there?
    pub(crate) fn may(&self, strip: StripIdx, slot: SlotIdx) -> bool {
        let (words, each) = &self.allowed;
        words[strip.index() * each + slot.index() / 64] >> (slot.index() % 64) & 1 == 1
    }
}

fn brief(problem: &Problem, strip: StripIdx, ordered: bool, crew: &mut Vec<u32>) -> Brief {
    let facts = &problem.strips[strip.index()];
    let from = crew.len() as u32;
    let minor = facts.resources.iter().any(|r| problem.resources[r.index()].minor.is_some());
    crew.extend(facts.resources.iter().map(|resource| resource.0));
    Brief {
        minutes: facts.minutes,
        location: facts.location,
        light: facts.light,
        allowed_kinds: facts.allowed_kinds,
        exclusive: facts.exclusive_stunt,
        stunt: !facts.stunts.is_empty(),
        ordered,
        minor,
        load: Load::of(facts, ordered, has_curfew(problem, strip), minor),
        crew: (from, crew.len() as u32),
    }
}

fn payee(problem: &Problem, resource: usize, person: u32, (performs, protects): (bool, bool)) -> Payee {
    let facts = &problem.resources[resource];
    let (law, looks_at_dates) = (pay_law(&facts.pay), facts.contract.looks_at_dates());
    Payee {
        law,
        day_rate: facts.pay.get(1).copied().unwrap_or(0),
        unpaid: law == PayLaw::Daily(0) && !looks_at_dates,
        holds: facts.holds,
        drop: facts.drop_min_gap.and_then(|gap| Some((gap, fewest_dates(problem, gap)?))),
        agreed_drop: facts.drop_min_gap.is_none() && facts.contract.agreed_drop.is_some(),
        looks_at_dates,
        performer: facts.performer,
        minor: facts.minor.is_some(),
        person,
        performs,
        protects,
    }
}

/// Do strips wait for a light on the slot, or must they begin or end by a time?
fn is_clocked(slot: &Slot) -> bool {
    let (begin, until) = (slot.not_before.as_flattened(), [slot.start_by, slot.end_by]);
    begin.iter().any(|&time| time > i32::MIN)
        || until.as_flattened().as_flattened().iter().any(|&time| time < i32::MAX)
}

fn is_short_of_light(problem: &Problem, slot: &Slot) -> bool {
    let limited = slot.light_minutes.as_flattened().iter().any(|&most| most < i32::MAX);
    limited || problem.units[slot.unit.index()].magic_hour.is_some()
}

fn most_work(unit: &Unit) -> i32 {
    unit.base.into_iter().max().unwrap_or(0) + unit.most_overtime
}

/// The fewest dates, one at least, between two dates that are more calendar days apart than `gap`; none if no two are.
fn fewest_dates(problem: &Problem, gap: i32) -> Option<usize> {
    let dates = &problem.dates;
    (1..dates.len().saturating_sub(1)).find(|between| {
        (0..dates.len() - between - 1).any(|from| dates[from + between + 1].day - dates[from].day > gap)
    })
}

fn allowed_words(problem: &Problem) -> (Vec<u64>, usize) {
    let each = problem.slots.len().div_ceil(64);
    let mut words = vec![0; each * problem.strips.len()];
    for (strip, facts) in problem.strips.iter().enumerate() {
        for slot in facts.allowed_slots.ones() {
            words[strip * each + slot / 64] |= 1 << (slot % 64);
        }
    }
    (words, each)
}

fn all_pairs(problem: &Problem) -> Vec<Pair> {
    let before = problem.before.iter().map(|pair| Pair {
        rule: Rule::Before,
        first: pair.first,
        then: pair.then,
        ordered_in_day: pair.ordered_in_day,
    });
    let even = |rule, pairs: &[(StripIdx, StripIdx)]| -> Vec<Pair> {
        let pair = |&(first, then)| Pair { rule, first, then, ordered_in_day: false };
        pairs.iter().map(pair).collect()
    };
    before.chain(even(Rule::Together, &problem.together)).chain(even(Rule::Apart, &problem.apart)).collect()
}

fn dense_persons(problem: &Problem) -> Vec<u32> {
    let mut numbers: Vec<u32> = problem.resources.iter().map(|resource| resource.person).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let dense = |person: u32| numbers.partition_point(|&other| other < person) as u32;
    problem.resources.iter().map(|resource| dense(resource.person)).collect()
}

fn counting_dates(problem: &Problem) -> (DateSet, Vec<u32>) {
    let (mut counting, mut before, mut count) = (DateSet::default(), Vec::new(), 0);
    for (date, facts) in problem.dates.iter().enumerate() {
        before.push(count);
        if facts.counts {
            counting.insert(date);
            count += 1;
        }
    }
    (counting, before)
}

fn agreed_drop(problem: &Problem, resource: &Resource) -> Option<DateSet> {
    let (from, to) = resource.contract.agreed_drop?;
    let mut inside = DateSet::default();
    let dates = problem.dates.iter().enumerate();
    dates.filter(|(_, date)| (from + 1..to).contains(&date.day)).for_each(|(date, _)| inside.insert(date));
    Some(inside)
}

fn pay_law(pay: &[i64]) -> PayLaw {
    let day = pay.get(1).copied().unwrap_or(0);
    let even = pay.iter().enumerate().all(|(n, &total)| total == day * n as i64);
    if even { PayLaw::Daily(day) } else { PayLaw::Table }
}
