//! Who is in a scene: what an assistant director would read out of small scripts, and what only looks like it.

use breakdown::{Imported, Source, import};
use domain::{Presence, Review, State};

fn source() -> Source {
    Source {
        file_name: "small-film.fountain".into(),
        date: None,
        text_hash: "0".into(),
        diagnostics: Vec::new(),
    }
}

fn imported(state: &State, text: &str) -> State {
    let screenplay = screenplay::read(text.as_bytes(), None).screenplay;
    let Imported { changes, .. } = import(state, &screenplay, source());
    state.with(&changes)
}

/// One line a sheet: `ANNA, BEN?, CARL (voice)`.
fn lines(state: &State) -> Vec<String> {
    let line = |sheet: &domain::Sheet| {
        let mut people: Vec<String> = sheet
            .presence
            .iter()
            .map(|(id, claim)| {
                let name = &state.characters[id].name;
                let review = match claim.review {
                    Review::Suggested => "?",
                    Review::Accepted => "",
                    Review::Rejected => " rejected",
                };
                match claim.presence {
                    Presence::VoiceOnly => format!("{name} (voice){review}"),
                    Presence::Silent => {
                        assert_ne!(claim.review, Review::Accepted, "{name} is only suggested");
                        format!("{name}{review}")
                    }
                    _ if claim.review == Review::Suggested => format!("{name} speaks?"),
                    _ => format!("{name}{review}"),
                }
            })
            .collect();
        people.sort();
        people.join(", ")
    };
    state.sheets_in_order().into_iter().map(line).collect()
}

/// Anna and Ben speak in a hall; then the text.
fn check(text: &str, expected: &[&str]) {
    let state = imported(&State::default(), text);
    assert_eq!(lines(&state), expected, "{text}");
}

/// A scene with Anna, Ben and Carl, in which each speaks, and what follows it.
fn after(text: &str, expected: &[&str]) {
    let first = "INT. HALL - DAY\n\nAnna lifts her hand. Ben rubs his neck. Carl has his coat on.\n\n\
                 ANNA\nHello.\n\nBEN\nYes.\n\nCARL\nSo.\n\n";
    let state = imported(&State::default(), &format!("{first}{text}"));
    assert_eq!(lines(&state)[1..], *expected, "{text}");
}

#[test]
fn a_scene_that_comes_back_to_its_set_keeps_its_people() {
    after(
        "EXT. SPACE\n\nA ship passes.\n\nINT. HALL - DAY\n\nAnna sits down.\n",
        &["", "ANNA?, BEN?, CARL?"],
    );
    after("INT. HALL - CONTINUOUS\n\nANNA\nWell.\n", &["ANNA, BEN?, CARL?"]);
    // Without a sign of anybody it may be an empty room.
    after("INT. HALL - DAY\n\nDust in the light.\n", &[""]);
}

#[test]
fn in_a_long_intercut_people_stay() {
    let text = "INT. HALL - DAY\n\nANNA\nOne.\n\nEXT. SEA\n\nA boat.\n\nINT. HALL - DAY\n\nANNA\nTwo.\n\n\
                INT. HALL - DAY\n\nANNA\nThree.\n\nBEN\nFour.\n\nEXT. SEA\n\nA boat.\n\nEXT. SKY\n\nA cloud.\n\n\
                EXT. SEA\n\nA boat.\n\nEXT. SKY\n\nA cloud.\n\nINT. HALL - DAY\n\nA CLERK nods.\n\nCLERK\nWell.\n";
    check(text, &["ANNA", "", "ANNA", "ANNA, BEN", "", "", "", "", "ANNA?, BEN?, CLERK"]);
}

#[test]
fn time_and_other_places_end_it() {
    after("INT. HALL - NIGHT\n\nAnna sits down.\n", &["ANNA?"]);
    after("FADE OUT.\n\nINT. HALL - DAY\n\nAnna sits down.\n", &["ANNA?"]);
    after("INT. HALL - STAIRS - DAY\n\nAnna sits down.\n", &["ANNA?"]);
    after("INT. YARD - CONTINUOUS\n\nAnna sits down.\n", &["ANNA?"]);
    // Ben was seen in the yard.
    after("EXT. YARD - DAY\n\nBen runs.\n\nINT. HALL - DAY\n\nAnna sits down.\n", &["BEN?", "ANNA?, CARL?"]);
}

#[test]
fn who_has_left_is_gone() {
    after("Ben shrugs and leaves.\n\nINT. HALL - DAY\n\nAnna sits down.\n", &["ANNA?, CARL?"]);
    after("Ben nods. He walks out.\n\nINT. HALL - DAY\n\nAnna sits down.\n", &["ANNA?, CARL?"]);
    after("Anna stays while the rest file out.\n\nINT. HALL - DAY\n\nAnna sits down.\n", &["ANNA?"]);
    after("INT. HALL - DAY\n\nAnna, alone, sits down.\n", &["ANNA?"]);
    // What is left behind is nobody who leaves.
    after("Ben leaves a note.\n\nINT. HALL - DAY\n\nAnna sits down.\n", &["ANNA?, BEN?, CARL?"]);
}

#[test]
fn groups_contain_those_who_were_there() {
    after("EXT. YARD - CONTINUOUS\n\nEveryone runs.\n", &["ANNA?, BEN?, CARL?"]);
    after("EXT. YARD - CONTINUOUS\n\nThey run.\n", &["ANNA?, BEN?, CARL?"]);
    after("EXT. YARD - NIGHT\n\nThey run.\n", &[""]);
    // Two of three: nobody can say which.
    after("EXT. YARD - CONTINUOUS\n\nThe two women run.\n", &[""]);
    after("Ben leaves.\n\nEXT. YARD - CONTINUOUS\n\nThe two of them run.\n", &["ANNA?, CARL?"]);
    // `They` are the men.
    after("EXT. YARD - CONTINUOUS\n\nTwo men with guns. They run.\n", &[""]);
    // Nobody is seen in the view of the house.
    after("EXT. YARD\n\nRain.\n\nINT. BARN - DAY\n\nThey run.\n", &["", "ANNA?, BEN?, CARL?"]);
    // The group that leaves goes on, not the one who stays.
    after(
        "Anna stays while the rest file out.\n\nEXT. YARD - CONTINUOUS\n\nThe group walks along.\n",
        &["BEN?, CARL?"],
    );
}

#[test]
fn a_team_is_who_is_seen_with_it() {
    let text = "INT. BASE - DAY\n\nThe team sits down. Anna yawns. Ben grins.\n\n\
                EXT. ROAD - NIGHT\n\nThe team waits. Anna drives. Ben sleeps.\n\n\
                EXT. WOOD - DAY\n\nThe team crawls on.\n\nINT. BAR - NIGHT\n\nANNA\nOne.\n\nBEN\nTwo.\n";
    check(text, &["ANNA?, BEN?", "ANNA?, BEN?", "ANNA?, BEN?", "ANNA, BEN"]);
}

#[test]
fn who_was_with_the_team_just_before_goes_on_with_it() {
    let text = "INT. BASE - DAY\n\nThe team sits down. Anna yawns. Ben grins.\n\n\
                EXT. ROAD - NIGHT\n\nThe team waits. Anna drives.\n\n\
                EXT. WOOD - DAY\n\nThe team halts. Anna kneels. Ben listens. Mr. Pike looks on.\n\n\
                EXT. HILL - DUSK\n\nThe team crawls on.\n\n\
                INT. INN - NIGHT\n\nThe team sleeps. Anna snores.\n\n\
                INT. BAR - NIGHT\n\nANNA\nOne.\n\nBEN\nTwo.\n\nMR. PIKE\nThree.\n";
    let state = imported(&State::default(), text);
    assert_eq!(lines(&state)[3], "ANNA?, BEN?");
}

#[test]
fn the_girls_are_those_who_were_there() {
    let text = "INT. HALL - DAY\n\nAnna lifts her hand. Eva folds her coat. Ben rubs his neck.\n\n\
                ANNA\nOne.\n\nEVA\nTwo.\n\nBEN\nThree.\n\nEXT. YARD - CONTINUOUS\n\nThe girls run.\n";
    check(text, &["ANNA, BEN, EVA", "ANNA?, EVA?"]);
}

#[test]
fn a_place_as_several_people_see_it() {
    // Dora comes in what Ben sees; what Carl goes through elsewhere is in his mind.
    after(
        "INT. HALL - DAY (ANNA)\n\nAnna stares.\n\nINT. HALL - DAY (BEN)\n\nBen stares. DORA enters.\n\n\
         EXT. CAVE - DAY (CARL)\n\nCarl falls.\n\nINT. HALL - DAY (ANNA)\n\nAnna blinks.\n\n\
         INT. BAR - NIGHT\n\nDORA\nNo.\n",
        &["ANNA?, BEN?, CARL?", "ANNA?, BEN?, CARL?, DORA?", "CARL?", "ANNA?, BEN?, CARL?", "DORA"],
    );
}

#[test]
fn a_card_in_the_middle_does_not_end_what_went_before() {
    after(
        "EXT. SPACE\n\nA ship passes.\n\nINT. HALL - DAY\n\nANNA\nWell.\n\nLATER\n\nAnna sits.\n",
        &["", "ANNA, BEN?, CARL?"],
    );
}

#[test]
fn everyone_at_a_place_of_work_are_those_who_work_there() {
    let text = "INT. OFFICE - DAY\n\nANNA\nOne.\n\nBEN\nTwo.\n\nEXT. SEA - NIGHT\n\nA boat.\n\n\
                INT. OFFICE - DAY\n\nEveryone sits down.\n";
    check(text, &["ANNA, BEN", "", "ANNA?, BEN?"]);
}

#[test]
fn a_pronoun_that_can_only_be_one() {
    after("EXT. YARD - CONTINUOUS\n\nShe hits the air bag.\n", &["ANNA?"]);
    after("EXT. YARD - CONTINUOUS\n\nA man waits. He smokes.\n", &[""]);
    after("EXT. YARD - NIGHT\n\nShe hits the air bag.\n", &[""]);
}

#[test]
fn ranks_and_trades_stand_for_names() {
    let text = "INT. A - DAY\n\nCAPTAIN MORSE\nGo.\n\nThe crown prince ALBRECHT, 20, nods. FELIX ARNE, 30s, the director, waits.\n\n\
                INT. B - NIGHT\n\nThe Captain drinks. The Prince laughs.\n\nINT. C - DAY\n\nThe director shouts.\n";
    check(text, &["ALBRECHT?, CAPTAIN MORSE, FELIX ARNE?", "ALBRECHT?, CAPTAIN MORSE?", "FELIX ARNE?"]);
}

#[test]
fn how_somebody_looked_when_introduced() {
    let text = "EXT. QUAY - DAY\n\nAn old man trims a lamp: PETAR, 70s, bent.\n\nINT. B - DAY\n\nRain.\n\n\
                INT. C - DAY\n\nRain.\n\nINT. D - DAY\n\nRain.\n\nEXT. E - NIGHT\n\nThe old man lights a lamp.\n";
    check(text, &["PETAR?", "", "", "", "PETAR?"]);
}

#[test]
fn somebody_without_a_name_comes_in() {
    check("INT. BAR - DAY\n\nAn old waiter brings tea. A woman laughs. A waiter's coat.\n", &["OLD WAITER?"]);
}

#[test]
fn names_in_other_forms() {
    after("EXT. YARD - NIGHT\n\nAnna's face is wet. Carl's coat hangs there.\n", &["ANNA?"]);
    let text = "INT. A - DAY\n\nROSE MARLOW (40) sits. Her brother JOHN MARLOW (30) waits.\n\n\
                INT. B - NIGHT\n\nRose and John Marlow dance.\n";
    check(text, &["JOHN MARLOW?, ROSE MARLOW?", "JOHN MARLOW?, ROSE MARLOW?"]);
    after("INT. CELLAR - NIGHT (BEN)\n\nWater drips.\n", &["BEN?"]);
}

#[test]
fn talked_about_remembered_pictured() {
    for text in [
        "A photograph of Anna.",
        "A hologram opens, revealing Anna, a tall woman.",
        "The same question Anna asked.",
        "The spot where Carl and Anna planned it.",
        "No sign of Anna.",
        "Anna is gone.",
        "Anna is probably at home.",
        "Mail for ANNA'S APARTMENT.",
        "I was wrong about that. Anna had me fooled.",
        "Anna Street, empty.",
    ] {
        after(&format!("EXT. YARD - NIGHT\n\n{text}\n"), &[""]);
    }
    after("INT. ANNA'S APARTMENT - NIGHT\n\nRain.\n", &[""]);
}

#[test]
fn voices_from_elsewhere() {
    // Ben was seen in the hall just now: in the yard there is only his voice.
    after("EXT. YARD - DAY\n\nANNA\nWhat?\n\nBEN (O.S.)\nHurry!\n", &["ANNA, BEN (voice)?"]);
    // Nobody saw where Dora is.
    after("EXT. YARD - DAY\n\nANNA\nWhat?\n\nDORA (O.S.)\nHurry!\n", &["ANNA, DORA"]);
    // By intercom from her own seat in the same room.
    after("INT. HALL - DAY\n\nAnna steers.\n\nANNA (INTERCOM)\nAye.\n", &["ANNA speaks?, BEN?, CARL?"]);
    after("EXT. YARD - NIGHT\n\nBEN (INTERCOM)\nAye.\n", &["BEN (voice)"]);
}

#[test]
fn an_ai_with_a_body_is_more_than_a_voice() {
    check("INT. A - DAY\n\nSHIP AI\nHello.\n", &["SHIP AI (voice)"]);
    check("INT. A - DAY\n\nThe AI's avatar bows.\n\nSHIP AI\nHello.\n", &["SHIP AI"]);
}

#[test]
fn what_is_inherited_cites_the_heading_and_the_line_before() {
    let state = imported(
        &State::default(),
        "INT. HALL - DAY\n\nANNA\nHello.\n\nBen waves.\n\nBEN\nYes.\n\nBen sits.\n\nINT. HALL - DAY\n\nANNA\nWell.\n",
    );
    let ben = state.characters.values().find(|character| character.name == "BEN").unwrap();
    let claim = &state.sheets_in_order()[1].presence[&ben.id];
    let quotes: Vec<&str> = claim.evidence.iter().map(|evidence| evidence.quote.as_str()).collect();
    assert_eq!(quotes, ["INT. HALL - DAY", "Ben sits."]);
}

#[test]
fn what_the_writing_program_lists_is_a_hint() {
    let text = "INT. HALL - DAY\n\nANNA\nHello.\n\nINT. YARD - NIGHT\n\nRain.\n";
    let mut screenplay = screenplay::read(text.as_bytes(), None).screenplay;
    screenplay.scenes[1].arc_beats = vec!["Anna".into(), "Nobody".into()];
    let changes = import(&State::default(), &screenplay, source()).changes;
    assert_eq!(lines(&State::default().with(&changes)), ["ANNA", "ANNA?"]);
}

/// The production after a first draft, without its scenes, as a next draft finds it.
fn production(text: &str, correct: impl Fn(&mut domain::Character)) -> State {
    let mut state = imported(&State::default(), text);
    for character in state.characters.values_mut() {
        correct(character);
    }
    state
}

/// Who is in each scene of a next draft: characters of the production by name, `new` behind those it did not know.
fn next(state: &State, text: &str) -> Vec<Vec<String>> {
    let after = imported(state, text);
    let draft = after.drafts.values().next_back().expect("a draft was imported");
    let name = |(id, claim): (&domain::CharacterId, &domain::PresenceClaim)| {
        let known = if state.characters.contains_key(id) { "" } else { " new" };
        let rejected = if claim.review == Review::Rejected { " rejected" } else { "" };
        format!("{}{known}{rejected}", after.characters[id].name)
    };
    let sheet = |scene| after.sheets.values().find(|sheet| sheet.scenes.contains(scene));
    let sheets = draft.scenes.iter().filter_map(sheet);
    sheets.map(|sheet| sheet.presence.iter().map(name).collect()).collect()
}

const DRAFT: &str = "INT. HALL - DAY\n\nANNA\nHello.\n\nBEN\nYes.\n";

#[test]
fn the_next_draft_knows_the_characters() {
    let state = production(DRAFT, |_| {});
    assert_eq!(
        next(&state, "INT. HALL - DAY\n\nBen sits.\n\nANNA\nHello.\n\nDORA\nYes.\n"),
        [["ANNA", "BEN", "DORA new"]]
    );
    let again = imported(&state, "INT. YARD - DAY\n\nANNA\nHello.\n\nDORA\nYes.\n");
    assert_eq!(again.characters.len(), 3);
}

#[test]
fn learnt_names_hold() {
    let state = production(DRAFT, |character| {
        if character.name == "BEN" {
            character.aliases.push("The watchman".into());
            character.aliases.push("BENEDICT".into());
        }
    });
    assert_eq!(next(&state, "INT. A - DAY\n\nThe watchman nods.\n"), [["BEN"]]);
    assert_eq!(next(&state, "INT. A - DAY\n\nBENEDICT\nYes.\n\nBEN\nNo.\n"), [["BEN"]]);
}

#[test]
fn learnt_not_names_hold() {
    let text = "INT. HALL - DAY\n\nCAPTAIN MORSE\nHello.\n\nROSE MARLOW (40) waits.\n";
    let next_text = "INT. A - NIGHT\n\nThe Captain drinks. Rose opens.\n";
    let state = production(text, |_| {});
    assert_eq!(next(&state, next_text), [["CAPTAIN MORSE", "ROSE MARLOW"]]);
    let state = production(text, |character| {
        character.not_names = vec!["captain".into(), "Rose".into()];
    });
    assert_eq!(next(&state, next_text), [Vec::<String>::new()]);
}

#[test]
fn a_rejected_claim_is_not_made_again() {
    let text = "INT. HALL - DAY\n\nANNA\nHello.\n\nINT. YARD - NIGHT\n\nA dress that is all Anna.\n";
    let mut state = production(text, |_| {});
    for sheet in state.sheets.values_mut() {
        for claim in sheet.presence.values_mut().filter(|claim| claim.review == Review::Suggested) {
            claim.review = Review::Rejected;
        }
    }
    let text = format!("EXT. SEA - DAY\n\nRain.\n\n{text}\nAnna waits.\n");
    assert_eq!(next(&state, &text)[2], ["ANNA rejected"]);
    assert_eq!(next(&state, "INT. YARD - NIGHT\n\nAnna waits.\n"), [["ANNA"]]);
}

#[test]
fn people_stay_while_the_day_goes_on() {
    let two = "INT. HALL - EVENING\n\nANNA\nOne.\n\nBEN\nTwo.\n\n";
    check(&format!("{two}INT. HALL - NIGHT\n\nANNA\nThree.\n"), &["ANNA, BEN", "ANNA, BEN?"]);
    check(&format!("{two}INT. HALL - LATER\n\nANNA\nThree.\n"), &["ANNA, BEN", "ANNA, BEN?"]);
    check(&format!("{two}INT. HALL - DAY\n\nANNA\nThree.\n"), &["ANNA, BEN", "ANNA"]);
    check(
        &format!("{two}== FLASHBACK: THE WAR ==\n\nINT. HALL - EVENING\n\nANNA\nThree.\n"),
        &["ANNA, BEN", "ANNA"],
    );
}

#[test]
fn whoever_dreams_has_not_moved() {
    let two = "INT. HALL - DAY\n\nANNA\nOne.\n\nBEN\nTwo.\n\n";
    let back = "INT. HALL - DAY\n\nBEN\nThree.\n";
    check(
        &format!("{two}INT. VIRTUAL BRIDGE - DAY\n\nAnna steers.\n\n{back}"),
        &["ANNA, BEN", "ANNA?", "ANNA?, BEN"],
    );
    check(&format!("{two}INT. YARD - DAY\n\nAnna steers.\n\n{back}"), &["ANNA, BEN", "ANNA?", "BEN"]);
}

#[test]
fn a_shot_shows_whom_it_names() {
    after(".ON ANNA AND BEN\n\nRain.\n", &["ANNA?, BEN?"]);
    after(".BEN'S KITCHEN\n\nRain.\n", &[""]);
}

#[test]
fn a_bare_name_a_comparison_and_a_clause_without_a_pronoun_show_nobody() {
    for text in [
        "Carved into the wood:\n\nANNA. BEN.",
        "One thought. Anna.",
        "First Anna. Then the rest of it.",
        "The way Anna touched the door.",
        "The same smile Anna had.",
        "The station Anna was listening to.",
        "A woman younger than Anna.",
        "A PHOTOGRAPH. Anna, maybe seven, crying.",
        "A door marked ANNA AND SONS.",
    ] {
        after(&format!("EXT. YARD - NIGHT\n\n{text}\n"), &[""]);
    }
    after("EXT. YARD - NIGHT\n\nThe man Anna follows turns.\n", &["ANNA?"]);
}

#[test]
fn a_speech_that_goes_on_after_a_beat_is_no_action() {
    after("EXT. YARD - NIGHT\n\nDORA\nNo.\n\n(beat)\n\nYou never saw Anna cry.\n", &["DORA"]);
}

#[test]
fn in_a_flashback_the_name_means_the_younger_one() {
    after("INT. SCHOOL - DAY - 1999\n\nYOUNG ANNA\nNo.\n\nA boy gives Anna a book.\n", &["YOUNG ANNA"]);
}

#[test]
fn one_character_under_two_names_is_one() {
    let masked = "INT. HALL - DAY\n\nANNA\nOne.\n\nINT. BRIDGE - DAY\n\nA LIEUTENANT enters.\n\nLIEUTENANT\nSir.\n\n\
                  Her mask opens: the Lieutenant is actually Anna.\n";
    check(masked, &["ANNA", "ANNA"]);
    check("INT. BAR - DAY\n\nA WAITRESS (60s, NAME TAG: GLORIA) comes.\n\nGLORIA\nCoffee?\n", &["GLORIA"]);
    check("INT. BAR - DAY\n\nA VERY HANDSOME MAN drinks.\n\nHANDSOME MAN\nCoffee.\n", &["HANDSOME MAN"]);
}

#[test]
fn people_without_a_cue_are_introduced_by_what_is_said_of_them() {
    check("INT. BAR - DAY\n\nA man in his forties. This is PAUL JEAGER.\n", &["PAUL JEAGER?"]);
    check("INT. BAR - DAY\n\nMr. Hoff is at the railing.\n", &["MR. HOFF?"]);
    check("INT. BAR - DAY\n\nThe MAILMAN is just leaving.\n", &["MAILMAN?"]);
    check("INT. BAR - DAY\n\nA snobby GALLERY DIRECTOR waits.\n", &["GALLERY DIRECTOR?"]);
}
