//! What moves look up: where a strip may go, and which strips belong near each other.

use rand::{Rng, RngExt};
use rand_pcg::Pcg64Mcg;

use crate::cost::State;
use crate::problem::{Problem, SlotIdx, StripIdx};

/// A strip's new slot.
pub(super) type Change = (StripIdx, SlotIdx);

/// Proposes changes, or leaves the list empty when it finds none.
pub(super) type Move = fn(&Ground, &State, &mut Pcg64Mcg, &mut Vec<Change>);

/// Look-ups shared by all moves and threads.
pub(super) struct Ground<'p> {
    pub(super) problem: &'p Problem,
    /// Slots where each strip may stand, ascending.
    pub(super) allowed: Vec<Vec<SlotIdx>>,
    /// Strips with more than one allowed slot.
    pub(super) free: Vec<StripIdx>,
    /// Strips at the same location, by location.
    pub(super) at_location: Vec<Vec<StripIdx>>,
    /// Strips that must share each strip's slot.
    partners: Vec<Vec<StripIdx>>,
    /// Strips of each resource.
    pub(super) with_resource: Vec<Vec<StripIdx>>,
}

impl<'p> Ground<'p> {
    pub(super) fn new(problem: &'p Problem) -> Self {
        let mut at_location = vec![Vec::new(); problem.locations.len()];
        let mut with_resource = vec![Vec::new(); problem.resources.len()];
        for (index, strip) in problem.strips.iter().enumerate() {
            let strip_idx = StripIdx::new(index);
            if let Some(location) = strip.location {
                at_location[location.index()].push(strip_idx);
            }
            for resource in &strip.resources {
                with_resource[resource.index()].push(strip_idx);
            }
        }
        let allowed: Vec<Vec<SlotIdx>> = problem
            .strips
            .iter()
            .map(|strip| strip.allowed_slots.ones().map(SlotIdx::new).collect())
            .collect();
        let free = (0..allowed.len()).filter(|&strip| allowed[strip].len() > 1).map(StripIdx::new).collect();
        Ground { problem, allowed, free, at_location, partners: partners(problem), with_resource }
    }

    /// A strip that may move.
    pub(super) fn any_strip(&self, rng: &mut Pcg64Mcg) -> Option<StripIdx> {
        pick(&self.free, rng)
    }

    /// A slot where a strip may stand.
    pub(super) fn any_slot(&self, strip: StripIdx, rng: &mut Pcg64Mcg) -> Option<SlotIdx> {
        pick(&self.allowed[strip.index()], rng)
    }

    /// Is the slot not far behind the last that its unit uses? Days beyond cost idle days.
    pub(super) fn is_near(&self, state: &State, slot: SlotIdx) -> bool {
        let unit = self.problem.slots[slot.index()].unit.index();
        slot.index() < state.last_used(unit).map_or(0, |last| last + 2)
    }

    /// Has the strip more than one slot where it may stand?
    pub(super) fn is_free(&self, strip: StripIdx) -> bool {
        self.allowed[strip.index()].len() > 1
    }

    /// A strip and those that must go with it.
    pub(super) fn send(&self, strip: StripIdx, to: SlotIdx, out: &mut Vec<Change>) {
        out.push((strip, to));
        let partners = &self.partners[strip.index()];
        out.extend(partners.iter().filter(|&&partner| self.may(partner, to)).map(|&partner| (partner, to)));
    }

    /// May the strip stand there?
    pub(super) fn may(&self, strip: StripIdx, slot: SlotIdx) -> bool {
        self.problem.strips[strip.index()].allowed_slots.contains(slot.index())
    }

    /// A strip that shares the location or somebody with this one.
    pub(super) fn kin(&self, strip: StripIdx, rng: &mut Pcg64Mcg) -> Option<StripIdx> {
        let facts = &self.problem.strips[strip.index()];
        let others = match facts.location {
            Some(location) if facts.resources.is_empty() || rng.random() => {
                &self.at_location[location.index()]
            }
            _ => &self.with_resource[pick(&facts.resources, rng)?.index()],
        };
        pick(others, rng).filter(|&other| other != strip)
    }
}

/// For each strip, the others of its group of pairs that share a slot.
fn partners(problem: &Problem) -> Vec<Vec<StripIdx>> {
    let mut group: Vec<usize> = (0..problem.strips.len()).collect();
    for (a, b) in &problem.together {
        let (old, new) = (group[a.index()], group[b.index()]);
        group.iter_mut().filter(|g| **g == old).for_each(|g| *g = new);
    }
    let others = |strip: usize| {
        let same = (0..group.len()).filter(move |&other| other != strip);
        same.filter(|&other| group[other] == group[strip]).map(StripIdx::new).collect()
    };
    (0..group.len()).map(others).collect()
}

/// One of a list, each as often as another to within its length in 2³².
#[inline]
pub(super) fn pick<T: Copy>(list: &[T], rng: &mut Pcg64Mcg) -> Option<T> {
    let at = (u64::from(rng.next_u32()) * list.len() as u64) >> 32;
    list.get(at as usize).copied()
}
