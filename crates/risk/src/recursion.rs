//! The closed form: the board stays fixed. The judge writes the same law over its own items; tests hold them equal.

use domain::Date;

use crate::shoot::{Shoot, ShootStunt};

/// Factors on the probabilities of every stunt; no probability passes 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// On q: it ends in a rewrite.
    pub ends: f64,
    /// On a delay, and on the performer being out.
    pub lasts: f64,
}

impl Scale {
    /// As the figures are.
    pub const NONE: Self = Self { ends: 1.0, lasts: 1.0 };
}

/// G₀ in cents: what is expected to be spent if the board stays fixed.
#[must_use]
pub fn expected_cost(shoot: &Shoot, scale: Scale) -> f64 {
    expected_cost_by(shoot, |_| scale)
}

/// G₀ with factors for each stunt.
#[must_use]
pub fn expected_cost_by(shoot: &Shoot, scale_of: impl Fn(&ShootStunt) -> Scale) -> f64 {
    let mut to_go = 0.0;
    for day in shoot.days.iter().rev() {
        for stunt in shoot.stunts[day.stunts.clone()].iter().rev() {
            let scale = scale_of(stunt);
            let ends = scaled(stunt.terminal(), scale.ends);
            let delay = scaled(stunt.delay, scale.lasts) * stunt.delay_days * stunt.burn;
            let out = scaled(stunt.out, scale.lasts) * stunt.out_days * stunt.idle_day;
            let rewrite = stunt.rewrite + stunt.lost_by(stunt.date).0;
            to_go = delay + out + ends * rewrite + (1.0 - ends * (1.0 - stunt.share_left)) * to_go;
        }
        to_go += day.cost;
    }
    to_go
}

/// The probability that some stunt stops the plan: 1 − Π (1 − q·(1 − ρ)).
#[must_use]
pub fn stops(shoot: &Shoot, scale_of: impl Fn(&ShootStunt) -> Scale) -> f64 {
    let goes_on =
        |stunt: &ShootStunt| 1.0 - scaled(stunt.terminal(), scale_of(stunt).ends) * (1.0 - stunt.share_left);
    1.0 - shoot.stunts.iter().map(goes_on).product::<f64>()
}

fn scaled(probability: f64, factor: f64) -> f64 {
    (probability * factor).min(1.0)
}

/// By shooting date: what the board has spent until its evening, and *Exposed*: what is lost if each stunt still to come
/// went wrong then, in cents: its rewrite, and the scenes shot until then that it throws away.
#[must_use]
pub fn exposed(shoot: &Shoot) -> Vec<(Date, f64, f64)> {
    let mut spent = 0.0;
    let mut rows = Vec::new();
    for day in &shoot.days {
        spent += day.cost;
        if day.shoots {
            let to_come = &shoot.stunts[day.stunts.start..];
            rows.push((
                day.date,
                spent,
                to_come.iter().filter(|s| may_end(s)).map(|s| s.rewrite + s.lost_by(day.date).0).sum(),
            ));
        }
    }
    rows
}

fn may_end(stunt: &ShootStunt) -> bool {
    stunt.terminal() > 0.0
}
