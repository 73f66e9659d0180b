//! Breakdown sheets: a page a sheet, its head, its cast, and all that it needs by category.

mod html;
mod text;

use domain::{SheetId, SheetStatus, State};

use crate::csv_table::{CsvTable, figure, words as cell};
use crate::layout::{day_of, day_words, shown};
use crate::needs::{CastLine, Need, cast_of, needs_of, things_of};
use crate::strip::Strip;
use crate::words::{capitalised, clean, date, minutes};
use crate::{Context, Only};

pub(crate) use html::html;
pub(crate) use text::text;

/// Over the notes of those who are watched.
const WATCH_TITLE: &str = "To be watched";
/// Over what a new draft changed.
const CHECK_TITLE: &str = "To check: a new draft changed this";
/// Under everything that nobody accepted yet.
const SUGGESTED: &str =
    "[suggested] nobody has reviewed it yet; the line of the script that says so stands beside it.";

/// One breakdown sheet.
struct SheetPage<'a> {
    strip: Strip<'a>,
    /// Its number in script order, from 1, and how many there are.
    number: (usize, usize),
    head: Vec<(&'static str, String)>,
    cast: Vec<CastLine>,
    needs: Vec<Need>,
    to_check: Vec<String>,
}

impl SheetPage<'_> {
    /// Is anything on it only suggested?
    fn suggests(&self) -> bool {
        self.cast.iter().any(|line| line.suggestion.is_some())
            || self.needs.iter().flat_map(|need| &need.items).any(crate::needs::Item::suggested)
    }

    /// Those on set who are watched, and their notes.
    fn watched(&self) -> impl Iterator<Item = (&CastLine, &str)> {
        let on_set = self.cast.iter().filter(|line| line.presence.on_set());
        on_set.filter_map(|line| Some((line, line.watch.as_deref()?)))
    }
}

fn sheets<'a>(context: &Context<'a>, only: &Only) -> Vec<SheetPage<'a>> {
    let all = context.state.sheets_in_order();
    let of = all.len();
    let numbered = all.into_iter().enumerate();
    let wanted = numbered.filter(|(_, sheet)| only.sheet.is_none_or(|wanted| wanted == sheet.id));
    wanted
        .map(|(i, sheet)| {
            let strip = Strip::new(context, sheet, None);
            SheetPage {
                number: (i + 1, of),
                head: head(context, &strip),
                cast: cast_of(context.state, sheet),
                needs: things_of(context.state, sheet),
                to_check: sheet.to_check.iter().map(|remark| clean(remark)).collect(),
                strip,
            }
        })
        .collect()
}

/// The head of a sheet: each figure with where it comes from.
fn head(context: &Context<'_>, strip: &Strip<'_>) -> Vec<(&'static str, String)> {
    let (state, sheet) = (context.state, strip.sheet);
    let source = if sheet.minutes.is_some() { "typed" } else { "estimated" };
    let mut head = vec![
        ("Pages", strip.eighths.to_string()),
        ("Time", format!("{} ({source})", minutes(strip.minutes))),
        ("Script page", script_pages(strip)),
        ("Script day", script_day(state, strip)),
        ("Light", format!("{} ({})", strip.light_word(), strip.light_source())),
        ("Location", capitalised(strip.place())),
        ("Unit", unit_name(context, strip)),
        ("Shooting day", shooting_day(context, sheet.id)),
        ("Pinned", sheet.pin.as_ref().map(pin_words).unwrap_or_default()),
        ("Before", labels(state, &sheet.before)),
        ("Same day as", labels(state, &sheet.with)),
        ("Another day than", labels(state, &sheet.apart)),
    ];
    if sheet.status != SheetStatus::Planned {
        head.push(("Status", strip.progress().unwrap_or_default().to_lowercase()));
    }
    head.push(("Comments", sheet.comments.as_deref().map(clean).unwrap_or_default()));
    head.retain(|(_, value)| !value.is_empty());
    head
}

/// `D2`, or `N1 (proposed: night falls)`.
fn script_day(state: &State, strip: &Strip<'_>) -> String {
    let proposed = state.scenes_of(strip.sheet).next().and_then(|scene| scene.current().story_day.as_ref());
    match proposed.filter(|_| strip.sheet.story_day.is_none()) {
        Some(day) => format!("{} (proposed: {})", clean(&day.label), clean(&day.why)),
        None => strip.story_day_words(state).unwrap_or_default(),
    }
}

/// `14`, `14 to 16`.
fn script_pages(strip: &Strip<'_>) -> String {
    let pages = strip.pages.iter();
    match (pages.clone().min(), pages.max()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => String::new(),
    }
}

/// The day's number on paper.
fn number_of(context: &Context<'_>, day: &rules::DayVerdict) -> Option<usize> {
    Some(shown(context, context.state.units.get(&day.unit)?, day.ordinal))
}

fn unit_name(context: &Context<'_>, strip: &Strip<'_>) -> String {
    let unit = context.state.unit_of(strip.sheet).and_then(|id| context.state.units.get(&id));
    unit.map(|unit| clean(&unit.name)).unwrap_or_default()
}

/// `Day 3 -- Thu, 4 June 2026, from 09:30`; that it is on no day, where there is a board.
fn shooting_day(context: &Context<'_>, sheet: SheetId) -> String {
    let Some(day) = day_of(context, sheet) else {
        let none = context.verdict.days.is_empty();
        return if none { String::new() } else { "on no day of this board".into() };
    };
    let start = day.strips.iter().find(|strip| strip.sheet == sheet).map(|strip| strip.start);
    let start = start.map(|start| format!(", from {start}")).unwrap_or_default();
    format!("{} -- {}{start}", capitalised(&day_words(context, day)), date(day.date))
}

fn pin_words(pin: &domain::Pin) -> String {
    let at = match pin.at {
        domain::PinAt::Date(day) => date(day),
        domain::PinAt::Day(day) => format!("day {day}"),
    };
    format!("{at}, by {}", clean(&pin.by))
}

fn labels(state: &State, sheets: &[SheetId]) -> String {
    sheets.iter().map(|id| clean(&state.label(*id))).collect::<Vec<_>>().join(", ")
}

/// The sheets as a table: a row for each thing that a sheet needs.
pub(crate) fn csv(context: &Context<'_>, only: &Only) -> String {
    let mut table = CsvTable::new(&[
        "Sheet",
        "Scene",
        "I/E",
        "Set",
        "Time",
        "Eighths",
        "Minutes",
        "Minutes source",
        "Script page",
        "Script day",
        "Light",
        "Location",
        "Unit",
        "Day",
        "Date",
        "Category",
        "Item",
        "Note",
        "Suggested",
        "To check",
    ]);
    for page in sheets(context, only) {
        let strip = &page.strip;
        let day = day_of(context, strip.sheet.id);
        let mut needs = needs_of(context.state, strip.sheet);
        if needs.is_empty() {
            needs.push(Need { category: "", mark: ("", ""), items: vec![crate::needs::Item::default()] });
        }
        for (category, item) in needs.iter().flat_map(|need| need.items.iter().map(|i| (need.category, i))) {
            table.row([
                figure(page.number.0),
                cell(&strip.label),
                figure(strip.setting),
                cell(&strip.set),
                figure(strip.time),
                figure(strip.eighths.0),
                figure(strip.minutes.0),
                figure(strip.minutes_source()),
                figure(script_pages(strip)),
                cell(strip.story_day_words(context.state).unwrap_or_default()),
                figure(strip.light_word()),
                cell(strip.location.as_deref().unwrap_or_default()),
                cell(unit_name(context, strip)),
                figure(
                    day.and_then(|day| number_of(context, day))
                        .map(|day| day.to_string())
                        .unwrap_or_default(),
                ),
                figure(day.map(|day| day.date.to_string()).unwrap_or_default()),
                figure(category),
                cell(&item.name),
                cell(&item.note),
                cell(item.suggestion.as_deref().unwrap_or_default()),
                cell(page.to_check.join("; ")),
            ]);
        }
    }
    table.finish()
}
