//! What holds of every command, whatever is typed: it refuses or does, can be undone, and leaves a sound state.

use crate::film;

use domain::edit;
use film::Film;
use proptest::prelude::*;
use proptest::sample::select;

/// Words that commands understand, and some that none does.
const WORDS: &[&str] = &[
    "1",
    "2",
    "2A",
    "12",
    "12A",
    "2 pt 1",
    "1/2",
    "12/2A",
    "13",
    "99",
    "MARA",
    "JON",
    "TOM",
    "Ann",
    "Bo",
    "main",
    "QUARRY",
    "LIGHTHOUSE",
    "HOUSE",
    "Old Pier",
    "Quay",
    "storm lamp",
    "crane",
    "QUARRYMEN",
    "FISHERMEN",
    "first",
    "second",
    "dark",
    "silent",
    "speaking",
    "voice-only",
    "none",
    "off",
    "default",
    "proposed",
    "always",
    "never",
    "props",
    "stunts",
    "cast",
    "actions",
    "background",
    "actor",
    "stunt-double",
    "stand-in",
    "daily",
    "weekly",
    "guarantee",
    "flat",
    "included",
    "1200",
    "1200.50",
    "3",
    "5",
    "0",
    "-1",
    "2027-05-04",
    "2027-05-04..2027-05-20",
    "4/8",
    "1 2/8",
    "1+3",
    "5+5",
    "day 2",
    "1/1",
    "main:1",
    "meal",
    "note",
    "boneyard",
    "kick",
    "kick 2",
    "fall by MARA",
    "by",
    "into",
    "yes",
    "INT. HOUSE - KITCHEN - NIGHT",
    "EXT. PIER - CONTINUOUS",
    "",
    " ",
    "ß—“",
    "\n",
    "99999999999999999999",
];

fn line() -> impl Strategy<Value = (&'static str, Vec<String>)> {
    let names: Vec<&'static str> = edit::commands().map(|usage| usage.name).collect();
    let word = prop_oneof![9 => select(WORDS).prop_map(str::to_owned), 1 => any::<String>()];
    (select(names), prop::collection::vec(word, 0..5))
}

/// Lines that mostly do something, so that states grow.
fn likely() -> impl Strategy<Value = (&'static str, Vec<String>)> {
    let lines = vec![
        "add-scene 13 INT._HOUSE_-_KITCHEN_-_NIGHT",
        "add-scene A1 EXT._PIER_-_DAY",
        "add-person Ann",
        "add-person Bo",
        "add-character TOM",
        "engage Ann MARA",
        "engage Bo MARA stunt-double",
        "engage Bo TOM",
        "add-double 1 MARA stunt-double",
        "merge-characters JON MARA",
        "merge-characters TOM MARA",
        "combine-sheets 1 2",
        "combine-sheets 2A 12",
        "combine-sheets 12 2A 1",
        "separate-sheet 1/2",
        "separate-sheet 2",
        "split-sheet 2 3",
        "split-sheet 1 1+3",
        "join-parts 2",
        "before 1 12",
        "with 2 12",
        "apart 2A 12",
        "accept-all 1",
        "accept 1 fall_by_MARA",
        "add-background 1 FISHERMEN 20 silent-bit",
        "add-element 2 props crane 2",
        "move-strip 12 1 1",
        "add-day-break 1 0",
        "add-banner 1/1 meal 30 lunch",
        "new-board second",
        "omit 2",
        "restore 2",
    ];
    select(lines).prop_map(|line| {
        let mut words = line.split(' ').map(|word| word.replace('_', " "));
        let name = words.next().unwrap_or_default();
        let usage = edit::commands().find(|usage| usage.name == name).expect("a command");
        (usage.name, words.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn commands_refuse_or_do_and_can_be_undone(
        lines in prop::collection::vec(prop_oneof![likely(), line()], 1..40),
        blank in any::<bool>(),
    ) {
        let mut film = if blank { Film::blank() } else { Film::new() };
        for (name, arguments) in &lines {
            let Ok(effect) = edit::run(&film.state, name, arguments, None, "Ada") else { continue };
            if effect.changes.is_empty() {
                continue;
            }
            let before = film.state.clone();
            let kind = domain::EntryKind::Command;
            film.append("Ada", name, &effect.summary, kind, effect.changes).expect("it fits");
            prop_assert_eq!(film.state.dangling(), Vec::<String>::new(), "{} {:?}", name, arguments);
            let mut undone = film.clone();
            let reversal = undone.to_undo("Ada").expect("just done");
            undone.append("Ada", "undo", &reversal.summary, reversal.kind, reversal.changes).expect("it fits");
            prop_assert_eq!(undone.differences(&before), vec![], "{} {:?}", name, arguments);
        }
    }
}
