//! The day-one report as a page: a table of all decision points, then each with its two branches drawn.

use super::content::{BranchDay, Changed, Page, Point, scenes_of};
use super::text::rows;
use super::{ABOUT, BREAKS, DAY_ONE, NONE, NOTES, drawing};
use crate::Context;
use crate::html::Html;
use crate::page::{Paperwork, page as whole_page};
use crate::rounding::written;
use crate::stunts::not_broken_down_words;
use crate::words::{clean, count, short_date};

/// The report.
pub(super) fn html(context: &Context<'_>, page: &Page) -> String {
    whole_page(context, DAY_ONE, Paperwork::UprightMoney, |h| {
        if page.points.is_empty() {
            h.leaf("p.lead", NONE);
            write_open(context, h);
            return;
        }
        h.el("section.money", |h| {
            money_heading(context, "Decision points", h);
            write_summary(page, h);
            drawing::legend(h);
        });
        page.points.iter().for_each(|point| write_point(context, point, h));
        write_open(context, h);
        h.leaf("p.soft", NOTES);
        h.leaf("p.soft", &page.searched);
    })
}

fn write_open(context: &Context<'_>, h: &mut Html) {
    not_broken_down_words(context.state, "report").iter().for_each(|open| h.leaf("p", open));
}

fn money_heading(context: &Context<'_>, words: &str, h: &mut Html) {
    h.el("h2", |h| {
        h.text(&format!("{words} ({})", clean(context.state.production.currency())));
        if context.example() {
            h.space();
            h.leaf("span.tag", "EXAMPLE");
        }
    });
}

fn id_of(point: &Point) -> String {
    format!("point-{}", point.date)
}

fn write_summary(page: &Page, h: &mut Html) {
    let columns = [
        ("th", "Evening of"),
        ("th", "Stunts"),
        ("th.figure", "Missing now"),
        ("th.figure", "Spent by then"),
        ("th.figure", "Exposed"),
        ("th", "Continue ends"),
        ("th.figure", "Total"),
        ("th", "Rewrite ends"),
        ("th.figure", "Total"),
    ];
    h.el("table.figures-table points", |h| {
        h.el("thead", |h| {
            h.el("tr", |h| {
                columns.iter().for_each(|(tag, label)| h.leaf_with(tag, &[("scope", "col")], label));
            });
        });
        h.el("tbody", |h| page.points.iter().for_each(|point| write_summary_row(point, h)));
    });
    if page.points.iter().any(|point| point.unwritten.scenes > 0) {
        h.leaf("p.soft", ABOUT);
    }
    if page.points.iter().any(|point| point.breaks.is_some()) {
        h.leaf("p.soft", BREAKS);
    }
}

fn write_summary_row(point: &Point, h: &mut Html) {
    h.el("tr", |h| {
        h.el_with("th.date", &[("scope", "row")], |h| {
            let link = format!("#{}", id_of(point));
            h.leaf_with("a", &[("href", &link)], &short_date(point.date));
        });
        h.leaf("td.stunts", &point.names.join("; "));
        h.leaf("td.figure", &point.missing.len().to_string());
        h.leaf("td.figure", &written(point.spent));
        h.leaf("td.figure", &written(point.exposed()));
        h.leaf("td.date", &short_date(point.go_on.end));
        h.leaf("td.figure", &written(point.go_on.total()));
        let about = if point.unwritten.scenes > 0 { "~" } else { "" };
        h.leaf("td.date", &format!("{about}{}{}", short_date(point.end_in_all()), point.mark()));
        h.leaf("td.figure", &format!("{about}{}", written(point.in_all())));
    });
}

fn write_point(context: &Context<'_>, point: &Point, h: &mut Html) {
    h.el_with("section.register point", &[("id", &id_of(point))], |h| {
        money_heading(context, &point.title(), h);
        h.leaf("p.where", &point.names.join("; "));
        drawing::draw(context, point, h);
        h.el("div.point-parts", |h| {
            h.el("div", |h| write_branches(point, h));
            h.el("div", |h| {
                write_exposed(context, point, h);
                write_missing(point, h);
            });
        });
        write_changed("Shot again in the rewrite", &point.again, h);
        write_changed("Falls in the rewrite", &point.falls, h);
        if let Some(why) = &point.breaks {
            h.leaf("p.assumption", why);
        }
        write_remains(&point.rewrite.days, h);
    });
}

fn write_branches(point: &Point, h: &mut Html) {
    h.el("table.figures-table branches", |h| {
        h.leaf("caption.unseen", "Both branches");
        h.el("thead", |h| {
            h.el("tr", |h| {
                h.leaf("td", "");
                h.leaf_with("th", &[("scope", "col")], "Continue");
                h.leaf_with("th", &[("scope", "col")], "Rewrite");
            });
        });
        h.el("tbody", |h| {
            for (what, go_on, rewrite) in rows(point) {
                h.el(if matches!(what, "Total" | "In all") { "tr.sum" } else { "tr" }, |h| {
                    h.leaf_with("th", &[("scope", "row")], what);
                    h.leaf("td", &go_on);
                    h.leaf("td", &rewrite);
                });
            }
        });
    });
}

fn write_exposed(context: &Context<'_>, point: &Point, h: &mut Html) {
    let currency = clean(context.state.production.currency());
    h.el("dl.figures exposed", |h| {
        for (what, amount) in [
            ("spent by the evening before", point.spent_before),
            ("spent by this evening", point.spent),
            ("exposed", point.exposed()),
        ] {
            h.el("div", |h| {
                h.leaf("dt", what);
                h.leaf("dd", &format!("{currency} {}", written(amount)));
            });
        }
    });
    h.leaf("p.soft", &format!("Exposed: {}.", point.exposed_words()));
}

fn write_missing(point: &Point, h: &mut Html) {
    if point.missing.is_empty() {
        h.leaf("p", "Nothing that must be true by then is open.");
        return;
    }
    h.el("div.box check", |h| {
        h.leaf(
            "h3",
            &format!("Must be true by then: {} open now", count(point.missing.len() as u64, "thing")),
        );
        h.el("ul", |h| {
            for (scene, wanting) in &point.missing {
                h.el("li", |h| {
                    h.leaf_with("span.tick", &[("role", "img"), ("aria-label", "open")], "☐");
                    h.space();
                    h.leaf("b", scene);
                    h.space();
                    h.leaf("span", &wanting.what);
                    h.space();
                    h.leaf("span.owner", &wanting.owner);
                });
            }
        });
    });
}

fn write_changed(title: &str, lines: &[Changed], h: &mut Html) {
    if lines.is_empty() {
        return;
    }
    h.leaf("h3", &format!("{title}: {}", count(scenes_of(lines) as u64, "scene")));
    h.el("p", |h| {
        for (i, line) in lines.iter().enumerate() {
            if i > 0 {
                h.space();
                h.text("·");
                h.space();
            }
            h.leaf("b", &line.scenes.join(", "));
            h.space();
            h.leaf("span.soft", &line.why);
        }
    });
}

fn write_remains(days: &[BranchDay], h: &mut Html) {
    if days.is_empty() {
        return;
    }
    h.leaf("h3", "What remains after a rewrite");
    h.el("ol.remains", |h| {
        for day in days {
            h.el("li", |h| {
                h.leaf("b", &short_date(day.date));
                h.space();
                h.text(&day.scenes.join(", "));
            });
        }
    });
}
