//! Destroy and repair: strips that belong together leave the board, and come back one by one where they cost least.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64Mcg;

use super::draw_in::end_of;
use super::ground::{Change, Ground, pick};
use crate::cost::{NOWHERE, Score, State};
use crate::problem::{SlotIdx, StripIdx};

/// Most strips that leave at once, but for whole days.
const MOST: usize = 10;

/// Days that are priced for a strip: those that look best at a guess.
const LIKELY: usize = 6;

/// One in so many days is passed over unseen, so that not always the same board comes back.
const BLINK: u32 = 40;

/// Strips that are looked at for a new day.
const LOOKS: u32 = 40;

/// Orders in which strips come back: the long first, those with few days first, any order, the most regretted first.
const ORDERS: usize = 4;
const BY_REGRET: usize = 3;

/// Chooses the strips that leave; may move others meanwhile.
type Ruin = fn(&Ground, &State, &mut Pcg64Mcg, &mut Ruined);

/// Every way to choose them, and how often it is tried.
const RUINS: [(u32, Ruin); 9] = [
    (2, any),
    (4, kin),
    (2, stretch),
    (3, days),
    (3, close_day),
    (2, open_day),
    (2, shift_beside),
    (3, end_of_somebody),
    (2, visit),
];

/// What became of a rebuild.
pub(super) enum Rebuilt {
    /// No strip to take out.
    Nothing,
    /// Given up with strips still out: the board would be worth more than it may. So many boards were priced.
    GivenUp(u64),
    /// Every strip is back. So many boards were priced.
    Whole(u64),
}

/// What a ruin takes away, and what it moves.
#[derive(Default)]
pub(super) struct Ruined {
    gone: Vec<StripIdx>,
    moved: Vec<Change>,
}

/// Lists that are used again and again.
#[derive(Default)]
pub(super) struct Rebuild {
    ruined: Ruined,
    was: Vec<Change>,
    changes: Vec<Change>,
}

impl Rebuild {
    /// Takes strips out and puts them back; [`Rebuild::take_back`] undoes it. Strips that come back seldom make a board
    /// cheaper, so it is given up as soon as the board is worth more than `most`.
    pub(super) fn run(
        &mut self,
        ground: &Ground,
        state: &mut State,
        rng: &mut Pcg64Mcg,
        most: f64,
        worth: impl Fn(Score) -> f64,
    ) -> Rebuilt {
        self.was.clear();
        self.ruined.gone.clear();
        self.ruined.moved.clear();
        choose(rng)(ground, state, rng, &mut self.ruined);
        let Ruined { gone, moved } = &mut self.ruined;
        gone.retain(|&strip| ground.is_free(strip));
        gone.sort_unstable();
        gone.dedup();
        gone.shuffle(rng);
        let order = rng.random_range(0..ORDERS);
        match order {
            0 => gone.sort_by_key(|strip| -ground.problem.strips[strip.index()].minutes),
            1 => gone.sort_by_key(|strip| ground.allowed[strip.index()].len()),
            _ => {}
        }
        if gone.is_empty() {
            return Rebuilt::Nothing;
        }
        self.changes.clear();
        self.changes
            .extend(moved.iter().chain(&gone.iter().map(|&strip| (strip, NOWHERE)).collect::<Vec<_>>()));
        self.was.extend(self.changes.iter().map(|&(strip, _)| (strip, state.slot_of(strip))));
        state.propose(&self.changes);
        state.accept();
        let mut priced = 1;
        if worth(state.score()) > most {
            return Rebuilt::GivenUp(priced);
        }
        for at in 0..self.ruined.gone.len() {
            if order == BY_REGRET {
                let next = at + most_regretted(ground, state, &self.ruined.gone[at..]);
                self.ruined.gone.swap(at, next);
            }
            let strip = self.ruined.gone[at];
            priced += put_back(ground, state, rng, strip, most, &worth);
            if state.slot_of(strip) == NOWHERE {
                return Rebuilt::GivenUp(priced);
            }
        }
        Rebuilt::Whole(priced)
    }

    /// Everything as it was.
    pub(super) fn take_back(&mut self, state: &mut State) {
        state.propose(&self.was);
        state.accept();
    }
}

fn choose(rng: &mut Pcg64Mcg) -> Ruin {
    let total: u32 = RUINS.iter().map(|(weight, _)| weight).sum();
    let mut at = rng.random_range(0..total);
    for (weight, ruin) in RUINS {
        if at < weight {
            return ruin;
        }
        at -= weight;
    }
    RUINS[0].1
}

/// The strip for which the second-best day looks most dearer than the best; one with a single day, or none, comes first.
fn most_regretted(ground: &Ground, state: &State, gone: &[StripIdx]) -> usize {
    let regret = |strip: StripIdx| {
        let (mut best, mut second) = (i64::MAX, i64::MAX);
        for &slot in &ground.allowed[strip.index()] {
            if ground.is_near(state, slot) && state.takes(slot, strip, None) {
                let guess = state.guess(slot, strip);
                if guess < best {
                    (best, second) = (guess, best);
                } else {
                    second = second.min(guess);
                }
            }
        }
        if second == i64::MAX { i64::MAX } else { second - best }
    };
    let strips = gone.iter().enumerate();
    strips.map(|(at, &strip)| (regret(strip), at)).max().map_or(0, |(_, at)| at)
}

/// Puts a strip where the board is worth least, among the days that take it and look best at a guess; if none takes it,
/// among all. It stays out where the board would be worth more than `most`. Returns how many boards were priced.
fn put_back(
    ground: &Ground,
    state: &mut State,
    rng: &mut Pcg64Mcg,
    strip: StripIdx,
    most: f64,
    worth: &impl Fn(Score) -> f64,
) -> u64 {
    let allowed = &ground.allowed[strip.index()];
    let mut likely = [(i64::MAX, SlotIdx(0)); LIKELY];
    let mut count = 0;
    for &slot in allowed {
        if !ground.is_near(state, slot) || rng.random_ratio(1, BLINK) || !state.takes(slot, strip, None) {
            continue;
        }
        let guess = state.guess(slot, strip);
        if count < LIKELY || guess < likely[LIKELY - 1].0 {
            let mut at = count.min(LIKELY - 1);
            while at > 0 && likely[at - 1].0 > guess {
                likely[at] = likely[at - 1];
                at -= 1;
            }
            likely[at] = (guess, slot);
            count = (count + 1).min(LIKELY);
        }
    }
    let (mut best, mut least) = (None, most);
    let mut priced = 0;
    let mut price = |slot: SlotIdx| {
        priced += 1;
        let Some(score) = state.propose_within(&[(strip, slot)], least, worth) else { return };
        state.reject();
        if worth(score) < least {
            (best, least) = (Some(slot), worth(score));
        }
    };
    if count > 0 {
        likely[..count].iter().for_each(|&(_, slot)| price(slot));
    } else {
        allowed.iter().for_each(|&slot| price(slot));
    }
    if let Some(slot) = best {
        state.propose(&[(strip, slot)]);
        state.accept();
    }
    priced + 1
}

/// Any strips.
fn any(ground: &Ground, _: &State, rng: &mut Pcg64Mcg, out: &mut Ruined) {
    let most = rng.random_range(2..=MOST);
    out.gone.extend((0..most).filter_map(|_| ground.any_strip(rng)));
}

/// A strip and kin of it: the same location or people.
fn kin(ground: &Ground, _: &State, rng: &mut Pcg64Mcg, out: &mut Ruined) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let most = rng.random_range(2..=MOST);
    out.gone.push(strip);
    out.gone.extend((1..most).filter_map(|_| ground.kin(strip, rng)));
}

/// Some of the strips of days in a row.
fn stretch(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Ruined) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let most = rng.random_range(2..=MOST);
    let first = state.slot_of(strip).index();
    let end = ground.problem.units[ground.problem.slots[first].unit.index()].slots().end;
    for slot in first..end.min(first + 4) {
        out.gone.extend(state.strips_on(SlotIdx::new(slot)));
    }
    out.gone.shuffle(rng);
    out.gone.truncate(most);
}

/// All strips of a day and of one with kin.
fn days(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Ruined) {
    let Some(strip) = ground.any_strip(rng) else { return };
    out.gone.extend(state.strips_on(state.slot_of(strip)));
    if let Some(kin) = ground.kin(strip, rng) {
        out.gone.extend(state.strips_on(state.slot_of(kin)));
    }
}

/// Whatever somebody does on their first or last days, and some of what is shot beside it.
fn end_of_somebody(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Ruined) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let Some(resource) = pick(&ground.problem.strips[strip.index()].resources, rng) else { return };
    let theirs = &ground.with_resource[resource.index()];
    let Some(end) = end_of(state, resource, rng) else { return };
    let date = |slot: SlotIdx| i32::from(ground.problem.slots[slot.index()].date.0);
    let reach = rng.random_range(0..4);
    out.gone.extend(theirs.iter().filter(|&&strip| (date(state.slot_of(strip)) - date(end)).abs() <= reach));
    let most = out.gone.len().max(MOST);
    out.gone.extend(state.strips_on(end));
    out.gone.truncate(most);
}

/// All strips of a location on days in a row.
fn visit(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Ruined) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let Some(location) = ground.problem.strips[strip.index()].location else { return };
    let here = |slot: usize| {
        let strips = state.strips_on(SlotIdx::new(slot)).iter();
        strips.filter(|strip| ground.problem.strips[strip.index()].location == Some(location))
    };
    let at = state.slot_of(strip).index();
    let slots = ground.problem.units[ground.problem.slots[at].unit.index()].slots();
    let before = (slots.start..at).rev().take_while(|&slot| here(slot).next().is_some());
    let after = (at..slots.end).take_while(|&slot| here(slot).next().is_some());
    out.gone.extend(before.chain(after).flat_map(here));
    out.gone.truncate(2 * MOST);
}

/// All strips of a day; a stretch of the days behind it, or all of them, moves up by one. Who may not move, leaves too.
fn close_day(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Ruined) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let unit = ground.problem.slots[state.slot_of(strip).index()].unit.index();
    let slots = ground.problem.units[unit].slots();
    let Some(last) = state.last_used(unit) else { return };
    let closed =
        if rng.random() { rng.random_range(slots.start..=last) } else { state.slot_of(strip).index() };
    out.gone.extend(state.strips_on(SlotIdx::new(closed)));
    let end = if rng.random() { last } else { (closed + rng.random_range(0..8)).min(last) };
    shift(ground, state, closed + 1..end + 1, -1, out);
}

/// A day without work takes strips of long days, and some others leave those. It is an empty one, or it comes beside the day
/// of a strip, and those behind move on by one.
fn open_day(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Ruined) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let here = state.slot_of(strip).index();
    let unit = ground.problem.slots[here].unit.index();
    let Some(last) = state.last_used(unit) else { return };
    let slots = ground.problem.units[unit].slots();
    let end = slots.end.min(last + 2);
    let beside = rng.random();
    let from = if beside { here + rng.random_range(0..2) } else { rng.random_range(slots.start..end) };
    let Some(empty) = (from..end).find(|&slot| state.strips_on(SlotIdx::new(slot)).is_empty()) else {
        return;
    };
    let new = SlotIdx::new(if beside { from } else { empty });
    let opening = from_long_days(ground, state, rng, strip, new);
    if opening.is_empty() {
        return;
    }
    shift(ground, state, new.index()..empty, 1, out);
    let mut others: Vec<StripIdx> =
        opening.iter().flat_map(|&strip| state.strips_on(state.slot_of(strip))).copied().collect();
    others.shuffle(rng);
    others.truncate(rng.random_range(1..=MOST));
    out.gone.extend(others);
    out.gone.retain(|strip| !opening.contains(strip) && ground.is_free(*strip));
    let gone = &out.gone;
    out.moved.retain(|(strip, _)| !opening.contains(strip) && !gone.contains(strip));
    out.moved.extend(opening.iter().map(|&strip| (strip, new)));
}

/// Strips for a new day, no more than it has time for: kin of each other, mostly from days with overtime.
fn from_long_days(
    ground: &Ground,
    state: &State,
    rng: &mut Pcg64Mcg,
    first: StripIdx,
    new: SlotIdx,
) -> Vec<StripIdx> {
    let unit = &ground.problem.units[ground.problem.slots[new.index()].unit.index()];
    let most = unit.base[0] * rng.random_range(50..=100) / 100;
    let (mut minutes, mut lights) = (0, 0);
    let mut chosen: Vec<StripIdx> = Vec::new();
    let mut next = Some(first);
    for _ in 0..LOOKS {
        if let Some(strip) = next {
            let facts = &ground.problem.strips[strip.index()];
            let with = lights | facts.light.bit();
            if (state.is_long(state.slot_of(strip)) || rng.random_ratio(1, 8))
                && ground.may(strip, new)
                && unit.kind_of_lights[with].allowed
                && minutes + facts.minutes <= most
                && !chosen.contains(&strip)
            {
                (minutes, lights) = (minutes + facts.minutes, with);
                chosen.push(strip);
            }
        }
        let of = pick(&chosen, rng).unwrap_or(first);
        next = if rng.random_ratio(1, 4) { ground.any_strip(rng) } else { ground.kin(of, rng) };
    }
    chosen
}

/// A day goes beside a day with kin; who may not stand where the others give way, leaves.
fn shift_beside(ground: &Ground, state: &State, rng: &mut Pcg64Mcg, out: &mut Ruined) {
    let Some(strip) = ground.any_strip(rng) else { return };
    let Some(kin) = ground.kin(strip, rng) else { return };
    let (from, to) = (state.slot_of(strip), state.slot_of(kin));
    let unit = |slot: SlotIdx| ground.problem.slots[slot.index()].unit;
    if from == to || unit(from) != unit(to) {
        return;
    }
    let (from, to) = (from.index(), to.index());
    if from < to {
        shift(ground, state, from..from + 1, (to - from) as isize, out);
        shift(ground, state, from + 1..to + 1, -1, out);
    } else {
        shift(ground, state, from..from + 1, -((from - to) as isize), out);
        shift(ground, state, to..from, 1, out);
    }
}

/// Days move by so many slots, without the strips that may not.
fn shift(ground: &Ground, state: &State, days: std::ops::Range<usize>, by: isize, out: &mut Ruined) {
    for slot in days {
        let Some(to) = slot.checked_add_signed(by) else { continue };
        for &strip in state.strips_on(SlotIdx::new(slot)) {
            let strip: StripIdx = strip;
            if ground.may(strip, SlotIdx::new(to)) {
                out.moved.push((strip, SlotIdx::new(to)));
            } else {
                out.gone.push(strip);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;
    use crate::cost::Index;
    use crate::samples::{random_problem, random_solution};
    use crate::search::flat_weights;

    #[test]
    fn a_rebuild_is_whole_within_its_limit_or_given_up_and_can_be_taken_back() {
        let (mut whole, mut given_up) = (0, 0);
        for seed in 0..300 {
            let problem = random_problem(seed);
            let index = Index::new(&problem);
            let start = random_solution(&problem, seed ^ 1);
            let ground = Ground::new(&problem);
            let mut state = State::new(&problem, &index, flat_weights(60), &start.slots);
            let mut rng = Pcg64Mcg::seed_from_u64(seed);
            let worth = |score: Score| score.expected + score.penalty as f64;
            let before = worth(state.score());
            let mut rebuild = Rebuild::default();
            for most in [f64::INFINITY, before, f64::NEG_INFINITY] {
                match rebuild.run(&ground, &mut state, &mut rng, most, worth) {
                    Rebuilt::Nothing => continue,
                    Rebuilt::GivenUp(priced) => {
                        assert!(priced > 0 && most < f64::INFINITY, "seed {seed}");
                        given_up += 1;
                    }
                    Rebuilt::Whole(priced) => {
                        assert!(priced > 1 && worth(state.score()) <= most, "seed {seed}");
                        assert!(!state.slots().contains(&NOWHERE), "seed {seed}");
                        whole += 1;
                    }
                }
                rebuild.take_back(&mut state);
                assert_eq!(state.slots(), start.slots, "seed {seed}");
            }
        }
        assert!(whole > 300 && given_up > 200, "{whole} {given_up}");
    }

    #[test]
    fn a_new_day_takes_strips_of_others_once_each_and_no_more_than_it_has_time_for() {
        let (mut opened, mut moved_on) = (0, 0);
        for seed in 0..300 {
            let problem = random_problem(seed);
            let index = Index::new(&problem);
            let start = random_solution(&problem, seed ^ 1);
            let ground = Ground::new(&problem);
            let state = State::new(&problem, &index, flat_weights(60), &start.slots);
            let mut out = Ruined::default();
            open_day(&ground, &state, &mut Pcg64Mcg::seed_from_u64(seed), &mut out);
            let Some(&(_, new)) = out.moved.last() else { continue };
            opened += 1;
            let (here, before): (Vec<_>, Vec<_>) = out.moved.iter().partition(|&&(_, slot)| slot == new);
            moved_on += usize::from(!before.is_empty());
            let minutes: i32 = here.iter().map(|(strip, _)| problem.strips[strip.index()].minutes).sum();
            assert!(minutes <= problem.units[problem.slots[new.index()].unit.index()].base[0], "seed {seed}");
            let gone = out.gone.iter().collect::<std::collections::BTreeSet<_>>();
            assert!(out.moved.iter().all(|(strip, _)| !gone.contains(strip)), "seed {seed}");
            let strips: std::collections::BTreeSet<_> = out.moved.iter().map(|(strip, _)| strip).collect();
            assert_eq!(strips.len(), out.moved.len(), "seed {seed}: a strip moves twice");
            let stays = |strip: &&StripIdx| {
                !gone.contains(strip) && !out.moved.iter().any(|(moved, _)| moved == *strip)
            };
            let fixed = |strip: &&StripIdx| !ground.is_free(**strip);
            assert!(state.strips_on(new).iter().filter(stays).all(|strip| fixed(&strip)), "seed {seed}");
        }
        assert!(opened > 100 && moved_on > 20, "{opened} {moved_on}");
    }
}
