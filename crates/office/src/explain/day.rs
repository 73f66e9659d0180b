//! What makes a day dear, and what it would save if it were gone.

use domain::{Money, PageEighths, Refusal, UnitId};
use optimiser::explain::{DayCost, Gone, RuleShare, day_cost, without_day};
use reports::{Paper, dearer, left, money_signed, right};
use rules::DayVerdict;
use serde_json::{Value, json};

use super::{Asked, difference_json};

/// Names that are written out for a line; more are counted.
const NAMED: usize = 4;

/// What falls on a day's date, and what it would save if the day were gone.
///
/// # Errors
/// For what is no day of the board.
pub fn day(asked: &Asked<'_>, text: &str) -> Result<super::Answer, Refusal> {
    let day = day_called(asked, text)?;
    let cost = day_cost(&asked.verdict, day);
    let gone = without_day(asked.state, asked.board, &asked.verdict, (day.unit, day.ordinal));
    let gone = gone.as_ref();
    Ok(super::Answer { value: json(asked, day, &cost, gone), text: write(asked, day, &cost, gone) })
}

/// The day of `5`, `day 5`, `Second unit:5`, or of a date of the main unit.
fn day_called<'a>(asked: &'a Asked<'_>, text: &str) -> Result<&'a DayVerdict, Refusal> {
    let state = asked.state;
    let main = state.main_unit().map(|unit| unit.id);
    let (unit, day) = match text.rsplit_once(':') {
        Some((unit, day)) => (state.unit_called(unit)?, day),
        None => (main.ok_or_else(|| Refusal::new("this production has no unit"))?, text),
    };
    let number = day.trim().trim_start_matches("day").trim();
    let date: Option<domain::Date> = number.parse().ok();
    let ordinal: Option<usize> = number.parse().ok();
    let is_it =
        |day: &&DayVerdict| day.unit == unit && (Some(day.date) == date || Some(day.ordinal + 1) == ordinal);
    asked.verdict.days.iter().find(is_it).ok_or_else(|| {
        let days = asked.verdict.days.iter().filter(|day| day.unit == unit).count();
        let what = format!("“{text}” is no day of {}", asked.board.name);
        match days {
            0 => Refusal::new(format!("{what}, which has none yet")),
            _ => Refusal::with_remedy(what, format!("write one from 1 to {days}, or its date")),
        }
    })
}

fn write(asked: &Asked<'_>, day: &DayVerdict, cost: &DayCost, gone: Option<&Gone>) -> String {
    let mut paper = asked.paper();
    let name = asked.day_name(day.unit, day.ordinal, Some(day.date));
    paper.heading(&format!("{name} of {}", asked.board.name));
    write_facts(asked, day, &mut paper);
    asked.money_heading(&mut paper, "What falls on its date");
    write_cost(asked, cost, &mut paper);
    asked.money_heading(&mut paper, "If the day were gone");
    match gone {
        None => paper.wrapped(0, "Nothing is shot on it."),
        Some(gone) => write_gone(asked, day.unit, gone, &mut paper),
    }
    asked.finish(paper)
}

fn write_facts(asked: &Asked<'_>, day: &DayVerdict, paper: &mut Paper) {
    let state = asked.state;
    let shooting = || asked.verdict.days.iter().filter(|other| other.unit == day.unit && other.work.0 > 0);
    let days = i64::try_from(shooting().count().max(1)).unwrap_or(1);
    let eighths: i64 = shooting().map(|day| i64::from(day.eighths.0)).sum();
    let minutes: i64 = shooting().map(|day| i64::from(day.work.0)).sum();
    let average = |sum: i64| i32::try_from((sum + days / 2) / days).unwrap_or(i32::MAX);
    let kind = day.kind.label().to_lowercase();
    let pages = PageEighths(u32::try_from(average(eighths)).unwrap_or(0));
    let work = domain::Minutes(average(minutes));
    paper.wrapped(
        0,
        &format!(
            "A {kind}: call {}, wrap {}, {} of work (average {work}), {} {} (average {pages}).",
            day.call,
            day.wrap,
            day.work,
            day.eighths,
            day.eighths.noun()
        ),
    );
    let scenes: Vec<String> = day.strips.iter().map(|strip| state.label(strip.sheet)).collect();
    let s = match scenes.len() {
        0 => return,
        1 => "",
        _ => "s",
    };
    let places: Vec<&str> =
        day.locations.iter().filter_map(|id| state.locations.get(id)).map(|l| l.name.as_str()).collect();
    let at = if places.is_empty() { String::new() } else { format!(" at {}", places.join(", ")) };
    paper.wrapped(0, &format!("Scene{s} {}{at}.", scenes.join(", ")));
}

fn write_cost(asked: &Asked<'_>, cost: &DayCost, paper: &mut Paper) {
    let (what, money) = (20, 13);
    let who = paper.width.saturating_sub(what + 3 * money + 4).max(10);
    let columns = [left(what), right(money), right(money), right(money), left(who)];
    let hidden = [left(what), left(money), left(who + 2 * (money + 1))];
    if asked.money {
        paper.row(&columns, &["Rule", "This day", "Average", "Above", "For"]);
    } else {
        paper.row(&hidden, &["Rule", "Than average", "For"]);
    }
    let whole = |money: Money| Money::whole(money.scaled(1, 100).0);
    let above = |cost: Money, average: Money| money_signed(whole(cost - average));
    for share in &cost.rules {
        if !asked.money {
            let than = if share.cost == Money(0) { "none" } else { dearer(share.cost.cmp(&share.average)) };
            paper.row(&hidden, &[share.rule.label(), than, &subjects(asked, share)]);
            continue;
        }
        let cells = [
            share.cost.to_string(),
            whole(share.average).to_string(),
            above(share.cost, share.average),
            subjects(asked, share),
        ];
        paper.row(&columns, &[share.rule.label(), &cells[0], &cells[1], &cells[2], &cells[3]]);
    }
    if asked.money {
        let total = [cost.cost.to_string(), whole(cost.average).to_string(), above(cost.cost, cost.average)];
        paper.row(&columns, &["Together", &total[0], &total[1], &total[2], ""]);
    }
    let dear: Vec<String> = cost
        .rules
        .iter()
        .filter(|share| share.cost > share.average)
        .take(3)
        .map(|share| {
            let above = format!(" ({})", above(share.cost, share.average));
            let above = if asked.money { above } else { String::new() };
            format!("{}{above}", share.rule.label().to_lowercase())
        })
        .collect();
    let words = match cost.cost.cmp(&cost.average) {
        std::cmp::Ordering::Greater => format!("What makes it dearer than the average: {}.", dear.join(", ")),
        std::cmp::Ordering::Equal => "It costs what the average day costs.".to_owned(),
        _ if dear.is_empty() => "It is cheaper than the average day.".to_owned(),
        _ => format!("It is cheaper than the average day, but for {}.", dear.join(", ")),
    };
    paper.wrapped(0, &words);
}

/// For whom, the dearest first.
fn subjects(asked: &Asked<'_>, share: &RuleShare) -> String {
    let names = share.items.iter().map(|item| reports::subject_name(asked.state, item.subject));
    let mut names: Vec<String> = names.collect();
    names.dedup();
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}

fn write_gone(asked: &Asked<'_>, unit: UnitId, gone: &Gone, paper: &mut Paper) {
    if let Some(stuck) = gone.stuck {
        let label = asked.state.label(stuck);
        paper.wrapped(
            0,
            &format!(
                "It cannot go as the other days are: none of them takes scene {label} without breaking something \
                 forbidden; ask why scene {label} is here to see what. A plan that moves the others too may be a \
                 day shorter all the same."
            ),
        );
        return;
    }
    let later = if gone.closed {
        "the later days come a day earlier"
    } else {
        "the day stays empty, as the later days cannot come a day earlier"
    };
    paper.wrapped(0, &format!("{}; {later}.", asked.change_words(&gone.instead.difference)));
    let to: Vec<String> = gone.moved.iter().map(|(sheet, day)| place(asked, unit, *sheet, *day)).collect();
    paper.wrapped(0, &format!("Its scenes go to {} of the shorter board.", to.join(", ")));
    asked.write_instead(&gone.instead, paper);
}

fn place(asked: &Asked<'_>, unit: UnitId, sheet: domain::SheetId, day: usize) -> String {
    format!("{} ({})", asked.day_name(unit, day, None), asked.state.label(sheet))
}

fn json(asked: &Asked<'_>, day: &DayVerdict, cost: &DayCost, gone: Option<&Gone>) -> Value {
    let state = asked.state;
    let mut value = asked.json("day");
    value["unit"] = state.units.get(&day.unit).map(|unit| unit.name.as_str()).into();
    value["day"] = (day.ordinal + 1).into();
    value["date"] = json!(day.date);
    value["kind"] = json!(day.kind);
    value["work_minutes"] = json!(day.work);
    value["eighths"] = json!(day.eighths);
    value["day_cost"] = cost.cost.decimal().into();
    value["average"] = cost.average.decimal().into();
    let rules = cost.rules.iter().map(|share| {
        let items = share.items.iter().map(|item| {
            json!({ "subject": reports::subject_name(state, item.subject), "amount": item.amount.decimal() })
        });
        json!({ "rule": share.rule, "cost": share.cost.decimal(), "average": share.average.decimal(),
            "items": items.collect::<Vec<_>>() })
    });
    value["rules"] = rules.collect();
    value["gone"] = gone.map_or(Value::Null, |gone| {
        let moved = gone.moved.iter();
        let moved = moved.map(|(sheet, day)| json!({ "scene": state.label(*sheet), "day": day + 1 }));
        let change = gone.stuck.is_none().then(|| difference_json(state, &gone.instead.difference));
        json!({ "closed": gone.closed, "moved": moved.collect::<Vec<_>>(),
            "stuck": gone.stuck.map(|sheet| state.label(sheet)), "change": change })
    });
    value
}
