//! States, their children, and the bound on what waiting still costs.
//!
//! An order is built from both ends. A state is what is left to shoot, and who of it has been on set on the left only, or on the
//! right only. Whoever was on both sides is paid for all that lies between: that is settled, whatever the order. *Waiting* is pay
//! for days on which an actor is on set and not in the scene; a state's waiting holds all that is settled.

use crate::reduce::Kernel;
use crate::set::{Set, Weights};

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
    /// The state or its mirror image, which costs the same; and whether it is the image.
    fn canonical(self) -> (Self, bool) {
        if self.left > self.right {
            (Self { left: self.right, right: self.left, ..self }, true)
        } else {
            (self, false)
        }
    }

    pub(crate) fn hash(&self) -> u64 {
        let mixed = self.rest.mixed() ^ self.left.mixed().rotate_left(21) ^ self.right.mixed().rotate_left(42);
        mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15)
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

/// Scenes of one state whose casts are the same among those who still matter: they are shot together.
#[derive(Clone, Copy, Debug, Default)]
struct Block<S> {
    scenes: S,
    cast: S,
    days: u64,
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
    /// Pay of actors that is not yet spoken for.
    spare: Vec<u64>,
    total: u64,
    found: [Vec<Child<S>>; 2],
}

impl<'a, S: Set> Expander<'a, S> {
    pub(crate) fn new(kernel: &'a Kernel<S>) -> Self {
        let actors = kernel.wages.len();
        Self {
            kernel,
            blocks: Vec::with_capacity(kernel.casts.len()),
            count: vec![0; actors],
            own: vec![0; actors],
            once: vec![S::default(); actors],
            twice: vec![S::default(); actors],
            spare: vec![0; actors],
            total: 0,
            found: [Vec::new(), Vec::new()],
        }
    }

    /// The children of a state whose bound is below a limit: those of the end that has fewer.
    pub(crate) fn children(&mut self, state: &State<S>, waiting: u64, limit: u64) -> &[Child<S>] {
        let mut fresh = self.fresh(state);
        self.read(state, fresh);
        // Who has not been on set and plays in one block only matters no more; without them blocks may be the same.
        loop {
            let once = fresh.members().filter(|actor| self.count[*actor] == 1);
            let once = once.fold(S::default(), |set, actor| set | S::one(actor));
            if once.is_empty() {
                break;
            }
            fresh &= !once;
            self.read(state, fresh);
        }
        let mut found = std::mem::take(&mut self.found);
        found.iter_mut().for_each(Vec::clear);
        let (left, right) = (state.left, state.right);
        self.end((left, right, fresh), state.rest, waiting, limit, false, &mut found[0]);
        // Where nobody is on set yet, one end is the other's image.
        let one_end = left.is_empty() && right.is_empty();
        if !one_end {
            self.end((right, left, fresh), state.rest, waiting, limit, true, &mut found[1]);
        }
        self.found = found;
        &self.found[usize::from(!one_end && self.found[1].len() < self.found[0].len())]
    }

    /// Actors who have not been on set and still matter.
    fn fresh(&self, state: &State<S>) -> S {
        let scenes = self.kernel.scenes.iter().enumerate();
        let fresh = scenes.filter(|(_, scenes)| scenes.within(state.rest) && **scenes != state.rest);
        fresh.fold(S::default(), |set, (actor, _)| set | S::one(actor))
    }

    /// Reads the state's blocks, and who meets whom in them.
    fn read(&mut self, state: &State<S>, fresh: S) {
        let matters = state.left | state.right | fresh;
        self.blocks.clear();
        for scene in state.rest.members() {
            let cast = self.kernel.casts[scene] & matters;
            let days = self.kernel.days[scene];
            match self.blocks.iter_mut().find(|block| block.cast == cast) {
                Some(block) => {
                    block.scenes |= S::one(scene);
                    block.days += days;
                }
                None => self.blocks.push(Block { scenes: S::one(scene), cast, days }),
            }
        }
        for actor in matters.members() {
            (self.count[actor], self.own[actor]) = (0, 0);
            (self.once[actor], self.twice[actor]) = (S::default(), S::default());
        }
        for block in &self.blocks {
            for actor in block.cast.members() {
                self.count[actor] += 1;
                self.own[actor] += block.days;
                let met = self.once[actor] & block.cast;
                self.twice[actor] |= met;
                self.once[actor] |= block.cast;
            }
        }
        self.total = self.blocks.iter().map(|block| block.days).sum();
    }

    /// The children at one end: `near` are the actors on set there only, `far` those at the other end.
    fn end(
        &mut self,
        (near, far, fresh): (S, S, S),
        rest: S,
        waiting: u64,
        limit: u64,
        on_the_right: bool,
        found: &mut Vec<Child<S>>,
    ) {
        for at in 0..self.blocks.len() {
            if self.dominated(at, near) {
                continue;
            }
            let block = self.blocks[at];
            let mut waiting = waiting + block.days * self.kernel.pay.of(near & !block.cast);
            let left_over = self.total - block.days;
            for actor in (far & block.cast).members() {
                let own = self.own[actor] - block.days;
                waiting += self.kernel.wages[actor] * (left_over - own);
            }
            if waiting >= limit {
                continue;
            }
            let near = self.alive(near | (block.cast & fresh), &block);
            let far = self.alive(far & !block.cast, &block);
            let bound = waiting + self.bound(at, near, far);
            if bound < limit {
                let rest = rest & !block.scenes;
                let (left, right) = if on_the_right { (far, near) } else { (near, far) };
                let (state, mirrored) = State { rest, left, right }.canonical();
                found.push(Child { state, waiting, bound, on_the_right, mirrored });
            }
        }
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

    /// Is another block at least as good at this end, whatever follows?
    ///
    /// A block `s` in which all of `near` play, and in which only those play who play in `t` or are near, is shot before `t` at no
    /// cost: take any order that begins with `t` and move `s` before it. Nobody waits over `s` who did not before, for all of `near`
    /// are in it; nobody is on set earlier who was not there with `t`; and where `s` was, it is gone. Blocks have different casts, so
    /// no two are better than each other: casts joined with `near` would be equal, and both hold `near`.
    fn dominated(&self, at: usize, near: S) -> bool {
        let there = self.blocks[at].cast | near;
        let better = |block: &Block<S>| near.within(block.cast) && block.cast.within(there);
        self.blocks.iter().enumerate().any(|(other, block)| other != at && better(block))
    }

    /// What waiting costs at least when the block at a place is gone.
    ///
    /// At each scene that is left, those of the left who have no more scenes and those of the right who have none yet share no scene:
    /// one of the former comes before, one of the latter behind it. So those who are on set there cover each pair of a left and a
    /// right actor who share a scene. The cheapest cover among those who are not in the scene themselves waits; a flow bounds it.
    fn bound(&mut self, gone: usize, near: S, far: S) -> u64 {
        if near.is_empty() || far.is_empty() {
            return 0;
        }
        let cast = self.blocks[gone].cast;
        let meets = |once: &[S], twice: &[S], actor: usize| {
            if cast.has(actor) { twice[actor] | (once[actor] & !cast) } else { once[actor] }
        };
        let few = near.members().filter(|actor| !far.within(meets(&self.once, &self.twice, *actor)));
        let few = few.fold(S::default(), |set, actor| set | S::one(actor));
        let pay: &Weights = &self.kernel.pay;
        let mut bound = 0;
        for (at, block) in self.blocks.iter().enumerate() {
            if at == gone {
                continue;
            }
            let (near, far) = (near & !block.cast, far & !block.cast);
            let mut right = pay.of(far);
            let some = few & near;
            let mut matched = 0;
            if !some.is_empty() {
                for actor in far.members() {
                    self.spare[actor] = self.kernel.wages[actor];
                }
                for actor in some.members() {
                    let mut wage = self.kernel.wages[actor];
                    for other in (meets(&self.once, &self.twice, actor) & far).members() {
                        let paid = wage.min(self.spare[other]);
                        self.spare[other] -= paid;
                        wage -= paid;
                        matched += paid;
                        if wage == 0 {
                            break;
                        }
                    }
                }
                right -= matched;
            }
            bound += block.days * (matched + pay.of(near & !few).min(right));
        }
        bound
    }
}
