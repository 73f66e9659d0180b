//! `[[scene]]`: scenes by number, with their headings; a production without a script is typed with them.

use domain::edit::{add_scene_at, put_sheet, retitle, set_omitted};
use domain::{Heading, IntExt, Scene, SceneId, SceneNumber, SheetId, State, TimeOfDay};

use crate::error::{Outcome, Problem};
use crate::fact::{Node, Written, read_keyword};
use crate::section::{Desk, Fields, Key, Role, Section, flag, identity, required};

/// `[[scene]]`.
pub(crate) struct Scenes;

/// A scene being read.
pub(crate) struct Entry {
    scene: Scene,
    heading: String,
    setting: Option<IntExt>,
    time: Option<TimeOfDay>,
    omitted: bool,
}

impl Entry {
    /// What the heading alone says.
    fn typed(&self) -> Heading {
        Heading::typed(&self.heading, None)
    }
}

const SETTINGS: [(&str, IntExt); 3] =
    [("int", IntExt::Int), ("ext", IntExt::Ext), ("int-ext", IntExt::IntExt)];

const TIMES: [(&str, TimeOfDay); 4] = [
    ("day", TimeOfDay::Day),
    ("night", TimeOfDay::Night),
    ("dawn", TimeOfDay::Dawn),
    ("dusk", TimeOfDay::Dusk),
];

/// A key that the heading says as well: it is written where the heading alone would say something else.
fn beside_heading(
    name: &'static str,
    about: &str,
    expects: String,
    read: fn(&mut Entry, &Key<Entry>, &Node<'_>, &State) -> Outcome<()>,
    write: fn(&Entry, &Key<Entry>, &State) -> Option<Written>,
) -> Key<Entry> {
    Key { name, about: about.into(), expects, read, write, default: None, reset: None, role: Role::Fact }
}

impl Section for Scenes {
    type Id = SceneId;
    type Entry = Entry;
    const NAME: &'static str = "scene";
    const ABOUT: &'static str = "A scene of the script. A new number makes a scene and its sheet: after the scene of the entry before if that is the last one, otherwise where its number belongs.";

    fn keys() -> Vec<Key<Entry>> {
        vec![
            identity("number", "Its number.", "a scene's number: \"12\", \"12A\"", |e: &Entry, _, _| {
                Some(Written::plain(e.scene.number.as_str()))
            }),
            required!(
                Entry,
                "heading",
                "Its heading: INT. KITCHEN - NIGHT. Its sheet moves to the set of a changed heading.",
                heading
            ),
            beside_heading(
                "setting",
                "Inside or outside, where the heading does not say so plainly.",
                crate::fact::one_of(&SETTINGS),
                |e, _, node, _| {
                    e.setting = Some(read_keyword(node, "setting", &SETTINGS)?);
                    Ok(())
                },
                |e, _, _| {
                    let setting = e.setting.filter(|_| e.setting != e.typed().setting)?;
                    Some(Written::plain(domain::resolve::keyword(setting, &SETTINGS)))
                },
            ),
            beside_heading(
                "time",
                "Time of the story, where the heading does not say it plainly.",
                crate::fact::one_of(&TIMES),
                |e, _, node, _| {
                    e.time = Some(read_keyword(node, "time", &TIMES)?);
                    Ok(())
                },
                |e, _, _| {
                    let time = e.time.filter(|_| e.time != e.typed().time)?;
                    Some(Written::plain(domain::resolve::keyword(time, &TIMES)))
                },
            ),
            flag!(Entry, "omitted", "It is not in the film any more; its number stays.", omitted),
        ]
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<SceneId>> {
        Ok(desk.now().scene_numbered(&SceneNumber::new(fields.need("number")?)))
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<SceneId> {
        let number = fields.need("number")?;
        let id = make_scene(&number, "number", fields, desk)?;
        if !fields.read("omitted", desk.now())?.unwrap_or(false) {
            make_sheet(id, desk);
        }
        Ok(id)
    }

    fn load(id: SceneId, state: &State) -> Option<Entry> {
        let scene = state.scenes.get(&id)?.clone();
        let heading = &scene.current().heading;
        Some(Entry {
            heading: heading.text.clone(),
            setting: heading.setting,
            time: heading.time,
            omitted: scene.omitted,
            scene,
        })
    }

    fn store(entry: Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let id = entry.scene.id;
        give_heading(id, &entry.heading, fields, desk)?;
        let Some(mut scene) = desk.now().scenes.get(&id).cloned() else { return Ok(()) };
        let omits = entry.omitted != scene.omitted;
        if let Some(version) = scene.versions.last_mut() {
            if fields.has("setting") {
                version.heading.setting = entry.setting;
            }
            if fields.has("time") && version.heading.time != entry.time {
                version.heading.time = entry.time;
                version.heading.time_source = domain::TimeSource::Written;
            }
        }
        if omits {
            scene.omitted = entry.omitted;
        }
        desk.editing.put(scene);
        if !omits {
            return Ok(());
        }
        let sheets: Vec<SheetId> =
            desk.now().sheets.values().filter(|sheet| sheet.scenes == [id]).map(|sheet| sheet.id).collect();
        if sheets.is_empty() && !entry.omitted {
            make_sheet(id, desk);
        }
        for sheet in sheets {
            set_omitted(&mut desk.editing, sheet, entry.omitted)
                .map_err(|refusal| Problem::refused(fields.span_of("omitted"), refusal))?;
        }
        Ok(())
    }

    fn delete(_: SceneId, fields: &Fields<'_>, _: &mut Desk<'_>) -> Outcome<()> {
        let what = "a scene keeps its number for good";
        Problem::err(fields.span_of("delete"), what, "write omitted = true")
    }

    fn all(state: &State) -> Vec<SceneId> {
        state.scenes_in_order().iter().map(|scene| scene.id).collect()
    }
    fn label(id: SceneId, state: &State) -> String {
        format!("scene {}", state.scenes.get(&id).map_or("", |scene| scene.number.as_str()))
    }
}

/// Makes a scene of the `heading` of an entry, without a sheet.
pub(crate) fn make_scene(
    number: &str,
    key: &str,
    fields: &Fields<'_>,
    desk: &mut Desk<'_>,
) -> Outcome<SceneId> {
    let heading = fields.need("heading")?;
    let id = add_scene_at(&mut desk.editing, number, &heading, desk.last_scene)
        .map_err(|refusal| Problem::refused(fields.span_of(key), refusal))?;
    desk.last_scene = Some(id);
    Ok(id)
}

/// Makes the sheet of a scene that has none; sets that this makes go again if nothing plays there in the end.
pub(crate) fn make_sheet(scene: SceneId, desk: &mut Desk<'_>) -> SheetId {
    let known: Vec<domain::SetId> = desk.now().sets.keys().copied().collect();
    let sheet = put_sheet(&mut desk.editing, scene);
    let new: Vec<_> = desk.now().sets.keys().copied().filter(|set| !known.contains(set)).collect();
    desk.made_sets.extend(new);
    sheet
}

/// Gives a scene its heading, if it is another.
pub(crate) fn give_heading(
    id: SceneId,
    heading: &str,
    fields: &Fields<'_>,
    desk: &mut Desk<'_>,
) -> Outcome<()> {
    retitle(&mut desk.editing, id, heading)
        .map_err(|refusal| Problem::refused(fields.span_of("heading"), refusal))
}
