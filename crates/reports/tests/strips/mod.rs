//! What a strip says: who works on it, doubles in the trade's way.

use domain::{Engagement, EngagementId, EngagementKind, Person, PersonId, SheetId, State};
use reports::{
    Context, Format, Kind, render,
    view::{BoardView, RowView},
};

use super::{PRINTED, columns, production, text_of_html};

/// The fight of scene 6: MARA (1) with a stunt double, THE GIRL (3), who is watched, and the OFFICER (4).
const FIGHT: &str = "6";

/// The cast of the fight as the board in the browser has it: ID and name.
fn cast(state: &State, board: &domain::Board) -> Vec<(String, String)> {
    let verdict = rules::assess(state, board);
    let view = BoardView::new(&Context { state, board, verdict: &verdict, printed: PRINTED, money: true });
    let mut rows = view.units[0].days.iter().flat_map(|day| &day.rows);
    let strip = rows.find_map(|row| match row {
        RowView::Strip(strip) if strip.label == FIGHT => Some(strip),
        _ => None,
    });
    let cast = &strip.expect("the fight's strip").cast;
    cast.iter().map(|one| (one.id.clone(), one.name.clone())).collect()
}

fn engage(state: &mut State, id: u32, kind: EngagementKind, character: u32) -> EngagementId {
    let person =
        Person { id: PersonId(id), name: format!("Person {id}"), ..state.people[&PersonId(1)].clone() };
    state.people.insert(person.id, person);
    let engagement = Engagement::new(EngagementId(id), PersonId(id), kind, domain::CharacterId(character));
    state.engagements.insert(engagement.id, engagement);
    EngagementId(id)
}

#[test]
fn doubles_stand_beside_whom_they_double() {
    let (mut state, board) = production();
    let (photo, stand_in) = (
        engage(&mut state, 11, EngagementKind::PhotoDouble, 4),
        engage(&mut state, 12, EngagementKind::StandIn, 1),
    );
    let fight = state.sheets.get_mut(&SheetId(6)).expect("a sheet of ours");
    fight.doubles.extend([photo, stand_in]);
    let expected = [
        ("1", "MARA"),
        ("1si", "MARA (stand-in)"),
        ("1x", "MARA (stunt double)"),
        ("3", "THE GIRL"),
        ("4", "OFFICER"),
        ("4pd", "OFFICER (photo double)"),
    ];
    let cast = cast(&state, &board);
    assert_eq!(cast.iter().map(|(id, name)| (&**id, &**name)).collect::<Vec<_>>(), expected);

    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    for kind in [Kind::Stripboard, Kind::OneLiner] {
        let rows = columns(&render(kind, Format::Csv, &context), "Scene", "Cast");
        let fight = rows.iter().find(|(scene, _)| scene == FIGHT).expect("the fight's row");
        assert_eq!(fight.1, "1, 1si, 1x, 3, 4, 4pd", "{kind:?}");
        let page = render(kind, Format::Html, &context);
        assert!(page.contains("<span title=\"MARA (stunt double)\">1x</span>"), "{kind:?}");
        // Paper has no titles: whose number is whose stands on it once.
        let text = render(kind, Format::Text { color: false, width: 200 }, &context);
        assert!(
            text.contains("1 MARA · 1si MARA (stand-in) · 1x MARA (stunt double) · 2 JON · 3 THE GIRL"),
            "{kind:?}"
        );
        assert_eq!(text_of_html(&page).matches("OFFICER (photo double)").count(), 1, "{kind:?}");
    }
    // The same mark where the double has a line.
    for kind in [Kind::DayOutOfDays, Kind::CallSheet] {
        let page = text_of_html(&render(kind, Format::Html, &context));
        assert!(page.contains("1x"), "{kind:?}");
    }
}

#[test]
fn a_double_who_works_in_place_stands_instead() {
    let (mut state, board) = production();
    let watched = Some("the scar on the left hand".to_owned());
    state.characters.get_mut(&domain::CharacterId(1)).expect("MARA").watch = watched;
    let variant = state.variants.get_mut(&domain::VariantId(1)).expect("the double's variant");
    variant.in_place = true;
    let ids: Vec<String> = cast(&state, &board).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["1x", "3", "4"]);
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let text = render(Kind::OneLiner, Format::Text { color: false, width: 140 }, &context);
    assert!(text.contains("◉1x, ◉3, 4"), "whom the camera sees is watched: {text}");
}
