//! Why a board is as it is: the judge is asked again with one thing changed.

mod day;
mod ends;
mod length;
mod savings;
mod strip;

use std::cmp::Ordering;

use domain::{Board, State};
use rules::{Difference, Verdict};

pub use day::{DayCost, Gone, RuleShare, day_cost, without_day};
pub use ends::{End, Way, ends};
pub use length::{Length, Lengths, NoPlan, lengths};
pub use savings::{Saving, Savings, savings};
pub use strip::{Alternative, alternatives};

/// A board in place of another, as the judge sees it.
#[derive(Clone, Debug)]
pub struct Instead {
    /// The board.
    pub board: Board,
    /// What the judge says of it.
    pub verdict: Verdict,
    /// What changes.
    pub difference: Difference,
}

impl Instead {
    pub(crate) fn of(state: &State, before: &Verdict, board: Board) -> Self {
        let verdict = rules::assess(state, &board);
        let difference = Difference::between(before, &verdict);
        Self { board, verdict, difference }
    }

    /// Fewer things forbidden first, then what a plan makes small, then cost.
    fn order(&self, other: &Self) -> Ordering {
        let forbidden = |instead: &Self| instead.difference.forbidden().count();
        (forbidden(self).cmp(&forbidden(other)))
            .then(self.difference.expected.total_cmp(&other.difference.expected))
            .then(self.difference.cost.cmp(&other.difference.cost))
    }
}
