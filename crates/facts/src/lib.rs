//! Facts in TOML: applied as a patch, exported whole, previewed; the keys of all three come from one table.
//!
//! Each section of the format is a file in `sections`. Its keys say how they are spelt, what they expect, how
//! they are read and written. [`apply`], [`export_toml`], the preview and `docs/facts.md` follow from them.

mod apply;
mod error;
mod export;
mod fact;
mod names;
mod outline;
mod preview;
mod reference;
mod section;
mod sections;

pub use apply::{Applied, apply};
pub use error::FactError;
pub use export::{export_json, export_section, export_toml};
pub use outline::{Outline, money_keys, outline};
pub use reference::reference;
pub use section::Documented;
