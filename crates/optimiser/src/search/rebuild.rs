//! Destroy and repair: strips that belong together leave the board, and come back one by one where they cost least.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground};
use crate::cost::{NOWHERE, Score, State};
use crate::problem::{SlotIdx, StripIdx};

/// Most strips that leave at once, but for whole days.
const MOST: usize = 10;

/// One in so many days is passed over unseen, so that not always the same board comes back.
const BLINK: u32 = 40;

/// Chooses the strips that leave; may move others meanwhile.
type Ruin = fn(&Ground, &State, &mut Pcg64Mcg, &mut Ruined);

/// Every way to choose them, and how often it is tried.
const RUINS: [(u32, Ruin); 6] =
    [(2, any), (4, kin), (2, stretch), (3, days), (3, close_day), (2, shift_beside)];

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
    /// Takes strips out and puts them back; [`Rebuild::take_back`] undoes it. Returns how many boards were priced.
    pub(super) fn run(
        &mut self,
        ground: &Ground,
        state: &mut State,
        rng: &mut Pcg64Mcg,
        worth: impl Fn(Score) -> f64,
    ) -> u64 {
        self.was.clear();
        self.ruined.gone.clear();
        self.ruined.moved.clear();
        choose(rng)(ground, state, rng, &mut self.ruined);
        let Ruined { gone, moved } = &mut self.ruined;
        gone.retain(|&strip| ground.is_free(strip));
        gone.sort_unstable();
        gone.dedup();
        gone.shuffle(rng);
        match rng.random_range(0..3) {
            0 => gone.sort_by_key(|strip| -ground.problem.strips[strip.index()].minutes),
            1 => gone.sort_by_key(|strip| ground.allowed[strip.index()].len()),
            _ => {}
        }
        if gone.is_empty() {
            return 0;
        }
        self.changes.clear();
        self.changes
            .extend(moved.iter().chain(&gone.iter().map(|&strip| (strip, NOWHERE)).collect::<Vec<_>>()));
        self.was.extend(self.changes.iter().map(|&(strip, _)| (strip, state.slot_of(strip))));
        state.propose(&self.changes);
        state.accept();
        let mut priced = 1;
        for at in 0..self.ruined.gone.len() {
            priced += put_back(ground, state, rng, self.ruined.gone[at], &worth);
        }
        priced
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

/// Puts a strip where the board is worth most, among the days that take it; if none does, among all.
fn put_back(
    ground: &Ground,
    state: &mut State,
    rng: &mut Pcg64Mcg,
    strip: StripIdx,
    worth: &impl Fn(Score) -> f64,
) -> u64 {
    let mut best: Option<(f64, SlotIdx)> = None;
    let mut priced = 0;
    for screened in [true, false] {
        for &slot in &ground.allowed[strip.index()] {
            if screened
                && (!ground.is_near(state, slot)
                    || rng.random_ratio(1, BLINK)
                    || !state.takes(slot, strip, None))
            {
                continue;
            }
            let found = worth(state.propose(&[(strip, slot)]));
            state.reject();
            priced += 1;
            if best.is_none_or(|(least, _)| found < least) {
                best = Some((found, slot));
            }
        }
        if best.is_some() {
            break;
        }
    }
    if let Some((_, slot)) = best {
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
