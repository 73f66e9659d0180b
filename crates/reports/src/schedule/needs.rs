//! What a strip needs, by category: cast, doubles, background, stunts, elements; suggestions marked as such.

use domain::{
    BackgroundKind, Category, CharacterId, Evidence, Presence, PresenceClaim, Review, SceneNumber, StuntClass,
};

use crate::Context;
use crate::strip::Strip;
use crate::words::clean;

/// What a strip needs of one category.
#[derive(Clone, Debug)]
pub(crate) struct Need {
    pub(crate) category: &'static str,
    pub(crate) items: Vec<Item>,
}

/// One thing that a strip needs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) note: String,
    /// Nobody accepted it yet: where the script says it, as far as that is known.
    pub(crate) suggestion: Option<String>,
}

impl Item {
    fn new(name: impl Into<String>, note: impl Into<String>) -> Self {
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

/// All that a strip needs; what was rejected is not there.
pub(crate) fn needs_of(context: &Context<'_>, strip: &Strip<'_>) -> Vec<Need> {
    let mut needs = vec![
        Need { category: "Cast", items: cast(context, strip, Presence::on_set) },
        Need { category: "Voice only, not on set", items: cast(context, strip, |p| !p.on_set()) },
        Need { category: "Doubles and stand-ins", items: doubles(context, strip) },
        Need {
            category: "Background: silent bits",
            items: background(context, strip, BackgroundKind::SilentBit),
        },
        Need {
            category: "Background: atmosphere",
            items: background(context, strip, BackgroundKind::Atmosphere),
        },
    ];
    for (_, label, category) in Category::ALL {
        let mut items = if category == Category::Stunts { stunts(context, strip) } else { Vec::new() };
        items.extend(elements(context, strip, category));
        needs.push(Need { category: label, items });
    }
    needs.retain(|need| !need.items.is_empty());
    needs
}

fn cast(context: &Context<'_>, strip: &Strip<'_>, wanted: impl Fn(Presence) -> bool) -> Vec<Item> {
    let mut claims: Vec<(&CharacterId, &PresenceClaim)> = strip.sheet.presence.iter().collect();
    claims.retain(|(_, claim)| claim.review != Review::Rejected && wanted(claim.presence));
    let board_id = |id: &CharacterId| context.state.characters.get(id).map_or("", |c| c.board_id.as_str());
    claims.sort_by_key(|(id, _)| (SceneNumber::new(board_id(id)), **id));
    claims
        .into_iter()
        .filter_map(|(id, claim)| {
            let character = context.state.characters.get(id)?;
            let mut notes = Vec::new();
            match claim.presence {
                Presence::Silent => notes.push("silent".to_owned()),
                Presence::Background => notes.push("in the background".to_owned()),
                Presence::Speaking | Presence::VoiceOnly => {}
            }
            if let Some(why) = &character.watch {
                notes.push(format!("watch: {}", clean(why)));
            }
            let note = if notes.is_empty() { String::new() } else { format!("({})", notes.join("; ")) };
            let mut item =
                Item::new(format!("{}. {}", clean(&character.board_id), clean(&character.name)), note);
            item.suggestion = suggestion(claim.review, claim.evidence.first());
            Some(item)
        })
        .collect()
}

fn doubles(context: &Context<'_>, strip: &Strip<'_>) -> Vec<Item> {
    let doubles = strip.sheet.doubles.iter();
    doubles
        .filter_map(|id| {
            let engagement = context.state.engagements.get(id)?;
            let name = context.state.performer_name(domain::view::Performer::Engaged(*id));
            let person = context.state.people.get(&engagement.person).map_or("", |p| p.name.as_str());
            let note = if person.is_empty() { String::new() } else { format!("({})", clean(person)) };
            Some(Item::new(clean(&name), note))
        })
        .collect()
}

fn background(context: &Context<'_>, strip: &Strip<'_>, kind: BackgroundKind) -> Vec<Item> {
    let uses = strip.sheet.background.iter().filter(|group| group.review != Review::Rejected);
    uses.filter_map(|group| {
        let known = context.state.background.get(&group.group).filter(|known| known.kind == kind)?;
        let note = if group.count == 0 { "(number not said)".into() } else { format!("× {}", group.count) };
        let mut item = Item::new(clean(&known.name), note);
        item.suggestion = suggestion(group.review, group.evidence.as_ref());
        Some(item)
    })
    .collect()
}

fn stunts(context: &Context<'_>, strip: &Strip<'_>) -> Vec<Item> {
    let stunts = context.state.stunts.values().filter(|stunt| stunt.sheet == strip.sheet.id);
    stunts
        .map(|stunt| {
            let class = domain::resolve::keyword(stunt.class, &StuntClass::NAMES);
            let performer = stunt.performer.map(domain::view::Performer::Engaged);
            let by = performer.map(|p| format!(", {}", clean(&context.state.performer_name(p))));
            Item::new(clean(&stunt.name), format!("(class {class}{})", by.unwrap_or_default()))
        })
        .collect()
}

fn elements(context: &Context<'_>, strip: &Strip<'_>, category: Category) -> Vec<Item> {
    let uses = strip.sheet.elements.iter().filter(|used| used.review != Review::Rejected);
    uses.filter_map(|used| {
        let known = context.state.elements.get(&used.element).filter(|known| known.category == category)?;
        let note = if used.quantity > 1 { format!("× {}", used.quantity) } else { String::new() };
        let mut item = Item::new(clean(&known.name), note);
        item.suggestion = suggestion(used.review, used.evidence.as_ref());
        Some(item)
    })
    .collect()
}

/// `[suggested: p. 4, line 12, “kicks the door”]`.
fn suggestion(review: Review, evidence: Option<&Evidence>) -> Option<String> {
    (review == Review::Suggested).then(|| match evidence {
        Some(e) => format!("[suggested: p. {}, line {}, “{}”]", e.page, e.span.line, clean(&e.quote)),
        None => "[suggested]".to_owned(),
    })
}
