//! What a proposed change did to a board, so that it can be taken back.

use super::day::{DayMeasure, RestMeasure};
use crate::cost::date_set::DateSet;
use crate::cost::expected::Attempt;
use crate::cost::load::Load;
use crate::problem::{SlotIdx, StripIdx};

/// Scalars that a rejected change takes back by copy.
#[derive(Clone, Debug)]
pub(super) struct Totals {
    pub(super) pair_penalty: i64,
    pub(super) day_penalty: i64,
    pub(super) rest_penalty: i64,
    pub(super) shared_penalty: i64,
    pub(super) protected_penalty: i64,
    pub(super) unplaced: u32,
}

impl Totals {
    pub(super) fn penalty(&self) -> i64 {
        self.pair_penalty
            + self.day_penalty
            + self.rest_penalty
            + self.shared_penalty
            + self.protected_penalty
    }
}

/// Money that a proposed change adds to a date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Charge {
    pub(super) date: u16,
    pub(super) burn: bool,
    pub(super) money: i64,
}

/// A strip that a proposed change moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved {
    pub(super) strip: StripIdx,
    pub(super) from: SlotIdx,
    pub(super) to: SlotIdx,
}

/// First touch of each thing in a proposed change, with what it was; and the money of the change.
#[derive(Default)]
pub(super) struct Journal {
    pub(super) moved: Vec<Moved>,
    /// Do those who work stand where the moved strips are?
    pub(super) engaged: bool,
    pub(super) charges: Vec<Charge>,
    pub(super) slots: Vec<(u32, Load, DayMeasure)>,
    pub(super) rests: Vec<(u32, RestMeasure)>,
    pub(super) resources: Vec<(u32, DateSet, DateSet)>,
    pub(super) contracts: Vec<(u32, Engaged)>,
    pub(super) locations: Vec<(u32, DateSet)>,
    pub(super) last_used: Vec<(usize, Option<usize>)>,
    pub(super) attempts: Option<Vec<Attempt>>,
}

/// The dates on which somebody works, protected days too, and those that are paid: what a contract looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Engaged {
    pub(super) work: DateSet,
    pub(super) paid: DateSet,
}

/// Marks of what the current change has touched.
#[derive(Default)]
pub(super) struct Touched {
    pub(super) round: u32,
    pub(super) pair_round: u32,
    pub(super) slots: Vec<u32>,
    pub(super) rests: Vec<u32>,
    pub(super) resources: Vec<u32>,
    pub(super) locations: Vec<u32>,
    pub(super) pairs: Vec<u32>,
}
