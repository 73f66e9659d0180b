//! `[[decision]]`: what was decided behind a stunt; only ever added.

use domain::{Date, Decision, DecisionBranch, DecisionId, SheetId, State, StuntId};

use super::stunt;
use super::world::{Recorded, is_there};
use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written};
use crate::section::{Desk, Fields, Key, Role, Section, field, identity, required};

/// `[[decision]]`.
pub(crate) struct Decisions;

impl Section for Decisions {
    type Id = Recorded<DecisionId>;
    type Entry = Decision;
    const NAME: &'static str = "decision";
    const ABOUT: &'static str =
        "What was decided behind a stunt: continue or rewrite. It is added unless it is there already.";

    fn keys() -> Vec<Key<Decision>> {
        type D = Decision;
        vec![
            identity("stunt", "The stunt's name.", "a text", |d: &D, _, s| {
                Some(Written::plain(s.stunts.get(&d.stunt)?.name.as_str()))
            }),
            identity(
                "scene",
                "Its scene, where several stunts are called so.",
                "a scene: \"12\"",
                |d: &D, _, s| s.stunts.get(&d.stunt)?.sheet.write(s),
            ),
            required!(D, "branch", "Which way.", branch),
            required!(D, "date", "When.", date),
            Key { role: Role::Fact, ..required!(D, "by", "By whom; otherwise who applies the file.", by) },
            Key { reset: None, ..field!(D, "note", "Why.", note) },
        ]
    }

    fn find(fields: &Fields<'_>, _: &Desk<'_>) -> Outcome<Option<Self::Id>> {
        fields.need_all(&["stunt", "branch", "date"])?;
        Ok(Some(Recorded::of(fields)))
    }
    fn make(fields: &Fields<'_>, _: &mut Desk<'_>) -> Outcome<Self::Id> {
        Ok(Recorded::of(fields))
    }

    fn load(id: Self::Id, state: &State) -> Option<Decision> {
        let Recorded::There(id) = id else {
            return Some(Decision {
                id: DecisionId(0),
                stunt: StuntId(0),
                branch: DecisionBranch::Continue,
                date: Date::default(),
                by: String::new(),
                note: None,
            });
        };
        state.decisions.get(&id).cloned()
    }

    fn store(mut entry: Decision, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        entry.stunt = decided(fields, desk.now())?;
        if !fields.has("by") {
            entry.by = desk.author.to_owned();
        }
        let said = |d: &Decision| format!("decision {} {:?} {}", d.stunt, d.branch, d.date);
        let same = said(&entry);
        let in_state = desk.base.decisions.values().filter(|d| said(d) == same).count();
        if !is_there(desk, same, in_state) {
            entry.id = desk.editing.fresh();
            desk.editing.put(entry);
        }
        Ok(())
    }

    fn all(state: &State) -> Vec<Self::Id> {
        state.decisions.keys().copied().map(Recorded::There).collect()
    }

    fn label(id: Self::Id, state: &State) -> String {
        match Self::load(id, state) {
            Some(decision) => format!("decision {}", decision.id.0),
            None => "decision".into(),
        }
    }
}

/// The stunt that `stunt`, and `scene` where several are called so, name.
fn decided(fields: &Fields<'_>, state: &State) -> Outcome<StuntId> {
    let name = fields.need("stunt")?;
    let scene: Option<SheetId> = fields.read("scene", state)?;
    if let Some(stunt) = stunt::named(&name, scene, state) {
        return Ok(stunt.id);
    }
    let here = state.stunts.values().filter(|stunt| scene.is_none_or(|scene| scene == stunt.sheet));
    match domain::resolve::by_name("stunt", &name, here.map(|stunt| (stunt.name.as_str(), stunt.id))) {
        Err(refusal) => Err(Problem::refused(fields.span_of("stunt"), refusal)),
        Ok(_) => Problem::err(
            fields.span_of("stunt"),
            format!("several stunts are called {name}"),
            "add scene = \"…\"",
        ),
    }
}
