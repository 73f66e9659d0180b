//! Stunts: how many a day takes, and what is protected before them.

use std::collections::BTreeSet;

use domain::view::Performer;
use domain::{Stunt, StuntClass};

use crate::Rule;
use crate::availability::can_work;
use crate::findings::{Broken, Findings, labels};
use crate::schedule::{Day, Schedule};
use crate::work::{protected_days, who};

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    for day in &schedule.days {
        let on = |stunt: &&Stunt| day.strips.iter().any(|strip| strip.sheet.id == stunt.sheet);
        let stunts: Vec<&Stunt> = schedule.state.stunts.values().filter(on).collect();
        load(schedule, day, &stunts, findings);
    }
    protected(schedule, findings);
}

fn load(schedule: &Schedule<'_>, day: &Day<'_>, stunts: &[&Stunt], findings: &mut Findings) {
    let of = |classes: &[StuntClass]| -> Vec<&Stunt> {
        // A sheet counts once: what it asks for on one strip cannot be moved apart.
        let mut seen = BTreeSet::new();
        let of_class =
            stunts.iter().copied().filter(|stunt| classes.contains(&schedule.state.class_of(stunt)));
        of_class.filter(|stunt| seen.insert(stunt.sheet)).collect()
    };
    let worst = of(&[StuntClass::D]);
    let heavy = of(&[StuntClass::C, StuntClass::D]);
    let mut broken = |rule, stunts: &[&Stunt], why: &str| {
        let names: Vec<&str> = stunts.iter().map(|stunt| stunt.name.as_str()).collect();
        let what = format!("{} has {} {why}: {}", day.name(), stunts.len(), names.join(", "));
        let sheets: Vec<_> = stunts.iter().map(|stunt| stunt.sheet).collect();
        let remedy = format!("move one of {} to another day", labels(schedule.state, &sheets));
        let performers = stunts.iter().filter_map(|s| s.performer).map(Performer::Engaged).collect();
        findings.broken(schedule.state, Broken { rule, sheets, performers, days: vec![day], what, remedy });
    };
    if worst.len() > 1 {
        broken(Rule::Stunts, &worst, "stunts of class D");
    }
    if heavy.len() > 1 && heavy.len() > worst.len() {
        broken(Rule::StuntLoad, &heavy, "stunts of class C and D");
    }
}

fn protected(schedule: &Schedule<'_>, findings: &mut Findings) {
    let state = schedule.state;
    for kept in protected_days(schedule) {
        let (stunt, date) = (kept.stunt, kept.day.date);
        let name = state.performer_name(kept.performer);
        let stunt_label = state.label(stunt.sheet);
        let mut broken = |sheets, what, remedy| {
            let (rule, performers, days) = (Rule::Protected, vec![kept.performer], vec![kept.day]);
            findings.broken(state, Broken { rule, sheets, performers, days, what, remedy });
        };
        if !can_work(state, kept.performer, date) {
            broken(
                vec![stunt.sheet],
                format!("{name} rehearses {} on {} and is not available", stunt.name, kept.day.name()),
                format!("move {stunt_label} to a later day"),
            );
        }
        let person = who(state, kept.performer);
        let busy: Vec<_> = schedule
            .days
            .iter()
            .filter(|day| day.date == date)
            .flat_map(|day| &day.strips)
            .filter(|strip| strip.performers.iter().any(|p| who(state, *p) == person))
            .map(|strip| strip.sheet.id)
            .collect();
        if !busy.is_empty() {
            let other = labels(state, &busy);
            let (stunt_name, on) = (&stunt.name, kept.day.name());
            let what = format!("{name} works in {other} on {on}, which is protected before {stunt_name}");
            broken(busy, what, format!("move {other} or {stunt_label}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, on_days, paid, said};
    use crate::verdict::DayCode;
    use domain::{DateRange, Outcome};

    #[test]
    fn one_class_d_a_day_and_class_c_warns() {
        let mut film = Film::new();
        let [a, b, c] = [60; 3].map(|minutes| film.strip(minutes));
        film.stunt(a, StuntClass::D, Outcome::default());
        film.stunt(b, StuntClass::D, Outcome::default());
        film.stunt(c, StuntClass::C, Outcome::default());
        let count = |days: &[&[_]]| {
            let verdict = film.judge(days);
            (said(&verdict, Rule::Stunts).len(), said(&verdict, Rule::StuntLoad).len())
        };
        assert_eq!(count(&[&[a], &[b], &[c]]), (0, 0));
        assert_eq!(count(&[&[a, b], &[c]]), (1, 0));
        assert_eq!(count(&[&[a, c], &[b]]), (0, 1));
        assert_eq!(count(&[&[a, b, c]]), (1, 1));
    }

    #[test]
    fn protected_days() {
        let mut film = Film::new();
        let [a, fall, other] = [60; 3].map(|minutes| film.strip(minutes));
        let tom = film.actor("TOM", None, &[a, fall]);
        let stunt = film.stunt(fall, StuntClass::B, Outcome::default());
        film.stunt_mut(stunt).performer = Some(tom);
        film.stunt_mut(stunt).protect_days = 2;
        let early = film.judge(&[&[fall]]);
        assert!(said(&early, Rule::Protected).is_empty(), "before the first slot is prep");
        // Work on day 1, rehearsal on days 3 and 4, the fall on day 5; day 2 is held: five days paid.
        let verdict = film.judge(&on_days(&[(0, &[a]), (1, &[other]), (4, &[fall])]));
        assert!(said(&verdict, Rule::Protected).is_empty());
        assert_eq!((paid(&verdict, Rule::Pay), paid(&verdict, Rule::Hold)), (400, 100));
        let codes = &verdict.performers[&Performer::Engaged(tom)];
        assert_eq!((codes[&DAY[1]], codes[&DAY[2]]), (DayCode::Hold, DayCode::Rehearsal));
        let busy = film.judge(&[&[other], &[a], &[other], &[fall]]);
        assert_eq!(
            said(&busy, Rule::Protected),
            ["TOM works in sheet-1 on day 2 (Tue 5 Jan 2027), which is protected before stunt stunt-1"]
        );
        film.engagement(tom).unavailable = vec![DateRange { first: DAY[2], last: DAY[2] }];
        let away = film.judge(&on_days(&[(0, &[a]), (4, &[fall])]));
        assert_eq!(said(&away, Rule::Protected).len(), 1);
    }
}
