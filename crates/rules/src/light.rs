//! Light: what kind of day the strips make, and how much of each light that day has.

use domain::{ClockTime, DayKind, DayTerms, Light, Minutes};

use crate::Rule;
use crate::findings::{Broken, Findings, labels};
use crate::schedule::{Day, Schedule, Strip};

/// Minutes that two or more strips may share of one dusk, or of one dawn.
pub const SHARED_GLOW: Minutes = Minutes(60);

/// The kind of a day by the lights on it, and whether they may be on one day. `after_night`: the unit's
/// slot of the date before is a night.
#[must_use]
pub fn kind_of_day(lights: &[Light], after_night: bool) -> (DayKind, bool) {
    let has = |light| lights.contains(&light);
    let (daylight, dark) = (has(Light::Daylight), has(Light::Dark));
    let (dawn, dusk) = (has(Light::Dawn), has(Light::Dusk));
    if daylight {
        let evening = dark || dusk;
        return (if evening { DayKind::Split } else { DayKind::Day }, !(evening && dawn));
    }
    let kind = match (dark, dawn, dusk) {
        (false, false, false) if after_night => DayKind::Night,
        (false, _, false) => DayKind::Day,
        (false, false, true) => DayKind::Split,
        (true, _, _) | (false, true, true) => DayKind::Night,
    };
    (kind, true)
}

/// Minutes of a light that a day has; none: no limit. Sunrise and sunset are those of the day's date.
#[must_use]
pub fn available(
    terms: &DayTerms,
    kind: DayKind,
    light: Light,
    sunrise: ClockTime,
    sunset: ClockTime,
) -> Option<Minutes> {
    let call = terms.call(kind);
    let meal = terms.meal();
    let between = |from: ClockTime, to: ClockTime| Minutes(to.0 - from.0);
    let longest = terms.base_of(kind) + terms.most_overtime() + meal;
    let minutes = match (light, kind) {
        (Light::Any | Light::Dusk | Light::Dawn, _) => return None,
        (Light::Daylight, DayKind::Day) => between(call.max(sunrise), sunset) - meal,
        (Light::Daylight, DayKind::Split) => between(call, sunset),
        (Light::Daylight, DayKind::Night) | (Light::Dark, DayKind::Day) => Minutes(0),
        (Light::Dark, DayKind::Split) => between(sunset.max(call), ClockTime(call.0 + longest.0)),
        (Light::Dark, DayKind::Night) => between(call.max(sunset), ClockTime(sunrise.0 + 1440)) - meal,
    };
    Some(minutes.max(Minutes(0)))
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    for day in schedule.days.iter().filter(|day| day.used) {
        if !day.lights_allowed {
            findings.broken(
                schedule.state,
                Broken {
                    rule: Rule::Light,
                    sheets: day.sheets(),
                    performers: Vec::new(),
                    days: vec![day],
                    what: format!("{} needs dawn, daylight and dusk or dark", day.name()),
                    remedy: "shoot the dawn on another day".into(),
                },
            );
        }
        for (name, light) in Light::NAMES {
            judge_light(schedule, day, light, name, findings);
        }
    }
}

fn judge_light(schedule: &Schedule<'_>, day: &Day<'_>, light: Light, name: &str, findings: &mut Findings) {
    let strips: Vec<&Strip<'_>> = day.strips.iter().filter(|strip| strip.light == light).collect();
    let terms = &schedule.state.production.day;
    let glow = matches!(light, Light::Dawn | Light::Dusk) && strips.len() > 1;
    let most =
        if glow { Some(SHARED_GLOW) } else { available(terms, day.kind, light, day.sunrise, day.sunset) };
    let needed: Minutes = strips.iter().map(|strip| strip.minutes).sum();
    let Some(most) = most.filter(|most| needed > *most) else { return };
    let sheets: Vec<_> = strips.iter().map(|strip| strip.sheet.id).collect();
    let who = labels(schedule.state, &sheets);
    let (what, remedy) = if glow {
        let what = format!("{who} share the {name} of {} and need {needed}; it lasts {most}", day.name());
        (what, format!("shoot one of them on another day's {name}"))
    } else {
        let what = format!(
            "{who} need {needed} of {name} on {}, a {} called at {} with the sun up {} to {}: it has {most}",
            day.name(),
            day.kind.label(),
            day.call,
            day.sunrise,
            day.sunset,
        );
        (what, "move a strip to another day, or change its light".into())
    };
    let (performers, days) = (Vec::new(), vec![day]);
    findings.broken(schedule.state, Broken { rule: Rule::Light, sheets, performers, days, what, remedy });
}
