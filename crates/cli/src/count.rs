//! Counts in words, so that one thing is never called several.

use std::fmt::Display;

/// `1 day`, `2 days`; for what takes an s.
pub fn count<N: Copy + Display + PartialEq + From<u8>>(number: N, one: &str) -> String {
    if number == N::from(1) { format!("{number} {one}") } else { format!("{number} {one}s") }
}
