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

    pub(super) fn first(&self) -> Option<usize> {
        let word = self.0.iter().position(|&w| w != 0)?;
        Some(word * 64 + self.0[word].trailing_zeros() as usize)
    }

    pub(super) fn last(&self) -> Option<usize> {
        let word = self.0.iter().rposition(|&w| w != 0)?;
        Some(word * 64 + 63 - self.0[word].leading_zeros() as usize)
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
        self.0.into_iter().enumerate().flat_map(|(word, bits)| {
            let mut rest = bits;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    word * 64 + bit
                })
            })
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
}
