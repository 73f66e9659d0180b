//! Terms of an engagement, taken apart into the keys of `[[cast]]` and put together again.

use domain::{Money, Terms};

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Node, Written, one_of, read_keyword};
use crate::section::Fields;
use domain::State;

/// How somebody is paid, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TermsKind {
    Daily,
    Weekly,
    Guarantee,
    Flat,
    Included,
}

const KINDS: [(&str, TermsKind); 5] = [
    ("daily", TermsKind::Daily),
    ("weekly", TermsKind::Weekly),
    ("guarantee", TermsKind::Guarantee),
    ("flat", TermsKind::Flat),
    ("included", TermsKind::Included),
];

impl Fact for TermsKind {
    fn expects() -> String {
        one_of(&KINDS)
    }
    fn read(node: &Node<'_>, _: &State) -> Outcome<Self> {
        read_keyword(node, "kind of terms", &KINDS)
    }
    fn write(&self, _: &State) -> Option<Written> {
        KINDS.iter().find(|(_, kind)| kind == self).map(|(name, _)| Written::plain(*name))
    }
}

/// The parts of terms, some of which may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) kind: Option<TermsKind>,
    pub(crate) rate: Option<Money>,
    pub(crate) amount: Option<Money>,
    pub(crate) weeks: Option<u32>,
}

impl Parts {
    /// Takes terms apart.
    pub(crate) fn of(terms: Option<Terms>) -> Self {
        let parts = |kind, rate, amount, weeks| Self { kind: Some(kind), rate, amount, weeks };
        match terms {
            None => Self::default(),
            Some(Terms::Daily { rate }) => parts(TermsKind::Daily, Some(rate), None, None),
            Some(Terms::Weekly { rate }) => parts(TermsKind::Weekly, Some(rate), None, None),
            Some(Terms::Guarantee { rate, weeks }) => {
                parts(TermsKind::Guarantee, Some(rate), None, Some(weeks))
            }
            Some(Terms::Flat { amount }) => parts(TermsKind::Flat, None, Some(amount), None),
            Some(Terms::Included) => parts(TermsKind::Included, None, None, None),
        }
    }

    /// Puts the terms together. A rate alone is a day's; a changed kind needs its own rate.
    pub(crate) fn together(self, before: Option<Terms>, fields: &Fields<'_>) -> Outcome<Option<Terms>> {
        if self == Self::of(before) {
            return Ok(before);
        }
        let kind = match self.kind {
            Some(kind) => kind,
            None if before.is_some() => return Ok(None),
            None if self.rate.is_some() => TermsKind::Daily,
            None => return misfit(fields, "amount", "say the terms: \"flat\" for one sum"),
        };
        let changed = Self::of(before).kind.is_some_and(|before| before != kind);
        let rate = self.rate.filter(|_| !changed || fields.has("rate"));
        let needs = |key: &str| fields.missing::<Option<Terms>>(key);
        if kind != TermsKind::Guarantee && fields.has("weeks") {
            return misfit(fields, "weeks", "weeks belong to terms = \"guarantee\"");
        }
        if kind != TermsKind::Flat && fields.has("amount") {
            return misfit(fields, "amount", "an amount belongs to terms = \"flat\"; write a rate");
        }
        if matches!(kind, TermsKind::Flat | TermsKind::Included) && fields.has("rate") {
            return misfit(
                fields,
                "rate",
                "a rate belongs to daily, weekly or guarantee; flat has an amount",
            );
        }
        Ok(Some(match (kind, rate, self.amount, self.weeks) {
            (TermsKind::Daily, Some(rate), _, _) => Terms::Daily { rate },
            (TermsKind::Weekly, Some(rate), _, _) => Terms::Weekly { rate },
            (TermsKind::Guarantee, Some(rate), _, Some(weeks)) => Terms::Guarantee { rate, weeks },
            (TermsKind::Guarantee, Some(_), _, None) => return needs("weeks"),
            (TermsKind::Flat, _, Some(amount), _) => Terms::Flat { amount },
            (TermsKind::Flat, _, None, _) => return needs("amount"),
            (TermsKind::Included, ..) => Terms::Included,
            (TermsKind::Daily | TermsKind::Weekly | TermsKind::Guarantee, None, _, _) => {
                return needs("rate");
            }
        }))
    }
}

fn misfit<T>(fields: &Fields<'_>, key: &str, remedy: &str) -> Outcome<T> {
    Problem::err(fields.span_of(key), format!("{key} does not fit these terms"), remedy)
}
