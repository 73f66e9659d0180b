//! What every store of a log promises, run on each of them.

use crate::entries;

use std::path::PathBuf;

use domain::State;
use entries::{entries, entry};
use store::{Log, MemoryLog, SqliteLog, StoreError, text_hash};
use tempfile::TempDir;

/// A store to be tested: how to make an empty log, and where it may write snapshots.
struct Bench<L> {
    log: L,
    folder: TempDir,
}

impl<L> Bench<L> {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn in_memory() -> Bench<MemoryLog> {
    Bench { log: MemoryLog::default(), folder: tempfile::tempdir().unwrap() }
}

fn in_sqlite() -> Bench<SqliteLog> {
    let folder = tempfile::tempdir().unwrap();
    Bench { log: SqliteLog::create(&folder.path().join("film.firstup")).unwrap(), folder }
}

macro_rules! promises {
    ($($promise:ident),* $(,)?) => {
        mod memory {
            $(#[test] fn $promise() { super::$promise(&mut super::in_memory()); })*
        }
        mod sqlite {
            $(#[test] fn $promise() { super::$promise(&mut super::in_sqlite()); })*
        }
    };
}

promises!(
    an_empty_log_is_at_revision_0,
    entries_come_back_as_they_were_appended,
    entries_come_back_after_any_revision,
    a_stale_append_is_refused_with_what_came_in_between,
    an_append_ahead_of_the_log_is_refused,
    entries_that_do_not_count_on_are_refused_whole,
    texts_come_back_by_hash,
    a_refused_append_keeps_no_text,
    a_snapshot_is_a_production_of_its_own,
);

fn an_empty_log_is_at_revision_0<L: Log>(bench: &mut Bench<L>) {
    assert_eq!(bench.log.revision().unwrap(), 0);
    assert_eq!(bench.log.entries_from(0).unwrap(), []);
    assert_eq!(bench.log.entries_from(5).unwrap(), []);
    assert_eq!(bench.log.text(&text_hash(b"")).unwrap(), None);
}

fn entries_come_back_as_they_were_appended<L: Log>(bench: &mut Bench<L>) {
    let all = entries(5);
    bench.log.append(0, &all[..1], &[]).unwrap();
    bench.log.append(1, &all[1..], &[]).unwrap();
    bench.log.append(5, &[], &[]).unwrap();
    assert_eq!(bench.log.revision().unwrap(), 5);
    let back = bench.log.entries_from(0).unwrap();
    assert_eq!(back, all);
    assert_eq!(State::fold(&back).unwrap(), State::fold(&all).unwrap());
}

fn entries_come_back_after_any_revision<L: Log>(bench: &mut Bench<L>) {
    let all = entries(4);
    bench.log.append(0, &all, &[]).unwrap();
    for after in 0..=4 {
        assert_eq!(bench.log.entries_from(after).unwrap(), all[usize::try_from(after).unwrap()..]);
    }
    assert_eq!(bench.log.entries_from(9).unwrap(), []);
    for revision in 1..=4 {
        assert_eq!(bench.log.entry(revision).unwrap(), entry(revision));
    }
    for revision in [0, 5] {
        let refused = bench.log.entry(revision).unwrap_err();
        assert!(matches!(refused, StoreError::NoEntry { revision: r, .. } if r == revision), "{refused}");
    }
}

fn a_stale_append_is_refused_with_what_came_in_between<L: Log>(bench: &mut Bench<L>) {
    bench.log.append(0, &entries(3), &[]).unwrap();
    let refused = bench.log.append(1, &[entry(2)], &[]).unwrap_err();
    assert!(refused.to_string().contains("since then: make “character 3” by Ada"), "{refused}");
    let StoreError::Moved { expected, actual, since, .. } = refused else { panic!("{refused}") };
    assert_eq!((expected, actual), (1, 3));
    assert_eq!(since, [entry(2), entry(3)]);
    assert_eq!(bench.log.revision().unwrap(), 3, "nothing was changed");
}

fn an_append_ahead_of_the_log_is_refused<L: Log>(bench: &mut Bench<L>) {
    let refused = bench.log.append(7, &[entry(8)], &[]).unwrap_err();
    assert!(matches!(&refused, StoreError::Moved { expected: 7, actual: 0, since, .. } if since.is_empty()));
    assert_eq!(bench.log.revision().unwrap(), 0);
}

fn entries_that_do_not_count_on_are_refused_whole<L: Log>(bench: &mut Bench<L>) {
    let refused = bench.log.append(0, &[entry(1), entry(3)], &[]).unwrap_err();
    assert!(matches!(refused, StoreError::OutOfOrder { expected: 1, found: 3, .. }), "{refused}");
    assert_eq!(bench.log.revision().unwrap(), 0);
}

fn texts_come_back_by_hash<L: Log>(bench: &mut Bench<L>) {
    let texts: [&[u8]; 3] = [b"INT. QUARRY - NIGHT", b"", &[0, 159, 146, 150]];
    bench.log.append(0, &[entry(1)], &texts).unwrap();
    bench.log.append(1, &[entry(2)], &texts[..1]).unwrap();
    for text in texts {
        assert_eq!(bench.log.text(&text_hash(text)).unwrap().as_deref(), Some(text));
    }
    assert_eq!(bench.log.text("no hash").unwrap(), None);
}

fn a_refused_append_keeps_no_text<L: Log>(bench: &mut Bench<L>) {
    bench.log.append(4, &[entry(5)], &[b"EXT. ROOF - DAWN"]).unwrap_err();
    assert_eq!(bench.log.text(&text_hash(b"EXT. ROOF - DAWN")).unwrap(), None);
}

fn a_snapshot_is_a_production_of_its_own<L: Log>(bench: &mut Bench<L>) {
    bench.log.append(0, &entries(2), &[b"FADE IN:"]).unwrap();
    let to = bench.path("snapshot.firstup");
    bench.log.snapshot(&to).unwrap();
    bench.log.append(2, &[entry(3)], &[]).unwrap();

    let mut snapshot = SqliteLog::open(&to).unwrap();
    assert_eq!(snapshot.entries_from(0).unwrap(), entries(2));
    assert_eq!(snapshot.text(&text_hash(b"FADE IN:")).unwrap().as_deref(), Some(&b"FADE IN:"[..]));
    snapshot.append(2, &[entry(3)], &[]).unwrap();

    let again = bench.log.snapshot(&to).unwrap_err();
    assert!(matches!(again, StoreError::Exists(_)), "{again}");
    let nowhere = bench.log.snapshot(&bench.path("missing/snapshot.firstup"));
    assert!(nowhere.is_err());
}
