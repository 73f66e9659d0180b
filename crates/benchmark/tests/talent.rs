//! Talent instances of up to 22 different scenes are solved exactly, and equal the best known.

mod shared;

use benchmark::talent::{Talent, solve};
use optimiser::Stop;
use shared::shared;

#[test]
fn small_instances_are_proven() {
    let Some(directory) = shared("instances/talent") else { return };
    let text =
        std::fs::read_to_string(directory.join("BEST_KNOWN.json")).expect("best known values are readable");
    let known: serde_json::Value = serde_json::from_str(&text).expect("best known values are JSON");
    let names =
        ["bench_tiny", "bench_small", "bench_concert", "bench_film-12", "bench_film103", "ts_n16_m22_s1"];
    for name in names {
        let text =
            std::fs::read_to_string(directory.join(format!("{name}.txt"))).expect("an instance is readable");
        let talent = Talent::parse(&text).expect("an instance is well formed");
        let order = solve(&talent, &Stop::after(1), 1, 1);
        assert_eq!(known[name]["best"], order.cost, "{name}");
        assert_eq!(order.cost, order.bound, "{name}");
        assert_eq!(order.cost, talent.cost(&order.scenes), "{name}");
    }
}
