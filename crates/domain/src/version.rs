//! What is asked of somebody, as words and as a version: answers and clearances are bound to it.

use std::collections::BTreeMap;

use crate::{Action, EngagementKind, State, Variant, VariantKind, resolve::keyword};

/// What a variant asks, by heading: `hazards` → `fire, height`. By names, so that two files of one production agree.
pub type Asked = BTreeMap<String, String>;

impl State {
    /// The version that an action has as it stands: a hash of what is asked, by names, so that two files of
    /// one production agree on it.
    #[must_use]
    pub fn action_version(&self, action: &Action) -> String {
        let name = |id: &crate::CharacterId| self.characters.get(id).map_or("", |character| &character.name);
        let mut fields = vec![action.name.as_str(), &action.verb, name(&action.doer), "receivers"];
        fields.extend(action.receivers.iter().map(name));
        fields.push("others");
        fields.extend(action.others.iter().map(name));
        fields.push("hazards");
        fields.extend(action.hazards.iter().map(String::as_str));
        version(&fields)
    }

    /// The version that a variant has as it stands: a hash of its action's version, how it is shot, and the
    /// people who take part. A new person is a new version: nobody's answer stands for another's.
    #[must_use]
    pub fn variant_version(&self, variant: &Variant) -> String {
        let action = self.actions.get(&variant.action).map_or_else(String::new, |a| self.action_version(a));
        let people = self.people_of(variant);
        let mut fields = vec![action.as_str(), keyword(variant.kind, &VariantKind::NAMES)];
        fields.extend(people.iter().flatten().map(String::as_str));
        version(&fields)
    }

    /// What a variant asks, as it stands.
    #[must_use]
    pub fn asked_of(&self, variant: &Variant) -> Asked {
        let mut asked = Asked::new();
        let mut say = |what: &str, words: Vec<String>| asked.insert(what.to_owned(), words.join(", "));
        if let Some(action) = self.actions.get(&variant.action) {
            let name = |id: &crate::CharacterId| {
                self.characters.get(id).map_or_else(String::new, |character| character.name.clone())
            };
            say("action", vec![action.name.clone()]);
            say("verb", vec![action.verb.clone()]);
            say("doer", vec![name(&action.doer)]);
            say("receivers", action.receivers.iter().map(name).collect());
            say("close by", action.others.iter().map(name).collect());
            say("hazards", action.hazards.clone());
        }
        let person = |[role, kind, person]: [String; 3]| format!("{person} ({kind} of {role})");
        say("who takes part", self.people_of(variant).into_iter().map(person).collect());
        asked
    }

    /// What changed in a variant since it was asked, in words; empty when nothing did, or nobody wrote down what was
    /// asked.
    #[must_use]
    pub fn changed_since(&self, variant: &Variant, asked: &Asked) -> Vec<String> {
        let now = self.asked_of(variant);
        let or_none = |words: &String| if words.is_empty() { "none".to_owned() } else { words.clone() };
        let pairs = asked.iter().filter_map(|(what, then)| Some((what, then, now.get(what)?)));
        let changed = pairs.filter(|(_, then, now)| then != now);
        changed
            .map(|(what, then, now)| format!("{what}: was {}, now {}", or_none(then), or_none(now)))
            .collect()
    }

    /// Role, kind of engagement and person of those engaged in a variant, sorted.
    fn people_of(&self, variant: &Variant) -> Vec<[String; 3]> {
        let engaged = variant.engagements.iter().filter_map(|id| self.engagements.get(id));
        let mut people: Vec<[String; 3]> = engaged
            .map(|engagement| {
                [
                    self.characters.get(&engagement.character).map_or("", |c| &c.name).to_owned(),
                    keyword(engagement.kind, &EngagementKind::NAMES).to_owned(),
                    self.people.get(&engagement.person).map_or("", |p| &p.name).to_owned(),
                ]
            })
            .collect();
        people.sort_unstable();
        people
    }

    /// Gives new versions to the actions and variants that ask something else than they did in `before`. All others
    /// keep the version that they were made with.
    pub(crate) fn stale_versions(&self, before: &Self) -> (Vec<Action>, Vec<Variant>) {
        let mut actions: Vec<Action> = Vec::new();
        for action in self.actions.values() {
            let version = self.action_version(action);
            let known = before.actions.get(&action.id).map(|action| before.action_version(action));
            if known.as_ref() != Some(&version) && action.version != version {
                actions.push(Action { version, ..action.clone() });
            }
        }
        let mut variants: Vec<Variant> = Vec::new();
        for variant in self.variants.values() {
            let version = self.variant_version(variant);
            let known = before.variants.get(&variant.id).map(|variant| before.variant_version(variant));
            if known.as_ref() != Some(&version) && variant.version != version {
                variants.push(Variant { version, ..variant.clone() });
            }
        }
        (actions, variants)
    }
}

/// A short hash of fields, each with its length, so that no two lists run together.
fn version(fields: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for field in fields {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
