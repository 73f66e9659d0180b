//! Inversion: the way stands first and who takes it last: `Down the stairs tumbles the bride.`

use crate::clause::{Before, clause_after, words_before};
use crate::force::WAYS;
use crate::lexicon::Hit;
use crate::sense::{Grammar, Subject};
use crate::sense_words::PREPOSITIONS;
use crate::words;

impl Grammar<'_> {
    /// The words of the way, where one stands before a verb and the subject behind it.
    pub(crate) fn way_first(&self, text: &str, verb: usize) -> Option<Vec<String>> {
        let last = words::before(text, verb, 1).pop()?;
        if !self.holds(&last) || self.lexicon.is_vehicle(&last) {
            return None;
        }
        let way = words_before(text, verb);
        let starts = way.last().is_some_and(|word| WAYS.contains(&word.text.as_str()) || word.text == "up");
        let alone = way.len() <= 5
            && way.iter().all(|word| !word.joined && !self.is_person(&word.text))
            && way.iter().filter(|word| is_article(&word.text)).count() <= 1;
        (starts && alone).then(|| way.into_iter().rev().map(|word| word.text).collect())
    }

    /// Who takes the way that stands before a verb.
    pub(crate) fn subject_behind(&self, text: &str, verb: usize) -> Option<Subject> {
        self.way_first(text, verb)?;
        let verb = words::words(&text[verb..]).next().map(|word| verb + word.end)?;
        let behind = clause_after(text, verb);
        let noun = behind.into_iter().take_while(|word| !PREPOSITIONS.contains(&word.as_str()));
        let mut nearest: Vec<Before> = noun.take(4).map(|text| Before { text, joined: false }).collect();
        nearest.reverse();
        let subject = self.kind(text, &nearest);
        matches!(subject, Subject::Somebody | Subject::Creature | Subject::Vehicle).then_some(subject)
    }
}

/// What begins a noun: a way has one at most, `Down the hall a door slams` a noun more.
fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their")
}

/// `and in rushes Roland`: who comes stands behind the verb.
pub(crate) fn is_turned(text: &str, hit: &Hit) -> bool {
    let before = words::before(text, hit.start, 2);
    let way =
        before.first().is_some_and(|word| matches!(word.as_str(), "in" | "out" | "up" | "down" | "off"));
    way && text[hit.start..hit.end].ends_with('s')
        && before.get(1).is_none_or(|word| matches!(word.as_str(), "and" | "then"))
}
