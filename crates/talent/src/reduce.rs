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
    /// The instance's scenes that nobody waits for if they are shot first, in this order.
    free: Vec<usize>,
    days: Vec<u64>,
}

impl Reduction {
    pub(crate) fn new(instance: &Instance) -> Self {
        let mut groups: Vec<(u128, Vec<usize>)> =
            instance.casts.iter().enumerate().map(|(scene, cast)| (*cast, vec![scene])).collect();
        let (mut wages, mut free) = (instance.wages.clone(), Vec::new());
        // One reduction may open the way for another. What was taken first stays outermost, and groups stay together: that is what
        // actors who are left out by then rely on.
        loop {
            groups.retain_mut(|(cast, scenes)| {
                if *cast == 0 {
                    free.append(scenes);
                }
                *cast != 0
            });
            groups = merge(groups);
            let casts: Vec<u128> = groups.iter().map(|(cast, _)| *cast).collect();
            let (kept, pay) = matter(&casts, &wages);
            if kept.len() == wages.len() {
                break;
            }
            groups.iter_mut().for_each(|(cast, _)| *cast = project(*cast, &kept));
            wages = pay;
        }
        let (casts, members): (Vec<_>, Vec<_>) = groups.into_iter().unzip();
        let days = |scenes: &Vec<usize>| scenes.iter().map(|scene| instance.days[*scene]).sum();
        Self { casts, wages, days: members.iter().map(days).collect(), members, free }
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

/// Groups of equal casts as one.
fn merge(groups: Vec<(u128, Vec<usize>)>) -> Vec<(u128, Vec<usize>)> {
    let mut merged: Vec<(u128, Vec<usize>)> = Vec::new();
    for (cast, scenes) in groups {
        match merged.iter_mut().find(|(other, _)| *other == cast) {
            Some((_, all)) => all.extend(scenes),
            None => merged.push((cast, scenes)),
        }
    }
    merged
}

/// Of actors whose scenes are equal the first, without those that no order pays more or less; and what each is paid.
fn matter(casts: &[u128], wages: &[u64]) -> (Vec<usize>, Vec<u64>) {
    let scenes = |actor: usize| {
        casts.iter().enumerate().fold(0_u128, |set, (scene, cast)| set | (cast >> actor & 1) << scene)
    };
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
