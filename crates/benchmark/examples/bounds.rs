//! Bounds of riskshoot instances as they rise: `bounds INSTANCE…`.

use std::time::Instant;

use benchmark::compile::compile;
use benchmark::riskshoot::Instance;
use optimiser::{Ascent, Objective, lower_bound};

fn main() -> Result<(), String> {
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let instance = Instance::parse(&text)?;
        let problem = compile(&instance);
        for objective in [Objective::Cost, Objective::Expected] {
            let started = Instant::now();
            let seconds = || started.elapsed().as_secs_f64();
            let mut last = 0.0;
            let bound = lower_bound(&problem, objective, Ascent::default(), &|| false, &mut |better| {
                if better > 1.01 * last {
                    last = better;
                    eprintln!("{:8.2}s {better:>12.1}", seconds());
                }
            });
            println!("{:<16} {objective:?} {bound:.1} in {:.2}s", instance.name, seconds());
        }
    }
    Ok(())
}
