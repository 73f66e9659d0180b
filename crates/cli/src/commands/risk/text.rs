//! The answer on a terminal.

use domain::{Date, Money};
use reports::{Column, Paper, left, right};
use risk::{Cause, Model, Percentile, Spread};

use super::Answer;

/// Columns of a bar.
const BAR: f64 = 40.0;

pub(super) fn text(answer: &Answer<'_>, width: usize) -> String {
    let mut paper = Paper::new(true, width);
    let currency = answer.state.production.currency();
    paper.line(&format!("{}: money in {currency}", answer.board.name));
    let example = answer.verdict.money != domain::Source::Confirmed;
    if example {
        reports::example_bar(&mut paper);
    }
    let assumed = answer.outlook.assumed(answer.state);
    if !assumed.is_empty() {
        paper.wrapped(0, &format!(
            "EXAMPLE ASSUMPTION: some figures are examples of the stunt's class, or no coordinator confirmed them: {}.",
            assumed.join(", ")
        ));
    }
    recursion(answer, &mut paper);
    by_stunt(answer, &mut paper);
    if let Some(decay) = &answer.decay {
        super::readiness::text(decay, &mut paper);
    }
    recourse(answer, &mut paper);
    histograms(answer, &mut paper);
    exposed(answer, &mut paper);
    paper.finish()
}

fn recursion(answer: &Answer<'_>, paper: &mut Paper) {
    let expected = &answer.verdict.expected;
    paper.heading(Model::Recursion.label());
    row(paper, "if all goes well", &amount(answer.verdict.cost.0 as f64), "");
    row(paper, "expected spending", &amount(expected.g0), "");
    for (what, g0) in risk::sensitivity(&answer.outlook.shoot) {
        row(paper, &format!("  {what}"), &amount(g0), &signed(g0 - expected.g0));
    }
    row(paper, "value of the film at stake", &amount(expected.value_term), "");
    for flag in answer.risk_pays() {
        paper.wrapped(2, &format!("⚑ {}; {}", flag.what, flag.remedy));
    }
}

/// What one stunt's q does alone.
fn by_stunt(answer: &Answer<'_>, paper: &mut Paper) {
    let stunts = answer.levers();
    if stunts.is_empty() {
        return;
    }
    paper.heading(&format!("each stunt's q alone ({})", Model::Recursion.label()));
    paper.wrapped(
        0,
        "What halving or doubling it changes of the expected spending, and with the film's value at stake.",
    );
    let figures = [right(6), right(12), right(12), right(12), right(12)];
    let name = left(paper.width.saturating_sub(6 + 4 * 12 + 5).min(44));
    let columns: Vec<Column> = std::iter::once(name).chain(figures).collect();
    paper.row(&columns, &["Stunt", "q", "×½ spending", "with value", "×2 spending", "with value"]);
    for one in &stunts {
        let [half, double] = &one.scaled;
        let changes = [half.spending, half.total, double.spending, double.total].map(signed);
        let q = format!("{:.3}", one.q);
        let cells: Vec<&str> = [one.name, &q].into_iter().chain(changes.iter().map(String::as_str)).collect();
        paper.row(&columns, &cells);
    }
}

fn recourse(answer: &Answer<'_>, paper: &mut Paper) {
    let simulated = &answer.outlook;
    paper.heading(Model::Recourse.label());
    let Spread { least, mode, most } = Spread::EXAMPLE;
    paper.wrapped(0, &format!(
        "{} shoots, seed {}. Example assumption: a scene takes {least} to {most} times its minutes, most likely {mode}. What does not fit \
         is shot in later days' spare time, then on extra days; while a performer is out, other scenes are shot.",
        simulated.replications, simulated.seed
    ));
    let error = |cents: f64| format!("± {} standard error", amount(cents));
    row(paper, "mean cost", &amount(simulated.cost.mean), &error(simulated.cost.error));
    for (name, p) in ["P50", "P80"].iter().zip(&simulated.cost_percentiles) {
        row(paper, &format!("{name} of cost"), &amount(p.value), &range(p, amount));
    }
    let planned = simulated.shoot.planned_dates();
    let days = format!("± {:.2} standard error; planned {planned}", simulated.days.error);
    row(paper, "mean shooting days", &format!("{:.1}", simulated.days.mean), &days);
    let date = |days: f64| answer.date(days).map(day).unwrap_or_default();
    for (name, p) in ["P50", "P80"].iter().zip(&simulated.days_percentiles) {
        row(paper, &format!("{name} of finish"), &date(p.value), &range(p, date));
    }
    let share = |count| {
        let (share, error) = simulated.share(count);
        (format!("{:.2} %", share * 100.0), format!("± {:.2} % standard error", error * 100.0))
    };
    let (rewrites, error) = share(simulated.rewrites());
    row(paper, "shoots with a rewrite", &rewrites, &error);
    for (cause, count) in Cause::ALL.iter().zip(simulated.causes).filter(|(_, count)| *count > 0) {
        row(paper, &format!("  first: {}", cause.words()), &share(count).0, "");
    }
    if simulated.abandoned > 0 {
        let (abandoned, error) = share(simulated.abandoned);
        row(paper, "shoots abandoned", &abandoned, &error);
    }
    paper.wrapped(0, "Ranges of P50 and P80: one standard error of the rank either side.");
}

fn histograms(answer: &Answer<'_>, paper: &mut Paper) {
    let simulated = &answer.outlook;
    let all = simulated.replications.max(1) as f64;
    paper.heading(&format!("cost ({})", Model::Recourse.label()));
    let most = simulated.histogram.iter().map(|bin| bin.count).max().unwrap_or(1);
    for bin in &simulated.histogram {
        let share = bin.count as f64 / all;
        bars(paper, &amount(bin.from), share, bin.count as f64 / most.max(1) as f64);
    }
    paper.heading(&format!("finish by ISO week ({})", Model::Recourse.label()));
    let mut weeks: Vec<(Date, usize)> = Vec::new();
    for (date, count) in &simulated.finish {
        match weeks.last_mut() {
            Some((first, sum)) if week(*first) == week(*date) => *sum += count,
            _ => weeks.push((*date, *count)),
        }
    }
    let most = weeks.iter().map(|(_, count)| *count).max().unwrap_or(1);
    for (first, count) in weeks {
        let share = count as f64 / all;
        bars(paper, &day(first), share, count as f64 / most.max(1) as f64);
    }
}

fn exposed(answer: &Answer<'_>, paper: &mut Paper) {
    let rows = &answer.outlook.exposed;
    paper.heading("exposed by date");
    paper.wrapped(0, "The rewrites that are lost if each stunt still to come goes wrong, from that date on; beside it what is spent until then.");
    let most = rows.first().map_or(0.0, |(_, _, exposed)| *exposed);
    for (at, (date, spent, exposed)) in rows.iter().enumerate() {
        let same = at > 0 && rows[at - 1].2 == *exposed;
        if same && at + 1 < rows.len() {
            continue;
        }
        let bar = "█".repeat(columns(if most > 0.0 { exposed / most } else { 0.0 }));
        let (exposed, spent) = (amount(*exposed), amount(*spent));
        paper.line(&format!("{:<16} {exposed:>14} {bar:<40} spent {spent}", day(*date)));
    }
}

pub(super) fn row(paper: &mut Paper, what: &str, value: &str, note: &str) {
    paper.line(&format!("{what:<36} {value:>16}  {note}"));
}

fn bars(paper: &mut Paper, what: &str, share: f64, of_most: f64) {
    paper.line(&format!("{what:<16} {:>6.2} % {}", share * 100.0, "█".repeat(columns(of_most))));
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 40 columns")]
fn columns(share: f64) -> usize {
    (share.clamp(0.0, 1.0) * BAR).round() as usize
}

fn range(p: &Percentile, words: impl Fn(f64) -> String) -> String {
    format!("{} to {}", words(p.low), words(p.high))
}

fn week(date: Date) -> (i16, i8) {
    let week = date.iso_week_date();
    (week.year(), week.week())
}

pub(super) fn day(date: Date) -> String {
    domain::date_words(date)
}

/// Cents in whole units of the currency: no exact figure.
#[allow(clippy::cast_possible_truncation, reason = "whole units of a film's cost")]
pub(super) fn amount(cents: f64) -> String {
    Money::whole((cents / 100.0).round() as i64).to_string()
}

#[allow(clippy::cast_possible_truncation, reason = "whole units of a film's cost")]
pub(super) fn signed(cents: f64) -> String {
    reports::money_signed(Money::whole((cents / 100.0).round() as i64))
}
