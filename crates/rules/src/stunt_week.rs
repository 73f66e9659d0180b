//! The load of a performer: stunts of class B or higher in seven days.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::{Date, Stunt, StuntClass};

use crate::Rule;
use crate::findings::{Broken, Findings, labels};
use crate::pay::calendar_days;
use crate::schedule::{Day, Schedule};
use crate::work::{Who, who};

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    let most = state.production.day.stunts_a_week() as usize;
    let mut of: BTreeMap<Who, Vec<(Date, &Stunt, &Day<'_>)>> = BTreeMap::new();
    for stunt in state.stunts.values().filter(|stunt| state.class_of(stunt) >= StuntClass::B) {
        if let (Some(performer), Some(day)) = (stunt.performer, schedule.day_of(stunt.sheet)) {
            of.entry(who(state, Performer::Engaged(performer))).or_default().push((day.date, stunt, day));
        }
    }
    for mut stunts in of.into_values() {
        stunts.sort_by_key(|(date, stunt, _)| (*date, stunt.id));
        let mut said_until = None;
        for (at, (first, ..)) in stunts.iter().enumerate() {
            let week = stunts[at..].iter().take_while(|(date, ..)| calendar_days(*first, *date) < 7);
            let week: Vec<_> = week.collect();
            let last = week.last().map(|(date, ..)| *date);
            if week.len() <= most || last <= said_until {
                continue;
            }
            said_until = last;
            let performer = Performer::Engaged(week[0].1.performer.expect("it was filtered"));
            let sheets: Vec<_> = week.iter().map(|(_, stunt, _)| stunt.sheet).collect();
            let names: Vec<&str> = week.iter().map(|(_, stunt, _)| stunt.name.as_str()).collect();
            let mut days: Vec<&Day<'_>> = week.iter().map(|(_, _, day)| *day).collect();
            days.dedup_by_key(|day| (day.unit.id, day.ordinal));
            findings.broken(
                state,
                Broken {
                    rule: Rule::StuntWeek,
                    what: format!(
                        "{} has {} stunts of class B or higher in seven days, more than {most}: {}",
                        state.performer_name(performer),
                        week.len(),
                        names.join(", ")
                    ),
                    remedy: format!("move one of {} to another week", labels(state, &sheets)),
                    sheets,
                    performers: vec![performer],
                    days,
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
    fn four_stunts_in_seven_days_are_many() {
        let mut film = Film::new();
        let falls = [60; 4].map(|minutes| film.strip(minutes));
        let tom = film.actor("TOM", None, &falls);
        for fall in falls {
            let id = film.stunt(fall, StuntClass::B, Outcome::default());
            film.stunt_mut(id).performer = Some(tom);
        }
        let [a, b, c, d] = falls;
        let flags = |film: &Film, last| {
            let verdict = film.judge(&on_days(&[(0, &[a]), (1, &[b]), (2, &[c]), (last, &[d])]));
            said(&verdict, Rule::StuntWeek).len()
        };
        assert_eq!(flags(&film, 4), 1, "Monday to Friday");
        assert_eq!(flags(&film, 5), 0, "the Monday after is the eighth day");
        film.state.production.day.stunts_a_week = Some(4);
        assert_eq!(flags(&film, 4), 0);
    }
}
