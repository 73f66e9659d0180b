//! Between strips: one before another, together, apart.

use domain::{Sheet, SheetId};

use crate::Rule;
use crate::findings::{Broken, Findings};
use crate::schedule::{Day, Schedule};

/// Where a strip stands.
struct Place<'a> {
    day: &'a Day<'a>,
    position: usize,
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    for day in &schedule.days {
        for strip in &day.strips {
            for (rule, others) in [
                (Rule::Before, &strip.sheet.before),
                (Rule::With, &strip.sheet.with),
                (Rule::Apart, &strip.sheet.apart),
            ] {
                for other in others {
                    pair(schedule, rule, strip.sheet, *other, findings);
                }
            }
        }
    }
}

fn place<'a>(schedule: &'a Schedule<'_>, sheet: SheetId) -> Option<Place<'a>> {
    let day = schedule.day_of(sheet)?;
    let position = day.strips.iter().position(|strip| strip.sheet.id == sheet)?;
    Some(Place { day, position })
}

fn pair(schedule: &Schedule<'_>, rule: Rule, first: &Sheet, other: SheetId, findings: &mut Findings) {
    let state = schedule.state;
    let (Some(a), Some(b)) = (place(schedule, first.id), place(schedule, other)) else { return };
    let same_day = std::ptr::eq(a.day, b.day);
    let kept = match rule {
        Rule::Before if same_day => a.position < b.position,
        Rule::Before => a.day.date < b.day.date,
        Rule::With => same_day,
        _ => a.day.date != b.day.date,
    };
    if kept {
        return;
    }
    let (name, other_name) = (state.label(first.id), state.label(other));
    let (on, other_on) = (a.day.name(), b.day.name());
    let (what, remedy) = match rule {
        Rule::Before => (
            format!("{name} on {on} must be shot before {other_name} on {other_on}"),
            format!("move {name} before {other_name}"),
        ),
        Rule::With => (
            format!("{name} on {on} and {other_name} on {other_on} belong on one day"),
            format!("move {other_name} to {on}"),
        ),
        _ => (
            format!("{name} and {other_name} are both on {on} and must be apart"),
            format!("move {other_name} to another date"),
        ),
    };
    let mut days = vec![a.day];
    if !same_day {
        days.push(b.day);
    }
    let (sheets, performers) = (vec![first.id, other], Vec::new());
    findings.broken(state, Broken { rule, sheets, performers, days, what, remedy });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{Film, SECOND, said};
    use domain::UnitKind;

    #[test]
    fn before_with_and_apart() {
        let mut film = Film::new();
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        film.sheet(a).before.push(b);
        let kept = |film: &Film, days: &[&[SheetId]], rule| said(&film.judge(days), rule).is_empty();
        assert!(kept(&film, &[&[a], &[b]], Rule::Before));
        assert!(kept(&film, &[&[a, b]], Rule::Before));
        assert!(!kept(&film, &[&[b, a]], Rule::Before));
        assert!(!kept(&film, &[&[b], &[a]], Rule::Before));
        assert!(kept(&film, &[&[b]], Rule::Before), "the other is in the boneyard");
        film.sheet(a).with.push(b);
        film.sheet(a).apart.push(b);
        assert!(kept(&film, &[&[a, b]], Rule::With) && !kept(&film, &[&[a, b]], Rule::Apart));
        assert!(!kept(&film, &[&[a], &[b]], Rule::With) && kept(&film, &[&[a], &[b]], Rule::Apart));
    }

    #[test]
    fn two_units_on_one_date_are_not_in_order_nor_together() {
        let mut film = Film::new();
        film.unit(SECOND, UnitKind::Second);
        let [a, b] = [60; 2].map(|minutes| film.strip(minutes));
        film.sheet(a).before.push(b);
        film.sheet(a).with.push(b);
        film.sheet(a).apart.push(b);
        let verdict = film.judge_two(&[&[a]], &[&[b]]);
        for rule in [Rule::Before, Rule::With, Rule::Apart] {
            assert_eq!(said(&verdict, rule).len(), 1, "{rule:?}");
        }
    }
}
