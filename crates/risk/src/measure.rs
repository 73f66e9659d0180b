//! By what one judged board is better than another: what the priced answers are compared by.

use std::cmp::{Ordering, Reverse};

use domain::{Board, Date, State, Stunt};
use rules::expected::{is_open, risk};
use rules::{Schedule, Verdict};

/// A measure of a judged board: the less, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Cost if all goes well; of two the same, the expectation.
    Cost,
    /// What a plan for the expected cost makes small; of two the same, the cost.
    Expected,
    /// The dates of the stunts, the one most likely to end in a rewrite first; of two the same, the expectation.
    Danger,
}

impl Measure {
    /// All, in the order in which the answers stand side by side.
    pub const ALL: [Self; 3] = [Self::Cost, Self::Expected, Self::Danger];

    /// The board that is the answer by it: the three priced answers are kept under these names.
    #[must_use]
    pub const fn answer(self) -> &'static str {
        match self {
            Self::Cost => "Cheapest if all goes well",
            Self::Expected => "Cheapest in expectation",
            Self::Danger => "Danger first",
        }
    }

    /// Which of two boards is better by it, as the judge sees them.
    #[must_use]
    pub fn order(self, state: &State, a: (&Board, &Verdict), b: (&Board, &Verdict)) -> Ordering {
        let cost = a.1.cost.cmp(&b.1.cost);
        let expected = a.1.expected.total.total_cmp(&b.1.expected.total);
        match self {
            Self::Cost => cost.then(expected),
            Self::Expected => expected.then(cost),
            Self::Danger => danger_dates(state, a.0).cmp(&danger_dates(state, b.0)).then(expected).then(cost),
        }
    }
}

/// Stunts that may still go wrong, the most likely to end in a rewrite first, ties by id.
#[must_use]
pub fn by_danger(state: &State) -> Vec<&Stunt> {
    let mut stunts: Vec<&Stunt> = state.stunts.values().filter(|stunt| is_open(state, stunt)).collect();
    stunts.sort_by_key(|stunt| (Reverse(risk(state, stunt).terminal), stunt.id));
    stunts
}

/// When a board shoots each of them; what it does not shoot comes last.
fn danger_dates(state: &State, board: &Board) -> Vec<Date> {
    let schedule = Schedule::new(state, board);
    let date = |stunt: &Stunt| schedule.day_of(stunt.sheet).map_or(Date::MAX, |day| day.date);
    by_danger(state).into_iter().map(date).collect()
}
