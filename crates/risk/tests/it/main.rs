//! Simulation, closed form and judge; what is ready; which order.

mod agreement;
mod order;
#[allow(dead_code, reason = "shared with the optimiser's tests")]
#[path = "../../../optimiser/tests/it/random/mod.rs"]
mod random;
mod readiness;
