//! Costs of a strip or a banner itself.

use domain::{Money, Sheet, Source, State, Variant, VariantKind};

use crate::Rule;
use crate::findings::Findings;
use crate::schedule::Schedule;
use crate::verdict::{CostItem, Subject};

/// What a sheet costs by itself: for each stunt action on it, the variant's cost and the pay on top of
/// everybody who takes part. The variant is the one without contact if there is one, else the only one;
/// as long as several others are open, nothing is reckoned.
#[must_use]
pub fn of_sheet(state: &State, sheet: &Sheet) -> Money {
    let actions = state.actions.values().filter(|action| action.sheet == sheet.id);
    let variants = actions.filter_map(|action| {
        let all: Vec<&Variant> = state.variants.values().filter(|v| v.action == action.id).collect();
        match all.as_slice() {
            [only] => Some(*only),
            several => several.iter().find(|v| v.kind == VariantKind::NonContact).copied(),
        }
    });
    variants.map(cost).sum()
}

fn cost(variant: &Variant) -> Money {
    let each = variant.adjustment.unwrap_or_default();
    variant.cost.unwrap_or_default() + each.scaled(variant.engagements.len() as i64, 1)
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
    use domain::{Action, ActionId, CharacterId, EngagementId, VariantId};

    fn variant(film: &mut Film, id: u32, kind: VariantKind, cost: i64) {
        let (action, id) = (ActionId(1), VariantId(id));
        let engagements = vec![EngagementId(1), EngagementId(2)];
        let (cost, adjustment) = (Some(Money::whole(cost)), Some(Money::whole(3)));
        let version = String::new();
        let variant = Variant { id, action, kind, engagements, minutes: None, cost, adjustment, version };
        film.state.variants.insert(id, variant);
    }

    #[test]
    fn the_variant_without_contact_is_reckoned_with() {
        let mut film = Film::new();
        let strip = film.strip(60);
        let action = Action {
            id: ActionId(1),
            sheet: strip,
            name: "kick".into(),
            verb: "kicks".into(),
            doer: CharacterId(1),
            receivers: Vec::new(),
            others: Vec::new(),
            hazards: Vec::new(),
            evidence: None,
            version: String::new(),
        };
        film.state.actions.insert(action.id, action);
        assert_eq!(paid(&film.judge(&[&[strip]]), Rule::Direct), 0);
        variant(&mut film, 1, VariantKind::Contact, 50);
        assert_eq!(paid(&film.judge(&[&[strip]]), Rule::Direct), 50 + 2 * 3, "the only one");
        variant(&mut film, 2, VariantKind::Effect, 70);
        assert_eq!(paid(&film.judge(&[&[strip]]), Rule::Direct), 0, "nobody chose");
        variant(&mut film, 3, VariantKind::NonContact, 20);
        assert_eq!(paid(&film.judge(&[&[strip]]), Rule::Direct), 20 + 2 * 3);
    }
}
