//! Bounds of instances: `bounds ROUNDS STEPS INSTANCE…`.
use std::time::Instant;
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let (rounds, steps) = (a[0].parse().unwrap(), a[1].parse().unwrap());
    let known: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string("BEST_KNOWN.json").unwrap()).unwrap();
    for path in &a[2..] {
        let instance =
            benchmark::riskshoot::Instance::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        let problem = benchmark::compile::compile(&instance);
        for (objective, name) in
            [(optimiser::Objective::Cost, "det"), (optimiser::Objective::Expected, "expected")]
        {
            let start = Instant::now();
            let mut last = 0.0;
            let b = optimiser::lower_bound(
                &problem,
                objective,
                optimiser::Effort { rounds, steps },
                &|| false,
                &mut |b| {
                    if b > last * 1.002 {
                        last = b;
                        eprintln!("  {:.2}s {b:.1}", start.elapsed().as_secs_f64());
                    }
                },
            );
            let best = known[&instance.name][name].as_f64().unwrap_or(1.0);
            println!(
                "{:16} {name:9} {best:10.1} {b:10.1} gap {:.1} % {:.2}s",
                instance.name,
                100.0 * (1.0 - b / best),
                start.elapsed().as_secs_f64()
            );
        }
    }
}
