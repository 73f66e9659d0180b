//! Nouns that a script uses for a role beside its name: `the Captain`, `the prince`, `the boy`.

use rustc_hash::FxHashMap;
use screenplay::{ElementKind, Screenplay};

use crate::cast::Cast;
use crate::introductions::{Introduction, Kind};
use crate::lexicon::{Compiled, List};
use crate::names;
use crate::words;

/// Said of anybody: they mean a role only with more than the noun to go by.
const OF_ANYBODY: [&str; 16] = [
    "MAN", "WOMAN", "FIGURE", "PERSON", "GUY", "STRANGER", "MR", "MRS", "MS", "MISS", "SIR", "MISTER",
    "MADAM", "ADULT", "FRIEND", "LEAD",
];

/// The nouns in capitals, each with the roles that it may mean.
pub(crate) fn of(
    cast: &Cast,
    screenplay: &Screenplay,
    lexicon: &Compiled,
    introductions: &[Introduction],
) -> Vec<(String, Vec<usize>)> {
    let mut nouns: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut add = |noun: &str, role: usize| {
        let noun = noun.to_uppercase();
        let known = names::is_title(lexicon, &noun) || names::is_person_noun(lexicon, &noun);
        let usable = known && !OF_ANYBODY.contains(&noun.as_str());
        if usable && !cast.roles[role].not_names.contains(&noun) {
            let roles = nouns.entry(noun).or_default();
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
    };
    let mut phrases: Vec<(String, usize)> = Vec::new();
    let mut owners: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, role) in cast.roles.iter().enumerate().filter(|(_, role)| !role.unnamed()) {
        for name in std::iter::once(&role.name).chain(&role.aliases) {
            owners.insert(name, at);
            if role.taught.contains(name) {
                phrases.push((name.clone(), at));
            }
            let tokens = names::tokens(name);
            let head = names::head(&tokens).unwrap_or_default();
            for token in &tokens {
                // A rank in front of a name, or the noun of a name that is one.
                if tokens.len() > 1 && (token != head || role.generic) {
                    add(token, at);
                }
            }
        }
    }
    for introduction in introductions.iter().filter(|i| !matches!(i.kind, Kind::Group(_))) {
        let Some(role) = owners.get(introduction.name.as_str()) else { continue };
        let text = &screenplay.elements[introduction.spot.element].text;
        apposition(text, &introduction.spot.part, lexicon, |noun| add(noun, *role));
        looks(text, &introduction.spot.part, |phrase| phrases.push((phrase, *role)));
    }
    titles_before_names(cast, screenplay, lexicon, add);
    for (phrase, role) in phrases {
        let roles = nouns.entry(phrase).or_default();
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    nouns.retain(|noun, roles| {
        roles.retain(|role| !cast.roles[*role].not_names.contains(noun));
        !roles.is_empty()
    });
    nouns.into_iter().collect()
}

/// How a person looks where the name is introduced: `an old man, trimming a lamp: PETAR`.
fn looks(text: &str, name: &std::ops::Range<usize>, mut phrase: impl FnMut(String)) {
    const LOOKS: [&str; 14] = [
        "old", "young", "older", "younger", "elderly", "little", "tall", "fat", "thin", "blind", "bald",
        "bearded", "scarred", "hooded",
    ];
    const PEOPLE: [&str; 6] = ["man", "woman", "boy", "girl", "lady", "guy"];
    let mut before = words::before(text, name.start, 16);
    before.reverse();
    // Behind the name only in the apposition: `PETAR, an old man with a pole`.
    let after = words::after(text, name.end, 4);
    for words in [before, after] {
        for pair in words
            .windows(2)
            .filter(|pair| LOOKS.contains(&pair[0].as_str()) && PEOPLE.contains(&pair[1].as_str()))
        {
            phrase(format!("{} {}", pair[0], pair[1]).to_uppercase());
        }
    }
}

/// `the new King Alinar`: a rank that the action puts before a name.
fn titles_before_names(
    cast: &Cast,
    screenplay: &Screenplay,
    lexicon: &Compiled,
    mut add: impl FnMut(&str, usize),
) {
    let mut first_names: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (at, role) in cast.roles.iter().enumerate().filter(|(_, role)| !role.generic && !role.unnamed()) {
        for token in names::tokens(&role.name) {
            first_names.entry(token).and_modify(|known| *known = None).or_insert(Some(at));
        }
    }
    for element in screenplay.elements.iter().filter(|element| element.kind == ElementKind::Action) {
        let mut words = words::words(&element.text).peekable();
        while let Some(word) = words.next() {
            let Some(next) = words.peek().filter(|next| next.start == word.end + 1) else { continue };
            let capitals = [word.text, next.text].iter().all(|word| word.starts_with(char::is_uppercase));
            if capitals
                && lexicon.has(List::Titles, &word.text.to_lowercase())
                && let Some(Some(role)) = first_names.get(&next.text.to_uppercase())
            {
                add(word.text, *role);
            }
        }
    }
}

/// What stands beside a name where it is introduced: `the crown prince ALINAR`, `FELIX, 30s, the director`.
fn apposition(text: &str, name: &std::ops::Range<usize>, lexicon: &Compiled, mut noun: impl FnMut(&str)) {
    let close =
        text[..name.start].ends_with([' ']) && !text[..name.start].trim_end().ends_with(['.', ';', ':']);
    if let Some(word) = words::before(text, name.start, 1).first().filter(|_| close) {
        noun(word);
    }
    let clause = text[name.end..].split(['.', ';', ':', '!', '?']).next().unwrap_or_default();
    for part in clause.split([',', '(', ')', '-', '–', '—']).skip(1).take(3) {
        let said: Vec<String> = words::words(part).take(5).map(|word| word.text.to_lowercase()).collect();
        if said.first().is_some_and(|word| word == "the")
            && let Some(found) = said.iter().find(|word| lexicon.has(List::People, word))
        {
            noun(found);
        }
    }
}
