//! `firstup answers`: cheapest if all goes well, cheapest in expectation, danger first: three boards, each the best of the
//! three by its own measure, side by side.

use std::num::NonZero;

use domain::{Board, Editing, State};
use office::answers::{
    Answers as Found, Asked, Heard, NoAnswers, QUESTIONS, Question, Search as HowToSearch,
};
use office::explain::LeftOut;
use optimiser::Compiled;
use optimiser::explain::{End, ends};
use risk::{FirstOrLast, Measure, Outlook};
use rules::Verdict;
use store::ProductionFile;

use super::plan::{compile, lacks, no_board};
use crate::args::{self, Search};
use crate::failure::Failure;
use crate::search::{Limits, Watch};
use crate::session::{Session, open};

mod first_or_last;
mod json;
mod text;

/// Shoots that are simulated of each answer, all under the same luck.
const REPLICATIONS: u32 = 20_000;

/// The answer whose board is asked, stunt by stunt, whether early or late is cheaper.
const ASKED_FOR_STUNTS: usize = 1;

/// The three answers.
struct Answers<'a> {
    state: &'a State,
    answers: Vec<Answer<'a>>,
    stunts: Vec<StuntAnswer>,
    parts: Vec<String>,
    left_out: LeftOut,
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

pub fn run(session: &Session, args: &args::Answers) -> Result<(), Failure> {
    let mut file = open(&args.file)?;
    let mut editing = Editing::new(file.state());
    let asked = Asked::new(&mut editing, args.search.seed, true)?;
    let compiled = compile(session, &asked.case, &args.search)?;
    let found = search(session, &asked, &compiled, &args.search)?;
    found.clone().keep(&mut editing)?;
    let changes = editing.changes();
    if !changes.is_empty() {
        file.run(&session.author, session.now, "answers", "planned the three answers", changes, &[])?;
    }
    let answers = Answers::new(&file, &found, &compiled, &args.search, asked);
    let path = args.file.display().to_string();
    session.answer(|| answers.json(), || text::text(&answers, &path, session.width()))?;
    // What is left out or forbidden was said above: the exit code says it to scripts.
    if answers.lacks().is_none() { Ok(()) } else { Err(Failure::BadAnswer(String::new())) }
}

/// Searches under the limits of the command line.
fn search(session: &Session, asked: &Asked, compiled: &Compiled, search: &Search) -> Result<Found, Failure> {
    let watch = Watch::start(session, search);
    let above = watch.above();
    let found = watch.run(|limits, stop, progress| {
        let how = HowToSearch { threads: limits.threads, seed: search.seed, stop: *stop };
        asked.search(compiled, &how, &mut |heard| match heard {
            Heard::Begins { question, again } => {
                let again = if again { ": again, from a better board" } else { "" };
                above.suspend(|| session.say(&format!("{}{again}", question.name)));
            }
            Heard::Goes(now) => progress(now),
        })
    });
    let found = found.map_err(|why| match why {
        NoAnswers::Stopped => {
            Failure::Stopped("stopped before a board was found; nothing was changed".into())
        }
        NoAnswers::NoBoard(outcome) => {
            no_board(session, &asked.case, compiled, search, &outcome, &asked.left_out)
        }
        NoAnswers::Bug(what) => Failure::Bug(what),
    })?;
    if found.stopped {
        session.say("stopped; the best board found so far is kept");
    }
    Ok(found)
}

impl<'a> Answers<'a> {
    fn new(
        file: &'a ProductionFile,
        found: &Found,
        compiled: &Compiled,
        search: &'a Search,
        asked: Asked,
    ) -> Self {
        let state = file.state();
        let threads = NonZero::new(Limits::of(search).threads).unwrap_or(NonZero::<usize>::MIN);
        let answer = |at: usize| {
            let (question, board) = (&QUESTIONS[at], &state.boards[&found.boards[at].id]);
            let verdict = rules::assess(state, board);
            let bound = found.bounds[at];
            Answer {
                question,
                board,
                same_as: found.same_as[at].map(|other| QUESTIONS[other].name),
                bound: bound.filter(|bound| question.measure != Measure::Danger && bound.is_finite()),
                outlook: Outlook::of(state, board, &verdict, REPLICATIONS, search.seed, threads),
                verdict,
            }
        };
        let answers: Vec<Answer<'_>> = (0..QUESTIONS.len()).map(answer).collect();
        let stunts = stunts(state, &answers[ASKED_FOR_STUNTS], compiled);
        let (stopped, seconds) = (found.stopped, found.seconds);
        let Asked { parts, left_out, .. } = asked;
        Self { state, answers, stunts, parts, left_out, stopped, search, seconds }
    }

    /// Why the exit code is 1, unless every sheet that is to be planned has a day and nothing is forbidden.
    fn lacks(&self) -> Option<String> {
        lacks(self.left_out.values.len(), self.boards().map(|a| a.verdict.forbidden().count()).sum())
    }

    /// The answers that are no other's board.
    fn boards(&self) -> impl Iterator<Item = &Answer<'a>> {
        self.answers.iter().filter(|answer| answer.same_as.is_none())
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
