//! Checks what `firstup solve INSTANCE --proof PROOF` wrote: `cargo run --release -p talent --example check_proof -- INSTANCE PROOF`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [instance, proof] = arguments.as_slice() else {
        eprintln!("check_proof INSTANCE PROOF");
        return ExitCode::from(2);
    };
    match checked(instance, proof) {
        Ok(words) => {
            println!("{words}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn checked(instance: &str, proof: &str) -> Result<String, String> {
    let read = |path: &str| std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"));
    let of = talent::Instance::parse(&read(instance)?).map_err(|error| format!("{instance}: {error}"))?;
    let (pay, states) = talent::check(&of, &read(proof)?).map_err(|flaw| format!("{proof}: {flaw}"))?;
    Ok(format!("{}: no order is paid less than {pay}; {states} states checked", of.name))
}
