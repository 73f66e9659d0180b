//! What is said of each decision point, from the judge's verdicts of the board and of the planned rewrite.

use std::collections::BTreeSet;

use domain::{Date, SheetId, Source, State, StuntClass, UnitKind};
use rules::{DayVerdict, Schedule, Verdict};

use super::{DecisionPoint, Rewrite};
use crate::Context;
use crate::risk_register::{Wanting, wanting};
use crate::rounding::thousands;
use crate::stunts::{PlacedStunt, in_shooting_order};
use crate::words::{clean, count, date, short_date};

/// The report.
pub(super) struct Page {
    pub(super) points: Vec<Point>,
    /// How the rewrites were searched.
    pub(super) searched: String,
}

/// A decision point. Money in thousands.
pub(super) struct Point {
    pub(super) date: Date,
    /// `day 14`.
    pub(super) day: String,
    pub(super) scenes: Vec<String>,
    /// `18 hit by her own car (class C)`.
    pub(super) names: Vec<String>,
    /// Scene, and what is open before its stunt can be shot.
    pub(super) missing: Vec<(String, Wanting)>,
    pub(super) spent_before: i64,
    pub(super) spent: i64,
    /// Shooting again what is lost.
    pub(super) lost: i64,
    /// Nobody typed what a rewrite costs.
    pub(super) example_rewrite: bool,
    pub(super) go_on: Branch,
    pub(super) rewrite: Branch,
    pub(super) again: Vec<Changed>,
    pub(super) falls: Vec<Changed>,
    pub(super) unwritten: Unwritten,
    /// That no board was found that breaks nothing, and what this one breaks.
    pub(super) breaks: Option<String>,
    /// Dates on which something has been shot until the evening of the decision.
    pub(super) past: Vec<Date>,
}

/// One way on.
pub(super) struct Branch {
    /// The days after the decision on which something is shot.
    pub(super) days: Vec<BranchDay>,
    /// Shooting days of the main unit after the decision.
    main_days: usize,
    pub(super) end: Date,
    pub(super) spent: i64,
    pub(super) rewrite: i64,
    pub(super) to_go: i64,
}

/// A shooting date of a branch.
pub(super) struct BranchDay {
    pub(super) date: Date,
    /// `day 15`.
    pub(super) day: String,
    pub(super) scenes: Vec<String>,
    /// Something on it is shot for the second time.
    pub(super) again: bool,
}

/// Scenes that change for one reason.
pub(super) struct Changed {
    pub(super) scenes: Vec<String>,
    pub(super) why: String,
}

/// What takes the place of scenes that are written anew, if it is as long. Money in thousands.
#[derive(Default)]
pub(super) struct Unwritten {
    pub(super) scenes: usize,
    pub(super) days: usize,
    pub(super) cost: i64,
}

impl Changed {
    pub(super) fn words(&self) -> String {
        format!("{} ({})", self.scenes.join(", "), self.why)
    }
}

/// How many scenes change.
pub(super) fn scenes_of(lines: &[Changed]) -> usize {
    lines.iter().map(|line| line.scenes.len()).sum()
}

impl Branch {
    pub(super) fn total(&self) -> i64 {
        self.spent + self.rewrite + self.to_go
    }

    pub(super) fn days_to_go(&self) -> usize {
        self.main_days
    }

    /// `day 15, 9 Oct 2027: 12, 13A`.
    pub(super) fn next_words(&self) -> String {
        let day =
            |day: &BranchDay| format!("{}, {}: {}", day.day, short_date(day.date), day.scenes.join(", "));
        self.days.first().map_or_else(|| "nothing".to_owned(), day)
    }

    /// `Thu, 28 October 2027`.
    pub(super) fn end_words(&self) -> String {
        date(self.end)
    }
}

impl Point {
    /// What is lost if the stunts of the date end in a rewrite.
    pub(super) fn exposed(&self) -> i64 {
        self.rewrite.rewrite + self.lost
    }

    /// `Day 14 -- Fri, 8 October 2027`.
    pub(super) fn title(&self) -> String {
        format!("{} -- {}", crate::words::capitalised(&self.day), date(self.date))
    }

    /// `90,000 for the rewrite, 210,000 for shooting 6 scenes again`.
    pub(super) fn exposed_words(&self) -> String {
        let example = if self.example_rewrite { " (an EXAMPLE: nobody typed it)" } else { "" };
        let rewrite = format!("{} for the rewrite{example}", crate::rounding::written(self.rewrite.rewrite));
        if self.again.is_empty() {
            return rewrite;
        }
        let again = count(scenes_of(&self.again) as u64, "scene");
        format!("{rewrite}, {} for shooting {again} again", crate::rounding::written(self.lost))
    }

    /// The rewrite with what takes the place of scenes that are written anew, if that is as long.
    pub(super) fn in_all(&self) -> i64 {
        self.rewrite.total() + self.unwritten.cost
    }

    /// When the rewrite ends with all of that.
    pub(super) fn end_in_all(&self) -> Date {
        self.unwritten_dates().last().copied().unwrap_or(self.rewrite.end)
    }

    /// Stands beside the end of a rewrite whose board breaks something.
    pub(super) fn mark(&self) -> &'static str {
        if self.breaks.is_some() { "!" } else { "" }
    }

    /// `about ` where something is not planned yet.
    pub(super) fn about(&self) -> &'static str {
        if self.unwritten.scenes > 0 { "about " } else { "" }
    }

    /// `about 1 day more, 951,000 more`: than continue.
    pub(super) fn against_words(&self) -> String {
        let rewrite = self.rewrite.days_to_go() + self.unwritten.days;
        let days = rewrite as i64 - self.go_on.days_to_go() as i64;
        let money = self.in_all() - self.go_on.total();
        let amount = crate::rounding::written(money.abs());
        let days = match days {
            0 => String::new(),
            days => {
                format!("{} {}, ", count(days.unsigned_abs(), "day"), if days < 0 { "fewer" } else { "more" })
            }
        };
        let word = if money < 0 { "less" } else { "more" };
        format!("{}{days}{amount} {word}", self.about())
    }

    /// What is not in the plan of the rewrite, because nobody has written it.
    pub(super) fn unwritten_words(&self) -> Option<String> {
        let Unwritten { scenes, days, cost } = self.unwritten;
        (scenes > 0).then(|| {
            format!(
                "about {} and {} for what takes the place of {} written anew",
                count(days as u64, "day"),
                crate::rounding::written(cost),
                count(scenes as u64, "scene")
            )
        })
    }

    /// The last date of all that is drawn, with the days that are not planned yet.
    pub(super) fn last_date(&self) -> Date {
        let ends = [Some(self.go_on.end), Some(self.rewrite.end), self.unwritten_dates().last().copied()];
        ends.into_iter().flatten().max().unwrap_or(self.date)
    }

    /// Weekdays after the rewrite's last day, for what takes the place of scenes written anew.
    pub(super) fn unwritten_dates(&self) -> Vec<Date> {
        let next = self.rewrite.end.series(jiff::Span::new().days(1)).skip(1);
        let weekdays = next.filter(|date| date.weekday().to_monday_zero_offset() < 5);
        weekdays.take(self.unwritten.days).collect()
    }
}

impl Page {
    pub(super) fn of(context: &Context<'_>, points: &[DecisionPoint], searched: &str) -> Self {
        let schedule = Schedule::new(context.state, context.board);
        let placed = in_shooting_order(context);
        let points = points.iter().map(|p| point(context, &schedule, &placed, p)).collect();
        Self { points, searched: searched.to_owned() }
    }
}

fn spent(verdict: &Verdict, until: impl Fn(Date) -> bool) -> f64 {
    let items = verdict.items.iter().filter(|item| until(item.date));
    items.map(|item| item.amount.0 as f64).sum()
}

fn point(
    context: &Context<'_>,
    schedule: &Schedule<'_>,
    placed: &[PlacedStunt<'_>],
    point: &DecisionPoint,
) -> Point {
    let (state, verdict, on) = (context.state, context.verdict, point.date);
    let here: Vec<&PlacedStunt<'_>> =
        placed.iter().filter(|place| place.stunt.is_some_and(|s| point.stunts.contains(&s.id))).collect();
    let spent_now = thousands(spent(verdict, |day| day <= on));
    let costs: Vec<_> =
        here.iter().filter_map(|place| Some(rules::expected::risk(state, place.stunt?))).collect();
    let rewrite_cost = thousands(costs.iter().map(|risk| risk.rewrite.0 as f64).sum());
    let again: BTreeSet<SheetId> = point.rewrite.again.iter().map(|(sheet, _)| *sheet).collect();
    // By subtraction, so that the rounded figures add up.
    let to_go = |verdict: &Verdict| thousands(verdict.cost.0 as f64) - spent_now;
    let day = verdict.days.iter().find(|day| day.date == on && !day.strips.is_empty());
    let after = &point.rewrite;
    Point {
        date: on,
        day: day.map(|day| crate::layout::day_words(context, day)).unwrap_or_default(),
        scenes: here.iter().map(|place| clean(&state.label(place.sheet.id))).collect(),
        names: here.iter().map(|place| name(state, place)).collect(),
        missing: missing(context, schedule, &here),
        spent_before: thousands(spent(verdict, |day| day < on)),
        spent: spent_now,
        lost: thousands(lost(&after.state, &again)),
        example_rewrite: here.iter().any(|place| is_example(state, place)),
        go_on: branch(state, verdict, on, &BTreeSet::new(), [spent_now, 0, to_go(verdict)]),
        rewrite: branch(
            &after.state,
            &after.verdict,
            on,
            &again,
            [spent_now, rewrite_cost, to_go(&after.verdict)],
        ),
        again: changed(state, after.again.iter().map(|(sheet, why)| (*sheet, why.as_str()))),
        falls: changed(state, after.fallen.iter().map(|fallen| (fallen.sheet, fallen.why.as_str()))),
        unwritten: unwritten(state, after),
        breaks: breaks(&after.breaks),
        past: verdict
            .days
            .iter()
            .filter(|day| day.date <= on && !day.strips.is_empty())
            .map(|day| day.date)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
    }
}

fn name(state: &State, place: &PlacedStunt<'_>) -> String {
    let class =
        place.stunt.map_or("", |stunt| domain::resolve::keyword(state.class_of(stunt), &StuntClass::NAMES));
    format!("{} {} (class {class})", clean(&state.label(place.sheet.id)), place.name())
}

/// Is the cost of the rewrite an example of ours?
fn is_example(state: &State, place: &PlacedStunt<'_>) -> bool {
    let typed = place.stunt.and_then(|stunt| stunt.outcome.rewrite_cost);
    typed.is_none() && state.production.prices.rewrite().1 == Source::Default
}

fn missing(
    context: &Context<'_>,
    schedule: &Schedule<'_>,
    here: &[&PlacedStunt<'_>],
) -> Vec<(String, Wanting)> {
    let of = |place: &&PlacedStunt<'_>| {
        let scene = clean(&context.state.label(place.sheet.id));
        wanting(context, schedule, place).into_iter().map(move |wanting| (scene.clone(), wanting))
    };
    here.iter().flat_map(of).collect()
}

/// Shooting again what is lost, by itself: no board is known for it.
fn lost(state: &State, again: &BTreeSet<SheetId>) -> f64 {
    let sheets = again.iter().filter_map(|id| state.sheets.get(id));
    sheets.map(|sheet| rules::again::cost(state, sheet).0 as f64).sum()
}

/// Scenes by reason, in the order of the first of each.
fn changed<'a>(state: &State, sheets: impl Iterator<Item = (SheetId, &'a str)>) -> Vec<Changed> {
    let mut all: Vec<Changed> = Vec::new();
    for (sheet, why) in sheets {
        let (scene, why) = (clean(&state.label(sheet)), clean(why));
        match all.iter_mut().find(|known| known.why == why) {
            Some(known) => known.scenes.push(scene),
            None => all.push(Changed { scenes: vec![scene], why }),
        }
    }
    all
}

/// What a flag list says at most.
const NAMED: usize = 3;

fn breaks(what: &[String]) -> Option<String> {
    let named: Vec<String> = what.iter().take(NAMED).map(|what| clean(what)).collect();
    let more = what.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    (!what.is_empty()).then(|| {
        format!(
            "No board was found that breaks nothing forbidden. This one does: {}{more}.",
            named.join("; ")
        )
    })
}

fn unwritten(state: &State, rewrite: &Rewrite) -> Unwritten {
    let anew = rewrite.fallen.iter().filter(|fallen| fallen.rewritten);
    let sheets: Vec<_> = anew.filter_map(|fallen| state.sheets.get(&fallen.sheet)).collect();
    let minutes: i32 = sheets.iter().map(|sheet| state.minutes_of(sheet).0).sum();
    let base = state.production.day.base().0.max(1);
    let cost: f64 = sheets.iter().map(|sheet| rules::again::cost(state, sheet).0 as f64).sum();
    let days = usize::try_from((minutes + base - 1) / base).unwrap_or(0);
    Unwritten { scenes: sheets.len(), days, cost: thousands(cost) }
}

fn branch(
    state: &State,
    verdict: &Verdict,
    on: Date,
    again: &BTreeSet<SheetId>,
    [spent, rewrite, to_go]: [i64; 3],
) -> Branch {
    let later: Vec<&DayVerdict> =
        verdict.days.iter().filter(|day| day.date > on && !day.strips.is_empty()).collect();
    let is_main = |day: &&&DayVerdict| state.units.get(&day.unit).is_some_and(|u| u.kind == UnitKind::Main);
    Branch {
        main_days: later.iter().filter(is_main).count(),
        end: later.iter().map(|day| day.date).max().unwrap_or(on),
        days: later.iter().map(|day| branch_day(state, day, again)).collect(),
        spent,
        rewrite,
        to_go,
    }
}

fn branch_day(state: &State, day: &DayVerdict, again: &BTreeSet<SheetId>) -> BranchDay {
    let label = |sheet: SheetId| {
        let label = clean(&state.label(sheet));
        if again.contains(&sheet) { format!("{label} again") } else { label }
    };
    let unit = state.units.get(&day.unit);
    BranchDay {
        date: day.date,
        day: unit.map(|unit| clean(&unit.day_words(day.ordinal, Some(day.date)))).unwrap_or_default(),
        scenes: day.strips.iter().map(|strip| label(strip.sheet)).collect(),
        again: day.strips.iter().any(|strip| again.contains(&strip.sheet)),
    }
}
