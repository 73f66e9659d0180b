//! A set of dates in four machine words: who works when, in a few instructions.

use crate::problem::MAX_DATES;

const WORDS: usize = MAX_DATES / 64;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DateSet([u64; WORDS]);

impl DateSet {
    pub(super) fn insert(&mut self, date: usize) {
        self.0[date / 64] |= 1 << (date % 64);
    }

    pub(super) fn remove(&mut self, date: usize) {
        self.0[date / 64] &= !(1 << (date % 64));
    }

    pub(super) fn contains(&self, date: usize) -> bool {
        self.0[date / 64] >> (date % 64) & 1 == 1
    }

    /// Is the date after that one in the set?
    pub(super) fn contains_next(&self, date: usize) -> bool {
        date + 1 < MAX_DATES && self.contains(date + 1)
    }

    pub(super) fn first(&self) -> Option<usize> {
        let word = self.0.iter().position(|&w| w != 0)?;
        Some(word * 64 + self.0[word].trailing_zeros() as usize)
    }

    pub(super) fn last(&self) -> Option<usize> {
        let word = self.0.iter().rposition(|&w| w != 0)?;
        Some(word * 64 + 63 - self.0[word].leading_zeros() as usize)
    }

    /// The last date of the set before that one.
    pub(super) fn before(&self, date: usize) -> Option<usize> {
        let (word, rest) = (date / 64, self.0[date / 64] & ((1 << (date % 64)) - 1));
        if rest != 0 {
            return Some(word * 64 + 63 - rest.leading_zeros() as usize);
        }
        let word = (0..word).rev().find(|&word| self.0[word] != 0)?;
        Some(word * 64 + 63 - self.0[word].leading_zeros() as usize)
    }

    /// The first date of the set after that one.
    pub(super) fn after(&self, date: usize) -> Option<usize> {
        let date = date + 1;
        if date >= MAX_DATES {
            return None;
        }
        let rest = self.0[date / 64] >> (date % 64);
        if rest != 0 {
            return Some(date + rest.trailing_zeros() as usize);
        }
        let word = (date / 64 + 1..WORDS).find(|&word| self.0[word] != 0)?;
        Some(word * 64 + self.0[word].trailing_zeros() as usize)
    }

    /// Every date of the set and the `more` dates that follow it.
    pub(super) fn stretched(self, more: usize) -> Self {
        let (mut set, mut have) = (self, 0);
        while have < more {
            let step = (more - have).min(have + 1).min(63);
            set = set.union(set.later(step));
            have += step;
        }
        set
    }

    /// Every date moved on by `by` (1 to 63); those that pass the end are gone.
    fn later(self, by: usize) -> Self {
        Self(std::array::from_fn(|word| {
            let carried = if word == 0 { 0 } else { self.0[word - 1] >> (64 - by) };
            self.0[word] << by | carried
        }))
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Dates `from ..= to`.
    pub(super) fn span(from: usize, to: usize) -> Self {
        Self(std::array::from_fn(|word| {
            let low = word * 64;
            if to < low || from >= low + 64 {
                return 0;
            }
            let (from, to) = (from.max(low) - low, to.min(low + 63) - low);
            (u64::MAX >> (63 - (to - from))) << from
        }))
    }

    pub(super) fn symmetric_difference(self, other: Self) -> Self {
        self.zip(other, |a, b| a ^ b)
    }

    pub(super) fn union(self, other: Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    pub(super) fn intersection(self, other: Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    pub(super) fn without(self, other: Self) -> Self {
        self.zip(other, |a, b| a & !b)
    }

    fn zip(self, other: Self, f: impl Fn(u64, u64) -> u64) -> Self {
        Self(std::array::from_fn(|i| f(self.0[i], other.0[i])))
    }

    /// Ascending.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        let (mut rest, mut word) = (self.0, 0);
        std::iter::from_fn(move || {
            while word < WORDS {
                let bits = rest[word];
                if bits != 0 {
                    rest[word] = bits & (bits - 1);
                    return Some(word * 64 + bits.trailing_zeros() as usize);
                }
                word += 1;
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_cross_words() {
        for (from, to) in [(0, 0), (3, 63), (63, 64), (10, 200), (128, 255), (0, 255)] {
            let span = DateSet::span(from, to);
            assert_eq!(span.iter().collect::<Vec<_>>(), (from..=to).collect::<Vec<_>>());
            assert_eq!((span.first(), span.last(), span.len()), (Some(from), Some(to), to - from + 1));
        }
    }

    #[test]
    fn neighbours_and_stretches_cross_words() {
        let mut set = DateSet::default();
        [3, 63, 130, 255].into_iter().for_each(|date| set.insert(date));
        assert_eq!(
            [0, 3, 4, 64, 255].map(|date| set.before(date)),
            [None, None, Some(3), Some(63), Some(130)]
        );
        assert_eq!(
            [0, 3, 63, 130, 255].map(|date| set.after(date)),
            [Some(3), Some(63), Some(130), Some(255), None]
        );
        for more in [0, 1, 2, 7, 64, 100] {
            let stretched: Vec<usize> = set.stretched(more).iter().collect();
            let by_hand =
                (0..MAX_DATES).filter(|&date| set.iter().any(|from| (from..=from + more).contains(&date)));
            assert_eq!(stretched, by_hand.collect::<Vec<_>>());
        }
    }
}
