//! How reports write dates, lengths, counts and money, so that no two of them differ.

use domain::{Date, Minutes, Money};

/// `Thu, 4 June 2026`.
pub(crate) fn date(date: Date) -> String {
    date.strftime("%a, %-d %B %Y").to_string()
}

/// `4 Jun 2026`, for columns that are narrow.
pub(crate) fn short_date(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// `4 Jun`, for columns that are narrower still.
pub(crate) fn day_and_month(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// A text that begins with a capital: `Performer out`.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// `1 day`, `2 days`.
pub(crate) fn count(number: impl Into<u64>, noun: &str) -> String {
    let number = number.into();
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `scene 12`, `scenes 2, 9`.
pub(crate) fn scenes(labels: &[String]) -> String {
    format!("scene{} {}", if labels.len() == 1 { "" } else { "s" }, labels.join(", "))
}

/// `45 min`, `2 h 05`.
pub(crate) fn minutes(minutes: Minutes) -> String {
    if minutes.0 < 60 { format!("{} min", minutes.0) } else { minutes.to_string() }
}

/// User text on one line, without control characters: a name must not move a terminal's cursor or break
/// a row, and XML does not hold such characters at all.
pub(crate) fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_invisible_mark(*c))
        .collect();
    visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Marks that reorder or hide what stands around them, and code points that XML forbids.
fn is_invisible_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Amounts of one report: with cents everywhere as soon as one of them has cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Purse {
    cents: bool,
}

impl Purse {
    /// For amounts that stand in one report.
    pub(crate) fn of(amounts: impl IntoIterator<Item = Money>) -> Self {
        Self { cents: amounts.into_iter().any(|amount| amount.0 % 100 != 0) }
    }

    /// `12,450`, or `12,450.00` beside amounts with cents.
    pub(crate) fn amount(self, amount: Money) -> String {
        let written = amount.to_string();
        if self.cents && amount.0 % 100 == 0 { format!("{written}.00") } else { written }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_begins_with_a_capital_in_every_language() {
        let all = ["performer out", "évry, the quay", ""].map(capitalised);
        assert_eq!(all, ["Performer out", "Évry, the quay", ""]);
    }

    #[test]
    fn dates_and_lengths_read_as_the_trade_writes_them() {
        assert_eq!(date(jiff::civil::date(2026, 6, 4)), "Thu, 4 June 2026");
        assert_eq!(short_date(jiff::civil::date(2026, 6, 4)), "4 Jun 2026");
        assert_eq!(count(1_u32, "day"), "1 day");
        assert_eq!(minutes(Minutes(45)), "45 min");
        assert_eq!(minutes(Minutes(125)), "2 h 05");
    }

    #[test]
    fn amounts_of_a_report_have_cents_together() {
        let purse = Purse::of([Money(100), Money(250)]);
        assert_eq!(purse.amount(Money(100_000)), "1,000.00");
        assert_eq!(purse.amount(Money(250)), "2.50");
        assert_eq!(Purse::of([Money(100)]).amount(Money(100_000)), "1,000");
    }

    #[test]
    fn control_characters_do_not_pass() {
        assert_eq!(clean("a\u{1b}[31mb\n c\u{202e}"), "a[31mb c");
    }
}
