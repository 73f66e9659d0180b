//! The reports: each as it is printed, and a page that lists them and shows one.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::resolve::{by_keyword, keyword};
use domain::{Board, Refusal};
use reports::{CallDay, Context, Format, Kind, Only, Subject};
use serde::Deserialize;

use super::{BoardChoice, Shell, board_choices, no_board, rendered};
use crate::folder::Asked;
use crate::guard::REPORT_POLICY;
use crate::problem::Problem;
use crate::production::Now;

/// Columns of a report in plain text.
const WIDTH: usize = 132;

/// How a report is wanted.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    board: Option<String>,
    format: Option<String>,
    /// A day's call sheet: the main unit's n-th day.
    day: Option<usize>,
    /// A day-out-of-days, or an element list, of one category.
    category: Option<String>,
}

/// `GET /p/{p}/report/{kind}`
pub(crate) async fn report(
    asked: Asked,
    Path((_, kind)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let make = move || -> Result<Response, Problem> {
        let kind = by_keyword("report", &kind, &Kind::NAMES)
            .map_err(|_| Problem::NotFound(format!("there is no report “{kind}”")))?;
        let format = wanted.format.as_deref().unwrap_or("html");
        let (format, kind_of, ending) = match format {
            "html" => (Format::Html, "text/html; charset=utf-8", "html"),
            "csv" => (Format::Csv, "text/csv; charset=utf-8", "csv"),
            "txt" => (Format::Text { color: false, width: WIDTH }, "text/plain; charset=utf-8", "txt"),
            other => {
                let what = format!("there is no report in the format “{other}”");
                return Err(Refusal::with_remedy(what, "ask for html, csv or txt").into());
            }
        };
        let now = asked.production.now();
        let nothing = no_board();
        let named = asked.board(wanted.board.as_deref(), &now.state);
        let board = board_of(&now, named, kind, &nothing)?;
        let verdict = now.verdict(board);
        let context = Context { state: &now.state, board, verdict: &verdict, printed: Some(asked.today()) };
        let only = only(kind, &wanted)?;
        only.days(&context)?;
        let text = reports::render_only(kind, format, &context, &only);
        let mut answer = ([(header::CONTENT_TYPE, kind_of)], text).into_response();
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(REPORT_POLICY));
        if ending == "csv" {
            let name = format!("attachment; filename=\"{}.csv\"", keyword(kind, &Kind::NAMES));
            headers.extend(HeaderValue::from_str(&name).ok().map(|name| (header::CONTENT_DISPOSITION, name)));
        }
        Ok(answer)
    };
    tokio::task::spawn_blocking(make).await?
}

/// What a report is about where no board is named: the newest; nothing, if there is none and it tells something all the same.
fn board_of<'a>(
    now: &'a Now,
    name: Option<&str>,
    kind: Kind,
    nothing: &'a Board,
) -> Result<&'a Board, Problem> {
    match name {
        None if now.state.boards.is_empty() && !kind.needs_board() => Ok(nothing),
        name => now.board(name),
    }
}

fn only(kind: Kind, wanted: &Wanted) -> Result<Only, Problem> {
    let goes_with = |given: bool, what: &str, kinds: &[Kind]| match given && !kinds.contains(&kind) {
        true => Err(Refusal::new(format!("a {} is not narrowed by {what}", kind.title().to_lowercase()))),
        false => Ok(()),
    };
    goes_with(wanted.day.is_some(), "day", &[Kind::CallSheet])?;
    goes_with(wanted.category.is_some(), "category", &[Kind::DayOutOfDays, Kind::Elements])?;
    Ok(Only {
        subject: wanted.category.as_deref().map(Subject::named).transpose()?,
        day: wanted.day.map(CallDay::Number),
        sheet: None,
    })
}

#[derive(Template)]
#[template(path = "reports.html")]
struct ReportsPage {
    shell: Shell,
    boards: Vec<BoardChoice>,
    board: String,
    reports: Vec<ReportRow>,
    shown: Option<Shown>,
}

struct ReportRow {
    key: &'static str,
    title: &'static str,
    what: &'static str,
    /// Whether there is something to tell without a board.
    there: bool,
    money: bool,
}

/// The report that the page shows.
struct Shown {
    key: &'static str,
    title: &'static str,
}

/// What the page shows.
#[derive(Debug, Deserialize)]
pub(crate) struct Show {
    board: Option<String>,
    show: Option<String>,
}

/// `GET /p/{p}/reports`
pub(crate) async fn page(asked: Asked, Query(show): Query<Show>) -> Result<Response, Problem> {
    let kind = show.show.as_deref().map(|name| by_keyword("report", name, &Kind::NAMES)).transpose()?;
    listed(asked, show.board, kind).await
}

/// `GET /p/{p}/day-out-of-days`
pub(crate) async fn day_out_of_days(asked: Asked, Query(show): Query<Show>) -> Result<Response, Problem> {
    listed(asked, show.board, Some(Kind::DayOutOfDays)).await
}

/// `GET /p/{p}/one-liner`
pub(crate) async fn one_liner(asked: Asked, Query(show): Query<Show>) -> Result<Response, Problem> {
    listed(asked, show.board, Some(Kind::OneLiner)).await
}

async fn listed(asked: Asked, board: Option<String>, kind: Option<Kind>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let nothing = no_board();
        let no_boards = now.state.boards.is_empty();
        let board = if no_boards && board.is_none() {
            &nothing
        } else {
            now.board(asked.board(board.as_deref(), &now.state))?
        };
        let row = |kind: Kind| ReportRow {
            key: keyword(kind, &Kind::NAMES),
            title: kind.title(),
            what: kind.what(),
            there: !(no_boards && kind.needs_board()),
            money: kind == Kind::Cost,
        };
        let shown = kind.filter(|kind| !(no_boards && kind.needs_board()));
        Ok(ReportsPage {
            boards: board_choices(&now.state, board),
            board: board.name.clone(),
            reports: Kind::ALL.map(row).into(),
            shown: shown.map(|kind| Shown { key: keyword(kind, &Kind::NAMES), title: kind.title() }),
            shell: Shell::new(&asked, &now, "reports"),
        })
    })
    .await
}
