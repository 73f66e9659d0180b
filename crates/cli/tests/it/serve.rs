//! The program that serves: where it listens, and that a kill at any moment loses nothing acknowledged.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use store::ProductionFile;

use crate::demo;

/// How often the server is killed; `FIRSTUP_KILLS` sets another number.
const KILLS: usize = 12;

/// A server that is killed when it is dropped.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn new(folder: &Path, file: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_firstup"))
            .args(["serve", file, "--listen", "127.0.0.1:0", "--author", "Ida"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("its address");
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.split('/').next());
        Self { address: address.expect("an address").to_owned(), child }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // On Unix this is SIGKILL: nothing of the program runs after it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Status and answer; none when the server is gone.
fn post(address: &str, path: &str, body: &Value) -> Option<(u16, Value)> {
    let body = body.to_string();
    let mut line = TcpStream::connect(address).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    write!(
        line,
        "POST {path} HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        address,
        body.len()
    )
    .ok()?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, serde_json::from_str(body).ok()?))
}

#[test]
fn a_kill_at_any_moment_loses_nothing_acknowledged() {
    let folder = demo::production();
    let path = folder.path().join(demo::FILE);
    let label = {
        let file = ProductionFile::open_read_only(&path).expect("the file");
        let state = file.state();
        state.label(state.sheets_in_order()[0].id)
    };
    let kills = std::env::var("FIRSTUP_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let mut acknowledged: Vec<(u64, String)> = Vec::new();
    for turn in 0..kills {
        let mut served = Served::new(folder.path(), demo::FILE);
        let base = ProductionFile::open_read_only(&path).expect("it opens").state().revision();
        std::thread::scope(|scope| {
            let (address, label) = (served.address.clone(), &label);
            let (first, began) = std::sync::mpsc::channel();
            let client = scope.spawn(move || {
                let (mut base, mut done) = (base, Vec::new());
                for minutes in 0.. {
                    let order = json!({ "base": base, "command": "set-minutes",
                        "arguments": [label, (30 + (turn * 1000 + minutes) % 500).to_string()] });
                    let Some((status, said)) = post(&address, "/p/paid/api/commands", &order) else { break };
                    assert_eq!(status, 200, "{said}");
                    base = said["revision"].as_u64().expect("a revision");
                    if said["changed"] == true {
                        done.push((base, said["summary"].as_str().expect("words").to_owned()));
                        let _ = first.send(());
                    }
                }
                done
            });
            // A moment after the first command that is another each time.
            began.recv().expect("a command is acknowledged");
            std::thread::sleep(Duration::from_millis((turn as u64 * 37) % 60));
            served.child.kill().expect("it is there");
            acknowledged.extend(client.join().expect("the client"));
        });
        let file = ProductionFile::open(&path).expect("the file opens after every kill");
        for (revision, summary) in &acknowledged {
            let entry = file.heads().iter().find(|entry| entry.revision == *revision);
            assert_eq!(entry.map(|entry| &entry.summary), Some(summary), "kill {turn}");
        }
    }
    assert!(acknowledged.len() >= kills, "only {} commands in {kills} kills", acknowledged.len());
}

#[test]
fn other_machines_and_other_files_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("notes.firstup"), "milk").expect("it is written");
    let refused = |arguments: &[&str]| {
        let ran = Command::new(env!("CARGO_BIN_EXE_firstup"))
            .arg("serve")
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .expect("it runs");
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(ran.stderr).expect("text")
    };
    assert!(refused(&["--listen", "0.0.0.0:0"]).contains("no passwords yet"));
    assert!(refused(&["notes.firstup"]).contains("it is not a database at all"));
    assert!(refused(&["nobody.firstup"]).contains("there is no file"));
    assert!(refused(&["--listen", "here"]).contains("invalid value"));
}
