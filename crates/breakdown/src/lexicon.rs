//! Lexicons: the editable word lists behind every suggestion, and the index they are compiled into.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::Category;

mod index;
mod inflect;

pub(crate) use index::{Compiled, Hit, Meaning, More, Sense};
pub(crate) use inflect::Inflection;

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
    /// People beside those of [`List::People`]: to a verb they are somebody.
    Folk,
    /// What one falls or hangs from: `ledge`.
    Heights,
    /// What a body strikes or breaks through: `railing`.
    Obstacles,
    /// What goes before somebody who drops: `gunshot`.
    Shots,
    /// With what one strikes somebody: `crowbar`.
    Implements,
    /// What holds somebody up until it gives: `ladder`.
    Supports,
    /// What moves people without being asked: `wave`.
    Forces,
    /// What people wear and are in, that may burn: `sleeve`, `barn`.
    Burnables,
    /// Vehicles beside those that are elements: to a verb they are vehicles.
    Conveyances,
    /// Verbs that lead nowhere though a way follows them: `looks`.
    Looking,
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
    (List::Folk, include_str!("../lexicons/folk.txt")),
    (List::Heights, include_str!("../lexicons/heights.txt")),
    (List::Obstacles, include_str!("../lexicons/obstacles.txt")),
    (List::Shots, include_str!("../lexicons/shots.txt")),
    (List::Implements, include_str!("../lexicons/implements.txt")),
    (List::Supports, include_str!("../lexicons/supports.txt")),
    (List::Forces, include_str!("../lexicons/forces.txt")),
    (List::Burnables, include_str!("../lexicons/burnables.txt")),
    (List::Conveyances, include_str!("../lexicons/conveyances.txt")),
    (List::Looking, include_str!("../lexicons/looking.txt")),
];

impl List {
    /// All lists.
    pub fn all() -> impl Iterator<Item = Self> {
        BUILT_IN.iter().map(|(list, _)| *list)
    }

    /// The list that commands and facts call so.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|list| list.key() == key)
    }

    /// As commands and facts call it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Elements(category) => category.key(),
            Self::People => "people",
            Self::Crowds => "crowds",
            Self::Acting => "acting",
            Self::Capitals => "capitals",
            Self::Titles => "titles",
            Self::Voices => "voices",
            Self::Absent => "absent",
            Self::Belongings => "belongings",
            Self::Bodily => "bodily",
            Self::Likenesses => "likenesses",
            Self::Leaving => "leaving",
            Self::GoingOut => "going-out",
            Self::Folk => "folk",
            Self::Heights => "heights",
            Self::Obstacles => "obstacles",
            Self::Shots => "shots",
            Self::Implements => "implements",
            Self::Supports => "supports",
            Self::Forces => "forces",
            Self::Burnables => "burnables",
            Self::Conveyances => "conveyances",
            Self::Looking => "looking",
        }
    }

    /// The list over whose words a term is spread that begins with its key in braces: `{supports} > gives`.
    fn in_braces(text: &str) -> Option<(Self, &str)> {
        let (key, rest) = text.strip_prefix('{')?.split_once('}')?;
        Some((Self::from_key(key)?, rest))
    }

    /// The built-in lines, without comments.
    pub fn built_in(self) -> impl Iterator<Item = &'static str> {
        let text = BUILT_IN.iter().find(|(list, _)| *list == self).map_or("", |(_, text)| *text);
        lines(text)
    }
}

/// A line of a production's own word list that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError {
    /// The list.
    pub list: String,
    /// Which of its lines, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

impl std::fmt::Display for LexiconError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "word list {}, line {}: {}", self.list, self.line, self.what)
    }
}

impl std::error::Error for LexiconError {}

/// The word lists of a production; the default ones are built in.
#[derive(Clone, Debug)]
pub struct Lexicons {
    lists: BTreeMap<List, Vec<Term>>,
    compiled: OnceLock<Compiled>,
}

/// A line of a lexicon: `term [.. ends] [| class] [| element name]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    /// Words of which one has to follow in the same clause: `throw .. across / against`.
    pub(crate) ends: Vec<String>,
    /// They have to follow at once, adverbs apart: `roll > off the roof`.
    pub(crate) at_once: bool,
    pub(crate) class: Class,
    /// The element's name; none if the line ends in `| -`: then the term says what is *not* meant.
    pub(crate) name: Option<String>,
}

/// What a term has to be in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Any,
    Noun,
    /// A verb; in stunts, one that somebody does.
    Verb,
    /// A verb that is done to somebody.
    Whom,
    /// The same, or to nobody: `he strikes`.
    Blow,
    /// A verb that a vehicle does.
    Vehicle,
    /// A verb that a vehicle does, or somebody who drives it.
    Drive,
    /// A verb that a horse or another big animal does: `rear`.
    Beast,
    /// A verb of things that matters where people are near: `explode`.
    Near,
    /// A thing whose ends say what it does, where people are near: `ladder > gives way`.
    Thing,
    /// A verb that an animal does to somebody: `chase`.
    Animal,
    /// A verb that says much only behind a shot or a blow: `fold`.
    After,
    /// A verb that says much only where the sentence goes on with what broke, or who is hurt: `lie`.
    Hurt,
    /// A noun that stands alone for what happens: `Slap.`
    Event,
    /// Where a way leads that somebody takes, whatever the verb: `off the roof`.
    Way,
    /// Where something ends that is in somebody's hand: `into his ribs`.
    Strike,
    /// Who shares what happens to a thing in the words before: `goes with it`.
    Fate,
    /// Who comes after somebody that flees in the words before: `Behind her, footsteps.`
    Pursuit,
}

impl Class {
    const NAMES: [(&'static str, Self); 17] = [
        ("noun", Self::Noun),
        ("verb", Self::Verb),
        ("whom", Self::Whom),
        ("whom?", Self::Blow),
        ("vehicle", Self::Vehicle),
        ("drive", Self::Drive),
        ("beast", Self::Beast),
        ("near", Self::Near),
        ("thing", Self::Thing),
        ("animal", Self::Animal),
        ("after", Self::After),
        ("hurt", Self::Hurt),
        ("event", Self::Event),
        ("way", Self::Way),
        ("strike", Self::Strike),
        ("fate", Self::Fate),
        ("pursuit", Self::Pursuit),
    ];

    pub(crate) fn is_verb(self) -> bool {
        !matches!(
            self,
            Self::Any
                | Self::Noun
                | Self::Event
                | Self::Way
                | Self::Strike
                | Self::Thing
                | Self::Fate
                | Self::Pursuit
        )
    }
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
    /// One term a line: `term [.. ends] [| class] [| element name]`; `#` begins a comment; the name `-` marks a
    /// phrase that hides shorter terms in it and is no element itself. Ends are words of which one has to follow in
    /// the clause, or at once (`> ends`). Classes: `noun`, `verb`; in stunts also `whom`, `whom?`, `vehicle`, `drive`, `beast`,
    /// `near`, `thing`, `animal`, `after`, `hurt`, `event`, `way`, `strike`, `fate`, `pursuit`, and among the ends kinds of words: `{body}` for a part of somebody's body, `{throat}` for one by which
    /// he breathes, `{somebody}`, `{height}`, `{obstacle}`, `{vehicle}`, `{beast}`,
    /// `{broken}`, `{breath}`, `{nothing}`.
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

    /// The built-in lists with what a production adds to them, and without what it takes away.
    ///
    /// # Errors
    /// The first line that is none of a word list, or that takes a term away which is not there.
    pub fn with_production(own: &BTreeMap<String, Vec<String>>) -> Result<Self, LexiconError> {
        let mut lexicons = Self::default();
        for (key, own) in own {
            let fault = |line, what| LexiconError { list: key.clone(), line, what };
            let list = List::from_key(key).ok_or_else(|| {
                fault(
                    1,
                    format!(
                        "there is no such list; there are {}",
                        domain::lexicon::lists().collect::<Vec<_>>().join(", ")
                    ),
                )
            })?;
            let known = lexicons.lists.entry(list).or_default();
            for (number, line) in (1..).zip(own) {
                domain::lexicon::check_line(line).map_err(|what| fault(number, what))?;
                if let Some(gone) = line.strip_prefix('-') {
                    let gone = term(gone).map(|term| term.text).unwrap_or_default();
                    let before = known.len();
                    known.retain(|term| term.text != gone);
                    if known.len() == before {
                        return Err(fault(
                            number,
                            format!("“{gone}” is not in the list; `show lexicons` prints it"),
                        ));
                    }
                } else if let Some(new) = term(line) {
                    // The production's word is the last one about a term.
                    known.retain(|term| {
                        (&term.text, &term.ends, term.class) != (&new.text, &new.ends, new.class)
                    });
                    known.push(new);
                }
            }
        }
        Ok(lexicons)
    }

    pub(crate) fn compiled(&self) -> &Compiled {
        self.compiled.get_or_init(|| Compiled::new(&self.lists))
    }
}

/// The lines that hold terms.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty())
}

fn terms(text: &str) -> Vec<Term> {
    lines(text).filter_map(term).collect()
}

fn term(line: &str) -> Option<Term> {
    let mut fields = line.split('|').map(str::trim);
    let text = fields.next().filter(|text| !text.is_empty())?.to_lowercase();
    let split = text.split_once(" .. ").map(|(text, ends)| (text, ends, false));
    let split = split.or_else(|| text.split_once(" > ").map(|(text, ends)| (text, ends, true)));
    let (head, ends, at_once) = split.unwrap_or((&text, "", false));
    let ends = ends.split('/').map(str::trim).filter(|end| !end.is_empty()).map(str::to_owned).collect();
    let text = head.trim().to_owned();
    let mut term = Term { name: Some(capitalised(&text)), class: Class::Any, text, ends, at_once };
    for field in fields {
        match Class::NAMES.iter().find(|(name, _)| *name == field) {
            Some((_, class)) => term.class = *class,
            None if field == "-" => term.name = None,
            None if field.is_empty() => {}
            None => term.name = Some(field.to_owned()),
        }
    }
    Some(term)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        let read = terms("# comment\ngun\nfire | noun | Fire # hot\nfire escape | -\n|x\n");
        assert_eq!(read.len(), 3);
        assert_eq!(
            read[0],
            Term {
                text: "gun".into(),
                ends: Vec::new(),
                at_once: false,
                class: Class::Any,
                name: Some("Gun".into())
            }
        );
        assert_eq!(read[1].class, Class::Noun);
        assert_eq!(read[2].name, None);
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
    fn lists_are_called_as_the_domain_calls_them() {
        let keys: Vec<&str> = List::all().map(List::key).collect();
        assert_eq!(keys, domain::lexicon::lists().collect::<Vec<_>>());
        assert!(
            List::all().all(|list| list.built_in().all(|line| domain::lexicon::check_line(line).is_ok()))
        );
    }

    #[test]
    fn a_production_adds_terms_and_takes_them_away() {
        let own = |lines: &[&str]| {
            BTreeMap::from([("weapons".to_owned(), lines.iter().map(|l| (*l).to_owned()).collect())])
        };
        let find = |lexicons: &Lexicons, word: &str| lexicons.compiled().is_element(word);
        let lexicons = Lexicons::with_production(&own(&["zibble | noun | Zibble gun", "-musket"])).unwrap();
        assert!(find(&lexicons, "zibble") && find(&lexicons, "pistol") && !find(&lexicons, "musket"));
        let error = |lines: &[&str]| Lexicons::with_production(&own(lines)).unwrap_err();
        assert_eq!(error(&["gun", "-zibble"]).line, 2);
        assert_eq!(error(&["gun", "a | b | c | d"]).line, 2);
        let unknown = BTreeMap::from([("wepons".to_owned(), Vec::new())]);
        assert!(
            Lexicons::with_production(&unknown).unwrap_err().to_string().contains("there is no such list")
        );
    }

    #[test]
    fn every_built_in_list_has_terms_and_no_term_twice() {
        for (list, text) in BUILT_IN {
            let mut read: Vec<String> = terms(text)
                .into_iter()
                .map(|term| format!("{} {:?} {:?}", term.text, term.ends, term.class))
                .collect();
            let count = read.len();
            assert!(count > 3, "{list:?}");
            read.sort();
            read.dedup();
            assert_eq!(read.len(), count, "{list:?} has a term twice");
        }
    }
}
