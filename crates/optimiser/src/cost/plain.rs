//! The price of a board from scratch: `docs/pricing.md` line by line, slow, and what the fast evaluation is held to.

mod days;
mod people;

use super::{Price, expected::value_term};
use crate::outcome::{Rule, Violation};
use crate::problem::{Problem, SlotIdx, StripIdx};
use crate::solution::Solution;
use days::Day;

/// Prices a board, legal or not. The solution must fit the problem ([`Solution::fits`]).
pub fn price_from_scratch(problem: &Problem, solution: &Solution) -> Price {
    let mut account = Account {
        problem,
        cost: vec![0; problem.dates.len()],
        burn: vec![0; problem.dates.len()],
        violations: Vec::new(),
    };
    let days = days::lay_out(problem, solution);
    account.days(&days);
    account.rest(&days);
    account.people(solution, &days);
    account.locations(solution);
    account.placement(solution, &days);
    let cost = account.cost.iter().sum();
    let expected = expected_by_date(problem, solution, &account.cost, &account.burn);
    Price {
        cost,
        expected,
        value_term: value_term(problem, problem.abandon_probability(), cost),
        by_date: account.cost,
        burn_by_date: account.burn,
        violations: account.violations,
    }
}

/// What has been charged so far, and what has been found broken.
struct Account<'a> {
    problem: &'a Problem,
    cost: Vec<i64>,
    burn: Vec<i64>,
    violations: Vec<Violation>,
}

impl Account<'_> {
    fn charge(&mut self, date: usize, money: i64) {
        self.cost[date] += money;
    }

    /// Charges what also counts as burn.
    fn burn(&mut self, date: usize, money: i64) {
        self.cost[date] += money;
        self.burn[date] += money;
    }

    fn broken(&mut self, rule: Rule, amount: i64, slot: Option<SlotIdx>, strips: &[StripIdx]) {
        self.broken_by(rule, amount, slot, strips, None);
    }

    fn broken_by(
        &mut self,
        rule: Rule,
        amount: i64,
        slot: Option<SlotIdx>,
        strips: &[StripIdx],
        resource: Option<crate::problem::ResourceIdx>,
    ) {
        if amount > 0 {
            self.violations.push(Violation { rule, strips: strips.to_vec(), slot, resource, amount });
        }
    }

    /// Runs of used dates: visits, days, dark days.
    fn locations(&mut self, solution: &Solution) {
        let problem = self.problem;
        for (index, location) in problem.locations.iter().enumerate() {
            let used = dates_where(problem, solution, |strip| {
                problem.strips[strip.index()].location.is_some_and(|l| l.index() == index)
            });
            let mut last: Option<usize> = None;
            for &date in &used {
                self.burn(date, location.day);
                let dark: Vec<usize> = match last {
                    None => Vec::new(),
                    Some(last) => (last + 1..date).filter(|&d| problem.dates[d].counts).collect(),
                };
                match (last, location.dark) {
                    (None, _) => self.charge(date, location.visit),
                    (Some(_), _) if dark.is_empty() => {}
                    (Some(_), Some(price)) if price * dark.len() as i64 <= location.visit => {
                        dark.iter().for_each(|&d| self.charge(d, price));
                    }
                    (Some(_), _) => self.charge(date, location.visit),
                }
                last = Some(date);
            }
        }
    }

    /// Rules of single strips and of pairs.
    fn placement(&mut self, solution: &Solution, days: &[Day]) {
        let problem = self.problem;
        let at = |strip: StripIdx| solution.slots[strip.index()];
        let date = |strip: StripIdx| problem.slots[at(strip).index()].date;
        for (index, strip) in problem.strips.iter().enumerate() {
            let slot = solution.slots[index];
            if !strip.allowed_slots.contains(slot.index()) {
                self.broken(Rule::AllowedSlot, 1, Some(slot), &[StripIdx::new(index)]);
            }
            if days[slot.index()].as_placed {
                continue;
            }
            if strip.allowed_kinds >> days[slot.index()].kind as u8 & 1 == 0 {
                self.broken(Rule::AllowedKind, 1, Some(slot), &[StripIdx::new(index)]);
            }
        }
        for pair in &problem.before {
            let strips = [pair.first, pair.then];
            let kept = if at(pair.first) == at(pair.then) {
                let order = &days[at(pair.first).index()].order;
                let position = |strip| order.iter().position(|&s| s == strip);
                let stays = days[at(pair.first).index()].as_placed;
                !pair.ordered_in_day || stays || position(pair.first) < position(pair.then)
            } else {
                date(pair.first) < date(pair.then)
            };
            self.broken(Rule::Before, i64::from(!kept), Some(at(pair.then)), &strips);
        }
        for &(a, b) in &problem.together {
            self.broken(Rule::Together, i64::from(at(a) != at(b)), Some(at(b)), &[a, b]);
        }
        for &(a, b) in &problem.apart {
            self.broken(Rule::Apart, i64::from(date(a) == date(b)), Some(at(b)), &[a, b]);
        }
    }
}

/// Dates, ascending, on which a strip stands for which `of` holds.
fn dates_where(problem: &Problem, solution: &Solution, of: impl Fn(StripIdx) -> bool) -> Vec<usize> {
    let mut dates: Vec<usize> = (0..problem.strips.len())
        .map(StripIdx::new)
        .filter(|&strip| of(strip))
        .map(|strip| problem.slots[solution.slots[strip.index()].index()].date.index())
        .collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// G₀ date by date, exactly as the law writes it.
fn expected_by_date(problem: &Problem, solution: &Solution, cost: &[i64], burn: &[i64]) -> f64 {
    let milli = |n: u32| f64::from(n) / 1000.0;
    let slot_of = |strip: StripIdx| &problem.slots[solution.slots[strip.index()].index()];
    let mut to_go = 0.0;
    for date in (0..problem.dates.len()).rev() {
        let spent: i64 = cost[..=date].iter().sum();
        for stunt in problem.stunts.iter().rev().filter(|s| slot_of(s.strip).date.index() == date) {
            let person = problem.resources[stunt.performer.index()].person;
            let needed_later = problem.strips.iter().enumerate().any(|(index, strip)| {
                slot_of(StripIdx::new(index)).date.index() > date
                    && strip.resources.iter().any(|r| problem.resources[r.index()].person == person)
            });
            let crew = problem.units[slot_of(stunt.strip).unit.index()].crew_cost as f64;
            let mut loss = milli(stunt.delay_milli_days) * burn[date] as f64;
            if needed_later {
                loss += milli(stunt.out_milli_days) * crew;
            }
            let (q, rho) = (milli(stunt.q_milli), milli(stunt.rho_milli));
            let lost = stunt.lost.iter().filter(|(strip, _)| slot_of(*strip).date.index() <= date);
            let lost: i64 = lost.map(|(_, cost)| cost).sum();
            let rewrite = (stunt.rewrite_cost + lost) as f64 + milli(stunt.waste_milli) * spent as f64;
            to_go = loss + q * rewrite + (1.0 - q + q * rho) * to_go;
        }
        to_go += cost[date] as f64;
    }
    to_go
}
