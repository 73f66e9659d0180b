//! Commands of a browser: what they do to the file, and how they are refused.

use crate::desk;

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
    let entry = file.heads().last().expect("an entry");
    assert_eq!((entry.author.as_str(), entry.command.as_str()), ("Ann", "move-rows"));
    // Undo is the author's own, and so is what it would take back.
    assert_eq!(done["view"]["undo"], json!({ "summary": entry.summary, "money": false }));
    let (status, undone) = desk.order(base + 1, "undo", &[]).await;
    assert_eq!(status, StatusCode::OK, "{undone}");
    assert_eq!(days(&undone["view"]), before);
    assert_eq!(undone["view"]["redo"]["summary"], entry.summary);
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
    let (status, refused) = desk.order(base, "move-rows", &["4/1", &scenes[0]]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(refused["since"][0]["author"], "Ann");
    assert_eq!(refused["since"][0]["revision"], base + 1);
    // Something else was not changed since: a sheet's light.
    let (status, done) = desk.order(base, "set-minutes", &[&scenes[1], "77"]).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(desk.view().await["revision"], base + 2);
}

#[tokio::test]
async fn two_who_drop_different_strips_at_the_same_time_both_have_their_way() {
    let desk = Desk::new();
    let view = desk.view().await;
    let base = view["revision"].as_u64().expect("a revision");
    let before = days(&view);
    let (one, other, anchor) = (&before[0][0], &before[1][0], &before[3][0]);
    // The second was dropped before a strip that the first put something in front of: places are those that were seen.
    for (later, strip) in [(1, one), (2, other)] {
        let (status, done) = desk.order(base, "move-rows", &["4/1", strip]).await;
        assert_eq!((status, &done["revision"]), (StatusCode::OK, &json!(base + later)), "{done}");
    }
    let now = days(&desk.view().await);
    assert_eq!(now[3][..3], [one.clone(), other.clone(), anchor.clone()]);
    // A break changes the board as a whole, and who dropped something meanwhile is told.
    let (status, done) = desk.order(base + 2, "add-day-break", &["4", "1"]).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    let (status, _) = desk.order(base + 2, "move-rows", &["1/1", anchor]).await;
    assert_eq!(status, StatusCode::CONFLICT);
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

#[tokio::test]
async fn amounts_in_the_history_are_marked_as_money_also_when_they_are_undone() {
    let desk = Desk::new();
    let base = desk.view().await["revision"].as_u64().expect("a revision");
    for (later, command, arguments) in [
        (0, "set-terms", &["HANNE", "daily", "98765"][..]),
        (1, "undo", &[]),
        (2, "set-minutes", &["9", "123"]),
        (3, "set-terms", &["HANNE", "included"]),
    ] {
        let (status, done) = desk.order(base + later, command, arguments).await;
        assert_eq!(status, StatusCode::OK, "{command}: {done}");
    }
    for (later, text, money) in
        [(4, "[day]\nmeal = 33\n", false), (5, "[prices]\novertime_hour = 43219\n", true)]
    {
        let body = json!({ "base": base + later, "text": text, "preview": false });
        let (status, done) = desk.post(&format!("{DEMO}/api/facts"), body.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{done}");
        let view = desk.view().await;
        assert_eq!(view["undo"]["money"], money, "{}", view["undo"]);
    }
    let (_, page) = desk.get(&format!("{DEMO}/history")).await;
    // What stays of the page when money is hidden.
    let (mut stays, mut hidden) = (String::new(), String::new());
    for (at, part) in page.split("<span class=\"money\">").enumerate() {
        let (money, rest) = if at == 0 { ("", part) } else { part.split_once("</span>").expect("an end") };
        hidden.push_str(money);
        stays.push_str(rest);
    }
    let amounts = |text: &str| text.matches("98765").count() + text.matches("43,219").count();
    assert_eq!((amounts(&hidden), amounts(&stays)), (3, 0), "{hidden}");
    for words in ["hidden with the money", "minutes of 9: 123", "terms included", "day: meal"] {
        assert!(stays.contains(words), "other words stay: {words}");
    }
}

#[tokio::test]
async fn a_draft_marks_what_it_takes_and_brings_and_a_stunt_of_a_changed_scene_says_so() {
    let desk = Desk::new();
    let draft = include_bytes!("../../../../examples/first-up/draft-2-blue.fountain");
    let (status, goto) =
        desk.post(&format!("{DEMO}/api/drafts?name=draft-2-blue.fountain"), &draft[..]).await;
    assert_eq!(status, StatusCode::OK, "{goto}");
    let (_, page) = desk.get(&format!("{DEMO}/draft")).await;
    assert!(page.contains("<del><span class=\"unseen\">taken out: </span>"));
    assert!(page.contains("<ins><span class=\"unseen\">new: </span>"));
    assert!(!page.contains("[-") && !page.contains("{+"), "no plain marks");

    let (_, stunts) = desk.get(&format!("{DEMO}/stunts")).await;
    assert!(!stunts.contains("to be checked"), "nothing changed yet");
    let (status, goto) = desk.post(&format!("{DEMO}/api/drafts/take"), "{}").await;
    assert_eq!(status, StatusCode::OK, "{goto}");
    let (_, stunts) = desk.get(&format!("{DEMO}/stunts")).await;
    let changed = stunts.matches("The new draft changed this scene").count();
    assert!(changed > 0 && stunts.contains("in force, to be checked</span>"));
    let (_, link) = stunts.split_once("is to be checked. <a href=\"").expect("a link");
    let (scene, _) = link.split_once('"').expect("an address");
    let (status, page) = desk.get(&format!("{DEMO}/{scene}")).await;
    assert!(status == StatusCode::OK && page.contains("To check: "), "{scene}: {page}");
    let label = scene.trim_start_matches("scenes/").replace("%20", " ");
    let base = desk.view().await["revision"].as_u64().expect("a revision");
    let (status, done) = desk.order(base, "checked", &[&label]).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    let (_, stunts) = desk.get(&format!("{DEMO}/stunts")).await;
    assert!(stunts.matches("The new draft changed this scene").count() < changed);
}
