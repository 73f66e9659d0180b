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
}

/// A vehicle, weapon or animal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thing {
    pub(crate) what: String,
    pub(crate) line: u32,
}

impl Annotations {
    /// Reads a file of annotations.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
    }
}
