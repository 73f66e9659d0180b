//! What a browser in which money is hidden is told.

use crate::desk;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use desk::{DEMO, Desk, HOST, days, text};
use serde_json::{Value, json};

/// Figures with a comma or cents: of the demo's amounts there are no others that matter.
fn names_an_amount(words: &str) -> bool {
    let digit = |at: usize| words.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let thousands =
        |at: usize| at > 0 && digit(at - 1) && (1..4).all(|step| digit(at + step)) && !digit(at + 4);
    words.match_indices(',').any(|(at, _)| thousands(at))
        || words.contains("EXAMPLE")
        || words.contains("EUR")
}

async fn why(desk: &Desk, question: &str) -> [String; 2] {
    let path = format!("{DEMO}/api/why?{}", question.replace(' ', "%20"));
    let answers = [desk.get(&path).await, desk.get_hidden(&path).await];
    answers.map(|(status, body)| {
        assert_eq!(status, StatusCode::OK, "{body}");
        let answer: Value = serde_json::from_str(&body).expect("an answer");
        answer["text"].as_str().expect("words").to_owned()
    })
}

#[tokio::test]
async fn flags_are_told_without_amounts() {
    let desk = Desk::new();
    let view = desk.view().await;
    let flags = view["flags"].as_array().expect("flags");
    let priced: Vec<&Value> = flags.iter().filter(|flag| flag["unpriced"].is_string()).collect();
    assert!(!priced.is_empty(), "{flags:?}");
    for flag in priced {
        let (what, bare) = (flag["what"].as_str().expect("words"), flag["unpriced"].as_str().expect("words"));
        assert!(what.starts_with(bare) && what.len() > bare.len(), "{what}");
    }
    for flag in flags {
        let shown = flag["unpriced"].as_str().or(flag["what"].as_str()).expect("words");
        assert!(!names_an_amount(shown), "{shown}");
    }
}

#[tokio::test]
async fn why_a_strip_is_here_is_told_without_amounts() {
    let desk = Desk::new();
    let days = days(&desk.view().await);
    for scene in days.iter().flatten().step_by(6) {
        let [told, hidden] = why(&desk, &format!("scene={scene}")).await;
        assert!(!names_an_amount(&hidden), "{hidden}");
        // The same days and reasons: only what stands in columns of money is another.
        for line in told.lines().filter(|line| line.contains("⚑")) {
            assert!(hidden.contains(line), "{line}\n{hidden}");
        }
        if told.contains("The next best day") {
            assert!(names_an_amount(&told), "{told}");
            assert!(hidden.contains("dearer") || hidden.contains("cheaper"), "{hidden}");
        }
    }
    for day in 1..=days.len() {
        let [told, hidden] = why(&desk, &format!("day={day}")).await;
        assert!(names_an_amount(&told) && !names_an_amount(&hidden), "{hidden}");
        assert!(hidden.contains("Than average"), "{hidden}");
    }
}

#[tokio::test]
async fn facts_are_read_and_changed_without_their_amounts() {
    let desk = Desk::new();
    let base = desk.view().await["revision"].as_u64().expect("a revision");
    let banner = ["1/1", "move", "30", "The ferry"];
    let (status, said) = desk.order(base, "add-banner", &banner).await;
    assert_eq!(status, StatusCode::OK, "{said}");
    let (_, page) = desk.get(&format!("{DEMO}/facts")).await;
    for section in page.split("?section=").skip(1).filter_map(|rest| rest.split(['#', '"']).next()) {
        let (status, page) = desk.get_hidden(&format!("{DEMO}/facts?section={section}")).await;
        assert_eq!(status, StatusCode::OK);
        let (_, rest) = page.split_once("<textarea").expect("a field");
        let (written, _) = rest.split_once("</textarea>").expect("its end");
        for line in written.lines() {
            let money =
                ["rate =", "amount =", "visit =", "dark_day =", "crew_day =", "overtime_hour =", "cost ="];
            assert!(
                !money.iter().any(|key| line.trim_start_matches("# ").starts_with(key)),
                "{section}: {line}"
            );
        }
    }
    // A preview names no amount that was, also where somebody types a new one.
    let patch = json!({ "base": base + 1, "text": "[prices]\novertime_hour = 4321\n", "preview": true });
    let request = Request::post(format!("{DEMO}/api/facts"))
        .header(header::HOST, HOST)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, "money=hidden")
        .body(Body::from(patch.to_string()))
        .expect("a request");
    let (status, body) = text(desk.send(request).await).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    let answer: Value = serde_json::from_str(&body).expect("an answer");
    assert_eq!(answer["changes"], json!(["prices: overtime hour hidden with the money"]));
}

#[tokio::test]
async fn reports_are_without_amounts_or_refused() {
    const ABOUT_MONEY: [&str; 2] = ["cost", "day-one"];
    let desk = Desk::new();
    let mut kinds: Vec<&str> = reports::Kind::NAMES.iter().map(|(name, _)| *name).collect();
    kinds.push("day-one");
    for kind in kinds {
        let path = format!("{DEMO}/report/{kind}?format=txt");
        let (status, words) = desk.get_hidden(&path).await;
        if ABOUT_MONEY.contains(&kind) {
            assert!(status.is_client_error() && words.contains("is about money"), "{kind}: {status} {words}");
        } else {
            assert_eq!(status, StatusCode::OK, "{kind}: {words}");
            assert!(!words.contains("EUR"), "{kind}: {words}");
        }
    }
    let (_, told) = desk.get(&format!("{DEMO}/report/risk-register?format=txt")).await;
    assert!(told.contains("EUR"), "shown, it names what a rewrite costs: {told}");
}

#[tokio::test]
async fn the_page_of_reports_says_so_where_one_is_about_money() {
    let desk = Desk::new();
    let path = format!("{DEMO}/reports?show=cost");
    let (_, told) = desk.get(&path).await;
    let (_, hidden) = desk.get_hidden(&path).await;
    let says = "This report is about money, which is hidden.";
    assert!(told.contains("<iframe") && !told.contains(says), "{told}");
    assert!(!hidden.contains("<iframe") && hidden.contains(says), "{hidden}");
}
