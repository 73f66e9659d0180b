//! A production in use: commands, undo and redo, several programs at one file.

use crate::entries;

use domain::{Board, BoardId, Change, CharacterId, Entity, EntityKey, EntryKind};
use entries::{character, made, minute};
use store::{Log, MemoryLog, ProductionFile, StoreError, text_hash};

fn names<L: Log>(file: &ProductionFile<L>) -> Vec<&str> {
    file.state().characters.values().map(|character| character.name.as_str()).collect()
}

#[test]
fn what_was_done_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.firstup");
    let mut file = ProductionFile::create(&path).unwrap();
    let change = made(character(1, "MARA"));
    let revision =
        file.run("Ada", minute(1), "import", "import draft 1", vec![change], &[b"FADE IN:"]).unwrap();
    assert_eq!(revision, 1);
    assert_eq!(file.undo("Ada", minute(2)).unwrap(), 2);
    assert_eq!(names(&file), [""; 0]);
    assert_eq!(file.redo("Ada", minute(3)).unwrap(), 3);

    let back = ProductionFile::open(&path).unwrap();
    assert_eq!(back.state(), file.state());
    assert_eq!(back.heads(), file.heads());
    assert_eq!(back.log().entries_from(0).unwrap(), file.log().entries_from(0).unwrap());
    assert_eq!(names(&back), ["MARA"]);
    assert_eq!(back.log().text(&text_hash(b"FADE IN:")).unwrap().as_deref(), Some(&b"FADE IN:"[..]));
    let kinds: Vec<EntryKind> = back.heads().iter().map(|head| head.kind).collect();
    assert_eq!(kinds, [EntryKind::Command, EntryKind::Undo { of: 1 }, EntryKind::Redo { of: 2 }]);
    let summaries: Vec<&str> = back.heads().iter().map(|head| head.summary.as_str()).collect();
    assert_eq!(summaries, ["import draft 1"; 3], "undo and redo say what they are about");
}

#[test]
fn the_past_is_read_from_the_log() {
    let mut file = ProductionFile::on(MemoryLog::default()).unwrap();
    let board = |name: &str| Entity::from(Board::empty(BoardId(1), name));
    let key = EntityKey::Board(BoardId(1));
    file.run("Ada", minute(1), "make", "plan a", vec![made(Board::empty(BoardId(1), "a"))], &[]).unwrap();
    file.run("Ada", minute(2), "make", "make MARA", vec![made(character(1, "MARA"))], &[]).unwrap();
    let change = Change { before: Some(board("a")), after: Some(board("b")) };
    file.run("Ben", minute(3), "rename-board", "b", vec![change], &[]).unwrap();

    let name = |revision| file.board_at(revision, BoardId(1)).unwrap().map(|board| board.name);
    assert_eq!([0, 1, 2, 3].map(name), [None, Some("a".into()), Some("a".into()), None]);
    let changed: Vec<u64> = file.changes_of(key).map(|entry| entry.unwrap().revision).collect();
    assert_eq!(changed, [3, 1]);
    assert_eq!(file.heads_after(1).iter().map(|head| head.revision).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(file.heads()[2].changed, [key]);
    assert_eq!(file.to_undo("Ben").unwrap().changes[0].after, Some(board("a")));
}

#[test]
fn nothing_is_kept_of_a_command_without_effect() {
    let mut file = ProductionFile::on(MemoryLog::default()).unwrap();
    assert_eq!(file.run("Ada", minute(1), "apply", "nothing new", vec![], &[b"text"]).unwrap(), 0);
    assert_eq!(file.log().revision().unwrap(), 0);
    assert_eq!(file.log().text(&text_hash(b"text")).unwrap(), None);
}

#[test]
fn a_change_that_does_not_fit_never_reaches_the_log() {
    let mut file = ProductionFile::on(MemoryLog::default()).unwrap();
    file.run("Ada", minute(1), "make", "make MARA", vec![made(character(1, "MARA"))], &[]).unwrap();
    let twice = vec![made(character(2, "JON")), made(character(1, "MARA"))];
    let refused = file.run("Ada", minute(2), "make", "make both", twice, &[]).unwrap_err();
    let StoreError::DoesNotFold { source, .. } = refused else { panic!("{refused}") };
    assert_eq!(source.entity, EntityKey::Character(CharacterId(1)));
    assert_eq!(file.log().revision().unwrap(), 1);
    assert_eq!(names(&file), ["MARA"]);
}

#[test]
fn with_nothing_to_undo_the_author_is_told() {
    let mut file = ProductionFile::on(MemoryLog::default()).unwrap();
    file.run("Ada", minute(1), "make", "make MARA", vec![made(character(1, "MARA"))], &[]).unwrap();
    assert_eq!(file.undo("Ben", minute(2)).unwrap_err().to_string(), "Ben has nothing to undo");
    assert_eq!(file.redo("Ada", minute(2)).unwrap_err().to_string(), "Ada has nothing to redo");
    let change = domain::Change {
        before: file.state().entity(EntityKey::Character(CharacterId(1))),
        after: Some(Entity::from(character(1, "MARA VOSS"))),
    };
    file.run("Ben", minute(3), "rename", "rename MARA", vec![change], &[]).unwrap();
    assert_eq!(
        file.undo("Ada", minute(4)).unwrap_err().to_string(),
        "character-1 was changed since by Ben (rename MARA at revision 2); undo that first, or type what you want"
    );
    assert_eq!(file.state().revision(), 2);
}

#[test]
fn two_programs_at_one_file_do_not_overwrite_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.firstup");
    let mut ada = ProductionFile::create(&path).unwrap();
    let mut ben = ProductionFile::open(&path).unwrap();
    ada.run("Ada", minute(1), "make", "make MARA", vec![made(character(1, "MARA"))], &[]).unwrap();

    let jon = || vec![made(character(2, "JON"))];
    let refused = ben.run("Ben", minute(2), "make", "make JON", jon(), &[]).unwrap_err();
    assert!(
        matches!(&refused, StoreError::Moved { since, .. } if *since == ada.log().entries_from(0).unwrap()),
        "{refused}"
    );
    assert_eq!(ben.state().revision(), 0, "the state in memory stays as it was");

    ben.reload().unwrap();
    ben.run("Ben", minute(3), "make", "make JON", jon(), &[]).unwrap();
    ada.reload().unwrap();
    assert_eq!(names(&ada), ["MARA", "JON"]);
    assert_eq!(ada.state(), ben.state());
    ada.reload().unwrap();
    assert_eq!(ada.heads().len(), 2, "reloading twice takes in nothing twice");
}
