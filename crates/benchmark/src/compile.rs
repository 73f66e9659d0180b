//! A riskshoot instance as a `Problem`: the benchmark's reduced rules as data.

use optimiser::{
    Before, Date, DateIdx, FilmValue, FixedBitSet, Kind, KindOfLights, Light, Location, LocationIdx, Minor,
    Problem, Resource, ResourceIdx, Slot, SlotIdx, Strip, StripIdx, Stunt, StuntIdx, Unit, UnitIdx,
};

use crate::riskshoot::{Cast, Instance, Scene, SceneLight};

/// The instance in dense numbers: scene i is strip i, day d is slot d.
pub fn compile(instance: &Instance) -> Problem {
    let days = instance.calendar.days;
    Problem {
        dates: instance.calendar.calendar_day.iter().map(|&day| Date { day, counts: true }).collect(),
        units: vec![unit(instance)],
        slots: (0..days).map(|day| slot(instance, day)).collect(),
        strips: instance.scenes.iter().enumerate().map(|(i, scene)| strip(instance, i, scene)).collect(),
        resources: instance.cast.iter().enumerate().map(|(i, cast)| resource(days, i, cast)).collect(),
        locations: instance
            .locations
            .iter()
            .map(|place| Location { visit: place.visit_cost, day: place.day_cost, dark: None })
            .collect(),
        stunts: instance.stunts.iter().map(stunt).collect(),
        before: instance
            .precedence
            .iter()
            .filter(|[first, then]| first != then)
            .map(|&[first, then]| Before {
                first: StripIdx::new(first),
                then: StripIdx::new(then),
                ordered_in_day: false,
            })
            .collect(),
        together: Vec::new(),
        apart: Vec::new(),
        shared_people: false,
        film_value: FilmValue::Fixed(0),
    }
}

fn unit(instance: &Instance) -> Unit {
    let rules = &instance.day;
    // A day's minutes never pass all scenes' minutes and moves, so that illegal boards are priced too.
    let scenes = instance.scenes.iter().map(|scene| i64::from(scene.minutes)).sum::<i64>();
    let most = scenes + i64::from(rules.move_minutes) * instance.locations.len() as i64;
    let mut forbidden_transitions = [[false; 3]; 3];
    forbidden_transitions[Kind::Night as usize][Kind::Day as usize] = true;
    Unit {
        first_slot: SlotIdx(0),
        slot_count: instance.calendar.days as u32,
        crew_cost: rules.crew_day_cost,
        idle_days_paid: true,
        base: [rules.base_minutes, rules.base_minutes, rules.night_base_minutes],
        most_overtime: rules.max_overtime,
        overtime: (0..=most).map(|minutes| minutes * rules.overtime_cost_per_min).collect(),
        move_minutes: rules.move_minutes,
        move_cost: rules.move_cost,
        max_locations: rules.max_locations,
        extra_location: 0,
        extra_locations_forbidden: true,
        night_premium: rules.night_premium,
        max_exclusive: 1,
        meal_minutes: 0,
        meal_after: 360,
        late_meal: Vec::new(),
        sixth_day: [0; 2],
        cast_overtime_forbidden: false,
        crew_rest: None,
        minor_rest: None,
        forbidden_transitions,
        kind_of_lights: std::array::from_fn(kind_of_lights),
        magic_hour: None,
        phased: false,
    }
}

/// A night scene makes a night, a day scene a day, both are forbidden and counted as a day.
fn kind_of_lights(bits: usize) -> KindOfLights {
    let night = bits == Light::Dark.bit();
    let both = bits & Light::Dark.bit() != 0 && bits & Light::Daylight.bit() != 0;
    KindOfLights { kind: if night { Kind::Night } else { Kind::Day }, allowed: !both }
}

fn slot(instance: &Instance, day: usize) -> Slot {
    let calendar = &instance.calendar.calendar_day;
    Slot {
        unit: UnitIdx(0),
        ordinal: day as u32,
        date: DateIdx::new(day),
        sixth_day: None,
        follows_previous: instance.follows_in_week(day),
        gap_days: if day == 0 { 0 } else { calendar[day] - calendar[day - 1] },
        call: [0; 3],
        daylight_call: 0,
        dawn_call: 0,
        start_by: [[i32::MAX; 4]; 3],
        end_by: [[i32::MAX; 4]; 3],
        not_before: [[i32::MIN; 4]; 3],
        light_minutes: [[i32::MAX; 4]; 3],
        as_placed: None,
    }
}

fn strip(instance: &Instance, index: usize, scene: &Scene) -> Strip {
    let mut resources: Vec<_> = scene.cast.iter().map(|&actor| ResourceIdx::new(actor)).collect();
    resources.sort_unstable();
    resources.dedup();
    Strip {
        minutes: scene.minutes,
        light: match scene.light {
            SceneLight::D => Light::Daylight,
            SceneLight::N => Light::Dark,
            SceneLight::E => Light::Any,
        },
        location: Some(LocationIdx::new(scene.location)),
        resources,
        allowed_slots: allowed_days(instance, scene),
        beyond: false,
        allowed_kinds: 0b111,
        exclusive_stunt: scene.stunt.is_some(),
        stunts: scene.stunt.map(StuntIdx::new).into_iter().collect(),
        direct_cost: scene.direct_cost,
        key: index as u32,
    }
}

/// Location window, cast, readiness, and performers' free days before a stunt.
fn allowed_days(instance: &Instance, scene: &Scene) -> FixedBitSet {
    let days = instance.calendar.days;
    let mut allowed = FixedBitSet::with_capacity(days);
    allowed.insert_range(..);
    let mut forbid = |outside: &dyn Fn(usize) -> bool| {
        (0..days).filter(|&day| outside(day)).for_each(|day| allowed.set(day, false));
    };
    let outside = |window: Option<[usize; 2]>| {
        move |day: usize| window.is_some_and(|[first, last]| day < first || day > last)
    };
    forbid(&outside(instance.locations[scene.location].window));
    forbid(&|day| scene.cast.iter().any(|&actor| instance.cast[actor].unavailable.contains(&day)));
    if let Some(stunt) = scene.stunt.map(|stunt| &instance.stunts[stunt]) {
        forbid(&outside(stunt.ready_window));
        let away = &instance.cast[stunt.performer].unavailable;
        let protect = stunt.protect_days as usize;
        forbid(&|day| (day.saturating_sub(protect)..day).any(|before| away.contains(&before)));
    }
    allowed
}

fn resource(days: usize, index: usize, cast: &Cast) -> Resource {
    let mut available = FixedBitSet::with_capacity(days);
    available.insert_range(..);
    cast.unavailable.iter().filter(|&&day| day < days).for_each(|&day| available.set(day, false));
    let minor = cast.minor_max_minutes.filter(|&most| most > 0).map(|most| Minor {
        max_minutes: vec![most; days],
        latest: Vec::new(),
        on_set: Vec::new(),
        earliest: None,
        nights_forbidden: true,
    });
    Resource {
        pay: (0..=days as i64).map(|n| n * cast.day_rate).collect(),
        holds: true,
        drop_min_gap: cast.drop_min_gap_days,
        performer: false,
        rest: 0,
        forced_call: 0,
        contract: Box::default(),
        minor,
        person: index as u32,
        available,
    }
}

fn stunt(stunt: &crate::riskshoot::Stunt) -> Stunt {
    Stunt {
        strip: StripIdx::new(stunt.scene),
        performer: ResourceIdx::new(stunt.performer),
        q_milli: stunt.p_terminal_milli,
        delay_milli_days: stunt.p_delay_milli * stunt.delay_days,
        out_milli_days: stunt.p_out_milli * stunt.out_days,
        rewrite_cost: stunt.rewrite_cost,
        waste_milli: stunt.waste_milli,
        lost: Vec::new(),
        rho_milli: stunt.rho_milli,
        protect_days: stunt.protect_days,
        unprotected: Vec::new(),
    }
}
