//! Who is one character under two names, because the action says so: a mask comes off, a name tag is read.

use screenplay::{ElementKind, Screenplay};

use crate::cast::Cast;
use crate::cues::Cue;
use crate::introductions::{Introduction, Kind};
use crate::names;
use crate::words;

/// What stands between two names of one person.
const IS: [&str; 5] =
    [" is actually ", " is really ", " is in fact ", " is none other than ", " turns out to be "];

/// Roles that are another role, and that role: `the Lieutenant is actually Samantha`.
pub(crate) fn find(
    screenplay: &Screenplay,
    cast: &Cast,
    cues: &[Cue],
    introductions: &[Introduction],
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for element in screenplay.elements.iter().filter(|element| element.kind == ElementKind::Action) {
        for is in IS {
            let Some(at) = element.text.find(is).filter(|at| !words::is_quoted(&element.text, *at)) else {
                continue;
            };
            let (mask, face) = (&element.text[..at], &element.text[at + is.len()..]);
            found.extend(behind(cast, mask).zip(named_first(cast, face)));
        }
    }
    let people = introductions.iter().filter(|introduction| introduction.kind == Kind::Person);
    for introduction in people {
        let Some(role) = role(cast, &introduction.name).filter(|role| cast.roles[*role].speeches == 0) else {
            continue;
        };
        if cast.roles[role].generic {
            let text = &screenplay.elements[introduction.spot.element].text;
            let same = tagged(cast, &text[introduction.spot.part.end..])
                .or_else(|| shortened(screenplay, cast, cues, introduction));
            found.extend(same.map(|same| (role, same)));
        }
    }
    found.retain(|(gone, into)| gone != into && cast.roles[*gone].character.is_none());
    found.sort_unstable();
    found.dedup_by_key(|(gone, _)| *gone);
    let chained: Vec<usize> = found.iter().map(|(gone, _)| *gone).collect();
    found.retain(|(_, into)| !chained.contains(into));
    found
}

/// The kind of people that a text ends in: `revealing that the Lieutenant`.
fn behind(cast: &Cast, text: &str) -> Option<usize> {
    let last = words::words(text).last()?;
    role(cast, &last.text.to_uppercase()).filter(|role| cast.roles[*role].generic)
}

/// The name that a text begins with, whole or the first one.
fn named_first(cast: &Cast, text: &str) -> Option<usize> {
    let capital = |word: &words::Word<'_>| word.text.starts_with(char::is_uppercase);
    let name: Vec<String> =
        words::words(text).take_while(capital).map(|word| word.text.to_uppercase()).collect();
    let first = name.first()?;
    role(cast, &name.join(" ")).or_else(|| role(cast, first))
}

/// The name in the brackets behind a kind of people: `A WAITRESS (60s, NAME TAG: GLORIA)`.
fn tagged(cast: &Cast, tail: &str) -> Option<usize> {
    let inner = tail.trim_start().strip_prefix('(')?.split(')').next()?;
    let speaks = |role: &usize| cast.roles[*role].speeches > 0 && !cast.roles[*role].generic;
    inner.split([',', ':']).find_map(|part| role(cast, part.trim()).filter(speaks))
}

/// Who speaks in the same scene under the end of the name: `HANDSOME MAN` of `AN EXTREMELY HANDSOME MAN`.
fn shortened(
    screenplay: &Screenplay,
    cast: &Cast,
    cues: &[Cue],
    introduction: &Introduction,
) -> Option<usize> {
    let scene = screenplay.scenes.iter().position(|s| s.elements.contains(&introduction.spot.element))?;
    let whole = names::tokens(&introduction.name);
    let spoken = cues.iter().filter(|cue| cue.scene == scene).find(|cue| {
        let tokens = names::tokens(&cue.name);
        tokens.len() > 1 && tokens.len() < whole.len() && whole.ends_with(&tokens)
    })?;
    role(cast, &spoken.name)
}

fn role(cast: &Cast, name: &str) -> Option<usize> {
    cast.roles.iter().position(|role| role.name == name || role.aliases.iter().any(|alias| alias == name))
}
