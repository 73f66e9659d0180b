//! What the rules find on a board: items to pay and flags to raise, collected on the way to a verdict.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{Date, Money, Severity, SheetId, Source, State, UnitId};

use crate::Rule;
use crate::schedule::Day;
use crate::verdict::{CostItem, Flag, Subject};

/// Items and flags so far.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) items: Vec<CostItem>,
    /// What falls on each unit's day; the rest is the date's.
    pub(crate) by_day: BTreeMap<(UnitId, usize), Money>,
    flags: Vec<(Date, Flag)>,
}

/// A rule that is broken, before it is known how grave that is.
pub(crate) struct Broken<'a> {
    pub(crate) rule: Rule,
    pub(crate) sheets: Vec<SheetId>,
    pub(crate) performers: Vec<Performer>,
    pub(crate) days: Vec<&'a Day<'a>>,
    pub(crate) what: String,
    pub(crate) remedy: String,
}

impl Findings {
    /// Something is paid on a date. Nothing for nothing is no item.
    pub(crate) fn pay(&mut self, item: CostItem) {
        if item.amount != Money(0) {
            self.items.push(item);
        }
    }

    /// Something is paid for a unit's day: so many at a rate.
    pub(crate) fn pay_for_day(
        &mut self,
        day: &Day<'_>,
        rule: Rule,
        subject: Subject,
        quantity: i64,
        (rate, source): (Money, Source),
    ) {
        let amount = rate.scaled(quantity, 1);
        self.pay_amount_for_day(
            day,
            CostItem { rule, subject, date: day.date, quantity, rate, amount, source },
        );
    }

    /// The same for an amount that is not quantity × rate.
    pub(crate) fn pay_amount_for_day(&mut self, day: &Day<'_>, item: CostItem) {
        *self.by_day.entry((day.unit.id, day.ordinal)).or_default() += item.amount;
        self.pay(item);
    }

    /// A rule is broken.
    pub(crate) fn broken(&mut self, state: &State, broken: Broken<'_>) {
        self.broken_at(state, broken, String::new());
    }

    /// A rule is broken, at a price that ends what is wrong: `; 1,200`.
    pub(crate) fn broken_at(&mut self, state: &State, broken: Broken<'_>, price: String) {
        let Broken { rule, sheets, performers, days, what, remedy } = broken;
        let date = days.iter().map(|day| day.date).min().unwrap_or(Date::MAX);
        let days = days.iter().map(|day| (day.unit.id, day.ordinal)).collect();
        let severity = rule.severity(&state.production);
        let what = what + &price;
        self.flags.push((date, Flag { rule, severity, sheets, performers, days, what, price, remedy }));
    }

    /// The flags: forbidden first, then by day, then by rule.
    pub(crate) fn take_flags(&mut self) -> Vec<Flag> {
        let mut flags = std::mem::take(&mut self.flags);
        flags.sort_by_key(|(date, flag)| (std::cmp::Reverse(flag.severity), *date, flag.rule));
        flags.into_iter().map(|(_, flag)| flag).collect()
    }
}

/// Is what the rule costs charged? A rule that only warns costs nothing.
pub(crate) fn is_priced(state: &State, rule: Rule) -> bool {
    rule.severity(&state.production) != Severity::Warn
}

/// Sheets as people call them: `12, 14A`.
pub(crate) fn labels(state: &State, sheets: &[SheetId]) -> String {
    sheets.iter().map(|sheet| state.label(*sheet)).collect::<Vec<_>>().join(", ")
}
