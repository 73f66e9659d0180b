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

/// What can be told: what is on a board or in a breakdown, or its decision points, whose rewrites are planned first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Of(Kind),
    DayOne,
}

/// As an address spells it.
const DAY_ONE: &str = "day-one";

impl Told {
    fn all() -> impl Iterator<Item = Self> {
        Kind::ALL.into_iter().map(Self::Of).chain([Self::DayOne])
    }

    fn called(name: &str) -> Result<Self, Refusal> {
        let kinds = Kind::NAMES.map(|(name, kind)| (name, Self::Of(kind)));
        let names: Vec<(&str, Self)> = kinds.into_iter().chain([(DAY_ONE, Self::DayOne)]).collect();
        by_keyword("report", name, &names)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Of(kind) => keyword(kind, &Kind::NAMES),
            Self::DayOne => DAY_ONE,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Of(kind) => kind.title(),
            Self::DayOne => reports::DAY_ONE,
        }
    }

    fn what(self) -> &'static str {
        match self {
            Self::Of(kind) => kind.what(),
            Self::DayOne => reports::DAY_ONE_TELLS,
        }
    }

    fn needs_board(self) -> bool {
        !matches!(self, Self::Of(kind) if !kind.needs_board())
    }

    /// Is it about money?
    fn money(self) -> bool {
        matches!(self, Self::Of(Kind::Cost) | Self::DayOne)
    }
}

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
        let told =
            Told::called(&kind).map_err(|_| Problem::NotFound(format!("there is no report “{kind}”")))?;
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
        if told.money() && asked.money_hidden {
            let what = format!("“{}” is about money, which is hidden in this browser", told.title());
            return Err(Refusal::with_remedy(what, "the button “Money hidden” shows it").into());
        }
        let now = asked.production.now();
        let nothing = no_board();
        let named = asked.board(wanted.board.as_deref(), &now.state);
        let board = board_of(&now, named, told, &nothing)?;
        let verdict = now.verdict(board);
        let context = Context {
            state: &now.state,
            board,
            verdict: &verdict,
            printed: Some(asked.today()),
            money: !asked.money_hidden,
        };
        let only = only(told, &wanted)?;
        only.days(&context)?;
        let text = match told {
            Told::Of(kind) => reports::render_only(kind, format, &context, &only),
            Told::DayOne => {
                let decisions = now.decisions(board);
                reports::render_day_one(format, &context, &decisions.points, &decisions.searched)
            }
        };
        let mut answer = ([(header::CONTENT_TYPE, kind_of)], text).into_response();
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(REPORT_POLICY));
        if ending == "csv" {
            let name = format!("attachment; filename=\"{}.csv\"", told.key());
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
    told: Told,
    nothing: &'a Board,
) -> Result<&'a Board, Problem> {
    match name {
        None if now.state.boards.is_empty() && !told.needs_board() => Ok(nothing),
        name => now.board(name),
    }
}

fn only(told: Told, wanted: &Wanted) -> Result<Only, Problem> {
    let goes_with = |given: bool, what: &str, kinds: &[Kind]| match told {
        Told::Of(kind) if !given || kinds.contains(&kind) => Ok(()),
        Told::DayOne if !given => Ok(()),
        _ => Err(Refusal::new(format!("a {} is not narrowed by {what}", told.title().to_lowercase()))),
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
    money: bool,
}

/// What the page shows.
#[derive(Debug, Deserialize)]
pub(crate) struct Show {
    board: Option<String>,
    show: Option<String>,
}

/// `GET /p/{p}/reports`
pub(crate) async fn page(asked: Asked, Query(show): Query<Show>) -> Result<Response, Problem> {
    let told = show.show.as_deref().map(Told::called).transpose()?;
    listed(asked, show.board, told).await
}

/// `GET /p/{p}/day-out-of-days`
pub(crate) async fn day_out_of_days(asked: Asked, Query(show): Query<Show>) -> Result<Response, Problem> {
    listed(asked, show.board, Some(Told::Of(Kind::DayOutOfDays))).await
}

/// `GET /p/{p}/one-liner`
pub(crate) async fn one_liner(asked: Asked, Query(show): Query<Show>) -> Result<Response, Problem> {
    listed(asked, show.board, Some(Told::Of(Kind::OneLiner))).await
}

async fn listed(asked: Asked, board: Option<String>, told: Option<Told>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let nothing = no_board();
        let no_boards = now.state.boards.is_empty();
        let board = if no_boards && board.is_none() {
            &nothing
        } else {
            now.board(asked.board(board.as_deref(), &now.state))?
        };
        let there = |told: &Told| !(no_boards && told.needs_board());
        let row = |told: Told| ReportRow {
            key: told.key(),
            title: told.title(),
            what: told.what(),
            there: there(&told),
            money: told.money(),
        };
        let shown = told.filter(there);
        Ok(ReportsPage {
            boards: board_choices(&now.state, board),
            board: board.name.clone(),
            reports: Told::all().map(row).collect(),
            shown: shown.map(|told| Shown { key: told.key(), title: told.title(), money: told.money() }),
            shell: Shell::new(&asked, &now, "reports"),
        })
    })
    .await
}
