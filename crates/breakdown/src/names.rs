//! Names as scripts write them: cleaned so that one character is one, and taken apart into tokens.

use crate::lexicon::{Compiled, List};

/// What a cue says beside the name, when it was not written in parentheses.
const LOOSE_EXTENSIONS: [&str; 9] = ["CONT'D", "CONTD", "CONT", "V.O", "VO", "O.S", "OS", "O.C", "CONTINUED"];

/// A cue's name in capitals, without extensions, emphasis and trailing punctuation; and the loose extensions.
pub(crate) fn clean(raw: &str) -> (String, Vec<String>) {
    let straight: String = raw.chars().filter(|c| !matches!(c, '*' | '_' | '"' | '“' | '”' | '^')).collect();
    let upper = straight.replace(['’', '‘'], "'").to_uppercase();
    let mut name =
        upper.split('(').next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let mut extensions = Vec::new();
    loop {
        let trimmed = name.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        name.truncate(trimmed);
        let loose = LOOSE_EXTENSIONS.iter().find(|end| {
            name.strip_suffix(**end).is_some_and(|head| head.ends_with([' ', '-', ',']) && head.len() > 1)
        });
        let Some(loose) = loose else { break };
        extensions.push((*loose).to_owned());
        name.truncate(name.len() - loose.len());
    }
    let lead = name.len() - name.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '#').len();
    (name[lead..].to_owned(), extensions)
}

/// A name's tokens in capitals: `MR. O'MALLEY #2` is `MR`, `O'MALLEY`, `#2`.
pub(crate) fn tokens(name: &str) -> Vec<String> {
    let split = name.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '"' | '/'));
    split.filter(|token| !token.is_empty()).map(str::to_uppercase).collect()
}

/// Words that make another person of a name: `YOUNG JAKE` is not `JAKE`.
pub(crate) fn is_qualifier(token: &str) -> bool {
    matches!(
        token,
        "YOUNG"
            | "YOUNGER"
            | "OLD"
            | "OLDER"
            | "LITTLE"
            | "BABY"
            | "TEEN"
            | "TEENAGE"
            | "ADULT"
            | "FAKE"
            | "REAL"
            | "GHOST"
            | "FUTURE"
            | "PAST"
            | "DREAM"
            | "ELDERLY"
            | "EVIL"
            | "FIRST"
            | "SECOND"
            | "THIRD"
            | "LEAD"
            | "ANOTHER"
            | "OTHER"
    ) || token.starts_with('#')
        || token.ends_with("'S")
        || token.bytes().all(|b| b.is_ascii_digit())
}

/// `SECOND ATTACKER` as cues number it: `ATTACKER #2`.
pub(crate) fn numbered(name: &str) -> Option<String> {
    let (ordinal, rest) = name.split_once(' ')?;
    let number =
        ["FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH"].iter().position(|known| *known == ordinal)?;
    Some(format!("{rest} #{}", number + 1))
}

/// Is the token a form of address?
pub(crate) fn is_title(lexicon: &Compiled, token: &str) -> bool {
    lexicon.has(List::Titles, &token.to_lowercase())
}

/// Is the name a kind of people rather than a proper name: `GUARD #2`, `OLDER WOMAN`?
pub(crate) fn is_generic(lexicon: &Compiled, name: &str) -> bool {
    let tokens = tokens(name);
    let Some(last) = head(&tokens) else { return true };
    // Titles that are surnames too; a `FIRE CHIEF` is none.
    let surname =
        matches!(last, "KING" | "PRINCE" | "LORD" | "BARON" | "JUDGE" | "MAJOR" | "MARSHAL" | "DUKE");
    let proper_title = tokens.len() > 1 && surname && is_title(lexicon, last);
    is_person_noun(lexicon, last) && !proper_title
        || is_title(lexicon, last)
            && tokens.iter().all(|token| is_qualifier(token) || is_title(lexicon, token))
        || is_plural(lexicon, last)
}

/// Is the token a kind of people, in the singular?
pub(crate) fn is_person_noun(lexicon: &Compiled, token: &str) -> bool {
    lexicon.has(List::People, &token.to_lowercase())
}

/// Is the token a word for several people?
pub(crate) fn is_plural(lexicon: &Compiled, token: &str) -> bool {
    let lower = token.to_lowercase();
    lexicon.is_plural_people(&lower) || lexicon.has(List::Crowds, &lower)
}

/// Does the name stand for a group: `CROWD`, `ALL`, `ANGRY VILLAGERS`?
pub(crate) fn is_group(lexicon: &Compiled, name: &str) -> bool {
    let tokens = tokens(name);
    if matches!(tokens.as_slice(), [only] if matches!(only.as_str(), "ALL" | "EVERYONE" | "EVERYBODY" | "BOTH" | "OTHERS" | "VOICES"))
    {
        return true;
    }
    head(&tokens).is_some_and(|noun| is_plural(lexicon, noun))
}

/// The noun of a name: `MAN` of `TALL MAN #2`, `MEN` of `MEN IN DARK SUITS`.
pub(crate) fn head(tokens: &[String]) -> Option<&str> {
    let end = tokens
        .iter()
        .skip(1)
        .position(|token| {
            matches!(token.as_str(), "IN" | "WITH" | "FROM" | "AT" | "OF" | "ON" | "BEHIND" | "BY")
        })
        .map_or(tokens.len(), |at| at + 1);
    let words = tokens[..end].iter().rev().map(String::as_str);
    words.into_iter().find(|token| !token.starts_with('#') && !token.bytes().all(|b| b.is_ascii_digit()))
}

/// Is it the name of a voice that nobody plays on the set: `RECORDING VOICE`?
pub(crate) fn is_voice(lexicon: &Compiled, name: &str) -> bool {
    tokens(name).last().is_some_and(|last| lexicon.has(List::Voices, &last.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_is_one() {
        for (raw, name) in [
            ("BOB", "BOB"),
            ("Bob (V.O.)", "BOB"),
            ("BOB CONT'D", "BOB"),
            ("**BOB**:", "BOB"),
            ("BOB (CONT", "BOB"),
            ("BOB V.O.", "BOB"),
            ("MRS. O’NEIL.", "MRS. O'NEIL"),
            ("GUARD #2", "GUARD #2"),
            ("VOS", "VOS"),
            ("CARLOS", "CARLOS"),
        ] {
            assert_eq!(clean(raw).0, name, "{raw}");
        }
        assert_eq!(clean("BOB - V.O.").1, ["V.O"]);
    }

    #[test]
    fn kinds_of_names() {
        let lexicons = crate::Lexicons::default();
        let lexicon = lexicons.compiled();
        for generic in ["GUARD", "GUARD #2", "OLDER WOMAN", "LIEUTENANT", "SECOND ATTACKER"] {
            assert!(is_generic(lexicon, generic), "{generic}");
        }
        for proper in ["JAKE", "CAPTAIN LE GUIN", "MR. HAN", "AGENT PARK", "YOUNG JAKE"] {
            assert!(!is_generic(lexicon, proper), "{proper}");
        }
        for group in ["CROWD", "ALL", "VOICES", "CHILDREN", "ANGRY VILLAGERS"] {
            assert!(is_group(lexicon, group), "{group}");
        }
        assert!(!is_group(lexicon, "JAMES"));
        assert!(is_voice(lexicon, "RECORDING VOICE") && !is_voice(lexicon, "VOICEY"));
    }
}
