//! Plain name matching, to compare with: who is named in the action of a scene is in it.

use domain::Character;
use screenplay::{ElementKind, Scene, Screenplay};

/// Does the name of a character, or any single word of it, stand in the scene's action?
pub(crate) fn is_named(screenplay: &Screenplay, scene: &Scene, character: &Character) -> bool {
    let elements = screenplay.scene_elements(scene);
    elements.iter().filter(|element| element.kind == ElementKind::Action).any(|element| {
        words(&element.text)
            .filter(|word| word.starts_with(char::is_uppercase))
            .any(|word| words(&character.name).any(|name| name.eq_ignore_ascii_case(word)))
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’'));
    parts
        .map(|word| word.trim_end_matches("'s").trim_end_matches("’s"))
        .filter(|word| word.chars().count() > 1)
}
