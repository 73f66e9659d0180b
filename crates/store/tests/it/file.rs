//! The file itself: what is opened, what is refused and with which words, and that a refusal changes nothing.

use crate::entries;

use std::fs;
use std::path::{Path, PathBuf};

use entries::{entries, entry, made};
use rusqlite::Connection;
use store::{FORMAT, Log, ProductionFile, SqliteLog, StoreError, text_hash};
use tempfile::TempDir;

/// A production of so many entries and a text.
fn film(count: u64) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.firstup");
    SqliteLog::create(&path).unwrap().append(0, &entries(count), &[b"FADE IN:"]).unwrap();
    (folder, path)
}

fn files_of(folder: &TempDir) -> Vec<String> {
    let names = fs::read_dir(folder.path()).unwrap();
    names.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

/// Opening the bytes as a production fails so, with these words, and leaves them and the folder alone.
fn refuses(bytes: &[u8], words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.firstup");
    fs::write(&path, bytes).unwrap();
    for open in [SqliteLog::open, SqliteLog::open_read_only] {
        let error = open(&path).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert!(error.contains("film.firstup"), "it does not say where: {error}");
        assert!(fs::read(&path).unwrap() == bytes, "{words}: the file was changed");
        assert_eq!(files_of(&folder), ["film.firstup"]);
    }
}

#[test]
fn a_production_is_one_file() {
    let (folder, path) = film(3);
    assert_eq!(files_of(&folder), ["film.firstup"]);
    let mut log = SqliteLog::open(&path).unwrap();
    log.append(3, &[entry(4)], &[]).unwrap();
    assert_eq!(files_of(&folder), ["film.firstup"], "also while it is open");
}

#[test]
fn a_write_ahead_log_is_folded_back_into_the_file() {
    let (folder, path) = film(3);
    let other = Connection::open(&path).unwrap();
    other.pragma_update(None, "journal_mode", "WAL").unwrap();
    drop(other);
    let mut log = SqliteLog::open(&path).unwrap();
    log.append(3, &[entry(4)], &[]).unwrap();
    assert_eq!(files_of(&folder), ["film.firstup"]);
}

#[test]
fn an_existing_file_is_not_overwritten() {
    let (_folder, path) = film(1);
    let before = fs::read(&path).unwrap();
    let refused = SqliteLog::create(&path).unwrap_err();
    assert!(refused.to_string().contains("exists already and is not overwritten"), "{refused}");
    assert!(fs::read(&path).unwrap() == before);
}

#[test]
fn what_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = SqliteLog::open(&folder.path().join("film.firstup")).unwrap_err();
    assert!(missing.to_string().contains("make one with `firstup import"), "{missing}");
    let nowhere = SqliteLog::create(&folder.path().join("no/film.firstup")).unwrap_err();
    assert!(nowhere.to_string().starts_with("there is no folder"), "{nowhere}");
    assert_eq!(files_of(&folder), [""; 0], "neither leaves a file behind");
}

#[test]
fn what_is_no_production_is_refused() {
    refuses(b"", "is empty");
    refuses(b"INT. QUARRY - NIGHT\n", "is not a database at all");
    refuses(&[0xff; 5000], "is not a database at all");
    refuses(b"SQLite format 3\0 and then nothing", "it is cut off");

    let (_folder, path) = film(1);
    let other = path.with_extension("db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE strip (number TEXT)").unwrap();
    refuses(&fs::read(&other).unwrap(), "the SQLite database of another program");

    let newer = Connection::open(&path).unwrap();
    newer.pragma_update(None, "user_version", FORMAT + 1).unwrap();
    drop(newer);
    refuses(&fs::read(&path).unwrap(), "was written by a newer Firstup (format 2; this one reads up to 1)");
}

#[test]
fn a_file_that_was_cut_off_is_refused() {
    let (_folder, path) = film(200);
    let whole = fs::read(&path).unwrap();
    assert!(whole.len() > 20 * 4096, "several pages");
    for length in [101, 4096, 4097, whole.len() / 2, whole.len() - 4096, whole.len() - 1] {
        refuses(&whole[..length], "is damaged");
    }
}

/// Whatever byte is wrong: either it is seen, or it did not matter.
#[test]
fn a_changed_byte_never_changes_the_production() {
    let (_folder, path) = film(12);
    let whole = fs::read(&path).unwrap();
    let sound = ProductionFile::open(&path).unwrap();
    let mut seen = 0;
    for at in (0..whole.len()).step_by(23) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x11;
        fs::write(&path, &bytes).unwrap();
        let Ok(file) = ProductionFile::open(&path) else {
            seen += 1;
            continue;
        };
        let text = file.log().text(&text_hash(b"FADE IN:"));
        assert_eq!(file.heads(), sound.heads(), "byte {at}");
        assert_eq!(file.log().entries_from(0).unwrap(), entries(12), "byte {at}");
        assert!(
            matches!(text.as_ref().map(Option::as_deref), Ok(Some(b"FADE IN:") | None) | Err(_)),
            "byte {at}"
        );
    }
    assert!(seen > 50, "only {seen} changed bytes were seen");
}

#[test]
fn the_log_only_grows_whoever_writes() {
    let (_folder, path) = film(3);
    let other = Connection::open(&path).unwrap();
    for statement in
        ["DELETE FROM entry", "UPDATE entry SET body = ''", "DELETE FROM text", "UPDATE text SET bytes = x''"]
    {
        let refused = other.execute(statement, []).unwrap_err();
        assert_eq!(refused.to_string(), "the log only grows", "{statement}");
    }
}

#[test]
fn a_file_that_may_only_be_read_is_read() {
    let (_folder, path) = film(2);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = fs::read(&path).unwrap();
    for open in [ProductionFile::open, ProductionFile::open_read_only] {
        let mut file = open(&path).unwrap();
        assert_eq!(file.state().revision(), 2);
        let change = made(entries::character(9, "NINE"));
        let refused = file.run("Ada", entries::minute(9), "make", "make", vec![change], &[]).unwrap_err();
        assert!(matches!(refused, StoreError::ReadOnly(_)), "{refused}");
        assert_eq!(file.state().revision(), 2, "the state in memory stays as well");
        assert!(fs::read(&path).unwrap() == before);
    }
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let (_folder, path) = film(2);
    let mut log = SqliteLog::open(&path).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = log.append(2, &[entry(3)], &[]).unwrap_err();
    assert!(matches!(refused, StoreError::Locked(_)), "{refused}");
    assert_eq!(log.entries_from(0).unwrap(), entries(2), "reading goes on meanwhile");
    other.execute_batch("ROLLBACK").unwrap();
    log.append(2, &[entry(3)], &[]).unwrap();
}

#[test]
fn a_change_that_was_cut_short_is_taken_back() {
    let (folder, path) = film(40);
    let cut = folder.path().join("cut.firstup");
    let mut writer = Connection::open(&path).unwrap();
    writer.pragma_update(None, "cache_size", 1).unwrap();
    let transaction = writer.transaction().unwrap();
    for revision in 41..400 {
        transaction
            .execute("INSERT INTO entry VALUES (?1, ?2, zeroblob(32))", (revision, "x".repeat(500)))
            .unwrap();
    }
    // What a kill leaves behind right now: the file half changed, and its journal.
    fs::copy(&path, &cut).unwrap();
    fs::copy(with_journal(&path), with_journal(&cut)).unwrap();
    drop(transaction);
    assert!(fs::read(&cut).unwrap() != fs::read(&path).unwrap(), "the file is half changed");

    let refused = SqliteLog::open_read_only(&cut).unwrap_err();
    assert!(matches!(refused, StoreError::CutShort(_)), "{refused}");
    let file = ProductionFile::open(&cut).unwrap();
    assert_eq!(file.log().entries_from(0).unwrap(), entries(40));
    assert!(!with_journal(&cut).exists());
}

fn with_journal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}
