//! The page of the risk: what may become of a board, by two models that are named beside every figure, in words, in tables
//! and drawn.

mod drawing;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::{Board, Date, State};
use risk::{Cause, Lever, Model, Outlook, Percentile, Spread};
use rules::{Rule, Verdict};

use super::boards::is_example;
use super::{BoardChoice, Shell, amount, board_choices, day, rendered, signed};
use crate::api::Which;
use crate::folder::Asked;
use crate::problem::Problem;
use drawing::{Chart, Steps, Tornado};

/// Stunts that the drawing of the levers shows; the table has all.
const DRAWN: usize = 12;

#[derive(Template)]
#[template(path = "risk.html")]
struct RiskPage {
    shell: Shell,
    boards: Vec<BoardChoice>,
    board: String,
    currency: String,
    /// None: there is no board, or it shoots nothing.
    risk: Option<Figures>,
}

/// All that is said.
struct Figures {
    example: bool,
    recursion: &'static str,
    recourse: &'static str,
    assumed: String,
    planned: String,
    spending: String,
    at_stake: String,
    /// Every stunt's figures scaled: words, expected spending, the change.
    scaled: Vec<[String; 3]>,
    flags: Vec<String>,
    replications: String,
    seed: u64,
    spread: Spread,
    mean: [String; 2],
    days: [String; 3],
    /// P50 and P80 of cost and of finish, with their ranges.
    percentiles: Vec<[String; 5]>,
    finish: String,
    rewrites: String,
    causes: Vec<(&'static str, String)>,
    abandoned: Option<String>,
    cost_chart: Chart,
    finish_chart: Chart,
    steps: Steps,
    exposed: Vec<ExposedRow>,
    tornado: Tornado,
    levers: Vec<LeverRow>,
    /// What nobody has described is no part of these figures.
    not_broken_down: Vec<String>,
}

/// A date on which what is exposed changes.
struct ExposedRow {
    date: String,
    exposed: String,
    spent: String,
    stunts: String,
}

/// What one stunt's q does alone.
struct LeverRow {
    scene: String,
    name: String,
    q: String,
    figures: [String; 4],
}

/// `GET /p/{p}/risk`
pub(crate) async fn page(asked: Asked, Query(which): Query<Which>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let state = &now.state;
        let nothing = super::no_board();
        let board = match asked.board(which.board.as_deref(), state) {
            None if state.boards.is_empty() => &nothing,
            name => now.board(name)?,
        };
        let verdict = now.verdict(board);
        let outlook = if state.boards.is_empty() { None } else { now.outlook(board) };
        let figures =
            outlook.map(|outlook| figures(state, board, &verdict, &outlook, is_example(&now, board)));
        Ok(RiskPage {
            shell: Shell { board: board.name.clone(), ..Shell::new(&asked, &now, "risk") },
            boards: board_choices(state, board),
            board: board.name.clone(),
            currency: state.production.currency().to_owned(),
            risk: figures,
        })
    })
    .await
}

fn figures(state: &State, board: &Board, verdict: &Verdict, outlook: &Outlook, example: bool) -> Figures {
    let expected = &verdict.expected;
    let levers = risk::levers(state, verdict, &outlook.shoot);
    let planned = verdict.cost.0 as f64;
    let scaled = risk::sensitivity(&outlook.shoot);
    let with_rewrite = Cause::ALL.iter().zip(outlook.causes).filter(|(_, count)| *count > 0);
    Figures {
        example,
        recursion: Model::Recursion.label(),
        recourse: Model::Recourse.label(),
        assumed: outlook.assumed(state).join(", "),
        planned: amount(planned),
        spending: amount(expected.g0),
        at_stake: amount(expected.value_term),
        scaled: scaled.map(|(words, g0)| [words.to_owned(), amount(g0), signed(g0 - expected.g0)]).collect(),
        flags: verdict
            .flags
            .iter()
            .filter(|flag| flag.rule == Rule::RiskPays)
            .map(|flag| format!("{}; {}", flag.what, flag.remedy))
            .collect(),
        replications: shoots(outlook),
        seed: outlook.seed,
        spread: Spread::EXAMPLE,
        mean: [amount(outlook.cost.mean), amount(outlook.cost.error)],
        days: [
            format!("{:.1}", outlook.days.mean),
            format!("{:.2}", outlook.days.error),
            outlook.shoot.planned_dates().to_string(),
        ],
        percentiles: percentiles(outlook),
        finish: outlook.planned_finish().map(day).unwrap_or_default(),
        rewrites: share(outlook, outlook.rewrites()),
        causes: with_rewrite.map(|(cause, count)| (cause.words(), share(outlook, count))).collect(),
        abandoned: (outlook.abandoned > 0).then(|| share(outlook, outlook.abandoned)),
        cost_chart: Chart::of_cost(planned, outlook, board),
        finish_chart: Chart::of_finish(outlook, board),
        steps: Steps::of(outlook, board),
        exposed: exposed(state, outlook),
        tornado: Tornado::of(&levers[..levers.len().min(DRAWN)]),
        levers: levers.iter().map(|lever| lever_row(state, lever)).collect(),
        not_broken_down: reports::not_broken_down_words(state, "reckoning"),
    }
}

/// `20,000`.
fn shoots(outlook: &Outlook) -> String {
    domain::Money::whole(i64::try_from(outlook.replications).unwrap_or(i64::MAX)).to_string()
}

/// `60.70 %, ± 0.35 % standard error`.
fn share(outlook: &Outlook, count: usize) -> String {
    let (share, error) = outlook.share(count);
    format!("{:.2} %, ± {:.2} % standard error", share * 100.0, error * 100.0)
}

/// Name, cost, its range, finish, its range.
fn percentiles(outlook: &Outlook) -> Vec<[String; 5]> {
    let date = |days: f64| outlook.shoot.date_after(days).map(day).unwrap_or_default();
    let range =
        |p: &Percentile, words: &dyn Fn(f64) -> String| format!("{} to {}", words(p.low), words(p.high));
    let both = outlook.cost_percentiles.iter().zip(&outlook.days_percentiles);
    let rows = ["P50", "P80"].into_iter().zip(both).map(|(name, (cost, days))| {
        let cost_words = [amount(cost.value), range(cost, &amount)];
        let days_words = [date(days.value), range(days, &date)];
        let ([cost, cost_range], [finish, finish_range]) = (cost_words, days_words);
        [name.to_owned(), cost, cost_range, finish, finish_range]
    });
    rows.collect()
}

/// The stunts that a date has: `1 the leap (45 pt 1)`, numbered as they are drawn.
fn stunts_on(state: &State, outlook: &Outlook, date: Date) -> String {
    let stunts = outlook.shoot.stunts.iter().enumerate().filter(|(_, shot)| shot.date == date);
    let words = stunts.filter_map(|(at, shot)| {
        let stunt = state.stunts.get(&shot.id)?;
        Some(format!("{} {} ({})", at + 1, stunt.name, state.label(stunt.sheet)))
    });
    words.collect::<Vec<_>>().join("; ")
}

/// Dates on which what is exposed changes, those with a stunt, and the last.
fn exposed(state: &State, outlook: &Outlook) -> Vec<ExposedRow> {
    let rows = &outlook.exposed;
    let told = rows.iter().enumerate().filter_map(|(at, (date, spent, exposed))| {
        let stunts = stunts_on(state, outlook, *date);
        let same = at > 0 && rows[at - 1].2 == *exposed;
        let row = ExposedRow { date: day(*date), exposed: amount(*exposed), spent: amount(*spent), stunts };
        (!same || !row.stunts.is_empty() || at + 1 == rows.len()).then_some(row)
    });
    told.collect()
}

fn lever_row(state: &State, lever: &Lever<'_>) -> LeverRow {
    let [half, double] = &lever.scaled;
    LeverRow {
        scene: state.stunts.get(&lever.stunt).map(|stunt| state.label(stunt.sheet)).unwrap_or_default(),
        name: lever.name.to_owned(),
        q: format!("{:.3}", lever.q),
        figures: [half.spending, half.total, double.spending, double.total].map(signed),
    }
}
