//! `[lexicon]`: what the production adds to the breakdown's word lists, and takes from them.

use domain::State;

use crate::error::{Outcome, Problem};
use crate::fact::Fact;
use crate::section::{Desk, Fields, Key, Role, Section};

/// `[lexicon]`.
pub(crate) struct Lexicon;

impl Section for Lexicon {
    type Id = ();
    type Entry = domain::Production;
    const NAME: &'static str = "lexicon";
    const LIST: bool = false;
    const ABOUT: &'static str = "What the production adds to the breakdown's word lists: lines in the lists' own format, \
                                 `term [| class] [| element name]`; a line that begins with `-` takes a term away. They \
                                 count from the next import, or from `suggest-again`.";

    fn keys() -> Vec<Key<Self::Entry>> {
        let key = |name: &'static str| Key::<Self::Entry> {
            name,
            about: format!("Lines of the list {name}."),
            expects: Vec::<String>::expects(),
            read: |entry, key, node, state| {
                entry.lexicons.insert(key.name.to_owned(), Vec::<String>::read(node, state)?);
                Ok(())
            },
            write: |entry, key, state| entry.lexicons.get(key.name).and_then(|lines| lines.write(state)),
            default: None,
            reset: Some(|entry, key| {
                entry.lexicons.remove(key.name);
            }),
            role: Role::Fact,
        };
        domain::lexicon::lists().map(key).collect()
    }

    fn find(_: &Fields<'_>, _: &Desk<'_>) -> Outcome<Option<()>> {
        Ok(Some(()))
    }
    fn make(_: &Fields<'_>, _: &mut Desk<'_>) -> Outcome<()> {
        Ok(())
    }
    fn load((): (), state: &State) -> Option<Self::Entry> {
        Some(state.production.clone())
    }
    fn all(_: &State) -> Vec<()> {
        vec![()]
    }
    fn label((): (), _: &State) -> String {
        Self::NAME.into()
    }

    fn store(mut entry: Self::Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        for (list, lines) in &entry.lexicons {
            for line in lines {
                if let Err(what) = domain::lexicon::check_line(line) {
                    return Problem::err(
                        fields.span_of(list),
                        format!("“{line}” is no line of a word list: {what}"),
                        "write it as \"term | noun | Name\", or \"-term\"",
                    );
                }
            }
        }
        entry.lexicons.retain(|_, lines| !lines.is_empty());
        desk.editing.put(entry);
        Ok(())
    }
}
