//! Where the shared reference files are, and what to do when they are missing.

use std::path::{Path, PathBuf};

/// A file or folder beside the project; `None`, loudly, if it is missing, and a failure in CI.
pub(crate) fn shared(path: &str, untested: &str) -> Option<PathBuf> {
    let full = Path::new("../../../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    let message = format!("MISSING {}: not tested: {untested}", full.display());
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{message}");
    eprintln!("{message}");
    None
}
