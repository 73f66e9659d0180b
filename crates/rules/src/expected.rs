//! Expected cost with stunts that may go wrong, backward over the dates, and its explanation.

use std::collections::BTreeMap;

use domain::{Date, Money, PerMille, SheetId, SheetStatus, State, Stunt};

use crate::Rule;
use crate::again;
use crate::crew;
use crate::findings::{Broken, Findings};
use crate::schedule::{Day, Schedule};
use crate::verdict::{CostItem, Expected, ExpectedItem};
use crate::work::who;
use domain::view::Performer;

/// What is still shot after a rewrite when nobody said so.
pub const DEFAULT_SHARE_LEFT: PerMille = PerMille(900);

/// The figures of a stunt, typed or the class's example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Risk {
    /// q: it ends in a rewrite.
    pub terminal: PerMille,
    /// A delay.
    pub delay: PerMille,
    /// Days of the delay.
    pub delay_days: u32,
    /// The performer is out.
    pub out: PerMille,
    /// Days out.
    pub out_days: u32,
    /// R: cost of the rewrite.
    pub rewrite: Money,
    /// ρ: share of what is left that is still shot.
    pub share_left: PerMille,
    /// One of these is not typed by anybody.
    pub example: bool,
}

/// The figures of a stunt. When its sheet is shot, nothing can go wrong any more and all are 0.
#[must_use]
pub fn risk(state: &State, stunt: &Stunt) -> Risk {
    if !is_open(state, stunt) {
        return Risk::default();
    }
    let typed = &stunt.outcome;
    let (terminal, delay, out) = state.class_of(stunt).example();
    let causes = [typed.fails, typed.not_permitted, typed.hurt];
    let some_cause = causes.iter().any(Option::is_some);
    let sum = causes.iter().flatten().fold(0, |sum: u32, cause| sum.saturating_add(cause.0));
    let probability = |p: PerMille| PerMille(p.0.min(1000));
    let all_typed = some_cause
        && [typed.delay, typed.out].iter().all(Option::is_some)
        && [typed.delay_days, typed.out_days].iter().all(Option::is_some)
        && (typed.rewrite_cost.is_some() || state.production.prices.rewrite.is_some())
        && typed.share_left.is_some();
    Risk {
        terminal: probability(if some_cause { PerMille(sum) } else { terminal }),
        delay: probability(typed.delay.unwrap_or(delay.0)),
        delay_days: typed.delay_days.unwrap_or(delay.1),
        out: probability(typed.out.unwrap_or(out.0)),
        out_days: typed.out_days.unwrap_or(out.1),
        rewrite: typed.rewrite_cost.unwrap_or_else(|| state.production.prices.rewrite().0),
        share_left: probability(typed.share_left.unwrap_or(DEFAULT_SHARE_LEFT)),
        example: !all_typed,
    }
}

/// May the stunt still go wrong? Not when its sheet is shot, or not in the film any more.
#[must_use]
pub fn is_open(state: &State, stunt: &Stunt) -> bool {
    let sheet = state.sheets.get(&stunt.sheet);
    sheet.is_some_and(|s| matches!(s.status, SheetStatus::Planned | SheetStatus::PartlyShot))
}

/// What a rewrite after a stunt makes to be shot again, and for how much, if it is shot already. Nothing when the film
/// is abandoned then, or when nothing can go wrong any more.
#[must_use]
pub fn lost(state: &State, stunt: &Stunt) -> Vec<(SheetId, Money)> {
    let figures = risk(state, stunt);
    if figures.share_left.0 == 0 {
        return Vec::new();
    }
    let sheets = state.lost_with(stunt).into_keys();
    sheets.map(|id| (id, again::cost(state, &state.sheets[&id]))).collect()
}

/// A stunt where it stands on the board, in cents and probabilities.
struct Attempt<'a> {
    stunt: &'a Stunt,
    date: Date,
    risk: Risk,
    delay: f64,
    out: f64,
    rewrite: f64,
    /// Cost of the scenes lost with it: those shot until its date, the date's own among them.
    again: Money,
    /// q · that.
    lost: f64,
    /// Probability that the plan ends here: q · (1 − ρ).
    stops: f64,
}

pub(crate) fn judge(schedule: &Schedule<'_>, cost: Money, findings: &mut Findings) -> Expected {
    let (costs, burns) = by_date(schedule, &findings.items);
    let attempts = attempts(schedule, &burns);
    let (g0, after) = backward(&costs, &attempts);
    let goes_on: f64 = attempts.iter().map(|attempt| 1.0 - attempt.stops).product();
    let value = schedule.state.production.budget.unwrap_or(cost);
    risk_pays(schedule, &attempts, &after, value.0 as f64, findings);
    let value_term = value.0 as f64 * (1.0 - goes_on);
    Expected {
        total: g0 + value_term,
        g0,
        value_term,
        items: explain(&costs, &attempts),
        example: attempts.iter().any(|attempt| attempt.risk.example),
    }
}

/// C_d and B_d.
fn by_date(schedule: &Schedule<'_>, items: &[CostItem]) -> (BTreeMap<Date, Money>, BTreeMap<Date, Money>) {
    let mut costs: BTreeMap<Date, Money> = schedule.days.iter().map(|d| (d.date, Money(0))).collect();
    let mut burns = costs.clone();
    for item in items {
        *costs.entry(item.date).or_default() += item.amount;
        if is_burn(item.rule) {
            *burns.entry(item.date).or_default() += item.amount;
        }
    }
    (costs, burns)
}

/// Does a delay of a day cost it again? What it does is the date's *burn*.
#[must_use]
pub fn is_burn(rule: Rule) -> bool {
    use Rule::{Background, Crew, Elements, Hold, LocationDay, Pay};
    matches!(rule, Crew | Pay | Hold | Background | Elements | LocationDay)
}

/// Stunts on the board that may still go wrong, by date, then by id.
fn attempts<'a>(schedule: &Schedule<'a>, burns: &BTreeMap<Date, Money>) -> Vec<Attempt<'a>> {
    let state = schedule.state;
    let mut attempts: Vec<Attempt<'a>> = Vec::new();
    for stunt in state.stunts.values().filter(|stunt| is_open(state, stunt)) {
        let Some(day) = schedule.day_of(stunt.sheet) else { continue };
        let risk = risk(state, stunt);
        let p = |per_mille: PerMille| f64::from(per_mille.0) / 1000.0;
        let burn = burns.get(&day.date).copied().unwrap_or_default();
        let crew_cost = crew::day_price(state, day.unit).0;
        let out = p(risk.out) * f64::from(risk.out_days) * crew_cost.0 as f64;
        let again = lost_by(schedule, stunt, day.date);
        attempts.push(Attempt {
            stunt,
            date: day.date,
            risk,
            delay: p(risk.delay) * f64::from(risk.delay_days) * burn.0 as f64,
            out: if needed_later(schedule, stunt, day) { out } else { 0.0 },
            rewrite: p(risk.terminal) * risk.rewrite.0 as f64,
            again,
            lost: p(risk.terminal) * again.0 as f64,
            stops: p(risk.terminal) * (1.0 - p(risk.share_left)),
        });
    }
    attempts.sort_by_key(|attempt| (attempt.date, attempt.stunt.id));
    attempts
}

/// What is lost with a stunt on a date.
fn lost_by(schedule: &Schedule<'_>, stunt: &Stunt, date: Date) -> Money {
    let shot = |sheet| schedule.day_of(sheet).is_some_and(|day| day.date <= date);
    lost(schedule.state, stunt).into_iter().filter(|(sheet, _)| shot(*sheet)).map(|(_, cost)| cost).sum()
}

/// Does a stunt's performer work on a later date than the stunt's day?
#[must_use]
pub fn needed_later(schedule: &Schedule<'_>, stunt: &Stunt, day: &Day<'_>) -> bool {
    needed_on(schedule, stunt).any(|date| date > day.date)
}

/// The dates of the days on which a stunt's performer works, ascending; none without a named performer.
pub fn needed_on(schedule: &Schedule<'_>, stunt: &Stunt) -> impl Iterator<Item = Date> {
    let state = schedule.state;
    let person = stunt.performer.map(|engagement| who(state, Performer::Engaged(engagement)));
    let with = move |day: &&Day<'_>| {
        let mut performers = day.strips.iter().flat_map(|strip| &strip.performers);
        person.is_some() && performers.any(|performer| Some(who(state, *performer)) == person)
    };
    schedule.days.iter().filter(with).map(|day| day.date)
}

/// G₀, from the last date to the first, and what is still to be spent after each attempt if all goes on.
fn backward(costs: &BTreeMap<Date, Money>, attempts: &[Attempt<'_>]) -> (f64, Vec<f64>) {
    let mut to_go = 0.0;
    let mut after = vec![0.0; attempts.len()];
    for (date, cost) in costs.iter().rev() {
        for (index, attempt) in attempts.iter().enumerate().rev().filter(|(_, a)| a.date == *date) {
            after[index] = to_go;
            let loses = attempt.delay + attempt.out + attempt.rewrite + attempt.lost;
            to_go = loses + (1.0 - attempt.stops) * to_go;
        }
        to_go += cost.0 as f64;
    }
    (to_go, after)
}

/// Flags stunts whose larger probability of failure would lower the total.
fn risk_pays(
    schedule: &Schedule<'_>,
    attempts: &[Attempt<'_>],
    after: &[f64],
    value: f64,
    findings: &mut Findings,
) {
    let state = schedule.state;
    let mut still = 1.0;
    for (index, attempt) in attempts.iter().enumerate() {
        let ends = 1.0 - f64::from(attempt.risk.share_left.0) / 1000.0;
        let others = attempts.iter().enumerate().filter(|(other, _)| *other != index);
        let others: f64 = others.map(|(_, other)| 1.0 - other.stops).product();
        let rewrite = (attempt.risk.rewrite + attempt.again).0 as f64;
        let slope = still * (rewrite - ends * after[index]) + value * ends * others;
        still *= 1.0 - attempt.stops;
        if slope >= 0.0 {
            continue;
        }
        let name = &attempt.stunt.name;
        findings.broken_at(
            state,
            Broken {
                rule: Rule::RiskPays,
                sheets: vec![attempt.stunt.sheet],
                performers: attempt.stunt.performer.map(Performer::Engaged).into_iter().collect(),
                days: schedule.day_of(attempt.stunt.sheet).into_iter().collect(),
                what: format!("{name} would lower the expected cost if it failed more often"),
                remedy: "type the budget, or what the rewrite costs: the film is valued too low".into(),
            },
            format!(": each per cent by {}", Money((-slope / 100.0).round() as i64)),
        );
    }
}

/// Lines that add up to G₀: what is planned, and per stunt what it loses and what is not spent, weighed by
/// the probability that the plan is still followed.
fn explain(costs: &BTreeMap<Date, Money>, attempts: &[Attempt<'_>]) -> Vec<ExpectedItem> {
    let planned: i64 = costs.values().map(|cost| cost.0).sum();
    let mut lines = vec![ExpectedItem { stunt: None, what: "planned", amount: planned as f64 }];
    let mut still = 1.0;
    for attempt in attempts {
        let after: i64 = costs.iter().filter(|(date, _)| **date > attempt.date).map(|(_, c)| c.0).sum();
        for (what, amount) in [
            ("delay", attempt.delay),
            ("performer out", attempt.out),
            ("rewrite", attempt.rewrite),
            ("scenes lost", attempt.lost),
            ("not spent if it stops", -attempt.stops * after as f64),
        ] {
            if amount != 0.0 {
                lines.push(ExpectedItem { stunt: Some(attempt.stunt.id), what, amount: still * amount });
            }
        }
        still *= 1.0 - attempt.stops;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, said};
    use domain::{Outcome, SheetId, StuntClass};

    fn outcome(terminal: u32, share_left: u32) -> Outcome {
        let p = |milli| Some(PerMille(milli));
        Outcome {
            fails: p(terminal),
            delay: p(0),
            out: p(0),
            delay_days: Some(0),
            out_days: Some(0),
            rewrite_cost: Some(Money(0)),
            share_left: p(share_left),
            ..Outcome::default()
        }
    }

    #[test]
    fn figures_are_typed_or_the_class_example() {
        let mut film = Film::new();
        let strip = film.strip(60);
        let stunt = film.stunt(strip, StuntClass::C, Outcome::default());
        let figures = |film: &Film| risk(&film.state, &film.state.stunts[&stunt]);
        let example = figures(&film);
        assert_eq!((example.terminal, example.delay, example.delay_days), (PerMille(60), PerMille(150), 2));
        assert_eq!((example.out, example.out_days), (PerMille(30), 10));
        assert_eq!((example.rewrite, example.share_left), (Money::whole(500), PerMille(900)));
        assert!(example.example);
        let typed = Outcome { hurt: Some(PerMille(10)), fails: Some(PerMille(25)), ..Outcome::default() };
        film.stunt_mut(stunt).outcome = typed;
        assert_eq!(figures(&film).terminal, PerMille(35), "one typed cause replaces the example");
        film.stunt_mut(stunt).outcome.fails = Some(PerMille(u32::MAX));
        assert_eq!(figures(&film).terminal, PerMille(1000));
        film.stunt_mut(stunt).outcome = outcome(60, 900);
        assert!(!figures(&film).example);
        film.sheet(strip).status = SheetStatus::Shot;
        assert_eq!(figures(&film), Risk::default(), "what is shot cannot go wrong any more");
    }

    #[test]
    fn one_stunt_by_hand() {
        let mut film = Film::new();
        let [fall, later] = [60; 2].map(|minutes| film.strip(minutes));
        let tom = film.actor("TOM", None, &[fall, later]);
        let stunt = film.stunt(fall, StuntClass::D, Outcome::default());
        film.stunt_mut(stunt).performer = Some(tom);
        let verdict = film.judge(&[&[fall], &[later]]);
        // Two days of 1,000 + 100. Class D: delay 0.25 × 3 × 1,100 = 825; out 0.05 × 20 × 1,000 = 1,000;
        // rewrite 0.18 × 500 = 90; not spent: 0.18 × (1 − 0.9) × 1,100 = 19.8.
        let lines: Vec<(&str, f64)> =
            verdict.expected.items.iter().map(|i| (i.what, i.amount.round() / 100.0)).collect();
        assert_eq!(
            lines,
            [
                ("planned", 2_200.0),
                ("delay", 825.0),
                ("performer out", 1_000.0),
                ("rewrite", 90.0),
                ("not spent if it stops", -19.8)
            ]
        );
        near(verdict.expected.g0, 409_520.0);
        // The film is worth what it costs: 2,200 × 0.018.
        near(verdict.expected.value_term, 3_960.0);
        near(verdict.expected.total, 413_480.0);
        film.state.production.budget = Some(Money::whole(10_000));
        near(film.judge(&[&[fall], &[later]]).expected.value_term, 18_000.0);
        // Not needed later: no cost of the performer being out.
        let last = film.judge(&[&[later], &[fall]]);
        assert!(last.expected.items.iter().all(|item| item.what != "performer out"));
        assert!(last.expected.example);
        film.stunt_mut(stunt).performer = None;
        let nobody = film.judge(&[&[fall], &[later]]);
        assert!(nobody.expected.items.iter().all(|item| item.what != "performer out"));
    }

    #[test]
    fn what_is_shot_before_a_stunt_is_lost_with_it() {
        let mut film = Film::new();
        let [fall, before, other] = [60, 120, 60].map(|minutes| film.strip(minutes));
        let tom = film.actor("TOM", None, &[fall, before]);
        let stunt = film.stunt(fall, StuntClass::A, outcome(100, 900));
        film.stunt_mut(stunt).performer = Some(tom);
        let line = |film: &Film, days: &[&[SheetId]]| {
            let verdict = film.judge(days);
            near(verdict.expected.items.iter().map(|item| item.amount).sum(), verdict.expected.g0);
            let lines = verdict.expected.items.into_iter().filter(|item| item.what == "scenes lost");
            lines.map(|item| item.amount).sum::<f64>()
        };
        let board: [&[SheetId]; 2] = [&[before, other], &[fall]];
        near(line(&film, &board), 0.0);
        for sheet in [fall, before, other] {
            film.sheet(sheet).story_day = Some("D1".into());
        }
        // Two of ten hours of 1,000 and 100: 220, and q is a tenth.
        near(line(&film, &board), 2_200.0);
        near(line(&film, &[&[fall, before], &[other]]), 2_200.0);
        near(line(&film, &[&[fall], &[before, other]]), 0.0);
        film.stunt_mut(stunt).lost = vec![other];
        film.stunt_mut(stunt).not_lost = vec![before];
        // An hour of 1,000.
        near(line(&film, &board), 1_000.0);
        film.stunt_mut(stunt).outcome = outcome(100, 0);
        near(line(&film, &board), 0.0);
    }

    #[test]
    fn figures_that_reward_danger_are_flagged() {
        let mut film = Film::new();
        let [fall, later] = [60; 2].map(|minutes| film.strip(minutes));
        film.stunt(fall, StuntClass::A, outcome(100, 0));
        // A failure saves the second day's 1,000 and costs the film, worth 2,000: 1,000 more.
        assert!(said(&film.judge(&[&[fall], &[later]]), Rule::RiskPays).is_empty());
        film.state.production.budget = Some(Money::whole(999));
        assert_eq!(
            said(&film.judge(&[&[fall], &[later]]), Rule::RiskPays),
            ["stunt stunt-1 would lower the expected cost if it failed more often: each per cent by 0.01"]
        );
        film.state.production.budget = Some(Money::whole(1_000));
        assert!(said(&film.judge(&[&[fall], &[later]]), Rule::RiskPays).is_empty());
    }

    #[test]
    fn two_stunts_of_one_day_nest_by_id() {
        let mut film = Film::new();
        let [a, b, rest] = [60; 3].map(|minutes| film.strip(minutes));
        film.stunt(b, StuntClass::A, Outcome { rewrite_cost: Some(Money::whole(200)), ..outcome(500, 0) });
        film.stunt(a, StuntClass::A, Outcome { rewrite_cost: Some(Money::whole(400)), ..outcome(500, 0) });
        let verdict = film.judge(&[&[a, b], &[rest]]);
        // 1,000 + 0.5 · 200 + 0.5 · (0.5 · 400 + 0.5 · 1,000) = 1,450.
        near(verdict.expected.g0, 145_000.0);
        near(verdict.expected.items.iter().map(|item| item.amount).sum(), 145_000.0);
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-6 * expected.abs().max(1.0), "{found} is not {expected}");
    }

    /// All orders of so many things.
    fn orders(count: usize) -> Vec<Vec<usize>> {
        let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
        let shorter = orders(last).into_iter();
        shorter
            .flat_map(|order| {
                (0..count).map(move |at| {
                    let mut longer = order.clone();
                    longer.insert(at, last);
                    longer
                })
            })
            .collect()
    }

    fn number(value: &serde_json::Value) -> f64 {
        value.as_f64().or_else(|| value["float"].as_f64()).unwrap_or(0.0)
    }

    /// The units of a reference case as strips: a unit of several days is several strips, its cost is a
    /// banner's on its first day, its stunt is on its last.
    struct Case {
        film: Film,
        units: Vec<(Money, Vec<SheetId>)>,
    }

    impl Case {
        fn new(oracle: &serde_json::Value, share_left: u32) -> Self {
            let mut film = Film::new();
            let crew = oracle.get("crew_per_day").or(oracle.get("crew")).map_or(0.0, number);
            film.state.production.prices.crew_day = Some(Money::whole(crew as i64));
            film.state.production.prices.location_day = Some(Money(0));
            let mut units = Vec::new();
            for unit in oracle["units"].as_array().unwrap() {
                let days = unit["dur"].as_u64().unwrap_or(1);
                let strips: Vec<SheetId> = (0..days).map(|_| film.strip(60)).collect();
                let milli = |value: f64| (value * 1000.0).round() as u32;
                let typed = Outcome {
                    delay: Some(PerMille(milli(number(&unit["pd"])))),
                    delay_days: Some(number(&unit["dd"]) as u32),
                    rewrite_cost: Some(Money::whole(number(&unit["R"]) as i64)),
                    ..outcome(milli(number(&unit["q"])), share_left)
                };
                film.stunt(strips[strips.len() - 1], StuntClass::A, typed);
                units.push((Money::whole(number(&unit["c"]) as i64), strips));
            }
            let mut case = Self { film, units };
            case.actors(oracle);
            case.places(oracle);
            case
        }

        fn strips_where(
            &self,
            oracle: &serde_json::Value,
            of: impl Fn(&serde_json::Value) -> bool,
        ) -> Vec<SheetId> {
            let units = oracle["units"].as_array().unwrap().iter().zip(&self.units);
            units.filter(|(unit, _)| of(unit)).flat_map(|(_, (_, strips))| strips.clone()).collect()
        }

        fn actors(&mut self, oracle: &serde_json::Value) {
            for (name, rate) in oracle["rates"].as_object().into_iter().flatten() {
                let plays = |unit: &serde_json::Value| {
                    unit["actors"].as_array().is_some_and(|actors| actors.iter().any(|a| a == name))
                };
                let strips = self.strips_where(oracle, plays);
                let rate = Money::whole(number(rate) as i64);
                let actor = self.film.actor(name, Some(domain::Terms::Daily { rate }), &strips);
                self.film.engagement(actor).drop = Some(false);
            }
        }

        fn places(&mut self, oracle: &serde_json::Value) {
            for (name, visit) in oracle["visit_cost"].as_object().into_iter().flatten() {
                let strips = self.strips_where(oracle, |unit| unit["loc"] == *name);
                let place = self.film.location(name, &strips);
                self.film.place(place).visit = Some(Money::whole(number(visit) as i64));
            }
        }

        /// Expected spending in whole units.
        fn price(&self, order: &[usize]) -> f64 {
            let mut rows = Vec::new();
            for (cost, strips) in order.iter().map(|unit| &self.units[*unit]) {
                rows.push(domain::Row::Banner(Box::new(domain::Banner {
                    kind: domain::BannerKind::Note,
                    text: String::new(),
                    minutes: domain::Minutes(0),
                    cost: Some(*cost),
                })));
                for strip in strips {
                    rows.extend(crate::fixture::rows(&[&[*strip]]));
                }
            }
            let mut board = self.film.board(&[]);
            board.rows.insert(crate::fixture::MAIN, rows);
            crate::assess(&self.film.state, &board).expected.g0 / 100.0
        }

        /// The least over all orders is what the case says, at the order it says.
        fn check(&self, optimal: &serde_json::Value, order: &serde_json::Value) {
            let named: Vec<usize> =
                order.as_array().unwrap().iter().map(|unit| unit.as_u64().unwrap() as usize - 1).collect();
            near(self.price(&named), number(optimal));
            let least = orders(self.units.len()).iter().map(|o| self.price(o)).fold(f64::MAX, f64::min);
            near(least, number(optimal));
        }
    }

    #[test]
    fn oracles_where_a_failure_ends_the_shoot() {
        if let Some(oracle) = crate::oracles::read("o01_pure_abort_ratio") {
            Case::new(&oracle, 0).check(&oracle["optimal"], &oracle["optimal_order"]);
        }
        if let Some(oracle) = crate::oracles::read("o02_general_ratio_index") {
            let case = &oracle["cases"][0];
            assert_eq!((number(&case["waste"]), number(&case["rho"])), (0.0, 0.0));
            Case::new(&oracle, 0).check(&case["optimal"], &case["optimal_order"]);
        }
        if let Some(oracle) = crate::oracles::read("o04_precedence_chain") {
            // The order is given by a precedence that the brute force does not know: only the prices.
            let case = Case::new(&oracle, 0);
            near(case.price(&[0, 1, 2, 3]), number(&oracle["optimal"]));
            near(case.price(&[2, 0, 1, 3]), number(&oracle["ignoring_chain_ratio_order_cost"]));
        }
    }

    #[test]
    fn oracles_with_hold_pay_and_visits() {
        for name in ["o05_talent_hold_abort", "o06_talent_location_abort"] {
            let Some(oracle) = crate::oracles::read(name) else { continue };
            let case = Case::new(&oracle, 0);
            for (order, price) in [
                ("optimal_order", "optimal_expected"),
                ("det_optimal_order", "det_optimal_expected"),
                ("all_stunts_first_riskiest_order", "all_stunts_first_riskiest_expected"),
            ] {
                let order: Vec<usize> = oracle[order]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|u| u.as_u64().unwrap() as usize - 1)
                    .collect();
                near(case.price(&order), number(&oracle[price]));
            }
        }
    }

    #[test]
    fn oracle_of_a_delay() {
        let Some(oracle) = crate::oracles::read("o08_delay_burn") else { return };
        let case = Case::new(&oracle, 1000);
        case.check(&oracle["optimal"], &oracle["optimal_order"]);
        near(case.price(&[1, 0, 2, 3]), number(&oracle["mid_cost"]));
        let all = orders(4);
        let best = all.iter().filter(|o| case.price(o) < number(&oracle["optimal"]) + 0.001).count();
        assert_eq!(best as u64, oracle["n_optima"].as_u64().unwrap());
    }
}
