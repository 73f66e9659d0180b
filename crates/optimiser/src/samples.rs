//! Small problems for tests.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use crate::problem::*;
use crate::solution::Solution;

/// The law's table of kinds.
pub(crate) fn law_kinds() -> [KindOfLights; 16] {
    std::array::from_fn(|bits| {
        let has = |light: Light| bits & light.bit() != 0;
        let (day, dark, dawn, dusk) =
            (has(Light::Daylight), has(Light::Dark), has(Light::Dawn), has(Light::Dusk));
        let (kind, allowed) = match (day, dark, dawn, dusk) {
            (true, _, true, _) if dark || dusk => (Kind::Split, false),
            (true, false, _, false) | (false, false, true, false) => (Kind::Day, true),
            (true, _, false, _) | (false, false, false, true) => (Kind::Split, true),
            (false, false, false, false) => (Kind::Day, true),
            _ => (Kind::Night, true),
        };
        KindOfLights { kind, allowed }
    })
}

/// One unit, three consecutive dates, two locations, no strips.
pub(crate) fn plain_problem() -> Problem {
    let dates = (0..3).map(|day| Date { day, counts: true }).collect();
    let slots = (0..3).map(|k| slot(UnitIdx(0), k, k as u16, k > 0)).collect();
    let location = Location { visit: 500, day: 100, dark: None };
    Problem {
        dates,
        units: vec![plain_unit(SlotIdx(0), 3)],
        slots,
        locations: vec![location; 2],
        ..Problem::default()
    }
}

/// A slot without light limits, one calendar day after the last.
pub(crate) fn slot(unit: UnitIdx, ordinal: u32, date: u16, follows_previous: bool) -> Slot {
    Slot {
        unit,
        ordinal,
        date: DateIdx(date),
        follows_previous,
        sixth_day: None,
        gap_days: i32::from(ordinal > 0),
        call: [420, 720, 1080],
        daylight_call: 400,
        dawn_call: 400,
        start_by: [[i32::MAX; 4]; 3],
        end_by: [[i32::MAX; 4]; 3],
        not_before: [[i32::MIN; 4]; 3],
        light_minutes: [[i32::MAX; 4]; 3],
        as_placed: None,
    }
}

/// A unit with the law's kinds, and no rest rules.
pub(crate) fn plain_unit(first_slot: SlotIdx, slot_count: u32) -> Unit {
    Unit {
        first_slot,
        slot_count,
        crew_cost: 10_000,
        idle_days_paid: true,
        base: [600; 3],
        most_overtime: 120,
        overtime: (0..=120).map(|m| m * 20).collect(),
        move_minutes: 60,
        move_cost: 300,
        max_locations: 2,
        extra_location: 1_000,
        extra_locations_forbidden: false,
        night_premium: 2_000,
        max_exclusive: 1,
        meal_minutes: 60,
        meal_after: 360,
        late_meal: Vec::new(),
        sixth_day: [0; 2],
        cast_overtime_forbidden: false,
        crew_rest: None,
        minor_rest: None,
        forbidden_transitions: [[false; 3]; 3],
        kind_of_lights: law_kinds(),
        magic_hour: Some(60),
        phased: true,
    }
}

/// Adds a strip of one hour for each light and location.
pub(crate) fn with_strips(mut problem: Problem, strips: &[(Light, Option<u32>)]) -> Problem {
    let mut allowed_slots = FixedBitSet::with_capacity(problem.slots.len());
    allowed_slots.insert_range(..);
    for (key, &(light, location)) in strips.iter().enumerate() {
        problem.strips.push(Strip {
            minutes: 60,
            light,
            location: location.map(LocationIdx),
            resources: Vec::new(),
            allowed_slots: allowed_slots.clone(),
            beyond: false,
            allowed_kinds: 0b111,
            exclusive_stunt: false,
            stunts: Vec::new(),
            direct_cost: 0,
            key: key as u32,
        });
    }
    problem
}

/// A small problem that uses every rule there is, and has a legal board more often than not.
pub(crate) fn random_problem(seed: u64) -> Problem {
    random_problem_of(seed, 4..14)
}

/// The same with so many strips.
pub(crate) fn random_problem_of(seed: u64, strips: std::ops::Range<u32>) -> Problem {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let rng = &mut rng;
    let mut problem = Problem::default();
    let mut day = 0;
    for _ in 0..rng.random_range(6..12) {
        problem.dates.push(Date { day, counts: rng.random_ratio(5, 6) });
        day += if rng.random_ratio(1, 5) { 3 } else { 1 };
    }
    for _ in 0..rng.random_range(1..3) {
        add_unit(&mut problem, rng);
    }
    for _ in 0..rng.random_range(1..5) {
        let dark = rng.random_ratio(1, 2).then(|| rng.random_range(10..400));
        problem.locations.push(Location {
            visit: rng.random_range(0..900),
            day: rng.random_range(0..200),
            dark,
        });
    }
    for person in 0..rng.random_range(2..7) {
        add_resource(&mut problem, rng, person);
    }
    if rng.random_ratio(1, 3) {
        add_resource(&mut problem, rng, 0); // a second engagement of the first person
    }
    for key in 0..rng.random_range(strips) {
        add_strip(&mut problem, rng, key);
    }
    add_pairs(&mut problem, rng);
    for _ in 0..rng.random_range(0..4) {
        add_stunt(&mut problem, rng);
    }
    problem.shared_people = rng.random_ratio(1, 4);
    problem.film_value = if rng.random() { FilmValue::OwnCost } else { FilmValue::Fixed(50_000) };
    problem.validate().expect("a sample is valid");
    problem
}

/// Any board, legal or not.
pub(crate) fn random_solution(problem: &Problem, seed: u64) -> Solution {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let slots = (0..problem.strips.len()).map(|_| SlotIdx::new(rng.random_range(0..problem.slots.len())));
    Solution { slots: slots.collect() }
}

/// Every board whose strips are where they may be, when there are not more than `most`.
pub(crate) fn boards(problem: &Problem, most: usize) -> Option<Vec<Solution>> {
    let choices: Vec<Vec<usize>> =
        problem.strips.iter().map(|strip| strip.allowed_slots.ones().collect()).collect();
    if choices.iter().map(Vec::len).product::<usize>() > most {
        return None;
    }
    let mut boards = vec![Vec::new()];
    for slots in &choices {
        let with = |board: &Vec<SlotIdx>| {
            let board = board.clone();
            slots.iter().map(move |&slot| board.iter().copied().chain([SlotIdx::new(slot)]).collect())
        };
        boards = boards.iter().flat_map(with).collect();
    }
    Some(boards.into_iter().map(|slots| Solution { slots }).collect())
}

/// The problem with one or two days that stay as a person made them, of one date where there are two units: some strips stand
/// there alone.
pub(crate) fn with_days_as_placed(mut problem: Problem, seed: u64) -> Problem {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    let slot = rng.random_range(0..problem.slots.len());
    let date = problem.slots[slot].date;
    let beside = (0..problem.slots.len()).find(|&other| other != slot && problem.slots[other].date == date);
    let mut strips: Vec<StripIdx> = (0..problem.strips.len()).map(StripIdx::new).collect();
    strips.rotate_left(rng.random_range(0..problem.strips.len()));
    for slot in [Some(slot), beside].into_iter().flatten() {
        let order: Vec<StripIdx> = strips.drain(..rng.random_range(1..=4).min(strips.len())).rev().collect();
        for (at, strip) in problem.strips.iter_mut().enumerate() {
            if order.contains(&StripIdx::new(at)) {
                strip.allowed_slots.clear();
                strip.allowed_slots.insert(slot);
            } else {
                strip.allowed_slots.set(slot, false);
            }
        }
        if order.is_empty() {
            continue;
        }
        let kind = if rng.random() { Kind::Day } else { Kind::Night };
        problem.slots[slot].as_placed = Some(Box::new(AsPlaced { order, kind }));
    }
    problem
}

fn add_unit(problem: &mut Problem, rng: &mut Pcg64Mcg) {
    let unit = UnitIdx::new(problem.units.len());
    let first_slot = SlotIdx::new(problem.slots.len());
    let mut last: Option<i32> = None;
    let mut ordinal = 0;
    for date in 0..problem.dates.len() {
        if unit.0 > 0 && rng.random_ratio(1, 3) {
            continue;
        }
        let day = problem.dates[date].day;
        let mut slot = slot(unit, ordinal, date as u16, last == Some(day - 1));
        slot.gap_days = last.map_or(0, |last| day - last);
        if rng.random() {
            // Splits wait for dusk and dark, nights for the dawn.
            let none = i32::MIN;
            slot.end_by = [[1000, 1000, 2000, 2000], [1100, 2000, 2000, 2000], [0, 1700, 2000, 2000]];
            slot.start_by = [[3000, 3000, 500, 3000], [3000, 3000, 3000, 1100], [3000, 3000, 1900, 1200]];
            slot.not_before = [[none; 4], [none, 1000, none, 970], [none, none, 1800, none]];
        }
        slot.light_minutes = [[400, 0, 600, 600], [300, 500, 600, 600], [0, 600, 600, 600]];
        slot.sixth_day = [None, None, Some(0), Some(1)][rng.random_range(0..4)];
        problem.slots.push(slot);
        last = Some(day);
        ordinal += 1;
    }
    let mut facts = plain_unit(first_slot, ordinal);
    facts.idle_days_paid = rng.random();
    facts.late_meal = (0..1000).map(|w: i64| ((w - 500).max(0) + 29) / 30 * 25).collect();
    facts.sixth_day = [rng.random_range(0..500), rng.random_range(0..900)];
    facts.cast_overtime_forbidden = rng.random_ratio(1, 4);
    facts.crew_rest = rng.random_ratio(1, 2).then_some(600);
    facts.minor_rest = rng.random_ratio(1, 2).then_some(720);
    facts.forbidden_transitions[Kind::Night as usize][Kind::Day as usize] = rng.random();
    facts.phased = rng.random_ratio(3, 4);
    if rng.random() {
        facts.extra_locations_forbidden = true;
    }
    problem.units.push(facts);
}

fn add_resource(problem: &mut Problem, rng: &mut Pcg64Mcg, person: u32) {
    let dates = problem.dates.len();
    let rate: i64 = rng.random_range(1..300);
    let holds = rng.random_ratio(2, 3);
    let contract = random_contract(rng, holds);
    let least = if contract.hold.is_some() { 0 } else { rng.random_range(0..4) };
    let pay = (0..=dates as i64).map(|n| if n == 0 { 0 } else { rate * n.max(least) + 7 * least });
    let mut available = FixedBitSet::with_capacity(dates);
    (0..dates).filter(|_| rng.random_ratio(9, 10)).for_each(|date| available.insert(date));
    let minor = rng.random_ratio(1, 4).then(|| Minor {
        max_minutes: vec![300; dates],
        latest: if rng.random_ratio(2, 3) { vec![1100; dates] } else { Vec::new() },
        on_set: if rng.random_ratio(1, 2) { vec![400; dates] } else { Vec::new() },
        earliest: rng.random_ratio(1, 3).then_some(400),
        nights_forbidden: rng.random(),
    });
    let may_drop = contract.agreed_drop.is_none() && rng.random_ratio(1, 2);
    problem.resources.push(Resource {
        pay: pay.collect(),
        holds,
        drop_min_gap: may_drop.then(|| rng.random_range(1..5)),
        performer: rng.random_ratio(2, 3),
        rest: [0, 660, 800][rng.random_range(0..3)],
        forced_call: rng.random_range(0..200),
        contract: Box::new(contract),
        minor,
        person,
        available,
    });
}

fn random_contract(rng: &mut Pcg64Mcg, holds: bool) -> Contract {
    let from = rng.random_range(0..10);
    Contract {
        hold: rng.random_ratio(1, 4).then(|| rng.random_range(0..100)),
        day_off: if rng.random_ratio(1, 4) { rng.random_range(0..100) } else { 0 },
        travel: if rng.random_ratio(1, 4) { rng.random_range(0..100) } else { 0 },
        agreed_drop: (holds && rng.random_ratio(1, 4)).then(|| (from, from + rng.random_range(2..15))),
        straight: rng.random_ratio(1, 2).then(|| rng.random_range(100..500)),
        overtime: (0..40).map(|tenths| tenths * 3).collect(),
        sixth_day: [rng.random_range(0..50), rng.random_range(0..50)],
    }
}

fn add_strip(problem: &mut Problem, rng: &mut Pcg64Mcg, key: u32) {
    let lights =
        [Light::Daylight, Light::Dark, Light::Dawn, Light::Dusk, Light::Any, Light::Any, Light::Daylight];
    let mut allowed_slots = FixedBitSet::with_capacity(problem.slots.len());
    for slot in 0..problem.slots.len() {
        allowed_slots.set(slot, rng.random_ratio(9, 10));
    }
    let resources =
        (0..problem.resources.len()).filter(|_| rng.random_ratio(1, 3)).map(ResourceIdx::new).collect();
    problem.strips.push(Strip {
        minutes: rng.random_range(2..20) * 10,
        light: lights[rng.random_range(0..lights.len())],
        location: rng
            .random_ratio(5, 6)
            .then(|| LocationIdx::new(rng.random_range(0..problem.locations.len()))),
        resources,
        allowed_slots,
        beyond: false,
        allowed_kinds: if rng.random_ratio(1, 6) { 0b011 } else { 0b111 },
        exclusive_stunt: rng.random_ratio(1, 6),
        stunts: Vec::new(),
        direct_cost: rng.random_range(0..100),
        key,
    });
}

fn add_pairs(problem: &mut Problem, rng: &mut Pcg64Mcg) {
    let strips = problem.strips.len();
    let mut pair = || {
        let (a, b) = (rng.random_range(0..strips - 1), rng.random_range(1..strips));
        (a < b).then(|| (StripIdx::new(a), StripIdx::new(b)))
    };
    for _ in 0..2 {
        problem.before.extend(pair().map(|(first, then)| Before { first, then, ordered_in_day: true }));
        problem.before.extend(pair().map(|(first, then)| Before { first, then, ordered_in_day: false }));
        problem.apart.extend(pair());
    }
    problem
        .together
        .extend(pair().filter(|(a, b)| problem.strips[a.index()].light == problem.strips[b.index()].light));
}

fn add_stunt(problem: &mut Problem, rng: &mut Pcg64Mcg) {
    let strip = rng.random_range(0..problem.strips.len());
    problem.strips[strip].stunts.push(StuntIdx::new(problem.stunts.len()));
    let lost = (0..problem.strips.len()).filter(|other| *other != strip && (other * 7 + strip) % 4 == 0);
    let lost = lost.map(|other| (StripIdx::new(other), (other as i64 * 7_919 + 13) % 20_000)).collect();
    problem.stunts.push(Stunt {
        lost,
        strip: StripIdx::new(strip),
        performer: ResourceIdx::new(rng.random_range(0..problem.resources.len())),
        q_milli: rng.random_range(0..300),
        delay_milli_days: rng.random_range(0..900),
        out_milli_days: rng.random_range(0..900),
        rewrite_cost: rng.random_range(0..90_000),
        waste_milli: if rng.random() { 0 } else { 400 },
        rho_milli: rng.random_range(0..1000),
        protect_days: rng.random_range(0..3),
        unprotected: if rng.random_ratio(1, 4) {
            (0..problem.slots.len()).filter(|_| rng.random()).map(SlotIdx::new).collect()
        } else {
            Vec::new()
        },
    });
}
