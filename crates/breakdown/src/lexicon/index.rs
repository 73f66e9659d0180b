//! The lexicons ready to be searched: every form of every term by its first word.

use std::collections::BTreeMap;

use domain::Category;
use rustc_hash::{FxHashMap, FxHashSet};

use super::inflect::{Inflection, plural, verb_forms};
use super::{Class, List, Term};

/// What a form of a term stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) sense: Sense,
    pub(crate) class: Class,
    pub(crate) inflection: Inflection,
    /// What has to follow, and which verb it is: an index of [`Compiled::more`].
    more: u32,
}

impl Meaning {
    fn of(sense: Sense, class: Class, inflection: Inflection) -> Self {
        Self { sense, class, inflection, more: 0 }
    }
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
    more: Vec<More>,
}

/// What few terms have: words that must follow, and a verb's plain form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct More {
    pub(crate) ends: Vec<String>,
    pub(crate) at_once: bool,
    pub(crate) verb: String,
}

/// Whole words of a text that are in a lexicon.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) form: usize,
}

impl Compiled {
    pub(super) fn new(lists: &BTreeMap<List, Vec<Term>>) -> Self {
        let mut forms = Forms::default();
        let mut words = BTreeMap::new();
        let mut plural_people = FxHashSet::default();
        let mut more = vec![More::default()];
        for (list, terms) in lists {
            match list {
                List::Elements(category) => {
                    let spread = spread(terms, lists, &mut more);
                    let alone = terms.iter().filter(|term| List::in_braces(&term.text).is_none());
                    let mut all: Vec<(&Term, u32)> =
                        alone.map(|term| (term, note(term, &mut more))).collect();
                    all.extend(spread.iter().map(|(term, more)| (term, *more)));
                    let written: FxHashSet<&str> = all.iter().map(|(term, _)| term.text.as_str()).collect();
                    for (term, more) in &all {
                        forms.add_written(*category, term, *more);
                    }
                    for (term, more) in &all {
                        forms.add_derived(*category, term, *more, &written);
                    }
                    continue;
                }
                List::People => {
                    for term in terms {
                        let plural = plural(&term.text);
                        forms.add(
                            plural.clone(),
                            Meaning::of(Sense::People(true), Class::Any, Inflection::Plural),
                        );
                        plural_people.insert(plural);
                    }
                }
                List::Crowds => {
                    for term in terms {
                        let sense = if term.name.is_some() { Sense::People(false) } else { Sense::Nothing };
                        forms.add(term.text.clone(), Meaning::of(sense, term.class, Inflection::Plain));
                    }
                }
                _ => {}
            }
            let plain = terms.iter().filter(|term| term.name.is_some()).map(|term| term.text.clone());
            words.insert(*list, plain.collect());
        }
        forms.sort();
        Self { forms, words, plural_people, more }
    }

    /// The meanings of a form.
    pub(crate) fn meanings(&self, form: usize) -> &[Meaning] {
        &self.forms.meanings[form]
    }

    /// What has to follow a term, and its verb.
    pub(crate) fn more(&self, meaning: &Meaning) -> &More {
        &self.more[meaning.more as usize]
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

    /// Is the word, in small letters, a vehicle, or several?
    pub(crate) fn is_vehicle(&self, word: &str) -> bool {
        let vehicle = |m: &Meaning| matches!(m.sense, Sense::Element(Category::Vehicles, _));
        self.forms.find(word).is_some_and(|form| self.meanings(form).iter().any(vehicle))
            || self.has(List::Conveyances, word)
            || word.strip_suffix('s').is_some_and(|one| self.has(List::Conveyances, one))
    }

    /// Is the word, in small letters, an animal or a creature, or several?
    pub(crate) fn is_creature(&self, word: &str) -> bool {
        let living = |m: &Meaning| {
            matches!(m.sense, Sense::Element(Category::Animals, _))
                || matches!(&m.sense, Sense::Element(_, name) if name == "Creature")
        };
        self.forms.find(word).is_some_and(|form| self.meanings(form).iter().any(living))
    }

    /// Is the word, in small letters, a term of any element?
    pub(crate) fn is_element(&self, word: &str) -> bool {
        self.is_term(word, |_| true)
    }

    fn is_term(&self, word: &str, of: impl Fn(Category) -> bool) -> bool {
        let meanings = self.forms.find(word).map_or(&[][..], |form| self.meanings(form));
        meanings.iter().any(|m| {
            m.inflection == Inflection::Plain
                && !matches!(m.class, Class::Way | Class::Strike)
                && matches!(&m.sense, Sense::Element(category, _) if of(*category))
        })
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
            let stands = |form: &&usize| {
                let form = &self.forms.texts[**form];
                small[start..].starts_with(form.as_str())
                    && crate::words::is_whole(small, start, start + form.len())
            };
            let mut found = forms.iter().filter(stands);
            let Some(form) = found.next() else { continue };
            at = start + self.forms.texts[*form].len();
            hits.push(Hit { start, end: at, form: *form });
            // What a phrase of verbs holds may be a stunt though it is none itself: `goes into the rapids`.
            if self.is_only_stunt(*form) {
                at = end;
            }
            // `smashes a bottle` is an effect, and what he does with it may be a stunt.
            if !self.is_stunt_or_nothing(*form)
                && let Some(verb) = found.find(|shorter| self.is_stunt_or_nothing(**shorter))
            {
                hits.push(Hit { start, end: start + self.forms.texts[*verb].len(), form: *verb });
            }
        }
    }

    /// The next shorter form that stands where a hit does: `goes` of `goes down`.
    pub(crate) fn shorter(&self, small: &str, hit: &Hit) -> Option<Hit> {
        let forms = self.forms.by_first_word.get(&small[hit.start..first_word_end(small, hit.start)])?;
        let stands = |form: &&usize| {
            let form = &self.forms.texts[**form];
            form.len() < hit.end - hit.start
                && small[hit.start..].starts_with(form.as_str())
                && crate::words::is_whole(small, hit.start, hit.start + form.len())
        };
        let form = forms.iter().find(stands)?;
        let end = hit.start + self.forms.texts[*form].len();
        self.is_stunt_or_nothing(*form).then_some(Hit { start: hit.start, end, form: *form })
    }

    /// Does the form stand for stunts only, and hide nothing?
    pub(crate) fn is_only_stunt(&self, form: usize) -> bool {
        let meanings = self.meanings(form).iter();
        meanings.map(|m| &m.sense).all(|sense| matches!(sense, Sense::Element(Category::Stunts, _)))
    }

    fn is_stunt_or_nothing(&self, form: usize) -> bool {
        let stunt = |m: &Meaning| matches!(m.sense, Sense::Nothing | Sense::Element(Category::Stunts, _));
        self.meanings(form).iter().any(stunt)
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

    fn add(&mut self, text: String, meaning: Meaning) {
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
        let known =
            |m: &Meaning| m.sense == meaning.sense && m.class == meaning.class && m.more == meaning.more;
        if !self.meanings[at].iter().any(known) {
            self.meanings[at].push(meaning);
        }
    }

    fn add_written(&mut self, category: Category, term: &Term, more: u32) {
        let meaning = Meaning { more, ..Meaning::of(sense(category, term), term.class, Inflection::Plain) };
        self.add(term.text.clone(), meaning);
    }

    /// Plurals and verb forms, unless the list itself says what they mean.
    fn add_derived(&mut self, category: Category, term: &Term, more: u32, written: &FxHashSet<&str>) {
        let forms = if term.class.is_verb() {
            verb_forms(&term.text)
        } else {
            vec![(plural(&term.text), Inflection::Plural)]
        };
        for (form, inflection) in forms.into_iter().filter(|(form, _)| !written.contains(form.as_str())) {
            self.add(form, Meaning { more, ..Meaning::of(sense(category, term), term.class, inflection) });
        }
    }
}

/// Terms for all words of the lists in braces with which some begin; what has to follow them is kept once.
fn spread(terms: &[Term], lists: &BTreeMap<List, Vec<Term>>, more: &mut Vec<More>) -> Vec<(Term, u32)> {
    let mut spread = Vec::new();
    for term in terms {
        let Some((list, rest)) = List::in_braces(&term.text) else { continue };
        let shared = note(term, more);
        let words = lists.get(&list).into_iter().flatten();
        spread.extend(words.map(|word| {
            let text = format!("{}{rest}", word.text);
            (Term { text, ends: Vec::new(), name: term.name.clone(), ..*term }, shared)
        }));
    }
    spread
}

/// Where a term's ends and verb are kept; 0 for the many that have neither.
fn note(term: &Term, all: &mut Vec<More>) -> u32 {
    if term.ends.is_empty() && !term.class.is_verb() {
        return 0;
    }
    let first = term.text.split(' ').next().unwrap_or_default();
    let light = matches!(first, "be" | "come" | "give" | "go" | "make" | "set" | "take");
    let verb = match term.class.is_verb() {
        true if light => term.text.as_str(),
        true => first,
        false => "",
    };
    all.push(More { ends: term.ends.clone(), at_once: term.at_once, verb: verb.to_owned() });
    u32::try_from(all.len() - 1).expect("a list has fewer terms than that")
}

fn sense(category: Category, term: &Term) -> Sense {
    term.name.as_ref().map_or(Sense::Nothing, |name| Sense::Element(category, name.clone()))
}
