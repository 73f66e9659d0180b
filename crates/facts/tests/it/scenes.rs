//! `[[sheet]]`, `[[element]]`, `[[background]]`, `[[pin]]`, `[[board]]` and `[[assumption]]`.

use domain::*;
use jiff::civil::date;

use crate::small::{after, applied, imported, mistakes, settled};

fn sheet<'a>(state: &'a State, label: &str) -> &'a Sheet {
    &state.sheets[&state.sheet_called(label).expect("known")]
}

#[test]
fn what_a_sheet_needs() {
    let state = settled(
        &imported(),
        r#"
        [[unit]]
        name = "Stunts"
        [[cast]]
        character = "TOM"
        kind = "stunt-double"
        person = "Bo"
        [[sheet]]
        scene = 12
        minutes = 90
        eighths = "1 2/8"
        light = "dark"
        unit = "Stunts"
        story_day = "N1"
        synopsis = "They part."
        comments = "Rain."
        before = ["14"]
        with = ["12A"]
        apart = ["40"]
        set = "HOUSE"
        presence = { TOM = "silent", 1 = "rejected" }
        doubles = ["TOM"]
        [[sheet]]
        scene = "12A"
        reset = ["synopsis"]
        presence = { TOM = "voice-only", "*" = "none" }
        "#,
    );
    let first = sheet(&state, "12");
    assert_eq!((first.minutes, first.eighths), (Some(Minutes(90)), PageEighths(10)));
    assert_eq!((first.light, first.unit), (Some(Light::Dark), Some(UnitId(2))));
    assert_eq!(
        (&first.before[..], &first.with[..], &first.apart[..]),
        (&[SheetId(3)][..], &[SheetId(2)][..], &[SheetId(4)][..])
    );
    assert_eq!(first.presence[&CharacterId(2)].presence, Presence::Silent);
    assert_eq!(first.presence[&CharacterId(2)].review, Review::Accepted);
    assert_eq!(first.presence[&CharacterId(2)].evidence.len(), 1, "the evidence stays");
    assert_eq!(first.presence[&CharacterId(1)].review, Review::Rejected);
    assert_eq!(first.doubles.len(), 1);
    assert_eq!(sheet(&state, "12A").presence.len(), 1, "everybody else is out");
}

#[test]
fn a_scene_is_split_and_its_parts_follow_in_one_file() {
    let text = "[[sheet]]\nscene = \"40 pt 1\"\nminutes = 300\n[[sheet]]\nscene = \"40\"\npart = 2\nlight = \"dusk\"\n\
                [[sheet]]\nscene = \"40\"\nparts = 3\n[[pin]]\nscene = \"40 pt 3\"\nat = 2027-05-04\n";
    let state = settled(&imported(), text);
    assert_eq!(sheet(&state, "40 pt 1").minutes, Some(Minutes(300)));
    assert_eq!(sheet(&state, "40 pt 2").light, Some(Light::Dusk));
    assert_eq!(sheet(&state, "40 pt 3").pin.as_ref().map(|pin| pin.by.as_str()), Some("ann"));
    let said = mistakes(&state, "[[sheet]]\nscene = \"40\"\nparts = 4\n");
    assert!(said.contains("line 3") && said.contains("in 3 parts already"), "{said}");
    let said = mistakes(&imported(), "[[sheet]]\nscene = \"40\"\nparts = 2\nlight = \"dark\"\n");
    assert!(said.contains("line 4") && said.contains("40 pt 1"), "{said}");
    let said = mistakes(&state, "[[sheet]]\nscene = \"40 pt x\"\n");
    assert!(said.contains("“x” is no part"), "{said}");
    let said = mistakes(&state, "[[sheet]]\nscene = \"12 pt 1\"\n");
    assert!(said.contains("scene 12 is not shot in parts"), "{said}");
}

#[test]
fn an_omitted_scene_leaves_the_boards() {
    let state = settled(&imported(), "[[board]]\nname = \"AD\"\ndays = [[\"12\", \"14\"]]\n");
    let state = settled(&state, "[[sheet]]\nscene = \"12\"\nstatus = \"omitted\"\n");
    assert!(!state.boards[&BoardId(1)].placements().contains_key(&SheetId(1)));
}

#[test]
fn elements_and_background_are_added_accepted_and_rejected() {
    let state = settled(
        &imported(),
        r#"
        [[element]]
        name = "gun"
        rate = 150
        scenes = ["12", { scene = "14", quantity = 5 }]
        rejected = ["40"]
        [[element]]
        name = "CRANE"
        category = "special-equipment"
        scenes = ["14"]
        quantity = 2
        [[background]]
        name = "CROWD"
        kind = "silent-bit"
        scenes = [14]
        count = 40
        "#,
    );
    let gun = |label: &str| sheet(&state, label).elements[0].clone();
    assert_eq!((gun("12").review, gun("12").quantity), (Review::Accepted, 2), "the script's count stays");
    assert_eq!((gun("14").review, gun("14").quantity), (Review::Accepted, 5));
    assert_eq!((gun("40").review, gun("12A").review), (Review::Rejected, Review::Suggested));
    assert_eq!(sheet(&state, "14").elements[1].quantity, 2);
    assert_eq!(sheet(&state, "14").background[0].count, 40);
    let gone = after(&state, "[[element]]\nname = \"GUN\"\ndelete = true\n");
    assert!(gone.sheets.values().flat_map(|s| &s.elements).all(|used| used.element != ElementId(1)));
    let said = mistakes(&imported(), "[[element]]\nname = \"CRANE\"\n");
    assert!(said.contains("[[element]] needs category"), "{said}");
    let both = "[[element]]\nname = \"GUN\"\nscenes = [\"12\"]\nrejected = [\"12\"]\n";
    assert!(mistakes(&imported(), both).contains("line 4, column 13: this scene is listed twice"));
}

#[test]
fn pins_name_a_date_or_a_day() {
    let state = settled(
        &imported(),
        "[[pin]]\nscene = \"12\"\nat = \"day 5\"\n[[pin]]\nscene = \"14\"\nat = \"2027-05-04\"\nby = \"bo\"\n",
    );
    assert_eq!(sheet(&state, "12").pin, Some(Pin { at: PinAt::Day(5), by: "ann".into() }));
    assert_eq!(sheet(&state, "14").pin, Some(Pin { at: PinAt::Date(date(2027, 5, 4)), by: "bo".into() }));
    let free = settled(&state, "[[pin]]\nscene = \"12\"\ndelete = true\n");
    assert_eq!(sheet(&free, "12").pin, None);
    assert!(mistakes(&imported(), "[[pin]]\nscene = \"12\"\nat = \"day 0\"\n").contains("line 3, column 6"));
}

#[test]
fn a_board_by_hand() {
    let text = r#"
        [[unit]]
        name = "Stunts"
        [[board]]
        name = "AD"
        days = [["12", { banner = "move", text = "to the harbour", minutes = 90 }, "14"], [], [{ scene = "12A", by = "plan" }]]
        unit.Stunts = [["40"]]
        [[assumption]]
        board = "AD"
        text = "no rain"
    "#;
    let state = settled(&imported(), text);
    let board = &state.boards[&BoardId(1)];
    let places = board.placements();
    assert_eq!(places[&SheetId(1)], (UnitId(1), 0, Placed::ByPerson));
    assert_eq!(places[&SheetId(2)], (UnitId(1), 2, Placed::ByPlan));
    assert_eq!(places[&SheetId(4)], (UnitId(2), 0, Placed::ByPerson));
    assert_eq!(board.assumptions, ["no rain"]);
    let state = settled(&state, "[[board]]\nname = \"ad\"\nissued = 2027-04-01\ncolour = \"White\"\n");
    let said = mistakes(&state, "[[board]]\nname = \"AD\"\ndays = [[\"14\"]]\n");
    assert!(said.contains("was issued and stays"), "{said}");
    let said = mistakes(&imported(), "[[board]]\nname = \"AD\"\ndays = [[\"14\"], [\"14\"]]\n");
    assert!(said.contains("line 3") && said.contains("scene 14 is on this board twice"), "{said}");
    let without = after(&imported(), text);
    let without = settled(&without, "[[assumption]]\nboard = \"AD\"\ntext = \"no rain\"\ndelete = true\n");
    assert!(without.boards[&BoardId(1)].assumptions.is_empty());
    assert_eq!(applied(&without, "[[board]]\nname = \"AD\"\ndelete = true\n").preview, ["board AD: removed"]);
}

#[test]
fn what_is_in_the_boneyard_by_hand_is_a_fact_of_its_board() {
    let days = "[[board]]\nname = \"AD\"\ndays = [[\"12\", \"14\"]]\n";
    let state = settled(&imported(), &format!("{days}boneyard = [\"40\"]\n"));
    let aside = |state: &State| state.boards[&BoardId(1)].set_aside.clone();
    assert_eq!(aside(&state), [SheetId(4)].into());
    // What is said last holds: 14 leaves its day, and 40 its place in the boneyard.
    let state = settled(&state, "[[board]]\nname = \"AD\"\nboneyard = [\"14\", \"40\"]\n");
    assert_eq!(state.boards[&BoardId(1)].placements().keys().copied().collect::<Vec<_>>(), [SheetId(1)]);
    let state = settled(&state, "[[board]]\nname = \"AD\"\ndays = [[\"40\"]]\n");
    assert_eq!(aside(&state), [SheetId(3)].into());
    let said = mistakes(&imported(), &format!("{days}boneyard = [\"14\"]\n"));
    assert!(said.contains("line 4") && said.contains("scene 14 is on a day and in the boneyard"), "{said}");
}
