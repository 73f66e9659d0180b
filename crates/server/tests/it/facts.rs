//! The page of facts, and facts that a browser sends.

use crate::desk;

use axum::http::StatusCode;
use desk::{DEMO, Desk};
use serde_json::{Value, json};
use store::ProductionFile;

async fn send(desk: &Desk, base: u64, text: &str, preview: bool) -> (StatusCode, Value) {
    let body = json!({ "base": base, "text": text, "preview": preview });
    desk.post(&format!("{DEMO}/api/facts"), body.to_string()).await
}

async fn revision(desk: &Desk) -> u64 {
    desk.view().await["revision"].as_u64().expect("a revision")
}

#[tokio::test]
async fn every_section_has_a_page() {
    let desk = Desk::new();
    let (status, page) = desk.get(&format!("{DEMO}/facts")).await;
    assert_eq!(status, StatusCode::OK);
    let sections: Vec<&str> =
        page.split("?section=").skip(1).filter_map(|rest| rest.split(['#', '"']).next()).collect();
    assert!(sections.len() > 20, "{sections:?}");
    for section in sections {
        let (status, page) = desk.get(&format!("{DEMO}/facts?section={section}")).await;
        assert_eq!(status, StatusCode::OK, "{section}: {page}");
        assert!(page.contains("facts-text"), "{section}");
    }
    let (status, _) = desk.get(&format!("{DEMO}/facts?section=prizes")).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_preview_writes_nothing_and_what_is_applied_is_one_entry_that_can_be_undone() {
    let desk = Desk::new();
    let base = revision(&desk).await;
    let text = "[prices]\novertime_hour = 4321\n";
    let (status, said) = send(&desk, base, text, true).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let lines = said["changes"].clone();
    assert!(lines[0].as_str().expect("words").ends_with("→ 4,321"), "{said}");
    assert_eq!(revision(&desk).await, base);
    let (status, said) = send(&desk, base, text, false).await;
    assert_eq!((status, &said["changes"], &said["revision"]), (StatusCode::OK, &lines, &json!(base + 1)));
    let file = ProductionFile::open_read_only(&desk.file()).expect("the file");
    let entry = file.heads().last().expect("an entry");
    assert_eq!((entry.author.as_str(), entry.command.as_str()), ("Ann", "apply-facts"));
    assert_eq!(entry.summary, lines[0]);
    let (_, again) = send(&desk, base + 1, text, false).await;
    assert_eq!((&again["changes"], &again["revision"]), (&json!([]), &json!(base + 1)));
    assert_eq!(desk.order(base + 1, "undo", &[]).await.0, StatusCode::OK);
    let (_, said) = send(&desk, base + 2, text, true).await;
    assert_eq!(said["changes"], lines);
}

#[tokio::test]
async fn a_preview_says_what_facts_do_to_the_board_that_is_shown() {
    let desk = Desk::new();
    let before = desk.view().await;
    let base = before["revision"].as_u64().expect("a revision");
    let text = "[prices]\novertime_hour = 4321\ncrew_day = 77777\n";
    let (status, said) = send(&desk, base, text, true).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let effect = &said["effect"];
    assert_eq!(effect["board"], before["board"]["name"], "{said}");
    let (_, done) = send(&desk, base, text, false).await;
    assert!(done.get("effect").is_none(), "{done}");
    let cost = |view: &Value| view["money"]["cost_cents"].as_i64().expect("a cost");
    let dearer = cost(&desk.view().await) - cost(&before);
    assert_ne!(dearer, 0);
    assert_eq!(effect["change"]["cost_cents"], dearer);
}

#[tokio::test]
async fn mistakes_come_with_their_places_and_nothing_is_written() {
    let desk = Desk::new();
    let base = revision(&desk).await;
    let (status, said) = send(&desk, base, "[prices]\novertime_hour = 1\n crew_dy = 2\n", false).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((&said["mistakes"][0]["line"], &said["mistakes"][0]["column"]), (&json!(3), &json!(2)));
    assert!(said["mistakes"][0]["remedy"].as_str().expect("words").contains("crew_day"), "{said}");
    for text in ["[prices", "prices = 1", "\u{0}", "[[cast]]\n", "é = [", "[production]\nstart = 99"] {
        let (status, said) = send(&desk, base, text, false).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{text}: {said}");
    }
    assert_eq!(revision(&desk).await, base);
    let (status, _) = desk.post(&format!("{DEMO}/api/facts"), "{").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, said) = send(&desk, base, &"#".repeat(5 * 1024 * 1024), true).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{said}");
}

#[tokio::test]
async fn who_is_late_is_told_what_changed_in_a_preview_too() {
    let desk = Desk::new();
    let base = revision(&desk).await;
    assert_eq!(desk.order(base, "set-title", &["Another"]).await.0, StatusCode::OK);
    for preview in [true, false] {
        let (status, said) = send(&desk, base, "[prices]\novertime_hour = 4321\n", preview).await;
        assert_eq!((status, &said["since"][0]["author"]), (StatusCode::CONFLICT, &json!("Ann")), "{said}");
    }
    // Nobody touched the location.
    let (status, said) = send(&desk, base, "[[location]]\nname = \"A new mill\"\n", false).await;
    assert_eq!((status, &said["revision"]), (StatusCode::OK, &json!(base + 2)), "{said}");
}

#[tokio::test]
async fn facts_of_the_world_are_an_entry_of_their_own() {
    let desk = Desk::new();
    let base = revision(&desk).await;
    let (_, page) = desk.get(&format!("{DEMO}/facts?section=stunt")).await;
    let name =
        page.split("name = &#34;").nth(1).and_then(|rest| rest.split("&#34;").next()).expect("a stunt");
    let text = format!(
        "[day]\nmeal = 33\n[[decision]]\nstunt = \"{name}\"\nbranch = \"continue\"\ndate = 2027-10-01\n"
    );
    let (status, said) = send(&desk, base, &text, false).await;
    assert_eq!((status, &said["revision"]), (StatusCode::OK, &json!(base + 2)), "{said}");
    let file = ProductionFile::open_read_only(&desk.file()).expect("the file");
    assert_eq!(file.heads().last().expect("an entry").command, "record-world-facts");
}
