//! Crew of a day, and the premium of a night.

use domain::{DayKind, Money, Source, State, Unit, UnitKind};

use crate::Rule;
use crate::findings::Findings;
use crate::schedule::Schedule;
use crate::verdict::Subject;

/// What a unit's crew costs a day.
#[must_use]
pub fn day_price(state: &State, unit: &Unit) -> (Money, Source) {
    let prices = &state.production.prices;
    match (unit.crew_day, unit.kind) {
        (Some(typed), _) => (typed, Source::of(true, prices.confirmed)),
        (None, UnitKind::Main) => prices.crew_day(),
        (None, UnitKind::Second | UnitKind::Stunt) => prices.second_unit_day(),
    }
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for day in &schedule.days {
        let subject = Subject::Unit(day.unit.id);
        if day.used || day.unit.idle_days_paid() {
            findings.pay_for_day(day, Rule::Crew, subject, 1, day_price(state, day.unit));
        }
        if day.used && day.kind == DayKind::Night {
            findings.pay_for_day(day, Rule::Night, subject, 1, state.production.prices.night_day());
        }
    }
}
