//! States, their children, and the bound on what waiting still costs.
//!
//! An order is built from both ends. A state is what is left to shoot, and who of it has been on set on the left only, or on the
//! right only. Whoever was on both sides is paid for all that lies between: that is settled, whatever the order. *Waiting* is pay
//! for days on which an actor is on set and not in the scene; a state's waiting holds all that is settled.

use crate::reduce::Kernel;
use crate::set::Set;

/// What is left of an order that is built from both ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct State<S> {
    /// Scenes that are left.
    pub rest: S,
    /// Actors on set on the left only who have scenes left, but not all that are left.
    pub left: S,
    /// The same on the right.
    pub right: S,
}

impl<S: Set> State<S> {
    /// The state or its mirror image, which costs the same where no scene has to come before another; and whether it is the image.
    fn canonical(self, ruled: bool) -> (Self, bool) {
        if !ruled && self.left > self.right {
            (Self { left: self.right, right: self.left, ..self }, true)
        } else {
            (self, false)
        }
    }
}

/// A state one step on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Child<S> {
    pub state: State<S>,
    /// Waiting that is settled.
    pub waiting: u64,
    /// Waiting of any order through here, at least.
    pub bound: u64,
    /// The scenes were shot on the right of the parent, not the left.
    pub on_the_right: bool,
    /// The state is the mirror image of what was reached.
    pub mirrored: bool,
}

/// Scenes of one state whose casts are the same among those who still matter, and which the same scenes that are left come before and
/// behind: they are shot together.
#[derive(Clone, Copy, Debug, Default)]
struct Block<S> {
    scenes: S,
    cast: S,
    days: u64,
    /// Scenes that are left and come before it, and behind it.
    before: S,
    after: S,
}

/// Finds the children of states, with room that is used again.
pub(crate) struct Expander<'a, S> {
    kernel: &'a Kernel<S>,
    blocks: Vec<Block<S>>,
    /// By actor, in how many blocks.
    count: Vec<u32>,
    /// By actor, days of the blocks.
    own: Vec<u64>,
    /// By actor, with whom in one block at least, in two at least.
    once: Vec<S>,
    twice: Vec<S>,
    /// By actor, of each block: the wage if the actor is not in it.
    idle: Vec<Vec<u64>>,
    /// Days of each block, and of all.
    days: Vec<u64>,
    total: u64,
    /// By block, pay of those of an end who are not in it: at the state, and at a child.
    near_idle: Vec<u64>,
    far_idle: Vec<u64>,
    child_near: Vec<u64>,
    child_far: Vec<u64>,
    /// Pay of actors that is not yet spoken for, and who has any.
    spare: Vec<u64>,
    with_spare: S,
    /// With whom strangers, and those whom a path may lead through, share a scene when a block is gone.
    met: Vec<S>,
    /// Actors of the near end who share no scene that is left with somebody of the far end.
    strangers: Vec<usize>,
    /// By block, pay of those of the near end who have none and are not in it.
    known: Vec<u64>,
    found: [Vec<Child<S>>; 2],
    /// Were the children that were found last shot on the right?
    pub on_the_right: bool,
}

/// One end of a state, as its children see it.
#[derive(Clone, Copy)]
struct End<S> {
    /// Actors on set at this end only.
    near: S,
    /// Actors on set at the other end only.
    far: S,
    /// Actors who have not been on set.
    fresh: S,
    on_the_right: bool,
}

impl<S: Set> End<S> {
    /// May a block be shot next at this end?
    fn may(&self, block: &Block<S>) -> bool {
        if self.on_the_right { block.after.is_empty() } else { block.before.is_empty() }
    }
}

impl<'a, S: Set> Expander<'a, S> {
    pub(crate) fn new(kernel: &'a Kernel<S>) -> Self {
        let (actors, scenes) = (kernel.wages.len(), kernel.casts.len());
        Self {
            kernel,
            blocks: Vec::with_capacity(scenes),
            count: vec![0; actors],
            own: vec![0; actors],
            once: vec![S::default(); actors],
            twice: vec![S::default(); actors],
            idle: vec![Vec::with_capacity(scenes); actors],
            days: Vec::with_capacity(scenes),
            total: 0,
            near_idle: Vec::with_capacity(scenes),
            far_idle: Vec::with_capacity(scenes),
            child_near: Vec::with_capacity(scenes),
            child_far: Vec::with_capacity(scenes),
            spare: vec![0; actors],
            with_spare: S::default(),
            met: vec![S::default(); actors],
            strangers: Vec::with_capacity(actors),
            known: Vec::with_capacity(scenes),
            found: [Vec::new(), Vec::new()],
            on_the_right: false,
        }
    }

    /// The children of a state whose bound is below a limit: those of the end that has fewer.
    pub(crate) fn children(&mut self, state: &State<S>, waiting: u64, limit: u64) -> &[Child<S>] {
        let fresh = self.read(state);
        let (left, right) = (state.left, state.right);
        let ends = [
            End { near: left, far: right, fresh, on_the_right: false },
            End { near: right, far: left, fresh, on_the_right: true },
        ];
        // The end where more is paid is likely to have fewer; the other is given up when it has as many.
        let first = usize::from(self.kernel.pay.of(right) > self.kernel.pay.of(left));
        let mut found = std::mem::take(&mut self.found);
        self.end(&ends[first], state.rest, (waiting, limit), usize::MAX, &mut found[first]);
        // Where nobody is on set yet, one end is the other's image, without rules on the order.
        let mut chosen = first;
        if self.kernel.ruled || !(left.is_empty() && right.is_empty()) {
            let other = 1 - first;
            let most = found[first].len();
            if self.end(&ends[other], state.rest, (waiting, limit), most, &mut found[other]) {
                chosen = other;
            }
        }
        self.found = found;
        self.on_the_right = chosen == 1;
        &self.found[chosen]
    }

    /// Reads the state's blocks, and who meets whom in them. Returns who has not been on set and matters.
    fn read(&mut self, state: &State<S>) -> S {
        let scenes = self.kernel.scenes.iter().enumerate();
        let fresh = scenes.filter(|(_, scenes)| scenes.within(state.rest) && **scenes != state.rest);
        let mut fresh = fresh.fold(S::default(), |set, (actor, _)| set | S::one(actor));
        loop {
            self.read_blocks(state.rest, state.left | state.right | fresh);
            // Who has not been on set and plays in one block only matters no more; without them blocks may be the same.
            let once = fresh.members().filter(|actor| self.count[*actor] == 1);
            let once = once.fold(S::default(), |set, actor| set | S::one(actor));
            if once.is_empty() {
                break;
            }
            fresh &= !once;
        }
        let matters = state.left | state.right | fresh;
        for actor in matters.members() {
            (self.once[actor], self.twice[actor]) = (S::default(), S::default());
            let wage = self.kernel.wages[actor];
            self.idle[actor].clear();
            self.idle[actor]
                .extend(self.blocks.iter().map(|block| if block.cast.has(actor) { 0 } else { wage }));
        }
        for block in &self.blocks {
            for actor in block.cast.members() {
                self.twice[actor] |= self.once[actor] & block.cast;
                self.once[actor] |= block.cast;
            }
        }
        self.days.clear();
        self.days.extend(self.blocks.iter().map(|block| block.days));
        self.total = self.days.iter().sum();
        fresh
    }

    fn read_blocks(&mut self, rest: S, matters: S) {
        self.blocks.clear();
        for scene in rest.members() {
            let cast = self.kernel.casts[scene] & matters;
            let days = self.kernel.days[scene];
            let (before, after) = self.kernel.neighbours(scene, rest);
            let same =
                |block: &&mut Block<S>| (block.cast, block.before, block.after) == (cast, before, after);
            match self.blocks.iter_mut().find(same) {
                Some(block) => {
                    block.scenes |= S::one(scene);
                    block.days += days;
                }
                None => self.blocks.push(Block { scenes: S::one(scene), cast, days, before, after }),
            }
        }
        for actor in matters.members() {
            (self.count[actor], self.own[actor]) = (0, 0);
        }
        for block in &self.blocks {
            for actor in block.cast.members() {
                self.count[actor] += 1;
                self.own[actor] += block.days;
            }
        }
    }

    /// The children at one end; false, and not all of them, if there are not fewer than `most`.
    fn end(
        &mut self,
        end: &End<S>,
        rest: S,
        (waiting, limit): (u64, u64),
        most: usize,
        found: &mut Vec<Child<S>>,
    ) -> bool {
        found.clear();
        self.near_idle.clear();
        self.near_idle.resize(self.blocks.len(), 0);
        self.far_idle.clear();
        self.far_idle.resize(self.blocks.len(), 0);
        end.near.members().for_each(|actor| add(&mut self.near_idle, &self.idle[actor]));
        end.far.members().for_each(|actor| add(&mut self.far_idle, &self.idle[actor]));
        let better = self.blocks.iter().filter(|block| end.may(block) && end.near.within(block.cast));
        let better: Vec<S> = better.map(|block| block.cast).collect();
        for at in 0..self.blocks.len() {
            let block = self.blocks[at];
            if !end.may(&block) || dominated(&block, end.near, &better) {
                continue;
            }
            let mut waiting = waiting + block.days * self.near_idle[at];
            let left_over = self.total - block.days;
            for actor in (end.far & block.cast).members() {
                let own = self.own[actor] - block.days;
                waiting += self.kernel.wages[actor] * (left_over - own);
            }
            if waiting >= limit {
                continue;
            }
            let near = self.alive(end.near | (block.cast & end.fresh), &block);
            let far = self.alive(end.far & !block.cast, &block);
            let bound = waiting + self.bound(at, end, (near, far), limit - waiting);
            if bound < limit {
                if found.len() + 1 >= most {
                    return false;
                }
                let (left, right) = if end.on_the_right { (far, near) } else { (near, far) };
                let (state, mirrored) =
                    State { rest: rest & !block.scenes, left, right }.canonical(self.kernel.ruled);
                found.push(Child { state, waiting, bound, on_the_right: end.on_the_right, mirrored });
            }
        }
        true
    }

    /// Of actors those who have scenes left when a block is shot, but not all.
    fn alive(&self, actors: S, block: &Block<S>) -> S {
        let left = self.blocks.len() as u32 - 1;
        let alive = actors.members().filter(|actor| {
            let count = self.count[*actor] - u32::from(block.cast.has(*actor));
            count > 0 && count < left
        });
        alive.fold(S::default(), |set, actor| set | S::one(actor))
    }

    /// What waiting costs at least when the block at a place is gone; where that is below a limit, a simpler bound will do.
    ///
    /// At each scene that is left, who has no more scenes and who has none yet share no scene: all of the former's come before, all
    /// of the latter's behind it. A left actor who is not on set there has no more, a right one has none yet. So those who are on set
    /// cut every path from a left to a right actor on which neighbours share a scene, also those that lead through actors who have not
    /// been on set at either end. The cheapest such cut among those who are not in the scene themselves waits; any flow of their pay
    /// along such paths bounds it. Where each left actor shares a scene with each right one, the cheaper side is the cut.
    fn bound(&mut self, gone: usize, end: &End<S>, (near, far): (S, S), limit: u64) -> u64 {
        if near.is_empty() || far.is_empty() {
            return 0;
        }
        self.child_near.clone_from(&self.near_idle);
        self.child_far.clone_from(&self.far_idle);
        (near & !end.near).members().for_each(|actor| add(&mut self.child_near, &self.idle[actor]));
        (end.near & !near).members().for_each(|actor| take(&mut self.child_near, &self.idle[actor]));
        (end.far & !far).members().for_each(|actor| take(&mut self.child_far, &self.idle[actor]));
        // Nothing waits over what is gone.
        let days = std::mem::take(&mut self.days[gone]);
        let one_side = covered(&self.days, &self.child_near, &self.child_far);
        let sure = self.sure(gone, near, far);
        let settled = one_side < limit || sure >= limit || self.strangers.is_empty();
        let bound =
            if settled { sure } else { self.closely(gone, (sure, one_side), (far, end.fresh), limit) };
        self.days[gone] = days;
        bound
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
        covered(&self.days, &self.known, &self.child_far)
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

/// Most actors on a path of a flow behind its first. Longer ones are few.
const LONGEST_PATH: usize = 8;

/// Is another block, which may be shot there, at least as good at an end, whatever follows?
///
/// A block `s` in which all of `near` play, and in which only those play who play in `t` or are near, is shot before `t` at no
/// cost: take any order that begins with `t` and move `s` before it. Nobody waits over `s` who did not before, for all of `near`
/// are in it; nobody is on set earlier who was not there with `t`; and where `s` was, it is gone. No two are better than each other:
/// their casts joined with `near` would be equal, and both hold `near`; blocks of equal casts are not compared.
fn dominated<S: Set>(block: &Block<S>, near: S, better: &[S]) -> bool {
    let there = block.cast | near;
    better.iter().any(|cast| *cast != block.cast && cast.within(there))
}

/// Pay of the cheaper of two sides, each block for its days.
fn covered(days: &[u64], near: &[u64], far: &[u64]) -> u64 {
    days.iter().zip(near.iter().zip(far)).map(|(days, (near, far))| days * near.min(far)).sum()
}

fn add(sums: &mut [u64], more: &[u64]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

fn take(sums: &mut [u64], less: &[u64]) {
    sums.iter_mut().zip(less).for_each(|(sum, less)| *sum -= less);
}
