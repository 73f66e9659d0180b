//! `firstup report`: a board or a breakdown as a page, a text or a table.

use std::path::Path;

pub mod day_one;

use domain::{Board, BoardId, Refusal, State};
use reports::{CallDay, Kind, Only, Subject};
use serde_json::json;

use crate::args::{Report, ReportFormat};
use crate::failure::Failure;
use crate::session::{Session, open_read_only, write};

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// A report of what is on a board, or in a breakdown.
    Of(Kind),
    /// Decision points, whose rewrites are planned first.
    DayOne,
}

pub fn run(session: &Session, args: &Report) -> Result<(), Failure> {
    let mut names: Vec<(&str, Asked)> =
        Kind::NAMES.iter().map(|(name, kind)| (*name, Asked::Of(*kind))).collect();
    names.push(("day-one", Asked::DayOne));
    let asked = domain::resolve::by_keyword("report", &args.kind, &names)?;
    let format = match args.format {
        Some(format) => format,
        None => args.output.as_deref().map_or(Ok(ReportFormat::Txt), format_of)?,
    };
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let nothing = Board::empty(BoardId(0), "");
    let board = match args.board.as_deref() {
        None if state.boards.is_empty() && matches!(asked, Asked::Of(kind) if !kind.needs_board()) => {
            &nothing
        }
        name => &state.boards[&state.board_called(name)?],
    };
    let only = only(state, asked, args)?;
    let verdict = rules::assess(state, board);
    let context =
        reports::Context { state, board, verdict: &verdict, printed: Some(session.today()), money: true };
    only.days(&context)?;
    let format = match format {
        ReportFormat::Txt => reports::Format::Text { color: args.output.is_none(), width: session.width() },
        ReportFormat::Html => reports::Format::Html,
        ReportFormat::Csv => reports::Format::Csv,
    };
    let text = match asked {
        Asked::Of(kind) => reports::render_only(kind, format, &context, &only),
        Asked::DayOne => day_one::render(session, &context, format, &args.search),
    };
    match &args.output {
        Some(path) => {
            write(path, text.as_bytes())?;
            let path = path.display().to_string();
            session.answer(|| json!({ "schema": "firstup.report/1", "wrote": path }), || format!("wrote {path}\n"))
        }
        None => session.answer(
            || json!({ "schema": "firstup.report/1", "report": args.kind, "board": (!board.name.is_empty()).then_some(&board.name), "text": anstream::adapter::strip_str(&text).to_string() }),
            || text.clone(),
        ),
    }
}

/// What the report is narrowed to. A narrowing that the report does not know is refused, not ignored.
fn only(state: &State, asked: Asked, args: &Report) -> Result<Only, Failure> {
    let (kind, title) = match asked {
        Asked::Of(kind) => (Some(kind), kind.title()),
        Asked::DayOne => (None, reports::DAY_ONE),
    };
    let search = &args.search;
    if asked != Asked::DayOne
        && (search.iterations.is_some() || search.time_limit.is_some() || search.threads.is_some())
    {
        let what = format!("nothing is searched for a {}", title.to_lowercase());
        let remedy = "--time-limit, --iterations and --threads go with day-one";
        return Err(Refusal::with_remedy(what, remedy).into());
    }
    let goes_with = |given: bool, option: &str, kinds: &[Kind]| -> Result<(), Failure> {
        if !given || kind.is_some_and(|kind| kinds.contains(&kind)) {
            return Ok(());
        }
        let names: Vec<&str> =
            kinds.iter().map(|kind| domain::resolve::keyword(*kind, &Kind::NAMES)).collect();
        let what = format!("a {} is not narrowed by --{option}", title.to_lowercase());
        Err(Refusal::with_remedy(what, format!("--{option} goes with {}", names.join(" and "))).into())
    };
    goes_with(args.scene.is_some(), "scene", &[Kind::BreakdownSheets])?;
    goes_with(args.category.is_some(), "category", &[Kind::DayOutOfDays, Kind::Elements])?;
    goes_with(args.day.is_some(), "day", &[Kind::CallSheet])?;
    goes_with(args.date.is_some(), "date", &[Kind::CallSheet])?;
    let subject = args.category.as_deref().map(Subject::named).transpose()?;
    if kind == Some(Kind::Elements) && matches!(subject, Some(Subject::Cast | Subject::Locations)) {
        let remedy =
            "see `firstup report presence`, `firstup show … locations`, or a day-out-of-days of them";
        return Err(Refusal::with_remedy("the element list holds no cast and no locations", remedy).into());
    }
    let date = args.date.as_deref().map(domain::resolve::date).transpose()?;
    Ok(Only {
        sheet: args.scene.as_deref().map(|scene| state.sheet_called(scene)).transpose()?,
        subject,
        day: date.map(CallDay::Date).or(args.day.map(CallDay::Number)),
    })
}

/// The format that an output's name asks for.
fn format_of(output: &Path) -> Result<ReportFormat, Failure> {
    let extension = output.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        None | Some("txt") => Ok(ReportFormat::Txt),
        Some("html" | "htm") => Ok(ReportFormat::Html),
        Some("csv") => Ok(ReportFormat::Csv),
        Some(other) => Err(Failure::BadInput(format!(
            "there is no report in the format .{other}; write .txt, .html or .csv, or say which with --format (for a \
             PDF write .html and print it from a browser)"
        ))),
    }
}
