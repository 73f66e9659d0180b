//! Costs that no legal board can avoid, added up: weaker than prices of days, but at once.

use crate::narrow::most_minutes;
use crate::problem::{Problem, Resource, ResourceIdx, Strip, Unit};

/// No legal board costs less.
///
/// Crew days by total minutes, pay of each resource for the fewest dates on which its work can be done, one visit and the
/// fewest days of each location, direct costs. These are different items of the cost, so they add up.
pub(super) fn sum_of_parts(problem: &Problem) -> i64 {
    let direct: i64 = problem.strips.iter().map(|strip| strip.direct_cost).sum();
    crew_bound(problem) + pay_bound(problem) + location_bound(problem) + direct
}

fn crew_bound(problem: &Problem) -> i64 {
    let minutes: i64 = problem.strips.iter().map(|strip| i64::from(strip.minutes)).sum();
    match &problem.units[..] {
        [unit] => one_crew(unit, minutes),
        // Each unit does some share of the minutes, at best at the lowest crew cost a minute.
        units => units
            .iter()
            .filter(|unit| most_minutes(unit) > 0)
            .map(|unit| i128::from(unit.crew_cost) * i128::from(minutes) / i128::from(most_minutes(unit)))
            .min()
            .map_or(0, |least| least as i64),
    }
}

/// The best number of days between few with overtime and many without. Overtime of n minutes costs at least n times the
/// least average price of any number of minutes.
fn one_crew(unit: &Unit, minutes: i64) -> i64 {
    let (longest, base) =
        (i64::from(most_minutes(unit)), i64::from(unit.base.iter().max().copied().unwrap_or(0)));
    if longest == 0 {
        return 0;
    }
    let most = usize::try_from(unit.most_overtime).unwrap_or(0);
    let last = unit.overtime.last().copied().unwrap_or(0);
    let price = |n: usize| unit.overtime.get(n).copied().unwrap_or(last);
    let least = (1..=most).map(|n| price(n) as f64 / n as f64).fold(f64::INFINITY, f64::min);
    let least = if least.is_finite() { least } else { 0.0 };
    (div_ceil(minutes, longest)..=i64::from(unit.slot_count))
        .map(|days| {
            days * unit.crew_cost + ((minutes - days * base).max(0) as f64 * least * (1.0 - 1e-9)) as i64
        })
        .min()
        .unwrap_or(0)
}

fn pay_bound(problem: &Problem) -> i64 {
    let resources = problem.resources.iter().enumerate();
    resources.map(|(index, resource)| resource.pay[fewest_dates(problem, index, resource)]).sum()
}

/// Fewest dates on which a resource's strips can be shot: a performer works for one unit a date, so a date holds one day's
/// minutes, locations and exclusive stunts; what is no performer may be in every unit.
pub(super) fn fewest_dates(problem: &Problem, index: usize, resource: &Resource) -> usize {
    let with = |strip: &&Strip| strip.resources.contains(&ResourceIdx::new(index));
    let strips: Vec<&Strip> = problem.strips.iter().filter(with).collect();
    let minor = resource.minor.as_ref().and_then(|minor| minor.max_minutes.iter().max().copied());
    let days = days_needed(problem, &strips, minor);
    let a_date = if resource.performer { 1 } else { problem.units.len().max(1) };
    days.div_ceil(a_date).min(problem.dates.len())
}

fn location_bound(problem: &Problem) -> i64 {
    let mut total = 0;
    for (index, location) in problem.locations.iter().enumerate() {
        let here = |strip: &&Strip| strip.location.is_some_and(|l| l.index() == index);
        let strips: Vec<&Strip> = problem.strips.iter().filter(here).collect();
        if strips.is_empty() {
            continue;
        }
        // Two units may be there on one date.
        let days = days_needed(problem, &strips, None).div_ceil(problem.units.len().max(1));
        total += location.visit + location.day * days as i64;
    }
    total
}

/// Fewest days of a unit that hold these strips.
fn days_needed(problem: &Problem, strips: &[&Strip], most: Option<i32>) -> usize {
    let minutes: i64 = strips.iter().map(|strip| i64::from(strip.minutes)).sum();
    let longest = problem.units.iter().map(most_minutes).max().unwrap_or(0).min(most.unwrap_or(i32::MAX));
    let mut days = if longest > 0 { div_ceil(minutes, i64::from(longest)) } else { 0 };
    let exclusive = strips.iter().filter(|strip| strip.exclusive_stunt).count() as i64;
    let a_day = problem.units.iter().map(|unit| i64::from(unit.max_exclusive)).max().unwrap_or(0);
    if a_day > 0 {
        days = days.max(div_ceil(exclusive, a_day));
    }
    if let Some(places) = most_locations(problem).filter(|&places| places > 0) {
        let mut distinct: Vec<_> = strips.iter().filter_map(|strip| strip.location).collect();
        distinct.sort_unstable();
        distinct.dedup();
        days = days.max(div_ceil(distinct.len() as i64, places));
    }
    days.max(i64::from(!strips.is_empty())) as usize
}

/// Most locations of any unit's day, when every unit forbids more.
fn most_locations(problem: &Problem) -> Option<i64> {
    let forbidden = |unit: &Unit| unit.extra_locations_forbidden.then_some(i64::from(unit.max_locations));
    problem.units.iter().map(forbidden).collect::<Option<Vec<_>>>()?.into_iter().max()
}

fn div_ceil(a: i64, b: i64) -> i64 {
    (a + b - 1) / b
}
