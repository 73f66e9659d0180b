//! Clauses: the words around a verb, and whether it is done or suffered.

use crate::lexicon::{Hit, Inflection};
use crate::sense_words::{AFTER_HER, BREATH, is_adverb};
use crate::words;

/// A word before the verb, nearest first.
pub(crate) struct Before {
    pub(crate) text: String,
    /// A comma or dash stands between it and the word behind it.
    pub(crate) joined: bool,
}

/// The words of the sentence before a byte, nearest first, at most eight.
pub(crate) fn words_before(text: &str, at: usize) -> Vec<Before> {
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
            *c == ',' && !is_breath(&window[i + 1..])
                || matches!(c, ';' | ':' | '?' | '!' | '\n' | '—' | '–' | '(' | ')')
                || *c == '.' && !is_abbreviated(&window[..*i])
                || window[*i..].starts_with(" -")
        })
        .map_or(window.len(), |(i, _)| i);
    words::words(&window[..stop]).take(10).map(|word| word.text.to_lowercase().replace('’', "'")).collect()
}

/// `surfaces, gasping`: how one breathes belongs to what one does.
fn is_breath(rest: &str) -> bool {
    words::words(rest).next().is_some_and(|word| BREATH.contains(&word.text))
}

fn is_abbreviated(head: &str) -> bool {
    ["Mr", "Mrs", "Ms", "Dr", "St"].iter().any(|end| head.ends_with(end))
}

/// `is thrown`, `gets hit`, `Thrown back, she…`
pub(crate) fn is_passive(text: &str, hit: &Hit, inflection: Inflection) -> bool {
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
