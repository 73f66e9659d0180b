//! Which line of Fountain is a cue, a transition or a heading, judged by the line alone.

use crate::heading;

/// True if a line may be a cue: no lower-case letter outside parentheses, and at least one letter.
/// A line that ends in two spaces is capitals on purpose.
pub(super) fn is_cue(line: &str) -> bool {
    if line.ends_with("  ") {
        return false;
    }
    let line = line.trim().trim_end_matches('^').trim_end();
    if line.is_empty() || line.len() > 200 || line.starts_with('(') {
        return false;
    }
    let mut depth = 0_i32;
    let (mut letter, mut capital, mut caseless) = (false, false, false);
    for c in line.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth > 0 => letter |= c.is_alphabetic(),
            _ if c.is_lowercase() => return false,
            _ => {
                letter |= c.is_alphabetic();
                capital |= c.is_uppercase();
                caseless |= c.is_alphabetic() && !c.is_uppercase();
            }
        }
    }
    // Scripts without case (Korean, Japanese, Chinese) cannot show a cue by capitals; those cues need `@`.
    letter && (capital || !caseless)
}

/// Splits a cue into what prints (its beginning), the name, its extensions, and whether it asks for dual dialogue.
pub(super) fn split_cue(cue: &str) -> (&str, &str, Vec<String>, bool) {
    let cue = cue.trim_end();
    let (cue, dual) = match cue.strip_suffix('^') {
        Some(rest) => (rest.trim_end(), true),
        None => (cue, false),
    };
    let (name, extensions) = crate::cue::split(cue);
    (cue, name, extensions, dual)
}

/// True if a line is a transition by itself: capitals, ending in `TO:`; also the closing fades that everyone writes.
pub(super) fn is_transition(line: &str) -> bool {
    let ends = line.ends_with("TO:");
    let line = line.trim_start();
    if line.chars().any(char::is_lowercase) {
        return false;
    }
    if ends {
        return line.len() == 3 || line[..line.len() - 3].ends_with(|c: char| !c.is_alphanumeric());
    }
    matches!(
        line.trim_end(),
        "FADE TO BLACK."
            | "FADE OUT."
            | "FADE TO BLACK"
            | "FADE OUT"
            | "CUT TO BLACK."
            | "FADE OUT:"
            | "FADE TO WHITE."
    )
}

/// True if a line begins like a heading.
pub(super) fn is_heading(line: &str) -> bool {
    heading::prefix(line).is_some()
}

/// True for a forced heading: one full stop, then a letter or digit.
pub(super) fn is_forced_heading(line: &str) -> bool {
    line.strip_prefix('.').and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
}
