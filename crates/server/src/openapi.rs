//! The addresses that scripts may call, described as OpenAPI: `GET /api/openapi.json`.

use axum::Json;
use axum::response::IntoResponse;
use utoipa::OpenApi;

use crate::{api, arrivals, events, pages, plans, problem, production};

/// What scripts and the board's script may ask.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Firstup",
        description = "The productions of a folder, on this machine alone. Every change is a command of \
        `firstup edit`, made from a revision; what is acknowledged is on the disk."
    ),
    paths(
        api::board,
        api::command,
        api::compare,
        api::why,
        events::stream,
        plans::start,
        plans::stop,
        plans::answers::start,
        arrivals::import,
        arrivals::demo,
        arrivals::draft,
        arrivals::take_draft,
        pages::facts::apply
    ),
    components(schemas(
        problem::Wrong,
        problem::Mistake,
        production::EntryNote,
        production::Order,
        production::Done,
        production::Preview,
        api::Because,
        plans::Wish,
        plans::answers::AnswersWish,
        plans::PlanNote,
        plans::Number,
        arrivals::Goto,
        pages::facts::Patch,
        pages::facts::Patched
    ))
)]
struct Description;

/// `GET /api/openapi.json`
pub(crate) async fn describe() -> impl IntoResponse {
    Json(Description::openapi())
}
