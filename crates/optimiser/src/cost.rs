//! What a board costs: the plain evaluation that is obviously right, and the incremental one that is fast.

#[cfg(test)]
mod agreement;
mod date_set;
mod expected;
mod index;
mod load;
mod orders;
mod plain;
mod state;

pub(crate) use index::Index;
pub use plain::price_from_scratch;
pub(crate) use state::{NOWHERE, Score, State, Weights};

use crate::outcome::Violation;

/// The price of a board. Broken rules never count as money.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// Cost if all goes well: exact.
    pub cost: i64,
    /// Expected cost G₀.
    pub expected: f64,
    /// V times the probability that the film is abandoned.
    pub value_term: f64,
    /// Cost that falls on each date of the problem; sums to `cost`.
    pub by_date: Vec<i64>,
    /// Of it, burn: crew, pay and location days.
    pub burn_by_date: Vec<i64>,
    /// Every broken rule.
    pub violations: Vec<Violation>,
}

impl Price {
    /// Is nothing forbidden on the board?
    pub fn is_legal(&self) -> bool {
        self.violations.is_empty()
    }
}
