//! The shoot at a glance: a column a day, its strips in their colours, as tall as they take time.

use domain::{Date, DayKind, UnitKind};

use crate::Context;
use crate::html::Html;
use crate::layout::{Day, Layout, UnitDays};
use crate::strip::Strip;
use crate::words;

/// Height of a base day of work.
const BASE: f64 = 64.0;
const HEAD: f64 = 14.0;
const FOOT: f64 = 14.0;
const WIDTH: f64 = 1000.0;
const WIDEST_COLUMN: f64 = 34.0;
const WEEK_GAP: f64 = 0.45;

/// Draws it, a band a unit.
pub(crate) fn draw(context: &Context<'_>, layout: &Layout<'_>, h: &mut Html) {
    let dates = dates(layout);
    if dates.is_empty() {
        return;
    }
    h.el("figure.glance", |h| {
        for unit in &layout.units {
            let name = words::clean(&unit.unit.name);
            if layout.several_units() {
                h.leaf("p.band", &name);
            }
            band(context, unit, &dates, &name, h);
        }
        h.leaf(
            "figcaption",
            "A column a day, a block a strip, as tall as it takes time; the dashed line is where overtime \
             begins. ▲ marks a stunt, a bar at the foot a night, half a bar a split.",
        );
    });
}

fn dates(layout: &Layout<'_>) -> Vec<Date> {
    let mut dates: Vec<Date> =
        layout.units.iter().flat_map(|unit| unit.days.iter().filter_map(|day| day.date)).collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// Left edge of each date in columns: a gap where a week ends.
fn places(dates: &[Date]) -> Vec<f64> {
    let mut at = 0.0;
    let mut places = Vec::with_capacity(dates.len());
    for (i, date) in dates.iter().enumerate() {
        let new_week = i > 0 && date.iso_week_date().week() != dates[i - 1].iso_week_date().week();
        at += if i == 0 { 0.0 } else { 1.0 } + if new_week { WEEK_GAP } else { 0.0 };
        places.push(at);
    }
    places
}

fn band(context: &Context<'_>, unit: &UnitDays<'_>, dates: &[Date], name: &str, h: &mut Html) {
    let places = places(dates);
    let columns = places.last().map_or(1.0, |last| last + 1.0);
    let column = (WIDTH / columns).min(WIDEST_COLUMN);
    let longest = unit.days.iter().map(|day| day_minutes(day)).max().unwrap_or(0);
    let base = f64::from(context.state.production.day.base().0.max(1));
    let scale = BASE / base;
    let main = unit.unit.kind == UnitKind::Main;
    let tallest = f64::from(longest) * scale;
    let floor = HEAD + if main { tallest.max(BASE) } else { tallest };
    let height = floor + FOOT;
    let view = format!("0 0 {:.0} {:.0}", column * columns, height);
    let label = format!("{name}: {} at a glance", words::count(unit.written().count() as u64, "day"));
    let size = format!("max-width: {:.0}px", column * columns * 1.1);
    let attributes = [("viewBox", view.as_str()), ("role", "img"), ("aria-label", &label), ("style", &size)];
    h.el_with("svg", &attributes, |h| {
        for day in unit.written() {
            let Some(place) = day.date.and_then(|date| dates.binary_search(&date).ok()) else { continue };
            draw_day(day, places[place] * column, column, (floor, scale), h);
        }
        if main {
            let (y, x) = (format!("{:.1}", floor - BASE), format!("{:.1}", column * columns));
            h.void("line.base", &[("x1", "0"), ("x2", &x), ("y1", &y), ("y2", &y)]);
        }
    });
}

fn day_minutes(day: &Day<'_>) -> i32 {
    day.strips().map(|strip| strip.minutes.0.max(0)).sum()
}

fn draw_day(day: &Day<'_>, x: f64, column: f64, (floor, scale): (f64, f64), h: &mut Html) {
    let width = column - 3.0;
    let mut y = floor - f64::from(day_minutes(day)) * scale;
    let top = y;
    for strip in day.strips() {
        let height = f64::from(strip.minutes.0.max(0)) * scale;
        block(strip, (x, y, width, height), h);
        y += height;
    }
    if day.strips().any(|strip| strip.stunt) {
        let middle = x + width / 2.0;
        let points = format!(
            "{:.1},{:.1} {:.1},{:.1} {middle:.1},{:.1}",
            middle - 4.0,
            top - 3.0,
            middle + 4.0,
            top - 3.0,
            top - 10.0
        );
        h.void("polygon.stunt", &[("points", &points)]);
    }
    let dark = match day.judged.map(|judged| judged.kind) {
        Some(DayKind::Night) => width,
        Some(DayKind::Split) => width / 2.0,
        _ => 0.0,
    };
    if dark > 0.0 && y > top {
        rect("night", (x + width - dark, floor, dark, 2.5), h);
    }
    let (middle, foot) = (format!("{:.1}", x + width / 2.0), format!("{:.1}", floor + 11.5));
    h.leaf_with("text", &[("x", &middle), ("y", &foot)], &day.shown.to_string());
}

fn block(strip: &Strip<'_>, at: (f64, f64, f64, f64), h: &mut Html) {
    rect(strip.colour.class(), at, h);
}

fn rect(class: &str, (x, y, width, height): (f64, f64, f64, f64), h: &mut Html) {
    let [x, y, width, height] = [x, y, width, height].map(|n| format!("{n:.1}"));
    h.void(&format!("rect.{class}"), &[("x", &x), ("y", &y), ("width", &width), ("height", &height)]);
}
