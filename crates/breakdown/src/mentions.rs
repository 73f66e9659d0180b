//! Mentions: where the action names a character who is there, in one pass over the text for all names.

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::{FxHashMap, FxHashSet};
use screenplay::{ElementKind, Screenplay};

use crate::absence;
use crate::cast::Cast;
use crate::introductions::{self, Introduction};
use crate::lexicon::{Compiled, List};
use crate::names;
use crate::nouns;
use crate::words;

/// All names of all roles, ready to be searched.
pub(crate) struct Names {
    matcher: Option<AhoCorasick>,
    owners: Vec<Owner>,
    /// For each role, the words of its names in capitals.
    tokens: Vec<FxHashSet<String>>,
}

#[derive(Clone, Debug)]
struct Owner {
    /// One role; for a noun every role that it may mean.
    roles: Vec<usize>,
    generic: bool,
    /// The script also uses the word in small letters: `Hope`, `Mark`.
    common: bool,
    /// A rank or a trade, `the captain`, not a name.
    noun: bool,
    /// A person said that it means the role.
    taught: bool,
}

/// A name in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    owner: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) strength: Strength,
}

/// How much a mention says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Somebody is there.
    Sure,
    /// A kind of people, `the guard`: it counts where one of that kind was seen just before.
    Noun,
    /// Something of theirs, `Anna's rope`, or nothing but the name: it counts where they are expected.
    Thing,
}

/// Kinds of people that are too common to mean a role when written small.
const TOO_COMMON: [&str; 12] = [
    "MAN", "WOMAN", "BOY", "GIRL", "CHILD", "KID", "FIGURE", "PERSON", "GUY", "STRANGER", "MOTHER", "FATHER",
];

impl Names {
    pub(crate) fn new(
        cast: &Cast,
        screenplay: &Screenplay,
        lexicon: &Compiled,
        introductions: &[Introduction],
    ) -> Self {
        let mut owners: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, role) in cast.roles.iter().enumerate().filter(|(_, role)| !role.unnamed()) {
            // `NOAH'S EVA SUIT` speaks, but its name in the action means Noah.
            for name in std::iter::once(&role.name).chain(&role.aliases).filter(|name| !name.contains("'S "))
            {
                // A noun that a person taught as a name is still a noun.
                let noun = role.taught.contains(name);
                if !role.not_names.contains(name) && !noun {
                    owners.entry(name.clone()).or_default().push(at);
                }
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
                let generic = cast.roles[role].generic;
                let owner = Owner { roles: vec![role], generic, common, noun: false, taught: false };
                (name, owner)
            })
            .filter(|(name, owner)| !owner.common || is_full(cast, owner.roles[0], name))
            .collect();
        let taken: FxHashSet<String> = names.iter().map(|(name, _)| name.clone()).collect();
        for (noun, roles) in nouns::of(cast, screenplay, lexicon, introductions) {
            if !taken.contains(&noun) {
                let taught = roles.iter().any(|role| cast.roles[*role].taught.contains(&noun));
                names.push((noun, Owner { roles, generic: false, common: false, noun: true, taught }));
            }
        }
        names.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut patterns = Vec::with_capacity(names.len());
        let mut pattern_owners = Vec::with_capacity(names.len());
        for (name, owner) in names {
            // Letters beyond ASCII are matched as written: in capitals, capitalised, small.
            let variants =
                if name.is_ascii() { vec![name] } else { vec![title_case(&name), name.to_lowercase(), name] };
            for variant in variants {
                patterns.push(variant);
                pattern_owners.push(owner.clone());
            }
        }
        let matcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&patterns)
            .ok();
        let tokens = cast.roles.iter().map(|role| {
            std::iter::once(&role.name).chain(&role.aliases).flat_map(|name| names::tokens(name)).collect()
        });
        Self { matcher, owners: pattern_owners, tokens: tokens.collect() }
    }

    /// The roles that a mention may mean; one, unless it is a noun.
    pub(crate) fn roles(&self, mention: &Mention) -> &[usize] {
        &self.owners[mention.owner].roles
    }

    /// The mentions in a text that say that somebody is there.
    pub(crate) fn find(&self, text: &str, lexicon: &Compiled, found: &mut Vec<Mention>) {
        found.clear();
        let Some(matcher) = &self.matcher else { return };
        for hit in matcher.find_iter(text) {
            let owner = hit.pattern().as_usize();
            if let Some(strength) = self.judge(text, hit.start(), hit.end(), &self.owners[owner], lexicon) {
                found.push(Mention { owner, start: hit.start(), end: hit.end(), strength });
            }
        }
    }

    /// How far does the name say that its bearer is there?
    fn judge(
        &self,
        text: &str,
        start: usize,
        end: usize,
        owner: &Owner,
        lexicon: &Compiled,
    ) -> Option<Strength> {
        if !words::is_whole(text, start, end) || words::is_quoted(text, start) {
            return None;
        }
        let written = &text[start..end];
        let capital = written.chars().next().is_some_and(|c| !c.is_lowercase());
        let capitals = !written.chars().any(char::is_lowercase);
        let before = words::before(text, start, 1);
        let definite = before.first().is_some_and(|word| word == "the");
        let mut strength = Strength::Sure;
        if owner.noun {
            // `the Captain` is a name where there is one captain; `the captain` may be anybody's.
            if !definite || is_followed_by_name(text, end) {
                return None;
            }
            let told_apart = capital && !capitals || written.contains(' ') || owner.taught;
            let named = told_apart && owner.roles.len() == 1;
            strength = if named { Strength::Sure } else { Strength::Noun };
        } else if !capital && owner.generic && introductions::comes_in(text, start, end, lexicon) {
            // `An old woman comes up.`: somebody for this scene.
        } else if !capital {
            if !owner.generic || !definite || TOO_COMMON.contains(&written.to_uppercase().as_str()) {
                return None;
            }
            strength = Strength::Noun;
        } else if !capitals && (owner.common || owner.generic) && before.is_empty() {
            let next = words::after(text, end, 1);
            let acts = next.first().is_some_and(|word| lexicon.has(List::Acting, word));
            if !acts && !is_possessive(text, end) && !written.contains(' ') {
                return None;
            }
        }
        let named = !owner.generic && !owner.noun && !capitals;
        let thing = named && is_part_of_a_name(text, end, definite, &self.tokens[owner.roles[0]]);
        if thing || absence::is_elsewhere(text, start, end, lexicon) {
            return None;
        }
        if is_possessive(text, end) {
            let mark = text[end..].chars().take(2).map(char::len_utf8).sum::<usize>();
            let owned = words::after(text, end + mark, 3);
            if owned.iter().any(|word| lexicon.has(List::Bodily, word)) {
                return Some(strength);
            }
            if owned.iter().any(|word| lexicon.has(List::Belongings, word)) {
                return None;
            }
            return Some(Strength::Thing);
        }
        if strength == Strength::Sure && absence::is_bare(text, start, end) {
            return Some(Strength::Thing);
        }
        Some(strength)
    }
}

fn is_full(cast: &Cast, role: usize, name: &str) -> bool {
    cast.roles[role].name == name || cast.roles[role].aliases.iter().any(|alias| alias == name)
}

/// First and last names that belong to one role only.
fn single_names(cast: &Cast, lexicon: &Compiled) -> Vec<(String, usize)> {
    let mut owners: FxHashMap<String, Vec<(usize, bool)>> = FxHashMap::default();
    for (at, role) in cast.roles.iter().enumerate().filter(|(_, role)| !role.generic && !role.unnamed()) {
        let names = std::iter::once(&role.name).chain(&role.aliases);
        for name in names.filter(|name| !role.taught.contains(name)) {
            let tokens = names::tokens(name);
            let qualified = tokens.iter().any(|token| names::is_qualifier(token));
            if tokens.iter().any(|token| token.ends_with("'S")) {
                continue;
            }
            for token in tokens {
                let usable = token.chars().count() > 1
                    && token.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
                    && !names::is_title(lexicon, &token)
                    && !cast.roles[at].not_names.contains(&token)
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

/// `the Han`, `Han River`, `Kim Sun-hee`: a thing or another person that is called like somebody; but not a
/// further name of the same.
fn is_part_of_a_name(text: &str, end: usize, definite: bool, own: &FxHashSet<String>) -> bool {
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
    let own_name = next.is_some_and(|word| own.contains(&word.to_uppercase()));
    let longer = is_followed_by_name(text, end) && !own_name;
    place || longer || definite && !text[end..].starts_with("'s")
}

/// Is the next word capitalised, without a sentence's end before it?
fn is_followed_by_name(text: &str, end: usize) -> bool {
    let mut letters = text[end..].strip_prefix(' ').unwrap_or_default().chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// `'s`, in small letters or capitals.
pub(crate) fn is_possessive(text: &str, end: usize) -> bool {
    let tail = &text[end..];
    ["'s", "’s", "'S", "’S"].iter().any(|mark| tail.starts_with(mark))
}
