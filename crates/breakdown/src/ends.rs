//! Ends: what has to follow a term in its clause, as words or as kinds of words in braces.

use crate::lexicon::{List, More};
use crate::sense::Grammar;
use crate::sense_words::{
    BREATH, BROKEN, DETERMINERS, OBJECTS, PARTICLES, PARTS, PREPOSITIONS, THROAT, is_adverb,
};

impl Grammar<'_> {
    /// Where the ends of a term stand among the words, and how many words they are.
    pub(crate) fn find_ends(&self, rest: &[String], more: &More) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for at in 0..=rest.len() {
            let first = rest.get(at).and_then(|word| word.as_bytes().first());
            // Most ends begin with another letter than the word, which is quick to see.
            let maybe = |end: &&String| end.starts_with('{') || end.as_bytes().first() == first;
            for end in more.ends.iter().filter(maybe) {
                if let Some(length) = self.length_of_end(end, &rest[at..]) {
                    found.push((at, length));
                }
            }
            let passing = |word: &String| is_adverb(word) || PARTICLES.contains(&word.as_str());
            if more.at_once && !rest.get(at).is_some_and(passing) || is_next_verb(&rest[at..]) {
                break;
            }
        }
        found
    }

    /// How many words an end of a term is, if they begin with it.
    fn length_of_end(&self, end: &str, words: &[String]) -> Option<usize> {
        end.split(' ').try_fold(0, |at, wanted| {
            let rest = words.get(at..)?;
            let length = match wanted {
                "{body}" => length_of_part(rest, PARTS)?,
                "{throat}" => length_of_part(rest, THROAT)?,
                "{somebody}" => self.is_somebody(rest).then_some(1)?,
                "{height}" => length_of_noun(rest, |word| self.lexicon.has(List::Heights, word))?,
                "{obstacle}" => length_of_noun(rest, |word| self.is_obstacle(word))?,
                "{vehicle}" => length_of_noun(rest, |word| self.lexicon.is_vehicle(word))?,
                "{nothing}" => rest.is_empty().then_some(0)?,
                "{broken}" => length_of_noun(rest, |word| BROKEN.contains(&word))?,
                "{breath}" => BREATH.contains(&rest.first()?.as_str()).then_some(1)?,
                "{beast}" => length_of_noun(rest, |word| self.lexicon.is_creature(word))?,
                _ => {
                    let given = rest.first()?;
                    (given == wanted || given.strip_suffix("'s") == Some(wanted)).then_some(1)?
                }
            };
            Some(at + length)
        })
    }

    /// What a body strikes, breaks through or falls from.
    pub(crate) fn is_obstacle(&self, word: &str) -> bool {
        self.lexicon.has(List::Obstacles, word) || self.lexicon.has(List::Heights, word)
    }
}

/// `and pulls it to the back`: what follows is of another verb.
fn is_next_verb(rest: &[String]) -> bool {
    let [and, verb, object, ..] = rest else { return false };
    and == "and" && verb.ends_with('s') && OBJECTS.contains(&object.as_str()) && !is_adverb(verb)
}

/// `his jaw`, `the pilot's throat`, `the back of her head`, but not `the back of the van`.
fn length_of_part(words: &[String], parts: &[&str]) -> Option<usize> {
    let owner = words.first()?;
    let owned = matches!(owner.as_str(), "the" | "a" | "his" | "her" | "their" | "its" | "my" | "your")
        || owner.ends_with("'s");
    if !owned {
        return None;
    }
    let at = 1 + head(&words[1..], |word| parts.contains(&word) || is_side(word))?;
    match words.get(at + 1).map(String::as_str) {
        Some("of") => length_of_part(&words[at + 2..], parts).map(|length| at + 2 + length),
        _ if parts.contains(&words[at].as_str()) => Some(at + 1),
        _ => None,
    }
}

/// `gutter`, `the porch roof`, `the edge of the platform`, but not `the roof of the car`.
fn length_of_noun(words: &[String], is_meant: impl Fn(&str) -> bool) -> Option<usize> {
    let determined = usize::from(DETERMINERS.contains(&words.first()?.as_str()));
    Some(determined + head(&words[determined..], is_meant)? + 1)
}

/// Where the noun stands that is meant, behind at most two words before it.
fn head(words: &[String], is_meant: impl Fn(&str) -> bool) -> Option<usize> {
    let between = |word: &&String| !PREPOSITIONS.contains(&word.as_str()) && word.as_str() != "and";
    words.iter().take(3).take_while(between).position(|word| is_meant(word))
}

/// `the back of`, `the crown of`: what stands before a part of a body.
fn is_side(word: &str) -> bool {
    matches!(word, "back" | "side" | "crown" | "bridge" | "top" | "small" | "nape" | "point")
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use crate::lexicon::Lexicons;
    use crate::sense::Grammar;

    #[test]
    fn kinds_of_words_are_ends() {
        let lexicons = Lexicons::default();
        let grammar = Grammar { lexicon: lexicons.compiled(), names: FxHashSet::default() };
        let length = |end: &str, text: &str| {
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            grammar.length_of_end(end, &words)
        };
        assert_eq!(length("in {body}", "in the guard's left knee again"), Some(5));
        assert_eq!(length("on {body}", "on the back of his head"), Some(6));
        assert_eq!(length("in {body}", "in the back of the van"), None);
        assert_eq!(length("in {body}", "in her arms"), None);
        assert_eq!(length("{throat} from", "his throat from behind"), Some(3));
        assert_eq!(length("off {height}", "off the porch roof"), Some(4));
        assert_eq!(length("off {height}", "off the bus"), None);
        assert_eq!(length("into {obstacle}", "into lockers"), Some(2));
        assert_eq!(length("onto {vehicle}", "onto a passing truck"), Some(4));
        assert_eq!(length("at {somebody}", "at the guard"), Some(2));
        assert_eq!(length("at {somebody}", "at the moon"), None);
        assert_eq!(length("out of {broken}", "out of the overturned jeep"), Some(4));
        assert_eq!(length("and {nothing}", "and"), Some(1));
        assert_eq!(length("{nothing}", "the ashes"), None);
    }
}
