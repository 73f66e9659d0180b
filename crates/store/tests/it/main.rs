//! The promises of a store of a log, and the file that keeps them.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod conformance;
mod entries;
mod file;
mod golden;
mod kill;
mod production_file;
