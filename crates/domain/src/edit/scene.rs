//! Commands on scenes: typed by hand, taken out, taken back.

use std::collections::BTreeMap;

use super::production::typed_draft;
use super::{Context, Usage, parse, working_boards};
use crate::{
    Editing, Heading, LengthSource, PageEighths, Refusal, Scene, SceneId, SceneNumber, SceneVersion,
    ScriptSet, SetId, Sheet, SheetId, SheetStatus, TextSpan, TimeOfDay,
};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "add-scene",
        arguments: "NUMBER HEADING…",
        what: "type a scene and its sheet: add-scene 12A INT. KITCHEN - NIGHT; it stands where its number belongs, and is 1/8 long until set-eighths",
        run: add_scene,
    },
    Usage {
        name: "set-heading",
        arguments: "SCENE HEADING…",
        what: "correct a heading, and with it the set",
        run: set_heading,
    },
    Usage { name: "omit", arguments: "SCENE", what: "take a scene out of the shoot", run: omit },
    Usage { name: "restore", arguments: "SCENE", what: "take an omitted scene back", run: restore },
];

/// Length of a typed scene until somebody says another.
const TYPED_LENGTH: PageEighths = PageEighths(1);

fn add_scene(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let number = context.arg(0)?;
    let heading = context.rest(1)?;
    let scene = add_scene_at(editing, number, &heading, None)?;
    put_sheet(editing, scene);
    let number = &editing.now.scenes[&scene].number;
    Ok(format!("added {number}: {heading} ({TYPED_LENGTH})"))
}

/// Makes a scene of a typed heading, without its sheet. It follows `after` where that is the last scene, and
/// stands by its number otherwise.
///
/// # Errors
/// A number that is taken or none, and an empty heading.
pub fn add_scene_at(
    editing: &mut Editing<'_>,
    number: &str,
    heading: &str,
    after: Option<SceneId>,
) -> Result<SceneId, Refusal> {
    let text = parse::name("scene", heading).map_err(|_| no_heading())?;
    let number = scene_number(number)?;
    if editing.now.scene_numbered(&number).is_some() {
        return Err(Refusal::with_remedy(
            format!("there is a scene {number} already"),
            format!("take another number, as {number}A"),
        ));
    }
    let mut draft = typed_draft(editing);
    let (order, page, time) = place(editing, &number, after);
    let version = SceneVersion {
        draft: draft.id,
        order,
        heading: Heading::typed(&text, time),
        text_hash: blake3::hash(text.as_bytes()).to_hex().to_string(),
        span: TextSpan { start: 0, end: 0, line: 1 },
        page,
        eighths: TYPED_LENGTH,
        length_source: LengthSource::Typed,
        summary: None,
        arc_beats: Vec::new(),
        story_day: None,
    };
    let id: SceneId = editing.fresh();
    editing.put(Scene { id, number, locked: false, omitted: false, versions: vec![version] });
    let in_order: Vec<SceneId> = editing.now.scenes_in_order().iter().map(|scene| scene.id).collect();
    let next = in_order.iter().skip_while(|scene| **scene != id).nth(1);
    let at = next.and_then(|next| draft.scenes.iter().position(|scene| scene == next));
    draft.scenes.insert(at.unwrap_or(draft.scenes.len()), id);
    editing.put(draft);
    Ok(id)
}

/// A scene's number names no part and no sheet of several scenes.
fn scene_number(text: &str) -> Result<SceneNumber, Refusal> {
    let number = SceneNumber::new(text);
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    let text = number.as_str();
    if text.is_empty() || text.len() > 20 || !text.chars().all(fits) {
        return Err(Refusal::with_remedy(format!("“{text}” is no scene number"), "write it as 12 or 12A"));
    }
    Ok(number)
}

fn no_heading() -> Refusal {
    Refusal::with_remedy("this is no heading", "write it as INT. KITCHEN - NIGHT")
}

/// Order and page of a new scene, and the story time of the scene before it. Scenes of one order stand by number,
/// so nothing has to move.
fn place(
    editing: &Editing<'_>,
    number: &SceneNumber,
    after: Option<SceneId>,
) -> (u32, u32, Option<TimeOfDay>) {
    let scenes = editing.now.scenes_in_order();
    let (Some(first), Some(last)) = (scenes.first(), scenes.last()) else { return (0, 1, None) };
    let earlier = scenes.iter().filter(|scene| scene.number < *number).max_by_key(|scene| &scene.number);
    let before = if after == Some(last.id) { Some(last) } else { earlier };
    let Some(before) = before else { return (first.current().order, first.current().page, None) };
    let version = before.current();
    let order = version.order + u32::from(before.id == last.id);
    (order, version.page, version.heading.time)
}

/// Makes the sheet of a scene that has none.
///
/// The set of its heading is made if it is new.
pub fn put_sheet(editing: &mut Editing<'_>, scene: SceneId) -> SheetId {
    let version = editing.now.scenes[&scene].current().clone();
    let set = set_of(editing, &version.heading);
    let id = editing.fresh();
    editing.put(Sheet {
        id,
        scenes: vec![scene],
        part: None,
        set,
        eighths: version.eighths,
        minutes: None,
        light: None,
        unit: None,
        story_day: None,
        synopsis: version.summary,
        comments: None,
        status: SheetStatus::Planned,
        presence: BTreeMap::new(),
        doubles: Vec::new(),
        elements: Vec::new(),
        background: Vec::new(),
        before: Vec::new(),
        with: Vec::new(),
        apart: Vec::new(),
        pin: None,
        proposed_actions: Vec::new(),
        to_check: Vec::new(),
    });
    id
}

/// The set of a heading, made with its parent if it is new.
fn set_of(editing: &mut Editing<'_>, heading: &Heading) -> SetId {
    let main = if heading.set.is_empty() { "UNNAMED SET" } else { &heading.set };
    let parent = named_set(editing, main, None);
    match &heading.sub_set {
        Some(sub) => named_set(editing, &format!("{main} - {sub}"), Some(parent)),
        None => parent,
    }
}

pub(super) fn named_set(editing: &mut Editing<'_>, name: &str, parent: Option<SetId>) -> SetId {
    if let Ok(known) = editing.now.set_called(name) {
        return known;
    }
    let id = editing.fresh();
    editing.put(ScriptSet { id, name: name.to_uppercase(), parent, location: None, available: Vec::new() });
    id
}

fn set_heading(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let scene = scene_called(editing, context.arg(0)?)?;
    let text = context.rest(1)?;
    retitle(editing, scene, &text)?;
    Ok(format!("heading of {}: {text}", editing.now.scenes[&scene].number))
}

/// Gives a scene another heading; its sheets move to the set of the heading.
///
/// # Errors
/// An empty heading.
pub fn retitle(editing: &mut Editing<'_>, scene: SceneId, text: &str) -> Result<(), Refusal> {
    let text = parse::name("scene", text).map_err(|_| no_heading())?;
    let mut scene = editing.now.scenes[&scene].clone();
    if scene.current().heading.text == text {
        return Ok(());
    }
    let in_order = editing.now.scenes_in_order();
    let before = in_order.iter().take_while(|other| other.id != scene.id).last();
    let time = before.and_then(|before| before.current().heading.time);
    let heading = Heading::typed(&text, time);
    let set = set_of(editing, &heading);
    let version = scene.versions.last_mut().expect("a scene has a version");
    version.heading = heading;
    let id = scene.id;
    editing.put(scene);
    for mut sheet in
        editing.now.sheets.clone().into_values().filter(|sheet| sheet.scenes.first() == Some(&id))
    {
        sheet.set = set;
        editing.put(sheet);
    }
    Ok(())
}

/// The scene that a number names, whether it has a sheet, parts, or none.
fn scene_called(editing: &Editing<'_>, text: &str) -> Result<SceneId, Refusal> {
    let scenes = editing.now.scenes.values().map(|scene| (scene.number.as_str(), scene.id));
    match editing.now.scene_numbered(&SceneNumber::new(text)) {
        Some(scene) => Ok(scene),
        None => crate::resolve::by_name("scene", text, scenes),
    }
}

/// The sheets that a scene's number or a sheet's label names: all parts of a scene, never half of a sheet.
fn sheets_called(editing: &Editing<'_>, text: &str) -> Result<Vec<SheetId>, Refusal> {
    let state = &editing.now;
    let Some(scene) = state.scene_numbered(&SceneNumber::new(text)) else {
        return state.sheet_called(text).map(|sheet| vec![sheet]);
    };
    let of_scene: Vec<&Sheet> = state.sheets.values().filter(|sheet| sheet.scenes.contains(&scene)).collect();
    match of_scene.iter().find(|sheet| sheet.scenes.len() > 1 && sheet.part.is_none()) {
        Some(shared) => {
            let label = state.label(shared.id);
            Err(Refusal::with_remedy(
                format!("scene {text} is on one sheet with others, {label}"),
                format!("separate them first: separate-sheet {label}; or name the whole sheet"),
            ))
        }
        None => Ok(of_scene.iter().map(|sheet| sheet.id).collect()),
    }
}

/// Takes a sheet out of the shoot, or takes it back.
///
/// # Errors
/// When it is shot already.
pub fn set_omitted(editing: &mut Editing<'_>, sheet: SheetId, omitted: bool) -> Result<(), Refusal> {
    let mut sheet = editing.now.sheets[&sheet].clone();
    if matches!(sheet.status, SheetStatus::Shot | SheetStatus::PartlyShot) {
        let label = editing.now.label(sheet.id);
        return Err(Refusal::new(format!("{label} is shot already, or a part of it: that stays")));
    }
    sheet.status = if omitted { SheetStatus::Omitted } else { SheetStatus::Planned };
    let id = sheet.id;
    editing.put(sheet);
    settle_omitted(editing, id);
    Ok(())
}

/// After a sheet's status changed: an omitted one leaves the boards that may still change, and a scene is omitted
/// when all of its sheets are.
pub fn settle_omitted(editing: &mut Editing<'_>, id: SheetId) {
    let Some(sheet) = editing.now.sheets.get(&id).cloned() else { return };
    if sheet.status == SheetStatus::Omitted {
        for mut board in working_boards(editing) {
            if board.placements().contains_key(&id) {
                board.remove(id);
                editing.put(board);
            }
        }
    }
    for scene in sheet.scenes {
        let Some(mut scene) = editing.now.scenes.get(&scene).cloned() else { continue };
        let mut sheets = editing.now.sheets.values().filter(|sheet| sheet.scenes.contains(&scene.id));
        scene.omitted = sheets.all(|sheet| sheet.status == SheetStatus::Omitted);
        editing.put(scene);
    }
}

fn set_all(editing: &mut Editing<'_>, context: &Context<'_>, omitted: bool) -> Result<String, Refusal> {
    let text = context.arg(0)?;
    let mut sheets = sheets_called(editing, text)?;
    if sheets.is_empty() {
        let scene = scene_called(editing, text)?;
        if omitted {
            return Ok(editing.now.scenes[&scene].number.to_string());
        }
        sheets.push(put_sheet(editing, scene));
    }
    for sheet in &sheets {
        set_omitted(editing, *sheet, omitted)?;
    }
    let labels: Vec<String> = sheets.iter().map(|sheet| editing.now.label(*sheet)).collect();
    Ok(labels.join(", "))
}

fn omit(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    Ok(format!("omitted {}", set_all(editing, context, true)?))
}

fn restore(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    Ok(format!("restored {}", set_all(editing, context, false)?))
}
