//! `firstup plan`: the cheapest board that breaks no forbidden rule.

use domain::edit::quoted;
use domain::{BoardId, Editing, State};
use office::explain::{LeftOut, leave_out};
use optimiser::{Case, CompileError, Compiled, Keep, Outcome, propose_parts, starting_board};
use rules::Verdict;
use serde_json::{Value, json};
use store::ProductionFile;

use super::check::{headline, money_lines, verdict_json};
use super::explain::impasse;
use crate::args::{self, Objective, Plan, Search};
use crate::count::count;
use crate::failure::Failure;
use crate::search;
use crate::session::{Session, open};

pub fn run(session: &Session, args: &Plan) -> Result<(), Failure> {
    let mut file = open(&args.file)?;
    let planned = plan(session, &mut file, &args.board, args.objective, args.keep, &args.search)?;
    let path = args.file.display();
    session.answer(
        || planned.value.clone(),
        || {
            format!(
                "{}\nsee it:   firstup report stripboard {path} --board {name}\nwhy:      firstup check {path} --board {name}\n{}",
                planned.text,
                planned.lacks.as_ref().map(|lacks| format!("{lacks}\n")).unwrap_or_default(),
                name = quoted(&args.board)
            )
        },
    )?;
    // What is left out or forbidden was said above: the exit code says it to scripts.
    if planned.lacks.is_none() { Ok(()) } else { Err(Failure::BadAnswer(String::new())) }
}

/// Forbidden flags that are written out; more are counted.
const WRITTEN: usize = 3;

/// Why an answer ends with exit code 1: scenes on no day, and what is forbidden.
pub fn lacks(left_out: usize, forbidden: usize) -> Option<String> {
    let scenes = (left_out > 0).then(|| format!("{} on no day", count(left_out, "scene")));
    let flags = (forbidden > 0).then(|| count(forbidden, "forbidden flag"));
    let all: Vec<String> = scenes.into_iter().chain(flags).collect();
    (!all.is_empty()).then(|| format!("{}: exit code 1", all.join(", ")))
}

/// The first of the forbidden flags, a sentence each, and how many more there are.
pub fn forbidden_lines(verdict: &Verdict) -> Vec<String> {
    let mut lines: Vec<String> =
        verdict.forbidden().take(WRITTEN).map(|flag| format!("  {}: {}", flag.what, flag.remedy)).collect();
    let more = verdict.forbidden().count().saturating_sub(WRITTEN);
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
    lines
}

/// A board that was found and kept.
pub struct Planned {
    /// Which.
    pub board: BoardId,
    /// Why the exit code is 1, unless every sheet that is to be planned has a day and nothing is forbidden.
    pub lacks: Option<String>,
    /// The answer for scripts.
    pub value: Value,
    /// The answer for people.
    pub text: String,
}

/// Plans a board, keeps it in the production's log, and says what it is.
pub fn plan(
    session: &Session,
    file: &mut ProductionFile,
    name: &str,
    objective: Objective,
    keep: args::Keep,
    search: &Search,
) -> Result<Planned, Failure> {
    let mut editing = Editing::new(file.state());
    let board = starting_board(&mut editing, name)?;
    let keep = match keep {
        args::Keep::Placed => Keep::Placed,
        args::Keep::Pins => Keep::Pins,
    };
    let parts = propose_parts(&mut editing, &keep.stays(&board))?;
    let start = editing.now.boards.get(&board.id).cloned().unwrap_or(board);
    let case = Case::new(editing.now.clone(), start, keep);
    let (case, left_out) = leave_out(&case, search.seed, true);
    let compiled = compile(session, &case, search)?;
    let run = search::run(session, &compiled.problem, objective, search, compiled.start.as_ref())?;
    let Some(solution) = run.outcome.solution() else {
        return Err(no_board(session, &case, &compiled, search, &run.outcome, &left_out));
    };
    let planned = compiled.to_board(solution, &case.board);
    let verdict = rules::assess(&editing.now, &planned);
    agree(&run.outcome, &verdict)?;
    let id = planned.id;
    editing.put(planned);
    let summary = format!("planned {name}");
    file.run(&session.author, session.now, "plan", &summary, editing.changes(), &[])?;
    Ok(answer(session, file.state(), id, &verdict, &run, &Beside { parts, left_out }))
}

/// The case in dense numbers; facts that leave a strip no place are said.
pub fn compile(session: &Session, case: &Case, search: &Search) -> Result<Compiled, Failure> {
    case.compile().map_err(|error| match error {
        CompileError::Blocked(_) => impasse::explain(session, case, search, Vec::new()),
        CompileError::Problem(error) => {
            Failure::BadInput(format!("this production cannot be planned: {error}"))
        }
        other => Failure::BadInput(other.to_string()),
    })
}

/// What a search says that found no board: what it left out, and which facts conflict in the rest.
pub fn no_board(
    session: &Session,
    case: &Case,
    compiled: &Compiled,
    search: &Search,
    outcome: &Outcome,
    left_out: &LeftOut,
) -> Failure {
    let broken = office::explain::broken(case, compiled, outcome);
    let mut failure = impasse::explain(session, case, search, broken);
    if let Failure::NoBoard { message, why } = &mut failure {
        let lines = left_out.lines_without_board().into_iter().map(|line| line + "\n");
        *message = lines.chain([std::mem::take(message)]).collect();
        why["left_out"] = json!(left_out.values);
        why["planned_around"] = json!(left_out.around);
    }
    failure
}

/// The judge and the search must agree on what the board costs: anything else is a bug, and said.
pub fn agree(outcome: &Outcome, verdict: &Verdict) -> Result<(), Failure> {
    optimiser::agree(outcome, verdict).map_err(Failure::Bug)
}

/// What a plan says beside its board.
struct Beside {
    /// What no day can hold, proposed in parts.
    parts: Vec<String>,
    left_out: LeftOut,
}

fn answer(
    session: &Session,
    state: &State,
    id: BoardId,
    verdict: &Verdict,
    run: &search::Run,
    beside: &Beside,
) -> Planned {
    let board = &state.boards[&id];
    let (mut status, bound) = run.status();
    // Proven is the best around what a person placed: with an order of theirs broken that is no proof for the film.
    if status == "optimal" && verdict.forbidden().next().is_some() {
        status = "feasible";
    }
    let mut value = verdict_json(state, board, verdict);
    value["schema"] = "firstup.plan/1".into();
    value["status"] = status.into();
    value["objective"] = (run.objective(verdict.cost.0, verdict.expected.total) / 100.0).into();
    value["bound"] = bound.map(|bound| bound / 100.0).into();
    value["seconds"] = run.seconds.into();
    value["iterations"] = run.iterations.into();
    value["moves"] = json!(run.moves);
    value["threads"] = run.threads.into();
    value["seed"] = run.seed.into();
    value["proposed_parts"] = json!(beside.parts);
    value["left_out"] = json!(beside.left_out.values);
    value["planned_around"] = json!(beside.left_out.around);
    value["set_aside"] = json!(beside.left_out.set_aside);
    let mut text = String::new();
    for line in beside.parts.iter().chain(&beside.left_out.lines()) {
        text.push_str(&format!("{line}\n"));
    }
    text.push_str(&format!("{}: {}\n", board.name, headline(verdict)));
    text.push_str(&format!("{}\n", money_lines(state, verdict).join("\n")));
    let flags = count(verdict.flags.len(), "flag");
    let checked = format!("under rule set {}, checked on {}", verdict.rule_set, session.today());
    text.push_str(&match verdict.forbidden().count() {
        0 if verdict.flags.is_empty() => format!("nothing forbidden and no flags {checked}\n"),
        0 => format!("nothing forbidden {checked}; {flags} to look at\n"),
        n => format!("{} from what is fixed {checked}; {flags} in all\n", count(n, "forbidden flag")),
    });
    forbidden_lines(verdict).iter().for_each(|line| text.push_str(&format!("{line}\n")));
    text.push_str(&format!(
        "{status}; {} in {:.1} s on {}, seed {}\n",
        count(run.iterations, "iteration"),
        run.seconds,
        count(run.threads, "thread"),
        run.seed
    ));
    let lacks = lacks(beside.left_out.values.len(), verdict.forbidden().count());
    Planned { board: id, lacks, value, text }
}
