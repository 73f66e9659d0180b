//! What the insurer was told of each action, and what of it changed since.

use domain::clearance::{Item, Stand};
use domain::{Action, Clearance, ClearanceState, Date, State, Variant, VariantKind};

use super::for_date_words;
use crate::Context;
use crate::stunts::{self, PlacedStunt};
use crate::words::{clean, count, short_date};

/// The item of a clearance list that says it.
const ITEM: &str = "insurer told";

/// All of it.
pub(super) struct Notice {
    /// In shooting order, those of a stunt together.
    pub(super) entries: Vec<Entry>,
    /// How many are stale or missing.
    pub(super) summary: String,
    /// What is not in it, and what is only suggested.
    pub(super) not_broken_down: Vec<String>,
}

/// An action as it is to be shot; or a stunt whose actions nobody described.
pub(super) struct Entry {
    pub(super) scene: String,
    pub(super) stunt: String,
    /// Which of the production's stunts: those of one stand together.
    key: (domain::SheetId, Option<domain::StuntId>),
    pub(super) date: Option<Date>,
    date_words: String,
    pub(super) place: String,
    /// Empty where nobody described one.
    pub(super) action: String,
    pub(super) way: &'static str,
    pub(super) people: String,
    pub(super) hazards: String,
    pub(super) told: Told,
}

/// Was the insurer told?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Of what is planned.
    Told,
    /// Of something else than what is planned now.
    Stale,
    /// No.
    Missing,
    /// Somebody who answers for it says that it is not needed.
    NotNeeded,
    /// It is shot.
    Shot,
}

impl Standing {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Stale => "stale",
            Self::Missing => "not told",
            Self::NotNeeded => "not needed",
            Self::Shot => "shot",
        }
    }
}

/// What was told, by whom, for when and where, and what changed since.
pub(super) struct Told {
    pub(super) stand: Standing,
    pub(super) on: Option<Date>,
    pub(super) by: String,
    pub(super) for_date: Option<Date>,
    pub(super) for_place: String,
    pub(super) why: String,
}

impl Told {
    fn nothing(stand: Standing, why: impl Into<String>) -> Self {
        let (by, for_place) = (String::new(), String::new());
        Self { stand, on: None, by, for_date: None, for_place, why: why.into() }
    }

    fn of(state: &State, stand: Standing, signed: &Clearance, why: impl Into<String>) -> Self {
        let place = signed.place.and_then(|id| state.locations.get(&id));
        Self {
            stand,
            on: signed.date,
            by: signed.signed_by.as_deref().map(clean).unwrap_or_default(),
            for_date: signed.for_date,
            for_place: place.map_or_else(|| "any place".to_owned(), |place| clean(&place.name)),
            why: why.into(),
        }
    }

    /// Is it to be told, or told again?
    pub(super) fn is_wanting(&self) -> bool {
        matches!(self.stand, Standing::Stale | Standing::Missing)
    }

    /// `STALE: told on 20 Sep 2027 by Runa Eide, for Mole on 19 Oct 2027. Since then: date: was …, now …`.
    pub(super) fn words(&self) -> String {
        let on = self.on.map(|date| format!(" on {}", short_date(date))).unwrap_or_default();
        let by = if self.by.is_empty() { String::new() } else { format!(" by {}", self.by) };
        let told = || format!("told{on}{by}, for {} on {}", self.for_place, for_date_words(self.for_date));
        match self.stand {
            Standing::Told => told(),
            Standing::Stale => format!("STALE: {}. Since then: {}", told(), self.why),
            Standing::Missing => format!("NOT TOLD{}", self.because()),
            Standing::NotNeeded => format!("not needed, says {}", self.by),
            Standing::Shot => format!("it is shot{}", self.because()),
        }
    }

    fn because(&self) -> String {
        if self.why.is_empty() { String::new() } else { format!(": {}", self.why) }
    }
}

impl Entry {
    pub(super) fn title(&self) -> String {
        format!("{} -- {}", self.scene, self.stunt)
    }

    pub(super) fn where_words(&self) -> String {
        format!("{} · {}", self.date_words, self.place)
    }

    /// What is told, row by row.
    pub(super) fn rows(&self) -> Vec<(&'static str, String)> {
        let way = if self.way.is_empty() { String::new() } else { format!(", planned {}", self.way) };
        let mut rows = vec![("Action", format!("{}{way}", self.action)), ("People", self.people.clone())];
        rows.push(("Hazards", self.hazards.clone()));
        rows.retain(|(_, words)| !words.is_empty());
        rows
    }
}

impl Notice {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let placed = stunts::in_shooting_order(context);
        let entries: Vec<Entry> = placed.iter().flat_map(|place| entries(context, place)).collect();
        Self {
            summary: summary(&entries),
            entries,
            not_broken_down: stunts::not_broken_down_words(context.state, "notice"),
        }
    }

    /// The entries of each stunt.
    pub(super) fn by_stunt(&self) -> impl Iterator<Item = &[Entry]> {
        self.entries.chunk_by(|a, b| a.key == b.key)
    }
}

fn summary(entries: &[Entry]) -> String {
    let of = |stand| entries.iter().filter(|entry| entry.told.stand == stand).count();
    let (stale, missing) = (of(Standing::Stale), of(Standing::Missing));
    let all = count(entries.len() as u64, "entry").replace("entrys", "entries");
    if stale + missing == 0 {
        return format!("{all}: none is stale or missing.");
    }
    format!("{} of {all} stale or missing: {stale} stale, {missing} not told.", stale + missing)
}

fn entries(context: &Context<'_>, place: &PlacedStunt<'_>) -> Vec<Entry> {
    let state = context.state;
    let actions: Vec<&Action> = stunts::actions_of(state, place.sheet).collect();
    if actions.is_empty() {
        let performer = place.stunt.and_then(|stunt| stunt.performer).map(domain::view::Performer::Engaged);
        let stand = if place.is_shot() { Standing::Shot } else { Standing::Missing };
        let why = "nobody described who does what to whom, so there is nothing that could be told";
        let people = performer.map(|who| stunts::who_words(state, who)).unwrap_or_default();
        return vec![Entry { people, ..entry(context, place, Told::nothing(stand, why)) }];
    }
    actions.iter().map(|action| of_action(context, place, action)).collect()
}

/// An entry without an action.
fn entry(context: &Context<'_>, place: &PlacedStunt<'_>, told: Told) -> Entry {
    Entry {
        scene: clean(&context.state.label(place.sheet.id)),
        stunt: place.name(),
        key: (place.sheet.id, place.stunt.map(|stunt| stunt.id)),
        date: place.day.map(|day| day.date),
        date_words: place.date_words(context),
        place: place.place_words(context.state),
        action: String::new(),
        way: "",
        people: String::new(),
        hazards: String::new(),
        told,
    }
}

fn of_action(context: &Context<'_>, place: &PlacedStunt<'_>, action: &Action) -> Entry {
    let state = context.state;
    let variant = state.way_of(action).variant;
    let people = variant.map(|variant| state.participants(variant)).unwrap_or_default();
    let people: Vec<String> = people.into_iter().map(|who| stunts::who_words(state, who)).collect();
    let hazards: Vec<String> = action.hazards.iter().map(|hazard| clean(hazard)).collect();
    Entry {
        action: stunts::deed_words(state, action),
        way: variant.map_or("", kind),
        people: if people.is_empty() && variant.is_some() { "nobody".into() } else { people.join("; ") },
        hazards: if hazards.is_empty() { "none is named".into() } else { hazards.join(", ") },
        ..entry(context, place, told(state, place, action, variant))
    }
}

fn kind(variant: &Variant) -> &'static str {
    domain::resolve::keyword(variant.kind, &VariantKind::NAMES)
}

fn told(state: &State, place: &PlacedStunt<'_>, action: &Action, variant: Option<&Variant>) -> Told {
    let date = place.day.map(|day| day.date);
    let list = variant.map(|variant| state.clearance_list(variant, date)).unwrap_or_default();
    let item = list.iter().find(|item| item.name.eq_ignore_ascii_case(ITEM));
    if place.is_shot() {
        let signed = item.and_then(|item| item.last).filter(|last| last.state == ClearanceState::Done);
        return Told::nothing(
            Standing::Shot,
            signed.map_or("the insurer was not told", |_| "the insurer was told"),
        );
    }
    match item.and_then(|item| of_item(state, item, date)) {
        Some(told) => told,
        None => of_another_way(state, action, variant)
            .unwrap_or_else(|| Told::nothing(Standing::Missing, forecast(item, variant))),
    }
}

/// What is written down of the way in force; none where nobody was told yet.
fn of_item(state: &State, item: &Item<'_>, date: Option<Date>) -> Option<Told> {
    let last = item.last?;
    match &item.stand {
        Stand::Done if date.is_none() && last.for_date.is_some() => {
            let why = format!("date: was {}, now on no day of this board", for_date_words(last.for_date));
            Some(Told::of(state, Standing::Stale, last, why))
        }
        Stand::Done => Some(Told::of(state, Standing::Told, last, "")),
        Stand::NotNeeded => Some(Told::of(state, Standing::NotNeeded, last, "")),
        Stand::Reopened(why) => Some(Told::of(state, Standing::Stale, last, clean(why))),
        Stand::Open(_) => None,
    }
}

/// The insurer was told of a way that is not in force.
fn of_another_way(state: &State, action: &Action, now: Option<&Variant>) -> Option<Told> {
    let told_of = |clearance: &&Clearance| {
        let variant = state.variants.get(&clearance.variant);
        let other = variant.is_some_and(|v| v.action == action.id && Some(v.id) != now.map(|now| now.id));
        other && clearance.item.trim().eq_ignore_ascii_case(ITEM) && clearance.state == ClearanceState::Done
    };
    let signed = state.clearances.values().rfind(told_of)?;
    let then = kind(state.variants.get(&signed.variant)?);
    let now = now.map_or("no way that everybody agrees to", kind);
    Some(Told::of(state, Standing::Stale, signed, format!("how it is shot: was {then}, now {now}")))
}

/// Why nothing was told: what is forecast, or what stands in the way.
fn forecast(item: Option<&Item<'_>>, variant: Option<&Variant>) -> String {
    match (item.map(|item| &item.stand), variant) {
        (Some(Stand::Open(Some(date))), _) => format!("to be told by {}", short_date(*date)),
        (_, None) => "no way to shoot it that everybody agrees to is written down".into(),
        (None, Some(variant)) if variant.kind == VariantKind::Cut => "it is cut".into(),
        (None, Some(_)) => "its clearance list does not ask for it".into(),
        (Some(_), Some(_)) => String::new(),
    }
}
