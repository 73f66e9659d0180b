//! Why a name in the action may not mean that its bearer is there: talked about, remembered, pictured, gone.

use crate::lexicon::{Compiled, List};
use crate::sense_words::{DETERMINERS, PREPOSITIONS};
use crate::words;

/// What somebody did, told where the script tells the present: `the question the boy asked`.
const RECALLED: [&str; 28] = [
    "asked",
    "said",
    "told",
    "gave",
    "left",
    "sent",
    "wrote",
    "made",
    "used",
    "wanted",
    "mentioned",
    "promised",
    "taught",
    "wore",
    "kept",
    "built",
    "loved",
    "hid",
    "dropped",
    "showed",
    "bought",
    "stole",
    "described",
    "warned",
    "drew",
    "carved",
    "once",
    "died",
];

/// What joins clauses: after it a past tense tells of now.
const JOINS: [&str; 9] = ["and", "but", "then", "as", "while", "or", "until", "so", "before"];

/// What stands between a picture and whom it shows.
const SHOWS: [&str; 14] = [
    "of",
    "shows",
    "show",
    "showing",
    "reveals",
    "revealing",
    "depicts",
    "depicting",
    "displays",
    "displaying",
    "featuring",
    "with",
    "about",
    "reads",
];

/// Is the bearer of the name at `start..end` only talked about, remembered, pictured, waited for, or gone?
pub(crate) fn is_elsewhere(text: &str, start: usize, end: usize, lexicon: &Compiled) -> bool {
    let before = words::before(text, start, 14);
    let near = &before[..before.len().min(4)];
    is_thought_of(&before)
        || follows_absence(near, lexicon)
        || is_pictured(&before, lexicon)
        || is_recalled(&before, text, end)
        || is_said_gone(text, end)
        || is_supposed(text, end)
        || is_shown_before(text, start, end, lexicon)
}

/// `A PHOTOGRAPH. Anna, maybe seven, crying.`: nothing but a likeness, and whom it shows.
fn is_shown_before(text: &str, start: usize, end: usize, lexicon: &Compiled) -> bool {
    let head = text[..words::sentence(text, start..end).start].trim_end();
    if head.is_empty() {
        return false;
    }
    let last = words::floor(text, head.len() - 1);
    let fragment = &text[words::sentence(text, last..head.len()).start..head.len()];
    let said: Vec<String> = words::words(fragment).take(5).map(|word| word.text.to_lowercase()).collect();
    let alone = said.len() < 5
        && said.first().is_some_and(|word| matches!(word.as_str(), "a" | "an" | "the" | "one" | "another"))
        && said.last().is_some_and(|word| lexicon.has(List::Likenesses, word));
    alone && !words::after(text, end, 1).first().is_some_and(|word| lexicon.has(List::Acting, word))
}

/// Does a sentence consist of a name alone: carved, listed, thought? `First Anna.`
pub(crate) fn is_bare(text: &str, start: usize, end: usize) -> bool {
    const COUNTED: [&str; 6] = ["first", "then", "now", "maybe", "or", "not"];
    let (before, after) = (words::before(text, start, 2), words::after(text, end, 1));
    let alone = match before.as_slice() {
        [] => true,
        [only] => COUNTED.contains(&only.as_str()),
        _ => false,
    };
    alone && after.is_empty() && text[end..].trim_end().starts_with('.') || {
        let (head, tail) = (text[..start].trim_end_matches(' '), text[end..].trim_start_matches(' '));
        (head.is_empty() || head.ends_with('\n')) && (tail.is_empty() || tail.starts_with('\n'))
    }
}

/// `Anna is probably at home by now`: somebody supposes it.
fn is_supposed(text: &str, end: usize) -> bool {
    words::after(text, end, 3)
        .iter()
        .any(|word| matches!(word.as_str(), "probably" | "presumably" | "supposedly"))
}

fn is_thought_of(before: &[String]) -> bool {
    before.iter().any(|word| {
        matches!(
            word.as_str(),
            "thinks" | "remembers" | "recalls" | "imagines" | "wonders" | "if" | "telling" | "remembering"
        )
    })
}

/// A phrase right before the name that says that its bearer is elsewhere; `before` is nearest first.
fn follows_absence(before: &[String], lexicon: &Compiled) -> bool {
    let mut phrase = String::new();
    before.iter().any(|word| {
        phrase = if phrase.is_empty() { word.clone() } else { format!("{word} {phrase}") };
        lexicon.has(List::Absent, &phrase)
    })
}

/// `a hologram, revealing her mother`: a likeness, and a word for what it shows.
fn is_pictured(before: &[String], lexicon: &Compiled) -> bool {
    let shows = before.iter().position(|word| SHOWS.contains(&word.as_str()));
    shows.is_some_and(|at| before[at + 1..].iter().any(|word| lexicon.has(List::Likenesses, word)))
}

/// `the same question the boy asked`, `the spot where he and Anna planned it`, `the hands that helped Anna`: a
/// noun with a clause about the past.
fn is_recalled(before: &[String], text: &str, end: usize) -> bool {
    let after = words::after(text, end, 3);
    let past = |word: Option<&String>| {
        word.is_some_and(|word| word.ends_with("ed") || RECALLED.contains(&word.as_str()))
    };
    // `where Anna stood twenty years ago`.
    let ago = || words::after(text, end, 8).iter().any(|word| word == "ago" || word == "earlier");
    let had =
        |word: Option<&String>| word.is_some_and(|word| matches!(word.as_str(), "had" | "was" | "were"));
    let relative = |word: Option<&String>| {
        word.is_some_and(|word| matches!(word.as_str(), "that" | "who" | "which" | "where" | "when"))
    };
    let pair = after.first().is_some_and(|word| word == "and");
    let then = if pair { after.get(2) } else { after.first() };
    if past(before.first()) && relative(before.get(1))
        || past(then) && (0..4).any(|at| relative(before.get(at)))
        || relative(before.first()) && ago()
    {
        return true;
    }
    if is_of_a_noun(before) && (past(after.first()) || had(after.first())) {
        return true;
    }
    let own = usize::from(before.first().is_some_and(|word| word == "the"));
    before.get(own).is_some_and(|word| !JOINS.contains(&word.as_str()))
        && after.first().is_some_and(|word| RECALLED.contains(&word.as_str()))
}

/// `the way Anna touched his arm`, `the same smile Anna had`: a noun right before the name.
fn is_of_a_noun(before: &[String]) -> bool {
    let joins = |word: &String| {
        JOINS.contains(&word.as_str()) || PREPOSITIONS.contains(&word.as_str()) || word.ends_with("ing")
    };
    let noun = before.first().is_some_and(|word| !joins(word) && !DETERMINERS.contains(&word.as_str()));
    let article = before.iter().skip(1).take(2).position(|word| DETERMINERS.contains(&word.as_str()));
    noun && article.is_some_and(|at| !before[1..=at].iter().any(joins))
}

/// `Anna is gone`, `Anna isn't here`: said to be gone.
pub(crate) fn is_said_gone(text: &str, end: usize) -> bool {
    let after = words::after(text, end, 4).join(" ");
    [
        "is gone",
        "has gone",
        "is long gone",
        "is already gone",
        "isn't here",
        "isn't there",
        "is not here",
        "is not there",
        "is nowhere",
        "has left",
        "has already left",
        "is missing",
        "has disappeared",
        "has vanished",
        "never came",
        "never comes",
        "doesn't come",
        "hasn't come",
        "isn't in",
        "are gone",
        "have gone",
        "have left",
    ]
    .iter()
    .any(|gone| after.strip_prefix(gone).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Is the action really a speech that lost its cue: does somebody say “I” in it?
pub(crate) fn is_speech(text: &str) -> bool {
    let mut found = text.match_indices('I').filter(|(at, _)| {
        let tail = text[at + 1..].trim_start_matches(['\'', '’']);
        let word = tail.len() < text.len() - at - 1 || tail.starts_with(' ');
        let free = text[..*at].chars().next_back().is_none_or(|c| c == ' ' || c == '(');
        // `World War I`.
        let last = text[..*at].trim_end().rsplit(' ').next().unwrap_or_default();
        let numeral = last.starts_with(char::is_uppercase) && last.ends_with(char::is_alphanumeric);
        word && free && !numeral && tail.trim_start().starts_with(char::is_lowercase)
    });
    found.any(|(at, _)| !words::is_quoted(text, at))
}

/// Is somebody spoken to: `You chose to stay.`?
pub(crate) fn speaks_to(text: &str) -> bool {
    words::words(text).any(|word| {
        let stem = word.text.split(['\'', '’']).next().unwrap_or_default();
        ["you", "your", "yours"].iter().any(|known| stem.eq_ignore_ascii_case(known))
            && !words::is_quoted(text, word.start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elsewhere(text: &str) -> bool {
        let lexicons = crate::Lexicons::default();
        let start = text.find("Anna").unwrap();
        is_elsewhere(text, start, start + 4, lexicons.compiled())
    }

    #[test]
    fn who_is_only_spoken_of_is_elsewhere() {
        for text in [
            "He waits for Anna.",
            "A photograph of Anna.",
            "The hologram opens, revealing Anna, a tall woman.",
            "A photo on the wall shows him with Anna.",
            "The same question Anna asked.",
            "The spot where he and Anna planned it.",
            "Exactly where Anna stood twenty years ago.",
            "She picks up the receiver to call Anna.",
            "The same hands that helped Anna with her coat.",
            "Anna is probably still at home.",
            "He remembers the summer with Anna.",
            "Anna is gone.",
            "Anna isn't here.",
            "No sign of Anna.",
        ] {
            assert!(elsewhere(text), "{text}");
        }
        for text in [
            "He looks at Anna.",
            "He shows the photo to Anna.",
            "Ben shrugs and Anna asked again.",
            "Anna puts the photograph down.",
        ] {
            assert!(!elsewhere(text), "{text}");
        }
    }

    #[test]
    fn a_speech_without_its_cue_is_no_action() {
        assert!(is_speech("My handler, Mr. Kim. I was wrong."));
        assert!(is_speech("I'm late."));
        assert!(!is_speech("A sign: \"I want you\". World War I ends. PART I"));
        assert!(!is_speech("In the room. It is cold."));
    }
}
