//! Scenes, people and sheets that no script brought: typed in facts, or by commands.

use domain::{Light, State};
use proptest::prelude::*;
use proptest::sample::select;

use crate::small::{after, applied, imported, mistakes, settled};

/// A production that begins without a script.
fn blank() -> State {
    State::default().with(&domain::edit::blank("Blank").expect("a title").changes)
}

fn typed(state: &State, line: &str) -> State {
    let mut words = line.split(' ').map(|word| word.replace('_', " "));
    let name = words.next().unwrap_or_default();
    let arguments: Vec<String> = words.collect();
    let effect = domain::edit::run(state, &name, &arguments, None, "ann");
    state.with(&effect.unwrap_or_else(|refusal| panic!("{line}: {refusal}")).changes)
}

#[test]
fn scenes_are_typed_in_facts() {
    let state = settled_on_blank(
        "[[scene]]\nnumber = \"2\"\nheading = \"EXT. PIER - NIGHT\"\n\
         [[scene]]\nnumber = \"1\"\nheading = \"INT. HOUSE - KITCHEN - DAY\"\nomitted = true\n\
         [[scene]]\nnumber = \"3\"\nheading = \"EXT. ROAD - DUSK\"\n\
         [[scene]]\nnumber = \"4\"\nheading = \"EXT. ROAD - 5 AM\"\n\
         [[sheet]]\nscene = \"3/4\"\ncomments = \"one shot\"\n\
         [[sheet]]\nscene = \"5\"\nheading = \"EXT. ROAD - DUSK\"\neighths = \"4/8\"\n",
    );
    let numbers: Vec<_> = state.scenes_in_order().iter().map(|scene| scene.number.to_string()).collect();
    assert_eq!(numbers, ["2", "1", "3", "4", "5"], "the order of the file is the order of the script");
    let labels: Vec<_> = state.sheets.keys().map(|id| state.label(*id)).collect();
    assert_eq!(labels, ["2", "3/4", "5"], "an omitted scene has no sheet");
    let sheet = &state.sheets[&state.sheet_called("3/4").expect("combined")];
    assert_eq!((sheet.eighths.0, state.light_of(sheet)), (2, Light::Dusk));
    let said = mistakes(&blank(), "[[scene]]\nnumber = \"1\"\n");
    assert!(said.contains("[[scene]] needs heading"), "{said}");
    let said = mistakes(&blank(), "[[sheet]]\nscene = \"1\"\nlight = \"dark\"\n");
    assert!(said.contains("there is no scene “1”"), "{said}");
    let said = mistakes(&blank(), "[[sheet]]\nscene = \"1/2\"\n");
    assert!(said.contains("there is no scene “1”"), "{said}");
    let said = mistakes(&imported(), "[[scene]]\nnumber = \"12\"\ndelete = true\n");
    assert!(said.contains("a scene keeps its number for good; write omitted = true"), "{said}");
}

/// Applies a file to a blank production and checks that the export of it, on another blank one, says the same.
fn settled_on_blank(text: &str) -> State {
    let state = after(&blank(), text);
    assert_eq!(applied(&state, text), facts::Applied::default(), "twice is not once");
    round(&state, &blank());
    state
}

/// The facts of a state, applied to another, are its facts; and what that one exports changes nothing here.
fn round(state: &State, other: &State) {
    let export = facts::export_toml(state);
    assert_eq!(
        applied(state, &export),
        facts::Applied::default(),
        "the export changes its own state:\n{export}"
    );
    let read = after(other, &export);
    assert_eq!(read.dangling(), Vec::<String>::new());
    let again = facts::export_toml(&read);
    assert_eq!(applied(state, &again), facts::Applied::default(), "{export}\n--- reads back as\n{again}");
    assert_eq!(facts::export_toml(&after(other, &again)), again);
}

#[test]
fn a_heading_moves_its_sheet() {
    let state = settled(&imported(), "[[scene]]\nnumber = \"12\"\nheading = \"EXT. MOOR - NIGHT\"\n");
    let sheet = &state.sheets[&state.sheet_called("12").expect("there")];
    assert_eq!((state.set_name(sheet), state.light_of(sheet)), ("MOOR", Light::Dark));
    let timed = settled(&state, "[[scene]]\nnumber = \"12\"\ntime = \"dawn\"\nsetting = \"ext\"\n");
    assert_eq!(timed.light_of(&timed.sheets[&timed.sheet_called("12").expect("there")]), Light::Dawn);
}

#[test]
fn people_and_learnt_names_come_back() {
    let state = settled(
        &imported(),
        "[[person]]\nname = \"Ann\"\nbirth_date = 2015-01-02\n\
         [[cast]]\ncharacter = \"MARA\"\nnot_names = [\"the old woman\"]\n\
         [[element]]\nname = \"GUN\"\ncategory = \"weapons\"\nunavailable = [2027-05-04]\n",
    );
    let engaged = settled(&state, "[[cast]]\ncharacter = \"MARA\"\nperson = \"Ann\"\n");
    let export = facts::export_toml(&engaged);
    assert!(!export.contains("[[person]]") && export.contains("birth_date = 2015-01-02"), "{export}");
    let said = mistakes(&engaged, "[[person]]\nname = \"Ann\"\ndelete = true\n");
    assert!(said.contains("this person is engaged"), "{said}");
}

#[test]
fn the_first_main_unit_takes_the_name_that_it_is_given() {
    let named = after(&blank(), "[[unit]]\nname = \"Unit One\"\nkind = \"main\"\ncrew_day = 9000\n");
    assert_eq!(named.units.values().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["Unit One"]);
    round(&imported(), &blank());
}

/// Commands whose effects facts can say.
const LINES: &[&str] = &[
    "add-scene 13 EXT._MOOR_-_DAWN",
    "add-scene 12B INT._HOUSE_-_ATTIC_-_CONTINUOUS",
    "set-heading 14 EXT._HARBOUR_-_5_AM",
    "omit 12A",
    "combine-sheets 12 40",
    "combine-sheets 14 12A",
    "split-sheet 40 3",
    "split-sheet 14 4/8_1",
    "before 12 14",
    "apart 14 40",
    "set-minutes 14 95",
    "set-light 14 dark",
    "set-comments 12 careful",
    "add-person Ann",
    "add-person Bo",
    "engage Ann MARA",
    "engage Bo MARA stunt-double",
    "set-terms MARA weekly 3000",
    "add-double 14 MARA stunt-double",
    "add-character GUARD 9",
    "set-presence 14 GUARD silent",
    "rename-character TOM THOMAS",
    "not-a-name MARA mother",
    "merge-characters TOM MARA",
    "watch MARA scar",
    "add-element 14 props lamp 3",
    "set-element-rate GUN 50",
    "unavailable GUN 2027-05-04",
    "add-background 14 CROWD 40 silent-bit",
    "add-location Quay",
    "assign-location HARBOUR Quay",
    "available Quay 2027-05-01..2027-05-20",
    "new-board AD",
    "move-strip 14 2",
    "move-strip 12 2 1",
    "add-banner 2 meal 30 lunch",
    "add-day-break 2 1",
    "assume no_rain",
    "pin 14 2027-05-04",
    "set-start 2027-04-19",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn what_commands_did_is_in_the_export(lines in proptest::collection::vec(select(LINES), 0..25)) {
        let mut state = imported();
        // That the import finds two where a person made one, or another name, a patch cannot say.
        let patches = !lines.iter().any(|line| line.starts_with("merge") || line.starts_with("rename"));
        for line in lines {
            let mut words = line.split(' ').map(|word| word.replace('_', " "));
            let name = words.next().unwrap_or_default();
            let arguments: Vec<String> = words.collect();
            if let Ok(effect) = domain::edit::run(&state, &name, &arguments, None, "ann") {
                state = state.with(&effect.changes);
            }
        }
        round(&state, &blank());
        if patches {
            round(&state, &imported());
        }
    }
}

#[test]
fn a_command_and_its_fact_are_the_same() {
    let by_command = typed(&imported(), "add-scene 13 EXT._MOOR_-_DAWN");
    let by_fact = after(&imported(), "[[sheet]]\nscene = \"13\"\nheading = \"EXT. MOOR - DAWN\"\n");
    assert_eq!(facts::export_toml(&by_command), facts::export_toml(&by_fact));
}
