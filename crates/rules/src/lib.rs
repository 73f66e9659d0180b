//! The judge: what a board breaks, what it costs, expected loss included, and why; slow and plain on purpose.
//!
//! The law is `docs/pricing.md`. One file per rule. It knows no optimiser.

pub mod again;
mod assess;
pub mod authority;
pub mod availability;
pub mod cast_overtime;
pub mod clearance;
pub mod consent;
pub mod crew;
mod difference;
pub mod direct;
pub mod elements;
pub mod expected;
mod findings;
#[cfg(test)]
mod fixture;
pub mod light;
pub mod locations;
pub mod meals;
pub mod minors;
pub mod minutes;
pub mod moves;
#[cfg(test)]
mod oracles;
mod order;
pub mod pay;
mod pins;
#[cfg(test)]
mod properties;
pub mod readiness;
pub mod rest;
mod rest_after;
pub mod rule;
pub mod schedule;
pub mod sixth_day;
mod stunt_week;
mod stunts;
pub mod sun;
pub mod training;
mod unplaced;
pub mod verdict;
mod work;

pub use assess::assess;
pub use authority::Authority;
pub use difference::{Difference, ItemChange};
pub use rule::Rule;
pub use schedule::{DEFAULT_START, Schedule, start_date};
pub use verdict::{
    CostItem, DayCode, DayVerdict, Expected, ExpectedItem, Flag, Halt, HaltReason, Measures, StripClock,
    Subject, Verdict,
};
