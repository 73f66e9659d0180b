//! What uncertain strips add to the cost at least, over all their dates and orders.

use super::tariff::Tariff;
use crate::problem::{Problem, Slot, Stunt};

/// More stunts than this are bounded one by one.
const MOST_TOGETHER: usize = 12;

/// `G₀ − α_end · C` is at least this on every legal board, with C its cost and α_end the product over all stunts of
/// `a = 1 − q + q·ρ`.
///
/// *Proof.* Let the stunts be numbered as they are nested, stunt j on date d_j, α_j the product of the earlier a. Unfolding the
/// recursion of `docs/pricing.md`, with `Cum_d` the money spent up to d and C that of all dates,
///
/// ```text
/// G₀ = Σ_j α_j·(loss_j + q_j·R_j + (q_j·ω_j + 1 − a_j)·Cum_{d_j}) + α_end·C
/// ```
///
/// since α_j − α_{j+1} = α_j·(1 − a_j). No factor is negative, and α_j depends only on the set of stunts done before. So
/// a dynamic programme over dates and sets finds the least sum over all orders and dates, when burn in `loss` and `Cum` are
/// replaced by [`Attempts::least`], which is not above them. A date with room for one exclusive strip takes one stunt that
/// is alone on such a strip; of strips with several stunts each stunt may be anywhere, and their own cost is not counted. With
/// many stunts, each is put on its own best date with the product of all other a, the least that α_j can be.
pub(super) fn least_risk(problem: &Problem, tariffs: &[Tariff]) -> f64 {
    let attempts = Attempts::new(problem, tariffs);
    let stunts = problem.stunts.len();
    if stunts > MOST_TOGETHER {
        let alone = |stunt: usize| {
            let others =
                (0..stunts).filter(|&other| other != stunt).map(|other| goes_on(&problem.stunts[other]));
            let best = attempts.least[stunt].iter().copied().fold(f64::INFINITY, f64::min);
            others.product::<f64>() * best
        };
        return (0..stunts).map(alone).sum();
    }
    attempts.in_best_order()
}

/// The probability that the plan goes on after a stunt, a rewrite's share of it included: a.
pub(crate) fn goes_on(stunt: &Stunt) -> f64 {
    1.0 - milli(stunt.q_milli) + milli(stunt.q_milli) * milli(stunt.rho_milli)
}

fn milli(n: u32) -> f64 {
    f64::from(n) / 1000.0
}

/// How much of the money spent up to a stunt it puts at stake: `q·ω + 1 − a`.
fn stake(stunt: &Stunt) -> f64 {
    milli(stunt.q_milli) * milli(stunt.waste_milli) + 1.0 - goes_on(stunt)
}

struct Attempts<'a> {
    problem: &'a Problem,
    /// By stunt and date: what stands behind α_j in the sum; infinite where the stunt may not be.
    least: Vec<Vec<f64>>,
    /// By date: exclusive stunts that fit on it.
    room: Vec<u32>,
}

impl<'a> Attempts<'a> {
    fn new(problem: &'a Problem, tariffs: &[Tariff]) -> Self {
        let mut room = vec![0_u32; problem.dates.len()];
        for slot in &problem.slots {
            let more = problem.units[slot.unit.index()].max_exclusive;
            room[slot.date.index()] = room[slot.date.index()].saturating_add(more);
        }
        let sure = |date: usize| tariffs.iter().map(|tariff| tariff.sure[date]).sum::<f64>();
        let sure: Vec<f64> = (0..problem.dates.len()).map(sure).collect();
        let mut attempts = Attempts { problem, least: Vec::new(), room };
        for stunt in &problem.stunts {
            let mut least = vec![f64::INFINITY; problem.dates.len()];
            for slot in problem.strips[stunt.strip.index()].allowed_slots.ones() {
                let date = problem.slots[slot].date.index();
                least[date] = least[date].min(attempts.least_on(tariffs, &sure, stunt, &problem.slots[slot]));
            }
            attempts.least.push(least);
        }
        attempts
    }

    /// `loss + q·R + stake·Cum` of a stunt on a slot, at least.
    ///
    /// The burn of its date holds its unit's crew, its location's day, the pay of its people, and that of whoever is paid on
    /// the date in any case. The money spent up to it holds that burn, the same of earlier dates for who is paid in any case,
    /// the crew of its unit's earlier slots where idle days are paid, the location's first visit and its own cost. The
    /// performer is needed later when one of the person's strips may not be earlier.
    fn least_on(&self, tariffs: &[Tariff], sure: &[f64], stunt: &Stunt, slot: &Slot) -> f64 {
        let (problem, date) = (self.problem, slot.date.index());
        let unit = &problem.units[slot.unit.index()];
        let crew = unit.crew_cost as f64;
        let strip = &problem.strips[stunt.strip.index()];
        let people = strip.resources.iter().map(|who| &tariffs[who.index()]);
        let more: f64 = people.map(|tariff| (tariff.day - tariff.sure[date]).max(0.0)).sum();
        let place = strip.location.map(|location| &problem.locations[location.index()]);
        let burn = crew + sure[date] + more + place.map_or(0.0, |place| place.day as f64);
        let crews = if unit.idle_days_paid { crew * f64::from(slot.ordinal) } else { 0.0 };
        let visit = place.map_or(0.0, |place| place.visit as f64);
        let spent = burn + crews + visit + strip.direct_cost as f64 + sure[..date].iter().sum::<f64>();
        let out = if self.is_needed_after(stunt, date) { milli(stunt.out_milli_days) * crew } else { 0.0 };
        let rewrite = milli(stunt.q_milli) * stunt.rewrite_cost as f64;
        milli(stunt.delay_milli_days) * burn + out + rewrite + stake(stunt) * spent
    }

    fn is_needed_after(&self, stunt: &Stunt, date: usize) -> bool {
        let problem = self.problem;
        let person = problem.resources[stunt.performer.index()].person;
        let later = |slot: usize| problem.slots[slot].date.index() > date;
        let with = problem.strips.iter().filter(|strip| {
            strip.resources.iter().any(|who| problem.resources[who.index()].person == person)
        });
        with.into_iter().any(|strip| strip.allowed_slots.ones().all(later))
    }

    /// The least sum, date by date: `best[set]` for the set of stunts done, apart for dates that have an exclusive one.
    fn in_best_order(&self) -> f64 {
        let stunts = &self.problem.stunts;
        let all = (1_usize << stunts.len()) - 1;
        let has = |set: usize, stunt: usize| set >> stunt & 1 == 1;
        let done = |set: usize| (0..stunts.len()).filter(move |&stunt| has(set, stunt));
        let alpha: Vec<f64> = (0..=all).map(|set| done(set).map(|s| goes_on(&stunts[s])).product()).collect();
        let strip_of = |stunt: usize| &self.problem.strips[stunts[stunt].strip.index()];
        let only = |stunt: usize| strip_of(stunt).stunts.len() == 1;
        let direct = |stunt: usize| if only(stunt) { strip_of(stunt).direct_cost as f64 } else { 0.0 };
        let direct: Vec<f64> = (0..=all).map(|set| done(set).map(direct).sum()).collect();
        let mut best = vec![f64::INFINITY; all + 1];
        best[0] = 0.0;
        for date in 0..self.problem.dates.len() {
            let mut full = vec![f64::INFINITY; all + 1];
            for (stunt, facts) in stunts.iter().enumerate().filter(|(s, _)| self.least[*s][date].is_finite())
            {
                let alone = self.room[date] == 1 && strip_of(stunt).exclusive_stunt && only(stunt);
                for set in (0..=all).filter(|&set| !has(set, stunt)) {
                    let more = alpha[set] * (self.least[stunt][date] + stake(facts) * direct[set]);
                    let with = set | 1 << stunt;
                    if alone {
                        full[with] = full[with].min(best[set] + more);
                    } else {
                        best[with] = best[with].min(best[set] + more);
                        full[with] = full[with].min(full[set] + more);
                    }
                }
            }
            best.iter_mut().zip(full).for_each(|(best, full)| *best = best.min(full));
        }
        best[all]
    }
}
