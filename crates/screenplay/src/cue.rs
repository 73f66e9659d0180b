//! Cues in parts: the name and the extensions behind it, for both formats.

/// `BOB (V.O.) (CONT'D)` → `BOB`, and `V.O.`, `CONT'D`.
#[must_use]
pub fn split(cue: &str) -> (&str, Vec<String>) {
    let mut name = cue.trim();
    let mut extensions = Vec::new();
    while let Some(inner) = name.strip_suffix(')') {
        let Some(at) = inner.rfind('(') else { break };
        extensions.push(inner[at + 1..].trim().to_owned());
        name = name[..at].trim_end();
    }
    extensions.reverse();
    if name.is_empty() { (cue.trim(), Vec::new()) } else { (name, extensions) }
}
