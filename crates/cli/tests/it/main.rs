//! The program as a person at a shell uses it.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod answers;
mod cli;
mod demo;
mod errors;
mod explain;
mod papers;
mod risk;
mod schedules;
mod serve;
mod solve;
mod stunts;
mod worked_example;
