//! The element list: every element by category, with the scenes and days that need it, its rate and its dates.

use domain::{
    BackgroundId, BackgroundKind, Category, DateRange, ElementId, Evidence, Money, Review, Sheet, Source,
};

use crate::csv_table::{CsvTable, figure, words as cell};
use crate::html::Html;
use crate::layout::{day_of, day_words};
use crate::needs::{Mark, background_mark, evidence_words, mark_of};
use crate::page::{Paperwork, open_text, page};
use crate::paper::{Paper, left};
use crate::stunts::NOT_BROKEN_DOWN;
use crate::words::{clean, count, short_date};
use crate::{Context, Only, Subject};

const NOTES: &str = "A rate is of one day on which the element works, for background of one person; none means that \
    it costs nothing beyond the crew. ? marks a scene that nobody has reviewed. × is how many.";

/// What has a list of its own.
struct Group {
    title: &'static str,
    mark: Mark,
    entries: Vec<Entry>,
}

/// An element or a background group.
struct Entry {
    name: String,
    rate: Option<(Money, Source)>,
    /// When it can be had; empty means always.
    available: String,
    uses: Vec<Use>,
    /// The first line of the script that says so.
    evidence: Option<String>,
}

/// A scene that needs it.
struct Use {
    scene: String,
    set: String,
    /// `day 3`; none where it is on no day.
    day: Option<String>,
    date: Option<domain::Date>,
    quantity: u32,
    suggested: bool,
}

impl Use {
    /// `12? × 2 KITCHEN (day 3)`.
    fn words(&self) -> String {
        let doubt = if self.suggested { "?" } else { "" };
        let many = if self.quantity > 1 { format!(" × {}", self.quantity) } else { String::new() };
        let day = self.day.as_ref().map(|day| format!(" ({day})")).unwrap_or_default();
        format!("{}{doubt}{many} {}{day}", self.scene, self.set)
    }
}

impl Entry {
    /// `1,200 (typed)`.
    fn rate_words(&self) -> String {
        self.rate.map(|(rate, source)| format!("{rate} ({})", source_words(source))).unwrap_or_default()
    }

    fn days(&self) -> usize {
        let mut dates: Vec<_> = self.uses.iter().filter_map(|used| used.date).collect();
        dates.sort_unstable();
        dates.dedup();
        dates.len()
    }
}

fn source_words(source: Source) -> &'static str {
    match source {
        Source::Default => "example",
        Source::Typed => "typed",
        Source::Confirmed => "confirmed",
    }
}

fn groups(context: &Context<'_>, only: &Only) -> Vec<Group> {
    let subject = only.subject.unwrap_or(Subject::All);
    let sheets = context.state.sheets_in_order();
    let mut groups = Vec::new();
    if subject.holds_background() {
        for (kind, title) in [
            (BackgroundKind::SilentBit, "Background: silent bits"),
            (BackgroundKind::Atmosphere, "Background: atmosphere"),
        ] {
            let known = context.state.background.values().filter(|group| group.kind == kind);
            let entries = known.filter_map(|group| {
                let rate = Some(rules::elements::background_price(context.state, group));
                let available = dates_words(&group.available, &[]);
                entry(context, &sheets, &group.name, rate, available, |sheet| of_group(sheet, group.id))
            });
            groups.push(Group { title, mark: background_mark(kind), entries: entries.collect() });
        }
    }
    for (_, title, category) in Category::ALL.iter().filter(|(_, _, category)| subject.holds(*category)) {
        let known = context.state.elements.values().filter(|element| element.category == *category);
        let entries = known.filter_map(|element| {
            let rate = rules::elements::day_price(element);
            let available = dates_words(&element.available, &element.unavailable);
            let mut entry = entry(context, &sheets, &element.name, rate, available, |sheet| {
                of_element(sheet, element.id)
            })?;
            if *category == Category::Stunts && entry.uses.iter().all(|used| used.suggested) {
                entry.name = format!("{} -- {NOT_BROKEN_DOWN}", entry.name);
            }
            Some(entry)
        });
        groups.push(Group { title, mark: mark_of(*category), entries: entries.collect() });
    }
    for group in &mut groups {
        group.entries.sort_by(|a, b| a.name.cmp(&b.name));
    }
    groups.retain(|group| !group.entries.is_empty());
    groups
}

/// How many, whether anybody agreed, and where the script says it.
type Found<'a> = (u32, Review, Option<&'a Evidence>);

fn of_element(sheet: &Sheet, id: ElementId) -> Option<Found<'_>> {
    let used = sheet.elements.iter().find(|used| used.element == id)?;
    Some((used.quantity, used.review, used.evidence.first()))
}

fn of_group(sheet: &Sheet, id: BackgroundId) -> Option<Found<'_>> {
    let used = sheet.background.iter().find(|used| used.group == id)?;
    Some((used.count, used.review, used.evidence.as_ref()))
}

/// None where a person rejected it everywhere.
fn entry<'a>(
    context: &Context<'a>,
    sheets: &[&'a Sheet],
    name: &str,
    rate: Option<(Money, Source)>,
    available: String,
    find: impl Fn(&'a Sheet) -> Option<Found<'a>>,
) -> Option<Entry> {
    let (mut uses, mut evidence, mut rejected) = (Vec::new(), None, false);
    for &sheet in sheets {
        let Some((quantity, review, line)) = find(sheet) else { continue };
        if review == Review::Rejected {
            rejected = true;
            continue;
        }
        evidence = evidence.or(line);
        let day = day_of(context, sheet.id);
        uses.push(Use {
            scene: clean(&context.state.label(sheet.id)),
            set: clean(context.state.set_name(sheet)),
            day: day.map(|day| day_words(context, day)),
            date: day.map(|day| day.date),
            quantity,
            suggested: review == Review::Suggested,
        });
    }
    if uses.is_empty() && rejected {
        return None;
    }
    Some(Entry { name: clean(name), rate, available, uses, evidence: evidence.map(evidence_words) })
}

/// `1 Jun 2026 to 5 Jun 2026; not 3 Jun 2026`.
fn dates_words(available: &[DateRange], unavailable: &[DateRange]) -> String {
    let range = |range: &DateRange| {
        if range.first == range.last {
            short_date(range.first)
        } else {
            format!("{} to {}", short_date(range.first), short_date(range.last))
        }
    };
    let mut parts: Vec<String> = available.iter().map(range).collect();
    parts.extend(unavailable.iter().map(|dates| format!("not {}", range(dates))));
    parts.join("; ")
}

fn group_title(group: &Group) -> String {
    format!("{} -- {}", group.title, group.entries.len())
}

fn scenes_words(entry: &Entry) -> String {
    let uses: Vec<String> = entry.uses.iter().map(Use::words).collect();
    if uses.is_empty() { "in no scene".into() } else { uses.join(" · ") }
}

/// The list as text.
pub(crate) fn text(context: &Context<'_>, only: &Only, color: bool, width: usize) -> String {
    let mut paper = Paper::new(color, width);
    open_text(context, "Element list", &mut paper, Paperwork::ScriptMoney);
    let groups = groups(context, only);
    for group in &groups {
        paper.heading(&group_title(group));
        let name = (paper.width * 26 / 100).min(30);
        let columns = [left(name), left(paper.width - name - 1)];
        for entry in &group.entries {
            let mut lines = vec![scenes_words(entry)];
            let mut facts = vec![count(entry.uses.len() as u64, "scene")];
            if entry.days() > 0 {
                facts.push(count(entry.days() as u64, "shooting day"));
            }
            if entry.rate.is_some() {
                facts.push(format!("rate {}", entry.rate_words()));
            }
            if !entry.available.is_empty() {
                facts.push(format!("to be had {}", entry.available));
            }
            lines.push(facts.join(" · "));
            lines.extend(entry.evidence.as_ref().map(|line| format!("first: {line}")));
            for (i, line) in lines.iter().enumerate() {
                paper.row(&columns, &[if i == 0 { &entry.name } else { "" }, line]);
            }
        }
    }
    if groups.is_empty() {
        paper.gap();
        paper.line(NONE);
    }
    paper.gap();
    paper.wrapped(0, NOTES);
    paper.finish()
}

const NONE: &str = "No element of that kind is in the breakdown.";

/// The list as a page.
pub(crate) fn html(context: &Context<'_>, only: &Only) -> String {
    let rate = format!("Rate, {}", clean(context.state.production.currency()));
    let columns = [
        ("name", "Element"),
        ("uses", "Scenes"),
        ("days", "Days"),
        ("rate", rate.as_str()),
        ("dates", "To be had"),
        ("says", "First line that says so"),
    ];
    page(context, "Element list", Paperwork::ScriptMoney, |h| {
        let groups = groups(context, only);
        if groups.is_empty() {
            h.leaf("p", NONE);
            return;
        }
        h.el("table.lines element-list", |h| {
            h.leaf("caption.unseen", "Elements");
            h.el("thead", |h| {
                h.el("tr", |h| {
                    for (class, label) in columns {
                        h.leaf_with(&format!("th.{class}"), &[("scope", "col")], label);
                    }
                });
            });
            groups.iter().for_each(|group| h.el("tbody", |h| write_group(group, h)));
        });
        h.leaf("p.soft", NOTES);
    })
}

fn write_group(group: &Group, h: &mut Html) {
    h.el("tr.part", |h| {
        h.el_with("th", &[("colspan", "6"), ("scope", "rowgroup")], |h| {
            h.leaf_with(&format!("i.{}", group.mark.1), &[("aria-hidden", "true")], group.mark.0);
            h.space();
            h.text(&group_title(group));
        });
    });
    group.entries.iter().for_each(|entry| write_entry(entry, h));
}

fn write_entry(entry: &Entry, h: &mut Html) {
    h.el("tr", |h| {
        h.leaf_with("th.name", &[("scope", "row")], &entry.name);
        h.el("td.uses", |h| {
            for (i, used) in entry.uses.iter().enumerate() {
                if i > 0 {
                    h.text("·");
                    h.space();
                }
                h.el(if used.suggested { "span.suggested" } else { "span" }, |h| {
                    h.leaf("b", &format!("{}{}", used.scene, if used.suggested { "?" } else { "" }));
                    h.space();
                    if used.quantity > 1 {
                        h.text(&format!("× {}", used.quantity));
                        h.space();
                    }
                    h.text(&used.set);
                    if let Some(day) = &used.day {
                        h.space();
                        h.leaf("span.soft", &format!("({day})"));
                    }
                });
                h.space();
            }
            if entry.uses.is_empty() {
                h.leaf("span.soft", "in no scene");
            }
        });
        h.leaf("td.days", &if entry.days() == 0 { String::new() } else { entry.days().to_string() });
        h.leaf("td.rate", &entry.rate_words());
        h.leaf("td.dates", &entry.available);
        h.leaf("td.says evidence", entry.evidence.as_deref().unwrap_or("typed"));
    });
}

/// The list as a table: a row for each scene of each element.
pub(crate) fn csv(context: &Context<'_>, only: &Only) -> String {
    let mut table = CsvTable::new(&[
        "Category",
        "Element",
        "Scene",
        "Set",
        "Day",
        "Date",
        "Quantity",
        "Suggested",
        "Rate",
        "Rate source",
        "Available",
        "First evidence",
    ]);
    for group in groups(context, only) {
        for entry in &group.entries {
            let nowhere = Use {
                scene: String::new(),
                set: String::new(),
                day: None,
                date: None,
                quantity: 0,
                suggested: false,
            };
            let uses = if entry.uses.is_empty() { std::slice::from_ref(&nowhere) } else { &entry.uses[..] };
            for used in uses {
                table.row([
                    figure(group.title),
                    cell(&entry.name),
                    cell(&used.scene),
                    cell(&used.set),
                    cell(used.day.as_deref().unwrap_or_default()),
                    figure(used.date.map(|date| date.to_string()).unwrap_or_default()),
                    figure(used.quantity),
                    figure(if used.suggested { "yes" } else { "" }),
                    figure(entry.rate.map(|(rate, _)| rate.decimal()).unwrap_or_default()),
                    figure(entry.rate.map(|(_, source)| source_words(source)).unwrap_or_default()),
                    cell(&entry.available),
                    cell(entry.evidence.as_deref().unwrap_or_default()),
                ]);
            }
        }
    }
    table.finish()
}
