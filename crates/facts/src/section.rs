//! What a section of the format is: its keys, and how its entries are found, made, stored and deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use domain::{CharacterId, Editing, State};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Node, Written, word};
use crate::names::unknown;

/// Reads a key's value into an entry.
pub(crate) type Read<E> = fn(&mut E, &Key<E>, &Node<'_>, &State) -> Outcome<()>;
/// Writes a key's value; nothing when it is at its default.
pub(crate) type Write<E> = fn(&E, &Key<E>, &State) -> Option<Written>;

/// One key of a section: how it is spelt, explained, read, written and reset.
pub(crate) struct Key<E> {
    pub(crate) name: &'static str,
    pub(crate) about: String,
    pub(crate) expects: String,
    pub(crate) read: Read<E>,
    pub(crate) write: Write<E>,
    /// The value that counts when nobody said anything.
    pub(crate) default: Option<Write<E>>,
    pub(crate) reset: Option<fn(&mut E, &Key<E>)>,
    pub(crate) role: Role,
}

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Says which entity is meant.
    Identity,
    /// A fact about it.
    Fact,
    /// A fact that the import of a script may bring: that there is none is itself a fact.
    Imported,
}

impl<E> Key<E> {
    /// With the value that counts when nobody said anything.
    pub(crate) fn or(mut self, default: Write<E>) -> Self {
        self.default = Some(default);
        self
    }

    /// A fact that the import of a script may bring.
    pub(crate) fn imported(mut self) -> Self {
        self.role = Role::Imported;
        self
    }
}

/// A key that names the entity; finding reads it, so that reading only checks the type.
pub(crate) fn identity<E>(name: &'static str, about: &str, expects: &'static str, write: Write<E>) -> Key<E> {
    Key {
        name,
        about: about.into(),
        expects: expects.into(),
        read: |_, key, node, _| word(node, &key.expects).map(drop),
        write,
        default: None,
        reset: None,
        role: Role::Identity,
    }
}

/// Reads into a place of the place's own type.
pub(crate) fn read_into<T: Fact>(place: &mut T, node: &Node<'_>, state: &State) -> Outcome<()> {
    *place = T::read(node, state)?;
    Ok(())
}

/// What a field's type expects.
pub(crate) fn expects<E, T: Fact>(_: fn(&E) -> &T) -> String {
    T::expects()
}

/// Writes a value that says something.
pub(crate) fn unless_default<T: Fact + Default + PartialEq>(value: &T, state: &State) -> Option<Written> {
    if *value == T::default() { None } else { value.write(state) }
}

/// A key over a field of the entry. `field!` can be reset, `required!` cannot, and `flag!` says nothing when
/// the field has its type's default.
macro_rules! field {
    ($entry:ty, $name:expr, $about:expr, $($path:ident).+) => {
        $crate::section::Key::<$entry> {
            reset: Some(|entry, _| entry.$($path).+ = Default::default()),
            ..$crate::section::required!($entry, $name, $about, $($path).+)
        }
    };
}
macro_rules! required {
    ($entry:ty, $name:expr, $about:expr, $($path:ident).+) => {
        $crate::section::Key::<$entry> {
            name: $name,
            about: $about.into(),
            expects: $crate::section::expects(|entry: &$entry| &entry.$($path).+),
            read: |entry, _, node, state| $crate::section::read_into(&mut entry.$($path).+, node, state),
            write: |entry, _, state| $crate::fact::Fact::write(&entry.$($path).+, state),
            default: None,
            reset: None,
            role: $crate::section::Role::Fact,
        }
    };
}
macro_rules! flag {
    ($entry:ty, $name:expr, $about:expr, $($path:ident).+) => {
        $crate::section::Key::<$entry> {
            write: |entry, _, state| $crate::section::unless_default(&entry.$($path).+, state),
            ..$crate::section::field!($entry, $name, $about, $($path).+)
        }
    };
}
pub(crate) use {field, flag, required};

/// An entry of a file as it was parsed.
pub(crate) struct Fields<'a> {
    pub(crate) section: &'static str,
    pub(crate) list: bool,
    pub(crate) span: Range<usize>,
    pub(crate) table: &'a DeTable<'a>,
}

impl<'a> Fields<'a> {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(key)
    }

    /// Is the key given?
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The place of a key's value; the entry's when it is not given.
    pub(crate) fn span_of(&self, key: &str) -> Range<usize> {
        self.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// The section as a file writes it.
    pub(crate) fn heading(&self) -> String {
        if self.list { format!("[[{}]]", self.section) } else { format!("[{}]", self.section) }
    }

    /// A text that may be missing.
    pub(crate) fn word(&self, key: &str) -> Outcome<Option<String>> {
        self.get(key).map(|node| word(node, "a text")).transpose()
    }

    /// A value that may be missing.
    pub(crate) fn read<T: Fact>(&self, key: &str, state: &State) -> Outcome<Option<T>> {
        self.get(key).map(|node| T::read(node, state)).transpose()
    }

    /// A text that must be there.
    pub(crate) fn need(&self, key: &str) -> Outcome<String> {
        self.word(key)?.map_or_else(|| self.missing(key), Ok)
    }

    /// The mistake of a key that must be there.
    pub(crate) fn missing<T>(&self, key: &str) -> Outcome<T> {
        Problem::err(self.span.clone(), format!("{} needs {key}", self.heading()), format!("add {key} = …"))
    }

    /// The mistakes of keys that must be there.
    pub(crate) fn need_all(&self, keys: &[&str]) -> Outcome<()> {
        let problems: Vec<Problem> = keys
            .iter()
            .filter(|key| !self.has(key))
            .filter_map(|key| self.missing::<()>(key).err())
            .flatten()
            .collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// What all entries work on.
pub(crate) struct Desk<'a> {
    pub(crate) editing: Editing<'a>,
    /// The state before.
    pub(crate) base: &'a State,
    pub(crate) author: &'a str,
    /// Where board IDs were given, to say where two are the same.
    pub(crate) board_ids: BTreeMap<CharacterId, Range<usize>>,
    /// Where sets were given to a location, to say where two locations claim one.
    pub(crate) claimed_sets: BTreeSet<domain::SetId>,
    /// The scene that the file made last.
    pub(crate) last_scene: Option<domain::SceneId>,
    /// Sets that were made for headings.
    pub(crate) made_sets: BTreeSet<domain::SetId>,
    /// How often this file said the same fact of the world.
    pub(crate) recorded: BTreeMap<String, usize>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(base: &'a State, author: &'a str) -> Self {
        Self {
            editing: Editing::new(base),
            base,
            author,
            board_ids: BTreeMap::new(),
            claimed_sets: BTreeSet::new(),
            last_scene: None,
            made_sets: BTreeSet::new(),
            recorded: BTreeMap::new(),
        }
    }

    /// The state as edited so far.
    pub(crate) fn now(&self) -> &State {
        &self.editing.now
    }
}

/// A section of the format.
pub(crate) trait Section {
    /// Which entry.
    type Id: Copy + Ord + 'static;
    /// What its keys read and write.
    type Entry: 'static;
    /// Name.
    const NAME: &'static str;
    /// `[[name]]`, not `[name]`.
    const LIST: bool = true;
    /// What it is for.
    const ABOUT: &'static str;

    /// Its keys, in the order of the export.
    fn keys() -> Vec<Key<Self::Entry>>;
    /// The entity that the fields name, if it exists.
    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<Self::Id>>;
    /// Makes the entity that the fields name.
    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<Self::Id>;
    /// The entry of an entity; none if it went meanwhile.
    fn load(id: Self::Id, state: &State) -> Option<Self::Entry>;
    /// Puts a changed entry back.
    fn store(entry: Self::Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()>;
    /// Removes the entity.
    fn delete(_id: Self::Id, fields: &Fields<'_>, _desk: &mut Desk<'_>) -> Outcome<()> {
        Problem::err(
            fields.span_of("delete"),
            format!("{} cannot be deleted", fields.heading()),
            "use reset = [\"key\", …] to take single facts back",
        )
    }
    /// What can be said only after all entries.
    fn finish(_desk: &mut Desk<'_>) -> Outcome<()> {
        Ok(())
    }
    /// All entities, in the order of the export.
    fn all(state: &State) -> Vec<Self::Id>;
    /// How a preview names it.
    fn label(id: Self::Id, state: &State) -> String;
    /// Must the entry be known before the others of its section?
    fn comes_first(_fields: &Fields<'_>) -> bool {
        false
    }
    /// Does the export of the entry have the key?
    fn has_key(_entry: &Self::Entry, _key: &Key<Self::Entry>) -> bool {
        true
    }
    /// Is a second entry of the same entity a mistake?
    fn unique(_id: Self::Id) -> bool {
        true
    }
}

/// A key of an exported entry.
pub(crate) struct Line {
    pub(crate) key: &'static str,
    pub(crate) value: Option<Written>,
    pub(crate) default: Option<Written>,
    pub(crate) role: Role,
}

/// An exported entry.
pub(crate) struct Exported {
    pub(crate) label: String,
    pub(crate) lines: Vec<Line>,
}

/// A key as it is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documented {
    /// How it is spelt.
    pub name: &'static str,
    /// What value it takes.
    pub expects: String,
    /// What it means.
    pub about: String,
    /// It can be returned to its default.
    pub resets: bool,
    /// It says which entry is meant.
    pub identity: bool,
}

/// Reads prepared entries, when all entries of all sections are known.
pub(crate) type Reading<'f> = Box<dyn FnOnce(&mut Desk<'_>, &mut Vec<Problem>) + 'f>;

/// A section without its types, for lists of sections.
pub(crate) trait AnySection: Sync {
    fn name(&self) -> &'static str;
    fn list(&self) -> bool;
    fn about(&self) -> &'static str;
    /// As a file writes it.
    fn heading(&self) -> String {
        if self.list() { format!("[[{}]]", self.name()) } else { format!("[{}]", self.name()) }
    }
    fn documented(&self) -> Vec<Documented>;
    fn export(&self, state: &State) -> Vec<Exported>;
    /// Finds or makes the entities of the entries, so that others can refer to them; what it gives reads them.
    fn prepare<'f>(
        &self,
        entries: &'f [Fields<'f>],
        desk: &mut Desk<'_>,
        problems: &mut Vec<Problem>,
    ) -> Reading<'f>;
}

/// Joins a section to [`AnySection`].
pub(crate) struct Of<S>(pub(crate) std::marker::PhantomData<fn() -> S>);

impl<S: Section + 'static> AnySection for Of<S> {
    fn name(&self) -> &'static str {
        S::NAME
    }
    fn list(&self) -> bool {
        S::LIST
    }
    fn about(&self) -> &'static str {
        S::ABOUT
    }

    fn documented(&self) -> Vec<Documented> {
        S::keys()
            .into_iter()
            .map(|key| Documented {
                name: key.name,
                expects: key.expects,
                about: key.about,
                resets: key.reset.is_some(),
                identity: key.role == Role::Identity,
            })
            .collect()
    }

    fn export(&self, state: &State) -> Vec<Exported> {
        let keys = S::keys();
        let entry = |id| {
            let entry = S::load(id, state)?;
            let lines = keys.iter().filter(|key| S::has_key(&entry, key)).map(|key| Line {
                key: key.name,
                value: (key.write)(&entry, key, state),
                default: key.default.and_then(|default| default(&entry, key, state)),
                role: key.role,
            });
            Some(Exported { label: S::label(id, state), lines: lines.collect() })
        };
        S::all(state).into_iter().filter_map(entry).collect()
    }

    fn prepare<'f>(
        &self,
        entries: &'f [Fields<'f>],
        desk: &mut Desk<'_>,
        problems: &mut Vec<Problem>,
    ) -> Reading<'f> {
        let keys = S::keys();
        let mut found: Vec<(S::Id, &Fields<'_>)> = Vec::new();
        let mut seen = BTreeSet::new();
        let (first, rest): (Vec<_>, Vec<_>) = entries.iter().partition(|fields| S::comes_first(fields));
        for fields in first.into_iter().chain(rest) {
            check_keys(&keys, fields, problems);
            match identify::<S>(fields, desk) {
                Ok(Some(id)) if seen.insert(id) || !S::unique(id) => found.push((id, fields)),
                Ok(Some(id)) => problems.push(Problem::new(
                    fields.span.clone(),
                    format!("{} stands here twice", S::label(id, desk.now())),
                    "say all of it in one entry",
                )),
                Ok(None) => {}
                Err(mistakes) => problems.extend(mistakes),
            }
        }
        Box::new(move |desk, problems| {
            for (id, fields) in found {
                problems.extend(read_entry::<S>(&keys, id, fields, desk).err().into_iter().flatten());
            }
            problems.extend(S::finish(desk).err().into_iter().flatten());
        })
    }
}

/// The entity of an entry; none when one is to be deleted that is not there.
fn identify<S: Section>(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<Option<S::Id>> {
    let found = S::find(fields, desk)?;
    if found.is_some() || deletes(fields)? {
        return Ok(found);
    }
    S::make(fields, desk).map(Some)
}

fn deletes(fields: &Fields<'_>) -> Outcome<bool> {
    fields.get("delete").map_or(Ok(false), |node| bool::read(node, &State::default()))
}

fn check_keys<E>(keys: &[Key<E>], fields: &Fields<'_>, problems: &mut Vec<Problem>) {
    let extra: &[&str] = if fields.list { &["delete", "reset"] } else { &["reset"] };
    let known: Vec<&str> = keys.iter().map(|key| key.name).chain(extra.iter().copied()).collect();
    for key in fields.table.keys() {
        if !known.contains(&key.get_ref().as_ref()) {
            problems.extend(unknown::<()>(key.span(), key.get_ref(), &known).err().into_iter().flatten());
        }
    }
}

fn read_entry<S: Section>(
    keys: &[Key<S::Entry>],
    id: S::Id,
    fields: &Fields<'_>,
    desk: &mut Desk<'_>,
) -> Outcome<()> {
    if deletes(fields)? {
        return S::delete(id, fields, desk);
    }
    let Some(mut entry) = S::load(id, desk.now()) else { return Ok(()) };
    let mut problems = Vec::new();
    problems.extend(reset(keys, &mut entry, fields).err().into_iter().flatten());
    for key in keys {
        if let Some(node) = fields.get(key.name) {
            let read = (key.read)(&mut entry, key, node, desk.now());
            problems.extend(read.err().into_iter().flatten());
        }
    }
    if problems.is_empty() { S::store(entry, fields, desk) } else { Err(problems) }
}

/// Returns the keys that `reset` lists to their defaults.
fn reset<E>(keys: &[Key<E>], entry: &mut E, fields: &Fields<'_>) -> Outcome<()> {
    let Some(list) = fields.get("reset") else { return Ok(()) };
    let resettable: Vec<&str> = keys.iter().filter(|key| key.reset.is_some()).map(|key| key.name).collect();
    crate::fact::items(list, "a list […] of keys", |node| {
        let name = word(node, "the name of a key")?;
        let Some(key) = keys.iter().find(|key| key.name == name) else {
            return unknown(node.span(), &name, &resettable);
        };
        match key.reset {
            Some(_) if fields.has(key.name) => Problem::err(
                node.span(),
                format!("{name} is set and reset in one entry"),
                "leave one of them out",
            ),
            Some(reset) => {
                reset(entry, key);
                Ok(())
            }
            None => Problem::err(node.span(), format!("{name} has no default"), "set it instead"),
        }
    })
    .map(drop)
}
