//! The answer against the dynamic programme over all sets of scenes, on random small instances; bounds at every moment.

use proptest::prelude::*;
use talent::{End, Flaw, Instance, Limits, Progress, check, prove, solve};

/// The least pay of any order, by trying all sets of scenes: what a scene adds depends on what was shot, not on its order.
fn least_pay(instance: &Instance) -> u64 {
    let scenes = instance.casts.len();
    let on_set = |set: usize| -> u128 {
        (0..scenes).filter(|scene| set >> scene & 1 == 1).fold(0, |all, scene| all | instance.casts[scene])
    };
    let pay = |cast: u128| -> u64 {
        let plays = |(actor, wage): (usize, &u64)| if cast >> actor & 1 == 1 { *wage } else { 0 };
        instance.wages.iter().enumerate().map(plays).sum()
    };
    let all = (1_usize << scenes) - 1;
    let mut least = vec![u64::MAX; all + 1];
    least[0] = 0;
    for shot in 0..all {
        let waiting = on_set(shot) & on_set(all & !shot);
        let ready = |scene: &usize| shot >> scene & 1 == 0 && instance.before[*scene] & !(shot as u128) == 0;
        for scene in (0..scenes).filter(ready) {
            let next = shot | 1 << scene;
            let found =
                least[shot].saturating_add(instance.days[scene] * pay(instance.casts[scene] | waiting));
            least[next] = least[next].min(found);
        }
    }
    least[all]
}

fn limits(threads: usize) -> Limits<'static> {
    Limits { threads, seed: 1, states: u64::MAX, memory: usize::MAX, stopped: &|| false }
}

/// Solves it, and checks everything that holds of any answer.
fn checked(instance: &Instance, limits: &Limits<'_>, least: u64) -> talent::Answer {
    let mut told: Vec<Progress> = Vec::new();
    let answer = solve(instance, limits, &mut |progress| told.push(progress));
    let mut order = answer.order.clone();
    assert_eq!(answer.pay, instance.pay(&order), "the pay is not that of the order");
    assert!(instance.allows(&order), "{:?} does not allow {order:?}", instance.before);
    order.sort_unstable();
    assert_eq!(order, (0..instance.casts.len()).collect::<Vec<_>>(), "each scene once");
    assert!(answer.bound <= least && least <= answer.pay, "{} ≤ {least} ≤ {}", answer.bound, answer.pay);
    for pair in told.windows(2) {
        assert!(pair[0].bound <= pair[1].bound && pair[0].best >= pair[1].best, "{told:?}");
    }
    assert!(told.iter().all(|progress| progress.bound <= least && least <= progress.best), "{told:?}");
    if answer.end == End::Proved {
        assert_eq!((answer.bound, answer.pay), (least, least));
    }
    answer
}

/// Instances with days of 0, wages of 0, actors in no scene and in all, equal casts; half of them with rules on the order.
fn instances(most_scenes: usize, most_actors: usize) -> impl Strategy<Value = Instance> {
    (1..=most_scenes, 0..=most_actors, 1..=4_u32).prop_flat_map(|(scenes, actors, density)| {
        let plays = move |word: u32| word % 4 < density;
        let cast = proptest::collection::vec(any::<u32>(), actors).prop_map(move |words| {
            words.into_iter().enumerate().fold(0, |cast, (at, w)| cast | u128::from(plays(w)) << at)
        });
        let casts = proptest::collection::vec(cast, scenes);
        let days = proptest::collection::vec(0..6_u64, scenes);
        let wages = proptest::collection::vec(prop_oneof![0..3_u64, 1..100_u64, Just(1_000_000_000)], actors);
        let rule = (0..scenes, 0..scenes);
        let rules = prop_oneof![Just(Vec::new()), proptest::collection::vec(rule, 1..=2 * scenes)];
        (casts, days, wages, rules).prop_map(|(casts, days, wages, rules)| {
            let before = vec![0; casts.len()];
            let mut instance = Instance { name: "random".into(), casts, days, wages, before };
            // What would close a circle is left out.
            for (earlier, later) in rules {
                instance.put_before(earlier, later);
            }
            instance
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20000))]

    #[test]
    fn it_is_the_least_of_all_orders(instance in instances(9, 8)) {
        let answer = checked(&instance, &limits(1), least_pay(&instance));
        prop_assert_eq!(answer.end, End::Proved);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn larger_ones_too_and_any_number_of_threads_gives_the_same(instance in instances(13, 14)) {
        let least = least_pay(&instance);
        let one = checked(&instance, &limits(1), least);
        prop_assert_eq!(one.end, End::Proved);
        prop_assert_eq!(&checked(&instance, &limits(3), least), &one);
    }

    #[test]
    fn when_stopped_the_bound_is_sound(instance in instances(12, 14), states in 0..60_u64) {
        let least = least_pay(&instance);
        checked(&instance, &Limits { states, ..limits(1) }, least);
        checked(&instance, &Limits { memory: 0, ..limits(1) }, least);
        checked(&instance, &Limits { stopped: &|| true, ..limits(2) }, least);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    /// What is proved can be checked; a proof without its root, or that claims more than is true, is none; nor does one less a line
    /// prove anything else.
    #[test]
    fn a_proof_can_be_checked(instance in instances(10, 9), line in any::<proptest::sample::Index>()) {
        let (answer, proof) = prove(&instance, &limits(1), &mut |_| {});
        let proof = proof.expect("nothing limits it").to_string();
        let least = least_pay(&instance);
        prop_assert_eq!(answer.pay, least);
        let states = proof.lines().filter(|line| line.starts_with("state")).count();
        prop_assert_eq!(check(&instance, &proof), Ok((least, states)));
        // Of a proof that more is the least each line is there, but it is not true.
        if let Some(worse) = worse(&instance, &answer.order) {
            let shown: Vec<String> = worse.iter().map(|scene| (scene + 1).to_string()).collect();
            let head = format!("pay {}\norder {}\n", instance.pay(&worse), shown.join(" "));
            let states = proof.split_inclusive('\n').filter(|line| line.starts_with("state"));
            let first = proof.lines().next().unwrap_or_default();
            let claim = format!("{first}\n{head}{}", states.collect::<String>());
            prop_assert!(check(&instance, &claim).is_err(), "{claim}");
        }
        let lines: Vec<&str> = proof.lines().collect();
        if answer.pay > instance.least() {
            // The first state is the root: all scenes left.
            let rootless: Vec<&str> = lines.iter().take(3).chain(lines.iter().skip(4)).copied().collect();
            prop_assert_eq!(check(&instance, &rootless.join("\n")), Err(Flaw::NoRoot));
        }
        let without = line.index(lines.len());
        let fewer: Vec<&str> = lines.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, line)| *line).collect();
        match check(&instance, &fewer.join("\n")) {
            Ok((pay, _)) => prop_assert_eq!(pay, least),
            Err(Flaw::Open { .. } | Flaw::NoRoot | Flaw::Unreadable { .. }) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

/// An order that is allowed and dearer, if two neighbours can be exchanged for one.
fn worse(instance: &Instance, order: &[usize]) -> Option<Vec<usize>> {
    let exchanged = (1..order.len()).map(|at| {
        let mut other = order.to_vec();
        other.swap(at - 1, at);
        other
    });
    exchanged.filter(|other| instance.allows(other)).find(|other| instance.pay(other) > instance.pay(order))
}

#[test]
fn what_is_trivial_is_solved() {
    let instance = |casts: Vec<u128>, days: Vec<u64>, wages: Vec<u64>| Instance {
        name: "a".into(),
        before: vec![0; casts.len()],
        casts,
        days,
        wages,
    };
    for (trivial, least) in [
        (instance(vec![], vec![], vec![]), 0),
        (instance(vec![], vec![], vec![5]), 0),
        (instance(vec![1], vec![7], vec![5]), 35),
        (instance(vec![0, 0], vec![7, 1], vec![]), 0),
        (instance(vec![1, 1, 1], vec![1, 0, 2], vec![10]), 30),
        (instance(vec![0b11, 0, 0b01, 0b10], vec![1, 9, 0, 0], vec![3, 4]), 7),
    ] {
        assert_eq!(checked(&trivial, &limits(2), least).end, End::Proved);
    }
}

#[test]
fn a_hundred_and_twenty_eight_scenes_and_actors_fit() {
    // A chain: each actor plays in two neighbouring scenes, and nobody has to wait.
    let count = 128_usize;
    let neighbours = |scene: usize| (1_u128 << scene) | (1_u128 << (scene + 1).min(count - 1));
    let instance = Instance {
        name: "chain".into(),
        casts: (0..count).rev().map(neighbours).collect(),
        days: vec![1; count],
        wages: vec![1_000; count],
        before: vec![0; count],
    };
    let answer = solve(&instance, &Limits { states: 2_000, ..limits(1) }, &mut |_| {});
    assert!(answer.bound <= answer.pay && answer.bound >= instance.least());
    assert_eq!(answer.pay, instance.pay(&answer.order));
}
