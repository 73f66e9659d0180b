//! What the facts cost that bind a plan: each is taken away in turn, and the plan searched again.

use domain::Board;
use rules::{Difference, Flag, Rule, Verdict};

use super::Instead;
use crate::effort::Effort;
use crate::relax::{Case, Fact};

/// The share of the time for the board that everything is compared with.
const FIRST: f64 = 0.2;

/// The share to look on near that board.
const AGAIN: f64 = 0.05;

/// The share for a first look at every fact; what is left is for those that save something.
const EACH: f64 = 0.5;

/// Savings smaller than this, in cents of what a plan makes small, are none.
const LEAST: f64 = 100.0;

/// What the facts cost.
#[derive(Clone, Debug)]
pub struct Savings {
    /// The best board found with all facts in force, and what it changes on the board that was given.
    pub best: Instead,
    /// What taking a fact away saves, the most first.
    pub savings: Vec<Saving>,
    /// Facts that were tried.
    pub tried: usize,
    /// Facts that were not, as it was cancelled before.
    pub untried: usize,
}

/// What a board without a fact saves.
#[derive(Clone, Debug)]
pub struct Saving {
    /// The fact.
    pub fact: Fact,
    /// The board that was found without it.
    pub board: Board,
    /// What changes from the best board with it.
    pub difference: Difference,
    /// What that board breaks as long as the fact holds, and the best board does not.
    pub breaks: Vec<Flag>,
}

/// Takes each fact away in turn, and searches from the best board. None when no legal board was found to begin with.
#[must_use]
pub fn savings(case: &Case, effort: &Effort<'_>) -> Option<Savings> {
    let case = &case.leave_out().0.plan_around();
    let given = rules::assess(&case.state, &case.board);
    let first = searched(case, effort, FIRST)?;
    let mut best = refined(case, &first.0, &effort.part(AGAIN)).unwrap_or(first);
    let facts: Vec<Fact> = case.facts().into_iter().map(narrower).collect();
    let looked = effort.each(&facts, EACH, |effort, fact| refined(&case.without(&[*fact]), &best.0, effort));
    let tried = looked.iter().flatten().count();
    let saving = facts.iter().zip(looked).filter_map(|(fact, without)| Some((*fact, without??)));
    let mut found: Vec<(Fact, Judged)> = saving.filter(|(_, without)| saves(&best, without)).collect();
    // Where there is something, more is looked for; and what the search finds with the fact in force is no saving of it.
    let searches: Vec<(Option<Fact>, Board)> = found
        .iter()
        .flat_map(|(fact, (board, _))| [(Some(*fact), board.clone()), (None, board.clone())])
        .collect();
    let more = effort.each(&searches, 1.0 - FIRST - AGAIN - EACH, |effort, (fact, near)| {
        let without = fact.map(|fact| case.without(&[fact]));
        refined(without.as_ref().unwrap_or(case), near, effort)
    });
    for ((fact, _), judged) in searches.iter().zip(more) {
        let of_fact = found.iter_mut().find(|(one, _)| Some(*one) == *fact).map(|(_, without)| without);
        let kept = of_fact.unwrap_or(&mut best);
        *kept = judged.flatten().into_iter().fold(kept.clone(), cheaper);
    }
    let mut savings: Vec<Saving> = found
        .into_iter()
        .filter(|(_, without)| saves(&best, without))
        .map(|(fact, (board, verdict))| Saving {
            fact,
            difference: Difference::between(&best.1, &verdict),
            breaks: broken(case, &best.1, &board),
            board,
        })
        .filter(|saving| !saving.breaks.is_empty() || is_moved(case, saving))
        .collect();
    savings.sort_by(|a, b| a.difference.expected.total_cmp(&b.difference.expected).then(a.fact.cmp(&b.fact)));
    let best = Instead::of(&case.state, &given, best.0);
    Some(Savings { best, savings, tried, untried: facts.len() - tried })
}

type Judged = (Board, Verdict);

fn saves((_, with): &Judged, (_, without): &Judged) -> bool {
    with.expected.total - without.expected.total >= LEAST
}

fn cheaper(a: Judged, b: Judged) -> Judged {
    if b.1.expected.total < a.1.expected.total { b } else { a }
}

/// What a board breaks that the best one does not.
fn broken(case: &Case, best: &Verdict, board: &Board) -> Vec<Flag> {
    let difference = Difference::between(best, &rules::assess(&case.state, board));
    difference.forbidden().cloned().collect()
}

/// That a person's strip is moved breaks no rule of the judge.
fn is_moved(case: &Case, saving: &Saving) -> bool {
    let place = |board: &Board, sheet| board.placements().get(&sheet).map(|(unit, day, _)| (*unit, *day));
    match saving.fact {
        Fact::Placed(sheet) => place(&case.board, sheet) != place(&saving.board, sheet),
        _ => false,
    }
}

/// An hour more of overtime is what a production would allow, not days without end.
fn narrower(fact: Fact) -> Fact {
    match fact {
        Fact::Rule(Rule::Minutes) => Fact::Overtime(1),
        Fact::Calendar(unit, _) => Fact::Calendar(unit, 1),
        fact => fact,
    }
}

/// The best board that a search finds, and what the judge says of it.
fn searched(case: &Case, effort: &Effort<'_>, share: f64) -> Option<Judged> {
    let compiled = case.compile().ok()?;
    let outcome = effort.solve(&compiled.problem, compiled.solution_of(&case.board).as_ref(), share);
    Some(judged(case, compiled.to_board(outcome.solution()?, &case.board)))
}

/// The same, near a board, where that is one of the case. What a person placed is read from the case's own board: on the
/// board that the search begins with it may lie elsewhere.
fn refined(case: &Case, near: &Board, effort: &Effort<'_>) -> Option<Judged> {
    let compiled = case.compile().ok()?;
    let outcome = effort.refine(&compiled.problem, &compiled.solution_of(near)?);
    Some(judged(case, compiled.to_board(outcome.solution()?, &case.board)))
}

fn judged(case: &Case, board: Board) -> Judged {
    let verdict = rules::assess(&case.state, &board);
    (board, verdict)
}
