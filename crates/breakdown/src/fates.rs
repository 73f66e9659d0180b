//! Fates: what gives way takes along whoever is on it: `The balcony tilts. Mara goes with it.`

use crate::clause::{clause_after, words_before};
use crate::lexicon::{Hit, List};
use crate::sense::Grammar;
use crate::sense_words::{PARTICLES, PEOPLE, is_adverb};
use crate::words;

/// What things do that no longer hold.
const GIVES: [&str; 22] = [
    "give", "collapse", "topple", "tip", "tilt", "break", "snap", "buckle", "crumble", "crack", "crash",
    "plunge", "sink", "overturn", "capsize", "flip", "cave", "explode", "split", "shatter", "splinter",
    "fall",
];

/// `goes over`: what gives way does so together with one of these.
const GOES: [&str; 2] = ["go", "come"];
const WHERE: [&str; 5] = ["over", "under", "off", "through", "down"];

impl Grammar<'_> {
    /// Does somebody share what happens to a thing in the words before: is he `on it`, goes he `with it`, `so does` he?
    pub(crate) fn shares_fate(&self, before: &str, text: &str, hit: &Hit) -> bool {
        let somebody = |word: &str| PEOPLE.contains(&word) || self.is_person(word);
        let shares = if text[hit.start..hit.end].to_lowercase().starts_with("so ") {
            let whom = clause_after(text, hit.end);
            whom.first().is_some_and(|word| somebody(word)) || self.is_somebody(&whom)
        } else {
            let near = words_before(text, hit.start);
            let passing = |word: &str| {
                is_adverb(word)
                    || PARTICLES.contains(&word)
                    || matches!(word, "is" | "are" | "ride" | "rides" | "top")
                    || is_form(word, &GIVES)
                    || is_form(word, &GOES)
            };
            near.iter().take(4).find(|word| !passing(&word.text)).is_some_and(|word| somebody(&word.text))
        };
        shares && [before, lead(text, hit)].into_iter().any(|said| self.gives_way(said))
    }

    /// Does something that one stands on, strikes or rides give way in these words?
    fn gives_way(&self, text: &str) -> bool {
        let small: Vec<String> = words::words(text).map(|word| word.text.to_lowercase()).collect();
        let mut thing = None;
        small.iter().enumerate().any(|(at, word)| {
            let next = small.get(at + 1).map_or("", String::as_str);
            let gives = is_form(word, &GIVES) || is_form(word, &GOES) && WHERE.contains(&next);
            if gives && thing.is_some_and(|thing| at - thing <= 4) {
                return true;
            }
            if self.holds(word) {
                thing = Some(at);
            } else if PEOPLE.contains(&word.as_str()) || self.is_person(word) {
                thing = None;
            }
            false
        })
    }

    /// What one stands on, strikes or rides.
    pub(crate) fn holds(&self, word: &str) -> bool {
        self.lexicon.has(List::Supports, word) || self.is_obstacle(word) || self.lexicon.is_vehicle(word)
    }

    /// `A railing. He goes over it.`: behind a verb, `it` is what was named before that a body falls from or strikes.
    pub(crate) fn name_it(&self, before: &str, text: &str, hit: &Hit, clause: &mut Vec<String>) {
        let Some(at) = clause.iter().take(6).position(|word| word == "it") else { return };
        let way = match at.checked_sub(1) {
            Some(last) => clause[last].as_str(),
            None => text[hit.start..hit.end].rsplit(' ').next().unwrap_or_default(),
        };
        if !matches!(way, "through" | "over" | "off" | "into" | "against" | "under" | "onto") {
            return;
        }
        let noun = |said: &str| {
            let nouns = words::words(said).map(|word| word.text.to_lowercase());
            nouns.filter(|word| self.is_obstacle(word)).last()
        };
        if let Some(noun) = noun(lead(text, hit)).or_else(|| noun(before)) {
            clause.splice(at..=at, ["the".to_owned(), noun]);
        }
    }
}

/// The sentence up to a hit.
fn lead<'t>(text: &'t str, hit: &Hit) -> &'t str {
    &text[words::sentence(text, hit.start..hit.end).start..hit.start]
}

/// `breaks`, `break` of `break`.
pub(crate) fn is_form(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.strip_prefix(stem).is_some_and(|end| matches!(end, "" | "s" | "es")))
}
