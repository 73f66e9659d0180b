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
const SCRIPTS: [(&str, &str); 9] = [
    ("the-phoenix-child", "../shared/screenplays/barrier15/the-phoenix-child.fountain"),
    ("seoul-identity", "../shared/screenplays/seoul-identity/seoul-identity.fountain"),
    ("first-up", "examples/first-up/draft-1-white.fountain"),
    ("mr-james", "../shared/screenplays/mr-james/mr-james.fountain"),
    ("the-last-birthday-card", "../shared/fdx/screenplain/examples/The-Last-Birthday-Card.fdx"),
    ("brick-n-steel", "../shared/fountain/jumpcut-fd-probes/tests/fixtures/Brick-n-Steel.fountain"),
    ("extranormal", "../shared/fdx/jumpcut/tests/fixtures/corpus/public/extranormal/source/source.fdx"),
    ("complex-screenplay", "../shared/fountain/lexington/testdata/input/complex_screenplay.fountain"),
    ("basic-screenplay", "../shared/fountain/lexington/testdata/input/basic_screenplay.fountain"),
];

/// The sets of scenes that rules are made by looking at.
const OPEN: [&str; 2] = ["tune", "third"];
/// The set that is for measuring only.
const KEPT_BACK: &str = "held-back";

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

/// Measures every set of every script; false if a script is missing. Whoever lists what is missed, to make rules,
/// is not shown what is kept for measuring: who reads that tunes to it.
fn measure(verbose: bool) -> Result<bool, String> {
    let mut complete = sets(&OPEN, "the others", verbose)?;
    if !verbose {
        complete &= sets(&[KEPT_BACK], "kept back", false)?;
    }
    Ok(complete)
}

/// Measures some sets of every script, and their sum.
fn sets(sets: &[&str], called: &str, verbose: bool) -> Result<bool, String> {
    let here = std::env::var("CARGO_MANIFEST_DIR").map_err(|_| "run it by cargo")?;
    let project = Path::new(&here).join("../..");
    let (mut total, mut scenes, mut complete) = (Scores::default(), 0, true);
    for (set, (script, file)) in sets.iter().flat_map(|set| SCRIPTS.map(|script| (set, script))) {
        let annotations = project.join(format!("crates/breakdown/annotations/{script}.{set}.toml"));
        if !annotations.exists() {
            continue;
        }
        let Some(found) = import(&project.join(file)) else {
            complete = false;
            continue;
        };
        let other = |who: &str| {
            let notes = annotations.with_extension(format!("{who}.toml"));
            notes.exists().then(|| Annotations::read(&notes)).transpose()
        };
        let (second, third) = (other("second")?, other("third")?);
        let annotations = Annotations::read(&annotations)?;
        let scores = compare::script(&annotations, [second.as_ref(), third.as_ref()], &found, verbose)?;
        println!("{script}.{set}: {} scenes\n{scores}", annotations.scene.len());
        total.add(&scores);
        scenes += annotations.scene.len();
    }
    println!("{called}, {scenes} scenes\n{total}");
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
