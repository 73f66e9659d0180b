//! Finds reference material beside the project, and says loudly when it is not there.

use std::path::{Path, PathBuf};

/// A path of the shared reference; `None` when it is missing, which fails in CI.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new("../../../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("MISSING: {}; nothing that needs it is tested", found.display());
    assert!(std::env::var("CI").as_deref() != Ok("true"), "CI needs {}", found.display());
    None
}
