//! A board under search: a change is proposed, its new score is known at once, then it is accepted or taken back.

mod attempts;
mod day;
mod guess;
mod journal;
mod least;
mod people;
mod places;
mod screen;

use std::cell::RefCell;

use super::date_set::DateSet;
use super::expected::{Attempt, DateWeight, date_weights, expected, value_term};
use super::index::{Index, Pair};
use super::load::Load;
use super::orders::Orders;
use crate::outcome::Rule;
use crate::problem::{Kind, Problem, SlotIdx, StripIdx, Unit};
use crate::solution::Solution;
use day::{DayMeasure, RestMeasure};
use journal::{Charge, Engaged, Journal, Moved, Totals, Touched};

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

/// Changes after which the expected cost is summed up anew, so that rounding adds little to it.
const SUM_EVERY: u32 = 256;

/// More than sums of a board's money differ by the order in which they are added up.
const ROUNDING: f64 = 1e-3;

/// What a board is worth: money apart from penalties. No penalty, no broken rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Score {
    pub(crate) cost: i64,
    /// Expected cost and value term; cost when the problem has no stunt.
    pub(crate) expected: f64,
    pub(crate) penalty: i64,
    /// The part of the cost that pays the crews of the units, day by day.
    pub(crate) crew: i64,
}

/// A board with everything that its score is made of.
pub(crate) struct State<'p> {
    problem: &'p Problem,
    index: &'p Index,
    weights: Weights,
    slot_of: Vec<SlotIdx>,
    on: Vec<Vec<StripIdx>>,
    loads: Vec<Load>,
    days: Vec<DayMeasure>,
    rests: Vec<RestMeasure>,
    /// Strips of a resource on a slot: `resource * slots + slot`.
    work_count: Vec<u16>,
    /// The same by person; empty where nobody can work for two units, or anybody may.
    person_count: Vec<u16>,
    /// Dates on which a resource works, protected days apart.
    work: Vec<DateSet>,
    paid: Vec<DateSet>,
    /// Of contracts that look at dates; default for the others.
    engaged: Vec<Engaged>,
    /// Strips at a location on a slot: `location * slots + slot`.
    place_count: Vec<u16>,
    used_at: Vec<DateSet>,
    last_used: Vec<Option<usize>>,
    /// Money by date, and the burn in it, without the proposed charges.
    cost: Vec<i64>,
    burn: Vec<i64>,
    weights_of_dates: Vec<DateWeight>,
    /// The least and the most that burn weighs on any date.
    range_of_weights: (f64, f64),
    /// What the proposed charges add to the expected cost while the stunts stay.
    rise: f64,
    attempts: Vec<Attempt>,
    spare_attempts: Vec<Attempt>,
    totals: Totals,
    kept_totals: Totals,
    score: Score,
    kept_score: Score,
    /// Changes accepted since the expected cost was summed up anew.
    since_sum: u32,
    journal: Journal,
    touched: Touched,
    scratch: day::Scratch,
    orders: RefCell<Orders>,
}

impl<'p> State<'p> {
    /// A board with every strip where `slots` says; [`NOWHERE`] for none.
    pub(crate) fn new(problem: &'p Problem, index: &'p Index, weights: Weights, slots: &[SlotIdx]) -> Self {
        let (dates, count) = (problem.dates.len(), problem.slots.len());
        let totals = Totals {
            pair_penalty: 0,
            day_penalty: 0,
            rest_penalty: 0,
            shared_penalty: 0,
            protected_penalty: 0,
            unplaced: problem.strips.len() as u32,
        };
        let score = Score { cost: 0, expected: 0.0, penalty: 0, crew: 0 };
        let counted = problem.units.len() > 1 && !problem.shared_people;
        let persons = if counted { index.resources_of_person.len() } else { 0 };
        let mut state = State {
            problem,
            index,
            weights,
            slot_of: vec![NOWHERE; problem.strips.len()],
            on: vec![Vec::new(); count],
            loads: vec![Load::default(); count],
            days: vec![DayMeasure::empty(); count],
            rests: vec![RestMeasure::default(); count],
            work_count: vec![0; problem.resources.len() * count],
            person_count: vec![0; persons * count],
            work: vec![DateSet::default(); problem.resources.len()],
            paid: vec![DateSet::default(); problem.resources.len()],
            engaged: vec![Engaged::default(); problem.resources.len()],
            place_count: vec![0; problem.locations.len() * count],
            used_at: vec![DateSet::default(); problem.locations.len()],
            last_used: vec![None; problem.units.len()],
            cost: vec![0; dates],
            burn: vec![0; dates],
            weights_of_dates: vec![DateWeight::default(); dates],
            range_of_weights: (0.0, 0.0),
            rise: 0.0,
            attempts: Vec::new(),
            spare_attempts: Vec::new(),
            totals: totals.clone(),
            kept_totals: totals,
            score,
            kept_score: score,
            since_sum: SUM_EVERY,
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
            orders: RefCell::default(),
        };
        state.weigh_dates();
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

    /// Goes on from another board; what is remembered of days stays.
    pub(crate) fn begin_anew(&mut self, weights: Weights, slots: &[SlotIdx]) {
        let orders = self.orders.take();
        *self = State::new(self.problem, self.index, weights, slots);
        self.orders = RefCell::new(orders);
    }

    /// Makes the changes and scores the result. `accept` or `reject` must follow.
    pub(crate) fn propose(&mut self, changes: &[(StripIdx, SlotIdx)]) -> Score {
        self.place(changes);
        self.engage()
    }

    /// The same, unless the result is surely worth more than `most`: then the board stays as it was, and nothing follows.
    /// What the days and places cost mostly tells, before those who work are paid again.
    pub(crate) fn propose_within(
        &mut self,
        changes: &[(StripIdx, SlotIdx)],
        most: f64,
        worth: impl Fn(Score) -> f64,
    ) -> Option<Score> {
        self.place(changes);
        let surely = |score: Score| worth(score) > most + ROUNDING;
        if surely(self.score_so_far()) && self.least().is_some_and(surely) {
            debug_assert!(worth(self.engage()) > most, "a board was turned down that is worth having");
            self.reject();
            return None;
        }
        Some(self.engage())
    }

    /// First part of a proposal: strips change slots, and days, crew and places are paid again.
    fn place(&mut self, changes: &[(StripIdx, SlotIdx)]) {
        debug_assert!(self.journal.moved.is_empty(), "the last change was neither accepted nor rejected");
        self.touched.round += 1;
        self.touched.pair_round += 1;
        for &(strip, _) in changes {
            self.count_pairs(strip, -1);
        }
        for &(strip, to) in changes {
            self.shift(strip, to);
        }
        self.touched.pair_round += 1;
        for &(strip, _) in changes {
            self.count_pairs(strip, 1);
        }
        self.measure_days();
        self.measure_crew();
        self.pay_places();
    }

    /// Second part: those who work follow the strips, and the board is scored.
    fn engage(&mut self) -> Score {
        self.journal.engaged = true;
        for at in 0..self.journal.moved.len() {
            let Moved { strip, from, to } = self.journal.moved[at];
            for (slot, here) in [(from, false), (to, true)] {
                if slot != NOWHERE {
                    self.shift_people(strip, slot.index(), here);
                }
            }
        }
        self.measure_rests();
        let stunts_moved = self.stunts_moved();
        let needs_change = self.pay_people(stunts_moved);
        if stunts_moved || needs_change || self.loss_changes() {
            self.find_attempts();
        }
        self.score = self.evaluate();
        self.score
    }

    /// Keeps the proposed change.
    pub(crate) fn accept(&mut self) {
        self.book(1);
        self.since_sum += 1;
        if self.journal.attempts.is_some() {
            self.weigh_dates();
        }
        if self.journal.attempts.is_some() || self.since_sum >= SUM_EVERY {
            self.score.expected = self.expected(self.score.cost);
            self.since_sum = 0;
        }
        self.kept_totals = self.totals.clone();
        self.kept_score = self.score;
        self.forget();
    }

    fn weigh_dates(&mut self) {
        let weights = &mut self.weights_of_dates;
        date_weights(self.problem, self.index.abandoned, &self.attempts, weights);
        let of_pay = || weights.iter().map(|weight| weight.cost + weight.burn);
        self.range_of_weights = (of_pay().fold(f64::INFINITY, f64::min), of_pay().fold(0.0, f64::max));
    }

    /// Takes the proposed change back.
    pub(crate) fn reject(&mut self) {
        while let Some(Moved { strip, from, .. }) = self.journal.moved.pop() {
            self.unshift(strip, from);
        }
        let journal = &mut self.journal;
        for (slot, load, day) in journal.slots.drain(..) {
            self.loads[slot as usize] = load;
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
        journal.charges.clear();
        journal.engaged = false;
        self.rise = 0.0;
        self.totals = self.kept_totals.clone();
        self.score = self.kept_score;
    }

    fn forget(&mut self) {
        let journal = &mut self.journal;
        self.rise = 0.0;
        journal.moved.clear();
        journal.engaged = false;
        journal.charges.clear();
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

    /// The first and the last slot on which a resource works.
    pub(crate) fn ends_of(&self, resource: usize) -> Option<(SlotIdx, SlotIdx)> {
        let slots = |date: usize| self.index.slots_on[date].iter().copied();
        let works = |slot: &u32| self.work_count[resource * self.problem.slots.len() + *slot as usize] > 0;
        let work = &self.work[resource];
        Some((SlotIdx(slots(work.first()?).find(works)?), SlotIdx(slots(work.last()?).rfind(works)?)))
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

    /// Moves a strip in lists, loads and places; people and prices follow later.
    fn shift(&mut self, strip: StripIdx, to: SlotIdx) {
        let from = self.slot_of[strip.index()];
        if from == to {
            return;
        }
        self.journal.moved.push(Moved { strip, from, to });
        self.relist(strip, to);
        for (slot, here) in [(from, false), (to, true)] {
            if slot != NOWHERE {
                self.touch_slot(slot.index());
                self.shift_load(strip, slot.index(), here);
                self.shift_place(strip, slot.index(), here);
            }
        }
    }

    /// Moves a strip back in lists and counts; the journal restores the rest.
    fn unshift(&mut self, strip: StripIdx, to: SlotIdx) {
        let from = self.slot_of[strip.index()];
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
        let (index, slots) = (self.index, self.problem.slots.len());
        let crew = if self.journal.engaged { index.crew(strip) } else { &[] };
        for &resource in crew {
            let count = &mut self.work_count[resource as usize * slots + slot];
            *count = count.wrapping_add(step);
            let payee = &index.payees[resource as usize];
            if payee.performer && !self.person_count.is_empty() {
                let count = &mut self.person_count[payee.person as usize * slots + slot];
                *count = count.wrapping_add(step);
            }
        }
        if let Some(location) = index.strip(strip).location {
            let count = &mut self.place_count[location.index() * slots + slot];
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
        let slots = &self.journal.slots;
        if slots.iter().all(|(slot, _, before)| before.used == self.days[*slot as usize].used) {
            return;
        }
        for unit in 0..self.problem.units.len() {
            let facts = &self.problem.units[unit];
            let old = self.last_used[unit];
            let touched = self.journal.slots.iter().map(|&(slot, ..)| slot as usize);
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
                    self.charge_crew(slot, facts, sign);
                }
            }
        }
        for touched in 0..self.journal.slots.len() {
            let (slot, _, before) = self.journal.slots[touched];
            let (slot, used) = (slot as usize, self.days[slot as usize].used);
            let facts = &self.problem.units[self.problem.slots[slot].unit.index()];
            if !facts.idle_days_paid && used != before.used {
                let sign = if used { 1 } else { -1 };
                self.charge_crew(slot, facts, sign);
            }
        }
    }

    fn charge_crew(&mut self, slot: usize, unit: &Unit, sign: i64) {
        self.score.crew += sign * unit.crew_cost;
        self.charge_burn(self.problem.slots[slot].date.index(), sign * unit.crew_cost);
    }

    /// Money of a date beside its burn.
    fn charge(&mut self, date: usize, money: i64) {
        if money != 0 {
            self.score.cost += money;
            self.rise += money as f64 * self.weights_of_dates[date].cost;
            self.journal.charges.push(Charge { date: date as u16, burn: false, money });
        }
    }

    /// Crew, pay and location days of a date: what a delay would cost again.
    fn charge_burn(&mut self, date: usize, money: i64) {
        if money != 0 {
            let weight = self.weights_of_dates[date];
            self.score.cost += money;
            self.rise += money as f64 * (weight.cost + weight.burn);
            self.journal.charges.push(Charge { date: date as u16, burn: true, money });
        }
    }

    /// Enters the proposed charges in the books, or with −1 takes them out again.
    fn book(&mut self, sign: i64) {
        for charge in &self.journal.charges {
            self.cost[charge.date as usize] += sign * charge.money;
            if charge.burn {
                self.burn[charge.date as usize] += sign * charge.money;
            }
        }
    }

    fn evaluate(&mut self) -> Score {
        let cost = self.score.cost;
        let expected = if self.journal.attempts.is_none() {
            self.kept_score.expected + self.rise
        } else {
            self.book(1);
            let expected = self.expected(cost);
            self.book(-1);
            expected
        };
        Score { cost, expected, penalty: self.totals.penalty(), crew: self.score.crew }
    }

    /// Expected cost and value term of the money in the books, in the fixed order of summing.
    fn expected(&self, cost: i64) -> f64 {
        if self.problem.stunts.is_empty() {
            return cost as f64;
        }
        expected(self.problem, &self.cost, &self.burn, &self.attempts)
            + value_term(self.problem, self.index.abandoned, cost)
    }

    fn is_night(&self, slot: usize) -> bool {
        self.days[slot].used && self.days[slot].kind == Kind::Night
    }
}
