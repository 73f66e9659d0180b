//! What the search may answer, and the broken rules it may name.

use crate::cost::Price;
use crate::problem::{ResourceIdx, SlotIdx, StripIdx};
use crate::solution::Solution;

/// The answer of [`crate::solve`].
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Proven: no legal board is better.
    Optimal {
        /// The board.
        solution: Solution,
        /// What it costs.
        price: Price,
    },
    /// Legal, and never below the bound.
    Feasible {
        /// The board.
        solution: Solution,
        /// What it costs.
        price: Price,
        /// Proven lower bound on what was minimised.
        bound: f64,
    },
    /// Proven: there is no legal board.
    Infeasible {
        /// Reasons, each sufficient.
        why: Vec<Conflict>,
    },
    /// No legal board was found, and none is excluded.
    Unknown {
        /// The least illegal board found, if any.
        least: Option<Solution>,
        /// The rules it breaks.
        why: Vec<Violation>,
    },
}

impl Outcome {
    /// The legal board, if there is one.
    pub fn solution(&self) -> Option<&Solution> {
        match self {
            Outcome::Optimal { solution, .. } | Outcome::Feasible { solution, .. } => Some(solution),
            Outcome::Infeasible { .. } | Outcome::Unknown { .. } => None,
        }
    }

    /// What the legal board costs, if there is one.
    pub fn price(&self) -> Option<&Price> {
        match self {
            Outcome::Optimal { price, .. } | Outcome::Feasible { price, .. } => Some(price),
            Outcome::Infeasible { .. } | Outcome::Unknown { .. } => None,
        }
    }
}

/// What a move of the search has done.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Its name.
    pub name: &'static str,
    /// How often it was tried.
    pub tried: u64,
    /// Tries in which it found no change to propose.
    pub empty: u64,
    /// Proposed changes that were accepted.
    pub accepted: u64,
    /// Proposed changes that were better than the board they changed.
    pub better: u64,
    /// Boards that were the best so far.
    pub best: u64,
}

impl Tally {
    pub(crate) fn new(name: &'static str) -> Self {
        Tally { name, tried: 0, empty: 0, accepted: 0, better: 0, best: 0 }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.tried += other.tried;
        self.empty += other.empty;
        self.accepted += other.accepted;
        self.better += other.better;
        self.best += other.best;
    }
}

/// A forbidden thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// A strip on a slot where it may not stand.
    AllowedSlot,
    /// A strip on a kind of day where it may not stand.
    AllowedKind,
    /// More minutes than a day with the most overtime; amount in minutes.
    Minutes,
    /// Lights that may not share a day.
    LightMix,
    /// More minutes of a light than the day has; amount in minutes.
    Light,
    /// More locations than allowed.
    Locations,
    /// More exclusive stunts than allowed.
    Stunts,
    /// A forbidden transition between kinds of day.
    Transition,
    /// Too little rest of the crew; amount in minutes.
    CrewRest,
    /// Too little rest of a minor; amount in minutes.
    MinorRest,
    /// Too many minutes of a minor; amount in minutes.
    MinorMinutes,
    /// A minor past the latest clock; amount in minutes.
    MinorLatest,
    /// A minor on a day called too early; amount in minutes.
    MinorEarliest,
    /// A minor on a night.
    MinorNight,
    /// A person in two units on a date.
    TwoUnits,
    /// A performer who is not available on a protected day.
    ProtectedAvailable,
    /// A performer with other work on a protected day.
    ProtectedWork,
    /// A strip before one that it must follow.
    Before,
    /// Strips apart that belong on one slot.
    Together,
    /// Strips on one date that belong apart.
    Apart,
}

impl Rule {
    /// Every rule, in order.
    pub const ALL: [Rule; 20] = [
        Rule::AllowedSlot,
        Rule::AllowedKind,
        Rule::Minutes,
        Rule::LightMix,
        Rule::Light,
        Rule::Locations,
        Rule::Stunts,
        Rule::Transition,
        Rule::CrewRest,
        Rule::MinorRest,
        Rule::MinorMinutes,
        Rule::MinorLatest,
        Rule::MinorEarliest,
        Rule::MinorNight,
        Rule::TwoUnits,
        Rule::ProtectedAvailable,
        Rule::ProtectedWork,
        Rule::Before,
        Rule::Together,
        Rule::Apart,
    ];

    /// Its place in tables.
    pub(crate) fn index(self) -> usize {
        self as usize
    }

    /// Is its amount counted in minutes?
    pub(crate) fn in_minutes(self) -> bool {
        matches!(
            self,
            Rule::Minutes
                | Rule::Light
                | Rule::CrewRest
                | Rule::MinorRest
                | Rule::MinorMinutes
                | Rule::MinorLatest
                | Rule::MinorEarliest
        )
    }
}

/// A broken rule on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which.
    pub rule: Rule,
    /// The strips concerned: the strip, the pair, or the strips of the day.
    pub strips: Vec<StripIdx>,
    /// Where; for rest and transitions the later slot.
    pub slot: Option<SlotIdx>,
    /// Who.
    pub resource: Option<ResourceIdx>,
    /// By how much: minutes for rules in minutes, else a count.
    pub amount: i64,
}

/// A proof that there is no legal board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A strip that may stand on no slot.
    NoSlot {
        /// The strip.
        strip: StripIdx,
    },
    /// A strip that is longer than any day on which it may stand.
    TooLong {
        /// The strip.
        strip: StripIdx,
    },
    /// A strip that may stand on no kind of day that its light makes.
    NoKind {
        /// The strip.
        strip: StripIdx,
    },
    /// Pairs that leave no slot for some strip: `rule` names the kind of pair.
    Pairs {
        /// `Before`, `Together` or `Apart`.
        rule: Rule,
        /// The strips concerned.
        strips: Vec<StripIdx>,
    },
    /// Strips that need more than all the slots on which they can stand can hold.
    Capacity {
        /// The strips.
        strips: Vec<StripIdx>,
        /// The slots.
        slots: Vec<SlotIdx>,
        /// What they need more of.
        need: Need,
    },
    /// Every placement was tried.
    Exhausted,
    /// No proof: there is no board within the slots, and strips may stand on dates behind them.
    Beyond,
}

/// What strips need that the slots on which they can stand do not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Minutes with moves, for those that the days hold at most.
    Minutes {
        /// At least.
        needed: i64,
        /// At most.
        available: i64,
    },
    /// At least so many days: whole strips do not fill days, or need days of different kinds.
    Days(usize),
    /// Exclusive stunts, for those that the days may have.
    Stunts {
        /// How many.
        needed: u64,
        /// At most.
        available: u64,
    },
    /// Days at a location, all locations together, for those that the days may visit.
    Locations {
        /// At least.
        needed: u64,
        /// At most.
        available: u64,
    },
    /// Minutes of a minor, for those that the law allows on these dates together.
    MinorMinutes {
        /// Who.
        who: ResourceIdx,
        /// Work.
        needed: i64,
        /// At most.
        available: i64,
    },
}
