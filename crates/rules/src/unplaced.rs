//! What a board leaves open: sets without a location, sheets on no day, what a new draft left to check.

use domain::{Board, SheetId, SheetStatus};

use crate::Rule;
use crate::findings::{Broken, Findings, labels};
use crate::schedule::Schedule;

/// Flags both, and counts the sheets on no day.
pub(crate) fn judge(schedule: &Schedule<'_>, board: &Board, findings: &mut Findings) -> u32 {
    let state = schedule.state;
    let mut flag = |rule, sheets: Vec<SheetId>, what: &str, remedy: &str| {
        if !sheets.is_empty() {
            let what = format!("{what}: {}", labels(state, &sheets));
            let (performers, days, remedy) = (Vec::new(), Vec::new(), remedy.to_owned());
            findings.broken(state, Broken { rule, sheets, performers, days, what, remedy });
        }
    };
    let strips = schedule.days.iter().flat_map(|day| &day.strips);
    let nowhere: Vec<SheetId> = strips.filter(|s| s.location.is_none()).map(|s| s.sheet.id).collect();
    flag(
        Rule::Unassigned,
        nowhere,
        "no location yet, so no moves are reckoned",
        "say where the sets are shot",
    );
    let mut boneyard: Vec<SheetId> = state.boneyard(board).iter().map(|sheet| sheet.id).collect();
    let on_no_unit = |sheet: &SheetId| schedule.day_of(*sheet).is_none();
    let lost = board.placements().into_keys().filter(on_no_unit);
    let lost = lost.filter(|id| !schedule.undated.contains(id));
    let alive = |id: &SheetId| state.sheets.get(id).is_some_and(|s| s.status != SheetStatus::Omitted);
    boneyard.extend(lost.filter(alive));
    let count = boneyard.len() + schedule.undated.len();
    flag(Rule::Boneyard, boneyard, "on no day", "put them on days, or omit them");
    flag(
        Rule::Boneyard,
        schedule.undated.clone(),
        "the unit's calendar has no date for",
        "add shooting dates to the calendar",
    );
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Flags what a new draft left to check on sheets that are still to be shot.
pub(crate) fn judge_drafts(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for day in &schedule.days {
        let sheets = day.strips.iter().map(|strip| strip.sheet);
        for sheet in sheets.filter(|s| !s.to_check.is_empty() && s.status != SheetStatus::Shot) {
            let label = state.label(sheet.id);
            let notes: Vec<&str> = sheet.to_check.iter().map(|note| note.trim_end_matches('.')).collect();
            let what = format!("{label}: {}", notes.join("; "));
            let remedy =
                format!("look at it, and ask again who answered for the old text; then: checked {label}");
            let (rule, sheets, performers) = (Rule::Draft, vec![sheet.id], Vec::new());
            findings.broken(state, Broken { rule, sheets, performers, days: vec![day], what, remedy });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, said};

    #[test]
    fn the_boneyard_is_one_flag() {
        let mut film = Film::new();
        let [a, _, _] = [60; 3].map(|minutes| film.strip(minutes));
        let verdict = film.judge(&[&[a]]);
        assert_eq!(said(&verdict, Rule::Boneyard), ["on no day: sheet-2, sheet-3"]);
        assert_eq!(verdict.measures.boneyard, 2);
    }

    #[test]
    fn what_a_draft_left_to_check_is_flagged_until_somebody_looked() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        let text = "the text around “kick” changed: consent was given for the old text";
        film.sheet(a).to_check = vec![text.to_owned()];
        let verdict = film.judge(&[&[a, b]]);
        assert_eq!(said(&verdict, Rule::Draft), [format!("sheet-1: {text}")]);
        film.sheet(a).to_check.clear();
        assert!(said(&film.judge(&[&[a, b]]), Rule::Draft).is_empty());
    }

    #[test]
    fn a_row_of_a_unit_that_is_gone_is_on_no_day() {
        let mut film = Film::new();
        let strip = film.strip(60);
        let mut board = film.board(&[]);
        board.rows.insert(domain::UnitId(99), crate::fixture::rows(&[&[strip]]));
        assert_eq!(crate::assess(&film.state, &board).measures.boneyard, 1);
    }
}
