//! What every report opens with: whose it is, which board, when printed, the figures that lead, and EXAMPLE.

use anstyle::Style;
use domain::{BoardStatus, Money, Review};

use crate::Context;
use crate::flags::any_location;
use crate::html::{Html, css_string};
use crate::paper::{Paper, wrap};
use crate::strip::{StripColour, inked};
use crate::words::{clean, date, minutes};

/// The style sheet of all pages.
const STYLE: &str = include_str!("style.css");

/// Said wherever money stands whose rates nobody confirmed.
pub(crate) const EXAMPLE: &str =
    "EXAMPLE: nobody has confirmed all of the rates. Read the money as an example.";

/// How a printed page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paperwork {
    /// For a wall, without money; wide.
    WideWall,
    /// For a wall, without money; upright.
    UprightWall,
    /// With money; upright.
    UprightMoney,
    /// About the script more than about a board, without money; upright.
    UprightScript,
    /// The same; wide.
    WideScript,
    /// The same with rates; wide.
    ScriptMoney,
    /// Each printed page opens for itself; upright, without money.
    CallSheet,
    /// For somebody outside: neither money nor figures nor what the board assumes; upright.
    Notice,
}

impl Paperwork {
    fn orientation(self) -> &'static str {
        match self {
            Self::WideWall | Self::WideScript | Self::ScriptMoney => "landscape",
            Self::UprightWall | Self::UprightMoney | Self::UprightScript | Self::CallSheet | Self::Notice => {
                "portrait"
            }
        }
    }

    fn marks_example(self, context: &Context<'_>) -> bool {
        match self {
            Self::UprightMoney => context.example(),
            Self::ScriptMoney => example_rates(context),
            _ => false,
        }
    }

    fn figures(self, context: &Context<'_>) -> Vec<(String, &'static str)> {
        match self {
            Self::UprightScript | Self::WideScript | Self::ScriptMoney => script_figures(context),
            Self::WideWall | Self::UprightWall | Self::UprightMoney => figures(context),
            Self::CallSheet | Self::Notice => Vec::new(),
        }
    }

    /// Does it say what the board assumes?
    fn tells_assumptions(self) -> bool {
        self != Self::Notice
    }
}

/// The production's title.
pub(crate) fn title(context: &Context<'_>) -> String {
    let title = clean(&context.state.production.title);
    if title.is_empty() { "Untitled".into() } else { title }
}

/// `Board first, issued Thu, 4 June 2026, Blue`.
pub(crate) fn board_words(context: &Context<'_>) -> String {
    let name = clean(&context.board.name);
    if name.is_empty() && context.board.rows.is_empty() {
        return "No board yet".into();
    }
    match &context.board.status {
        BoardStatus::Working => format!("Board {name}, working"),
        BoardStatus::Issued { date: day, colour } => {
            format!("Board {name}, issued {}, {}", date(*day), clean(colour))
        }
    }
}

fn printed_words(context: &Context<'_>) -> String {
    context.printed.map(|day| format!("Printed {}", date(day))).unwrap_or_default()
}

/// Money with its currency: `USD 12,450`.
pub(crate) fn with_currency(context: &Context<'_>, amount: Money) -> String {
    format!("{} {amount}", clean(context.state.production.currency()))
}

/// The figures that lead every report, none of them money: value (none where it cannot be known) and what it
/// counts.
pub(crate) fn figures(context: &Context<'_>) -> Vec<(String, &'static str)> {
    let m = &context.verdict.measures;
    let mut figures = vec![(m.days.to_string(), if m.days == 1 { "shooting day" } else { "shooting days" })];
    if m.other_unit_days > 0 {
        figures.push((
            m.other_unit_days.to_string(),
            if m.other_unit_days == 1 { "day of another unit" } else { "days of other units" },
        ));
    }
    figures.push((m.nights.to_string(), if m.nights == 1 { "night" } else { "nights" }));
    if m.splits > 0 {
        figures.push((m.splits.to_string(), if m.splits == 1 { "split" } else { "splits" }));
    }
    figures.push((m.eighths.to_string(), m.eighths.noun()));
    figures.push((m.strips.to_string(), if m.strips == 1 { "strip" } else { "strips" }));
    figures.push((m.cast_days.to_string(), if m.cast_days == 1 { "cast day" } else { "cast days" }));
    figures.push((m.hold_days.to_string(), "of them hold"));
    if m.moves == 0 && m.strips > 0 && !any_location(context) {
        figures.push((String::new(), "company moves not reckoned (no locations)"));
    } else {
        figures.push((m.moves.to_string(), if m.moves == 1 { "company move" } else { "company moves" }));
    }
    figures.push((minutes(m.overtime), "crew overtime"));
    if m.boneyard > 0 {
        figures.push((m.boneyard.to_string(), "in the boneyard"));
    }
    figures
}

/// A rate of an element or of background that nobody confirmed.
fn example_rates(context: &Context<'_>) -> bool {
    let state = context.state;
    let elements = state.elements.values().any(|element| element.rate.is_some() && !element.confirmed);
    let mut groups = state.background.values();
    elements
        || groups.any(|group| rules::elements::background_price(state, group).1 != domain::Source::Confirmed)
}

/// The figures of what was broken down, whatever the board.
fn script_figures(context: &Context<'_>) -> Vec<(String, &'static str)> {
    let sheets = context.state.sheets_in_order();
    let eighths: domain::PageEighths = sheets.iter().map(|sheet| sheet.eighths).sum();
    let mut characters = std::collections::BTreeSet::new();
    let (mut to_review, mut to_check) = (0, 0);
    for sheet in &sheets {
        let live = sheet.presence.iter().filter(|(_, claim)| claim.review != Review::Rejected);
        characters.extend(live.map(|(id, _)| *id));
        let reviews = sheet.presence.values().map(|claim| claim.review);
        let reviews = reviews.chain(sheet.elements.iter().map(|used| used.review));
        let reviews = reviews.chain(sheet.background.iter().map(|used| used.review));
        to_review += reviews.filter(|review| *review == Review::Suggested).count();
        to_check += usize::from(!sheet.to_check.is_empty());
    }
    let mut figures = vec![
        (sheets.len().to_string(), if sheets.len() == 1 { "sheet" } else { "sheets" }),
        (eighths.to_string(), eighths.noun()),
        (characters.len().to_string(), if characters.len() == 1 { "character" } else { "characters" }),
        (
            to_review.to_string(),
            if to_review == 1 { "suggestion to review" } else { "suggestions to review" },
        ),
    ];
    if to_check > 0 {
        figures.push((to_check.to_string(), "to check against the new draft"));
    }
    figures
}

/// The opening of a report in text.
pub(crate) fn open_text(context: &Context<'_>, report: &str, paper: &mut Paper, paperwork: Paperwork) {
    paper.styled(Style::new().bold(), &format!("{} -- {report}", title(context).to_uppercase()));
    let printed = printed_words(context);
    let dot = if printed.is_empty() { "" } else { " · " };
    paper.wrapped(0, &format!("{}{dot}{printed}", board_words(context)));
    let figures: Vec<String> = paperwork
        .figures(context)
        .iter()
        .map(|(value, what)| format!("{value} {what}").trim().to_owned())
        .collect();
    if !figures.is_empty() {
        paper.wrapped(0, &figures.join(" · "));
    }
    for assumption in context.board.assumptions.iter().filter(|_| paperwork.tells_assumptions()) {
        paper.wrapped(0, &format!("This board assumes: {}", clean(assumption)));
    }
    if paperwork.marks_example(context) {
        example_bar(paper);
    }
}

/// The EXAMPLE line in text: over the report, and over every table of money.
pub fn example_bar(paper: &mut Paper) {
    for line in wrap(&format!("*** {EXAMPLE} ***"), paper.width) {
        paper.bar(inked(231, 124).bold(), &line);
    }
}

/// A whole page of HTML.
pub(crate) fn page(
    context: &Context<'_>,
    report: &str,
    paperwork: Paperwork,
    body: impl FnOnce(&mut Html),
) -> String {
    page_with(context, report, paperwork, "", body)
}

/// The same, with rules of its own behind the style sheet's.
pub(crate) fn page_with(
    context: &Context<'_>,
    report: &str,
    paperwork: Paperwork,
    rules: &str,
    body: impl FnOnce(&mut Html),
) -> String {
    let example = paperwork.marks_example(context);
    let mut html = Html::default();
    html.el_with("html", &[("xmlns", "http://www.w3.org/1999/xhtml"), ("lang", "en")], |h| {
        h.el("head", |h| {
            h.void("meta", &[("charset", "utf-8")]);
            h.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            h.leaf("title", &format!("{report} · {} · {}", title(context), clean(&context.board.name)));
            h.style(&format!("{STYLE}{}{rules}", paper_rules(context, report, paperwork)));
        });
        h.el(if example { "body.example" } else { "body" }, |h| {
            icons(h);
            if paperwork != Paperwork::CallSheet {
                masthead(context, report, paperwork, h);
            }
            if example {
                h.leaf_with("div.watermark", &[("aria-hidden", "true")], "EXAMPLE");
                h.leaf_with("p.ribbon", &[("role", "note")], EXAMPLE);
            }
            h.el("main", body);
        });
    });
    format!("<!DOCTYPE html>\n{}\n", html.finish())
}

/// Orientation and foot of the printed pages: title, board and date stand on every one of them.
fn paper_rules(context: &Context<'_>, report: &str, paperwork: Paperwork) -> String {
    let left = foot_rule(&[&title(context), report, &board_words(context)]);
    let middle = if paperwork.marks_example(context) { "EXAMPLE" } else { "" };
    let printed = printed_words(context);
    let printed = if printed.is_empty() { String::new() } else { css_string(&format!("{printed} · ")) };
    format!(
        "@page {{ size: {}; {left} @bottom-center {{ content: {}; }} \
         @bottom-right {{ content: {printed} \"Page \" counter(page) \" of \" counter(pages); }} }}\n",
        paperwork.orientation(),
        css_string(middle),
    )
}

/// What stands in a printed page's foot, on the left.
pub(crate) fn foot_rule(parts: &[&str]) -> String {
    format!("@bottom-left {{ content: {}; }}", css_string(&parts.join(" · ")))
}

fn masthead(context: &Context<'_>, report: &str, paperwork: Paperwork, h: &mut Html) {
    h.el("header.mast", |h| {
        h.el_with("div.stripes", &[("aria-hidden", "true")], |h| {
            for colour in StripColour::ALL {
                h.leaf(&format!("i.{}", colour.class()), "");
            }
        });
        h.el("div.names", |h| {
            h.leaf("h1", &title(context));
            h.leaf("p.report", report);
        });
        h.el("div.about", |h| {
            h.leaf("p", &board_words(context));
            let printed = printed_words(context);
            if !printed.is_empty() {
                h.leaf("p", &printed);
            }
            for assumption in context.board.assumptions.iter().filter(|_| paperwork.tells_assumptions()) {
                h.leaf("p", &format!("This board assumes: {assumption}"));
            }
        });
        let figures = paperwork.figures(context);
        if figures.is_empty() {
            return;
        }
        h.el("dl.figures", |h| {
            for (value, what) in figures {
                h.el("div", |h| {
                    h.leaf("dt", what);
                    h.leaf("dd", if value.is_empty() { "–" } else { &value });
                });
            }
        });
    });
}

/// Shapes that marks point to, drawn once a page.
fn icons(h: &mut Html) {
    let shapes = [
        ("i-flag", "M3 1v14h1.6V9.6H13L10.6 5.8 13 2H4.6V1z", "solid"),
        ("i-flag-open", "M3 1v14h1.6V9.6H13L10.6 5.8 13 2H4.6V1z", "open"),
        ("i-pin", "M5 1h6v2l-1 .6V7l3 2.4V11H8.8v3.2L8 16l-.8-1.8V11H3V9.4L6 7V3.6L5 3z", "solid"),
        (
            "i-eye",
            "M8 3C4.4 3 1.6 5.2 0 8c1.6 2.8 4.4 5 8 5s6.4-2.2 8-5c-1.6-2.8-4.4-5-8-5zm0 8a3 3 0 1 1 0-6 3 3 0 0 1 0 6z",
            "solid",
        ),
        (
            "i-hand",
            "M6 8V2.6a1 1 0 0 1 2 0V7h.4V1.6a1 1 0 0 1 2 0V7h.4V2.8a1 1 0 0 1 2 0v7.4c0 3-1.8 5-4.6 5-2.2 0-3.3-1-4.4-2.9L1.6 8.6c-.5-1 .8-1.9 1.6-1L6 10.4z",
            "solid",
        ),
    ];
    h.el_with("svg.icons", &[("width", "0"), ("height", "0"), ("aria-hidden", "true")], |h| {
        for (id, path, class) in shapes {
            h.el_with("symbol", &[("id", id), ("viewBox", "0 0 16 16")], |h| {
                h.void(&format!("path.{class}"), &[("d", path)]);
            });
        }
    });
}

/// A mark's shape, with its words for those who do not see it.
pub(crate) fn icon(h: &mut Html, id: &str, words: &str) {
    h.el_with("svg.icon", &[("role", "img"), ("aria-label", words)], |h| {
        h.leaf("title", words);
        h.void("use", &[("href", &format!("#{id}"))]);
    });
}
