//! Do the dates left to some strips hold them? Proofs that they do not.
//!
//! Of every set of slots that is worth a look, the strips that can stand nowhere else are weighed against what its days
//! can hold: minutes with the moves that cannot be avoided, kinds of day, exclusive stunts, locations and minors' minutes
//! (energetic reasoning of scheduling; Baptiste, Le Pape and Nuijten 2001, chapter 3).

use std::collections::{BTreeMap, BTreeSet};

use crate::narrow::{KINDS, fits_kind, most_minutes};
use crate::outcome::{Conflict, Need};
use crate::problem::{FixedBitSet, Problem, ResourceIdx, SlotIdx, StripIdx, Unit};

/// The fewest slots that cannot hold the strips which can stand on no others; none where nothing is proven.
pub(crate) fn crowded(problem: &Problem) -> Option<Conflict> {
    let open: FixedBitSet = slots_where(problem, |slot| problem.slots[slot].as_placed.is_none());
    let strips: Vec<Item> = problem
        .strips
        .iter()
        .enumerate()
        .filter(|(_, strip)| {
            !strip.beyond && !strip.allowed_slots.is_clear() && strip.allowed_slots.is_subset(&open)
        })
        .map(|(index, _)| Item::new(problem, index))
        .collect();
    let mut sets: Vec<FixedBitSet> = windows(problem, &strips, &open);
    sets.sort_by_key(|set| set.count_ones(..));
    sets.into_iter().find_map(|slots| overfull(problem, &strips, &slots))
}

/// A strip that a plan has to place.
struct Item {
    strip: usize,
    minutes: i64,
    /// The one kind of day that it can be on, by its index.
    only: Option<usize>,
}

impl Item {
    fn new(problem: &Problem, index: usize) -> Self {
        let strip = &problem.strips[index];
        let fits = |kind: &usize| {
            strip
                .allowed_slots
                .ones()
                .any(|slot| fits_kind(problem, strip, &problem.slots[slot], KINDS[*kind]))
        };
        let kinds: Vec<usize> = (0..KINDS.len()).filter(fits).collect();
        let only = if let [kind] = kinds[..] { Some(kind) } else { None };
        Item { strip: index, minutes: i64::from(strip.minutes), only }
    }
}

/// The sets of slots that are worth a look: those of a strip, of all strips of a location or of a person, and those of a
/// unit, or of all, from the first date of some strip to the last of another.
fn windows(problem: &Problem, strips: &[Item], open: &FixedBitSet) -> Vec<FixedBitSet> {
    let allowed = |item: &Item| &problem.strips[item.strip].allowed_slots;
    let mut sets: BTreeSet<FixedBitSet> = strips.iter().map(|item| allowed(item).clone()).collect();
    let mut joined: BTreeMap<(bool, usize), FixedBitSet> = BTreeMap::new();
    for item in strips {
        let strip = &problem.strips[item.strip];
        let place = strip.location.map(|location| (true, location.index()));
        for key in strip.resources.iter().map(|who| (false, who.index())).chain(place) {
            joined
                .entry(key)
                .or_insert_with(|| FixedBitSet::with_capacity(problem.slots.len()))
                .union_with(allowed(item));
        }
    }
    sets.extend(joined.into_values());
    let date = |slot: usize| problem.slots[slot].date;
    let units = (0..problem.units.len()).map(|unit| problem.units[unit].slots());
    for unit in units.chain((problem.units.len() > 1).then_some(0..problem.slots.len())) {
        let inside = |item: &&Item| allowed(item).ones().all(|slot| unit.contains(&slot));
        let span = |item: &Item| {
            let dates = || allowed(item).ones().map(date);
            Some((dates().min()?, dates().max()?))
        };
        let spans: Vec<_> = strips.iter().filter(inside).filter_map(span).collect();
        let firsts: BTreeSet<_> = spans.iter().map(|span| span.0).collect();
        let lasts: BTreeSet<_> = spans.iter().map(|span| span.1).collect();
        for first in firsts {
            for last in lasts.range(first..) {
                let dates = first..=*last;
                let here =
                    |slot: usize| open.contains(slot) && unit.contains(&slot) && dates.contains(&date(slot));
                sets.insert(slots_where(problem, here));
            }
        }
    }
    sets.into_iter().collect()
}

fn slots_where(problem: &Problem, holds: impl Fn(usize) -> bool) -> FixedBitSet {
    // With the capacity of all, so that equal sets are equal.
    let mut slots = FixedBitSet::with_capacity(problem.slots.len());
    (0..problem.slots.len()).filter(|slot| holds(*slot)).for_each(|slot| slots.insert(slot));
    slots
}

/// Why these slots cannot hold the strips that can stand on no others, where that is proven.
///
/// *Proof.* Each slot holds one day of one kind, at most `longest` minutes of that kind with its moves. Strips that can be on one
/// kind of day only need days of that kind by themselves; whatever kinds the other days have, they hold no more than the
/// longest. A day at `k` locations has `k − 1` moves, and a location needs as many days as its own strips do, so that
/// there are at least as many moves as those days are more than the slots.
fn overfull(problem: &Problem, all: &[Item], slots: &FixedBitSet) -> Option<Conflict> {
    let within = |item: &&Item| problem.strips[item.strip].allowed_slots.is_subset(slots);
    let items: Vec<&Item> = all.iter().filter(within).collect();
    if items.is_empty() {
        return None;
    }
    let units: Vec<&Unit> =
        slots.ones().map(|slot| &problem.units[problem.slots[slot].unit.index()]).collect();
    let days = units.len();
    let longest = [0, 1, 2].map(|kind| units.iter().map(|unit| minutes_of(unit, kind)).max().unwrap_or(0));
    let most = longest.into_iter().max().unwrap_or(0);
    let needed_days = |items: &[&Item]| {
        let of_kind = |kind: usize| {
            let minutes = items.iter().filter(|item| item.only == Some(kind)).map(|item| item.minutes);
            fewest_days(minutes.collect(), longest[kind])
        };
        let by_kind = [0, 1, 2].map(of_kind);
        let together = fewest_days(items.iter().map(|item| item.minutes).collect(), most);
        (by_kind, together.max(by_kind.iter().sum()))
    };
    let conflict = |need: Need| {
        let strips = items.iter().map(|item| StripIdx::new(item.strip)).collect();
        Conflict::Capacity { strips, slots: slots.ones().map(SlotIdx::new).collect(), need }
    };
    let mut places: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
    for item in &items {
        if let Some(location) = problem.strips[item.strip].location {
            places.entry(location.index()).or_default().push(item);
        }
    }
    let place_days: usize = places.values().map(|items| needed_days(items).1).sum();
    let moves = place_days.saturating_sub(days) as i64;
    let a_move = units.iter().map(|unit| i64::from(unit.move_minutes)).min().unwrap_or(0);
    let minutes = items.iter().map(|item| item.minutes).sum::<i64>();
    let (by_kind, together) = needed_days(&items);
    let rest = days.saturating_sub(by_kind.iter().sum()) as i64;
    let of_kinds = by_kind.iter().zip(longest).map(|(days, longest)| *days as i64 * longest).sum::<i64>();
    let of_units: i64 = units.iter().map(|unit| i64::from(most_minutes(unit))).sum();
    let available = of_units.min(of_kinds + rest * most);
    if minutes > available {
        return Some(conflict(Need::Minutes { needed: minutes, available }));
    }
    if together > days {
        return Some(conflict(Need::Days(together)));
    }
    let needed = minutes + moves * a_move;
    if needed > available {
        return Some(conflict(Need::Minutes { needed, available }));
    }
    let exclusive = items.iter().filter(|item| problem.strips[item.strip].exclusive_stunt).count() as u64;
    let stunts = units.iter().map(|unit| u64::from(unit.max_exclusive)).sum::<u64>();
    let visited = units
        .iter()
        .map(|unit| unit.extra_locations_forbidden.then_some(u64::from(unit.max_locations)))
        .sum::<Option<u64>>();
    if exclusive > stunts {
        return Some(conflict(Need::Stunts { needed: exclusive, available: stunts }));
    }
    if let Some(available) = visited.filter(|available| place_days as u64 > *available) {
        return Some(conflict(Need::Locations { needed: place_days as u64, available }));
    }
    minors(problem, &items, slots).map(conflict)
}

/// Minutes of a unit's longest day of a kind.
fn minutes_of(unit: &Unit, kind: usize) -> i64 {
    i64::from(unit.base[kind]) + i64::from(unit.most_overtime)
}

/// A minor who works longer than the law allows on all the dates together.
fn minors(problem: &Problem, items: &[&Item], slots: &FixedBitSet) -> Option<Need> {
    let mut work: BTreeMap<ResourceIdx, i64> = BTreeMap::new();
    for item in items {
        for who in &problem.strips[item.strip].resources {
            if problem.resources[who.index()].minor.is_some() {
                *work.entry(*who).or_default() += item.minutes;
            }
        }
    }
    work.into_iter().find_map(|(who, needed)| {
        let minor = problem.resources[who.index()].minor.as_ref()?;
        let on = |slot: usize| i64::from(minor.max_minutes[problem.slots[slot].date.index()]);
        let available = slots.ones().map(on).sum::<i64>();
        (needed > available).then_some(Need::MinorMinutes { who, needed, available })
    })
}

/// No fewer days of so many minutes hold strips of these, whole: bins of bin packing (Martello and Toth 1990, bound L₂).
pub(crate) fn fewest_days(mut minutes: Vec<i64>, longest: i64) -> usize {
    let one = usize::from(!minutes.is_empty());
    if longest <= 0 {
        return one;
    }
    minutes.sort_unstable();
    let half = minutes.partition_point(|m| 2 * m <= longest);
    let sums: Vec<i64> = std::iter::once(0)
        .chain(minutes.iter().scan(0, |sum, m| {
            *sum += m;
            Some(*sum)
        }))
        .collect();
    // Strips of no more than `least` minutes are left out; those that leave too little room for any other have a day each.
    let without = |small: usize| {
        let least = minutes.get(small).copied().unwrap_or(0);
        let alone = minutes.partition_point(|m| *m <= longest - least).max(half);
        let room = (alone - half) as i64 * longest - (sums[alone] - sums[half]);
        let more = (sums[half] - sums[small] - room).max(0);
        minutes.len() - half + ((more + longest - 1) / longest) as usize
    };
    (0..=half).map(without).fold(one, usize::max)
}

#[cfg(test)]
mod tests;
