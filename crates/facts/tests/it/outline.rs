//! Sections one by one, as a page shows them.

use domain::State;
use facts::{apply, export_section, export_toml, outline};

use crate::small::{after, imported};

#[test]
fn an_exported_section_changes_nothing_and_shows_every_key() {
    for state in [State::default(), imported()] {
        for section in outline(&state) {
            let text = export_section(&state, section.name, true).unwrap();
            let applied = apply(&state, &text, "Ann").unwrap();
            assert!(applied.changes.is_empty() && applied.world.is_empty(), "{}: {text}", section.name);
            assert!(!text.contains("reset"), "{text}");
            let list = section.heading.starts_with("[[") || text.is_empty();
            let shown = |key: &str| text.lines().any(|line| line.trim_start_matches("# ").starts_with(key));
            assert!(list || section.keys.iter().all(|key| shown(key.name)), "{text}");
        }
    }
    assert_eq!(export_section(&imported(), "prizes", true), None);
}

#[test]
fn a_section_without_amounts_leaves_them_as_they_are() {
    let facts = "[prices]\novertime_hour = 4321\n\n[[cast]]\ncharacter = \"ANNA\"\nperson = \"Anna Berg\"\nterms = \"weekly\"\nrate = 9500\n\n\
        [[board]]\nname = \"AD\"\ndays = [[\"12\", { banner = \"move\", text = \"Ferry\", cost = 321 }]]\n";
    let state = after(&imported(), facts);
    let text = |name: &str| export_section(&state, name, false).unwrap();
    for section in outline(&state) {
        let applied = apply(&state, &text(section.name), "Ann").unwrap();
        assert!(applied.preview.is_empty(), "{}: {:?}", section.name, applied.preview);
    }
    assert!(!text("prices").contains("4321"), "{}", text("prices"));
    // Rows cannot be left out one by one: days with a banner that costs something are left out whole.
    assert!(!text("board").contains("321") && !text("board").contains("\ndays"), "{}", text("board"));
    assert!(text("board").contains("# hidden with the money: days\n"), "{}", text("board"));
    assert!(text("prices").ends_with("# hidden with the money: overtime_hour\n"), "{}", text("prices"));
    assert!(
        text("cast").contains("terms = \"weekly\"\n") && !text("cast").contains("9500"),
        "{}",
        text("cast")
    );
}

#[test]
fn a_key_of_which_nothing_is_known_is_typed_where_it_stands() {
    let text = export_section(&imported(), "production", true).unwrap();
    assert!(export_toml(&imported()).contains("reset = [\"start\"]"));
    let text = text.replace("# start = …", "start = 2027-09-20");
    let applied = apply(&imported(), &text, "Ann").unwrap();
    assert_eq!(applied.preview, ["production: start nothing → 2027-09-20"]);
}

#[test]
fn an_outline_counts_what_is_said_and_knows_where_money_is() {
    let state = imported();
    let of = |name: &str| outline(&state).into_iter().find(|section| section.name == name).unwrap();
    assert_eq!((of("unit").said, of("sheet").said, of("prices").said), (1, state.sheets.len(), 0));
    assert!(of("prices").money && of("cast").money && !of("calendar").money && !of("rules").money);
    assert!(of("cast").keys.iter().any(|key| key.name == "character" && key.identity));
    assert_eq!(of("prices").keys[0].expects, "money from 0 on, as 1200 or \"1200.50\"");
}
