//! Stunts: how many a day takes, when their performers are ready, and what is protected before them.

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
        for stunt in stunts {
            ready(schedule, day, stunt, findings);
        }
    }
    protected(schedule, findings);
}

fn load(schedule: &Schedule<'_>, day: &Day<'_>, stunts: &[&Stunt], findings: &mut Findings) {
    let of = |classes: &[StuntClass]| -> Vec<&Stunt> {
        stunts.iter().copied().filter(|stunt| classes.contains(&stunt.class)).collect()
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

fn ready(schedule: &Schedule<'_>, day: &Day<'_>, stunt: &Stunt, findings: &mut Findings) {
    let Some(ready) = stunt.ready.filter(|ready| !ready.contains(day.date)) else { return };
    let (first, last) = (ready.first.strftime("%-d %b %Y"), ready.last.strftime("%-d %b %Y"));
    let label = schedule.state.label(stunt.sheet);
    findings.broken(
        schedule.state,
        Broken {
            rule: Rule::Ready,
            sheets: vec![stunt.sheet],
            performers: stunt.performer.map(Performer::Engaged).into_iter().collect(),
            days: vec![day],
            what: format!("{} is on {}, ready from {first} to {last}", stunt.name, day.name()),
            remedy: format!("move {label} between those dates"),
        },
    );
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
