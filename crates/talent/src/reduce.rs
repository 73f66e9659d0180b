//! What of an instance has to be ordered at all.
//!
//! An actor in one scene, or in all, costs the same in any order. Actors who play in the same scenes are as one with the sum of
//! their wages. Scenes with the same actors, of those who matter, are shot one after another in some cheapest order: of two such
//! scenes, take the one on whose day more is paid and shoot it beside the other; between them all of their actors are paid
//! anyway, so that nothing else costs more. A scene with none of them is shot first, where nobody waits over it.

use crate::instance::Instance;
use crate::set::{Set, Weights};

/// An instance in which every scene and every actor matters.
#[derive(Clone, Debug)]
pub(crate) struct Kernel<S> {
    /// Actors of each scene.
    pub casts: Vec<S>,
    /// Days of each scene.
    pub days: Vec<u64>,
    /// Scenes of each actor: at least two, and not all.
    pub scenes: Vec<S>,
    /// Wage of each actor a day, above 0.
    pub wages: Vec<u64>,
    /// Sums of wages.
    pub pay: Weights,
    /// Sums of days.
    pub time: Weights,
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
    /// The instance's scenes that any place is good for, shot first.
    free: Vec<usize>,
    days: Vec<u64>,
}

impl Reduction {
    pub(crate) fn new(instance: &Instance) -> Self {
        let mut casts = instance.casts.clone();
        let mut wages = instance.wages.clone();
        // One reduction may open the way for another.
        loop {
            let (merged, _) = merge(&casts);
            let (kept, pay) = matter(&merged, &wages);
            let done = kept.len() == wages.len();
            casts = casts.iter().map(|cast| project(*cast, &kept)).collect();
            wages = pay;
            if done {
                break;
            }
        }
        let (merged, members) = merge(&casts);
        let free = merged.iter().position(|cast| *cast == 0);
        let mut reduction = Self { casts: merged, wages, members, free: Vec::new(), days: Vec::new() };
        if let Some(free) = free {
            reduction.casts.remove(free);
            reduction.free = reduction.members.remove(free);
        }
        let days = reduction.members.iter().map(|scenes| scenes.iter().map(|s| instance.days[*s]).sum());
        reduction.days = days.collect();
        reduction
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
        let plays = |actor: usize| set(&|scene| self.casts[scene] >> actor & 1 == 1, self.casts.len());
        Kernel {
            casts,
            days: self.days.clone(),
            scenes: (0..actors).map(plays).collect(),
            wages: self.wages.clone(),
            pay: Weights::new(&self.wages),
            time: Weights::new(&self.days),
        }
    }
}

/// Different casts, and the scenes that have each.
fn merge(casts: &[u128]) -> (Vec<u128>, Vec<Vec<usize>>) {
    let (mut merged, mut members): (Vec<u128>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
    for (scene, cast) in casts.iter().enumerate() {
        match merged.iter().position(|other| other == cast) {
            Some(at) => members[at].push(scene),
            None => {
                merged.push(*cast);
                members.push(vec![scene]);
            }
        }
    }
    (merged, members)
}

/// Of actors whose scenes are equal the first, without those that no order pays more or less; and what each is paid.
fn matter(casts: &[u128], wages: &[u64]) -> (Vec<usize>, Vec<u64>) {
    let plays = |actor: usize| casts.iter().map(|cast| cast >> actor & 1 == 1).collect::<Vec<_>>();
    let all: Vec<Vec<bool>> = (0..wages.len()).map(plays).collect();
    // A scene without anybody is shot first: it makes nobody's scenes fewer than all.
    let empty = casts.iter().filter(|cast| **cast == 0).count();
    let (mut kept, mut pay): (Vec<usize>, Vec<u64>) = (Vec::new(), Vec::new());
    for (actor, scenes) in all.iter().enumerate() {
        let count = scenes.iter().filter(|plays| **plays).count();
        if wages[actor] == 0 || count < 2 || count + empty == scenes.len() {
            continue;
        }
        match kept.iter().position(|other| all[*other] == *scenes) {
            Some(at) => pay[at] += wages[actor],
            None => {
                kept.push(actor);
                pay.push(wages[actor]);
            }
        }
    }
    (kept, pay)
}

/// A cast among the actors that are kept.
fn project(cast: u128, kept: &[usize]) -> u128 {
    kept.iter().enumerate().filter(|(_, actor)| cast >> **actor & 1 == 1).fold(0, |set, (at, _)| set | 1 << at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_order_changes_is_left_out() {
        // Actor 0 plays everywhere, 1 once, 2 and 3 in the same scenes, 4 is paid nothing; scenes 0 and 3 have the same cast.
        let casts = vec![0b01101, 0b10001, 0b00011, 0b01101, 0b01100 | 0b00001];
        let instance =
            Instance { name: "a".into(), casts, days: vec![1, 2, 3, 4, 5], wages: vec![9, 8, 7, 6, 0] };
        let reduction = Reduction::new(&instance);
        assert!(reduction.casts.is_empty() && reduction.wages.is_empty(), "{reduction:?}");
        assert_eq!(reduction.whole(&[]).len(), 5);
    }

    #[test]
    fn equal_actors_are_paid_together() {
        let casts = vec![0b0111, 0b1000, 0b1011, 0b0100];
        let instance = Instance { name: "a".into(), casts, days: vec![1, 2, 3, 4], wages: vec![1, 2, 4, 8] };
        let reduction = Reduction::new(&instance);
        assert_eq!((reduction.wages.clone(), reduction.casts.len()), (vec![3, 4, 8], 4));
        assert!(reduction.fits::<u64>());
        let kernel: Kernel<u64> = reduction.kernel();
        assert_eq!(kernel.scenes, [0b0101, 0b1001, 0b0110]);
        assert_eq!((kernel.pay.of(0b101_u64), kernel.time.of(0b1001_u64)), (11, 5));
    }
}
