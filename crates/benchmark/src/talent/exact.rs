//! The dynamic programme over sets of scenes: what a scene adds depends on what was shot, not on its order.

use super::Talent;

/// Scenes up to which the table of all sets is kept in memory.
pub(super) const MOST_SCENES: usize = 22;

/// A cheapest order.
pub(super) fn order(talent: &Talent) -> Vec<usize> {
    let scenes = talent.actors.len();
    let sets = 1_usize << scenes;
    let mut on_set = vec![0_u64; sets];
    for set in 1..sets {
        let first = set.trailing_zeros() as usize;
        on_set[set] = on_set[set & (set - 1)] | talent.actors[first];
    }
    let mut cost = vec![i64::MAX; sets];
    let mut last = vec![0_u8; sets];
    cost[0] = 0;
    for shot in 0..sets {
        let rest = sets - 1 - shot;
        let waiting = on_set[shot] & on_set[rest];
        for scene in (0..scenes).filter(|scene| rest >> scene & 1 == 1) {
            let next = shot | 1 << scene;
            let found = cost[shot] + talent.durations[scene] * talent.pay_of(talent.actors[scene] | waiting);
            if found < cost[next] {
                cost[next] = found;
                last[next] = scene as u8;
            }
        }
    }
    let (mut shot, mut order) = (sets - 1, Vec::with_capacity(scenes));
    while shot != 0 {
        let scene = usize::from(last[shot]);
        order.push(scene);
        shot &= !(1 << scene);
    }
    order.reverse();
    order
}
