//! Cast and people: who plays whom and on which terms, and a calendar of when one of them can be had.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::resolve::keyword;
use domain::view::Performer;
use domain::{Date, DateRange, Engagement, EngagementKind, Money, PresenceClaim, State, Terms};
use rules::DayCode;
use serde::Deserialize;

use super::calendar::{Calendar, Dates, Day, calendar};
use super::{Shell, rendered};
use crate::folder::Asked;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "cast.html")]
struct CastPage {
    shell: Shell,
    currency: String,
    /// The board whose days are counted.
    board: Option<String>,
    characters: Vec<Role>,
    people: Vec<String>,
    kinds: Vec<&'static str>,
    /// Engagements as commands name them, and whether the calendar is theirs.
    choices: Vec<(String, bool)>,
    calendar: Option<Calendar>,
}

/// A character, and who plays it.
struct Role {
    id: String,
    name: String,
    watch: Option<String>,
    scenes: usize,
    engagements: Vec<Engaged>,
    /// Days where nobody plays it yet.
    days: Counted,
}

/// Days on the newest board.
struct Counted {
    work: usize,
    hold: usize,
    /// None: paid under another engagement.
    paid: Option<usize>,
}

/// An engagement.
struct Engaged {
    words: String,
    person: String,
    kind: &'static str,
    terms: String,
    confirmed: bool,
    minor: bool,
    days: Counted,
}

/// Whose calendar: an engagement's, or a person's first one.
#[derive(Debug, Deserialize)]
pub(crate) struct Whose {
    of: Option<String>,
    person: Option<String>,
}

/// `GET /p/{p}/cast`
pub(crate) async fn page(asked: Asked, Query(whose): Query<Whose>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let state = &now.state;
        let board = now.shown(asked.board(None, state));
        let verdict = board.map(|board| now.verdict(board));
        let days = |performer: Performer| {
            let found = verdict.as_ref().and_then(|verdict| verdict.performers.get(&performer));
            found.cloned().unwrap_or_default()
        };
        let named: Vec<(String, &Engagement)> =
            state.engagements.values().map(|e| (state.engagement_words(e), e)).collect();
        let chosen = chosen(state, &named, &whose)?;
        Ok(CastPage {
            shell: Shell::new(&asked, &now, "cast"),
            currency: state.production.currency().to_owned(),
            board: board.map(|board| board.name.clone()),
            characters: roles(state, &days),
            people: state.people.values().map(|person| person.name.clone()).collect(),
            kinds: EngagementKind::NAMES.iter().map(|(name, _)| *name).collect(),
            calendar: chosen
                .map(|(words, e)| of_engagement(state, words, e, &days(Performer::Engaged(e.id)))),
            choices: named
                .iter()
                .map(|(words, e)| (words.clone(), chosen.is_some_and(|(_, chosen)| chosen.id == e.id)))
                .collect(),
        })
    })
    .await
}

/// The engagement that is asked for; the first, if none is.
fn chosen<'a>(
    state: &State,
    named: &'a [(String, &'a Engagement)],
    whose: &Whose,
) -> Result<Option<&'a (String, &'a Engagement)>, Problem> {
    let nobody = |asked: &str| Problem::NotFound(format!("nobody is engaged as “{asked}”"));
    match (&whose.of, &whose.person) {
        (Some(of), _) => named.iter().find(|(words, _)| words == of).ok_or_else(|| nobody(of)).map(Some),
        (None, Some(name)) => {
            let person = state.person_called(name)?;
            named.iter().find(|(_, e)| e.person == person).ok_or_else(|| nobody(name)).map(Some)
        }
        (None, None) => Ok(named.first()),
    }
}

fn counted(days: &BTreeMap<Date, DayCode>, terms: Option<&Terms>) -> Counted {
    let count = |counts: fn(&DayCode) -> bool| days.values().filter(|code| counts(code)).count();
    let hold = count(|code| *code == DayCode::Hold);
    let paid = count(|code| !matches!(code, DayCode::Dropped | DayCode::Travel));
    let included = matches!(terms, Some(Terms::Included));
    Counted { work: paid - hold, hold, paid: (!included).then_some(paid) }
}

fn roles(state: &State, days: &dyn Fn(Performer) -> BTreeMap<Date, DayCode>) -> Vec<Role> {
    let scenes =
        |id| state.sheets.values().filter(|s| s.presence.get(&id).is_some_and(PresenceClaim::on_set)).count();
    let start = state.production.start.unwrap_or(rules::schedule::DEFAULT_START);
    let engaged = |engagement: &Engagement| {
        let person = state.people.get(&engagement.person);
        Engaged {
            words: state.engagement_words(engagement),
            person: person.map_or_else(|| "?".to_owned(), |person| person.name.clone()),
            kind: keyword(engagement.kind, &EngagementKind::NAMES),
            terms: terms(engagement.terms.as_ref()),
            confirmed: engagement.confirmed,
            minor: person.is_some_and(|person| person.is_minor(start)),
            days: counted(&days(Performer::Engaged(engagement.id)), engagement.terms.as_ref()),
        }
    };
    let mut roles: Vec<Role> = state
        .characters
        .values()
        .map(|character| Role {
            id: character.board_id.clone(),
            name: character.name.clone(),
            watch: character.watch.clone(),
            scenes: scenes(character.id),
            days: counted(&days(Performer::Unengaged(character.id)), None),
            engagements: state
                .engagements
                .values()
                .filter(|e| e.character == character.id)
                .map(engaged)
                .collect(),
        })
        .collect();
    roles.sort_by_key(|role| domain::SceneNumber::new(&role.id));
    roles
}

fn terms(terms: Option<&Terms>) -> String {
    let money = |money: &Money| money.to_string();
    match terms {
        None => "the production's day rate".to_owned(),
        Some(Terms::Daily { rate }) => format!("{} a day", money(rate)),
        Some(Terms::Weekly { rate }) => format!("{} a week", money(rate)),
        Some(Terms::Guarantee { rate, weeks }) => format!("{} a week, {weeks} guaranteed", money(rate)),
        Some(Terms::Flat { amount }) => format!("{} flat", money(amount)),
        Some(Terms::Included) => "under the other engagement".to_owned(),
    }
}

fn of_engagement(
    state: &State,
    words: &str,
    engagement: &Engagement,
    days: &BTreeMap<Date, DayCode>,
) -> Calendar {
    let free = |ranges: &[DateRange], date| ranges.iter().any(|range| range.contains(date));
    let cannot: BTreeSet<Date> = engagement.unavailable.iter().flat_map(DateRange::dates).collect();
    calendar(state, (Dates::Person, words), days.keys().copied(), &cannot, |date| Day {
        code: match days.get(&date) {
            Some(DayCode::Work | DayCode::WorkDrop | DayCode::PickUp) => "W",
            Some(DayCode::Hold) => "H",
            Some(DayCode::Rehearsal) => "R",
            Some(DayCode::Travel) => "T",
            Some(DayCode::Dropped) | None => "",
        },
        cannot: cannot.contains(&date),
        outside: !engagement.available.is_empty() && !free(&engagement.available, date),
    })
}
