//! Checks a proof that no order of scenes is paid less, and shares nothing with the search but the instance.
//!
//! *Waiting* is pay for days on which an actor is on set and not in the scene; an order's pay is its waiting and the pay for scenes, which
//! is the same in any order. A *state* is what is left of an order that is built from both ends: the scenes that are left, the actors who
//! have been on set at the left end only and have scenes left (`left`), the same at the right; and the waiting that is settled by then: of
//! all over the scenes that are shot, and over all scenes that are left of those who have been on set at both ends.
//!
//! It is checked of each state of the proof that every order which goes on from it waits at least as long as the order of the proof;
//! by induction over how many scenes are left, smaller states first. That holds
//!
//! 1. if its bound says so: at each scene that is left the actors on set cut every path from a left to a right actor along which
//!    neighbours share a scene that is left (for who has no more scenes and who has none yet share none); so the cheapest such cut among
//!    the actors who are not in the scene waits over it. Of the left actors one is the first to have no scenes left: over each of
//!    that actor's scenes all left actors are on set; over the second's other scenes all but the first; and so at the right, from
//!    behind. The cheapest choice of both first and both second ones counts;
//! 2. or if it holds of all ways on at one end. Scenes with the same actors, of those who matter, which the same scenes must come
//!    before and behind, are shot together in some cheapest order. Those matter who were on set at one end only, or have all their
//!    scenes left; not who is in all groups of scenes, nor who has all scenes left and plays in one group. A way on may be left out
//!    - if another group of that end has all who were on set there, and nobody else but those of the left-out group: shot before
//!      it, it costs nothing;
//!    - if the bound of what it leads to suffices;
//!    - if what it leads to is a state of the proof with no less waiting, or waits so much longer than one with the same scenes left
//!      that this pays for those who are on set in that one only, over all scenes left that are not theirs.
//!
//! Without rules on the order, a state and its mirror image are the same.

use std::collections::BTreeMap;

use crate::instance::Instance;
use crate::proof::HEAD;

/// Why a proof does not prove it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A line cannot be read.
    #[error("line {line}: {what}")]
    Unreadable {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        what: &'static str,
    },
    /// The order is not one of the instance, or is paid otherwise.
    #[error("the order does not have each scene once in an allowed order, or is not paid {0}")]
    Order(u64),
    /// The proof does not begin with all scenes.
    #[error("there is no state with all scenes left and no waiting")]
    NoRoot,
    /// A way on is not accounted for.
    #[error("line {line}: what follows if the scenes {scenes:?} are shot next is not accounted for")]
    Open {
        /// The line of the state.
        line: usize,
        /// Scenes from 1; none if the state's bound does not do.
        scenes: Vec<usize>,
    },
}

/// Checks a proof. Gives the pay than which no order is paid less, and how many states were checked.
///
/// # Errors
/// The first flaw.
pub fn check(instance: &Instance, text: &str) -> Result<(u64, usize), Flaw> {
    let mut lines = text.lines().zip(1..);
    let unreadable = |line, what| Flaw::Unreadable { line, what };
    if lines.next().is_none_or(|(line, _)| line != HEAD) {
        return Err(unreadable(1, "it does not begin as a proof"));
    }
    let pay = lines.next().and_then(|(line, _)| line.strip_prefix("pay ")?.parse().ok());
    let pay: u64 = pay.ok_or(unreadable(2, "a pay was expected"))?;
    let order = lines.next().and_then(|(line, _)| numbers(line.strip_prefix("order")?));
    let order = order.ok_or(unreadable(3, "an order was expected"))?;
    let mut all: Vec<usize> = order.clone();
    all.sort_unstable();
    let whole = all == (0..instance.casts.len()).collect::<Vec<_>>();
    if !whole || !instance.allows(&order) || instance.pay(&order) != pay {
        return Err(Flaw::Order(pay));
    }
    let states =
        lines.map(|(line, number)| state(line, number).ok_or(unreadable(number, "a state was expected")));
    let states: Vec<State> = states.collect::<Result<_, _>>()?;
    let mut checker = Checker::new(instance, pay - instance.least());
    for state in &states {
        checker.known.entry(state.rest).or_default().push(*state);
    }
    let root = State { rest: set(0..instance.casts.len()), ..State::default() };
    if instance.casts.is_empty() || checker.target == 0 || checker.is_known(&root) {
        states.iter().try_for_each(|state| checker.state(state))?;
        Ok((pay, states.len()))
    } else {
        Err(Flaw::NoRoot)
    }
}

/// Numbers from 1, as from 0.
fn numbers(text: &str) -> Option<Vec<usize>> {
    text.split_whitespace().map(|word| word.parse::<usize>().ok()?.checked_sub(1)).collect()
}

fn state(line: &str, number: usize) -> Option<State> {
    let words: Vec<&str> = line.strip_prefix("state ")?.split(' ').collect();
    let &[rest, left, right, waiting, end] = words.as_slice() else { return None };
    let hexadecimal = |word: &str| u128::from_str_radix(word, 16).ok();
    let end = match end {
        "left" => Some(End::Left),
        "right" => Some(End::Right),
        "-" => None,
        _ => return None,
    };
    let (rest, left, right) = (hexadecimal(rest)?, hexadecimal(left)?, hexadecimal(right)?);
    Some(State { rest, left, right, waiting: waiting.parse().ok()?, end, line: number })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Left,
    Right,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    rest: u128,
    left: u128,
    right: u128,
    waiting: u64,
    end: Option<End>,
    line: usize,
}

/// Scenes that are shot together.
struct Group {
    scenes: u128,
    cast: u128,
    before: u128,
    after: u128,
}

struct Checker<'a> {
    instance: &'a Instance,
    /// Waiting of the order of the proof.
    target: u64,
    /// Must scenes come before others?
    ruled: bool,
    /// By actor, all scenes; by scene, those that come behind it.
    scenes: Vec<u128>,
    behind: Vec<u128>,
    /// By scenes left.
    known: BTreeMap<u128, Vec<State>>,
}

fn has(set: u128, member: usize) -> bool {
    set >> member & 1 == 1
}

fn members(set: u128) -> impl Iterator<Item = usize> {
    let rest = |set: &u128| Some(set & set.wrapping_sub(1));
    std::iter::successors(Some(set), rest)
        .take_while(|set| *set != 0)
        .map(|set| set.trailing_zeros() as usize)
}

fn set(members: impl Iterator<Item = usize>) -> u128 {
    members.fold(0, |set, member| set | 1 << member)
}

impl<'a> Checker<'a> {
    fn new(instance: &'a Instance, target: u64) -> Self {
        let all = 0..instance.casts.len();
        let scenes = |actor| set(all.clone().filter(|scene| has(instance.casts[*scene], actor)));
        let behind = |scene| set(all.clone().filter(|other| has(instance.before[*other], scene)));
        Self {
            instance,
            target,
            ruled: instance.before.iter().any(|before| *before != 0),
            scenes: (0..instance.wages.len()).map(scenes).collect(),
            behind: all.clone().map(behind).collect(),
            known: BTreeMap::new(),
        }
    }

    fn pay(&self, actors: u128) -> u64 {
        members(actors).map(|actor| self.instance.wages[actor]).sum()
    }

    fn days(&self, scenes: u128) -> u64 {
        members(scenes).map(|scene| self.instance.days[scene]).sum()
    }

    /// Pay of an actor for scenes that are not theirs.
    fn wait(&self, actor: usize, scenes: u128) -> u64 {
        self.instance.wages[actor] * self.days(scenes & !self.scenes[actor])
    }

    /// Has an actor scenes, and all of them among some?
    fn is_fresh(&self, actor: usize, scenes: u128) -> bool {
        self.scenes[actor] != 0 && self.scenes[actor] & !scenes == 0
    }

    /// Is it proved of what a state leads to, by its bound or by another state? `state` need not be of the proof.
    fn holds(&self, state: &State) -> bool {
        state.waiting >= self.target
            || self.is_known(state)
            || self.bound(state, self.target - state.waiting) >= self.target - state.waiting
    }

    /// Does a state of the proof stand for it?
    fn is_known(&self, state: &State) -> bool {
        let same = self.known.get(&state.rest).into_iter().flatten();
        same.into_iter().any(|known| {
            let covers = |left: u128, right: u128| {
                let more = (known.left & !left) | (known.right & !right);
                let wait = members(more).map(|actor| self.wait(actor, state.rest));
                known.waiting + wait.sum::<u64>() <= state.waiting
            };
            covers(state.left, state.right) || !self.ruled && covers(state.right, state.left)
        })
    }

    /// Checks a state of the proof.
    fn state(&self, state: &State) -> Result<(), Flaw> {
        let target = self.target.saturating_sub(state.waiting);
        if self.bound(state, target) >= target {
            return Ok(());
        }
        let Some(end) = state.end else { return Err(Flaw::Open { line: state.line, scenes: Vec::new() }) };
        let groups = self.groups(state);
        let (near, far) =
            if end == End::Left { (state.left, state.right) } else { (state.right, state.left) };
        let may = |group: &&Group| if end == End::Left { group.before == 0 } else { group.after == 0 };
        for group in groups.iter().filter(may) {
            let costs_nothing = |other: &Group| {
                let differs = other.cast != group.cast;
                differs && near & !other.cast == 0 && other.cast & !(group.cast | near) == 0
            };
            if groups.iter().filter(may).any(costs_nothing) {
                continue;
            }
            if !self.holds(&self.after(state, group, near, far, end)) {
                let scenes = members(group.scenes).map(|scene| scene + 1).collect();
                return Err(Flaw::Open { line: state.line, scenes });
            }
        }
        Ok(())
    }

    /// What follows a group at an end.
    fn after(&self, state: &State, group: &Group, near: u128, far: u128, end: End) -> State {
        let rest = state.rest & !group.scenes;
        let on_set = members(group.scenes).fold(0, |set, scene| set | self.instance.casts[scene]);
        let before = self.days(group.scenes) * self.pay(near & !on_set);
        // Who has been on set at the other end is there for all that is left.
        let over_the_rest: u64 = members(far & on_set).map(|actor| self.wait(actor, rest)).sum();
        let waiting = state.waiting + before + over_the_rest;
        let new = set(members(on_set).filter(|actor| self.is_fresh(*actor, state.rest)));
        let goes_on = |actors: u128| {
            set(members(actors).filter(|actor| {
                let own = self.scenes[*actor] & rest;
                own != 0 && own != rest
            }))
        };
        let (near, far) = (goes_on(near | new), goes_on(far & !on_set));
        let (left, right) = if end == End::Left { (near, far) } else { (far, near) };
        State { rest, left, right, waiting, end: None, line: 0 }
    }

    /// The scenes that are left, as they are shot together.
    fn groups(&self, state: &State) -> Vec<Group> {
        let fresh = set((0..self.scenes.len()).filter(|actor| self.is_fresh(*actor, state.rest)));
        let mut matters = state.left | state.right | fresh;
        loop {
            let mut groups: Vec<Group> = Vec::new();
            for scene in members(state.rest) {
                let cast = self.instance.casts[scene] & matters;
                let before = self.instance.before[scene] & state.rest;
                let after = self.behind[scene] & state.rest;
                let same =
                    |group: &&mut Group| (group.cast, group.before, group.after) == (cast, before, after);
                match groups.iter_mut().find(same) {
                    Some(group) => group.scenes |= 1 << scene,
                    None => groups.push(Group { scenes: 1 << scene, cast, before, after }),
                }
            }
            let plays = |actor: usize| groups.iter().filter(|group| has(group.cast, actor)).count();
            let no_more =
                |actor: &usize| plays(*actor) == groups.len() || has(fresh, *actor) && plays(*actor) == 1;
            let no_more = set(members(matters).filter(no_more));
            if no_more == 0 {
                return groups;
            }
            matters &= !no_more;
        }
    }

    /// What waiting still costs at least, or more than enough.
    fn bound(&self, state: &State, enough: u64) -> u64 {
        let mut cuts = 0;
        let mut scenes = Vec::new();
        for scene in members(state.rest) {
            let cut = self.cut(state, scene);
            cuts += self.instance.days[scene] * cut;
            if cuts >= enough {
                return cuts;
            }
            scenes.push((scene, cut));
        }
        let (left, right) = (self.closing(state.left, &scenes), self.closing(state.right, &scenes));
        let choices = left.iter().flat_map(|left| right.iter().map(move |right| left.iter().zip(right)));
        let paid = choices.map(|choice| {
            let paid = scenes
                .iter()
                .zip(choice)
                .map(|((scene, cut), (left, right))| self.instance.days[*scene] * (left + right).max(*cut));
            paid.sum::<u64>()
        });
        paid.min().unwrap_or(cuts)
    }

    /// For each choice of who of an end has first no scenes left, and who has second: by scene, the pay of those of the end who wait
    /// over it for sure.
    fn closing(&self, actors: u128, scenes: &[(usize, u64)]) -> Vec<Vec<u64>> {
        let casts = &self.instance.casts;
        let mut choices = Vec::new();
        for first in members(actors) {
            let others = actors & !(1 << first);
            for second in if others == 0 { vec![first] } else { members(others).collect() } {
                let wait = |(scene, _): &(usize, u64)| match casts[*scene] {
                    cast if has(cast, first) => self.pay(actors & !cast),
                    cast if has(cast, second) => self.pay(others & !cast),
                    _ => 0,
                };
                choices.push(scenes.iter().map(wait).collect());
            }
        }
        if choices.is_empty() {
            choices.push(vec![0; scenes.len()]);
        }
        choices
    }

    /// The cheapest actors, not in a scene, who cut all paths from left to right: a largest flow.
    fn cut(&self, state: &State, scene: usize) -> u64 {
        let open = state.left | state.right;
        let actors: Vec<usize> = (0..self.scenes.len())
            .filter(|actor| has(open, *actor) || self.is_fresh(*actor, state.rest))
            .filter(|actor| !has(self.instance.casts[scene], *actor))
            .collect();
        // Each actor is an arc from 2i to 2i + 1 that holds the wage; who share a scene are joined without limit.
        let count = 2 * actors.len() + 2;
        let (source, sink) = (count - 2, count - 1);
        let mut room = vec![vec![0_u64; count]; count];
        for (i, one) in actors.iter().enumerate() {
            room[2 * i][2 * i + 1] = self.instance.wages[*one];
            for (j, other) in actors.iter().enumerate() {
                if i != j && self.scenes[*one] & self.scenes[*other] & state.rest != 0 {
                    room[2 * i + 1][2 * j] = u64::MAX / 4;
                }
            }
            if has(state.left, *one) {
                room[source][2 * i] = u64::MAX / 4;
            }
            if has(state.right, *one) {
                room[2 * i + 1][sink] = u64::MAX / 4;
            }
        }
        largest_flow(&mut room, source, sink)
    }
}

/// Along shortest paths, until there is none.
fn largest_flow(room: &mut [Vec<u64>], source: usize, sink: usize) -> u64 {
    let mut flow = 0;
    loop {
        let mut from = vec![usize::MAX; room.len()];
        from[source] = source;
        let mut queue = std::collections::VecDeque::from([source]);
        while let Some(at) = queue.pop_front() {
            for next in 0..room.len() {
                if room[at][next] > 0 && from[next] == usize::MAX {
                    from[next] = at;
                    queue.push_back(next);
                }
            }
        }
        if from[sink] == usize::MAX {
            return flow;
        }
        let path: Vec<(usize, usize)> =
            std::iter::successors(Some(sink), |at| (*at != source).then(|| from[*at]))
                .take_while(|at| *at != source)
                .map(|at| (from[at], at))
                .collect();
        let most = path.iter().map(|(a, b)| room[*a][*b]).min().unwrap_or(0);
        for (a, b) in path {
            room[a][b] -= most;
            room[b][a] += most;
        }
        flow += most;
    }
}
