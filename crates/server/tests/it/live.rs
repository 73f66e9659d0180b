//! Many people on one production, over a real line: everything once, in one order, seen by all.

use crate::desk;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use desk::line::Running;
use desk::{DEMO, Desk};
use serde_json::json;
use store::ProductionFile;

const CLIENTS: u64 = 12;
const COMMANDS: u64 = 8;

/// The file's revision, the summaries of its entries, and the labels of its scenes.
fn on_disk(desk: &Desk) -> (u64, Vec<String>, Vec<String>) {
    let file = ProductionFile::open_read_only(&desk.file()).expect("the file");
    let state = file.state();
    let labels = state.sheets_in_order().iter().map(|sheet| state.label(sheet.id)).collect();
    let summaries = file.heads().iter().map(|entry| entry.summary.clone()).collect();
    (state.revision(), summaries, labels)
}

/// Firefox takes a line for connected only when something came over it, and nothing may happen for hours.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_says_at_once_that_it_is_connected() {
    let desk = Desk::new();
    let base = on_disk(&desk).0;
    let running = Running::new(&desk.path).await;
    // A sign of life comes later, and is empty.
    assert_eq!(running.events(base, None).await.greeting().await, "connected");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_acknowledged_command_is_in_the_log_once_and_everybody_sees_it() {
    let desk = Desk::new();
    let (base, before, labels) = on_disk(&desk);
    let running = Arc::new(Running::new(&desk.path).await);
    let mut listeners = Vec::new();
    for _ in 0..CLIENTS {
        let mut events = running.events(base, None).await;
        listeners.push(tokio::spawn(async move {
            let mut seen = Vec::new();
            while seen.len() < usize::try_from(CLIENTS * COMMANDS).expect("few") {
                seen.push(events.entry().await.expect("an entry"));
            }
            seen
        }));
    }
    let mut clients = Vec::new();
    for client in 0..CLIENTS {
        let (running, label) = (running.clone(), labels[usize::try_from(client).expect("few")].clone());
        clients.push(tokio::spawn(async move {
            let (author, mut acknowledged) = (format!("Client{client}"), Vec::new());
            for command in 0..COMMANDS {
                let minutes = (100 + command).to_string();
                let (status, done) = running
                    .order(&author, base + acknowledged.len() as u64, "set-minutes", &[&label, &minutes])
                    .await;
                // A client's own earlier command on the same sheet is later than its base: it looks again, as a browser does.
                let (status, done) = if status == 409 {
                    let now = done["since"].as_array().and_then(|since| since.last()?["revision"].as_u64());
                    running.order(&author, now.expect("a revision"), "set-minutes", &[&label, &minutes]).await
                } else {
                    (status, done)
                };
                assert_eq!(status, 200, "{done}");
                acknowledged.push((
                    done["revision"].as_u64().expect("a revision"),
                    done["summary"].as_str().expect("words").to_owned(),
                ));
            }
            acknowledged
        }));
    }
    let mut acknowledged = BTreeSet::new();
    for client in clients {
        acknowledged.extend(client.await.expect("a client"));
    }
    let (revision, after, _) = on_disk(&desk);
    assert_eq!(revision, base + CLIENTS * COMMANDS);
    let written: BTreeSet<(u64, String)> = (base + 1..).zip(after[before.len()..].iter().cloned()).collect();
    assert_eq!(acknowledged, written);
    for listener in listeners {
        let seen = listener.await.expect("a listener");
        let told: Vec<(u64, String)> =
            seen.into_iter().map(|(revision, _, summary)| (revision, summary)).collect();
        assert_eq!(told, Vec::from_iter(written.iter().cloned()), "in one order");
    }
    Arc::into_inner(running).expect("all clients are done").stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_and_a_reconnect_lose_nothing() {
    let desk = Desk::new();
    let (base, _, labels) = on_disk(&desk);
    let running = Running::new(&desk.path).await;
    let mut events = running.events(base, None).await;
    running.order("Ann", base, "set-minutes", &[&labels[0], "61"]).await;
    assert_eq!(events.entry().await.expect("an entry").0, base + 1);
    running.stop().await;
    assert_eq!(events.entry().await, None, "the stream was cut");
    // What another program writes meanwhile is told after the reconnect, from where the browser was.
    let mut file = ProductionFile::open(&desk.file()).expect("the file");
    let effect =
        domain::edit::run(file.state(), "set-minutes", &[labels[1].clone(), "62".into()], None, "Ida");
    let effect = effect.expect("it fits");
    file.run("Ida", desk::clock(), "set-minutes", &effect.summary, effect.changes, &[])
        .expect("it is written");
    let running = Running::new(&desk.path).await;
    let mut events = running.events(base, Some(base + 1)).await;
    assert_eq!(
        events.entry().await.map(|(revision, author, _)| (revision, author)),
        Some((base + 2, "Ida".into()))
    );
    // And while the server runs.
    let effect =
        domain::edit::run(file.state(), "set-minutes", &[labels[2].clone(), "63".into()], None, "Ida");
    let effect = effect.expect("it fits");
    file.run("Ida", desk::clock(), "set-minutes", &effect.summary, effect.changes, &[])
        .expect("it is written");
    assert_eq!(
        events.entry().await.map(|(revision, author, _)| (revision, author)),
        Some((base + 3, "Ida".into()))
    );
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_holds_nobody_up() {
    let desk = Desk::new();
    let (base, _, labels) = on_disk(&desk);
    let running = Running::new(&desk.path).await;
    let _asleep = running.events(0, None).await;
    let mut awake = running.events(base, None).await;
    for turn in 0..40 {
        let now = base + turn;
        let (status, done) =
            running.order("Ann", now, "set-minutes", &[&labels[0], &(60 + turn).to_string()]).await;
        assert_eq!(status, 200, "{done}");
        assert_eq!(awake.entry().await.expect("an entry").0, now + 1);
    }
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_watched_stopped_and_kept() {
    let desk = Desk::new();
    let (base, _, _) = on_disk(&desk);
    let running = Running::new(&desk.path).await;
    let mut events = running.events(base, None).await;
    let wish = |name: &str, seconds: f64| json!({ "base": base, "board": "hand-made", "name": name, "objective": "expected", "seconds": seconds, "keep": "pins" });
    let plans = format!("{DEMO}/api/plans");
    for (bad, status) in
        [(wish("hand-made", 5.0), 422), (wish("x", 0.0), 400), (wish("x", f64::from(u16::MAX)), 400)]
    {
        let (found, said) = running.post("Ann", &plans, &bad).await;
        assert_eq!(found, status, "{said}");
    }
    let (status, started) = running.post("Ann", &plans, &wish("plan", 600.0)).await;
    assert_eq!(status, 200, "{started}");
    let (mut best, mut told) = (None, 0);
    while best.is_none() || told < 3 {
        let (name, note) = events.next().await.expect("an event");
        assert_eq!((name.as_str(), note["state"].as_str()), ("plan", Some("running")), "{note}");
        best = note["best_cents"].as_f64().or(best);
        told += 1;
    }
    let (status, _) = running.post("Ann", &format!("{plans}/{}/stop", started["job"]), &json!({})).await;
    assert_eq!(status, 200);
    let entry = events.entry().await.expect("the board is written");
    assert_eq!((entry.0, entry.2.as_str()), (base + 1, "planned plan"));
    let last = tokio::time::timeout(Duration::from_secs(20), async {
        loop {
            let (_, note) = events.next().await.expect("an event");
            if note["state"] != "running" {
                return note;
            }
        }
    });
    let last = last.await.expect("it stops");
    assert_eq!((last["state"].as_str(), last["board"].as_str()), (Some("stopped"), Some("plan")), "{last}");
    let file = ProductionFile::open_read_only(&desk.file()).expect("the file");
    let state = file.state();
    let board = &state.boards[&state.board_called(Some("plan")).expect("a board")];
    let verdict = rules::assess(state, board);
    assert_eq!(verdict.forbidden().count(), 0);
    let found = last["best_cents"].as_f64().expect("a best");
    assert!(
        verdict.expected.total <= best.expect("a best") + 0.5
            && (verdict.expected.total - found).abs() <= 0.5
    );
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_fails_names_the_facts_that_conflict() {
    let desk = Desk::empty();
    let script = b"INT. HOUSE - DAY\n\nANNA sits.\n\nEXT. ROAD - DAY\n\nANNA walks.\n";
    office::import::import("two.fountain", script, &desk.file(), "Ida", desk::clock()).expect("a production");
    let (mut base, _, _) = on_disk(&desk);
    let running = Running::new(&desk.path).await;
    let orders: [&[&str]; 3] =
        [&["before", "1", "2"], &["pin", "1", "2027-01-06"], &["pin", "2", "2027-01-05"]];
    for order in orders {
        let (status, done) = running.order("Ida", base, order[0], &order[1..]).await;
        assert_eq!((status, done["changed"].as_bool()), (200, Some(true)), "{done}");
        base = done["revision"].as_u64().expect("a revision");
    }
    let mut events = running.events(base, None).await;
    let wish =
        json!({ "base": base, "name": "plan", "objective": "expected", "seconds": 5.0, "keep": "pins" });
    let (status, started) = running.post("Ann", &format!("{DEMO}/api/plans"), &wish).await;
    assert_eq!(status, 200, "{started}");
    let mut looked = false;
    let last = loop {
        let (_, note) = events.next().await.expect("an event");
        match note["state"].as_str() {
            Some("failed") => break note,
            state => looked |= state == Some("looking"),
        }
    };
    assert!(looked, "it says that it looks for the reasons");
    let why = last["error"].as_str().expect("words");
    for line in [
        "there is no board: these facts conflict",
        "  · scene 1 is pinned to Wed 6 Jan 2027 by Ida",
        "  · scene 2 is pinned to Tue 5 Jan 2027 by Ida",
        "  · scene 1 is shot before scene 2",
        "  there would be a board if",
        "  → scene 1 were not pinned",
        "  → scene 2 were not pinned",
    ] {
        assert!(why.lines().any(|known| known == line), "{line} is not in\n{why}");
    }
    assert!(!why.contains("firstup") && !why.contains('['), "no commands: {why}");
    // Who comes later still gets it.
    let (_, later) = running.events(base, None).await.next().await.expect("an event");
    assert_eq!(later, last);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_fails_does_not_say_that_the_rest_is_planned() {
    let desk = Desk::empty();
    let script = b"INT. HOUSE - DAY\n\nANNA sits.\n\nEXT. ROAD - DAY\n\nANNA walks.\n\nINT. MILL - DAY\n\nANNA sleeps.\n";
    office::import::import("three.fountain", script, &desk.file(), "Ida", desk::clock())
        .expect("a production");
    let (mut base, _, _) = on_disk(&desk);
    let running = Running::new(&desk.path).await;
    // Scene 2 has no date, and 1 and 3 stand against their order.
    let pins = [["pin", "2", "2026-01-03"], ["pin", "1", "2027-01-06"], ["pin", "3", "2027-01-05"]];
    for order in [&["set-start", "2027-01-04"][..], &pins[0], &pins[1], &pins[2], &["before", "1", "3"]] {
        let (status, done) = running.order("Ida", base, order[0], &order[1..]).await;
        assert_eq!((status, done["changed"].as_bool()), (200, Some(true)), "{done}");
        base = done["revision"].as_u64().expect("a revision");
    }
    let mut events = running.events(base, None).await;
    let wish =
        json!({ "base": base, "name": "plan", "objective": "expected", "seconds": 1.0, "keep": "placed" });
    let (status, started) = running.post("Ann", &format!("{DEMO}/api/plans"), &wish).await;
    assert_eq!(status, 200, "{started}");
    let last = told(&mut events, |note| note["state"] == "failed").await;
    assert_eq!(last["left_out"][0], "no date can take scene 2", "{last}");
    assert!(!last["left_out"].to_string().contains("the rest is planned"), "{last}");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_what_no_date_can_take_and_plans_the_rest() {
    let desk = Desk::empty();
    let script = b"INT. HOUSE - DAY\n\nANNA sits.\n\nEXT. ROAD - DAY\n\nANNA walks.\n";
    office::import::import("two.fountain", script, &desk.file(), "Ida", desk::clock()).expect("a production");
    let (mut base, _, _) = on_disk(&desk);
    let running = Running::new(&desk.path).await;
    // No unit works on a Saturday before the shoot begins.
    for order in [&["pin", "2", "2026-01-03"][..], &["set-start", "2027-01-04"]] {
        let (status, done) = running.order("Ida", base, order[0], &order[1..]).await;
        assert_eq!((status, done["changed"].as_bool()), (200, Some(true)), "{done}");
        base = done["revision"].as_u64().expect("a revision");
    }
    let mut events = running.events(base, None).await;
    let wish =
        json!({ "base": base, "name": "plan", "objective": "expected", "seconds": 1.0, "keep": "placed" });
    let (status, started) = running.post("Ann", &format!("{DEMO}/api/plans"), &wish).await;
    assert_eq!(status, 200, "{started}");
    let last = told(&mut events, |note| note["state"] != "running").await;
    assert_eq!(last["state"], "done", "{last}");
    let lines: Vec<&str> =
        last["left_out"].as_array().expect("lines").iter().filter_map(|l| l.as_str()).collect();
    assert_eq!(
        lines[0],
        "scene 2 stays in the boneyard, as no date can take it; the rest is planned without it"
    );
    assert!(lines.contains(&"  → scene 2 were not pinned"), "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains('[')), "no commands: {lines:?}");
    let file = ProductionFile::open_read_only(&desk.file()).expect("the file");
    let state = file.state();
    let board = &state.boards[&state.board_called(Some("plan")).expect("it is kept")];
    assert_eq!(board.placements().len(), 1);
    running.stop().await;
}

/// The next note of a plan of which something holds.
async fn told(events: &mut desk::line::Events, is: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
    loop {
        let (name, note) = events.next().await.expect("an event");
        if name == "plan" && is(&note) {
            return note;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_three_answers_are_planned_stopped_and_kept() {
    let desk = Desk::new();
    let (base, _, _) = on_disk(&desk);
    let running = Running::new(&desk.path).await;
    let mut events = running.events(base, None).await;
    let answers = format!("{DEMO}/api/answers");
    let (status, said) = running.post("Ann", &answers, &json!({ "base": base, "seconds": 0.0 })).await;
    assert_eq!(status, 400, "{said}");
    // To the end.
    let (status, started) = running.post("Ann", &answers, &json!({ "base": base, "seconds": 2.0 })).await;
    assert_eq!(status, 200, "{started}");
    let (status, said) = running.post("Ida", &answers, &json!({ "base": base, "seconds": 2.0 })).await;
    assert_eq!((status, said["error"].as_str()), (422, Some("the three answers are being planned already")));
    let last = told(&mut events, |note| note["state"] != "running").await;
    assert_eq!((last["state"].as_str(), last["objective"].as_str()), (Some("done"), Some("answers")));
    each_is_the_best_at_what_it_is_for(&desk, base + 1);
    // And stopped on the way.
    let wish = json!({ "base": base + 1, "seconds": 600.0 });
    let (_, started) = running.post("Ann", &answers, &wish).await;
    // A search from the boards that are there has a best at once.
    told(&mut events, |note| note["job"] == started["job"] && note["best"].is_string()).await;
    let stop = format!("{DEMO}/api/plans/{}/stop", started["job"]);
    assert_eq!(running.post("Ann", &stop, &json!({})).await.0, 200);
    let last = told(&mut events, |note| note["state"] != "running").await;
    assert_eq!(last["state"].as_str(), Some("stopped"), "{last}");
    let (revision, summaries, _) = on_disk(&desk);
    each_is_the_best_at_what_it_is_for(&desk, revision);
    assert_eq!(summaries.last().map(String::as_str), Some("planned the three answers"));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_while_the_answers_are_planned_stays_on_a_board_of_its_own() {
    let desk = Desk::new();
    let (base, _, labels) = on_disk(&desk);
    let running = Running::new(&desk.path).await;
    let mut events = running.events(base, None).await;
    let answers = format!("{DEMO}/api/answers");
    running.post("Ann", &answers, &json!({ "base": base, "seconds": 1.0 })).await;
    let last = told(&mut events, |note| note["state"] != "running").await;
    assert_eq!((&last["state"], &last["kept_apart"]), (&json!("done"), &json!([])), "{last}");
    let (_, started) = running.post("Ann", &answers, &json!({ "base": base + 1, "seconds": 600.0 })).await;
    told(&mut events, |note| note["job"] == started["job"] && note["best"].is_string()).await;
    let name = risk::Measure::Danger.answer();
    let order = json!({ "base": base + 1, "board": name, "command": "move-rows", "arguments": ["boneyard", labels[0]] });
    let (status, done) = running.post("Ida", &format!("{DEMO}/api/commands"), &order).await;
    assert_eq!(status, 200, "{done}");
    running.post("Ann", &format!("{DEMO}/api/plans/{}/stop", started["job"]), &json!({})).await;
    let last = told(&mut events, |note| note["state"] != "running").await;
    assert_eq!(last["state"].as_str(), Some("stopped"), "{last}");
    let apart = format!("{name} 2");
    assert!(last["kept_apart"][0].as_str().is_some_and(|words| words.contains(&apart)), "{last}");
    each_is_the_best_at_what_it_is_for(&desk, base + 3);
    let file = ProductionFile::open_read_only(&desk.file()).expect("the file");
    let state = file.state();
    let sheet = state.sheet_called(&labels[0]).expect("a sheet");
    let aside = |name: &str| {
        state.boards[&state.board_called(Some(name)).expect("a board")].set_aside.contains(&sheet)
    };
    assert_eq!((aside(&apart), aside(name)), (true, false));
    running.stop().await;
}

fn each_is_the_best_at_what_it_is_for(desk: &Desk, revision: u64) {
    let file = ProductionFile::open_read_only(&desk.file()).expect("the file");
    let state = file.state();
    assert_eq!(state.revision(), revision);
    let board = |measure: risk::Measure| {
        let board = &state.boards[&state.board_called(Some(measure.answer())).expect("a board")];
        (board, rules::assess(state, board))
    };
    let boards = risk::Measure::ALL.map(board);
    for ((own, verdict), measure) in boards.iter().zip(risk::Measure::ALL) {
        assert_eq!(verdict.forbidden().count(), 0, "{}", own.name);
        for (other, others) in &boards {
            let order = measure.order(state, (own, verdict), (other, others));
            assert_ne!(order, std::cmp::Ordering::Greater, "{} is better than {}", other.name, own.name);
        }
    }
}
