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

use super::calendar::{Calendar, Day, calendar, compressed};
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
}

/// An engagement.
struct Engaged {
    words: String,
    person: String,
    kind: &'static str,
    terms: String,
    confirmed: bool,
    minor: bool,
    work: usize,
    hold: usize,
}

/// Whose calendar.
#[derive(Debug, Deserialize)]
pub(crate) struct Whose {
    of: Option<String>,
}

/// `GET /p/{p}/cast`
pub(crate) async fn page(asked: Asked, Query(whose): Query<Whose>) -> Result<Response, Problem> {
    rendered(move || {
        let now = asked.production.now();
        let state = &now.state;
        let board = state.boards.values().next_back();
        let verdict = board.map(|board| now.verdict(board));
        let days = |engagement: &Engagement| {
            let found = verdict.as_ref().and_then(|v| v.performers.get(&Performer::Engaged(engagement.id)));
            found.cloned().unwrap_or_default()
        };
        let named: Vec<(String, &Engagement)> =
            state.engagements.values().map(|e| (state.engagement_words(e), e)).collect();
        let chosen = match &whose.of {
            None => named.first(),
            Some(of) => Some(
                named
                    .iter()
                    .find(|(words, _)| words == of)
                    .ok_or_else(|| Problem::NotFound(format!("nobody is engaged as “{of}”")))?,
            ),
        };
        Ok(CastPage {
            shell: Shell::new(&asked, &now, "cast"),
            currency: state.production.currency().to_owned(),
            board: board.map(|board| board.name.clone()),
            characters: roles(state, &days),
            people: state.people.values().map(|person| person.name.clone()).collect(),
            kinds: EngagementKind::NAMES.iter().map(|(name, _)| *name).collect(),
            calendar: chosen
                .map(|(words, engagement)| of_engagement(state, words, engagement, &days(engagement))),
            choices: named
                .iter()
                .map(|(words, e)| (words.clone(), chosen.is_some_and(|(_, chosen)| chosen.id == e.id)))
                .collect(),
        })
    })
    .await
}

fn roles(state: &State, days: &dyn Fn(&Engagement) -> BTreeMap<Date, DayCode>) -> Vec<Role> {
    let scenes =
        |id| state.sheets.values().filter(|s| s.presence.get(&id).is_some_and(PresenceClaim::on_set)).count();
    let start = state.production.start.unwrap_or(rules::schedule::DEFAULT_START);
    let engaged = |engagement: &Engagement| {
        let days = days(engagement);
        let count = |hold: bool| days.values().filter(|code| (**code == DayCode::Hold) == hold).count();
        let person = state.people.get(&engagement.person);
        let idle = days.values().filter(|code| matches!(code, DayCode::Dropped | DayCode::Travel)).count();
        Engaged {
            words: state.engagement_words(engagement),
            person: person.map_or_else(|| "?".to_owned(), |person| person.name.clone()),
            kind: keyword(engagement.kind, &EngagementKind::NAMES),
            terms: terms(engagement.terms.as_ref()),
            confirmed: engagement.confirmed,
            minor: person.is_some_and(|person| person.is_minor(start)),
            work: count(false) - idle,
            hold: count(true),
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
    calendar(state, words, days.keys().copied().chain(cannot.iter().copied()), |date| Day {
        sign: match days.get(&date) {
            _ if cannot.contains(&date) => "✕",
            Some(DayCode::Work | DayCode::WorkDrop | DayCode::PickUp) => "W",
            Some(DayCode::Hold) => "H",
            Some(DayCode::Rehearsal) => "R",
            Some(DayCode::Travel) => "T",
            _ if !engagement.available.is_empty() && !free(&engagement.available, date) => "–",
            _ => "",
        },
        cannot: cannot.contains(&date),
        after: compressed(&cannot, date),
    })
}
