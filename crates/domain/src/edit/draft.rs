//! What a person says of a draft: its numbers are issued, what it changed was looked at.

use super::{Context, Usage};
use crate::{Editing, Refusal, SceneNumber, Sheet};

/// The commands of this file.
pub(super) const COMMANDS: &[Usage] = &[
    Usage {
        name: "lock-numbers",
        arguments: "",
        what: "issue the scene numbers: from now on a scene keeps its number",
        run: lock_numbers,
    },
    Usage {
        name: "checked",
        arguments: "SCENE",
        what: "clear what a new draft left to check on a scene",
        run: checked,
    },
];

/// Clears `to_check` of a sheet, or of all sheets that a scene is in.
fn checked(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let text = context.arg(0)?;
    let scene = editing.now.scene_numbered(&SceneNumber::new(text));
    let mut sheets: Vec<Sheet> = match scene {
        Some(scene) => editing.now.sheets.values().filter(|s| s.scenes.contains(&scene)).cloned().collect(),
        None => vec![editing.now.sheets[&editing.now.sheet_called(text)?].clone()],
    };
    sheets.retain(|sheet| !sheet.to_check.is_empty());
    for mut sheet in sheets {
        sheet.to_check.clear();
        editing.put(sheet);
    }
    Ok(format!("checked {text}"))
}

/// Locks the number of every scene of the current draft.
fn lock_numbers(editing: &mut Editing<'_>, _: &Context<'_>) -> Result<String, Refusal> {
    let Some(draft) = editing.now.current_draft().cloned() else {
        return Err(Refusal::with_remedy(
            "there is no draft whose numbers could be locked",
            "import a screenplay first",
        ));
    };
    for id in &draft.scenes {
        if let Some(mut scene) = editing.now.scenes.get(id).cloned() {
            scene.locked = true;
            editing.put(scene);
        }
    }
    Ok(format!("locked the scene numbers of the {} draft", draft.colour))
}
