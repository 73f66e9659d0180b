//! Who is introduced in the action, mostly in capitals, and which capitals are crowds, objects or noises.

use std::ops::Range;

use screenplay::{ElementKind, Screenplay};

use crate::counts;
use crate::evidence::Spot;
use crate::lexicon::{Compiled, List};
use crate::names;
use crate::words::{self, Word};

/// Somebody whose name stands in capitals in the action, somebody without a name who comes in, or a group.
#[derive(Clone, Debug)]
pub(crate) struct Introduction {
    pub(crate) spot: Spot,
    /// In capitals, as written.
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// A term of the animals, as the text of the introduction has it: bytes of the element's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Animal {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// What the capitals stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A person: an age, a description, an action or the noun itself says so.
    Person,
    /// Several people, with their number if the text says it.
    Group(Option<u32>),
    /// A name of which the capitals alone do not tell what it is.
    Unclear,
    /// An animal with a name: `a dog, TALLOW`.
    Animal(Animal),
}

/// All runs of capitals in the action that may name people.
pub(crate) fn collect(screenplay: &Screenplay, lexicon: &Compiled) -> Vec<Introduction> {
    let mut found = Vec::new();
    for entry in screenplay.scenes.iter().filter(|scene| !scene.omitted) {
        for at in entry.elements.clone() {
            let element = &screenplay.elements[at];
            if element.kind == ElementKind::Action && has_capitals(&element.text) && is_prose(&element.text) {
                for run in runs(&element.text, lexicon) {
                    let Some(kind) = classify(&element.text, &run, lexicon) else { continue };
                    let (name, _) = names::clean(&element.text[run.clone()]);
                    found.push(Introduction { spot: Spot::new(at, run), name, kind });
                }
            }
            if element.kind == ElementKind::Action {
                for run in addressed(&element.text, lexicon) {
                    let (name, _) = names::clean(&element.text[run.clone()]);
                    found.push(Introduction { spot: Spot::new(at, run), name, kind: Kind::Person });
                }
                let named = |found: &[Introduction], run: &Range<usize>| {
                    let sentence = words::sentence(&element.text, run.clone());
                    let within = |i: &&Introduction| sentence.contains(&i.spot.part.start);
                    found.iter().rev().take_while(|i| i.spot.element == at).any(|i| within(&i))
                };
                for run in arrivals(&element.text, lexicon) {
                    // `An old man trims a lamp: PETAR` has a name.
                    if named(&found, &run) {
                        continue;
                    }
                    let name = element.text[run.clone()].to_uppercase();
                    found.push(Introduction { spot: Spot::new(at, run), name, kind: Kind::Person });
                }
            }
        }
    }
    found
}

/// Whoever acts under a form of address without ever standing in capitals: `Mr. Hoff is at the railing.`
fn addressed(text: &str, lexicon: &Compiled) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for title in ["Mr. ", "Mrs. ", "Ms. ", "Miss ", "Dr. "] {
        for (start, _) in text.match_indices(title) {
            let name = start + title.len();
            let named = |word: &Word<'_>| {
                word.text.starts_with(char::is_uppercase)
                    && !is_capital(word.text)
                    && !word.text.contains(['\'', '’'])
            };
            let tail = &text[name..words::ceil(text, name + 40)];
            let Some(last) = words::words(tail).take_while(named).take(2).last() else { continue };
            let end = name + last.end;
            let acts = text[end..].starts_with(' ')
                && words::after(text, end, 1).first().is_some_and(|word| lexicon.has(List::Acting, word));
            if acts && words::is_whole(text, start, end) && !words::is_quoted(text, start) {
                found.push(start..end);
            }
        }
    }
    found
}

/// Whoever comes into a scene without a name or capitals: `An old woman comes up.`
fn arrivals(text: &str, lexicon: &Compiled) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for article in ["A ", "An "] {
        for (at, _) in text.match_indices(article) {
            let start = at + article.len();
            let mut words = words::words(&text[start..words::ceil(text, start + 60)]).take(3);
            let noun = words.find(|word| lexicon.has(List::People, word.text));
            if let Some(noun) = noun
                && comes_in(text, start, start + noun.end, lexicon)
            {
                found.push(start..start + noun.end);
            }
        }
    }
    found
}

/// Is the phrase behind an article that begins a sentence, told apart from anybody, and does it act?
pub(crate) fn comes_in(text: &str, start: usize, end: usize, lexicon: &Compiled) -> bool {
    const ANYBODY: [&str; 9] =
        ["man", "woman", "figure", "person", "guy", "stranger", "boy", "girl", "child"];
    let phrase = &text[start..end];
    let head = &text[..start];
    let opens = ["A ", "An "].iter().any(|article| {
        head.strip_suffix(article)
            .is_some_and(|before| before.is_empty() || before.ends_with(". ") || before.ends_with('\n'))
    });
    opens
        && !ANYBODY.contains(&phrase)
        && !phrase.contains(|c: char| !c.is_lowercase() && c != ' ' && c != '-')
        && text[end..].starts_with(' ')
        && words::after(text, end, 1)
            .first()
            .is_some_and(|word| lexicon.has(List::Acting, word) && word != "is" && word != "has")
}

/// Is there any word in capitals, at a glance?
fn has_capitals(text: &str) -> bool {
    let capital = |byte: u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    text.as_bytes().windows(2).any(|pair| capital(pair[0]) && capital(pair[1]))
        || text
            .as_bytes()
            .windows(3)
            .any(|three| capital(three[0]) && !three[1].is_ascii_lowercase() && capital(three[2]))
}

/// Lines in capitals throughout are titles, cards and directions.
fn is_prose(text: &str) -> bool {
    text.chars().any(char::is_lowercase) && !is_card(text)
}

/// Text to be read on the screen: `SUPER: "THREE DAYS EARLIER"`.
pub(crate) fn is_card(text: &str) -> bool {
    let head = text.trim_start();
    let card = ["SUPER", "TITLE", "CHYRON", "CAPTION", "INSERT", "SUBTITLE", "ON SCREEN:", "CARD:"];
    card.iter().any(|word| head.starts_with(word))
}

/// Is the word written in capitals: at least two letters, or a number mark?
fn is_capital(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters > 1 && !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase)
}

/// Capitals with a small possessive: `COWORKER's`.
fn possessive_stem(word: &str) -> Option<&str> {
    ["'s", "’s"].iter().find_map(|end| word.strip_suffix(end))
}

/// Runs of capitals, camera words and counts in front of them taken off.
fn runs(text: &str, lexicon: &Compiled) -> Vec<Range<usize>> {
    let mut runs: Vec<Vec<Word<'_>>> = Vec::new();
    let mut current: Vec<Word<'_>> = Vec::new();
    for word in words::words(text) {
        let stem = possessive_stem(word.text).filter(|stem| is_capital(stem));
        let continues =
            current.last().is_some_and(|last| joins(&text[last.end..word.start], last.text, lexicon));
        if !continues && !current.is_empty() {
            runs.push(std::mem::take(&mut current));
        }
        let numbered = word.text.starts_with('#')
            || word.text.bytes().all(|b| b.is_ascii_digit())
            || word.text.len() == 1 && word.text.bytes().all(|b| b.is_ascii_uppercase());
        if let Some(stem) = stem {
            current.push(Word { text: stem, start: word.start, end: word.start + stem.len() });
            runs.push(std::mem::take(&mut current));
        } else if is_capital(word.text) || numbered && !current.is_empty() {
            current.push(word);
        } else if !current.is_empty() {
            runs.push(std::mem::take(&mut current));
        }
    }
    runs.push(current);
    runs.into_iter().filter_map(|run| trimmed(&run, lexicon)).collect()
}

/// Does a run of capitals go on over the gap: a space, or the full stop of a form of address?
fn joins(gap: &str, last: &str, lexicon: &Compiled) -> bool {
    gap == " " || gap == ". " && (names::is_title(lexicon, last) || last.chars().count() == 1)
}

fn trimmed(run: &[Word<'_>], lexicon: &Compiled) -> Option<Range<usize>> {
    let mut run = run;
    let stop = |words: &[Word<'_>]| {
        let phrase: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
        let phrase = phrase.join(" ");
        lexicon.has(List::Capitals, &phrase)
            || counts::number(&phrase).is_some()
            || phrase == "a"
            || phrase == "an"
    };
    while let Some(n) = (1..=run.len().min(4)).rev().find(|n| stop(&run[..*n])) {
        run = &run[n..];
    }
    while run.len() > 1 && stop(&run[run.len() - 1..]) {
        run = &run[..run.len() - 1];
    }
    (!run.is_empty() && run.len() <= 6).then(|| run[0].start..run[run.len() - 1].end)
}

fn classify(text: &str, run: &Range<usize>, lexicon: &Compiled) -> Option<Kind> {
    if words::is_quoted(text, run.start) {
        return None;
    }
    let tokens = names::tokens(&text[run.clone()]);
    if names::is_plural(lexicon, names::head(&tokens)?) {
        return Some(Kind::Group(counts::before(text, run.start)));
    }
    let owned = text[run.end..].starts_with("'s") || text[run.end..].starts_with("’s");
    let previous = words::before(text, run.start, 1);
    let article = previous
        .first()
        .is_some_and(|word| matches!(word.as_str(), "a" | "an" | "the" | "his" | "her" | "their" | "its"));
    let generic = names::is_generic(lexicon, &text[run.clone()]);
    if previous.first().is_some_and(|word| word == "same") {
        return None;
    }
    if !generic && let Some(animal) = animal_before(text, run.start, lexicon) {
        return Some(Kind::Animal(animal));
    }
    if has_age(&text[run.end..]) || is_described(&text[run.end..], lexicon) && !is_thing(&tokens, lexicon) {
        return Some(Kind::Person);
    }
    if generic {
        return (!owned).then_some(Kind::Person);
    }
    if is_presented(text, run.start) || article && is_kind_of_man(&tokens) {
        return Some(Kind::Person);
    }
    if article || is_thing(&tokens, lexicon) || after_a_thing(&previous, lexicon) {
        return None;
    }
    let acts = !owned
        && text[run.end..].starts_with([' ', ','])
        && words::after(text, run.end, 1).first().is_some_and(|word| lexicon.has(List::Acting, word));
    Some(if acts { Kind::Person } else { Kind::Unclear })
}

/// `This is ANNA BRECK.`, `Her name is ANNA.`
fn is_presented(text: &str, start: usize) -> bool {
    let before = words::before(text, start, 2);
    matches!(
        before.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
        ["is", "this" | "name"] | ["meet"]
    )
}

/// `The MAILMAN`: a kind of people that is in no list.
fn is_kind_of_man(tokens: &[String]) -> bool {
    tokens.last().is_some_and(|noun| noun.len() > 5 && (noun.ends_with("MAN") || noun.ends_with("WOMAN")))
}

/// `(30s)`, `, 23,`, `, late 40s`, `, twenties`, `(mid-thirties)`.
fn has_age(tail: &str) -> bool {
    let tail = tail.trim_start();
    let Some(rest) = tail.strip_prefix(['(', ',', '-', '–', '—']) else { return false };
    let mut heads = words::words(&rest[..words::floor(rest, 40)]);
    let close = |word: &Word<'_>, limit: usize| word.start <= limit;
    let Some(first) = heads.next().filter(|word| close(word, 4)) else { return false };
    if is_age(first.text) {
        return true;
    }
    let leads = [
        "late", "early", "mid", "about", "around", "aged", "age", "in", "his", "her", "their", "maybe",
        "just", "now",
    ];
    leads.contains(&first.text.to_lowercase().as_str())
        && heads.take(3).any(|word| is_age(word.text))
        && !rest[..words::floor(rest, 40)].split('.').next().unwrap_or_default().is_empty()
}

fn is_age(word: &str) -> bool {
    let word = word.to_lowercase();
    let tail = word.rsplit('-').next().unwrap_or_default();
    let digits = tail.trim_end_matches(['s', '\'']);
    let figure = digits.parse::<u32>().is_ok_and(|age| (1..=110).contains(&age)) && digits.len() <= 3;
    let decade = [
        "teens",
        "twenties",
        "thirties",
        "forties",
        "fifties",
        "sixties",
        "seventies",
        "eighties",
        "nineties",
    ];
    let described = ["teenage", "middle-aged", "elderly", "ageless", "year-old"];
    figure || decade.contains(&tail) || described.iter().any(|known| word.ends_with(known))
}

/// `, a tall man with pale skin`: a person noun in the apposition behind the name.
fn is_described(tail: &str, lexicon: &Compiled) -> bool {
    let Some(rest) = tail.trim_start().strip_prefix([',', '(']) else { return false };
    let clause = words::after(rest, 0, 9);
    clause.first().is_some_and(|word| matches!(word.as_str(), "a" | "an" | "the" | "our"))
        && clause.iter().any(|word| lexicon.has(List::People, word))
}

/// Is the name a thing of the lexicons: `RADIO`, `BLACK SEDAN`?
fn is_thing(tokens: &[String], lexicon: &Compiled) -> bool {
    let whole = tokens.join(" ").to_lowercase();
    let last = tokens.last().map(|token| token.to_lowercase()).unwrap_or_default();
    lexicon.is_element(&whole) || lexicon.is_element(&last)
}

/// The animal that a name in apposition belongs to: `a dog the colour of wax, TALLOW`, `the horse BESS`.
fn animal_before(text: &str, start: usize, lexicon: &Compiled) -> Option<Animal> {
    let low = words::floor(text, start.saturating_sub(60));
    let clause = text[..start].rfind(['.', '!', '?', '\n']).map_or(low, |stop| low.max(stop + 1));
    let head = text.get(clause..start)?;
    let (of, direct) = (head.trim_end(), !head.trim_end().ends_with([',', '(']));
    let inner = of.trim_end_matches([',', '(']);
    if inner.contains([',', '(', ';', ':']) {
        return None;
    }
    let animal = words::words(inner).filter(|word| lexicon.is_animal(&word.text.to_lowercase())).last()?;
    let near = !direct || inner.len() == animal.end;
    near.then_some(Animal { start: clause + animal.start, end: clause + animal.end })
}

/// `the ferry PATIENCE`: the noun before the name says that it is no person.
fn after_a_thing(previous: &[String], lexicon: &Compiled) -> bool {
    previous.first().is_some_and(|word| lexicon.is_element(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Kind)> {
        let script = screenplay::read(format!("INT. A - DAY\n\n{text}\n").as_bytes(), None).screenplay;
        let lexicons = crate::Lexicons::default();
        collect(&script, lexicons.compiled()).into_iter().map(|i| (i.name, i.kind)).collect()
    }

    fn people(text: &str) -> Vec<String> {
        found(text).into_iter().filter(|(_, kind)| *kind == Kind::Person).map(|(name, _)| name).collect()
    }

    #[test]
    fn people_are_introduced() {
        for (text, name) in [
            ("JAKE COOPER, 23, American, stands there.", "JAKE COOPER"),
            ("MARCUS CHEN (30), in scrubs.", "MARCUS CHEN"),
            ("This is HANNE BRECK, 38.", "HANNE BRECK"),
            ("An OLDER WOMAN, 50s, raises her hand.", "OLDER WOMAN"),
            ("A TEENAGE BOY in the back.", "TEENAGE BOY"),
            ("MRS. PARK beams.", "MRS. PARK"),
            ("It reveals AIDEN POLYWELL, a tall, waifish man with pale skin.", "AIDEN POLYWELL"),
            ("THUG #2 has brass knuckles.", "THUG #2"),
            ("ZOE, early twenties, tattooed.", "ZOE"),
            ("CLOSE ON KATY enters.", "KATY"),
        ] {
            assert_eq!(people(text), [name], "{text}");
        }
    }

    #[test]
    fn noises_objects_and_signs_are_not_people() {
        for text in [
            "A CRASH from the warehouse.",
            "The ENVELOPE sits on the hood.",
            "His phone RINGS. He stops.",
            "All three FREEZE. They know.",
            "SUPER: \"THREE DAYS EARLIER\" and more",
            "A sign: \"HOPE LIVES HERE\".",
            "METAL GROANS. The beams fall.",
            "A COWORKER's name on it.",
            "The shots ECHO.",
            "SIRENS in the distance.",
        ] {
            assert_eq!(people(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn groups_have_counts() {
        assert_eq!(
            found("Six KOREAN STUDENTS watch."),
            [("KOREAN STUDENTS".to_owned(), Kind::Group(Some(6)))]
        );
        assert_eq!(found("THREE THUGS in suits."), [("THUGS".to_owned(), Kind::Group(Some(3)))]);
        assert_eq!(found("GUARDS run in."), [("GUARDS".to_owned(), Kind::Group(None))]);
    }
}
