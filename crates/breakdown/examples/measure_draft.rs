//! Measures how many identities of scenes a merge keeps over generated edits: `measure_draft [ROUNDS] SCRIPT…`.

#![allow(clippy::unwrap_used, reason = "a tool of ours")]

#[path = "../tests/it/drafts/mod.rs"]
mod drafts;

use drafts::{Dice, Edit, Scene, Score};

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    let rounds: u64 =
        arguments.next_if(|a| a.parse::<u64>().is_ok()).and_then(|a| a.parse().ok()).unwrap_or(3);
    let texts: Vec<String> = arguments.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let scripts: Vec<Vec<Scene>> = texts.iter().map(|text| drafts::scenes(text)).collect();
    let (mut score, mut shown) = (Score::new(), 0);
    for round in 0..rounds {
        for kind in Edit::ALL {
            let mut dice = Dice(round * 1000 + kind as u64);
            for (at, script) in scripts.iter().enumerate() {
                for numbered in [true, false] {
                    let mut script = script.clone();
                    for (place, scene) in (1..).zip(&mut script) {
                        scene.number = numbered.then(|| place.to_string());
                    }
                    let others = &scripts[(at + 1) % scripts.len()];
                    let pool = drafts::pool(&texts[(at + 1) % texts.len()]);
                    let others: &[Scene] = if scripts.len() > 1 { others } else { &[] };
                    let edited = drafts::edit(&mut dice, &script, kind, others, &pool);
                    for wrong in drafts::score(&script, &edited, kind, &mut score) {
                        shown += 1;
                        if shown <= 40 {
                            println!("round {round} {kind:?} script {at} numbered {numbered}: {wrong}");
                        }
                    }
                }
            }
            let small = drafts::made_up(&mut dice, 12, round % 2 == 0);
            let edited = drafts::edit(&mut dice, &small, kind, &[], &drafts::made_up_pool());
            for wrong in drafts::score(&small, &edited, kind, &mut score) {
                shown += 1;
                if shown <= 40 {
                    println!("round {round} {kind:?} small: {wrong}");
                }
            }
        }
    }
    let (mut kept, mut all) = (0, 0);
    for (edit, (right, of)) in &score {
        println!(
            "{:<12} {right:>7} of {of:>7}  {:.2} %",
            format!("{edit:?}"),
            100.0 * *right as f64 / *of as f64
        );
        (kept, all) = (kept + right, all + of);
    }
    println!(
        "{:<12} {kept:>7} of {all:>7}  {:.2} %",
        "all",
        100.0 * kept as f64 / f64::from(all.max(1) as u32)
    );
}
