//! The bundled production: two drafts of a screenplay, facts, a board that an assistant director made by hand, events.

use std::path::Path;

use jiff::Timestamp;
use store::ProductionFile;

use crate::import::{ImportError, import};

/// Its file, without the ending.
pub const NAME: &str = "paid-by-the-fall";
/// The first draft, as its file is called.
pub const DRAFT_NAME: &str = "draft-1-white.fountain";
/// The first draft.
pub const DRAFT: &[u8] = include_bytes!("../../../examples/first-up/draft-1-white.fountain");
/// The second draft.
pub const SECOND_DRAFT: &[u8] = include_bytes!("../../../examples/first-up/draft-2-blue.fountain");
/// Facts.
pub const FACTS: &str = include_str!("../../../examples/first-up/facts.toml");
/// The board made by hand.
pub const HAND_MADE: &str = include_str!("../../../examples/first-up/hand-made-board.toml");
/// What happens during the shoot.
pub const EVENTS: &[u8] = include_bytes!("../../../examples/first-up/events.toml");

/// Makes the bundled production, with the board made by hand.
///
/// # Errors
/// When there is such a file already, or it cannot be written.
pub fn make(output: &Path, author: &str, at: Timestamp) -> Result<ProductionFile, ImportError> {
    let mut file = import(DRAFT_NAME, DRAFT, output, author, at)?.file;
    for (name, text) in [("facts.toml", FACTS), ("hand-made-board.toml", HAND_MADE)] {
        let applied = facts::apply(file.state(), text, author).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(|error| error.message.clone()).collect();
            ImportError::Facts(name.to_owned(), errors.join("; "))
        })?;
        file.run(author, at, "apply-facts", &format!("applied {name}"), applied.changes, &[])?;
        let world = format!("recorded consents and clearances of {name}");
        file.run(author, at, "record-world-facts", &world, applied.world, &[])?;
    }
    Ok(file)
}
