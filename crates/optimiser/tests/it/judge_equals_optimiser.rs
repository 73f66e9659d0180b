//! The judge and the search price the same board the same, and forbid the same boards.

use crate::random;

use domain::{Board, Placed, Severity, State};
use optimiser::{
    Case, CompileError, Compiled, Keep, Objective, Params, Problem, SlotIdx, Solution, Stop,
    price_from_scratch, solve,
};
use rand::RngExt;
use random::Size;

/// A random placement of every strip among its allowed slots of the first days.
fn random_solution(rng: &mut rand_pcg::Pcg64, compiled: &Compiled, days: usize) -> Solution {
    let slots = compiled.problem.strips.iter().map(|strip| {
        let all: Vec<usize> = strip.allowed_slots.ones().take(days).collect();
        SlotIdx::new(all[rng.random_range(0..all.len())])
    });
    Solution { slots: slots.collect() }
}

fn compare(state: &State, compiled: &Compiled, solution: &Solution, board: &Board, case: &str) {
    let price = price_from_scratch(&compiled.problem, solution);
    let planned = compiled.to_board(solution, board);
    let verdict = rules::assess(state, &planned);
    if price.cost != verdict.cost.0 {
        for (date, cost) in compiled.dates.iter().zip(&price.by_date) {
            let judged: i64 = verdict.items.iter().filter(|i| i.date == *date).map(|i| i.amount.0).sum();
            if judged != *cost {
                let items: Vec<_> = verdict.items.iter().filter(|i| i.date == *date).collect();
                eprintln!("SEV {:?}", state.production.severities);
                panic!("{case}: {date}: judge {judged}, search {cost}: {items:#?}");
            }
        }
        panic!("{case}: judge {}, search {}", verdict.cost.0, price.cost);
    }
    let expected = price.expected + price.value_term;
    assert!(
        (expected - verdict.expected.total).abs() <= 0.5,
        "{case}: expected by the judge {}, by the search {expected}",
        verdict.expected.total
    );
    let forbidden = verdict.flags.iter().filter(|f| f.severity == Severity::Forbid && of_the_board(f));
    let forbidden: Vec<_> = forbidden.collect();
    assert_eq!(
        price.violations.is_empty(),
        forbidden.is_empty(),
        "{case}: the search says {:?}, the judge {forbidden:#?}",
        price.violations
    );
}

/// Who declined, declined on every board, and a sixth day of banners alone is a person's: no placement changes them.
fn of_the_board(flag: &rules::Flag) -> bool {
    let banners_alone = flag.rule == rules::Rule::SixthDay && flag.sheets.is_empty();
    flag.rule != rules::Rule::Declined && !banners_alone
}

#[test]
fn every_random_board_costs_the_same_and_breaks_the_same() {
    let (mut compared, mut legal) = (0, 0);
    for seed in 0..600 {
        let mut rng = random::generator(seed);
        let size =
            Size { sheets: rng.random_range(3..16), characters: 6, locations: 4, tight: seed % 3 == 0 };
        let state = random::production(&mut rng, size);
        let days = rng.random_range(4..18);
        let board = random::board(&mut rng, &state, days, Placed::ByPlan);
        let compiled = match Problem::compile(&state, &board, Keep::Placed) {
            Ok(compiled) => compiled,
            Err(CompileError::Blocked(_)) => continue,
            Err(error) => panic!("seed {seed}: {error}"),
        };
        for round in 0..5 {
            let solution = random_solution(&mut rng, &compiled, days as usize);
            compare(&state, &compiled, &solution, &board, &format!("seed {seed} round {round}"));
            compared += 1;
            legal += u32::from(price_from_scratch(&compiled.problem, &solution).is_legal());
        }
    }
    assert!(compared > 2000, "only {compared} boards were compared");
    assert!(legal > 20, "only {legal} of {compared} boards were legal: the test looks at one side alone");
}

#[test]
fn a_board_without_what_no_date_can_take_costs_the_same() {
    let (mut compared, mut alone) = (0, 0);
    for seed in 3000..3300 {
        let mut rng = random::generator(seed);
        let size = Size { sheets: rng.random_range(5..16), characters: 4, locations: 3, tight: false };
        let mut state = random::production(&mut rng, size);
        let sheets: Vec<_> = state.sheets_in_order().iter().map(|sheet| sheet.id).collect();
        // What is far too long is to be left out.
        state.production.severities.remove("minutes");
        // On one story day: scenes beside a stunt may be thrown away with it.
        state.sheets.values_mut().for_each(|sheet| sheet.story_day = Some("D1".to_owned()));
        for _ in 0..2 {
            let longest = &mut state.sheets.get_mut(&sheets[rng.random_range(0..sheets.len())]).unwrap();
            longest.minutes = Some(domain::Minutes(3_000));
        }
        let board = Board::empty(domain::BoardId(1), "plan");
        let (case, left_out) = Case::new(state.clone(), board.clone(), Keep::Placed).leave_out();
        let Ok(compiled) = case.compile() else { continue };
        for round in 0..3 {
            let solution = random_solution(&mut rng, &compiled, 12);
            compare(&state, &compiled, &solution, &board, &format!("seed {seed} round {round}"));
            compared += 1;
            alone += u32::from(left_out.is_empty());
        }
    }
    assert!(compared > 500 && alone < 50, "{compared} boards, {alone} of them with everything");
}

#[test]
fn a_planned_board_breaks_nothing_forbidden_and_keeps_what_a_person_placed() {
    let mut planned = 0;
    for seed in 1000..1060 {
        let mut rng = random::generator(seed);
        let size =
            Size { sheets: rng.random_range(3..14), characters: 5, locations: 3, tight: seed % 2 == 0 };
        let mut state = random::production(&mut rng, size);
        // The person's board has one strip on it: that one stays.
        let sheet = state.sheets_in_order()[0].id;
        let unit = state.unit_of(&state.sheets[&sheet]).unwrap();
        let mut board = Board::empty(domain::BoardId(1), "plan");
        board.place(sheet, unit, 2, Placed::ByPerson);
        state.sheets.get_mut(&sheet).unwrap().pin = None;
        let Ok(compiled) = Problem::compile(&state, &board, Keep::Placed) else { continue };
        let params = Params { objective: Objective::Expected, threads: 1 };
        let outcome = solve(&compiled.problem, &params, &Stop::after(20_000), seed, None, &mut |_| {});
        let Some(solution) = outcome.solution() else { continue };
        let result = compiled.to_board(solution, &board);
        let verdict = rules::assess(&state, &result);
        // What a person placed may break a rule by itself: a single strip on a day can, with its own facts.
        let of_person = |flag: &&rules::Flag| flag.sheets == [sheet];
        let forbidden: Vec<_> =
            verdict.forbidden().filter(|flag| !of_person(flag) && of_the_board(flag)).collect();
        assert!(forbidden.is_empty(), "seed {seed}: {forbidden:#?}");
        assert_eq!(verdict.cost.0, outcome.price().unwrap().cost, "seed {seed}");
        assert_eq!(result.placements()[&sheet], (unit, 2, Placed::ByPerson), "seed {seed}");
        assert!(state.boneyard(&result).is_empty(), "seed {seed}");
        planned += 1;
    }
    assert!(planned > 30, "only {planned} of 60 productions could be planned");
}
