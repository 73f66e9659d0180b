//! Small scripts and what an assistant director would write on their sheets.

use breakdown::{Imported, Lexicons, List, Source, import, import_with};
use domain::{Category, Presence, Review, Sheet, State, TimeOfDay, TimeSource};

fn source() -> Source {
    Source {
        file_name: "small-film.fountain".into(),
        date: None,
        text_hash: "0".into(),
        diagnostics: Vec::new(),
    }
}

fn imported(text: &str) -> (State, Imported) {
    let screenplay = screenplay::read(text.as_bytes(), None).screenplay;
    let imported = import(&State::default(), &screenplay, source());
    (State::default().with(&imported.changes), imported)
}

/// One line a sheet: `ANNA, BEN?, CARL (voice) | GUARDS x6 | gun, car x2`.
fn lines(state: &State) -> Vec<String> {
    state.sheets_in_order().into_iter().map(|sheet| line(state, sheet)).collect()
}

fn line(state: &State, sheet: &Sheet) -> String {
    let mut people: Vec<String> = sheet
        .presence
        .iter()
        .map(|(id, claim)| {
            let name = &state.characters[id].name;
            match (claim.presence, claim.review) {
                (Presence::Speaking, Review::Accepted) => name.clone(),
                (Presence::Silent, Review::Suggested) => format!("{name}?"),
                (Presence::VoiceOnly, Review::Accepted) => format!("{name} (voice)"),
                other => format!("{name} {other:?}"),
            }
        })
        .collect();
    people.sort();
    let groups: Vec<String> = sheet
        .background
        .iter()
        .map(|used| format!("{} x{}", state.background[&used.group].name, used.count))
        .collect();
    format!("{} | {}", people.join(", "), groups.join(", "))
}

fn check(text: &str, expected: &[&str]) {
    let (state, _) = imported(text);
    assert_eq!(lines(&state), expected, "{text}");
}

fn elements(text: &str) -> Vec<String> {
    let (state, _) = imported(&format!("INT. ROOM - DAY\n\n{text}\n\nJAKE\nHi.\n"));
    let mut found: Vec<String> = state
        .sheets
        .values()
        .flat_map(|sheet| &sheet.elements)
        .map(|used| {
            let element = &state.elements[&used.element];
            let count = if used.quantity == 1 { String::new() } else { format!(" x{}", used.quantity) };
            format!("{}: {}{count}", element.category.key(), element.name)
        })
        .collect();
    found.sort();
    found
}

#[test]
fn who_speaks_is_there_and_who_is_only_heard_is_not() {
    check(
        "INT. A - DAY\n\nANNA\nHello.\n\nBEN (V.O.)\nYes.\n\nCARL (O.S.)\nHere.\n\nDORA (ON PHONE)\nHi.\n",
        &["ANNA, BEN (voice), CARL, DORA (voice) | "],
    );
}

#[test]
fn a_voice_that_is_also_seen_is_on_the_set() {
    check("INT. A - DAY\n\nAnna walks by.\n\nANNA (V.O.)\nI was young.\n", &["ANNA? | "]);
}

#[test]
fn who_is_named_in_the_action_is_there_in_silence() {
    let anna = "INT. A - DAY\n\nANNA MOREAU, 30, enters with BEN (50s).\n\nANNA\nHello.\n\nMR. HAN\nHi.\n\n";
    for (action, expected) in [
        ("Anna sits.", "ANNA? | "),
        ("MOREAU sits.", "ANNA? | "),
        ("ANNA sits.", "ANNA? | "),
        ("A hand on Anna's shoulder.", "ANNA? | "),
        ("Ben and Anna.", "ANNA?, BEN? | "),
        ("A photo of Anna.", " | "),
        ("Anna's apartment is empty.", " | "),
        ("No sign of Anna.", " | "),
        ("A sign: \"ANNA LIVES HERE\".", " | "),
        ("He waits for Anna.", " | "),
        ("Annabel is no Anna-like thing.", " | "),
        ("SUPER: Anna, one year later", " | "),
        ("The Han River. The Han is wide.", " | "),
        ("The folder from Mr. Han.", " | "),
        ("Mr. Han's hands.", "MR. HAN? | "),
    ] {
        let text = format!("{anna}INT. B - DAY\n\n{action}\n");
        let (state, _) = imported(&text);
        assert_eq!(lines(&state)[1], expected, "{action}");
    }
}

#[test]
fn talking_about_somebody_does_not_bring_them() {
    check("INT. A - DAY\n\nANNA\nHello.\n\nINT. B - DAY\n\nBEN\nWhere is Anna?\n", &["ANNA | ", "BEN | "]);
}

#[test]
fn a_direction_to_somebody_shows_that_they_are_there() {
    check(
        "INT. A - DAY\n\nBEN\nHi.\n\nINT. B - DAY\n\nANNA\n(to Ben)\nHello.\n\nINT. C - DAY\n\nANNA\n(to Ben, on the phone)\nHello.\n",
        &["BEN | ", "ANNA, BEN? | ", "ANNA | "],
    );
}

#[test]
fn names_that_are_words_need_more() {
    check(
        "INT. A - DAY\n\nHOPE\nHi. There is hope.\n\nINT. B - DAY\n\nHope is a thing with feathers, and hope dies.\n\nINT. C - DAY\n\nHope's eyes. She turns to Hope.\n\nINT. D - DAY\n\nHope looks up.\n",
        &["HOPE | ", "HOPE? | ", "HOPE? | ", "HOPE? | "],
    );
    check(
        "INT. A - DAY\n\nHOPE\nHi. There is hope.\n\nINT. B - DAY\n\nHope without end.\n",
        &["HOPE | ", " | "],
    );
}

#[test]
fn ambiguous_last_names_name_nobody() {
    check(
        "INT. A - DAY\n\nANNA QUAN, 30, and BEN QUAN, 31, enter.\n\nANNA\nHi.\n\nBEN\nHi.\n\nINT. B - DAY\n\nQuan sits.\n",
        &["ANNA, BEN | ", " | "],
    );
}

#[test]
fn one_character_is_one_and_two_are_two() {
    let (state, _) = imported(
        "INT. A - DAY\n\nCAPTAIN KAI LE GUIN, 40, enters.\n\nCAPTAIN LE GUIN\nHi.\n\nLE GUIN (CONT'D)\nHi.\n\nGUARD #1\nHi.\n\nGUARD #2\nHi.\n\nYOUNG ANNA\nHi.\n\nANNA\nHi.\n\nMR. HAN\nHi.\n\nMRS. HAN\nHi.\n",
    );
    let mut names: Vec<&str> = state.characters.values().map(|c| c.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["ANNA", "CAPTAIN LE GUIN", "GUARD #1", "GUARD #2", "MR. HAN", "MRS. HAN", "YOUNG ANNA"]
    );
}

#[test]
fn several_speak_as_one() {
    check(
        "INT. A - DAY\n\nANNA\nHi.\n\nBEN\nHi.\n\nINT. B - DAY\n\nANNA/BEN\nHi!\n\nINT. C - DAY\n\nANNA AND BEN\nHi!\n\nINT. D - DAY\n\nCROWD\nHi!\n\nALL\nHi!\n",
        &["ANNA, BEN | ", "ANNA, BEN | ", "ANNA, BEN | ", " | CROWD x0, ALL PRESENT x0"],
    );
}

#[test]
fn board_ids_follow_importance() {
    let (state, _) = imported(
        "INT. A - DAY\n\nA DRIVER (40s) waits.\n\nVOICE\nHi.\n\nVOICE\nHi.\n\nBEN\nHi.\n\nANNA\nHi.\n\nANNA\nHi.\n\nINT. B - DAY\n\nANNA\nHi.\n",
    );
    let mut ids: Vec<(&str, &str)> =
        state.characters.values().map(|c| (c.board_id.as_str(), c.name.as_str())).collect();
    ids.sort_unstable();
    assert_eq!(ids, [("1", "ANNA"), ("2", "BEN"), ("3", "DRIVER"), ("4", "VOICE")]);
}

#[test]
fn kinds_of_people_come_back_only_where_they_were_just_seen() {
    let empty = "INT. X - DAY\n\nNothing.\n\n";
    check(
        &format!(
            "INT. A - DAY\n\nA BARTENDER (50s) pours.\n\nINT. B - DAY\n\nThe bartender nods.\n\n{empty}{empty}{empty}INT. C - DAY\n\nThe bartender nods.\n"
        ),
        &["BARTENDER? | ", "BARTENDER? | ", " | ", " | ", " | ", " | "],
    );
}

#[test]
fn crowds_and_their_numbers() {
    for (action, expected) in [
        ("Six KOREAN STUDENTS watch. The students laugh.", " | KOREAN STUDENTS x6"),
        ("A crowd gathers. Dozens of protesters shout.", " | CROWD x0, PROTESTERS x24"),
        ("About eighty guests dance.", " | GUESTS x80"),
        ("The two men look at each other.", " | "),
        ("Cars move like soldiers.", " | "),
        ("No guards here.", " | "),
        ("THUG #3 guards the door.", "THUG #3? | "),
        ("A city of ten million people.", " | "),
        ("THREE THUGS in cheap suits.", " | THUGS x3"),
    ] {
        let (state, _) = imported(&format!("INT. A - DAY\n\n{action}\n"));
        assert_eq!(lines(&state)[0], expected, "{action}");
    }
}

#[test]
fn elements_by_their_words() {
    for (action, expected) in [
        ("He fires the gun.", &["weapons: Gun", "weapons: Gunfire"][..]),
        ("The fire dies.", &["special-effects: Fire"]),
        ("She fires him.", &[]),
        ("She holds a card.", &[]),
        ("Two black sedans wait.", &["vehicles: Sedan x2"]),
        ("No car in sight.", &[]),
        ("He moves like a cat.", &[]),
        ("The fire escape creaks.", &[]),
        ("They fight. The fight goes on.", &["stunts: Fight"]),
        ("He falls asleep.", &[]),
        ("He falls off the roof.", &["stunts: High fall"]),
        ("A dog barks.", &["animals: Dog"]),
        ("A board says: \"BEWARE OF THE DOG\".", &[]),
        ("Ash falls. The gavel falls.", &[]),
        ("Jake ducks. Flash of a duck.", &["animals: Duck"]),
        ("Documents on the desk, three documents.", &["props: Document x3"]),
        ("A key that matches the lock. Jingling keys.", &["props: Key", "props: Keys"]),
        ("Pattern recognition kicks in.", &[]),
        ("A dog, REX, barks. Rex runs.", &["animals: Rex (dog)"]),
        ("KNIFE in hand, she waits.", &["weapons: Knife"]),
        ("A wide shot.", &[]),
    ] {
        assert_eq!(elements(action), expected, "{action}");
    }
}

#[test]
fn a_set_in_a_car_needs_the_car() {
    let (state, _) = imported("INT. ANNA'S CAR - DAY\n\nAnna.\n\nEXT. CAR PARK - DAY\n\nNobody.\n");
    let with: Vec<usize> = state.sheets_in_order().iter().map(|sheet| sheet.elements.len()).collect();
    assert_eq!(with, [1, 0]);
}

#[test]
fn tags_of_a_person_are_accepted() {
    let fdx = r##"<?xml version="1.0"?><FinalDraft DocumentType="Script" Version="5"><Content>
        <Paragraph Number="1" Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph>
        <Paragraph Type="Action"><Text>A </Text><Text TagNumber="1">zibble</Text><Text> waits.</Text></Paragraph>
        </Content><TagData><TagCategories>
        <TagCategory Color="#000000000000" Id="c1" Name="Vehicles" Number="5"/></TagCategories>
        <TagDefinitions><TagDefinition CatId="c1" Id="d1" Label="Zibble" Number="1"/></TagDefinitions>
        <Tags><Tag Number="1"><DefId>d1</DefId></Tag></Tags></TagData></FinalDraft>"##;
    let (state, _) = imported(fdx);
    let sheet = state.sheets.values().next().unwrap();
    let used = &sheet.elements[0];
    assert_eq!((used.review, state.elements[&used.element].category), (Review::Accepted, Category::Vehicles));
    assert_eq!(state.elements[&used.element].name, "Zibble");
}

#[test]
fn lexicons_can_be_replaced() {
    let screenplay = screenplay::read(b"INT. A - DAY\n\nA zibble and a gun.\n", None).screenplay;
    let lexicons = Lexicons::parse(List::Elements(Category::Weapons), "zibble | noun | Zibble gun\n");
    let imported = import_with(&State::default(), &screenplay, source(), &lexicons);
    let state = State::default().with(&imported.changes);
    let names: Vec<&str> = state.elements.values().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["Zibble gun"]);
}

#[test]
fn scenes_sets_and_times() {
    let (state, imported) = imported(
        "Title: Small _Film_\nDraft date: 2027-01-11 (Blue)\n\n# ACT\n\n= About the act.\n\nINT. HOUSE - KITCHEN - NIGHT #1#\n\n= Anna cooks.\n\nx\n\n## NEXT\n\n= About what follows.\n\nEXT. HOUSE - CONTINUOUS #1#\n\nx\n\nOMITTED #2#\n\nINT. house – Kitchen - EVENING\n\nx\n",
    );
    assert_eq!(state.production.title, "Small Film");
    let draft = state.drafts.values().next().unwrap();
    assert_eq!((draft.colour.as_str(), draft.scenes.len()), ("Blue", state.scenes.len()));
    assert_eq!(draft.date, "2027-01-11".parse().ok());
    assert!(state.main_unit().is_some());
    let scenes = state.scenes_in_order();
    let times: Vec<_> =
        scenes.iter().map(|s| (s.current().heading.time, s.current().heading.time_source)).collect();
    assert_eq!(times[0], (Some(TimeOfDay::Night), TimeSource::Written));
    assert_eq!(times[1], (Some(TimeOfDay::Night), TimeSource::Resolved));
    let sheets = state.sheets_in_order();
    assert_eq!(sheets[0].synopsis.as_deref(), Some("Anna cooks."));
    assert_eq!(sheets[1].synopsis, None);
    let kitchen = &state.sets[&sheets[0].set];
    assert_eq!(kitchen.name, "HOUSE - KITCHEN");
    assert_eq!(kitchen.parent, Some(sheets[1].set));
    assert_eq!(sheets.last().unwrap().set, sheets[0].set);
    assert!(imported.notes.iter().any(|note| note.code == "B001"), "{:?}", imported.notes);
    assert_eq!(state.production.title, "Small Film");
}

#[test]
fn omitted_scenes_have_no_sheet() {
    let fdx = r#"<?xml version="1.0"?><FinalDraft DocumentType="Script" Version="5"><Content>
        <Paragraph Number="1" Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph>
        <Paragraph Type="Action"><Text>Nobody.</Text></Paragraph>
        <Paragraph Number="2" Type="Scene Heading"><Text>OMITTED</Text></Paragraph>
        </Content></FinalDraft>"#;
    let (state, _) = imported(fdx);
    let omitted: Vec<bool> = state.scenes_in_order().iter().map(|scene| scene.omitted).collect();
    assert_eq!((omitted, state.sheets.len()), (vec![false, true], 1));
}

#[test]
fn evidence_quotes_its_sentence() {
    let (state, _) =
        imported("INT. A - DAY\n\nA man. *Mr. Kim* draws a\npistol. Then nothing.\n\nANNA\nNo!\n");
    let sheet = state.sheets.values().next().unwrap();
    let pistol = sheet.elements.iter().find(|e| state.elements[&e.element].name == "Pistol").unwrap();
    let evidence = pistol.evidence.first().unwrap();
    assert_eq!(
        (evidence.quote.as_str(), evidence.span.line, evidence.page),
        ("Mr. Kim draws a\npistol.", 3, 1)
    );
    let claim = sheet.presence.values().next().unwrap();
    assert_eq!((claim.evidence[0].quote.as_str(), claim.evidence[0].span.line), ("ANNA", 6));
}

#[test]
fn nothing_to_import_is_no_error() {
    let (state, _) = imported("");
    assert_eq!(state.production.title, "small film");
    assert_eq!((state.drafts.len(), state.scenes.len()), (1, 0));
}
