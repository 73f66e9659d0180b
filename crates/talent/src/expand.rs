//! States, their children, and the bound on what waiting still costs.
//!
//! An order is built from both ends. A state is what is left to shoot, and who of it has been on set on the left only, or on the
//! right only. Whoever was on both sides is paid for all that lies between: that is settled, whatever the order. *Waiting* is pay
//! for days on which an actor is on set and not in the scene; a state's waiting holds all that is settled.

mod bound;

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
    /// By actor, the places of the blocks.
    places: Vec<S>,
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
    /// By block, what the actors cost at least who cut all paths there.
    cuts: Vec<u64>,
    /// By block, what those of an end pay on top of the cut if all of them are on set.
    near_above: Vec<u64>,
    far_above: Vec<u64>,
    /// By actor, what is paid at least on top of the cuts if they close first at their end.
    first: Vec<u64>,
    /// Casts of the blocks that all of an end play in.
    better: Vec<S>,
    /// The blocks that may be next at an end, by what is settled then.
    next: Vec<(u64, usize)>,
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
            places: vec![S::default(); actors],
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
            cuts: Vec::with_capacity(scenes),
            near_above: Vec::with_capacity(scenes),
            far_above: Vec::with_capacity(scenes),
            first: vec![0; actors],
            better: Vec::with_capacity(scenes),
            next: Vec::with_capacity(scenes),
            found: [Vec::new(), Vec::new()],
            on_the_right: false,
        }
    }

    /// The children of a state whose bound is below a limit: those of one end.
    ///
    /// The end where less is paid is likely to have fewer. The other is taken if it has fewer than three quarters as many: 361,000 states
    /// in place of 399,000, with what has fewer at all, on 23 instances of 26 to 32 scenes.
    pub(crate) fn children(&mut self, state: &State<S>, waiting: u64, limit: u64) -> &[Child<S>] {
        let fresh = self.read(state);
        let (left, right) = (state.left, state.right);
        let ends = [
            End { near: left, far: right, fresh, on_the_right: false },
            End { near: right, far: left, fresh, on_the_right: true },
        ];
        let first = usize::from(self.kernel.pay.of(right) < self.kernel.pay.of(left));
        let mut found = std::mem::take(&mut self.found);
        self.end(&ends[first], state.rest, (waiting, limit), usize::MAX, &mut found[first]);
        // Where nobody is on set yet, one end is the other's image, without rules on the order.
        let mut chosen = first;
        let most = (3 * found[first].len()).div_ceil(4);
        if most > 0 && (self.kernel.ruled || !(left.is_empty() && right.is_empty())) {
            let other = 1 - first;
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
            self.places[actor] = S::default();
            let wage = self.kernel.wages[actor];
            self.idle[actor].clear();
            self.idle[actor]
                .extend(self.blocks.iter().map(|block| if block.cast.has(actor) { 0 } else { wage }));
        }
        for (at, block) in self.blocks.iter().enumerate() {
            for actor in block.cast.members() {
                self.places[actor] |= S::one(at);
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
        // Where little is paid at once a child is likely: the sooner they are too many.
        let mut next = std::mem::take(&mut self.next);
        self.may_be_next(end, (waiting, limit), &mut next);
        next.sort_unstable();
        for (waiting, at) in &next {
            let block = self.blocks[*at];
            let near = self.alive(end.near | (block.cast & end.fresh), &block);
            let far = self.alive(end.far & !block.cast, &block);
            let bound = waiting + self.bound(*at, end, (near, far), limit - waiting);
            if bound < limit {
                let (left, right) = if end.on_the_right { (far, near) } else { (near, far) };
                let (state, mirrored) =
                    State { rest: rest & !block.scenes, left, right }.canonical(self.kernel.ruled);
                let on_the_right = end.on_the_right;
                found.push(Child { state, waiting: *waiting, bound, on_the_right, mirrored });
                if found.len() >= most {
                    break;
                }
            }
        }
        self.next = next;
        found.len() < most
    }

    /// The blocks that may be shot next at an end without waiting for as much as the limit, and what is settled then.
    fn may_be_next(&mut self, end: &End<S>, (waiting, limit): (u64, u64), next: &mut Vec<(u64, usize)>) {
        let better = self.blocks.iter().filter(|block| end.may(block) && end.near.within(block.cast));
        self.better.clear();
        self.better.extend(better.map(|block| block.cast));
        next.clear();
        for (at, block) in self.blocks.iter().enumerate() {
            if !end.may(block) || dominated(block, end.near, &self.better) {
                continue;
            }
            let mut waiting = waiting + block.days * self.near_idle[at];
            let left_over = self.total - block.days;
            for actor in (end.far & block.cast).members() {
                let own = self.own[actor] - block.days;
                waiting += self.kernel.wages[actor] * (left_over - own);
            }
            if waiting < limit {
                next.push((waiting, at));
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
}

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

fn add(sums: &mut [u64], more: &[u64]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

fn take(sums: &mut [u64], less: &[u64]) {
    sums.iter_mut().zip(less).for_each(|(sum, less)| *sum -= less);
}
