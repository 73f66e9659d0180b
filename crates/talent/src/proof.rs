//! The proof that no order is paid less, as a text.
//!
//! ```text
//! firstup proof of talent scheduling 1
//! pay 12703
//! order 4 1 3 2
//! state f 0 0 0 left
//! state e 3 0 0 -
//! ```
//!
//! `order` has scenes from 1. Each `state` has, as hexadecimal sets with a bit a scene or actor, the scenes that are left, the actors
//! who have been on set at the left end only, those at the right end only; then the waiting that is settled, in pay; then the end at
//! which all ways on were looked at, or `-` where its bound did. What that proves is said where it is checked.

use std::fmt;

use crate::search::Examined;

/// An order, and the states that were examined to prove that none is paid less. It is written by its `Display`.
#[derive(Clone, Debug)]
pub struct Proof {
    pub(crate) pay: u64,
    pub(crate) order: Vec<usize>,
    pub(crate) states: Vec<Examined<u128>>,
}

/// The first line of a proof.
pub(crate) const HEAD: &str = "firstup proof of talent scheduling 1";

impl fmt::Display for Proof {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{HEAD}\npay {}", self.pay)?;
        write!(out, "order")?;
        self.order.iter().try_for_each(|scene| write!(out, " {}", scene + 1))?;
        writeln!(out)?;
        for examined in &self.states {
            let state = &examined.state;
            let end = match examined.on_the_right {
                Some(true) => "right",
                Some(false) => "left",
                None => "-",
            };
            writeln!(
                out,
                "state {:x} {:x} {:x} {} {end}",
                state.rest, state.left, state.right, examined.waiting
            )?;
        }
        Ok(())
    }
}
