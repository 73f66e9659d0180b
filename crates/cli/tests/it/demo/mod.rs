//! The demo's production as a person made its board, and the program run on it.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

pub(crate) const FILE: &str = "paid.firstup";

/// The program in a directory, on a terminal of so many columns.
pub(crate) fn firstup(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("firstup").unwrap();
    command.current_dir(dir).env("FIRSTUP_AUTHOR", "Runa Eide").env("NO_COLOR", "1").env("COLUMNS", "130");
    command.args(arguments);
    command
}

/// Script, facts and hand-made board; nothing is planned.
pub(crate) fn production() -> TempDir {
    let dir = TempDir::new().unwrap();
    let example = std::path::absolute("../../examples/first-up").unwrap();
    let script = example.join("draft-1-white.fountain");
    firstup(dir.path(), &["import"]).arg(script).args(["-o", FILE]).assert().success();
    for facts in ["facts.toml", "hand-made-board.toml"] {
        firstup(dir.path(), &["apply", FILE]).arg(example.join(facts)).assert().success();
    }
    dir
}

/// What it prints when all goes well.
pub(crate) fn printed(dir: &Path, arguments: &[&str]) -> String {
    let output = firstup(dir, arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
