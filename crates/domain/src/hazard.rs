//! Hazards of actions: which industry safety bulletins to read, and what a hazard asks to be cleared.
//!
//! Pointers only: what a bulletin says, and which revision is in force, is for the production to look up. Firstup never
//! says that anything is safe.

use crate::{Action, SceneNumber};

/// Industry safety bulletins of the USA, by the words that hazards are named with. Source: the list of safety bulletins
/// of the Industry-Wide Labor-Management Safety Committee.
const BULLETINS: [(&str, &[&str], &str); 17] = [
    ("1", &["firearm", "gun", "blank"], "firearms"),
    ("2", &["live ammunition"], "live ammunition"),
    ("3", &["helicopter"], "helicopters"),
    ("6", &["animal", "dog", "horse"], "animals"),
    ("7", &["diving", "underwater"], "diving"),
    ("8", &["camera car"], "camera cars"),
    ("8A", &["process trailer"], "process trailers"),
    ("10", &["smoke"], "smoke"),
    ("11", &["fixed-wing", "airplane", "aeroplane"], "fixed-wing aircraft"),
    ("14", &["parachute", "parachuting"], "parachuting"),
    ("15", &["boat", "vessel"], "boats"),
    ("16", &["pyrotechnic", "explosion", "explosive"], "pyrotechnics"),
    ("17", &["water"], "water"),
    ("18", &["air bag", "airbag"], "stunt air bags"),
    ("19", &["fire", "open flame", "burn"], "open flame"),
    ("20", &["motorcycle"], "motorcycles"),
    ("37", &["vehicle", "car"], "vehicle restraints"),
];

/// The bulletins of the hazards that actions name, and the hazards that none of them is about.
#[must_use]
pub fn bulletins<'a>(actions: impl IntoIterator<Item = &'a Action>) -> (Vec<String>, Vec<String>) {
    let (mut numbers, mut without) = (Vec::new(), Vec::new());
    let mut any = false;
    for hazard in actions.into_iter().flat_map(|action| &action.hazards) {
        any = true;
        let about = |(_, words, _): &&(&str, &[&str], &str)| is_one_of(hazard, words);
        let before = numbers.len();
        numbers.extend(BULLETINS.iter().enumerate().filter(|(_, b)| about(b)).map(|(at, _)| at));
        if numbers.len() == before {
            without.push(hazard.trim().to_owned());
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    without.sort();
    without.dedup();
    let mut list: Vec<String> =
        numbers.into_iter().map(|at| format!("{} {}", BULLETINS[at].0, BULLETINS[at].2)).collect();
    if any {
        list.push("4 stunts".into());
        list.sort_by_key(|line| SceneNumber::new(line.split(' ').next().unwrap_or_default()));
    }
    (list, without)
}

/// Does a hazard's name hold one of the words, and not only as a part of another word (`underwater`, `firearm`)?
#[must_use]
pub fn is_one_of(hazard: &str, words: &[&str]) -> bool {
    let hazard = hazard.to_lowercase();
    words.iter().any(|word| names(&hazard, word))
}

fn names(hazard: &str, word: &str) -> bool {
    let ends = |rest: &str| {
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        rest.chars().next().is_none_or(|after| !after.is_alphanumeric())
    };
    hazard.match_indices(word).any(|(at, _)| {
        let before = hazard[..at].chars().next_back();
        before.is_none_or(|before| !before.is_alphanumeric()) && ends(&hazard[at + word.len()..])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActionId, CharacterId, SheetId};

    fn action(hazards: &[&str]) -> Action {
        let hazards = hazards.iter().map(|hazard| (*hazard).to_owned()).collect();
        Action { hazards, ..Action::new(ActionId(1), SheetId(1), "", CharacterId(1)) }
    }

    #[test]
    fn bulletins_follow_from_hazards_that_are_named() {
        let (numbers, without) = bulletins([&action(&["vehicle", "height"]), &action(&["fire", "vehicle"])]);
        assert_eq!(numbers, ["4 stunts", "19 open flame", "37 vehicle restraints"]);
        assert_eq!(without, ["height"]);
        assert_eq!(bulletins([&action(&["underwater"])]).0, ["4 stunts", "7 diving"]);
        assert_eq!(bulletins([&action(&["Firearms"])]).0, ["1 firearms", "4 stunts"]);
        assert_eq!(bulletins([&action(&["moving vessel"])]).0, ["4 stunts", "15 boats"]);
        assert_eq!(bulletins([&action(&[])]), (Vec::new(), Vec::new()));
    }
}
