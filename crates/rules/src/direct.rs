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
