//! Several scenes on one sheet, and each on its own again.

use super::merge::{merge, take_place};
use super::parse::shares;
use super::split::{redirect_relations, replace_on_board};
use super::{Context, sheet, working_boards};
use crate::{Editing, Evidence, Minutes, PageEighths, Refusal, SceneId, Sheet, SheetId, SheetStatus, State};

pub(super) fn combine_sheets(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let first = sheet(editing, context)?.id;
    let mut sheets = vec![first];
    for label in context.all(1)? {
        let id = editing.now.sheet_called(label)?;
        if sheets.contains(&id) {
            return Err(Refusal::new(format!("{} is named twice", editing.now.label(id))));
        }
        sheets.push(id);
    }
    let id = combine(editing, &sheets)?;
    Ok(format!("combined {}", editing.now.label(id)))
}

/// Makes one sheet of several; the first keeps its identity.
///
/// # Errors
/// When one is a part, is shot already, or they contradict each other.
pub fn combine(editing: &mut Editing<'_>, sheets: &[SheetId]) -> Result<SheetId, Refusal> {
    let state = &editing.now;
    let all: Vec<Sheet> = sheets.iter().filter_map(|id| state.sheets.get(id)).cloned().collect();
    for sheet in &all {
        let label = state.label(sheet.id);
        if sheet.part.is_some() {
            return Err(Refusal::with_remedy(
                format!("{label} is a part of a scene"),
                "join the parts first: join-parts",
            ));
        }
        if matches!(sheet.status, SheetStatus::Shot | SheetStatus::PartlyShot) {
            return Err(Refusal::new(format!("{label} is shot already, or a part of it: that stays")));
        }
    }
    let mut one = merge(state, &all)?;
    one.scenes
        .sort_by_key(|id| state.scenes.get(id).map(|scene| (scene.current().order, scene.number.clone())));
    let id = one.id;
    editing.put(one);
    take_place(editing, sheets, id);
    Ok(id)
}

pub(super) fn separate_sheet(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let whole = sheet(editing, context)?;
    let label = editing.now.label(whole.id);
    if whole.part.is_some() {
        return Err(Refusal::with_remedy(format!("{label} is a part"), "join the parts first: join-parts"));
    }
    if whole.scenes.len() < 2 {
        return Err(Refusal::new(format!("{label} is one scene")));
    }
    let scenes = whole.scenes.clone();
    let version = |scene: &SceneId| editing.now.scenes.get(scene).map(crate::Scene::current);
    let weights: Vec<u32> = scenes.iter().map(|scene| version(scene).map_or(1, |v| v.eighths.0)).collect();
    let eighths = shares(whole.eighths.0, &weights);
    let minutes = whole.minutes.map(|minutes| shares(u32::try_from(minutes.0).unwrap_or(0), &weights));
    let mut ids = Vec::new();
    for (at, scene) in scenes.iter().enumerate() {
        let mut own = of_scene(&editing.now, &whole, *scene);
        if at > 0 {
            own.id = editing.fresh();
        }
        own.eighths = PageEighths(eighths[at].max(1));
        own.minutes =
            minutes.as_ref().map(|minutes| Minutes(i32::try_from(minutes[at]).unwrap_or(i32::MAX).max(1)));
        ids.push(own.id);
        editing.put(own);
    }
    for board in working_boards(editing) {
        replace_on_board(editing, board, whole.id, &ids);
    }
    redirect_relations(editing, whole.id, &ids);
    for mut action in editing.now.actions.clone().into_values().filter(|action| action.sheet == whole.id) {
        let at = action.evidence.as_ref().and_then(|line| scene_of(&editing.now, &scenes, line));
        action.sheet = at.map_or(whole.id, |at| ids[at]);
        editing.put(action);
    }
    let labels: Vec<String> = ids.iter().map(|id| editing.now.label(*id)).collect();
    Ok(format!("{label} on sheets of their own: {}", labels.join(", ")))
}

/// The scene that a line stands in.
fn scene_of(state: &State, scenes: &[SceneId], line: &Evidence) -> Option<usize> {
    scenes.iter().position(|scene| {
        let versions = state.scenes.get(scene).map(|scene| scene.versions.as_slice()).unwrap_or_default();
        versions.iter().any(|version| {
            version.draft == line.draft && (version.span.start..version.span.end).contains(&line.span.start)
        })
    })
}

/// What one scene has of a sheet: what a line of it says, and what no line says.
fn of_scene(state: &State, whole: &Sheet, scene: SceneId) -> Sheet {
    let mut own = whole.clone();
    own.scenes = vec![scene];
    let is_here =
        |line: &Evidence| scene_of(state, &whole.scenes, line).is_none_or(|at| whole.scenes[at] == scene);
    own.presence.retain(|_, claim| claim.evidence.is_empty() || claim.evidence.iter().any(is_here));
    for claim in own.presence.values_mut() {
        claim.evidence.retain(is_here);
    }
    own.elements.retain(|used| used.evidence.is_empty() || used.evidence.iter().any(is_here));
    for used in &mut own.elements {
        used.evidence.retain(is_here);
    }
    own.background.retain(|used| used.evidence.as_ref().is_none_or(is_here));
    own.proposed_actions.retain(|action| is_here(&action.evidence));
    if let Some(heading) = state.scenes.get(&scene).map(|scene| &scene.current().heading) {
        let full = heading.sub_set.as_ref().map(|sub| format!("{} - {sub}", heading.set));
        let named = state.set_called(full.as_deref().unwrap_or(&heading.set));
        own.set = named.unwrap_or(whole.set);
    }
    own
}
