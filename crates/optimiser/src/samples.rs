//! Small problems for tests.

use crate::problem::Location;
use crate::problem::{
    Beyond, Date, DateIdx, FixedBitSet, Kind, KindOfLights, Light, LocationIdx, Problem, Slot, SlotIdx,
    Strip, Unit, UnitIdx,
};

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
        gap_days: i32::from(ordinal > 0),
        light_minutes: [[i32::MAX; 4]; 3],
    }
}

/// A unit with the law's kinds, and no rest rules.
pub(crate) fn plain_unit(first_slot: SlotIdx, slot_count: u32) -> Unit {
    Unit {
        first_slot,
        slot_count,
        crew_cost: 10_000,
        idle_days_paid: true,
        call: [420, 720, 1080],
        base: [600; 3],
        most_overtime: 120,
        overtime: (0..=120).map(|m| m * 20).collect(),
        move_minutes: 60,
        move_cost: 300,
        max_locations: 2,
        beyond_locations: Beyond::Price(1_000),
        night_premium: 2_000,
        max_exclusive: 1,
        meal_minutes: 60,
        meal_after: 360,
        late_meal: Vec::new(),
        crew_rest: None,
        performer_rest: None,
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
            allowed_kinds: 0b111,
            exclusive_stunt: false,
            stunt: None,
            direct_cost: 0,
            key: key as u32,
        });
    }
    problem
}
