//! Elements and background: dates on which they work, and what they cost on those dates alone.

use std::collections::{BTreeMap, BTreeSet};

use domain::{BackgroundGroup, BackgroundId, Date, Element, ElementId, Money, Review, Source, State};

use crate::Rule;
use crate::findings::Findings;
use crate::schedule::Schedule;
use crate::verdict::{CostItem, Subject};

/// What an element costs on a date on which it works, whatever its number; none: nothing.
#[must_use]
pub fn day_price(element: &Element) -> Option<(Money, Source)> {
    element.rate.map(|rate| (rate, Source::of(true, element.confirmed)))
}

/// What one of a background group costs on a date.
#[must_use]
pub fn background_price(state: &State, group: &BackgroundGroup) -> (Money, Source) {
    let typed = group.rate.map(|rate| (rate, Source::of(true, group.confirmed)));
    typed.unwrap_or_else(|| state.production.prices.background_day())
}

/// How many are paid where a number is not known: at least one.
#[must_use]
pub fn paid_count(count: u32) -> u32 {
    count.max(1)
}

/// Dates on which each element works.
pub(crate) type ElementDates = BTreeMap<ElementId, Vec<Date>>;
/// Dates on which each group works, with the largest count of the date.
pub(crate) type BackgroundDates = BTreeMap<BackgroundId, Vec<(Date, u32)>>;

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) -> (ElementDates, BackgroundDates) {
    let state = schedule.state;
    let mut elements: BTreeMap<ElementId, BTreeSet<Date>> = BTreeMap::new();
    let mut groups: BTreeMap<BackgroundId, BTreeMap<Date, u32>> = BTreeMap::new();
    for day in &schedule.days {
        for strip in &day.strips {
            for used in strip.sheet.elements.iter().filter(|used| used.review != Review::Rejected) {
                elements.entry(used.element).or_default().insert(day.date);
            }
            for used in strip.sheet.background.iter().filter(|used| used.review != Review::Rejected) {
                let count = groups.entry(used.group).or_default().entry(day.date).or_default();
                *count = used.count.max(*count);
            }
        }
    }
    for (id, dates) in &elements {
        let Some((rate, source)) = state.elements.get(id).and_then(day_price) else { continue };
        for &date in dates {
            let (rule, subject) = (Rule::Elements, Subject::Element(*id));
            findings.pay(CostItem { rule, subject, date, quantity: 1, rate, amount: rate, source });
        }
    }
    for (id, dates) in &groups {
        let Some(group) = state.background.get(id) else { continue };
        let (rate, source) = background_price(state, group);
        for (&date, &count) in dates {
            let (rule, subject) = (Rule::Background, Subject::Background(*id));
            let quantity = paid_count(count).into();
            let amount = rate.scaled(quantity, 1);
            findings.pay(CostItem { rule, subject, date, quantity, rate, amount, source });
        }
    }
    let elements = elements.into_iter().map(|(id, dates)| (id, Vec::from_iter(dates))).collect();
    let groups = groups.into_iter().map(|(id, dates)| (id, Vec::from_iter(dates))).collect();
    (elements, groups)
}

#[cfg(test)]
mod tests {
    use crate::Rule;
    use crate::fixture::{DAY, Film, paid};
    use domain::*;

    #[test]
    fn paid_on_work_dates_alone_background_by_the_largest_count() {
        let mut film = Film::new();
        let [a, b, c] = [60; 3].map(|minutes| film.strip(minutes));
        let (id, name) = (BackgroundId(1), "CROWD".to_owned());
        let (kind, rate, available) = (BackgroundKind::Atmosphere, None, Vec::new());
        film.state
            .background
            .insert(id, BackgroundGroup { id, name, kind, rate, available, confirmed: false });
        let car = ElementId(1);
        let (category, name, rate) = (Category::Vehicles, "CAR".to_owned(), Some(Money::whole(40)));
        let element = Element {
            id: car,
            category,
            name,
            rate,
            available: Vec::new(),
            unavailable: Vec::new(),
            confirmed: true,
        };
        film.state.elements.insert(car, element);
        for (sheet, count, review) in
            [(a, 30, Review::Accepted), (b, 50, Review::Suggested), (c, 0, Review::Accepted)]
        {
            film.sheet(sheet).background.push(BackgroundUse { group: id, count, review, evidence: None });
        }
        let used = ElementUse { element: car, quantity: 3, review: Review::Accepted, evidence: Vec::new() };
        film.sheet(a).elements.push(used.clone());
        film.sheet(c).elements.push(ElementUse { review: Review::Rejected, ..used });
        let verdict = film.judge(&[&[a, b], &[], &[c]]);
        // 50 at 5 on the first day; on the third nobody said how many: at least one. The car on one date.
        assert_eq!(paid(&verdict, Rule::Background), 250 + 5);
        assert_eq!(paid(&verdict, Rule::Elements), 40);
        assert_eq!(verdict.background[&id], [(DAY[0], 50), (DAY[2], 0)]);
        assert_eq!(verdict.elements[&car], [DAY[0]]);
    }
}
