//! Training for a stunt: paid by the day, whoever it is, and R in the day-out-of-days; it opens no engagement.

use domain::view::Performer;
use domain::{Date, Money, Sheet, SheetStatus, State, Stunt};

use crate::Rule;
use crate::availability::can_work;
use crate::findings::{Broken, Findings, is_priced};
use crate::pay::{Paid, a_day, source};
use crate::schedule::{Day, Schedule};
use crate::verdict::{CostItem, DayCode, Subject};

/// What the training for a sheet's stunts is paid: for each date a day's pay of the performer, nothing under a flat deal.
/// It falls on the stunt's day.
#[must_use]
pub fn of_sheet(state: &State, sheet: &Sheet) -> Money {
    if !is_priced(state, Rule::Training) {
        return Money(0);
    }
    state.stunts.values().filter(|stunt| stunt.sheet == sheet.id).map(|stunt| price(state, stunt)).sum()
}

/// A training date's pay, and whose.
fn rate(state: &State, stunt: &Stunt) -> Option<(Performer, Money)> {
    let payee = state.payee(Performer::Engaged(stunt.performer?));
    Some((payee, a_day(state, payee).unwrap_or_default()))
}

fn price(state: &State, stunt: &Stunt) -> Money {
    let days = i64::try_from(stunt.training_dates().len()).unwrap_or(i64::MAX);
    rate(state, stunt).map_or(Money(0), |(_, rate)| rate.scaled(days, 1))
}

pub(crate) fn judge(schedule: &Schedule<'_>, pay: &mut Paid, findings: &mut Findings) {
    let state = schedule.state;
    for day in &schedule.days {
        for strip in &day.strips {
            for stunt in state.stunts.values().filter(|stunt| stunt.sheet == strip.sheet.id) {
                let dates = stunt.training_dates();
                if dates.is_empty() {
                    continue;
                }
                match rate(state, stunt) {
                    Some((payee, rate)) => {
                        charge(state, day, (payee, rate), dates.len(), findings);
                        chart(state, stunt, payee, &dates, pay);
                    }
                    None => nobody(state, day, stunt, findings),
                }
                if strip.sheet.status != SheetStatus::Shot {
                    look_at_dates(schedule, day, stunt, &dates, findings);
                }
            }
        }
    }
}

fn charge(
    state: &State,
    day: &Day<'_>,
    (payee, rate): (Performer, Money),
    dates: usize,
    findings: &mut Findings,
) {
    if is_priced(state, Rule::Training) {
        let quantity = i64::try_from(dates).unwrap_or(i64::MAX);
        let (rule, subject, amount) = (Rule::Training, Subject::Performer(payee), rate.scaled(quantity, 1));
        let (date, source) = (day.date, source(state, payee));
        findings.pay_amount_for_day(day, CostItem { rule, subject, date, quantity, rate, amount, source });
    }
}

/// R on the performer's row, and on the row that is paid; a day that is held anyway is a rehearsal then.
fn chart(state: &State, stunt: &Stunt, payee: Performer, dates: &[Date], pay: &mut Paid) {
    let own = stunt.performer.map(Performer::Engaged).filter(|own| *own != payee);
    let on_top = a_day(state, payee).is_some();
    for (performer, counts) in [(Some(payee), true), (own, false)] {
        let Some(performer) = performer else { continue };
        let codes = pay.codes.entry(performer).or_default();
        for date in dates {
            let before = codes.get(date).copied();
            if before.is_none_or(|code| matches!(code, DayCode::Hold | DayCode::Travel | DayCode::Dropped)) {
                codes.insert(*date, DayCode::Rehearsal);
                let new = counts && on_top && before != Some(DayCode::Hold);
                pay.paid_days += u32::from(new);
                pay.hold_days -= u32::from(counts && before == Some(DayCode::Hold));
            }
        }
    }
}

fn nobody(state: &State, day: &Day<'_>, stunt: &Stunt, findings: &mut Findings) {
    let what = format!("training is set for {}, and nobody is named who trains: it is not paid", stunt.name);
    let remedy = "name the performer of the stunt".to_owned();
    let (rule, sheets, performers) = (Rule::Training, vec![stunt.sheet], Vec::new());
    findings.broken(state, Broken { rule, sheets, performers, days: vec![day], what, remedy });
}

/// Dates that do not fit the performer, or are paid twice.
fn look_at_dates(
    schedule: &Schedule<'_>,
    day: &Day<'_>,
    stunt: &Stunt,
    dates: &[Date],
    findings: &mut Findings,
) {
    let state = schedule.state;
    let Some(performer) = stunt.performer.map(Performer::Engaged) else { return };
    let name = state.performer_name(performer);
    let words = |dates: &[Date]| dates.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let mut broken = |what: String, remedy: String| {
        let (rule, sheets, performers) = (Rule::Training, vec![stunt.sheet], vec![performer]);
        findings.broken(state, Broken { rule, sheets, performers, days: vec![day], what, remedy });
    };
    let away: Vec<Date> = dates.iter().copied().filter(|date| !can_work(state, performer, *date)).collect();
    if !away.is_empty() {
        let what = format!("{name} trains for {} on {} and is not available", stunt.name, words(&away));
        broken(what, format!("train on other dates, or change the dates of {name}"));
    }
    let shoots = |date: &Date| schedule.days.iter().any(|day| day.date == *date);
    let during: Vec<Date> = dates.iter().copied().filter(shoots).collect();
    if !during.is_empty() {
        let what = format!(
            "{name} trains for {} on {}, when the film is shot: paid on top of what is paid on that date anyway",
            stunt.name,
            words(&during)
        );
        broken(what, "type training before the shoot; during it, protect days before the stunt".into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, on_days, paid, said};
    use domain::{DateRange, Outcome, StuntClass, Terms};
    use jiff::civil::date;

    #[test]
    fn training_is_paid_by_the_day_and_opens_no_engagement() {
        let mut film = Film::new();
        let fall = film.strip(60);
        let tom = film.actor("TOM", Some(Terms::Daily { rate: Money::whole(100) }), &[fall]);
        let id = film.stunt(fall, StuntClass::B, Outcome::default());
        let stunt = film.stunt_mut(id);
        stunt.performer = Some(tom);
        // Monday 28 to Wednesday 30 December: three days at 100. The shoot begins on 4 January.
        stunt.training = vec![DateRange { first: date(2026, 12, 28), last: date(2026, 12, 30) }];
        let verdict = film.judge(&on_days(&[(1, &[fall])]));
        assert_eq!(
            (paid(&verdict, Rule::Training), paid(&verdict, Rule::Pay), paid(&verdict, Rule::Hold)),
            (300, 100, 0)
        );
        let codes = &verdict.performers[&Performer::Engaged(tom)];
        assert_eq!((codes[&date(2026, 12, 28)], codes.len()), (DayCode::Rehearsal, 4));
        assert_eq!((verdict.measures.cast_days, verdict.measures.hold_days), (4, 0));
        assert_eq!(verdict.days[1].cost, Money::whole(1000 + 300), "with the crew, on the stunt's day");
        assert!(said(&verdict, Rule::Training).is_empty());
        // A stunt that is on no day needs no training.
        assert_eq!(paid(&film.judge(&[]), Rule::Training), 0);
        film.engagement(tom).terms = Some(Terms::Flat { amount: Money::whole(900) });
        assert_eq!(paid(&film.judge(&on_days(&[(1, &[fall])])), Rule::Training), 0);
    }

    #[test]
    fn dates_that_do_not_fit_are_said() {
        let mut film = Film::new();
        let fall = film.strip(60);
        let tom = film.actor("TOM", None, &[fall]);
        let id = film.stunt(fall, StuntClass::B, Outcome::default());
        film.stunt_mut(id).training = vec![DateRange { first: DAY[0], last: DAY[0] }];
        let verdict = film.judge(&on_days(&[(1, &[fall])]));
        assert_eq!(
            said(&verdict, Rule::Training),
            ["training is set for stunt stunt-1, and nobody is named who trains: it is not paid"]
        );
        film.stunt_mut(id).performer = Some(tom);
        film.engagement(tom).unavailable = vec![DateRange { first: DAY[0], last: DAY[0] }];
        let verdict = film.judge(&on_days(&[(1, &[fall])]));
        assert_eq!(said(&verdict, Rule::Training).len(), 2, "away, and a shooting date");
    }
}
