//! The cost report: days and hours first, then money by rule, person and day, all adding up to one total.

mod html;
mod sums;
mod text;

use crate::Context;
use crate::csv_table::{CsvTable, figure, words};
use crate::rounding::written;
use crate::words::clean;

pub(crate) use html::html;
pub use sums::subject_name;
pub(crate) use sums::{OUTCOMES, StuntSum, Sums};
pub(crate) use text::text;

/// Said over what stunts may cost, when a figure in it is the class's example.
pub(crate) const ASSUMPTION: &str =
    "EXAMPLE ASSUMPTION: some probabilities are examples of the stunt's class that no coordinator confirmed.";

/// What the expected cost is.
pub(crate) const MODEL: &str = "Risk model: recursion. The board stays as it is; each stunt may go as planned, delay, or end in a rewrite. \
     Rounded to the nearest thousand.";

/// What the last figure of the expected cost is made of.
pub(crate) const VALUE: &str = "Value of the film × probability that it is not finished as planned";

/// What the columns of the table of stunts mean.
pub(crate) const STUNT_COLUMNS: &str =
    "Figures are the stunt's probabilities, days and shares. A dash: nothing, or less than a thousand.";

/// An amount of a stunt in thousands, a dash for 0.
pub(crate) fn or_dash(thousands: i64) -> String {
    if thousands == 0 { "–".to_owned() } else { written(thousands) }
}

/// The items as a table: what is paid if all goes well, nothing summed up.
pub(crate) fn csv(context: &Context<'_>) -> String {
    let currency = clean(context.state.production.currency());
    let example = if context.example() { " EXAMPLE" } else { "" };
    let (rate, amount) = (format!("Rate {currency}{example}"), format!("Amount {currency}{example}"));
    let mut table =
        CsvTable::new(&["Rule", "Label", "Date", "For", "Quantity", &rate, &amount, "Source of the rate"]);
    for item in &context.verdict.items {
        table.row([
            figure(item.rule.key()),
            figure(item.rule.label()),
            figure(item.date),
            words(subject_name(context.state, item.subject)),
            figure(item.quantity),
            figure(item.rate.decimal()),
            figure(item.amount.decimal()),
            figure(source_word(item.source)),
        ]);
    }
    table.finish()
}

/// `example`, `typed, not confirmed`, `confirmed`.
pub(crate) fn source_word(source: domain::Source) -> &'static str {
    match source {
        domain::Source::Default => "example",
        domain::Source::Typed => "typed, not confirmed",
        domain::Source::Confirmed => "confirmed",
    }
}
