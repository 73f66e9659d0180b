//! Stunts, boards, reports, risk and answers as a browser gets them.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::net::SocketAddr;
use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::{Value, json};
use server::{Folder, Options};
use store::ProductionFile;
use tower::ServiceExt;

const DRAFT: &[u8] = include_bytes!("../../../../examples/first-up/draft-1-white.fountain");
const FACTS: &str = include_str!("../../../../examples/first-up/facts.toml");
const HAND_MADE: &str = include_str!("../../../../examples/first-up/hand-made-board.toml");
const ADDRESS: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 4321);

fn clock() -> Timestamp {
    "2027-09-01T10:00:00Z".parse().unwrap()
}

/// A server of a folder with the bundled production, and one of which nothing is known but its title.
struct Site {
    router: Router,
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        film(&folder.path().join("film.firstup"));
        let mut blank = ProductionFile::create(&folder.path().join("blank.firstup")).unwrap();
        let effect = domain::edit::blank("Blank").unwrap();
        blank.run("Ann", clock(), "new", &effect.summary, effect.changes, &[]).unwrap();
        let options = Options { folder: folder.path().to_owned(), author: "Ann".to_owned(), clock };
        Self { router: server::router(Folder::new(options), ADDRESS), folder }
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Response<Body> {
        let request = request.header(header::HOST, "localhost:4321").body(body).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    async fn get(&self, address: &str) -> (StatusCode, String) {
        let answer = self.send(Request::get(address), Body::empty()).await;
        let status = answer.status();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    /// A page that is there.
    async fn page(&self, address: &str) -> String {
        let (status, page) = self.get(address).await;
        assert_eq!(status, StatusCode::OK, "{address}: {page}");
        page
    }

    async fn command(&self, board: &str, command: &str, arguments: &[&str]) -> Value {
        let order = json!({ "base": 1000, "board": board, "command": command, "arguments": arguments });
        let request = Request::post("/p/film/api/commands").header(header::CONTENT_TYPE, "application/json");
        let answer = self.send(request, Body::from(order.to_string())).await;
        let status = answer.status();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        let said: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(status, StatusCode::OK, "{said}");
        said
    }
}

/// The bundled production with its board made by hand, and a copy of it.
fn film(path: &Path) {
    let script = screenplay::read(DRAFT, Some("draft-1-white.fountain")).screenplay;
    let source = breakdown::Source {
        file_name: "draft-1-white.fountain".to_owned(),
        date: None,
        text_hash: store::text_hash(script.text.as_bytes()),
        diagnostics: Vec::new(),
    };
    let imported = breakdown::import(&domain::State::default(), &script, source);
    let mut file = ProductionFile::create(path).unwrap();
    file.run("Ann", clock(), "import-draft", "imported", imported.changes, &[script.text.as_bytes()])
        .unwrap();
    for text in [FACTS, HAND_MADE] {
        let applied = facts::apply(file.state(), text, "Ann").unwrap();
        file.run("Ann", clock(), "apply-facts", "applied", applied.changes, &[]).unwrap();
        file.run("Ann", clock(), "record-world-facts", "recorded", applied.world, &[]).unwrap();
    }
    let copy = ["the <script>alert(1)</script> copy".to_owned()];
    let effect = domain::edit::run(file.state(), "copy-board", &copy, Some("hand-made"), "Ann").unwrap();
    file.run("Ann", clock(), "copy-board", &effect.summary, effect.changes, &[]).unwrap();
}

/// The row of a table that holds some words, without what stands in it for the forms.
fn row<'a>(page: &'a str, words: &str) -> &'a str {
    let at = page.find(words).unwrap_or_else(|| panic!("{words} is not on the page"));
    let from = page[..at].rfind("<tr").unwrap_or_default();
    let to = page[at..].find("</tr>").map_or(page.len(), |to| at + to);
    &page[from..to]
}

/// One action's part of the page of the stunts.
fn action<'a>(page: &'a str, name: &str) -> &'a str {
    let from = page.find(&format!(">{name}</h3>")).unwrap_or_else(|| panic!("{name} is not on the page"));
    let to = page[from..].find("</section>").map_or(page.len(), |to| from + to);
    &page[from..to]
}

#[tokio::test]
async fn an_empty_production_has_every_page() {
    let site = Site::new();
    for name in ["stunts", "boards", "reports", "day-out-of-days", "one-liner", "risk", "answers"] {
        let page = site.page(&format!("/p/blank/{name}")).await;
        assert!(page.contains("<h1>"), "{name}");
    }
    assert!(site.page("/p/blank/stunts").await.contains("No stunt and no action is described"));
    assert!(site.page("/p/blank/reports").await.contains("needs a board"));
    assert_eq!(site.get("/p/film/stunts?board=no%20such").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.get("/p/film/risk?board=no%20such").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.get("/p/film/boards?left=no&right=such").await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn names_are_words_on_every_page() {
    let site = Site::new();
    for address in ["stunts", "boards", "reports", "risk", "answers", "report/cost", "reports?show=cost"] {
        let page = site.page(&format!("/p/film/{address}")).await;
        assert!(!page.contains("<script>alert"), "{address}");
    }
    assert!(site.page("/p/film/boards").await.contains("alert(1)"));
}

#[tokio::test]
async fn everybody_answers_for_themselves() {
    let site = Site::new();
    let page = site.page("/p/film/stunts?board=hand-made").await;
    let kick = action(&page, "kick in the ribs");
    assert!(kick.contains("As things stand: <b>non-contact</b>"));
    // Of the variant with contact: one agreed, one declined, in their own words.
    let contact = &kick[kick.find("<h4>contact").unwrap()..];
    assert!(row(contact, "HANNE, Solveig Aarstad").contains("agreed"));
    assert!(row(contact, "KASTNER, Bruno Halvard").contains("declined"));
    assert!(row(contact, "KASTNER, Bruno Halvard").contains("I do not kick people. Not even when they ask."));
    let double = &kick[kick.find("<h4>double").unwrap()..];
    assert!(row(double, "HANNE (stunt double), Mette Ravn").contains("not asked"));
    // Only what the coordinator confirmed is printed as a figure.
    assert!(page.contains("EXAMPLE ASSUMPTION"));
    assert!(page.contains("The coordinator has not confirmed any figures: none is printed."));

    site.command(
        "hand-made",
        "record-consent",
        &[
            "15: kick in the ribs",
            "double",
            "HANNE stunt-double",
            "agreed",
            "2027-08-30",
            "note=Yes & <b>gladly</b>",
        ],
    )
    .await;
    let page = site.page("/p/film/stunts").await;
    let kick = action(&page, "kick in the ribs");
    let double = &kick[kick.find("<h4>double").unwrap()..];
    let hers = row(double, "HANNE (stunt double), Mette Ravn");
    assert!(hers.contains("agreed") && hers.contains("Mon 30 Aug 2027") && hers.contains(">Ann<"), "{hers}");
    assert!(!hers.contains("<b>gladly"), "{hers}");
    // The other double was not asked by that.
    assert!(row(double, "KASTNER (stunt double), Olek Brandt").contains("not asked"));
}

#[tokio::test]
async fn a_withdrawn_consent_is_a_flag_on_every_board_at_once() {
    let site = Site::new();
    let boards = ["hand-made", "the <script>alert(1)</script> copy"];
    let flags = async |board: &str| -> Vec<String> {
        let address = format!(
            "/p/film/api/board?board={}",
            board.replace(' ', "%20").replace('<', "%3C").replace('>', "%3E")
        );
        let view: Value = serde_json::from_str(&site.page(&address).await).unwrap();
        let flags = view["flags"].as_array().unwrap().iter();
        flags.filter(|flag| flag["severity"] == "forbid").map(|flag| flag["what"].to_string()).collect()
    };
    let about =
        |flags: Vec<String>| flags.into_iter().filter(|what| what.contains("leap from the ferry")).count();
    for board in boards {
        assert_eq!(about(flags(board).await), 0, "{board}");
    }
    site.command(
        "hand-made",
        "record-consent",
        &["leap from the ferry to the mole", "double", "HANNE stunt-double", "withdrawn", "2027-09-01"],
    )
    .await;
    for board in boards {
        assert_eq!(about(flags(board).await), 1, "{board}");
    }
    let page = site.page("/p/film/stunts").await;
    let leap = action(&page, "leap from the ferry to the mole");
    assert!(leap.contains("HANNE (stunt double) withdrew on 1 Sep 2027"), "{leap}");
    assert!(leap.contains("As things stand: <b>effect</b>"));
    assert!(page.contains("Forbidden because of somebody’s answer, on: hand-made, the &#60;script&#62;"));
    // A fact of the world is not undone: only another answer changes it.
    let order = json!({ "base": 1000, "command": "undo", "arguments": [] }).to_string();
    let request = Request::post("/p/film/api/commands").header(header::CONTENT_TYPE, "application/json");
    site.send(request, Body::from(order)).await;
    assert_eq!(about(flags("hand-made").await), 1);
}

#[tokio::test]
async fn an_item_is_signed_and_a_way_chosen() {
    let site = Site::new();
    let table = |page: &str| {
        let kick = action(page, "kick in the ribs").to_owned();
        kick[kick.find("Clearance of non-contact").unwrap()..].to_owned()
    };
    assert!(row(&table(&site.page("/p/film/stunts").await), ">safety meeting</th>").contains("open"));
    let signed = [
        "15: kick in the ribs",
        "non-contact",
        "safety meeting",
        "done",
        "date=2027-09-01",
        "signed=Runa Eide",
    ];
    site.command("hand-made", "record-clearance", &signed).await;
    let page = table(&site.page("/p/film/stunts").await);
    assert!(row(&page, ">safety meeting</th>").contains("signed by Runa Eide on 1 Sep 2027"));
    assert!(row(&page, ">rehearsal</th>").contains("open"));
    // An item that depends on the date is open again on a board that shoots it on another.
    site.command("hand-made", "choose-variant", &["15: kick in the ribs", "non-contact"]).await;
    let page = site.page("/p/film/stunts").await;
    assert!(action(&page, "kick in the ribs").contains("<span class=\"chip\">chosen</span>"));
    assert_eq!(page.matches("is safe").count(), page.matches("never that a stunt is safe").count());
}

#[tokio::test]
async fn boards_are_listed_changed_and_compared() {
    let site = Site::new();
    let page = site.page("/p/film/boards").await;
    assert!(row(&page, ">hand-made</a>").contains("assumes: The leap comes last"));
    site.command("hand-made", "assume", &["Scene 9 in a tank"]).await;
    site.command("hand-made", "rename-board", &["by hand"]).await;
    site.command("by hand", "move-strip", &["2", "boneyard"]).await;
    let page = site.page("/p/film/boards").await;
    let mine = row(&page, ">by hand</a>");
    assert!(mine.contains("Scene 9 in a tank"), "{mine}");
    let address = "/p/film/boards?left=by%20hand&right=the%20%3Cscript%3Ealert(1)%3C%2Fscript%3E%20copy";
    let page = site.page(address).await;
    assert!(page.contains("Strips on another day: 1"));
    assert!(row(&page, ">In the boneyard</th>").contains("-1"));
    site.command("by hand", "delete-board", &[]).await;
    assert!(!site.page("/p/film/boards").await.contains("by hand"));
}

#[tokio::test]
async fn reports_are_served_as_they_are() {
    let site = Site::new();
    for (name, kind) in reports::Kind::NAMES {
        let page = site.page(&format!("/p/film/report/{name}?board=hand-made")).await;
        assert!(
            page.contains("<title>") && page.contains("Board hand-made") || kind == reports::Kind::CallSheet,
            "{name}"
        );
    }
    // The rewrites are planned once for all formats of a board.
    for format in ["html", "txt", "csv"] {
        let page = site.page(&format!("/p/film/report/day-one?board=hand-made&format={format}")).await;
        assert!(page.to_lowercase().contains("rewrite"), "{format}: {page}");
    }
    let page = site.page("/p/film/reports?show=day-one&board=hand-made").await;
    assert!(page.contains("src=\"report/day-one?board="), "{page}");
    assert_eq!(site.get("/p/film/report/day-one?day=2").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = site.send(Request::get("/p/film/report/dood?format=csv"), Body::empty()).await;
    let said = |name: header::HeaderName| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(said(header::CONTENT_TYPE), "text/csv; charset=utf-8");
    assert_eq!(said(header::CONTENT_DISPOSITION), "attachment; filename=\"day-out-of-days.csv\"");
    assert!(said(header::CONTENT_SECURITY_POLICY).contains("frame-ancestors 'self'"));
    assert!(site.page("/p/film/report/one-liner?format=txt").await.contains("PAID BY THE FALL"));
    assert_eq!(site.get("/p/film/report/gossip").await.0, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/p/film/report/cost?format=doc").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.get("/p/film/report/cost?day=2").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(site.page("/p/film/one-liner").await.contains("src=\"report/one-liner?board="));
}

#[tokio::test]
async fn the_risk_is_that_of_the_simulation_and_drawn() {
    let site = Site::new();
    let file = ProductionFile::open_read_only(&site.folder.path().join("film.firstup")).unwrap();
    let state = file.state();
    let board = &state.boards[&state.board_called(Some("hand-made")).unwrap()];
    let verdict = rules::assess(state, board);
    let outlook =
        risk::Outlook::of(state, board, &verdict, 20_000, 1, std::num::NonZero::<usize>::MIN).unwrap();
    let page = site.page("/p/film/risk?board=hand-made").await;
    let whole = |cents: f64| domain::Money::whole((cents / 100.0).round() as i64).to_string();
    for figure in [
        whole(verdict.cost.0 as f64),
        whole(verdict.expected.g0),
        whole(outlook.cost_percentiles[0].value),
        whole(outlook.cost_p80().value),
        format!("week of {}", "Mon 25 Oct 2027"),
    ] {
        assert!(page.contains(&figure), "{figure}");
    }
    for model in [risk::Model::Recursion, risk::Model::Recourse] {
        assert!(page.contains(model.label()));
    }
    // Each drawing says in words what it shows, and has a table.
    assert_eq!(page.matches("role=\"img\"").count(), 4);
    assert_eq!(page.matches("<summary>As a table").count(), 4);
    assert!(page.contains("EXAMPLE ASSUMPTION"));
    // The stunt that the levers put first is the first row of their table.
    let levers = risk::levers(state, &verdict, &outlook.shoot);
    let table = &page[page.find("stunt’s q alone</caption>").unwrap()..];
    assert!(row(table, "<th scope=\"row\">").contains(levers[0].name));
}

#[tokio::test]
async fn the_answers_are_the_boards_of_their_names() {
    let site = Site::new();
    let page = site.page("/p/film/answers").await;
    assert!(page.contains("No answer is planned yet") && page.contains("Danger first"));
    site.command("hand-made", "copy-board", &["Danger first"]).await;
    site.command("hand-made", "copy-board", &["Cheapest in expectation"]).await;
    let page = site.page("/p/film/answers").await;
    assert!(page.contains("Not planned yet: Cheapest if all goes well."));
    // The same board twice: nothing is the least of its row.
    assert!(row(&page, ">P80 of cost (recourse)</th>").matches("class=\"figure\"").count() == 2);
    assert!(!page.contains(", the least"));
    site.command("Danger first", "move-strip", &["2", "boneyard"]).await;
    assert!(site.page("/p/film/answers").await.contains(", the least"));
}
