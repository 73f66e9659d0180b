//! The Universal Schedule Standard (USS 1.0.0, JSON): a schedule that was made elsewhere into a production.
//!
//! [`read`] makes a [`Schedule`] of any bytes and says what it had to decide; [`import`] makes a production of it.
//! What has no place in a production is said in a [`Remark`] and kept with the draft, never dropped in silence.

mod import;
mod json;
mod read;
mod remark;
mod schedule;
mod shelf;

pub use import::{Imported, Source, import};
pub use read::{Reading, is_schedule, read};
pub use remark::{Code, Remark, Severity};
pub use schedule::{Board, Breakdown, Calendar, Category, Element, Event, Schedule};
