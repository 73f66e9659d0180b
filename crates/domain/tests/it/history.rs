//! What holds of any history, whatever two authors type, take back and do again.

use crate::film;

use std::collections::BTreeSet;

use domain::{Change, Entity, Entry, EntryKind, State, log, together};
use film::{Film, effect};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Run(&'static str, String),
    Undo(&'static str),
    Redo(&'static str),
    Consent(&'static str),
}

fn author() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["Ada", "Ben"])
}

/// Lines that mostly fit; some name what is not there, or not there any more.
fn line() -> impl Strategy<Value = String> {
    let scene = prop::sample::select(vec!["1", "2", "2A", "12", "2_pt_1", "12_pt_3", "99"]);
    let command = prop::sample::select(vec![
        "set-light # dark",
        "set-light # proposed",
        "set-minutes # 45",
        "set-minutes # estimated",
        "set-eighths # 1_2/8",
        "set-synopsis # Mara falls",
        "set-story-day # N1",
        "set-unit # main",
        "assign-location QUARRY Old_Pier",
        "assign-location QUARRY none",
        "set-presence # JON speaking",
        "set-presence # MARA none",
        "accept # storm_lamp",
        "reject # QUARRYMEN",
        "watch MARA scar",
        "watch MARA off",
        "set-board-id MARA 7",
        "split-sheet # 2",
        "split-sheet # 5",
        "omit #",
        "restore #",
        "pin # day 2",
        "pin # 2027-05-04",
        "unpin #",
        "move-strip # 3",
        "move-strip # boneyard",
        "copy-board second",
        "rename-board third",
        "delete-board",
    ]);
    (command, scene).prop_map(|(command, scene)| command.replace('#', scene))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (author(), line()).prop_map(|(author, line)| Step::Run(author, line)),
        3 => author().prop_map(Step::Undo),
        2 => author().prop_map(Step::Redo),
        1 => author().prop_map(Step::Consent),
    ]
}

/// Takes a step. A refusal must leave everything as it was.
fn take(film: &mut Film, step: &Step) {
    let before = film.clone();
    let refused = match step {
        Step::Run(author, line) => film.run(author, line).is_err(),
        Step::Undo(author) => film.undo(author).is_err(),
        Step::Redo(author) => film.redo(author).is_err(),
        Step::Consent(author) => {
            film.consent(author);
            false
        }
    };
    if refused {
        assert_eq!(film.state, before.state);
        assert_eq!(film.entries, before.entries);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_reloaded_log_folds_into_the_same_state(steps in prop::collection::vec(step(), 1..40)) {
        let mut film = Film::new();
        steps.iter().for_each(|step| take(&mut film, step));
        let json = serde_json::to_string(&film.entries).expect("JSON");
        let entries: Vec<Entry> = serde_json::from_str(&json).expect("entries");
        prop_assert_eq!(&entries, &film.entries);
        prop_assert_eq!(State::fold(&entries).expect("it folds"), film.state);
    }

    #[test]
    fn undo_restores_and_redo_repeats(steps in prop::collection::vec(step(), 0..20), who in author(), line in line()) {
        let mut film = Film::new();
        steps.iter().for_each(|step| take(&mut film, step));
        let before = film.state.clone();
        let revision = before.revision();
        let ran = film.run(who, &line);
        prop_assume!(ran.is_ok() && film.state.revision() > revision);
        let after = film.state.clone();
        film.undo(who).expect("nobody came in between");
        prop_assert_eq!(film.differences(&before), vec![]);
        film.redo(who).expect("nobody came in between");
        prop_assert_eq!(film.differences(&after), vec![]);
        film.undo(who).expect("a redo can be undone");
        prop_assert_eq!(film.differences(&before), vec![]);
    }

    /// With others at work, an undo puts back exactly what its entry changed, or is refused; of a board that others
    /// changed since, its strips.
    #[test]
    fn undo_touches_nothing_else(steps in prop::collection::vec(step(), 1..40), who in author()) {
        let mut film = Film::new();
        steps.iter().for_each(|step| take(&mut film, step));
        let before = film.state.clone();
        prop_assume!(film.undo(who).is_ok());
        let undo = film.entries.last().expect("the undo").clone();
        let EntryKind::Undo { of } = undo.kind else { panic!("{:?}", undo.kind) };
        let undone = &film.entries[of as usize - 1];
        prop_assert_eq!(&undone.author, who);
        for change in &undone.changes {
            let (now, was) = (film.state.entity(change.key()), before.entity(change.key()));
            match (&change.before, &change.after, was) {
                (Some(Entity::Board(then)), Some(Entity::Board(made)), Some(Entity::Board(was))) if *made != was => {
                    prop_assert_eq!(now, together::both(made, then, &was).map(Into::into));
                }
                _ => prop_assert_eq!(&now, &change.before),
            }
        }
        let touched: BTreeSet<_> = undone.changes.iter().map(Change::key).collect();
        let changed: BTreeSet<_> = film.differences(&before).iter().map(Change::key).collect();
        prop_assert_eq!(changed, touched);
    }

    #[test]
    fn facts_of_the_world_stay(steps in prop::collection::vec(step(), 1..40)) {
        let mut film = Film::new();
        let mut consents = film.state.consents.clone();
        for step in &steps {
            take(&mut film, step);
            if matches!(step, Step::Consent(_)) {
                consents = film.state.consents.clone();
            }
            prop_assert_eq!(&film.state.consents, &consents);
        }
        let recorded = steps.iter().filter(|step| matches!(step, Step::Consent(_))).count();
        prop_assert_eq!(consents.len(), recorded);
    }

    #[test]
    fn ids_are_never_used_again(steps in prop::collection::vec(step(), 1..60)) {
        let mut film = Film::new();
        steps.iter().for_each(|step| take(&mut film, step));
        let mut made = BTreeSet::new();
        for entry in film.entries.iter().filter(|entry| entry.kind == EntryKind::Command) {
            for change in entry.changes.iter().filter(|change| change.before.is_none()) {
                prop_assert!(made.insert(change.key()), "{} was made twice", change.key());
            }
        }
    }

    #[test]
    fn a_change_that_does_not_fit_is_refused(steps in prop::collection::vec(step(), 1..30)) {
        let mut film = Film::new();
        steps.iter().for_each(|step| take(&mut film, step));
        for entry in film.entries.clone() {
            let fits = entry.changes.iter().all(|change| film.state.entity(change.key()) == change.before);
            let before = film.state.clone();
            let mut again = entry.clone();
            again.revision = before.revision() + 1;
            match film.state.apply(&again) {
                Ok(()) => {
                    prop_assert!(fits);
                    film.state = before;
                }
                Err(error) => {
                    prop_assert!(!fits);
                    prop_assert_eq!(error.revision, again.revision);
                    prop_assert_eq!(&film.state, &before);
                }
            }
        }
    }

    /// Two authors look at the same revision; the second to write is told of what both changed.
    #[test]
    fn conflicts_name_what_both_changed(steps in prop::collection::vec(step(), 0..10), mine in line(), yours in line()) {
        let mut film = Film::new();
        steps.iter().for_each(|step| take(&mut film, step));
        let base = film.state.revision();
        let (Ok(yours), Ok(_)) = (effect(&film.state, "Ben", &yours), film.run("Ada", &mine)) else {
            return Ok(());
        };
        let of_mine: BTreeSet<_> =
            film.entries.iter().filter(|e| e.revision > base).flat_map(|e| &e.changes).map(Change::key).collect();
        let of_yours: BTreeSet<_> = yours.changes.iter().map(Change::key).collect();
        let conflicts = log::conflicts(&film.heads(), base, &yours.changes);
        let named: BTreeSet<_> = conflicts.iter().map(|(key, _, _)| *key).collect();
        prop_assert_eq!(named, of_mine.intersection(&of_yours).copied().collect());
        prop_assert!(conflicts.iter().all(|(_, revision, author)| *revision == base + 1 && author == "Ada"));
    }
}

#[test]
fn an_undo_stops_at_somebody_elses_change() {
    let mut film = Film::new();
    film.run("Ada", "set-light 1 dark").expect("it fits");
    film.run("Ben", "pin 1 day 2").expect("it fits");
    let refused = film.undo("Ada").expect_err("Ben came in between").to_string();
    let words = "sheet-1 was changed since by Ben (pinned 1 to day 2 at revision 3); undo that first, or type what you want";
    assert_eq!(refused, words);
    film.undo("Ben").expect("nobody came after Ben");
    film.undo("Ada").expect("the sheet is as Ada left it");
    assert_eq!(film.differences(&Film::new().state), []);
}

#[test]
fn an_undo_of_a_drop_leaves_the_strips_that_others_moved_since() {
    let mut film = Film::new();
    film.run("Ada", "move-strip 1 1").expect("it fits");
    let board = |film: &Film| film.state.boards.values().next_back().expect("a board").clone();
    let before = board(&film);
    film.run("Ada", "move-strip 2 2").expect("it fits");
    let theirs = |film: &mut Film, line: &str| film.run("Ben", line).expect("it fits");
    theirs(&mut film, "move-strip 1 boneyard");
    film.undo("Ada").expect("Ben moved another strip");
    let (one, two) = (film.state.sheet_called("1").expect("1"), film.state.sheet_called("2").expect("2"));
    let now = board(&film);
    assert!(now.set_aside.contains(&one));
    assert_eq!(now.placements().get(&two), before.placements().get(&two));
    film.redo("Ada").expect("just undone");
    theirs(&mut film, "move-strip 2 boneyard");
    film.undo("Ada").expect_err("Ben moved the same strip");
}

#[test]
fn a_new_command_ends_redoing() {
    let mut film = Film::new();
    film.run("Ada", "set-light 1 dark").expect("it fits");
    film.undo("Ada").expect("just done");
    film.run("Ben", "set-light 2 dark").expect("it fits");
    film.redo("Ada").expect("Ben's command is not Ada's");
    film.undo("Ada").expect("just done again");
    film.run("Ada", "set-light 2A dark").expect("it fits");
    assert_eq!(film.redo("Ada").expect_err("a new command").to_string(), "Ada has nothing to redo");
}

#[test]
fn undo_passes_over_facts_of_the_world() {
    let mut film = Film::new();
    film.run("Ada", "set-light 1 dark").expect("it fits");
    film.consent("Ada");
    film.undo("Ada").expect("the light");
    assert_eq!(film.sheet("1").light, None);
    assert_eq!(film.state.consents.len(), 1);
}
