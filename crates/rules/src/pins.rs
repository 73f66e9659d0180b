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
                    PinAt::Date(date) => (date == day.date, date.strftime("%a %-d %b %Y").to_string()),
                    PinAt::Day(n) => (n as usize == day.ordinal + 1, format!("day {n}")),
                };
                if !kept {
                    broken(
                        format!("{label} is on {}; {} pinned it to {at}", day.name(), pin.by),
                        format!("move {label} to {at}, or take the pin off"),
                    );
                }
            }
            if let Some(unit) = sheet.unit.filter(|unit| *unit != day.unit.id) {
                let own = state.units.get(&unit).map_or("?", |unit| unit.name.as_str());
                broken(
                    format!("{label} is on {} of {} and belongs to {own}", day.name(), day.unit.name),
                    format!("move {label} to {own}, or give it to {}", day.unit.name),
                );
            }
        }
    }
}
