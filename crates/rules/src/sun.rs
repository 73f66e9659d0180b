//! Sunrise and sunset of a date, for light.

use domain::{ClockTime, Date, State};
use jiff::tz::{Offset, TimeZone};
use solar_positioning::{Horizon, Location, SolarEvents, delta_t};

/// The sun of a production whose place nobody typed: an equinox.
pub const DEFAULT_SUN: (ClockTime, ClockTime) = (ClockTime(390), ClockTime(1110));

/// Julian date of the start of 1970 (UTC).
const UNIX_EPOCH: f64 = 2_440_587.5;

/// Sunrise and sunset at the production's place, in minutes from local midnight of the date; the sunset
/// may pass 1,440. Without coordinates [`DEFAULT_SUN`]; without a zone the nominal one of the longitude;
/// under a midnight sun 00:00 to 24:00, in a polar night noon to noon.
#[must_use]
pub fn times(state: &State, date: Date) -> (ClockTime, ClockTime) {
    let production = &state.production;
    let (Some(latitude), Some(longitude)) = (production.latitude, production.longitude) else {
        return DEFAULT_SUN;
    };
    let zone = production.zone.as_deref().and_then(|name| TimeZone::get(name).ok());
    let zone = zone.or_else(|| nominal_zone(longitude));
    zone.and_then(|zone| at(Location { latitude, longitude }, &zone, date)).unwrap_or(DEFAULT_SUN)
}

/// Whole hours from the longitude.
fn nominal_zone(longitude: f64) -> Option<TimeZone> {
    let hours = (longitude / 15.0).round();
    (-12.0..=12.0).contains(&hours).then(|| TimeZone::fixed(Offset::constant(hours as i8)))
}

fn at(place: Location, zone: &TimeZone, date: Date) -> Option<(ClockTime, ClockTime)> {
    let midnight = date.to_zoned(zone.clone()).ok()?;
    let next = date.tomorrow().ok()?.to_zoned(zone.clone()).ok()?;
    let julian = |zoned: &jiff::Zoned| zoned.timestamp().as_second() as f64 / 86_400.0 + UNIX_EPOCH;
    let (start, end) = (julian(&midnight), julian(&next));
    let delta = delta_t::estimate_from_date(date.year().into(), date.month().unsigned_abs().into()).ok()?;
    let sun = SolarEvents::grena3();
    let horizon = Horizon::SunriseSunset;
    let Some(rise) = sun.next_rise_from_julian(start, end, place, delta, horizon).ok()? else {
        let day = sun.for_interval_from_julian(start, end, place, delta, horizon).ok()?;
        let up = if day.always_below() { (720, 720) } else { (0, 1440) };
        return Some((ClockTime(up.0), ClockTime(up.1)));
    };
    let set = sun.next_set_from_julian(rise, rise + 1.0, place, delta, horizon).ok()?;
    let clock = |moment: f64| {
        let seconds = ((moment - UNIX_EPOCH) * 86_400.0).round() as i64;
        let local = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(zone.clone());
        let days_on = i32::from(local.date() != date);
        let minute = i32::from(local.hour()) * 60 + i32::from(local.minute());
        Some(ClockTime(days_on * 1440 + minute))
    };
    Some((clock(rise)?, set.map_or(Some(ClockTime(1440)), clock)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn production(latitude: f64, longitude: f64, zone: Option<&str>) -> State {
        let mut state = State::default();
        state.production.latitude = Some(latitude);
        state.production.longitude = Some(longitude);
        state.production.zone = zone.map(Into::into);
        state
    }

    fn near(found: ClockTime, clock: &str) {
        let expected = ClockTime::parse(clock).unwrap();
        assert!((found.0 - expected.0).abs() <= 1, "{found} is not {clock}");
    }

    #[test]
    fn los_angeles_as_almanacs_print_it() {
        let state = production(34.05, -118.24, Some("America/Los_Angeles"));
        // Almanac: 21 June 2027 05:42 to 20:08 (daylight time); 21 December 06:55 to 16:48.
        let (rise, set) = times(&state, date(2027, 6, 21));
        near(rise, "05:42");
        near(set, "20:08");
        let (rise, set) = times(&state, date(2027, 12, 21));
        near(rise, "06:55");
        near(set, "16:48");
    }

    #[test]
    fn without_a_place_or_a_zone() {
        assert_eq!(times(&State::default(), date(2027, 6, 21)), DEFAULT_SUN);
        let (nominal, _) = times(&production(34.05, -118.24, None), date(2027, 12, 21));
        near(nominal, "06:55");
        let nowhere = production(f64::NAN, 400.0, None);
        assert_eq!(times(&nowhere, date(2027, 6, 21)), DEFAULT_SUN);
    }

    #[test]
    fn far_north() {
        let state = production(69.65, 18.96, Some("Europe/Oslo"));
        assert_eq!(times(&state, date(2027, 6, 21)), (ClockTime(0), ClockTime(1440)));
        assert_eq!(times(&state, date(2027, 12, 21)), (ClockTime(720), ClockTime(720)));
    }
}
