//! What somebody who has not seen the code says of a scene.

use std::path::Path;

use serde::Deserialize;

/// All annotated scenes of a script.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Annotations {
    pub(crate) scene: Vec<Scene>,
}

/// One scene.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scene {
    /// For people; the line says which scene it is.
    pub(crate) number: String,
    /// Line of the heading, from 1.
    pub(crate) line: u32,
    #[serde(default)]
    pub(crate) speaking: Vec<String>,
    #[serde(default)]
    pub(crate) voice: Vec<String>,
    #[serde(default)]
    pub(crate) silent: Vec<Named>,
    /// Counts neither for nor against.
    #[serde(default)]
    pub(crate) unsure: Vec<String>,
    #[serde(default)]
    pub(crate) background: Vec<Named>,
    #[serde(default)]
    pub(crate) stunts: Vec<Stunt>,
    #[serde(default)]
    pub(crate) vehicles: Vec<Thing>,
    #[serde(default)]
    pub(crate) weapons: Vec<Thing>,
    #[serde(default)]
    pub(crate) animals: Vec<Thing>,
}

/// Somebody, and the line that says so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) line: u32,
}

/// A stunt over lines of the script, both included.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stunt {
    pub(crate) what: String,
    pub(crate) lines: [u32; 2],
    /// Some would call the coordinator for it, others not.
    #[serde(default)]
    pub(crate) unsure: bool,
}

impl Stunt {
    /// Lines that evidence may lie beside a stunt's own.
    const TOLERANCE: u32 = 1;

    /// Does something on these lines, both included, tell of it?
    pub(crate) fn is_on(&self, [from, to]: [u32; 2]) -> bool {
        from <= self.lines[1] + Self::TOLERANCE && self.lines[0] <= to + Self::TOLERANCE
    }
}

/// A vehicle, weapon or animal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thing {
    pub(crate) what: String,
    pub(crate) line: u32,
}

impl Annotations {
    /// The annotations of the scene that begins on a line.
    pub(crate) fn scene_on(&self, line: u32) -> Option<&Scene> {
        self.scene.iter().find(|scene| scene.line == line)
    }

    /// Reads a file of annotations.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
    }
}
