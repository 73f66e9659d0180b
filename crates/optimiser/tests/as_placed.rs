//! Days that a person made stay as they are, whatever they break, and the rest is planned around them.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

#[allow(dead_code, reason = "other tests use the rest")]
mod film;
#[allow(dead_code, reason = "other tests use the rest")]
mod random;

use std::collections::BTreeSet;

use domain::{Board, BoardId, Light, Placed, SheetId, State};
use film::{MAIN, actor, film, sheet, strip};
use optimiser::{Case, Keep, Objective, Outcome, Params, Stop, solve};
use rules::{Rule, Verdict};

/// Plans what a person did not place, and holds the answer to what it must be.
fn planned(state: &State, board: &Board, seed: u64) -> Option<(Board, Verdict)> {
    let (case, _) = Case::new(state.clone(), board.clone(), Keep::Placed).leave_out();
    let compiled = case.compile().ok()?;
    let params = Params { objective: Objective::Expected, threads: 1 };
    let outcome = solve(&compiled.problem, &params, &Stop::after(10_000), seed, None, &mut |_| {});
    if let Outcome::Feasible { price, bound, .. } = &outcome {
        assert!(
            *bound <= price.expected + price.value_term + 1e-6,
            "seed {seed}: the bound is above a board"
        );
    }
    let result = compiled.to_board(outcome.solution()?, &case.board);
    let verdict = rules::assess(state, &result);
    optimiser::agree(&outcome, &verdict).unwrap_or_else(|wrong| panic!("seed {seed}: {wrong}"));
    Some((result, verdict))
}

/// Days of the main unit, as their sheets in order.
fn days(board: &Board) -> Vec<Vec<u32>> {
    board.days(MAIN).iter().map(|day| day.sheets().map(|sheet| sheet.0).collect()).collect()
}

fn flagged(verdict: &Verdict, rule: Rule) -> Vec<Vec<u32>> {
    let flags = verdict.forbidden().filter(|flag| flag.rule == rule);
    flags.map(|flag| flag.sheets.iter().map(|sheet| sheet.0).collect()).collect()
}

fn by_hand(days: &[&[SheetId]]) -> Board {
    let mut board = Board::empty(BoardId(1), "plan");
    for (ordinal, sheets) in days.iter().enumerate() {
        sheets.iter().for_each(|sheet| board.place(*sheet, MAIN, ordinal, Placed::ByPerson));
    }
    board
}

#[test]
fn a_day_that_a_person_made_too_long_stays_and_nothing_is_added_to_it() {
    let mut state = film(0);
    let [a, b, c, d] = [400, 400, 30, 300].map(|minutes| strip(&mut state, minutes));
    let board = by_hand(&[&[b, a]]);
    let (result, verdict) = planned(&state, &board, 1).unwrap();
    assert_eq!(days(&result), [vec![b.0, a.0], vec![c.0, d.0]]);
    assert_eq!(flagged(&verdict, Rule::Minutes), [[b.0, a.0]]);
    assert_eq!(verdict.forbidden().count(), 1);
    // Pinned there by the same person it stays too; and with an hour less it is a day like any other.
    sheet(&mut state, a).pin = Some(domain::Pin { at: domain::PinAt::Day(1), by: "Ida".into() });
    assert_eq!(days(&planned(&state, &board, 1).unwrap().0)[0], [b.0, a.0]);
    sheet(&mut state, a).minutes = Some(domain::Minutes(290));
    let (result, verdict) = planned(&state, &board, 1).unwrap();
    assert_eq!((days(&result)[0].len(), verdict.forbidden().count()), (2, 0));
}

#[test]
fn a_short_rest_between_two_days_of_a_person_stays_and_is_kept_to_the_third() {
    let mut state = film(0);
    let [night, morning, free] = [600, 300, 300].map(|minutes| strip(&mut state, minutes));
    sheet(&mut state, night).light = Some(Light::Dark);
    sheet(&mut state, morning).light = Some(Light::Daylight);
    sheet(&mut state, free).light = Some(Light::Daylight);
    let board = by_hand(&[&[night], &[morning]]);
    let (result, verdict) = planned(&state, &board, 1).unwrap();
    assert_eq!(days(&result)[..2], [[night.0], [morning.0]]);
    assert!(!flagged(&verdict, Rule::CrewRest).is_empty());
    assert_eq!(result.placements()[&free].1, 2, "nothing is added to either");
}

#[test]
fn what_a_person_did_against_the_light_or_an_order_keeps_its_order() {
    let mut state = film(0);
    let [dark, day, other, free] = [120; 4].map(|minutes| strip(&mut state, minutes));
    sheet(&mut state, dark).light = Some(Light::Dark);
    sheet(&mut state, day).light = Some(Light::Daylight);
    sheet(&mut state, other).before.push(dark);
    actor(&mut state, "ANNA", &[dark, free]);
    let board = by_hand(&[&[dark, day], &[other]]);
    let (result, verdict) = planned(&state, &board, 1).unwrap();
    assert_eq!(days(&result)[0], [dark.0, day.0]);
    assert!(!flagged(&verdict, Rule::Light).is_empty());
    assert_eq!(flagged(&verdict, Rule::Before), [[other.0, dark.0]]);
    assert!(result.placements().contains_key(&free));
}

#[test]
fn whatever_a_person_placed_the_rest_is_planned_and_breaks_nothing_more() {
    let (mut plans, mut broken) = (0, 0);
    for seed in 0..120 {
        let mut rng = random::generator(seed);
        let size = random::Size { sheets: 10, characters: 5, locations: 3, tight: false };
        let state = random::production(&mut rng, size);
        let mut board = random::board(&mut rng, &state, 3, Placed::ByPerson);
        // Half of it is a person's, on three days.
        let free: BTreeSet<SheetId> = state.sheets_in_order().iter().skip(5).map(|sheet| sheet.id).collect();
        free.iter().for_each(|sheet| board.remove(*sheet));
        let of_person: BTreeSet<String> =
            rules::assess(&state, &board).forbidden().map(|flag| format!("{:?}", flag.rule)).collect();
        let Some((result, verdict)) = planned(&state, &board, seed) else { continue };
        for (sheet, place) in board.placements() {
            if state.sheets[&sheet].pin.is_none() {
                assert_eq!(result.placements()[&sheet], place, "seed {seed}");
            }
        }
        for flag in verdict.forbidden().filter(|flag| flag.rule != Rule::Declined) {
            assert!(of_person.contains(&format!("{:?}", flag.rule)), "seed {seed}: {flag:#?}");
            assert!(flag.sheets.iter().any(|sheet| !free.contains(sheet)), "seed {seed}: {flag:#?}");
        }
        plans += 1;
        broken += u32::from(!of_person.is_empty());
    }
    assert!(plans > 60 && broken > 30, "{plans} plans, {broken} around days that break a rule");
}
