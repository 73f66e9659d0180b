//! The start page of a folder of reports: links, the figures that lead, the shoot at a glance, and flags.

use crate::Context;
use crate::glance;
use crate::layout::Layout;
use crate::page::{Paperwork, page, with_currency};
use crate::rounding::{thousands, written};

/// A link of the start page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// What it belongs to; links of one group that follow each other stand together.
    pub group: &'a str,
    /// Where it leads, relative to the page.
    pub href: &'a str,
    /// Its name.
    pub title: &'a str,
    /// What one finds there, in a line.
    pub what: &'a str,
}

/// The start page for a board and the files written beside it.
#[must_use]
pub fn index_html(context: &Context<'_>, links: &[Link<'_>]) -> String {
    let layout = Layout::new(context);
    page(context, "Production reports", Paperwork::UprightMoney, |h| {
        glance::draw(context, &layout, h);
        h.el("section.links", |h| {
            h.leaf("h2", "Reports");
            for group in links.chunk_by(|a, b| a.group == b.group) {
                if !group[0].group.is_empty() {
                    h.leaf("h3", group[0].group);
                }
                h.el("ul.cards", |h| {
                    for link in group {
                        h.el("li", |h| {
                            h.leaf_with("a", &[("href", link.href)], link.title);
                            h.space();
                            h.leaf("span.soft", link.what);
                        });
                    }
                });
            }
        });
        h.el("section.money", |h| {
            h.el("h2", |h| {
                h.text("Money");
                if context.example() {
                    h.space();
                    h.leaf("span.tag", "EXAMPLE");
                }
            });
            h.el("dl.figures big", |h| {
                let currency = context.state.production.currency();
                let rounded = |cents| format!("{currency} {}", written(thousands(cents)));
                let lines = [
                    ("planned, if all goes well", with_currency(context, context.verdict.cost)),
                    (
                        "expected spending, stunts may go wrong (model: recursion)",
                        rounded(context.verdict.expected.g0),
                    ),
                    (
                        "sum that a plan minimises: expected spending and the film's value",
                        rounded(context.verdict.expected.total),
                    ),
                ];
                for (what, value) in lines {
                    h.el("div", |h| {
                        h.leaf("dt", what);
                        h.leaf("dd", &value);
                    });
                }
            });
            if context.verdict.expected.example {
                h.leaf("p.assumption", crate::cost::ASSUMPTION);
            }
        });
        crate::stripboard::write_flags(context, h);
    })
}
