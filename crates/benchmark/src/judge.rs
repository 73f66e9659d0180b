//! A plain judge of riskshoot boards in exact fractions: the benchmark's own rules, and nothing of the optimiser.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::ToPrimitive;

use crate::riskshoot::{Instance, SceneLight};

/// What the judge says of a board.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Hard rules broken, in words.
    pub broken: Vec<String>,
    /// Cost if all goes well.
    pub cost: i64,
    /// Expected cost.
    pub expected: BigRational,
}

impl Verdict {
    /// The expected cost, rounded once.
    pub fn expected_float(&self) -> f64 {
        self.expected.to_f64().unwrap_or(f64::NAN)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Empty,
    Day,
    Night,
    Both,
}

struct Board<'a> {
    instance: &'a Instance,
    day: &'a [usize],
    scenes: Vec<Vec<usize>>,
    locations: Vec<Vec<usize>>,
    mode: Vec<Mode>,
    /// Days before a stunt kept free, by person.
    kept: Vec<Vec<usize>>,
}

/// Judges a board: a day for each scene.
pub fn judge(instance: &Instance, day: &[usize]) -> Result<Verdict, String> {
    let (scenes, days) = (instance.scenes.len(), instance.calendar.days);
    if day.len() != scenes || scenes == 0 || day.iter().any(|&d| d >= days) {
        return Err(format!("a board needs {scenes} days below {days}"));
    }
    let board = Board::lay_out(instance, day);
    let (cost, burn) = board.costs();
    Ok(Verdict { broken: board.broken(), cost: cost.iter().sum(), expected: board.expected(&cost, &burn) })
}

impl<'a> Board<'a> {
    fn lay_out(instance: &'a Instance, day: &'a [usize]) -> Self {
        let days = instance.calendar.days;
        let scenes: Vec<Vec<usize>> =
            (0..days).map(|d| (0..day.len()).filter(|&i| day[i] == d).collect()).collect();
        let locations = scenes
            .iter()
            .map(|on| {
                let mut all: Vec<usize> = on.iter().map(|&i| instance.scenes[i].location).collect();
                all.sort_unstable();
                all.dedup();
                all
            })
            .collect();
        let mut mode: Vec<Mode> = Vec::new();
        for (d, on) in scenes.iter().enumerate() {
            let has = |light| on.iter().any(|&i| instance.scenes[i].light == light);
            let after_night = instance.follows_in_week(d) && mode.last() == Some(&Mode::Night);
            mode.push(match (has(SceneLight::D), has(SceneLight::N)) {
                (true, true) => Mode::Both,
                (false, true) => Mode::Night,
                (true, false) => Mode::Day,
                _ if on.is_empty() => Mode::Empty,
                _ if after_night => Mode::Night,
                _ => Mode::Day,
            });
        }
        let mut kept = vec![Vec::new(); instance.cast.len()];
        for stunt in &instance.stunts {
            let on = day[stunt.scene];
            kept[stunt.performer].extend(on.saturating_sub(stunt.protect_days as usize)..on);
        }
        Board { instance, day, scenes, locations, mode, kept }
    }

    /// Days of work, protected days included.
    fn work(&self, actor: usize) -> Vec<usize> {
        let scenes = self.instance.scenes.iter().enumerate();
        let mut days: Vec<usize> =
            scenes.filter(|(_, s)| s.cast.contains(&actor)).map(|(i, _)| self.day[i]).collect();
        days.extend(&self.kept[actor]);
        days.sort_unstable();
        days.dedup();
        days
    }

    /// First to last day of work, less the best single legal drop.
    fn paid(&self, actor: usize) -> Vec<usize> {
        let work = self.work(actor);
        let (Some(&first), Some(&last)) = (work.first(), work.last()) else { return Vec::new() };
        let calendar = &self.instance.calendar.calendar_day;
        let legal = |from: usize, to: usize| {
            let gap = self.instance.cast[actor].drop_min_gap_days;
            gap.is_some_and(|gap| calendar[to] - calendar[from] > gap) && to - from > 1
        };
        let mut drop = (first, first);
        for pair in work.windows(2).filter(|pair| legal(pair[0], pair[1])) {
            if pair[1] - pair[0] > (drop.1 - drop.0).max(1) {
                drop = (pair[0], pair[1]);
            }
        }
        (first..=last).filter(|&d| d <= drop.0 || d >= drop.1).collect()
    }

    /// Minutes of a day, and how many moves are in them.
    fn minutes(&self, d: usize) -> (i32, i64) {
        let moves = self.locations[d].len().saturating_sub(1);
        let shooting: i32 = self.scenes[d].iter().map(|&i| self.instance.scenes[i].minutes).sum();
        (shooting + self.instance.day.move_minutes * moves as i32, moves as i64)
    }

    fn base(&self, d: usize) -> i32 {
        let rules = &self.instance.day;
        if self.mode[d] == Mode::Night { rules.night_base_minutes } else { rules.base_minutes }
    }

    /// Cost and burn of every day.
    fn costs(&self) -> (Vec<i64>, Vec<i64>) {
        let instance = self.instance;
        let rules = &instance.day;
        let last = self.day.iter().copied().max().unwrap_or(0);
        let mut burn = vec![0; instance.calendar.days];
        burn[..=last].fill(rules.crew_day_cost);
        for (actor, cast) in instance.cast.iter().enumerate() {
            for d in self.paid(actor) {
                burn[d] += cast.day_rate;
            }
        }
        for (d, places) in self.locations.iter().enumerate() {
            burn[d] += places.iter().map(|&l| instance.locations[l].day_cost).sum::<i64>();
        }
        let mut cost = burn.clone();
        for (d, cost) in cost.iter_mut().enumerate().take(last + 1) {
            let (minutes, moves) = self.minutes(d);
            let overtime = i64::from((minutes - self.base(d)).max(0));
            *cost += rules.move_cost * moves + rules.overtime_cost_per_min * overtime;
            if self.mode[d] == Mode::Night {
                *cost += rules.night_premium;
            }
            *cost += self.scenes[d].iter().map(|&i| instance.scenes[i].direct_cost).sum::<i64>();
            for &place in &self.locations[d] {
                if d == 0 || !self.locations[d - 1].contains(&place) {
                    *cost += instance.locations[place].visit_cost;
                }
            }
        }
        (cost, burn)
    }

    /// Backward over days. Of two stunts on a day, which is forbidden, the later in the file counts.
    fn expected(&self, cost: &[i64], burn: &[i64]) -> BigRational {
        let milli = |n: u32| BigRational::new(BigInt::from(n), BigInt::from(1000));
        let whole = |n: i64| BigRational::from_integer(BigInt::from(n));
        let mut to_go = whole(0);
        for d in (0..cost.len()).rev() {
            if let Some(stunt) = self.instance.stunts.iter().rev().find(|s| self.day[s.scene] == d) {
                let (q, rho) = (milli(stunt.p_terminal_milli), milli(stunt.rho_milli));
                let spent: i64 = cost[..=d].iter().sum();
                let scenes = self.instance.scenes.iter().enumerate();
                let needed_later =
                    scenes.filter(|(i, _)| self.day[*i] > d).any(|(_, s)| s.cast.contains(&stunt.performer));
                let mut loss = milli(stunt.p_delay_milli * stunt.delay_days) * whole(burn[d]);
                if needed_later {
                    loss +=
                        milli(stunt.p_out_milli * stunt.out_days) * whole(self.instance.day.crew_day_cost);
                }
                let rewrite = whole(stunt.rewrite_cost) + milli(stunt.waste_milli) * whole(spent);
                to_go = loss + &q * rewrite + (whole(1) - &q + &q * rho) * to_go;
            }
            to_go += whole(cost[d]);
        }
        to_go
    }

    fn broken(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for d in 0..self.scenes.len() {
            self.broken_day(d, &mut broken);
            self.broken_people(d, &mut broken);
        }
        let outside = |window: Option<[usize; 2]>, day: usize| {
            window.is_some_and(|[first, last]| day < first || day > last)
        };
        for (i, scene) in self.instance.scenes.iter().enumerate() {
            if outside(self.instance.locations[scene.location].window, self.day[i]) {
                broken.push(format!("scene {}: outside its location's window", scene.id));
            }
        }
        for &[first, then] in &self.instance.precedence {
            if self.day[first] > self.day[then] {
                let id = |i: usize| &self.instance.scenes[i].id;
                broken.push(format!("scene {} must not come after {}", id(first), id(then)));
            }
        }
        for stunt in &self.instance.stunts {
            let on = self.day[stunt.scene];
            if outside(stunt.ready_window, on) {
                broken.push(format!("stunt {}: outside its readiness window", stunt.id));
            }
            let away = &self.instance.cast[stunt.performer].unavailable;
            if (on.saturating_sub(stunt.protect_days as usize)..on).any(|d| away.contains(&d)) {
                broken.push(format!("stunt {}: performer not available to rehearse", stunt.id));
            }
        }
        broken
    }

    fn broken_day(&self, d: usize, broken: &mut Vec<String>) {
        let rules = &self.instance.day;
        let mut say = |holds: bool, what: &str| {
            if holds {
                broken.push(format!("day {d}: {what}"));
            }
        };
        let (minutes, _) = self.minutes(d);
        say(self.mode[d] == Mode::Both, "day and night scenes together");
        say(self.locations[d].len() > rules.max_locations as usize, "too many locations");
        say(!self.scenes[d].is_empty() && minutes > self.base(d) + rules.max_overtime, "too many minutes");
        let night_before = d > 0 && self.mode[d - 1] == Mode::Night && self.instance.follows_in_week(d);
        say(night_before && self.mode[d] == Mode::Day, "it follows a night");
        let stunts = self.scenes[d].iter().filter(|&&i| self.instance.scenes[i].stunt.is_some()).count();
        say(stunts > 1, "more than one stunt");
    }

    fn broken_people(&self, d: usize, broken: &mut Vec<String>) {
        for (actor, cast) in self.instance.cast.iter().enumerate() {
            let with = self.scenes[d].iter().filter(|&&i| self.instance.scenes[i].cast.contains(&actor));
            let minutes: i32 = with.map(|&i| self.instance.scenes[i].minutes).sum();
            if minutes == 0 {
                continue;
            }
            let mut say = |holds: bool, what: &str| {
                if holds {
                    broken.push(format!("day {d}: {} {what}", cast.id));
                }
            };
            say(cast.unavailable.contains(&d), "is not available");
            let most = cast.minor_max_minutes.filter(|&most| most > 0);
            say(most.is_some_and(|most| minutes > most), "is a minor and works too long");
            say(most.is_some() && self.mode[d] == Mode::Night, "is a minor at night");
            say(self.kept[actor].contains(&d), "works on a protected day");
        }
    }
}
