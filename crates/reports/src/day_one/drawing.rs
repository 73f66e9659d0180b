//! Both branches on one line of dates: a block a shooting day, a diamond where it is decided.

use domain::Date;

use super::content::{Branch, Point};
use super::text::ends_words;
use crate::Context;
use crate::html::Html;
use crate::rounding::written;
use crate::words::{clean, day_and_month};

const WIDTH: f64 = 1000.0;
/// Room at the left for what a row is, and at the right for how it ends.
const LEFT: f64 = 74.0;
const RIGHT: f64 = 276.0;
const WIDEST_DAY: f64 = 21.0;
/// Where the rows stand.
const PAST: f64 = 54.0;
const GO_ON: f64 = 24.0;
const REWRITE: f64 = 84.0;
const HEIGHT: f64 = 124.0;
const FOOT: f64 = 108.0;
/// Half the height of a block.
const HALF: f64 = 9.0;

/// A line of dates.
struct Scale {
    first: Date,
    day: f64,
}

impl Scale {
    fn of(point: &Point) -> Self {
        let first = point.past.first().copied().unwrap_or(point.date);
        let days = calendar_days(first, point.last_date()) + 1.0;
        Self { first, day: ((WIDTH - LEFT - RIGHT) / days).min(WIDEST_DAY) }
    }

    /// Left edge of a date.
    fn at(&self, date: Date) -> f64 {
        LEFT + calendar_days(self.first, date) * self.day
    }
}

fn calendar_days(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

/// Draws a decision point.
pub(super) fn draw(context: &Context<'_>, point: &Point, h: &mut Html) {
    let scale = Scale::of(point);
    let currency = clean(context.state.production.currency());
    let says = |lines: &[String]| lines.join(", ");
    let go_on = format!("{currency} {}", written(point.go_on.total()));
    let label = format!(
        "continue: {}; rewrite: {}",
        says(&[ends_words("", point.go_on.end), go_on]),
        says(&rewrite_words(point, &currency))
    );
    let view = format!("0 0 {WIDTH:.0} {HEIGHT:.0}");
    h.el("figure.fork", |h| {
        h.el_with("svg", &[("viewBox", &view), ("role", "img"), ("aria-label", &label)], |h| {
            weeks(point, &scale, h);
            for date in &point.past {
                block("past", scale.at(*date), PAST, &scale, h);
            }
            fork(point, &scale, h);
            row("Continue", &point.go_on, GO_ON, &scale, h);
            row("Rewrite", &point.rewrite, REWRITE, &scale, h);
            let at = scale.at(point.last_date()) + scale.day + 12.0;
            let total = format!("{currency} {}", written(point.go_on.total()));
            ends(at, GO_ON, &[ends_words("", point.go_on.end), total], h);
            ends(at, REWRITE, &rewrite_words(point, &currency), h);
            for date in point.unwritten_dates() {
                block("unwritten", scale.at(date), REWRITE, &scale, h);
            }
        });
    });
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

fn block(class: &str, x: f64, y: f64, scale: &Scale, h: &mut Html) {
    let width = (scale.day - 1.4).max(1.0);
    h.void(
        &format!("rect.{class}"),
        &[
            ("x", &number(x + 0.7)),
            ("y", &number(y - HALF)),
            ("width", &number(width)),
            ("height", &number(2.0 * HALF)),
        ],
    );
}

/// A tick and a date at each Monday, where there is room for one.
fn weeks(point: &Point, scale: &Scale, h: &mut Html) {
    let last = point.last_date();
    let dates = scale.first.series(jiff::Span::new().days(1)).take_while(|date| *date <= last);
    let mut free = 0.0;
    for date in dates.filter(|date| date.weekday() == jiff::civil::Weekday::Monday) {
        let x = scale.at(date);
        let x_words = number(x);
        h.void("line.tick-line", &[("x1", &x_words), ("x2", &x_words), ("y1", "8"), ("y2", &number(FOOT))]);
        if x >= free {
            h.leaf_with(
                "text.week",
                &[("x", &number(x + 2.0)), ("y", &number(FOOT + 10.0))],
                &day_and_month(date),
            );
            free = x + 44.0;
        }
    }
}

/// From the diamond to both rows.
fn fork(point: &Point, scale: &Scale, h: &mut Html) {
    let x = scale.at(point.date) + scale.day / 2.0;
    let size = HALF + 5.0;
    for (branch, y, class) in [(&point.go_on, GO_ON, "way"), (&point.rewrite, REWRITE, "way turn")] {
        let next = branch.days.first().map_or(x + 16.0, |day| scale.at(day.date));
        let path = format!("M{x:.1} {PAST:.1} L{x:.1} {y:.1} L{:.1} {y:.1}", next.max(x));
        h.void(&format!("path.{class}"), &[("d", &path)]);
    }
    let path = format!(
        "M{:.1} {PAST} L{x:.1} {:.1} L{:.1} {PAST} L{x:.1} {:.1} Z",
        x - size,
        PAST - size,
        x + size,
        PAST + size
    );
    h.void("path.decides", &[("d", &path)]);
}

fn row(name: &str, branch: &Branch, y: f64, scale: &Scale, h: &mut Html) {
    h.leaf_with("text.row", &[("x", "0"), ("y", &number(y + 4.0))], name);
    for day in &branch.days {
        let x = scale.at(day.date);
        block(if day.again { "again" } else { "to-come" }, x, y, scale, h);
        if day.again {
            let (right, top, foot) = (x + scale.day - 0.7, y - HALF, y + HALF);
            let path = format!("M{:.1} {foot:.1} L{right:.1} {foot:.1} L{right:.1} {top:.1} Z", x + 0.7);
            h.void("path.again-half", &[("d", &path)]);
        }
    }
}

/// When the rewrite ends, what it comes to, and that beside the other branch.
fn rewrite_words(point: &Point, currency: &str) -> [String; 3] {
    let planned = written(point.rewrite.total());
    let total = match point.unwritten.cost {
        0 => format!("{currency} {planned}"),
        cost => format!("{currency} {planned} + about {}", written(cost)),
    };
    [
        format!("{}{}", ends_words(point.about(), point.end_in_all()), point.mark()),
        total,
        point.against_words(),
    ]
}

/// When a row ends and what it comes to, line by line.
fn ends(x: f64, y: f64, lines: &[String], h: &mut Html) {
    let x = number(x);
    for (line, (class, down)) in lines.iter().zip([("ends", -3.0), ("total", 12.0), ("against", 26.0)]) {
        h.leaf_with(&format!("text.{class}"), &[("x", &x), ("y", &number(y + down))], line);
    }
}

/// What the signs mean.
pub(super) fn legend(h: &mut Html) {
    let signs = [
        ("past", "a day that is shot by then"),
        ("to-come", "a day to come"),
        ("again", "a day on which something is shot again"),
        ("unwritten", "about as many days for what nobody has written yet"),
    ];
    h.el("p.fork-signs", |h| {
        for (class, words) in signs {
            h.el("span", |h| {
                h.el_with("svg", &[("viewBox", "0 0 16 20"), ("aria-hidden", "true")], |h| {
                    let attributes = [("x", "1"), ("y", "1"), ("width", "14"), ("height", "18")];
                    h.void(&format!("rect.{class}"), &attributes);
                    if class == "again" {
                        h.void("path.again-half", &[("d", "M1 19 L15 19 L15 1 Z")]);
                    }
                });
                h.space();
                h.text(words);
            });
            h.space();
        }
        h.leaf("span", "◆ the evening on which it is decided");
    });
}
