//! Scene numbers: the file's own; `27PT2` is the second part of scene 27; no two sheets share one.

use std::collections::{BTreeMap, BTreeSet};

use domain::SceneNumber;

use super::Writer;
use crate::remark::Code;
use crate::schedule::Breakdown;

/// How a sheet is called.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Called {
    /// Its scene.
    pub(super) number: SceneNumber,
    /// Which part of it, from 1.
    pub(super) part: Option<u32>,
}

/// `27PT2`, `27A pt. 2`: the number before, and the part.
fn part_of(text: &str) -> Option<(SceneNumber, u32)> {
    let at = text.to_ascii_lowercase().rfind("pt")?;
    let number = text[..at].trim();
    let part = text[at + 2..].trim_start_matches('.').trim().parse().ok()?;
    (number.contains(|c: char| c.is_ascii_digit()) && (1..100).contains(&part))
        .then(|| (SceneNumber::new(number), part))
}

impl Writer<'_> {
    /// A number for each scene, in order.
    pub(super) fn numbers(&mut self, scenes: &[&Breakdown]) -> Vec<Called> {
        let written: Vec<Option<&str>> = scenes.iter().map(|scene| scene.scene.as_deref()).collect();
        let whole: BTreeSet<SceneNumber> = written.iter().flatten().map(SceneNumber::new).collect();
        let mut free = Free { taken: whole.clone(), counts: BTreeMap::new() };
        let mut used: BTreeSet<(SceneNumber, Option<u32>)> = BTreeSet::new();
        let mut previous = SceneNumber::new("0");
        let mut called = Vec::with_capacity(scenes.len());
        for (at, text) in written.into_iter().enumerate() {
            // A scene that is there whole has no parts.
            let part = text.and_then(part_of).filter(|(number, _)| !whole.contains(number));
            let (mut number, mut part) = match (part, text) {
                (Some((number, part)), _) => (number, Some(part)),
                (None, Some(text)) => (SceneNumber::new(text), None),
                (None, None) => {
                    let number = free.after(&previous, "");
                    let message = format!("scene {} has no number; it is called {number}", at + 1);
                    self.say(
                        Code::NoNumber,
                        "breakdowns",
                        message,
                        "the file gives none",
                        "number it in the draft",
                    );
                    (number, None)
                }
            };
            if !used.insert((number.clone(), part)) {
                let taken = SceneNumber::new(text.unwrap_or_default());
                number = free.after(&taken, "-");
                part = None;
                used.insert((number.clone(), None));
                let message = format!("scene number {taken} is there twice; the second is called {number}");
                let remedy = "look whether both are in the film; omit one of the two";
                self.say(Code::NumberTaken, "breakdowns", message, "a number names one scene", remedy);
            }
            previous = number.clone();
            called.push(Called { number, part });
        }
        called
    }
}

/// Numbers that nobody has.
struct Free {
    taken: BTreeSet<SceneNumber>,
    /// How far was counted after each number.
    counts: BTreeMap<SceneNumber, u32>,
}

impl Free {
    /// `12A`, `12B`, … after 12; with a dash `12-2`, `12-3`.
    fn after(&mut self, number: &SceneNumber, dash: &str) -> SceneNumber {
        let count = self.counts.entry(SceneNumber::new(format!("{number}{dash}"))).or_insert(0);
        loop {
            *count += 1;
            let suffix = match (dash.is_empty(), *count) {
                (false, n) => format!("-{}", n + 1),
                (true, n @ 1..=26) => char::from(b'A' + (n - 1) as u8).to_string(),
                (true, n) => format!("A{}", n - 26),
            };
            let free = SceneNumber::new(format!("{number}{suffix}"));
            if self.taken.insert(free.clone()) {
                return free;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_from_numbers() {
        let part = |text: &str| part_of(text).map(|(number, part)| (number.to_string(), part));
        assert_eq!(part("27PT2"), Some(("27".into(), 2)));
        assert_eq!(part("27A pt. 1"), Some(("27A".into(), 1)));
        for whole in ["12", "12PT", "SCRIPT1", "PT1", "12PT0", ""] {
            assert_eq!(part(whole), None, "{whole}");
        }
    }
}
