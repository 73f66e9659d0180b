//! Pursuits: who comes after somebody that flees in the sentence before or behind: `She bolts. Behind her, footsteps.`

use crate::clause::{clause_after, words_before};
use crate::fates::is_form;
use crate::lexicon::Hit;
use crate::sense::Grammar;
use crate::sense_words::{DETERMINERS, PEOPLE, is_adverb};
use crate::words;

/// How one flees, and how one comes after him.
const RUNS: [&str; 11] =
    ["run", "bolt", "sprint", "flee", "pelt", "gallop", "race", "charge", "swerve", "accelerate", "tear"];

/// What is heard or seen of who comes after somebody.
const SIGNS: [&str; 12] = [
    "footsteps",
    "footfalls",
    "hooves",
    "hoofbeats",
    "siren",
    "sirens",
    "headlights",
    "torches",
    "boots",
    "shouts",
    "barking",
    "engines",
];

/// How far behind: `two steps behind him`.
const MEASURES: [&str; 12] = [
    "step", "steps", "pace", "paces", "yards", "metres", "meters", "feet", "inches", "seconds", "rungs",
    "floor",
];

impl Grammar<'_> {
    /// Does somebody come after him who flees in a sentence beside this one?
    pub(crate) fn pursues(&self, beside: [&str; 2], text: &str, hit: &Hit) -> bool {
        let before = words_before(text, hit.start);
        let passing = |word: &str| {
            is_adverb(word)
                || is_form(word, &RUNS)
                || is_form(word, &["come", "turn"])
                || MEASURES.contains(&word)
                || DETERMINERS.contains(&word)
                || matches!(
                    word,
                    "is" | "are" | "right" | "close" | "hard" | "two" | "three" | "ten" | "not" | "far"
                )
        };
        let follows = match before.iter().find(|word| !passing(&word.text)) {
            Some(word) => self.may_follow(&word.text),
            None => {
                let after = clause_after(text, hit.end);
                let after =
                    if after.is_empty() { clause_after(text, words::ceil(text, hit.end + 1)) } else { after };
                let sign = |word: &String| SIGNS.contains(&word.as_str());
                let runs = after.iter().skip(1).any(|word| is_form(word, &RUNS));
                after.iter().take(5).any(sign) || runs && after.iter().any(|word| self.may_follow(word))
            }
        };
        follows && beside.into_iter().any(flees)
    }

    fn may_follow(&self, word: &str) -> bool {
        PEOPLE.contains(&word)
            || word == "it"
            || SIGNS.contains(&word)
            || self.is_person(word)
            || self.lexicon.is_vehicle(word)
            || self.lexicon.is_creature(word)
    }
}

/// Does somebody flee: `She bolts for the door.`, `They run.`, but not `She runs the shop.`
fn flees(text: &str) -> bool {
    words::words(text).any(|word| {
        let small = word.text.to_lowercase();
        let bare = || {
            words::words(&text[word.end..]).next().is_none()
                || text[word.end..].starts_with([',', ';', '.', '!'])
        };
        is_form(&small, &RUNS[1..6]) || is_form(&small, &RUNS) && bare()
    })
}
