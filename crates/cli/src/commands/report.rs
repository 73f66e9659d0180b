//! `firstup report`: a board as a page, a text or a table.

use std::path::Path;

use serde_json::json;

use crate::args::{Report, ReportFormat};
use crate::failure::Failure;
use crate::session::{Session, open_read_only, write};

pub fn run(session: &Session, args: &Report) -> Result<(), Failure> {
    let kind = domain::resolve::by_keyword("report", &args.kind, &reports::Kind::NAMES)?;
    let format = match args.format {
        Some(format) => format,
        None => args.output.as_deref().map_or(Ok(ReportFormat::Txt), format_of)?,
    };
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let board = &state.boards[&state.board_called(args.board.as_deref())?];
    let verdict = rules::assess(state, board);
    let context = reports::Context { state, board, verdict: &verdict, printed: Some(session.today()) };
    let format = match format {
        ReportFormat::Txt => reports::Format::Text { color: args.output.is_none(), width: session.width() },
        ReportFormat::Html => reports::Format::Html,
        ReportFormat::Csv => reports::Format::Csv,
    };
    let text = reports::render(kind, format, &context);
    match &args.output {
        Some(path) => {
            write(path, text.as_bytes())?;
            let path = path.display().to_string();
            session.answer(|| json!({ "schema": "firstup.report/1", "wrote": path }), || format!("wrote {path}\n"))
        }
        None => session.answer(
            || json!({ "schema": "firstup.report/1", "report": args.kind, "board": board.name, "text": anstream::adapter::strip_str(&text).to_string() }),
            || text.clone(),
        ),
    }
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
