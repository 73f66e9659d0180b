//! The next draft: identities are kept, nothing that a person typed is lost, and an undo brings everything back.

use crate::drafts;

use std::collections::BTreeMap;

use breakdown::draft::{DraftError, Kind, NewDraft, merge};
use domain::{
    Board, BoardId, Category, Change, CharacterId, Element, ElementUse, Light, Minutes, Pin, PinAt, Placed,
    Presence, PresenceClaim, Review, Sheet, SheetStatus, State, UnitId, edit,
};
use drafts::{Dice, Edit, Score, first, merged, source, texts};
use proptest::prelude::*;

const WHITE: &str = "INT. KITCHEN - DAY #1#\n\nANNA lights a lamp. The dog barks at the pistol on the table.\n\nANNA\nWho is there?\n\n\
    EXT. YARD - NIGHT #2#\n\nOLD TOM stands by the wall. Anna kicks him down the stairs into the cellar.\n\nOLD TOM\nPut it down.\n\n\
    INT. ATTIC - DAY #3#\n\nBORIS counts the money twice and hides it behind the broken mirror.\n\nBORIS\nNot enough for both of us.\n\n";

fn run(state: &State, line: &str) -> State {
    let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
    let effect =
        edit::run(state, &words[0], &words[1..], None, "Ada").unwrap_or_else(|r| panic!("{line}: {r}"));
    state.with(&effect.changes)
}

fn kinds(state: &State, text: &str) -> Vec<String> {
    let merged = merged(state, &[WHITE], text);
    let word = |s: &breakdown::draft::SceneChange| format!("{} {}", s.number, s.kind.word());
    merged.report.scenes.iter().map(word).collect()
}

fn flags(state: &State) -> Vec<String> {
    state.sheets_in_order().iter().flat_map(|sheet| sheet.to_check.clone()).collect()
}

#[test]
fn each_kind_of_change_is_told() {
    let state = first(WHITE);
    let (one, rest) = WHITE.split_at(WHITE.find("EXT. YARD").unwrap());
    let (two, three) = rest.split_at(rest.find("INT. ATTIC").unwrap());
    let new = "INT. BARN - NIGHT\n\nCLEO saddles a horse and rides out through the burning gate.\n\n";
    assert_eq!(kinds(&state, &format!("{one}{two}{new}{three}")), ["1 same", "2 same", "2A new", "3 same"]);
    assert_eq!(kinds(&state, &format!("{one}{three}")), ["1 same", "2 omitted", "3 same"]);
    assert_eq!(kinds(&state, &format!("{one}.OMITTED #2#\n\n{three}")), ["1 same", "2 omitted", "3 same"]);
    let changed = two.replace("kicks him", "throws him");
    assert_eq!(kinds(&state, &format!("{one}{changed}{three}")), ["1 same", "2 changed", "3 same"]);
    assert_eq!(kinds(&state, &format!("{three}{one}{two}")), ["3 moved", "1 same", "2 same"]);
    let joined = three.replace("INT. ATTIC - DAY #3#\n\n", "");
    assert_eq!(kinds(&state, &format!("{one}{two}{joined}")), ["1 same", "2 changed", "3 merged"]);
    let split = three.replace("\n\nBORIS\n", "\n\nINT. ATTIC - CONTINUOUS #3A#\n\nBORIS\n");
    assert_eq!(kinds(&state, &format!("{one}{two}{split}")), ["1 same", "2 same", "3 changed", "3A split"]);
    assert_eq!(kinds(&state, &WHITE.replace("#1#", "#7#")), ["7 same", "2 same", "3 same"]);
}

#[test]
fn locked_numbers_stay_whatever_the_draft_says() {
    let state = run(&first(WHITE), "lock-numbers");
    let renumbered = WHITE
        .replace("#3#", "#4#")
        .replace("INT. ATTIC", "INT. BARN - NIGHT #3#\n\nCLEO rides.\n\nINT. ATTIC");
    let state = state.with(&merged(&state, &[WHITE], &renumbered).changes);
    let numbers: Vec<&str> = state.scenes_in_order().iter().map(|scene| scene.number.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "2A", "3"]);
}

#[test]
fn what_was_typed_stays_and_what_it_stood_on_is_flagged() {
    let mut state = first(WHITE);
    for line in
        ["set-minutes 2 120", "set-light 2 dark", "accept 2 OLD TOM", "accept 2 ANNA", "pin 3 2027-05-04"]
    {
        state = run(&state, line);
    }
    let longer = "Rain. ".repeat(300);
    let blue = WHITE.replace("Anna kicks him down the stairs into the cellar.", &longer);
    let blue = &blue[..blue.find("INT. ATTIC").unwrap()];
    let after = state.with(&merged(&state, &[WHITE], blue).changes);
    let sheet = |number: &str| after.sheets[&after.sheet_called(number).unwrap()].clone();
    assert_eq!((sheet("2").minutes, sheet("2").light), (Some(Minutes(120)), Some(Light::Dark)));
    let anna = after.character_called("ANNA").unwrap();
    assert_eq!(sheet("2").presence[&anna].review, Review::Accepted);
    assert_eq!(sheet("3").status, SheetStatus::Omitted);
    assert_eq!(sheet("3").to_check, ["pinned to 4 May: the scene is omitted now"]);
    let said = flags(&after).join("\n");
    assert!(said.contains("minutes 120 were typed when the scene was "), "{said}");
    assert!(said.contains("the line that ANNA's silent presence stood on is gone"), "{said}");
    let cleared = run(&after, "checked 2");
    assert!(cleared.sheets[&cleared.sheet_called("2").unwrap()].to_check.is_empty());

    let back = after.with(&merged(&after, &[WHITE, blue], &WHITE.replace("Who is", "Who was")).changes);
    let sheet = back.sheets[&back.sheet_called("3").unwrap()].clone();
    assert_eq!(sheet.status, SheetStatus::Planned);
    assert!(sheet.pin.is_some(), "it gets again what was typed");
}

#[test]
fn a_new_name_is_proposed_and_done_when_a_person_says_so() {
    let state = run(&first(WHITE), "watch BORIS scar");
    let text = WHITE.replace("BORIS", "JACK");
    let proposed = merged(&state, &[WHITE], &text);
    let renamed = &proposed.report.renamed[0];
    assert_eq!((renamed.old.as_str(), renamed.new.as_str(), renamed.done), ("BORIS", "JACK", false));
    assert_eq!(state.with(&proposed.changes).characters.len(), state.characters.len() + 1);
    let script = screenplay::read(text.as_bytes(), None).screenplay;
    let same = vec![("Jack".to_owned(), "Boris".to_owned())];
    let new = NewDraft { screenplay: &script, source: source(&text), same };
    let after = state.with(&merge(&state, &texts(&state, &[WHITE]), &new).unwrap().changes);
    assert_eq!(after.characters.len(), state.characters.len());
    let jack = &after.characters[&after.character_called("JACK").unwrap()];
    assert_eq!((jack.aliases.as_slice(), jack.watch.as_deref()), (&["BORIS".to_owned()][..], Some("scar")));
    let unknown = NewDraft { same: vec![("JACK".to_owned(), "NOBODY".to_owned())], ..new };
    let refused = merge(&state, &texts(&state, &[WHITE]), &unknown);
    assert_eq!(refused, Err(DraftError::NoCharacter("NOBODY".to_owned())));
}

#[test]
fn nothing_comes_of_nothing() {
    let state = first(WHITE);
    assert!(merged(&state, &[WHITE], WHITE).changes.is_empty(), "the same text");
    let script = screenplay::read(b"no scene at all", None).screenplay;
    let new = NewDraft { screenplay: &script, source: source("no scene at all"), same: Vec::new() };
    assert_eq!(merge(&state, &BTreeMap::new(), &new), Err(DraftError::NoScene));
    let blank = State::default();
    let made = blank.with(&merged(&blank, &[], WHITE).changes);
    assert_eq!((made.scenes.len(), made.sheets.len(), made.drafts.len()), (3, 3, 1));
    assert_eq!(made.drafts.values().next().unwrap().colour, "White");
}

#[test]
fn identities_are_kept_over_generated_edits() {
    let mut score = Score::new();
    for round in 0..6 {
        for kind in Edit::ALL {
            let mut dice = Dice(round * 100 + kind as u64);
            let small = drafts::made_up(&mut dice, 14, round % 2 == 0);
            let edited = drafts::edit(&mut dice, &small, kind, &[], &drafts::made_up_pool());
            drafts::score(&small, &edited, kind, &mut score);
        }
    }
    let (kept, all) = score.values().fold((0, 0), |sum, (kept, all)| (sum.0 + kept, sum.1 + all));
    assert!(
        kept * 100 >= all * 97,
        "{kept} of {all}: {score:?}; scenes of 48 words are harder than those of films"
    );
}

/// Facts as a person types them, on whatever the import made.
fn with_facts(dice: &mut Dice, mut state: State) -> State {
    if dice.one_in(2) {
        state = run(&state, "lock-numbers");
    }
    let unit = state.main_unit().map_or(UnitId(1), |unit| unit.id);
    let mut board = Board::empty(BoardId(1), "first");
    let lantern = Element {
        id: domain::FreshId::fresh(&state),
        category: Category::Props,
        name: "Green lantern".into(),
        rate: None,
        available: Vec::new(),
        unavailable: Vec::new(),
        confirmed: false,
    };
    let characters: Vec<CharacterId> = state.characters.keys().copied().collect();
    let mut changes = vec![Change { before: None, after: Some(lantern.clone().into()) }];
    for id in state.sheets.keys().copied().collect::<Vec<_>>() {
        let label = state.label(id);
        if dice.one_in(5) {
            state = run(&state, &format!("split-sheet {label} {}", 2 + dice.below(3)));
        }
    }
    state = combined(dice, state);
    for before in state.sheets.values() {
        let mut sheet = before.clone();
        let day = 1 + dice.below(9) as u32;
        sheet.minutes = dice.one_in(2).then_some(Minutes(17 * day as i32));
        sheet.light = dice.one_in(3).then_some(Light::Dusk);
        sheet.story_day = dice.one_in(3).then(|| format!("D{day}"));
        sheet.comments = dice.one_in(3).then(|| format!("comment {day}"));
        sheet.pin = dice.one_in(3).then(|| Pin { at: PinAt::Day(day), by: "Ada".into() });
        if dice.one_in(3) {
            sheet.synopsis = Some(format!("typed {day}"));
        }
        for claim in sheet.presence.values_mut().filter(|claim| claim.review == Review::Suggested) {
            claim.review = [Review::Suggested, Review::Accepted, Review::Rejected][dice.below(3)];
        }
        for used in &mut sheet.elements {
            used.review = [Review::Suggested, Review::Accepted, Review::Rejected][dice.below(3)];
        }
        if dice.one_in(2) && !characters.is_empty() {
            let typed =
                PresenceClaim { presence: Presence::Silent, review: Review::Accepted, evidence: Vec::new() };
            sheet.presence.entry(characters[dice.below(characters.len())]).or_insert(typed);
        }
        if dice.one_in(3) {
            sheet.elements.push(ElementUse {
                element: lantern.id,
                quantity: day,
                review: Review::Accepted,
                evidence: Vec::new(),
            });
        }
        if dice.one_in(2) {
            let placed = if dice.one_in(2) { Placed::ByPerson } else { Placed::ByPlan };
            board.place(sheet.id, unit, dice.below(5), placed);
        }
        changes.push(Change { before: Some(before.clone().into()), after: Some(sheet.into()) });
    }
    changes.push(Change { before: None, after: Some(board.into()) });
    state.with(&changes)
}

/// Two scenes on one sheet, now and then.
fn combined(dice: &mut Dice, state: State) -> State {
    let whole: Vec<Sheet> = state.sheets.values().filter(|sheet| sheet.part.is_none()).cloned().collect();
    let Some([a, b]) = whole.get(..2).filter(|_| dice.one_in(2)) else { return state };
    let mut both = a.clone();
    both.scenes.extend(&b.scenes);
    both.eighths = a.eighths + b.eighths;
    both.presence.extend(b.presence.clone());
    let changes = [
        Change { before: Some(a.clone().into()), after: Some(both.into()) },
        Change { before: Some(b.clone().into()), after: None },
    ];
    state.with(&changes)
}

/// Everything that a person said on a sheet is on it, or, what has its line there now, on one that was split off.
fn check_kept(before: &State, after: &State, sheet: &Sheet) {
    let label = before.label(sheet.id);
    let now = after.sheets.get(&sheet.id).unwrap_or_else(|| panic!("sheet {label} is gone"));
    assert_eq!(now.scenes, sheet.scenes, "{label}");
    assert_eq!((now.part, now.minutes, now.light), (sheet.part, sheet.minutes, sheet.light), "{label}");
    assert_eq!(
        (&now.story_day, &now.comments, &now.pin),
        (&sheet.story_day, &sheet.comments, &sheet.pin),
        "{label}"
    );
    if sheet.synopsis.is_some() {
        assert_eq!(now.synopsis, sheet.synopsis, "{label}");
    }
    let gone = sheet.scenes.iter().all(|id| after.scenes[id].omitted);
    assert_eq!(now.status, if gone { SheetStatus::Omitted } else { SheetStatus::Planned }, "{label}");
    let reviewed =
        |review: Review, typed: bool| review == Review::Rejected || review == Review::Accepted && typed;
    for (id, claim) in &sheet.presence {
        let cue = claim.presence == Presence::Speaking || claim.presence == Presence::VoiceOnly;
        if !reviewed(claim.review, !cue) {
            continue;
        }
        let is = |s: &Sheet| {
            s.presence.get(id).is_some_and(|c| (c.presence, c.review) == (claim.presence, claim.review))
        };
        let handed = after.sheets.values().any(|s| !before.sheets.contains_key(&s.id) && is(s));
        assert!(is(now) || handed, "{label}: {} {claim:?}", before.characters[id].name);
    }
    for used in sheet.elements.iter().filter(|used| reviewed(used.review, true)) {
        let is = |s: &Sheet| {
            s.elements
                .iter()
                .any(|u| (u.element, u.review, u.quantity) == (used.element, used.review, used.quantity))
        };
        let handed = after.sheets.values().any(|s| !before.sheets.contains_key(&s.id) && is(s));
        assert!(is(now) || handed, "{label}: {used:?}");
    }
    let (was, is) = (before.boards[&BoardId(1)].placements(), after.boards[&BoardId(1)].placements());
    if gone {
        assert!(!is.contains_key(&sheet.id), "{label}");
    } else {
        assert_eq!(is.get(&sheet.id), was.get(&sheet.id), "{label}");
    }
    for id in &sheet.scenes {
        let scene = &before.scenes[id];
        assert!(!scene.locked || after.scenes[id].number == scene.number, "{label}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_typed_fact_is_ever_lost(seed in any::<u64>(), numbered in any::<bool>()) {
        let mut dice = Dice(seed);
        let white = drafts::made_up(&mut dice, 9, numbered);
        let blue = drafts::edit(&mut dice, &white, Edit::Combined, &[], &drafts::made_up_pool());
        let blue = drafts::edit(&mut dice, &blue.scenes.iter().cloned().map(|mut s| { s.of.push(99); s }).collect::<Vec<_>>(), Edit::Combined, &[], &drafts::made_up_pool());
        let (white, blue) = (drafts::fountain(&white), drafts::fountain(&blue.scenes));
        let scripts = first(&white);
        let before = with_facts(&mut dice, scripts);
        let blue_merged = merged(&before, &[&white], &blue);
        let after = before.with(&blue_merged.changes);
        let mut numbers: Vec<_> = after.scenes.values().map(|scene| scene.number.clone()).collect();
        numbers.sort();
        numbers.dedup();
        prop_assert_eq!(numbers.len(), after.scenes.len(), "scene numbers are unique");
        for sheet in before.sheets.values() {
            check_kept(&before, &after, sheet);
        }
        for scene in after.scenes.values() {
            prop_assert!(after.sheets.values().any(|sheet| sheet.scenes.contains(&scene.id)));
        }
        let inverse: Vec<Change> = blue_merged.changes.iter().rev().map(Change::inverse).collect();
        let undone = after.with(&inverse);
        prop_assert_eq!(&undone.sheets, &before.sheets);
        prop_assert_eq!(&undone.scenes, &before.scenes);
        prop_assert_eq!(&undone.boards, &before.boards);
        prop_assert_eq!(&undone.characters, &before.characters);
        prop_assert!(merged(&after, &[&white, &blue], &blue).changes.is_empty());

        let again = after.with(&merged(&after, &[&white, &blue], &white).changes);
        prop_assert!(again.scenes.len() >= before.scenes.len());
        for sheet in after.sheets.values() {
            prop_assert!(again.sheets.contains_key(&sheet.id));
        }
    }
}

#[test]
fn a_kind_has_a_word() {
    assert!(Kind::NAMES.iter().all(|(word, kind)| kind.word() == *word));
}
