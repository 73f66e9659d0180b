//! Days that a person made stay as they are, whatever they break, and the rest is planned around them.

use crate::film;
use crate::random;

use std::collections::BTreeSet;

use domain::{Board, BoardId, Light, Placed, SheetId, State};
use film::{MAIN, actor, film, sheet, strip};
use optimiser::{Case, Fact, Keep, Objective, Outcome, Params, Stop, solve};
use rules::{Rule, Verdict};

/// Plans what a person did not place, and holds the answer to what it must be.
fn planned(state: &State, board: &Board, seed: u64) -> Option<(Board, Verdict)> {
    let case = Case::new(state.clone(), board.clone(), Keep::Placed).leave_out().0.plan_around();
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
            // What two scenes ask of each other may be broken when one of them stays.
            let pair = matches!(flag.rule, Rule::Before | Rule::With | Rule::Apart);
            let of_person = of_person.contains(&format!("{:?}", flag.rule));
            assert!(of_person || pair, "seed {seed}: {flag:#?}");
            assert!(flag.sheets.iter().any(|sheet| !free.contains(sheet)), "seed {seed}: {flag:#?}");
        }
        plans += 1;
        broken += u32::from(!of_person.is_empty());
    }
    assert!(plans > 60 && broken > 30, "{plans} plans, {broken} around days that break a rule");
}

#[test]
fn an_order_that_a_person_broke_is_flagged_and_the_rest_is_planned() {
    let mut state = film(0);
    let [first, then, free, last] = [300; 4].map(|minutes| strip(&mut state, minutes));
    sheet(&mut state, first).before.extend([then, last]);
    sheet(&mut state, first).pin = Some(domain::Pin { at: domain::PinAt::Day(3), by: "Ida".into() });
    // On the first day stands what comes after a scene of the third; the order to the scene that is free is kept.
    let board = by_hand(&[&[then]]);
    let (result, verdict) = planned(&state, &board, 1).unwrap();
    assert_eq!(result.placements()[&then].1, 0);
    assert_eq!(flagged(&verdict, Rule::Before), [[first.0, then.0]]);
    assert_eq!(verdict.forbidden().count(), 1);
    assert!(result.placements()[&last].1 >= result.placements()[&first].1);
    assert!(result.placements().contains_key(&free));
    let case = Case::new(state, board, Keep::Placed).plan_around();
    assert_eq!(case.around().collect::<Vec<_>>(), [Fact::Before(first, then)]);
}

#[test]
fn a_free_scene_between_two_of_a_person_takes_one_side() {
    let mut state = film(0);
    let [late, early, a, b] = [300; 4].map(|minutes| strip(&mut state, minutes));
    // The chain late, a, b, early cannot be, as early stands before late; each of its links alone could.
    for (one, other) in [(late, a), (a, b), (b, early)] {
        sheet(&mut state, one).before.push(other);
    }
    let (result, verdict) = planned(&state, &by_hand(&[&[early], &[], &[late]]), 1).unwrap();
    assert!(result.placements()[&a].1 <= result.placements()[&b].1);
    assert_eq!(flagged(&verdict, Rule::Before).len(), 1, "{:#?}", verdict.flags);
    // With both, on two days, with a day too full for it, and apart from where it is pinned.
    let mut state = film(0);
    let [one, other, free, full] = [300, 300, 300, 600].map(|minutes| strip(&mut state, minutes));
    sheet(&mut state, free).with.extend([one, other, full]);
    let (result, verdict) = planned(&state, &by_hand(&[&[full], &[one], &[other]]), 1).unwrap();
    assert!([1, 2].contains(&result.placements()[&free].1));
    assert_eq!(flagged(&verdict, Rule::With).len(), 2, "{:#?}", verdict.flags);
    sheet(&mut state, free).with.clear();
    sheet(&mut state, free).apart.push(other);
    sheet(&mut state, free).pin = Some(domain::Pin { at: domain::PinAt::Day(3), by: "Ida".into() });
    let (_, verdict) = planned(&state, &by_hand(&[&[full], &[one], &[other]]), 1).unwrap();
    assert_eq!(flagged(&verdict, Rule::Apart).len(), 1, "{:#?}", verdict.flags);
}

#[test]
fn nothing_is_planned_around_where_the_rest_conflicts_anyway() {
    let mut state = film(0);
    let [placed, a, b] = [300; 3].map(|minutes| strip(&mut state, minutes));
    sheet(&mut state, a).before.extend([placed, b]);
    sheet(&mut state, b).before.push(a);
    let case = Case::new(state, by_hand(&[&[placed]]), Keep::Placed).plan_around();
    assert_eq!(case.around().count(), 0, "a and b are each before the other");
}

#[test]
fn whatever_order_a_person_broke_there_is_a_plan_where_there_is_one_without_it() {
    let (mut plans, mut broken, mut kept) = (0, 0, 0);
    for seed in 0..60 {
        let mut rng = random::generator(seed);
        let size = random::Size { sheets: 10, characters: 4, locations: 3, tight: false };
        let mut state = random::production(&mut rng, size);
        let mut board = random::board(&mut rng, &state, 3, Placed::ByPerson);
        let sheets: Vec<SheetId> = state.sheets_in_order().iter().map(|sheet| sheet.id).collect();
        let (placed, free) = sheets.split_at(4);
        free.iter().for_each(|sheet| board.remove(*sheet));
        let Some((without, verdict)) = planned(&state, &board, seed) else { continue };
        let orders = flagged(&verdict, Rule::Before).len();
        // Orders that the first plan does not keep, so some of them cannot be kept and some can.
        let day = |sheet: &SheetId| without.placements().get(sheet).map(|place| place.1);
        for (at, free) in free.iter().enumerate() {
            let placed = placed[at % placed.len()];
            let (Some(day_of_free), Some(day_of_placed)) = (day(free), day(&placed)) else { continue };
            let earlier = day_of_free < day_of_placed;
            let (first, then) = if earlier { (placed, *free) } else { (*free, placed) };
            sheet(&mut state, first).before.push(then);
        }
        let (result, verdict) =
            planned(&state, &board, seed).unwrap_or_else(|| panic!("seed {seed}: no plan around the orders"));
        for sheet in placed.iter().filter(|sheet| state.sheets[sheet].pin.is_none()) {
            assert_eq!(result.placements()[sheet], board.placements()[sheet], "seed {seed}");
        }
        plans += 1;
        let now = flagged(&verdict, Rule::Before).len();
        broken += u32::from(now > orders);
        kept += u32::from(now < orders + free.len());
    }
    assert!(
        plans > 30 && broken > 10 && kept > 10,
        "{plans} plans, {broken} with an order broken, {kept} kept"
    );
}
