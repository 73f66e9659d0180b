//! Who is in the script: roles from cues and from introductions, one role a character, with all their names.

use domain::{CharacterId, State};
use rustc_hash::{FxHashMap, FxHashSet};
use screenplay::{ElementKind, Screenplay};

use crate::cues::{self, Cue};
use crate::evidence::Spot;
use crate::identities;
use crate::import::Note;
use crate::introductions::{Introduction, Kind};
use crate::learnt;
use crate::lexicon::{Compiled, List};
use crate::names;
use crate::words;

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
    /// What kind of animal it is, if it is one.
    pub(crate) animal: Option<String>,
    /// Number of speeches.
    pub(crate) speeches: u32,
    /// A voice with a body: the action shows the avatar of an AI.
    pub(crate) shown: bool,
    /// In capitals, what a person said does not mean this role.
    pub(crate) not_names: Vec<String>,
    /// In capitals, nouns that a person said mean this role.
    pub(crate) taught: Vec<String>,
    /// The character of the production that it is.
    pub(crate) character: Option<CharacterId>,
}

impl Role {
    pub(crate) fn new(lexicon: &Compiled, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            aliases: Vec::new(),
            generic: names::is_generic(lexicon, name),
            voice: names::is_voice(lexicon, name),
            animal: None,
            speeches: 0,
            shown: false,
            not_names: Vec::new(),
            taught: Vec::new(),
            character: None,
        }
    }

    /// Is it never looked for by name in the action, because its name means a machine there?
    pub(crate) fn unnamed(&self) -> bool {
        self.voice || self.shown
    }
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

impl Cast {
    /// Makes several roles one: `into` stands for those that go.
    pub(crate) fn merge(&mut self, gone: &[usize], into: usize) {
        for role in gone {
            self.redirect(*role, into);
        }
        self.drop_roles(gone);
    }

    /// Roles that are somebody at another age, each behind the plain one: `ANNA` and `YOUNG ANNA`.
    pub(crate) fn variants(&self) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (variant, role) in self.roles.iter().enumerate().filter(|(_, role)| !role.generic) {
            let tokens = names::tokens(&role.name);
            let [age, name, ..] = tokens.as_slice() else { continue };
            if names::is_qualifier(age) {
                let plain =
                    self.roles.iter().position(|other| names::tokens(&other.name).first() == Some(name));
                found.extend(plain.map(|plain| (plain, variant)));
            }
        }
        found
    }

    fn redirect(&mut self, gone: usize, into: usize) {
        for speaker in self.speakers.iter_mut().flatten().filter(|speaker| **speaker == gone) {
            *speaker = into;
        }
    }

    fn drop_roles(&mut self, gone: &[usize]) {
        let mut places = Vec::with_capacity(self.roles.len());
        let mut kept = Vec::new();
        for (at, role) in std::mem::take(&mut self.roles).into_iter().enumerate() {
            places.push(kept.len());
            if !gone.contains(&at) {
                kept.push(role);
            }
        }
        self.roles = kept;
        for speaker in self.speakers.iter_mut().flatten() {
            *speaker = places[*speaker];
        }
    }
}

/// Makes the roles.
pub(crate) fn assemble(
    screenplay: &Screenplay,
    lexicon: &Compiled,
    cues: &[Cue],
    introductions: &[Introduction],
    state: &State,
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
                cast.roles.push(Role::new(lexicon, name));
                cast.roles.len() - 1
            });
            cast.roles[role].speeches += 1;
            speakers.push(role);
        }
        cast.speakers.push(speakers);
    }
    merge_titles(&mut cast, lexicon, state, notes);
    learnt::apply(&mut cast, lexicon, state);
    show_machines(&mut cast, screenplay);
    introduce(&mut cast, screenplay, lexicon, introductions);
    let same = identities::find(screenplay, &cast, cues, introductions);
    unite(&mut cast, same, state, notes);
    remark_lookalikes(&cast, lexicon, notes);
    cast
}

/// A voice whose avatar or body the action shows is more than a voice.
fn show_machines(cast: &mut Cast, screenplay: &Screenplay) {
    const BODIES: [&str; 6] = ["avatar", "android", "materializes", "materialises", "body", "in person"];
    for role in cast.roles.iter_mut().filter(|role| role.voice) {
        let Some(head) =
            names::tokens(&role.name).pop().filter(|head| matches!(head.as_str(), "AI" | "COMPUTER"))
        else {
            continue;
        };
        let named =
            |text: &str| words::words(text).any(|word| word.text.split(['\'', '’']).next() == Some(&head));
        let shown = screenplay.elements.iter().any(|element| {
            element.kind == ElementKind::Action
                && BODIES.iter().any(|body| element.text.contains(body))
                && named(&element.text)
        });
        (role.voice, role.shown) = (!shown, shown);
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
fn merge_titles(cast: &mut Cast, lexicon: &Compiled, state: &State, notes: &mut Vec<Note>) {
    let mut titled: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, role) in cast.roles.iter().enumerate() {
        let tokens = names::tokens(&role.name);
        let bare: Vec<&str> =
            tokens.iter().map(String::as_str).skip_while(|token| names::is_title(lexicon, token)).collect();
        if !bare.is_empty() && !role.generic {
            titled.entry(bare.join(" ")).or_default().push(at);
        }
    }
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
    pairs.retain(|(a, b)| !are_told_apart(state, &cast.roles[*a].name, &cast.roles[*b].name));
    let mut merged = Vec::new();
    for (keep, gone) in pairs {
        merged.push((gone, keep));
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
    for (gone, keep) in merged.iter().rev() {
        cast.redirect(*gone, *keep);
    }
    let gone: Vec<usize> = merged.into_iter().map(|(gone, _)| gone).collect();
    cast.drop_roles(&gone);
}

/// Makes one of those whom the action calls one.
fn unite(cast: &mut Cast, mut same: Vec<(usize, usize)>, state: &State, notes: &mut Vec<Note>) {
    same.retain(|(gone, into)| !are_told_apart(state, &cast.roles[*gone].name, &cast.roles[*into].name));
    for (gone, into) in &same {
        let (gone, name) = (cast.roles[*gone].clone(), cast.roles[*into].name.clone());
        notes.push(Note::new(
            "B003",
            None,
            format!("{} and {name} were taken for one character", gone.name),
            "say of one that it is not the other if they are two",
        ));
        let role = &mut cast.roles[*into];
        role.speeches += gone.speeches;
        role.aliases.push(gone.name);
        role.aliases.extend(gone.aliases);
    }
    for (gone, into) in &same {
        cast.redirect(*gone, *into);
    }
    cast.drop_roles(&same.into_iter().map(|(gone, _)| gone).collect::<Vec<_>>());
}

/// Did a person say that the two are not one character?
fn are_told_apart(state: &State, a: &str, b: &str) -> bool {
    state.characters.values().any(|character| {
        let not = |name: &str| character.not_names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let own = |name: &str| character.name.eq_ignore_ascii_case(name);
        own(a) && not(b) || own(b) && not(a)
    })
}

/// Introductions give speaking roles their full names, and make roles of those who never speak.
fn introduce(cast: &mut Cast, screenplay: &Screenplay, lexicon: &Compiled, introductions: &[Introduction]) {
    let mut known = Known::default();
    for (at, role) in cast.roles.iter().enumerate() {
        for name in std::iter::once(&role.name).chain(&role.aliases) {
            known.add(name, at);
        }
    }
    for introduction in introductions {
        let name = &introduction.name;
        if matches!(introduction.kind, Kind::Group(_)) || name.is_empty() || known.names.contains_key(name) {
            continue;
        }
        match known.same_person(cast, lexicon, introduction).as_slice() {
            [] => {}
            [role] if cast.roles[*role].not_names.contains(name) => {}
            [role] => {
                cast.roles[*role].aliases.push(name.clone());
                known.add(name, *role);
                continue;
            }
            // `QUAN` where there are two of them names nobody for certain.
            _ => continue,
        }
        let animal = match introduction.kind {
            Kind::Person => None,
            Kind::Animal(animal) => {
                let text = &screenplay.elements[introduction.spot.element].text;
                Some(text[animal.start..animal.end].to_lowercase())
            }
            Kind::Unclear | Kind::Group(_) => continue,
        };
        known.add(name, cast.roles.len());
        cast.roles.push(Role { animal, ..Role::new(lexicon, name) });
    }
}

/// The names of the roles, whole and by their tokens.
#[derive(Default)]
struct Known {
    names: FxHashMap<String, usize>,
    owners: FxHashMap<String, Vec<usize>>,
}

impl Known {
    fn add(&mut self, name: &str, role: usize) {
        self.names.insert(name.to_owned(), role);
        for token in names::tokens(name) {
            let owners = self.owners.entry(token).or_default();
            if owners.last() != Some(&role) {
                owners.push(role);
            }
        }
    }

    /// The speaking roles whose name is part of the introduced name, or the other way round.
    fn same_person(&self, cast: &Cast, lexicon: &Compiled, introduction: &Introduction) -> Vec<usize> {
        let name = &introduction.name;
        if let Some(numbered) = names::numbered(name)
            && let Some(role) = self.names.get(&numbered)
        {
            return vec![*role];
        }
        if names::is_generic(lexicon, name) {
            return Vec::new();
        }
        let introduced: FxHashSet<String> = names::tokens(name).into_iter().collect();
        let title_only = introduced.iter().all(|token| names::is_title(lexicon, token));
        let mut candidates: Vec<usize> =
            introduced.iter().filter_map(|token| self.owners.get(token)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|at| {
            let role = &cast.roles[*at];
            if role.generic || role.speeches == 0 {
                return false;
            }
            let fits = |name: &String| {
                let tokens: FxHashSet<String> = names::tokens(name).into_iter().collect();
                if tokens.is_subset(&introduced) {
                    return introduced.difference(&tokens).all(|token| may_be_name(lexicon, token));
                }
                introduced.is_subset(&tokens) && !title_only && introduction.kind == Kind::Person
            };
            std::iter::once(&role.name).chain(&role.aliases).any(fits)
        });
        candidates
    }
}

/// Can the token be a further name of the same person? Not `YOUNG`, not a verb or a camera word.
fn may_be_name(lexicon: &Compiled, token: &str) -> bool {
    let lower = token.to_lowercase();
    !names::is_qualifier(token) && !lexicon.has(List::Acting, &lower) && !lexicon.has(List::Capitals, &lower)
}

/// Says which roles may be one character under two names.
fn remark_lookalikes(cast: &Cast, lexicon: &Compiled, notes: &mut Vec<Note>) {
    let mut by_token: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, role) in cast.roles.iter().enumerate().filter(|(_, role)| role.speeches > 0 && !role.voice) {
        for token in names::tokens(&role.name) {
            by_token.entry(token).or_default().push(at);
        }
    }
    for role in cast.roles.iter().filter(|role| role.speeches > 0 && !role.voice) {
        let tokens = names::tokens(&role.name);
        let [only] = tokens.as_slice() else { continue };
        for other in by_token.get(only).into_iter().flatten().map(|at| &cast.roles[*at]) {
            let more: Vec<String> =
                names::tokens(&other.name).into_iter().filter(|token| token != only).collect();
            let apart =
                more.iter().any(|token| names::is_qualifier(token) || names::is_person_noun(lexicon, token));
            if !more.is_empty() && !apart {
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
