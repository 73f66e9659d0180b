//! What changes from one verdict to another: cost items that add up to the difference, and flags that are raised.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Date, Money, Severity};

use crate::Rule;
use crate::verdict::{Flag, Subject, Verdict};

/// What changes when one board takes the place of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Cost if all goes well, after less before: the sum of the items.
    pub cost: Money,
    /// What a plan makes small (expected spending and value term), after less before, in cents.
    pub expected: f64,
    /// What is paid otherwise, by date, rule and subject.
    pub items: Vec<ItemChange>,
    /// Flags that are raised, or hold more strips than before; the gravest first.
    pub raised: Vec<Flag>,
}

/// What is paid under a rule, for somebody or something, on a date, before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemChange {
    /// Which rule or kind of cost.
    pub rule: Rule,
    /// For whom or what.
    pub subject: Subject,
    /// On which date.
    pub date: Date,
    /// Paid before.
    pub before: Money,
    /// Paid after.
    pub after: Money,
}

impl ItemChange {
    /// After less before.
    #[must_use]
    pub fn change(&self) -> Money {
        self.after - self.before
    }
}

impl Difference {
    /// What changes from `before` to `after`.
    #[must_use]
    pub fn between(before: &Verdict, after: &Verdict) -> Self {
        Self {
            cost: after.cost - before.cost,
            expected: after.expected.total - before.expected.total,
            items: items(before, after),
            raised: after.flags.iter().filter(|flag| !is_known(before, flag)).cloned().collect(),
        }
    }

    /// Flags of forbidden rules among those raised.
    pub fn forbidden(&self) -> impl Iterator<Item = &Flag> {
        self.raised.iter().filter(|flag| flag.severity == Severity::Forbid)
    }

    /// Is nothing forbidden that was not so before?
    #[must_use]
    pub fn is_legal(&self) -> bool {
        self.forbidden().next().is_none()
    }
}

fn items(before: &Verdict, after: &Verdict) -> Vec<ItemChange> {
    let mut paid: BTreeMap<(Date, Rule, Subject), [Money; 2]> = BTreeMap::new();
    for (side, verdict) in [before, after].into_iter().enumerate() {
        for item in &verdict.items {
            paid.entry((item.date, item.rule, item.subject)).or_default()[side] += item.amount;
        }
    }
    paid.into_iter()
        .filter(|(_, [before, after])| before != after)
        .map(|((date, rule, subject), [before, after])| ItemChange { rule, subject, date, before, after })
        .collect()
}

/// Was the flag there before, on as many strips or more?
fn is_known(before: &Verdict, flag: &Flag) -> bool {
    before.flags.iter().any(|old| {
        let of: BTreeSet<_> = old.sheets.iter().collect();
        old.rule == flag.rule
            && old.severity == flag.severity
            && old.performers == flag.performers
            && old.days == flag.days
            && flag.sheets.iter().all(|sheet| of.contains(sheet))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::Film;
    use domain::{DateRange, LocationId};

    #[test]
    fn items_add_up_to_the_difference() {
        let mut film = Film::new();
        let [a, b, c] = [240; 3].map(|minutes| film.strip(minutes));
        film.actor("ANNA", None, &[a, c]);
        film.location("Mill", &[a, b]);
        film.location("Pier", &[c]);
        let (near, far) = (film.judge(&[&[a, b], &[c]]), film.judge(&[&[a], &[b], &[c]]));
        let difference = Difference::between(&near, &far);
        let sum: Money = difference.items.iter().map(ItemChange::change).sum();
        assert_eq!(difference.cost, far.cost - near.cost);
        assert_eq!(sum, difference.cost);
        let mill = Subject::Location(LocationId(1));
        let day = |change: &&ItemChange| change.rule == Rule::LocationDay && change.subject == mill;
        assert_eq!(difference.items.iter().filter(day).count(), 1, "one more day at the mill");
        assert_eq!(Difference::between(&far, &near).cost, -difference.cost);
        assert!(Difference::between(&near, &near).items.is_empty());
    }

    #[test]
    fn what_was_forbidden_before_is_not_raised_again() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        let anna = film.actor("ANNA", None, &[a, b]);
        let days = film.judge(&[&[a], &[b]]).days.iter().map(|day| day.date).collect::<Vec<_>>();
        film.engagement(anna).unavailable = vec![DateRange { first: days[0], last: days[0] }];
        let (one, two, none) =
            (film.judge(&[&[a], &[b]]), film.judge(&[&[a, b]]), film.judge(&[&[], &[a, b]]));
        assert!(!Difference::between(&one, &two).is_legal(), "another strip without her");
        assert!(Difference::between(&two, &one).is_legal(), "fewer strips than before");
        assert!(Difference::between(&one, &none).is_legal());
        assert_eq!(Difference::between(&none, &one).forbidden().count(), 1);
    }
}
