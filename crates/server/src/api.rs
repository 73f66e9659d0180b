//! What the board's script asks: a board, a command, two boards compared.

use axum::Json;
use axum::extract::{FromRequest, Query, Request};
use axum::response::{IntoResponse, Response};
use office::explain::{self, Asked as Explained};
use reports::view::{ChangeView, day_address};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::folder::Asked;
use crate::problem::{Problem, Wrong, wrong};
use crate::production::{Done, FullView, Order};

/// Columns of an explanation.
const WIDTH: usize = 100;

/// Which board.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    pub(crate) board: Option<String>,
}

/// A board, judged.
#[utoipa::path(get, path = "/p/{production}/api/board", params(("production" = String, Path, description = "Name of the file, without `.firstup`"), Which),
    responses((status = 200, description = "The board, with everything that a stripboard shows", body = Object),
        (status = "4XX", body = Wrong)))]
pub(crate) async fn board(asked: Asked, Query(which): Query<Which>) -> Result<Json<FullView>, Problem> {
    let view = move || asked.production.view(which.board.as_deref(), &asked.author);
    Ok(Json(tokio::task::spawn_blocking(view).await??))
}

/// A command, or what it would change.
#[utoipa::path(post, path = "/p/{production}/api/commands", params(("production" = String, Path, description = "Name of the file, without `.firstup`")), request_body = Order,
    responses((status = 200, description = "Done: on the disk. With `preview` nothing is written, and `change` says what it would change", body = Done),
        (status = 409, description = "Somebody changed the same thing since `base`", body = Wrong),
        (status = 422, description = "Refused, with the reason", body = Wrong), (status = "4XX", body = Wrong)))]
pub(crate) async fn command(asked: Asked, Body(order): Body<Order>) -> Result<Response, Problem> {
    let run = move || -> Result<Response, Problem> {
        if order.preview {
            return Ok(Json(asked.production.preview(&asked.author, &order)?).into_response());
        }
        Ok(Json(asked.production.run(&asked.author, asked.now, &order)?).into_response())
    };
    tokio::task::spawn_blocking(run).await?
}

/// A body in JSON; what is none is answered with the status that says why, in words for scripts.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let read = Json::<T>::from_request(request, state).await;
        read.map(|Json(body)| Self(body))
            .map_err(|rejection| wrong(rejection.status(), Wrong::new(rejection.body_text(), None)))
    }
}

/// Two boards.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
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
    from: Option<MovedDay>,
    to: Option<MovedDay>,
}

/// A day of one of two boards.
#[derive(Debug, PartialEq, Serialize)]
struct MovedDay {
    /// As commands call it.
    address: String,
    /// As people do.
    name: String,
}

impl MovedDay {
    fn of(state: &domain::State, unit: domain::UnitId, ordinal: usize) -> Self {
        Self { address: day_address(state, unit, ordinal), name: state.day_words(unit, ordinal) }
    }
}

/// What another board in place of one changes.
#[utoipa::path(get, path = "/p/{production}/api/compare", params(("production" = String, Path, description = "Name of the file, without `.firstup`"), Both),
    responses((status = 200, description = "Money, days, flags, and the strips on another day", body = Object), (status = "4XX", body = Wrong)))]
pub(crate) async fn compare(asked: Asked, Query(both): Query<Both>) -> Result<Json<Compared>, Problem> {
    let compare = move || -> Result<Compared, Problem> {
        let now = asked.production.now();
        let (one, other) = (now.board(Some(&both.board))?, now.board(Some(&both.with))?);
        let state = &now.state;
        let change = ChangeView::between(state, &now.verdict(one), &now.verdict(other));
        let (here, there) = (one.placements(), other.placements());
        let moved = state.sheets_in_order().into_iter().filter_map(|sheet| {
            let day = |places: &std::collections::BTreeMap<_, (domain::UnitId, usize, _)>| {
                places.get(&sheet.id).map(|(unit, ordinal, _)| MovedDay::of(state, *unit, *ordinal))
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
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Question {
    board: Option<String>,
    scene: Option<String>,
    day: Option<String>,
}

/// An answer in words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Because {
    text: String,
}

/// Why a scene's strip is where it is, or what a day costs; without amounts where the cookie `money` says `hidden`.
#[utoipa::path(get, path = "/p/{production}/api/why", params(("production" = String, Path, description = "Name of the file, without `.firstup`"), Question),
    responses((status = 200, body = Because), (status = "4XX", body = Wrong)))]
pub(crate) async fn why(asked: Asked, Query(question): Query<Question>) -> Result<Json<Because>, Problem> {
    let why = move || -> Result<Because, Problem> {
        let now = asked.production.now();
        let board = now.board(question.board.as_deref())?;
        let verdict = (*now.verdict(board)).clone();
        asked.production.with_file(|file| {
            let money = !asked.money_hidden;
            let about =
                Explained { state: &now.state, file, board, verdict, money, width: WIDTH, color: false };
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
