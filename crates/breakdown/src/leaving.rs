//! Who leaves a scene before it ends, and where somebody is said to be alone.

use crate::lexicon::{Compiled, List};
use crate::words::{self, Word};

/// Somebody leaves, in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Leaving {
    /// Byte of the verb.
    pub(crate) at: usize,
    /// Byte at which its sentence begins.
    pub(crate) sentence: usize,
    pub(crate) who: Who,
}

/// Who leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// The first who is named in the sentence.
    Named,
    /// The one of whom the sentence before spoke: `He leaves.`
    Before,
    /// Everybody who is not named in the sentence.
    Rest,
}

/// All who leave, in the order of the text.
pub(crate) fn all(text: &str, lexicon: &Compiled, found: &mut Vec<Leaving>) {
    found.clear();
    let mut sentence: Vec<Word<'_>> = Vec::new();
    for word in words::words(text) {
        let ends = sentence.last().is_some_and(|last| {
            let gap = &text[last.end..word.start];
            gap.contains(['!', '?', '\n'])
                || gap.starts_with('.') && !gap.starts_with("..") && last.text.len() > 3
        });
        if ends {
            sentence.clear();
        }
        sentence.push(word);
        if leaves(text, &sentence, lexicon) {
            let first = sentence[0].text.to_lowercase();
            let rest = sentence[..sentence.len() - 1].iter().rev().take(5).any(|word| {
                let word = word.text.to_lowercase();
                matches!(
                    word.as_str(),
                    "everyone" | "everybody" | "they" | "all" | "rest" | "others" | "both"
                )
            });
            let who = match first.as_str() {
                _ if rest => Who::Rest,
                "he" | "she" => Who::Before,
                _ => Who::Named,
            };
            found.push(Leaving { at: word.start, sentence: sentence[0].start, who });
        }
    }
}

/// Is the last word of a sentence so far a verb of leaving?
fn leaves(text: &str, sentence: &[Word<'_>], lexicon: &Compiled) -> bool {
    let word = sentence[sentence.len() - 1];
    if sentence.len() < 2 || !word.text.starts_with(char::is_lowercase) {
        return false;
    }
    let next = || words::after(text, word.end, 3);
    if lexicon.has(List::Leaving, word.text) {
        // `leaves a note`, `leaves him there`: something is left.
        let object = next().first().is_some_and(|word| {
            matches!(
                word.as_str(),
                "a" | "an"
                    | "it"
                    | "him"
                    | "them"
                    | "his"
                    | "her"
                    | "their"
                    | "some"
                    | "money"
                    | "only"
                    | "nothing"
                    | "no"
                    | "behind"
                    | "into"
            )
        });
        return !object && sentence[sentence.len() - 2].text != "the";
    }
    // `continues into the station`: on into a place that is not this one.
    let goes_on = matches!(word.text, "continues" | "continue" | "proceeds" | "proceed");
    if goes_on && next().first().is_some_and(|word| word == "into") {
        return true;
    }
    lexicon.has(List::GoingOut, word.text)
        && next()
            .iter()
            .take(2)
            .any(|word| matches!(word.as_str(), "out" | "off" | "away" | "outside" | "offscreen"))
}

/// Does the text say that somebody is alone here, or nobody is?
pub(crate) fn is_alone(text: &str) -> bool {
    let word = |known: &str| {
        text.match_indices(known).any(|(at, _)| {
            words::is_whole(text, at, at + known.len())
                && !words::before(text, at, 2)
                    .iter()
                    .any(|word| matches!(word.as_str(), "leave" | "let" | "not" | "leaves" | "never"))
        })
    };
    word("alone") || word("Alone") || word("empty now") || word("nobody else") || word("no one else")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Who)> {
        let lexicons = crate::Lexicons::default();
        let mut found = Vec::new();
        all(text, lexicons.compiled(), &mut found);
        found.iter().map(|l| (text[l.at..].split([' ', '.']).next().unwrap().to_owned(), l.who)).collect()
    }

    #[test]
    fn who_leaves_and_who_leaves_something() {
        assert_eq!(found("Jake nods and leaves."), [("leaves".to_owned(), Who::Named)]);
        assert_eq!(found("Jake waits. He walks out."), [("walks".to_owned(), Who::Before)]);
        assert_eq!(found("Noah stays while the rest file out."), [("file".to_owned(), Who::Rest)]);
        assert_eq!(
            found("Jake frowns, then continues into the station."),
            [("continues".to_owned(), Who::Named)]
        );
        assert_eq!(found("Jake leaves a note. He walks to the door. He heads the team."), []);
    }

    #[test]
    fn alone() {
        assert!(is_alone("Anna, alone now.") && !is_alone("Leave him alone. He will leave alone the rest."));
    }
}
