//! The day-out-of-days of what is not cast: first, any, last and only day of background, elements, locations.

use std::collections::{BTreeMap, BTreeSet};

use domain::{BackgroundKind, Category, Date, LocationId, Review};
use rules::Subject as Paid;

use super::chart::{DateColumn, dates};
use crate::words::clean;
use crate::{Context, Subject};

/// The chart of a subject.
pub(crate) struct Usage {
    pub(crate) dates: Vec<DateColumn>,
    pub(crate) groups: Vec<(&'static str, Vec<UsageRow>)>,
}

/// A line of the chart.
pub(crate) struct UsageRow {
    pub(crate) name: String,
    /// A code a date; empty where there is none.
    pub(crate) codes: Vec<String>,
    /// Dates of use.
    pub(crate) days: usize,
    /// Shooting dates between the first and the last on which it is not used, and not paid.
    pub(crate) idle: usize,
    /// The same, kept and paid.
    pub(crate) kept: usize,
    /// The largest number of a date, where there are numbers.
    pub(crate) most: Option<u32>,
    pub(crate) start: Option<Date>,
    pub(crate) finish: Option<Date>,
}

impl UsageRow {
    /// Totals in the order of [`TOTALS`].
    pub(crate) fn totals(&self) -> [String; 4] {
        let most = self.most.map(|most| if most == 0 { "?".to_owned() } else { most.to_string() });
        let number = |n: usize| if n == 0 { String::new() } else { n.to_string() };
        [number(self.days), number(self.idle), number(self.kept), most.unwrap_or_default()]
    }
}

/// Over the totals of a row, before start and finish.
pub(crate) const TOTALS: [&str; 4] = ["Days", "Idle", "Kept", "Most"];

/// The codes, explained.
pub(crate) const CODES: [(&str, &str); 4] = [
    ("SW, W, WF, SWF", "first, any, last, only day of use"),
    ("I", "idle: a shooting day between first and last without use; not paid"),
    ("K", "kept: a location that is paid and not used"),
    ("?", "after a name: the breakdown suggests it, nobody has reviewed any use of it"),
];

impl Usage {
    pub(crate) fn new(context: &Context<'_>, subject: Subject) -> Self {
        let columns = dates(context, &[]);
        let mut groups = Vec::new();
        if matches!(subject, Subject::All | Subject::Locations) {
            groups.push(("Locations", locations(context, &columns)));
        }
        if subject.holds_background() {
            for (kind, title) in [
                (BackgroundKind::SilentBit, "Background: silent bits"),
                (BackgroundKind::Atmosphere, "Background: atmosphere"),
            ] {
                groups.push((title, background(context, kind, &columns)));
            }
        }
        for (_, title, category) in Category::ALL.iter().filter(|(_, _, category)| subject.holds(*category)) {
            groups.push((*title, elements(context, *category, &columns)));
        }
        for (_, rows) in &mut groups {
            rows.sort_by(|a, b| (a.start, &a.name).cmp(&(b.start, &b.name)));
        }
        groups.retain(|(_, rows)| !rows.is_empty());
        Self { dates: columns, groups }
    }
}

/// A name, with a mark where nobody agreed to any use of it yet.
fn doubted(name: &str, agreed: bool) -> String {
    format!("{name}{}", if agreed { "" } else { "?" })
}

fn elements(context: &Context<'_>, category: Category, columns: &[DateColumn]) -> Vec<UsageRow> {
    let used = context.verdict.elements.iter();
    used.filter_map(|(id, days)| {
        let element = context.state.elements.get(id).filter(|element| element.category == category)?;
        let mut sheets = context.state.sheets.values().flat_map(|sheet| &sheet.elements);
        let agreed = sheets.any(|used| used.element == *id && used.review == Review::Accepted);
        Some(row(
            &doubted(&element.name, agreed),
            &days.iter().copied().collect(),
            &BTreeSet::new(),
            None,
            columns,
        ))
    })
    .collect()
}

fn background(context: &Context<'_>, kind: BackgroundKind, columns: &[DateColumn]) -> Vec<UsageRow> {
    let used = context.verdict.background.iter();
    used.filter_map(|(id, days)| {
        let group = context.state.background.get(id).filter(|group| group.kind == kind)?;
        let mut sheets = context.state.sheets.values().flat_map(|sheet| &sheet.background);
        let agreed = sheets.any(|used| used.group == *id && used.review == Review::Accepted);
        let most = days.iter().map(|(_, count)| *count).max();
        let days = days.iter().map(|(date, _)| *date).collect();
        Some(row(&doubted(&group.name, agreed), &days, &BTreeSet::new(), most, columns))
    })
    .collect()
}

/// A location that is paid on a date on which nobody shoots there is kept.
fn locations(context: &Context<'_>, columns: &[DateColumn]) -> Vec<UsageRow> {
    let mut used: BTreeMap<LocationId, BTreeSet<Date>> = BTreeMap::new();
    for day in &context.verdict.days {
        day.locations.iter().for_each(|location| {
            used.entry(*location).or_default().insert(day.date);
        });
    }
    let rows = used.iter().filter_map(|(id, days)| {
        let location = context.state.locations.get(id)?;
        let paid = context.verdict.items.iter().filter(|item| item.subject == Paid::Location(*id));
        let kept = paid.map(|item| item.date).filter(|date| !days.contains(date)).collect();
        Some(row(&location.name, days, &kept, None, columns))
    });
    rows.collect()
}

fn row(
    name: &str,
    days: &BTreeSet<Date>,
    kept: &BTreeSet<Date>,
    most: Option<u32>,
    columns: &[DateColumn],
) -> UsageRow {
    let (start, finish) = (days.first().copied(), days.last().copied());
    let code = |column: &DateColumn| {
        let date = column.date;
        let between = start.is_some_and(|start| start < date) && finish.is_some_and(|finish| date < finish);
        match (days.contains(&date), kept.contains(&date)) {
            (true, _) => match (start == Some(date), finish == Some(date)) {
                (true, true) => "SWF",
                (true, false) => "SW",
                (false, true) => "WF",
                (false, false) => "W",
            },
            (false, true) => "K",
            (false, false) if between && !column.off => "I",
            (false, false) => "",
        }
    };
    let codes: Vec<String> = columns.iter().map(|column| code(column).to_owned()).collect();
    let of = |wanted: &str| codes.iter().filter(|code| *code == wanted).count();
    UsageRow { name: clean(name), days: days.len(), idle: of("I"), kept: of("K"), most, start, finish, codes }
}
