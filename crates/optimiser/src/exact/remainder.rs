//! What strips that are still to be placed cost at least: a dynamic programme over slots and sets of strips.
//!
//! A board is built slot by slot in order of date. Days are priced as one date sees them ([`Ground`]); what joins dates beyond
//! the crew and first visits (holds, later visits, rest) is left out here, and priced exactly once strips are placed.

use crate::bound::{Ground, Tariff, goes_on, least_price};
use crate::problem::{Problem, Resource, StripIdx};

/// Table entries and steps of the programme up to which it is tried.
const MOST_ENTRIES: usize = 1 << 21;
const MOST_STEPS: f64 = 4e6;

/// Free strips are bits of a set; strips with one slot only are fixed.
pub(super) struct Remainder {
    /// Slots by date, then unit.
    pub(super) order: Vec<usize>,
    pub(super) free: Vec<StripIdx>,
    pub(super) fixed: Vec<Vec<StripIdx>>,
    /// By position in `order`: which free strips may stand there.
    pub(super) allowed: Vec<usize>,
    pub(super) days: Vec<Vec<Day>>,
    /// By position and set: least cost of placing the set from there on, and least expected cost.
    pub(super) cost: Vec<Vec<f64>>,
    pub(super) expected: Vec<Vec<f64>>,
    pairs: Pairs,
    crews: Crews,
    /// First visits that only the strips of a set can bring.
    visits: Vec<f64>,
    /// Least money spent before a position when a set is left.
    spent: Vec<Vec<f64>>,
}

/// A set of free strips, with the fixed ones, on a slot.
#[derive(Clone, Copy)]
pub(super) struct Day {
    /// Least price, the crew of a used day not paid; infinite when there is no such day.
    price: f64,
    used: bool,
    /// What its stunts add at least, a share of the money spent, and the probability that the plan goes on.
    risk: f64,
    waste: f64,
    pub(super) goes_on: f64,
}

/// What pairs want of sets.
struct Pairs {
    /// By strip: free strips that may not be left when it is placed.
    before: Vec<usize>,
    /// By strip: free strips of the same slot.
    together: Vec<usize>,
}

/// How crews are paid on a slot.
struct Crews {
    /// By position.
    crew: Vec<f64>,
    /// One unit that pays idle days: every slot is paid while anything is left to place.
    idle: bool,
    /// Positions up to the last fixed strip.
    fixed_until: usize,
}

impl Remainder {
    /// `None` when there are too many strips that are free.
    pub(super) fn new(problem: &Problem) -> Option<Self> {
        let mut order: Vec<usize> = (0..problem.slots.len()).collect();
        order.sort_by_key(|&slot| (problem.slots[slot].date, slot));
        let strips = (0..problem.strips.len()).map(StripIdx::new);
        let only = |strip: &StripIdx| problem.strips[strip.index()].allowed_slots.count_ones(..) == 1;
        let (fixed, free): (Vec<StripIdx>, Vec<StripIdx>) = strips.partition(only);
        let at = |list: &[StripIdx], slot: usize| -> Vec<StripIdx> {
            let may = |strip: &&StripIdx| problem.strips[strip.index()].allowed_slots.contains(slot);
            list.iter().filter(may).copied().collect()
        };
        let fixed: Vec<Vec<StripIdx>> = order.iter().map(|&slot| at(&fixed, slot)).collect();
        let bits = |strips: &[StripIdx]| strips.iter().map(|s| bit(&free, *s)).sum::<usize>();
        if free.len() > 20 || (order.len() + 1) << free.len() > MOST_ENTRIES {
            return None;
        }
        let allowed: Vec<usize> = order.iter().map(|&slot| bits(&at(&free, slot))).collect();
        let steps = |here: &usize| 1.5_f64.powi(here.count_ones() as i32) * 2_f64.powi(free.len() as i32);
        if allowed.iter().map(steps).sum::<f64>() > MOST_STEPS {
            return None;
        }
        let mut remainder = Remainder {
            pairs: Pairs::new(problem, &free),
            crews: Crews::new(problem, &order, &fixed),
            visits: visits(problem, &free),
            days: Vec::new(),
            cost: Vec::new(),
            expected: Vec::new(),
            spent: Vec::new(),
            order,
            free,
            fixed,
            allowed,
        };
        let tariffs: Vec<Tariff> = problem
            .resources
            .iter()
            .map(|resource| Tariff::even(least_rate(resource), problem.dates.len()))
            .collect();
        remainder.days =
            (0..remainder.order.len()).map(|at| remainder.days_at(problem, &tariffs, at)).collect();
        remainder.look_forward();
        remainder.look_back();
        Some(remainder)
    }

    fn days_at(&self, problem: &Problem, tariffs: &[Tariff], at: usize) -> Vec<Day> {
        let slot = self.order[at];
        let ground = Ground::new(problem, tariffs, slot);
        let mut days = Vec::with_capacity(1 << self.free.len());
        for set in 0..1_usize << self.free.len() {
            let mut day = Day { price: f64::INFINITY, used: true, risk: 0.0, waste: 0.0, goes_on: 1.0 };
            // What a set may not, no larger set may.
            let smaller = days.get(set & set.wrapping_sub(1)).map_or(0.0, |day: &Day| day.price);
            if set & !self.allowed[at] == 0 && smaller.is_finite() {
                let mut strips: Vec<usize> = self.strips(at, set).map(StripIdx::index).collect();
                strips.sort_unstable();
                day.used = !strips.is_empty();
                day.price = least_price(problem, &ground, slot, &strips);
                day = with_stunts(problem, tariffs, slot, &strips, day);
            }
            days.push(day);
        }
        for (set, day) in days.iter_mut().enumerate() {
            let direct: i64 =
                self.strips(at, set).map(|strip| problem.strips[strip.index()].direct_cost).sum();
            day.price += if self.pairs.together_in(set) { direct as f64 } else { f64::INFINITY };
        }
        days
    }

    /// The strips that a set puts on a position, the fixed ones included.
    pub(super) fn strips(&self, at: usize, set: usize) -> impl Iterator<Item = StripIdx> {
        let chosen = self.free.iter().enumerate().filter(move |(index, _)| set >> index & 1 == 1);
        self.fixed[at].iter().copied().chain(chosen.map(|(_, &strip)| strip))
    }

    /// The sets out of `left` that may be placed at a position.
    pub(super) fn choices(&self, at: usize, left: usize) -> impl Iterator<Item = usize> {
        let within = left & self.allowed[at];
        let mut next = Some(within);
        let subsets = std::iter::from_fn(move || {
            let set = next?;
            next = set.checked_sub(1).map(|below| below & within);
            Some(set)
        });
        subsets.filter(move |&set| self.days[at][set].price.is_finite() && self.pairs.in_order(set, left))
    }

    /// What a position costs at least when `set` out of `left` is placed there.
    pub(super) fn price(&self, at: usize, left: usize, set: usize) -> f64 {
        let day = self.days[at][set];
        let crew = self.crews.paid(at, day.used, left);
        day.price + crew + self.visits[left] - self.visits[left & !set]
    }

    /// The same with what its stunts add, without what comes after.
    pub(super) fn stage(&self, at: usize, left: usize, set: usize) -> f64 {
        let (day, price) = (self.days[at][set], self.price(at, left, set));
        price + day.risk + day.waste * (self.spent[at][left] + price)
    }

    /// Is every strip placed before a position, when `left` is left?
    pub(super) fn is_done(&self, at: usize, left: usize) -> bool {
        left == 0 && at >= self.crews.fixed_until
    }

    /// Crew of slots without work between the last used slot and a position, paid when anything is still to come.
    pub(super) fn idle_crew(&self, last_used: Option<usize>, at: usize) -> f64 {
        if !self.crews.idle {
            return 0.0;
        }
        // One unit: positions are slots.
        self.crews.crew[last_used.map_or(0, |slot| slot + 1)..at].iter().sum()
    }

    fn look_forward(&mut self) {
        let sets = 1 << self.free.len();
        let mut spent = vec![vec![f64::INFINITY; sets]; self.order.len() + 1];
        spent[0][sets - 1] = 0.0;
        for at in 0..self.order.len() {
            for left in (0..sets).filter(|&left| spent[at][left].is_finite()).collect::<Vec<_>>() {
                for set in self.choices(at, left) {
                    let sum = spent[at][left] + self.price(at, left, set);
                    let after = &mut spent[at + 1][left & !set];
                    *after = after.min(sum);
                }
            }
        }
        self.spent = spent;
    }

    fn look_back(&mut self) {
        let (sets, slots) = (1 << self.free.len(), self.order.len());
        let end = |left: usize| if left == 0 { 0.0 } else { f64::INFINITY };
        let end: Vec<f64> = (0..sets).map(end).collect();
        let (mut costs, mut expected) = (vec![end; slots + 1], Vec::new());
        expected.clone_from(&costs);
        for at in (0..slots).rev() {
            for left in 0..sets {
                let (mut least, mut least_expected) = (f64::INFINITY, f64::INFINITY);
                if self.spent[at][left].is_finite() {
                    for set in self.choices(at, left) {
                        let after = left & !set;
                        least = least.min(self.price(at, left, set) + costs[at + 1][after]);
                        let goes_on = self.days[at][set].goes_on * expected[at + 1][after];
                        least_expected = least_expected.min(self.stage(at, left, set) + goes_on);
                    }
                }
                (costs[at][left], expected[at][left]) = (least, least_expected);
            }
        }
        (self.cost, self.expected) = (costs, expected);
    }
}

fn bit(free: &[StripIdx], strip: StripIdx) -> usize {
    free.iter().position(|&other| other == strip).map_or(0, |index| 1 << index)
}

/// The least that one paid date more costs, and that falls on any paid date.
fn least_rate(resource: &Resource) -> f64 {
    let steps = resource.pay.windows(2).map(|pair| pair[1] - pair[0]);
    let shares = resource.pay.iter().enumerate().skip(1).map(|(n, &total)| total / n as i64);
    steps.chain(shares).min().unwrap_or(0) as f64
}

/// The day with its stunts nested in order of id. On a date of several units others may be nested before them, which
/// makes them count less: they count as if all other stunts were.
fn with_stunts(problem: &Problem, tariffs: &[Tariff], slot: usize, strips: &[usize], day: Day) -> Day {
    let milli = |n: u32| f64::from(n) / 1000.0;
    let facts = &problem.slots[slot];
    let alone = problem.slots.iter().filter(|other| other.date == facts.date).count() == 1;
    let mut on: Vec<usize> =
        strips.iter().flat_map(|&strip| &problem.strips[strip].stunts).map(|stunt| stunt.index()).collect();
    on.sort_unstable();
    let others = problem.stunts.iter().enumerate().filter(|(index, _)| !on.contains(index));
    let first: f64 = if alone { 1.0 } else { others.map(|(_, stunt)| goes_on(stunt)).product() };
    let crew = problem.units[facts.unit.index()].crew_cost as f64;
    let (mut reached, mut day) = (first, day);
    for stunt in on.iter().map(|&index| &problem.stunts[index]) {
        let people = &problem.strips[stunt.strip.index()].resources;
        let pay: f64 = people.iter().map(|who| tariffs[who.index()].day).sum();
        let loss = milli(stunt.delay_milli_days) * (crew + pay);
        day.risk += reached * (loss + milli(stunt.q_milli) * stunt.rewrite_cost as f64);
        day.waste += reached * milli(stunt.q_milli) * milli(stunt.waste_milli);
        day.goes_on *= goes_on(stunt);
        reached *= goes_on(stunt);
    }
    day
}

/// By set: visits of locations all of whose strips are free and in the set.
fn visits(problem: &Problem, free: &[StripIdx]) -> Vec<f64> {
    let place = |index: usize| {
        let here = (0..problem.strips.len())
            .filter(move |&strip| problem.strips[strip].location.is_some_and(|l| l.index() == index));
        let bits: Vec<usize> = here.map(|strip| bit(free, StripIdx::new(strip))).collect();
        (!bits.is_empty() && !bits.contains(&0)).then(|| bits.iter().sum::<usize>())
    };
    let places: Vec<(usize, f64)> = problem
        .locations
        .iter()
        .enumerate()
        .filter_map(|(index, location)| Some((place(index)?, location.visit as f64)))
        .collect();
    let of = |set: usize| places.iter().filter(|(all, _)| all & set == *all).map(|(_, visit)| visit).sum();
    (0..1 << free.len()).map(of).collect()
}

impl Pairs {
    fn new(problem: &Problem, free: &[StripIdx]) -> Self {
        let mut pairs = Pairs { before: vec![0; free.len()], together: vec![0; free.len()] };
        let index = |strip: StripIdx| free.iter().position(|&other| other == strip);
        for pair in &problem.before {
            if let (Some(first), Some(then)) = (index(pair.first), index(pair.then)) {
                pairs.before[then] |= 1 << first;
            }
        }
        for &(a, b) in &problem.together {
            if let (Some(a), Some(b)) = (index(a), index(b)) {
                pairs.together[a] |= 1 << b;
                pairs.together[b] |= 1 << a;
            }
        }
        pairs
    }

    fn together_in(&self, set: usize) -> bool {
        self.together.iter().enumerate().all(|(at, with)| set >> at & 1 == 0 || with & !set == 0)
    }

    fn in_order(&self, set: usize, left: usize) -> bool {
        let wanted = self.before.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
        wanted.fold(0, |all, (_, before)| all | before) & left & !set == 0
    }
}

impl Crews {
    fn new(problem: &Problem, order: &[usize], fixed: &[Vec<StripIdx>]) -> Self {
        let crew = |&slot: &usize| problem.units[problem.slots[slot].unit.index()].crew_cost as f64;
        Crews {
            crew: order.iter().map(crew).collect(),
            idle: matches!(&problem.units[..], [unit] if unit.idle_days_paid),
            fixed_until: fixed.iter().rposition(|strips| !strips.is_empty()).map_or(0, |last| last + 1),
        }
    }

    fn paid(&self, at: usize, used: bool, left: usize) -> f64 {
        if used || (self.idle && (left != 0 || at < self.fixed_until)) { self.crew[at] } else { 0.0 }
    }
}
