//! Clearance: no action before the date on which its list can be complete, and what is missing is said.

use domain::clearance::Stand;
use domain::{Date, Sheet, SheetStatus, State, VariantKind};

use crate::Rule;
use crate::findings::{Broken, Findings};
use crate::schedule::Schedule;

/// Open items that a flag names; more are counted.
const NAMED: usize = 4;

/// The earliest date of a sheet, as far as the forecasts of its actions' clearances go.
#[must_use]
pub fn from(state: &State, sheet: &Sheet) -> Option<Date> {
    let ways = state.ways_of(sheet.id).filter_map(|(_, way)| way.variant);
    ways.filter_map(|variant| state.clear_from(variant)).max()
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for action in state.actions.values() {
        let Some(day) = schedule.day_of(action.sheet) else { continue };
        let sheet = &state.sheets[&action.sheet];
        if sheet.status == SheetStatus::Shot {
            continue;
        }
        let mut broken = |rule, what, remedy| {
            let (sheets, performers) = (vec![sheet.id], Vec::new());
            findings.broken(state, Broken { rule, sheets, performers, days: vec![day], what, remedy });
        };
        let way = state.way_of(action);
        let label = state.label(sheet.id);
        let Some(variant) = way.variant else {
            if way.passed.is_empty() {
                let what = format!("{} in {label}: nobody wrote down how it is shot", action.name);
                broken(Rule::ClearanceList, what, "describe its variants, and ask who takes part".into());
            }
            continue;
        };
        let kind = domain::resolve::keyword(variant.kind, &VariantKind::NAMES);
        if let Some(from) = state.clear_from(variant).filter(|from| day.date < *from) {
            let from = from.strftime("%-d %b %Y");
            let what = format!(
                "{} in {label} ({kind}) is on {}, and its clearance can be complete on {from} at the earliest",
                action.name,
                day.name()
            );
            broken(Rule::Clearance, what, format!("shoot it on {from} or later, or clear it sooner"));
        }
        let list = state.clearance_list(variant, Some(day.date));
        let mut open: Vec<_> = list.iter().filter(|item| item.is_missing()).collect();
        // What was signed and changed since is what nobody expects.
        open.sort_by_key(|item| !matches!(item.stand, Stand::Reopened(_)));
        let missing: Vec<String> = open
            .iter()
            .map(|item| match item.in_words().as_str() {
                "open" => item.name.clone(),
                words => format!("{} ({words})", item.name),
            })
            .collect();
        if !missing.is_empty() {
            let more = missing.len().saturating_sub(NAMED);
            let named = missing[..missing.len() - more].join(", ");
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let what = format!(
                "{} in {label} ({kind}) on {}: {} of {} items are open: {named}{more}",
                action.name,
                day.name(),
                missing.len(),
                list.len(),
            );
            broken(
                Rule::ClearanceList,
                what,
                "sign what is done, or say who says that it is not needed".into(),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, said};
    use domain::{Clearance, ClearanceId, ClearanceState};

    fn item(film: &mut Film, item: &str, state: ClearanceState, date: Date) {
        let id = ClearanceId(u32::try_from(film.state.clearances.len()).unwrap() + 1);
        let variant = film.state.variants.values().next().unwrap();
        let asked = film.state.asked_of(variant);
        let (variant, variant_version) = (variant.id, variant.version.clone());
        let signed_by = Some("Runa".to_owned());
        let (date, place, for_date) = (Some(date), None, None);
        let item = item.to_owned();
        film.state.clearances.insert(
            id,
            Clearance { id, variant, variant_version, item, state, date, signed_by, place, for_date, asked },
        );
    }

    #[test]
    fn forecasts_bind_and_a_change_opens_again() {
        let mut film = Film::new();
        let strip = film.strip(60);
        let quarry = film.location("Quarry", &[strip]);
        let tom = film.actor("TOM", None, &[strip]);
        let action = film.action(strip, "fall", tom, &[]);
        film.state.actions.get_mut(&action).unwrap().hazards = vec!["height".into()];
        let way = film.variant(action, VariantKind::NonContact, &[tom]);
        film.answer(tom, way, domain::Answer::Agreed);
        let open = |film: &Film, day: usize| {
            let verdict = film.judge(&crate::fixture::on_days(&[(day, &[strip])]));
            (said(&verdict, Rule::Clearance).len(), said(&verdict, Rule::ClearanceList).join(""))
        };
        // Height: assessment, method, rigging, rehearsal, dry run, medic, meeting, insurer, two signatures.
        let (early, list) = open(&film, 0);
        assert_eq!((early, list.contains("10 of 10 items")), (0, true), "{list}");
        item(&mut film, "Rigging inspected", ClearanceState::Open, DAY[3]);
        assert_eq!((open(&film, 2).0, open(&film, 3).0), (1, 0));
        item(&mut film, "rigging inspected", ClearanceState::Done, DAY[1]);
        assert_eq!((open(&film, 0).0, open(&film, 1).0), (1, 0));
        assert!(open(&film, 1).1.contains("9 of 10 items"));
        let last = film.state.clearances.values_mut().next_back().unwrap();
        (last.place, last.for_date) = (Some(quarry), Some(DAY[1]));
        assert!(open(&film, 1).1.contains("9 of 10 items"));
        let moved = "rigging inspected (open again: date: was 5 Jan 2027, now 7 Jan 2027)";
        assert!(open(&film, 3).1.contains(moved), "{}", open(&film, 3).1);
        film.location("Mole", &[strip]);
        assert!(open(&film, 1).1.contains("(open again: place: was Quarry, now Mole)"));
        film.variant_mut(way).version = "another".into();
        film.state.actions.get_mut(&action).unwrap().hazards.push("water".into());
        film.answer(tom, way, domain::Answer::Agreed);
        assert!(open(&film, 1).1.contains("hazards: was height, now height, water"));
    }
}
