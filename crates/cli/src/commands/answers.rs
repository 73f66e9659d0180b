//! `firstup answers`: cheapest if all goes well, cheapest in expectation, danger first: three boards, each the best of the
//! three by its own measure, side by side.
//!
//! The searches of one problem put what they find into one pool, with the boards that are there already; each answer
//! is what the judge puts first in the pool by its measure. So none can be beaten by another at what it is for.

use std::num::NonZero;

use domain::{Board, BoardId, Editing, Placed, Row, SheetId, SheetStatus, State, UnitId};
use optimiser::explain::{End, ends};
use optimiser::{Case, Compiled, Keep, Outcome, Solution, price_from_scratch, propose_parts, starting_board};
use risk::{FirstOrLast, Measure, Outlook};
use rules::Verdict;
use store::ProductionFile;

use super::plan::{agree, compile, no_board};
use crate::args::{self, Objective, Search};
use crate::failure::Failure;
use crate::search::{self, Limits, Run};
use crate::session::{Session, open};

mod first_or_last;
mod json;
mod text;

/// Shoots that are simulated of each answer, all under the same luck.
const REPLICATIONS: u32 = 20_000;

/// A question that an answer is the best board for.
struct Question {
    objective: Objective,
    measure: Measure,
    /// The board's name.
    name: &'static str,
    /// For scripts.
    key: &'static str,
}

const QUESTIONS: [Question; 3] = [
    Question {
        objective: Objective::Cost,
        measure: Measure::Cost,
        name: Measure::Cost.answer(),
        key: "cost",
    },
    Question {
        objective: Objective::Expected,
        measure: Measure::Expected,
        name: Measure::Expected.answer(),
        key: "expected",
    },
    Question {
        objective: Objective::DecisiveFirst,
        measure: Measure::Danger,
        name: Measure::Danger.answer(),
        key: "decisive-first",
    },
];

/// The share of the time for searches that go on from another's board.
const AGAIN: f64 = 0.2;

/// The answer whose board is asked, stunt by stunt, whether early or late is cheaper.
const ASKED_FOR_STUNTS: usize = 1;

/// The three answers.
struct Answers<'a> {
    state: &'a State,
    answers: Vec<Answer<'a>>,
    stunts: Vec<StuntAnswer>,
    parts: Vec<String>,
    /// A stop came before all searches were done.
    stopped: bool,
    search: &'a Search,
    seconds: f64,
}

/// A board, judged.
struct Answer<'a> {
    question: &'static Question,
    board: &'a Board,
    verdict: Verdict,
    /// The answer before it that is the same board.
    same_as: Option<&'static str>,
    /// Proven: by its measure no board is below that, in cents. Danger first has none.
    bound: Option<f64>,
    outlook: Option<Outlook>,
}

/// What a stunt's place costs.
struct StuntAnswer {
    rule: FirstOrLast,
    /// By the judge: on the earliest and on the latest day that can take it.
    ends: [Option<End>; 2],
}

/// A legal board, as the judge sees it.
struct Found {
    solution: Solution,
    board: Board,
    verdict: Verdict,
}

pub fn run(session: &Session, args: &args::Answers) -> Result<(), Failure> {
    let mut file = open(&args.file)?;
    let mut editing = Editing::new(file.state());
    let own = QUESTIONS
        .iter()
        .map(|question| {
            let board = starting_board(&mut editing, question.name)?;
            editing.put(board.clone());
            Ok(board.id)
        })
        .collect::<Result<Vec<BoardId>, Failure>>()?;
    let parts = propose_parts(&mut editing)?;
    let board = what_stays(&editing.now, &own)?;
    let case = Case { state: editing.now.clone(), board, keep: Keep::Placed };
    let compiled = compile(session, &case, &args.search)?;
    let searched = search_all(session, &case, &compiled, &args.search)?;
    let chosen = QUESTIONS.each_ref().map(|question| searched.best(question));
    for (id, at) in own.iter().zip(chosen) {
        let board = &case.state.boards[id];
        let (id, name, assumptions) = (*id, board.name.clone(), board.assumptions.clone());
        editing.put(Board { id, name, assumptions, ..searched.pool[at].board.clone() });
    }
    let changes = editing.changes();
    if !changes.is_empty() {
        file.run(&session.author, session.now, "answers", "planned the three answers", changes, &[])?;
    }
    let answers = Answers::new(&file, &own, chosen, &searched, &compiled, &args.search, parts);
    let path = args.file.display().to_string();
    session.answer(|| answers.json(), || text::text(&answers, &path, session.width()))
}

/// One board with all that stays on any of the three, so that all three answer the same question: what a person placed, what
/// is shot, and banners.
fn what_stays(state: &State, own: &[BoardId]) -> Result<Board, Failure> {
    let mut fixed = Board::empty(own[0], "what stays");
    for board in own.iter().map(|id| &state.boards[id]) {
        for unit in board.rows.keys() {
            for day in board.days(*unit) {
                let place = (*unit, day.ordinal);
                for row in day.rows {
                    match row {
                        Row::Strip { sheet, placed } => {
                            keep_strip(state, &mut fixed, place, (*sheet, *placed), &board.name)?;
                        }
                        Row::Banner(_) => keep_banner(&mut fixed, place, row),
                        Row::DayBreak => {}
                    }
                }
            }
        }
    }
    Ok(fixed)
}

fn keep_strip(
    state: &State,
    fixed: &mut Board,
    (unit, day): (UnitId, usize),
    (sheet, placed): (SheetId, Placed),
    name: &str,
) -> Result<(), Failure> {
    let Some(known) = state.sheets.get(&sheet) else { return Ok(()) };
    if placed == Placed::ByPlan && known.status != SheetStatus::Shot {
        return Ok(());
    }
    let there = fixed.placements().get(&sheet).map(|(unit, day, _)| (*unit, *day));
    if there.is_none() {
        fixed.place(sheet, unit, day, placed);
    } else if there != Some((unit, day)) && known.pin.is_none() {
        let scene = state.label(sheet);
        return Err(Failure::BadInput(format!(
            "scene {scene} stays on day {} of “{name}”, as it was placed by hand or is shot, and on another day of another of \
             the three boards: what stays on one of them stays on all, so that they can be compared; put it on one day \
             of both, or take it off one (firstup edit FILE move-strip \"{scene}\" boneyard --board \"{name}\")",
            day + 1
        )));
    }
    Ok(())
}

fn keep_banner(fixed: &mut Board, (unit, day): (UnitId, usize), banner: &Row) {
    let there = fixed.day_rows(unit, day);
    let rows = fixed.rows.entry(unit).or_default();
    if rows[there].contains(banner) {
        return;
    }
    let breaks = rows.iter().filter(|row| **row == Row::DayBreak).count();
    rows.extend(std::iter::repeat_n(Row::DayBreak, day.saturating_sub(breaks)));
    let end = fixed.day_rows(unit, day).end;
    fixed.rows.entry(unit).or_default().insert(end, banner.clone());
}

/// What the searches found.
struct Searched<'a> {
    session: &'a Session,
    case: &'a Case,
    compiled: &'a Compiled,
    search: &'a Search,
    pool: Vec<Found>,
    /// By question, what the search for it proved.
    bounds: Vec<Option<f64>>,
    seconds: f64,
    stopped: bool,
}

/// Searches once for each question, from what the pool has best for it; and where a board that was found otherwise is better
/// at it than what the search found, goes on from that one. A stop ends the searches; what was found is kept.
fn search_all<'a>(
    session: &'a Session,
    case: &'a Case,
    compiled: &'a Compiled,
    search: &'a Search,
) -> Result<Searched<'a>, Failure> {
    let (pool, bounds) = (known(case, compiled), Vec::new());
    let mut searched =
        Searched { session, case, compiled, search, pool, bounds, seconds: 0.0, stopped: false };
    let mut nothing = None;
    let mut own = Vec::new();
    for (at, question) in QUESTIONS.iter().enumerate() {
        let share = (1.0 - AGAIN) / QUESTIONS.len() as f64 * (at + 1) as f64;
        let Some(run) = searched.ask(question, share, false)? else { break };
        searched.bounds.push(run.status().1);
        own.push(run.outcome.solution().map(|_| searched.pool.len() - 1));
        let hopeless = matches!(run.outcome, Outcome::Infeasible { .. });
        nothing = run.outcome.solution().is_none().then_some(run.outcome).or(nothing);
        if hopeless {
            break;
        }
    }
    if searched.pool.is_empty() {
        return Err(nothing.map_or_else(
            || Failure::Stopped("stopped before a board was found; nothing was changed".into()),
            |outcome| no_board(session, case, compiled, search, &outcome),
        ));
    }
    let beaten = QUESTIONS.iter().zip(own).filter(|(question, own)| Some(searched.best(question)) != *own);
    let beaten: Vec<&Question> = beaten.map(|(question, _)| question).collect();
    for (at, question) in beaten.iter().enumerate() {
        let share = (1.0 - AGAIN) + AGAIN * (at + 1) as f64 / beaten.len() as f64;
        if searched.ask(question, share, true)?.is_none() {
            break;
        }
    }
    Ok(searched)
}

impl Searched<'_> {
    /// Searches for a question until a share of all time is used. None when it was stopped before.
    fn ask(&mut self, question: &Question, until: f64, near: bool) -> Result<Option<Run>, Failure> {
        self.stopped |= search::cancelled();
        if self.stopped {
            return Ok(None);
        }
        let again = if near { ": again, from a better board" } else { "" };
        self.session.say(&format!("{}{again}", question.name));
        let (problem, objective) = (&self.compiled.problem, question.objective);
        let left = Limits::of(self.search).seconds.map(|limit| (limit * until - self.seconds).max(0.0));
        let seed = self.search.seed.wrapping_add(u64::from(near));
        let part = Search { time_limit: left, seed, ..self.search.clone() };
        let start = (!self.pool.is_empty()).then(|| &self.pool[self.best(question)].solution);
        let run = match start.filter(|_| near) {
            Some(start) => search::refine(self.session, problem, objective, &part, start),
            None => search::run(self.session, problem, objective, &part, start),
        }?;
        self.seconds += run.seconds;
        if let Some(solution) = run.outcome.solution() {
            let found = judged(self.case, self.compiled, solution.clone());
            agree(&run.outcome, &found.verdict)?;
            self.pool.push(found);
        }
        self.stopped |= search::cancelled();
        Ok(Some(run))
    }

    /// The first of the best in the pool, as the judge sees it. The pool is not empty.
    fn best(&self, question: &Question) -> usize {
        let of = |at: &usize| (&self.pool[*at].board, &self.pool[*at].verdict);
        let order = |a: &usize, b: &usize| question.measure.order(&self.case.state, of(a), of(b));
        (0..self.pool.len()).min_by(order).expect("the pool is not empty")
    }
}

/// The production's boards that keep to all that is fixed.
fn known(case: &Case, compiled: &Compiled) -> Vec<Found> {
    let solutions = case.state.boards.values().filter_map(|board| compiled.solution_of(board));
    let legal = solutions.filter(|solution| {
        solution.fits(&compiled.problem) && price_from_scratch(&compiled.problem, solution).is_legal()
    });
    legal.map(|solution| judged(case, compiled, solution)).collect()
}

fn judged(case: &Case, compiled: &Compiled, solution: Solution) -> Found {
    let board = compiled.to_board(&solution, &case.board);
    let verdict = rules::assess(&case.state, &board);
    Found { solution, board, verdict }
}

impl<'a> Answers<'a> {
    fn new(
        file: &'a ProductionFile,
        own: &[BoardId],
        chosen: [usize; 3],
        searched: &Searched<'_>,
        compiled: &Compiled,
        search: &'a Search,
        parts: Vec<String>,
    ) -> Self {
        let state = file.state();
        let threads = NonZero::new(Limits::of(search).threads).unwrap_or(NonZero::<usize>::MIN);
        let answer = |at: usize| {
            let (question, board) = (&QUESTIONS[at], &state.boards[&own[at]]);
            let verdict = rules::assess(state, board);
            let bound = searched.bounds.get(at).copied().flatten();
            Answer {
                question,
                board,
                same_as: (0..at).find(|before| chosen[*before] == chosen[at]).map(|b| QUESTIONS[b].name),
                bound: bound.filter(|bound| question.measure != Measure::Danger && bound.is_finite()),
                outlook: Outlook::of(state, board, &verdict, REPLICATIONS, search.seed, threads),
                verdict,
            }
        };
        let answers: Vec<Answer<'_>> = (0..QUESTIONS.len()).map(answer).collect();
        let stunts = stunts(state, &answers[ASKED_FOR_STUNTS], compiled);
        let (stopped, seconds) = (searched.stopped, searched.seconds);
        Self { state, answers, stunts, parts, stopped, search, seconds }
    }

    /// Stunts whose figures nobody typed, or no coordinator confirmed.
    fn assumed(&self) -> Vec<&str> {
        let outlook = self.answers[ASKED_FOR_STUNTS].outlook.as_ref();
        outlook.map(|outlook| outlook.assumed(self.state)).unwrap_or_default()
    }
}

/// The stunts of which the order matters most first.
fn stunts(state: &State, answer: &Answer<'_>, compiled: &Compiled) -> Vec<StuntAnswer> {
    let Some(outlook) = &answer.outlook else { return Vec::new() };
    let rules = risk::first_or_last(state, answer.board, &outlook.shoot);
    let with_ends = |rule: FirstOrLast| {
        let sheet = state.stunts[&rule.stunt].sheet;
        StuntAnswer { ends: ends(state, answer.board, &answer.verdict, compiled, sheet), rule }
    };
    let mut stunts: Vec<StuntAnswer> = rules.into_iter().map(with_ends).collect();
    let matters = |stunt: &StuntAnswer| stunt.rule.first_is_cheaper_by(0.0).abs();
    stunts.sort_by(|a, b| matters(b).total_cmp(&matters(a)));
    stunts
}
