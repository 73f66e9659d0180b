//! What the fast evaluation looks up again and again, worked out once from a problem.

use super::date_set::DateSet;
use crate::arrange::has_curfew;
use crate::outcome::Rule;
use crate::problem::{Problem, Resource, StripIdx};

/// A rule between two strips.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) rule: Rule,
    pub(crate) first: StripIdx,
    pub(crate) then: StripIdx,
    pub(crate) ordered_in_day: bool,
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
    /// Is the strip in a pair whose order counts inside a day?
    pub(super) ordered: Vec<bool>,
    pub(super) curfew: Vec<bool>,
    pub(super) has_minor: Vec<bool>,
    pub(super) pay_law: Vec<PayLaw>,
    /// Does the contract pay for hold, days off or travel apart?
    pub(super) looks_at_dates: Vec<bool>,
    /// Dates strictly inside the agreed drop of each resource.
    pub(super) agreed_drop: Vec<Option<DateSet>>,
    /// The fewest minutes of a day's work that the pay of any performer covers.
    pub(super) least_straight: i32,
    /// Dense person of each resource.
    pub(super) person: Vec<u32>,
    pub(super) resources_of_person: Vec<Vec<u32>>,
    /// The longest rest that any performer is owed.
    pub(super) most_rest: i32,
    /// Does this person perform a stunt?
    pub(super) performs: Vec<bool>,
    /// Stunts performed by each resource.
    pub(super) stunts_of: Vec<Vec<u32>>,
    pub(super) counting: DateSet,
    /// Counting dates before each date.
    pub(super) counting_before: Vec<u32>,
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
        let strips = || (0..problem.strips.len()).map(StripIdx::new);
        let minor = |strip: StripIdx| {
            let resources = &problem.strips[strip.index()].resources;
            resources.iter().any(|r| problem.resources[r.index()].minor.is_some())
        };
        let person = dense_persons(problem);
        let persons = person.iter().max().map_or(0, |&most| most as usize + 1);
        let mut resources_of_person = vec![Vec::new(); persons];
        for (resource, &person) in person.iter().enumerate() {
            resources_of_person[person as usize].push(resource as u32);
        }
        let mut performs = vec![false; persons];
        let mut stunts_of = vec![Vec::new(); problem.resources.len()];
        for (index, stunt) in problem.stunts.iter().enumerate() {
            performs[person[stunt.performer.index()] as usize] = true;
            stunts_of[stunt.performer.index()].push(index as u32);
        }
        let (counting, counting_before) = counting_dates(problem);
        let mut slots_on = vec![Vec::new(); problem.dates.len()];
        for (slot, facts) in problem.slots.iter().enumerate() {
            slots_on[facts.date.index()].push(slot as u32);
        }
        Index {
            pairs,
            pairs_of,
            ordered,
            curfew: strips().map(|strip| has_curfew(problem, strip)).collect(),
            has_minor: strips().map(minor).collect(),
            pay_law: problem.resources.iter().map(|resource| pay_law(&resource.pay)).collect(),
            looks_at_dates: problem.resources.iter().map(|r| r.contract.looks_at_dates()).collect(),
            agreed_drop: problem.resources.iter().map(|r| agreed_drop(problem, r)).collect(),
            least_straight: {
                let performers = problem.resources.iter().filter(|r| r.performer);
                performers.filter_map(|r| r.contract.straight).min().unwrap_or(i32::MAX)
            },
            person,
            resources_of_person,
            most_rest: problem.resources.iter().filter(|r| r.performer).map(|r| r.rest).max().unwrap_or(0),
            performs,
            stunts_of,
            counting,
            counting_before,
            slots_on,
        }
    }
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
