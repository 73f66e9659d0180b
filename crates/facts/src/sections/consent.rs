//! `[[consent]]`: one participant's answer to one variant; only ever added.

use domain::{Answer, Consent, ConsentId, Date, EngagementId, EngagementKind, State, Variant, VariantId};

use super::variant;
use super::world::{Recorded, is_there};
use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written};
use crate::section::{Desk, Fields, Key, Section, field, identity, required};

/// `[[consent]]`.
pub(crate) struct Consents;

impl Section for Consents {
    type Id = Recorded<ConsentId>;
    type Entry = Consent;
    const NAME: &'static str = "consent";
    const ABOUT: &'static str = "One participant's answer to one variant. It is added unless the same answer of the same date is there already; what was recorded last counts. It binds to the variant as it is now.";

    fn keys() -> Vec<Key<Consent>> {
        vec![
            identity("action", "The action's name.", "a text", |c: &Consent, _, s| {
                let variant = s.variants.get(&c.variant)?;
                Some(Written::plain(s.actions.get(&variant.action)?.name.as_str()))
            }),
            identity(
                "scene",
                "Its scene, where several actions are called so.",
                "a scene: \"12\"",
                |c: &Consent, _, s| s.actions.get(&s.variants.get(&c.variant)?.action)?.sheet.write(s),
            ),
            identity("variant", "The variant's kind.", "a kind of variant", |c: &Consent, _, s| {
                s.variants.get(&c.variant)?.kind.write(s)
            }),
            identity("character", "Who answers.", "a character's name or board ID", |c: &Consent, _, s| {
                s.engagements.get(&c.engagement)?.character.write(s)
            }),
            identity(
                "kind",
                "As what they are engaged; otherwise as the variant has them.",
                "a kind of engagement",
                |c: &Consent, _, s| s.engagements.get(&c.engagement)?.kind.write(s),
            ),
            required!(Consent, "answer", "The answer.", answer),
            required!(Consent, "date", "When.", date),
            Key {
                role: crate::section::Role::Fact,
                ..required!(
                    Consent,
                    "recorded_by",
                    "Who wrote it down; otherwise who applies the file.",
                    recorded_by
                )
            },
            Key {
                reset: None,
                ..field!(Consent, "guardian", "The guardian who agreed, for a minor.", guardian)
            },
            Key { reset: None, ..field!(Consent, "note", "In their words.", note) },
            required!(
                Consent,
                "version",
                "The version of the variant that was answered to; the export writes it.",
                variant_version
            ),
        ]
    }

    fn find(fields: &Fields<'_>, _: &Desk<'_>) -> Outcome<Option<Self::Id>> {
        fields.need_all(&["action", "variant", "character", "answer", "date"])?;
        Ok(Some(Recorded::of(fields)))
    }
    fn make(fields: &Fields<'_>, _: &mut Desk<'_>) -> Outcome<Self::Id> {
        Ok(Recorded::of(fields))
    }

    fn load(id: Self::Id, state: &State) -> Option<Consent> {
        let Recorded::There(id) = id else {
            return Some(Consent {
                id: ConsentId(0),
                engagement: EngagementId(0),
                variant: VariantId(0),
                variant_version: String::new(),
                answer: Answer::Undecided,
                date: Date::default(),
                recorded_by: String::new(),
                guardian: None,
                note: None,
                asked: domain::Asked::default(),
            });
        };
        state.consents.get(&id).cloned()
    }

    fn store(mut entry: Consent, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        entry.variant = variant::named(fields, desk.now())?;
        let Some(variant) = desk.now().variants.get(&entry.variant) else { return Ok(()) };
        entry.engagement = answering(variant, fields, desk.now())?;
        if !fields.has("version") {
            entry.variant_version.clone_from(&variant.version);
            entry.asked = desk.now().asked_of(variant);
        }
        if !fields.has("recorded_by") {
            entry.recorded_by = desk.author.to_owned();
        }
        // What was answered to before is history, whoever took part then.
        if !fields.has("version") {
            let refused = |refusal| Problem::refused(fields.span.clone(), refusal);
            desk.now().check_consent(&entry).map_err(refused)?;
        }
        let version = fields.has("version").then(|| entry.variant_version.clone());
        let (who, what, answer, date) = (entry.engagement, entry.variant, entry.answer, entry.date);
        let same = desk.base.consents.values().filter(|c| {
            (c.engagement, c.variant, c.answer, c.date) == (who, what, answer, date)
                && version.as_ref().is_none_or(|version| *version == c.variant_version)
        });
        let in_state = same.count();
        if !is_there(desk, format!("consent {who} {what} {answer:?} {date} {version:?}"), in_state) {
            entry.id = desk.editing.fresh();
            desk.editing.put(entry);
        }
        Ok(())
    }

    fn all(state: &State) -> Vec<Self::Id> {
        state.consents.keys().copied().map(Recorded::There).collect()
    }

    fn label(id: Self::Id, state: &State) -> String {
        match Self::load(id, state) {
            Some(consent) => format!("consent {}", consent.id.0),
            None => "consent".into(),
        }
    }
}

/// Who answers: the character's only engagement in the variant, or the one of the kind that is given.
fn answering(variant: &Variant, fields: &Fields<'_>, state: &State) -> Outcome<EngagementId> {
    let name = fields.need("character")?;
    let refused = |refusal| Problem::refused(fields.span_of("character"), refusal);
    let character = state.character_called(&name).map_err(refused)?;
    let of = |id: &&EngagementId| state.engagements.get(id).is_some_and(|e| e.character == character);
    let mut engaged = variant.engagements.iter().filter(of);
    let kind = match (fields.read("kind", state)?, engaged.next(), engaged.next()) {
        (None, Some(only), None) => return Ok(*only),
        (kind, ..) => kind.unwrap_or(EngagementKind::Actor),
    };
    state.engagement_called(&name, kind).map_err(refused)
}
