//! Light: what kind of day the strips make, and how much of each light that day has.

use domain::edit::quoted;
use domain::{ClockTime, DayKind, DayTerms, Light, Minutes, State};

use crate::Rule;
use crate::findings::{Broken, Findings, labels};
use crate::meals;
use crate::schedule::{Day, Schedule, Strip};

/// Minutes of one dusk, or of one dawn: from half an hour before the sun sets or rises to half an hour after.
pub const GLOW: Minutes = Minutes(60);

/// Dawn begins so long before sunrise, dusk so long before sunset.
const HALF_GLOW: i32 = GLOW.0 / 2;

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

/// People are called to five minutes, not to the sun's minute.
const CALL_STEP: i32 = 5;

/// The call of a day by its kind and its lights. A day with a dawn strip begins with the glow; one that needs daylight
/// not before sunrise; a night not before sunset: to the next five minutes.
#[must_use]
pub fn call(
    terms: &DayTerms,
    kind: DayKind,
    lights: &[Light],
    sunrise: ClockTime,
    sunset: ClockTime,
) -> ClockTime {
    let called = |sun: i32| ClockTime(sun + (-sun).rem_euclid(CALL_STEP));
    match kind {
        DayKind::Day if lights.contains(&Light::Dawn) => called(sunrise.0 - HALF_GLOW),
        DayKind::Day if lights.contains(&Light::Daylight) => terms.call(kind).max(called(sunrise.0)),
        DayKind::Night => terms.call(kind).max(called(sunset.0)),
        _ => terms.call(kind),
    }
}

/// Does the strip need more of a dawn or a dusk than there is of one? So many of them hold it.
#[must_use]
pub fn glows_for(light: Light, minutes: Minutes) -> Option<i32> {
    let longer = matches!(light, Light::Dawn | Light::Dusk) && minutes > GLOW;
    longer.then_some((minutes.0 + GLOW.0 - 1) / GLOW.0)
}

/// The clock within which a strip that needs a light is shot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// It begins no earlier: the company waits.
    pub from: Option<ClockTime>,
    /// It begins no later.
    pub start_by: Option<ClockTime>,
    /// It ends no later.
    pub end_by: Option<ClockTime>,
}

/// When a light can be shot on a day of a kind; none: that kind of day does not have it.
#[must_use]
pub fn window(kind: DayKind, light: Light, sunrise: ClockTime, sunset: ClockTime) -> Option<Window> {
    let at = |clock: ClockTime, later: i32| Some(ClockTime(clock.0 + later));
    let (from, start_by, end_by) = match (light, kind) {
        (Light::Any, _) => (None, None, None),
        (Light::Daylight, DayKind::Night) | (Light::Dark, DayKind::Day) => return None,
        (Light::Daylight, _) => (at(sunrise, 0), None, at(sunset, 0)),
        (Light::Dark, _) => (at(sunset, 0), None, at(sunrise, 1440)),
        (Light::Dusk, _) => (at(sunset, -HALF_GLOW), at(sunset, HALF_GLOW), None),
        (Light::Dawn, DayKind::Night) => (at(sunrise, 1440 - HALF_GLOW), at(sunrise, 1440 + HALF_GLOW), None),
        (Light::Dawn, _) => (at(sunrise, -HALF_GLOW), at(sunrise, HALF_GLOW), None),
    };
    Some(Window { from, start_by, end_by })
}

/// Minutes of a light that a day cannot exceed, in whatever order it is shot; none: no limit.
#[must_use]
pub fn available(
    terms: &DayTerms,
    kind: DayKind,
    light: Light,
    sunrise: ClockTime,
    sunset: ClockTime,
) -> Option<Minutes> {
    let window = match window(kind, light, sunrise, sunset) {
        None => return Some(Minutes(0)),
        Some(Window { from: Some(from), end_by: Some(end_by), .. }) => (from, end_by),
        Some(_) => return None,
    };
    // A dawn strip may call a day before its usual call; all others begin with the call.
    let call = if kind == DayKind::Day { window.0 } else { terms.call(kind).max(window.0) };
    let passed = Minutes(window.1.0 - call.0).max(Minutes(0));
    // On a split day the meal may lie before the dark.
    let meal_inside = kind != DayKind::Split || light == Light::Daylight;
    Some(if meal_inside { meals::work_by(terms, passed) } else { passed })
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
    let mut broken = |rule: Rule, strips: &[&Strip<'_>], what: String, remedy: String| {
        let sheets = strips.iter().map(|strip| strip.sheet.id).collect();
        let (performers, days) = (Vec::new(), vec![day]);
        findings.broken(schedule.state, Broken { rule, sheets, performers, days, what, remedy });
    };
    let who = |strips: &[&Strip<'_>]| {
        let sheets: Vec<_> = strips.iter().map(|strip| strip.sheet.id).collect();
        labels(schedule.state, &sheets)
    };
    if matches!(light, Light::Dawn | Light::Dusk) {
        let needed: Minutes = strips.iter().map(|strip| strip.minutes).sum();
        let of = format!("the {name} of {}", day.name());
        if strips.len() > 1 && needed > GLOW {
            let what = format!("{} share {of} and need {needed}; it lasts {GLOW}", who(&strips));
            broken(Rule::Light, &strips, what, "shoot one of them on another date".to_owned());
        }
        for strip in &strips {
            let Some(parts) = glows_for(light, strip.minutes) else { continue };
            let label = who(&[strip]);
            let what = format!("{label} needs {} of {of}; it lasts {GLOW}", strip.minutes);
            broken(Rule::Glow, &[strip], what, over_several(schedule.state, strip, parts, name));
        }
    }
    let outside: Vec<&Strip<'_>> = match window(day.kind, light, day.sunrise, day.sunset) {
        None => strips,
        Some(window) => strips
            .into_iter()
            .filter(|strip| {
                window.start_by.is_some_and(|by| strip.start > by)
                    || window.end_by.is_some_and(|by| strip.end > by)
            })
            .collect(),
    };
    if !outside.is_empty() {
        let clock: Vec<String> = outside
            .iter()
            .map(|strip| format!("{} from {} to {}", who(&[strip]), strip.start, strip.end))
            .collect();
        let what = format!(
            "{} needs {name} on {}, a {} with the sun up {} to {}",
            clock.join(", "),
            day.name(),
            day.kind.label(),
            day.sunrise,
            day.sunset
        );
        let remedy = "shoot it at another time of the day, on another day, or change its light".to_owned();
        broken(Rule::Light, &outside, what, remedy);
    }
}

/// How a strip is split over several dawns or dusks. A part cannot be split again: its whole is joined first.
fn over_several(state: &State, strip: &Strip<'_>, parts: i32, name: &str) -> String {
    let whole = quoted(&state.label_of_whole(strip.sheet));
    let others = state.parts_with(strip.sheet);
    let minutes: Minutes = others.iter().map(|other| state.minutes_of(other)).sum();
    let parts = glows_for(strip.light, minutes).unwrap_or(parts);
    let join = if others.is_empty() { String::new() } else { format!("join-parts {whole}, then ") };
    format!(
        "split it over {parts} {name}s, each on a date of its own ({join}split-sheet {whole} {parts}), or give it another light for the rest"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, said};

    #[test]
    fn kinds_of_day_as_the_table_of_the_law() {
        use DayKind::{Day, Night, Split};
        use Light::{Any, Dark, Dawn, Daylight, Dusk};
        let table: [(&[Light], DayKind, bool); 13] = [
            (&[], Day, true),
            (&[Any], Day, true),
            (&[Daylight], Day, true),
            (&[Dawn], Day, true),
            (&[Daylight, Dawn], Day, true),
            (&[Dusk], Split, true),
            (&[Daylight, Dusk], Split, true),
            (&[Daylight, Dark, Any], Split, true),
            (&[Dark], Night, true),
            (&[Dark, Dusk, Dawn], Night, true),
            (&[Dusk, Dawn], Night, true),
            (&[Daylight, Dawn, Dusk], Split, false),
            (&[Daylight, Dawn, Dark], Split, false),
        ];
        for (lights, kind, allowed) in table {
            assert_eq!(kind_of_day(lights, false), (kind, allowed), "{lights:?}");
        }
        assert_eq!(kind_of_day(&[Any], true), (Night, true));
        assert_eq!(kind_of_day(&[Daylight], true), (Day, true));
    }

    #[test]
    fn minutes_of_each_light() {
        // Sun up 06:30 to 18:30 (390 to 1110), meal 30, base 600, most overtime 120.
        let terms = DayTerms::default();
        let of = |kind, light| available(&terms, kind, light, ClockTime(390), ClockTime(1110)).map(|m| m.0);
        // A dawn strip may call it before 07:00, so from sunrise.
        assert_eq!(of(DayKind::Day, Light::Daylight), Some(1110 - 390 - 30));
        assert_eq!(of(DayKind::Day, Light::Dark), Some(0));
        // 390 minutes of the clock, of which 30 are the meal if more than 360 are worked: 360.
        assert_eq!(of(DayKind::Split, Light::Daylight), Some(360));
        // From sunset to the next sunrise.
        assert_eq!(of(DayKind::Split, Light::Dark), Some(1830 - 1110));
        assert_eq!(of(DayKind::Night, Light::Daylight), Some(0));
        // From 18:30, not from the call at 18:00, to 390 + 1440.
        assert_eq!(of(DayKind::Night, Light::Dark), Some(1830 - 1110 - 30));
        assert_eq!(of(DayKind::Day, Light::Dawn), None);
        // Under a midnight sun there is no dark, and not less than none.
        let late = available(&terms, DayKind::Split, Light::Dark, ClockTime(0), ClockTime(1500));
        assert_eq!(late, Some(Minutes(0)));
    }

    #[test]
    fn calls_follow_the_sun_and_the_company_waits_for_its_light() {
        // Sun up 06:30 to 18:30 (390 to 1110).
        let mut film = Film::new();
        let [day, late, dawn] = [120, 60, 60].map(|minutes| film.strip(minutes));
        film.sheet(day).light = Some(Light::Daylight);
        film.sheet(late).light = Some(Light::Dark);
        film.sheet(dawn).light = Some(Light::Dawn);
        let clock = |film: &mut Film, days: &[&[domain::SheetId]]| {
            let day = film.judge(days).days.into_iter().next().unwrap();
            let starts: Vec<i32> = day.strips.iter().map(|strip| strip.start.0).collect();
            (day.call.0, starts, day.work.0, day.wrap.0)
        };
        // A split: 12:00, two hours, then the wait until 18:30. 390 - 30 for the meal = 360 is no more than six hours of work,
        // so 361 minutes are needed for the meal to be behind them: 12:00 + 361 + 30 = 18:31.
        assert_eq!(clock(&mut film, &[&[day, late]]), (720, vec![720, 720 + 361 + 30], 421, 720 + 421 + 30));
        // Dusk is let in 30 minutes before sunset: 18:00 is 360 minutes after the call, so the meal is due as it comes up,
        // and it begins behind that.
        film.sheet(late).light = Some(Light::Dusk);
        assert_eq!(clock(&mut film, &[&[day, late]]), (720, vec![720, 1110], 420, 720 + 420 + 30));
        // A night is called at 18:30, after sunset; its dawn is at 06:00, 690 - 30 minutes of work later.
        film.sheet(late).light = Some(Light::Dark);
        assert_eq!(clock(&mut film, &[&[late, dawn]]), (1110, vec![1110, 1800], 720, 1110 + 720 + 30));
        // A day with a dawn strip is called at 06:00.
        assert_eq!(clock(&mut film, &[&[dawn, day]]), (360, vec![360, 420], 180, 540));
    }

    #[test]
    fn people_are_called_to_five_minutes_not_before_the_sun() {
        let terms = DayTerms::default();
        let of = |kind, light, sunrise: i32, sunset: i32| {
            call(&terms, kind, &[light], ClockTime(sunrise), ClockTime(sunset)).0
        };
        // Sunrise 07:03, 07:05, 06:58; sunset 18:11; a dawn that begins at 06:33.
        assert_eq!(of(DayKind::Day, Light::Daylight, 423, 1091), 425);
        assert_eq!(of(DayKind::Day, Light::Daylight, 425, 1091), 425);
        assert_eq!(of(DayKind::Day, Light::Daylight, 418, 1091), 420);
        assert_eq!(of(DayKind::Night, Light::Dark, 423, 1091), 1095);
        assert_eq!(of(DayKind::Day, Light::Dawn, 423, 1091), 395);
        // Before the day of the sun, as under a midnight sun.
        assert_eq!(of(DayKind::Day, Light::Dawn, 3, 1091), -25);
    }

    #[test]
    fn a_strip_that_needs_more_of_a_dawn_or_dusk_than_there_is_of_one_is_flagged() {
        let mut film = Film::new();
        let [dawn, dusk] = [360, 60].map(|minutes| film.strip(minutes));
        film.sheet(dawn).light = Some(Light::Dawn);
        film.sheet(dusk).light = Some(Light::Dusk);
        let verdict = film.judge(&[&[dawn], &[dusk]]);
        assert_eq!(
            said(&verdict, Rule::Glow),
            ["sheet-1 needs 6 h 00 of the dawn of day 1 (Mon 4 Jan 2027); it lasts 1 h 00"]
        );
        let flag = verdict.flags.iter().find(|flag| flag.rule == Rule::Glow).unwrap();
        assert_eq!(flag.severity, domain::Severity::Warn, "its minutes are an estimate");
        assert_eq!(
            flag.remedy,
            "split it over 6 dawns, each on a date of its own (split-sheet sheet-1 6), or give it another light for the rest"
        );
        // A part is joined first; then the scene is as long as all its parts.
        film.sheet(dawn).part = Some(domain::Part { index: 1, of: 1 });
        let verdict = film.judge(&[&[dawn], &[dusk]]);
        let flag = verdict.flags.iter().find(|flag| flag.rule == Rule::Glow).unwrap();
        assert!(flag.remedy.contains("(join-parts sheet-1, then split-sheet sheet-1 6)"), "{}", flag.remedy);
        film.sheet(dawn).part = None;
        assert!(said(&verdict, Rule::Light).is_empty(), "it begins when the light comes");
        // Together with another it is both; the other comes after the dusk as well.
        let [late, later] = [61, 1].map(|minutes| film.strip(minutes));
        film.sheet(late).light = Some(Light::Dusk);
        film.sheet(later).light = Some(Light::Dusk);
        let verdict = film.judge(&[&[late, later]]);
        assert_eq!((said(&verdict, Rule::Glow).len(), said(&verdict, Rule::Light).len()), (1, 2));
        film.sheet(late).minutes = Some(Minutes(60));
        assert!(said(&film.judge(&[&[late], &[later]]), Rule::Glow).is_empty());
    }

    #[test]
    fn a_day_without_enough_light_is_flagged() {
        assert_eq!(crate::sun::times(&State::default(), crate::DEFAULT_START), crate::sun::DEFAULT_SUN);
        let mut film = Film::new();
        let [day, dusk, again] = [361, 30, 31].map(|minutes| film.strip(minutes));
        film.sheet(day).light = Some(Light::Daylight);
        film.sheet(dusk).light = Some(Light::Dusk);
        film.sheet(again).light = Some(Light::Dusk);
        // On a split: 12:00 + 361 + 30 for the meal = 18:31, a minute after sunset. On a day it ends at 13:31.
        assert_eq!(said(&film.judge(&[&[day, dusk]]), Rule::Light).len(), 1);
        assert!(said(&film.judge(&[&[day], &[dusk]]), Rule::Light).is_empty());
        // Two strips share 60 minutes of the dusk: 61 are too many.
        let shared = film.judge(&[&[dusk, again]]);
        assert_eq!(
            said(&shared, Rule::Light),
            ["sheet-2, sheet-3 share the dusk of day 1 (Mon 4 Jan 2027) and need 1 h 01; it lasts 1 h 00"]
        );
        film.sheet(again).minutes = Some(Minutes(30));
        assert!(said(&film.judge(&[&[dusk, again]]), Rule::Light).is_empty());
        film.sheet(again).light = Some(Light::Dawn);
        let mixed = film.judge(&[&[day, dusk, again]]);
        assert_eq!(
            said(&mixed, Rule::Light).len(),
            3,
            "too little daylight, dawn long after sunrise, dawn with dusk"
        );
    }
}
