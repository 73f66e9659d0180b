//! Every small change of a board in turn, as long as one makes it better.

use super::ground::{Change, Ground};
use super::{Goal, flat_weights};
use crate::cost::{Index, Score, State};
use crate::problem::{SlotIdx, StripIdx};

/// What a change must save, in cents: less may be rounding.
const LEAST: f64 = 0.01;

/// A legal board that no strip on another day and no exchange of two makes better, as far as days that take them tell at
/// a glance; reached from a board by such changes. That board itself where it breaks a rule; `stop` is asked between strips.
///
/// It is drawn by no lot: what a fact costs shows even where a short search would pass it over.
pub(super) fn descend(
    ground: &Ground,
    index: &Index,
    goal: Goal,
    board: &[SlotIdx],
    stop: &dyn Fn() -> bool,
) -> Vec<SlotIdx> {
    let state = State::new(ground.problem, index, flat_weights(60), board);
    let best = worth(goal, state.score());
    if best.is_infinite() {
        return board.to_vec();
    }
    let mut descent = Descent { ground, goal, state, best };
    // Strips since the last change for the better: once all have been tried in vain, there is none.
    let mut idle = 0;
    for &strip in ground.free.iter().cycle() {
        if idle == ground.free.len() || stop() {
            break;
        }
        idle = if descent.tries(strip) { 0 } else { idle + 1 };
    }
    descent.state.slots().to_vec()
}

struct Descent<'a, 'p> {
    ground: &'a Ground<'p>,
    goal: Goal,
    state: State<'p>,
    best: f64,
}

impl Descent<'_, '_> {
    /// Tries a strip on every other day, and in exchange for every other strip. Is the board better for it?
    fn tries(&mut self, strip: StripIdx) -> bool {
        let before = self.best;
        for &to in &self.ground.allowed[strip.index()] {
            let elsewhere = to != self.state.slot_of(strip) && self.ground.is_near(&self.state, to);
            if elsewhere && self.state.takes(to, strip, None) {
                let mut changes = Vec::new();
                self.ground.send(strip, to, &mut changes);
                self.change(&changes);
            }
        }
        for &other in &self.ground.free {
            let (from, to) = (self.state.slot_of(strip), self.state.slot_of(other));
            if from != to
                && self.ground.may(strip, to)
                && self.ground.may(other, from)
                && self.state.takes(to, strip, Some(other))
                && self.state.takes(from, other, Some(strip))
            {
                self.change(&[(strip, to), (other, from)]);
            }
        }
        self.best < before
    }

    fn change(&mut self, changes: &[Change]) {
        let (goal, most) = (self.goal, self.best - LEAST);
        match self.state.propose_within(changes, most, |score| worth(goal, score)) {
            Some(score) if worth(goal, score) <= most => {
                self.state.accept();
                self.best = worth(goal, score);
            }
            Some(_) => self.state.reject(),
            None => {}
        }
    }
}

fn worth(goal: Goal, score: Score) -> f64 {
    if score.penalty > 0 { f64::INFINITY } else { goal.money(score) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::random_problem;
    use crate::solve::any_board;

    #[test]
    fn no_other_day_and_no_exchange_is_better_than_the_board_it_ends_with() {
        let (mut better, mut tried) = (0, 0);
        for seed in 0..200 {
            let problem = random_problem(seed);
            let Some(legal) = any_board(&problem, 2_000) else { continue };
            let (index, ground) = (Index::new(&problem), Ground::new(&problem));
            let price = |slots: &[SlotIdx]| {
                let score = State::new(&problem, &index, flat_weights(60), slots).score();
                worth(Goal::Expected, score)
            };
            let found = descend(&ground, &index, Goal::Expected, &legal.slots, &|| false);
            let least = price(&found);
            assert!(least <= price(&legal.slots), "seed {seed}");
            better += usize::from(least < price(&legal.slots));
            let state = State::new(&problem, &index, flat_weights(60), &found);
            for &strip in &ground.free {
                let from = found[strip.index()];
                let takes = |slot: SlotIdx, strip: StripIdx, instead| {
                    ground.may(strip, slot) && state.takes(slot, strip, instead)
                };
                let mut boards = Vec::new();
                for &to in &ground.allowed[strip.index()] {
                    if ground.is_near(&state, to) && takes(to, strip, None) {
                        let mut changes = Vec::new();
                        ground.send(strip, to, &mut changes);
                        let mut board = found.clone();
                        changes.iter().for_each(|&(strip, to)| board[strip.index()] = to);
                        boards.push(board);
                    }
                }
                for &other in &ground.free {
                    let to = found[other.index()];
                    if takes(to, strip, Some(other)) && takes(from, other, Some(strip)) {
                        let mut board = found.clone();
                        board.swap(strip.index(), other.index());
                        boards.push(board);
                    }
                }
                tried += boards.len();
                for board in boards {
                    assert!(price(&board) > least - 2.0 * LEAST, "seed {seed}: {} {least}", price(&board));
                }
            }
        }
        assert!(better > 50 && tried > 10_000, "{better} {tried}");
    }

    #[test]
    fn a_board_that_breaks_a_rule_stays_as_it_is() {
        let mut seen = 0;
        for seed in 0..40 {
            let problem = random_problem(seed);
            let (index, ground) = (Index::new(&problem), Ground::new(&problem));
            let board = vec![SlotIdx(0); problem.strips.len()];
            if State::new(&problem, &index, flat_weights(60), &board).score().penalty > 0 {
                assert_eq!(descend(&ground, &index, Goal::Cost, &board, &|| false), board);
                seen += 1;
            }
        }
        assert!(seen > 10, "{seen}");
    }
}
