//! Which scene goes on from which: time jumps, and sets that the story comes back to.

use std::ops::Range;

use rustc_hash::FxHashMap;
use screenplay::{Continuation, ElementKind, Heading, IntExt, Scene, Screenplay, TimeOfDay};

use crate::cast::Cast;

/// Scenes elsewhere after which people may have gone, though the story comes back to their set.
const INTERCUT: usize = 4;
/// Scenes over which a part of a place goes on as one person sees it.
const PARTS: usize = 16;

/// For each scene, how it stands to those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    /// Time goes on from the scene before without a jump.
    pub(crate) goes_on: bool,
    /// The scene at the same place that this one goes on from.
    pub(crate) same_place: Option<usize>,
    /// The last earlier scene at the same place, at any time.
    pub(crate) last_visit: Option<usize>,
    /// Whose eyes the place is seen with, if the script shows it as several people see it.
    pub(crate) eyes: Eyes,
    /// The place is in somebody's mind or in a machine: whoever is seen there has not moved.
    pub(crate) unreal: bool,
}

/// Whose part of a place a scene is: `HALL - NIGHT (ANNA)` beside `HALL - NIGHT (BEN)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Eyes {
    /// The place is seen in one way only.
    #[default]
    Anybodys,
    /// The place as it is, beside what several people see in it.
    Nobodys,
    /// The place as a role sees it.
    Of(usize),
}

/// The links of all scenes.
pub(crate) fn links(screenplay: &Screenplay, cast: &Cast) -> Vec<Link> {
    let scenes = &screenplay.scenes;
    let eyes = eyes(screenplay, cast);
    let mut links: Vec<Link> = Vec::with_capacity(scenes.len());
    // First scene of the time that goes on.
    let mut since = 0;
    for (at, scene) in scenes.iter().enumerate() {
        let goes_on = at > 0 && !scene.omitted && !jumps(screenplay, at);
        if !goes_on {
            since = at;
        }
        let same_place = goes_on_from(scenes, &eyes, since..at, scene);
        let same_time = |earlier: &usize| eras(&scenes[*earlier].heading) == eras(&scene.heading);
        let last_visit =
            (0..at).rev().filter(same_time).find(|earlier| is_same_place(&scenes[*earlier], scene));
        links.push(Link {
            goes_on,
            same_place,
            last_visit,
            eyes: eyes[at],
            unreal: is_unreal(&scene.heading),
        });
    }
    links
}

/// The scene among the earlier ones that a scene goes on from: the last at its place, or the last that the same
/// person sees.
fn goes_on_from(scenes: &[Scene], eyes: &[Eyes], earlier: Range<usize>, scene: &Scene) -> Option<usize> {
    let own = eyes[earlier.end];
    let mut nearest = None;
    let mut elsewhere = 0;
    for at in earlier.rev().take(PARTS) {
        // Into a part of a set, or back, people go only where the heading says so.
        let same_part = scenes[at].heading.sub_set == scene.heading.sub_set;
        if is_same_place(&scenes[at], scene) && (same_part || without_a_break(scene)) {
            if eyes[at] == own {
                return Some(at);
            }
            nearest = nearest.or(Some(at));
        } else {
            elsewhere += 1;
            if elsewhere > INTERCUT {
                break;
            }
        }
    }
    nearest
}

/// Whose eyes each scene is seen with: a person's whose name the heading adds in brackets, where it does so for
/// more than one at the place.
fn eyes(screenplay: &Screenplay, cast: &Cast) -> Vec<Eyes> {
    let seers: Vec<Option<usize>> =
        screenplay.scenes.iter().map(|scene| seer(&scene.heading, cast)).collect();
    let mut at_set: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (scene, seer) in screenplay.scenes.iter().zip(&seers) {
        if let Some(seer) = seer {
            let known = at_set.entry(&scene.heading.set).or_default();
            if !known.contains(seer) {
                known.push(*seer);
            }
        }
    }
    let shown = |scene: &Scene| at_set.get(scene.heading.set.as_str()).is_some_and(|seers| seers.len() > 1);
    let of = |(scene, seer): (&Scene, Option<usize>)| match seer {
        Some(seer) => Eyes::Of(seer),
        None if shown(scene) => Eyes::Nobodys,
        None => Eyes::Anybodys,
    };
    screenplay.scenes.iter().zip(seers).map(of).collect()
}

/// The person whom a heading names in brackets.
fn seer(heading: &Heading, cast: &Cast) -> Option<usize> {
    heading.qualifiers.iter().find_map(|qualifier| {
        let name = qualifier.to_uppercase();
        cast.roles.iter().position(|role| role.name == name || role.aliases.contains(&name))
    })
}

/// The same set, or a part of it and the whole.
fn is_same_place(one: &Scene, other: &Scene) -> bool {
    let (a, b) = (&one.heading, &other.heading);
    let sides = |heading: &Heading| heading.setting.unwrap_or(IntExt::IntExt);
    let side = sides(a) == sides(b) || sides(a) == IntExt::IntExt || sides(b) == IntExt::IntExt;
    let sub = match (&a.sub_set, &b.sub_set) {
        (Some(a), Some(b)) => a.eq_ignore_ascii_case(b),
        _ => true,
    };
    side && sub && !a.set.is_empty() && a.set.eq_ignore_ascii_case(&b.set)
}

fn without_a_break(scene: &Scene) -> bool {
    matches!(scene.heading.continuation, Some(Continuation::Continuous | Continuation::Same))
}

/// Does time jump between a scene and the one before it?
fn jumps(screenplay: &Screenplay, at: usize) -> bool {
    let (scene, before) = (&screenplay.scenes[at], &screenplay.scenes[at - 1]);
    let heading = &scene.heading;
    match heading.continuation {
        Some(Continuation::Continuous | Continuation::Same | Continuation::MomentsLater) => return false,
        // Who sits at table sits there later too.
        Some(Continuation::Later) => return !is_same_place(before, scene),
        None => {}
    }
    let other_time = match (before.heading.time, heading.time) {
        (Some(before), Some(now)) => before != now && !turns_into(before, now),
        _ => false,
    };
    other_time
        || eras(&before.heading) != eras(heading)
        || dissolves(screenplay, before)
        || announces_another_time(screenplay, before)
        || begins_later(screenplay, scene)
}

/// Does one time of day turn into the other while the story goes on?
fn turns_into(before: TimeOfDay, now: TimeOfDay) -> bool {
    use TimeOfDay::{Afternoon, Dawn, Day, Dusk, Evening, Morning, Night};
    matches!(
        (before, now),
        (Dawn, Morning)
            | (Morning, Day)
            | (Day, Afternoon)
            | (Day | Afternoon, Evening | Dusk)
            | (Evening, Dusk)
            | (Dusk, Evening)
            | (Evening | Dusk, Night)
            | (Night, Dawn)
    )
}

/// `IMAGINED OCEAN`, `VIRTUAL CONTROL ROOM`, `ANNA'S DREAM`.
fn is_unreal(heading: &Heading) -> bool {
    const UNREAL: [&str; 12] = [
        "VIRTUAL",
        "IMAGINED",
        "IMAGINARY",
        "IMAGINATION",
        "DREAM",
        "NIGHTMARE",
        "VISION",
        "FANTASY",
        "MIND",
        "MINDSCAPE",
        "SIMULATION",
        "HALLUCINATION",
    ];
    heading
        .text
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| UNREAL.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// What a heading says of another time: `FLASHBACK`, `1944`.
fn eras(heading: &Heading) -> Vec<&str> {
    let era = |word: &&str| {
        word.contains("FLASHBACK")
            || word.contains("PRESENT")
            || word.contains("DREAM")
            || word.contains("YEARS")
            || word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
    };
    heading.qualifiers.iter().map(String::as_str).filter(era).collect()
}

/// Does a scene end in a dissolve or a fade?
fn dissolves(screenplay: &Screenplay, scene: &Scene) -> bool {
    let elements = screenplay.scene_elements(scene).iter().rev();
    let printed = elements.filter(|e| !matches!(e.kind, ElementKind::Note | ElementKind::Section { .. }));
    printed.take(1).any(|last| {
        let text = last.text.to_uppercase();
        last.kind == ElementKind::Transition && (text.contains("FADE") || text.contains("DISSOLVE"))
            || text.trim_end_matches(['.', ':']).ends_with("FADE OUT")
    })
}

/// Does a scene end in a title of the part that follows: `== FLASHBACK: THE BRIDGE ==`, `SIX MONTHS LATER`?
fn announces_another_time(screenplay: &Screenplay, scene: &Scene) -> bool {
    let last = screenplay.scene_elements(scene).iter().rev().take(2);
    last.filter(|e| !matches!(e.kind, ElementKind::Dialogue | ElementKind::Note)).any(|element| {
        let title = element.text.len() < 60 && !element.text.contains(char::is_lowercase);
        let times =
            ["FLASHBACK", "YEARS", "MONTHS LATER", "WEEKS LATER", "DAYS LATER", "PRESENT DAY", "EARLIER"];
        title && times.iter().any(|time| element.text.contains(time))
    })
}

/// Does a scene begin with a card or a word that says that time has passed?
fn begins_later(screenplay: &Screenplay, scene: &Scene) -> bool {
    let mut printed = screenplay.scene_elements(scene).iter().filter(|element| {
        !matches!(element.kind, ElementKind::SceneHeading | ElementKind::Note | ElementKind::Section { .. })
    });
    printed.next().filter(|first| first.kind == ElementKind::Action).is_some_and(|first| {
        let head: String = first.text.chars().take(60).collect::<String>().to_uppercase();
        ["SUPER", "TITLE", "CHYRON", "CAPTION"].iter().any(|card| head.starts_with(card))
            || ["LATER", "NEXT DAY", "NEXT MORNING", "EARLIER", "YEARS AGO"].iter().any(|word| {
                head.split(['.', ',', '-']).next().is_some_and(|clause| {
                    clause.trim_end().ends_with(word) && clause.split_whitespace().count() <= 4
                })
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(bool, Option<usize>)> {
        let script = screenplay::read(text.as_bytes(), None).screenplay;
        links(&script, &Cast::default()).iter().map(|link| (link.goes_on, link.same_place)).collect()
    }

    #[test]
    fn what_goes_on() {
        let text = "INT. HALL - DAY\n\nA.\n\nEXT. SPACE\n\nA.\n\nINT. HALL - DAY\n\nA.\n\nINT. HALL - STAIRS - CONTINUOUS\n\nA.\n\n\
                    INT. HALL - NIGHT\n\nA.\n\nINT. HALL - LATER\n\nA.\n";
        assert_eq!(
            of(text),
            [(false, None), (true, None), (true, Some(0)), (true, Some(2)), (false, None), (true, Some(4))]
        );
    }

    #[test]
    fn what_is_another_time_or_place() {
        let text = "INT. HALL - DAY\n\nA.\n\nFADE OUT.\n\nINT. HALL - DAY\n\nA.\n\nINT. HALL - DAY\n\nSUPER: \"Three days later\"\n\n\
                    EXT. HALL - DAY\n\nA.\n";
        assert_eq!(of(text), [(false, None), (false, None), (false, None), (true, None)]);
    }
}
