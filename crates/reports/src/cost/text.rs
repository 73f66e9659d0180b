//! The cost report in a terminal.

use domain::{Money, Source};
use unicode_width::UnicodeWidthStr;

use super::{ASSUMPTION, MODEL, OUTCOMES, STUNT_COLUMNS, Sums, VALUE, or_dash, source_word};
use crate::Context;
use crate::flags::{SEVERITIES, none_words, of_severity, some_words};
use crate::page::{Paperwork, example_bar, open_text};
use crate::paper::{Column, Paper, left, right, wrap};
use crate::rounding::written;
use crate::strip::{inked, sign};
use crate::words::{capitalised, clean, count, date, day_and_month, short_date};

/// The report.
pub(crate) fn text(context: &Context<'_>, color: bool, width: usize) -> String {
    let mut paper = Paper::new(color, width);
    let sums = Sums::of(context);
    open_text(context, "Cost", &mut paper, Paperwork::UprightMoney);
    let currency = clean(context.state.production.currency());
    let heading = |paper: &mut Paper, what: &str| {
        let example = if context.example() { " -- EXAMPLE" } else { "" };
        paper.heading(&format!("{what} ({currency}){example}"));
    };
    heading(&mut paper, "Cost by rule, if all goes well");
    write_rules(context, &sums, &mut paper);
    heading(&mut paper, "Cost with stunts that may go wrong");
    write_expected(context, &sums, &mut paper);
    heading(&mut paper, "Cast");
    write_cast(&sums, &mut paper);
    heading(&mut paper, "Day by day");
    write_days(&sums, &mut paper);
    write_flags(context, &mut paper);
    if context.example() {
        paper.gap();
        example_bar(&mut paper);
    }
    paper.finish()
}

fn write_rules(context: &Context<'_>, sums: &Sums, paper: &mut Paper) {
    let bar = paper.width.saturating_sub(18 + 16 + 6 + 20 + 4).max(8);
    let columns = [left(18), right(16), right(6), left(bar), left(20)];
    let greatest = sums.rules.first().map_or(1, |sum| sum.amount.0).max(1);
    paper.row(&columns, &["Rule", "Amount", "%", "", "Rates"]);
    for sum in &sums.rules {
        let percent = share(sum.amount.0, sums.total.0);
        let filled = usize::try_from(sum.amount.0.max(0) * bar as i64 / greatest).unwrap_or(0);
        let drawn = "█".repeat(filled.min(bar));
        let cells =
            [sum.rule.label(), &sums.purse.amount(sum.amount), &percent, &drawn, source_word(sum.source)];
        paper.row(&columns, &cells);
    }
    let total = sums.purse.amount(sums.total);
    paper.row(&columns, &["Total", &total, "100.0", "", ""]);
    paper.wrapped(0, &sum_words(context, sums));
}

/// `12.5`.
pub(super) fn share(part: i64, whole: i64) -> String {
    if whole == 0 { "0.0".into() } else { format!("{:.1}", part as f64 * 100.0 / whole as f64) }
}

/// That the items add up, and to what.
pub(super) fn sum_words(context: &Context<'_>, sums: &Sums) -> String {
    let items = count(context.verdict.items.len() as u64, "item");
    let total = sums.purse.amount(context.verdict.cost);
    if sums.total == context.verdict.cost {
        format!("The {items} add up to the total of {total} exactly.")
    } else {
        format!("The {items} add up to {}, but the check says {total}.", sums.purse.amount(sums.total))
    }
}

fn write_expected(context: &Context<'_>, sums: &Sums, paper: &mut Paper) {
    if sums.expected.stunts.is_empty() {
        paper.wrapped(0, "No stunt is on the board: what is expected is the planned cost.");
        return;
    }
    if context.verdict.expected.example {
        for line in wrap(ASSUMPTION, paper.width) {
            paper.bar(inked(231, 124), &line);
        }
    }
    paper.wrapped(0, MODEL);
    write_stunts(sums, paper);
    let columns = [left(paper.width - 17), right(16)];
    for (what, thousands) in [
        ("Planned cost, if all goes well", sums.expected.planned),
        ("Expected spending", sums.expected.spending),
        (VALUE, sums.expected.value_term),
        ("Sum that a plan minimises", sums.expected.total),
    ] {
        paper.row(&columns, &[what, &written(thousands)]);
    }
    paper.wrapped(0, &format!("Class: * with example figures; ° typed, not confirmed. {STUNT_COLUMNS}"));
}

/// A row a stunt, and all of them together.
fn write_stunts(sums: &Sums, paper: &mut Paper) {
    let (together, all) = sums.expected.together();
    let widest = |amounts: &mut dyn Iterator<Item = i64>, least: usize| {
        amounts.map(|thousands| or_dash(thousands).width()).max().unwrap_or(0).max(least)
    };
    let stunts = &sums.expected.stunts;
    // At least as wide as the longest word of the column's head.
    let outcome = |i: usize, least: usize| {
        widest(&mut stunts.iter().map(|stunt| stunt.outcomes[i]).chain([together[i]]), least)
    };
    let widths = [outcome(0, 5), outcome(1, 9), outcome(2, 7), outcome(3, 6), outcome(4, 9)];
    let sum = widest(&mut stunts.iter().map(|stunt| stunt.total).chain([all]), 3);
    let narrow = paper.width < 100;
    let date = if narrow { 6 } else { 11 };
    let what = paper.width.saturating_sub(date + 5 + widths.iter().sum::<usize>() + sum + 8).max(8);
    let columns: Vec<Column> =
        [left(date), left(what), left(5)].into_iter().chain(widths.map(right)).chain([right(sum)]).collect();
    let heads = OUTCOMES.map(capitalised);
    let mut write = |first: [&str; 3], outcomes: &[String], sum: &str| {
        let cells: Vec<&str> =
            first.into_iter().chain(outcomes.iter().map(String::as_str)).chain([sum]).collect();
        paper.row(&columns, &cells);
    };
    write(["Date", "Scene, stunt", "Class"], &heads, "Sum");
    for stunt in stunts {
        let short = if narrow { day_and_month } else { short_date };
        let date = stunt.date.map(short).unwrap_or_default();
        let what = format!("{}, {}", stunt.scene, stunt.name);
        let class = format!("{} {}", stunt.class, source_sign(stunt.source));
        write([&date, &what, &class], &stunt.outcomes.map(or_dash), &or_dash(stunt.total));
    }
    write(["", "Stunts together", ""], &together.map(or_dash), &or_dash(all));
}

/// Where a stunt's figures come from, beside its class.
fn source_sign(source: Source) -> &'static str {
    match source {
        Source::Default => "*",
        Source::Typed => "°",
        Source::Confirmed => "",
    }
}

/// Columns that the widest of some amounts needs, with its heading.
fn amount_width(sums: &Sums, amounts: impl IntoIterator<Item = Money>) -> usize {
    let widths = amounts.into_iter().map(|amount| sums.purse.amount(amount).len());
    widths.max().unwrap_or(0).max("Other".len()) + 1
}

fn write_cast(sums: &Sums, paper: &mut Paper) {
    let each = amount_width(sums, [sums.performers_total()]);
    let name = paper.width.saturating_sub(5 + 4 + 4 + 4 * each + 7).max(8);
    let columns =
        [left(5), left(name), right(4), right(4), right(each), right(each), right(each), right(each)];
    paper.row(&columns, &["ID", "Name", "Days", "Hold", "Pay", "Hold pay", "Other", "Total"]);
    for sum in &sums.performers {
        let amounts = [sum.pay, sum.hold, sum.other, sum.total()].map(|m| sums.purse.amount(m));
        let (days, hold) = (sum.pay_days.to_string(), sum.hold_days.to_string());
        let mut cells = vec![&*sum.id, &*sum.name, &*days, &*hold];
        cells.extend(amounts.iter().map(String::as_str));
        paper.row(&columns, &cells);
    }
    let total = sums.purse.amount(sums.performers_total());
    paper.row(&columns, &["", "Cast together", "", "", "", "", "", &total]);
}

fn write_days(sums: &Sums, paper: &mut Paper) {
    let each = amount_width(sums, [sums.total]);
    let what = paper.width.saturating_sub(22 + 5 * each + 6);
    if what < 12 {
        let columns = [left(paper.width.saturating_sub(2 * each + 2)), right(each), right(each)];
        paper.row(&columns, &["Date", "Total", "So far"]);
        for day in &sums.days {
            let words = format!("{}: {}", date(day.date), day.what);
            let (total, so_far) = (sums.purse.amount(day.total()), sums.purse.amount(day.so_far));
            paper.row(&columns, &[&words, &total, &so_far]);
        }
        return;
    }
    let figure = right(each);
    let columns = [left(22), left(what), figure, figure, figure, figure, figure];
    paper.row(&columns, &["Date", "Shooting", "Crew", "Cast", "Other", "Total", "So far"]);
    for day in &sums.days {
        let [crew, cast, other, total, so_far] =
            [day.crew, day.cast, day.other, day.total(), day.so_far].map(|m| sums.purse.amount(m));
        paper.row(&columns, &[&date(day.date), &day.what, &crew, &cast, &other, &total, &so_far]);
    }
}

fn write_flags(context: &Context<'_>, paper: &mut Paper) {
    paper.heading("Flags");
    if context.verdict.flags.is_empty() {
        paper.wrapped(0, &none_words(context));
        return;
    }
    paper.wrapped(0, &some_words(context));
    for (severity, heading) in SEVERITIES {
        let flags: Vec<_> = of_severity(context, severity).collect();
        if flags.is_empty() {
            continue;
        }
        paper.gap();
        paper.line(&format!("{} {heading}", sign(severity)));
        for (number, flag) in flags {
            let mark = format!("{}{number}", sign(severity));
            paper.wrapped(2, &format!("{mark} {}: {}", flag.rule.label(), clean(&flag.what)));
            if !flag.remedy.is_empty() {
                paper.wrapped(6, &format!("What to do: {}", clean(&flag.remedy)));
            }
        }
    }
}
