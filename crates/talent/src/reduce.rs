//! What of an instance has to be ordered at all.
//!
//! An actor in one scene, or in all, costs the same in any order. Actors who play in the same scenes are as one with the sum of
//! their wages. Scenes with the same actors, of those who matter, are shot one after another in some cheapest order: of two such
//! scenes, take the one on whose day more is paid and shoot it beside the other; between them all of their actors are paid
//! anyway, so that nothing else costs more. A scene with none of them is shot first, where nobody waits over it. Where scenes come before
//! others by rule, only those are joined that the same scenes come before and behind, and only those are shot first that no rule names.

use crate::instance::Instance;
use crate::set::{Set, Weights};

/// An instance in which every scene and every actor matters; for a proof, the whole instance.
#[derive(Clone, Debug)]
pub(crate) struct Kernel<S> {
    /// Actors of each scene.
    pub casts: Vec<S>,
    /// Days of each scene.
    pub days: Vec<u64>,
    /// Scenes of each actor.
    pub scenes: Vec<S>,
    /// Wage of each actor a day.
    pub wages: Vec<u64>,
    /// Sums of wages.
    pub pay: Weights,
    /// Sums of days.
    pub time: Weights,
    /// Must scenes come before others?
    pub ruled: bool,
    /// Of each scene, all scenes that come before it, and behind it.
    before: Vec<S>,
    after: Vec<S>,
}

impl<S: Set> Kernel<S> {
    /// Of some scenes those that come before a scene, and behind it.
    #[inline]
    pub(crate) fn neighbours(&self, scene: usize, of: S) -> (S, S) {
        if self.ruled { (self.before[scene] & of, self.after[scene] & of) } else { Default::default() }
    }

    /// Does an order obey the rules?
    pub(crate) fn allows(&self, order: &[usize]) -> bool {
        let mut left = S::first(self.casts.len());
        !self.ruled
            || order.iter().all(|scene| {
                left &= !S::one(*scene);
                (self.before[*scene] & left).is_empty()
            })
    }

    /// An order that obeys the rules: what fewer scenes come before is shot first.
    pub(crate) fn an_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.casts.len()).collect();
        order.sort_by_key(|scene| self.before[*scene].len());
        order
    }
}

/// How the scenes of a kernel come from those of its instance.
#[derive(Clone, Debug)]
pub(crate) struct Reduction {
    /// Actors of each scene that is left, by place among the actors that are left.
    pub casts: Vec<u128>,
    /// Wages of the actors that are left.
    pub wages: Vec<u64>,
    /// The instance's scenes of each scene that is left.
    members: Vec<Vec<usize>>,
    /// Of each scene that is left, those of them that come before it.
    before: Vec<u128>,
    /// The instance's scenes that nobody waits for if they are shot first, in this order.
    free: Vec<usize>,
    days: Vec<u64>,
}

impl Reduction {
    pub(crate) fn new(instance: &Instance) -> Self {
        let after = |scene: usize| set_of(&instance.before, |before| before >> scene & 1 == 1);
        let group = |(scene, cast): (usize, &u128)| Group {
            cast: *cast,
            before: instance.before[scene],
            after: after(scene),
            scenes: vec![scene],
        };
        let mut groups: Vec<Group> = instance.casts.iter().enumerate().map(group).collect();
        let (mut wages, mut free) = (instance.wages.clone(), Vec::new());
        // One reduction may open the way for another. What was taken first stays outermost, and groups stay together: that is what
        // actors who are left out by then rely on.
        loop {
            groups.retain_mut(|group| {
                let goes = group.cast == 0 && group.before == 0 && group.after == 0;
                if goes {
                    free.append(&mut group.scenes);
                }
                !goes
            });
            groups = merge(groups);
            let casts: Vec<u128> = groups.iter().map(|group| group.cast).collect();
            let (kept, pay) = matter(&casts, &wages);
            if kept.len() == wages.len() {
                break;
            }
            groups.iter_mut().for_each(|group| group.cast = project(group.cast, &kept));
            wages = pay;
        }
        // Scenes of one group have the same before and behind them: one stands for all.
        let before = |group: &Group| set_of(&groups, |other| group.before >> other.scenes[0] & 1 == 1);
        let days = |group: &Group| group.scenes.iter().map(|scene| instance.days[*scene]).sum();
        Self {
            casts: groups.iter().map(|group| group.cast).collect(),
            before: groups.iter().map(before).collect(),
            days: groups.iter().map(days).collect(),
            members: groups.into_iter().map(|group| group.scenes).collect(),
            wages,
            free,
        }
    }

    /// Leaves everything as it is, so that a proof speaks of the instance's own scenes and actors.
    pub(crate) fn none(instance: &Instance) -> Self {
        Self {
            casts: instance.casts.clone(),
            wages: instance.wages.clone(),
            before: instance.before.clone(),
            days: instance.days.clone(),
            members: (0..instance.casts.len()).map(|scene| vec![scene]).collect(),
            free: Vec::new(),
        }
    }

    /// The instance's scenes in an order of the kernel's.
    pub(crate) fn whole(&self, order: &[usize]) -> Vec<usize> {
        let members = order.iter().flat_map(|scene| &self.members[*scene]);
        self.free.iter().chain(members).copied().collect()
    }

    /// Can sets of that kind hold it?
    pub(crate) fn fits<S: Set>(&self) -> bool {
        self.casts.len() <= S::ROOM && self.wages.len() <= S::ROOM
    }

    pub(crate) fn kernel<S: Set>(&self) -> Kernel<S> {
        let set = |wanted: &dyn Fn(usize) -> bool, count: usize| {
            (0..count).filter(|at| wanted(*at)).fold(S::default(), |set, at| set | S::one(at))
        };
        let actors = self.wages.len();
        let casts = self.casts.iter().map(|cast| set(&|actor| cast >> actor & 1 == 1, actors)).collect();
        let scenes = self.casts.len();
        let plays = |actor: usize| set(&|scene| self.casts[scene] >> actor & 1 == 1, scenes);
        let before = |of: usize| set(&|scene| self.before[of] >> scene & 1 == 1, scenes);
        let after = |of: usize| set(&|scene| self.before[scene] >> of & 1 == 1, scenes);
        Kernel {
            ruled: self.before.iter().any(|before| *before != 0),
            before: (0..scenes).map(before).collect(),
            after: (0..scenes).map(after).collect(),
            casts,
            days: self.days.clone(),
            scenes: (0..actors).map(plays).collect(),
            wages: self.wages.clone(),
            pay: Weights::new(&self.wages),
            time: Weights::new(&self.days),
        }
    }
}

/// Scenes that are shot one after another.
struct Group {
    cast: u128,
    /// The instance's scenes that come before each of them, and behind.
    before: u128,
    after: u128,
    scenes: Vec<usize>,
}

/// Groups of equal casts as one, where rules treat them alike.
fn merge(groups: Vec<Group>) -> Vec<Group> {
    let mut merged: Vec<Group> = Vec::new();
    for group in groups {
        let same = |other: &&mut Group| {
            (other.cast, other.before, other.after) == (group.cast, group.before, group.after)
        };
        match merged.iter_mut().find(same) {
            Some(other) => other.scenes.extend(group.scenes),
            None => merged.push(group),
        }
    }
    merged
}

/// The places of those that are wanted, a bit each.
fn set_of<T>(all: &[T], wanted: impl Fn(&T) -> bool) -> u128 {
    all.iter().enumerate().filter(|(_, one)| wanted(one)).fold(0, |set, (at, _)| set | 1 << at)
}

/// Of actors whose scenes are equal the first, without those that no order pays more or less; and what each is paid.
fn matter(casts: &[u128], wages: &[u64]) -> (Vec<usize>, Vec<u64>) {
    let scenes = |actor: usize| set_of(casts, |cast| cast >> actor & 1 == 1);
    let (mut kept, mut pay): (Vec<usize>, Vec<u64>) = (Vec::new(), Vec::new());
    for (actor, wage) in wages.iter().enumerate() {
        let count = scenes(actor).count_ones() as usize;
        if *wage == 0 || count < 2 || count == casts.len() {
            continue;
        }
        match kept.iter().position(|other| scenes(*other) == scenes(actor)) {
            Some(at) => pay[at] += wage,
            None => {
                kept.push(actor);
                pay.push(*wage);
            }
        }
    }
    (kept, pay)
}

/// A cast among the actors that are kept.
fn project(cast: u128, kept: &[usize]) -> u128 {
    kept.iter()
        .enumerate()
        .filter(|(_, actor)| cast >> **actor & 1 == 1)
        .fold(0, |set, (at, _)| set | 1 << at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_order_changes_is_left_out() {
        // Actor 0 plays everywhere, 1 once, 2 and 3 in the same scenes, 4 is paid nothing; scenes 0 and 3 have the same cast.
        let casts = vec![0b01101, 0b10001, 0b00011, 0b01101, 0b01100 | 0b00001];
        let instance = Instance {
            name: "a".into(),
            casts,
            days: vec![1, 2, 3, 4, 5],
            wages: vec![9, 8, 7, 6, 0],
            before: vec![0; 5],
        };
        let reduction = Reduction::new(&instance);
        assert!(reduction.casts.is_empty() && reduction.wages.is_empty(), "{reduction:?}");
        assert_eq!(reduction.whole(&[]).len(), 5);
    }

    #[test]
    fn equal_actors_are_paid_together() {
        let casts = vec![0b0111, 0b1000, 0b1011, 0b0100];
        let instance = Instance {
            name: "a".into(),
            casts,
            days: vec![1, 2, 3, 4],
            wages: vec![1, 2, 4, 8],
            before: vec![0; 4],
        };
        let reduction = Reduction::new(&instance);
        assert_eq!((reduction.wages.clone(), reduction.casts.len()), (vec![3, 4, 8], 4));
        assert!(reduction.fits::<u64>());
        let kernel: Kernel<u64> = reduction.kernel();
        assert_eq!(kernel.scenes, [0b0101, 0b1001, 0b0110]);
        assert_eq!((kernel.pay.of(0b101_u64), kernel.time.of(0b1001_u64)), (11, 5));
    }
}
