//! Commands, the log and its undo, what a file holds, from outside.

mod any_words;
mod by_hand;
mod commands;
mod film;
mod history;
mod json;
mod lost;
mod rows;
