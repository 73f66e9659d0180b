//! Scene numbers: strings with a collation of their own, because 12A follows 12 and A12 comes before it.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A scene's number as it is printed: `12`, `12A`, `A12`, `110-2`.
///
/// Equality ignores case. Order: `11, A12, B12, 12, A12A, 12A, 12AA, 12B, 13`: a letter before a number puts the
/// scene before the one that has the number without it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SceneNumber(String);

impl SceneNumber {
    /// Trims the text and keeps it as written.
    #[must_use]
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(text.as_ref().trim().trim_end_matches('.').to_owned())
    }

    /// As printed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number that an unnumbered scene in n-th place (from 1) gets.
    #[must_use]
    pub fn provisional(place: usize) -> Self {
        Self(place.to_string())
    }

    /// Digits, then what follows them, then what stands before (nothing sorts last).
    fn key(&self) -> (u64, String, bool, String) {
        let upper = self.0.to_uppercase();
        let start = upper.find(|c: char| c.is_ascii_digit()).unwrap_or(upper.len());
        let (prefix, rest) = upper.split_at(start);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let digits = rest[..end].parse().unwrap_or(u64::MAX);
        (digits, rest[end..].to_owned(), prefix.is_empty(), prefix.to_owned())
    }
}

impl fmt::Display for SceneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
impl PartialEq for SceneNumber {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for SceneNumber {}
impl PartialOrd for SceneNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for SceneNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_as_the_trade_sorts_them() {
        let expected = ["9", "11", "A12", "B12", "12", "A12A", "12A", "12AA", "12B", "13", "110-2"];
        let mut numbers: Vec<_> = expected.iter().rev().map(SceneNumber::new).collect();
        numbers.sort();
        let sorted: Vec<_> = numbers.iter().map(SceneNumber::as_str).collect();
        assert_eq!(sorted, expected);
        assert_eq!(SceneNumber::new(" 12a. "), SceneNumber::new("12A"));
        assert_ne!(SceneNumber::new("A12"), SceneNumber::new("12A"));
    }
}
