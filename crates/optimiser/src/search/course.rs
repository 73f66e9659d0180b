//! The course of a search: how far cooled it is when, and what a day of crew costs it beside its price.
//!
//! Boards of one day more or fewer lie far apart: a day that opens costs its crew at once, and saves its overtime only when
//! strips of many days have come to it. While it is warm a search keeps the number of days that is right for warm boards,
//! and cold it leaves it no more. So three short coolings come first, at the price of a day, with days cheaper and with days
//! dearer; the search then goes on from the best board found, as the cooling that ended best went.

/// What a day of crew costs beside its price in each short cooling, as a share of it. On a script of 115 scenes with default
/// facts 0.2, 0.4 and 0.7 off all through gave 2,099,997, 2,095,916 and 2,104,615 for 2,113,767 without (1.5 million tries,
/// eight seeds); on the bundled production 0.4 off is 0.35 % dearer than none. 0.4 more was not compared with other tolls.
const TOLLS: [f64; 3] = [0.0, -0.4, 0.4];

/// Part of the search that each short cooling takes: with 0.12 (and 0.3 below), 0.15 and 0.2 the script came to 2,100,715,
/// 2,095,644 and 2,101,552 (twelve seeds).
const SHORT: f64 = 0.15;

/// How far cooled the search goes on from the best board. From 0.5 a wrong toll is not made good on riskshoot F1-n300.
const GO_ON: f64 = 0.4;

/// How far cooled a day costs its price again, and no more. Not compared with other figures.
const TOLL_UNTIL: f64 = 0.7;

/// How far cooled a search begins that is to stay near a board.
const WARM: f64 = 0.75;

/// Which way a search cools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Once, from hot.
    Once,
    /// Once, and not from hot.
    Warm,
    /// Short coolings first, then the rest.
    Tolls,
}

/// How a search goes at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pace {
    /// From 0, hot, to 1, cold.
    pub(super) cooled: f64,
    /// What a day of crew costs beside its price, as a share of it.
    pub(super) toll: f64,
    /// The short coolings have just ended, and the search goes on from the best board found.
    pub(super) from_best: bool,
}

pub(super) struct Course {
    way: Way,
    /// The short cooling that goes on, or their number.
    at: usize,
    /// What boards were worth where each short cooling ended; infinite before.
    ended: [f64; TOLLS.len()],
}

impl Course {
    pub(super) fn new(way: Way) -> Self {
        Course { way, at: 0, ended: [f64::INFINITY; TOLLS.len()] }
    }

    /// How the search goes when so much of it is used (0 to 1), with boards that are now worth `worth`.
    pub(super) fn pace(&mut self, used: f64, worth: impl FnOnce() -> f64) -> Pace {
        let steady = |cooled| Pace { cooled, toll: 0.0, from_best: false };
        match self.way {
            Way::Once => return steady(used),
            Way::Warm => return steady(WARM + (1.0 - WARM) * used),
            Way::Tolls => {}
        }
        let before = self.at;
        self.at = ((used / SHORT) as usize).min(TOLLS.len());
        if self.at < before {
            self.ended = [f64::INFINITY; TOLLS.len()];
        } else if before < self.at {
            self.ended[before] = worth();
        }
        let short = TOLLS.len() as f64 * SHORT;
        let (cooled, toll) = match TOLLS.get(self.at) {
            Some(&toll) => (used / SHORT - self.at as f64, toll),
            None => (GO_ON + (1.0 - GO_ON) * (used - short) / (1.0 - short), self.best_toll()),
        };
        let toll = if cooled < TOLL_UNTIL { toll } else { 0.0 };
        Pace { cooled: cooled.clamp(0.0, 1.0), toll, from_best: before < self.at && self.at == TOLLS.len() }
    }

    /// That of the short cooling that ended best.
    fn best_toll(&self) -> f64 {
        let tolls = self.ended.iter().zip(TOLLS);
        tolls.min_by(|a, b| a.0.total_cmp(b.0)).map_or(0.0, |(_, toll)| toll)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_goes_on_with_the_toll_that_ended_best() {
        let mut course = Course::new(Way::Tolls);
        let mut pace = |shorts: f64, worth| course.pace(shorts * SHORT, || worth);
        assert_eq!(pace(0.0, 0.0), Pace { cooled: 0.0, toll: 0.0, from_best: false });
        assert!((pace(0.5, 0.0).cooled - 0.5).abs() < 1e-9);
        assert_eq!(pace(1.0, 900.0), Pace { cooled: 0.0, toll: TOLLS[1], from_best: false });
        assert_eq!(pace(1.95, 700.0).toll, 0.0, "a day costs its price at the end");
        assert_eq!(pace(2.2, 800.0).toll, TOLLS[2]);
        let on = pace(3.001, 850.0);
        assert!(on.from_best && (on.cooled - GO_ON).abs() < 0.001 && on.toll == TOLLS[1], "{on:?}");
        let on = pace(3.01, 0.0);
        assert!(!on.from_best && on.toll == TOLLS[1], "{on:?}");
        assert_eq!(pace(1.0 / SHORT, 0.0), Pace { cooled: 1.0, toll: 0.0, from_best: false });
        assert_eq!(pace(0.2, 0.0).cooled, 0.2, "another cycle begins as the first");
        assert_eq!(pace(3.1, 990.0).toll, TOLLS[0], "what the last cycle found counts no more");
    }

    #[test]
    fn a_search_whose_clock_jumps_goes_on_all_the_same() {
        let mut course = Course::new(Way::Tolls);
        course.pace(0.0, || 0.0);
        assert!(course.pace(0.8, || 500.0).from_best);
        assert_eq!(course.pace(0.81, || 0.0).toll, TOLLS[0]);
    }

    #[test]
    fn other_ways_cool_once() {
        assert_eq!(
            Course::new(Way::Once).pace(0.3, || 0.0),
            Pace { cooled: 0.3, toll: 0.0, from_best: false }
        );
        assert_eq!(Course::new(Way::Warm).pace(0.0, || 0.0).cooled, WARM);
    }
}
