//! When a stunt's performer is ready: inside the typed dates, after the training, and soon enough after a rehearsal.

use domain::view::Performer;
use domain::{Date, State, Stunt, date_words};

use crate::Rule;
use crate::findings::{Broken, Findings};
use crate::pay::calendar_days;
use crate::schedule::{Day, Schedule};

/// Is the performer ready on the date? `previous` is the unit's slot before it, if there is one.
#[must_use]
pub fn is_ready(stunt: &Stunt, date: Date, previous: Option<Date>) -> bool {
    lacks(stunt, date, previous).is_none()
}

/// Why the performer is not ready on the date.
///
/// A rehearsal is a training date, or a protected day. Protected days before the unit's first slot are in preparation,
/// where nothing is known against them.
fn lacks(stunt: &Stunt, date: Date, previous: Option<Date>) -> Option<String> {
    let day = |date: Date| date.strftime("%-d %b %Y").to_string();
    if let Some(ready) = stunt.ready.filter(|ready| !ready.contains(date)) {
        return Some(format!("ready from {} to {}", day(ready.first), day(ready.last)));
    }
    let training = stunt.training_dates();
    if let Some(last) = training.last().filter(|last| **last >= date) {
        return Some(format!("trains for it until {}", day(*last)));
    }
    let within = stunt.rehearsed_within?;
    let protected = match previous {
        _ if stunt.protect_days == 0 => None,
        Some(previous) => Some(previous),
        None => return None,
    };
    let Some(rehearsed) = training.last().copied().max(protected) else {
        return Some(format!("no rehearsal is set, and it is to be one within {within} days before"));
    };
    let apart = calendar_days(rehearsed, date);
    let late = apart > i32::try_from(within).unwrap_or(i32::MAX);
    late.then(|| format!("last rehearsed on {}, {apart} days before: {within} at most", day(rehearsed)))
}

/// In words, for whoever finds no date: what the readiness of a stunt asks.
#[must_use]
pub fn asks(state: &State, stunt: &Stunt) -> Vec<String> {
    let who = stunt.performer.map(|id| state.performer_name(Performer::Engaged(id)));
    let who = who.unwrap_or_else(|| "its performer".into());
    let mut asks = Vec::new();
    if let Some(range) = stunt.ready {
        asks.push(format!(
            "{who} is ready for {} from {} to {}",
            stunt.name,
            date_words(range.first),
            date_words(range.last)
        ));
    }
    if let Some(last) = stunt.training_dates().last() {
        asks.push(format!("{who} trains for {} until {}", stunt.name, date_words(*last)));
    }
    if let Some(within) = stunt.rehearsed_within {
        let how = if stunt.training.is_empty() && stunt.protect_days == 0 {
            "and neither training dates nor protected days are typed".into()
        } else if stunt.protect_days > 0 {
            "its protected days are the days before it".to_owned()
        } else {
            "by its training dates".to_owned()
        };
        asks.push(format!("{} is to be rehearsed within {within} days before, {how}", stunt.name));
    }
    asks
}

pub(crate) fn judge(schedule: &Schedule<'_>, findings: &mut Findings) {
    for stunt in schedule.state.stunts.values() {
        let Some(day) = schedule.day_of(stunt.sheet) else { continue };
        if let Some(why) = lacks(stunt, day.date, previous(schedule, day)) {
            let label = schedule.state.label(stunt.sheet);
            findings.broken(
                schedule.state,
                Broken {
                    rule: Rule::Ready,
                    sheets: vec![stunt.sheet],
                    performers: stunt.performer.map(Performer::Engaged).into_iter().collect(),
                    days: vec![day],
                    what: format!("{} is on {}, {why}", stunt.name, day.name()),
                    remedy: format!(
                        "move {label} to a date that fits, or change training, rehearsals or dates"
                    ),
                },
            );
        }
    }
}

fn previous(schedule: &Schedule<'_>, day: &Day<'_>) -> Option<Date> {
    let before = schedule.of_unit(day.unit.id).find(|before| before.ordinal + 1 == day.ordinal);
    before.map(|day| day.date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{DAY, Film, on_days, said};
    use domain::{DateRange, Outcome, StuntClass};

    #[test]
    fn dates_training_and_rehearsal() {
        let mut film = Film::new();
        let fall = film.strip(60);
        let id = film.stunt(fall, StuntClass::B, Outcome::default());
        let flags = |film: &Film, slot: usize| {
            let verdict = film.judge(&on_days(&[(slot, &[fall])]));
            Vec::from_iter(said(&verdict, Rule::Ready).into_iter().map(str::to_owned))
        };
        film.stunt_mut(id).ready = Some(DateRange { first: DAY[1], last: DAY[4] });
        assert_eq!(
            flags(&film, 0),
            ["stunt stunt-1 is on day 1 (Mon 4 Jan 2027), ready from 5 Jan 2027 to 8 Jan 2027"]
        );
        assert!(flags(&film, 1).is_empty() && flags(&film, 4).is_empty());
        // Training on Tuesday and Wednesday: not before Thursday; at most five days after: until Monday the 11th.
        let stunt = film.stunt_mut(id);
        (stunt.ready, stunt.rehearsed_within) = (None, Some(5));
        stunt.training = vec![DateRange { first: DAY[1], last: DAY[2] }];
        assert_eq!(
            flags(&film, 2),
            ["stunt stunt-1 is on day 3 (Wed 6 Jan 2027), trains for it until 6 Jan 2027"]
        );
        assert!(flags(&film, 3).is_empty() && flags(&film, 5).is_empty());
        let late = "stunt stunt-1 is on day 7 (Tue 12 Jan 2027), last rehearsed on 6 Jan 2027, 6 days before: 5 at most";
        assert_eq!(flags(&film, 6), [late]);
        // The protected day is a rehearsal: on Tuesday the 12th the day before, on Monday the 11th three days before.
        film.stunt_mut(id).protect_days = 1;
        assert!(flags(&film, 6).is_empty());
        film.stunt_mut(id).rehearsed_within = Some(2);
        assert_eq!(flags(&film, 5).len(), 1, "Friday is three days before Monday");
        assert!(flags(&film, 6).is_empty());
    }

    #[test]
    fn a_window_without_any_rehearsal_has_no_date() {
        let mut film = Film::new();
        let fall = film.strip(60);
        let id = film.stunt(fall, StuntClass::B, Outcome::default());
        film.stunt_mut(id).rehearsed_within = Some(3);
        assert!(DAY.iter().all(|date| !is_ready(&film.state.stunts[&id], *date, None)));
        assert_eq!(
            asks(&film.state, &film.state.stunts[&id]),
            [
                "stunt stunt-1 is to be rehearsed within 3 days before, and neither training dates nor protected days are typed"
            ]
        );
    }
}
