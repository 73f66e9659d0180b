//! Senses: whether a term of a lexicon means in its sentence what the list means by it.

use rustc_hash::FxHashSet;

use crate::actions::{Deed, Voice};
use crate::clause::{Before, is_passive, words_before};
use crate::evidence::Spot;
use crate::fates::is_form;
use crate::inversion::is_turned;
use crate::lexicon::{Class, Compiled, Hit, Inflection, List, Meaning, Sense};
use crate::names;
use crate::sense_words::{
    AFTER_HER, BEASTS, BODY, CONTRACTIONS, DETERMINERS, HAPPENING, HARMED, OBJECTS, ORDINALS, PARTS, PEOPLE,
    PREPOSITIONS, SUBJECTS, TELLING, TOLD, is_adverb,
};
use crate::words;

/// Who does what a verb says, as far as a glance at the clause tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
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
        let found = self.find_ends(clause, more);
        found.into_iter().filter(|(at, _)| *at < reach).map(|(_, length)| length).max()
    }

    /// The verb of a stunt; none where a noun names it, and none of what things do, `alight`: nobody does it.
    pub(crate) fn deed(&self, element: usize, text: &str, hit: &Hit, meaning: &Meaning) -> Option<Deed> {
        let voice = match meaning.class {
            Class::Any
            | Class::Noun
            | Class::Event
            | Class::Way
            | Class::Strike
            | Class::Fate
            | Class::Pursuit
            | Class::Thing
            | Class::Near
            | Class::Beast
            | Class::Animal => return None,
            Class::Vehicle => Voice::Vehicle,
            Class::Whom | Class::Blow if is_passive(text, hit, meaning.inflection) => Voice::Passive,
            _ => Voice::Active,
        };
        let verb = self.lexicon.more(meaning).verb.clone();
        Some(Deed { verb, spot: Spot::new(element, hit.start..hit.end), voice })
    }

    /// Does the verb happen, and to whom or by what the list says?
    pub(crate) fn happens(
        &self,
        (lead, text): (&str, &str),
        hit: &Hit,
        meaning: &Meaning,
        rest: &[String],
    ) -> bool {
        if !matches!(meaning.class, Class::Near | Class::Thing) && is_noun(text, hit) || is_told(text, hit) {
            return false;
        }
        let more = self.lexicon.more(meaning);
        let end = if more.ends.is_empty() {
            Some(rest.len())
        } else {
            self.find_ends(rest, more).first().map(|(at, _)| *at)
        };
        let Some(end) = end else { return false };
        let passive = is_passive(text, hit, meaning.inflection);
        let mut subject = self.subject_of((lead, text), hit.start, meaning.inflection, passive);
        if subject == Subject::Something && is_done_to_oneself(text, hit, rest) {
            subject = Subject::Somebody;
        }
        if subject == Subject::Unsaid
            && meaning.inflection == Inflection::Plain
            && !matches!(meaning.class, Class::Near | Class::Thing)
        {
            return false;
        }
        let living = matches!(subject, Subject::Somebody | Subject::Creature | Subject::Unsaid);
        let object = &rest[..end];
        match meaning.class {
            _ if subject == Subject::NotDone => false,
            Class::Near | Class::Thing => {
                let supposed = words::before(text, hit.start, 8);
                let supposed = supposed
                    .iter()
                    .any(|word| matches!(word.as_str(), "might" | "would" | "could" | "until"));
                !supposed && (meaning.class == Class::Thing || !ends_in_feeling(rest))
            }
            Class::Vehicle => subject == Subject::Vehicle,
            Class::Beast => {
                let before = words_before(text, hit.start);
                let beast = |word: &Before| BEASTS.contains(&word.text.as_str());
                before.iter().take(4).any(beast)
            }
            Class::Animal => {
                subject == Subject::Creature && (!more.ends.is_empty() || self.is_somebody(object))
            }
            Class::Drive => matches!(subject, Subject::Vehicle | Subject::Somebody | Subject::Unsaid),
            // `in rushes Roland`
            Class::Whom if !passive && is_turned(text, hit) => false,
            Class::Whom | Class::Blow if passive => living,
            Class::Whom => {
                let thing = subject == Subject::Something;
                let it = !more.ends.is_empty() && words::before(text, hit.start, 1) == ["it"];
                let does =
                    !thing || meaning.inflection != Inflection::Past && (it || !is_abstract(text, hit));
                does && self.is_somebody(object)
            }
            Class::Blow => {
                living && !is_abstract(text, hit) && (is_nobody(object) || self.is_somebody(object))
            }
            Class::Verb | Class::After => living && subject != Subject::Creature,
            Class::Hurt => living && subject != Subject::Creature && ends_in_harm(text, hit),
            Class::Any
            | Class::Noun
            | Class::Event
            | Class::Way
            | Class::Strike
            | Class::Fate
            | Class::Pursuit => true,
        }
    }

    /// Who does it; at the beginning of a paragraph that goes on from a slug, `THE TRUCK`, who stands in that.
    pub(crate) fn subject_of(
        &self,
        (lead, text): (&str, &str),
        start: usize,
        inflection: Inflection,
        passive: bool,
    ) -> Subject {
        match self.subject(text, start, inflection, passive) {
            Subject::Unsaid if !text[..start].contains(['.', '!', '?']) => {
                match self.kind(lead, &words_before(lead, lead.len())) {
                    Subject::Something => Subject::Unsaid,
                    known => known,
                }
            }
            known => known,
        }
    }

    /// Who does it: the nearest noun before the verb, or the sentence's own subject where clauses are joined.
    pub(crate) fn subject(&self, text: &str, start: usize, inflection: Inflection, passive: bool) -> Subject {
        if let Some(behind) = self.subject_behind(text, start) {
            return behind;
        }
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
            let name = word.text.as_str();
            let known = match name {
                _ if modal(name) || matches!(name, "has" | "had" | "have" | "having") && !passive => {
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
                // `is left hanging`
                "left" if inflection == Inflection::Ing => true,
                "to" => {
                    let head = before.get(at + 1).map_or("", |word| word.text.as_str());
                    // `uses the chain to swing across`
                    let used = before[at..].iter().any(|word| is_form(&word.text, &["use"]));
                    if used {
                        return self.head(text, start);
                    }
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
        let clause = before.iter().take_while(|word| {
            !word.joined && !matches!(word.text.as_str(), "and" | "but" | "as" | "while" | "when" | "then")
        });
        if clause.take(6).any(|word| TELLING.contains(&word.text.as_str())) {
            return Subject::NotDone;
        }
        let Some(word) = before.get(at) else { return Subject::Unsaid };
        let joined = before[..=at].iter().any(|word| word.joined);
        if joined || matches!(word.text.as_str(), "and" | "but" | "or" | "then" | "as" | "while" | "by") {
            return self.head(text, start);
        }
        // `the second falls`, but `second bolt`, `the first doors slam` have no such subject.
        if ORDINALS.contains(&word.text.as_str()) && inflection != Inflection::Plain {
            return Subject::Somebody;
        }
        // `her wrists are seized`: what is done to a part of somebody is done to them.
        let owner = before.get(at + 1).map_or("", |word| word.text.as_str());
        if passive && PARTS.contains(&word.text.as_str()) && self.owns(owner) {
            return Subject::Somebody;
        }
        self.kind(text, &before[at..])
    }

    /// `his`, `the guard's`
    pub(crate) fn owns(&self, word: &str) -> bool {
        let owner = word.strip_suffix("'s");
        owner.map_or(matches!(word, "his" | "her" | "their"), |owner| self.is_person(owner))
    }

    /// What a noun is, given it and the words before it.
    pub(crate) fn kind(&self, text: &str, nearest_first: &[Before]) -> Subject {
        let Some(word) = nearest_first.first() else { return Subject::Unsaid };
        let name = word.text.as_str();
        let stem = name.strip_suffix("'s").unwrap_or(name);
        if PEOPLE.contains(&name) || CONTRACTIONS.contains(&name) || stem == name && self.is_person(name) {
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

    pub(crate) fn is_person(&self, word: &str) -> bool {
        // `the standard-bearer`, `a cabin-boy`
        let noun = word.rsplit('-').next().unwrap_or(word);
        self.names.contains(word)
            || names::is_person_noun(self.lexicon, noun)
            || names::is_title(self.lexicon, word)
            || names::is_plural(self.lexicon, word)
            || is_kind_of_man(noun)
            || self.lexicon.has(List::Folk, noun)
            || noun.strip_suffix('s').is_some_and(|one| self.lexicon.has(List::Folk, one))
    }

    /// Is the object somebody: `him`, `Jake`, `Jake's jaw`, `the second guard`, `at him`?
    pub(crate) fn is_somebody(&self, object: &[String]) -> bool {
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
                // `his wife`, `your young friend`
                "his" | "my" | "your" => {
                    let whose = words.by_ref().take(2).take_while(|word| !PREPOSITIONS.contains(word));
                    return whose.into_iter().any(|word| self.is_person(word));
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
                            "and" | "but" | "or" | "as" | "its" | "himself" | "herself" | "themselves"
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
    pub(crate) fn names_somebody(&self, text: &str) -> bool {
        words::words(text).any(|word| {
            let small = word.text.to_lowercase().replace('’', "'");
            let stem = small.strip_suffix("'s").unwrap_or(&small);
            PEOPLE.contains(&stem)
                || matches!(stem, "him" | "her" | "them" | "their" | "his")
                || self.is_person(stem)
        })
    }
}

/// `the frogmen`, `a charwoman`
fn is_kind_of_man(word: &str) -> bool {
    let kind = word.strip_suffix("man").or_else(|| word.strip_suffix("men"));
    kind.is_some_and(|kind| kind.len() > 2)
        && !matches!(word, "specimen" | "regimen" | "abdomen" | "acumen" | "talisman" | "roman" | "ottoman")
}

/// `hurls itself` a thing may, but only somebody `himself`.
fn is_done_to_oneself(text: &str, hit: &Hit, rest: &[String]) -> bool {
    let oneself = |word: &str| matches!(word, "himself" | "herself" | "themselves");
    rest.first().is_some_and(|word| oneself(word)) || text[hit.start..hit.end].split(' ').any(oneself)
}

/// `the spice hits him`: what strikes people without touching them.
fn is_abstract(text: &str, hit: &Hit) -> bool {
    const ABSTRACT: [&str; 45] = [
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
        "music",
        "applause",
        "noise",
        "wind",
        "rain",
        "breeze",
        "air",
        "sun",
        "sunlight",
        "moonlight",
        "spotlight",
        "draught",
        "voice",
        "voices",
        "gaze",
        "smile",
        "jaw",
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
    // `the gutter tears loose` is none.
    let felt =
        |(at, word): (usize, &String)| FEELINGS.contains(&word.as_str()) && (at > 0 || word != "tears");
    rest.iter().take(6).enumerate().any(felt)
}

/// `, the rail broken above her`, `, dazed`: does the sentence go on with what broke, or who is hurt?
fn ends_in_harm(text: &str, hit: &Hit) -> bool {
    let sentence = words::sentence(text, hit.start..hit.end);
    let rest = &text[hit.end..sentence.end];
    let Some(comma) = rest.find([',', '—', '–']) else { return false };
    let words: Vec<&str> = words::words(&rest[comma..]).map(|word| word.text).collect();
    words.iter().enumerate().any(|(at, word)| {
        // `to see whether anything's broken`
        let said =
            at.checked_sub(1).is_some_and(|before| words[before].ends_with("'s") || words[before] == "is");
        // `the broken cup` is only a cup.
        let next = words.get(at + 1);
        HARMED.contains(word) && !said && next.is_none_or(|next| *next == "and" || AFTER_HER.contains(next))
    })
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

/// `a fight`, `his fall`, `by guns`: a noun where a verb is meant.
pub(crate) fn is_noun(text: &str, hit: &Hit) -> bool {
    let before = words::before(text, hit.start, 1);
    before.first().is_some_and(|word| {
        let owner = word.ends_with("'s") && !CONTRACTIONS.contains(&word.as_str());
        let first = text[hit.start..hit.end].split(' ').next().unwrap_or_default();
        let with = matches!(word.as_str(), "by" | "from" | "without" | "for" | "among" | "between");
        DETERMINERS.contains(&word.as_str()) || owner || with && !first.ends_with("ing")
    })
}

/// `A home video: he falls`, `the legend goes that she drowned`: what is only shown or told.
fn is_told(text: &str, hit: &Hit) -> bool {
    let sentence = words::sentence(text, hit.start..hit.end);
    let lead = &text[sentence.start..hit.start];
    let mark = |mark: &str| lead.to_ascii_lowercase().rfind(mark);
    let Some(end) = [": ", " that ", " how "].into_iter().filter_map(mark).max() else { return false };
    words::words(&lead[..end]).any(|word| TOLD.contains(&word.text.to_lowercase().as_str()))
}

/// `Slap.`, `A hard kick from behind.`: a noun for a whole sentence.
pub(crate) fn stands_alone(text: &str, hit: &Hit) -> bool {
    let sentence = words::sentence(text, hit.start..hit.end);
    let mut lead = words::words(&text[sentence.start..hit.start]);
    let first = lead.next().map(|word| word.text.to_lowercase());
    let counted = |word: &String| DETERMINERS.contains(&word.as_str()) || PEOPLE.contains(&word.as_str());
    let mut after = words::words(&text[hit.end..sentence.end]);
    let goes_on = after.next().is_none_or(|word| PREPOSITIONS.contains(&word.text));
    first.as_ref().is_none_or(counted) && lead.count() <= 2 && goes_on && after.count() <= 4
}
