//! Suggested elements and crowds: terms of the lexicons in the action, each checked in its sentence.

use domain::{Category, Review};
use rustc_hash::{FxHashMap, FxHashSet};
use screenplay::{ElementKind, Screenplay};

use crate::background::Groups;
use crate::cast::Cast;
use crate::counts;
use crate::evidence::Spot;
use crate::introductions;
use crate::lexicon::{Class, Compiled, Hit, Meaning, Sense};
use crate::names;
use crate::words;

/// An element that a scene seems to need.
#[derive(Clone, Debug)]
pub(crate) struct Suggestion {
    pub(crate) category: Category,
    pub(crate) name: String,
    pub(crate) quantity: u32,
    pub(crate) review: Review,
    pub(crate) spot: Spot,
}

impl Suggestion {
    pub(crate) fn new(category: Category, name: String, spot: Spot) -> Self {
        Self { category, name, quantity: 1, review: Review::Suggested, spot }
    }
}

/// What the checks of a term need to know beside its sentence.
struct Context<'a> {
    screenplay: &'a Screenplay,
    lexicon: &'a Compiled,
    /// Words of the characters' names, in small letters.
    names: FxHashSet<String>,
}

/// The suggestions of every scene, in the order of the text; crowds go to `groups`.
pub(crate) fn suggest(
    screenplay: &Screenplay,
    lexicon: &Compiled,
    cast: &Cast,
    groups: &mut Groups,
) -> Vec<Vec<Suggestion>> {
    let roles = cast.roles.iter().filter(|role| !role.generic);
    let names = roles.flat_map(|role| names::tokens(&role.name)).map(|token| token.to_lowercase()).collect();
    let context = Context { screenplay, lexicon, names };
    let mut room = (String::new(), Vec::new());
    (0..screenplay.scenes.len()).map(|scene| context.scene(scene, groups, &mut room)).collect()
}

impl Context<'_> {
    fn scene(
        &self,
        scene: usize,
        groups: &mut Groups,
        (small, hits): &mut (String, Vec<Hit>),
    ) -> Vec<Suggestion> {
        let mut suggestions: Vec<Suggestion> = Vec::new();
        let mut known: FxHashMap<(Category, &str), usize> = FxHashMap::default();
        let entry = &self.screenplay.scenes[scene];
        let elements = if entry.omitted { 0..0 } else { entry.elements.clone() };
        for at in elements {
            let element = &self.screenplay.elements[at];
            let heading = element.kind == ElementKind::SceneHeading;
            let prose = matches!(element.kind, ElementKind::Action | ElementKind::Shot);
            if !heading && (!prose || introductions::is_card(&element.text)) {
                continue;
            }
            self.lexicon.hits(&element.text, small, hits);
            for hit in hits.iter().filter(|hit| heading || is_there(&element.text, hit)) {
                for meaning in self.lexicon.meanings(hit.form) {
                    if !self.fits(&element.text, hit, meaning, heading) {
                        continue;
                    }
                    let spot = Spot::new(at, hit.start..hit.end);
                    match &meaning.sense {
                        Sense::Element(category, name) => {
                            let quantity = quantity(&element.text, hit, meaning);
                            let first = *known.entry((*category, name)).or_insert(suggestions.len());
                            if first == suggestions.len() {
                                suggestions.push(Suggestion::new(*category, name.clone(), spot));
                            }
                            suggestions[first].quantity = suggestions[first].quantity.max(quantity);
                        }
                        Sense::People(countable) => groups.mention(scene, &element.text, spot, *countable),
                        Sense::Nothing => {}
                    }
                }
            }
        }
        suggestions
    }

    /// Is the word what the lexicon means, as a noun or as a verb? In a heading only vehicles are looked for.
    fn fits(&self, text: &str, hit: &Hit, meaning: &Meaning, heading: bool) -> bool {
        if heading {
            let vehicle = matches!(meaning.sense, Sense::Element(Category::Vehicles, _));
            return vehicle && meaning.class != Class::Verb;
        }
        match (&meaning.sense, meaning.class) {
            (Sense::People(_), _) | (_, Class::Noun) => !self.is_verb(text, hit),
            (Sense::Element(Category::Stunts, _), Class::Verb) => {
                !is_noun(text, hit) && self.has_doer(text, hit)
            }
            (_, Class::Verb) => !is_noun(text, hit),
            (_, Class::Any) => true,
        }
    }

    /// `they fire`, `Jake ducks`, `he guns the engine`: a verb where a noun is meant.
    fn is_verb(&self, text: &str, hit: &Hit) -> bool {
        let before = words::before(text, hit.start, 1);
        let before = before.first().map_or("", String::as_str);
        let after = words::after(text, hit.end, 1);
        let after = after.first().map_or("", String::as_str);
        let in_s = text[hit.start..hit.end].ends_with('s');
        let small = text[hit.start..].starts_with(char::is_lowercase);
        let relative = matches!(before, "that" | "which" | "who");
        let determined = DETERMINERS.contains(&before) && !relative;
        SUBJECTS.contains(&before)
            || relative && in_s
            || in_s && OBJECTS.contains(&after) && !determined
            || in_s && small && !before.is_empty() && self.names.contains(before)
    }

    /// Is it somebody who falls, and not the ash, the gavel or the night?
    fn has_doer(&self, text: &str, hit: &Hit) -> bool {
        if text[hit.start..hit.end].split(' ').next().is_some_and(|word| word.ends_with("ing")) {
            return true;
        }
        let before = words::before(text, hit.start, 1);
        let Some(word) = before.first().map(String::as_str) else { return true };
        let capitals = word.to_uppercase();
        if matches!(word, "would" | "could" | "might" | "may" | "should" | "can" | "will") {
            return false;
        }
        SUBJECTS.contains(&word)
            || matches!(
                word,
                "and" | "but" | "or" | "almost" | "nearly" | "body" | "everyone" | "both" | "all" | "him"
            )
            || matches!(word, "her" | "them" | "is" | "are" | "was" | "gets" | "now" | "also" | "just")
            || word.ends_with("ly")
            || self.names.contains(word)
            || names::is_person_noun(self.lexicon, word)
            || names::is_title(self.lexicon, word)
            || names::is_plural(self.lexicon, &capitals)
    }
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
        "size" | "colour" | "color" | "shape" => before[..at].iter().any(|next| next == "of"),
        _ => false,
    });
    !denied && !compared
}

const DETERMINERS: [&str; 22] = [
    "a", "an", "the", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those",
    "no", "some", "another", "each", "every", "of", "with", "any",
];

const SUBJECTS: [&str; 24] = [
    "to",
    "i",
    "he",
    "she",
    "they",
    "we",
    "you",
    "who",
    "will",
    "would",
    "can",
    "could",
    "must",
    "should",
    "may",
    "might",
    "don't",
    "doesn't",
    "didn't",
    "then",
    "let's",
    "everybody",
    "someone",
    "somebody",
];

const OBJECTS: [&str; 14] =
    ["the", "a", "an", "his", "her", "their", "its", "him", "them", "it", "up", "off", "into", "at"];

/// `a fight`, `his fall`: a noun where a verb is meant.
fn is_noun(text: &str, hit: &Hit) -> bool {
    let before = words::before(text, hit.start, 1);
    before.first().is_some_and(|word| DETERMINERS.contains(&word.as_str()) || word.ends_with("'s"))
}

/// How many of a thing, if it is in the plural and its number is said.
fn quantity(text: &str, hit: &Hit, meaning: &Meaning) -> u32 {
    let plural =
        meaning.class != Class::Verb && (meaning.inflected || text[hit.start..hit.end].ends_with('s'));
    if plural { counts::before(text, hit.start).unwrap_or(1) } else { 1 }
}

/// The names of all suggested elements, each once.
pub(crate) fn distinct(scenes: &[Vec<Suggestion>]) -> Vec<(Category, String)> {
    let mut seen = FxHashSet::default();
    let all = scenes.iter().flatten();
    all.map(|s| (s.category, s.name.clone())).filter(|key| seen.insert(key.clone())).collect()
}
