//! Commands of a browser: what they do to the file, and how they are refused.

mod desk;

use axum::http::StatusCode;
use desk::{DEMO, Desk, days};
use serde_json::{Value, json};
use store::ProductionFile;

#[tokio::test]
async fn a_drop_is_on_the_disk_when_it_is_acknowledged() {
    let desk = Desk::new();
    let view = desk.view().await;
    let (before, base) = (days(&view), view["revision"].as_u64().expect("a revision"));
    let moved = before[0][0].clone();
    let (status, done) = desk.order(base, "move-rows", &["3/1", &moved]).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(done["revision"], base + 1);
    assert_eq!(days(&done["view"])[2][0], moved);
    let file = ProductionFile::open_read_only(&desk.file()).expect("the file");
    assert_eq!(file.state().revision(), base + 1);
    let entry = file.entries().last().expect("an entry");
    assert_eq!((entry.author.as_str(), entry.command.as_str()), ("Ann", "move-rows"));
    // Undo is the author's own, and so is what it would take back.
    assert_eq!(done["view"]["undo"], entry.summary);
    let (status, undone) = desk.order(base + 1, "undo", &[]).await;
    assert_eq!(status, StatusCode::OK, "{undone}");
    assert_eq!(days(&undone["view"]), before);
    assert_eq!(undone["view"]["redo"], entry.summary);
}

#[tokio::test]
async fn a_preview_writes_nothing_and_says_what_the_judge_says() {
    let desk = Desk::new();
    let view = desk.view().await;
    let moved = days(&view)[0][0].clone();
    let body = json!({ "base": view["revision"], "command": "move-rows", "arguments": ["3/1", moved], "preview": true });
    let (status, preview) = desk.post(&format!("{DEMO}/api/commands"), body.to_string()).await;
    assert_eq!(status, StatusCode::OK, "{preview}");
    assert_eq!(desk.view().await["revision"], view["revision"]);
    let base = view["revision"].as_u64().expect("a revision");
    let (_, done) = desk.order(base, "move-rows", &["3/1", &moved]).await;
    let cents = |view: &Value| view["money"]["cost_cents"].as_i64().expect("cents");
    assert_eq!(preview["change"]["cost_cents"], cents(&done["view"]) - cents(&view));
    let expected = |view: &Value| view["money"]["expected_cents"].as_f64().expect("cents");
    let change = preview["change"]["expected_cents"].as_f64().expect("cents");
    assert!((change - (expected(&done["view"]) - expected(&view))).abs() < 0.5);
    let (raised, gone) = (&preview["change"]["raised"], preview["change"]["gone"].as_u64().expect("a count"));
    let flags = |view: &Value| view["flags"].as_array().expect("flags").len();
    assert!(flags(&done["view"]) + usize::try_from(gone).expect("small") >= flags(&view));
    assert!(raised.is_array());
}

#[tokio::test]
async fn who_is_late_is_told_what_changed_and_who_changed_it() {
    let desk = Desk::new();
    let view = desk.view().await;
    let base = view["revision"].as_u64().expect("a revision");
    let scenes: Vec<String> = days(&view).concat();
    let (status, _) = desk.order(base, "move-rows", &["3/1", &scenes[0]]).await;
    assert_eq!(status, StatusCode::OK);
    let (status, refused) = desk.order(base, "move-rows", &["4/1", &scenes[1]]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(refused["since"][0]["author"], "Ann");
    assert_eq!(refused["since"][0]["revision"], base + 1);
    // Something else was not changed since: a sheet's light.
    let (status, done) = desk.order(base, "set-minutes", &[&scenes[1], "77"]).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(desk.view().await["revision"], base + 2);
}

#[tokio::test]
async fn what_cannot_be_done_says_why() {
    let desk = Desk::new();
    let base = desk.view().await["revision"].as_u64().expect("a revision");
    let (status, said) = desk.order(base, "move-rows", &["3/1", "999"]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(said["error"], "there is no scene “999”");
    let (status, said) = desk.order(base, "xyzzy", &[]).await;
    assert_eq!(
        (status, said["remedy"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("`firstup edit --help` lists them"))
    );
    let commands = format!("{DEMO}/api/commands");
    for (body, expected) in [
        ("{", StatusCode::BAD_REQUEST),
        ("[]", StatusCode::UNPROCESSABLE_ENTITY),
        (r#"{"base":1}"#, StatusCode::UNPROCESSABLE_ENTITY),
        (r#"{"base":1,"command":"undo","surprise":1}"#, StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let (status, said) = desk.post(&commands, body).await;
        assert_eq!(status, expected, "{body}: {said}");
        assert!(said["error"].is_string(), "{said}");
    }
    let (status, said) = desk.post(&commands, vec![b' '; 70 * 1024]).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{said}");
    for path in ["/p/nobody/api/board", "/p/..%2Fetc/api/board", "/nowhere", "/assets/nothing.js"] {
        assert_eq!(desk.get(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(desk.view().await["revision"], base, "nothing was written");
}
