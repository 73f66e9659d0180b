//! What each typed command does, and the words with which it refuses.

use crate::film;

use domain::{Light, Minutes, PageEighths, Pin, PinAt, Placed, Presence, Review, SheetStatus, edit};
use film::{Film, effect};

fn done(film: &mut Film, line: &str) -> String {
    film.run("Ada", line).unwrap_or_else(|refusal| panic!("{line}: {refusal}"))
}

/// The line is refused with exactly these words.
fn refused(film: &mut Film, line: &str, words: &str) {
    let refusal = film.run("Ada", line).expect_err(line);
    assert_eq!(refusal.to_string(), words, "{line}");
}

#[test]
fn what_nobody_knows_is_refused_with_what_is_near() {
    let film = &mut Film::new();
    let near = [
        (
            "set-ligth 1 dark",
            "there is no command “set-ligth”; did you mean set-light, or set-eighths, or set-unit?",
        ),
        ("xyzzy", "there is no command “xyzzy”; `firstup edit --help` lists them"),
        ("set-light 12B dark", "there is no scene “12B”; did you mean 12, or 1?"),
        ("set-light Q dark", "there is no scene “Q”"),
        ("watch MAAR scar", "there is no character “MAAR”; did you mean MARA?"),
        ("assign-location QUARY none", "there is no set “QUARY”; did you mean QUARRY?"),
        ("assign-location QUARRY Moor", "there is no location “Moor”"),
        ("set-unit 1 mian", "there is no unit “mian”; did you mean main?"),
    ];
    let words = near.map(|(line, _)| film.run("Ada", line).expect_err(line).to_string());
    assert_eq!(words, near.map(|(_, words)| words));
}

#[test]
fn a_missing_argument_is_refused_with_the_usage() {
    let film = &mut Film::new();
    let usage = "an argument is missing; the arguments are: SCENE DATE|DAY";
    refused(film, "pin", usage);
    refused(film, "pin 1", usage);
    let needs = |command: &&edit::Usage| !command.arguments.is_empty() && !command.arguments.starts_with('[');
    for command in edit::commands().filter(needs) {
        let refusal = film.run("Ada", command.name).expect_err(command.name).to_string();
        assert!(refusal.ends_with(command.arguments), "{}: {refusal}", command.name);
    }
}

#[test]
fn a_surplus_argument_is_refused_with_the_usage() {
    let film = &mut Film::new();
    for (line, surplus, usage) in [
        ("set-minutes 1 100 200 300", "200 300", "SCENE MINUTES|estimated"),
        ("set-light 1 dark dusk", "dusk", "SCENE daylight|dark|dawn|dusk|any|proposed"),
        (
            "set-presence 1 JON silent please",
            "please",
            "SCENE CHARACTER speaking|silent|voice-only|background|none",
        ),
        ("omit 1 2", "2", "SCENE"),
    ] {
        let words = format!(
            "“{surplus}” is too much; the arguments are: {usage}; put one of several words in quotes"
        );
        refused(film, line, &words);
    }
    refused(film, "delete-board first", "“first” is too much; this command takes no arguments");
    assert_eq!(film.sheet("1").minutes, None, "nothing was changed");
}

#[test]
fn what_is_so_already_changes_nothing() {
    let film = &mut Film::new();
    done(film, "set-light 1 dark");
    for line in ["set-light 1 dark", "unpin 1", "restore 1", "assign-location QUARRY none"] {
        assert_eq!(effect(&film.state, "Ada", line).expect(line).changes, [], "{line}");
    }
}

#[test]
fn light() {
    let film = &mut Film::new();
    assert_eq!(done(film, "set-light 2a DUSK"), "light of 2A: DUSK");
    assert_eq!(film.sheet("2A").light, Some(Light::Dusk));
    done(film, "set-light 2A proposed");
    assert_eq!(film.sheet("2A").light, None);
    refused(film, "set-light 1 bright", "“bright” is no light; use one of daylight, dark, dawn, dusk, any");
}

#[test]
fn minutes_and_eighths() {
    let film = &mut Film::new();
    done(film, "set-minutes 1 45");
    assert_eq!(film.sheet("1").minutes, Some(Minutes(45)));
    done(film, "set-minutes 1 estimated");
    assert_eq!(film.sheet("1").minutes, None);
    for bad in ["0", "-5", "1.5", "10001", "99999999999"] {
        let words = format!("“{bad}” are no minutes; write a whole number between 1 and 10000");
        refused(film, &format!("set-minutes 1 {bad}"), &words);
    }
    done(film, "set-eighths 1 1 2/8");
    assert_eq!(film.sheet("1").eighths, PageEighths(10));
    refused(film, "set-eighths 1 0", "“0” is no length; write pages and eighths: 4/8, 1 2/8, 2");
    refused(film, "set-eighths 1 3/4", "“3/4” is no length; write pages and eighths: 4/8, 1 2/8, 2");
}

#[test]
fn words_and_places() {
    let film = &mut Film::new();
    done(film, "set-synopsis 1 Mara goes down.");
    assert_eq!(film.sheet("1").synopsis.as_deref(), Some("Mara goes down."));
    done(film, "set-story-day 1 N1");
    assert_eq!(film.sheet("1").story_day.as_deref(), Some("N1"));
    assert_eq!(done(film, "assign-location quarry old pier"), "QUARRY is shot at old pier");
    assert_eq!(film.state.location_of(film.sheet("1")).map(|place| place.name.as_str()), Some("Old Pier"));
    done(film, "assign-location QUARRY none");
    assert_eq!(film.state.location_of(film.sheet("1")), None);
}

#[test]
fn presence() {
    let film = &mut Film::new();
    done(film, "set-presence 1 JON voice-only");
    let claim = film.sheet("1").presence[&domain::CharacterId(2)].clone();
    assert_eq!((claim.presence, claim.review), (Presence::VoiceOnly, Review::Accepted));
    done(film, "set-presence 1 2 none");
    assert_eq!(film.sheet("1").presence.len(), 1, "a board ID names a character as well");
    let words = "“talking” is no kind of presence; use one of speaking, silent, voice-only, background";
    refused(film, "set-presence 1 JON talking", words);
}

#[test]
fn suggestions_are_accepted_and_rejected() {
    let film = &mut Film::new();
    assert_eq!(done(film, "accept 1 MARA"), "accepted MARA in 1");
    done(film, "reject 1 Storm lamp");
    done(film, "accept 1 quarrymen");
    let sheet = film.sheet("1");
    assert_eq!(sheet.presence[&domain::CharacterId(1)].review, Review::Accepted);
    assert_eq!(sheet.elements[0].review, Review::Rejected);
    assert_eq!(sheet.background[0].review, Review::Accepted);
    assert_eq!(film.sheet("2").elements[0].review, Review::Suggested, "other scenes keep theirs");
    refused(
        film,
        "accept 1 JON",
        "scene 1 has no “JON”; it has: MARA, storm lamp, QUARRYMEN, kick, kick 2, fall",
    );
}

#[test]
fn characters() {
    let film = &mut Film::new();
    done(film, "watch MARA glass eye");
    assert_eq!(film.state.characters[&domain::CharacterId(1)].watch.as_deref(), Some("glass eye"));
    done(film, "watch MARA off");
    assert_eq!(film.state.characters[&domain::CharacterId(1)].watch, None);
    done(film, "set-board-id MARA 1A");
    assert_eq!(film.state.characters[&domain::CharacterId(1)].board_id, "1A");
    refused(film, "set-board-id MARA 2", "board ID 2 is JON's; give that one another first");
    refused(film, "set-board-id JON 9", "JON's board ID was issued and stays");
    refused(film, "set-board-id MARA 1/2", "“1/2” is no board ID: letters and digits only");
}

#[test]
fn parts_of_a_split_sheet_add_up() {
    let film = &mut Film::new();
    done(film, "set-minutes 2 100");
    done(film, "pin 2 day 4");
    assert_eq!(done(film, "split-sheet 2 3"), "2 in 3 parts");
    let parts = ["2 pt 1", "2 pt 2", "2 pt 3"].map(|part| film.sheet(part).clone());
    assert_eq!(parts.clone().map(|part| part.eighths.0), [4, 3, 3]);
    assert_eq!(parts.clone().map(|part| part.minutes), [34, 33, 33].map(|minutes| Some(Minutes(minutes))));
    assert!(parts.iter().all(|part| part.pin.is_some() && part.presence.len() == 1));
    assert_eq!(film.days("first"), [vec!["1"], vec!["2 pt 1", "2 pt 2", "2 pt 3"]]);
    assert_eq!(
        film.sheet("1").before,
        parts.map(|part| part.id),
        "what came before the whole comes before each"
    );

    refused(film, "pin 2 day 1", "scene 2 is shot in parts; name one of them: 2 pt 1, 2 pt 2, 2 pt 3");
    let again = "2 pt 1 is a part already; join the parts first (join-parts), then split the scene again";
    refused(film, "split-sheet 2_pt_1 2", again);
    for bad in ["1", "51", "-5", "99999999999", "two"] {
        let words = format!(
            "“{bad}” is no number of parts; write a whole number between 2 and 50, or lengths as 4/8 1 2/8"
        );
        refused(film, &format!("split-sheet 1 {bad}"), &words);
    }
    film.undo("Ada").expect("just split");
    assert_eq!(film.days("first"), [vec!["1"], vec!["2"]]);
}

#[test]
fn pins() {
    let film = &mut Film::new();
    assert_eq!(done(film, "pin 1 2027-05-04"), "pinned 1 to 2027-05-04");
    let date = PinAt::Date(jiff::civil::date(2027, 5, 4));
    assert_eq!(film.sheet("1").pin, Some(Pin { at: date, by: "Ada".to_owned() }));
    for (line, day) in [("pin 1 day 5", 5), ("pin 1 6", 6), ("pin 1 Day 7", 7), ("pin 1 day8", 8)] {
        done(film, line);
        assert_eq!(film.sheet("1").pin.as_ref().map(|pin| pin.at), Some(PinAt::Day(day)), "{line}");
    }
    done(film, "unpin 1");
    assert_eq!(film.sheet("1").pin, None);
    for bad in ["day 0", "day two", "-5", "4000", "999999999999"] {
        let words =
            format!("“{bad}” is no day of a board; write the day's number, between 1 and 1000, or a date");
        refused(film, &format!("pin 1 {bad}"), &words);
    }
    refused(film, "pin 1 2027-02-30", "“2027-02-30” is no date; write it as 2027-05-04");
    refused(film, "pin 1 tomorrow", "“tomorrow” is no date; write it as 2027-05-04");
}

#[test]
fn strips_move() {
    let film = &mut Film::new();
    assert_eq!(done(film, "move-strip 1 2"), "1 to 2 on first");
    assert_eq!(film.days("first"), [vec![], vec!["2", "1"]]);
    let placed = film.board("first").placements()[&domain::SheetId(1)];
    assert_eq!(placed, (domain::UnitId(1), 1, Placed::ByPerson));
    done(film, "move-strip 2A 4");
    assert_eq!(film.days("first"), [vec![], vec!["2", "1"], vec![], vec!["2A"]]);
    done(film, "move-strip 2 boneyard");
    assert_eq!(film.days("first")[1], ["1"]);
    assert_eq!(done(film, "move-strip 2A day 3"), "2A to day 3 on first");
    assert_eq!(film.days("first")[2], ["2A"]);
    for bad in ["0", "1001", "soon", "4000", "999999999999", "-5", "day"] {
        let words = format!(
            "“{bad}” is no day of a board; write the day's number, between 1 and 1000, or its date, or boneyard or plan"
        );
        refused(film, &format!("move-strip 1 {bad}"), &words);
    }
}

#[test]
fn an_omitted_scene_leaves_every_board() {
    let film = &mut Film::new();
    done(film, "copy-board second");
    assert_eq!(done(film, "omit 2"), "omitted 2");
    assert_eq!(film.sheet("2").status, SheetStatus::Omitted);
    assert_eq!(film.days("first"), [vec!["1"]]);
    assert_eq!(film.days("second"), [vec!["1"]]);
    assert_eq!(done(film, "restore 2"), "restored 2");
    assert_eq!(film.sheet("2").status, SheetStatus::Planned);
    assert_eq!(film.days("first"), [vec!["1"]], "it comes back into the boneyard");
}

#[test]
fn boards() {
    let film = &mut Film::new();
    assert_eq!(done(film, "copy-board night order"), "night order is a copy of first");
    done(film, "move-strip 1 5");
    assert_eq!(film.days("first")[0], ["1"], "the newest board is the one that changes");
    assert_eq!(film.days("night order")[4], ["1"]);
    refused(film, "copy-board FIRST", "there is a board “FIRST” already");
    done(film, "rename-board third");
    assert_eq!(film.days("third")[4], ["1"]);
    assert_eq!(done(film, "delete-board"), "deleted third");
    done(film, "delete-board");
    refused(film, "delete-board", "this production has no board yet; make one with `firstup plan`");
}

#[test]
fn an_issued_board_stays() {
    let film = &mut Film::new();
    let mut issued = film.board("first").clone();
    issued.status =
        domain::BoardStatus::Issued { date: jiff::civil::date(2027, 4, 1), colour: "blue".to_owned() };
    let change =
        domain::Change { before: Some(film.board("first").clone().into()), after: Some(issued.into()) };
    film.append("Ada", "issue", "issue first", domain::EntryKind::Command, vec![change]).expect("it fits");
    for line in ["move-strip 1 3", "rename-board other", "delete-board"] {
        refused(film, line, "first was issued and stays as it is; work on a copy: copy-board NAME");
    }
    done(film, "copy-board second");
    done(film, "move-strip 1 3");
    assert_eq!(film.days("second")[2], ["1"]);
}

#[test]
fn a_persons_look_clears_what_a_draft_left_to_check() {
    let film = &mut Film::new();
    let mut sheet = film.sheet("2").clone();
    sheet.to_check.push("minutes 90 were typed when the scene was 1, it is 2 now".to_owned());
    let before = film.state.sheets[&sheet.id].clone();
    let change = domain::Change { before: Some(before.into()), after: Some(sheet.into()) };
    film.append("Ada", "import-draft", "import blue", domain::EntryKind::Command, vec![change])
        .expect("it fits");
    assert_eq!(done(film, "checked 2"), "checked 2");
    assert!(film.sheet("2").to_check.is_empty());
    refused(film, "checked Q", "there is no scene “Q”");
    assert_eq!(done(film, "lock-numbers"), "locked the scene numbers of the White draft");
    let draft = film.state.current_draft().expect("the film has a draft");
    assert!(draft.scenes.iter().all(|id| film.state.scenes.get(id).is_none_or(|scene| scene.locked)));
    let nothing =
        edit::run(&domain::State::default(), "lock-numbers", &[], None, "Ada").expect_err("no draft");
    assert_eq!(
        nothing.to_string(),
        "there is no draft whose numbers could be locked; import a screenplay first"
    );
}

#[test]
fn several_scenes_are_pinned_where_they_stand() {
    let film = &mut Film::new();
    film.run("Ada", "move-strip 1 2").expect("a strip is placed");
    film.run("Ada", "move-strip 2 boneyard").expect("a strip is taken off");
    let nowhere = "2 stands on no day of first; put it on a day first, or say the date: pin 2 2027-05-04";
    refused(film, "pin-here 1 2", nowhere);
    film.run("Ada", "move-strip 2 1").expect("a strip is placed");
    film.run("Ada", "pin-here 1 2").expect("both stand on a day");
    let pin = |film: &Film, scene: &str| {
        let sheet = film.state.sheet_called(scene).expect("a scene of the film");
        film.state.sheets[&sheet].pin.as_ref().map(|pin| format!("{:?}", pin.at))
    };
    assert_eq!(
        [pin(film, "1"), pin(film, "2")],
        [Some("Date(2027-05-04)".to_owned()), Some("Date(2027-05-03)".to_owned())]
    );
    film.run("Ada", "unpin 1 2").expect("both are pinned");
    assert_eq!([pin(film, "1"), pin(film, "2")], [None, None]);
}
