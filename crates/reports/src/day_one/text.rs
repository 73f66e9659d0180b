//! The day-one report in a terminal: two columns, continue and rewrite.

use domain::Date;

use super::content::{Branch, Changed, Page, Point};
use super::{ABOUT, BREAKS, DAY_ONE, NONE, NOTES};
use crate::Context;
use crate::page::{Paperwork, open_text};
use crate::paper::{Paper, left, right};
use crate::rounding::written;
use crate::stunts::not_broken_down_words;
use crate::words::{capitalised, clean, count, day_and_month, short_date};

/// The report.
pub(super) fn text(context: &Context<'_>, page: &Page, color: bool, width: usize) -> String {
    let mut paper = Paper::new(color, width);
    open_text(context, DAY_ONE, &mut paper, Paperwork::UprightMoney);
    if page.points.is_empty() {
        paper.gap();
        paper.wrapped(0, NONE);
        write_open(context, &mut paper);
        return paper.finish();
    }
    let currency = clean(context.state.production.currency());
    let example = if context.example() { " -- EXAMPLE" } else { "" };
    paper.heading(&format!("Decision points ({currency}){example}"));
    write_summary(page, &mut paper);
    for point in &page.points {
        write_point(point, &currency, example, &mut paper);
    }
    paper.gap();
    write_open(context, &mut paper);
    paper.wrapped(0, NOTES);
    paper.wrapped(0, &page.searched);
    paper.finish()
}

/// What nobody has described is no part of any figure here.
fn write_open(context: &Context<'_>, paper: &mut Paper) {
    not_broken_down_words(context.state, "report").iter().for_each(|open| paper.wrapped(0, open));
}

/// Wide enough for the ends of both branches beside their totals.
const WIDE: usize = 100;

fn write_summary(page: &Page, paper: &mut Paper) {
    const FIGURE: usize = 10;
    let wide = paper.width >= WIDE;
    let mut columns = vec![left(7), left(0), right(8)];
    let mut heads = vec!["Evening", "Scenes", "Missing"];
    if wide {
        columns.extend([right(FIGURE), right(FIGURE), right(8), right(FIGURE), right(8), right(FIGURE)]);
        heads.extend(["Spent", "Exposed", "Continue ends", "and costs", "Rewrite ends", "and costs"]);
    } else {
        columns.extend([right(FIGURE); 3]);
        heads.extend(["Exposed", "Continue costs", "Rewrite costs"]);
    }
    let taken = if wide { 7 + 8 + 4 * FIGURE + 2 * 8 + 8 } else { 7 + 8 + 3 * FIGURE + 5 };
    columns[1] = left(paper.width - taken);
    paper.row(&columns, &heads);
    for point in &page.points {
        let about = if point.unwritten.scenes > 0 { "~" } else { "" };
        let mut cells =
            vec![day_and_month(point.date), point.scenes.join(", "), point.missing.len().to_string()];
        let (spent, exposed) = (written(point.spent), written(point.exposed()));
        let (go_on, rewrite) = (written(point.go_on.total()), format!("{about}{}", written(point.in_all())));
        if wide {
            cells.extend([
                spent,
                exposed,
                day_and_month(point.go_on.end),
                go_on,
                format!("{about}{}{}", day_and_month(point.end_in_all()), point.mark()),
                rewrite,
            ]);
        } else {
            cells.extend([exposed, go_on, rewrite]);
        }
        paper.row(&columns, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    if page.points.iter().any(|point| point.unwritten.scenes > 0) {
        paper.wrapped(0, ABOUT);
    }
    if page.points.iter().any(|point| point.breaks.is_some()) {
        paper.wrapped(0, BREAKS);
    }
}

fn write_point(point: &Point, currency: &str, example: &str, paper: &mut Paper) {
    paper.heading(&point.title());
    paper.wrapped(0, &point.names.join("; "));
    paper.wrapped(
        0,
        &format!(
            "Spent by the evening before {}, by this evening {} ({currency}){example}. Exposed: {}.",
            written(point.spent_before),
            written(point.spent),
            point.exposed_words()
        ),
    );
    write_missing(point, paper);
    let label = 18;
    let each = (paper.width - label - 2) / 2;
    let columns = [left(label), left(each), left(each)];
    paper.gap();
    paper.row(&columns, &["", "CONTINUE", "REWRITE"]);
    for (what, go_on, rewrite) in rows(point) {
        paper.row(&columns, &[what, &go_on, &rewrite]);
    }
    let changed = [("Shot again", &point.again), ("Falls", &point.falls)];
    for (title, lines) in changed {
        if !lines.is_empty() {
            let words: Vec<String> = lines.iter().map(Changed::words).collect();
            paper.row(&[left(label), left(paper.width - label - 1)], &[title, &words.join("; ")]);
        }
    }
    if let Some(why) = &point.breaks {
        paper.wrapped(0, why);
    }
    let days: Vec<String> = point
        .rewrite
        .days
        .iter()
        .map(|day| format!("{} {}", day_and_month(day.date), day.scenes.join(", ")))
        .collect();
    if !days.is_empty() {
        paper.row(&[left(label), left(paper.width - label - 1)], &["What remains", &days.join(" · ")]);
    }
}

fn write_missing(point: &Point, paper: &mut Paper) {
    if point.missing.is_empty() {
        paper.wrapped(0, "Nothing that must be true by then is open.");
        return;
    }
    let open = count(point.missing.len() as u64, "thing");
    paper.wrapped(0, &format!("Must be true by then, and is open now: {open}"));
    for (scene, wanting) in &point.missing {
        let words = format!("☐ {scene}: {} -- owner: {}", wanting.what, wanting.owner);
        paper.wrapped(2, &words);
    }
}

/// The two branches side by side, figure by figure.
pub(super) fn rows(point: &Point) -> Vec<(&'static str, String, String)> {
    let (a, b) = (&point.go_on, &point.rewrite);
    let days = |branch: &Branch| count(branch.days_to_go() as u64, "shooting day");
    let mut rows = vec![
        ("Shot next", a.next_words(), b.next_words()),
        ("Still to go", days(a), days(b)),
        ("Last day", a.end_words(), b.end_words()),
        ("Spent", written(a.spent), written(b.spent)),
        ("Rewrite", "–".to_owned(), written(b.rewrite)),
        ("Cost to go", written(a.to_go), written(b.to_go)),
        ("Total", written(a.total()), written(b.total())),
    ];
    if let Some(words) = point.unwritten_words() {
        rows.push(("Not planned", "–".to_owned(), capitalised(&words)));
        let in_all = format!("About {}, until {}", written(point.in_all()), short_date(point.end_in_all()));
        rows.push(("In all", written(a.total()), in_all));
    }
    rows.push((
        "Difference",
        "–".to_owned(),
        format!("{} than continue", capitalised(&point.against_words())),
    ));
    rows
}

/// `ends 28 Oct 2027`, `ends about 4 Nov 2027`.
pub(super) fn ends_words(about: &str, end: Date) -> String {
    format!("ends {about}{}", short_date(end))
}
