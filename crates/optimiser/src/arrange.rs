//! The order of strips inside a day: the one order that the price, the search and the caller agree on.

use crate::problem::{Kind, Light, LocationIdx, Problem, SlotIdx, StripIdx};

/// Groups up to which the order is exact; a day rarely has more.
const EXACT_GROUPS: usize = 8;

/// The order of a day: light by light as the day gives them, with as little work as possible (moves and waiting for
/// the light are work), pairs of [`crate::Before`] kept, minors who must leave early first. A day that stays as a person
/// made it ([`crate::AsPlaced`]) keeps its own order.
///
/// Least work, so fewest moves and least waiting, up to eight groups of one light and location, greedy beyond; the same answer for the same set of strips.
pub fn arrange(problem: &Problem, slot: SlotIdx, strips: &[StripIdx]) -> Vec<StripIdx> {
    let pairs: Vec<_> = problem
        .before
        .iter()
        .filter(|pair| pair.ordered_in_day && strips.contains(&pair.first) && strips.contains(&pair.then))
        .map(|pair| (pair.first, pair.then))
        .collect();
    arrange_pairs(problem, slot, strips, &pairs)
}

/// [`arrange`] for a caller that already knows the ordered pairs among the strips.
pub(crate) fn arrange_pairs(
    problem: &Problem,
    slot: SlotIdx,
    strips: &[StripIdx],
    pairs: &[(StripIdx, StripIdx)],
) -> Vec<StripIdx> {
    if let Some(day) = &problem.slots[slot.index()].as_placed
        && day.order.len() == strips.len()
        && day.order.iter().all(|strip| strips.contains(strip))
    {
        return day.order.clone();
    }
    let groups = group(problem, slot, strips, pairs);
    let move_minutes = problem.units[problem.slots[slot.index()].unit.index()].move_minutes;
    let kept = predecessors(&groups, pairs);
    let sequence = order_groups(&groups, &kept, move_minutes).unwrap_or_else(|| {
        // The pairs contradict each other: keep the light, and let the pairs be counted as broken.
        let lights_alone = predecessors(&groups, &[]);
        order_groups(&groups, &lights_alone, move_minutes).unwrap_or_default()
    });
    sequence.into_iter().flat_map(|group| groups[group].strips.iter().copied()).collect()
}

/// An order on the clock: its company moves, and minutes of work up to the end of each strip, moves and waiting
/// included.
#[derive(Clone, Debug)]
pub(crate) struct Timed {
    pub(crate) moves: u32,
    pub(crate) ends: Vec<i32>,
    /// Minutes outside the clock of the strips' lights.
    pub(crate) outside: i32,
}

impl Timed {
    /// Work of the whole day.
    pub(crate) fn work(&self) -> i32 {
        self.ends.last().copied().unwrap_or(0)
    }
}

/// Puts an order on the clock of a day of a kind with a call.
pub(crate) fn timed(problem: &Problem, slot: SlotIdx, kind: Kind, call: i32, order: &[StripIdx]) -> Timed {
    let facts = &problem.slots[slot.index()];
    let unit = &problem.units[facts.unit.index()];
    let mut timed = Timed { moves: 0, ends: Vec::with_capacity(order.len()), outside: 0 };
    let (mut work, mut here) = (0, None);
    for strip in order {
        let strip = &problem.strips[strip.index()];
        if strip.location.is_some() {
            if here.is_some() && here != strip.location {
                timed.moves += 1;
                work += unit.move_minutes;
            }
            here = strip.location;
        }
        work = work.max(unit.work_until(call, facts.ready(kind, strip.light)));
        let start = unit.clock(call, work);
        work += strip.minutes;
        timed.outside += facts.outside(kind, strip.light, start, unit.clock(call, work));
        timed.ends.push(work);
    }
    timed
}

/// Must this strip come early, with the others of its minor, because the minor has to leave?
pub(crate) fn has_curfew(problem: &Problem, strip: StripIdx) -> bool {
    let minors = problem.strips[strip.index()].resources.iter();
    let mut minors = minors.filter_map(|resource| problem.resources[resource.index()].minor.as_ref());
    minors.any(|minor| !(minor.latest.is_empty() && minor.on_set.is_empty()))
}

/// Strips that stay together: one light, one location, or one strip of a pair.
struct Group {
    phase: Option<u8>,
    location: Option<LocationIdx>,
    early: bool,
    minutes: i32,
    /// Work before which it cannot begin.
    ready: i32,
    /// Work after which it should not begin, and not end.
    due: (i32, i32),
    strips: Vec<StripIdx>,
}

/// When a light comes in a day of a kind; `None` for strips that fit anywhere.
fn phase(kind: Kind, light: Light) -> Option<u8> {
    match (kind, light) {
        (_, Light::Any) => None,
        (Kind::Night, Light::Daylight | Light::Dusk) => Some(0),
        (Kind::Night, Light::Dark) => Some(1),
        (Kind::Night, Light::Dawn) => Some(2),
        (_, Light::Dawn) => Some(0),
        (_, Light::Daylight) => Some(1),
        (_, Light::Dusk) => Some(2),
        (_, Light::Dark) => Some(3),
    }
}

fn group(
    problem: &Problem,
    slot: SlotIdx,
    strips: &[StripIdx],
    pairs: &[(StripIdx, StripIdx)],
) -> Vec<Group> {
    let unit = &problem.units[problem.slots[slot.index()].unit.index()];
    let of = |strip: StripIdx| &problem.strips[strip.index()];
    let lights = strips.iter().fold(0, |bits, &strip| bits | of(strip).light.bit());
    let kind = unit.kind_of_lights[lights].kind;
    let at = &problem.slots[slot.index()];
    let call = at.call_of(kind, lights);
    let mut sorted = strips.to_vec();
    // Strips with a light first, so that those without find a group to join.
    sorted.sort_unstable_by_key(|&strip| {
        (phase(kind, of(strip).light).unwrap_or(u8::MAX), of(strip).key, strip)
    });
    let mut groups: Vec<Group> = Vec::new();
    for strip in sorted {
        let facts = of(strip);
        let phase = if unit.phased { phase(kind, facts.light) } else { None };
        let early = has_curfew(problem, strip);
        let ready = unit.work_until(call, at.ready(kind, facts.light));
        let due = at.limits(kind, facts.light);
        let due = (due.0.saturating_sub(call), due.1.saturating_sub(call));
        let paired = pairs.iter().any(|&(a, b)| a == strip || b == strip);
        let home = groups.iter().position(|group| {
            !paired
                && !pairs.iter().any(|&(a, b)| group.strips.contains(&a) || group.strips.contains(&b))
                && group.location == facts.location
                && group.early == early
                && (group.phase == phase || (phase.is_none() && !early && group.ready <= 0))
        });
        let minutes = facts.minutes;
        match home {
            Some(at) => {
                groups[at].strips.push(strip);
                groups[at].minutes += minutes;
            }
            None => {
                groups.push(Group {
                    phase,
                    location: facts.location,
                    early,
                    minutes,
                    ready,
                    due,
                    strips: vec![strip],
                });
            }
        }
    }
    for group in &mut groups {
        group.strips.sort_unstable_by_key(|&strip| (of(strip).key, strip));
    }
    groups
}

/// For each group, the groups that must come before it.
fn predecessors(groups: &[Group], pairs: &[(StripIdx, StripIdx)]) -> Vec<Vec<usize>> {
    let home = |strip: StripIdx| groups.iter().position(|group| group.strips.contains(&strip));
    let mut before: Vec<Vec<usize>> = groups
        .iter()
        .map(|group| {
            let earlier = |other: &Group| matches!((other.phase, group.phase), (Some(a), Some(b)) if a < b);
            (0..groups.len()).filter(|&other| earlier(&groups[other])).collect()
        })
        .collect();
    for &(first, then) in pairs {
        let (Some(a), Some(b)) = (home(first), home(then)) else { continue };
        let against_light = matches!((groups[a].phase, groups[b].phase), (Some(x), Some(y)) if x > y);
        if !against_light && !before[b].contains(&a) {
            before[b].push(a);
        }
    }
    before
}

/// An order of the groups, or `None` when what must come before what is a circle.
fn order_groups(groups: &[Group], before: &[Vec<usize>], move_minutes: i32) -> Option<Vec<usize>> {
    if groups.len() <= EXACT_GROUPS {
        order_exact(groups, before, move_minutes)
    } else {
        order_greedy(groups, before)
    }
}

/// Least lateness for the light first (the meal not reckoned); then least work, moves and waiting included; then fewest moves; then the earliest end of groups that must be early.
#[derive(Clone, Copy)]
struct Step {
    cost: (i32, i32, u32, i32),
    group: usize,
    from: usize,
}

/// Dynamic programme over (set of groups done, where the unit is).
fn order_exact(groups: &[Group], before: &[Vec<usize>], move_minutes: i32) -> Option<Vec<usize>> {
    let count = groups.len();
    let masks: Vec<usize> = before.iter().map(|groups| groups.iter().map(|&g| 1 << g).sum()).collect();
    let places = count + 1; // the group where the unit stands, or nowhere yet
    let place_of = |group: usize| {
        groups[group].location.map(|_| {
            groups.iter().position(|other| other.location == groups[group].location).unwrap_or(group)
        })
    };
    let place: Vec<Option<usize>> = (0..count).map(place_of).collect();
    let mut best: Vec<Option<Step>> = vec![None; places << count];
    best[count] = Some(Step { cost: (0, 0, 0, 0), group: count, from: 0 });
    for done in 0..1_usize << count {
        for here in 0..places {
            let Some(step) = best[done * places + here] else { continue };
            for next in 0..count {
                if done >> next & 1 == 1 || masks[next] & !done != 0 {
                    continue;
                }
                let there = place[next].unwrap_or(here);
                let moved = u32::from(here != count && there != here);
                let (late, work, moves, early) = step.cost;
                let group = &groups[next];
                let start = (work + move_minutes * moved as i32).max(group.ready);
                let end = start + group.minutes;
                let late = late + (start - group.due.0).max(0) + (end - group.due.1).max(0);
                let cost = (late, end, moves + moved, early + if group.early { end } else { 0 });
                let target = &mut best[(done | 1 << next) * places + there];
                if target.is_none_or(|old| cost < old.cost) {
                    *target = Some(Step { cost, group: next, from: here });
                }
            }
        }
    }
    let all = (1 << count) - 1;
    let (mut here, _) = (0..places)
        .filter_map(|here| best[all * places + here].map(|step| (here, step.cost)))
        .min_by_key(|&(here, cost)| (cost, here))?;
    let (mut done, mut sequence) = (all, Vec::with_capacity(count));
    while done != 0 {
        let step = best[done * places + here]?;
        sequence.push(step.group);
        done &= !(1 << step.group);
        here = step.from;
    }
    sequence.reverse();
    Some(sequence)
}

/// Stays where the unit is as long as it can; the early first, then the order of the groups.
fn order_greedy(groups: &[Group], before: &[Vec<usize>]) -> Option<Vec<usize>> {
    let (mut done, mut sequence) = (vec![false; groups.len()], Vec::with_capacity(groups.len()));
    let mut here = None;
    while sequence.len() < groups.len() {
        let next = (0..groups.len()).filter(|&g| !done[g] && before[g].iter().all(|&b| done[b])).min_by_key(
            |&g| (groups[g].location.is_some() && groups[g].location != here, !groups[g].early, g),
        )?;
        done[next] = true;
        here = groups[next].location.or(here);
        sequence.push(next);
    }
    Some(sequence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Before;
    use crate::samples::{plain_problem, with_strips};

    fn moves(problem: &Problem, order: &[StripIdx]) -> u32 {
        timed(problem, SlotIdx(0), Kind::Day, 420, order).moves
    }

    fn order(problem: &Problem) -> Vec<u32> {
        let strips: Vec<_> = (0..problem.strips.len()).map(StripIdx::new).collect();
        arrange(problem, SlotIdx(0), &strips).into_iter().map(|strip| strip.0).collect()
    }

    #[test]
    fn lights_come_as_the_day_gives_them() {
        let lights = [(Light::Dusk, None), (Light::Daylight, None), (Light::Dawn, None)];
        assert_eq!(order(&with_strips(plain_problem(), &lights)), [2, 1, 0]);
        let night = [(Light::Dawn, None), (Light::Dark, None), (Light::Dusk, None)];
        assert_eq!(order(&with_strips(plain_problem(), &night)), [2, 1, 0]);
    }

    #[test]
    fn a_location_on_both_sides_of_sunset_costs_one_move() {
        let strips = [
            (Light::Dark, Some(0)),
            (Light::Daylight, Some(0)),
            (Light::Daylight, Some(1)),
            (Light::Any, Some(1)),
        ];
        let problem = with_strips(plain_problem(), &strips);
        let found = order(&problem);
        assert_eq!(found, [2, 3, 1, 0]);
        let order: Vec<_> = found.into_iter().map(StripIdx).collect();
        assert_eq!(moves(&problem, &order), 1);
    }

    #[test]
    fn a_pair_is_kept_at_the_price_of_a_move() {
        let strips = [(Light::Any, Some(0)), (Light::Any, Some(1)), (Light::Any, Some(0))];
        let mut problem = with_strips(plain_problem(), &strips);
        let pair =
            |first, then| Before { first: StripIdx(first), then: StripIdx(then), ordered_in_day: true };
        problem.before = vec![pair(0, 1), pair(1, 2)];
        assert_eq!(order(&problem), [0, 1, 2]);
    }

    #[test]
    fn contradicting_pairs_still_give_an_order() {
        let mut problem = with_strips(plain_problem(), &[(Light::Any, None), (Light::Any, None)]);
        let pair =
            |first, then| Before { first: StripIdx(first), then: StripIdx(then), ordered_in_day: true };
        problem.before = vec![pair(0, 1), pair(1, 0)];
        assert_eq!(order(&problem), [0, 1]);
    }
}
