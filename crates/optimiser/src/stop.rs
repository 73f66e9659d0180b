//! When a search ends, and what it tells meanwhile. The clock is the caller's.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::outcome::Tally;

/// When to stop: whichever comes first. Without any of them a search goes on until it is cancelled.
#[derive(Clone, Copy)]
pub struct Stop<'a> {
    /// Changes tried by each thread. With it alone, equal input gives equal output.
    pub iterations: Option<u64>,
    /// Time, by `clock`.
    pub seconds: Option<f64>,
    /// Seconds since the search began.
    pub clock: &'a (dyn Fn() -> f64 + Sync),
    /// Set to end the search; what was found is returned.
    pub cancelled: &'a AtomicBool,
}

static NEVER: AtomicBool = AtomicBool::new(false);

impl Stop<'static> {
    /// After so many changes tried by each thread; time plays no part.
    pub fn after(iterations: u64) -> Self {
        Stop { iterations: Some(iterations), seconds: None, clock: &|| 0.0, cancelled: &NEVER }
    }
}

impl Stop<'_> {
    /// How much of the limit is used, from 0 to 1, when each thread has tried so many changes; cancelled is 1.
    pub fn used(&self, tried: u64) -> f64 {
        Budget { stop: self, iterations: self.iterations, from: 0.0 }.used(tried)
    }
}

/// A stretch of a search: what is left of a `Stop`.
#[derive(Clone, Copy)]
pub(crate) struct Budget<'a> {
    pub(crate) stop: &'a Stop<'a>,
    /// Changes that each thread may still try.
    pub(crate) iterations: Option<u64>,
    /// When the stretch began, by the clock.
    pub(crate) from: f64,
}

impl<'a> Budget<'a> {
    /// What is left when each thread has tried so many changes.
    pub(crate) fn left(stop: &'a Stop<'a>, tried: u64) -> Self {
        Budget {
            stop,
            iterations: stop.iterations.map(|most| most.saturating_sub(tried)),
            from: (stop.clock)(),
        }
    }

    /// How much of the stretch is used, from 0 to 1; cancelled is 1.
    pub(crate) fn used(&self, tried: u64) -> f64 {
        if self.stop.cancelled.load(Ordering::Relaxed) {
            return 1.0;
        }
        let counted = self.iterations.map_or(0.0, |most| share(tried as f64, most as f64));
        let timed = self.stop.seconds.map_or(0.0, |most| share(self.seconds() - self.from, most - self.from));
        counted.max(timed)
    }

    /// Seconds that the stretch may take; none without a time.
    pub(crate) fn limit(&self) -> Option<f64> {
        self.stop.seconds.map(|most| most - self.from)
    }

    /// Has it neither a number of iterations nor a time?
    pub(crate) fn is_endless(&self) -> bool {
        self.iterations.is_none() && self.stop.seconds.is_none()
    }

    /// Seconds by the caller's clock.
    pub(crate) fn seconds(&self) -> f64 {
        (self.stop.clock)()
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { (part / whole).min(1.0) } else { 1.0 }
}

/// How a search stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress<'a> {
    /// Changes tried, all threads together.
    pub iterations: u64,
    /// What is minimised, on the best legal board so far.
    pub best: Option<f64>,
    /// Proven so far: no legal board is better than this.
    pub bound: Option<f64>,
    /// Seconds by the caller's clock.
    pub seconds: f64,
    /// What each move has done in this stretch of the search, all threads together.
    pub moves: &'a [Tally],
}
