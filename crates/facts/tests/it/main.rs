//! The format from outside: each section, its mistakes, the round trip, the reference.

mod by_hand;
mod cast;
mod mistakes;
mod outline;
mod places;
mod production;
mod reference;
mod round_trip;
mod scenes;
mod small;
mod stunts;
