//! Schedules of other programs.

mod any_bytes;
mod schedules;
