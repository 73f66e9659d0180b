//! What a sheet holds after a new draft: what a person said stays, what only the script said follows the script.

use domain::{BackgroundUse, ElementUse, Evidence, PresenceClaim, ProposedAction, Review};

/// Something that the breakdown proposes for a sheet, and a person may review.
pub(crate) trait Claim: Clone {
    fn review(&self) -> Review;
    fn evidence(&self) -> Option<&Evidence>;
    fn cite(&mut self, evidence: Evidence);
    /// Does it say the same, whoever reviewed it?
    fn is_alike(&self, other: &Self) -> bool;
}

impl Claim for PresenceClaim {
    fn review(&self) -> Review {
        self.review
    }
    fn evidence(&self) -> Option<&Evidence> {
        self.evidence.first()
    }
    fn cite(&mut self, evidence: Evidence) {
        self.evidence = vec![evidence];
    }
    fn is_alike(&self, other: &Self) -> bool {
        self.presence == other.presence
    }
}

impl Claim for ElementUse {
    fn review(&self) -> Review {
        self.review
    }
    fn evidence(&self) -> Option<&Evidence> {
        self.evidence.first()
    }
    fn cite(&mut self, evidence: Evidence) {
        self.evidence = vec![evidence];
    }
    fn is_alike(&self, other: &Self) -> bool {
        self.quantity == other.quantity
    }
}

impl Claim for BackgroundUse {
    fn review(&self) -> Review {
        self.review
    }
    fn evidence(&self) -> Option<&Evidence> {
        self.evidence.as_ref()
    }
    fn cite(&mut self, evidence: Evidence) {
        self.evidence = Some(evidence);
    }
    fn is_alike(&self, other: &Self) -> bool {
        self.count == other.count
    }
}

impl Claim for ProposedAction {
    fn review(&self) -> Review {
        self.review
    }
    fn evidence(&self) -> Option<&Evidence> {
        Some(&self.evidence)
    }
    fn cite(&mut self, evidence: Evidence) {
        self.evidence = evidence;
    }
    fn is_alike(&self, _: &Self) -> bool {
        true
    }
}

/// What three sides say of one thing on one sheet.
pub(crate) struct Sides<'c, C> {
    /// The production.
    pub(crate) mine: Option<&'c C>,
    /// What the breakdown makes of the draft that the production has.
    pub(crate) base: Option<&'c C>,
    /// What it makes of the new draft.
    pub(crate) theirs: Option<&'c C>,
}

/// What stays of it.
#[derive(Debug, PartialEq)]
pub(crate) enum Settled<C> {
    /// The script's, as the new draft has it; none if it does not.
    Script(Option<C>),
    /// A person's, and the new draft still has its line, or it never had one.
    Person(C),
    /// A person's, whose line is gone.
    LineGone(C),
}

/// Settles three sides. `find` looks for a line in the new draft's text of the sheet.
pub(crate) fn settle<C: Claim>(sides: &Sides<'_, C>, find: impl Fn(&str) -> Option<Evidence>) -> Settled<C> {
    let Some(mine) = sides.mine else {
        return Settled::Script(sides.theirs.filter(|theirs| !taken_away(sides, *theirs)).cloned());
    };
    if !is_persons(mine, sides.base) {
        return Settled::Script(sides.theirs.cloned());
    }
    let mut kept = mine.clone();
    let Some(line) = mine.evidence() else { return Settled::Person(kept) };
    let now = find(&line.quote).or_else(|| sides.theirs.and_then(Claim::evidence).cloned());
    match now {
        Some(evidence) => {
            kept.cite(evidence);
            Settled::Person(kept)
        }
        None => Settled::LineGone(kept),
    }
}

/// Rejected, typed, or accepted where the script alone would not have been.
pub(crate) fn is_persons<C: Claim>(mine: &C, base: Option<&C>) -> bool {
    match mine.review() {
        Review::Rejected => true,
        Review::Suggested => mine.evidence().is_none(),
        Review::Accepted => {
            let scripts = base.is_some_and(|b| b.review() == Review::Accepted && b.is_alike(mine));
            mine.evidence().is_none() || !scripts
        }
    }
}

/// Did a person take away what the script says, and does it say so with the same line as before?
fn taken_away<C: Claim>(sides: &Sides<'_, C>, theirs: &C) -> bool {
    match (sides.base.and_then(Claim::evidence), theirs.evidence()) {
        (Some(base), Some(theirs)) => base.quote == theirs.quote,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use domain::{DraftId, Presence, TextSpan};

    use super::*;

    fn claim(presence: Presence, review: Review, quote: &str) -> PresenceClaim {
        let span = TextSpan { start: 0, end: 1, line: 1 };
        let line = Evidence { draft: DraftId(1), span, page: 1, quote: quote.to_owned() };
        PresenceClaim { presence, review, evidence: vec![line] }
    }

    #[test]
    fn a_persons_word_stays_and_the_scripts_follows_the_script() {
        let speaks = claim(Presence::Speaking, Review::Accepted, "ANNA");
        let seen = claim(Presence::Silent, Review::Suggested, "Anna waits.");
        let accepted = PresenceClaim { review: Review::Accepted, ..seen.clone() };
        let rejected = PresenceClaim { review: Review::Rejected, ..seen.clone() };
        let typed = PresenceClaim { evidence: Vec::new(), ..accepted.clone() };
        let settle = |mine: Option<&PresenceClaim>, base, theirs, found: bool| {
            let sides = Sides { mine, base, theirs };
            settle(&sides, |quote| {
                found.then(|| claim(Presence::Silent, Review::Suggested, quote).evidence[0].clone())
            })
        };
        assert_eq!(settle(Some(&speaks), Some(&speaks), None, true), Settled::Script(None));
        assert_eq!(
            settle(Some(&seen), Some(&seen), Some(&speaks), true),
            Settled::Script(Some(speaks.clone()))
        );
        assert_eq!(settle(Some(&accepted), Some(&seen), None, true), Settled::Person(accepted.clone()));
        assert_eq!(settle(Some(&accepted), Some(&seen), None, false), Settled::LineGone(accepted.clone()));
        assert_eq!(
            settle(Some(&rejected), Some(&seen), Some(&seen), true),
            Settled::Person(rejected.clone())
        );
        assert_eq!(settle(Some(&typed), None, Some(&speaks), false), Settled::Person(typed));
        assert_eq!(settle(None, Some(&speaks), Some(&speaks), true), Settled::Script(None), "taken away");
        assert_eq!(settle(None, Some(&seen), Some(&seen), true), Settled::Script(None), "taken away too");
        assert_eq!(
            settle(None, Some(&seen), Some(&speaks), true),
            Settled::Script(Some(speaks.clone())),
            "a new line"
        );
    }
}
