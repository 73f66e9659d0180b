//! The law of a unit's day in numbers: terms, prices as tables, kinds of day, light of a date.

use domain::{Date, DayKind, Severity, State};
use rules::Rule;
use rules::light::Window;

use crate::problem::{Kind, KindOfLights, Light, SlotIdx, Unit};

/// Price tables go on to this many minutes of work, so that days that are far too long are priced right as well:
/// a search passes through them.
pub(super) const LONGEST_DAY: i32 = 6000;

/// Does the rule forbid in this production?
pub(super) fn forbids(state: &State, rule: Rule) -> bool {
    rule.severity(&state.production) == Severity::Forbid
}

/// Does what the rule costs count in this production?
pub(super) fn is_priced(state: &State, rule: Rule) -> bool {
    rule.severity(&state.production) != Severity::Warn
}

/// The light of a sheet as the problem spells it.
pub(super) fn light(light: domain::Light) -> Light {
    match light {
        domain::Light::Daylight => Light::Daylight,
        domain::Light::Dark => Light::Dark,
        domain::Light::Dawn => Light::Dawn,
        domain::Light::Dusk => Light::Dusk,
        domain::Light::Any => Light::Any,
    }
}

const KINDS: [DayKind; 3] = [DayKind::Day, DayKind::Split, DayKind::Night];
const LIGHTS: [domain::Light; 4] =
    [domain::Light::Daylight, domain::Light::Dark, domain::Light::Dawn, domain::Light::Dusk];

/// What the sun of a date does to a slot.
pub(super) struct Sun {
    pub(super) call: [i32; 3],
    pub(super) daylight_call: i32,
    pub(super) dawn_call: i32,
    pub(super) not_before: [[i32; 4]; 3],
    pub(super) start_by: [[i32; 4]; 3],
    pub(super) end_by: [[i32; 4]; 3],
    pub(super) light_minutes: [[i32; 4]; 3],
}

/// Calls, and when each light is shot, on a date.
pub(super) fn sun(state: &State, date: Date) -> Sun {
    let (sunrise, sunset) = rules::sun::times(state, date);
    let day = &state.production.day;
    let call = |kind, lights: &[domain::Light]| rules::light::call(day, kind, lights, sunrise, sunset).0;
    let forbids = forbids(state, Rule::Light);
    let table =
        |of: &dyn Fn(DayKind, domain::Light) -> i32| KINDS.map(|kind| LIGHTS.map(|light| of(kind, light)));
    let clock = |of: fn(&Window) -> Option<domain::ClockTime>, none: i32, limits: bool| {
        table(&|kind, light| {
            let window = rules::light::window(kind, light, sunrise, sunset);
            let time = window.as_ref().and_then(of).filter(|_| limits);
            time.map_or(none, |time| time.0)
        })
    };
    Sun {
        call: KINDS.map(|kind| call(kind, &[])),
        daylight_call: call(DayKind::Day, &[domain::Light::Daylight]),
        dawn_call: call(DayKind::Day, &[domain::Light::Dawn]),
        // The company waits whether or not the rule forbids.
        not_before: clock(|window| window.from, i32::MIN, true),
        start_by: clock(|window| window.start_by, i32::MAX, forbids),
        end_by: clock(|window| window.end_by, i32::MAX, forbids),
        light_minutes: table(&|kind, light| {
            let minutes = rules::light::available(day, kind, light, sunrise, sunset).filter(|_| forbids);
            minutes.map_or(i32::MAX, |minutes| minutes.0)
        }),
    }
}

/// A unit's day.
pub(super) fn unit(state: &State, unit: &domain::Unit, first_slot: SlotIdx, slots: usize) -> Unit {
    let day = &state.production.day;
    let base = KINDS.map(|kind| day.base_of(kind).0);
    let most_overtime = most_overtime(state, base);
    let overtime = (0..=LONGEST_DAY).map(|m| rules::minutes::overtime_price(state, domain::Minutes(m)).0);
    let late_meal = (0..=LONGEST_DAY).map(|w| rules::meals::late_price(state, domain::Minutes(w)).0);
    let prices = &state.production.prices;
    let rest = |rule, minutes: domain::Minutes| forbids(state, rule).then_some(minutes.0);
    let forced_calls_forbidden = forbids(state, Rule::ForcedCall);
    let crew_rest = rest(Rule::CrewRest, day.crew_rest());
    let performer_rest = state.production.performer_rest().0;
    let sixth_day = [day.sixth_day(), day.seventh_day()];
    Unit {
        first_slot,
        slot_count: u32::try_from(slots).unwrap_or(u32::MAX),
        crew_cost: rules::crew::day_price(state, unit).0.0,
        idle_days_paid: unit.idle_days_paid(),
        base,
        most_overtime,
        overtime: overtime.collect(),
        move_minutes: day.move_minutes().0,
        move_cost: prices.company_move().0.0,
        max_locations: day.locations(),
        extra_location: rules::moves::extra_location_price(state).0,
        extra_locations_forbidden: forbids(state, Rule::Locations),
        night_premium: prices.night_day().0.0,
        max_exclusive: if forbids(state, Rule::Stunts) { 1 } else { u32::MAX },
        meal_minutes: day.meal().0,
        meal_after: rules::meals::MEAL_EVERY.0,
        late_meal: late_meal.collect(),
        sixth_day: sixth_day.map(|share| rules::sixth_day::crew_price(state, unit, share).0),
        cast_overtime_forbidden: forbids(state, Rule::CastOvertime),
        // A forbidden forced call is kept by resting everybody as long as performers must.
        crew_rest: if forced_calls_forbidden {
            Some(performer_rest.max(crew_rest.unwrap_or(0)))
        } else {
            crew_rest
        },
        minor_rest: rest(Rule::Minors, rules::rest::MINOR_REST),
        forbidden_transitions: [[false; 3]; 3],
        kind_of_lights: std::array::from_fn(|mask| kind_of_lights(state, mask)),
        magic_hour: rest(Rule::Light, rules::light::GLOW),
        phased: true,
    }
}

fn most_overtime(state: &State, base: [i32; 3]) -> i32 {
    let longest_base = base.iter().max().copied().unwrap_or(0);
    if forbids(state, Rule::Overtime) {
        return 0;
    }
    let most = if forbids(state, Rule::Minutes) {
        state.production.day.most_overtime().0
    } else {
        (LONGEST_DAY - longest_base).max(0)
    };
    if forbids(state, Rule::Meal) {
        most.min((2 * rules::meals::MEAL_EVERY.0 - longest_base).max(0))
    } else {
        most
    }
}

/// What a set of lights (bits in the order of [`LIGHTS`]) makes of a day.
fn kind_of_lights(state: &State, mask: usize) -> KindOfLights {
    let lights: Vec<domain::Light> = LIGHTS
        .iter()
        .enumerate()
        .filter(|(bit, _)| mask & (1 << bit) != 0)
        .map(|(_, light)| *light)
        .collect();
    let (kind, allowed) = rules::light::kind_of_day(&lights, false);
    let kind = match kind {
        DayKind::Day => Kind::Day,
        DayKind::Split => Kind::Split,
        DayKind::Night => Kind::Night,
    };
    KindOfLights { kind, allowed: allowed || !forbids(state, Rule::Light) }
}
