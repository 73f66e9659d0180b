//! Early or late, for one stunt: a sentence with the figures of the rule, and one with the judge's.

use domain::{Money, SheetId, State};
use optimiser::explain::{End, Way};
use risk::FirstOrLast;

use super::StuntAnswer;

/// Money that is no reason: less than a unit of the currency.
pub(super) const NOTHING: f64 = 100.0;

/// `the leap (scene 45 pt 1)`.
pub(super) fn name(state: &State, rule: &FirstOrLast) -> String {
    let stunt = &state.stunts[&rule.stunt];
    format!("{} (scene {})", stunt.name, state.label(stunt.sheet))
}

/// What the closed form says: what first saves, what last saves, and which is cheaper by how much.
pub(super) fn by_rule(rule: &FirstOrLast) -> String {
    let (first, waits, own) = (rule.first_saves(), rule.nobody_waits(0.0), rule.own_not_spent());
    let (away, again) = (rule.nothing_thrown_away(), amount(rule.again));
    let stops = (first >= NOTHING).then(|| {
        let (ends, dropped, rest) = (rule.ends, 1.0 - rule.share_left, amount(rule.rest));
        format!("{} (q {ends:.3} × {dropped:.3} not shot after a rewrite × {rest} that all else is expected to cost)", amount(first))
    });
    let away = (away >= NOTHING).then(|| {
        let (ends, still) = (rule.ends, rule.others_go_on);
        format!(
            "{} (q {ends:.3} × {still:.3} × {again} of scenes that a rewrite throws away once they are shot)",
            amount(away)
        )
    });
    let waits = (waits >= NOTHING).then(|| {
        let (out, days, idle) = (rule.out, rule.out_days, amount(rule.idle_day));
        format!(
            "{} (out {out:.3} × {days:.0} days × {idle} an idle day: nobody waits for its performer)",
            amount(waits)
        )
    });
    let own = (own >= NOTHING).then(|| {
        let (stops, day) = (1.0 - rule.others_go_on, amount(rule.own));
        format!(
            "{} ({stops:.3} that another stunt stops the plan before × {day} of its own day)",
            amount(own)
        )
    });
    let all = |parts: [Option<String>; 2]| {
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "nothing".to_owned() } else { parts.join(" and ") }
    };
    let (early, late) = (all([stops, away]), all([waits, own]));
    let cheaper = cheaper(rule.first_is_cheaper_by(0.0));
    format!("Shot first it saves {early}; shot last it saves {late}: {cheaper}.{}", with_slack(rule))
}

/// With other scenes to shoot while the performer is out, where that changes the figures.
fn with_slack(rule: &FirstOrLast) -> String {
    let (fixed, recourse) = (rule.first_is_cheaper_by(0.0), rule.first_is_cheaper_by(rule.other_days));
    if (fixed - recourse).abs() < NOTHING {
        return String::new();
    }
    let days = crate::count::count(rule.other_days, "whole day");
    format!(" With {days} of other scenes to shoot meanwhile (recourse) {}.", cheaper(recourse))
}

fn cheaper(first: f64) -> String {
    match first {
        f if f >= NOTHING => format!("early is cheaper by {}", amount(f)),
        f if f <= -NOTHING => format!("late is cheaper by {}", amount(-f)),
        _ => "it makes no difference".to_owned(),
    }
}

/// What the judge says of the two ends.
pub(super) fn by_judge(state: &State, answer: &StuntAnswer) -> String {
    let [earliest, latest] = &answer.ends;
    let words = |end: &Option<End>, far: &str, further: &str| match end {
        Some(end) => format!("on {} ({far} that takes it{}) {}", day(end), way(state, end), change(end)),
        None => format!("no {further} day takes it"),
    };
    format!(
        "The judge, on this board: {}; {}.",
        words(earliest, "the earliest", "earlier"),
        words(latest, "the latest", "later")
    )
}

fn day(end: &End) -> String {
    format!("day {}, {}", end.day + 1, end.date.strftime("%a %-d %b"))
}

fn way(state: &State, end: &End) -> String {
    let scene = |sheet: SheetId| format!(", scene {} in its place", state.label(sheet));
    match end.way {
        Way::Alone => String::new(),
        Way::Swap(other) => scene(other),
        Way::Days => ", the two days swapped".to_owned(),
        Way::Day => ", its whole day moved".to_owned(),
    }
}

/// `costs 4,200 more: +9,000 if all goes well, -4,800 for the risk`.
fn change(end: &End) -> String {
    let difference = &end.instead.difference;
    let (all, well) = (difference.expected, difference.cost.0 as f64);
    let verb = match all {
        all if all >= NOTHING => format!("it costs {} more", amount(all)),
        all if all <= -NOTHING => format!("it costs {} less", amount(-all)),
        _ => "it costs the same".to_owned(),
    };
    format!("{verb}: {} if all goes well, {} for the risk", signed(well), signed(all - well))
}

/// Cents in whole units of the currency: no exact figure.
#[allow(clippy::cast_possible_truncation, reason = "whole units of a film's cost")]
pub(super) fn amount(cents: f64) -> String {
    Money::whole((cents / 100.0).round() as i64).to_string()
}

#[allow(clippy::cast_possible_truncation, reason = "whole units of a film's cost")]
fn signed(cents: f64) -> String {
    reports::money_signed(Money::whole((cents / 100.0).round() as i64))
}
