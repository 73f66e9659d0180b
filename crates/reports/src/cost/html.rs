//! The cost report as a page: bars by rule, a table a question, every heading of money marked when example.

use super::text::{share, sum_words};
use super::{ASSUMPTION, MODEL, OUTCOMES, STUNT_COLUMNS, StuntSum, Sums, VALUE, or_dash, source_word};
use crate::Context;
use crate::flags::{SEVERITIES, none_words, of_severity, some_words};
use crate::html::Html;
use crate::page::{Paperwork, page};
use crate::rounding::written;
use crate::stripboard::{flag_shape, write_label};
use crate::words::{capitalised, clean, date, short_date};

/// Width of the longest bar, in units of its drawing.
const BAR: f64 = 300.0;

/// The report.
pub(crate) fn html(context: &Context<'_>) -> String {
    let sums = Sums::of(context);
    page(context, "Cost", Paperwork::UprightMoney, |h| {
        section(context, "Cost by rule, if all goes well", h, |h| write_rules(context, &sums, h));
        section(context, "Cost with stunts that may go wrong", h, |h| write_expected(context, &sums, h));
        section(context, "Cast", h, |h| write_cast(&sums, h));
        section(context, "Day by day", h, |h| write_days(&sums, h));
        write_flags(context, h);
    })
}

fn section(context: &Context<'_>, name: &str, h: &mut Html, body: impl FnOnce(&mut Html)) {
    h.el("section.money", |h| {
        h.el("h2", |h| {
            h.text(&format!("{name} ({})", context.state.production.currency()));
            if context.example() {
                h.space();
                h.leaf("span.tag", "EXAMPLE");
            }
        });
        body(h);
    });
}

/// A table's head: label and, for figures, right-aligned.
fn head(h: &mut Html, labels: &[&str], words: usize) {
    h.el("thead", |h| {
        h.el("tr", |h| {
            for (i, label) in labels.iter().enumerate() {
                let tag = if i < words { "th" } else { "th.figure" };
                h.leaf_with(tag, &[("scope", "col")], label);
            }
        });
    });
}

fn write_rules(context: &Context<'_>, sums: &Sums, h: &mut Html) {
    let greatest = sums.rules.first().map_or(1, |sum| sum.amount.0).max(1) as f64;
    h.el("table.figures-table rules", |h| {
        h.el("thead", |h| {
            h.el("tr", |h| {
                for (tag, label) in [
                    ("th", "Rule"),
                    ("th.figure", "Amount"),
                    ("th.figure", "%"),
                    ("th.bar", ""),
                    ("th", "Rates"),
                ] {
                    if label.is_empty() {
                        h.leaf("td.bar", "");
                    } else {
                        h.leaf_with(tag, &[("scope", "col")], label);
                    }
                }
            });
        });
        h.el("tbody", |h| {
            for sum in &sums.rules {
                h.el("tr", |h| {
                    h.leaf_with("th", &[("scope", "row")], sum.rule.label());
                    h.leaf("td.figure", &sums.purse.amount(sum.amount));
                    h.leaf("td.figure soft", &share(sum.amount.0, sums.total.0));
                    h.el("td.bar", |h| bar(sum.amount.0 as f64 / greatest, h));
                    h.leaf("td.soft", source_word(sum.source));
                });
            }
            h.el("tr.sum", |h| {
                h.leaf_with("th", &[("scope", "row")], "Total");
                h.leaf("td.figure", &sums.purse.amount(sums.total));
                h.leaf("td.figure", "100.0");
                h.leaf_with("td", &[("colspan", "2")], "");
            });
        });
    });
    h.leaf("p.soft", &sum_words(context, sums));
}

fn bar(share: f64, h: &mut Html) {
    let width = format!("{:.1}", (share * BAR).clamp(0.0, BAR));
    let view = format!("0 0 {BAR:.0} 10");
    let attributes = [("viewBox", view.as_str()), ("preserveAspectRatio", "none"), ("aria-hidden", "true")];
    h.el_with("svg.barline", &attributes, |h| {
        h.void("rect", &[("x", "0"), ("y", "0"), ("height", "10"), ("width", &width)]);
    });
}

fn write_expected(context: &Context<'_>, sums: &Sums, h: &mut Html) {
    if sums.expected.stunts.is_empty() {
        h.leaf("p", "No stunt is on the board: what is expected is the planned cost.");
        return;
    }
    if context.verdict.expected.example {
        h.leaf("p.assumption", ASSUMPTION);
    }
    h.leaf("p.soft", MODEL);
    h.el("table.figures-table stunts", |h| {
        let outcomes = OUTCOMES.map(capitalised);
        let mut labels = vec!["Date", "Day", "Scene", "Stunt", "Class", "Figures"];
        labels.extend(outcomes.iter().map(String::as_str).chain(["Sum"]));
        head(h, &labels, 6);
        h.el("tbody", |h| {
            for stunt in &sums.expected.stunts {
                write_stunt(stunt, h);
            }
            let (outcomes, all) = sums.expected.together();
            h.el("tr.sum", |h| {
                h.leaf_with("th", &[("scope", "row"), ("colspan", "6")], "Stunts together");
                outcomes.iter().chain([&all]).for_each(|sum| h.leaf("td.figure", &or_dash(*sum)));
            });
            for (tag, what, thousands) in [
                ("tr", "Planned cost, if all goes well", sums.expected.planned),
                ("tr.sum", "Expected spending", sums.expected.spending),
                ("tr", VALUE, sums.expected.value_term),
                ("tr.sum", "Sum that a plan minimises", sums.expected.total),
            ] {
                h.el(tag, |h| {
                    h.leaf_with("th", &[("scope", "row"), ("colspan", "11")], what);
                    h.leaf("td.figure", &written(thousands));
                });
            }
        });
    });
    h.leaf("p.soft", STUNT_COLUMNS);
}

fn write_stunt(stunt: &StuntSum, h: &mut Html) {
    h.el("tr", |h| {
        h.leaf("td.date", &stunt.date.map(short_date).unwrap_or_default());
        h.leaf("td", &stunt.day);
        h.el("td.scene", |h| write_label(&stunt.scene, h));
        h.leaf_with("th", &[("scope", "row")], &stunt.name);
        h.leaf("td", stunt.class);
        h.leaf("td.soft", source_word(stunt.source));
        for thousands in stunt.outcomes {
            h.leaf("td.figure", &or_dash(thousands));
        }
        h.leaf("td.figure total", &or_dash(stunt.total));
    });
}

fn write_cast(sums: &Sums, h: &mut Html) {
    h.el("table.figures-table", |h| {
        head(h, &["ID", "Name", "Days", "Hold", "Pay", "Hold pay", "Other", "Total"], 2);
        h.el("tbody", |h| {
            for sum in &sums.performers {
                h.el("tr", |h| {
                    h.leaf("td.id", &sum.id);
                    h.leaf_with("th", &[("scope", "row")], &sum.name);
                    h.leaf("td.figure", &sum.pay_days.to_string());
                    h.leaf("td.figure", &sum.hold_days.to_string());
                    for amount in [sum.pay, sum.hold, sum.other, sum.total()] {
                        let words = if amount.0 == 0 { "–".to_owned() } else { sums.purse.amount(amount) };
                        h.leaf("td.figure", &words);
                    }
                });
            }
            h.el("tr.sum", |h| {
                h.leaf("td", "");
                h.leaf_with("th", &[("scope", "row")], "Cast together");
                h.leaf_with("td", &[("colspan", "5")], "");
                h.leaf("td.figure", &sums.purse.amount(sums.performers_total()));
            });
        });
    });
}

fn write_days(sums: &Sums, h: &mut Html) {
    h.el("table.figures-table", |h| {
        head(h, &["Date", "Shooting", "Crew", "Cast", "Other", "Total", "So far"], 2);
        h.el("tbody", |h| {
            for day in &sums.days {
                h.el("tr", |h| {
                    h.leaf_with("th", &[("scope", "row")], &date(day.date));
                    h.leaf("td", &day.what);
                    for amount in [day.crew, day.cast, day.other, day.total(), day.so_far] {
                        h.leaf("td.figure", &sums.purse.amount(amount));
                    }
                });
            }
        });
    });
    h.leaf(
        "p.soft",
        "Crew: crew days, overtime, night premiums. Cast: pay, hold, late meals, forced calls. Other: the rest.",
    );
}

fn write_flags(context: &Context<'_>, h: &mut Html) {
    h.el("section.flags", |h| {
        h.leaf("h2", "Flags");
        if context.verdict.flags.is_empty() {
            h.leaf("p", &none_words(context));
            return;
        }
        h.leaf("p", &some_words(context));
        for (severity, heading) in SEVERITIES {
            let flags: Vec<_> = of_severity(context, severity).collect();
            if flags.is_empty() {
                continue;
            }
            let forbidden = severity == domain::Severity::Forbid;
            h.leaf("h3", heading);
            h.el("ul.flag-list", |h| {
                for (number, flag) in flags {
                    h.el("li", |h| {
                        h.el(if forbidden { "span.flag grave" } else { "span.flag" }, |h| {
                            flag_shape(severity, h);
                            h.text(&number.to_string());
                        });
                        h.space();
                        h.leaf("b", flag.rule.label());
                        h.text(&format!(": {}", clean(&flag.what)));
                        if !flag.remedy.is_empty() {
                            h.leaf("p.remedy", &format!("What to do: {}", flag.remedy));
                        }
                    });
                }
            });
        }
    });
}
