//! What the arguments of commands say: names, numbers, money, lengths, dates.

use std::ops::RangeInclusive;

use crate::resolve::date;
use crate::{DateRange, Minutes, Money, PageEighths, Refusal};

/// Minutes that a strip may take.
const MINUTES: RangeInclusive<i32> = 1..=10_000;

/// Eighths that a sheet may have: a thousand pages.
const EIGHTHS: RangeInclusive<u32> = 1..=8000;

/// Most money of one fact, in cents: a sum of many stays far from the end of the integers.
const MOST_CENTS: i64 = 100_000_000_000_000;

/// Years that a shoot or a birth may have; others are slips of the hand.
const YEARS: RangeInclusive<i16> = 1900..=2200;

/// Letters of a name at most.
const LONGEST_NAME: usize = 200;

/// A name with single spaces.
pub(super) fn name(kind: &str, text: &str) -> Result<String, Refusal> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Refusal::new(format!("a {kind} needs a name")));
    }
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(Refusal::with_remedy(
            format!("this is no name of a {kind}"),
            format!("write at most {LONGEST_NAME} letters, on one line"),
        ));
    }
    Ok(name)
}

/// A name that no other of its kind has.
pub(super) fn free_name<'a>(
    kind: &str,
    text: &str,
    mut taken: impl Iterator<Item = &'a str>,
) -> Result<String, Refusal> {
    let name = name(kind, text)?;
    let wanted = name.to_lowercase();
    if taken.any(|other| other.trim().to_lowercase() == wanted) {
        return Err(Refusal::new(format!("there is a {kind} “{name}” already")));
    }
    Ok(name)
}

/// Words that say something.
pub(super) fn words(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::new("these words are empty")) } else { Ok(text.to_owned()) }
}

pub(super) fn number(what: &str, word: &str, range: RangeInclusive<u32>) -> Result<u32, Refusal> {
    word.trim().parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
        Refusal::with_remedy(
            format!("“{word}” is no {what}"),
            format!("write a whole number between {} and {}", range.start(), range.end()),
        )
    })
}

pub(super) fn minutes(word: &str) -> Result<Minutes, Refusal> {
    let minutes = word.parse().ok().filter(|minutes| MINUTES.contains(minutes));
    minutes.map(Minutes).ok_or_else(|| {
        Refusal::with_remedy(
            format!("“{word}” are no minutes"),
            format!("write a whole number between {} and {}", MINUTES.start(), MINUTES.end()),
        )
    })
}

pub(super) fn eighths(text: &str) -> Result<PageEighths, Refusal> {
    PageEighths::parse(text).filter(|e| EIGHTHS.contains(&e.0)).ok_or_else(|| {
        Refusal::with_remedy(format!("“{text}” is no length"), "write pages and eighths: 4/8, 1 2/8, 2")
    })
}

pub(super) fn money(word: &str) -> Result<Money, Refusal> {
    Money::parse(word)
        .filter(|money| (0..=MOST_CENTS).contains(&money.0))
        .ok_or_else(|| Refusal::with_remedy(format!("“{word}” is no money"), "write it as 1200 or 1200.50"))
}

/// Money, or a word that takes it back.
pub(super) fn money_or(none: &str, word: &str) -> Result<Option<Money>, Refusal> {
    if word == none { Ok(None) } else { money(word).map(Some) }
}

/// A date that a shoot or a birth may have.
pub(super) fn likely_date(text: &str) -> Result<crate::Date, Refusal> {
    let found = date(text)?;
    if YEARS.contains(&found.year()) {
        Ok(found)
    } else {
        Err(Refusal::with_remedy(format!("{found} is no likely date"), "write it as 2027-05-04"))
    }
}

/// Dates, or first and last dates: `2027-05-04 2027-05-10..2027-05-20`.
pub(super) fn ranges(words: &[String]) -> Result<Vec<DateRange>, Refusal> {
    let range = |word: &str| {
        let (first, last) = word.split_once("..").unwrap_or((word, word));
        let range = DateRange { first: likely_date(first)?, last: likely_date(last)? };
        if range.first <= range.last {
            Ok(range)
        } else {
            Err(Refusal::with_remedy(
                format!("“{word}” ends before it begins"),
                "write the earlier date first",
            ))
        }
    };
    words.iter().flat_map(|word| word.split([' ', ','])).filter(|word| !word.is_empty()).map(range).collect()
}

/// Shares of a total in proportion to weights, that add up to it: what is left goes to the largest remainders.
pub(super) fn shares(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    // Without weights all are the same.
    let weight = |at: usize| if sum == 0 { 1 } else { u64::from(weights[at]) };
    let sum = if sum == 0 { weights.len() as u64 } else { sum };
    let exact = |at: usize| u64::from(total) * weight(at);
    let mut shares: Vec<u32> =
        (0..weights.len()).map(|at| u32::try_from(exact(at) / sum).unwrap_or(u32::MAX)).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(exact(*at) % sum), *at));
    let left = total - shares.iter().sum::<u32>();
    order.into_iter().take(left as usize).for_each(|at| shares[at] += 1);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        assert_eq!(shares(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(shares(100, &[4, 10, 6]), [20, 50, 30]);
        assert_eq!(shares(7, &[1, 1, 4]), [1, 1, 5]);
        assert_eq!(shares(3, &[0, 0]), [2, 1]);
    }

    #[test]
    fn dates_are_checked() {
        let read = |text: &str| ranges(&[text.to_owned()]).map_err(|refusal| refusal.to_string());
        assert_eq!(read("2027-05-04, 2027-05-10..2027-05-20").map(|ranges| ranges.len()), Ok(2));
        let late = "“2027-05-20..2027-05-10” ends before it begins; write the earlier date first";
        assert_eq!(read("2027-05-20..2027-05-10"), Err(late.to_owned()));
        assert_eq!(read("1027-05-20"), Err("1027-05-20 is no likely date; write it as 2027-05-04".into()));
    }
}
