//! The project's own chores: `cargo xtask ci` and its parts.

fn main() {}
