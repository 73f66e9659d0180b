//! Suggested elements and crowds: terms of the lexicons in the action, each checked in its sentence.

use domain::{Category, Review};
use rustc_hash::{FxHashMap, FxHashSet};
use screenplay::{ElementKind, Screenplay};

use crate::actions::Deed;
use crate::background::Groups;
use crate::cast::Cast;
use crate::clause;
use crate::counts;
use crate::evidence::Spot;
use crate::fates::is_form;
use crate::introductions;
use crate::lexicon::{Class, Compiled, Hit, Inflection, List, Meaning, Sense};
use crate::names;
use crate::sense::{self, Grammar};
use crate::words;

/// An element that a scene seems to need.
#[derive(Clone, Debug)]
pub(crate) struct Suggestion {
    pub(crate) category: Category,
    pub(crate) name: String,
    pub(crate) quantity: u32,
    pub(crate) review: Review,
    /// Of a stunt one in every paragraph, of a thing the first.
    pub(crate) spots: Vec<Spot>,
}

impl Suggestion {
    pub(crate) fn new(category: Category, name: String, spot: Spot) -> Self {
        Self { category, name, quantity: 1, review: Review::Suggested, spots: vec![spot] }
    }

    /// Another line that says so: a fight may begin again, and somebody fall twice.
    fn cite(&mut self, spot: Spot) {
        if self.spots.iter().all(|known| known.element != spot.element) {
            self.spots.push(spot);
        }
    }
}

/// What the checks of a term need to know beside its sentence.
struct Context<'a> {
    screenplay: &'a Screenplay,
    grammar: Grammar<'a>,
}

/// What the scenes seem to need, and the verbs of their stunts: both by scene, in the order of the text.
pub(crate) struct Found {
    pub(crate) suggestions: Vec<Vec<Suggestion>>,
    pub(crate) deeds: Vec<Vec<Deed>>,
}

/// The suggestions of every scene; crowds go to `groups`.
pub(crate) fn suggest(
    screenplay: &Screenplay,
    lexicon: &Compiled,
    cast: &Cast,
    groups: &mut Groups,
) -> Found {
    let roles = cast.roles.iter().filter(|role| !role.generic);
    let names = roles.flat_map(|role| names::tokens(&role.name)).map(|token| token.to_lowercase()).collect();
    let context = Context { screenplay, grammar: Grammar { lexicon, names } };
    let mut room = (String::new(), Vec::new());
    let scenes = (0..screenplay.scenes.len()).map(|scene| context.scene(scene, groups, &mut room));
    let (suggestions, deeds) = scenes.unzip();
    Found { suggestions, deeds }
}

impl Context<'_> {
    fn scene(
        &self,
        scene: usize,
        groups: &mut Groups,
        (small, hits): &mut (String, Vec<Hit>),
    ) -> (Vec<Suggestion>, Vec<Deed>) {
        let mut deeds = Vec::new();
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
            self.grammar.lexicon.hits(&element.text, small, hits);
            let mut covered = 0;
            for hit in hits.iter().filter(|hit| heading || sense::is_there(&element.text, hit)) {
                if hit.start < covered {
                    continue;
                }
                let (hit, meant) = self.longest_meant(at, small, *hit, heading);
                let hit = &hit;
                if self.grammar.lexicon.is_only_stunt(hit.form) && !meant.is_empty() {
                    covered = hit.end;
                }
                for meaning in meant {
                    let spot = Spot::new(at, hit.start..hit.end);
                    match &meaning.sense {
                        Sense::Element(category, name) => {
                            if *category == Category::Stunts {
                                deeds.extend(self.grammar.deed(at, &element.text, hit, meaning));
                            }
                            let quantity = quantity(&element.text, hit, meaning);
                            let first = *known.entry((*category, name)).or_insert(suggestions.len());
                            if first == suggestions.len() {
                                suggestions.push(Suggestion::new(*category, name.clone(), spot));
                            } else if *category == Category::Stunts {
                                suggestions[first].cite(spot);
                            }
                            suggestions[first].quantity = suggestions[first].quantity.max(quantity);
                        }
                        Sense::People(countable) => groups.mention(scene, &element.text, spot, *countable),
                        Sense::Nothing => {}
                    }
                }
            }
        }
        (suggestions, deeds)
    }

    /// The longest term that means something here: where `rolls over` is no stunt, `rolls` may be one.
    fn longest_meant(&self, at: usize, small: &str, hit: Hit, heading: bool) -> (Hit, Vec<&Meaning>) {
        let mut hit = hit;
        loop {
            let meant: Vec<&Meaning> = self.meant(at, &hit, heading).collect();
            if heading || !meant.is_empty() || !self.grammar.lexicon.is_only_stunt(hit.form) {
                return (hit, meant);
            }
            match self.grammar.lexicon.shorter(small, &hit) {
                Some(shorter) => hit = shorter,
                None => return (hit, meant),
            }
        }
    }

    /// The meanings that a term has in its sentence; of stunts the one that says most.
    fn meant(&self, at: usize, hit: &Hit, heading: bool) -> impl Iterator<Item = &Meaning> {
        let text = self.screenplay.elements[at].text.as_str();
        let lead = self.lead(at);
        let meanings = self.grammar.lexicon.meanings(hit.form);
        // Most terms ask for nothing behind them.
        let asks = |meaning: &Meaning| {
            meaning.class.is_verb() || !self.grammar.lexicon.more(meaning).ends.is_empty()
        };
        let mut clause = Vec::new();
        if meanings.iter().any(asks) {
            let way = self.grammar.way_first(text, hit.start);
            clause = way.unwrap_or_else(|| clause::clause_after(text, hit.end));
            self.grammar.name_it(self.sentence_before(at, hit), text, hit, &mut clause);
        }
        let said = |meaning: &Meaning| self.grammar.said(&clause, meaning);
        let hidden = meanings.iter().filter(|m| m.sense == Sense::Nothing).filter_map(said).max();
        let mut stunt: Option<(usize, &Meaning)> = None;
        let mut others = Vec::new();
        for meaning in meanings.iter().filter(|m| m.sense != Sense::Nothing) {
            let Some(length) = said(meaning).filter(|length| hidden.is_none_or(|hidden| *length > hidden))
            else {
                continue;
            };
            if !self.fits(at, (lead, text), hit, meaning, &clause, heading)
                || matches!(meaning.class, Class::Near | Class::Thing | Class::Beast)
                    && !self.is_near_people(at)
                || meaning.class == Class::After && !self.is_after_shot(at, hit)
            {
                continue;
            }
            if !matches!(meaning.sense, Sense::Element(Category::Stunts, _)) {
                others.push(meaning);
            } else if stunt.is_none_or(|(most, _)| length > most) {
                stunt = Some((length, meaning));
            }
        }
        let stunt = stunt.map(|(_, meaning)| meaning).or_else(|| {
            let stunt = |m: &&Meaning| matches!(m.sense, Sense::Element(Category::Stunts, _)) && !heading;
            let hides = hidden.is_some();
            meanings.iter().filter(stunt).find(|m| self.grammar.forces((lead, text), hit, m, &clause, hides))
        });
        others.into_iter().chain(stunt)
    }

    /// The slug from which a paragraph goes on in small letters: `THE TRUCK` before `begins to roll.`
    fn lead(&self, at: usize) -> &str {
        let goes_on = self.screenplay.elements[at].text.starts_with(char::is_lowercase);
        let before = at.checked_sub(1).map(|before| &self.screenplay.elements[before]);
        let slug = before.filter(|before| {
            let kind =
                matches!(before.kind, ElementKind::Action | ElementKind::Shot | ElementKind::SceneHeading);
            goes_on && kind && before.text.len() < 40 && !before.text.contains(char::is_lowercase)
        });
        slug.map_or("", |slug| slug.text.as_str())
    }

    /// Does a paragraph, or one right before or behind it, say that people are there?
    fn is_near_people(&self, at: usize) -> bool {
        let around = self.screenplay.elements.get(at.saturating_sub(1)..=at + 1);
        let around = around.unwrap_or(&self.screenplay.elements[at..]);
        around.iter().any(|element| match element.kind {
            ElementKind::Action | ElementKind::Shot => self.grammar.names_somebody(&element.text),
            ElementKind::Dialogue | ElementKind::Character { .. } => true,
            _ => false,
        })
    }

    /// The sentence before a hit's own, be it the last of the paragraph right before.
    fn sentence_before(&self, at: usize, hit: &Hit) -> &str {
        let own = words::sentence_before(&self.screenplay.elements[at].text, hit.start);
        if own.is_empty() { words::last_sentence(self.action(at.checked_sub(1))) } else { own }
    }

    /// The sentence behind a hit's own, be it the first of the paragraph right behind.
    fn sentence_after(&self, at: usize, hit: &Hit) -> &str {
        let own = words::sentence_after(&self.screenplay.elements[at].text, hit.start);
        if own.is_empty() { words::first_sentence(self.action(at.checked_add(1))) } else { own }
    }

    /// The text of an element if it is action.
    fn action(&self, at: Option<usize>) -> &str {
        let element = at.and_then(|at| self.screenplay.elements.get(at));
        element.filter(|element| element.kind == ElementKind::Action).map_or("", |action| &action.text)
    }

    /// Is there a shot or a blow before it, in its sentence or the one before?
    fn is_after_shot(&self, at: usize, hit: &Hit) -> bool {
        let text = self.screenplay.elements[at].text.as_str();
        let sentence = words::sentence(text, hit.start..hit.end);
        let is_shot = |text: &str| {
            let small: Vec<(String, usize)> =
                words::words(text).map(|word| (word.text.to_lowercase(), word.end)).collect();
            small.iter().enumerate().any(|(at, (word, end))| {
                // `a shot of whisky`, `drops the gun in a drawer`
                let laid_down =
                    small[at.saturating_sub(3)..at].iter().any(|(word, _)| is_form(word, &LAYS_DOWN));
                self.grammar.lexicon.has(List::Shots, word) && !text[*end..].starts_with(" of ") && !laid_down
            })
        };
        is_shot(&text[sentence.start..hit.start]) || is_shot(self.sentence_before(at, hit))
    }

    /// Is the word what the lexicon means, as a noun or as a verb? In a heading only vehicles are looked for.
    fn fits(
        &self,
        at: usize,
        (lead, text): (&str, &str),
        hit: &Hit,
        meaning: &Meaning,
        clause: &[String],
        heading: bool,
    ) -> bool {
        if heading {
            let vehicle = matches!(meaning.sense, Sense::Element(Category::Vehicles, _));
            return vehicle && !meaning.class.is_verb();
        }
        match (&meaning.sense, meaning.class) {
            (Sense::Nothing, _) => false,
            (Sense::People(_), _) | (_, Class::Noun) => !self.grammar.is_verb(text, hit),
            (_, Class::Event) => meaning.inflection == Inflection::Plain && sense::stands_alone(text, hit),
            (_, Class::Strike) => self.grammar.strikes(text, hit),
            (_, Class::Way) => self.grammar.takes_way(text, hit, clause),
            (_, Class::Fate | Class::Pursuit) if meaning.inflection == Inflection::Plural => false,
            (_, Class::Fate) => self.grammar.shares_fate(self.sentence_before(at, hit), text, hit),
            (_, Class::Pursuit) => {
                let beside = [self.sentence_before(at, hit), self.sentence_after(at, hit)];
                self.grammar.pursues(beside, text, hit)
            }
            (_, Class::Any) => true,
            (Sense::Element(category, _), Class::Verb) if *category != Category::Stunts => {
                !sense::is_noun(text, hit)
            }
            _ => self.grammar.happens((lead, text), hit, meaning, clause),
        }
    }
}

/// What is done with a weapon that is not used.
const LAYS_DOWN: [&str; 18] = [
    "drop",
    "dropping",
    "hide",
    "hiding",
    "holster",
    "holstering",
    "replace",
    "replacing",
    "lower",
    "lowering",
    "lay",
    "laying",
    "put",
    "putting",
    "pocket",
    "pocketing",
    "conceal",
    "concealing",
];

/// How many of a thing, if it is in the plural and its number is said.
fn quantity(text: &str, hit: &Hit, meaning: &Meaning) -> u32 {
    let plural = !meaning.class.is_verb()
        && (meaning.inflection == Inflection::Plural || text[hit.start..hit.end].ends_with('s'));
    if plural { counts::before(text, hit.start).unwrap_or(1) } else { 1 }
}

/// The names of all suggested elements, each once.
pub(crate) fn distinct(scenes: &[Vec<Suggestion>]) -> Vec<(Category, String)> {
    let mut seen = FxHashSet::default();
    let all = scenes.iter().flatten();
    all.map(|s| (s.category, s.name.clone())).filter(|key| seen.insert(key.clone())).collect()
}
