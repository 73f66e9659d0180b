//! The page of the three priced answers side by side: cheapest if all goes well, cheapest in expectation, danger first.

use askama::Template;
use axum::response::Response;
use domain::Board;
use risk::{Measure, Model, Outlook};
use rules::Verdict;

use super::boards::is_example;
use super::{Shell, amount, day, rendered};
use crate::folder::Asked;
use crate::problem::Problem;
use crate::production::Now;

#[derive(Template)]
#[template(path = "answers.html")]
struct AnswersPage {
    shell: Shell,
    currency: String,
    example: bool,
    assumed: String,
    recursion: &'static str,
    recourse: &'static str,
    /// Boards that are there, of those names.
    names: Vec<&'static str>,
    rows: Vec<AnswersRow>,
    /// Answers that are the same board, in words.
    same: Vec<String>,
    /// Names of answers that no board has.
    missing: Vec<&'static str>,
}

/// What is compared, with a cell a board.
struct AnswersRow {
    what: String,
    money: bool,
    cells: Vec<Cell>,
}

struct Cell {
    words: String,
    /// The least of the row, where the answers differ.
    least: bool,
}

/// A board that is an answer.
struct Answer<'a> {
    measure: Measure,
    board: &'a Board,
    verdict: std::sync::Arc<Verdict>,
    outlook: Option<std::sync::Arc<Outlook>>,
}

impl<'a> Answer<'a> {
    fn of(now: &'a Now, measure: Measure) -> Option<Self> {
        let board = now.state.boards.values().find(|board| board.name == measure.answer())?;
        Some(Self { measure, board, verdict: now.verdict(board), outlook: now.outlook(board) })
    }

    fn by<T>(&self, of: impl Fn(&Outlook) -> Option<T>) -> Option<T> {
        self.outlook.as_deref().and_then(of)
    }
}

/// `GET /p/{p}/answers`
pub(crate) async fn page(asked: Asked) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let state = &now.state;
        let answers: Vec<Answer<'_>> = Measure::ALL.into_iter().filter_map(|m| Answer::of(&now, m)).collect();
        let missing = Measure::ALL.into_iter().filter(|m| answers.iter().all(|answer| answer.measure != *m));
        let expected = answers.iter().find(|answer| answer.measure == Measure::Expected).or(answers.first());
        let assumed =
            expected.and_then(|answer| answer.by(|outlook| Some(outlook.assumed(state).join(", "))));
        Ok(AnswersPage {
            shell: Shell::new(&asked, &now, "answers"),
            currency: state.production.currency().to_owned(),
            example: answers.iter().any(|answer| is_example(&now, answer.board)),
            assumed: assumed.unwrap_or_default(),
            recursion: Model::Recursion.label(),
            recourse: Model::Recourse.label(),
            names: answers.iter().map(|answer| answer.measure.answer()).collect(),
            rows: rows(&now, &answers),
            same: same(&answers),
            missing: missing.map(Measure::answer).collect(),
        })
    })
    .await
}

fn rows(now: &Now, answers: &[Answer<'_>]) -> Vec<AnswersRow> {
    if answers.is_empty() {
        return Vec::new();
    }
    let money = |what: &str, of: &dyn Fn(&Answer<'_>) -> Option<f64>| AnswersRow {
        money: true,
        ..least(what, answers, of, &amount)
    };
    let dates = |what: &str, of: &dyn Fn(&Answer<'_>) -> Option<domain::Date>| least(what, answers, of, &day);
    let count = |n: u32| n.to_string();
    let mut rows = vec![
        least("Shooting days", answers, &|a| Some(a.verdict.measures.days), &count),
        least("Cast days", answers, &|a| Some(a.verdict.measures.cast_days), &count),
        least("Of which hold", answers, &|a| Some(a.verdict.measures.hold_days), &count),
        money("Cost if all goes well", &|a| Some(a.verdict.cost.0 as f64)),
        money("Expected spending (recursion)", &|a| Some(a.verdict.expected.g0)),
        money("With the film’s value at stake", &|a| Some(a.verdict.expected.total)),
        money("P80 of cost (recourse)", &|a| a.by(|o| Some(o.cost_p80().value))),
        dates("Finish as planned", &|a| a.by(Outlook::planned_finish)),
        dates("P80 of finish (recourse)", &|a| a.by(|o| o.shoot.date_after(o.days_p80().value))),
    ];
    if let Some(stunt) = risk::by_danger(&now.state).first() {
        let shot = |o: &Outlook| o.shoot.stunts.iter().find(|shot| shot.id == stunt.id).map(|shot| shot.date);
        rows.push(dates(&format!("Shoots {}", stunt.name), &|a| a.by(shot)));
    }
    rows.push(money("Most exposed", &|a| a.by(Outlook::most_exposed).map(|(_, exposed)| exposed)));
    rows.push(dates("Less than half exposed from", &|a| a.by(Outlook::half_behind)));
    rows.push(least("Forbidden flags", answers, &|a| Some(a.verdict.forbidden().count()), &|n| {
        n.to_string()
    }));
    rows.push(least("All flags", answers, &|a| Some(a.verdict.flags.len()), &|n| n.to_string()));
    rows
}

/// Each answer that has the rows of an earlier one: `B is the same board as A`.
fn same(answers: &[Answer<'_>]) -> Vec<String> {
    let earlier = |at: usize| (0..at).find(|other| answers[*other].board.rows == answers[at].board.rows);
    let pairs = (0..answers.len()).filter_map(|at| Some((at, earlier(at)?)));
    pairs
        .map(|(at, other)| {
            format!("{} is the same board as {}", answers[at].board.name, answers[other].board.name)
        })
        .collect()
}

/// A row, its least marked where not all are the same.
fn least<T: PartialOrd + Copy>(
    what: &str,
    answers: &[Answer<'_>],
    of: &dyn Fn(&Answer<'_>) -> Option<T>,
    words: &dyn Fn(T) -> String,
) -> AnswersRow {
    let values: Vec<Option<T>> = answers.iter().map(of).collect();
    let is_least = |value: T| values.iter().flatten().all(|other| value <= *other);
    let differ = values.iter().flatten().any(|value| !is_least(*value));
    let cell = |value: &Option<T>| Cell {
        words: value.map_or_else(|| "–".to_owned(), words),
        least: differ && value.is_some_and(is_least),
    };
    AnswersRow { what: what.to_owned(), money: false, cells: values.iter().map(cell).collect() }
}
