//! States: what is left of an order that is built from both ends.
//!
//! The chance to get to a group depends on which groups come before it, not on their order. So whatever is put at either end is
//! settled at once: what it costs and how often. What follows costs the same from equal states.

use super::dense::{Dense, ELSEWHERE};
use crate::set::Set;

/// What is left of an order, and what it depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct State<S> {
    /// Groups that are left.
    pub rest: S,
    /// Actors on set at the left end only who have groups left.
    pub left: S,
    /// The same on the right.
    pub right: S,
    /// Pay a day of those at both ends: they are on set over all that is left.
    pub held: u64,
    /// Groups at the left end that may fail.
    pub risked: S,
    /// Where the company is behind the left end.
    pub place: u8,
    /// Where the right end begins.
    pub next: u8,
    /// What going there costs in expectation, if the company is not there already.
    pub visit: f64,
}

/// One end of a state, as the groups see it that may be put there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End<S> {
    /// Actors on set at this end only.
    pub near: S,
    /// Actors on set at the other end only.
    pub far: S,
    /// Actors who have not been on set.
    pub fresh: S,
    pub on_the_right: bool,
}

impl<S: Set> State<S> {
    /// Nothing is shot.
    pub(crate) fn whole(dense: &Dense<S>) -> Self {
        let none = S::default();
        let rest = S::first(dense.casts.len());
        Self {
            rest,
            left: none,
            right: none,
            held: 0,
            risked: none,
            place: ELSEWHERE,
            next: ELSEWHERE,
            visit: 0.0,
        }
    }

    /// Actors who have not been on set.
    pub(crate) fn fresh(&self, dense: &Dense<S>) -> S {
        let actors = dense.groups.iter().enumerate().filter(|(_, groups)| groups.within(self.rest));
        actors.fold(S::default(), |set, (actor, _)| set | S::one(actor))
    }

    /// Its left end and its right end.
    pub(crate) fn ends(&self, dense: &Dense<S>) -> [End<S>; 2] {
        let (left, right, fresh) = (self.left, self.right, self.fresh(dense));
        [
            End { near: left, far: right, fresh, on_the_right: false },
            End { near: right, far: left, fresh, on_the_right: true },
        ]
    }

    /// May a group be put at an end?
    pub(crate) fn allows(&self, dense: &Dense<S>, end: &End<S>, group: usize) -> bool {
        let sooner = if end.on_the_right { dense.behind[group] } else { dense.before[group] };
        (sooner & self.rest).is_empty()
    }

    /// The state with a group put at an end, and what that settles in expectation.
    pub(crate) fn with(&self, dense: &Dense<S>, end: &End<S>, group: usize) -> (Self, f64) {
        let rest = self.rest & !S::one(group);
        let cast = dense.casts[group] & (end.near | end.far | end.fresh);
        let pay = dense.days[group] * (self.held + dense.pay.of(end.near | cast));
        let held = self.held + dense.pay.of(end.far & cast);
        let stay = |actors: S| {
            let staying = actors.members().filter(|actor| !(dense.groups[*actor] & rest).is_empty());
            staying.fold(S::default(), |set, actor| set | S::one(actor))
        };
        let near = stay(end.near | (cast & end.fresh));
        let far = stay(end.far & !cast);
        let (left, right) = if end.on_the_right { (far, near) } else { (near, far) };
        let mut then = Self { rest, left, right, held, ..*self };
        let chance = dense.survival_of(if end.on_the_right { self.risked | rest } else { self.risked });
        let mut cost = chance * (pay as f64 + dense.own[group]);
        if end.on_the_right {
            cost += then.come_from(dense, dense.places[group], chance);
        } else {
            then.risked |= S::one(group) & dense.risky;
            cost += chance * then.go_to(dense, dense.places[group]) as f64;
        }
        cost += then.settle(dense);
        (then, cost)
    }

    /// Moves the company behind the left end, and says what that costs.
    fn go_to(&mut self, dense: &Dense<S>, place: Option<u8>) -> u64 {
        match place {
            Some(place) if place != self.place => {
                self.place = place;
                dense.visit(place)
            }
            _ => 0,
        }
    }

    /// Lets the right end begin at a location, and says what that settles.
    fn come_from(&mut self, dense: &Dense<S>, place: Option<u8>, chance: f64) -> f64 {
        let Some(place) = place else { return 0.0 };
        let settled = if place == self.next { 0.0 } else { self.visit };
        (self.next, self.visit) = (place, chance * dense.visit(place) as f64);
        settled
    }

    /// Forgets locations on which nothing depends any more, and says what that settles.
    fn settle(&mut self, dense: &Dense<S>) -> f64 {
        let rest = self.rest;
        let left = |place: u8| place != ELSEWHERE && !(dense.at[usize::from(place)] & rest).is_empty();
        let mut settled = 0.0;
        if self.next != self.place && !left(self.next) {
            settled = self.visit;
            (self.next, self.visit) = (ELSEWHERE, 0.0);
        }
        if self.place != self.next && !left(self.place) {
            self.place = ELSEWHERE;
        }
        settled
    }
}
