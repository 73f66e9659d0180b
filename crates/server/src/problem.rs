//! What is answered when something cannot be done: a status, what is wrong, what to do.

use std::any::Any;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::Refusal;
use facts::FactError;
use office::import::ImportError;
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;

use crate::production::EntryNote;

/// Why a request was not done. Nothing was changed.
#[derive(Debug)]
pub(crate) enum Problem {
    /// Not there.
    NotFound(String),
    /// Not understood.
    BadRequest(String),
    /// The domain refuses.
    Refused(Refusal),
    /// Facts with mistakes.
    Facts(Vec<FactError>),
    /// Somebody changed the same thing since.
    Conflict(Vec<EntryNote>),
    /// The file cannot be read or written.
    Store(StoreError),
    /// A bug.
    Bug(String),
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(refusal) => Self::Refused(refusal),
            StoreError::Moved { since, .. } => {
                Self::Conflict(since.iter().map(|entry| EntryNote::of(&entry.into())).collect())
            }
            StoreError::NotFound(path) => Self::NotFound(format!("there is no file {}", path.display())),
            other => Self::Store(other),
        }
    }
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => error.into(),
            other => Self::Refused(Refusal::new(other.to_string())),
        }
    }
}

impl From<tokio::task::JoinError> for Problem {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Bug(error.to_string())
    }
}

impl Problem {
    /// What a panic said.
    pub(crate) fn panicked(panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
        Self::Bug(text.unwrap_or("no more is known").to_owned())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Refused(_) | Self::Facts(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Store(StoreError::Locked(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) | Self::Bug(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is wrong, and what to do.
    pub(crate) fn words(&self) -> (String, Option<String>) {
        match self {
            Self::NotFound(what) | Self::BadRequest(what) => (what.clone(), None),
            Self::Refused(refusal) => (refusal.what.clone(), refusal.remedy.clone()),
            Self::Facts(mistakes) => {
                let words = if mistakes.len() == 1 { "there is a mistake" } else { "there are mistakes" };
                (format!("{words} in the facts, so nothing was changed"), None)
            }
            Self::Conflict(since) => (
                format!("somebody changed the same thing since: {}", authors(since)),
                Some("look at what it is now, and do it again".to_owned()),
            ),
            Self::Store(error) => (error.to_string(), None),
            Self::Bug(what) => (
                "this is a bug in firstup".to_owned(),
                Some(format!("nothing was changed; please report it: {what}")),
            ),
        }
    }
}

/// What is answered when something cannot be done.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Wrong {
    /// What is wrong.
    pub(crate) error: String,
    /// What to do.
    pub(crate) remedy: Option<String>,
    /// Of a conflict: what changed since, and who changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) since: Option<Vec<EntryNote>>,
    /// Of facts: every mistake in the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) mistakes: Option<Vec<Mistake>>,
}

/// A mistake in a text of facts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Mistake {
    /// From 1.
    line: u32,
    /// In characters, from 1.
    column: u32,
    /// What is wrong.
    error: String,
    /// What to do; may be empty.
    remedy: String,
}

impl Wrong {
    /// What is wrong, and nothing else.
    pub(crate) fn new(error: impl Into<String>, remedy: Option<String>) -> Self {
        Self { error: error.into(), remedy, since: None, mistakes: None }
    }
}

impl From<FactError> for Mistake {
    fn from(error: FactError) -> Self {
        Self { line: error.line, column: error.column, error: error.message, remedy: error.remedy }
    }
}

/// An answer that something cannot be done, for scripts; its words are kept for a page that says it to a person.
pub(crate) fn wrong(status: StatusCode, wrong: Wrong) -> Response {
    (status, Extension(wrong.clone()), Json(wrong)).into_response()
}

fn authors(since: &[EntryNote]) -> String {
    let words: Vec<String> =
        since.iter().map(|entry| format!("{} ({})", entry.author, entry.summary)).collect();
    words.join("; ")
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (error, remedy) = self.words();
        let status = self.status();
        let plain = Wrong::new(error, remedy);
        let said = match self {
            Self::Conflict(since) => Wrong { since: Some(since), ..plain },
            Self::Facts(mistakes) => {
                let mistakes = mistakes.into_iter().map(Mistake::from).collect();
                Wrong { mistakes: Some(mistakes), ..plain }
            }
            _ => plain,
        };
        wrong(status, said)
    }
}
