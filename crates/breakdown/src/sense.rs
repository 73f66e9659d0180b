//! Senses: whether a term of a lexicon means in its sentence what the list means by it.

use rustc_hash::FxHashSet;

use crate::actions::{Deed, Voice};
use crate::evidence::Spot;
use crate::lexicon::{Class, Compiled, Hit, Inflection, Meaning, More, Sense};
use crate::names;
use crate::words;

/// Who does what a verb says, as far as a glance at the clause tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Somebody,
    Creature,
    Vehicle,
    Something,
    /// Nothing stands before the verb: `Crashes through a stack of pallets.`
    Unsaid,
    /// The verb is not said to happen: `wants to fight`, `without falling`.
    NotDone,
}

/// What the checks need to know beside the sentence.
pub(crate) struct Grammar<'a> {
    pub(crate) lexicon: &'a Compiled,
    /// Words of the characters' names, in small letters.
    pub(crate) names: FxHashSet<String>,
}

impl Grammar<'_> {
    /// `they fire`, `Jake ducks`, `he guns the engine`: a verb where a noun is meant.
    pub(crate) fn is_verb(&self, text: &str, hit: &Hit) -> bool {
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

    /// How many words of a term's ends follow in the clause: 0 if it asks for none, nothing if they do not follow.
    /// What hides a term has to follow it at once.
    pub(crate) fn said(&self, clause: &[String], meaning: &Meaning) -> Option<usize> {
        let more = self.lexicon.more(meaning);
        if more.ends.is_empty() {
            return Some(0);
        }
        let reach = if meaning.sense == Sense::Nothing { 3 } else { 9 };
        let found = find_ends(clause, more);
        found.into_iter().filter(|(at, _)| *at < reach).map(|(_, length)| length).max()
    }

    /// The verb of a stunt; none where a noun names it.
    pub(crate) fn deed(&self, element: usize, text: &str, hit: &Hit, meaning: &Meaning) -> Option<Deed> {
        let voice = match meaning.class {
            Class::Any | Class::Noun => return None,
            Class::Near | Class::Vehicle => Voice::Things,
            Class::Whom | Class::Blow if is_passive(text, hit, meaning.inflection) => Voice::Passive,
            _ => Voice::Active,
        };
        let verb = self.lexicon.more(meaning).verb.clone();
        Some(Deed { verb, spot: Spot::new(element, hit.start..hit.end), voice })
    }

    /// Does the verb happen, and to whom or by what the list says?
    pub(crate) fn happens(&self, text: &str, hit: &Hit, meaning: &Meaning, rest: &[String]) -> bool {
        if meaning.class != Class::Near && is_noun(text, hit) {
            return false;
        }
        let more = self.lexicon.more(meaning);
        let end = if more.ends.is_empty() {
            Some(rest.len())
        } else {
            find_ends(rest, more).first().map(|(at, _)| *at)
        };
        let Some(end) = end else { return false };
        let passive = is_passive(text, hit, meaning.inflection);
        let subject = self.subject(text, hit.start, meaning.inflection, passive);
        if subject == Subject::Unsaid
            && meaning.inflection == Inflection::Plain
            && meaning.class != Class::Near
        {
            return false;
        }
        let living = matches!(subject, Subject::Somebody | Subject::Creature | Subject::Unsaid);
        let object = &rest[..end];
        match meaning.class {
            _ if subject == Subject::NotDone => false,
            Class::Near => {
                let supposed = words::before(text, hit.start, 8);
                let supposed = supposed
                    .iter()
                    .any(|word| matches!(word.as_str(), "might" | "would" | "could" | "until"));
                !supposed && !ends_in_feeling(rest) && self.names_somebody(text)
            }
            Class::Vehicle => subject == Subject::Vehicle,
            Class::Drive => matches!(subject, Subject::Vehicle | Subject::Somebody | Subject::Unsaid),
            Class::Whom | Class::Blow if passive => living,
            Class::Whom => {
                let thing = subject == Subject::Something;
                let does = !thing || meaning.inflection != Inflection::Past && !is_abstract(text, hit);
                does && self.is_somebody(object)
            }
            Class::Blow => living && (is_nobody(object) || self.is_somebody(object)),
            Class::Verb => living && subject != Subject::Creature,
            Class::Any | Class::Noun => true,
        }
    }

    /// Who does it: the nearest noun before the verb, or the sentence's own subject where clauses are joined.
    fn subject(&self, text: &str, start: usize, inflection: Inflection, passive: bool) -> Subject {
        let mut before = words_before(text, start);
        let modal = |word: &str| {
            matches!(
                word,
                "would" | "could" | "might" | "may" | "should" | "can" | "will" | "must" | "can't" | "cannot"
            )
        };
        before.retain(|word| !is_adverb(&word.text));
        let mut at = 0;
        while let Some(word) = before.get(at) {
            let text = word.text.as_str();
            let known = match text {
                _ if modal(text) || matches!(text, "has" | "had" | "have" | "having") && !passive => {
                    return Subject::NotDone;
                }
                "from" | "of" | "without" | "about" | "for" | "than" | "stop" | "stops" | "imagine"
                    if inflection == Inflection::Ing && at == 0 =>
                {
                    return Subject::NotDone;
                }
                "was" | "were" | "been" => return Subject::NotDone,
                "is" | "are" | "be" | "being" if inflection == Inflection::Plain && !passive => {
                    return Subject::NotDone;
                }
                "is" | "are" | "be" | "being" | "gets" | "get" | "got" | "starts" | "begins" | "start"
                | "begin" | "continues" | "goes" | "go" | "comes" | "come" | "keeps" | "keep" | "sends"
                | "has" | "have" | "had" | "almost" => true,
                "to" => {
                    let head = before.get(at + 1).map_or("", |word| word.text.as_str());
                    if !HAPPENING.contains(&head) {
                        return if at == 0 { Subject::NotDone } else { Subject::Something };
                    }
                    at += 1;
                    true
                }
                _ => false,
            };
            if !known || word.joined {
                break;
            }
            at += 1;
        }
        if before.iter().take(at + 4).any(|word| {
            matches!(
                word.text.as_str(),
                "if" | "unless"
                    | "pretend"
                    | "pretends"
                    | "pretending"
                    | "imagines"
                    | "threatens"
                    | "nobody"
                    | "nothing"
            )
        }) {
            return Subject::NotDone;
        }
        let Some(word) = before.get(at) else { return Subject::Unsaid };
        let joined = before[..=at].iter().any(|word| word.joined);
        if joined || matches!(word.text.as_str(), "and" | "but" | "or" | "then" | "as" | "while" | "by") {
            return self.head(text, start);
        }
        self.kind(text, &before[at..])
    }

    /// What a noun is, given it and the words before it.
    fn kind(&self, text: &str, nearest_first: &[Before]) -> Subject {
        let Some(word) = nearest_first.first() else { return Subject::Unsaid };
        let name = word.text.as_str();
        let stem = name.strip_suffix("'s").unwrap_or(name);
        if PEOPLE.contains(&name) || stem == name && self.is_person(name) {
            return Subject::Somebody;
        }
        if self.lexicon.is_vehicle(name) {
            return Subject::Vehicle;
        }
        if self.lexicon.is_creature(name) {
            return Subject::Creature;
        }
        if name == "it" && words::words(text).any(|word| self.lexicon.is_vehicle(&word.text.to_lowercase())) {
            return Subject::Vehicle;
        }
        let second = nearest_first.get(1).map_or("", |word| word.text.as_str());
        if name.ends_with('s') && !name.ends_with("'s") && self.names.contains(second) {
            return Subject::Somebody;
        }
        // `the man with the scar falls`
        let preposition =
            nearest_first.iter().take(4).position(|word| PREPOSITIONS.contains(&word.text.as_str()));
        if let Some(owner) = preposition.and_then(|at| nearest_first.get(at + 1))
            && (PEOPLE.contains(&owner.text.as_str()) || self.is_person(&owner.text))
        {
            return Subject::Somebody;
        }
        Subject::Something
    }

    /// The subject of the whole sentence.
    fn head(&self, text: &str, at: usize) -> Subject {
        let sentence = words::sentence(text, at..at);
        let lead: Vec<String> = words::words(&text[sentence.start..at])
            .take(6)
            .map(|word| word.text.to_lowercase().replace('’', "'"))
            .collect();
        for word in &lead {
            if PEOPLE.contains(&word.as_str()) || self.is_person(word) {
                return Subject::Somebody;
            }
            if self.lexicon.is_vehicle(word) {
                return Subject::Vehicle;
            }
            if self.lexicon.is_creature(word) {
                return Subject::Creature;
            }
        }
        match lead.first().map(String::as_str) {
            Some(first)
                if !DETERMINERS.contains(&first) && (first.ends_with('s') || first.ends_with("ing")) =>
            {
                Subject::Unsaid
            }
            None => Subject::Unsaid,
            _ => Subject::Something,
        }
    }

    fn is_person(&self, word: &str) -> bool {
        self.names.contains(word)
            || names::is_person_noun(self.lexicon, word)
            || names::is_title(self.lexicon, word)
            || names::is_plural(self.lexicon, word)
    }

    /// Is the object somebody: `him`, `Jake`, `Jake's jaw`, `the second guard`, `at him`?
    fn is_somebody(&self, object: &[String]) -> bool {
        let mut words = object.iter().take(6).map(String::as_str).peekable();
        let mut first = true;
        while let Some(word) = words.next() {
            match word {
                "him" | "them" | "me" | "us" | "you" | "someone" | "somebody" | "everyone" | "everybody"
                | "both" | "anyone" | "each" | "another" => return true,
                "her" => {
                    let next = words.peek().copied().unwrap_or("");
                    return next.is_empty()
                        || AFTER_HER.contains(&next)
                        || next.ends_with("ly")
                        || self.is_person(next);
                }
                "at" | "into" | "on" | "against" | "with" if first => {}
                "one" => {
                    return words.peek().copied().is_some_and(|next| matches!(next, "another" | "of" | "in"));
                }
                _ if self.is_person(word) || self.lexicon.is_creature(word) => return true,
                _ => match word.strip_suffix("'s") {
                    Some(owner) if self.is_person(owner) => {
                        return words.peek().is_some_and(|next| BODY.contains(next) || self.is_person(next));
                    }
                    Some(_) => {}
                    None if word.ends_with("'") => {}
                    None if PREPOSITIONS.contains(&word)
                        || matches!(
                            word,
                            "and"
                                | "but"
                                | "or"
                                | "as"
                                | "his"
                                | "my"
                                | "your"
                                | "its"
                                | "himself"
                                | "herself"
                                | "themselves"
                        ) =>
                    {
                        return false;
                    }
                    None => {}
                },
            }
            first = false;
        }
        false
    }

    /// Does the paragraph say that people are near?
    fn names_somebody(&self, text: &str) -> bool {
        words::words(text).any(|word| {
            let small = word.text.to_lowercase().replace('’', "'");
            let stem = small.strip_suffix("'s").unwrap_or(&small);
            PEOPLE.contains(&stem)
                || matches!(stem, "him" | "her" | "them" | "their" | "his")
                || self.is_person(stem)
        })
    }
}

/// A word before the verb, nearest first.
struct Before {
    text: String,
    /// A comma or dash stands between it and the word behind it.
    joined: bool,
}

/// The words of the sentence before a byte, nearest first, at most eight.
fn words_before(text: &str, at: usize) -> Vec<Before> {
    let mut end = at;
    let found = words::before(text, at, 8);
    found
        .into_iter()
        .map(|word| {
            let head = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
            let joined = text[head.len()..end].contains([',', ';', ':', '–', '—', '(', ')'])
                || text[head.len()..end].contains(" -");
            end = words::floor(text, head.len().saturating_sub(word.len()));
            Before { text: word, joined }
        })
        .collect()
}

/// The words after a byte to the end of the clause, in small letters.
pub(crate) fn clause_after(text: &str, at: usize) -> Vec<String> {
    let window = &text[at..words::ceil(text, at + 100)];
    let stop = window
        .char_indices()
        .find(|(i, c)| {
            matches!(c, ',' | ';' | ':' | '?' | '!' | '\n' | '—' | '–' | '(' | ')')
                || *c == '.' && !is_abbreviated(&window[..*i])
                || window[*i..].starts_with(" -")
        })
        .map_or(window.len(), |(i, _)| i);
    words::words(&window[..stop]).take(10).map(|word| word.text.to_lowercase().replace('’', "'")).collect()
}

fn is_abbreviated(head: &str) -> bool {
    ["Mr", "Mrs", "Ms", "Dr", "St"].iter().any(|end| head.ends_with(end))
}

/// Where the ends of a term stand among the words, and how many words they are.
fn find_ends(rest: &[String], more: &More) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for at in 0..rest.len() {
        for end in &more.ends {
            let mut given = rest[at..].iter();
            if end
                .split(' ')
                .all(|word| given.next().is_some_and(|g| g == word || g.strip_suffix("'s") == Some(word)))
            {
                found.push((at, end.split(' ').count()));
            }
        }
        if more.at_once && !(is_adverb(&rest[at]) || PARTICLES.contains(&rest[at].as_str())) {
            break;
        }
    }
    found
}

/// `is thrown`, `gets hit`, `Thrown back, she…`
fn is_passive(text: &str, hit: &Hit, inflection: Inflection) -> bool {
    if matches!(inflection, Inflection::Ing | Inflection::Third) {
        return false;
    }
    let before = words_before(text, hit.start);
    let mut before = before.iter().filter(|word| !is_adverb(&word.text));
    let by_be = before.next().is_some_and(|word| {
        matches!(
            word.text.as_str(),
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "gets" | "get" | "got" | "getting"
        ) && !word.joined
    });
    let rest = clause_after(text, hit.end);
    let phrase = text[hit.start..hit.end].contains(' ');
    let ends_so =
        phrase || rest.first().is_some_and(|next| AFTER_HER.contains(&next.as_str()) || next.ends_with("ly"));
    by_be
        || inflection == Inflection::Past
            && ends_so
            && words_before(text, hit.start).first().is_none_or(|word| word.joined)
}

/// `the spice hits him`: what strikes people without touching them.
fn is_abstract(text: &str, hit: &Hit) -> bool {
    const ABSTRACT: [&str; 28] = [
        "it",
        "this",
        "that",
        "what",
        "reality",
        "truth",
        "realization",
        "realisation",
        "thought",
        "words",
        "news",
        "smell",
        "stench",
        "memory",
        "memories",
        "sound",
        "sight",
        "idea",
        "shock",
        "fear",
        "panic",
        "grief",
        "pain",
        "light",
        "spice",
        "silence",
        "cold",
        "heat",
    ];
    words::before(text, hit.start, 1).first().is_some_and(|word| ABSTRACT.contains(&word.as_str()))
}

/// `explodes with laughter`, `bursts into tears`: a feeling.
fn ends_in_feeling(rest: &[String]) -> bool {
    const FEELINGS: [&str; 15] = [
        "laughter",
        "applause",
        "cheers",
        "anger",
        "rage",
        "tears",
        "joy",
        "fury",
        "excitement",
        "song",
        "color",
        "colour",
        "light",
        "noise",
        "sound",
    ];
    rest.iter().take(6).any(|word| FEELINGS.contains(&word.as_str()))
}

/// Is there no object: the clause ends, or goes on with when, where and how?
fn is_nobody(object: &[String]) -> bool {
    object.first().is_none_or(|word| {
        matches!(
            word.as_str(),
            "and"
                | "but"
                | "as"
                | "again"
                | "back"
                | "first"
                | "hard"
                | "fast"
                | "out"
                | "from"
                | "while"
                | "before"
        ) || word.ends_with("ly")
    })
}

/// Not read on a sign, not denied, not only compared with.
pub(crate) fn is_there(text: &str, hit: &Hit) -> bool {
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

/// `a fight`, `his fall`: a noun where a verb is meant.
pub(crate) fn is_noun(text: &str, hit: &Hit) -> bool {
    let before = words::before(text, hit.start, 1);
    before.first().is_some_and(|word| DETERMINERS.contains(&word.as_str()) || word.ends_with("'s"))
}

fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") && !matches!(word, "family" | "ally" | "bully" | "belly" | "fly")
        || matches!(
            word,
            "then"
                | "just"
                | "now"
                | "also"
                | "still"
                | "again"
                | "too"
                | "instead"
                | "almost"
                | "both"
                | "all"
                | "half"
                | "once"
                | "soon"
                | "even"
                | "himself"
                | "herself"
        )
}

const DETERMINERS: &[&str] = &[
    "a", "an", "the", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those",
    "no", "some", "another", "each", "every", "of", "with", "any",
];

const SUBJECTS: &[&str] = &[
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

const OBJECTS: &[&str] =
    &["the", "a", "an", "his", "her", "their", "its", "him", "them", "it", "up", "off", "into", "at"];

/// Pronouns, and what else stands for people as the doer of a verb.
const PEOPLE: &[&str] = &[
    "he",
    "she",
    "they",
    "i",
    "we",
    "you",
    "who",
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "him",
    "her",
    "them",
    "one",
    "two",
    "three",
    "four",
    "others",
    "other",
    "another",
    "body",
    "bodies",
    "both",
    "team",
];

/// `starts to fall`, `manages to dodge`: verbs after which something is done.
const HAPPENING: &[&str] = &[
    "starts",
    "begins",
    "start",
    "begin",
    "starting",
    "beginning",
    "continues",
    "continue",
    "tries",
    "try",
    "trying",
    "manages",
    "manage",
    "proceeds",
    "attempts",
    "attempting",
    "moves",
    "turns",
    "forced",
    "made",
    "rushes",
    "runs",
    "comes",
    "lunges",
    "onto",
    "about",
];

const PREPOSITIONS: &[&str] = &[
    "of", "in", "with", "from", "at", "on", "behind", "by", "to", "for", "under", "across", "into", "onto",
    "through", "over", "against", "off", "out", "up", "down", "toward", "towards",
];

/// What may stand behind `her` when she is the object.
const AFTER_HER: &[&str] = &[
    "in",
    "on",
    "to",
    "against",
    "across",
    "off",
    "out",
    "down",
    "back",
    "over",
    "into",
    "onto",
    "through",
    "from",
    "hard",
    "again",
    "so",
    "until",
    "as",
    "before",
    "while",
    "twice",
    "once",
    "and",
    "but",
    "with",
    "by",
    "up",
    "around",
    "away",
    "aside",
    "at",
    "high",
    "above",
    "upside",
    "backward",
    "backwards",
    "forward",
    "along",
    "toward",
    "towards",
    "like",
    "too",
    "first",
];

/// What may stand between a verb and what has to follow it at once.
const PARTICLES: &[&str] = &[
    "back",
    "out",
    "down",
    "up",
    "over",
    "off",
    "away",
    "right",
    "straight",
    "hard",
    "about",
    "around",
    "round",
    "clean",
    "head",
    "first",
    "headfirst",
    "head-first",
    "backward",
    "backwards",
    "forward",
    "forwards",
    "sideways",
    "together",
    "and",
    "past",
];

const BODY: &[&str] = &[
    "face",
    "jaw",
    "head",
    "throat",
    "nose",
    "stomach",
    "gut",
    "ribs",
    "chest",
    "back",
    "neck",
    "knee",
    "knees",
    "leg",
    "legs",
    "arm",
    "arms",
    "shin",
    "groin",
    "skull",
    "temple",
    "shoulder",
    "shoulders",
    "mouth",
    "body",
    "side",
    "belly",
];
