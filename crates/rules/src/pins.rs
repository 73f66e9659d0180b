//! Pins: the day, and the unit, that a person fixed a strip to.

use domain::PinAt;

use crate::Rule;
use crate::findings::{Broken, Findings};
use crate::schedule::Schedule;

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for day in &schedule.days {
        for sheet in day.strips.iter().map(|strip| strip.sheet) {
            let label = state.label(sheet.id);
            let mut broken = |what: String, remedy: String| {
                let (rule, sheets, performers, days) = (Rule::Pin, vec![sheet.id], Vec::new(), vec![day]);
                findings.broken(state, Broken { rule, sheets, performers, days, what, remedy });
            };
            if let Some(pin) = &sheet.pin {
                let (kept, at) = match pin.at {
                    PinAt::Date(date) => (date == day.date, domain::date_words(date)),
                    PinAt::Day(n) => (n as usize == day.ordinal + 1, format!("day {n}")),
                };
                if !kept {
                    broken(
                        format!("{label} is on {}; it is pinned to {at} by {}", day.name(), pin.by),
                        format!("move {label} to {at}, or take the pin off"),
                    );
                }
            }
            if let Some(unit) = sheet.unit.filter(|unit| *unit != day.unit.id) {
                let own = state.units.get(&unit).map_or("?", |unit| unit.name.as_str());
                broken(
                    format!("{label} is with {}, {}, and belongs to {own}", day.unit.name, day.name()),
                    format!("move {label} to {own}, or give it to {}", day.unit.name),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, MAIN, SECOND, said};
    use domain::{Pin, UnitKind};

    #[test]
    fn dates_ordinals_and_units() {
        let mut film = Film::new();
        film.unit(SECOND, UnitKind::Second);
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        film.sheet(a).pin = Some(Pin { at: PinAt::Date(DAY[1]), by: "Ida".into() });
        film.sheet(b).pin = Some(Pin { at: PinAt::Day(1), by: "Ida".into() });
        assert!(said(&film.judge(&[&[b], &[a]]), Rule::Pin).is_empty());
        let swapped = film.judge(&[&[a], &[b]]);
        assert_eq!(
            said(&swapped, Rule::Pin),
            [
                "sheet-1 is on day 1 (Mon 4 Jan 2027); it is pinned to Tue 5 Jan 2027 by Ida",
                "sheet-2 is on day 2 (Tue 5 Jan 2027); it is pinned to day 1 by Ida"
            ]
        );
        film.sheet(b).pin = None;
        film.sheet(b).unit = Some(MAIN);
        assert_eq!(said(&film.judge_two(&[&[], &[a]], &[&[b]]), Rule::Pin).len(), 1);
    }
}
