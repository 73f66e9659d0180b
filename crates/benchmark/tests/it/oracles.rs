//! The tiny instances are solved to their proven optimum: the oracles' exact value, and the word for it.

use crate::shared;

use std::path::Path;

use benchmark::judge::judge;
use benchmark::riskshoot::Instance;
use benchmark::{Status, solve};
use num_bigint::BigInt;
use num_rational::BigRational;
use optimiser::Stop;
use shared::shared;

const ORACLES: [&str; 3] =
    ["o15_tiny_daybinned", "o16_tiny_daybinned_visit400", "o17_tiny_daybinned_visit140"];

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// `numerator/denominator`.
fn fraction(text: &str) -> BigRational {
    let (above, below) = text.split_once('/').expect("a fraction has a stroke");
    let whole = |text: &str| text.parse::<BigInt>().expect("a fraction is of whole numbers");
    BigRational::new(whole(above), whole(below))
}

#[test]
fn tiny_instances_are_proven_to_the_exact_value() {
    for name in ORACLES {
        let Some(oracle) = shared(&format!("oracles/{name}.json")) else { return };
        let oracle: serde_json::Value = serde_json::from_str(&read(&oracle)).expect("an oracle is JSON");
        let path = oracle["instance"].as_str().expect("an oracle names its instance");
        let file = Path::new(path).file_name().expect("a path has a file name").to_string_lossy();
        let Some(path) = shared(&format!("instances/plan/{file}")) else { return };
        let run = benchmark::Run { threads: 1, seed: 1, memory: usize::MAX, proof: false };
        let report = solve(&path, &run, &Stop::after(1_000), &mut |_| {}).expect("a tiny instance is solved");
        assert_eq!(report.status, Status::Optimal, "{name}");
        let instance = Instance::parse(&read(&path)).expect("an instance is well formed");
        let verdict = judge(&instance, &report.day.expect("a board was found")).expect("the board fits");
        assert!(verdict.broken.is_empty(), "{name}: {:?}", verdict.broken);
        let exact = oracle["optimal_expected"]["frac"].as_str().expect("an oracle has an exact value");
        assert_eq!(verdict.expected, fraction(exact), "{name}");
        assert_eq!(report.bound, report.objective, "{name}");
    }
}
