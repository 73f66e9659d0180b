//! What changes from one verdict to another, on paper: the items that add up to the difference, and the flags raised.

use std::collections::BTreeMap;

use domain::{Date, Money, State};
use rules::{Difference, Flag, ItemChange, Rule, Subject};

use crate::cost::subject_name;
use crate::paper::{Paper, left, right};
use crate::strip::sign;
use crate::words::{Purse, clean, count, day_and_month, short_date};

/// More lines than these are not read one by one.
const MOST_LINES: usize = 16;

/// More flags than these are counted.
const MOST_FLAGS: usize = 6;

/// What is paid otherwise under a rule for somebody.
struct Line {
    rule: Rule,
    who: String,
    dates: Vec<Date>,
    before: Money,
    after: Money,
}

/// `+4,200`, `-4,200`, `=`.
#[must_use]
pub fn money_signed(amount: Money) -> String {
    signed(amount, Purse::of([amount]))
}

/// Which way money goes, where no amount is shown.
#[must_use]
pub fn dearer(order: std::cmp::Ordering) -> &'static str {
    match order {
        std::cmp::Ordering::Less => "cheaper",
        std::cmp::Ordering::Equal => "the same",
        std::cmp::Ordering::Greater => "dearer",
    }
}

fn signed(amount: Money, purse: Purse) -> String {
    match amount.0 {
        0 => "=".to_owned(),
        1.. => format!("+{}", purse.amount(amount)),
        _ => purse.amount(amount),
    }
}

/// Writes the items that change, by rule and subject, and that they add up to the difference. Where half of the board
/// changes it is by rule alone. With money hidden a line says only whether it is dearer.
pub fn write_change(state: &State, difference: &Difference, money: bool, paper: &mut Paper) {
    let lines = lines(state, &difference.items);
    if lines.is_empty() {
        paper.wrapped(0, "Nothing that is paid changes.");
        return;
    }
    let purse = Purse::of(lines.iter().flat_map(|line| [line.before, line.after]));
    let (kept, changed): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.before == line.after);
    let wide = changed.len() > MOST_LINES;
    let mut changed = if wide { by_rule(changed) } else { changed };
    changed.sort_by_key(|line| (std::cmp::Reverse((line.after - line.before).0.abs()), line.rule));
    let (amount, what, on) = (13, 16, 25);
    let amounts = if money { 3 } else { 1 };
    let who = paper.width.saturating_sub(what + on + amounts * amount + 5).max(10);
    let columns = [left(what), left(who), left(on), right(amount), right(amount), right(amount)];
    if !money {
        let columns = &columns[..4];
        paper.row(columns, &["Rule", "For", "On", "Change"]);
        for line in &changed {
            let change = dearer((line.after - line.before).0.cmp(&0));
            paper.row(columns, &[line.rule.label(), &line.who, &dates_words(&line.dates), change]);
        }
        write_kept(&kept, wide, paper);
        return;
    }
    paper.row(&columns, &["Rule", "For", "On", "Before", "After", "Change"]);
    for line in &changed {
        let (before, after) = (purse.amount(line.before), purse.amount(line.after));
        let change = signed(line.after - line.before, purse);
        let on = dates_words(&line.dates);
        paper.row(&columns, &[line.rule.label(), &line.who, &on, &before, &after, &change]);
    }
    let sum = |side: fn(&Line) -> Money| changed.iter().map(side).sum::<Money>();
    let (before, after) = (sum(|line| line.before), sum(|line| line.after));
    let total = [purse.amount(before), purse.amount(after), signed(after - before, purse)];
    paper.row(&columns, &["Together", "", "", &total[0], &total[1], &total[2]]);
    write_kept(&kept, wide, paper);
}

/// What is paid on other dates only.
fn write_kept(kept: &[Line], wide: bool, paper: &mut Paper) {
    if wide && !kept.is_empty() {
        let more = count(kept.len() as u64, "more line");
        paper.wrapped(0, &format!("{more} of the cost have other dates for the same money."));
    } else if !kept.is_empty() {
        let name = |line: &Line| format!("{} of {}", line.rule.label().to_lowercase(), line.who);
        let names: Vec<String> = kept.iter().map(name).collect();
        paper.wrapped(0, &format!("On other dates, for the same money: {}.", names.join(", ")));
    }
}

/// The lines of a rule as one.
fn by_rule(lines: Vec<Line>) -> Vec<Line> {
    let mut rules: BTreeMap<Rule, Vec<Line>> = BTreeMap::new();
    for line in lines {
        rules.entry(line.rule).or_default().push(line);
    }
    let joined = rules.into_iter().map(|(rule, lines)| {
        let mut dates: Vec<Date> = lines.iter().flat_map(|line| line.dates.iter().copied()).collect();
        dates.sort_unstable();
        dates.dedup();
        let who = match &lines[..] {
            [one] => one.who.clone(),
            several => format!("{} in all", several.len()),
        };
        let sum = |side: fn(&Line) -> Money| lines.iter().map(side).sum::<Money>();
        Line { rule, who, dates, before: sum(|line| line.before), after: sum(|line| line.after) }
    });
    joined.collect()
}

/// Writes flags, the gravest first, a line each with its sign; beyond some the rest is counted.
pub fn write_flags<'a>(flags: impl IntoIterator<Item = &'a Flag>, money: bool, paper: &mut Paper) {
    let flags: Vec<&Flag> = flags.into_iter().collect();
    for flag in flags.iter().take(MOST_FLAGS) {
        let what = if money { &flag.what } else { flag.unpriced() };
        paper.wrapped(2, &format!("{} {}", sign(flag.severity), clean(what)));
    }
    if flags.len() > MOST_FLAGS {
        paper.wrapped(2, &format!("and {} more", flags.len() - MOST_FLAGS));
    }
}

fn lines(state: &State, items: &[ItemChange]) -> Vec<Line> {
    let mut lines: BTreeMap<(Rule, Subject), Line> = BTreeMap::new();
    for item in items {
        let line = lines.entry((item.rule, item.subject)).or_insert_with(|| Line {
            rule: item.rule,
            who: subject_name(state, item.subject),
            dates: Vec::new(),
            before: Money(0),
            after: Money(0),
        });
        line.dates.push(item.date);
        line.before += item.before;
        line.after += item.after;
    }
    lines.into_values().collect()
}

/// `4 Jun 2026`, `4 Jun and 9 Jun`, `5 dates, 4–18 Jun`.
fn dates_words(dates: &[Date]) -> String {
    match dates {
        [] => String::new(),
        [one] => short_date(*one),
        [a, b] => format!("{} and {}", day_and_month(*a), day_and_month(*b)),
        [first, .., last] => {
            let number = count(dates.len() as u64, "date");
            let same = (first.year(), first.month()) == (last.year(), last.month());
            let first = if same { first.day().to_string() } else { format!("{} ", day_and_month(*first)) };
            let space = if same { "" } else { " " };
            format!("{number}, {first}–{space}{}", day_and_month(*last))
        }
    }
}
