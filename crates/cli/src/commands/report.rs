//! `firstup report`: a board as a page, a text or a table.

use serde_json::json;

use crate::args::{Report, ReportFormat};
use crate::failure::Failure;
use crate::session::{Session, open_read_only, write};

pub fn run(session: &Session, args: &Report) -> Result<(), Failure> {
    let kind = domain::resolve::by_keyword("report", &args.kind, &reports::Kind::NAMES)?;
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let board = &state.boards[&state.board_called(args.board.as_deref())?];
    let verdict = rules::assess(state, board);
    let context = reports::Context { state, board, verdict: &verdict, printed: Some(session.today()) };
    let extension = args.output.as_ref().and_then(|path| path.extension()?.to_str());
    let format = args.format.unwrap_or(match extension {
        Some("html" | "htm") => ReportFormat::Html,
        Some("csv") => ReportFormat::Csv,
        _ => ReportFormat::Txt,
    });
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
