//! Suggested elements and crowds: terms of the lexicons in the action, each checked in its sentence.

use domain::Category;
use rustc_hash::{FxHashMap, FxHashSet};
use screenplay::{ElementKind, Screenplay};

use crate::background::Groups;
use crate::counts;
use crate::evidence::Spot;
use crate::introductions;
use crate::lexicon::{Class, Compiled, Hit, Meaning, Sense};
use crate::words;

/// An element that a scene seems to need.
#[derive(Clone, Debug)]
pub(crate) struct Suggestion {
    pub(crate) category: Category,
    pub(crate) name: String,
    pub(crate) quantity: u32,
    pub(crate) spot: Spot,
}

/// The suggestions of every scene, in the order of the text; crowds go to `groups`.
pub(crate) fn suggest(
    screenplay: &Screenplay,
    lexicon: &Compiled,
    groups: &mut Groups,
) -> Vec<Vec<Suggestion>> {
    let mut scenes = Vec::with_capacity(screenplay.scenes.len());
    let mut hits: Vec<Hit> = Vec::new();
    for (scene, entry) in screenplay.scenes.iter().enumerate() {
        let mut suggestions = Vec::new();
        let mut known: FxHashMap<(Category, &str), usize> = FxHashMap::default();
        let elements = if entry.omitted { 0..0 } else { entry.elements.clone() };
        for at in elements {
            let element = &screenplay.elements[at];
            let heading = element.kind == ElementKind::SceneHeading;
            let prose = matches!(element.kind, ElementKind::Action | ElementKind::Shot);
            if !heading && (!prose || introductions::is_card(&element.text)) {
                continue;
            }
            lexicon.hits(&element.text, &mut hits);
            for hit in &hits {
                if !heading && !is_there(&element.text, hit) {
                    continue;
                }
                let spot = || Spot::new(at, hit.start..hit.end);
                for meaning in lexicon.meanings(hit.form) {
                    match &meaning.sense {
                        Sense::Element(category, name)
                            if fits(&element.text, hit, meaning, heading, *category) =>
                        {
                            let quantity = quantity(&element.text, hit, meaning);
                            let first = *known.entry((*category, name)).or_insert(suggestions.len());
                            if first == suggestions.len() {
                                let name = name.clone();
                                suggestions.push(Suggestion {
                                    category: *category,
                                    name,
                                    quantity,
                                    spot: spot(),
                                });
                            }
                            let suggestion: &mut Suggestion = &mut suggestions[first];
                            suggestion.quantity = suggestion.quantity.max(quantity);
                        }
                        Sense::People(countable) if !heading => {
                            groups.mention(scene, &element.text, spot(), *countable);
                        }
                        _ => {}
                    }
                }
            }
        }
        scenes.push(suggestions);
    }
    scenes
}

/// Not read on a sign, not denied, not only compared with.
fn is_there(text: &str, hit: &Hit) -> bool {
    if words::is_quoted(text, hit.start) {
        return false;
    }
    let before = words::before(text, hit.start, 5);
    let denied = before.iter().take(3).any(|word| {
        matches!(
            word.as_str(),
            "no" | "not" | "without" | "never" | "nor" | "neither" | "imaginary" | "invisible"
        ) || word.ends_with("n't")
    });
    let compared = before.iter().enumerate().any(|(at, word)| match word.as_str() {
        "like" => !before[..at].iter().any(|w| w == "to"),
        "as" => before
            .get(at.wrapping_sub(1))
            .is_some_and(|next| matches!(next.as_str(), "a" | "an" | "if" | "though")),
        "resembling" | "reminiscent" | "metaphorical" => true,
        _ => false,
    });
    !denied && !compared
}

/// Is the word what the lexicon means, as a noun or as a verb? In a heading only vehicles are looked for.
fn fits(text: &str, hit: &Hit, meaning: &Meaning, heading: bool, category: Category) -> bool {
    if heading {
        return category == Category::Vehicles && meaning.class != Class::Verb;
    }
    match meaning.class {
        Class::Any => true,
        Class::Noun => !is_verb(text, hit, meaning),
        Class::Verb => !is_noun(text, hit),
    }
}

const DETERMINERS: [&str; 22] = [
    "a", "an", "the", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those",
    "no", "some", "another", "each", "every", "of", "with", "any",
];

/// `they fire`, `to fire`, `he guns the engine`: a verb where a noun is meant.
fn is_verb(text: &str, hit: &Hit, meaning: &Meaning) -> bool {
    let before = words::before(text, hit.start, 1);
    let after = words::after(text, hit.end, 1);
    let follows_subject = before.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "to" | "i"
                | "he"
                | "she"
                | "they"
                | "we"
                | "you"
                | "it"
                | "who"
                | "will"
                | "would"
                | "can"
                | "could"
                | "must"
                | "should"
                | "may"
                | "might"
                | "don't"
                | "doesn't"
                | "didn't"
                | "then"
                | "and then"
                | "let's"
        )
    });
    let takes_object = after.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "their"
                | "its"
                | "him"
                | "them"
                | "it"
                | "up"
                | "off"
                | "into"
                | "at"
        )
    });
    let determined = before.first().is_some_and(|word| DETERMINERS.contains(&word.as_str()));
    follows_subject || meaning.inflected && takes_object && !determined
}

/// `a fight`, `his fall`: a noun where a verb is meant.
fn is_noun(text: &str, hit: &Hit) -> bool {
    let before = words::before(text, hit.start, 1);
    before.first().is_some_and(|word| DETERMINERS.contains(&word.as_str()) || word.ends_with("'s"))
}

/// How many of a thing, if it is in the plural and its number is said.
fn quantity(text: &str, hit: &Hit, meaning: &Meaning) -> u32 {
    let plural = meaning.inflected && meaning.class != Class::Verb;
    if plural { counts::before(text, hit.start).unwrap_or(1) } else { 1 }
}

/// The names of all suggested elements, each once.
pub(crate) fn distinct(scenes: &[Vec<Suggestion>]) -> Vec<(Category, String)> {
    let mut seen = FxHashSet::default();
    let all = scenes.iter().flatten();
    all.map(|s| (s.category, s.name.clone())).filter(|key| seen.insert(key.clone())).collect()
}
