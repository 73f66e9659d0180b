//! The text files of the project, as the checks look at them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A text file.
pub(crate) struct Source {
    /// Its path in the project, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

const EXTENSIONS: &[&str] = &["rs", "md", "toml", "sql", "ts", "css", "html", "fountain", "yml"];
/// Folders that hold what others made.
const SKIPPED: &[&str] = &["target", "node_modules", "corpus", "artifacts", "dist", "demo"];

/// All text files below the root that people write.
///
/// # Errors
/// When a folder or file cannot be read.
pub(crate) fn read_all(root: &Path) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    collect(root, &mut paths)?;
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let inside = path.strip_prefix(root).expect("it was found below the root");
        Ok(Source { path: inside.to_string_lossy().replace('\\', "/"), text })
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            let hidden = name.starts_with('.') && name != ".ci";
            if !hidden && !SKIPPED.contains(&name.as_str()) {
                collect(&path, paths)?;
            }
        } else if is_text(&path) {
            paths.push(path);
        }
    }
    Ok(())
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    EXTENSIONS.contains(&&*extension)
        || path.parent().and_then(Path::file_name).is_some_and(|folder| folder == ".ci")
}
