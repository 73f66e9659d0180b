//! Shot first, or last? What speaks for either end of a stunt's board, with all else as it is there.
//!
//! The law of `docs/pricing.md` for a board in which the stunt's date, at its cost, comes before all others, or after them.
//! Money that is not spent because the stunt stops the plan pulls it forward; a performer for whom all wait, and a day that
//! is not spent because another stunt stops the plan before, push it back. Scenes shot before it, which its rewrite throws
//! away, pull it forward too. For one stunt alone without such scenes it is: first exactly when
//! `q · cost of the rest > p_out · (days out − slack)⁺ · cost of an idle day`. What other stunts throw away stays as it is.

use domain::view::Performer;
use domain::{Board, Date, State, Stunt, StuntId};
use rules::Schedule;
use rules::schedule::Day;

use crate::recursion::{Scale, expected_cost};
use crate::shoot::{Shoot, ShootStunt};

/// One stunt between the two ends. Money in cents.
#[derive(Clone, Debug, PartialEq)]
pub struct FirstOrLast {
    /// Which.
    pub stunt: StuntId,
    /// q.
    pub ends: f64,
    /// ρ.
    pub share_left: f64,
    /// Expected cost of everything else on the board.
    pub rest: f64,
    /// Expected cost of its own date: the date, its delay, its rewrite with the date's scenes that it throws away.
    pub own: f64,
    /// Shooting again what its rewrite throws away of other dates, once they are shot.
    pub again: f64,
    /// Probability that no other stunt stops the plan.
    pub others_go_on: f64,
    /// The performer is out, and has other work on the board: 0 without it.
    pub out: f64,
    /// Days out.
    pub out_days: f64,
    /// What an idle day spends.
    pub idle_day: f64,
    /// Slack: whole days of the unit's other work that do without the performer. The recursion, whose board stays
    /// fixed, knows none.
    pub other_days: f64,
}

impl FirstOrLast {
    /// q · (1 − ρ): it stops the plan.
    #[must_use]
    pub fn stops(&self) -> f64 {
        self.ends * (1.0 - self.share_left)
    }

    /// What shooting it first saves: the rest, when it stops the plan.
    #[must_use]
    pub fn first_saves(&self) -> f64 {
        self.stops() * self.rest
    }

    /// What shooting it first saves too: scenes of other dates are not shot yet, so that its rewrite throws none away.
    #[must_use]
    pub fn nothing_thrown_away(&self) -> f64 {
        self.others_go_on * self.ends * self.again
    }

    /// What shooting it last saves: nobody waits for its performer, when there are `slack` days of other work.
    #[must_use]
    pub fn nobody_waits(&self, slack: f64) -> f64 {
        self.out * (self.out_days - slack).max(0.0) * self.idle_day
    }

    /// What shooting it last saves too: its own date, when another stunt stops the plan before.
    #[must_use]
    pub fn own_not_spent(&self) -> f64 {
        (1.0 - self.others_go_on) * self.own
    }

    /// Expected cost with the stunt first.
    #[must_use]
    pub fn first(&self, slack: f64) -> f64 {
        self.own + self.nobody_waits(slack) + (1.0 - self.stops()) * self.rest
    }

    /// Expected cost with the stunt last.
    #[must_use]
    pub fn last(&self) -> f64 {
        self.rest + self.others_go_on * self.own + self.nothing_thrown_away()
    }

    /// How much cheaper first is than last; negative when last is cheaper.
    #[must_use]
    pub fn first_is_cheaper_by(&self, slack: f64) -> f64 {
        self.last() - self.first(slack)
    }

    /// The ratio rule's figure: what its date costs for each unit of probability that it stops the plan. Ascending is the
    /// best order of stunts whose costs do not depend on it. None for one that cannot stop the plan: it comes last.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.stops() > 0.0).then(|| self.own / self.stops())
    }
}

/// Every stunt of a judged board that may still go wrong, in the order of the shoot.
#[must_use]
pub fn first_or_last(state: &State, board: &Board, shoot: &Shoot) -> Vec<FirstOrLast> {
    let schedule = Schedule::new(state, board);
    let placed = shoot.stunts.iter().enumerate().filter_map(|(at, shot)| {
        let stunt = state.stunts.get(&shot.id)?;
        Some((at, shot, stunt, schedule.day_of(stunt.sheet)?))
    });
    placed
        .map(|(at, shot, stunt, day)| {
            let (needed, other_days) = other_work(&schedule, stunt, day);
            let date_cost = shoot.days.iter().find(|d| d.date == shot.date).map_or(0.0, |d| d.cost);
            let stops = |stunt: &ShootStunt| stunt.terminal() * (1.0 - stunt.share_left);
            let others = shoot.stunts.iter().enumerate().filter(|(other, _)| *other != at);
            let (own_lost, all_lost) = (lost_on(shot, Some(shot.date)), lost_on(shot, None));
            let out = f64::from(rules::expected::risk(state, stunt).out.0) / 1000.0;
            FirstOrLast {
                stunt: shot.id,
                ends: shot.terminal(),
                share_left: shot.share_left,
                rest: expected_cost(&without(shoot, at), Scale::NONE),
                own: date_cost
                    + shot.delay * shot.delay_days * shot.burn
                    + shot.terminal() * (shot.rewrite + own_lost),
                again: all_lost - own_lost,
                others_go_on: others.map(|(_, other)| 1.0 - stops(other)).product(),
                out: if needed { out } else { 0.0 },
                out_days: shot.out_days,
                idle_day: shot.idle_day,
                other_days,
            }
        })
        .collect()
}

/// Shooting again what a stunt's rewrite throws away, of one date or of all.
fn lost_on(stunt: &ShootStunt, date: Option<Date>) -> f64 {
    stunt.lost.iter().filter(|scene| date.is_none_or(|date| scene.date == date)).map(|scene| scene.cost).sum()
}

/// The shoot without a stunt and the cost of its date; other stunts of the date stay.
fn without(shoot: &Shoot, at: usize) -> Shoot {
    let mut rest = shoot.clone();
    let stunt = rest.stunts.remove(at);
    for day in &mut rest.days {
        let range = &mut day.stunts;
        range.start -= usize::from(range.start > at);
        range.end -= usize::from(range.end > at);
        if day.date == stunt.date {
            day.cost = 0.0;
        }
    }
    rest
}

/// Does a stunt's performer have work on other dates? And how many whole days of its unit's other work do without them?
fn other_work(schedule: &Schedule<'_>, stunt: &Stunt, day: &Day<'_>) -> (bool, f64) {
    let state = schedule.state;
    let Some(person) = stunt.performer.and_then(|e| state.person_of(Performer::Engaged(e))) else {
        return (false, 0.0);
    };
    let (mut needed, mut minutes) = (false, 0);
    for other in schedule.days.iter().filter(|other| other.date != day.date) {
        for strip in &other.strips {
            let with = strip.performers.iter().any(|p| state.person_of(*p) == Some(person));
            needed |= with;
            if !with && other.unit.id == day.unit.id {
                minutes += strip.minutes.0;
            }
        }
    }
    let base = state.production.day.base_of(domain::DayKind::Day).0.max(1);
    (needed, f64::from(minutes / base))
}
