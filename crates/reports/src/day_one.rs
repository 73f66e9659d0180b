//! The day-one report: each decision point with both branches planned, *continue* and *rewrite*, side by side.
//!
//! The rewrite is planned elsewhere and comes in as a production that might be; here it is judged, compared and drawn.

mod content;
mod drawing;
mod html;
mod text;

use domain::{Board, Date, SheetId, State, StuntId};
use rules::Verdict;

use crate::csv_table::{CsvTable, figure, words as cell};
use crate::words::clean;
use crate::{Context, Format};

use content::Page;

/// As people call it.
pub const DAY_ONE: &str = "Day-one report";

/// What it tells, in a line.
pub const DAY_ONE_TELLS: &str = "each decision point: what must be true, what is spent and exposed, and both branches planned: continue, rewrite";

/// A date on whose evening a production goes on as it is, or is rewritten.
#[derive(Clone, Debug)]
pub struct DecisionPoint {
    /// The date.
    pub date: Date,
    /// Its stunts that may still go wrong.
    pub stunts: Vec<StuntId>,
    /// What is shot after a rewrite.
    pub rewrite: Rewrite,
}

/// The branch of a rewrite, planned.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// The production as it would be.
    pub state: State,
    /// Its board: what is shot, and what remains.
    pub board: Board,
    /// What the judge says of it.
    pub verdict: Verdict,
    /// What is not shot any more, in script order.
    pub fallen: Vec<Fallen>,
    /// What was shot and is shot again, and why, in script order.
    pub again: Vec<(SheetId, String)>,
    /// What forbidden it breaks after the date, where no board was found that breaks nothing.
    pub breaks: Vec<String>,
}

/// A sheet that falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallen {
    /// Which.
    pub sheet: SheetId,
    /// Why.
    pub why: String,
    /// Something takes its place that nobody has written yet.
    pub rewritten: bool,
}

/// Said where there is nothing to decide.
const NONE: &str = "No stunt that is described and may still go wrong is on a day of this board: there is no decision point.";

/// Beside what is not all planned.
const ABOUT: &str = "~ with what takes the place of scenes that are written anew, if it is as long.";

/// Beside a rewrite without a board that obeys.
const BREAKS: &str = "! no board of this rewrite was found that breaks nothing forbidden.";

/// What the figures mean.
const NOTES: &str = "Spent: what the board pays up to and with the date, if all goes well until then. Exposed: the rewrite, and shooting \
    again what is shot by then and hangs on the stunt. Continue is the board as it is. Rewrite is planned as if every stunt of the \
    date had failed for good: what is shot stays where it is, what hangs on the stunt is shot again if it is shot and written anew \
    if it is not, and the rest is planned anew; only pins are kept. What takes the place of a scene that is written anew is not planned, \
    because nobody has written it: about says what it comes to if it is as long. Money is rounded to the nearest thousand.";

/// The report.
#[must_use]
pub fn render_day_one(
    format: Format,
    context: &Context<'_>,
    points: &[DecisionPoint],
    searched: &str,
) -> String {
    let page = Page::of(context, points, searched);
    match format {
        Format::Text { color, width } => text::text(context, &page, color, width),
        Format::Html => html::html(context, &page),
        Format::Csv => csv(context, &page),
    }
}

/// A row a branch of a decision point.
fn csv(context: &Context<'_>, page: &Page) -> String {
    let currency = clean(context.state.production.currency());
    let example = if context.example() { " EXAMPLE" } else { "" };
    let money = |what: &str| format!("{what} {currency}{example}");
    let heads = [
        "Date".to_owned(),
        "Scenes".into(),
        "Stunts".into(),
        "Missing".into(),
        money("Spent by the evening before"),
        money("Spent by this evening"),
        money("Exposed"),
        "Branch".into(),
        "Shot next".into(),
        "Days to go".into(),
        "Last day".into(),
        money("Cost to go"),
        money("Rewrite"),
        money("Total"),
        "Shot again".into(),
        "Falls".into(),
        money("About, for what takes their place"),
    ];
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut table = CsvTable::new(&heads);
    let whole = |thousands: i64| figure(thousands.saturating_mul(1000));
    for point in &page.points {
        for (name, branch) in [("continue", &point.go_on), ("rewrite", &point.rewrite)] {
            let is_rewrite = name == "rewrite";
            let of_rewrite = |lines: &[content::Changed]| {
                let words = lines.iter().map(content::Changed::words).collect::<Vec<_>>().join("; ");
                cell(if is_rewrite { words } else { String::new() })
            };
            table.row([
                figure(point.date),
                cell(point.scenes.join(", ")),
                cell(point.names.join("; ")),
                figure(point.missing.len()),
                whole(point.spent_before),
                whole(point.spent),
                whole(point.exposed()),
                figure(name),
                cell(branch.next_words()),
                figure(branch.days_to_go()),
                figure(branch.end),
                whole(branch.to_go),
                whole(branch.rewrite),
                whole(branch.total()),
                of_rewrite(&point.again),
                of_rewrite(&point.falls),
                whole(if is_rewrite { point.unwritten.cost } else { 0 }),
            ]);
        }
    }
    table.finish()
}
