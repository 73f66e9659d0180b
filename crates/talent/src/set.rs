//! Sets of at most 64 or 128 scenes or actors, a bit each, and sums of weights over them.

use std::fmt::Debug;
use std::hash::Hash;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, Not};

/// A set of small numbers.
pub(crate) trait Set:
    Copy
    + Debug
    + Default
    + Ord
    + Hash
    + Send
    + Sync
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXor<Output = Self>
    + Not<Output = Self>
    + BitAndAssign
    + BitOrAssign
{
    /// How many members it may have.
    const ROOM: usize;

    fn one(member: usize) -> Self;

    /// The set of `0..count`.
    fn first(count: usize) -> Self;

    fn len(self) -> usize;

    /// The least member, of a set that is not empty.
    fn least(self) -> usize;

    fn byte(self, place: usize) -> usize;

    /// Well mixed, for tables.
    fn mixed(self) -> u64;

    fn is_empty(self) -> bool {
        self == Self::default()
    }

    fn has(self, member: usize) -> bool {
        !(self & Self::one(member)).is_empty()
    }

    /// Is all of it in another?
    fn within(self, other: Self) -> bool {
        (self & !other).is_empty()
    }

    fn members(self) -> Members<Self> {
        Members(self)
    }
}

/// The members of a set, in order.
pub(crate) struct Members<S>(S);

impl<S: Set> Iterator for Members<S> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.0.is_empty() {
            return None;
        }
        let least = self.0.least();
        self.0 &= !S::one(least);
        Some(least)
    }
}

macro_rules! set {
    ($word:ty, $mix:expr) => {
        impl Set for $word {
            const ROOM: usize = <$word>::BITS as usize;

            #[inline]
            fn one(member: usize) -> Self {
                1 << member
            }

            fn first(count: usize) -> Self {
                if count >= Self::ROOM { Self::MAX } else { (1 << count) - 1 }
            }

            #[inline]
            fn len(self) -> usize {
                self.count_ones() as usize
            }

            #[inline]
            fn least(self) -> usize {
                self.trailing_zeros() as usize
            }

            #[inline]
            fn byte(self, place: usize) -> usize {
                (self >> (8 * place)) as usize & 0xff
            }

            #[inline]
            fn mixed(self) -> u64 {
                $mix(self)
            }
        }
    };
}

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(word: u64) -> u64 {
    let product = u128::from(word ^ ODD) * u128::from(0xd6e8_feb8_6659_fd93_u64);
    (product as u64) ^ ((product >> 64) as u64)
}

set!(u64, mix);
set!(u128, |word: u128| mix(word as u64) ^ mix((word >> 64) as u64).rotate_left(23));

/// Sums of weights over sets, looked up byte by byte.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    bytes: Vec<[u64; 256]>,
}

impl Weights {
    pub(crate) fn new(weights: &[u64]) -> Self {
        let table = |chunk: &[u64]| {
            std::array::from_fn(|byte| {
                chunk.iter().enumerate().filter(|(at, _)| byte >> at & 1 == 1).map(|(_, weight)| weight).sum()
            })
        };
        Self { bytes: weights.chunks(8).map(table).collect() }
    }

    /// The weight of a set.
    #[inline]
    pub(crate) fn of<S: Set>(&self, set: S) -> u64 {
        self.bytes.iter().enumerate().map(|(place, table)| table[set.byte(place)]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_come_in_order_and_weights_add_up() {
        let set = u128::one(3) | u128::one(90) | u128::one(17);
        assert_eq!(set.members().collect::<Vec<_>>(), [3, 17, 90]);
        assert_eq!((set.len(), set.has(17), set.has(18)), (3, true, false));
        let weights = Weights::new(&(0..100).collect::<Vec<u64>>());
        assert_eq!(weights.of(set), 110);
        assert_eq!(u64::first(64), u64::MAX);
        assert_eq!(u64::first(3), 7);
    }
}
