//! `firstup risk`: what may become of a board, by two models that are named beside every figure.

use std::collections::BTreeMap;
use std::num::NonZero;

use domain::{Board, Date, State};
use office::explain::flag_json;
use risk::{Assumptions, Cause, Estimate, Model, Percentile, Scale, Shoot, ShootStunt, Spread};
use rules::{Rule, Verdict};
use serde_json::{Value, json};

use crate::args;
use crate::failure::Failure;
use crate::session::{Session, open_read_only};

mod readiness;
mod text;

use readiness::Decay;

/// Ranges of the histogram of cost.
const BINS: usize = 12;

/// Factors on the stunts' probabilities that are tried, each with its words.
const SCALES: [(&str, Scale); 4] = [
    ("every q halved", Scale { ends: 0.5, lasts: 1.0 }),
    ("every q doubled", Scale { ends: 2.0, lasts: 1.0 }),
    ("every probability halved", Scale { ends: 0.5, lasts: 0.5 }),
    ("every probability doubled", Scale { ends: 2.0, lasts: 2.0 }),
];

/// What one stunt's q does: the figures with q halved and doubled, all else as it is. Money in cents.
struct OneStunt<'a> {
    name: &'a str,
    q: f64,
    scaled: [Scaled; 2],
}

/// A factor on one stunt's q, and what it changes.
struct Scaled {
    factor: f64,
    g0: f64,
    /// Expected spending.
    spending: f64,
    /// What a plan makes small: with the value of the film at stake.
    total: f64,
}

/// What is answered.
struct Answer<'a> {
    state: &'a State,
    board: &'a Board,
    verdict: &'a Verdict,
    shoot: &'a Shoot,
    seed: u64,
    simulated: Simulated,
    /// When somebody asked what decaying readiness does.
    decay: Option<Decay<'a>>,
}

/// The simulation in figures; money in cents.
struct Simulated {
    replications: usize,
    cost: Estimate,
    cost_percentiles: [Percentile; 2],
    days: Estimate,
    days_percentiles: [Percentile; 2],
    histogram: Vec<risk::Bin>,
    /// Shoots by the date of their end.
    finish: BTreeMap<Date, usize>,
    /// Shoots by the cause of their first rewrite.
    causes: [usize; 4],
    abandoned: usize,
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
    let shoot = Shoot::new(state, board, &verdict).ok_or_else(nothing)?;
    let cores = std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let threads = args.threads.and_then(|threads| NonZero::new(usize::from(threads))).unwrap_or(cores);
    let assumptions = Assumptions::of_recourse();
    let simulation = risk::simulate(&shoot, &assumptions, args.replications, args.seed, threads);
    let simulated = Simulated::of(&shoot, &simulation.endings).ok_or_else(nothing)?;
    let (verdict, shoot) = (&verdict, &shoot);
    let decay = args.readiness_decays.map(|percent| Decay::new((state, board), (verdict, shoot), percent));
    let decay = decay.transpose().map_err(|why| Failure::BadInput(format!("decaying readiness: {why}")))?;
    let answer = Answer { state, board, verdict, shoot, seed: args.seed, simulated, decay };
    session.answer(|| answer.json(), || text::text(&answer, session.width()))
}

impl Simulated {
    fn of(shoot: &Shoot, endings: &[risk::Ending]) -> Option<Self> {
        let mut costs: Vec<f64> = endings.iter().map(|ending| ending.cost).collect();
        let mut days: Vec<f64> = endings.iter().map(|ending| ending.days).collect();
        let (cost, days_mean) = (risk::estimate(&costs), risk::estimate(&days));
        costs.sort_by(f64::total_cmp);
        days.sort_by(f64::total_cmp);
        let both = |sorted: &[f64]| Some([risk::percentile(sorted, 0.5)?, risk::percentile(sorted, 0.8)?]);
        let mut finish = BTreeMap::new();
        for date in days.iter().filter_map(|days| shoot.date_after(*days)) {
            *finish.entry(date).or_default() += 1;
        }
        let with = |cause| endings.iter().filter(|ending| ending.rewrite == Some(cause)).count();
        Some(Self {
            replications: endings.len(),
            cost,
            cost_percentiles: both(&costs)?,
            days: days_mean,
            days_percentiles: both(&days)?,
            histogram: risk::histogram(&costs, BINS),
            finish,
            causes: Cause::ALL.map(with),
            abandoned: endings.iter().filter(|ending| ending.abandoned).count(),
        })
    }

    fn rewrites(&self) -> usize {
        self.causes.iter().sum()
    }

    /// Share of the shoots, and its standard error.
    fn share(&self, count: usize) -> (f64, f64) {
        let all = self.replications.max(1) as f64;
        let share = count as f64 / all;
        (share, (share * (1.0 - share) / all).sqrt())
    }
}

impl Answer<'_> {
    /// Stunts on the board whose figures nobody typed, or no coordinator confirmed.
    fn assumed(&self) -> Vec<&str> {
        let stunts = self.shoot.stunts.iter().filter_map(|s| Some((s, self.state.stunts.get(&s.id)?)));
        stunts
            .filter(|(s, stunt)| s.example || !stunt.confirmed)
            .map(|(_, stunt)| stunt.name.as_str())
            .collect()
    }

    /// The flags of stunts whose larger probability of failure would look cheaper.
    fn risk_pays(&self) -> impl Iterator<Item = &rules::Flag> {
        self.verdict.flags.iter().filter(|flag| flag.rule == Rule::RiskPays)
    }

    /// G₀ under each of [`SCALES`], in cents.
    fn sensitivity(&self) -> impl Iterator<Item = (&'static str, f64)> {
        SCALES.into_iter().map(|(words, scale)| (words, risk::expected_cost(self.shoot, scale)))
    }

    /// The same for each stunt alone, the one with the largest effect first.
    fn sensitivity_by_stunt(&self) -> Vec<OneStunt<'_>> {
        let expected = &self.verdict.expected;
        let value = self.state.production.budget.unwrap_or(self.verdict.cost).0 as f64;
        let scaled = |id, factor| {
            let scale = |stunt: &ShootStunt| match stunt.id == id {
                true => Scale { ends: factor, ..Scale::NONE },
                false => Scale::NONE,
            };
            let g0 = risk::expected_cost_by(self.shoot, scale);
            let at_stake = value * risk::stops(self.shoot, scale);
            Scaled { factor, g0, spending: g0 - expected.g0, total: g0 + at_stake - expected.total }
        };
        let one = |shot: &ShootStunt| {
            let name = &self.state.stunts.get(&shot.id)?.name;
            Some(OneStunt {
                name,
                q: shot.terminal(),
                scaled: [0.5, 2.0].map(|factor| scaled(shot.id, factor)),
            })
        };
        let mut all: Vec<OneStunt<'_>> = self.shoot.stunts.iter().filter_map(one).collect();
        all.sort_by(|a, b| b.scaled[1].total.abs().total_cmp(&a.scaled[1].total.abs()));
        all
    }

    fn date(&self, days: f64) -> Option<Date> {
        self.shoot.date_after(days)
    }

    fn json(&self) -> Value {
        let (expected, simulated) = (&self.verdict.expected, &self.simulated);
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
            "example_assumption": self.shoot.example(), "assumed": self.assumed(), "cost": self.verdict.cost.decimal(),
            "recursion": { "risk_model": Model::Recursion.label(), "g0": money(expected.g0),
                "value_term": money(expected.value_term), "total": money(expected.total),
                "sensitivity": self.sensitivity().map(|(what, g0)| json!({
                    "what": what, "g0": money(g0), "change": money(g0 - expected.g0) })).collect::<Vec<_>>(),
                "sensitivity_by_stunt": self.sensitivity_by_stunt().iter().map(|one| json!({
                    "stunt": one.name, "q": one.q, "scaled": one.scaled.iter().map(|scaled| json!({
                        "factor": scaled.factor, "g0": money(scaled.g0), "change": money(scaled.spending),
                        "change_of_total": money(scaled.total) })).collect::<Vec<_>>() })).collect::<Vec<_>>(),
                "flags": self.risk_pays().map(|flag| flag_json(self.state, flag)).collect::<Vec<_>>() },
            "recourse": { "risk_model": Model::Recourse.label(), "replications": simulated.replications, "seed": self.seed,
                "minutes": { "least": spread.least, "mode": spread.mode, "most": spread.most, "example_assumption": true },
                "cost": { "mean": money(simulated.cost.mean), "standard_error": money(simulated.cost.error),
                    "p50": of_money(&simulated.cost_percentiles[0]), "p80": of_money(&simulated.cost_percentiles[1]),
                    "histogram": simulated.histogram.iter().map(|bin| json!({
                        "from": money(bin.from), "to": money(bin.to), "shoots": bin.count })).collect::<Vec<_>>() },
                "shooting_days": { "planned": self.shoot.planned_dates(), "mean": simulated.days.mean,
                    "standard_error": simulated.days.error },
                "finish": { "planned": self.date(self.shoot.planned_dates() as f64),
                    "p50": of_days(&simulated.days_percentiles[0]), "p80": of_days(&simulated.days_percentiles[1]),
                    "dates": simulated.finish.iter().map(|(date, count)| json!({
                        "date": date, "shoots": count })).collect::<Vec<_>>() },
                "rewrite": share(simulated.rewrites()), "abandoned": share(simulated.abandoned), "causes": causes },
            "exposed": risk::exposed(self.shoot).iter().map(|(date, spent, exposed)| json!({
                "date": date, "spent": money(*spent), "exposed": money(*exposed) })).collect::<Vec<_>>(),
        });
        if let Some(decay) = &self.decay {
            value["readiness"] = decay.json();
        }
        value
    }
}
