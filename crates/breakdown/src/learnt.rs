//! What a person corrected in the production: other names, names that mean somebody else, and rejected claims.

use domain::{Character, CharacterId, Evidence, Review, State};
use rustc_hash::FxHashSet;

use crate::cast::{Cast, Role};
use crate::lexicon::Compiled;
use crate::names;

/// Makes the characters of the production the roles of the script: by name and alias, never by guessing.
pub(crate) fn apply(cast: &mut Cast, lexicon: &Compiled, state: &State) {
    for character in state.characters.values() {
        let known: Vec<String> =
            std::iter::once(&character.name).chain(&character.aliases).map(|name| cleaned(name)).collect();
        let same: Vec<usize> = (0..cast.roles.len())
            .filter(|at| {
                let role = &cast.roles[*at];
                role.character.is_none()
                    && std::iter::once(&role.name).chain(&role.aliases).any(|name| known.contains(name))
            })
            .collect();
        let into = same.first().copied().unwrap_or(cast.roles.len());
        if into == cast.roles.len() {
            cast.roles.push(Role::new(lexicon, &cleaned(&character.name)));
        }
        let mut names: Vec<String> = Vec::new();
        let mut speeches = 0;
        for at in &same {
            names.push(cast.roles[*at].name.clone());
            names.extend(cast.roles[*at].aliases.iter().cloned());
            speeches += cast.roles[*at].speeches;
        }
        let role = &mut cast.roles[into];
        role.name = cleaned(&character.name);
        names.extend(known.iter().cloned());
        names.sort();
        names.dedup();
        names.retain(|name| *name != role.name);
        role.aliases = names;
        role.taught = taught_nouns(lexicon, character, role.generic);
        role.speeches = speeches;
        role.not_names = character.not_names.iter().map(|name| cleaned(name)).collect();
        role.character = Some(character.id);
        let gone: Vec<usize> = same.into_iter().skip(1).collect();
        cast.merge(&gone, into);
    }
}

/// Other names that are nouns: with an article, in small letters, or a kind of people.
fn taught_nouns(lexicon: &Compiled, character: &Character, generic: bool) -> Vec<String> {
    let nouns = character.aliases.iter().filter(|alias| {
        let small = alias.starts_with(char::is_lowercase) || alias.starts_with("The ");
        small || !generic && names::is_generic(lexicon, &cleaned(alias))
    });
    nouns.map(|alias| cleaned(alias)).collect()
}

/// A name as cues have it, without its article.
fn cleaned(name: &str) -> String {
    let (name, _) = names::clean(name);
    ["THE ", "A ", "AN "].iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name).to_owned()
}

/// Claims that a person rejected: they are not made again for the same words.
#[derive(Debug, Default)]
pub(crate) struct Rejections(FxHashSet<(CharacterId, String)>);

impl Rejections {
    pub(crate) fn new(state: &State) -> Self {
        let claims = state.sheets.values().flat_map(|sheet| &sheet.presence);
        let rejected = claims.filter(|(_, claim)| claim.review == Review::Rejected);
        Self(rejected.map(|(id, claim)| (*id, words(&claim.evidence))).collect())
    }

    pub(crate) fn review(&self, character: CharacterId, review: Review, evidence: &[Evidence]) -> Review {
        let again = || self.0.contains(&(character, words(evidence)));
        if review == Review::Suggested && !self.0.is_empty() && again() { Review::Rejected } else { review }
    }
}

/// The words that a claim stands on: lines move from draft to draft.
fn words(evidence: &[Evidence]) -> String {
    evidence.iter().map(|evidence| evidence.quote.as_str()).collect::<Vec<_>>().join("\n")
}
