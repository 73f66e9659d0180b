//! What it costs to shoot a sheet again, wherever it would then stand: its share of a day of all that the day pays.

use domain::{Minutes, Money, Review, Sheet, State};

use crate::{crew, direct, elements, locations, pay};

/// Cents. The sheet's minutes as a share of a working day, of: its unit's crew, its location, a day of each of its
/// performers, its background and its elements; and what its actions cost beside that. It knows no board: no visit, no
/// move, no hold, no overtime.
#[must_use]
pub fn cost(state: &State, sheet: &Sheet) -> Money {
    let unit = state.unit_of(sheet).and_then(|id| state.units.get(&id));
    let crew = unit.map_or(Money(0), |unit| crew::day_price(state, unit).0);
    let place = state.location_of(sheet).map_or(Money(0), |place| locations::day_price(state, place).0);
    let mut people: Vec<_> = state.performers_of(sheet).into_iter().map(|who| state.payee(who)).collect();
    people.sort_unstable();
    people.dedup();
    let cast: Money = people.into_iter().filter_map(|who| pay::a_day(state, who)).sum();
    let day = crew + place + cast + background(state, sheet) + things(state, sheet);
    let base = state.production.day.base().max(Minutes(1));
    day.scaled(state.minutes_of(sheet).0.into(), base.0.into()) + direct::of_sheet(state, sheet)
}

fn background(state: &State, sheet: &Sheet) -> Money {
    let used = sheet.background.iter().filter(|used| used.review != Review::Rejected);
    let known = used.filter_map(|used| Some((used.count, state.background.get(&used.group)?)));
    let price = |(count, group)| {
        elements::background_price(state, group).0.scaled(elements::paid_count(count).into(), 1)
    };
    known.map(price).sum()
}

fn things(state: &State, sheet: &Sheet) -> Money {
    let used = sheet.elements.iter().filter(|used| used.review != Review::Rejected);
    let priced = used.filter_map(|used| elements::day_price(state.elements.get(&used.element)?));
    priced.map(|(price, _)| price).sum()
}
