//! The bound on what waiting still costs.

use super::{End, Expander, add, take};
use crate::set::Set;

/// Most actors on a path of a flow behind its first. Longer ones are few.
const LONGEST_PATH: usize = 8;

impl<S: Set> Expander<'_, S> {
    /// What waiting costs at least when the block at a place is gone.
    ///
    /// At each scene that is left, who has no more scenes and who has none yet share no scene: all of the former's come before, all
    /// of the latter's behind it. A left actor who is not on set there has no more, a right one has none yet. So those who are on set
    /// cut every path from a left to a right actor on which neighbours share a scene, also those that lead through actors who have not
    /// been on set at either end. The cheapest such cut among those who are not in the scene themselves waits; any flow of their pay
    /// along such paths bounds it. Where each left actor shares a scene with each right one, the cheaper side is the cut.
    pub(super) fn bound(&mut self, gone: usize, end: &End<S>, (near, far): (S, S), limit: u64) -> u64 {
        if near.is_empty() && far.is_empty() {
            return 0;
        }
        self.child_near.clone_from(&self.near_idle);
        self.child_far.clone_from(&self.far_idle);
        (near & !end.near).members().for_each(|actor| add(&mut self.child_near, &self.idle[actor]));
        (end.near & !near).members().for_each(|actor| take(&mut self.child_near, &self.idle[actor]));
        (end.far & !far).members().for_each(|actor| take(&mut self.child_far, &self.idle[actor]));
        // Nothing waits over what is gone.
        let days = std::mem::take(&mut self.days[gone]);
        let sure = self.sure(gone, near, far);
        let mut bound = sure;
        if bound < limit {
            bound += self.closing(near, far, limit - bound);
        }
        if bound < limit && !self.strangers.is_empty() {
            let one_side = covered(&self.days, &self.child_near, &self.child_far);
            if one_side >= limit {
                bound = self.closely(gone, (sure, one_side), (far, end.fresh), limit);
                if bound < limit {
                    bound += self.closing(near, far, limit - bound);
                }
            }
        }
        self.days[gone] = days;
        bound
    }

    /// What is paid on top of the cuts, at least, because somebody is the first of an end who has no scene left to shoot towards the
    /// other end, and somebody is the second.
    ///
    /// Of the left actors one *closes* first. Until then all are on set: over each scene of that actor all who are not in it wait, not
    /// only a cut. All others are on set until the second closes: they wait over that one's scenes that are not the first's. The same
    /// holds of the right from behind. Over a scene of both first ones both sides wait; over others the dearer of what was said and the
    /// cut. Whoever is first and second, it is at least the cheapest such choice.
    ///
    /// Where that is not enough, less may be given.
    fn closing(&mut self, near: S, far: S, enough: u64) -> u64 {
        fill(&mut self.near_above, &self.days, &self.child_near, &self.cuts);
        fill(&mut self.far_above, &self.days, &self.child_far, &self.cuts);
        let (near_first, near_second) = self.cheapest_to_close(near, true);
        let (far_first, far_second) = self.cheapest_to_close(far, false);
        let (near_least, far_least) = (self.first(near_first), self.first(far_first));
        let sure = near_least + far_least;
        if sure >= enough {
            return sure;
        }
        // Nothing is gained by looking at all choices if one is too cheap. A second pays at most what it paid as the first.
        let common = sure + self.over_common_blocks(near_first, far_first);
        if common + near_second + far_second < enough {
            return sure;
        }
        let seconds = |one: Option<usize>, actors, near| one.map_or(0, |one| self.second(one, actors, near));
        if common + seconds(near_first, near, true) + seconds(far_first, far, false) < enough {
            return sure;
        }
        // Who is too dear alone is so with a second.
        for actor in near.members() {
            if self.first[actor] + far_least < enough {
                self.first[actor] += self.second(actor, near, true);
            }
        }
        for actor in far.members() {
            if self.first[actor] + near_least < enough {
                self.first[actor] += self.second(actor, far, false);
            }
        }
        let each = |actors: S| actors.members().map(Some).chain(actors.is_empty().then_some(None));
        for one in each(near) {
            for other in each(far) {
                let sum = self.first(one) + self.first(other);
                if sum < enough && sum + self.over_common_blocks(one, other) < enough {
                    return sure;
                }
            }
        }
        enough
    }

    /// What is paid at least on top of the cuts if an actor closes first; where there is none, nothing.
    fn first(&self, actor: Option<usize>) -> u64 {
        actor.map_or(0, |actor| self.first[actor])
    }

    /// Fills in what each of an end pays at least on top of the cuts over their own scenes if they close first. Gives the cheapest, and
    /// what the next pays; where there is none, nothing.
    fn cheapest_to_close(&mut self, actors: S, near: bool) -> (Option<usize>, u64) {
        let above = if near { &self.near_above } else { &self.far_above };
        let (mut cheapest, mut least, mut next) = (None, u64::MAX, u64::MAX);
        for actor in actors.members() {
            let paid = self.places[actor].members().map(|at| above[at]).sum();
            self.first[actor] = paid;
            if paid < least {
                (cheapest, least, next) = (Some(actor), paid, least);
            } else {
                next = next.min(paid);
            }
        }
        (cheapest, if next == u64::MAX { 0 } else { next })
    }

    /// What is paid at least on top of the cuts over the scenes of the second who closes, if an actor is the first.
    fn second(&self, first: usize, actors: S, near: bool) -> u64 {
        let above = if near { &self.near_above } else { &self.far_above };
        let (wage, places) = (self.kernel.wages[first], self.places[first]);
        let mut least = u64::MAX;
        for other in (actors & !S::one(first)).members() {
            let mut paid = 0;
            for at in (self.places[other] & !places).members() {
                // The first is not on set there any more.
                paid += above[at].saturating_sub(self.days[at] * wage);
                if paid >= least {
                    break;
                }
            }
            least = least.min(paid);
        }
        if least == u64::MAX { 0 } else { least }
    }

    /// The cuts of blocks in which an actor of either end plays.
    fn over_common_blocks(&self, one: Option<usize>, other: Option<usize>) -> u64 {
        let Some((one, other)) = one.zip(other) else { return 0 };
        let both = self.places[one] & self.places[other];
        both.members().map(|at| self.days[at] * self.cuts[at]).sum()
    }

    /// The bound without those of the near end who share no scene with somebody of the far end.
    fn sure(&mut self, gone: usize, near: S, far: S) -> u64 {
        let cast = self.blocks[gone].cast;
        self.strangers.clear();
        self.known.clone_from(&self.child_near);
        for actor in near.members() {
            if !far.within(self.meets(actor, cast)) {
                self.strangers.push(actor);
                take(&mut self.known, &self.idle[actor]);
            }
        }
        self.known[gone] = 0;
        self.cuts.clear();
        self.cuts.extend(self.known.iter().zip(&self.child_far).map(|(near, far)| near.min(far)));
        self.days.iter().zip(&self.cuts).map(|(days, cut)| days * cut).sum()
    }

    /// The bound, block by block from what is sure to what flows, until it reaches the limit or cannot: it is at most what it were if
    /// all met.
    fn closely(
        &mut self,
        gone: usize,
        (sure, mut at_most): (u64, u64),
        (far, fresh): (S, S),
        limit: u64,
    ) -> u64 {
        let cast = self.blocks[gone].cast;
        let between = fresh & !cast;
        for actor in between.members() {
            self.met[actor] = self.meets(actor, cast);
        }
        for at in 0..self.strangers.len() {
            let actor = self.strangers[at];
            self.met[actor] = self.meets(actor, cast);
        }
        let mut bound = sure;
        for at in 0..self.blocks.len() {
            let least = self.known[at].min(self.child_far[at]);
            let most = self.child_near[at].min(self.child_far[at]);
            if least < most {
                let flow = self.flow(at, far, between);
                self.cuts[at] = flow;
                bound += self.days[at] * (flow - least);
                at_most -= self.days[at] * (most - flow);
                if bound >= limit || at_most < limit {
                    break;
                }
            }
        }
        bound
    }

    /// With whom an actor shares a scene, when one block of a cast is gone.
    fn meets(&self, actor: usize, cast: S) -> S {
        if cast.has(actor) { self.twice[actor] | (self.once[actor] & !cast) } else { self.once[actor] }
    }

    /// A flow of the pay of those who are not in a block from the near to the far end: first along the shortest paths of strangers,
    /// then of those of the near end who meet all of the far end.
    fn flow(&mut self, at: usize, far: S, between: S) -> u64 {
        let cast = self.blocks[at].cast;
        let there = (far | between) & !cast;
        there.members().for_each(|actor| self.spare[actor] = self.kernel.wages[actor]);
        self.with_spare = there;
        let (mut flow, mut of) = (0, 0);
        for place in 0..self.strangers.len() {
            let actor = self.strangers[place];
            if !cast.has(actor) {
                of += self.kernel.wages[actor];
                flow += self.flow_from(actor, far);
            }
        }
        flow + (self.child_near[at] - of).min(self.child_far[at] - flow)
    }

    /// What flows from an actor of the near end to the far end, along shortest paths.
    fn flow_from(&mut self, actor: usize, far: S) -> u64 {
        let mut wage = self.kernel.wages[actor];
        let (mut flow, mut steps) = (0, [S::default(); LONGEST_PATH]);
        while wage > 0 {
            // Who is reached in one step, in two; until somebody of the far end is.
            let (mut from, mut seen, mut length) = (self.met[actor] & self.with_spare, S::default(), 0);
            while (from & far).is_empty() {
                if from.is_empty() || length + 1 == LONGEST_PATH {
                    return flow;
                }
                steps[length] = from;
                seen |= from;
                length += 1;
                let next = from.members().fold(S::default(), |next, one| next | self.met[one]);
                from = next & self.with_spare & !seen;
            }
            // Back from there: one of each step.
            let mut last = (from & far).least();
            let mut path = S::one(last);
            for step in steps[..length].iter().rev() {
                // Who meets is met.
                last = step.members().find(|one| self.met[*one].has(last)).unwrap_or(last);
                path |= S::one(last);
            }
            let paid = path.members().fold(wage, |paid, one| paid.min(self.spare[one]));
            for one in path.members() {
                self.spare[one] -= paid;
                if self.spare[one] == 0 {
                    self.with_spare &= !S::one(one);
                }
            }
            wage -= paid;
            flow += paid;
        }
        flow
    }
}

/// Pay of the cheaper of two sides, each block for its days.
fn covered(days: &[u64], near: &[u64], far: &[u64]) -> u64 {
    days.iter().zip(near.iter().zip(far)).map(|(days, (near, far))| days * near.min(far)).sum()
}

/// What is paid on top of cuts, each block for its days.
fn fill(above: &mut Vec<u64>, days: &[u64], paid: &[u64], cuts: &[u64]) {
    above.clear();
    above.extend(
        days.iter().zip(paid.iter().zip(cuts)).map(|(days, (paid, cut))| days * (paid.max(cut) - cut)),
    );
}
