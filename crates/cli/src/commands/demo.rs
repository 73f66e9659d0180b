//! `firstup demo`: the bundled production from screenplay to reports, and what to try next.

use std::path::Path;

use office::demo;
use serde_json::json;
use store::ProductionFile;

use super::check::{headline, money_lines};
use super::{apply, import, plan, report};
use crate::args::{self, Demo, Objective};
use crate::count::count;
use crate::failure::Failure;
use crate::session::{Session, write};

/// Where the board is served at the end.
const PORT: u16 = 7878;

/// The board in the bundled file.
const HAND_MADE_NAME: &str = "hand-made";

pub fn run(session: &Session, args: &Demo) -> Result<(), Failure> {
    let dir = &args.dir;
    let production = dir.join(format!("{}.firstup", demo::NAME));
    if production.exists() {
        return Err(Failure::BadInput(format!(
            "{} exists already and is not overwritten; choose another folder with --dir, or remove it",
            production.display()
        )));
    }
    std::fs::create_dir_all(dir).map_err(|error| {
        Failure::BadInput(format!("the folder {} cannot be made: {error}", dir.display()))
    })?;
    for (name, bytes) in [
        (demo::DRAFT_NAME, demo::DRAFT),
        ("draft-2-blue.fountain", demo::SECOND_DRAFT),
        ("facts.toml", demo::FACTS.as_bytes()),
        ("hand-made-board.toml", demo::HAND_MADE.as_bytes()),
        ("events.toml", demo::EVENTS),
    ] {
        write(&dir.join(name), bytes)?;
    }
    session.say("1/4  reading the screenplay");
    let imported = import::import(session, Path::new(demo::DRAFT_NAME), demo::DRAFT, &production)?;
    let mut file = imported.file;
    session.say("2/4  applying the facts, and the board that an assistant director made by hand");
    apply::apply(session, &mut file, "facts.toml", demo::FACTS, false)?;
    apply::apply(session, &mut file, "hand-made-board.toml", demo::HAND_MADE, false)?;
    session.say("3/4  planning; Ctrl-C keeps the best board so far");
    let planned =
        plan::plan(session, &mut file, "plan", Objective::Expected, args::Keep::Placed, &args.search);
    let planned = match planned {
        Err(failure @ (Failure::BadAnswer(_) | Failure::NoBoard { .. } | Failure::Stopped(_))) => {
            session.say("4/4  no board was planned: writing the reports of the hand-made board");
            let hand_made = file.state().board_called(Some(HAND_MADE_NAME))?;
            write_reports(session, dir, &file, hand_made, &args.search)?;
            session.say(&format!(
                "everything else is in {}; plan again with: firstup plan {}",
                dir.display(),
                production.display()
            ));
            return Err(failure);
        }
        planned => planned?,
    };
    session.say("4/4  writing the reports");
    let pages = write_reports(session, dir, &file, planned.board, &args.search)?;
    let text = answer(&file, planned.board, &imported.summary, dir)?;
    session.answer(
        || {
            json!({ "schema": "firstup.demo/1", "dir": dir.display().to_string(),
                "production": production.display().to_string(), "reports": pages, "plan": planned.value })
        },
        || text,
    )?;
    if args.no_serve || session.json || !session.terminal() {
        return Ok(());
    }
    drop(file);
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], PORT));
    super::serve::serve(session, Some(&production), address)
}

/// Every report in every format, and a page that leads to them.
fn write_reports(
    session: &Session,
    dir: &Path,
    file: &ProductionFile,
    board: domain::BoardId,
    search: &args::Search,
) -> Result<Vec<String>, Failure> {
    let state = file.state();
    let board = &state.boards[&board];
    let verdict = rules::assess(state, board);
    let context =
        reports::Context { state, board, verdict: &verdict, printed: Some(session.today()), money: true };
    let mut pages = Vec::new();
    let whole = reports::Kind::ALL.map(|kind| {
        let key = domain::resolve::keyword(kind, &reports::Kind::NAMES).to_owned();
        (kind, key, kind.title(), kind.what(), reports::Only::default())
    });
    let of_things = reports::Only { subject: Some(reports::Subject::All), ..reports::Only::default() };
    let things = (
        reports::Kind::DayOutOfDays,
        "day-out-of-days-elements".to_owned(),
        "Day-out-of-days of elements",
        "which location, background group and element is used on which date",
        of_things,
    );
    let formats = |about| {
        [
            (reports::Format::Html, "html", about),
            (reports::Format::Csv, "csv", "for a spreadsheet"),
            (reports::Format::Text { color: false, width: 132 }, "txt", "plain text"),
        ]
    };
    for (kind, key, title, about, only) in whole.into_iter().chain([things]) {
        for (format, extension, what) in formats(about) {
            let name = format!("{key}.{extension}");
            write(&dir.join(&name), reports::render_only(kind, format, &context, &only).as_bytes())?;
            pages.push((title, name, format!("{title} ({extension})"), what));
        }
    }
    // Time and iterations are the plan's; the rewrites have a measure of their own, or fewer if fewer are asked for.
    let iterations = search.iterations.filter(|asked| *asked < office::day_one::AT_MOST);
    let search = args::Search { time_limit: None, iterations, ..search.clone() };
    let (points, searched) = report::day_one::plan(session, state, board, &search);
    for (format, extension, what) in formats(reports::DAY_ONE_TELLS) {
        let name = format!("day-one.{extension}");
        let text = reports::render_day_one(format, &context, &points, &searched);
        write(&dir.join(&name), text.as_bytes())?;
        pages.push((reports::DAY_ONE, name, format!("{} ({extension})", reports::DAY_ONE), what));
    }
    let links: Vec<reports::Link<'_>> =
        pages.iter().map(|(group, href, title, what)| reports::Link { group, href, title, what }).collect();
    write(&dir.join("index.html"), reports::index_html(&context, &links).as_bytes())?;
    Ok(pages.into_iter().map(|(_, name, _, _)| name).collect())
}

fn answer(
    file: &ProductionFile,
    plan: domain::BoardId,
    imported: &str,
    dir: &Path,
) -> Result<String, Failure> {
    let state = file.state();
    let hand_made = &state.boards[&state.board_called(Some(HAND_MADE_NAME))?];
    let board = &state.boards[&plan];
    let (by_hand, planned) = (rules::assess(state, hand_made), rules::assess(state, board));
    let production = dir.join(format!("{}.firstup", demo::NAME));
    let production = production.display();
    let saved = domain::Money(by_hand.cost.0 - planned.cost.0).in_whole_units();
    let verb = if saved.0 >= 0 { "saves" } else { "costs more:" };
    let money = |verdict| money_lines(state, verdict).join("\n          ");
    let flags = |verdict: &rules::Verdict| {
        let forbidden = count(verdict.forbidden().count(), "forbidden flag");
        format!("{forbidden}, {} in all", count(verdict.flags.len(), "flag"))
    };
    Ok(format!(
        "\n{imported}\n\
         by hand:  {}\n          {}\n          {}\n\
         planned:  {}\n          {}\n          {}\n\
         the plan {verb} {} {} against the hand-made board if all goes well\n\n\
         everything is in {}: open index.html in a browser\n\n\
         try next:\n\
         \x20 firstup serve {production}\n\
         \x20 firstup report stripboard {production}\n\
         \x20 firstup check {production} --board {HAND_MADE_NAME}\n\
         \x20 firstup compare {production} {HAND_MADE_NAME} plan\n\
         \x20 firstup report day-one {production} --board plan\n\
         \x20 firstup show {production} cast\n\
         \x20 firstup edit {production} pin 12 day 2\n\
         \x20 firstup answers {production}\n",
        headline(&by_hand),
        money(&by_hand),
        flags(&by_hand),
        headline(&planned),
        money(&planned),
        flags(&planned),
        domain::Money(saved.0.abs()),
        state.production.currency(),
        dir.display(),
    ))
}
