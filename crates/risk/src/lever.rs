//! Which figure matters most: the closed form with probabilities halved and doubled.

use domain::{State, StuntId};
use rules::Verdict;

use crate::{Scale, Shoot, ShootStunt, expected_cost, expected_cost_by, stops};

/// Factors on all stunts' probabilities that are tried, each with its words.
const SCALES: [(&str, Scale); 4] = [
    ("every q halved", Scale { ends: 0.5, lasts: 1.0 }),
    ("every q doubled", Scale { ends: 2.0, lasts: 1.0 }),
    ("every probability halved", Scale { ends: 0.5, lasts: 0.5 }),
    ("every probability doubled", Scale { ends: 2.0, lasts: 2.0 }),
];

/// What one stunt's q does: the figures with q halved and doubled, all else as it is. Money in cents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lever<'a> {
    /// Which.
    pub stunt: StuntId,
    /// Its name.
    pub name: &'a str,
    /// As it is.
    pub q: f64,
    /// Halved, doubled.
    pub scaled: [Scaled; 2],
}

/// A factor on one stunt's q, and what it changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaled {
    /// The factor.
    pub factor: f64,
    /// G₀ with it.
    pub g0: f64,
    /// What it changes of the expected spending.
    pub spending: f64,
    /// What it changes of what a plan makes small: with the value of the film at stake.
    pub total: f64,
}

/// G₀ in cents with the probabilities of all stunts scaled, each with its words.
pub fn sensitivity(shoot: &Shoot) -> impl Iterator<Item = (&'static str, f64)> + '_ {
    SCALES.into_iter().map(|(words, scale)| (words, expected_cost(shoot, scale)))
}

/// Each stunt's q alone, the one with the largest effect first.
#[must_use]
pub fn levers<'a>(state: &'a State, verdict: &Verdict, shoot: &Shoot) -> Vec<Lever<'a>> {
    let expected = &verdict.expected;
    let value = state.production.budget.unwrap_or(verdict.cost).0 as f64;
    let scaled = |id, factor| {
        let scale = |stunt: &ShootStunt| match stunt.id == id {
            true => Scale { ends: factor, ..Scale::NONE },
            false => Scale::NONE,
        };
        let g0 = expected_cost_by(shoot, scale);
        let at_stake = value * stops(shoot, scale);
        Scaled { factor, g0, spending: g0 - expected.g0, total: g0 + at_stake - expected.total }
    };
    let one = |shot: &ShootStunt| {
        let name = state.stunts.get(&shot.id)?.name.as_str();
        let scaled = [0.5, 2.0].map(|factor| scaled(shot.id, factor));
        Some(Lever { stunt: shot.id, name, q: shot.terminal(), scaled })
    };
    let mut all: Vec<Lever<'a>> = shoot.stunts.iter().filter_map(one).collect();
    all.sort_by(|a, b| b.scaled[1].total.abs().total_cmp(&a.scaled[1].total.abs()));
    all
}
