//! Who speaks slowly, and who are many: nobody holds the server for ever.

use crate::desk;

use std::time::Duration;

use desk::Desk;
use desk::line::{PATIENCE, Running};
use serde_json::Value;
use server::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Does the other end close the line, while a byte is sent now and then?
async fn is_closed_while_dribbling(mut line: TcpStream) -> bool {
    let mut answer = [0; 1024];
    let dribble = async {
        loop {
            tokio::select! {
                read = line.read(&mut answer) => if !matches!(read, Ok(1..)) { break },
                () = tokio::time::sleep(Duration::from_millis(20)) => {
                    // What is closed takes no more; the read says so too.
                    let _ = line.write_all(b"a").await;
                }
            }
        }
    };
    tokio::time::timeout(PATIENCE, dribble).await.is_ok()
}

async fn get(server: &Running) -> u16 {
    server.post("Ann", "/nowhere", &Value::Null).await.0
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_that_never_ends_is_not_waited_for() {
    let desk = Desk::new();
    let limits = Limits { head: Duration::from_millis(300), ..Limits::default() };
    let server = Running::within(limits, &desk.path).await;
    for begun in ["", "GET / HTTP/1.1\r\nhost: local"] {
        let mut line = TcpStream::connect(server.address).await.expect("a line");
        line.write_all(begun.as_bytes()).await.expect("it takes bytes");
        assert!(is_closed_while_dribbling(line).await, "{begun:?}");
    }
    assert_eq!(get(&server).await, 404, "others are answered");
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_more_than_there_may_be_waits_for_a_place() {
    let desk = Desk::new();
    let server = Running::within(Limits { connections: 2, ..Limits::default() }, &desk.path).await;
    let (one, other) = (server.events(0, None).await, server.events(0, None).await);
    let mut third = Box::pin(get(&server));
    let early = tokio::time::timeout(Duration::from_millis(300), &mut third).await;
    assert!(early.is_err(), "a third is answered beside two");
    drop(one);
    assert_eq!(third.await, 404);
    drop(other);
    server.stop().await;
}
