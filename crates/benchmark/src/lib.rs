//! Published instances into a Problem, and a plain judge of the benchmark's own rules.

pub mod compile;
pub mod judge;
mod report;
pub mod riskshoot;

pub use report::{BenchmarkError, Family, Report, Run, Status, solve};
