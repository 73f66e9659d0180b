//! Boards that people made against ours, under the same prices and limits: days, longest day, sets a day, cost.

#![allow(unreachable_pub, reason = "a program has no outside: pub means other files")]

mod compare;
mod limits;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use domain::{Board, BoardId, Editing, State};
use optimiser::{Keep, Objective, Outcome, Params, Problem, Stop};

use compare::{Row, header};

const FACTS: &str = include_str!("facts.toml");

/// How we plan.
struct Search {
    seconds: f64,
    threads: usize,
    seed: u64,
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let file = PathBuf::from(arguments.next().context("say which schedule: FILE.uss [SECONDS] [SEED]")?);
    let seconds = arguments.next().map_or(Ok(60.0), |text| text.parse()).context("SECONDS is no number")?;
    let seed = arguments.next().map_or(Ok(1), |text| text.parse()).context("SEED is no number")?;
    let state = priced(&file)?;
    let search = Search { seconds, threads: 2, seed };
    println!("{} s on {} threads a board, seed {seed}\n\n{}", search.seconds, search.threads, header());
    let (mut boards, mut met) = (0, 0);
    for board in state.boards.values().filter(|board| limits::made_by_people(&state, board)) {
        let (longest, scene) = (limits::longest_day(&state, board), limits::longest_scene(&state, board));
        let same = limits::of(&state, board, longest);
        let theirs = Row::of(&same, board);
        let ours = Row::of(&same, &plan(&same, "ours", &search)?);
        println!("{}\n{}", theirs.line(None), ours.line(Some(&theirs)));
        // A person's longest day is an exception: ours must do without such days too.
        let short = limits::of(&state, board, scene.min(longest));
        let short = Row::of(&short, &plan(&short, "ours, short", &search)?);
        println!("{}", short.line(Some(&theirs)));
        boards += 1;
        met += usize::from(ours.meets_target(&theirs));
    }
    println!(
        "\ntarget (cast and locations 10 % cheaper, no more days, no longer day, no more sets a day): {met} of {boards}"
    );
    Ok(())
}

/// The schedule as a production with our prices, every set a location of its own.
fn priced(file: &PathBuf) -> Result<State> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let reading = uss::read(&bytes);
    if let Some(error) = reading.error() {
        bail!("{}: {}", file.display(), error.message);
    }
    let source = uss::Source { file_name: "schedule.uss".to_owned(), text_hash: String::new() };
    let state = State::default();
    let state = state.with(&uss::import(&state, &reading, source).changes);
    let applied = facts::apply(&state, FACTS, "bench").map_err(|errors| {
        let messages: Vec<String> = errors.iter().map(|error| error.message.clone()).collect();
        anyhow::anyhow!("facts.toml does not fit the schedule: {}", messages.join("; "))
    })?;
    Ok(limits::set_by_set(&state.with(&applied.changes)))
}

/// Our board, as `firstup plan --objective cost` finds it.
fn plan(state: &State, name: &str, search: &Search) -> Result<Board> {
    let start = Board::empty(Editing::new(state).fresh::<BoardId>(), name);
    let compiled = Problem::compile(state, &start, Keep::Placed)
        .map_err(|error| anyhow::anyhow!("the schedule cannot be planned: {error}"))?;
    let (began, cancelled) = (Instant::now(), AtomicBool::new(false));
    let clock = move || began.elapsed().as_secs_f64();
    let stop = Stop { iterations: None, seconds: Some(search.seconds), clock: &clock, cancelled: &cancelled };
    let params = Params { objective: Objective::Cost, threads: search.threads };
    let outcome = optimiser::solve(
        &compiled.problem,
        &params,
        &stop,
        search.seed,
        compiled.start.as_ref(),
        &mut |_| {},
    );
    let (Outcome::Optimal { solution, .. } | Outcome::Feasible { solution, .. }) = &outcome else {
        bail!("no legal board was found: {}", why(state, &compiled, &outcome));
    };
    let board = compiled.to_board(solution, &start);
    let price = outcome.price().context("a solution has a price")?;
    let judged = rules::assess(state, &board).cost;
    ensure!(price.cost == judged.0, "the judge says {}, the search {}", judged.0, price.cost);
    Ok(board)
}

fn why(state: &State, compiled: &optimiser::Compiled, outcome: &Outcome) -> String {
    let mut lines: Vec<String> = match outcome {
        Outcome::Infeasible { why } => why.iter().map(|c| compiled.conflict_in_words(state, c)).collect(),
        Outcome::Unknown { why, .. } => why.iter().map(|v| compiled.violation_in_words(state, v)).collect(),
        Outcome::Optimal { .. } | Outcome::Feasible { .. } => Vec::new(),
    };
    lines.sort();
    lines.dedup();
    lines.truncate(8);
    lines.join("; ")
}
