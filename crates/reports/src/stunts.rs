//! Stunts on paper: what was broken down, what is missing, and for the rest that it is not broken down.

use domain::view::Performer;
use domain::{
    Action, Answer, Category, CharacterId, Review, Sheet, State, Stunt, StuntClass, UnitKind, VariantKind,
};
use rules::DayVerdict;

use crate::Context;
use crate::layout::{day_of, day_words};
use crate::needs::{Item, suggestion};
use crate::words::{clean, date, scenes};

/// All that is said of a stunt that nobody described.
pub(crate) const NOT_BROKEN_DOWN: &str = "stunt not broken down";

/// The stunts of a sheet: those that a person described, their actions, and what the script seems to ask for.
pub(crate) fn items_of(state: &State, sheet: &Sheet) -> Vec<Item> {
    let mut items: Vec<Item> = described(state, sheet).map(|stunt| stunt_item(state, stunt)).collect();
    items.extend(actions_of(state, sheet).map(|action| {
        let way = way_words(state, action).map(|way| format!("[{way}]"));
        Item::new(action_words(state, action), way.unwrap_or_default())
    }));
    let uses = sheet.elements.iter().filter(|used| used.review != Review::Rejected);
    for used in uses {
        let known = state.elements.get(&used.element).filter(|known| known.category == Category::Stunts);
        let Some(known) = known else { continue };
        items.push(if used.review == Review::Suggested {
            let suggestion = suggestion(used.review, used.evidence.first());
            Item { suggestion, ..Item::new(NOT_BROKEN_DOWN, "") }
        } else if state.is_broken_down(sheet, used) {
            Item::new(clean(&known.name), "")
        } else {
            Item::new(clean(&known.name), format!("({NOT_BROKEN_DOWN})"))
        });
    }
    let proposed = sheet.proposed_actions.iter().find(|action| action.review == Review::Suggested);
    if let Some(action) = proposed.filter(|_| items.is_empty()) {
        let suggestion = suggestion(action.review, Some(&action.evidence));
        items.push(Item { suggestion, ..Item::new(NOT_BROKEN_DOWN, "") });
    }
    items
}

/// A stunt where the board has it; or the actions of a sheet of which nobody made a stunt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlacedStunt<'a> {
    pub(crate) stunt: Option<&'a Stunt>,
    pub(crate) sheet: &'a Sheet,
    /// None: in the boneyard, or beyond the calendar.
    pub(crate) day: Option<&'a DayVerdict>,
}

impl PlacedStunt<'_> {
    /// `the leap`; where nobody made a stunt of the actions, that.
    pub(crate) fn name(&self) -> String {
        self.stunt.map_or_else(|| "actions of which nobody made a stunt".to_owned(), |s| clean(&s.name))
    }

    /// `day 24, Tue, 19 October 2027`; of another unit `Second, Tue, 19 October 2027`.
    pub(crate) fn date_words(&self, context: &Context<'_>) -> String {
        let unit = |day: &DayVerdict| context.state.units.get(&day.unit).filter(|u| u.kind != UnitKind::Main);
        let called =
            |day: &DayVerdict| unit(day).map_or_else(|| day_words(context, day), |unit| clean(&unit.name));
        let on_day = |day: &DayVerdict| format!("{}, {}", called(day), date(day.date));
        self.day.map_or_else(|| "on no day of this board".to_owned(), on_day)
    }

    /// `Mole (HARBOUR - MOLE)`.
    pub(crate) fn place_words(&self, state: &State) -> String {
        let set = clean(state.set_name(self.sheet));
        state.location_of(self.sheet).map_or_else(
            || format!("no location yet ({set})"),
            |place| format!("{} ({set})", clean(&place.name)),
        )
    }

    /// Is it shot?
    pub(crate) fn is_shot(&self) -> bool {
        self.sheet.status == domain::SheetStatus::Shot
    }
}

/// Every stunt of the film in shooting order, those on no day last, in script order.
pub(crate) fn in_shooting_order<'a>(context: &Context<'a>) -> Vec<PlacedStunt<'a>> {
    let state = context.state;
    let mut placed = Vec::new();
    for sheet in state.sheets_in_order() {
        let day = day_of(context, sheet.id);
        placed.extend(described(state, sheet).map(|stunt| PlacedStunt { stunt: Some(stunt), sheet, day }));
        if described(state, sheet).next().is_none() && actions_of(state, sheet).next().is_some() {
            placed.push(PlacedStunt { stunt: None, sheet, day });
        }
    }
    let in_order = context.verdict.days.iter().flat_map(|day| &day.strips);
    let shot: Vec<_> = in_order.map(|strip| strip.sheet).collect();
    placed.sort_by_key(|place| shot.iter().position(|sheet| *sheet == place.sheet.id).unwrap_or(usize::MAX));
    placed
}

/// Scenes with a stunt that nobody has broken down: those of which nothing is described, and those of which more is
/// suggested than is described.
fn not_broken_down(state: &State) -> (Vec<String>, Vec<String>) {
    let open = state.sheets_in_order().into_iter().filter(|s| !state.stunts_not_broken_down(s).is_empty());
    let (some, nothing): (Vec<&Sheet>, Vec<&Sheet>) = open.partition(|sheet| {
        described(state, sheet).next().is_some() || actions_of(state, sheet).next().is_some()
    });
    let labels = |sheets: Vec<&Sheet>| sheets.iter().map(|sheet| clean(&state.label(sheet.id))).collect();
    (labels(nothing), labels(some))
}

/// That scenes are not in a report, because nobody has broken them down.
#[must_use]
pub fn not_broken_down_words(state: &State, report: &str) -> Vec<String> {
    let (nothing, more) = not_broken_down(state);
    let lines = [
        (nothing, format!("Nobody has broken down the stunt in # : not in this {report}.")),
        (
            more,
            "The script seems to ask for more than is described in # : review the suggestions.".to_owned(),
        ),
    ];
    let said = lines.into_iter().filter(|(labels, _)| !labels.is_empty());
    said.map(|(labels, words)| words.replace("# ", &scenes(&labels))).collect()
}

/// `MARA (stunt double), Eve Sample`.
pub(crate) fn who_words(state: &State, performer: Performer) -> String {
    let role = clean(&state.performer_name(performer));
    let person = state.person_of(performer).and_then(|id| state.people.get(&id));
    person.map_or_else(
        || format!("{role}, nobody engaged"),
        |person| format!("{role}, {}", clean(&person.name)),
    )
}

fn described<'a>(state: &'a State, sheet: &'a Sheet) -> impl Iterator<Item = &'a Stunt> {
    state.stunts.values().filter(|stunt| stunt.sheet == sheet.id)
}

/// The actions that a person described for a sheet.
pub(crate) fn actions_of<'a>(state: &'a State, sheet: &'a Sheet) -> impl Iterator<Item = &'a Action> {
    state.actions.values().filter(|action| action.sheet == sheet.id)
}

fn stunt_item(state: &State, stunt: &Stunt) -> Item {
    let class = domain::resolve::keyword(state.class_of(stunt), &StuntClass::NAMES);
    let performer = stunt.performer.map(Performer::Engaged);
    let by = performer.map(|p| format!(", {}", clean(&state.performer_name(p))));
    Item::new(clean(&stunt.name), format!("(class {class}{})", by.unwrap_or_default()))
}

fn name_of(state: &State, id: CharacterId) -> String {
    state.characters.get(&id).map_or_else(|| "?".into(), |character| clean(&character.name))
}

/// `kick in the yard: MARA → JON (kick; hazards: height)`.
fn action_words(state: &State, action: &Action) -> String {
    let hazards: Vec<String> = action.hazards.iter().map(|hazard| clean(hazard)).collect();
    let hazards = (!hazards.is_empty()).then(|| format!("hazards: {}", hazards.join(", ")));
    deed_with(state, action, hazards)
}

/// `kick in the yard: MARA → JON (kick; close by: THE GIRL)`.
pub(crate) fn deed_words(state: &State, action: &Action) -> String {
    deed_with(state, action, None)
}

fn deed_with(state: &State, action: &Action, note: Option<String>) -> String {
    let names = |ids: &[CharacterId]| ids.iter().map(|id| name_of(state, *id)).collect::<Vec<_>>().join(", ");
    let mut words = format!("{}: {}", clean(&action.name), name_of(state, action.doer));
    if !action.receivers.is_empty() {
        words.push_str(&format!(" → {}", names(&action.receivers)));
    }
    let mut notes = vec![clean(&action.verb)];
    if !action.others.is_empty() {
        notes.push(format!("close by: {}", names(&action.others)));
    }
    notes.extend(note);
    format!("{words} ({})", notes.join("; "))
}

/// How an action is shot as things stand, and why not otherwise: `without contact is in force; contact: JON declined`.
fn way_words(state: &State, action: &Action) -> Option<String> {
    let way = state.way_of(action);
    let passed = rules::consent::reasons(&way);
    let passed = if passed.is_empty() { passed } else { format!("; {}", clean(&passed)) };
    let kind = domain::resolve::keyword(way.variant?.kind, &VariantKind::NAMES);
    Some(format!("planned {kind}{passed}"))
}

/// What is missing before a sheet's actions can be shot on the date that the board gives them, in the way that is in
/// force.
pub(crate) fn missing(state: &State, sheet: &Sheet, on: Option<domain::Date>) -> Vec<String> {
    let mut missing = Vec::new();
    if described(state, sheet).next().is_some() && actions_of(state, sheet).next().is_none() {
        missing.push("no action is described".to_owned());
    }
    for action in actions_of(state, sheet) {
        let way = state.way_of(action);
        let name = clean(&action.name);
        let Some(variant) = way.variant else {
            missing.push(if way.passed.is_empty() {
                format!("{name}: nobody wrote down how it is shot")
            } else {
                format!("{name}: no way that everybody agrees to; {}", clean(&rules::consent::reasons(&way)))
            });
            continue;
        };
        let kind = domain::resolve::keyword(variant.kind, &VariantKind::NAMES);
        let mut lacks: Vec<String> = Vec::new();
        for standing in state.standings(variant).iter().filter(|s| s.answer != Some(Answer::Agreed)) {
            let who = clean(&state.performer_name(standing.performer));
            lacks.push(format!("{who} {}", domain::consent::in_words(standing)));
        }
        let list = state.clearance_list(variant, on);
        lacks.extend(list.iter().filter(|item| item.is_missing()).map(
            |item| match item.in_words().as_str() {
                "open" => clean(&item.name),
                words => format!("{} ({})", clean(&item.name), clean(words)),
            },
        ));
        if !lacks.is_empty() {
            missing.push(format!("{name} ({kind}): {}", lacks.join("; ")));
        }
    }
    missing
}

pub(crate) use domain::hazard::bulletins;
