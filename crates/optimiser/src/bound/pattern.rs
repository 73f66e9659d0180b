//! The day that earns most: the prices of its strips less what it costs.

use super::ground::{Candidate, Ground, Mode, Places, crew_overtime, last_or, long_day};
use crate::problem::{Problem, Unit};

/// Money that is not worth a search.
pub(super) const NEGLIGIBLE: f64 = 1e-6;

/// A day, and what any day on that ground earns at most.
#[derive(Clone, Debug, Default)]
pub(super) struct Pattern {
    /// No day earns more; an empty one earns 0.
    pub(super) most: f64,
    pub(super) strips: Vec<usize>,
    /// Bounds that were worked out to find it.
    pub(super) steps: u64,
    /// Where it was found: mode and choice of locations.
    at: (usize, usize),
}

/// The day that earns most at these prices, the crew not paid. The search begins where `hint` was found; after so many nodes
/// what is left is bounded instead of searched.
pub(super) fn best_pattern(
    problem: &Problem,
    ground: &Ground,
    prices: &[f64],
    hint: &Pattern,
    nodes: u32,
) -> Pattern {
    let mut search = Search::new(problem, ground, prices, nodes);
    let mut at = hint.at;
    if let Some(mode) = ground.modes.get(at.0) {
        search.choice(mode, &mode.places[at.1]);
    }
    for (m, mode) in ground.modes.iter().enumerate() {
        for (p, places) in mode.places.iter().enumerate() {
            if (m, p) != hint.at && search.choice(mode, places) {
                at = (m, p);
            }
        }
    }
    Pattern { most: search.best.max(search.cut) + NEGLIGIBLE, strips: search.found, steps: search.steps, at }
}

/// Branch and bound over the strips of one choice of locations after the other.
struct Search<'a> {
    problem: &'a Problem,
    unit: &'a Unit,
    prices: &'a [f64],
    /// Least average price of a minute of overtime.
    overtime: f64,
    used: f64,
    nodes: u32,
    steps: u64,
    best: f64,
    found: Vec<usize>,
    /// What was not searched earns no more than this.
    cut: f64,
    chosen: Vec<usize>,
    /// By payee: strips on the day, and strips that may still come.
    held: Vec<u16>,
    left: Vec<u16>,
    /// Minutes on the day of each minor.
    minors: Vec<i32>,
    /// Profit a minute, profit, and minutes.
    items: Vec<(f64, f64, i32)>,
}

/// A choice of locations under search: its strips by profit a minute.
struct Choice<'a> {
    mode: &'a Mode,
    strips: Vec<&'a Candidate>,
    base: i32,
}

/// The day so far.
#[derive(Clone, Copy)]
struct Partial {
    /// Prices less costs, apart from what grows with the minutes.
    earns: f64,
    minutes: i32,
    longest: i32,
    exclusive: u32,
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem, ground: &'a Ground, prices: &'a [f64], nodes: u32) -> Self {
        let unit = &problem.units[ground.unit];
        Search {
            problem,
            unit,
            prices,
            overtime: least_overtime(unit),
            used: ground.used,
            nodes,
            steps: 0,
            best: 0.0,
            found: Vec::new(),
            cut: 0.0,
            chosen: Vec::new(),
            held: Vec::new(),
            left: Vec::new(),
            minors: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Searches a choice. Was a better day found?
    fn choice(&mut self, mode: &'a Mode, places: &Places) -> bool {
        let mut choice = Choice {
            mode,
            strips: places.strips.iter().map(|&at| &mode.strips[usize::from(at)]).collect(),
            base: self.unit.base[mode.kind as usize],
        };
        self.held.clear();
        self.held.resize(mode.payees.len(), 0);
        self.left.clear();
        self.left.resize(mode.payees.len(), 0);
        self.minors.clear();
        self.minors.resize(mode.minors.len(), 0);
        for payee in choice.strips.iter().flat_map(|strip| &strip.payees) {
            self.left[usize::from(*payee)] += 1;
        }
        let empty = Partial {
            earns: -(self.used + mode.premium + places.cost),
            minutes: places.moving,
            longest: mode.longest,
            exclusive: 0,
        };
        if self.bound(&choice, 0, &empty) <= self.best + NEGLIGIBLE {
            return false;
        }
        let rate = |strip: &Candidate| self.profit(mode, strip) / f64::from(strip.minutes.max(1));
        let mut rated: Vec<(f64, &Candidate)> =
            choice.strips.iter().map(|&strip| (rate(strip), strip)).collect();
        rated.sort_by(|a, b| b.0.total_cmp(&a.0));
        choice.strips = rated.into_iter().map(|(_, strip)| strip).collect();
        let before = self.best;
        self.extend(&choice, 0, &empty);
        self.best > before
    }

    /// Every day that adds some of the strips from `from` on, as far as the bound lets it hope.
    fn extend(&mut self, choice: &Choice<'a>, from: usize, day: &Partial) {
        if self.nodes == 0 {
            self.cut = self.cut.max(self.bound(choice, from, day));
            return;
        }
        self.nodes -= 1;
        let mut at = from;
        while at < choice.strips.len() && self.bound(choice, at, day) > self.best + NEGLIGIBLE {
            let strip = choice.strips[at];
            strip.payees.iter().for_each(|&payee| self.left[usize::from(payee)] -= 1);
            at += 1;
            if let Some(next) = self.with(choice, strip, day) {
                self.hold(strip, true);
                let overtime = crew_overtime(self.unit, choice.mode.kind, next.minutes);
                let worth = next.earns - overtime - self.long_day(choice, next.minutes);
                if worth > self.best {
                    self.best = worth;
                    self.found.clone_from(&self.chosen);
                }
                self.extend(choice, at, &next);
                self.hold(strip, false);
            }
        }
        for payee in choice.strips[from..at].iter().flat_map(|strip| &strip.payees) {
            self.left[usize::from(*payee)] += 1;
        }
    }

    fn hold(&mut self, strip: &Candidate, on: bool) {
        for &payee in &strip.payees {
            let held = &mut self.held[usize::from(payee)];
            if on { *held += 1 } else { *held -= 1 }
        }
        for &minor in &strip.minors {
            self.minors[usize::from(minor)] += if on { strip.minutes } else { -strip.minutes };
        }
        if on {
            self.chosen.push(strip.strip);
        } else {
            self.chosen.pop();
        }
    }

    /// The day with one strip more, if that may be.
    fn with(&self, choice: &Choice, strip: &Candidate, day: &Partial) -> Option<Partial> {
        let mode = choice.mode;
        let paid = strip.payees.iter().filter(|&&payee| self.held[usize::from(payee)] == 0);
        let paid: f64 = paid.map(|&payee| mode.payees[usize::from(payee)].price).sum();
        let next = Partial {
            earns: day.earns + self.prices[strip.strip] - strip.own - paid,
            minutes: day.minutes + strip.minutes,
            longest: day.longest.min(strip.longest),
            exclusive: day.exclusive + u32::from(strip.exclusive),
        };
        let minors = strip.minors.iter().map(|&minor| usize::from(minor));
        let legal = next.minutes <= next.longest
            && next.exclusive <= self.unit.max_exclusive
            && minors.into_iter().all(|minor| self.minors[minor] + strip.minutes <= mode.minors[minor]);
        legal.then_some(next)
    }

    /// What a strip adds at most: its price less a share of each payee that is not on the day yet.
    fn profit(&self, mode: &Mode, strip: &Candidate) -> f64 {
        let share = |&payee: &u16| {
            let (at, payee) = (usize::from(payee), &mode.payees[usize::from(payee)]);
            let among = payee.most.min(usize::from(self.left[at])).max(1);
            if self.held[at] > 0 { 0.0 } else { payee.price / among as f64 }
        };
        self.prices[strip.strip] - strip.own - strip.payees.iter().map(share).sum::<f64>()
    }

    /// The day with any of the strips from `from` on earns no more.
    ///
    /// *Proof.* Strips that come earn together at most the sum of their profits: a payee that is not on the day yet is paid
    /// once, and at most as many of its strips come as it has shares. Choosing strips for profit within the minutes left is a
    /// knapsack, and no choice is above its fractional optimum, which takes them by profit a minute. Minutes beyond the
    /// base cost at least the least average price of overtime each; what performers get for long days only grows.
    fn bound(&mut self, choice: &Choice, from: usize, day: &Partial) -> f64 {
        self.steps += 1;
        let mut items = std::mem::take(&mut self.items);
        items.clear();
        let mut room = day.longest - day.minutes;
        for strip in choice.strips[from..].iter().filter(|strip| strip.minutes <= room) {
            let profit = self.profit(choice.mode, strip);
            if profit > 0.0 {
                items.push((profit / f64::from(strip.minutes), profit, strip.minutes));
            }
        }
        items.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut free = (choice.base - day.minutes).max(0);
        let over = f64::from((day.minutes - choice.base).max(0));
        let mut earns = day.earns - self.overtime * over - self.long_day(choice, day.minutes);
        for &(rate, profit, minutes) in &items {
            if minutes == 0 {
                earns += profit;
                continue;
            }
            let inside = minutes.min(room).min(free);
            let beyond = if rate > self.overtime { minutes.min(room) - inside } else { 0 };
            earns += rate * f64::from(inside) + (rate - self.overtime) * f64::from(beyond);
            free -= inside;
            room -= inside + beyond;
            if room <= 0 || (free <= 0 && rate <= self.overtime) {
                break;
            }
        }
        self.items = items;
        earns
    }

    /// Late meals and overtime of the performers on a day of so many minutes.
    fn long_day(&self, choice: &Choice, minutes: i32) -> f64 {
        if choice.mode.grows {
            long_day(self.problem, self.unit, minutes, self.performers(choice))
        } else {
            0.0
        }
    }

    /// Performers on the day.
    fn performers<'b>(&'b self, choice: &'b Choice) -> impl Iterator<Item = usize> + use<'b, 'a> {
        let on = choice.mode.payees.iter().zip(&self.held).filter(|(_, held)| **held > 0);
        on.filter_map(|(payee, _)| payee.performer)
    }
}

/// The least average price of any number of minutes of overtime.
fn least_overtime(unit: &Unit) -> f64 {
    let most = usize::try_from(unit.most_overtime).unwrap_or(0);
    let average = |n: usize| last_or(&unit.overtime, n) as f64 / n as f64;
    let least = (1..=most).map(average).fold(f64::INFINITY, f64::min);
    if least.is_finite() { least } else { 0.0 }
}
