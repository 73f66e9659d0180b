//! Precision, recall and F1 of one thing that is measured.

use std::collections::BTreeMap;
use std::fmt;

/// Right, wrong and missed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    /// Claims that are right.
    pub(crate) right: u32,
    /// Claims that are wrong.
    pub(crate) wrong: u32,
    /// Annotated things that were found; not always as many as claims are right.
    pub(crate) found: u32,
    /// Annotated things that were not found.
    pub(crate) missed: u32,
}

impl Score {
    /// A claim and an annotated thing that are one.
    pub(crate) fn hit(&mut self) {
        self.right += 1;
        self.found += 1;
    }

    fn precision(self) -> f64 {
        share(self.right, self.wrong)
    }

    fn recall(self) -> f64 {
        share(self.found, self.missed)
    }

    fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

fn share(good: u32, bad: u32) -> f64 {
    if good + bad == 0 { 1.0 } else { f64::from(good) / f64::from(good + bad) }
}

/// Scores by what is measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores(BTreeMap<&'static str, Score>);

impl Scores {
    pub(crate) fn of(&mut self, what: &'static str) -> &mut Score {
        self.0.entry(what).or_default()
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for (what, score) in &other.0 {
            let sum = self.of(what);
            sum.right += score.right;
            sum.wrong += score.wrong;
            sum.found += score.found;
            sum.missed += score.missed;
        }
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  {:<34} precision  recall      F1  right wrong found missed", "")?;
        for (what, score) in &self.0 {
            writeln!(
                f,
                "  {what:<34} {:>9.3} {:>7.3} {:>7.3}  {:>5} {:>5} {:>5} {:>6}",
                score.precision(),
                score.recall(),
                score.f1(),
                score.right,
                score.wrong,
                score.found,
                score.missed
            )?;
        }
        Ok(())
    }
}
