//! Pairs of a strip that stays where a person placed it and one that the plan may move: those that leave no board beside what
//! stays are planned around, and the judge flags them.

use super::{Case, Fact};
use crate::compile::Compiled;
use crate::problem::StripIdx;
use crate::solve::any_board;

/// Tries of a search for any board at all; most end with the first board that is built.
const TRIES: u64 = 100_000;

impl Case {
    /// The case in which the pairs that leave no board beside what stays are planned around. Where there is none even without
    /// any of them, something else is to blame, and all stay in force. That a pair leaves no board is what a short search of
    /// so many tries says, not a proof; that there is one without it is certain.
    #[must_use]
    pub fn plan_around(&self) -> Self {
        let Ok(compiled) = self.compile() else { return self.clone() };
        let half = |fact: &Fact| fact.pair().is_some_and(|(a, b)| compiled.stays(a) != compiled.stays(b));
        let pairs: Vec<Fact> = self.facts().into_iter().filter(half).collect();
        if pairs.is_empty() || self.has_board() {
            return self.clone();
        }
        let mut case = self.clone();
        case.around.extend(&pairs);
        if !case.has_board() {
            return self.clone();
        }
        for pair in pairs {
            case.around.remove(&pair);
            if !case.has_board() {
                case.around.insert(pair);
            }
        }
        case
    }

    /// The pairs that are planned around.
    pub fn around(&self) -> impl Iterator<Item = Fact> {
        self.around.iter().copied()
    }

    /// Is a board found once a sheet that was left out is planned too, without a fact? By a short search of so many tries: that
    /// there is one is certain, that there is none is not.
    #[must_use]
    pub fn has_board_with(&self, sheet: domain::SheetId, without: Fact) -> bool {
        let mut case = self.without(&[without]);
        case.left_out.remove(&sheet);
        case.has_board()
    }

    /// Is a board found, by the same search?
    #[must_use]
    pub fn has_board(&self) -> bool {
        self.compile().is_ok_and(|compiled| any_board(&compiled.problem, TRIES).is_some())
    }
}

impl Compiled {
    /// Takes out what is planned around.
    pub(super) fn without_pair(&mut self, pair: Fact) {
        let Some((a, b)) = pair.pair() else { return };
        let (Some(a), Some(b)) = (self.strip_of(a), self.strip_of(b)) else { return };
        let keep = |(one, other): &(StripIdx, StripIdx)| (*one, *other) != (a.min(b), a.max(b));
        match pair {
            Fact::Before(..) => self.problem.before.retain(|pair| (pair.first, pair.then) != (a, b)),
            Fact::With(..) => self.problem.together.retain(keep),
            _ => self.problem.apart.retain(keep),
        }
    }
}

impl Fact {
    /// The two sheets of a pair.
    fn pair(self) -> Option<(domain::SheetId, domain::SheetId)> {
        match self {
            Self::Before(a, b) | Self::With(a, b) | Self::Apart(a, b) => Some((a, b)),
            _ => None,
        }
    }

    /// The sheets that it is a fact of.
    #[must_use]
    pub fn sheets(self) -> Vec<domain::SheetId> {
        match self {
            Self::Pin(id) | Self::Placed(id) => vec![id],
            fact => fact.pair().map_or_else(Vec::new, |(a, b)| vec![a, b]),
        }
    }
}
