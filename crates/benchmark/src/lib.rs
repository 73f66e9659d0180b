//! Published instances into a Problem, and a plain judge of the benchmark's own rules.

pub mod compile;
pub mod judge;
pub mod riskshoot;
