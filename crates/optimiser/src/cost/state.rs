//! A board under search: a change is proposed, its new score is known at once, then it is accepted or taken back.

mod day;
mod people;
mod places;
mod screen;

use super::date_set::DateSet;
use super::expected::{Attempt, expected, value_term};
use super::index::{Index, Pair};
use crate::outcome::Rule;
use crate::problem::{Kind, Problem, SlotIdx, StripIdx};
use crate::solution::Solution;
use day::{DayMeasure, RestMeasure};

/// Where a strip stands that is not placed.
pub(crate) const NOWHERE: SlotIdx = SlotIdx(u32::MAX);

/// Penalty of one unit of each broken rule, by [`Rule`]. Not money: it only steers.
#[derive(Clone, Debug)]
pub(crate) struct Weights(pub(crate) [i64; Rule::ALL.len()]);

impl Weights {
    fn of(&self, rule: Rule, amount: i64) -> i64 {
        if amount > 0 { self.0[rule.index()] * amount } else { 0 }
    }
}

/// What a board is worth: money apart from penalties. No penalty, no broken rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    pub(crate) cost: i64,
    /// Expected cost and value term; cost when the problem has no stunt.
    pub(crate) expected: f64,
    pub(crate) penalty: i64,
}

/// Scalars that a rejected change takes back by copy.
#[derive(Clone, Debug)]
struct Totals {
    pair_penalty: i64,
    day_penalty: i64,
    shared_penalty: i64,
    protected_penalty: i64,
    unplaced: u32,
}

/// First touch of each thing in a proposed change, with what it was.
#[derive(Default)]
struct Journal {
    moved: Vec<(StripIdx, SlotIdx)>,
    slots: Vec<(u32, DayMeasure)>,
    rests: Vec<(u32, RestMeasure)>,
    resources: Vec<(u32, DateSet, DateSet)>,
    contracts: Vec<(u32, Engaged)>,
    locations: Vec<(u32, DateSet)>,
    last_used: Vec<(usize, Option<usize>)>,
    attempts: Option<Vec<Attempt>>,
}

/// The dates on which somebody works, protected days too, and those that are paid: what a contract looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Engaged {
    work: DateSet,
    paid: DateSet,
}

/// A board with everything that its score is made of.
pub(crate) struct State<'p> {
    problem: &'p Problem,
    index: &'p Index,
    weights: Weights,
    slot_of: Vec<SlotIdx>,
    on: Vec<Vec<StripIdx>>,
    days: Vec<DayMeasure>,
    rests: Vec<RestMeasure>,
    /// Strips of a resource on a slot: `resource * slots + slot`.
    work_count: Vec<u16>,
    /// The same by person; empty with one unit.
    person_count: Vec<u16>,
    /// Dates on which a resource works, protected days apart.
    work: Vec<DateSet>,
    paid: Vec<DateSet>,
    /// Of contracts that look at dates; default for the others.
    engaged: Vec<Engaged>,
    place_count: Vec<u16>,
    used_at: Vec<DateSet>,
    last_used: Vec<Option<usize>>,
    cost: Vec<i64>,
    burn: Vec<i64>,
    kept_cost: Vec<i64>,
    kept_burn: Vec<i64>,
    attempts: Vec<Attempt>,
    spare_attempts: Vec<Attempt>,
    totals: Totals,
    kept_totals: Totals,
    score: Score,
    kept_score: Score,
    journal: Journal,
    touched: Touched,
    scratch: day::Scratch,
}

/// Marks of what the current change has touched.
#[derive(Default)]
struct Touched {
    round: u32,
    pair_round: u32,
    slots: Vec<u32>,
    rests: Vec<u32>,
    resources: Vec<u32>,
    locations: Vec<u32>,
    pairs: Vec<u32>,
}

impl<'p> State<'p> {
    /// A board with every strip where `slots` says; [`NOWHERE`] for none.
    pub(crate) fn new(problem: &'p Problem, index: &'p Index, weights: Weights, slots: &[SlotIdx]) -> Self {
        let (dates, count) = (problem.dates.len(), problem.slots.len());
        let totals = Totals {
            pair_penalty: 0,
            day_penalty: 0,
            shared_penalty: 0,
            protected_penalty: 0,
            unplaced: problem.strips.len() as u32,
        };
        let score = Score { cost: 0, expected: 0.0, penalty: 0 };
        let persons = if problem.units.len() > 1 { index.resources_of_person.len() } else { 0 };
        let mut state = State {
            problem,
            index,
            weights,
            slot_of: vec![NOWHERE; problem.strips.len()],
            on: vec![Vec::new(); count],
            days: vec![DayMeasure::empty(); count],
            rests: vec![RestMeasure::default(); count],
            work_count: vec![0; problem.resources.len() * count],
            person_count: vec![0; persons * count],
            work: vec![DateSet::default(); problem.resources.len()],
            paid: vec![DateSet::default(); problem.resources.len()],
            engaged: vec![Engaged::default(); problem.resources.len()],
            place_count: vec![0; problem.locations.len() * dates],
            used_at: vec![DateSet::default(); problem.locations.len()],
            last_used: vec![None; problem.units.len()],
            cost: vec![0; dates],
            burn: vec![0; dates],
            kept_cost: vec![0; dates],
            kept_burn: vec![0; dates],
            attempts: Vec::new(),
            spare_attempts: Vec::new(),
            totals: totals.clone(),
            kept_totals: totals,
            score,
            kept_score: score,
            journal: Journal::default(),
            touched: Touched {
                round: 0,
                pair_round: 0,
                slots: vec![0; count],
                rests: vec![0; count],
                resources: vec![0; problem.resources.len()],
                locations: vec![0; problem.locations.len()],
                pairs: vec![0; index.pairs.len()],
            },
            scratch: day::Scratch::new(problem),
        };
        let changes: Vec<_> = slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| **slot != NOWHERE)
            .map(|(strip, &slot)| (StripIdx::new(strip), slot))
            .collect();
        state.propose(&changes);
        state.accept();
        state
    }

    /// Makes the changes and scores the result. `accept` or `reject` must follow.
    pub(crate) fn propose(&mut self, changes: &[(StripIdx, SlotIdx)]) -> Score {
        debug_assert!(self.journal.moved.is_empty(), "the last change was neither accepted nor rejected");
        self.touched.round += 1;
        self.touched.pair_round += 1;
        for &(strip, _) in changes {
            self.count_pairs(strip, -1);
        }
        let mut stunts_moved = false;
        for &(strip, to) in changes {
            self.journal.moved.push((strip, self.slot_of[strip.index()]));
            self.shift(strip, to);
            stunts_moved |= self.problem.strips[strip.index()].stunt.is_some();
        }
        self.touched.pair_round += 1;
        for &(strip, _) in changes {
            self.count_pairs(strip, 1);
        }
        self.measure_days();
        self.measure_crew();
        let performers = self.pay_people(stunts_moved);
        self.pay_places();
        if performers || stunts_moved {
            self.find_attempts();
        }
        self.score = self.evaluate();
        self.score
    }

    /// Keeps the proposed change.
    pub(crate) fn accept(&mut self) {
        self.kept_cost.copy_from_slice(&self.cost);
        self.kept_burn.copy_from_slice(&self.burn);
        self.kept_totals = self.totals.clone();
        self.kept_score = self.score;
        self.forget();
    }

    /// Takes the proposed change back.
    pub(crate) fn reject(&mut self) {
        let mut journal = std::mem::take(&mut self.journal);
        for (strip, from) in journal.moved.drain(..).rev() {
            self.unshift(strip, from);
        }
        for (slot, day) in journal.slots.drain(..) {
            self.days[slot as usize] = day;
        }
        for (slot, rest) in journal.rests.drain(..) {
            self.rests[slot as usize] = rest;
        }
        for (resource, work, paid) in journal.resources.drain(..) {
            self.work[resource as usize] = work;
            self.paid[resource as usize] = paid;
        }
        for (resource, engaged) in journal.contracts.drain(..) {
            self.engaged[resource as usize] = engaged;
        }
        for (location, used) in journal.locations.drain(..) {
            self.used_at[location as usize] = used;
        }
        for (unit, last) in journal.last_used.drain(..) {
            self.last_used[unit] = last;
        }
        if let Some(attempts) = journal.attempts.take() {
            self.spare_attempts = std::mem::replace(&mut self.attempts, attempts);
        }
        self.journal = journal;
        self.cost.copy_from_slice(&self.kept_cost);
        self.burn.copy_from_slice(&self.kept_burn);
        self.totals = self.kept_totals.clone();
        self.score = self.kept_score;
    }

    fn forget(&mut self) {
        let journal = &mut self.journal;
        journal.moved.clear();
        journal.slots.clear();
        journal.rests.clear();
        journal.resources.clear();
        journal.contracts.clear();
        journal.locations.clear();
        journal.last_used.clear();
        if let Some(attempts) = journal.attempts.take() {
            self.spare_attempts = attempts;
        }
    }

    /// The score of the board as it stands.
    pub(crate) fn score(&self) -> Score {
        self.score
    }

    /// Where a strip stands.
    pub(crate) fn slot_of(&self, strip: StripIdx) -> SlotIdx {
        self.slot_of[strip.index()]
    }

    /// The strips of a slot, in no order that means anything.
    pub(crate) fn strips_on(&self, slot: SlotIdx) -> &[StripIdx] {
        &self.on[slot.index()]
    }

    /// The last used slot of a unit.
    pub(crate) fn last_used(&self, unit: usize) -> Option<usize> {
        self.last_used[unit]
    }

    /// Every strip's slot.
    pub(crate) fn slots(&self) -> &[SlotIdx] {
        &self.slot_of
    }

    /// The board for exchange. Every strip must be placed.
    pub(crate) fn solution(&self) -> Solution {
        debug_assert_eq!(self.totals.unplaced, 0);
        Solution { slots: self.slot_of.clone() }
    }

    /// Moves a strip in lists, counts and date sets; prices follow later.
    fn shift(&mut self, strip: StripIdx, to: SlotIdx) {
        let from = self.slot_of[strip.index()];
        if from == to {
            return;
        }
        self.relist(strip, to);
        for (slot, here) in [(from, false), (to, true)] {
            if slot != NOWHERE {
                self.touch_slot(slot.index());
                self.shift_people(strip, slot.index(), here);
                self.shift_place(strip, slot.index(), here);
            }
        }
    }

    /// Moves a strip back in lists and counts; the journal restores the rest.
    fn unshift(&mut self, strip: StripIdx, to: SlotIdx) {
        let from = self.slot_of[strip.index()];
        if from == to {
            return;
        }
        self.relist(strip, to);
        for (slot, here) in [(from, false), (to, true)] {
            if slot != NOWHERE {
                self.recount(strip, slot.index(), here);
            }
        }
    }

    fn relist(&mut self, strip: StripIdx, to: SlotIdx) {
        let from = self.slot_of[strip.index()];
        if from == NOWHERE {
            self.totals.unplaced -= 1;
        } else {
            let list = &mut self.on[from.index()];
            let at = list.iter().position(|&s| s == strip).expect("a placed strip is in its slot's list");
            list.swap_remove(at);
        }
        if to == NOWHERE {
            self.totals.unplaced += 1;
        } else {
            self.on[to.index()].push(strip);
        }
        self.slot_of[strip.index()] = to;
    }

    fn recount(&mut self, strip: StripIdx, slot: usize, here: bool) {
        let step = if here { 1 } else { u16::MAX };
        let facts = &self.problem.strips[strip.index()];
        let slots = self.problem.slots.len();
        for resource in &facts.resources {
            let count = &mut self.work_count[resource.index() * slots + slot];
            *count = count.wrapping_add(step);
            let performer = self.problem.resources[resource.index()].performer;
            if performer && !self.person_count.is_empty() {
                let person = self.index.person[resource.index()] as usize;
                let count = &mut self.person_count[person * slots + slot];
                *count = count.wrapping_add(step);
            }
        }
        if let Some(location) = facts.location {
            let date = self.problem.slots[slot].date.index();
            let count = &mut self.place_count[location.index() * self.problem.dates.len() + date];
            *count = count.wrapping_add(step);
        }
    }

    /// Adds or takes away the penalties of a strip's pairs across slots, each pair once a round.
    fn count_pairs(&mut self, strip: StripIdx, sign: i64) {
        let index = self.index;
        for &pair in &index.pairs_of[strip.index()] {
            let mark = &mut self.touched.pairs[pair as usize];
            if *mark != self.touched.pair_round {
                *mark = self.touched.pair_round;
                self.totals.pair_penalty += sign * self.pair_penalty(&index.pairs[pair as usize]);
            }
        }
    }

    /// Inside a slot an ordered pair is the day's business.
    fn pair_penalty(&self, pair: &Pair) -> i64 {
        let (a, b) = (self.slot_of[pair.first.index()], self.slot_of[pair.then.index()]);
        if a == NOWHERE || b == NOWHERE {
            return 0;
        }
        let date = |slot: SlotIdx| self.problem.slots[slot.index()].date;
        let broken = match pair.rule {
            Rule::Together => a != b,
            Rule::Apart => date(a) == date(b),
            _ => a != b && date(a) >= date(b),
        };
        self.weights.of(pair.rule, i64::from(broken))
    }

    /// Crew days of units: all up to the last used slot, or the used ones.
    fn measure_crew(&mut self) {
        for unit in 0..self.problem.units.len() {
            let facts = &self.problem.units[unit];
            let old = self.last_used[unit];
            let touched = self.journal.slots.iter().map(|&(slot, _)| slot as usize);
            let highest = touched.filter(|slot| facts.slots().contains(slot)).chain(old).max();
            let new =
                highest.and_then(|top| (facts.first_slot.index()..=top).rev().find(|&s| self.days[s].used));
            if old != new {
                self.journal.last_used.push((unit, old));
                self.last_used[unit] = new;
            }
            if facts.idle_days_paid && old != new {
                let end = |last: Option<usize>| last.map_or(facts.first_slot.index(), |slot| slot + 1);
                let (old, new) = (end(old), end(new));
                let sign = if new > old { 1 } else { -1 };
                for slot in old.min(new)..old.max(new) {
                    self.charge_burn(self.problem.slots[slot].date.index(), sign * facts.crew_cost);
                }
            }
        }
        for touched in 0..self.journal.slots.len() {
            let (slot, before) = self.journal.slots[touched];
            let (slot, used) = (slot as usize, self.days[slot as usize].used);
            let facts = &self.problem.units[self.problem.slots[slot].unit.index()];
            if !facts.idle_days_paid && used != before.used {
                let sign = if used { 1 } else { -1 };
                self.charge_burn(self.problem.slots[slot].date.index(), sign * facts.crew_cost);
            }
        }
    }

    fn charge_burn(&mut self, date: usize, money: i64) {
        self.cost[date] += money;
        self.burn[date] += money;
    }

    /// Stunts as they stand, in order of date and id.
    fn find_attempts(&mut self) {
        let mut found = std::mem::take(&mut self.spare_attempts);
        found.clear();
        for (index, stunt) in self.problem.stunts.iter().enumerate() {
            let slot = self.slot_of[stunt.strip.index()];
            if slot == NOWHERE {
                continue;
            }
            let slot = &self.problem.slots[slot.index()];
            let date = slot.date.index();
            let person = self.index.person[stunt.performer.index()] as usize;
            let resources = &self.index.resources_of_person[person];
            found.push(Attempt {
                stunt: crate::problem::StuntIdx::new(index),
                date,
                needed_later: resources
                    .iter()
                    .any(|&r| self.work[r as usize].last().is_some_and(|l| l > date)),
                crew: self.problem.units[slot.unit.index()].crew_cost,
            });
        }
        found.sort_unstable_by_key(|attempt| (attempt.date, attempt.stunt));
        self.journal.attempts = Some(std::mem::replace(&mut self.attempts, found));
    }

    fn evaluate(&self) -> Score {
        let cost = self.cost.iter().sum();
        let expected = if self.problem.stunts.is_empty() {
            cost as f64
        } else {
            expected(self.problem, &self.cost, &self.burn, &self.attempts) + value_term(self.problem, cost)
        };
        let totals = &self.totals;
        let penalty =
            totals.pair_penalty + totals.day_penalty + totals.shared_penalty + totals.protected_penalty;
        Score { cost, expected, penalty }
    }

    fn is_night(&self, slot: usize) -> bool {
        self.days[slot].used && self.days[slot].kind == Kind::Night
    }
}
