//! The breakdown against annotations by hand: precision, recall and F1, by script and by set of scenes.

mod annotation;
mod baseline;
mod compare;
mod score;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annotation::Annotations;
use compare::Found;
use score::Scores;

/// The scripts, beside the folder of the project's own crates or beside the project.
const SCRIPTS: [(&str, &str); 3] = [
    ("the-phoenix-child", "../shared/screenplays/barrier15/the-phoenix-child.fountain"),
    ("seoul-identity", "../shared/screenplays/seoul-identity/seoul-identity.fountain"),
    ("first-up", "examples/first-up/draft-1-white.fountain"),
];

/// The sets of scenes: what the breakdown was written against, and what was kept for measuring only.
const SETS: [&str; 2] = ["tune", "held-back"];

fn main() -> ExitCode {
    let verbose = std::env::args().any(|argument| argument == "--verbose");
    match measure(verbose) {
        Ok(complete) if complete || std::env::var("CI").as_deref() != Ok("true") => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("measure-breakdown: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures every set of every script; false if a script is missing.
fn measure(verbose: bool) -> Result<bool, String> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut complete = true;
    for set in SETS {
        let mut total = Scores::default();
        let mut measured = 0;
        for (script, file) in SCRIPTS {
            let annotations = project.join(format!("crates/breakdown/annotations/{script}.{set}.toml"));
            if !annotations.exists() {
                continue;
            }
            let Some(found) = import(&project.join(file)) else {
                complete = false;
                continue;
            };
            let annotations = Annotations::read(&annotations)?;
            // What is kept for measuring is never listed: whoever reads it tunes to it.
            let scores = compare::script(&annotations, &found, verbose && set == "tune")?;
            println!("{set} {script}: {} scenes\n{scores}", annotations.scene.len());
            total.add(&scores);
            measured += 1;
        }
        if measured > 0 {
            println!("{set}, all {measured} scripts\n{total}");
        }
    }
    Ok(complete)
}

/// The import of a script; none, loudly, if the script is not there.
fn import(file: &PathBuf) -> Option<Found> {
    match std::fs::read(file) {
        Ok(bytes) => Some(Found::new(&bytes, &file.to_string_lossy())),
        Err(error) => {
            eprintln!("MISSING: {}: {error}; the breakdown of this script is NOT measured", file.display());
            None
        }
    }
}
