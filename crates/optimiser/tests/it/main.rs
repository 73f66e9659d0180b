//! The search, its bounds and its answers, held against the judge.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod as_placed;
mod branches;
mod conflicts;
mod explains;
mod film;
mod judge_equals_optimiser;
mod random;
mod reach;
