//! Measures a server that runs: previews, drops, and many clients at once.
//!
//! `cargo run --release -p server --example load -- ADDRESS PRODUCTION [CLIENTS] [PER_SECOND] [SECONDS]`, with `firstup serve` on a
//! copy of a production: it is written to.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Previews and drops that are measured alone.
const ALONE: usize = 200;

type Done<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A server's production.
struct Target {
    address: String,
    production: String,
}

impl Target {
    fn ask(&self, path: &str, body: Option<&Value>) -> Done<(u16, Value)> {
        let (method, body) = match body {
            Some(body) => ("POST", body.to_string()),
            None => ("GET", String::new()),
        };
        let mut line = TcpStream::connect(&self.address)?;
        line.set_nodelay(true)?;
        write!(
            line,
            "{method} /p/{}/api/{path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n{body}",
            self.production,
            self.address,
            body.len()
        )?;
        let mut answer = Vec::new();
        line.read_to_end(&mut answer)?;
        let answer = String::from_utf8(answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("no head")?;
        let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
        Ok((status, serde_json::from_str(body)?))
    }

    fn order(&self, order: &Value) -> Done<(u16, Value)> {
        self.ask("commands", Some(order))
    }
}

/// The scenes on the board, and its days.
fn scenes(view: &Value) -> (Vec<String>, usize) {
    let days = view["units"][0]["days"].as_array().cloned().unwrap_or_default();
    let rows = days.iter().flat_map(|day| day["rows"].as_array().cloned().unwrap_or_default());
    let labels = rows.filter_map(|row| row["label"].as_str().map(str::to_owned)).collect();
    (labels, days.len())
}

fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort();
    let at = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}

fn alone(target: &Target) -> Done<()> {
    let (_, view) = target.ask("board", None)?;
    let (labels, days) = scenes(&view);
    println!("{} strips on {days} days", labels.len());
    let order = |base: &Value, turn: usize, preview: bool| {
        let (label, day) = (&labels[turn * 7 % labels.len()], turn * 5 % days + 1);
        json!({ "base": base, "board": view["board"]["name"], "command": "move-rows", "preview": preview,
            "arguments": [format!("{day}/1"), label] })
    };
    for (what, preview) in [("preview", true), ("drop to confirmed", false)] {
        let (mut times, mut base) = (Vec::new(), view["revision"].clone());
        for turn in 0..ALONE {
            let order = order(&base, turn, preview);
            let began = Instant::now();
            let (status, done) = target.order(&order)?;
            times.push(began.elapsed());
            if status != 200 {
                return Err(format!("{status}: {done}").into());
            }
            base = done["revision"].clone();
        }
        println!(
            "{what}: median {:.1} ms, p99 {:.1} ms",
            percentile(&mut times, 0.5),
            percentile(&mut times, 0.99)
        );
    }
    Ok(())
}

/// Each client changes a sheet of its own, so that none is refused for another's sake.
fn together(target: &Arc<Target>, clients: usize, per_second: f64, seconds: f64) -> Done<()> {
    let (_, view) = target.ask("board", None)?;
    let (labels, _) = scenes(&view);
    let before = view["revision"].as_u64().ok_or("no revision")?;
    let began = Instant::now();
    let acknowledged = Arc::new(AtomicU64::new(0));
    let threads: Vec<_> = (0..clients)
        .map(|client| {
            let (target, acknowledged) = (target.clone(), acknowledged.clone());
            let label = labels[client % labels.len()].clone();
            let pause = Duration::from_secs_f64(clients as f64 / per_second);
            std::thread::spawn(move || -> Done<Vec<Duration>> {
                let (mut times, mut base, mut turn) = (Vec::new(), before, 0);
                std::thread::sleep(pause.mul_f64(client as f64 / clients as f64));
                while began.elapsed().as_secs_f64() < seconds {
                    turn += 1;
                    let next = Instant::now() + pause;
                    let minutes = (30 + turn % 2).to_string();
                    let order =
                        json!({ "base": base, "command": "set-minutes", "arguments": [label, minutes] });
                    let sent = Instant::now();
                    let (status, done) = target.order(&order)?;
                    times.push(sent.elapsed());
                    match status {
                        200 => {
                            acknowledged.fetch_add(u64::from(done["changed"] == true), Ordering::Relaxed);
                            base = done["revision"].as_u64().ok_or("no revision")?;
                        }
                        _ => return Err(format!("{status}: {done}").into()),
                    }
                    std::thread::sleep(next.saturating_duration_since(Instant::now()));
                }
                Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for thread in threads {
        times.extend(thread.join().map_err(|_| "a client broke")??);
    }
    let (_, view) = target.ask("board", None)?;
    let written = view["revision"].as_u64().ok_or("no revision")? - before;
    println!(
        "{clients} clients, {} commands in {:.0} s: {} acknowledged, {written} written; median {:.1} ms, p99 {:.1} ms",
        times.len(),
        began.elapsed().as_secs_f64(),
        acknowledged.load(Ordering::Relaxed),
        percentile(&mut times, 0.5),
        percentile(&mut times, 0.99)
    );
    Ok(())
}

fn main() -> Done<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what: &str| arguments.next().ok_or_else(|| format!("{what} is missing"));
    let target = Arc::new(Target { address: next("ADDRESS")?, production: next("PRODUCTION")? });
    let mut number = |default: f64| arguments.next().map_or(Ok(default), |text| text.parse());
    let (clients, per_second, seconds) = (number(50.0)?, number(20.0)?, number(60.0)?);
    alone(&target)?;
    together(&target, clients as usize, per_second, seconds)
}
