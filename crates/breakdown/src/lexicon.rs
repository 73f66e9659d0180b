//! Lexicons: the editable word lists behind every suggestion, and the index they are compiled into.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::Category;
use rustc_hash::{FxHashMap, FxHashSet};

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Terms of a breakdown category.
    Elements(Category),
    /// Kinds of people, in the singular: `guard`, `old woman`. Their plurals are background.
    People,
    /// Words for many people: `crowd`, `police`.
    Crowds,
    /// What people do when they are introduced: `enters`, `sits`.
    Acting,
    /// Capitals that are no names: `CLOSE ON`, `CRASH`.
    Capitals,
    /// Forms of address: `MR`, `CAPTAIN`.
    Titles,
    /// Words in the names of voices that nobody plays on set: `VOICE`, `RADIO`.
    Voices,
    /// What stands before a name whose bearer is not there: `photo of`.
    Absent,
    /// What stands behind a possessive when its owner need not be there: `apartment`.
    Belongings,
    /// What stands behind a possessive when its owner is there: `face`.
    Bodily,
    /// What shows somebody who is not there: `photograph`.
    Likenesses,
    /// What people do when they leave: `exits`.
    Leaving,
    /// What people do when they leave, if `out`, `off` or `away` follows: `walks`.
    GoingOut,
}

const BUILT_IN: &[(List, &str)] = &[
    (List::Elements(Category::Stunts), include_str!("../lexicons/stunts.txt")),
    (List::Elements(Category::Weapons), include_str!("../lexicons/weapons.txt")),
    (List::Elements(Category::Vehicles), include_str!("../lexicons/vehicles.txt")),
    (List::Elements(Category::Animals), include_str!("../lexicons/animals.txt")),
    (List::Elements(Category::SpecialEffects), include_str!("../lexicons/special-effects.txt")),
    (List::Elements(Category::VisualEffects), include_str!("../lexicons/visual-effects.txt")),
    (List::Elements(Category::Props), include_str!("../lexicons/props.txt")),
    (List::Elements(Category::MakeUp), include_str!("../lexicons/make-up.txt")),
    (List::Elements(Category::Wardrobe), include_str!("../lexicons/wardrobe.txt")),
    (List::Elements(Category::SpecialEquipment), include_str!("../lexicons/special-equipment.txt")),
    (List::Elements(Category::Music), include_str!("../lexicons/music.txt")),
    (List::People, include_str!("../lexicons/people.txt")),
    (List::Crowds, include_str!("../lexicons/crowds.txt")),
    (List::Acting, include_str!("../lexicons/acting.txt")),
    (List::Capitals, include_str!("../lexicons/capitals.txt")),
    (List::Titles, include_str!("../lexicons/titles.txt")),
    (List::Voices, include_str!("../lexicons/voices.txt")),
    (List::Absent, include_str!("../lexicons/absent.txt")),
    (List::Belongings, include_str!("../lexicons/belongings.txt")),
    (List::Bodily, include_str!("../lexicons/bodily.txt")),
    (List::Likenesses, include_str!("../lexicons/likenesses.txt")),
    (List::Leaving, include_str!("../lexicons/leaving.txt")),
    (List::GoingOut, include_str!("../lexicons/going-out.txt")),
];

/// The word lists of a production; the default ones are built in.
#[derive(Clone, Debug)]
pub struct Lexicons {
    lists: BTreeMap<List, Vec<Term>>,
    compiled: OnceLock<Compiled>,
}

/// A line of a lexicon: `term [| noun|verb] [| element name]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) class: Class,
    /// The element's name; none if the line ends in `| -`: then the term says what is *not* meant.
    pub(crate) name: Option<String>,
}

/// What a term has to be in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Any,
    Noun,
    Verb,
}

impl Default for Lexicons {
    fn default() -> Self {
        let lists = BUILT_IN.iter().map(|(list, text)| (*list, terms(text))).collect();
        Self { lists, compiled: OnceLock::new() }
    }
}

impl Lexicons {
    /// The built-in lists with one of them replaced by a production's own.
    ///
    /// One term a line: `term [| noun|verb] [| element name]`; `#` begins a comment; the name `-` marks a
    /// phrase that hides shorter terms in it and is no element itself.
    #[must_use]
    pub fn parse(list: List, text: &str) -> Self {
        Self::default().with(list, text)
    }

    /// The same with another list replaced.
    #[must_use]
    pub fn with(mut self, list: List, text: &str) -> Self {
        self.lists.insert(list, terms(text));
        self.compiled = OnceLock::new();
        self
    }

    pub(crate) fn compiled(&self) -> &Compiled {
        self.compiled.get_or_init(|| Compiled::new(&self.lists))
    }
}

fn terms(text: &str) -> Vec<Term> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).filter_map(term).collect()
}

fn term(line: &str) -> Option<Term> {
    let mut fields = line.split('|').map(str::trim);
    let text = fields.next().filter(|text| !text.is_empty())?.to_lowercase();
    let mut term = Term { name: Some(capitalised(&text)), class: Class::Any, text };
    for field in fields {
        match field {
            "noun" => term.class = Class::Noun,
            "verb" => term.class = Class::Verb,
            "-" => term.name = None,
            "" => {}
            name => term.name = Some(name.to_owned()),
        }
    }
    Some(term)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What a form of a term stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) sense: Sense,
    pub(crate) class: Class,
    /// It is a plural, or an inflected verb.
    pub(crate) inflected: bool,
}

/// An element, a group of people, or something that is not meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    Element(Category, String),
    /// More than one person; true if each can be counted: `guards`, not `crowd`.
    People(bool),
    Nothing,
}

/// The lists, ready to be searched.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    forms: Forms,
    words: BTreeMap<List, FxHashSet<String>>,
    plural_people: FxHashSet<String>,
}

/// Whole words of a text that are in a lexicon.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) form: usize,
}

impl Compiled {
    fn new(lists: &BTreeMap<List, Vec<Term>>) -> Self {
        let mut forms = Forms::default();
        let mut words = BTreeMap::new();
        let mut plural_people = FxHashSet::default();
        for (list, terms) in lists {
            match list {
                List::Elements(category) => {
                    terms.iter().for_each(|term| forms.add_written(*category, term));
                    let written: FxHashSet<&str> = terms.iter().map(|term| term.text.as_str()).collect();
                    terms.iter().for_each(|term| forms.add_derived(*category, term, &written));
                    continue;
                }
                List::People => {
                    for term in terms {
                        let plural = plural(&term.text);
                        forms.add(plural.clone(), Sense::People(true), Class::Any, true);
                        plural_people.insert(plural);
                    }
                }
                List::Crowds => {
                    for term in terms {
                        let sense = if term.name.is_some() { Sense::People(false) } else { Sense::Nothing };
                        forms.add(term.text.clone(), sense, term.class, false);
                    }
                }
                _ => {}
            }
            let plain = terms.iter().filter(|term| term.name.is_some()).map(|term| term.text.clone());
            words.insert(*list, plain.collect());
        }
        forms.sort();
        Self { forms, words, plural_people }
    }

    /// The meanings of a form.
    pub(crate) fn meanings(&self, form: usize) -> &[Meaning] {
        &self.forms.meanings[form]
    }

    /// Is the word, in small letters, in the list? Not for elements.
    pub(crate) fn has(&self, list: List, word: &str) -> bool {
        self.words.get(&list).is_some_and(|words| words.contains(word))
    }

    /// Is it the plural of a kind of people: `guards`?
    pub(crate) fn is_plural_people(&self, word: &str) -> bool {
        self.plural_people.contains(word)
    }

    /// Is the word, in small letters, an animal?
    pub(crate) fn is_animal(&self, word: &str) -> bool {
        self.is_term(word, |category| category == Category::Animals)
    }

    /// Is the word, in small letters, a term of any element?
    pub(crate) fn is_element(&self, word: &str) -> bool {
        self.is_term(word, |_| true)
    }

    fn is_term(&self, word: &str, of: impl Fn(Category) -> bool) -> bool {
        let meanings = self.forms.find(word).map_or(&[][..], |form| self.meanings(form));
        meanings
            .iter()
            .any(|m| !m.inflected && matches!(&m.sense, Sense::Element(category, _) if of(*category)))
    }

    /// Whole words, the longest where several begin or overlap, in order. `small` is room to work in.
    ///
    /// Terms are looked up by their first word. An automaton over all forms was measured: it searched no faster,
    /// and building it took 11 ms of processor time before the first import, against 4 ms for this index.
    pub(crate) fn hits(&self, text: &str, small: &mut String, hits: &mut Vec<Hit>) {
        hits.clear();
        small.clear();
        small.push_str(text);
        small.make_ascii_lowercase();
        let mut at = 0;
        while let Some(start) = small[at..].find(char::is_alphanumeric).map(|skip| at + skip) {
            let end = first_word_end(small, start);
            at = end;
            let Some(forms) = self.forms.by_first_word.get(&small[start..end]) else { continue };
            let found = forms.iter().find(|form| {
                let form = &self.forms.texts[**form];
                small[start..].starts_with(form.as_str())
                    && crate::words::is_whole(small, start, start + form.len())
            });
            if let Some(form) = found {
                at = start + self.forms.texts[*form].len();
                hits.push(Hit { start, end: at, form: *form });
            }
        }
    }
}

/// The end of the letters and digits that begin at a byte.
fn first_word_end(text: &str, start: usize) -> usize {
    text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length)
}

/// All forms of all terms, by their first words.
#[derive(Clone, Debug, Default)]
struct Forms {
    texts: Vec<String>,
    meanings: Vec<Vec<Meaning>>,
    by_first_word: FxHashMap<String, Vec<usize>>,
}

impl Forms {
    fn find(&self, text: &str) -> Option<usize> {
        let forms = self.by_first_word.get(&text[..first_word_end(text, 0)])?;
        forms.iter().copied().find(|form| self.texts[*form] == text)
    }

    /// The longest first.
    fn sort(&mut self) {
        for forms in self.by_first_word.values_mut() {
            forms.sort_unstable_by_key(|form| std::cmp::Reverse(self.texts[*form].len()));
        }
    }

    fn add(&mut self, text: String, sense: Sense, class: Class, inflected: bool) {
        let at = self.find(&text).unwrap_or_else(|| {
            let first = &text[..first_word_end(&text, 0)];
            let form = self.texts.len();
            match self.by_first_word.get_mut(first) {
                Some(forms) => forms.push(form),
                None => {
                    self.by_first_word.insert(first.to_owned(), vec![form]);
                }
            }
            self.texts.push(text);
            self.meanings.push(Vec::new());
            form
        });
        if !self.meanings[at].iter().any(|m| m.sense == sense) {
            self.meanings[at].push(Meaning { sense, class, inflected });
        }
    }

    fn add_written(&mut self, category: Category, term: &Term) {
        self.add(term.text.clone(), sense(category, term), term.class, false);
    }

    /// Plurals and verb forms, unless the list itself says what they mean.
    fn add_derived(&mut self, category: Category, term: &Term, written: &FxHashSet<&str>) {
        let forms = if term.class == Class::Verb { verb_forms(&term.text) } else { vec![plural(&term.text)] };
        for form in forms.into_iter().filter(|form| !written.contains(form.as_str())) {
            self.add(form, sense(category, term), term.class, true);
        }
    }
}

fn sense(category: Category, term: &Term) -> Sense {
    term.name.as_ref().map_or(Sense::Nothing, |name| Sense::Element(category, name.clone()))
}

/// The plural of a phrase: of its last word, or of its first before `of`.
fn plural(text: &str) -> String {
    if let Some((head, tail)) = text.split_once(" of ") {
        return format!("{} of {tail}", plural(head));
    }
    let irregular =
        [("man", "men"), ("child", "children"), ("wolf", "wolves"), ("knife", "knives"), ("mouse", "mice")];
    for (one, many) in irregular {
        if let Some(stem) = text.strip_suffix(one) {
            return format!("{stem}{many}");
        }
    }
    if let Some(stem) = text.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| text.ends_with(end));
    if hissing { format!("{text}es") } else { format!("{text}s") }
}

/// `-s`, `-ed` and `-ing` of a phrase's first word; irregular pasts stand in the lists.
fn verb_forms(text: &str) -> Vec<String> {
    let (verb, rest) = text.split_once(' ').map_or((text, String::new()), |(v, r)| (v, format!(" {r}")));
    let letters: Vec<char> = verb.chars().rev().take(3).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let doubles = matches!(letters.as_slice(), [last, middle, first]
        if !vowel(*last) && !matches!(last, 'w' | 'x' | 'y' | 'h') && vowel(*middle) && !vowel(*first));
    let mut stems = vec![verb.to_owned()];
    if let Some(stem) = verb.strip_suffix('e') {
        stems = vec![stem.to_owned()];
    } else if doubles {
        stems.push(format!("{verb}{}", letters[0]));
    }
    let mut forms = vec![format!("{}{rest}", plural(verb))];
    for stem in stems {
        let past = if stem.ends_with('y') && !stem.ends_with("ay") && !stem.ends_with("oy") {
            format!("{}ied", &stem[..stem.len() - 1])
        } else {
            format!("{stem}ed")
        };
        forms.push(format!("{past}{rest}"));
        forms.push(format!("{stem}ing{rest}"));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let read = terms("# comment\ngun\nfire | noun | Fire # hot\nfire escape | -\n|x\n");
        assert_eq!(read.len(), 3);
        assert_eq!(read[0], Term { text: "gun".into(), class: Class::Any, name: Some("Gun".into()) });
        assert_eq!(read[1].class, Class::Noun);
        assert_eq!(read[2].name, None);
    }

    #[test]
    fn inflections() {
        for (one, many) in [
            ("gun", "guns"),
            ("knife", "knives"),
            ("bus", "buses"),
            ("fly", "flies"),
            ("piece of rope", "pieces of rope"),
        ] {
            assert_eq!(plural(one), many);
        }
        assert_eq!(verb_forms("fall off"), ["falls off", "falled off", "falling off"]);
        assert!(verb_forms("stab").contains(&"stabbing".to_owned()));
        assert!(verb_forms("collide").contains(&"colliding".to_owned()));
        assert!(verb_forms("carry").contains(&"carried".to_owned()));
    }

    #[test]
    fn the_longest_whole_words_win() {
        let lexicons =
            Lexicons::parse(List::Elements(Category::Vehicles), "car\ncar chase\nfire escape | -\n");
        let compiled = lexicons.compiled();
        let mut hits = Vec::new();
        let text = "A card. A car chased us. A car chase. Cars.";
        compiled.hits(text, &mut String::new(), &mut hits);
        let vehicles: Vec<&str> = hits
            .iter()
            .filter(|hit| {
                compiled
                    .meanings(hit.form)
                    .iter()
                    .any(|m| matches!(m.sense, Sense::Element(Category::Vehicles, _)))
            })
            .map(|hit| &text[hit.start..hit.end])
            .collect();
        assert_eq!(vehicles, ["car", "car chase", "Cars"]);
    }

    #[test]
    fn every_built_in_list_has_terms_and_no_term_twice() {
        for (list, text) in BUILT_IN {
            let mut read: Vec<String> = terms(text).into_iter().map(|term| term.text).collect();
            let count = read.len();
            assert!(count > 3, "{list:?}");
            read.sort();
            read.dedup();
            assert_eq!(read.len(), count, "{list:?} has a term twice");
        }
    }
}
