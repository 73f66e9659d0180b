//! The answers on a terminal.

use std::cmp::Ordering;

use domain::edit::quoted;
use domain::{Date, UnitId};
use reports::{Paper, capitalised, left, right};
use risk::Model;

use super::first_or_last::{NOTHING, amount, by_judge, by_rule, name};
use super::{ASKED_FOR_STUNTS, Answer, Answers, Outlook, QUESTIONS, REPLICATIONS, StuntAnswer};
use crate::commands::plan::forbidden_lines;
use crate::count::count;

/// Columns of a row's words.
const WORDS: usize = 31;

/// Beside the least of a row.
const LEAST: &str = "◂ ";

pub(super) fn text(answers: &Answers<'_>, path: &str, width: usize) -> String {
    let mut paper = Paper::new(true, width);
    for line in answers.parts.iter().chain(&answers.left_out.lines()) {
        paper.wrapped(0, line);
    }
    banners(answers, &mut paper);
    side_by_side(answers, &mut paper);
    first_up(answers, &mut paper);
    stunts(answers, &mut paper);
    kept(answers, path, &mut paper);
    paper.finish()
}

fn banners(answers: &Answers<'_>, paper: &mut Paper) {
    if answers.answers.iter().any(|answer| answer.verdict.money != domain::Source::Confirmed) {
        reports::example_bar(paper);
    }
    let assumed = answers.assumed();
    if !assumed.is_empty() {
        paper.wrapped(0, &format!(
            "EXAMPLE ASSUMPTION: some figures are examples of the stunt's class, or no coordinator confirmed them: {}.",
            assumed.join(", ")
        ));
    }
}

fn side_by_side(answers: &Answers<'_>, paper: &mut Paper) {
    paper.heading(&format!("three answers, money in {}", answers.state.production.currency()));
    let rows = Rows::new(paper.width);
    rows.words(paper, "", answers, |answer| answer.question.name.to_owned());
    rows.numbers(
        paper,
        "shooting days",
        answers,
        |a| Some(f64::from(a.verdict.measures.days)),
        |days| format!("{days:.0}"),
    );
    rows.words(paper, "cast days, of which hold", answers, |answer| {
        format!("{}, {}", answer.verdict.measures.cast_days, answer.verdict.measures.hold_days)
    });
    rows.numbers(paper, "cost if all goes well", answers, |a| Some(a.verdict.cost.0 as f64), amount);
    rows.numbers(paper, "expected spending (recursion)", answers, |a| Some(a.verdict.expected.g0), amount);
    rows.numbers(
        paper,
        "with the film's value at stake",
        answers,
        |a| Some(a.verdict.expected.total),
        amount,
    );
    let of = |answer: &Answer<'_>, of: fn(&Outlook) -> f64| answer.outlook.as_ref().map(of);
    rows.numbers(paper, "P80 of cost (recourse)", answers, |a| of(a, |o| o.cost_p80().value), amount);
    rows.dates(paper, "finish as planned", answers, Outlook::planned_finish);
    rows.dates(paper, "P80 of finish (recourse)", answers, |o| o.shoot.date_after(o.days_p80().value));
    if let Some(stunt) = risk::by_danger(answers.state).first() {
        let shot = |outlook: &Outlook| {
            outlook.shoot.stunts.iter().find(|shot| shot.id == stunt.id).map(|shot| shot.date)
        };
        rows.dates(paper, &format!("shoots {}", stunt.name), answers, shot);
    }
    rows.words(paper, "most exposed", answers, |answer| {
        let most = answer.outlook.as_ref().and_then(Outlook::most_exposed);
        most.map_or_else(|| "–".into(), |(date, exposed)| format!("{} on {}", amount(exposed), day(date)))
    });
    rows.dates(paper, "less than half exposed from", answers, Outlook::half_behind);
    rows.words(paper, "flags", answers, |answer| {
        let forbidden = answer.verdict.forbidden().count();
        format!("{forbidden} forbidden, {} in all", answer.verdict.flags.len())
    });
    for answer in &answers.answers {
        if let Some(other) = answer.same_as {
            paper.wrapped(0, &format!("{} is the same board as {other}.", answer.question.name));
        }
    }
    paper.wrapped(
        0,
        &format!(
            "◂ least of the row. {}; {}: {REPLICATIONS} shoots of each board under the same luck, seed {}.",
            capitalised(Model::Recursion.label()),
            Model::Recourse.label(),
            answers.search.seed
        ),
    );
}

/// What each board shoots of its stunts, in order.
fn first_up(answers: &Answers<'_>, paper: &mut Paper) {
    let state = answers.state;
    let Some(main) = state.main_unit() else { return };
    paper.heading("first up");
    for answer in &answers.answers {
        let days = answer.board.days(main.id);
        let first = days.iter().find(|day| day.sheets().next().is_some());
        let scenes: Vec<String> =
            first.into_iter().flat_map(domain::BoardDay::sheets).map(|s| state.label(s)).collect();
        let shot = answer.outlook.iter().flat_map(|outlook| &outlook.shoot.stunts);
        let placements = answer.board.placements();
        let mut stunts: Vec<(UnitId, usize, String)> = Vec::new();
        for shot in shot {
            let stunt = &state.stunts[&shot.id];
            let Some((unit, ordinal, _)) = placements.get(&stunt.sheet) else { continue };
            let name = state.day_words(*unit, *ordinal);
            match stunts.iter_mut().find(|(of, day, _)| (of, day) == (unit, ordinal)) {
                Some((.., words)) => words.push_str(&format!(" + {}", stunt.name)),
                None => stunts.push((*unit, *ordinal, format!("{name} {}", stunt.name))),
            }
        }
        let stunts: Vec<String> = stunts.into_iter().map(|(.., words)| words).collect();
        let stunts = match &stunts[..] {
            [] if state.stunts.is_empty() => "no stunt is described yet".to_owned(),
            [] => "no stunt is on a day".to_owned(),
            stunts => stunts.join(" · "),
        };
        paper.line(answer.question.name);
        paper.wrapped(2, &format!("day one shoots {}", scenes.join(", ")));
        paper.wrapped(2, &stunts);
    }
}

fn stunts(answers: &Answers<'_>, paper: &mut Paper) {
    if answers.stunts.is_empty() {
        return;
    }
    paper.heading(&format!("early or late, on {}", QUESTIONS[ASKED_FOR_STUNTS].name));
    paper.wrapped(0, "By the closed form, with the stunt's date at its cost before all others or after them, whatever is forbidden; \
        then the earliest and the latest day that can take it without breaking more (it alone, in place of a scene, or with \
        its whole day), at the judge's price. Where it matters most first.");
    paper.gap();
    paper.wrapped(0, &both_sides(answers));
    for stunt in &answers.stunts {
        paper.gap();
        paper.wrapped(
            0,
            &format!("{}. {}", capitalised(&name(answers.state, &stunt.rule)), by_rule(&stunt.rule)),
        );
        paper.wrapped(2, &by_judge(answers.state, stunt));
    }
    let mut order: Vec<_> = answers.stunts.iter().map(|stunt| &stunt.rule).collect();
    order.sort_by(|a, b| match (a.ratio(), b.ratio()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    let order: Vec<&str> = order.iter().map(|rule| answers.state.stunts[&rule.stunt].name.as_str()).collect();
    paper.gap();
    paper.wrapped(0, &format!(
        "Among themselves, by the ratio rule (what a stunt's date costs ÷ the chance that it stops the plan, least first): {}.",
        order.join(" · ")
    ));
}

/// `Early is cheaper for: the leap (16,768). Late is cheaper for: hit by her own car (18,142).`
fn both_sides(answers: &Answers<'_>) -> String {
    let side = |sign: f64| {
        let of = |stunt: &&StuntAnswer| stunt.rule.first_is_cheaper_by(0.0) * sign >= NOTHING;
        let words = |stunt: &StuntAnswer| {
            let name = &answers.state.stunts[&stunt.rule.stunt].name;
            format!("{name} ({})", amount(stunt.rule.first_is_cheaper_by(0.0) * sign))
        };
        let words: Vec<String> = answers.stunts.iter().filter(of).map(words).collect();
        if words.is_empty() { "none".to_owned() } else { words.join(" · ") }
    };
    format!("Early is cheaper for: {}. Late is cheaper for: {}.", side(1.0), side(-1.0))
}

fn kept(answers: &Answers<'_>, path: &str, paper: &mut Paper) {
    paper.gap();
    let stopped = if answers.stopped { "stopped; what was found is kept: " } else { "" };
    let how = match answers.search.iterations {
        Some(iterations) => count(iterations, "iteration") + " each",
        None => format!("{:.1} s", answers.seconds),
    };
    paper.wrapped(
        0,
        &format!(
            "{stopped}three boards are kept ({how}, seed {}); one undo takes them back",
            answers.search.seed
        ),
    );
    for answer in &answers.answers {
        paper.line(&format!("  firstup report stripboard {path} --board {}", quoted(answer.question.name)));
    }
    for answer in answers.boards().filter(|answer| answer.verdict.forbidden().next().is_some()) {
        paper.wrapped(0, &format!("forbidden on {}:", answer.question.name));
        forbidden_lines(&answer.verdict).iter().for_each(|line| paper.wrapped(2, line.trim_start()));
    }
    if let Some(lacks) = answers.lacks() {
        paper.wrapped(0, &lacks);
    }
}

/// Rows of words and one column for each answer.
struct Rows {
    column: usize,
}

impl Rows {
    fn new(width: usize) -> Self {
        Self { column: (width.saturating_sub(WORDS + QUESTIONS.len()) / QUESTIONS.len()).min(30) }
    }

    fn row(&self, paper: &mut Paper, what: &str, cells: &[String]) {
        let column = right(self.column);
        let cells: Vec<&str> = std::iter::once(what).chain(cells.iter().map(String::as_str)).collect();
        paper.row(&[left(WORDS), column, column, column], &cells);
    }

    fn words(
        &self,
        paper: &mut Paper,
        what: &str,
        answers: &Answers<'_>,
        of: impl Fn(&Answer<'_>) -> String,
    ) {
        let cells: Vec<String> = answers.answers.iter().map(of).collect();
        self.row(paper, what, &cells);
    }

    /// The least is marked, unless all are the same.
    fn numbers(
        &self,
        paper: &mut Paper,
        what: &str,
        answers: &Answers<'_>,
        of: impl Fn(&Answer<'_>) -> Option<f64>,
        words: impl Fn(f64) -> String,
    ) {
        let values: Vec<Option<f64>> = answers.answers.iter().map(of).collect();
        self.marked(paper, what, &values, f64::total_cmp, words);
    }

    fn dates(
        &self,
        paper: &mut Paper,
        what: &str,
        answers: &Answers<'_>,
        of: impl Fn(&Outlook) -> Option<Date>,
    ) {
        let dates = answers.answers.iter().map(|answer| answer.outlook.as_ref().and_then(&of));
        self.marked(paper, what, &dates.collect::<Vec<_>>(), Date::cmp, day);
    }

    fn marked<T: Copy>(
        &self,
        paper: &mut Paper,
        what: &str,
        values: &[Option<T>],
        order: impl Fn(&T, &T) -> Ordering,
        words: impl Fn(T) -> String,
    ) {
        let known = || values.iter().flatten();
        let least = known().min_by(|a, b| order(a, b));
        let differ = least.is_some_and(|least| known().any(|value| order(value, least).is_gt()));
        let cell = |value: &Option<T>| {
            let Some(value) = value else { return "–".to_owned() };
            let mark = least.filter(|least| differ && order(value, least).is_eq()).map_or("", |_| LEAST);
            format!("{mark}{}", words(*value))
        };
        self.row(paper, what, &values.iter().map(cell).collect::<Vec<_>>());
    }
}

fn day(date: Date) -> String {
    domain::date_words(date)
}
