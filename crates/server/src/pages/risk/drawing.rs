//! The drawings of the page of the risk: where each line, bar and word of them stands.

use std::fmt;

use domain::{Board, Date};
use risk::{Lever, Outlook};

use super::super::{amount, day, signed};
use super::shoots;

/// Width of every drawing.
const WIDTH: f64 = 720.0;
/// Left and right of what is drawn.
const SIDE: f64 = 10.0;
/// Over the bars, for the words of three marks.
const TOP: f64 = 58.0;
/// Where the bars stand.
const GROUND: f64 = 208.0;
/// A row of the levers.
const ROW: f64 = 22.0;
/// Left of the levers' bars, for names.
const NAMES: f64 = 250.0;
/// Right of them, for figures.
const FIGURES: f64 = 70.0;
/// Ticks of an axis, about.
const TICKS: f64 = 6.0;
/// Ends within so many days are drawn by the day, others by the week.
const DAYS: i32 = 21;

/// A coordinate: to a tenth of a unit.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct At(pub(super) f64);

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}", self.0)
    }
}

/// Bars over an axis, with marks.
pub(super) struct Chart {
    /// All of it in words.
    pub(super) words: String,
    pub(super) bars: Vec<Bar>,
    pub(super) marks: Vec<Mark>,
    pub(super) ticks: Vec<Tick>,
    /// What the bars are, for a table: from, to or week, share of the shoots.
    pub(super) rows: Vec<[String; 2]>,
}

pub(super) struct Bar {
    pub(super) x: At,
    pub(super) y: At,
    pub(super) width: At,
    pub(super) height: At,
}

/// Words under an axis, of which nothing stands beyond the drawing.
pub(super) struct Tick {
    pub(super) x: At,
    pub(super) anchor: &'static str,
    pub(super) words: String,
}

impl Tick {
    fn new(x: f64, words: String) -> Self {
        let half = 3.5 * words.chars().count() as f64;
        let anchor = match x {
            x if x < half => "start",
            x if x + half > WIDTH => "end",
            _ => "middle",
        };
        Self { x: At(x), anchor, words }
    }
}

/// A line with words at its upper end.
pub(super) struct Mark {
    pub(super) x: At,
    /// Where the words stand.
    pub(super) y: At,
    pub(super) class: &'static str,
    /// `start`: the words stand right of it; `end`: left.
    pub(super) anchor: &'static str,
    pub(super) words_x: At,
    pub(super) words: String,
}

/// Where values stand between two sides.
#[derive(Clone, Copy)]
struct Scale {
    from: f64,
    to: f64,
    left: f64,
    right: f64,
}

impl Scale {
    fn at(self, value: f64) -> f64 {
        let span = self.to - self.from;
        let share = if span > 0.0 { (value - self.from) / span } else { 0.5 };
        self.left + share * (self.right - self.left)
    }

    /// Round values: 1, 2 or 5 times a power of ten apart.
    fn ticks(self) -> Vec<f64> {
        let span = self.to - self.from;
        if span <= 0.0 {
            return vec![self.from];
        }
        let power = 10_f64.powf((span / TICKS).log10().floor());
        let step = [1.0, 2.0, 5.0].map(|factor| factor * power).into_iter().find(|step| span / step <= TICKS);
        let step = step.unwrap_or(10.0 * power);
        let first = (self.from / step).ceil();
        (0..20).map(|n| (first + f64::from(n)) * step).take_while(|value| *value <= self.to).collect()
    }
}

/// Values that are marked: class, value, words. From left to right, each with a row for its words.
fn marks(scale: Scale, mut values: Vec<(&'static str, f64, String)>) -> Vec<Mark> {
    values.sort_by(|a, b| a.1.total_cmp(&b.1));
    let rows = (0..).map(f64::from);
    let mark = |((class, value, words), row): ((&'static str, f64, String), f64)| {
        let x = scale.at(value);
        // A letter is about six and a half wide.
        let right = x + 6.5 * words.chars().count() as f64 > WIDTH - SIDE;
        let (anchor, words_x) = if right { ("end", x - 5.0) } else { ("start", x + 5.0) };
        Mark { x: At(x), y: At(12.0 + 16.0 * row), class, anchor, words_x: At(words_x), words }
    };
    values.into_iter().zip(rows).map(mark).collect()
}

fn bars(scale: Scale, values: &[(f64, f64, usize)]) -> Vec<Bar> {
    let most = values.iter().map(|(_, _, count)| *count).max().unwrap_or(1).max(1) as f64;
    let bar = |(from, to, count): &(f64, f64, usize)| {
        let (left, right) = (scale.at(*from), scale.at(*to));
        let height = (GROUND - TOP) * *count as f64 / most;
        Bar {
            x: At(left + 0.5),
            y: At(GROUND - height),
            width: At((right - left - 1.0).max(1.0)),
            height: At(height),
        }
    };
    values.iter().map(bar).collect()
}

fn percent(outlook: &Outlook, count: usize) -> String {
    format!("{:.2} %", outlook.share(count).0 * 100.0)
}

impl Chart {
    /// Shoots by cost.
    pub(super) fn of_cost(planned: f64, outlook: &Outlook, board: &Board) -> Self {
        let bins: Vec<(f64, f64, usize)> =
            outlook.histogram.iter().map(|bin| (bin.from, bin.to, bin.count)).collect();
        let from = bins.first().map_or(planned, |bin| bin.0.min(planned));
        let to = bins.last().map_or(planned, |bin| bin.1.max(planned));
        let scale = Scale { from, to, left: SIDE, right: WIDTH - SIDE };
        let [p50, p80] = outlook.cost_percentiles.map(|p| p.value);
        let words = format!(
            "Cost of {} in {} simulated shoots: if all goes well {}, P50 {}, P80 {}, at most {}",
            board.name,
            shoots(outlook),
            amount(planned),
            amount(p50),
            amount(p80),
            amount(to)
        );
        Self {
            words,
            bars: bars(scale, &bins),
            marks: marks(
                scale,
                vec![
                    ("planned", planned, format!("if all goes well {}", amount(planned))),
                    ("p50", p50, format!("P50 {}", amount(p50))),
                    ("p80", p80, format!("P80 {}", amount(p80))),
                ],
            ),
            ticks: scale.ticks().into_iter().map(|value| Tick::new(scale.at(value), amount(value))).collect(),
            rows: bins
                .iter()
                .map(|(from, to, count)| {
                    [format!("{} to {}", amount(*from), amount(*to)), percent(outlook, *count)]
                })
                .collect(),
        }
    }

    /// Shoots by the ISO week of their end; by the day when they lie close together.
    pub(super) fn of_finish(outlook: &Outlook, board: &Board) -> Self {
        let ends = outlook.finish.keys();
        let span = ends.clone().next_back().zip(ends.clone().next()).map_or(0, |(a, b)| (*a - *b).get_days());
        let by_week = span > DAYS;
        let mut weeks: Vec<(Date, usize)> = Vec::new();
        for (date, count) in &outlook.finish {
            let first = date.iso_week_date().first_of_week().ok().filter(|_| by_week);
            let first = first.map_or(*date, jiff::civil::ISOWeekDate::date);
            match weeks.last_mut() {
                Some((known, sum)) if *known == first => *sum += count,
                _ => weeks.push((first, *count)),
            }
        }
        let width = if by_week { 7.0 } else { 1.0 };
        let (planned, first) = (outlook.planned_finish(), weeks.first().map(|week| week.0));
        let days = |date: Date| first.map_or(0.0, |first| f64::from((date - first).get_days()));
        let spans: Vec<(f64, f64, usize)> =
            weeks.iter().map(|(monday, count)| (days(*monday), days(*monday) + width, *count)).collect();
        let from = planned.map_or(0.0, days).min(0.0);
        let to = spans.last().map_or(width, |week| week.1);
        let scale = Scale { from, to, left: SIDE, right: WIDTH - SIDE };
        let [p50, p80] = outlook.days_percentiles.map(|p| outlook.shoot.date_after(p.value));
        let named = [("planned", "planned", planned), ("p50", "P50", p50), ("p80", "P80", p80)];
        let named: Vec<(&'static str, &str, Date)> =
            named.into_iter().filter_map(|(class, name, date)| Some((class, name, date?))).collect();
        let said: Vec<String> =
            named.iter().map(|(_, name, date)| format!("{name} {}", day(*date))).collect();
        let each = weeks.len().div_ceil(9).max(1);
        let of = if by_week { "week of " } else { "" };
        let tick = |(monday, _): &(Date, usize)| {
            Tick::new(scale.at(days(*monday)), monday.strftime("%-d %b").to_string())
        };
        Self {
            words: format!(
                "Finish of {} in {} simulated shoots: {}",
                board.name,
                shoots(outlook),
                said.join(", ")
            ),
            bars: bars(scale, &spans),
            // A day's mark stands in the middle of the day.
            marks: marks(
                scale,
                named
                    .iter()
                    .map(|(class, name, date)| (*class, days(*date) + 0.5, format!("{name} {}", day(*date))))
                    .collect(),
            ),
            ticks: weeks.iter().step_by(each).map(tick).collect(),
            rows: weeks
                .iter()
                .map(|(first, count)| [format!("{of}{}", day(*first)), percent(outlook, *count)])
                .collect(),
        }
    }
}

/// Spent and exposed by date, as steps, with the stunts.
pub(super) struct Steps {
    pub(super) words: String,
    pub(super) spent: String,
    pub(super) exposed: String,
    /// Under the steps of what is exposed.
    pub(super) area: String,
    /// Where stunts are: x, y, their numbers.
    pub(super) stunts: Vec<(At, At, String)>,
    pub(super) ticks: Vec<Tick>,
    /// Money up the side.
    pub(super) levels: Vec<(At, String)>,
}

impl Steps {
    pub(super) fn of(outlook: &Outlook, board: &Board) -> Self {
        let rows = &outlook.exposed;
        let first = rows.first().map(|row| row.0);
        let days = |date: Date| first.map_or(0.0, |first| f64::from((date - first).get_days()));
        let to = rows.last().map_or(1.0, |row| days(row.0) + 1.0);
        let along = Scale { from: 0.0, to, left: 84.0, right: WIDTH - SIDE };
        let most = rows.iter().map(|(_, spent, exposed)| spent.max(*exposed)).fold(1.0, f64::max);
        let up = Scale { from: 0.0, to: most, left: GROUND, right: 24.0 };
        let path = |value: fn(&(Date, f64, f64)) -> f64| {
            let mut path = String::new();
            for row in rows {
                let (x, y) = (At(along.at(days(row.0))), At(up.at(value(row))));
                path.push_str(&if path.is_empty() { format!("M{x} {y}") } else { format!("H{x}V{y}") });
            }
            format!("{path}H{}", At(along.right))
        };
        let exposed = path(|row| row.2);
        let mut stunts: Vec<(At, At, String)> = Vec::new();
        for (number, shot) in (1..).zip(&outlook.shoot.stunts) {
            let Some(row) = rows.iter().find(|row| row.0 == shot.date) else { continue };
            let x = At(along.at(days(row.0)));
            match stunts.last_mut() {
                Some((known, _, numbers)) if *known == x => numbers.push_str(&format!(" {number}")),
                _ => stunts.push((x, At(up.at(row.2)), number.to_string())),
            }
        }
        let weeks = rows.iter().filter(|row| days(row.0) % 7.0 == 0.0);
        let most_exposed = outlook.most_exposed().map_or_else(
            || "no stunt that is described is still to come".to_owned(),
            |(date, exposed)| format!("most exposed {} on {}", amount(exposed), day(date)),
        );
        let half = outlook.half_behind().map(|date| format!(", less than half of it from {}", day(date)));
        Self {
            words: format!(
                "Money exposed and spent by date on {}: {most_exposed}{}",
                board.name,
                half.unwrap_or_default()
            ),
            spent: path(|row| row.1),
            area: format!("{exposed}V{}H{}Z", At(GROUND), At(along.left)),
            exposed,
            stunts,
            ticks: weeks
                .map(|row| Tick::new(along.at(days(row.0)), row.0.strftime("%-d %b").to_string()))
                .collect(),
            levels: up.ticks().into_iter().map(|value| (At(up.at(value)), amount(value))).collect(),
        }
    }
}

/// What halving and doubling each stunt's q changes, the largest first.
pub(super) struct Tornado {
    pub(super) words: String,
    pub(super) height: At,
    pub(super) zero: At,
    pub(super) rows: Vec<TornadoRow>,
}

pub(super) struct TornadoRow {
    pub(super) name: String,
    /// Of the words.
    pub(super) y: At,
    pub(super) bar_y: At,
    pub(super) half: (At, At),
    pub(super) double: (At, At),
    pub(super) least_x: At,
    pub(super) least: String,
    pub(super) most_x: At,
    pub(super) most: String,
}

impl Tornado {
    pub(super) fn of(levers: &[Lever<'_>]) -> Self {
        let totals = || levers.iter().flat_map(|lever| lever.scaled.iter().map(|scaled| scaled.total));
        let from = totals().fold(0.0, f64::min);
        let to = totals().fold(0.0, f64::max);
        let scale = Scale { from, to, left: NAMES + FIGURES, right: WIDTH - FIGURES };
        let zero = scale.at(0.0);
        let span = |value: f64| {
            let x = scale.at(value);
            (At(x.min(zero)), At((x - zero).abs().max(0.5)))
        };
        let rows = levers.iter().zip(0..).map(|(lever, row)| {
            let [half, double] = lever.scaled.map(|scaled| scaled.total);
            let y = ROW * f64::from(row) + 20.0;
            let name: String = lever.name.chars().take(38).collect();
            let cut = if lever.name.chars().count() > 38 { "…" } else { "" };
            TornadoRow {
                name: format!("{name}{cut}"),
                y: At(y + 13.0),
                bar_y: At(y + 3.0),
                half: span(half),
                double: span(double),
                least_x: At(scale.at(half.min(double).min(0.0)) - 5.0),
                least: signed(half.min(double)),
                most_x: At(scale.at(half.max(double).max(0.0)) + 5.0),
                most: signed(half.max(double)),
            }
        });
        let first = levers.first().map(|lever| {
            let [half, double] = lever.scaled.map(|scaled| signed(scaled.total));
            format!(": most by {}, {half} when its q is halved, {double} when it is doubled", lever.name)
        });
        Self {
            words: format!("What each stunt's q changes of the expected cost{}", first.unwrap_or_default()),
            height: At(ROW * levers.len() as f64 + 26.0),
            zero: At(zero),
            rows: rows.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        let scale = Scale { from: 2_074_000.0, to: 4_170_000.0, left: 0.0, right: 100.0 };
        // Six at most: half a million apart.
        assert_eq!(scale.ticks(), [2_500_000.0, 3_000_000.0, 3_500_000.0, 4_000_000.0]);
        assert_eq!(scale.at(3_122_000.0), 50.0);
        let point = Scale { from: 5.0, to: 5.0, left: 0.0, right: 100.0 };
        assert_eq!((point.ticks(), point.at(5.0)), (vec![5.0], 50.0));
    }

    #[test]
    fn words_stay_on_the_drawing() {
        let scale = Scale { from: 0.0, to: 1.0, left: SIDE, right: WIDTH - SIDE };
        let found = marks(
            scale,
            vec![("p80", 1.0, "P80 2,877,218".to_owned()), ("planned", 0.0, "planned".to_owned())],
        );
        let found: Vec<_> = found.iter().map(|mark| (mark.class, mark.anchor, mark.y)).collect();
        assert_eq!(found, [("planned", "start", At(12.0)), ("p80", "end", At(28.0))]);
    }
}
