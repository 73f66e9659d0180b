//! The shoot, day by day, many times.

use std::num::NonZero;

use crate::chance::Luck;
use crate::shoot::{Cause, Shoot, ShootStunt, UnitDay};

/// How long strips take, as shares of what is planned: a triangular distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// At least.
    pub least: f64,
    /// Most likely.
    pub mode: f64,
    /// At most.
    pub most: f64,
}

impl Spread {
    /// *Example assumption*, with no statistics behind it: a scene takes from eight tenths to one and a half times its
    /// minutes, most likely what is planned, and 1.1 times in the mean.
    pub const EXAMPLE: Self = Self { least: 0.8, mode: 1.0, most: 1.5 };

    /// The share below which a scene stays with probability `p`.
    fn share(self, p: f64) -> f64 {
        let (below, above) = (self.mode - self.least, self.most - self.mode);
        let width = below + above;
        if p * width < below {
            self.least + (p * width * below).sqrt()
        } else {
            self.most - ((1.0 - p) * width * above).sqrt()
        }
    }
}

/// What the simulation supposes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumptions {
    /// How long strips take; none: what is planned, and no day overruns.
    pub spread: Option<Spread>,
    /// While a performer is out, scenes without them are shot first. Else each day out is idle.
    pub other_scenes: bool,
}

impl Assumptions {
    /// What a production would do, with [`Spread::EXAMPLE`].
    #[must_use]
    pub fn of_recourse() -> Self {
        Self { spread: Some(Spread::EXAMPLE), other_scenes: true }
    }

    /// Those of the closed form: the mean of the simulation is then the recursion's expected cost.
    #[must_use]
    pub fn of_recursion() -> Self {
        Self { spread: None, other_scenes: false }
    }
}

/// How one simulated shoot ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ending {
    /// What was spent, in cents.
    pub cost: f64,
    /// Shooting days it took, idle and extra ones included.
    pub days: f64,
    /// Why it came to a rewrite first, if it did.
    pub rewrite: Option<Cause>,
    /// Nothing was left to shoot after it.
    pub abandoned: bool,
}

/// All endings, by replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    /// In the order of replications: the same on any number of threads.
    pub endings: Vec<Ending>,
}

/// Simulates a shoot `replications` times. Each replication has its own luck, of `seed` and its number, so the result is the
/// same on any number of threads.
#[must_use]
pub fn simulate(
    shoot: &Shoot,
    assumptions: &Assumptions,
    replications: u32,
    seed: u64,
    threads: NonZero<usize>,
) -> Simulation {
    let run = |from: u32, to: u32| -> Vec<Ending> {
        let mut left_over = vec![0.0; shoot.units.len()];
        (from..to)
            .map(|at| Run::new(shoot, assumptions, Luck::of(seed, at.into()), &mut left_over).finish())
            .collect()
    };
    let chunk = usize::try_from(replications).unwrap_or(usize::MAX).div_ceil(threads.get()).max(1);
    let chunk = u32::try_from(chunk).unwrap_or(u32::MAX);
    let starts = (0..replications).step_by(usize::try_from(chunk).unwrap_or(usize::MAX));
    let endings = std::thread::scope(|scope| {
        let run = &run;
        let workers: Vec<_> = starts
            .map(|from| {
                let to = from.saturating_add(chunk).min(replications);
                (scope.spawn(move || run(from, to)), from, to)
            })
            .collect();
        // A thread that could not finish is done again here: its numbers are the same.
        workers
            .into_iter()
            .flat_map(|(worker, from, to)| worker.join().unwrap_or_else(|_| run(from, to)))
            .collect()
    });
    Simulation { endings }
}

/// One shoot on its way.
struct Run<'a> {
    shoot: &'a Shoot,
    assumptions: &'a Assumptions,
    luck: Luck,
    /// Share of the board that is still followed: the product of ρ over the rewrites so far.
    share: f64,
    /// Minutes by unit that did not fit on their days.
    left_over: &'a mut [f64],
    cost: f64,
    days: f64,
    rewrite: Option<Cause>,
}

impl<'a> Run<'a> {
    fn new(shoot: &'a Shoot, assumptions: &'a Assumptions, luck: Luck, left_over: &'a mut [f64]) -> Self {
        left_over.fill(0.0);
        Self { shoot, assumptions, luck, share: 1.0, left_over, cost: 0.0, days: 0.0, rewrite: None }
    }

    fn finish(mut self) -> Ending {
        let shoot = self.shoot;
        for day in &shoot.days {
            self.cost += self.share * day.cost;
            if day.shoots {
                self.days += self.share;
            }
            if let Some(spread) = self.assumptions.spread {
                for unit_day in &day.units {
                    self.work(unit_day, spread);
                }
            }
            for stunt in &shoot.stunts[day.stunts.clone()] {
                self.attempt(stunt);
            }
            if self.share == 0.0 {
                break;
            }
        }
        self.extra_days();
        Ending { cost: self.cost, days: self.days, rewrite: self.rewrite, abandoned: self.share == 0.0 }
    }

    /// A day's own strips are shot, in overtime as far as it is allowed; what does not fit is left over; and what was
    /// left over before is shot in the regular time that the day has to spare.
    fn work(&mut self, day: &UnitDay, spread: Spread) {
        let (mut planned, mut needed) = (day.fixed, day.fixed);
        for strip in &day.strips {
            planned += strip.minutes;
            needed += strip.minutes * spread.share(self.luck.of_key(strip.key << 2));
        }
        let shot = needed.min(day.most);
        let left = &mut self.left_over[day.unit];
        let caught_up = left.min(self.share * (day.base - shot).max(0.0));
        *left += self.share * (needed - shot) - caught_up;
        let overtime = (shot - day.base).max(0.0) - (planned - day.base).max(0.0);
        self.cost += self.share * overtime * self.shoot.overtime_minute;
    }

    fn attempt(&mut self, stunt: &ShootStunt) {
        let key = u64::from(stunt.id.0) << 2;
        if self.luck.of_key(key | 1) < stunt.delay {
            self.lose(stunt.delay_days, stunt.burn);
        }
        if self.luck.of_key(key | 2) < stunt.out {
            let others = if self.assumptions.other_scenes { stunt.other_days } else { 0.0 };
            self.lose((stunt.out_days - others).max(0.0), stunt.idle_day);
        }
        let mut chance = self.luck.of_key(key | 3);
        for (cause, probability) in Cause::ALL.into_iter().zip(stunt.ends) {
            if chance < probability {
                self.rewrite.get_or_insert(cause);
                let (again, days) = stunt.lost_by(stunt.date);
                self.cost += self.share * (stunt.rewrite + again);
                self.days += self.share * days;
                self.share *= stunt.share_left;
                self.left_over.iter_mut().for_each(|minutes| *minutes *= stunt.share_left);
                return;
            }
            chance -= probability;
        }
    }

    /// Days on which nothing of the board is shot.
    fn lose(&mut self, days: f64, each: f64) {
        self.days += self.share * days;
        self.cost += self.share * days * each;
    }

    /// What is left over in the end is shot on extra days; units shoot side by side.
    fn extra_days(&mut self) {
        let mut longest: f64 = 0.0;
        for (unit, minutes) in self.shoot.units.iter().zip(&*self.left_over) {
            let days = (minutes / unit.day_minutes).ceil();
            self.cost += days * unit.extra_day;
            longest = longest.max(days);
        }
        self.days += longest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_triangular() {
        let spread = Spread::EXAMPLE;
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}");
        near(spread.share(0.0), 0.8);
        near(spread.share(1.0), 1.5);
        // The mode has (1 − 0.8) / (1.5 − 0.8) below it.
        near(spread.share(2.0 / 7.0), 1.0);
        let mean = (0..100_000).map(|at| spread.share((f64::from(at) + 0.5) / 1e5)).sum::<f64>() / 1e5;
        assert!((mean - 1.1).abs() < 1e-6, "{mean}");
    }
}
