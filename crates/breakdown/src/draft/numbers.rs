//! Scene numbers of a new draft: issued ones stay, others follow the draft, new scenes get letters.

use std::collections::BTreeSet;

use domain::SceneNumber;

/// A scene in the order of the new draft.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slot {
    /// The number that it has in the production.
    pub(crate) had: Option<SceneNumber>,
    /// That number was issued.
    pub(crate) locked: bool,
    /// It is not in the script any more.
    pub(crate) gone: bool,
    /// The number that the new draft writes.
    pub(crate) written: Option<SceneNumber>,
}

/// A number for each slot, no two the same.
///
/// `numbered` says whether the draft that the production has came with numbers of its own: a new draft
/// without numbers then keeps them, else they count the scenes.
pub(crate) fn assign(slots: &[Slot], numbered: bool) -> Vec<SceneNumber> {
    let unnumbered = slots.iter().all(|slot| slot.written.is_none());
    let mut numbers: Vec<Option<SceneNumber>> = vec![None; slots.len()];
    let mut taken = BTreeSet::new();
    let mut take = |numbers: &mut Vec<Option<SceneNumber>>, at: usize, number: &SceneNumber| {
        if numbers[at].is_none() && taken.insert(number.clone()) {
            numbers[at] = Some(number.clone());
        }
    };
    let keeps = |slot: &Slot| slot.locked || unnumbered && numbered && !slot.gone;
    for (at, slot) in slots.iter().enumerate().filter(|(_, slot)| keeps(slot)) {
        slot.had.iter().for_each(|number| take(&mut numbers, at, number));
    }
    for (at, slot) in slots.iter().enumerate().filter(|(_, slot)| !slot.gone) {
        slot.written.iter().for_each(|number| take(&mut numbers, at, number));
    }
    let counts = unnumbered && !numbered && slots.iter().all(|slot| !slot.locked);
    if counts {
        for (place, at) in (1..).zip((0..slots.len()).filter(|at| !slots[*at].gone)) {
            take(&mut numbers, at, &SceneNumber::provisional(place));
        }
    }
    for (at, slot) in slots.iter().enumerate() {
        slot.had.iter().for_each(|number| take(&mut numbers, at, number));
    }
    for at in 0..slots.len() {
        if numbers[at].is_none() {
            let number = match &slots[at].had {
                Some(had) if slots[at].gone => no_more(had, &taken),
                _ => between(&numbers, at, &taken),
            };
            taken.insert(number.clone());
            numbers[at] = Some(number);
        }
    }
    numbers.into_iter().flatten().collect()
}

/// An omitted scene whose provisional number went to another scene.
fn no_more(had: &SceneNumber, taken: &BTreeSet<SceneNumber>) -> SceneNumber {
    let names = std::iter::once(format!("{had}-OUT")).chain((2..).map(|n| format!("{had}-OUT{n}")));
    free(names, taken)
}

/// After 72 comes 72A; between 72 and 72A comes A72A; before 1 comes A1.
fn between(numbers: &[Option<SceneNumber>], at: usize, taken: &BTreeSet<SceneNumber>) -> SceneNumber {
    let previous = numbers[..at].iter().rev().flatten().next();
    let next = numbers[at + 1..].iter().flatten().next();
    let letters = || ('A'..='Z').map(String::from);
    let mut names: Vec<String> = Vec::new();
    if let Some(previous) = previous {
        let text = previous.as_str();
        let last = text.chars().next_back().filter(char::is_ascii_alphabetic);
        if let Some(last) = last {
            let stem = &text[..text.len() - 1];
            names.extend(
                letters()
                    .filter(|l| *l > last.to_ascii_uppercase().to_string())
                    .map(|l| format!("{stem}{l}")),
            );
        }
        names.extend(letters().map(|letter| format!("{text}{letter}")));
    }
    if let Some(next) = next {
        names.extend(letters().map(|letter| format!("{letter}{next}")));
    }
    let fits = |number: &SceneNumber| {
        !taken.contains(number)
            && previous.is_none_or(|previous| previous < number)
            && next.is_none_or(|next| number < next)
    };
    let found = names.iter().map(SceneNumber::new).find(fits);
    found.unwrap_or_else(|| {
        let stem = previous.map_or("1", SceneNumber::as_str).to_owned();
        let plain = previous.is_none().then(|| stem.clone());
        free(plain.into_iter().chain((2..).map(|n| format!("{stem}-{n}"))), taken)
    })
}

fn free(names: impl Iterator<Item = String>, taken: &BTreeSet<SceneNumber>) -> SceneNumber {
    let mut numbers = names.map(SceneNumber::new);
    numbers.find(|number| !taken.contains(number)).expect("numbers never end")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `12!` is locked, `-12` gone, `12>13` is called 13 by the draft, `+` new, `+12A` new with a number.
    fn numbers(slots: &str, numbered: bool) -> String {
        let slot = |word: &str| {
            let number = |text: &str| Some(text).filter(|t| !t.is_empty()).map(SceneNumber::new);
            let (word, gone) = word.strip_prefix('-').map_or((word, false), |rest| (rest, true));
            if let Some(written) = word.strip_prefix('+') {
                return Slot { written: number(written), ..Slot::default() };
            }
            let (had, written) = word.split_once('>').unwrap_or((word, ""));
            Slot {
                had: number(had.trim_end_matches('!')),
                locked: had.ends_with('!'),
                gone,
                written: number(written),
            }
        };
        let slots: Vec<Slot> = slots.split(' ').map(slot).collect();
        assign(&slots, numbered).iter().map(SceneNumber::as_str).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn issued_numbers_stay_and_new_scenes_get_letters() {
        assert_eq!(numbers("71! 72! + 73!", true), "71 72 72A 73");
        assert_eq!(numbers("72! + + 73!", true), "72 72A 72B 73");
        assert_eq!(numbers("72! + 72A! 73!", true), "72 A72A 72A 73");
        assert_eq!(numbers("72A! + 72B!", true), "72A 72AA 72B");
        assert_eq!(numbers("+ 1! + + -2! +", true), "A1 1 1A 1B 2 2A");
        assert_eq!(numbers("1!>1 2!>3 +2 3!>4", true), "1 2 2A 3");
        assert_eq!(numbers("3! 1! 2! +", true), "3 1 2 2A");
    }

    #[test]
    fn numbers_that_were_not_issued_follow_the_draft() {
        assert_eq!(numbers("1>1 2>2 +2A -3 4>4", true), "1 2 2A 3 4");
        assert_eq!(numbers("1>2 2>1 +3", true), "2 1 3");
        assert_eq!(numbers("1 2 + -3 4", false), "1 2 3 3-OUT 4");
        assert_eq!(
            numbers("1 2 + -3 4", true),
            "1 2 2A 3 4",
            "a draft without numbers keeps those of the script"
        );
        assert_eq!(numbers("+ +", false), "1 2");
        assert_eq!(numbers("1>5 2 +", false), "5 2 2A");
    }
}
