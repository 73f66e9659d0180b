//! What a sheet needs, by category: cast, doubles, background, stunts, elements; suggestions marked as such.

use domain::view::Performer;
use domain::{
    BackgroundKind, Category, CharacterId, Evidence, Presence, PresenceClaim, Review, SceneNumber, Sheet,
    State,
};

use crate::stunts;
use crate::words::clean;

/// What a sheet needs of one category.
#[derive(Clone, Debug)]
pub(crate) struct Need {
    pub(crate) category: &'static str,
    /// How the category is marked on a script; the colour's class in the style sheet.
    pub(crate) mark: Mark,
    pub(crate) items: Vec<Item>,
}

/// The sign and colour of a category, as a marked script has them.
pub(crate) type Mark = (&'static str, &'static str);

/// Cast is underlined in red.
const CAST: Mark = ("■", "mark-red");
const NO_MARK: Mark = ("▪", "mark-plain");

/// The mark of a category of elements.
pub(crate) fn mark_of(category: Category) -> Mark {
    match category {
        Category::Stunts => ("■", "mark-orange"),
        Category::SpecialEffects => ("■", "mark-blue"),
        Category::Props => ("■", "mark-violet"),
        Category::Vehicles | Category::Animals => ("■", "mark-pink"),
        Category::Wardrobe => ("○", "mark-plain"),
        Category::MakeUp => ("✱", "mark-plain"),
        Category::Music => ("■", "mark-brown"),
        Category::SpecialEquipment => ("□", "mark-plain"),
        _ => NO_MARK,
    }
}

/// The mark of a kind of background.
pub(crate) fn background_mark(kind: BackgroundKind) -> Mark {
    match kind {
        BackgroundKind::SilentBit => ("■", "mark-yellow"),
        BackgroundKind::Atmosphere => ("■", "mark-green"),
    }
}

/// One thing that a sheet needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) note: String,
    /// Nobody accepted it yet: where the script says it, as far as that is known.
    pub(crate) suggestion: Option<String>,
}

impl Item {
    pub(crate) fn new(name: impl Into<String>, note: impl Into<String>) -> Self {
        Self { name: name.into(), note: note.into(), suggestion: None }
    }

    /// Is it a suggestion that nobody accepted?
    pub(crate) fn suggested(&self) -> bool {
        self.suggestion.is_some()
    }

    /// All of it on one line.
    pub(crate) fn words(&self) -> String {
        let parts = [Some(self.name.as_str()), Some(self.note.as_str()), self.suggestion.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }
}

/// A character in a sheet.
#[derive(Clone, Debug)]
pub(crate) struct CastLine {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) presence: Presence,
    /// Who plays it, as far as somebody is engaged.
    pub(crate) played_by: Vec<String>,
    /// To be watched, and why.
    pub(crate) watch: Option<String>,
    pub(crate) suggestion: Option<String>,
}

/// All that a sheet needs; what was rejected is not there.
pub(crate) fn needs_of(state: &State, sheet: &Sheet) -> Vec<Need> {
    let cast = cast_of(state, sheet);
    let items = |on_set: bool| {
        let lines = cast.iter().filter(|line| line.presence.on_set() == on_set);
        lines.map(cast_item).collect()
    };
    let mut needs = vec![
        Need { category: "Cast", mark: CAST, items: items(true) },
        Need { category: "Voice only, not on set", mark: NO_MARK, items: items(false) },
    ];
    needs.retain(|need| !need.items.is_empty());
    needs.extend(things_of(state, sheet));
    needs
}

/// What a sheet needs apart from its characters.
pub(crate) fn things_of(state: &State, sheet: &Sheet) -> Vec<Need> {
    use BackgroundKind::{Atmosphere, SilentBit};
    let mut needs = vec![
        Need { category: "Doubles and stand-ins", mark: CAST, items: doubles(state, sheet) },
        Need {
            category: "Background: silent bits",
            mark: background_mark(SilentBit),
            items: background(state, sheet, SilentBit),
        },
        Need {
            category: "Background: atmosphere",
            mark: background_mark(Atmosphere),
            items: background(state, sheet, Atmosphere),
        },
    ];
    for (_, label, category) in Category::ALL {
        let items = match category {
            Category::Stunts => stunts::items_of(state, sheet),
            category => elements(state, sheet, category),
        };
        needs.push(Need { category: label, mark: mark_of(category), items });
    }
    needs.retain(|need| !need.items.is_empty());
    needs
}

/// The characters of a sheet in the order of their board IDs; whom a person rejected is not there.
pub(crate) fn cast_of(state: &State, sheet: &Sheet) -> Vec<CastLine> {
    let mut claims: Vec<(&CharacterId, &PresenceClaim)> = sheet.presence.iter().collect();
    claims.retain(|(_, claim)| claim.review != Review::Rejected);
    let board_id = |id: &CharacterId| state.characters.get(id).map_or("", |c| c.board_id.as_str());
    claims.sort_by_key(|(id, _)| (SceneNumber::new(board_id(id)), **id));
    claims
        .into_iter()
        .filter_map(|(id, claim)| {
            let character = state.characters.get(id)?;
            let actors = state
                .engagements
                .values()
                .filter(|engaged| engaged.character == *id && engaged.kind == domain::EngagementKind::Actor);
            let people = actors.filter_map(|engaged| state.people.get(&engaged.person));
            Some(CastLine {
                id: clean(&character.board_id),
                name: clean(&character.name),
                presence: claim.presence,
                played_by: people.map(|person| clean(&person.name)).collect(),
                watch: character.watch.as_deref().map(clean),
                suggestion: suggestion(claim.review, claim.evidence.first()),
            })
        })
        .collect()
}

/// How somebody is in a scene.
pub(crate) fn presence_words(presence: Presence) -> &'static str {
    match presence {
        Presence::Speaking => "speaking",
        Presence::Silent => "silent",
        Presence::VoiceOnly => "voice only",
        Presence::Background => "in the background",
    }
}

fn cast_item(line: &CastLine) -> Item {
    let mut notes = Vec::new();
    if matches!(line.presence, Presence::Silent | Presence::Background) {
        notes.push(presence_words(line.presence).to_owned());
    }
    if let Some(why) = &line.watch {
        notes.push(format!("watch: {why}"));
    }
    let note = if notes.is_empty() { String::new() } else { format!("({})", notes.join("; ")) };
    let mut item = Item::new(format!("{}. {}", line.id, line.name), note);
    item.suggestion.clone_from(&line.suggestion);
    item
}

fn doubles(state: &State, sheet: &Sheet) -> Vec<Item> {
    let doubles = sheet.doubles.iter();
    doubles
        .filter_map(|id| {
            let engagement = state.engagements.get(id)?;
            let name = state.performer_name(Performer::Engaged(*id));
            let person = state.people.get(&engagement.person).map_or("", |p| p.name.as_str());
            let note = if person.is_empty() { String::new() } else { format!("({})", clean(person)) };
            Some(Item::new(clean(&name), note))
        })
        .collect()
}

fn background(state: &State, sheet: &Sheet, kind: BackgroundKind) -> Vec<Item> {
    let uses = sheet.background.iter().filter(|group| group.review != Review::Rejected);
    uses.filter_map(|group| {
        let known = state.background.get(&group.group).filter(|known| known.kind == kind)?;
        let note = if group.count == 0 { "(number not said)".into() } else { format!("× {}", group.count) };
        let mut item = Item::new(clean(&known.name), note);
        item.suggestion = suggestion(group.review, group.evidence.as_ref());
        Some(item)
    })
    .collect()
}

fn elements(state: &State, sheet: &Sheet, category: Category) -> Vec<Item> {
    let uses = sheet.elements.iter().filter(|used| used.review != Review::Rejected);
    uses.filter_map(|used| {
        let known = state.elements.get(&used.element).filter(|known| known.category == category)?;
        let note = if used.quantity > 1 { format!("× {}", used.quantity) } else { String::new() };
        let mut item = Item::new(clean(&known.name), note);
        item.suggestion = suggestion(used.review, used.evidence.first());
        Some(item)
    })
    .collect()
}

/// `[suggested: p. 4, line 12, “kicks the door”]`; none where a person agreed.
pub(crate) fn suggestion(review: Review, evidence: Option<&Evidence>) -> Option<String> {
    (review == Review::Suggested).then(|| match evidence {
        Some(evidence) => format!("[suggested: {}]", evidence_words(evidence)),
        None => "[suggested]".to_owned(),
    })
}

/// `p. 4, line 12, “kicks the door”`.
pub(crate) fn evidence_words(evidence: &Evidence) -> String {
    format!("p. {}, line {}, “{}”", evidence.page, evidence.span.line, clean(&evidence.quote))
}
