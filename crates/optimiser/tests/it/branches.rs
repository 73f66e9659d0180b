//! The branch of a rewrite: what is shot stays where it was and costs what it cost, and only what remains is planned.

use crate::film;
use crate::random;

use std::collections::BTreeMap;

use domain::{
    Action, ActionId, Board, BoardId, CharacterId, Date, Editing, Money, PerMille, Placed, SheetId,
    SheetStatus, State, Stunt, StuntId, Variant, VariantId, VariantKind,
};
use film::{MAIN, film, january, pin, sheet, strip, stunt};
use optimiser::branch::{DecisionPoint, Falls, Found, Rewrite, decision_points, rewrite};
use optimiser::{Effort, Objective, Params, Stop};
use rules::{Schedule, Verdict};

fn effort(iterations: u64) -> Effort<'static> {
    let params = Params { objective: Objective::Expected, threads: 1 };
    Effort { params, seed: 1, stop: Stop::after(iterations) }
}

fn board(days: &[&[SheetId]]) -> Board {
    let mut board = Board::empty(BoardId(1), "plan");
    for (day, sheets) in days.iter().enumerate() {
        sheets.iter().for_each(|sheet| board.place(*sheet, MAIN, day, Placed::ByPerson));
    }
    board
}

/// The state as a log would have made it: it knows which ids were given.
fn logged(state: &State) -> State {
    let nothing = State::default();
    let mut editing = Editing::new(&nothing);
    editing.put(state.production.clone());
    macro_rules! put {
        ($($field:ident)*) => { $(state.$field.values().for_each(|entity| editing.put(entity.clone()));)* };
    }
    put! { scenes sheets characters people engagements units sets locations elements background }
    put! { stunts actions variants consents clearances }
    editing.now
}

/// The rewrite after the first decision point, when these sheets hang on its stunts.
fn first_rewrite(state: &State, board: &Board, lost: &[SheetId]) -> Rewrite {
    let (state, point) = (&logged(state), decision_points(state, board).remove(0));
    let lost_with = |_: &State, _: &Stunt| lost.iter().map(|id| (*id, format!("{id} hangs on it"))).collect();
    rewrite(state, board, &point, &lost_with, &effort(2_000), 1.0)
}

/// Sheets by date.
fn shot_on(state: &State, board: &Board) -> BTreeMap<Date, Vec<SheetId>> {
    let schedule = Schedule::new(state, board);
    let used = schedule.days.iter().filter(|day| !day.strips.is_empty());
    used.map(|day| (day.date, day.sheets())).collect()
}

/// What the days up to a date cost by themselves: crew, what is on them; pay and holds follow from the whole.
fn cost_until(verdict: &Verdict, date: Date) -> Money {
    verdict.days.iter().filter(|day| day.date <= date).map(|day| day.cost).sum()
}

#[test]
fn a_date_is_one_decision_point_and_what_is_shot_or_in_the_boneyard_is_none() {
    let mut state = film(0);
    let [a, b, c, shot, nowhere] = [100; 5].map(|minutes| strip(&mut state, minutes));
    for (sheet, name) in [(c, "late"), (a, "fall"), (b, "fire"), (shot, "done"), (nowhere, "never")] {
        stunt(&mut state, sheet, name);
    }
    sheet(&mut state, shot).status = SheetStatus::Shot;
    let points = decision_points(&state, &board(&[&[shot], &[a, b], &[c]]));
    let point = |day, stunts: &[u32]| DecisionPoint {
        date: january(day),
        stunts: stunts.iter().map(|id| StuntId(*id)).collect(),
    };
    assert_eq!(points, [point(5, &[2, 3]), point(6, &[1])]);
}

#[test]
fn what_is_shot_stays_what_hangs_on_it_is_shot_again_or_falls_and_the_rest_is_planned() {
    let mut state = film(0);
    let [before, fall, later, rest, nowhere] = [300; 5].map(|minutes| strip(&mut state, minutes));
    stunt(&mut state, fall, "fall");
    // Shot together with the stunt's day in mind, and pinned there: neither binds its second time.
    pin(&mut state, before, january(4));
    sheet(&mut state, before).before.push(fall);
    sheet(&mut state, fall).with.push(nowhere);
    let board = board(&[&[before], &[fall], &[later], &[rest]]);
    let after = first_rewrite(&state, &board, &[before, later, nowhere]);
    assert_eq!(after.found, Found::Planned);
    let no_other_way = Falls::NoOtherWay("nobody wrote down another way".into());
    let rewritten = Falls::Rewritten(format!("{later} hangs on it"));
    assert_eq!(after.fallen, [(fall, no_other_way), (later, rewritten)]);
    assert_eq!(after.again, [(before, format!("{before} hangs on it"))]);
    let days = shot_on(&after.state, &after.board);
    let copy = days[&january(4)][0];
    assert!(!state.sheets.contains_key(&copy), "what was shot of it is a sheet of its own");
    assert_eq!(after.state.label(copy), state.label(before));
    assert_eq!(days[&january(5)], [fall]);
    // Five and five hours: one day, the next one.
    let mut next = days[&january(6)].clone();
    next.sort_unstable();
    assert_eq!((next, days.len()), (vec![before, rest], 3));
    let (judged, now) = (rules::assess(&after.state, &after.board), rules::assess(&state, &board));
    assert_eq!(judged.forbidden().count(), 0, "{:?}", judged.flags);
    assert_eq!(cost_until(&judged, january(5)), cost_until(&now, january(5)));
    assert_eq!(
        after.state.sheets[&nowhere].status,
        SheetStatus::Omitted,
        "the boneyard stays out of both branches"
    );
}

#[test]
fn the_stunts_own_scene_is_shot_again_in_the_next_way_and_what_was_tried_is_paid() {
    let mut state = film(0);
    let [fall, rest] = [300; 2].map(|minutes| strip(&mut state, minutes));
    stunt(&mut state, fall, "fall");
    let action = Action::new(ActionId(1), fall, "the fall", CharacterId(1));
    state.actions.insert(action.id, action);
    for (id, kind, cost) in
        [(1, VariantKind::Effect, 7_000), (2, VariantKind::Cut, 0), (3, VariantKind::Contact, 9)]
    {
        let cost = Some(Money::whole(cost));
        let variant = Variant { cost, ..Variant::new(VariantId(id), ActionId(1), kind) };
        state.variants.insert(variant.id, variant);
    }
    let board = board(&[&[fall], &[rest]]);
    let after = first_rewrite(&state, &board, &[]);
    assert_eq!(after.again, [(fall, "the fall as cut".to_owned())]);
    assert!(after.fallen.is_empty() && after.state.stunts.values().all(|stunt| stunt.sheet != fall));
    let way = after.state.way_of(&after.state.actions[&ActionId(1)]);
    assert_eq!(way.variant.map(|variant| variant.kind), Some(VariantKind::Cut), "contact was never chosen");
    let paid = |verdict: &Verdict| {
        let items = verdict.items.iter().filter(|item| item.rule == rules::Rule::Direct);
        items.map(|item| (item.date, item.amount)).collect::<Vec<_>>()
    };
    let judged = rules::assess(&after.state, &after.board);
    assert_eq!(paid(&judged), [(january(4), Money::whole(7_000))]);
    assert_eq!(judged.forbidden().count(), 0, "{:?}", judged.flags);
}

#[test]
fn a_film_that_ends_is_not_planned() {
    let mut state = film(0);
    let [fall, other, rest] = [300; 3].map(|minutes| strip(&mut state, minutes));
    stunt(&mut state, fall, "fall");
    state.stunts.get_mut(&StuntId(1)).unwrap().outcome.share_left = Some(PerMille(0));
    let after = first_rewrite(&state, &board(&[&[fall], &[other], &[rest]]), &[other]);
    assert_eq!(after.found, Found::NothingLeft);
    assert_eq!(after.fallen, [(other, Falls::FilmEnds), (rest, Falls::FilmEnds)]);
    let days = shot_on(&after.state, &after.board);
    assert_eq!(days.into_values().collect::<Vec<_>>(), [[fall]]);
}

#[test]
fn what_can_be_had_no_more_falls_and_says_so() {
    let mut state = film(0);
    let [before, fall, rest] = [300; 3].map(|minutes| strip(&mut state, minutes));
    stunt(&mut state, fall, "fall");
    let tom = film::actor(&mut state, "TOM", &[before]);
    let until = domain::DateRange { first: january(1), last: january(5) };
    for engagement in state.engagements.values_mut().filter(|e| e.person == tom) {
        engagement.available.push(until);
    }
    let after = first_rewrite(&state, &board(&[&[before], &[fall], &[rest]]), &[before]);
    let why = after.fallen.iter().find(|(id, _)| *id == before).map(|(_, why)| why.clone());
    let says = "who or what it needs can be had together on no date after 5 Jan 2027";
    assert_eq!(why, Some(Falls::NoDate(says.into())));
    assert!(after.again.is_empty());
    assert_eq!(after.found, Found::Planned);
}

/// Random productions: nothing comes before the decision that was not there, the past keeps its days, and the same
/// question has the same answer.
#[test]
fn the_past_is_frozen_whatever_the_production() {
    let mut planned = 0;
    for seed in 0..30 {
        let mut rng = random::generator(seed);
        let size = random::Size { sheets: 10, characters: 4, locations: 3, tight: false };
        let state = logged(&random::production(&mut rng, size));
        let board = random::board(&mut rng, &state, 5, Placed::ByPlan);
        for point in decision_points(&state, &board) {
            let lost: Vec<SheetId> =
                state.sheets.keys().copied().filter(|id| (id.0 + seed as u32).is_multiple_of(3)).collect();
            let lost_with = |_: &State, stunt: &Stunt| {
                let others = lost.iter().filter(|id| **id != stunt.sheet);
                others.map(|id| (*id, "hangs on it".to_owned())).collect()
            };
            let ask = || rewrite(&state, &board, &point, &lost_with, &effort(300), 1.0);
            let after = ask();
            assert_eq!(after.board, ask().board, "seed {seed}");
            planned += usize::from(after.found == Found::Planned);
            let until = |state: &State, board: &Board| {
                let days = shot_on(state, board).into_iter().filter(|(date, _)| *date <= point.date);
                days.map(|(date, sheets)| (date, sheets.len())).collect::<Vec<_>>()
            };
            assert_eq!(until(&after.state, &after.board), until(&state, &board), "seed {seed}");
            for (date, sheets) in shot_on(&after.state, &after.board) {
                let before = |id: &SheetId| state.sheets.get(id).map(|sheet| sheet.status);
                for id in sheets.into_iter().filter(|id| before(id) != Some(SheetStatus::Shot)) {
                    let shot = after.state.sheets[&id].status == SheetStatus::Shot;
                    assert_eq!(shot, date <= point.date, "seed {seed}: {id} on {date}");
                }
            }
        }
    }
    assert!(planned > 10, "{planned} rewrites were planned");
}

#[test]
fn a_scene_that_has_no_room_does_not_cost_the_others_their_plan() {
    let mut state = film(0);
    let fall = strip(&mut state, 300);
    stunt(&mut state, fall, "fall");
    // Three in the yard, which is open for four days: the first, shot again, has no day left.
    let yards = [500; 3].map(|minutes| strip(&mut state, minutes));
    let rest: Vec<SheetId> = (0..20).map(|n| strip(&mut state, 150 + n * 5)).collect();
    let yard = film::location(&mut state, "Yard", &yards);
    state.locations.get_mut(&yard).unwrap().available = vec![film::only(4, 7)];
    let mut days = vec![vec![yards[0]], vec![fall], vec![yards[1]], vec![yards[2]]];
    days.extend(rest.into_iter().map(|sheet| vec![sheet]));
    let days: Vec<&[SheetId]> = days.iter().map(Vec::as_slice).collect();
    let after = first_rewrite(&state, &board(&days), &[yards[0]]);
    let Found::Breaks(_) = after.found else { panic!("{:?}", after.found) };
    let days = after.board.days(MAIN).len();
    assert!(days < 15, "a plan of {days} days for what seven hold");
}
