//! What must be complete before a variant is shot, proposed from its hazards, and where each item stands.
//!
//! An item that was signed is open again when what it was signed for changed: the variant, and where that matters the
//! place or the date. That is reckoned whenever it is asked, and stored nowhere.

use serde::Serialize;

use crate::hazard::is_one_of;
use crate::resolve::keyword;
use crate::{
    Action, Clearance, ClearanceState, Date, LocationId, Refusal, State, Stunt, StuntClass, Variant,
    VariantKind,
};

/// What an item is signed for, beside the variant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Binding {
    /// The place.
    pub place: bool,
    /// The date.
    pub date: bool,
}

const VARIANT: Binding = Binding { place: false, date: false };
const PLACE: Binding = Binding { place: true, date: false };
const DATE: Binding = Binding { place: false, date: true };
const BOTH: Binding = Binding { place: true, date: true };

/// When an item is proposed.
enum When {
    /// Whatever is shot.
    Always,
    /// People take part.
    People,
    /// One of the action's hazards is named so.
    Hazard(&'static [&'static str]),
    /// There is any hazard, contact, or a double.
    Danger,
    /// The action's scene has a stunt of class C or D, or a hazard is named so.
    Grave(&'static [&'static str]),
}

/// The list that every hazard list starts from: item, what it is signed for, when it is proposed. What exists on paper
/// before a dangerous shot is taken (practice of stunt coordinators; a production adds its own items and says which are
/// not needed).
const PROPOSED: [(&str, Binding, When); 14] = [
    ("risk assessment", PLACE, When::Always),
    ("method statement", PLACE, When::Danger),
    (
        "rigging inspected",
        PLACE,
        When::Hazard(&["wire", "rig", "height", "harness", "crane", "fall", "rope"]),
    ),
    (
        "vehicles and restraints inspected",
        VARIANT,
        When::Hazard(&["vehicle", "car", "motorcycle", "boat", "vessel"]),
    ),
    (
        "licences",
        VARIANT,
        When::Hazard(&[
            "firearm",
            "gun",
            "blank",
            "pyrotechnic",
            "explosion",
            "explosive",
            "drone",
            "diving",
            "animal",
        ]),
    ),
    (
        "permits",
        BOTH,
        When::Hazard(&[
            "vehicle",
            "car",
            "fire",
            "open flame",
            "water",
            "firearm",
            "gun",
            "pyrotechnic",
            "explosion",
            "explosive",
            "helicopter",
            "drone",
            "boat",
            "vessel",
            "smoke",
        ]),
    ),
    (
        "fire cover",
        BOTH,
        When::Hazard(&["fire", "open flame", "burn", "pyrotechnic", "explosion", "explosive"]),
    ),
    (
        "rescue divers or safety boat",
        BOTH,
        When::Hazard(&["water", "underwater", "diving", "boat", "vessel"]),
    ),
    ("rehearsal", VARIANT, When::People),
    ("dry run", PLACE, When::Danger),
    ("medic standing by", BOTH, When::Danger),
    ("safety meeting", DATE, When::People),
    (
        "insurer told",
        BOTH,
        When::Grave(&["height", "fire", "water", "vehicle", "explosion", "firearm", "helicopter"]),
    ),
    ("coordinator's signature", VARIANT, When::Always),
];

/// Where an item of a clearance list stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Item<'a> {
    /// `rigging inspected`.
    pub name: String,
    /// The list proposes it; otherwise somebody added it.
    pub proposed: bool,
    /// What it is signed for, beside the variant.
    pub binding: Binding,
    /// The newest that was written down of it.
    pub last: Option<&'a Clearance>,
    /// Where it stands.
    pub stand: Stand,
}

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// To do, by a date if one is forecast.
    Open(Option<Date>),
    /// Signed.
    Done,
    /// Somebody who answers for it says that it is not needed.
    NotNeeded,
    /// It was signed, and this changed since.
    Reopened(String),
}

impl Item<'_> {
    /// Is it still to be done?
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.stand, Stand::Open(_) | Stand::Reopened(_))
    }

    /// Where it stands, in words: `open, forecast 4 May 2027`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let day = |date: Date| date.strftime("%-d %b %Y").to_string();
        let by = self
            .last
            .and_then(|c| c.signed_by.as_deref())
            .map(|who| format!(" by {who}"))
            .unwrap_or_default();
        let on = self.last.and_then(|c| c.date).map(|date| format!(" on {}", day(date))).unwrap_or_default();
        match &self.stand {
            Stand::Open(None) => "open".into(),
            Stand::Open(Some(date)) => format!("open, forecast {}", day(*date)),
            Stand::Done => format!("signed{by}{on}"),
            Stand::NotNeeded => format!("not needed, says{}", by.replacen(" by", "", 1)),
            Stand::Reopened(why) => format!("open again: {why}"),
        }
    }
}

impl State {
    /// The clearance list of a variant: what its hazards propose, then what somebody added; each with where it stands when
    /// it is shot on a date, if that is known. A variant that is cut has none.
    #[must_use]
    pub fn clearance_list(&self, variant: &Variant, on: Option<Date>) -> Vec<Item<'_>> {
        let Some(action) = self.actions.get(&variant.action).filter(|_| variant.kind != VariantKind::Cut)
        else {
            return Vec::new();
        };
        let mut items: Vec<Item<'_>> = Vec::new();
        let mut add = |name: String, proposed, binding| {
            if items.iter().all(|item| !is_called(&item.name, &name)) {
                let last = self.newest(variant, &name);
                let stand = self.stand_of(action, variant, last, on);
                items.push(Item { name, proposed, binding, last, stand });
            }
        };
        for (name, binding, when) in &PROPOSED {
            if self.is_proposed(action, variant, when) {
                add((*name).to_owned(), true, *binding);
            }
        }
        for performer in self.participants(variant) {
            add(format!("signature of {}", self.performer_name(performer)), true, VARIANT);
        }
        for clearance in self.clearances.values().filter(|c| c.variant == variant.id) {
            let binding = Binding { place: clearance.place.is_some(), date: clearance.for_date.is_some() };
            add(clearance.item.trim().to_owned(), false, binding);
        }
        items
    }

    /// The earliest date on which a variant's clearance can be complete, as far as forecasts and signatures say.
    #[must_use]
    pub fn clear_from(&self, variant: &Variant) -> Option<Date> {
        let items = self.clearance_list(variant, None).into_iter();
        let dates = items.filter_map(|item| match item.stand {
            Stand::Open(date) => date,
            Stand::Done => item.last?.date,
            Stand::NotNeeded | Stand::Reopened(_) => None,
        });
        dates.max()
    }

    /// May it be written down?
    ///
    /// # Errors
    /// What is done or not needed, and nobody signed; what is done, and nobody said when.
    pub fn check_clearance(&self, clearance: &Clearance) -> Result<(), Refusal> {
        let word = keyword(clearance.state, &ClearanceState::NAMES);
        let nobody = clearance.signed_by.as_deref().is_none_or(|name| name.trim().is_empty());
        match clearance.state {
            ClearanceState::Done | ClearanceState::NotNeeded if nobody => Err(Refusal::with_remedy(
                format!("“{}” is {word}, and nobody signed it", clearance.item),
                "say who signs for it",
            )),
            ClearanceState::Done if clearance.date.is_none() => Err(Refusal::with_remedy(
                format!("“{}” is done, and nobody said when", clearance.item),
                "say the date on which it was signed",
            )),
            _ => Ok(()),
        }
    }

    fn newest(&self, variant: &Variant, item: &str) -> Option<&Clearance> {
        self.clearances.values().rfind(|c| c.variant == variant.id && is_called(&c.item, item))
    }

    fn stand_of(
        &self,
        action: &Action,
        variant: &Variant,
        last: Option<&Clearance>,
        on: Option<Date>,
    ) -> Stand {
        let Some(last) = last else { return Stand::Open(None) };
        let signed = match last.state {
            ClearanceState::Open => return Stand::Open(last.date),
            ClearanceState::Reopened => {
                let by = last.signed_by.as_ref().map(|who| format!(" by {who}")).unwrap_or_default();
                return Stand::Reopened(format!("reopened{by}"));
            }
            ClearanceState::Done => Stand::Done,
            ClearanceState::NotNeeded => Stand::NotNeeded,
        };
        if self.check_clearance(last).is_err() {
            return Stand::Open(None);
        }
        let changes = self.changes_since(action, variant, last, on);
        if changes.is_empty() { signed } else { Stand::Reopened(changes.join("; ")) }
    }

    /// What changed since an item was signed, of all that it was signed for.
    fn changes_since(
        &self,
        action: &Action,
        variant: &Variant,
        signed: &Clearance,
        on: Option<Date>,
    ) -> Vec<String> {
        let mut changes = Vec::new();
        if signed.variant_version != variant.version {
            changes = self.changed_since(variant, &signed.asked);
            if changes.is_empty() {
                changes.push("what is asked, or who takes part, changed since".into());
            }
        }
        let here = self.sheets.get(&action.sheet).and_then(|sheet| self.location_of(sheet));
        let name =
            |id: LocationId| self.locations.get(&id).map_or("a place that is gone", |l| l.name.as_str());
        if let Some(place) = signed.place.filter(|place| here.is_none_or(|here| here.id != *place)) {
            let now = here.map_or("nowhere yet", |here| here.name.as_str());
            changes.push(format!("place: was {}, now {now}", name(place)));
        }
        if let (Some(then), Some(now)) = (signed.for_date, on)
            && then != now
        {
            changes.push(format!(
                "date: was {}, now {}",
                then.strftime("%-d %b %Y"),
                now.strftime("%-d %b %Y")
            ));
        }
        changes
    }

    fn is_proposed(&self, action: &Action, variant: &Variant, when: &When) -> bool {
        let hazard = |words: &[&str]| action.hazards.iter().any(|hazard| is_one_of(hazard, words));
        let people = || !self.participants(variant).is_empty();
        let grave = |stunt: &&Stunt| {
            stunt.sheet == action.sheet && variant.class.unwrap_or(stunt.class) >= StuntClass::C
        };
        match when {
            When::Always => true,
            When::People => people(),
            When::Hazard(words) => hazard(words),
            When::Danger => {
                let kind = matches!(variant.kind, VariantKind::Contact | VariantKind::Double);
                people() && (kind || !action.hazards.is_empty())
            }
            When::Grave(words) => {
                people() && (hazard(words) || self.stunts.values().any(|stunt| grave(&stunt)))
            }
        }
    }
}

fn is_called(item: &str, name: &str) -> bool {
    item.trim().to_lowercase() == name.trim().to_lowercase()
}
