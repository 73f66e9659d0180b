//! Why a board is as it is: every figure is the judge's, and every difference adds up.

use std::sync::atomic::AtomicBool;

use crate::film;
use crate::random;

use domain::{Board, BoardId, Money, Placed, Severity, SheetId, State};
use film::{MAIN, actor, away, film, location, only, sheet, strip};
use optimiser::explain::{Instead, NoPlan, alternatives, day_cost, ends, lengths, savings, without_day};
use optimiser::{Case, Effort, Fact, Keep, Objective, Params, Stop, Whose};
use rand::RngExt;
use rules::{ItemChange, Rule, Verdict};

fn effort(iterations: u64) -> Effort<'static> {
    let params = Params { objective: Objective::Expected, threads: 1 };
    Effort { params, seed: 1, stop: Stop::after(iterations) }
}

fn board(days: &[&[SheetId]]) -> Board {
    let mut board = Board::empty(BoardId(1), "plan");
    for (day, sheets) in days.iter().enumerate() {
        sheets.iter().for_each(|sheet| board.place(*sheet, MAIN, day, Placed::ByPlan));
    }
    board
}

fn case(state: State, board: Board) -> Case {
    Case::new(state, board, Keep::Placed)
}

/// Straight hours alone, so that a day's pay is a day's pay.
fn no_cast_overtime(state: &mut State) {
    state.production.severities.insert("cast-overtime".into(), Severity::Warn);
}

/// The figures are those of the judge, and the items add up to the cent.
fn hold_to(state: &State, before: &Verdict, instead: &Instead) {
    let after = rules::assess(state, &instead.board);
    assert_eq!(after, instead.verdict);
    let items: Money = instead.difference.items.iter().map(ItemChange::change).sum();
    assert_eq!(items, instead.difference.cost);
    assert_eq!(after.cost - before.cost, instead.difference.cost);
    assert!((after.expected.total - before.expected.total - instead.difference.expected).abs() < 1e-6);
}

#[test]
fn a_strip_is_asked_of_every_day_and_every_difference_adds_up() {
    let (mut asked, mut swaps) = (0, 0);
    for seed in 0..25 {
        let mut rng = random::generator(seed);
        let size = random::Size { sheets: 12, characters: 5, locations: 3, tight: seed % 2 == 0 };
        let state = random::production(&mut rng, size);
        let days = rng.random_range(3..7);
        let board = random::board(&mut rng, &state, days, Placed::ByPlan);
        let verdict = rules::assess(&state, &board);
        let sheets = state.sheets_in_order();
        let sheet = sheets[rng.random_range(0..sheets.len())];
        let places = board.placements();
        let (unit, here, _) = places[&sheet.id];
        let all = alternatives(&state, &board, &verdict, sheet);
        let alone: Vec<usize> = all.iter().filter(|a| a.swap.is_none()).map(|a| a.day).collect();
        let expected: Vec<usize> = (0..=board.days(unit).len()).filter(|day| *day != here).collect();
        assert_eq!(alone, expected, "seed {seed}");
        for alternative in &all {
            hold_to(&state, &verdict, &alternative.instead);
            let places_now = alternative.instead.board.placements();
            assert_eq!(places_now[&sheet.id].1, alternative.day, "seed {seed}");
            if let Some(other) = alternative.swap {
                assert_eq!(places_now[&other].1, here, "seed {seed}");
                swaps += 1;
            }
            let moved = places.keys().filter(|id| places[*id].1 != places_now[*id].1).count();
            assert_eq!(moved, 1 + usize::from(alternative.swap.is_some()), "seed {seed}");
            asked += 1;
        }
    }
    assert!(asked > 80 && swaps > 0, "{asked} alternatives, {swaps} swaps");
}

#[test]
fn a_swap_helps_where_a_move_makes_a_day_too_long() {
    let mut state = film(0);
    no_cast_overtime(&mut state);
    let strips = [300; 4].map(|minutes| strip(&mut state, minutes));
    actor(&mut state, "ANNA", &[strips[0], strips[2]]);
    let board = board(&[&[strips[0], strips[1]], &[strips[2], strips[3]]]);
    let verdict = rules::assess(&state, &board);
    let all = alternatives(&state, &board, &verdict, &state.sheets[&strips[0]]);
    let (moved, swapped) = (&all[0], &all[1]);
    assert!(moved.swap.is_none() && !moved.instead.difference.is_legal());
    // With the strip that has nobody in it ANNA works on one day, not two.
    assert_eq!(swapped.swap, Some(strips[3]));
    assert!(swapped.instead.difference.is_legal());
    assert_eq!(swapped.instead.difference.cost, -state.production.prices.cast_day().0);
}

#[test]
fn a_day_is_dear_by_its_items_and_saves_them_when_it_goes() {
    let mut state = film(0);
    let strips = [120; 4].map(|minutes| strip(&mut state, minutes));
    actor(&mut state, "ANNA", &[strips[0], strips[3]]);
    location(&mut state, "Mill", &[strips[0], strips[1], strips[2], strips[3]]);
    let board = board(&[&[strips[0], strips[1]], &[strips[2]], &[strips[3]]]);
    let verdict = rules::assess(&state, &board);
    let mut sum = Money(0);
    for day in &verdict.days {
        let cost = day_cost(&verdict, day);
        let items: Money = verdict.items.iter().filter(|i| i.date == day.date).map(|i| i.amount).sum();
        assert_eq!(cost.cost, items);
        let shares: Money = cost.rules.iter().map(|share| share.cost).sum();
        assert_eq!(shares, items);
        sum += items;
        assert_eq!(cost.average, verdict.cost.scaled(1, 3));
    }
    assert_eq!(sum, verdict.cost);
    // The day between ANNA's goes: a crew day, a day at the mill, and her hold.
    let gone = without_day(&state, &board, &verdict, (MAIN, 1)).unwrap();
    assert!(gone.closed && gone.stuck.is_none() && gone.moved.len() == 1);
    hold_to(&state, &verdict, &gone.instead);
    assert_eq!(gone.instead.board.days(MAIN).len(), 2);
    let prices = &state.production.prices;
    let saved = prices.crew_day().0 + prices.location_day().0 + prices.cast_day().0;
    assert_eq!(gone.instead.difference.cost, -saved);
}

#[test]
fn a_day_whose_strip_fits_nowhere_cannot_go() {
    let mut state = film(0);
    let strips = [600; 2].map(|minutes| strip(&mut state, minutes));
    let board = board(&[&[strips[0]], &[strips[1]]]);
    let verdict = rules::assess(&state, &board);
    let gone = without_day(&state, &board, &verdict, (MAIN, 0)).unwrap();
    assert_eq!(gone.stuck, Some(strips[0]));
    assert!(without_day(&state, &board, &verdict, (MAIN, 5)).is_none());
}

#[test]
fn a_day_fewer_is_proven_impossible() {
    let mut state = film(0);
    let strips: Vec<SheetId> = (0..5).map(|_| strip(&mut state, 700)).collect();
    let days: Vec<&[SheetId]> = strips.chunks(1).collect();
    let case = case(state, board(&days));
    let answer = lengths(&case, &effort(20_000)).unwrap();
    assert!(answer.best.difference.items.is_empty(), "five days are the least");
    let Err(NoPlan::Impossible(why)) = &answer.fewer.plan else { panic!("{:?}", answer.fewer) };
    assert_eq!(
        *why,
        [
            "the scenes take 58 h 20, company moves included, and can be shot on 4 dates from Mon 4 Jan 2027 to Thu 7 Jan 2027 only, \
          which have room for 48 h 00: give them more dates, allow more overtime, or shoot faster"
        ]
    );
}

#[test]
fn a_day_more_is_a_board_of_a_day_more() {
    let mut state = film(0);
    no_cast_overtime(&mut state);
    let strips: Vec<SheetId> = (0..6).map(|_| strip(&mut state, 300)).collect();
    actor(&mut state, "ANNA", &strips[..3]);
    let days: Vec<&[SheetId]> = strips.chunks(2).collect();
    let case = case(state, board(&days));
    let answer = lengths(&case, &effort(20_000)).unwrap();
    let best = &answer.best;
    hold_to(&case.state, &rules::assess(&case.state, &case.board), best);
    assert_eq!((best.board.days(MAIN).len(), answer.fewer.days, answer.more.days), (3, 2, 4));
    assert!(matches!(answer.fewer.plan, Err(NoPlan::Impossible(_))));
    let more = answer.more.plan.as_ref().unwrap();
    hold_to(&case.state, &best.verdict, more);
    assert_eq!(more.board.days(MAIN).len(), 4);
    assert_eq!(more.verdict.forbidden().count(), 0);
    assert_eq!(more.difference.cost, case.state.production.prices.crew_day().0);
}

#[test]
fn without_a_day_of_the_main_unit_there_is_none_fewer() {
    let mut state = film(0);
    let second = domain::UnitId(2);
    let main = state.units[&MAIN].clone();
    let unit = domain::Unit { id: second, name: "Second".into(), kind: domain::UnitKind::Second, ..main };
    state.units.insert(second, unit);
    let a = strip(&mut state, 300);
    sheet(&mut state, a).unit = Some(second);
    let answer = lengths(&case(state, board(&[])), &effort(1_000)).unwrap();
    assert_eq!((answer.best.board.days(MAIN).len(), answer.fewer.days, answer.more.days), (0, 0, 1));
    let Err(NoPlan::Impossible(why)) = &answer.fewer.plan else { panic!("{:?}", answer.fewer) };
    assert_eq!(*why, ["the main unit has no day"]);
}

#[test]
fn a_cheaper_board_of_fewer_days_is_the_best() {
    let mut shorter = 0;
    for seed in 0..12 {
        let size = random::Size { sheets: 20, characters: 5, locations: 3, tight: false };
        let mut rng = random::generator(seed);
        let state = random::production(&mut rng, size);
        let board = random::board(&mut rng, &state, 12, Placed::ByPlan);
        let case = case(state, board);
        let Ok(answer) = lengths(&case, &effort(3)) else { continue };
        let days = |board: &Board| board.days(MAIN).len();
        shorter += usize::from(days(&answer.best.board) < days(&case.board));
        assert_eq!(answer.fewer.days + 1, days(&answer.best.board), "seed {seed}");
        if let Ok(fewer) = &answer.fewer.plan {
            assert!(fewer.difference.expected >= 0.0, "seed {seed}");
            hold_to(&case.state, &answer.best.verdict, fewer);
        }
    }
    assert!(shorter > 3, "{shorter}");
}

#[test]
fn why_a_length_cannot_be_is_said_of_what_stands_in_its_way() {
    let mut state = film(3);
    let strips = [240; 3].map(|minutes| strip(&mut state, minutes));
    let mut board = board(&[&[strips[0]], &[strips[1]]]);
    board.place(strips[2], MAIN, 2, Placed::ByPerson);
    let answer = lengths(&case(state, board), &effort(1_000)).unwrap();
    let impossible = |why: &str| Some(NoPlan::Impossible(vec![why.to_owned()]));
    assert_eq!(answer.fewer.plan.err(), impossible("scene 3 can be shot on none of the first 2 days"));
    assert_eq!(answer.more.plan.err(), impossible("Main has 3 shooting dates, the last Wed 6 Jan 2027"));
    let mut state = film(0);
    let one = strip(&mut state, 240);
    let answer = lengths(&case(state, self::board(&[&[one]])), &effort(1_000)).unwrap();
    assert_eq!(answer.fewer.plan.err(), impossible("scene 1 can be shot by the main unit alone"));
}

#[test]
fn what_was_cut_off_is_not_counted() {
    let mut state = film(0);
    let strips = [240; 4].map(|minutes| strip(&mut state, minutes));
    actor(&mut state, "ANNA", &[strips[0], strips[3]]);
    sheet(&mut state, strips[0]).apart.push(strips[3]);
    let case = case(state, board(&[&[strips[0], strips[1]], &[strips[2]], &[strips[3]]]));
    let whole = savings(&case, &effort(1_000)).unwrap();
    assert!(whole.tried > 0 && whole.untried == 0);
    let cancelled = AtomicBool::new(true);
    let cut = Effort { stop: Stop { cancelled: &cancelled, ..Stop::after(1_000) }, ..effort(1_000) };
    let answer = savings(&case, &cut).unwrap();
    assert_eq!((answer.tried, answer.untried, answer.savings.len()), (0, whole.tried, 0));
    let mut stopped = 0;
    for seed in 0..20 {
        let size = random::Size { sheets: 20, characters: 5, locations: 3, tight: true };
        let state = random::production(&mut random::generator(seed), size);
        let Ok(answer) = lengths(&self::case(state, board(&[])), &cut) else { continue };
        let why = [answer.fewer.plan.err(), answer.more.plan.err()];
        assert!(!why.contains(&Some(NoPlan::NotFound)), "seed {seed}");
        stopped += usize::from(why.contains(&Some(NoPlan::Stopped)));
    }
    assert!(stopped > 0);
}

#[test]
fn what_the_best_board_breaks_too_is_not_broken_for_a_saving() {
    let mut state = film(0);
    let strips = [240; 4].map(|minutes| strip(&mut state, minutes));
    let anna = actor(&mut state, "ANNA", &[strips[0]]);
    actor(&mut state, "BEN", &[strips[1], strips[3]]);
    away(&mut state, anna, only(4, 4));
    sheet(&mut state, strips[1]).apart.push(strips[3]);
    // ANNA's strip stays where she is away: a person put it there, and every board has that flag.
    let mut board = board(&[&[], &[strips[1]], &[strips[2], strips[3]]]);
    board.place(strips[0], MAIN, 0, Placed::ByPerson);
    let case = case(state, board);
    let answer = savings(&case, &effort(20_000)).unwrap();
    assert_eq!(answer.best.verdict.forbidden().count(), 1);
    let apart = answer.savings.iter().find(|saving| saving.fact == Fact::Apart(strips[1], strips[3]));
    let rules: Vec<Rule> = apart.unwrap().breaks.iter().map(|flag| flag.rule).collect();
    assert_eq!(rules, [Rule::Apart]);
}

#[test]
fn the_facts_that_bind_are_found_and_priced() {
    let mut state = film(0);
    let strips = [240; 4].map(|minutes| strip(&mut state, minutes));
    let anna = actor(&mut state, "ANNA", &[strips[0], strips[3]]);
    let ben = actor(&mut state, "BEN", &[strips[1]]);
    // ANNA's two strips stand apart; BEN's dates cost nothing.
    away(&mut state, anna, only(5, 5));
    away(&mut state, ben, only(29, 29));
    sheet(&mut state, strips[0]).apart.push(strips[3]);
    sheet(&mut state, strips[0]).pin = None;
    let case = case(state, board(&[&[strips[0], strips[1]], &[strips[2]], &[strips[3]]]));
    let answer = savings(&case, &effort(20_000)).unwrap();
    assert_eq!(answer.best.verdict.forbidden().count(), 0);
    let found: Vec<Fact> = answer.savings.iter().map(|saving| saving.fact).collect();
    assert!(found.contains(&Fact::Apart(strips[0], strips[3])), "{found:?}");
    assert!(found.contains(&Fact::Dates(Whose::Person(anna))), "{found:?}");
    assert!(!found.contains(&Fact::Dates(Whose::Person(ben))), "{found:?}");
    for saving in &answer.savings {
        let without = case.without(&[saving.fact]);
        let verdict = rules::assess(&without.state, &saving.board);
        assert_eq!(verdict.forbidden().count(), 0, "{:?}", saving.fact);
        let items: Money = saving.difference.items.iter().map(ItemChange::change).sum();
        assert_eq!(items, verdict.cost - answer.best.verdict.cost);
        assert_eq!(items, saving.difference.cost);
        assert!(saving.difference.expected < 0.0);
        assert!(
            saving.breaks.iter().all(|flag| flag.severity == Severity::Forbid) && !saving.breaks.is_empty()
        );
    }
    let order: Vec<f64> = answer.savings.iter().map(|saving| saving.difference.expected).collect();
    assert!(order.is_sorted_by(|a, b| a <= b));
}

#[test]
fn the_same_iterations_give_the_same_answers() {
    let size = random::Size { sheets: 14, characters: 5, locations: 3, tight: false };
    // An action may be such that nobody agrees to it in any way: then there is no board.
    let cases = (3..30).map(|seed| {
        let state = random::production(&mut random::generator(seed), size);
        case(state, Board::empty(BoardId(1), "plan"))
    });
    let answered = |case: &Case| savings(case, &effort(3_000)).is_some();
    let case = cases.into_iter().find(answered).expect("one of them can be planned");
    let ask = || {
        let answer = savings(&case, &effort(3_000)).unwrap();
        let savings = answer.savings.into_iter().map(|saving| (saving.fact, saving.difference.cost));
        (answer.best.verdict.cost, savings.collect::<Vec<_>>())
    };
    assert_eq!(ask(), ask());
}

#[test]
fn a_strip_goes_as_far_as_something_takes_it() {
    let mut found = [0, 0];
    for seed in 0..25 {
        let mut rng = random::generator(seed);
        let size = random::Size { sheets: 12, characters: 5, locations: 3, tight: seed % 2 == 0 };
        let state = random::production(&mut rng, size);
        let board = random::board(&mut rng, &state, 5, Placed::ByPlan);
        let verdict = rules::assess(&state, &board);
        let Ok(compiled) = case(state.clone(), board.clone()).compile() else { continue };
        for sheet in state.sheets_in_order() {
            let Some(&(unit, here, _)) = board.placements().get(&sheet.id) else { continue };
            let both = ends(&state, &board, &verdict, &compiled, sheet.id);
            for (at, end) in both.iter().enumerate().filter_map(|(at, end)| Some((at, end.as_ref()?))) {
                found[at] += 1;
                hold_to(&state, &verdict, &end.instead);
                assert!(end.instead.difference.is_legal());
                assert_eq!(end.instead.board.placements()[&sheet.id].1, end.day);
                assert!(if at == 0 { end.day < here } else { end.day > here });
                // What a strip alone can reach is never further out.
                let alone = alternatives(&state, &board, &verdict, sheet);
                let alone = alone.iter().filter(|other| other.instead.difference.is_legal());
                let days = alone.map(|other| other.day).filter(|day| *day < board.days(unit).len());
                let further = |day: usize| if at == 0 { day < end.day } else { day > end.day };
                assert_eq!(days.filter(|day| further(*day)).count(), 0, "seed {seed}");
            }
        }
    }
    assert!(found[0] > 20 && found[1] > 20, "{found:?}");
}
