//! Clauses: the words around a verb, what has to follow it, and whether it is done or suffered.

use crate::lexicon::{Hit, Inflection, More};
use crate::sense_words::{AFTER_HER, PARTICLES, PARTS, PREPOSITIONS, THROAT, is_adverb};
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
pub(crate) fn find_ends(rest: &[String], more: &More) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for at in 0..rest.len() {
        for end in &more.ends {
            if let Some(length) = length_of_end(end, &rest[at..]) {
                found.push((at, length));
            }
        }
        if more.at_once && !(is_adverb(&rest[at]) || PARTICLES.contains(&rest[at].as_str())) {
            break;
        }
    }
    found
}

/// How many words an end of a term is, if they begin with it. `{body}` stands for a part of somebody's body, `the
/// guard's left knee`, `{throat}` for one by which he breathes.
fn length_of_end(end: &str, words: &[String]) -> Option<usize> {
    end.split(' ').try_fold(0, |at, wanted| {
        let rest = words.get(at..)?;
        let length = match wanted {
            "{body}" => length_of_part(rest, PARTS)?,
            "{throat}" => length_of_part(rest, THROAT)?,
            _ => {
                let given = rest.first()?;
                (given == wanted || given.strip_suffix("'s") == Some(wanted)).then_some(1)?
            }
        };
        Some(at + length)
    })
}

/// `his jaw`, `the pilot's throat`, `the back of her head`, but not `the back of the van`.
fn length_of_part(words: &[String], parts: &[&str]) -> Option<usize> {
    let owner = words.first()?;
    let owned = matches!(owner.as_str(), "the" | "a" | "his" | "her" | "their" | "its" | "my" | "your")
        || owner.ends_with("'s");
    if !owned {
        return None;
    }
    let between = |word: &&String| !PREPOSITIONS.contains(&word.as_str()) && word.as_str() != "and";
    let head = words[1..].iter().take(3).take_while(between);
    let at = 1 + head.into_iter().position(|word| parts.contains(&word.as_str()) || is_side(word))?;
    match words.get(at + 1).map(String::as_str) {
        Some("of") => length_of_part(&words[at + 2..], parts).map(|length| at + 2 + length),
        _ if parts.contains(&words[at].as_str()) => Some(at + 1),
        _ => None,
    }
}

/// `the back of`, `the crown of`: what stands before a part of a body.
fn is_side(word: &str) -> bool {
    matches!(word, "back" | "side" | "crown" | "bridge" | "top" | "small" | "nape" | "point")
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

#[cfg(test)]
mod tests {
    use super::length_of_end;

    #[test]
    fn parts_of_bodies_are_ends() {
        let length = |end: &str, text: &str| {
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            length_of_end(end, &words)
        };
        assert_eq!(length("in {body}", "in the guard's left knee again"), Some(5));
        assert_eq!(length("on {body}", "on the back of his head"), Some(6));
        assert_eq!(length("in {body}", "in the back of the van"), None);
        assert_eq!(length("in {body}", "in her arms"), None);
        assert_eq!(length("{throat} from", "his throat from behind"), Some(3));
    }
}
