//! Presence: who is in each scene, and how: speaking, silent in the action, or heard only.

use domain::{Presence, Review};
use rustc_hash::FxHashMap;
use screenplay::{ElementKind, Screenplay};

use crate::cast::Cast;
use crate::cues::Cue;
use crate::evidence::Spot;
use crate::introductions;
use crate::lexicon::Compiled;
use crate::mentions::{Mention, Names};

/// A claim that a role is in a scene.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) role: usize,
    pub(crate) presence: Presence,
    pub(crate) review: Review,
    pub(crate) spot: Spot,
}

/// Scenes over which `the guard` may still mean the guard who was seen.
const MEMORY: usize = 2;

#[derive(Default)]
struct Seen {
    speaks: Option<Spot>,
    heard: Option<Spot>,
    mentioned: Option<Spot>,
}

/// The claims of every scene, in the order of the roles.
pub(crate) fn claims(
    screenplay: &Screenplay,
    lexicon: &Compiled,
    cast: &Cast,
    cues: &[Cue],
) -> Vec<Vec<Claim>> {
    let names = Names::new(cast, screenplay, lexicon);
    let mut scenes = Vec::with_capacity(screenplay.scenes.len());
    let mut last_seen: Vec<Option<usize>> = vec![None; cast.roles.len()];
    let mut next_cue = 0;
    for (at, scene) in screenplay.scenes.iter().enumerate() {
        let mut seen: FxHashMap<usize, Seen> = FxHashMap::default();
        if !scene.omitted {
            while let Some(cue) = cues.get(next_cue).filter(|cue| cue.scene == at) {
                take_cue(&mut seen, cast, cue, &cast.speakers[next_cue]);
                next_cue += 1;
            }
            for role in seen.keys() {
                last_seen[*role] = Some(at);
            }
            let weak = take_mentions(&mut seen, &names, screenplay, lexicon, at, &mut last_seen);
            for (role, spot) in weak {
                if last_seen[role].is_some_and(|last| at - last <= MEMORY) {
                    seen.entry(role).or_default().mentioned.get_or_insert(spot);
                }
            }
        }
        let mut claims: Vec<Claim> = seen.into_iter().filter_map(|(role, seen)| claim(role, seen)).collect();
        claims.sort_unstable_by_key(|claim| claim.role);
        scenes.push(claims);
    }
    scenes
}

fn take_cue(seen: &mut FxHashMap<usize, Seen>, cast: &Cast, cue: &Cue, speakers: &[usize]) {
    for role in speakers {
        let seen = seen.entry(*role).or_default();
        let place = if cue.heard || cast.roles[*role].voice { &mut seen.heard } else { &mut seen.speaks };
        place.get_or_insert_with(|| cue.spot.clone());
    }
}

/// Takes the mentions of a scene, and gives back those that count only if the role was seen just before.
fn take_mentions(
    seen: &mut FxHashMap<usize, Seen>,
    names: &Names,
    screenplay: &Screenplay,
    lexicon: &Compiled,
    scene: usize,
    last_seen: &mut [Option<usize>],
) -> Vec<(usize, Spot)> {
    let mut weak = Vec::new();
    let mut found: Vec<Mention> = Vec::new();
    for at in screenplay.scenes[scene].elements.clone() {
        let element = &screenplay.elements[at];
        if !tells_presence(&element.kind, &element.text) {
            continue;
        }
        names.find(&element.text, lexicon, &mut found);
        for mention in &found {
            let spot = Spot::new(at, mention.start..mention.end);
            if mention.weak {
                weak.push((mention.role, spot));
            } else {
                seen.entry(mention.role).or_default().mentioned.get_or_insert(spot);
                last_seen[mention.role] = Some(scene);
            }
        }
    }
    weak
}

/// Action and shots; a direction `(to Ben)`, unless it is said into a telephone.
fn tells_presence(kind: &ElementKind, text: &str) -> bool {
    match kind {
        ElementKind::Action | ElementKind::Shot => !introductions::is_card(text),
        ElementKind::Parenthetical => {
            text.trim_start_matches('(').trim_start().starts_with("to ")
                && !["phone", "radio", "intercom", "camera"].iter().any(|word| text.contains(word))
        }
        _ => false,
    }
}

fn claim(role: usize, seen: Seen) -> Option<Claim> {
    let (presence, review, spot) = match seen {
        Seen { speaks: Some(cue), .. } => (Presence::Speaking, Review::Accepted, cue),
        Seen { mentioned: Some(mention), .. } => (Presence::Silent, Review::Suggested, mention),
        Seen { heard: Some(cue), .. } => (Presence::VoiceOnly, Review::Accepted, cue),
        _ => return None,
    };
    Some(Claim { role, presence, review, spot })
}
