//! Cast and locations: what the pages say, and what their forms change.

mod desk;

use axum::http::StatusCode;
use desk::{DEMO, Desk};

#[tokio::test]
async fn who_plays_whom_and_when_they_can() {
    let desk = Desk::new();
    let (status, page) = desk.get(&format!("{DEMO}/cast?of=HANNE%20actor")).await;
    assert_eq!(status, StatusCode::OK);
    for words in
        ["Solveig Aarstad", "190,000 flat", "minor", "watched: ", "September 2027", "Tue, 21 September 2027"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("Tue, 21 September 2027: works. They cannot"));
    let base = desk.view().await["revision"].as_u64().expect("a revision");
    let (status, done) = desk.order(base, "unavailable", &["HANNE actor", "2027-09-21"]).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    let (_, page) = desk.get(&format!("{DEMO}/cast?of=HANNE%20actor")).await;
    assert!(page.contains("Tue, 21 September 2027: cannot. They can after all"));
    let flags = desk.view().await["flags"].to_string();
    assert!(flags.contains("Solveig Aarstad") || flags.contains("HANNE"), "what does not fit is flagged");
    assert_eq!(desk.get(&format!("{DEMO}/cast?of=Nobody")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn which_set_is_shot_where() {
    let desk = Desk::new();
    let (status, page) = desk.get(&format!("{DEMO}/locations")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("SALT WORKS - HOIST TOWER (1)"), "a set within another is where that one is");
    assert!(page.contains("BREAKWATER (2)"));
    let base = desk.view().await["revision"].as_u64().expect("a revision");
    let (status, done) = desk.order(base, "assign-location", &["BREAKWATER", "none"]).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    let (_, page) = desk.get(&format!("{DEMO}/locations")).await;
    assert!(page.contains("<strong>BREAKWATER</strong>") && !page.contains("BREAKWATER (2)"));
    assert_eq!(desk.get(&format!("{DEMO}/locations?of=Nowhere")).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}
