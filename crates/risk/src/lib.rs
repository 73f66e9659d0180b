//! What may become of a shoot. A judged board becomes a [`Shoot`] of plain numbers; two models read it, and each is
//! always named beside its figures.
//!
//! [`Model::Recursion`]: the board stays fixed; the closed form of `docs/pricing.md`, which is what a plan makes small.
//! [`Model::Recourse`]: the shoot day by day, many times: scenes take longer or shorter, work that does not fit is
//! shot later, other scenes are shot while a performer is out.

mod chance;
mod first_or_last;
mod lever;
mod measure;
pub mod order;
mod outlook;
mod readiness;
mod recursion;
mod shoot;
mod simulate;
mod summary;

pub use first_or_last::{FirstOrLast, first_or_last};
pub use lever::{Lever, Scaled, levers, sensitivity};
pub use measure::{Measure, by_danger};
pub use outlook::Outlook;
pub use readiness::{Price, Readiness};
pub use recursion::{Scale, expected_cost, expected_cost_by, exposed, stops};
pub use shoot::{Cause, LostScene, Shoot, ShootDay, ShootStrip, ShootStunt, ShootUnit, UnitDay};
pub use simulate::{Assumptions, Ending, Simulation, Spread, simulate};
pub use summary::{Bin, Estimate, Percentile, estimate, histogram, percentile};

/// Which of the two models a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// The board stays fixed.
    Recursion,
    /// Simulated, with what a production would do.
    Recourse,
}

impl Model {
    /// As it stands beside every figure.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Recursion => "recursion: the board stays fixed",
            Self::Recourse => "recourse: simulated",
        }
    }
}
