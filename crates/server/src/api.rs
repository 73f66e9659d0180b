//! What the board's script asks: a board, a command, two boards compared.

use axum::Json;
use axum::extract::Query;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse, Response};
use reports::view::{ChangeView, day_address};
use serde::{Deserialize, Serialize};

use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::{FullView, Order};

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
