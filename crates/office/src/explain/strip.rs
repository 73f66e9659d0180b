//! Why a strip is on its day.

use domain::{Sheet, UnitId};
use optimiser::explain::{Alternative, alternatives};
use reports::{Paper, capitalised, left, money_signed, right};
use serde_json::{Value, json};
use store::StoreError;

use super::history::{Held, held};
use super::{Asked, difference_json, first_of, reasons, rounded};

/// Why a scene's strip is where it is, and what every other day would change.
///
/// # Errors
/// For an unknown scene, and when the history cannot be read.
pub fn strip(asked: &Asked<'_>, scene: &str) -> Result<super::Answer, StoreError> {
    let sheet = &asked.state.sheets[&asked.state.sheet_called(scene)?];
    let held = held(asked.file, asked.board, sheet)?;
    // A pin would refuse every other day: what it costs is what one wants to know.
    let mut free = asked.state.clone();
    free.sheets.insert(sheet.id, Sheet { pin: None, ..sheet.clone() });
    let asked = &Asked { state: &free, verdict: rules::assess(&free, asked.board), ..*asked };
    let state = asked.state;
    let place = asked.board.placements().get(&sheet.id).map(|(unit, day, _)| (*unit, *day));
    let answer = Answer {
        sheet,
        held,
        place,
        unit: place.map(|(unit, _)| unit).or_else(|| state.unit_of(sheet)),
        all: alternatives(state, asked.board, &asked.verdict, sheet),
    };
    Ok(super::Answer { value: json(asked, &answer), text: text(asked, &answer) })
}

struct Answer<'a> {
    sheet: &'a Sheet,
    held: Held,
    place: Option<(UnitId, usize)>,
    unit: Option<UnitId>,
    all: Vec<Alternative>,
}

impl Answer<'_> {
    /// The best place that breaks nothing forbidden that is not broken now.
    fn next_best(&self) -> Option<&Alternative> {
        let legal = self.all.iter().filter(|alternative| alternative.instead.difference.is_legal());
        legal.min_by(|a, b| {
            let (a, b) = (&a.instead.difference, &b.instead.difference);
            a.expected.total_cmp(&b.expected).then(a.cost.cmp(&b.cost))
        })
    }

    fn day_name(&self, asked: &Asked<'_>, alternative: &Alternative) -> String {
        self.unit.map(|unit| asked.day_name(unit, alternative.day, alternative.date)).unwrap_or_default()
    }

    fn swap_words(&self, asked: &Asked<'_>, alternative: &Alternative) -> String {
        let swap = alternative.swap.map(|other| format!(", scene {} in its place", asked.state.label(other)));
        swap.unwrap_or_default()
    }
}

fn text(asked: &Asked<'_>, answer: &Answer<'_>) -> String {
    let (state, sheet) = (asked.state, answer.sheet);
    let mut paper = asked.paper();
    let label = state.label(sheet.id);
    paper.heading(&format!("Scene {label} on {}", asked.board.name));
    let heading = state.heading_of(sheet).map_or(state.set_name(sheet), |heading| heading.text.as_str());
    let location = state.location_of(sheet).map(|location| format!(" · {}", location.name));
    let (pages, minutes) = (sheet.eighths, state.minutes_of(sheet));
    paper.wrapped(
        0,
        &format!("{heading} · {pages} {} · {minutes}{}", pages.noun(), location.unwrap_or_default()),
    );
    let day = answer.place.and_then(|(unit, ordinal)| {
        let day = asked.verdict.days.iter().find(|day| day.unit == unit && day.ordinal == ordinal);
        day.map(|day| asked.day_name(unit, ordinal, Some(day.date)))
    });
    let on = day.map_or_else(String::new, |day| format!("on {day}, "));
    paper.wrapped(0, &capitalised(&format!("{on}{}.", answer.held.words())));
    if sheet.pin.is_some() {
        paper.wrapped(0, "What follows is without the pin.");
    }
    match answer.next_best() {
        Some(best) => write_best(asked, answer, best, &mut paper),
        None => {
            paper.heading("No other day");
            paper.wrapped(0, "Every other day would break something forbidden:");
            write_refused(asked, answer, &mut paper);
            return asked.finish(paper);
        }
    }
    asked.money_heading(&mut paper, "Every other day");
    write_days(asked, answer, &mut paper);
    write_refused(asked, answer, &mut paper);
    asked.finish(paper)
}

fn write_best(asked: &Asked<'_>, answer: &Answer<'_>, best: &Alternative, paper: &mut Paper) {
    let difference = &best.instead.difference;
    asked.money_heading(paper, "The next best day");
    let (day, swap) = (answer.day_name(asked, best), answer.swap_words(asked, best));
    paper.wrapped(0, &format!("{}{swap}: {}", capitalised(&day), asked.change_words(difference)));
    if difference.expected < 0.0 {
        paper.wrapped(0, "It is cheaper there: the board is not at its best.");
    }
    asked.write_instead(&best.instead, paper);
}

/// The days that can take it, the cheapest first.
fn write_days(asked: &Asked<'_>, answer: &Answer<'_>, paper: &mut Paper) {
    let legal = answer.all.iter().filter(|alternative| alternative.instead.difference.is_legal());
    let mut legal: Vec<&Alternative> = legal.collect();
    legal.sort_by(|a, b| a.instead.difference.expected.total_cmp(&b.instead.difference.expected));
    let day = left(paper.width.saturating_sub(34).min(56));
    let columns = if asked.money { vec![day, right(16), right(16)] } else { vec![day, left(32)] };
    if asked.money {
        paper.row(&columns, &["Day", "Cost", "Expected"]);
    }
    for alternative in legal {
        let difference = &alternative.instead.difference;
        let day = format!("{}{}", answer.day_name(asked, alternative), answer.swap_words(asked, alternative));
        if asked.money {
            paper.row(&columns, &[&day, &money_signed(difference.cost), &rounded(difference.expected)]);
        } else {
            paper.row(&columns, &[&day, &asked.change_words(difference)]);
        }
    }
}

/// The days that cannot, those of one reason together.
fn write_refused(asked: &Asked<'_>, answer: &Answer<'_>, paper: &mut Paper) {
    let mut left = refused(asked, answer);
    if !left.is_empty() {
        paper.gap();
    }
    // A reason that refuses many days says more than what else those days would break.
    while let Some((why, days)) = most_common(&left) {
        left.retain(|(day, _)| !days.contains(day));
        paper.wrapped(2, &format!("⚑ {}: {why}", day_ranges(&days)));
    }
    for (day, why) in left {
        paper.wrapped(2, &format!("⚑ {}: {}", day_ranges(&[day]), first_of(why, 2)));
    }
}

/// The days that refuse the strip where no swap helps either, with what it would break there.
fn refused(asked: &Asked<'_>, answer: &Answer<'_>) -> Vec<(usize, Vec<String>)> {
    let legal =
        |day: usize| answer.all.iter().any(|other| other.day == day && other.instead.difference.is_legal());
    let alone = answer.all.iter().filter(|alternative| alternative.swap.is_none() && !legal(alternative.day));
    alone
        .map(|alternative| {
            let day = answer.day_name(asked, alternative);
            let bare = |why: String| {
                let there = why.replace(&format!(" is on {day}"), " is there");
                there.replace(&format!(" on {day}"), "").replace(&day, "the day")
            };
            let why = reasons(alternative.instead.difference.forbidden(), asked.money);
            (alternative.day, why.into_iter().map(bare).collect())
        })
        .collect()
}

/// The reason that most of the days share, at least two of them.
fn most_common(refused: &[(usize, Vec<String>)]) -> Option<(String, Vec<usize>)> {
    let all = refused.iter().flat_map(|(_, why)| why);
    let days = |reason: &String| {
        let with = refused.iter().filter(|(_, why)| why.contains(reason));
        with.map(|(day, _)| *day).collect::<Vec<usize>>()
    };
    let best = all.max_by_key(|reason| (days(reason).len(), std::cmp::Reverse((*reason).clone())))?;
    let days = days(best);
    (days.len() > 1).then(|| (best.clone(), days))
}

/// `days 3–7, 9`, of days from 0 in order.
fn day_ranges(days: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *day => *last = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let run = |(first, last): (usize, usize)| match first == last {
        true => format!("{}", first + 1),
        false => format!("{}–{}", first + 1, last + 1),
    };
    let s = if days.len() == 1 { "" } else { "s" };
    format!("day{s} {}", runs.into_iter().map(run).collect::<Vec<_>>().join(", "))
}

fn json(asked: &Asked<'_>, answer: &Answer<'_>) -> Value {
    let state = asked.state;
    let place = |alternative: &Alternative| {
        let swap = alternative.swap.map(|other| state.label(other));
        json!({ "day": alternative.day + 1, "date": alternative.date, "swap": swap })
    };
    let mut value = asked.json("strip");
    value["scene"] = state.label(answer.sheet.id).into();
    value["unit"] = answer.unit.and_then(|unit| state.units.get(&unit)).map(|unit| unit.name.as_str()).into();
    value["day"] = answer.place.map(|(_, day)| day + 1).into();
    value["held"] = answer.held.json();
    value["without_pin"] = answer.sheet.pin.is_some().into();
    value["next_best"] = answer.next_best().map_or(Value::Null, |best| {
        let mut value = place(best);
        value["change"] = difference_json(state, &best.instead.difference);
        value
    });
    let days = answer.all.iter().map(|alternative| {
        let difference = &alternative.instead.difference;
        let mut value = place(alternative);
        value["cost"] = difference.cost.decimal().into();
        value["expected"] = (difference.expected / 100.0).into();
        value["forbidden"] = difference.forbidden().map(|flag| flag.what.as_str()).collect();
        value
    });
    value["days"] = days.collect();
    value
}
