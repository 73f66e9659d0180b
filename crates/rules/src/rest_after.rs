//! Rest after a stunt: days of the unit on which its performer is to have no work.

use domain::SheetStatus;
use domain::view::Performer;

use crate::Rule;
use crate::findings::{Broken, Findings, labels};
use crate::schedule::Schedule;
use crate::work::who;

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for stunt in state.stunts.values().filter(|stunt| stunt.rest_after > 0) {
        let shot = state.sheets.get(&stunt.sheet).is_some_and(|sheet| sheet.status == SheetStatus::Shot);
        let (Some(performer), Some(at)) =
            (stunt.performer.map(Performer::Engaged), schedule.day_of(stunt.sheet))
        else {
            continue;
        };
        let last = at.ordinal.saturating_add(stunt.rest_after as usize);
        let dates =
            schedule.of_unit(at.unit.id).filter(|day| at.ordinal < day.ordinal && day.ordinal <= last);
        let dates: Vec<_> = dates.map(|day| day.date).collect();
        let person = who(state, performer);
        let resting = schedule.days.iter().filter(|day| dates.contains(&day.date));
        for day in resting.filter(|_| !shot) {
            let with = day.strips.iter().filter(|s| s.performers.iter().any(|p| who(state, *p) == person));
            let sheets: Vec<_> = with.map(|strip| strip.sheet.id).collect();
            if sheets.is_empty() {
                continue;
            }
            let (name, other) = (state.performer_name(performer), labels(state, &sheets));
            let days = if stunt.rest_after == 1 { "day" } else { "days" };
            findings.broken(
                state,
                Broken {
                    rule: Rule::RestAfter,
                    what: format!(
                        "{name} works in {other} on {}, and is to rest {} {days} after {}",
                        day.name(),
                        stunt.rest_after,
                        stunt.name
                    ),
                    remedy: format!("move {other} or {}", state.label(stunt.sheet)),
                    sheets,
                    performers: vec![performer],
                    days: vec![day],
                },
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, on_days, said};
    use domain::{Outcome, StuntClass};

    #[test]
    fn work_on_a_day_of_rest_is_said() {
        let mut film = Film::new();
        let [fall, talk] = [60; 2].map(|minutes| film.strip(minutes));
        let tom = film.actor("TOM", None, &[fall, talk]);
        let id = film.stunt(fall, StuntClass::B, Outcome::default());
        film.stunt_mut(id).performer = Some(tom);
        film.stunt_mut(id).rest_after = 2;
        let flags = |day| {
            let verdict = film.judge(&on_days(&[(0, &[fall]), (day, &[talk])]));
            Vec::from_iter(said(&verdict, Rule::RestAfter).into_iter().map(str::to_owned))
        };
        assert_eq!(
            flags(2),
            ["TOM works in sheet-2 on day 3 (Wed 6 Jan 2027), and is to rest 2 days after stunt stunt-1"]
        );
        assert!(flags(3).is_empty());
    }
}
