//! `firstup risk`: what may become of a board, by two models that are named beside every figure.

use std::num::NonZero;

use domain::{Board, Date, State};
use office::explain::flag_json;
use risk::{Cause, Lever, Model, Outlook, Percentile, Spread};
use rules::{Rule, Verdict};
use serde_json::{Value, json};

use crate::args;
use crate::failure::Failure;
use crate::session::{Session, open_read_only};

mod readiness;
mod text;

use readiness::Decay;

/// What is answered.
struct Answer<'a> {
    state: &'a State,
    board: &'a Board,
    verdict: &'a Verdict,
    outlook: &'a Outlook,
    /// When somebody asked what decaying readiness does.
    decay: Option<Decay<'a>>,
}

pub fn run(session: &Session, args: &args::Risk) -> Result<(), Failure> {
    let file = open_read_only(&args.file)?;
    let state = file.state();
    let board = &state.boards[&state.board_called(args.board.as_deref())?];
    let verdict = rules::assess(state, board);
    let nothing = || {
        let name = &board.name;
        Failure::BadInput(format!("board {name} has no shooting days: plan it, or place strips on it"))
    };
    let cores = std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let threads = args.threads.and_then(|threads| NonZero::new(usize::from(threads))).unwrap_or(cores);
    let outlook =
        Outlook::of(state, board, &verdict, args.replications, args.seed, threads).ok_or_else(nothing)?;
    let about = (&verdict, &outlook.shoot);
    let decay = args.readiness_decays.map(|percent| Decay::new((state, board), about, percent));
    let decay = decay.transpose().map_err(|why| Failure::BadInput(format!("decaying readiness: {why}")))?;
    let answer = Answer { state, board, verdict: &verdict, outlook: &outlook, decay };
    session.answer(|| answer.json(), || text::text(&answer, session.width()))
}

impl Answer<'_> {
    /// The flags of stunts whose larger probability of failure would look cheaper.
    fn risk_pays(&self) -> impl Iterator<Item = &rules::Flag> {
        self.verdict.flags.iter().filter(|flag| flag.rule == Rule::RiskPays)
    }

    fn levers(&self) -> Vec<Lever<'_>> {
        risk::levers(self.state, self.verdict, &self.outlook.shoot)
    }

    fn date(&self, days: f64) -> Option<Date> {
        self.outlook.shoot.date_after(days)
    }

    fn json(&self) -> Value {
        let (expected, simulated) = (&self.verdict.expected, self.outlook);
        let money = |cents: f64| cents.round() / 100.0;
        let of_money =
            |p: &Percentile| json!({ "value": money(p.value), "low": money(p.low), "high": money(p.high) });
        let of_days = |p: &Percentile| json!({ "value": self.date(p.value), "low": self.date(p.low), "high": self.date(p.high) });
        let share = |count| {
            let (share, error) = simulated.share(count);
            json!({ "share": share, "standard_error": error })
        };
        let causes = Cause::ALL.iter().zip(simulated.causes);
        let causes: Vec<Value> = causes
            .filter(|(_, count)| *count > 0)
            .map(|(cause, count)| json!({ "cause": cause.words(), "share": simulated.share(count).0 }))
            .collect();
        let spread = Spread::EXAMPLE;
        let mut value = json!({
            "schema": "firstup.risk/1", "board": self.board.name, "currency": self.state.production.currency(),
            "money": self.verdict.money, "example": self.verdict.money != domain::Source::Confirmed,
            "example_assumption": simulated.shoot.example(), "assumed": simulated.assumed(self.state), "cost": self.verdict.cost.decimal(),
            "recursion": { "risk_model": Model::Recursion.label(), "g0": money(expected.g0),
                "value_term": money(expected.value_term), "total": money(expected.total),
                "sensitivity": risk::sensitivity(&simulated.shoot).map(|(what, g0)| json!({
                    "what": what, "g0": money(g0), "change": money(g0 - expected.g0) })).collect::<Vec<_>>(),
                "sensitivity_by_stunt": self.levers().iter().map(|one| json!({
                    "stunt": one.name, "q": one.q, "scaled": one.scaled.iter().map(|scaled| json!({
                        "factor": scaled.factor, "g0": money(scaled.g0), "change": money(scaled.spending),
                        "change_of_total": money(scaled.total) })).collect::<Vec<_>>() })).collect::<Vec<_>>(),
                "flags": self.risk_pays().map(|flag| flag_json(self.state, flag)).collect::<Vec<_>>() },
            "recourse": { "risk_model": Model::Recourse.label(), "replications": simulated.replications, "seed": simulated.seed,
                "minutes": { "least": spread.least, "mode": spread.mode, "most": spread.most, "example_assumption": true },
                "cost": { "mean": money(simulated.cost.mean), "standard_error": money(simulated.cost.error),
                    "p50": of_money(&simulated.cost_percentiles[0]), "p80": of_money(&simulated.cost_percentiles[1]),
                    "histogram": simulated.histogram.iter().map(|bin| json!({
                        "from": money(bin.from), "to": money(bin.to), "shoots": bin.count })).collect::<Vec<_>>() },
                "shooting_days": { "planned": simulated.shoot.planned_dates(), "mean": simulated.days.mean,
                    "standard_error": simulated.days.error },
                "finish": { "planned": self.date(simulated.shoot.planned_dates() as f64),
                    "p50": of_days(&simulated.days_percentiles[0]), "p80": of_days(&simulated.days_percentiles[1]),
                    "dates": simulated.finish.iter().map(|(date, count)| json!({
                        "date": date, "shoots": count })).collect::<Vec<_>>() },
                "rewrite": share(simulated.rewrites()), "abandoned": share(simulated.abandoned), "causes": causes },
            "exposed": simulated.exposed.iter().map(|(date, spent, exposed)| json!({
                "date": date, "spent": money(*spent), "exposed": money(*exposed) })).collect::<Vec<_>>(),
        });
        if let Some(decay) = &self.decay {
            value["readiness"] = decay.json();
        }
        value
    }
}
