//! `[production]`, `[day]` and `[prices]`: the settings of the whole production.

use domain::{Money, PerMille, State};
use jiff::tz::TimeZone;

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written};
use crate::section::{Desk, Fields, Key, Section, field, flag};

/// `[production]`.
pub(crate) struct Production;

/// `[day]`.
pub(crate) struct Day;

/// `[prices]`.
pub(crate) struct Prices;

macro_rules! of_the_production {
    () => {
        type Id = ();
        type Entry = domain::Production;
        const LIST: bool = false;

        fn find(_: &Fields<'_>, _: &Desk<'_>) -> Outcome<Option<()>> {
            Ok(Some(()))
        }
        fn make(_: &Fields<'_>, _: &mut Desk<'_>) -> Outcome<()> {
            Ok(())
        }
        fn load((): (), state: &State) -> Option<Self::Entry> {
            Some(state.production.clone())
        }
        fn all(_: &State) -> Vec<()> {
            vec![()]
        }
        fn label((): (), _: &State) -> String {
            Self::NAME.into()
        }
    };
}

impl Section for Production {
    of_the_production!();
    const NAME: &'static str = "production";
    const ABOUT: &'static str = "The production itself.";

    fn keys() -> Vec<Key<Self::Entry>> {
        type P = domain::Production;
        vec![
            field!(P, "title", "Title.", title).imported(),
            field!(P, "currency", "Code of the only currency.", currency)
                .or(|p, _, _| Some(Written::plain(p.currency()))),
            field!(P, "start", "First possible shooting date.", start).imported(),
            field!(P, "pace", "Pages shot in a day: what minutes are estimated from.", pace)
                .or(|p, _, s| p.pace().write(s)),
            field!(P, "rule_set", "Name of the rule set that a check is reported under.", rule_set)
                .or(|p, _, _| Some(Written::plain(p.rule_set()))),
            field!(P, "jurisdiction", "Whose rules for minors and agreements apply.", jurisdiction),
            field!(P, "zone", "IANA time zone of the shoot: `Europe/Rome`.", zone),
            field!(P, "latitude", "Degrees north, for the sun.", latitude),
            field!(P, "longitude", "Degrees east.", longitude),
            field!(P, "budget", "What a finished film is worth at least.", budget),
        ]
    }

    fn store(entry: Self::Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        check_zone(entry.zone.as_deref(), fields)?;
        check_degrees(entry.latitude, 90.0, "latitude", fields)?;
        check_degrees(entry.longitude, 180.0, "longitude", fields)?;
        if fields.has("currency")
            && entry
                .currency
                .as_ref()
                .is_some_and(|c| c.len() != 3 || !c.bytes().all(|b| b.is_ascii_uppercase()))
        {
            return Problem::err(fields.span_of("currency"), "this is no currency code", "write it as USD");
        }
        desk.editing.put(entry);
        Ok(())
    }
}

/// A zone must be one that the system knows, where the system knows any.
pub(crate) fn check_zone(zone: Option<&str>, fields: &Fields<'_>) -> Outcome<()> {
    let Some(zone) = zone.filter(|_| fields.has("zone")) else { return Ok(()) };
    if TimeZone::get(zone).is_ok() {
        return Ok(());
    }
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    if known.is_empty() {
        return Ok(());
    }
    let near = domain::resolve::nearest(zone, known.iter().map(String::as_str));
    let remedy = if near.is_empty() {
        "write it as Europe/Rome".to_owned()
    } else {
        format!("did you mean {}?", near.join(", or "))
    };
    Problem::err(fields.span_of("zone"), format!("there is no time zone “{zone}”"), remedy)
}

/// Degrees must be on the globe.
pub(crate) fn check_degrees(degrees: Option<f64>, most: f64, key: &str, fields: &Fields<'_>) -> Outcome<()> {
    match degrees {
        Some(degrees) if fields.has(key) && degrees.abs() > most => Problem::err(
            fields.span_of(key),
            format!("{degrees} degrees are not on the globe"),
            format!("write degrees from -{most} to {most}"),
        ),
        _ => Ok(()),
    }
}

macro_rules! day_keys {
    ($($name:ident $about:literal;)*) => {
        vec![$(
            field!(domain::Production, stringify!($name), $about, day.$name)
                .or(|p, _, s| p.day.$name().write(s)),
        )*]
    };
}

impl Section for Day {
    of_the_production!();
    const NAME: &'static str = "day";
    const ABOUT: &'static str = "Terms of a shooting day.";

    fn keys() -> Vec<Key<Self::Entry>> {
        let mut keys = day_keys! {
            call_day "Call of a day.";
            call_split "Call of a split day.";
            call_night "Call of a night.";
            base "Minutes of work before overtime.";
            base_night "Minutes of work before overtime on a night.";
            most_overtime "Overtime at most.";
            meal "Length of the meal.";
            move_minutes "Minutes of a company move.";
            locations "Locations of a day before another one costs.";
            crew_rest "Rest of the crew, by deal.";
            drop_gap "Calendar days that a pick-up must exceed for a drop: 10 for films shot in the USA only, otherwise 14.";
            sixth_day "What a sixth shooting date in a calendar week adds to the day's pay of crew and performers, per mille.";
            seventh_day "The same for a seventh.";
            stunts_a_week "Stunts of class B or higher of one performer in seven days, beyond which a flag is raised.";
        };
        let rest = field!(
            domain::Production,
            "performer_rest",
            "Rest of performers; 11 hours where the jurisdiction is the UK, otherwise 12.",
            day.performer_rest
        );
        keys.insert(10, rest.or(|p, _, s| p.performer_rest().write(s)));
        keys
    }

    fn store(entry: Self::Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        for (key, minutes) in [("base", entry.day.base()), ("base_night", entry.day.base_night())] {
            if fields.has(key) && minutes.0 < 1 {
                return Problem::err(fields.span_of(key), "a day has at least a minute", "write 600");
            }
        }
        desk.editing.put(entry);
        Ok(())
    }
}

macro_rules! price_keys {
    ($($name:ident $about:literal;)*) => {
        vec![$(
            field!(domain::Production, stringify!($name), $about, prices.$name)
                .or(|p, _, s| p.prices.$name().0.write(s)),
        )*]
    };
}

impl Section for Prices {
    of_the_production!();
    const NAME: &'static str = "prices";
    const ABOUT: &'static str =
        "Prices. What nobody typed is an example, and is marked so wherever it appears.";

    fn keys() -> Vec<Key<Self::Entry>> {
        let mut keys = price_keys! {
            crew_day "Crew and equipment of a main unit's day.";
            second_unit_day "Crew and equipment of another unit's day.";
            overtime_hour "Crew overtime, an hour.";
            night_day "Premium of a night.";
            company_move "A company move within a day.";
            extra_location "A location in a day beyond the usual number.";
            location_visit "Arriving at a location.";
            location_day "A day at a location.";
            cast_day "A performer's day.";
            background_day "A background performer's day.";
            rewrite "A rewrite after a stunt failed for good.";
        };
        keys.push(field!(domain::Production, "fringe", "Fringes on pay.", prices.fringe));
        keys.push(flag!(
            domain::Production,
            "confirmed",
            "Somebody who knows confirmed all typed prices.",
            prices.confirmed
        ));
        keys
    }

    fn store(entry: Self::Entry, _: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        desk.editing.put(entry);
        Ok(())
    }
}

/// A price of the production as the default of one thing.
pub(crate) fn price(amount: (Money, domain::Source), state: &State) -> Option<Written> {
    amount.0.write(state)
}

/// The production's fringes as the default of one thing.
pub(crate) fn fringe(state: &State) -> Option<Written> {
    state.production.prices.fringe.unwrap_or(PerMille(0)).write(state)
}
