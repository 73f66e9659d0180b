//! Scene numbers: the script's own, and provisional ones where it has none; no two scenes share one.

use std::collections::BTreeSet;

use domain::SceneNumber;
use screenplay::Screenplay;

use crate::import::Note;

/// A number for each scene, in order.
pub(crate) fn assign(screenplay: &Screenplay, notes: &mut Vec<Note>) -> Vec<SceneNumber> {
    let written: Vec<Option<&str>> =
        screenplay.scenes.iter().map(|s| s.number.as_deref().filter(|n| !n.trim().is_empty())).collect();
    if written.iter().all(Option::is_none) {
        return (1..=written.len()).map(SceneNumber::provisional).collect();
    }
    let mut taken: BTreeSet<SceneNumber> = written.iter().flatten().map(SceneNumber::new).collect();
    let mut used = BTreeSet::new();
    let mut previous = SceneNumber::new("0");
    let mut numbers = Vec::with_capacity(written.len());
    for (scene, number) in screenplay.scenes.iter().zip(written) {
        let number = match number.map(SceneNumber::new) {
            Some(number) if used.insert(number.clone()) => number,
            Some(number) => {
                let free = free(&taken, (2..).map(|n| format!("{number}-{n}")));
                notes.push(Note::new(
                    "B001",
                    Some(scene.line),
                    format!("scene number {number} is there twice; the second scene is called {free}"),
                    "give one of the two another number in the script",
                ));
                free
            }
            None => {
                let free = free(&taken, suffixes().map(|suffix| format!("{previous}{suffix}")));
                notes.push(Note::new(
                    "B002",
                    Some(scene.line),
                    format!("a scene among numbered scenes has no number; it is called {free}"),
                    "number it in the script",
                ));
                free
            }
        };
        taken.insert(number.clone());
        used.insert(number.clone());
        previous = number.clone();
        numbers.push(number);
    }
    numbers
}

fn free(taken: &BTreeSet<SceneNumber>, candidates: impl Iterator<Item = String>) -> SceneNumber {
    let free = candidates.map(SceneNumber::new).find(|number| !taken.contains(number));
    free.expect("candidates never end")
}

/// `A` to `Z`, then `A1`, `A2`…
fn suffixes() -> impl Iterator<Item = String> {
    ('A'..='Z').map(String::from).chain((1..).map(|n| format!("A{n}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> (Vec<String>, usize) {
        let mut notes = Vec::new();
        let screenplay = screenplay::read(text.as_bytes(), None).screenplay;
        let numbers = assign(&screenplay, &mut notes);
        (numbers.iter().map(ToString::to_string).collect(), notes.len())
    }

    #[test]
    fn the_scripts_numbers_come_first() {
        assert_eq!(numbers("INT. A - DAY\n\nx\n\nINT. B - DAY\n\nx\n").0, ["1", "2"]);
        let (found, notes) = numbers(
            "INT. A - DAY #5#\n\nx\n\nINT. B - DAY\n\nx\n\nINT. C - DAY\n\nx\n\nINT. D - DAY #5#\n\nx\n\nINT. E - DAY #5A#\n\nx\n",
        );
        assert_eq!(found, ["5", "5B", "5BA", "5-2", "5A"]);
        assert_eq!(notes, 3);
    }
}
