//! Mentions: where the action names a character who is there, in one pass over the text for all names.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};
use screenplay::{ElementKind, Screenplay};

use crate::cast::Cast;
use crate::lexicon::{Compiled, List};
use crate::names;
use crate::words;

/// All names of all roles, ready to be searched.
pub(crate) struct Names {
    matcher: Option<AhoCorasick>,
    owners: Vec<Owner>,
}

#[derive(Clone, Copy, Debug)]
struct Owner {
    role: usize,
    generic: bool,
    /// The script also uses the word in small letters: `Hope`, `Mark`.
    common: bool,
}

/// A name in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) role: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Only a kind of people in small letters, `the guard`: it counts where that role was seen just before.
    pub(crate) weak: bool,
}

/// Kinds of people that are too common to mean a role when written small.
const TOO_COMMON: [&str; 12] = [
    "MAN", "WOMAN", "BOY", "GIRL", "CHILD", "KID", "FIGURE", "PERSON", "GUY", "STRANGER", "MOTHER", "FATHER",
];

impl Names {
    pub(crate) fn new(cast: &Cast, screenplay: &Screenplay, lexicon: &Compiled) -> Self {
        let mut owners: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, role) in cast.roles.iter().enumerate().filter(|(_, role)| !role.voice) {
            // `NOAH'S EVA SUIT` speaks, but its name in the action means Noah.
            for name in std::iter::once(&role.name).chain(&role.aliases).filter(|name| !name.contains("'S "))
            {
                owners.entry(name.clone()).or_default().push(at);
            }
        }
        for (token, at) in single_names(cast, lexicon) {
            owners.entry(token).or_insert_with(|| vec![at]);
        }
        let common = small_words(screenplay, owners.keys());
        let mut names: Vec<(String, Owner)> = owners
            .into_iter()
            .filter_map(|(name, roles)| match roles.as_slice() {
                [role] => Some((name, *role)),
                _ => None,
            })
            .map(|(name, role)| {
                let common = common.contains(&name.to_lowercase());
                let owner = Owner { role, generic: cast.roles[role].generic, common };
                (name, owner)
            })
            .filter(|(name, owner)| !owner.common || is_full(cast, owner.role, name))
            .collect();
        names.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut patterns = Vec::with_capacity(names.len());
        let mut pattern_owners = Vec::with_capacity(names.len());
        for (name, owner) in names {
            // Letters beyond ASCII are matched as written: in capitals, capitalised, small.
            let variants =
                if name.is_ascii() { vec![name] } else { vec![title_case(&name), name.to_lowercase(), name] };
            for variant in variants {
                patterns.push(variant);
                pattern_owners.push(owner);
            }
        }
        let matcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns)
            .ok();
        Self { matcher, owners: pattern_owners }
    }

    /// The mentions in a text that say that somebody is there.
    pub(crate) fn find(&self, text: &str, lexicon: &Compiled, found: &mut Vec<Mention>) {
        found.clear();
        let Some(matcher) = &self.matcher else { return };
        for hit in matcher.find_iter(text) {
            let owner = self.owners[hit.pattern().as_usize()];
            if let Some(weak) = judge(text, hit.start(), hit.end(), owner, lexicon) {
                found.push(Mention { role: owner.role, start: hit.start(), end: hit.end(), weak });
            }
        }
    }
}

fn is_full(cast: &Cast, role: usize, name: &str) -> bool {
    cast.roles[role].name == name || cast.roles[role].aliases.iter().any(|alias| alias == name)
}

/// First and last names that belong to one role only.
fn single_names(cast: &Cast, lexicon: &Compiled) -> Vec<(String, usize)> {
    let mut owners: FxHashMap<String, Vec<(usize, bool)>> = FxHashMap::default();
    for (at, role) in cast.roles.iter().enumerate().filter(|(_, role)| !role.generic && !role.voice) {
        for name in std::iter::once(&role.name).chain(&role.aliases) {
            let tokens = names::tokens(name);
            let qualified = tokens.iter().any(|token| names::is_qualifier(token));
            if tokens.iter().any(|token| token.ends_with("'S")) {
                continue;
            }
            for token in tokens {
                let usable = token.chars().count() > 1
                    && token.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
                    && !names::is_title(lexicon, &token)
                    && !names::is_qualifier(&token)
                    && !names::is_person_noun(lexicon, &token)
                    && !lexicon.has(List::Capitals, &token.to_lowercase());
                if usable {
                    owners.entry(token).or_default().push((at, qualified));
                }
            }
        }
    }
    let mut single = Vec::new();
    for (token, mut roles) in owners {
        roles.sort_unstable();
        roles.dedup_by_key(|(role, _)| *role);
        let plain: Vec<usize> =
            roles.iter().filter(|(_, qualified)| !qualified).map(|(role, _)| *role).collect();
        match (plain.as_slice(), roles.as_slice()) {
            ([role], _) | ([], [(role, _)]) => single.push((token, *role)),
            _ => {}
        }
    }
    single
}

/// Which of the names the script also uses as words in small letters.
fn small_words<'a>(screenplay: &Screenplay, names: impl Iterator<Item = &'a String>) -> FxHashSet<String> {
    let wanted: FxHashSet<String> =
        names.filter(|name| !name.contains(' ')).map(|name| name.to_lowercase()).collect();
    let mut found = FxHashSet::default();
    for element in &screenplay.elements {
        if !matches!(element.kind, ElementKind::Action | ElementKind::Dialogue | ElementKind::Parenthetical) {
            continue;
        }
        for word in words::words(&element.text) {
            let stem = word.text.split(['\'', '’']).next().unwrap_or_default();
            for word in [word.text, stem] {
                if word.starts_with(char::is_lowercase) && wanted.contains(word) && !found.contains(word) {
                    found.insert(word.to_owned());
                }
            }
        }
    }
    found
}

fn title_case(name: &str) -> String {
    let mut start = true;
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphanumeric();
    }
    out
}

/// Does the name say that its bearer is there? `Some(true)` if only perhaps.
fn judge(text: &str, start: usize, end: usize, owner: Owner, lexicon: &Compiled) -> Option<bool> {
    if !words::is_whole(text, start, end) || words::is_quoted(text, start) {
        return None;
    }
    let written = &text[start..end];
    let capital = written.chars().next().is_some_and(|c| !c.is_lowercase());
    let capitals = !written.chars().any(char::is_lowercase);
    let plain_before = words::before(text, start, 4);
    let mut weak = false;
    if !capital {
        let upper = written.to_uppercase();
        let definite = plain_before.first().is_some_and(|word| word == "the");
        if !owner.generic || !definite || TOO_COMMON.contains(&upper.as_str()) {
            return None;
        }
        weak = true;
    } else if !capitals && (owner.common || owner.generic) && plain_before.is_empty() {
        let next = words::after(text, end, 1);
        let acts = next.first().is_some_and(|word| lexicon.has(List::Acting, word));
        if !acts && !is_possessive(text, end) && !written.contains(' ') {
            return None;
        }
    }
    let thought = words::before(text, start, 14).iter().any(|word| {
        matches!(
            word.as_str(),
            "thinks" | "remembers" | "recalls" | "imagines" | "wonders" | "if" | "telling"
        )
    });
    let thing = !owner.generic && !capitals && is_part_of_a_name(text, end, &plain_before);
    if thing || thought || is_absent(&plain_before, lexicon) {
        return None;
    }
    if is_possessive(text, end) {
        let owned =
            words::after(text, end + text[end..].chars().take(2).map(char::len_utf8).sum::<usize>(), 3);
        if owned.iter().take(3).any(|word| lexicon.has(List::Belongings, word)) {
            return None;
        }
    }
    Some(weak)
}

/// `the Han`, `Han River`, `Kim Sun-hee`: a thing or another person that is called like somebody.
fn is_part_of_a_name(text: &str, end: usize, before: &[String]) -> bool {
    const PLACES: [&str; 22] = [
        "River",
        "Street",
        "Avenue",
        "Road",
        "Lane",
        "Bridge",
        "Hotel",
        "Square",
        "Park",
        "Lake",
        "Hill",
        "Valley",
        "Bay",
        "Island",
        "School",
        "University",
        "Hospital",
        "Building",
        "Tower",
        "Airport",
        "Station",
        "County",
    ];
    let next = words::words(&text[end..words::ceil(text, end + 40)]).next().map(|word| word.text);
    let place = text[end..].starts_with(' ') && next.is_some_and(|word| PLACES.contains(&word));
    let longer = text[end..].starts_with(' ')
        && next.is_some_and(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
        });
    place || longer || before.first().is_some_and(|word| word == "the") && !text[end..].starts_with("'s")
}

/// `'s`, in small letters or capitals.
fn is_possessive(text: &str, end: usize) -> bool {
    let tail = &text[end..];
    ["'s", "’s", "'S", "’S"].iter().any(|mark| tail.starts_with(mark))
}

/// A phrase right before the name that says that its bearer is elsewhere; `before` is nearest first.
fn is_absent(before: &[String], lexicon: &Compiled) -> bool {
    let mut phrase = String::new();
    before.iter().any(|word| {
        phrase = if phrase.is_empty() { word.clone() } else { format!("{word} {phrase}") };
        lexicon.has(List::Absent, &phrase)
    })
}
