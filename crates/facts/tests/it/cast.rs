//! `[[cast]]`.

use domain::*;
use jiff::civil::date;

use crate::small::{after, imported, mistakes, settled};

const MARA: &str = r#"
    [[cast]]
    character = "MARA"
    person = "Ann Lee"
    terms = "guarantee"
    rate = 12000
    weeks = 4
    fringe = 180
    drop = false
    unavailable = ["2027-05-10..2027-05-12", 2027-05-20]
    travel = 1
    rest = 660
    birth_date = 2012-02-29
    confirmed = true
    watch = "the scar"
    aliases = ["THE WOMAN"]
    [[cast]]
    board = "1"
    kind = "stunt-double"
    person = "Bo Strand"
    rate = "1246.50"
"#;

fn engagement(state: &State, name: &str, kind: EngagementKind) -> Engagement {
    state.engagements[&state.engagement_called(name, kind).expect("engaged")].clone()
}

#[test]
fn a_lead_and_her_double() {
    let state = settled(&imported(), MARA);
    let actor = engagement(&state, "THE WOMAN", EngagementKind::Actor);
    assert_eq!(actor.terms, Some(Terms::Guarantee { rate: Money::whole(12_000), weeks: 4 }));
    assert_eq!((actor.fringe, actor.drop), (Some(PerMille(180)), Some(false)));
    assert_eq!((actor.travel_days, actor.rest, actor.confirmed), (1, Some(Minutes(660)), true));
    assert!(!actor.is_available(date(2027, 5, 12)) && actor.is_available(date(2027, 5, 13)));
    assert_eq!(state.people[&actor.person].birth_date, Some(date(2012, 2, 29)));
    let double = engagement(&state, "1", EngagementKind::StuntDouble);
    assert_eq!(double.terms, Some(Terms::Daily { rate: Money(124_650) }), "a rate alone is a day's");
    let mara = &state.characters[&actor.character];
    assert_eq!((mara.watch.as_deref(), mara.aliases.len()), (Some("the scar"), 1));
}

#[test]
fn a_double_is_engaged_before_anybody_is_hired() {
    let double = |state: &State| engagement(state, "MARA", EngagementKind::StuntDouble);
    let name = |state: &State| state.people[&double(state).person].name.clone();
    let state = settled(
        &imported(),
        "[[cast]]\ncharacter = \"MARA\"\nkind = \"stunt-double\"\nrate = 900\nunavailable = [2027-05-20]\n",
    );
    assert_eq!(name(&state), "stunt double for MARA (to be hired)");
    // Facts that follow, with the name or without, are about the same double.
    let state = settled(&state, "[[cast]]\ncharacter = \"MARA\"\nkind = \"stunt-double\"\nrate = 950\n");
    let same = settled(&imported(), &facts::export_toml(&state));
    for state in [&state, &same] {
        assert_eq!(name(state), "stunt double for MARA (to be hired)");
        assert_eq!(double(state).terms, Some(Terms::Daily { rate: Money::whole(950) }));
        assert!(!double(state).is_available(date(2027, 5, 20)));
    }
    let hired = "[[cast]]\ncharacter = \"MARA\"\nkind = \"stunt-double\"\nperson = \"Bo Strand\"\n";
    let state = settled(&state, hired);
    assert_eq!(name(&state), "Bo Strand");
    assert_eq!(double(&state).terms, Some(Terms::Daily { rate: Money::whole(950) }));
}

#[test]
fn one_person_in_two_parts_is_said_once() {
    let state = settled(&imported(), MARA);
    let state =
        settled(&state, "[[cast]]\ncharacter = \"TOM\"\nperson = \"ann lee\"\nterms = \"included\"\n");
    let tom = engagement(&state, "TOM", EngagementKind::Actor);
    assert_eq!(tom.person, engagement(&state, "MARA", EngagementKind::Actor).person);
    assert_eq!(state.people[&tom.person].birth_date, Some(date(2012, 2, 29)));
}

#[test]
fn terms_are_patched_and_changed() {
    let state = settled(&imported(), MARA);
    let state = settled(&state, "[[cast]]\nboard = \"1\"\nrate = 13000\n");
    let terms = |state: &State| engagement(state, "1", EngagementKind::Actor).terms;
    assert_eq!(terms(&state), Some(Terms::Guarantee { rate: Money::whole(13_000), weeks: 4 }));
    let flat = settled(&state, "[[cast]]\nboard = \"1\"\nterms = \"flat\"\namount = 90000\n");
    assert_eq!(terms(&flat), Some(Terms::Flat { amount: Money::whole(90_000) }));
    let unsaid = settled(&flat, "[[cast]]\nboard = \"1\"\nreset = [\"terms\"]\n");
    assert_eq!(terms(&unsaid), None);
    let said = mistakes(&state, "[[cast]]\nboard = \"1\"\nterms = \"daily\"\n");
    assert!(said.contains("[[cast]] needs rate"), "a weekly rate is no daily rate: {said}");
    let said = mistakes(&flat, "[[cast]]\nboard = \"1\"\nrate = 5\n");
    assert!(said.contains("line 3") && said.contains("rate does not fit"), "{said}");
}

#[test]
fn board_ids_can_be_exchanged_but_not_shared() {
    let text = "[[cast]]\ncharacter = \"MARA\"\nboard = \"2\"\n[[cast]]\ncharacter = \"TOM\"\nboard = 1\n";
    let state = settled(&imported(), text);
    let id = |name: &str| state.characters[&state.character_called(name).expect("known")].board_id.clone();
    assert_eq!((id("MARA"), id("TOM")), ("2".into(), "1".into()));
    let said = mistakes(&imported(), "[[cast]]\ncharacter = \"MARA\"\nboard = \"2\"\n");
    assert!(said.starts_with("line 3, column 9: board ID 2 is also TOM's"), "{said}");
}

#[test]
fn leaving_the_cast() {
    let state = settled(&imported(), MARA);
    let left = settled(&state, "[[cast]]\nboard = \"1\"\nkind = \"stunt-double\"\ndelete = true\n");
    assert_eq!((left.engagements.len(), left.people.len()), (1, 1));
    let extra = settled(&state, "[[cast]]\ncharacter = \"GUARD\"\nboard = \"9\"\nperson = \"Cy\"\n");
    let gone = after(&extra, "[[cast]]\ncharacter = \"GUARD\"\ndelete = true\n");
    assert_eq!(gone.characters, state.characters, "a character that nothing needs goes too");
    assert_eq!(gone.people, state.people);
}

#[test]
fn facts_of_nobody_are_refused() {
    let said = mistakes(&imported(), "[[cast]]\nboard = \"1\"\nrate = 1500\n");
    assert!(said.contains("nobody is engaged for MARA yet; add person"), "{said}");
    let said = mistakes(&imported(), "[[cast]]\nboard = \"7\"\n");
    assert!(said.starts_with("line 2, column 9: there is no character “7”"), "{said}");
}
