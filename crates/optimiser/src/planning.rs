//! What comes before a search and after it: the board it begins with, parts of what no day can hold, and that judge and
//! search agree.

use std::collections::BTreeSet;

use domain::{Board, BoardStatus, Editing, Minutes, Refusal, SheetId, State};
use rules::Verdict;

use crate::Outcome;

/// The judge and the search must agree on what a board costs: to the cent, and within half a cent in expectation.
///
/// # Errors
/// In words, when they do not: a bug.
pub fn agree(outcome: &Outcome, verdict: &Verdict) -> Result<(), String> {
    let Some(price) = outcome.price() else { return Ok(()) };
    let expected = price.expected + price.value_term;
    if price.cost == verdict.cost.0 && (expected - verdict.expected.total).abs() <= 0.5 {
        return Ok(());
    }
    Err(format!(
        "the judge says {} (expected {:.2}), the search {} (expected {:.2})",
        verdict.cost.0, verdict.expected.total, price.cost, expected
    ))
}

/// The board of that name if it may still change, or an empty one.
///
/// # Errors
/// Without a name, and for a board that was issued.
pub fn starting_board(editing: &mut Editing<'_>, name: &str) -> Result<Board, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::new("a board needs a name"));
    }
    let found = editing.now.boards.values().find(|board| board.name.eq_ignore_ascii_case(name)).cloned();
    match found {
        Some(board) if board.status != BoardStatus::Working => Err(Refusal::with_remedy(
            format!("{name} was issued and stays as it is"),
            "plan another board with --board NAME",
        )),
        Some(board) => Ok(board),
        None => Ok(Board::empty(editing.fresh(), name)),
    }
}

/// A sheet that no day can hold is proposed in parts: as few as fit into a day without overtime. In words, for each. What
/// stays where a person has it stays whole.
///
/// # Errors
/// When a sheet cannot be split.
pub fn propose_parts(editing: &mut Editing<'_>, stays: &BTreeSet<SheetId>) -> Result<Vec<String>, Refusal> {
    let mut proposals = Vec::new();
    let sheets: Vec<SheetId> = editing.now.sheets_in_order().iter().map(|sheet| sheet.id).collect();
    for id in sheets.into_iter().filter(|id| !stays.contains(id)) {
        let state = &editing.now;
        let sheet = &state.sheets[&id];
        let (minutes, longest) = (state.minutes_of(sheet), longest_strip(state, sheet));
        if minutes <= longest || sheet.part.is_some() {
            continue;
        }
        let label = state.label(id);
        let base = longest.0.min(state.production.day.base().0).max(1);
        let parts = u32::try_from((minutes.0 + base - 1) / base).unwrap_or(u32::MAX).max(2);
        domain::edit::split(editing, id, parts)?;
        proposals
            .push(format!("scene {label} takes {minutes}, longer than a day: proposed in {parts} parts"));
    }
    Ok(proposals)
}

/// The longest strip that fits on some day, as far as the length of the day and its light go.
fn longest_strip(state: &State, sheet: &domain::Sheet) -> Minutes {
    let day = &state.production.day;
    let light = state.light_of(sheet);
    let date = state.production.start.unwrap_or(rules::schedule::DEFAULT_START);
    let (sunrise, sunset) = rules::sun::times(state, date);
    let kinds = [domain::DayKind::Day, domain::DayKind::Split, domain::DayKind::Night];
    let fits = |kind| {
        let most = day.base_of(kind) + day.most_overtime();
        if light == domain::Light::Any {
            return most;
        }
        rules::light::available(day, kind, light, sunrise, sunset).map_or(most, |minutes| minutes.min(most))
    };
    kinds.into_iter().map(fits).max().expect("there are kinds of day")
}
