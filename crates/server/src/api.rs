//! What the board's script asks: a board, a command, two boards compared.

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse, Response};
use office::explain::{self, Asked as Explained};
use reports::view::{ChangeView, day_address};
use serde::{Deserialize, Serialize};

use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::{FullView, Order};

/// Columns of an explanation.
const WIDTH: usize = 100;

/// Which board.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Which {
    pub(crate) board: Option<String>,
}

/// `GET /p/{p}/api/board`
pub(crate) async fn board(asked: Asked, Query(which): Query<Which>) -> Result<Json<FullView>, Problem> {
    let view = move || asked.production.view(which.board.as_deref(), &asked.author);
    Ok(Json(tokio::task::spawn_blocking(view).await??))
}

/// `POST /p/{p}/api/commands`
pub(crate) async fn command(
    asked: Asked,
    order: Result<Json<Order>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(order) = match order {
        Ok(order) => order,
        Err(rejection) => return Ok(unreadable(&rejection)),
    };
    let run = move || -> Result<Response, Problem> {
        if order.preview {
            return Ok(Json(asked.production.preview(&asked.author, &order)?).into_response());
        }
        Ok(Json(asked.production.run(&asked.author, asked.now, &order)?).into_response())
    };
    tokio::task::spawn_blocking(run).await?
}

/// A body that is no command, with the status that says why.
pub(crate) fn unreadable(rejection: &JsonRejection) -> Response {
    let body = Json(serde_json::json!({ "error": rejection.body_text(), "remedy": null }));
    (rejection.status(), body).into_response()
}

/// Two boards.
#[derive(Debug, Deserialize)]
pub(crate) struct Both {
    board: String,
    with: String,
}

/// What another board in place of one changes.
#[derive(Debug, Serialize)]
pub(crate) struct Compared {
    #[serde(flatten)]
    change: ChangeView,
    moved: Vec<Moved>,
}

/// A strip that stands on another day.
#[derive(Debug, Serialize)]
struct Moved {
    label: String,
    from: Option<String>,
    to: Option<String>,
}

/// `GET /p/{p}/api/compare`
pub(crate) async fn compare(asked: Asked, Query(both): Query<Both>) -> Result<Json<Compared>, Problem> {
    let compare = move || -> Result<Compared, Problem> {
        let now = asked.production.now();
        let (one, other) = (now.board(Some(&both.board))?, now.board(Some(&both.with))?);
        let state = &now.state;
        let change = ChangeView::between(state, &now.verdict(one), &now.verdict(other));
        let (here, there) = (one.placements(), other.placements());
        let moved = state.sheets_in_order().into_iter().filter_map(|sheet| {
            let day = |places: &std::collections::BTreeMap<_, (domain::UnitId, usize, _)>| {
                places.get(&sheet.id).map(|(unit, ordinal, _)| day_address(state, *unit, *ordinal))
            };
            let (from, to) = (day(&here), day(&there));
            (from != to).then(|| Moved { label: state.label(sheet.id), from, to })
        });
        let moved = moved.collect();
        Ok(Compared { change, moved })
    };
    Ok(Json(tokio::task::spawn_blocking(compare).await??))
}

/// What is asked about.
#[derive(Debug, Deserialize)]
pub(crate) struct Question {
    board: Option<String>,
    scene: Option<String>,
    day: Option<String>,
}

/// An answer in words.
#[derive(Debug, Serialize)]
pub(crate) struct Because {
    text: String,
}

/// `GET /p/{p}/api/why`: why a scene's strip is where it is, or what a day costs.
pub(crate) async fn why(asked: Asked, Query(question): Query<Question>) -> Result<Json<Because>, Problem> {
    let why = move || -> Result<Because, Problem> {
        let now = asked.production.now();
        let board = now.board(question.board.as_deref())?;
        let verdict = (*now.verdict(board)).clone();
        asked.production.with_entries(|entries| {
            let about = Explained { state: &now.state, entries, board, verdict, width: WIDTH, color: false };
            let answer = match (&question.scene, &question.day) {
                (Some(scene), None) => explain::strip(&about, scene)?,
                (None, Some(day)) => explain::day(&about, day)?,
                _ => return Err(Problem::BadRequest("ask about a scene or a day".to_owned())),
            };
            Ok(Because { text: answer.text })
        })
    };
    Ok(Json(tokio::task::spawn_blocking(why).await??))
}
