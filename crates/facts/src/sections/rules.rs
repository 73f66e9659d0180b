//! `[rules]`: what each rule does in this production.

use domain::{Severity, State};
use rules::Rule;

use crate::error::{Outcome, Problem};
use crate::fact::Fact;
use crate::section::{Desk, Fields, Key, Role, Section};

/// `[rules]`.
pub(crate) struct Rules;

impl Section for Rules {
    type Id = ();
    type Entry = domain::Production;
    const NAME: &'static str = "rules";
    const LIST: bool = false;
    const ABOUT: &'static str = "What each rule does when it is broken: forbid, price or warn.";

    fn keys() -> Vec<Key<Self::Entry>> {
        let key = |rule: &Rule| Key {
            name: rule.key(),
            about: format!("{}.", rule.label()),
            expects: Severity::expects(),
            read: |production: &mut domain::Production, key, node, state| {
                let severity = Severity::read(node, state)?;
                let fixed = Rule::from_key(key.name).is_some_and(Rule::is_no_matter_of_price);
                if fixed && severity != Severity::Forbid {
                    return Problem::err(
                        node.span(),
                        format!("{} is forbidden in every production", key.name),
                        "leave it out, and record what people agreed to, or what was cleared",
                    );
                }
                production.severities.insert(key.name.into(), severity);
                Ok(())
            },
            write: |production, key, state| {
                production.severities.get(key.name).and_then(|severity| severity.write(state))
            },
            default: Some(|_, key, state| Rule::from_key(key.name)?.default_severity().write(state)),
            reset: Some(|production, key| {
                production.severities.remove(key.name);
            }),
            role: Role::Fact,
        };
        Rule::ALL.iter().map(key).collect()
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
    fn store(entry: Self::Entry, _: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        desk.editing.put(entry);
        Ok(())
    }
    fn all(_: &State) -> Vec<()> {
        vec![()]
    }
    fn label((): (), _: &State) -> String {
        "rules".into()
    }
}
