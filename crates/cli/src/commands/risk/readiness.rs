//! Readiness that decays: what it costs on the board as it is, and the best order of the board's dates.

use domain::{Board, Date, State};
use reports::{Paper, left, right};
use risk::order::OrderError;
use risk::{Model, Price, Readiness, Shoot};
use rules::Verdict;
use serde_json::{Value, json};

use super::text::{amount, day, row, signed};
use crate::count::count;

/// What an order of the dates leaves out, in words.
const LEFT_OUT: &str = "Dates move as wholes, each at what it costs on the board: hold pay, visits to locations, light and rest between days are left out. \
    Dates without a stunt keep their order, and scenes that must be before others are; what is pinned or shot stays. A date comes only where \
    its people, things and places can be had, its stunts are ready, and its actions are answered and clear as far as anybody says.";

/// Flags that are written out; more are counted.
const NAMED: usize = 4;

/// What somebody asked, answered. Money in cents.
pub(super) struct Decay<'a> {
    /// Of itself, that q grows each day.
    percent: f64,
    /// The first shooting date: who did not train is sharp then.
    first: Option<Date>,
    /// Stunts whose q is another on the board's own date, by date.
    stunts: Vec<Decayed<'a>>,
    without: Price,
    with: Price,
    best: Result<Best<'a>, OrderError>,
}

/// A stunt's q where it stands.
struct Decayed<'a> {
    name: &'a str,
    date: Date,
    q: f64,
    decayed: f64,
}

/// The best order.
struct Best<'a> {
    price: Price,
    /// What the best order without decay is expected to cost, with decay.
    best_without: Price,
    moves: Vec<Move<'a>>,
    judged: Judged,
}

/// A date that goes elsewhere.
struct Move<'a> {
    from: Date,
    to: Date,
    stunts: Vec<MovedStunt<'a>>,
}

/// A stunt on it, with decay.
struct MovedStunt<'a> {
    name: &'a str,
    q: f64,
    q_there: f64,
}

/// What the judge says of the board in the best order.
struct Judged {
    /// Its own price of it, with decay.
    price: Price,
    /// What it forbids there, and how much on the board as it is.
    forbidden: (Vec<String>, usize),
}

impl<'a> Decay<'a> {
    pub(super) fn new(
        (state, board): (&'a State, &Board),
        (verdict, shoot): (&Verdict, &Shoot),
        percent: f64,
    ) -> Result<Self, OrderError> {
        let growth = percent / 100.0;
        let steady = Readiness::new(state, board, verdict, shoot, 0.0)?;
        let decaying = Readiness::new(state, board, verdict, shoot, growth)?;
        let planned = decaying.planned();
        let name = |id| state.stunts.get(&id).map_or("?", |stunt| stunt.name.as_str());
        let stunts = decaying.dates().enumerate().flat_map(|(at, date)| {
            let both = steady.ends(at, at).zip(decaying.ends(at, at));
            both.map(move |((id, q), (_, decayed))| Decayed { name: name(id), date, q, decayed })
        });
        Ok(Self {
            percent,
            first: decaying.dates().next(),
            stunts: stunts.filter(|stunt| stunt.decayed > stunt.q).collect(),
            without: steady.price(&planned),
            with: decaying.price(&planned),
            best: Best::new((state, board, verdict), [&steady, &decaying], growth),
        })
    }

    pub(super) fn json(&self) -> Value {
        let cents = |cents: f64| cents.round() / 100.0;
        let money = |price: &Price| json!({ "g0": cents(price.g0), "total": cents(price.total) });
        let stunts = self.stunts.iter().map(|stunt| {
            json!({ "stunt": stunt.name, "date": stunt.date, "q": stunt.q, "q_decayed": stunt.decayed })
        });
        let best = self.best.as_ref().map(|best| {
            let moves = best.moves.iter().map(|moved| {
                let stunts = moved.stunts.iter();
                let stunts = stunts.map(|s| json!({ "stunt": s.name, "q_decayed": s.q, "q_there": s.q_there }));
                json!({ "date": moved.from, "to": moved.to, "stunts": stunts.collect::<Vec<_>>() })
            });
            let Judged { price, forbidden: (there, here) } = &best.judged;
            let mut judged = money(price);
            judged["forbidden"] = json!(there);
            judged["forbidden_as_it_is"] = json!(here);
            json!({ "price": money(&best.price), "saves": cents(self.with.total - best.price.total),
                "best_without_decay": money(&best.best_without), "moves": moves.collect::<Vec<_>>(), "judged": judged })
        });
        json!({
            "risk_model": Model::Recursion.label(), "percent_a_day": self.percent, "example_assumption": true,
            "stunts": stunts.collect::<Vec<_>>(), "without_decay": money(&self.without), "with_decay": money(&self.with),
            "best": best.as_ref().ok(), "why_not": best.as_ref().err().map(ToString::to_string),
        })
    }
}

impl<'a> Best<'a> {
    fn new(
        (state, board, verdict): (&'a State, &Board, &Verdict),
        [steady, decaying]: [&Readiness; 2],
        growth: f64,
    ) -> Result<Self, OrderError> {
        let order = decaying.best()?.order;
        let dates: Vec<Date> = decaying.dates().collect();
        let moves = order.iter().enumerate().filter(|(place, unit)| place != *unit).map(|(place, &unit)| {
            let both = decaying.ends(unit, unit).zip(decaying.ends(unit, place));
            let stunts = both.filter_map(|((id, q), (_, q_there))| {
                Some(MovedStunt { name: state.stunts.get(&id)?.name.as_str(), q, q_there })
            });
            Move { from: dates[unit], to: dates[place], stunts: stunts.collect() }
        });
        let moved = decaying.board(state, board, &order);
        let judged = rules::assess(state, &moved);
        let shoot = Shoot::new(state, &moved, &judged).ok_or(OrderError::NoOrder)?;
        let anew = Readiness::new(state, &moved, &judged, &shoot, growth)?;
        Ok(Self {
            price: decaying.price(&order),
            best_without: decaying.price(&steady.best()?.order),
            moves: moves.collect(),
            judged: Judged {
                price: anew.price(&anew.planned()),
                forbidden: (
                    judged.forbidden().map(|flag| flag.what.clone()).collect(),
                    verdict.forbidden().count(),
                ),
            },
        })
    }
}

pub(super) fn text(decay: &Decay<'_>, paper: &mut Paper) {
    paper.heading(&format!("readiness that decays ({})", Model::Recursion.label()));
    let first = decay.first.map(day).unwrap_or_default();
    paper.wrapped(0, &format!(
        "Example assumption, measured by nobody: each calendar day since a performer was last sharp for a stunt adds {} % of itself to its q. Sharp \
         is who trained for it the day before; without training days, who shoots on {first}; with protected days, always. A delay, and the \
         performer being out, are as likely as before.",
        decay.percent
    ));
    let name = left(paper.width.saturating_sub(16 + 2 * 10 + 4).min(44));
    let columns = [name, left(16), right(10), right(10)];
    if !decay.stunts.is_empty() {
        paper.row(&columns, &["Stunt", "Date", "q", "decayed"]);
    }
    for stunt in &decay.stunts {
        let [q, decayed] = [stunt.q, stunt.decayed].map(|q| format!("{q:.3}"));
        paper.row(&columns, &[stunt.name, &day(stunt.date), &q, &decayed]);
    }
    let (without, with) = (decay.without, decay.with);
    row(paper, "expected spending", &amount(with.g0), &signed(with.g0 - without.g0));
    row(paper, "with the film's value at stake", &amount(with.total), &signed(with.total - without.total));
    paper.heading("the best order of the board's dates then");
    paper.wrapped(0, LEFT_OUT);
    match &decay.best {
        Err(why) => paper.wrapped(0, &format!("Not found: {why}.")),
        Ok(best) => order(decay, best, paper),
    }
}

fn order(decay: &Decay<'_>, best: &Best<'_>, paper: &mut Paper) {
    if best.moves.is_empty() {
        paper.wrapped(0, "The board's own: no other that may be shot is expected to cost less.");
        return;
    }
    let name = left(paper.width.saturating_sub(2 * 16 + 2 * 10 + 5).min(44));
    let columns = [name, left(16), left(16), right(10), right(10)];
    let (with, plain): (Vec<_>, Vec<_>) = best.moves.iter().partition(|moved| !moved.stunts.is_empty());
    paper.row(&columns, &["Stunt", "From", "To", "decayed", "there"]);
    for moved in with {
        for stunt in &moved.stunts {
            let [q, there] = [stunt.q, stunt.q_there].map(|q| format!("{q:.3}"));
            paper.row(&columns, &[stunt.name, &day(moved.from), &day(moved.to), &q, &there]);
        }
    }
    if !plain.is_empty() {
        let make = if plain.len() == 1 { "makes" } else { "make" };
        paper.wrapped(0, &format!("{} without a stunt {make} room.", count(plain.len(), "date")));
    }
    let [spending, total] = changes(decay, best.price);
    row(paper, "expected spending", &amount(best.price.g0), &spending);
    row(paper, "with the film's value at stake", &amount(best.price.total), &total);
    let more = best.best_without.total - best.price.total;
    paper.wrapped(
        0,
        &if more < 50.0 {
            "The order that is best without decay is best with it too.".to_owned()
        } else {
            format!(
                "The order that is best without decay is expected to cost {} more, with the value.",
                amount(more)
            )
        },
    );
    judged(decay, &best.judged, paper);
}

/// What an order of dates does not see, the judge does.
fn judged(decay: &Decay<'_>, judged: &Judged, paper: &mut Paper) {
    let Judged { price, forbidden: (there, here) } = judged;
    let [spending, total] = changes(decay, *price);
    paper.wrapped(0, &format!(
        "The judge, who prices that board anew: {spending} expected spending, {total} with the value; {} forbidden by its rules, {here} on the board as it is.",
        count(there.len(), "thing")
    ));
    for what in there.iter().take(NAMED) {
        paper.wrapped(2, &format!("⚑ {what}"));
    }
    if there.len() > NAMED {
        paper.wrapped(2, &format!("and {} more", there.len() - NAMED));
    }
    paper.wrapped(0, "This says where to look. Nothing was moved: what you move, `firstup check` judges.");
}

/// What another price changes of the board as it is, with decay: of expected spending, and with the value.
fn changes(decay: &Decay<'_>, price: Price) -> [String; 2] {
    [price.g0 - decay.with.g0, price.total - decay.with.total].map(signed)
}
