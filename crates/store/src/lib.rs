//! The log of a production in one SQLite file.
//!
//! [`Log`] is the small trait that every store obeys; [`SqliteLog`] is the file `name.firstup`, [`MemoryLog`]
//! a log without one. [`ProductionFile`] is what programs use: a log, its entries and the state they fold into.

mod error;
mod log;
mod memory;
mod production_file;
mod sqlite;

pub use error::StoreError;
pub use log::{Log, text_hash};
pub use memory::MemoryLog;
pub use production_file::ProductionFile;
pub use sqlite::{APPLICATION_ID, FORMAT, SqliteLog};
