//! The command line program firstup.

fn main() {}
