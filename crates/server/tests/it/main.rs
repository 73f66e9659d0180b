//! The server from outside: pages, commands, events, and what it refuses.

mod commands;
mod desk;
mod facts;
mod guards;
mod hidden;
mod lines;
mod live;
mod openapi;
mod papers;
mod people;
