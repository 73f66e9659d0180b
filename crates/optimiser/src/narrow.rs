//! Which slots each strip can take at all, and the proofs of infeasibility that fall out on the way.

use std::collections::VecDeque;

use crate::capacity::crowded;
use crate::outcome::{Conflict, Rule};
use crate::problem::{FixedBitSet, Kind, Light, Problem, Slot, Strip, StripIdx, Unit};

/// The kinds of day.
pub(crate) const KINDS: [Kind; 3] = [Kind::Day, Kind::Split, Kind::Night];

/// Narrows every strip's allowed slots to those that no legal board can do without, by rules of single strips and pairs,
/// and sees whether the slots that are left hold the strips ([`crowded`]). Legal boards stay legal.
///
/// # Errors
/// Why there is no board, on any dates; or [`Conflict::Beyond`] alone where that is so of these slots only.
pub(crate) fn narrow(problem: &Problem) -> Result<Problem, Vec<Conflict>> {
    let mut within = problem.clone();
    within.strips.iter_mut().for_each(|strip| strip.beyond = false);
    narrow_all(within).or_else(|conflicts| {
        if problem.strips.iter().all(|strip| !strip.beyond) {
            return Err(conflicts);
        }
        narrow_all(problem.clone()).and_then(|_| Err(vec![Conflict::Beyond]))
    })
}

/// The same; a strip that may stand behind the slots has there one date more, on which anything fits.
fn narrow_all(mut problem: Problem) -> Result<Problem, Vec<Conflict>> {
    let mut conflicts = Vec::new();
    for index in 0..problem.strips.len() {
        let strip = &problem.strips[index];
        let slots: FixedBitSet = strip
            .allowed_slots
            .ones()
            .filter(|&slot| {
                problem.slots[slot].as_placed.is_some() || fits_alone(&problem, strip, &problem.slots[slot])
            })
            .collect();
        if slots.is_clear() && !strip.beyond {
            conflicts.push(why_alone(&problem, StripIdx::new(index)));
        }
        problem.strips[index].allowed_slots.intersect_with(&slots);
    }
    if !conflicts.is_empty() {
        return Err(conflicts);
    }
    if let Some(strips) = circle(&problem) {
        return Err(vec![Conflict::Pairs { rule: Rule::Before, strips }]);
    }
    propagate(&mut problem).map_err(|conflict| vec![conflict])?;
    crowded(&problem).map_or(Ok(problem), |conflict| Err(vec![conflict]))
}

/// Why no slot of the strip could be a legal day even with it alone, if none could.
pub(crate) fn fits_nowhere(problem: &Problem, strip: StripIdx) -> Option<Conflict> {
    let facts = &problem.strips[strip.index()];
    let fits = facts.allowed_slots.ones().any(|slot| fits_alone(problem, facts, &problem.slots[slot]));
    (!fits).then(|| why_alone(problem, strip))
}

/// Could the strip alone make a legal day of some kind on this slot?
fn fits_alone(problem: &Problem, strip: &Strip, slot: &Slot) -> bool {
    KINDS.iter().any(|&kind| fits_kind(problem, strip, slot, kind))
}

/// Could the strip be on a legal day of this kind on this slot?
pub(crate) fn fits_kind(problem: &Problem, strip: &Strip, slot: &Slot, kind: Kind) -> bool {
    let unit = &problem.units[slot.unit.index()];
    let light = match strip.light {
        Light::Any => true,
        light => slot.light_minutes[kind as usize][light as usize] >= strip.minutes,
    };
    strip.allowed_kinds >> kind as u8 & 1 == 1
        && light
        && makes(unit, strip.light, kind)
        && strip.minutes <= unit.base[kind as usize] + unit.most_overtime
        && minors_fit(problem, strip, slot, kind)
}

/// Is there an allowed set of lights with this one that makes such a day?
fn makes(unit: &Unit, light: Light, kind: Kind) -> bool {
    let bit = light.bit();
    light == Light::Any
        || unit
            .kind_of_lights
            .iter()
            .enumerate()
            .any(|(lights, table)| lights & bit != 0 && table.allowed && table.kind == kind)
}

fn minors_fit(problem: &Problem, strip: &Strip, slot: &Slot, kind: Kind) -> bool {
    let unit = &problem.units[slot.unit.index()];
    // A dawn or daylight strip beside it may bring the call forward or put it off.
    let calls = [0, Light::Daylight.bit(), Light::Dawn.bit()].map(|lights| slot.call_of(kind, lights));
    let (first, call) = (calls.into_iter().min().unwrap_or(0), calls.into_iter().max().unwrap_or(0));
    let end = unit.clock(first, strip.minutes);
    let date = slot.date.index();
    let minors = strip.resources.iter().filter_map(|r| problem.resources[r.index()].minor.as_ref());
    minors.filter(|minor| minor.is_one_on(date)).all(|minor| {
        strip.minutes <= minor.max_minutes[slot.date.index()]
            && minor.latest.get(slot.date.index()).is_none_or(|latest| end <= *latest)
            && minor.earliest.is_none_or(|earliest| call >= earliest)
            && !(minor.nights_forbidden && kind == Kind::Night)
    })
}

fn why_alone(problem: &Problem, strip: StripIdx) -> Conflict {
    let facts = &problem.strips[strip.index()];
    let longest = facts
        .allowed_slots
        .ones()
        .map(|slot| most_minutes(&problem.units[problem.slots[slot].unit.index()]))
        .max();
    match longest {
        None => Conflict::NoSlot { strip },
        Some(longest) if facts.minutes > longest => Conflict::TooLong { strip },
        Some(_) => Conflict::NoKind { strip },
    }
}

/// Minutes of a unit's longest day.
pub(crate) fn most_minutes(unit: &Unit) -> i32 {
    unit.base.iter().max().copied().unwrap_or(0) + unit.most_overtime
}

/// Strips of which each is to be shot before the next, and the last before the first. Dates never fall along a circle, so all of
/// them share a slot, and on a slot each comes before the next. A day that a person made breaks no such order: strips that
/// may be on one are passed over.
fn circle(problem: &Problem) -> Option<Vec<StripIdx>> {
    let open = |strip: &StripIdx| {
        let mut slots = problem.strips[strip.index()].allowed_slots.ones();
        slots.all(|slot| problem.slots[slot].as_placed.is_none())
    };
    let mut then = vec![Vec::new(); problem.strips.len()];
    for pair in &problem.before {
        if pair.ordered_in_day && [pair.first, pair.then].iter().all(open) {
            then[pair.first.index()].push(pair.then);
        }
    }
    (0..then.len()).map(StripIdx::new).find_map(|first| {
        // The shortest way back to the first.
        let (mut ways, mut seen) = (VecDeque::from([vec![first]]), vec![false; then.len()]);
        while let Some(way) = ways.pop_front() {
            for &next in &then[way.last()?.index()] {
                if next == first {
                    return Some(way);
                }
                if !std::mem::replace(&mut seen[next.index()], true) {
                    ways.push_back([&way[..], &[next]].concat());
                }
            }
        }
        None
    })
}

/// Takes away slots that a pair leaves without a partner, until nothing changes.
fn propagate(problem: &mut Problem) -> Result<(), Conflict> {
    loop {
        let mut changed = false;
        for at in 0..problem.before.len() {
            let pair = problem.before[at];
            let strips = (pair.first, pair.then);
            changed |= keep(problem, Rule::Before, strips, |problem, a, b| match (a, b) {
                (Some(a), Some(b)) => a == b || problem.slots[a].date < problem.slots[b].date,
                (_, None) => true,
                (None, Some(_)) => false,
            })?;
        }
        for at in 0..problem.together.len() {
            changed |= keep(problem, Rule::Together, problem.together[at], |_, a, b| a == b)?;
        }
        for at in 0..problem.apart.len() {
            let strips = problem.apart[at];
            changed |= keep(problem, Rule::Apart, strips, |problem, a, b| match (a, b) {
                (Some(a), Some(b)) => problem.slots[a].date != problem.slots[b].date,
                _ => true,
            })?;
        }
        if !changed {
            return Ok(());
        }
    }
}

/// Keeps slots of both strips that have a partner for which `legal(first, then)` holds; none is a date behind all slots.
fn keep(
    problem: &mut Problem,
    rule: Rule,
    (first, then): (StripIdx, StripIdx),
    legal: impl Fn(&Problem, Option<usize>, Option<usize>) -> bool,
) -> Result<bool, Conflict> {
    let places = |strip: StripIdx| {
        let strip = &problem.strips[strip.index()];
        strip.allowed_slots.ones().map(Some).chain(strip.beyond.then_some(None)).collect::<Vec<_>>()
    };
    let [a, b] = [first, then].map(places);
    let kept_a: Vec<_> = a.iter().copied().filter(|&x| b.iter().any(|&y| legal(problem, x, y))).collect();
    let kept_b: Vec<_> = b.iter().copied().filter(|&y| a.iter().any(|&x| legal(problem, x, y))).collect();
    if kept_a.is_empty() || kept_b.is_empty() {
        return Err(Conflict::Pairs { rule, strips: vec![first, then] });
    }
    let changed = kept_a.len() < a.len() || kept_b.len() < b.len();
    for (strip, kept) in [(first, kept_a), (then, kept_b)] {
        let strip = &mut problem.strips[strip.index()];
        strip.beyond = kept.contains(&None);
        let kept: FixedBitSet = kept.into_iter().flatten().collect();
        strip.allowed_slots.intersect_with(&kept);
    }
    Ok(changed)
}
