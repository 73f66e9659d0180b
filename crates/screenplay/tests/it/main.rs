//! Screenplays of every format, whole and broken.

mod fdx;
mod fountain;
mod pages;
mod robust;
mod suites;
mod support;
