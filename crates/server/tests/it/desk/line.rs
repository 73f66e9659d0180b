//! A server on a real line, and a client that speaks to it in plain bytes.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use server::{Folder, Limits, Options};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::{DEMO, clock};

/// A test fails sooner than it waits for ever.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A server that runs beside the test.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    done: tokio::task::JoinHandle<()>,
}

impl Running {
    pub(crate) async fn new(folder: &Path) -> Self {
        Self::within(Limits::default(), folder).await
    }

    pub(crate) async fn within(limits: Limits, folder: &Path) -> Self {
        let options = Options { folder: folder.to_owned(), author: "Ann".to_owned(), clock };
        let listener = server::listen("127.0.0.1:0".parse().expect("an address")).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let done = tokio::spawn(async move {
            let stop = async {
                let _ = stopped.await;
            };
            server::serve(listener, Folder::new(options), limits, stop).await.expect("it serves");
        });
        Self { address, stop, done }
    }

    pub(crate) async fn stop(self) {
        let _ = self.stop.send(());
        tokio::time::timeout(PATIENCE, self.done).await.expect("it stops").expect("it stopped well");
    }

    /// Sends a body and gives status and answer.
    pub(crate) async fn post(&self, author: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\ncookie: author={author}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n",
            self.address,
            body.len()
        );
        let mut line = TcpStream::connect(self.address).await.expect("a line");
        line.write_all((head + &body).as_bytes()).await.expect("it takes bytes");
        let mut answer = Vec::new();
        tokio::time::timeout(PATIENCE, line.read_to_end(&mut answer))
            .await
            .expect("an answer")
            .expect("bytes");
        let answer = String::from_utf8(answer).expect("text");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }

    pub(crate) async fn order(
        &self,
        author: &str,
        base: u64,
        command: &str,
        arguments: &[&str],
    ) -> (u16, Value) {
        let order = json!({ "base": base, "command": command, "arguments": arguments });
        self.post(author, &format!("{DEMO}/api/commands"), &order).await
    }

    /// Opens the stream of events after a revision.
    pub(crate) async fn events(&self, since: u64, last_seen: Option<u64>) -> Events {
        let last = last_seen.map(|id| format!("last-event-id: {id}\r\n")).unwrap_or_default();
        let head =
            format!("GET {DEMO}/api/events?since={since} HTTP/1.1\r\nhost: {}\r\n{last}\r\n", self.address);
        let mut line = TcpStream::connect(self.address).await.expect("a line");
        line.write_all(head.as_bytes()).await.expect("it takes bytes");
        Events { lines: BufReader::new(line) }
    }
}

/// A stream of events.
pub(crate) struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The comment that is the first thing to come over the line.
    pub(crate) async fn greeting(&mut self) -> String {
        loop {
            let mut line = String::new();
            let read = tokio::time::timeout(PATIENCE, self.lines.read_line(&mut line)).await;
            assert!(read.expect("a line").expect("UTF-8") > 0, "the stream ended");
            if let Some(words) = line.strip_prefix(':') {
                return words.trim().to_owned();
            }
            assert!(!line.contains(": {"), "an event came first: {line}");
        }
    }

    /// The next event: its name and data. None when the stream ends.
    pub(crate) async fn next(&mut self) -> Option<(String, Value)> {
        let mut name = String::new();
        loop {
            let mut line = String::new();
            let read = tokio::time::timeout(PATIENCE, self.lines.read_line(&mut line)).await;
            if read.expect("an event").ok()? == 0 {
                return None;
            }
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.trim().to_owned();
            }
            if let Some(data) = line.strip_prefix("data: ") {
                return Some((name, serde_json::from_str(data).expect("JSON")));
            }
        }
    }

    /// The next entry of the log: its revision, author and summary.
    pub(crate) async fn entry(&mut self) -> Option<(u64, String, String)> {
        loop {
            let (name, data) = self.next().await?;
            if name == "entry" {
                let text = |key: &str| data[key].as_str().expect("text").to_owned();
                return Some((
                    data["revision"].as_u64().expect("a revision"),
                    text("author"),
                    text("summary"),
                ));
            }
        }
    }
}
