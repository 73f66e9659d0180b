//! What the facts cost that bind a plan: each is taken away in turn, and the plan searched again.

use domain::Board;
use rules::{Difference, Flag, Rule, Verdict};

use super::Instead;
use crate::effort::Effort;
use crate::relax::{Case, Fact};

/// The share of the time for the board that everything is compared with.
const FIRST: f64 = 0.2;

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
    let mut best = searched(case, &case.board, effort, FIRST)?;
    let facts: Vec<Fact> = case.facts().into_iter().map(narrower).collect();
    let share = EACH / facts.len().max(1) as f64;
    let mut found: Vec<(Fact, Judged)> = Vec::new();
    let mut tried = 0;
    for fact in &facts {
        let without = searched(&case.without(&[*fact]), &best.0, effort, share);
        // A search that was cut off has tried nothing.
        if effort.is_cancelled() {
            break;
        }
        tried += 1;
        found.extend(without.filter(|without| saves(&best, without)).map(|without| (*fact, without)));
    }
    // Where there is something, more is looked for; and what the search finds with the fact in force is no saving of it.
    let share = (1.0 - FIRST - EACH) / (2 * found.len().max(1)) as f64;
    for (fact, without) in &mut found {
        let more = searched(&case.without(&[*fact]), &without.0, effort, share);
        *without = more.into_iter().fold(without.clone(), cheaper);
        best = searched(case, &without.0, effort, share).into_iter().fold(best, cheaper);
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

/// The best board that a search from a board finds, and what the judge says of it. What a person placed is read from the
/// case's own board: on the board that the search begins with it may lie elsewhere.
fn searched(case: &Case, start: &Board, effort: &Effort<'_>, share: f64) -> Option<Judged> {
    let compiled = case.compile().ok()?;
    let outcome = effort.solve(&compiled.problem, compiled.solution_of(start).as_ref(), share);
    let board = compiled.to_board(outcome.solution()?, &case.board);
    let verdict = rules::assess(&case.state, &board);
    Some((board, verdict))
}
