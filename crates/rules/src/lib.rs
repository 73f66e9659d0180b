//! The judge: what a board breaks, what it costs, expected loss included, and why; slow and plain on purpose.
//!
//! The law is `docs/pricing.md`. One file per rule. It knows no optimiser.

pub mod rule;
pub mod verdict;

pub use rule::Rule;
pub use verdict::{
    CostItem, DayCode, DayVerdict, Expected, ExpectedItem, Flag, Measures, StripClock, Subject, Verdict,
};
