//! The three answers, planned from their page: they take the place of the boards of their names.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::{Board, BoardId, BoardStatus, Editing, Refusal, State};
use jiff::Timestamp;
use office::answers::{Answers, Asked as Question, Heard, NoAnswers, QUESTIONS, Search};
use optimiser::CompileError;
use serde::Deserialize;
use utoipa::ToSchema;

use super::board::{cannot, free_name};
use super::watch::Watch;
use super::{Number, SEED, now_for, threads};
use crate::api::Body;
use crate::folder::Asked;
use crate::problem::{Problem, Wrong};
use crate::production::Production;

/// What the notes call it where a plan's have its objective.
const OBJECTIVE: &str = "answers";

/// For how long they are searched, all three together.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswersWish {
    base: u64,
    seconds: f64,
}

/// Begins to plan the three answers: cheapest if all goes well, cheapest in expectation, danger first. It is stopped as a plan is.
#[utoipa::path(post, path = "/p/{production}/api/answers", params(("production" = String, Path, description = "Name of the file, without `.firstup`")), request_body = AnswersWish,
    responses((status = 200, body = Number), (status = "4XX", body = Wrong)))]
pub(crate) async fn start(asked: Asked, Body(wish): Body<AnswersWish>) -> Result<Response, Problem> {
    let begin = move || -> Result<u64, Problem> {
        let now = now_for(&asked, wish.base, wish.seconds)?;
        if asked.production.plans.notes().iter().any(|note| note.objective == OBJECTIVE && note.is_going()) {
            return Err(Refusal::with_remedy(
                "the three answers are being planned already",
                "wait for them, or stop that",
            )
            .into());
        }
        let task = Task::new(&now.state, &asked)?;
        let about = (QUESTIONS[0].name.to_owned(), OBJECTIVE, wish.seconds);
        Ok(Watch::spawn(asked.production, about, move |watch| task.keep(task.search(watch)?, watch)))
    };
    let job = tokio::task::spawn_blocking(begin).await??;
    Ok(Json(Number { job }).into_response())
}

/// The three answers that are to be searched.
struct Task {
    production: Arc<Production>,
    author: String,
    at: Timestamp,
    before: State,
    question: Question,
}

impl Task {
    fn new(state: &State, asked: &Asked) -> Result<Self, Problem> {
        Ok(Self {
            production: asked.production.clone(),
            author: asked.author.clone(),
            at: asked.now,
            before: state.clone(),
            question: Question::new(&mut Editing::new(state), SEED, false)?,
        })
    }

    fn search(&self, watch: &mut Watch) -> Result<Answers, Problem> {
        let case = &self.question.case;
        watch.leaves_out(self.question.left_out.lines());
        let compiled = match case.compile() {
            Ok(compiled) => compiled,
            Err(CompileError::Blocked(_)) => {
                return Err(watch.no_board(case, &self.question.left_out, Vec::new()));
            }
            Err(error) => return Err(cannot(&error)),
        };
        let found = watch.run(|stop, watch| {
            let how = Search { threads: threads(), seed: SEED, stop: *stop };
            self.question.search(&compiled, &how, &mut |heard| match heard {
                Heard::Begins { question, .. } => watch.begins(question.name),
                Heard::Goes(progress) => watch.hear(&progress),
            })
        });
        found.map_err(|why| match why {
            NoAnswers::NoBoard(outcome) => watch.no_board(
                case,
                &self.question.left_out,
                office::explain::broken(case, &compiled, &outcome),
            ),
            NoAnswers::Stopped => watch.no_board(case, &self.question.left_out, Vec::new()),
            NoAnswers::Bug(what) => Problem::Bug(what),
        })
    }

    /// Writes the three boards, and gives the name of the first.
    fn keep(&self, found: Answers, watch: &mut Watch) -> Result<String, Problem> {
        let now = self.production.now();
        // Boards made meanwhile have ids of their own; parts of sheets are proposed of the production as it was.
        let alone = self.question.parts.is_empty();
        let mut editing = Editing::new(if alone { &now.state } else { &self.before });
        let mut base = self.before.revision();
        if !alone {
            Question::new(&mut editing, SEED, false)?;
        } else if self.before.sheets.keys().eq(now.state.sheets.keys()) {
            watch.keeps_apart(self.set_apart(&mut editing));
            base = now.state.revision();
        }
        found.keep(&mut editing)?;
        let changes = editing.changes();
        if !changes.is_empty() {
            let words = ("answers", "planned the three answers");
            self.production.put(&self.author, self.at, base, words, changes)?;
        }
        Ok(QUESTIONS[0].name.to_owned())
    }

    /// What somebody did meanwhile on a board that an answer takes the place of stays, on a board of its own; in words.
    fn set_apart(&self, editing: &mut Editing<'_>) -> Vec<String> {
        let mut words = Vec::new();
        for question in &QUESTIONS {
            let of = |state: &State| state.boards.values().find(|board| board.name == question.name).cloned();
            let Some(changed) = of(&editing.now).filter(|now| of(&self.before).as_ref() != Some(now)) else {
                continue;
            };
            let name = free_name(&editing.now, question.name);
            words.push(format!("{} was changed meanwhile: as it was then it is now {name}", question.name));
            let id = editing.fresh::<BoardId>();
            editing.put(Board { id, name, status: BoardStatus::Working, ..changed });
        }
        words
    }
}
