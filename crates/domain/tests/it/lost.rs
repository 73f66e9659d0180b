//! Which scenes a rewrite after a stunt throws away, and that they stay named when sheets are split and joined.

use crate::film;

use domain::log::EntryKind;
use domain::lost::WhyLost;
use domain::{Action, ActionId, Change, CharacterId, Entity, Sheet, SheetId, Stunt, StuntClass, StuntId};
use film::Film;

/// Scenes 1, 2, 2A and 12 with MARA in all of them, all but 2A of one story day; JON jumps in scene 12.
fn film() -> Film {
    let mut film = Film::new();
    let mut jump = Sheet { story_day: Some("D1".into()), ..film.sheet("12").clone() };
    let mara = jump.presence.remove(&CharacterId(1)).expect("MARA is in every scene");
    jump.presence.insert(CharacterId(2), mara);
    put(&mut film, jump.into());
    for scene in ["1", "2"] {
        let sheet = Sheet { story_day: Some("D1".into()), ..film.sheet(scene).clone() };
        put(&mut film, sheet.into());
    }
    put(&mut film, Stunt::new(StuntId(1), SheetId(4), "jump", StuntClass::C).into());
    put(&mut film, Action::new(ActionId(1), SheetId(4), "jump", CharacterId(2)).into());
    film
}

fn put(film: &mut Film, entity: Entity) {
    let before = film.state.entity(entity.key());
    let change = Change { before, after: Some(entity) };
    film.append("Ada", "put", "put", EntryKind::Command, vec![change]).expect("it fits");
}

fn lost(film: &Film) -> Vec<(String, WhyLost)> {
    let lost = film.state.lost_with(&film.state.stunts[&StuntId(1)]);
    lost.into_iter().map(|(sheet, why)| (film.state.label(sheet), why)).collect()
}

#[test]
fn who_is_in_them_says_which_scenes_are_lost() {
    let mut film = film();
    assert_eq!(lost(&film), [], "MARA takes no part in it");
    let mut jump = film.state.actions[&ActionId(1)].clone();
    jump.receivers = vec![CharacterId(1)];
    put(&mut film, jump.into());
    let who = WhyLost::Who(CharacterId(1));
    assert_eq!(lost(&film), [], "2A, right before it, is of another story day");
    film.run("Ada", "set-story-day 2A D1").expect("it has a sheet");
    assert_eq!(lost(&film), [("2A".into(), who)]);
    assert_eq!(who.words(&film.state), "next to it in the script, MARA is in it");
    film.run("Ada", "omit 2A").expect("a scene can be omitted");
    assert_eq!(lost(&film), [("2".into(), who)], "it is right before it now");
}

#[test]
fn a_person_says_yes_and_no_and_parts_keep_it() {
    let mut film = film();
    let mut stunt = film.state.stunts[&StuntId(1)].clone();
    (stunt.lost, stunt.not_lost) = (vec![SheetId(2)], vec![SheetId(1)]);
    put(&mut film, stunt.into());
    assert_eq!(lost(&film), [("2".into(), WhyLost::Said)]);
    film.run("Ada", "split-sheet 2 2").expect("it is long enough");
    assert_eq!(lost(&film), [("2 pt 1".into(), WhyLost::Said), ("2 pt 2".into(), WhyLost::Said)]);
    film.run("Ada", "join-parts 2").expect("it has two parts");
    assert_eq!(lost(&film), [("2".into(), WhyLost::Said)]);
    film.run("Ada", "split-sheet 12 2").expect("it is long enough");
    let parts = [("2".into(), WhyLost::Said), ("12 pt 2".into(), WhyLost::SameScene)];
    assert_eq!(lost(&film), parts, "the stunt is in the first part");
    assert_eq!(film.state.dangling(), Vec::<String>::new());
}
