//! What is done with a production from the command line and the browser alike: a draft comes in, a board is explained,
//! the three answers are planned, and the rewrites of a day-one report.

pub mod answers;
pub mod day_one;
pub mod demo;
pub mod explain;
pub mod import;
