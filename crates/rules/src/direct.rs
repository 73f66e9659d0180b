//! Costs of a strip or a banner itself.

use domain::{Money, Sheet, Source, State, Variant};

use crate::Rule;
use crate::findings::Findings;
use crate::schedule::Schedule;
use crate::verdict::{CostItem, Subject};

/// What a sheet costs by itself: for each action on it, as it is shot, the variant's cost and the pay on top of
/// everybody who takes part.
#[must_use]
pub fn of_sheet(state: &State, sheet: &Sheet) -> Money {
    state.ways_of(sheet.id).filter_map(|(_, way)| way.variant).map(|variant| cost(state, variant)).sum()
}

fn cost(state: &State, variant: &Variant) -> Money {
    let each = variant.adjustment.unwrap_or_default();
    variant.cost.unwrap_or_default() + each.scaled(state.participants(variant).len() as i64, 1)
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    let source = Source::of(true, state.production.prices.confirmed);
    for day in &schedule.days {
        let strips = day.strips.iter().map(|s| (Subject::Sheet(s.sheet.id), of_sheet(state, s.sheet)));
        let banners = (Subject::Unit(day.unit.id), day.banners);
        for (subject, amount) in strips.chain([banners]) {
            let (rule, date, quantity, rate) = (Rule::Direct, day.date, 1, amount);
            findings
                .pay_amount_for_day(day, CostItem { rule, subject, date, quantity, rate, amount, source });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, paid};
    use domain::Answer::Agreed;
    use domain::{Minutes, VariantKind};

    /// The double's variant takes 40 minutes, costs 70, and 3 for each of two who take part.
    #[test]
    fn a_double_costs_time_and_money_beside_the_actor_or_instead() {
        let mut film = Film::new();
        let strip = film.strip(60);
        let [tom, eva] = ["TOM", "EVA"].map(|name| film.actor(name, None, &[strip]));
        let (character, kind) = (film.state.engagements[&eva].character, domain::EngagementKind::StuntDouble);
        let person = film.person("Mette");
        let double = film.engage(person, kind, character, None);
        let action = film.action(strip, "kick", tom, &[eva]);
        let way = film.variant(action, VariantKind::Double, &[tom, double]);
        let price = |units| Some(Money::whole(units));
        let variant = film.variant_mut(way);
        (variant.minutes, variant.cost, variant.adjustment) = (Some(Minutes(40)), price(70), price(3));
        let judged = |film: &Film| {
            let verdict = film.judge(&[&[strip]]);
            (paid(&verdict, Rule::Direct), verdict.days[0].work.0, paid(&verdict, Rule::Pay))
        };
        assert_eq!(judged(&film), (0, 60, 200), "nobody agreed: two actors at 100");
        for who in [tom, double] {
            film.answer(who, way, Agreed);
        }
        assert_eq!(judged(&film), (70 + 2 * 3, 100, 300));
        film.variant_mut(way).in_place = true;
        assert_eq!(judged(&film), (76, 100, 200), "Eva stays at home");
        film.stunt(strip, domain::StuntClass::A, domain::Outcome::default());
        film.stunt_mut(domain::StuntId(1)).performer = Some(eva);
        assert_eq!(judged(&film).2, 300, "unless she is named for the stunt");
    }
}
