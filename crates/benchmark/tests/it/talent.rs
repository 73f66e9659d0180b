//! Published talent instances are proved, and equal the best known.

use crate::shared;

use benchmark::{Run, Status, solve};
use optimiser::Stop;
use shared::shared;

/// Expanded states at most: what is proved with far fewer.
const STATES: u64 = 200_000;

#[test]
fn published_instances_are_proved() {
    let Some(directory) = shared("instances/talent") else { return };
    let text =
        std::fs::read_to_string(directory.join("BEST_KNOWN.json")).expect("best known values are readable");
    let known: serde_json::Value = serde_json::from_str(&text).expect("best known values are JSON");
    let known = known.as_object().expect("best known values by name");
    let few = ["ts_n16", "ts_n20", "ts_n24_m8", "ts_n30_m12", "ts_n32_m8", "ts_n40_m8", "ts_n64_m8"];
    let names = known
        .keys()
        .filter(|name| name.starts_with("bench") || few.iter().any(|group| name.starts_with(group)));
    let mut proved = 0;
    for name in names {
        let path = directory.join(format!("{name}.txt"));
        let run = Run { threads: 2, seed: 1, memory: usize::MAX, proof: false };
        let report = solve(&path, &run, &Stop::after(STATES), &mut |_| {});
        let report = report.expect("an instance is readable");
        assert_eq!(known[name]["best"].as_f64(), report.objective, "{name}");
        assert_eq!((report.status, report.bound), (Status::Optimal, report.objective), "{name}");
        proved += 1;
    }
    assert!(proved > 40, "{proved} instances");
}

#[test]
fn what_proves_published_instances_can_be_checked() {
    let Some(directory) = shared("instances/talent") else { return };
    for (name, best) in [("bench_film103", 1031), ("ts_n16_m22_s1", 19_280), ("ts_n20_m20_s1", 28_411)] {
        let path = directory.join(format!("{name}.txt"));
        let run = Run { threads: 2, seed: 1, memory: usize::MAX, proof: true };
        let report = solve(&path, &run, &Stop::after(STATES), &mut |_| {}).expect("an instance is readable");
        let proof = report.proof.expect("it is proved");
        let text = std::fs::read_to_string(&path).expect("an instance is readable");
        let instance = talent::Instance::parse(&text).expect("an instance is well formed");
        let (pay, states) = talent::check(&instance, &proof).unwrap_or_else(|flaw| panic!("{name}: {flaw}"));
        assert_eq!((report.status, pay), (Status::Optimal, best), "{name}");
        assert!(states > 100, "{name}: {states}");
    }
}
