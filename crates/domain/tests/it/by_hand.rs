//! Commands that make and merge things: from a blank production, and on one that was imported.

use crate::film;

use domain::{
    CharacterId, EngagementKind, Light, Minutes, PageEighths, Presence, Review, SheetStatus, Terms,
};
use film::Film;

fn done(film: &mut Film, line: &str) -> String {
    film.run("Ada", line).unwrap_or_else(|refusal| panic!("{line}: {refusal}"))
}

fn refused(film: &mut Film, line: &str, words: &str) {
    let refusal = film.run("Ada", line).expect_err(line).to_string();
    assert!(refusal.contains(words), "{line}: {refusal}");
}

/// Labels of the sheets in script order.
fn labels(film: &Film) -> Vec<String> {
    film.state.sheets_in_order().iter().map(|sheet| film.state.label(sheet.id)).collect()
}

#[test]
fn scenes_are_typed_into_a_blank_production() {
    let film = &mut Film::blank();
    done(film, "add-scene 1 INT. HOUSE - KITCHEN - DAY");
    done(film, "add-scene 3 EXT. PIER - NIGHT");
    done(film, "add-scene 2 EXT. PIER - CONTINUOUS");
    done(film, "add-scene 2B EXT. PIER - LATER");
    done(film, "add-scene 2A INT. BOAT - NIGHT");
    done(film, "add-scene A1 EXT. ROAD - DAWN");
    assert_eq!(labels(film), ["A1", "1", "2", "2A", "2B", "3"]);
    let scenes = film.state.drafts.values().next().map(|draft| draft.scenes.clone()).expect("a draft");
    let in_order: Vec<_> = film.state.scenes_in_order().iter().map(|scene| scene.id).collect();
    assert_eq!(scenes, in_order);
    assert_eq!(film.state.set_name(film.sheet("1")), "HOUSE - KITCHEN");
    assert_eq!(film.state.light_of(film.sheet("2")), Light::Daylight, "continuous from scene 1");
    refused(film, "add-scene 2a INT. BOAT - DAY", "there is a scene 2a already; take another number");
    refused(film, "add-scene 1/2 INT. BOAT - DAY", "“1/2” is no scene number");
    done(film, "set-heading 1 EXT. GARDEN - NIGHT");
    assert_eq!(
        (film.state.set_name(film.sheet("1")), film.state.light_of(film.sheet("1"))),
        ("GARDEN", Light::Dark)
    );
    assert_eq!(film.state.dangling(), Vec::<String>::new());
}

#[test]
fn an_omitted_scene_says_so_itself() {
    let film = &mut Film::new();
    done(film, "split-sheet 2 2");
    done(film, "omit 2_pt_1");
    assert!(!film.state.scenes[&domain::SceneId(2)].omitted, "half of it is still shot");
    assert_eq!(done(film, "omit 2"), "omitted 2 pt 1, 2 pt 2");
    assert!(film.state.scenes[&domain::SceneId(2)].omitted);
    done(film, "restore 2");
    assert!(!film.state.scenes[&domain::SceneId(2)].omitted);
    done(film, "combine-sheets 1 2A");
    refused(film, "omit 1", "scene 1 is on one sheet with others, 1/2A; separate them first");
    done(film, "omit 1/2A");
    assert_eq!(film.sheet("1/2A").status, SheetStatus::Omitted);
}

#[test]
fn combined_sheets_add_up_and_separate_again() {
    let film = &mut Film::new();
    done(film, "set-minutes 1 60");
    done(film, "set-minutes 2 100");
    done(film, "before 12 2");
    done(film, "set-presence 2 MARA speaking");
    done(film, "set-presence 2 JON voice-only");
    done(film, "add-background 2 QUARRYMEN 30");
    let before = film.state.clone();
    assert_eq!(done(film, "combine-sheets 2 1"), "combined 1/2");
    let sheet = film.sheet("1").clone();
    assert_eq!((sheet.eighths, sheet.minutes), (PageEighths(14), Some(Minutes(160))));
    let claim = |id| sheet.presence[&CharacterId(id)].clone();
    assert_eq!((claim(1).presence, claim(1).review), (Presence::Speaking, Review::Accepted));
    assert_eq!(claim(2).presence, Presence::VoiceOnly);
    assert_eq!((sheet.background[0].count, sheet.elements.len()), (30, 1));
    assert!(sheet.before.is_empty(), "1 before 2 is no order of one sheet");
    assert_eq!(film.sheet("12").before, [sheet.id]);
    assert_eq!(film.days("first"), [vec!["1/2"]], "the first strip stays, the other leaves");
    done(film, "separate-sheet 1/2");
    assert_eq!((film.sheet("1").eighths, film.sheet("2").eighths), (PageEighths(7), PageEighths(7)));
    assert_eq!((film.sheet("1").minutes, film.sheet("2").minutes), (Some(Minutes(80)), Some(Minutes(80))));
    assert_eq!(film.days("first"), [vec!["1", "2"]]);
    assert_eq!(film.sheet("12").before.len(), 2);
    film.undo("Ada").expect("just done");
    film.undo("Ada").expect("done before");
    assert_eq!(film.differences(&before), []);
    done(film, "set-light 1 dark");
    done(film, "pin 1 day 1");
    done(film, "pin 2 day 2");
    refused(film, "combine-sheets 1 2", "1 and 2 are pinned to two days; let one go first: unpin 2");
    refused(film, "combine-sheets 1 1", "1 is named twice");
    refused(film, "separate-sheet 1", "1 is one scene");
}

#[test]
fn parts_have_the_lengths_that_are_said() {
    let film = &mut Film::new();
    done(film, "set-minutes 2 100");
    assert_eq!(done(film, "split-sheet 2 2/8 1"), "2 in parts of 2/8, 1");
    let near = film.run("Ada", "set-light 2.1 dark").expect_err("not how it is called").to_string();
    assert_eq!(near, "there is no scene “2.1”; did you mean 2 pt 1, or 2 pt 2?");
    let parts = ["2 pt 1", "2 pt 2"].map(|part| (film.sheet(part).eighths.0, film.sheet(part).minutes));
    assert_eq!(parts, [(2, Some(Minutes(20))), (8, Some(Minutes(80)))]);
    assert_eq!(done(film, "join-parts 2"), "joined 2 parts of 2");
    assert_eq!((film.sheet("2").eighths.0, film.sheet("2").minutes), (10, Some(Minutes(100))));
    assert_eq!(film.days("first"), [vec!["1"], vec!["2"]]);
    done(film, "split-sheet 2 1+1+8");
    assert_eq!(film.sheet("2 pt 3").eighths.0, 8);
    refused(film, "split-sheet 12 1 2/8 4/8", "the parts are 1 6/8 together; 12 is 2: let them add up");
    refused(film, "join-parts 12", "12 is not shot in parts");
}

#[test]
fn two_characters_become_one() {
    let film = &mut Film::new();
    for line in ["add-person Ann", "engage Ann MARA", "add-character OLD_MARA 7", "set-presence 1 7 speaking"]
    {
        done(film, line);
    }
    done(film, "not-a-name OLD_MARA the_old_woman");
    done(film, "add-alias OLD_MARA MOTHER");
    refused(film, "merge-characters JON MARA", "JON's board ID was issued and stays");
    done(film, "merge-characters OLD_MARA into MARA");
    let mara = &film.state.characters[&CharacterId(1)];
    assert_eq!((mara.aliases.clone(), mara.not_names.len()), (vec!["OLD MARA".into(), "MOTHER".into()], 1));
    assert_eq!(film.sheet("1").presence[&CharacterId(1)].presence, Presence::Speaking);
    assert_eq!(film.state.character_called("mother"), Ok(CharacterId(1)));
    done(film, "rename-character MARA MARTHA");
    assert_eq!(film.state.character_called("MARA"), Ok(CharacterId(1)), "the script still calls her so");
    refused(film, "rename-character JON OLD_MARA", "“OLD MARA” means MARTHA already");
    refused(film, "delete-character MARTHA", "MARTHA is in 1; take it out first");
    done(film, "add-character EXTRA");
    assert_eq!(done(film, "delete-character EXTRA"), "deleted EXTRA");
    assert_eq!(film.state.dangling(), Vec::<String>::new());
}

#[test]
fn people_are_engaged_and_paid() {
    let film = &mut Film::new();
    refused(film, "engage Ann MARA", "there is no person “Ann”; name the person first: add-person Ann");
    done(film, "add-person Ann");
    done(film, "add-person Bo");
    refused(film, "engage Anne MARA", "did you mean Ann?");
    done(film, "engage Ann MARA");
    done(film, "engage Bo MARA stunt-double");
    refused(film, "engage Bo MARA", "Ann is engaged as actor of MARA already");
    done(film, "set-terms MARA guarantee 5000 3");
    done(film, "set-terms MARA_stunt-double weekly 2500.50");
    done(film, "set-fringe Bo 210");
    done(film, "unavailable Ann 2027-05-04 2027-05-10..2027-05-12");
    done(film, "set-birth-date Ann 2012-02-29");
    let engaged = |kind| film.state.engagements.values().find(|e| e.kind == kind).expect("engaged");
    let (actor, double) = (engaged(EngagementKind::Actor), engaged(EngagementKind::StuntDouble));
    assert_eq!(actor.terms, Some(Terms::Guarantee { rate: domain::Money::whole(5000), weeks: 3 }));
    assert_eq!(double.terms, Some(Terms::Weekly { rate: domain::Money(250_050) }));
    assert!(!actor.is_available(jiff::civil::date(2027, 5, 11)));
    refused(film, "set-terms MARA weekly 1.234", "“1.234” is no money");
    refused(film, "set-terms MARA hourly 3", "“hourly 3” are no terms");
    done(film, "add-double 1 MARA stunt-double");
    assert_eq!(film.sheet("1").doubles.len(), 1);
    refused(film, "add-double 1 JON stand-in", "engage somebody first: engage PERSON|nobody JON stand-in");
    refused(film, "delete-person Bo", "Bo is engaged");
    done(film, "end-engagement Bo");
    assert_eq!(film.sheet("1").doubles, []);
    done(film, "delete-person Bo");
}

#[test]
fn things_have_quantities_rates_and_dates() {
    let film = &mut Film::new();
    assert_eq!(done(film, "add-element 2A special-equipment crane 2"), "2A needs 2 × crane");
    done(film, "set-quantity 2A crane 3");
    done(film, "set-element-rate crane 900");
    for (words, ranges) in [
        ("also 2027-05-05", 1),
        ("except 2027-05-04", 1),
        ("also 2027-05-08..2027-05-09 2027-05-07", 2),
        ("except 2027-05-01..2027-05-31", 0),
    ] {
        done(film, &format!("unavailable crane {words}"));
        let crane = &film.state.elements[&film.state.element_called("crane").expect("a crane")];
        assert_eq!(crane.unavailable.len(), ranges, "{words}: {:?}", crane.unavailable);
    }
    refused(film, "unavailable crane also", "date");
    done(film, "unavailable crane 2027-05-04");
    let crane = &film.state.elements[&film.state.element_called("crane").expect("made")];
    assert_eq!((crane.rate, crane.unavailable.len()), (Some(domain::Money::whole(900)), 1));
    refused(film, "set-quantity 1 crane 2", "crane is not in 1; put it in first: add-element 1 CATEGORY");
    refused(film, "add-element 1 prop lamp", "“prop” is no category");
    done(film, "remove-element 2A crane");
    done(film, "add-background 2A DANCERS 20 silent-bit");
    done(film, "set-count 2A DANCERS 25");
    assert_eq!(film.sheet("2A").background[1].count, 25);
    done(film, "rename-location Old_Pier DANCERS");
    refused(film, "available DANCERS 2027-05-04", "write one of background:DANCERS, location:DANCERS");
    done(film, "available background:DANCERS 2027-05-04");
    refused(film, "unavailable background:DANCERS 2027-05-04", "say when it can: available");
}

#[test]
fn an_accepted_action_waits_for_its_answers() {
    let film = &mut Film::new();
    done(film, "accept 1 kick");
    done(film, "accept 1 kick_2");
    refused(
        film,
        "accept 1 fall",
        "the line does not say who does it: “a fall”; name the doer: accept 1 fall by",
    );
    done(film, "accept 1 fall by JON");
    let names: Vec<_> =
        film.state.actions.values().map(|a| (a.name.as_str(), a.doer, a.receivers.len())).collect();
    let (mara, jon) = (CharacterId(1), CharacterId(2));
    assert_eq!(names, [("kick JON", mara, 1), ("kick JON 2", mara, 1), ("fall JON", jon, 1)]);
    for action in film.state.actions.values() {
        assert_eq!(action.version, film.state.action_version(action));
    }
    assert_eq!((film.state.variants.len(), film.state.consents.len()), (0, 0), "nobody was asked yet");
    let film = &mut Film::new();
    let words = "accepted 5 suggestions in 1; left for want of a doer: fall (accept 1 fall by CHARACTER)";
    assert_eq!(done(film, "accept-all 1"), words);
    assert_eq!(done(film, "reject-all 2 props"), "rejected 1 suggestion in 2");
    assert_eq!(film.sheet("2").elements[0].review, Review::Rejected);
    assert_eq!(film.sheet("2").background[0].review, Review::Suggested);
}

#[test]
fn boards_have_breaks_banners_and_places() {
    let film = &mut Film::new();
    done(film, "move-strip 12 1 1");
    done(film, "move-strip 2A day 1 2");
    assert_eq!(film.days("first")[0], ["12", "2A", "1"]);
    refused(film, "move-strip 2 1 9", "“9” is no place on that day; write a whole number between 1 and 4");
    done(film, "add-day-break 1 1");
    assert_eq!(film.days("first"), [vec!["12"], vec!["2A", "1"], vec!["2"]]);
    done(film, "remove-day-break 2");
    assert_eq!(film.days("first"), [vec!["12"], vec!["2A", "1", "2"]]);
    done(film, "add-banner 2/2 meal 30 lunch at the pier");
    done(film, "add-banner 2 note 0 look out");
    refused(film, "remove-banner 2", "day 2 has 2 banners; say which: 2/2, 2/5");
    done(film, "remove-banner 2/2");
    done(film, "remove-banner 2");
    refused(film, "remove-banner 2", "there is no banner at 2");
    refused(film, "add-day-break 9", "first has 2 days of this unit, and no day 9");
    done(film, "new-board second");
    assert_eq!(film.board("second").placements().len(), 0);
    done(film, "assume it does not rain");
    assert_eq!(film.board("second").assumptions, ["it does not rain"]);
    done(film, "drop-assumption it does not rain");
    assert!(film.board("second").assumptions.is_empty());
}

#[test]
fn relations_do_not_contradict() {
    let film = &mut Film::new();
    refused(film, "before 2 1", "2 and 1 are said to be otherwise already; take that back first: unlink 2 1");
    done(film, "before 2 12");
    refused(
        film,
        "before 12 1",
        "12 cannot be before 1: 1, 2, 12 in this order already; take one of these back first: unlink 1 2",
    );
    done(film, "unlink 2 12");
    done(film, "unlink 2 1");
    done(film, "before 2 1 12");
    done(film, "with 2A 12");
    refused(film, "apart 12 2A", "unlink 12 2A");
    refused(film, "with 2 2", "2 is named beside itself");
    assert_eq!(film.sheet("2").before.len(), 2);
}

#[test]
fn a_double_is_engaged_before_anybody_is_hired() {
    let film = &mut Film::new();
    refused(film, "engage nobody MARA", "MARA needs no engagement while nobody plays it");
    done(film, "engage nobody MARA stunt-double");
    let called = |film: &Film| film.state.people.values().map(|p| p.name.clone()).collect::<Vec<_>>();
    assert_eq!(called(film), ["stunt double for MARA (to be hired)"]);
    done(film, "set-terms MARA_stunt-double daily 800");
    done(film, "add-double 1 MARA stunt-double");
    let before = film.state.engagements.clone();
    done(film, "rename-person stunt_double_for_MARA_(to_be_hired) Bo");
    assert_eq!((called(film), &film.state.engagements), (vec!["Bo".to_owned()], &before));
    assert_eq!(film.sheet("1").doubles.len(), 1);
}
