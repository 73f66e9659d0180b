//! The answers for scripts.

use optimiser::explain::{End, Way};
use risk::{Model, Percentile};
use serde_json::{Value, json};

use super::{Answer, Answers, StuntAnswer, first_or_last};
use crate::commands::check::verdict_json;
use crate::search::Limits;

impl Answers<'_> {
    pub(super) fn json(&self) -> Value {
        let state = self.state;
        let example = self.answers.iter().any(|a| a.verdict.money != domain::Source::Confirmed);
        json!({
            "schema": "firstup.answers/1", "currency": state.production.currency(), "example": example,
            "example_assumption": self.answers.iter().any(|answer| answer.verdict.expected.example),
            "assumed": self.assumed(), "proposed_parts": self.parts, "left_out": self.left_out.values, "planned_around": self.left_out.around,
            "set_aside": self.left_out.set_aside, "stopped": self.stopped,
            "seconds": self.seconds, "threads": Limits::of(self.search).threads, "seed": self.search.seed,
            "replications": super::REPLICATIONS,
            "answers": self.answers.iter().map(|answer| self.answer(answer)).collect::<Vec<_>>(),
            "stunts": self.stunts.iter().map(|stunt| self.stunt(stunt)).collect::<Vec<_>>(),
        })
    }

    fn answer(&self, answer: &Answer<'_>) -> Value {
        let state = self.state;
        let mut value = verdict_json(state, answer.board, &answer.verdict);
        value["objective"] = answer.question.key.into();
        value["same_as"] = answer.same_as.into();
        value["bound"] = answer.bound.map(money).into();
        value["recourse"] = answer.outlook.as_ref().map_or(Value::Null, |outlook| {
            let shoot = &outlook.shoot;
            let of = |p: &Percentile, of: &dyn Fn(f64) -> Value| {
                json!({ "value": of(p.value), "low": of(p.low), "high": of(p.high) })
            };
            json!({ "risk_model": Model::Recourse.label(), "cost_p80": of(outlook.cost_p80(), &|cents| money(cents).into()),
                "finish_planned": outlook.planned_finish(),
                "finish_p80": of(outlook.days_p80(), &|days| json!(shoot.date_after(days))) })
        });
        let most = answer.outlook.as_ref().and_then(|outlook| Some((outlook, outlook.most_exposed()?)));
        value["exposed"] = most.map_or(Value::Null, |(outlook, (date, most))| {
            json!({ "most": money(most), "on": date, "below_half_from": outlook.half_behind() })
        });
        let placements = answer.board.placements();
        let stunts = answer.outlook.iter().flat_map(|outlook| &outlook.shoot.stunts).filter_map(|shot| {
            let stunt = state.stunts.get(&shot.id)?;
            let (unit, day, _) = placements.get(&stunt.sheet)?;
            Some(json!({ "stunt": stunt.name, "scene": state.label(stunt.sheet), "unit": state.units.get(unit).map(|u| &u.name),
                "day": day + 1, "date": shot.date, "q": shot.terminal() }))
        });
        value["first_up"] = stunts.collect();
        value
    }

    fn stunt(&self, stunt: &StuntAnswer) -> Value {
        let (state, rule) = (self.state, &stunt.rule);
        let known = &state.stunts[&rule.stunt];
        let cheaper = |slack: f64| money(rule.first_is_cheaper_by(slack));
        json!({
            "stunt": known.name, "scene": state.label(known.sheet), "board": self.answers[super::ASKED_FOR_STUNTS].board.name,
            "q": rule.ends, "share_left": rule.share_left, "rest": money(rule.rest), "own": money(rule.own),
            "others_go_on": rule.others_go_on, "out": rule.out, "out_days": rule.out_days, "idle_day": money(rule.idle_day),
            "other_days": rule.other_days, "again": money(rule.again),
            "first_saves": { "rest_not_spent": money(rule.first_saves()), "nothing_thrown_away": money(rule.nothing_thrown_away()) },
            "last_saves": { "nobody_waits": money(rule.nobody_waits(0.0)), "own_not_spent": money(rule.own_not_spent()) },
            "first_is_cheaper_by": cheaper(0.0), "with_other_scenes": cheaper(rule.other_days),
            "ratio": rule.ratio().map(money),
            "earliest": self.end(stunt.ends[0].as_ref()), "latest": self.end(stunt.ends[1].as_ref()),
            "sentence": first_or_last::by_rule(rule), "judge": first_or_last::by_judge(state, stunt),
        })
    }

    fn end(&self, end: Option<&End>) -> Value {
        let Some(end) = end else { return Value::Null };
        let (way, scene) = match end.way {
            Way::Alone => ("alone", None),
            Way::Swap(other) => ("swap", Some(self.state.label(other))),
            Way::Days => ("days", None),
            Way::Day => ("day", None),
        };
        let difference = &end.instead.difference;
        json!({ "day": end.day + 1, "date": end.date, "way": way, "swap": scene, "cost": difference.cost.decimal(),
            "expected": money(difference.expected) })
    }
}

/// Cents as a number in the currency.
fn money(cents: f64) -> f64 {
    cents.round() / 100.0
}
