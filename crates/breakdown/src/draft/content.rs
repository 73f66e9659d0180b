//! A scene as the matching sees it: its words, its heading, its number, whatever format it came from.

use domain::{Heading, SceneNumber};
use screenplay::{Element, ElementKind, Scene, Screenplay};

/// What two drafts are compared by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Content {
    /// The heading, taken apart.
    pub(crate) heading: Heading,
    /// The number that the scene goes by, if it says more than the place.
    pub(crate) number: Option<SceneNumber>,
    /// The words that print below the heading, in order.
    pub(crate) words: Vec<String>,
    /// A scene that comes back, or that the new draft calls omitted, has to be surer than others.
    pub(crate) unlikely: bool,
}

impl Content {
    pub(crate) fn of(screenplay: &Screenplay, scene: &Scene, heading: &Heading) -> Self {
        let body = screenplay.scene_elements(scene).iter().skip(1).filter(|element| element.prints());
        Self {
            heading: heading.clone(),
            number: scene.number.as_deref().filter(|n| !n.trim().is_empty()).map(SceneNumber::new),
            words: body.flat_map(words).collect(),
            unlikely: false,
        }
    }

    /// Do both read the same, their numbers and markup left out?
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        plain(&self.heading.text) == plain(&other.heading.text) && self.words == other.words
    }

    /// Does the heading say the same?
    pub(crate) fn same_heading(&self, other: &Self) -> bool {
        plain(&self.heading.text) == plain(&other.heading.text)
    }
}

fn plain(heading: &str) -> String {
    let line = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(['’', '‘'], "'").to_uppercase()
}

/// The words of an element. That a speech goes on is the printer's business, not the writer's.
fn words(element: &Element) -> Vec<String> {
    let straight = |word: &str| word.replace(['’', '‘'], "'").replace(['“', '”'], "\"");
    if let ElementKind::Character { name, extensions, .. } = &element.kind {
        let said = extensions.iter().filter(|e| !e.replace(['’', '‘'], "'").eq_ignore_ascii_case("cont'd"));
        let name = name.split_whitespace().map(straight);
        return name.chain(said.map(|extension| format!("({})", straight(extension)))).collect();
    }
    element.text.split_whitespace().map(straight).collect()
}
