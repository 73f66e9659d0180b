//! A program killed at any moment loses nothing that it acknowledged.

use crate::entries;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use domain::State;
use entries::entry;
use store::{Log, ProductionFile, SqliteLog, text_hash};

const FILE: &str = "FIRSTUP_TEST_WRITES_FOREVER";
const ROUNDS: u64 = 24;

/// Started again with `FILE` set, this test is the program that gets killed.
#[test]
fn a_killed_program_loses_nothing_it_acknowledged() {
    if let Some(path) = std::env::var_os(FILE) {
        write_forever(Path::new(&path));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.firstup");
    SqliteLog::create(&path).unwrap();
    let mut acknowledged = 0;
    let mut cut_short = 0;
    for round in 0..ROUNDS {
        // Moments spread over the few milliseconds that a change takes.
        let delay = Duration::from_micros(round * 7_919 % 4_001);
        acknowledged = acknowledged.max(kill_a_writer(&path, 1 + round % 3, delay));
        cut_short += u64::from(path.with_extension("firstup-journal").exists());

        let file = ProductionFile::open(&path).unwrap();
        let kept = file.heads().len() as u64;
        assert!(kept >= acknowledged, "{acknowledged} acknowledged, {kept} kept");
        assert_eq!(*file.state(), State::fold(&entries::entries(kept)).unwrap());
        for revision in 1..=kept {
            assert!(file.log().text(&text_hash(&text_of(revision))).unwrap().is_some(), "text of {revision}");
        }
        acknowledged = kept;
    }
    eprintln!(
        "killed {ROUNDS} times, {cut_short} of them in the middle of a change; {acknowledged} entries kept"
    );
    assert!(acknowledged >= ROUNDS);
}

/// Kills a writer some time after so many acknowledged changes, and gives the last acknowledged revision.
fn kill_a_writer(path: &Path, changes: u64, delay: Duration) -> u64 {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::a_killed_program_loses_nothing_it_acknowledged", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(writer.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut revisions = lines.filter_map(|line| line.split_once("acknowledged ")?.1.parse().ok());
    let mut last = 0;
    for _ in 0..changes {
        last = revisions.next().expect("the writer writes until it is killed");
    }
    std::thread::sleep(delay);
    writer.kill().unwrap();
    writer.wait().unwrap();
    revisions.last().unwrap_or(last)
}

fn write_forever(path: &Path) -> ! {
    let mut log = SqliteLog::open(path).unwrap();
    loop {
        let revision = log.revision().unwrap();
        log.append(revision, &[entry(revision + 1)], &[&text_of(revision + 1)]).unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "acknowledged {}", revision + 1).unwrap();
        out.flush().unwrap();
    }
}

/// Long enough for several pages of the file.
fn text_of(revision: u64) -> Vec<u8> {
    format!("draft {revision} ").repeat(1000).into_bytes()
}
