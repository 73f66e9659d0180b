//! A production's own words: what it adds to the breakdown's word lists, and takes from them.

use crate::Category;

/// Word lists that are not of a breakdown category.
const OTHERS: [&str; 22] = [
    "people",
    "crowds",
    "acting",
    "capitals",
    "titles",
    "voices",
    "absent",
    "belongings",
    "bodily",
    "likenesses",
    "leaving",
    "going-out",
    "folk",
    "heights",
    "obstacles",
    "shots",
    "implements",
    "supports",
    "forces",
    "burnables",
    "conveyances",
    "looking",
];

/// Categories that the breakdown suggests elements of.
const SUGGESTED: [Category; 11] = [
    Category::Stunts,
    Category::Weapons,
    Category::Vehicles,
    Category::Animals,
    Category::SpecialEffects,
    Category::VisualEffects,
    Category::Props,
    Category::MakeUp,
    Category::Wardrobe,
    Category::SpecialEquipment,
    Category::Music,
];

/// The names of all word lists, as commands and facts spell them.
pub fn lists() -> impl Iterator<Item = &'static str> {
    SUGGESTED.into_iter().map(Category::key).chain(OTHERS)
}

/// The lines of a word list's file: without comments and empty lines.
///
/// # Errors
/// The first line that cannot be read, from 1, and what is wrong with it.
pub fn read_lines(text: &str) -> Result<Vec<String>, (usize, String)> {
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        check_line(line).map_err(|what| (number, what))?;
        lines.push(line.to_owned());
    }
    Ok(lines)
}

/// Is it a line of a word list: `term [.. ends] [| class] [| element name]`, or `-term`?
///
/// # Errors
/// What is wrong with it, in words.
pub fn check_line(line: &str) -> Result<(), String> {
    if line.contains(['\n', '#']) {
        return Err("a line holds one term and no comment".to_owned());
    }
    let term = line.trim().strip_prefix('-').unwrap_or(line);
    let fields: Vec<&str> = term.split('|').map(str::trim).collect();
    if fields[0].is_empty() {
        return Err("the term is missing before “|”".to_owned());
    }
    if fields.len() > 3 {
        return Err("it has more than a term, a class and a name".to_owned());
    }
    for mark in ["..", ">"] {
        if let Some((head, ends)) = fields[0].split_once(mark)
            && (head.trim().is_empty() || ends.split('/').any(|end| end.trim().is_empty()))
        {
            return Err(format!("“{mark}” stands between a term and the words that have to follow it"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_faults_named() {
        assert_eq!(
            read_lines("# mine\nzorb | noun | Zorb gun\n\n-pistol # no\n").unwrap(),
            ["zorb | noun | Zorb gun", "-pistol"]
        );
        assert_eq!(read_lines("gun\n| noun").unwrap_err().0, 2);
        assert_eq!(read_lines("throw .. | verb").unwrap_err().0, 1);
        assert!(
            check_line("a | b | c | d").is_err()
                && check_line("-").is_err()
                && check_line("throw .. at / on | verb").is_ok()
        );
    }
}
