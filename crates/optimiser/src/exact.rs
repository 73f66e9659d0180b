//! Small problems are solved: what is not tried is proven to be no better.

mod remainder;

use std::cmp::Ordering;

use crate::bound::{goes_on, window};
use crate::cost::{Index, NOWHERE, State};
use crate::problem::{DateIdx, FilmValue, Problem, Resource, SlotIdx, StripIdx};
use crate::search::flat_weights;
use crate::solve::{Aim, Merit, Objective};
use crate::stop::Budget;
use remainder::Remainder;

/// Days placed up to which a proof is tried; where iterations limit the search, as many for each of them and a few more.
const MOST_NODES: u64 = 400_000;
const NODES_AN_ITERATION: u64 = 40;
const LEAST_NODES: u64 = 10_000;

/// Days placed between two looks at the clock.
const LOOK: u64 = 1_024;

/// Money that does not make a board better.
const NEGLIGIBLE: f64 = 1e-6;

/// The result of a proof.
pub(crate) enum Enumerated {
    Best(Vec<SlotIdx>),
    /// There is no legal board.
    None,
    /// Too large, or stopped.
    Unfinished,
}

/// Finds the best board of a small problem, and proves it, by branch and bound: slots in order of date, and for each every
/// set of strips, cheapest first.
///
/// *Proof of the bound.* What stands on the board is priced exactly, rules included, as if nothing else came. Strips that come
/// later stand on later dates (or on the same date in another unit), so they break no rule less, and they only add: a paid
/// date to who is paid, a run to a location, crew. What they add at least is in [`Remainder`]. Exceptions are taken off
/// ([`Doubt`]): pay that is not the same for each date is spread thinner when dates are added, travel home moves to a
/// later date, and a hold that is dearer than work may become a protected day. While somebody who may not
/// drop is still to work, they are paid from date to date; while anything is to come, an idle crew is.
pub(crate) fn enumerate(problem: &Problem, index: &Index, aim: &Aim, budget: &Budget) -> Enumerated {
    // What a day that breaks a rule bears is not what the bound says of a day.
    if problem.slots.iter().any(|slot| slot.as_placed.is_some()) {
        return Enumerated::Unfinished;
    }
    let Some(remainder) = Remainder::new(problem) else { return Enumerated::Unfinished };
    let all = (1 << remainder.free.len()) - 1;
    if remainder.cost[0][all].is_infinite() {
        return Enumerated::None;
    }
    let mut proof = Proof {
        problem,
        aim,
        budget,
        state: State::new(problem, index, flat_weights(60), &vec![NOWHERE; problem.strips.len()]),
        people: people(problem, &remainder),
        windows: remainder.free.iter().filter_map(|&strip| window(problem, strip)).collect(),
        remainder,
        last: vec![None; problem.resources.len()],
        owned: if problem.film_value == FilmValue::OwnCost { problem.abandon_probability() } else { 0.0 },
        best: None,
        most_nodes: budget.iterations.map_or(MOST_NODES, |most| {
            most.saturating_mul(NODES_AN_ITERATION).clamp(LEAST_NODES, MOST_NODES)
        }),
        nodes: 0,
        stopped: false,
    };
    let begin =
        Node { at: 0, left: all, money: aim.money(proof.state.score()), goes_on: 1.0, goes_on_today: 1.0 };
    proof.visit(&begin);
    match proof.best {
        _ if proof.stopped => Enumerated::Unfinished,
        Some((_, slots)) => Enumerated::Best(slots),
        None => Enumerated::None,
    }
}

struct Proof<'a> {
    problem: &'a Problem,
    aim: &'a Aim,
    budget: &'a Budget<'a>,
    remainder: Remainder,
    state: State<'a>,
    people: Vec<Person>,
    /// First and last date of each free strip.
    windows: Vec<(usize, usize)>,
    /// Last work date of each resource on the board.
    last: Vec<Option<usize>>,
    /// Factor of the cost in the value term.
    owned: f64,
    best: Option<(Merit, Vec<SlotIdx>)>,
    most_nodes: u64,
    nodes: u64,
    stopped: bool,
}

/// A resource that has anything to do with strips that are left.
struct Person {
    resource: usize,
    /// Free strips that it is needed for.
    strips: usize,
    /// Positions up to its last fixed strip.
    fixed_until: usize,
    /// What a counting date costs at least while it waits; 0 when it may drop.
    waits: f64,
    doubt: Doubt,
}

/// How much less than it seems what is paid so far may count once more strips are placed.
struct Doubt {
    /// Of the cost.
    cost: f64,
    /// Of the expected cost.
    expected: f64,
}

/// A board filled up to a position.
struct Node {
    at: usize,
    left: usize,
    /// What is on the board counts at least so much.
    money: f64,
    /// Probability that the plan goes on after what is on the board, and before the date of the position.
    goes_on: f64,
    goes_on_today: f64,
}

impl Proof<'_> {
    /// Tries every board that goes on from here and may be better than the best.
    fn visit(&mut self, node: &Node) {
        if self.remainder.is_done(node.at, node.left) {
            return self.finish();
        }
        if node.at == self.remainder.order.len() {
            return;
        }
        for (hope, set) in self.children(node) {
            if self.stopped || self.is_hopeless(hope, node.at) {
                continue;
            }
            self.nodes += 1;
            let late = self.nodes.is_multiple_of(LOOK) && self.budget.used(0) >= 1.0;
            self.stopped |= late || self.nodes > self.most_nodes;
            let before = self.last.clone();
            self.place(node.at, set, true);
            if self.state.score().penalty == 0 {
                let next = self.next(node, set);
                if !self.is_hopeless(self.hope(&next), next.at) {
                    self.visit(&next);
                }
            }
            self.place(node.at, set, false);
            self.last = before;
        }
    }

    fn finish(&mut self) {
        let score = self.state.score();
        let merit = self.aim.merit(self.problem, score, self.state.slots());
        let better = self.best.as_ref().is_none_or(|(best, _)| merit.order(best) == Ordering::Less);
        if score.penalty == 0 && better {
            self.best = Some((merit, self.state.slots().to_vec()));
        }
    }

    /// The sets that may be placed next, by what a board with them costs at least.
    fn children(&self, node: &Node) -> Vec<(f64, usize)> {
        let remainder = &self.remainder;
        let hope = |set: usize| {
            let next = Node {
                at: node.at + 1,
                left: node.left & !set,
                money: node.money + self.placed(node, set),
                goes_on: node.goes_on * remainder.days[node.at][set].goes_on,
                goes_on_today: 1.0,
            };
            (self.hope(&next), set)
        };
        let mut children: Vec<(f64, usize)> = remainder.choices(node.at, node.left).map(hope).collect();
        children.retain(|(hope, _)| hope.is_finite());
        children.sort_by(|a, b| a.0.total_cmp(&b.0));
        children
    }

    /// What placing a set adds at least, as far as its day alone shows.
    fn placed(&self, node: &Node, set: usize) -> f64 {
        let price = self.remainder.price(node.at, node.left, set);
        match self.aim.objective() {
            Objective::Cost => price,
            _ => node.goes_on_today * self.remainder.stage(node.at, node.left, set) + self.owned * price,
        }
    }

    /// What a board that goes on from a node counts at least.
    fn hope(&self, node: &Node) -> f64 {
        let cost = self.remainder.cost[node.at][node.left];
        match self.aim.objective() {
            Objective::Cost => node.money + cost,
            _ if cost.is_infinite() => cost,
            _ => node.money + node.goes_on * self.remainder.expected[node.at][node.left] + self.owned * cost,
        }
    }

    /// Is no board from a position on better than the best, when it counts at least so much?
    fn is_hopeless(&self, hope: f64, at: usize) -> bool {
        let Some((best, _)) = &self.best else { return hope.is_infinite() };
        // A cost is a whole number.
        let less = if self.aim.objective() == Objective::Cost { 1.0 - NEGLIGIBLE } else { NEGLIGIBLE };
        let money = hope > best.money - less;
        let dates = self.aim.decisive().iter().map(|&stunt| self.earliest(stunt.index(), at));
        match dates.collect::<Vec<_>>().cmp(&best.dates) {
            Ordering::Less => false,
            Ordering::Equal => money,
            Ordering::Greater => true,
        }
    }

    /// The date of a stunt, or the first that it may still have.
    fn earliest(&self, stunt: usize, at: usize) -> DateIdx {
        let strip = self.problem.stunts[stunt].strip;
        let date = |slot: usize| self.problem.slots[slot].date;
        let on = self.state.slot_of(strip);
        if on != NOWHERE {
            return date(on.index());
        }
        let left = self.remainder.order[at..].iter();
        let may = |slot: &&usize| self.problem.strips[strip.index()].allowed_slots.contains(**slot);
        left.filter(may).map(|&slot| date(slot)).min().unwrap_or(DateIdx(u16::MAX))
    }

    /// Puts a set on a position, or takes it off.
    fn place(&mut self, at: usize, set: usize, on: bool) {
        let slot = self.remainder.order[at];
        let to = if on { SlotIdx::new(slot) } else { NOWHERE };
        let changes: Vec<_> = self.remainder.strips(at, set).map(|strip| (strip, to)).collect();
        if changes.is_empty() {
            return;
        }
        self.state.propose(&changes);
        self.state.accept();
        let date = self.problem.slots[slot].date.index();
        for who in changes.iter().flat_map(|(strip, _)| &self.problem.strips[strip.index()].resources) {
            self.last[who.index()] = Some(date);
        }
    }

    /// The node after a set was placed. A date is priced exactly when all its slots are filled.
    fn next(&self, node: &Node, set: usize) -> Node {
        let remainder = &self.remainder;
        let (at, left) = (node.at + 1, node.left & !set);
        let goes_on = node.goes_on * remainder.days[node.at][set].goes_on;
        let date = |at: usize| remainder.order.get(at).map(|&slot| self.problem.slots[slot].date);
        if date(at) == date(node.at) {
            let money = node.money + self.placed(node, set);
            return Node { at, left, money, goes_on, goes_on_today: node.goes_on_today };
        }
        let weight = if self.aim.objective() == Objective::Cost { 1.0 } else { goes_on + self.owned };
        let idle =
            if remainder.is_done(at, left) { 0.0 } else { remainder.idle_crew(self.state.last_used(0), at) };
        let waiting = date(at).map_or(0.0, |date| self.waiting(at, left, date.index()));
        let money = self.aim.money(self.state.score()) - self.doubt(at, left) + weight * (idle + waiting);
        Node { at, left, money, goes_on, goes_on_today: goes_on }
    }

    /// Pay of holds that cannot be avoided of who may not drop: from their last date to this, and to the latest of the first
    /// dates of their strips that are left. Who has not begun does so by the earliest of the last dates. A strip that is left
    /// may take one of these dates, which its day pays.
    fn waiting(&self, at: usize, left: usize, date: usize) -> f64 {
        let still = self.people.iter().filter(|person| person.waits > 0.0 && person.is_needed(at, left));
        still.map(|person| person.waits * self.waiting_dates(person, left, date) as f64).sum()
    }

    fn waiting_dates(&self, person: &Person, left: usize, date: usize) -> usize {
        let counting = |from: usize, to: usize| (from..to).filter(|&d| self.problem.dates[d].counts).count();
        let strips = person.strips & left;
        let bits = (0..self.windows.len()).filter(|&bit| strips >> bit & 1 == 1).map(|bit| self.windows[bit]);
        let (by, until) =
            bits.fold((usize::MAX, 0), |(by, until), (first, last)| (by.min(last), until.max(first + 1)));
        let last = self.last[person.resource].map(|last| last + 1);
        let forced = counting(last.unwrap_or(by), until).saturating_sub(strips.count_ones() as usize);
        forced.max(last.map_or(0, |last| counting(last, date)))
    }

    fn doubt(&self, at: usize, left: usize) -> f64 {
        let doubt = |person: &Person| match self.aim.objective() {
            Objective::Cost => person.doubt.cost,
            _ => person.doubt.expected,
        };
        self.people.iter().filter(|person| person.is_needed(at, left)).map(doubt).sum()
    }
}

impl Person {
    fn is_needed(&self, at: usize, left: usize) -> bool {
        self.strips & left != 0 || self.fixed_until > at
    }
}

fn people(problem: &Problem, remainder: &Remainder) -> Vec<Person> {
    let all = 0..problem.resources.len();
    all.map(|index| {
        let resource = &problem.resources[index];
        let works =
            |strip: &StripIdx| problem.strips[strip.index()].resources.iter().any(|who| who.index() == index);
        let performs = |strip: &StripIdx| {
            problem.stunts.iter().any(|stunt| stunt.strip == *strip && stunt.performer.index() == index)
        };
        let with = |strip: &StripIdx| works(strip) || performs(strip);
        let free = remainder.free.iter().enumerate().filter(|(_, strip)| with(strip));
        let fixed = remainder.fixed.iter().rposition(|strips| strips.iter().any(with));
        // Who performs a stunt whose strip is without them may be done but for protected days: they do not wait.
        let extra = problem.stunts.iter().any(|s| s.performer.index() == index && !works(&s.strip));
        let drops = resource.drop_min_gap.is_some() || resource.contract.agreed_drop.is_some();
        let waits = if resource.holds && !drops && !extra { least_hold(resource) } else { 0.0 };
        Person {
            resource: index,
            strips: free.map(|(bit, _)| 1 << bit).sum(),
            fixed_until: fixed.map_or(0, |last| last + 1),
            waits,
            doubt: Doubt::new(problem, index),
        }
    })
    .collect()
}

/// The least that a paid date more costs, worked or not.
fn least_hold(resource: &Resource) -> f64 {
    let steps = resource.pay.windows(2).map(|pair| pair[1] - pair[0]);
    let work = steps.min().unwrap_or(0);
    resource.contract.hold.map_or(work, |hold| hold.min(work)) as f64
}

impl Doubt {
    /// Pay of k dates weighs less when spread over more: at worst what then falls on k dates is lost to later ones. A date
    /// weighs at most 1 and what all stunts put at stake and delay, and at least what goes on after all of them. Travel is
    /// money that moves to a later date likewise. A hold dearer than work is lost on each protected day.
    fn new(problem: &Problem, index: usize) -> Self {
        let resource = &problem.resources[index];
        let milli = |n: u32| f64::from(n) / 1000.0;
        let stunts = || problem.stunts.iter();
        let most: f64 = 1.0
            + stunts()
                .map(|s| milli(s.q_milli) * milli(s.waste_milli) + milli(s.delay_milli_days))
                .sum::<f64>();
        let least: f64 = stunts().map(goes_on).product();
        let thinner = |k: usize| {
            let shares = resource.pay.iter().enumerate().skip(k).map(|(n, &total)| total / n as i64);
            resource.pay[k] - k as i64 * shares.min().unwrap_or(0)
        };
        let thinner = (1..resource.pay.len()).map(thinner).max().unwrap_or(0);
        let day = resource.pay.get(1).copied().unwrap_or(0);
        let dearer = resource.contract.hold.map_or(0, |hold| (hold - day).max(0));
        let own = stunts().filter(|stunt| stunt.performer.index() == index);
        let protected: u32 = own.map(|stunt| stunt.protect_days).sum();
        let lost = f64::from(protected) * dearer as f64;
        let moved = (thinner + resource.contract.travel) as f64;
        Doubt { cost: lost, expected: moved * (most - least) + lost * (most + 1.0) }
    }
}

#[cfg(test)]
mod tests;
