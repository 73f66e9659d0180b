//! A board in figures, as the judge has them.

use domain::{Board, Money, State};
use rules::{Rule, Verdict};

use crate::limits;

/// A board in figures.
pub struct Row {
    name: String,
    days: u32,
    /// Longest day in eighths.
    longest: u32,
    sets: usize,
    cast: Money,
    locations: Money,
    total: Money,
    /// Forbidden flags, and the rules that they are of.
    forbidden: String,
}

/// Names of the columns.
pub fn header() -> String {
    format!(
        "{:14} {:>5} {:>8} {:>5} {:>11} {:>11} {:>12} {:>8}  {}",
        "board", "days", "longest", "sets", "cast", "locations", "total", "saving", "forbidden flags"
    )
}

impl Row {
    /// Judges a board.
    pub fn of(state: &State, board: &Board) -> Self {
        let verdict = rules::assess(state, board);
        let paid = |rules: &[Rule]| {
            let of = verdict.items.iter().filter(|item| rules.contains(&item.rule));
            of.fold(Money(0), |sum, item| sum + item.amount)
        };
        Self {
            name: board.name.clone(),
            days: verdict.measures.days,
            longest: limits::longest_day(state, board).0,
            sets: limits::most_sets(state, board),
            cast: paid(&[Rule::Pay, Rule::Hold, Rule::DayOff, Rule::Travel]),
            locations: paid(&[Rule::LocationVisit, Rule::LocationDay, Rule::DarkDay]),
            total: verdict.cost,
            forbidden: forbidden(&verdict),
        }
    }

    /// Cast and locations.
    fn both(&self) -> Money {
        self.cast + self.locations
    }

    /// How much cheaper cast and locations are than another board's, in per cent.
    #[allow(clippy::cast_precision_loss, reason = "shown to a tenth")]
    fn saving(&self, other: &Self) -> f64 {
        100.0 * (other.both() - self.both()).0 as f64 / other.both().0.max(1) as f64
    }

    /// Ten per cent cheaper in cast and locations, within the other board's days, pages and sets a day.
    pub fn meets_target(&self, other: &Self) -> bool {
        let within = self.days <= other.days && self.longest <= other.longest && self.sets <= other.sets;
        within && self.saving(other) >= 10.0
    }

    /// The row as text.
    pub fn line(&self, other: Option<&Self>) -> String {
        let saving = other.map(|other| format!("{:.1} %", self.saving(other))).unwrap_or_default();
        format!(
            "{:14} {:>5} {:>6}/8 {:>5} {:>11} {:>11} {:>12} {saving:>8}  {}",
            self.name,
            self.days,
            self.longest,
            self.sets,
            self.cast,
            self.locations,
            self.total,
            self.forbidden
        )
    }
}

fn forbidden(verdict: &Verdict) -> String {
    let mut rules: Vec<&str> = verdict.forbidden().map(|flag| flag.rule.key()).collect();
    let count = rules.len();
    rules.sort_unstable();
    rules.dedup();
    if count == 0 { "none".to_owned() } else { format!("{count} ({})", rules.join(", ")) }
}
