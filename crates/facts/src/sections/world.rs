//! Facts of the world: entries that are only ever added, and not twice by applying a file twice.

use std::ops::Range;

use crate::section::{Desk, Fields};

/// An entry of a section that is only added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Recorded<I> {
    /// It is in the state.
    There(I),
    /// It begins at this byte of the file.
    InFile(usize),
}

impl<I> Recorded<I> {
    /// The entry of a file.
    pub(crate) fn of(fields: &Fields<'_>) -> Self {
        let Range { start, .. } = fields.span;
        Self::InFile(start)
    }
}

/// Is the entry in the state already? The n-th entry of a file that says the same is the n-th of the state, so
/// that an answer that was withdrawn and given again on one date stays all three.
pub(crate) fn is_there(desk: &mut Desk<'_>, same: String, in_state: usize) -> bool {
    let seen = desk.recorded.entry(same).or_insert(0);
    *seen += 1;
    *seen <= in_state
}
