//! Who is in the script: roles from cues and from introductions, one role a character, with all their names.

use rustc_hash::{FxHashMap, FxHashSet};
use screenplay::Screenplay;

use crate::cues::{self, Cue};
use crate::evidence::Spot;
use crate::import::Note;
use crate::introductions::{Introduction, Kind};
use crate::lexicon::{Compiled, List};
use crate::names;

/// A character of the script.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    /// In capitals, as cues write it.
    pub(crate) name: String,
    /// Other full names.
    pub(crate) aliases: Vec<String>,
    /// Named after a kind of people: `GUARD #2`.
    pub(crate) generic: bool,
    /// A voice that nobody plays on the set.
    pub(crate) voice: bool,
    /// Number of speeches.
    pub(crate) speeches: u32,
}

/// The roles, and what speaks without being one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast {
    pub(crate) roles: Vec<Role>,
    /// For each cue, the roles that speak.
    pub(crate) speakers: Vec<Vec<usize>>,
    /// Groups that have cues: scene, name, cue.
    pub(crate) groups: Vec<(usize, String, Spot)>,
}

/// Makes the roles.
pub(crate) fn assemble(
    screenplay: &Screenplay,
    lexicon: &Compiled,
    cues: &[Cue],
    introductions: &[Introduction],
    notes: &mut Vec<Note>,
) -> Cast {
    let mut cast = Cast::default();
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    let known = known_names(lexicon, cues, introductions);
    for cue in cues {
        let parts = cues::parts(&cue.name, |part| known.contains(part)).unwrap_or_else(|| vec![&cue.name]);
        let mut speakers = Vec::new();
        for name in parts {
            if names::is_group(lexicon, name) {
                cast.groups.push((cue.scene, group_name(name), cue.spot.clone()));
                continue;
            }
            let role = *index.entry(name.to_owned()).or_insert_with(|| {
                cast.roles.push(role(lexicon, name));
                cast.roles.len() - 1
            });
            cast.roles[role].speeches += 1;
            speakers.push(role);
        }
        cast.speakers.push(speakers);
    }
    merge_titles(&mut cast, lexicon, notes);
    introduce(&mut cast, lexicon, introductions);
    remark_lookalikes(&cast, screenplay, lexicon, notes);
    cast
}

fn role(lexicon: &Compiled, name: &str) -> Role {
    Role {
        name: name.to_owned(),
        aliases: Vec::new(),
        generic: names::is_generic(lexicon, name),
        voice: names::is_voice(lexicon, name),
        speeches: 0,
    }
}

/// Names that a cue of several may consist of.
fn known_names<'a>(
    lexicon: &Compiled,
    cues: &'a [Cue],
    introductions: &'a [Introduction],
) -> FxHashSet<&'a str> {
    let mut known: FxHashSet<&str> = cues
        .iter()
        .map(|cue| cue.name.as_str())
        .filter(|name| cues::parts(name, |part| !part.is_empty()).is_none())
        .collect();
    for introduction in introductions.iter().filter(|i| i.kind == Kind::Person) {
        known.insert(&introduction.name);
        // A cue usually has the first or the last name alone.
        if !names::is_generic(lexicon, &introduction.name) {
            known.extend(introduction.name.split(' ').filter(|token| token.len() > 2));
        }
    }
    known
}

fn group_name(name: &str) -> String {
    match name {
        "ALL" | "EVERYONE" | "EVERYBODY" | "BOTH" | "OTHERS" => "ALL PRESENT".to_owned(),
        name => name.to_owned(),
    }
}

/// `LE GUIN` and `CAPTAIN LE GUIN` are one, unless there is a `MRS. LE GUIN` too.
fn merge_titles(cast: &mut Cast, lexicon: &Compiled, notes: &mut Vec<Note>) {
    let mut titled: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, role) in cast.roles.iter().enumerate() {
        let tokens = names::tokens(&role.name);
        let bare: Vec<&str> =
            tokens.iter().map(String::as_str).skip_while(|token| names::is_title(lexicon, token)).collect();
        if !bare.is_empty() && !role.generic {
            titled.entry(bare.join(" ")).or_default().push(at);
        }
    }
    let mut into: Vec<usize> = (0..cast.roles.len()).collect();
    let mut pairs: Vec<(usize, usize)> = titled
        .into_values()
        .filter_map(|same| match same.as_slice() {
            [a, b] => Some((*a, *b)),
            _ => None,
        })
        .filter(|(a, b)| {
            let titles = |at: usize| names::tokens(&cast.roles[at].name).len();
            let bare = titles(*a).min(titles(*b));
            let bare_has_title = names::tokens(&cast.roles[if titles(*a) == bare { *a } else { *b }].name)
                .first()
                .is_some_and(|token| names::is_title(lexicon, token));
            titles(*a) != titles(*b) && !bare_has_title
        })
        .collect();
    pairs.sort_unstable();
    for (keep, gone) in pairs {
        into[gone] = keep;
        let (name, speeches) = (cast.roles[gone].name.clone(), cast.roles[gone].speeches);
        notes.push(Note::new(
            "B003",
            None,
            format!("{name} and {} were taken for one character", cast.roles[keep].name),
            "give them names that differ by more than a form of address if they are two",
        ));
        cast.roles[keep].aliases.push(name);
        cast.roles[keep].speeches += speeches;
    }
    let mut places = vec![0; into.len()];
    let mut kept = Vec::new();
    for (at, role) in std::mem::take(&mut cast.roles).into_iter().enumerate() {
        places[at] = kept.len();
        if into[at] == at {
            kept.push(role);
        }
    }
    cast.roles = kept;
    for speaker in cast.speakers.iter_mut().flatten() {
        *speaker = places[into[*speaker]];
    }
}

/// Introductions give speaking roles their full names, and make roles of those who never speak.
fn introduce(cast: &mut Cast, lexicon: &Compiled, introductions: &[Introduction]) {
    let mut done: FxHashSet<&str> = FxHashSet::default();
    let mut tokens: Vec<FxHashSet<String>> =
        cast.roles.iter().map(|role| names::tokens(&role.name).into_iter().collect()).collect();
    for introduction in introductions {
        if matches!(introduction.kind, Kind::Group(_)) || !done.insert(&introduction.name) {
            continue;
        }
        let name = &introduction.name;
        let known = |role: &Role| role.name == *name || role.aliases.contains(name);
        if name.is_empty() || cast.roles.iter().any(known) {
            continue;
        }
        if let Some(role) = same_person(cast, lexicon, &tokens, introduction) {
            cast.roles[role].aliases.push(name.clone());
        } else if introduction.kind == Kind::Person {
            cast.roles.push(role(lexicon, name));
            tokens.push(names::tokens(name).into_iter().collect());
        } else {
            // Unclear capitals may become clear where the name stands again.
            done.remove(name.as_str());
        }
    }
}

/// The one speaking role whose name is part of the introduced name, or the other way round.
fn same_person(
    cast: &Cast,
    lexicon: &Compiled,
    role_tokens: &[FxHashSet<String>],
    introduction: &Introduction,
) -> Option<usize> {
    let name = &introduction.name;
    if names::is_generic(lexicon, name) {
        return None;
    }
    let introduced: FxHashSet<String> = names::tokens(name).into_iter().collect();
    let verb = |token: &String| {
        let lower = token.to_lowercase();
        lexicon.has(List::Acting, &lower) || lexicon.has(List::Capitals, &lower)
    };
    let mut found = (0..cast.roles.len()).filter(|at| {
        let (role, tokens) = (&cast.roles[*at], &role_tokens[*at]);
        if role.generic || role.speeches == 0 {
            return false;
        }
        if tokens.is_subset(&introduced) {
            return introduced.difference(tokens).all(|token| !names::is_qualifier(token) && !verb(token));
        }
        let title_only = introduced.iter().all(|token| names::is_title(lexicon, token));
        introduced.is_subset(tokens) && !title_only && introduction.kind == Kind::Person
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Says which roles may be one character under two names.
fn remark_lookalikes(cast: &Cast, screenplay: &Screenplay, lexicon: &Compiled, notes: &mut Vec<Note>) {
    let mut by_token: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, role) in cast.roles.iter().enumerate().filter(|(_, role)| role.speeches > 0) {
        for token in names::tokens(&role.name) {
            by_token.entry(token).or_default().push(at);
        }
    }
    for role in cast.roles.iter().filter(|role| role.speeches > 0) {
        let tokens = names::tokens(&role.name);
        let [only] = tokens.as_slice() else { continue };
        for other in by_token.get(only).into_iter().flatten().map(|at| &cast.roles[*at]) {
            let more: Vec<String> =
                names::tokens(&other.name).into_iter().filter(|token| token != only).collect();
            let apart =
                more.iter().any(|token| names::is_qualifier(token) || names::is_person_noun(lexicon, token));
            if !more.is_empty() && !apart && screenplay.scenes.len() < 10_000 {
                notes.push(Note::new(
                    "B004",
                    None,
                    format!("{} and {} may be one character", role.name, other.name),
                    "if they are, give them one name in the script",
                ));
            }
        }
    }
}
