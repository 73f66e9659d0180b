//! Cast and locations: what the pages say, and what their forms change.

use crate::desk;

use axum::http::StatusCode;
use desk::{DEMO, Desk, clock};
use store::ProductionFile;

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
    assert!(page.contains("Tue, 21 September 2027: works, but cannot. They can after all"));
    // A click takes one date or gives it back, and says nothing of the others: they are on the page once.
    assert!(
        page.contains("name=\"arg\" value=\"except 2027-09-21\"")
            && page.contains("value=\"also 2027-09-22\"")
    );
    let weight = page.len();
    let dates: Vec<String> = (1..15).map(|day| format!("2027-09-{:02}", 2 * day)).collect();
    let arguments: Vec<&str> =
        ["HANNE actor", "also"].into_iter().chain(dates.iter().map(String::as_str)).collect();
    let (status, done) = desk.order(base + 1, "unavailable", &arguments).await;
    assert_eq!(status, StatusCode::OK, "{done}");
    let (_, page) = desk.get(&format!("{DEMO}/cast?of=HANNE%20actor")).await;
    assert!(page.contains("value=\"except 2027-09-04\""));
    assert!(page.len() < weight + 14 * 200, "{} after {weight}", page.len());
    let flags = desk.view().await["flags"].to_string();
    assert!(flags.contains("Solveig Aarstad") || flags.contains("HANNE"), "what does not fit is flagged");
    assert_eq!(desk.get(&format!("{DEMO}/cast?of=Nobody")).await.0, StatusCode::NOT_FOUND);
    let (_, page) = desk.get(&format!("{DEMO}/cast?person=Mette%20Ravn")).await;
    assert!(page.contains("#calendar\" selected>HANNE stunt-double</option>"), "a person's first engagement");
    let unknown = desk.get(&format!("{DEMO}/cast?person=Nobody")).await.0;
    assert_eq!(unknown, StatusCode::UNPROCESSABLE_ENTITY);
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

/// The cells of a row of a table, without their tags.
fn cells(row: &str) -> Vec<String> {
    let words =
        |cell: &str| cell.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text).collect();
    row.split("</td>").map(words).collect()
}

#[tokio::test]
async fn the_days_paid_add_up_to_the_boards() {
    let desk = Desk::new();
    let (_, page) = desk.get(&format!("{DEMO}/cast")).await;
    let table =
        page.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("the cast");
    let rows: Vec<Vec<String>> = table.split("</tr>").map(cells).filter(|cells| cells.len() > 4).collect();
    let figure = |cells: &[String], from_end: usize| cells[cells.len() - from_end].parse::<u64>().ok();
    let measures = desk.view().await["measures"].clone();
    let paid: u64 = rows.iter().filter_map(|cells| figure(cells, 2)).sum();
    // Emil is paid under the engagement as August.
    let hold: u64 =
        rows.iter().filter(|cells| figure(cells, 2).is_some()).filter_map(|cells| figure(cells, 3)).sum();
    assert_eq!(Some(paid), measures["cast_days"].as_u64());
    assert_eq!(Some(hold), measures["hold_days"].as_u64());
    assert!(page.contains("with the other"));
}

#[tokio::test]
async fn terms_watching_and_dates_are_typed() {
    let desk = Desk::new();
    for (command, arguments) in [
        ("set-terms", &["HANNE stunt-double", "guarantee", "9100", "3"][..]),
        ("watch", &["OLD PETAR", "off"]),
        ("available", &["location:Mole", "2027-09-20..2027-10-04"]),
        ("unavailable", &["location:Mole", "2027-09-25"]),
    ] {
        let base = desk.view().await["revision"].as_u64().expect("a revision");
        let (status, done) = desk.order(base, command, arguments).await;
        assert_eq!(status, StatusCode::OK, "{done}");
    }
    let (_, page) = desk.get(&format!("{DEMO}/cast")).await;
    assert!(page.contains("9,100 a week, 3 guaranteed"));
    assert!(!page.contains("watched: "));
    let (_, page) = desk.get(&format!("{DEMO}/locations?of=Mole")).await;
    assert!(page.contains("20 Sep 2027 to 4 Oct 2027, but not 25 Sep 2027"));
    assert!(page.contains("Sat, 25 September 2027: not available. Available after all"));
    assert!(
        page.contains("✕ not available, – outside") && !page.contains("hey cannot"),
        "a place is no person"
    );
    assert!(page.contains("Wed, 6 October 2027: outside the dates on which it is available. Not available"));
}

#[tokio::test]
async fn nobody_and_nowhere_yet_and_names_that_are_markup() {
    let desk = Desk::empty();
    let mut file = ProductionFile::create(&desk.file()).expect("a file");
    let effect = domain::edit::blank("Blank").expect("a production");
    file.run("Ann", clock(), "new", &effect.summary, effect.changes, &[]).expect("written");
    drop(file);
    let (status, page) = desk.get(&format!("{DEMO}/cast")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Nobody yet") && !page.contains("data-command=\"engage\""));
    let (status, page) = desk.get(&format!("{DEMO}/locations")).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("None yet. Add one"));
    let name = "<script>alert(1)</script>";
    for (base, command, arguments) in [
        (1, "add-character", &[name][..]),
        (2, "add-person", &[name]),
        (3, "engage", &[name, name]),
        (4, "watch", &[name, name]),
        (5, "add-location", &[name]),
    ] {
        let (status, done) = desk.order(base, command, arguments).await;
        assert_eq!(status, StatusCode::OK, "{command}: {done}");
    }
    for page in ["cast", "locations"] {
        let (status, page) = desk.get(&format!("{DEMO}/{page}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(!page.to_lowercase().contains("<script>alert"));
        assert!(page.to_lowercase().contains("script&#62;alert(1)"), "{page}");
    }
}
