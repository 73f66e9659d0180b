//! Ways: where a body goes says what happens to it, whatever the verb: `departs off the roof`.

use crate::clause::words_before;
use crate::lexicon::{Hit, Inflection, List};
use crate::sense::{Grammar, Subject};
use crate::sense_words::{DETERMINERS, PARTICLES, PARTS, is_adverb};
use crate::words::{self, Word};

impl Grammar<'_> {
    /// Does somebody go the way that begins at a hit, or take somebody along, or a vehicle break out on it?
    pub(crate) fn takes_way(&self, text: &str, hit: &Hit, rest: &[String]) -> bool {
        let sentence = words::sentence(text, hit.start..hit.end);
        let before: Vec<Word<'_>> = words::words(&text[sentence.start..hit.start]).collect();
        let small = |word: &Word<'_>| word.text.to_lowercase().replace('’', "'");
        if before.is_empty() {
            // `Over the edge.`, but `Through the window.` is a view.
            let behind: Vec<Word<'_>> = words::words(&text[hit.end..sentence.end]).take(6).collect();
            let short = behind.len() <= 4 && !text[hit.start..hit.end].eq_ignore_ascii_case("through");
            // `Into the fountain goes the bride.`
            let taken = |verb: &Word<'_>| {
                inflection(&small(verb)).is_some()
                    && self.subject_behind(text, hit.end + verb.start).is_some()
            };
            return short || behind.iter().any(taken);
        }
        let no_verb = |word: &str| is_adverb(word) || PARTICLES.contains(&word);
        let Some(last) = before.iter().rposition(|word| !no_verb(&small(word))) else { return false };
        let whom = small(&before[last]);
        let owner = last.checked_sub(1).map(|at| small(&before[at])).unwrap_or_default();
        let taken = match whom.as_str() {
            "him" | "her" | "them" => 1,
            name if self.names.contains(name) => 1,
            // `the guard into the canal`, `his face into the mud`
            noun if DETERMINERS.contains(&owner.as_str()) && self.is_person(noun) => 2,
            part if PARTS.contains(&part) && self.owns(&owner) => 2,
            _ => 0,
        };
        let Some(verb) = last.checked_sub(taken).and_then(|at| before.get(at)) else { return false };
        let start = sentence.start + verb.start;
        let joined = text[start..hit.start].contains([',', ';', ':', '—', '–', '(']);
        let Some(inflection) = inflection(&small(verb)).filter(|_| !joined) else { return false };
        if self.is_looking(&small(verb)) {
            return false;
        }
        match self.subject(text, start, inflection, false) {
            Subject::Somebody => true,
            Subject::Vehicle => {
                let way = text[hit.start..hit.end].to_lowercase();
                self.breaks_out(&std::iter::once(way).chain(rest.iter().cloned()).collect::<Vec<_>>())
            }
            _ => false,
        }
    }

    /// Is it something to strike with that goes there: `the oar across his back`?
    pub(crate) fn strikes(&self, text: &str, hit: &Hit) -> bool {
        let before = words_before(text, hit.start);
        let near = before.iter().take_while(|word| !word.joined).take(4);
        let carried = ["and", "in", "on", "of", "with", "from"];
        near.map(|word| word.text.as_str())
            .take_while(|word| !carried.contains(word))
            .any(|word| self.lexicon.has(List::Implements, word))
    }

    /// `looks`, `gazing`: verbs that lead nowhere.
    fn is_looking(&self, verb: &str) -> bool {
        let stems = ["", "s", "es", "ing", "ed", "d", "ning", "ting", "ping"];
        let stems = stems.iter().filter_map(|end| verb.strip_suffix(end));
        let known = |stem: &str| self.lexicon.has(List::Looking, stem);
        stems.into_iter().any(|stem| known(stem) || known(&format!("{stem}e")))
    }
}

/// Which form of a verb a word may be.
fn inflection(word: &str) -> Option<Inflection> {
    match word {
        _ if word.ends_with("ing") => Some(Inflection::Ing),
        _ if word.ends_with("ed") => Some(Inflection::Past),
        _ if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("'s") => Some(Inflection::Third),
        _ => None,
    }
}
