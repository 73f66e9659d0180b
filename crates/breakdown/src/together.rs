//! Words for people who were named before: groups that contain them, and pronouns where they can mean only one.

use rustc_hash::FxHashMap;

use crate::counts;
use crate::lexicon::{Compiled, List};
use crate::words;

/// A word for several people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Together {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) who: Whole,
}

/// Whom it takes together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    /// Everybody who is there: `everyone`, `the group`.
    All,
    /// People who belong together: `the team`.
    Company(&'static str),
    /// So many: `the two women`, `both`.
    Count(usize),
    /// Those who are of one sex: `the girls`.
    Of(Gender),
    /// `They`, first in its sentence.
    They,
}

const COMPANIES: [&str; 7] = ["team", "gang", "squad", "family", "posse", "duo", "trio"];

/// The words for several people in a text, in order.
pub(crate) fn all(text: &str, found: &mut Vec<Together>) {
    found.clear();
    for word in words::words(text) {
        let lower = word.text.to_lowercase();
        let who = match lower.as_str() {
            "everyone" | "everybody" => Whole::All,
            "group" | "others" if is_definite(text, word.start, 2) => Whole::All,
            "girls" | "ladies" | "women" if is_of_a_group(text, word.start, word.end) => {
                Whole::Of(Gender::She)
            }
            "boys" if is_of_a_group(text, word.start, word.end) => Whole::Of(Gender::He),
            "friends" if is_of_a_group(text, word.start, word.end) => Whole::All,
            "both" if text[word.end..].starts_with(' ') && !is_of_a_pair(text, word.end) => Whole::Count(2),
            "couple" | "pair" if is_definite(text, word.start, 1) => Whole::Count(2),
            "they" if word.text == "They" && words::before(text, word.start, 1).is_empty() => Whole::They,
            "two" | "three" | "four" | "five" | "six"
                if is_definite(text, word.start, 1) && is_of_people(text, word.end) =>
            {
                Whole::Count(counts::number(&lower).unwrap_or(2) as usize)
            }
            _ => match COMPANIES.iter().find(|known| **known == lower) {
                Some(company) if is_company(text, word.start, word.end, word.text) => Whole::Company(company),
                _ => continue,
            },
        };
        if !words::is_quoted(text, word.start) && !is_of_others(text, word.start) {
            found.push(Together { start: word.start, end: word.end, who });
        }
    }
}

/// `the team`, `the engineering team`: an article up to so many words before, no preposition between.
fn is_definite(text: &str, start: usize, reach: usize) -> bool {
    let before = words::before(text, start, reach + 1);
    before.iter().take(reach).any(|word| matches!(word.as_str(), "the" | "these" | "whole"))
}

/// `The girls run.`: the article right before, and no phrase behind that says which; not `the girls at the bar`.
fn is_of_a_group(text: &str, start: usize, end: usize) -> bool {
    let after = words::after(text, end, 1);
    is_definite(text, start, 1)
        && !after.first().is_some_and(|word| {
            matches!(word.as_str(), "at" | "in" | "on" | "of" | "from" | "with" | "who" | "room" | "behind")
        })
        && !text[end..].starts_with(['-', '\'', '’'])
}

/// `the team` or `Team Nightfury`; not `the team leader`.
fn is_company(text: &str, start: usize, end: usize, written: &str) -> bool {
    let named = written.starts_with(char::is_uppercase)
        && text[end..].strip_prefix(' ').is_some_and(|tail| tail.starts_with(char::is_uppercase));
    let after = words::after(text, end, 1);
    let compound = after.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "leader" | "member" | "members" | "goers" | "photo" | "room" | "name" | "chief" | "of"
        )
    });
    named || is_definite(text, start, 2) && !compound && !text[end..].starts_with('-')
}

/// `the two women`, `the two walk`: people, as far as one can see; not `the two doors`.
fn is_of_people(text: &str, end: usize) -> bool {
    let after = words::after(text, end, 2);
    let Some(next) = after.first().map(String::as_str) else { return true };
    matches!(
        next,
        "men"
            | "women"
            | "of"
            | "boys"
            | "girls"
            | "friends"
            | "brothers"
            | "sisters"
            | "are"
            | "stand"
            | "sit"
            | "walk"
            | "look"
            | "share"
            | "run"
            | "stare"
            | "watch"
            | "exchange"
            | "drive"
            | "embrace"
            | "hug"
            | "kiss"
            | "laugh"
            | "lie"
            | "ride"
            | "face"
            | "turn"
            | "move"
            | "wait"
            | "enter"
            | "kick"
            | "lock"
            | "stop"
            | "continue"
            | "eat"
            | "dance"
            | "work"
            | "sleep"
            | "pretend"
    ) && !(next == "of" && after.get(1).is_some_and(|word| word != "them"))
}

/// `both hands`: a pair of things.
fn is_of_a_pair(text: &str, end: usize) -> bool {
    let next = words::after(text, end, 1);
    !next.first().is_some_and(|word| {
        matches!(
            word.as_str(),
            "of" | "are"
                | "look"
                | "turn"
                | "stare"
                | "laugh"
                | "men"
                | "women"
                | "stand"
                | "sit"
                | "run"
                | "stop"
                | "freeze"
        )
    })
}

/// `no sign of everyone`, `like everyone`, `unlike the others`: not of those who are there.
fn is_of_others(text: &str, start: usize) -> bool {
    words::before(text, start, 2).iter().any(|word| {
        matches!(word.as_str(), "like" | "unlike" | "without" | "against" | "anyone" | "not" | "no")
    })
}

/// He or she, as far as the script tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    She,
    He,
}

/// How often each role is followed by `he` or `she`.
#[derive(Debug, Default)]
pub(crate) struct Genders(FxHashMap<usize, [u32; 2]>);

impl Genders {
    /// Reads the pronouns of a text between the mentions of roles: each speaks of the one before it.
    pub(crate) fn read(&mut self, text: &str, mentions: &[(usize, usize)]) {
        let mut next = mentions.iter().peekable();
        let mut subject = None;
        for word in words::words(text) {
            while let Some((end, role)) = next.next_if(|(end, _)| *end <= word.start) {
                let _ = end;
                subject = Some(*role);
            }
            let Some(role) = subject else { continue };
            if let Some(gender) = gender(word.text) {
                self.0.entry(role).or_default()[gender as usize] += 1;
            }
        }
    }

    /// The gender of a role, if the script speaks of one clearly more often.
    pub(crate) fn of(&self, role: usize) -> Option<Gender> {
        let [she, he] = *self.0.get(&role)?;
        if she > 2 * he {
            Some(Gender::She)
        } else if he > 2 * she {
            Some(Gender::He)
        } else {
            None
        }
    }
}

fn gender(word: &str) -> Option<Gender> {
    match word {
        "she" | "her" | "She" | "Her" | "herself" => Some(Gender::She),
        "he" | "his" | "him" | "He" | "His" | "himself" => Some(Gender::He),
        _ => None,
    }
}

/// Does a text speak of people without a name: `a man`, `two figures`?
pub(crate) fn names_strangers(text: &str, lexicon: &Compiled) -> bool {
    words::words(text).any(|word| {
        let lower = word.text.to_lowercase();
        lexicon.has(List::People, &lower)
            || lexicon.is_plural_people(&lower)
            || lexicon.has(List::Crowds, &lower)
    })
}

/// `She hits the air bag.`, `Her fingers close.`: a pronoun that begins a sentence and tells of somebody who is there.
pub(crate) fn subject_pronoun(text: &str, lexicon: &Compiled) -> Option<(std::ops::Range<usize>, Gender)> {
    let bodily = |end| words::after(text, end, 2).iter().any(|word| lexicon.has(List::Bodily, word));
    let word = words::words(text).find(|word| match word.text {
        "He" | "She" => true,
        "His" | "Her" => bodily(word.end),
        _ => false,
    })?;
    let first = words::before(text, word.start, 1).is_empty() && !words::is_quoted(text, word.start);
    first.then(|| Some((word.start..word.end, gender(word.text)?)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Whole> {
        let mut found = Vec::new();
        all(text, &mut found);
        found.into_iter().map(|together| together.who).collect()
    }

    #[test]
    fn people_taken_together() {
        assert_eq!(found("Everyone sits down."), [Whole::All]);
        assert_eq!(found("The engineering team files in."), [Whole::Company("team")]);
        assert_eq!(
            found("As Team Nightfury jumps out, the group waits."),
            [Whole::Company("team"), Whole::All]
        );
        assert_eq!(
            found("The two women stand. Both of them. They run."),
            [Whole::Count(2), Whole::Count(2), Whole::They]
        );
        assert_eq!(found("The girls run. The boys at the bar."), [Whole::Of(Gender::She)]);
        assert_eq!(found("The two doors. A team. The team leader. With both hands. Like everyone."), []);
    }

    #[test]
    fn pronouns_tell_a_gender() {
        let mut genders = Genders::default();
        let lexicons = crate::Lexicons::default();
        let lexicon = lexicons.compiled();
        genders.read("Anna lifts her hand. She sees Ben. He smiles.", &[(4, 1), (29, 2)]);
        assert_eq!(
            (genders.of(1), genders.of(2), genders.of(3)),
            (Some(Gender::She), Some(Gender::He), None)
        );
        assert_eq!(
            subject_pronoun("A bell. She runs.", lexicon).map(|(_, gender)| gender),
            Some(Gender::She)
        );
        assert_eq!(
            subject_pronoun("Her wet hands shake.", lexicon).map(|(_, gender)| gender),
            Some(Gender::She)
        );
        assert_eq!(subject_pronoun("The man says he is late.", lexicon), None);
        assert_eq!(subject_pronoun("His apartment. Dark.", lexicon), None);
    }
}
