//! What may become of a judged board, in figures: many simulated shoots summed up, and what is exposed when.

use std::collections::BTreeMap;
use std::num::NonZero;

use domain::{Board, Date, State};
use rules::Verdict;

use crate::{
    Assumptions, Bin, Cause, Estimate, Percentile, Shoot, estimate, exposed, histogram, percentile, simulate,
};

/// Ranges of the histogram of cost.
const BINS: usize = 12;

/// The shoots of a board, summed up by [`crate::Model::Recourse`]. Money in cents.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The board in plain numbers.
    pub shoot: Shoot,
    /// How many shoots were simulated.
    pub replications: usize,
    /// Of which luck.
    pub seed: u64,
    /// Mean cost.
    pub cost: Estimate,
    /// P50 and P80 of cost.
    pub cost_percentiles: [Percentile; 2],
    /// Mean shooting days.
    pub days: Estimate,
    /// P50 and P80 of shooting days.
    pub days_percentiles: [Percentile; 2],
    /// Shoots by cost.
    pub histogram: Vec<Bin>,
    /// Shoots by the date of their end.
    pub finish: BTreeMap<Date, usize>,
    /// Shoots by the cause of their first rewrite, by [`Cause::ALL`].
    pub causes: [usize; 4],
    /// Shoots of which nothing was left after a rewrite.
    pub abandoned: usize,
    /// By shooting date: spent until its evening, and exposed ([`exposed`]).
    pub exposed: Vec<(Date, f64, f64)>,
}

impl Outlook {
    /// Simulates a board with what a production would do ([`Assumptions::of_recourse`]). The same seed is the same luck for
    /// every board, on any number of threads. None when nothing is shot.
    #[must_use]
    pub fn of(
        state: &State,
        board: &Board,
        verdict: &Verdict,
        replications: u32,
        seed: u64,
        threads: NonZero<usize>,
    ) -> Option<Self> {
        let shoot = Shoot::new(state, board, verdict)?;
        let endings = simulate(&shoot, &Assumptions::of_recourse(), replications, seed, threads).endings;
        let mut costs: Vec<f64> = endings.iter().map(|ending| ending.cost).collect();
        let mut days: Vec<f64> = endings.iter().map(|ending| ending.days).collect();
        let (cost, mean_days) = (estimate(&costs), estimate(&days));
        costs.sort_by(f64::total_cmp);
        days.sort_by(f64::total_cmp);
        let both = |sorted: &[f64]| Some([percentile(sorted, 0.5)?, percentile(sorted, 0.8)?]);
        let mut finish = BTreeMap::new();
        for date in days.iter().filter_map(|days| shoot.date_after(*days)) {
            *finish.entry(date).or_default() += 1;
        }
        let with = |cause| endings.iter().filter(|ending| ending.rewrite == Some(cause)).count();
        Some(Self {
            replications: endings.len(),
            seed,
            cost,
            cost_percentiles: both(&costs)?,
            days: mean_days,
            days_percentiles: both(&days)?,
            histogram: histogram(&costs, BINS),
            finish,
            causes: Cause::ALL.map(with),
            abandoned: endings.iter().filter(|ending| ending.abandoned).count(),
            exposed: exposed(&shoot),
            shoot,
        })
    }

    /// Shoots with a rewrite.
    #[must_use]
    pub fn rewrites(&self) -> usize {
        self.causes.iter().sum()
    }

    /// The share of so many of the shoots, and its standard error.
    #[must_use]
    pub fn share(&self, count: usize) -> (f64, f64) {
        let all = self.replications.max(1) as f64;
        let share = count as f64 / all;
        (share, (share * (1.0 - share) / all).sqrt())
    }

    /// P80 of cost.
    #[must_use]
    pub fn cost_p80(&self) -> &Percentile {
        &self.cost_percentiles[1]
    }

    /// P80 of shooting days.
    #[must_use]
    pub fn days_p80(&self) -> &Percentile {
        &self.days_percentiles[1]
    }

    /// The date with the most money exposed, the first of several, and how much.
    #[must_use]
    pub fn most_exposed(&self) -> Option<(Date, f64)> {
        let rows = self.exposed.iter().map(|(date, _, exposed)| (*date, *exposed));
        rows.rev().max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, exposed)| *exposed > 0.0)
    }

    /// The first date after that with less than half of it.
    #[must_use]
    pub fn half_behind(&self) -> Option<Date> {
        let (at, most) = self.most_exposed()?;
        let behind = |(date, _, exposed): &&(Date, f64, f64)| *date > at && *exposed < most / 2.0;
        self.exposed.iter().find(behind).map(|(date, _, _)| *date)
    }

    /// When it ends as planned.
    #[must_use]
    pub fn planned_finish(&self) -> Option<Date> {
        self.shoot.date_after(self.shoot.planned_dates() as f64)
    }

    /// Stunts in it whose figures nobody typed, or no coordinator confirmed.
    #[must_use]
    pub fn assumed<'a>(&self, state: &'a State) -> Vec<&'a str> {
        let stunts = self.shoot.stunts.iter().filter_map(|shot| Some((shot, state.stunts.get(&shot.id)?)));
        let assumed = stunts.filter(|(shot, stunt)| shot.example || !stunt.confirmed);
        assumed.map(|(_, stunt)| stunt.name.as_str()).collect()
    }
}
