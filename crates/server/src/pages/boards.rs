//! The page of the boards: all of them with what they come to, and two of them side by side.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::{Board, BoardStatus};
use reports::Comparison;
use serde::Deserialize;

use super::{Shell, amount, day, rendered};
use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::Now;

#[derive(Template)]
#[template(path = "boards.html")]
struct BoardsPage {
    shell: Shell,
    currency: String,
    example: bool,
    boards: Vec<BoardRow>,
    left: String,
    right: String,
    comparison: Option<Comparison>,
}

/// A board, in words.
struct BoardRow {
    id: u32,
    name: String,
    /// `issued Mon 20 Sep 2027, Blue`; empty while it is worked on.
    issued: String,
    days: u32,
    boneyard: u32,
    cost: String,
    spending: String,
    at_stake: String,
    cost_p80: String,
    finish: String,
    finish_p80: String,
    forbidden: usize,
    flags: usize,
    assumptions: Vec<String>,
}

impl BoardRow {
    fn of(now: &Now, board: &Board) -> Self {
        let verdict = now.verdict(board);
        let outlook = now.outlook(board);
        let outlook = outlook.as_deref();
        let dash = || "–".to_owned();
        Self {
            id: board.id.0,
            name: board.name.clone(),
            issued: match &board.status {
                BoardStatus::Working => String::new(),
                BoardStatus::Issued { date, colour } => format!("issued {}, {colour}", day(*date)),
            },
            days: verdict.measures.days,
            boneyard: verdict.measures.boneyard,
            cost: amount(verdict.cost.0 as f64),
            spending: amount(verdict.expected.g0),
            at_stake: amount(verdict.expected.total),
            cost_p80: outlook.map_or_else(dash, |outlook| amount(outlook.cost_p80().value)),
            finish: outlook.and_then(risk::Outlook::planned_finish).map_or_else(dash, day),
            finish_p80: outlook
                .and_then(|outlook| outlook.shoot.date_after(outlook.days_p80().value))
                .map_or_else(dash, day),
            forbidden: verdict.forbidden().count(),
            flags: verdict.flags.len(),
            assumptions: board.assumptions.clone(),
        }
    }
}

/// Which two boards stand side by side.
#[derive(Debug, Deserialize)]
pub(crate) struct Sides {
    left: Option<String>,
    right: Option<String>,
}

/// `GET /p/{p}/boards`
pub(crate) async fn page(asked: Asked, Query(sides): Query<Sides>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let state = &now.state;
        let comparison = match (&sides.left, &sides.right) {
            (Some(left), Some(right)) => Some(compared(&now, left, right)?),
            _ => None,
        };
        let boards: Vec<BoardRow> = state.boards.values().map(|board| BoardRow::of(&now, board)).collect();
        // At first the newest stands beside the one before it.
        let mut newest = boards.iter().rev().map(|board| board.name.clone());
        let (right, left) = (newest.next().unwrap_or_default(), newest.next().unwrap_or_default());
        let example = state.boards.values().any(|board| is_example(&now, board));
        Ok(BoardsPage {
            shell: Shell::new(&asked, &now, "boards"),
            currency: state.production.currency().to_owned(),
            example,
            boards,
            left: sides.left.unwrap_or(left),
            right: sides.right.unwrap_or(right),
            comparison,
        })
    })
    .await
}

/// Is money on it an example, because nobody confirmed all of its rates?
pub(super) fn is_example(now: &Now, board: &Board) -> bool {
    now.verdict(board).money != domain::Source::Confirmed
}

fn compared(now: &Now, left: &str, right: &str) -> Result<Comparison, Problem> {
    let (left, right) = (now.board(Some(left))?, now.board(Some(right))?);
    let (of_left, of_right) = (now.verdict(left), now.verdict(right));
    Ok(reports::compare(&now.state, (left, &of_left), (right, &of_right)))
}
