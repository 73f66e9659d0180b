//! Times the whole reading of scripts, once and at eight times their length, and prints medians.
//!
//! `cargo run --release -p screenplay --example time_read -- SCRIPT…`

use std::time::{Duration, Instant};

use screenplay::{Format, read};

const RUNS: usize = 15;

fn main() {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        eprintln!("usage: time_read SCRIPT…");
        std::process::exit(2);
    }
    println!(
        "{:<28} {:>9} {:>6} {:>7} {:>9} {:>9} {:>6}",
        "script", "bytes", "pages", "scenes", "ms", "ms at x8", "ratio"
    );
    for path in paths {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                std::process::exit(2);
            }
        };
        let reading = read(&bytes, Some(&path));
        let once = median(&bytes, &path);
        let eight = median(&repeated(&bytes, reading.screenplay.format, 8), &path);
        let name = path.rsplit('/').next().unwrap_or(&path);
        println!(
            "{name:<28} {:>9} {:>6} {:>7} {:>9.2} {:>9.2} {:>6.1}",
            bytes.len(),
            reading.screenplay.pages,
            reading.screenplay.scenes.len(),
            once.as_secs_f64() * 1e3,
            eight.as_secs_f64() * 1e3,
            eight.as_secs_f64() / once.as_secs_f64()
        );
    }
}

fn median(bytes: &[u8], path: &str) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(read(bytes, Some(path)));
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

/// The same script several times over; in FDX the body is repeated, so that it stays one document.
fn repeated(bytes: &[u8], format: Format, times: usize) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let body = match format {
        Format::Fountain => None,
        Format::Fdx => {
            text.find("<Content>").zip(text.find("</Content>")).map(|(open, close)| (open + 9, close))
        }
    };
    match body {
        Some((open, close)) => {
            [&text[..open], &text[open..close].repeat(times), &text[close..]].concat().into_bytes()
        }
        None => [text.as_ref(), "\n\n"].concat().repeat(times).into_bytes(),
    }
}
