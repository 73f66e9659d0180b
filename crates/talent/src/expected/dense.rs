//! A shoot in dense numbers: groups of scenes that are shot together, and actors who play in several.
//!
//! Scenes that cannot fail, with the same actors, the same location and the same scenes before and behind them, are shot one after
//! another in some cheapest order. Of two such scenes, let the chance to get there, times what is paid a day, be less at one; move
//! the other beside it, before it. What lies between has their actors on set anyway, and no location is visited once more for it.

use crate::set::{Set, Weights};
use crate::shoot::Shoot;

/// No location that anything still depends on.
pub(crate) const ELSEWHERE: u8 = u8::MAX;

/// Groups of scenes and actors that play in two of them at least.
#[derive(Clone, Debug)]
pub(crate) struct Dense<S> {
    /// The shoot's scenes of each group.
    pub members: Vec<Vec<usize>>,
    /// Actors of each group.
    pub casts: Vec<S>,
    /// Days of each group.
    pub days: Vec<u64>,
    /// Of each group, pay of those who play in no other, and the expected cost of its failure.
    pub own: Vec<f64>,
    /// Of each group, the chance that it does not fail.
    pub survival: Vec<f64>,
    /// Groups that may fail.
    pub risky: S,
    /// Location of each group; [`ELSEWHERE`] for one that costs nothing to visit, none where the company stays.
    pub places: Vec<Option<u8>>,
    /// Cost of a visit to each location.
    pub visits: Vec<u64>,
    /// Groups at each location.
    pub at: Vec<S>,
    /// Of each group, those that are shot before it.
    pub before: Vec<S>,
    /// Of each group, those that are shot behind it.
    pub behind: Vec<S>,
    /// Groups of each actor.
    pub groups: Vec<S>,
    /// Wage of each actor a day.
    pub wages: Vec<u64>,
    /// Sums of wages.
    pub pay: Weights,
}

/// Groups of a shoot's scenes that are shot together.
pub(crate) fn groups(shoot: &Shoot) -> Vec<Vec<usize>> {
    let instance = &shoot.instance;
    let paid = (0..instance.wages.len()).filter(|actor| instance.wages[*actor] > 0);
    let paid = paid.fold(0_u128, |set, actor| set | 1 << actor);
    let behind = |scene: usize| {
        let behind = instance.before.iter().enumerate().filter(|(_, before)| *before >> scene & 1 == 1);
        behind.fold(0_u128, |set, (other, _)| set | 1 << other)
    };
    let alike = |scene: usize| {
        (instance.casts[scene] & paid, shoot.places[scene], instance.before[scene], behind(scene))
    };
    let safe = |scene: usize| shoot.failures[scene].per_mille == 0;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for scene in 0..instance.casts.len() {
        let found =
            groups.iter_mut().find(|group| safe(scene) && safe(group[0]) && alike(scene) == alike(group[0]));
        match found {
            Some(group) => group.push(scene),
            None => groups.push(vec![scene]),
        }
    }
    groups
}

impl<S: Set> Dense<S> {
    pub(crate) fn new(shoot: &Shoot, members: Vec<Vec<usize>>) -> Self {
        let instance = &shoot.instance;
        let count = members.len();
        let set = |wanted: &dyn Fn(usize) -> bool| {
            (0..count).filter(|group| wanted(*group)).fold(S::default(), |set, group| set | S::one(group))
        };
        let days: Vec<u64> =
            members.iter().map(|group| group.iter().map(|scene| instance.days[*scene]).sum()).collect();
        let failure = |group: usize| shoot.failures[members[group][0]];
        let mut own: Vec<f64> = (0..count).map(|group| failure(group).expected()).collect();
        let (mut groups, mut wages): (Vec<S>, Vec<u64>) = (Vec::new(), Vec::new());
        for (actor, wage) in instance.wages.iter().enumerate().filter(|(_, wage)| **wage > 0) {
            let plays = set(&|group| instance.casts[members[group][0]] >> actor & 1 == 1);
            if plays.len() < 2 {
                plays.members().for_each(|group| own[group] += (wage * days[group]) as f64);
            } else if let Some(same) = groups.iter().position(|other| *other == plays) {
                wages[same] += wage;
            } else {
                groups.push(plays);
                wages.push(*wage);
            }
        }
        let cast = |group: usize| {
            let plays = groups.iter().enumerate().filter(|(_, groups)| groups.has(group));
            plays.fold(S::default(), |set, (actor, _)| set | S::one(actor))
        };
        let casts = (0..count).map(cast).collect();
        let place = |group: usize| {
            let place = shoot.places[members[group][0]]?;
            Some(if shoot.visits[place] > 0 { place as u8 } else { ELSEWHERE })
        };
        let at = |place: usize| set(&|group| shoot.places[members[group][0]] == Some(place));
        let comes = |one: usize, other: usize| instance.before[members[other][0]] >> members[one][0] & 1 == 1;
        Self {
            casts,
            own,
            survival: (0..count).map(|group| failure(group).survival()).collect(),
            risky: set(&|group| failure(group).per_mille > 0),
            places: (0..count).map(place).collect(),
            at: (0..shoot.visits.len()).map(at).collect(),
            visits: shoot.visits.clone(),
            before: (0..count).map(|group| set(&|other| comes(other, group))).collect(),
            behind: (0..count).map(|group| set(&|other| comes(group, other))).collect(),
            pay: Weights::new(&wages),
            groups,
            wages,
            days,
            members,
        }
    }
    /// The chance that none of some groups fails: of the set, whatever its order.
    pub(crate) fn survival_of(&self, groups: S) -> f64 {
        (groups & self.risky).members().fold(1.0, |all, group| all * self.survival[group])
    }

    /// What a visit to a location costs.
    pub(crate) fn visit(&self, place: u8) -> u64 {
        if place == ELSEWHERE { 0 } else { self.visits[usize::from(place)] }
    }

    /// The shoot's scenes in an order of groups.
    pub(crate) fn whole(&self, order: &[usize]) -> Vec<usize> {
        order.iter().flat_map(|group| &self.members[*group]).copied().collect()
    }
}
