//! A small window of the board, settled exactly: every way to share the strips of two days, or every order of a few days
//! in a row. What is outside stays.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_pcg::Pcg64Mcg;

use super::ground::{Change, Ground};
use crate::cost::{Score, State};
use crate::problem::{SlotIdx, StripIdx};

/// Most strips that two days share anew: 2⁷ boards.
const SHARED: usize = 7;

/// Days in a row whose order is tried: 4! boards.
const ORDERED: usize = 4;

/// Lists that are used again and again.
#[derive(Default)]
pub(super) struct Window {
    was: Vec<Change>,
    best: Vec<Change>,
    changes: Vec<Change>,
    strips: Vec<StripIdx>,
}

impl Window {
    /// Leaves the window as it is worth most; [`Window::take_back`] undoes it. Returns how many boards were priced.
    pub(super) fn run(
        &mut self,
        ground: &Ground,
        state: &mut State,
        rng: &mut Pcg64Mcg,
        worth: impl Fn(Score) -> f64,
    ) -> u64 {
        self.was.clear();
        if rng.random() {
            self.share_two_days(ground, state, rng, worth)
        } else {
            self.order_days(ground, state, rng, worth)
        }
    }

    /// Everything as it was.
    pub(super) fn take_back(&mut self, state: &mut State) {
        state.propose(&self.was);
        state.accept();
    }

    /// The day of a strip and one of its kin; boards follow each other by one strip that changes sides.
    fn share_two_days(
        &mut self,
        ground: &Ground,
        state: &mut State,
        rng: &mut Pcg64Mcg,
        worth: impl Fn(Score) -> f64,
    ) -> u64 {
        let Some(strip) = ground.any_strip(rng) else { return 0 };
        let Some(kin) = ground.kin(strip, rng) else { return 0 };
        let sides = [state.slot_of(strip), state.slot_of(kin)];
        if sides[0] == sides[1] {
            return 0;
        }
        self.strips.clear();
        for side in sides {
            let both = |strip: &&StripIdx| sides.iter().all(|&slot| ground.may(**strip, slot));
            self.strips.extend(state.strips_on(side).iter().filter(both));
        }
        self.strips.shuffle(rng);
        self.strips.truncate(SHARED);
        self.keep_as_it_was(state);
        let mut best = worth(state.score());
        let boards = 1u64 << self.strips.len();
        for board in 1..boards {
            let strip = self.strips[board.trailing_zeros() as usize];
            let other = if state.slot_of(strip) == sides[0] { sides[1] } else { sides[0] };
            let found = worth(state.propose(&[(strip, other)]));
            state.accept();
            self.keep_if_better(state, found, &mut best);
        }
        self.settle(state);
        boards
    }

    /// A few days in a row; boards follow each other by two days that change places.
    fn order_days(
        &mut self,
        ground: &Ground,
        state: &mut State,
        rng: &mut Pcg64Mcg,
        worth: impl Fn(Score) -> f64,
    ) -> u64 {
        let Some(strip) = ground.any_strip(rng) else { return 0 };
        let first = state.slot_of(strip).index();
        let end = ground.problem.units[ground.problem.slots[first].unit.index()].slots().end;
        let days = (first..end.min(first + ORDERED)).collect::<Vec<_>>();
        self.strips.clear();
        for &slot in &days {
            self.strips.extend(state.strips_on(SlotIdx::new(slot)));
        }
        let may = |strip: &StripIdx| days.iter().all(|&slot| ground.may(*strip, SlotIdx::new(slot)));
        if !self.strips.iter().all(may) {
            return 0;
        }
        self.keep_as_it_was(state);
        let mut best = worth(state.score());
        let mut boards = 1;
        // Heap's order of permutations, without recursion.
        let (mut counts, mut at) = ([0; ORDERED], 1);
        while at < days.len() {
            if counts[at] >= at {
                counts[at] = 0;
                at += 1;
                continue;
            }
            let (a, b) = (if at % 2 == 0 { 0 } else { counts[at] }, at);
            let (a, b) = (SlotIdx::new(days[a]), SlotIdx::new(days[b]));
            self.changes.clear();
            self.changes.extend(state.strips_on(a).iter().map(|&strip| (strip, b)));
            self.changes.extend(state.strips_on(b).iter().map(|&strip| (strip, a)));
            let found = worth(state.propose(&self.changes));
            state.accept();
            boards += 1;
            self.keep_if_better(state, found, &mut best);
            counts[at] += 1;
            at = 1;
        }
        self.settle(state);
        boards
    }

    fn keep_as_it_was(&mut self, state: &State) {
        self.was.extend(self.strips.iter().map(|&strip| (strip, state.slot_of(strip))));
        self.best.clone_from(&self.was);
    }

    fn keep_if_better(&mut self, state: &State, found: f64, best: &mut f64) {
        if found < *best {
            *best = found;
            self.best.iter_mut().for_each(|change| change.1 = state.slot_of(change.0));
        }
    }

    fn settle(&mut self, state: &mut State) {
        state.propose(&self.best);
        state.accept();
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
    fn a_window_is_left_as_no_board_of_it_is_better_and_can_be_taken_back() {
        let (mut settled, mut improved) = (0, 0);
        for seed in 0..300 {
            let problem = random_problem(seed);
            let index = Index::new(&problem);
            let start = random_solution(&problem, seed ^ 1);
            let ground = Ground::new(&problem);
            let mut state = State::new(&problem, &index, flat_weights(60), &start.slots);
            let mut rng = Pcg64Mcg::seed_from_u64(seed);
            let worth = |score: Score| score.expected + score.penalty as f64;
            let (before, slots) = (worth(state.score()), state.slots().to_vec());
            let mut window = Window::default();
            if window.share_two_days(&ground, &mut state, &mut rng, worth) > 0 {
                settled += 1;
                let best = worth(state.score());
                improved += usize::from(best < before);
                let moved: Vec<StripIdx> = window.was.iter().map(|&(strip, _)| strip).collect();
                let sides: Vec<SlotIdx> = window.was.iter().map(|&(_, slot)| slot).collect();
                for board in 0..1usize << moved.len() {
                    let (a, b) = (sides[0], sides.iter().copied().find(|&side| side != sides[0]));
                    let Some(b) = b else { break };
                    let side = |at: usize| if board >> at & 1 == 0 { a } else { b };
                    let changes: Vec<Change> =
                        moved.iter().enumerate().map(|(at, &strip)| (strip, side(at))).collect();
                    let found = worth(state.propose(&changes));
                    state.reject();
                    assert!(found > best - 1e-6, "{found} is better than {best}");
                }
                window.take_back(&mut state);
            }
            assert_eq!(state.slots(), slots);
            window.was.clear();
            window.order_days(&ground, &mut state, &mut rng, worth);
            assert!(worth(state.score()) <= before + 1e-6);
            window.take_back(&mut state);
            assert_eq!(state.slots(), slots);
        }
        assert!(settled > 100 && improved > 50, "{settled} {improved}");
    }
}
