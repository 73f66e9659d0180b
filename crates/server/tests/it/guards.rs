//! Only this machine, only this site, no script but ours.

use crate::desk;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use desk::{DEMO, Desk, HOST, text};

#[tokio::test]
async fn another_host_and_another_site_are_refused() {
    let desk = Desk::new();
    for host in
        ["evil.example", "evil.example:7878", "localhost", "localhost:80", "127.0.0.1.evil.example:7878"]
    {
        let request = Request::get("/").header(header::HOST, host).body(Body::empty()).expect("a request");
        assert_eq!(desk.send(request).await.status(), StatusCode::FORBIDDEN, "{host}");
    }
    for host in ["localhost:7878", "127.0.0.1:7878", "[::1]:7878"] {
        let request = Request::get("/").header(header::HOST, host).body(Body::empty()).expect("a request");
        assert_eq!(desk.send(request).await.status(), StatusCode::OK, "{host}");
    }
    let order = r#"{"base":4,"command":"undo"}"#;
    for (name, value) in [
        ("origin", "http://evil.example"),
        ("origin", "http://localhost:9999"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        let request = Request::post(format!("{DEMO}/api/commands"))
            .header(header::HOST, HOST)
            .header(header::CONTENT_TYPE, "application/json")
            .header(name, value)
            .body(Body::from(order))
            .expect("a request");
        let (status, said) = text(desk.send(request).await).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(said.contains("another site"), "{said}");
    }
}

#[tokio::test]
async fn every_page_says_what_may_run_on_it() {
    let desk = Desk::new();
    for path in
        ["/", "/p/paid-by-the-fall/board", "/p/paid-by-the-fall/history", "/assets/board.js", "/nowhere"]
    {
        let request = Request::get(path).header(header::HOST, HOST).body(Body::empty()).expect("a request");
        let answer = desk.send(request).await;
        let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text").to_owned();
        assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        let (_, page) = text(answer).await;
        let inline = page.split("<script").skip(1).filter(|script| {
            let tag = script.split('>').next().unwrap_or_default();
            !tag.contains("src=") && !tag.contains("application/json")
        });
        assert_eq!(inline.count(), 0, "{path}");
        assert!(!page.contains(" style=\"") || path.ends_with(".js"), "{path}");
    }
}

#[tokio::test]
async fn what_people_type_stays_text() {
    let desk = Desk::new();
    let base = desk.view().await["revision"].as_u64().expect("a revision");
    let nasty = "</script><script>alert(1)</script>";
    let (status, done) = desk.order(base, "rename-board", &[nasty]).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    for page in ["board", "history"] {
        let (status, page) = desk.get(&format!("{DEMO}/{page}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!page.contains("<script>alert"), "{page}");
    }
}

#[tokio::test]
async fn only_this_machine_is_listened_on() {
    for address in ["0.0.0.0:0", "[::]:0", "192.168.1.1:0"] {
        let refused = server::listen(address.parse().expect("an address")).await.expect_err(address);
        assert!(refused.to_string().contains("no passwords yet"), "{refused}");
    }
    let listener = server::listen("127.0.0.1:0".parse().expect("an address")).await.expect("it is free");
    let taken = listener.local_addr().expect("an address");
    let refused = server::listen(taken).await.expect_err("it is taken");
    assert!(refused.to_string().contains("another port"), "{refused}");
}
