//! What one shooting day more or fewer would cost.

use domain::{Board, SheetStatus};
use rules::Verdict;

use super::Instead;
use super::strip::best_place;
use crate::compile::{CompileError, Compiled};
use crate::effort::{Effort, proof_words};
use crate::outcome::Outcome;
use crate::problem::{Problem, StripIdx};
use crate::relax::{Case, Fact};

/// The share of the time of each search; where a day fewer is looked for again, each time half of the last.
const SHARE: f64 = 0.25;

/// Plans of other lengths.
#[derive(Clone, Debug)]
pub struct Lengths {
    /// The best board found that is no longer than the one that was given, and what it changes on that.
    pub best: Instead,
    /// A shooting day of the main unit fewer than the best board.
    pub fewer: Length,
    /// One more.
    pub more: Length,
}

/// A plan of another length.
#[derive(Clone, Debug)]
pub struct Length {
    /// Shooting days of the main unit, at most; exactly where it is one more.
    pub days: usize,
    /// The board, and what it changes on the best board.
    pub plan: Result<Instead, NoPlan>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPlan {
    /// Proven: there is none. Why, in words.
    Impossible(Vec<String>),
    /// None was found.
    NotFound,
    /// It was cancelled before one was found.
    Stopped,
}

/// Searches plans that are no longer than the case's board, a day shorter, and a day longer.
///
/// # Errors
/// When there is no legal plan to compare with.
pub fn lengths(case: &Case, effort: &Effort<'_>) -> Result<Lengths, NoPlan> {
    let case = &case.leave_out().0.plan_around();
    let given = rules::assess(&case.state, &case.board);
    let days = days_of(case, &case.board);
    let placed = case.board.placements();
    let whole = case.planned().iter().all(|sheet| placed.contains_key(&sheet.id));
    let most = if days > 0 && whole { days } else { usize::MAX };
    let mut best = Instead::of(&case.state, &given, within(case, effort, most, SHARE)?);
    let mut share = SHARE;
    // What is shorter and cheaper is the best that is no longer: a day fewer is looked for from there.
    let fewer = loop {
        let fewer = shorter(case, effort, &best, share);
        match fewer.plan {
            Ok(cheaper) if cheaper.difference.expected < 0.0 => {
                best = Instead::of(&case.state, &given, cheaper.board);
            }
            _ => break fewer,
        }
        share /= 2.0;
    };
    let days = days_of(case, &best.board) + 1;
    let plan = longer(&from(case, &best), effort, &best.verdict, days);
    let more = Length { days, plan: plan.map(|board| Instead::of(&case.state, &best.verdict, board)) };
    Ok(Lengths { best, fewer, more })
}

/// A day fewer than the best board, if it has one.
fn shorter(case: &Case, effort: &Effort<'_>, best: &Instead, share: f64) -> Length {
    let Some(days) = days_of(case, &best.board).checked_sub(1) else {
        let why = vec!["the main unit has no day".to_owned()];
        return Length { days: 0, plan: Err(NoPlan::Impossible(why)) };
    };
    let plan = within(&from(case, best), effort, days, share);
    Length { days, plan: plan.map(|board| Instead::of(&case.state, &best.verdict, board)) }
}

fn from(case: &Case, best: &Instead) -> Case {
    Case { board: best.board.clone(), ..case.clone() }
}

fn days_of(case: &Case, board: &Board) -> usize {
    case.state.main_unit().map_or(0, |main| board.days(main.id).len())
}

/// The best board of at most so many days of the main unit.
fn within(case: &Case, effort: &Effort<'_>, days: usize, share: f64) -> Result<Board, NoPlan> {
    let compiled = case.compile().map_err(no_plan)?;
    let problem = limited(&compiled.problem, days);
    let has_date = |problem: &Problem, at: usize| !problem.strips[at].allowed_slots.is_clear();
    let late =
        (0..problem.strips.len()).find(|&at| !has_date(&problem, at) && has_date(&compiled.problem, at));
    if let Some(sheet) = late.and_then(|at| compiled.sheet(StripIdx::new(at))) {
        let when = match days {
            0 => "by the main unit alone".to_owned(),
            days => format!("on none of the first {days} days"),
        };
        let why = format!("scene {} can be shot {when}", case.state.label(sheet));
        return Err(NoPlan::Impossible(vec![why]));
    }
    found(case, &compiled, effort, &problem, share)
}

/// The best board found with something on one more day: the strip that goes there at the least cost stays there.
fn longer(case: &Case, effort: &Effort<'_>, verdict: &Verdict, days: usize) -> Result<Board, NoPlan> {
    let unit = case.state.main_unit().ok_or(NoPlan::NotFound)?;
    let dates = unit.calendar.shooting_dates(rules::start_date(&case.state, unit));
    if dates.take(days).count() < days {
        return Err(NoPlan::Impossible(vec![Fact::Calendar(unit.id, 0).holds(&case.state)]));
    }
    let main = unit.id;
    let slot_in = |compiled: &Compiled| compiled.slots.iter().position(|slot| *slot == (main, days - 1));
    let compiled = case.compile().map_err(no_plan)?;
    let slot = slot_in(&compiled).ok_or(NoPlan::NotFound)?;
    let free = case.state.sheets_in_order().into_iter().filter(|sheet| sheet.status != SheetStatus::Shot);
    let may = free.filter(|sheet| {
        let strip = compiled.strip_of(sheet.id).map(|strip| &compiled.problem.strips[strip.index()]);
        strip.is_some_and(|strip| strip.allowed_slots.contains(slot))
    });
    let moved = may.map(|s| (s.id, best_place(&case.state, &case.board, verdict, s.id, (main, days - 1))));
    let cheapest = moved.filter(|(_, m)| m.difference.is_legal()).min_by(|a, b| a.1.order(&b.1));
    let (sheet, moved) = cheapest.ok_or(NoPlan::NotFound)?;
    let case = Case { board: moved.board, ..case.clone() };
    let compiled = case.compile().map_err(no_plan)?;
    let mut problem = limited(&compiled.problem, days);
    if let (Some(strip), Some(slot)) = (compiled.strip_of(sheet), slot_in(&compiled)) {
        let fixed = &mut problem.strips[strip.index()].allowed_slots;
        fixed.clear();
        fixed.insert(slot);
    }
    found(&case, &compiled, effort, &problem, SHARE)
}

fn found(
    case: &Case,
    compiled: &Compiled,
    effort: &Effort<'_>,
    problem: &Problem,
    share: f64,
) -> Result<Board, NoPlan> {
    match effort.solve(problem, compiled.start.as_ref(), share) {
        Outcome::Optimal { solution, .. } | Outcome::Feasible { solution, .. } => {
            Ok(compiled.to_board(&solution, &case.board))
        }
        Outcome::Infeasible { why } => Err(NoPlan::Impossible(proof_words(case, compiled, &why))),
        Outcome::Unknown { .. } if effort.is_cancelled() => Err(NoPlan::Stopped),
        Outcome::Unknown { .. } => Err(NoPlan::NotFound),
    }
}

/// The problem with no slot of the main unit beyond so many days, nor any later date.
fn limited(problem: &Problem, days: usize) -> Problem {
    let mut limited = problem.clone();
    limited.strips.iter_mut().for_each(|strip| strip.beyond = false);
    let main = problem.units.first().map(crate::problem::Unit::slots);
    for slot in main.into_iter().flatten().skip(days) {
        for strip in &mut limited.strips {
            strip.allowed_slots.set(slot, false);
        }
    }
    limited
}

fn no_plan(error: CompileError) -> NoPlan {
    match error {
        CompileError::Blocked(blocked) => {
            NoPlan::Impossible(blocked.into_iter().map(|blocked| blocked.why).collect())
        }
        error => NoPlan::Impossible(vec![error.to_string()]),
    }
}
