//! Orders of talent scheduling, proved.

mod exact;
mod expected;
