//! Force: verbs of stunts in constructions that no list has, read from where they send a body: through a window,
//! off a ledge, against a crate, at somebody.

use crate::clause::is_passive;
use crate::lexicon::{Hit, Inflection, Meaning};
use crate::sense::{Grammar, Subject, is_noun};
use crate::sense_words::{PARTICLES, is_adverb};

/// Ways that lead out, down, through, against.
const WAYS: [&str; 14] = [
    "through", "over", "off", "into", "against", "across", "onto", "from", "down", "under", "beneath", "out",
    "between", "past",
];

/// What a body is thrown against, falls from, breaks through.
const OBSTACLES: &[&str] = &[
    "wall",
    "walls",
    "window",
    "windows",
    "windowsill",
    "glass",
    "pane",
    "floor",
    "ground",
    "deck",
    "table",
    "tables",
    "desk",
    "counter",
    "crate",
    "crates",
    "barrel",
    "barrels",
    "pallets",
    "shelf",
    "shelves",
    "rack",
    "railing",
    "rail",
    "rails",
    "banister",
    "fence",
    "gate",
    "hatch",
    "pavement",
    "asphalt",
    "road",
    "stones",
    "rocks",
    "ice",
    "stairs",
    "stairwell",
    "steps",
    "staircase",
    "ladder",
    "pole",
    "pillar",
    "column",
    "bulkhead",
    "beam",
    "beams",
    "girder",
    "roof",
    "rooftop",
    "hood",
    "bonnet",
    "windshield",
    "windscreen",
    "ledge",
    "edge",
    "cliff",
    "bridge",
    "balcony",
    "parapet",
    "catwalk",
    "mast",
    "crane",
    "scaffold",
    "scaffolding",
    "tower",
    "shaft",
    "ramp",
    "conveyor",
    "debris",
];

/// What burns, drowns and blows up.
const ELEMENTS: [&str; 21] = [
    "fire",
    "flames",
    "flame",
    "blaze",
    "inferno",
    "water",
    "sea",
    "river",
    "lake",
    "waves",
    "surf",
    "current",
    "smoke",
    "explosion",
    "blast",
    "air",
    "burning",
    "blazing",
    "flaming",
    "exploding",
    "collapsing",
];

/// Verbs of the lists that are harmless unless the list says how they go on.
const MILD: [&str; 41] = [
    "go", "come", "run", "take", "step", "leave", "pull", "push", "set", "be", "look", "lower", "climb",
    "cross", "hold", "give", "pick", "pass", "slip", "lift", "move", "lose", "open", "cut", "lean", "ride",
    "drive", "walk", "let", "bring", "carry", "weave", "fly", "float", "hover", "crawl", "hang", "reach",
    "wade", "swim", "squeeze",
];

/// Parts of a body where a blow or a blade is one.
const VITAL: [&str; 22] = [
    "skull", "head", "face", "jaw", "throat", "neck", "chest", "stomach", "gut", "ribs", "back", "belly",
    "shoulder", "groin", "temple", "leg", "legs", "knee", "arm", "forearm", "wrist", "spine",
];

impl Grammar<'_> {
    /// Does a verb of a stunt send somebody on a dangerous way, though no list knows the words behind it?
    /// What a list hides is a stunt only against somebody's body: `smashes a bottle over his skull`.
    pub(crate) fn forces(
        &self,
        (lead, text): (&str, &str),
        hit: &Hit,
        meaning: &Meaning,
        rest: &[String],
        hidden: bool,
    ) -> bool {
        let verb = self.lexicon.more(meaning).verb.as_str();
        let plain = meaning.inflection == Inflection::Plain;
        if !meaning.class.is_verb() || MILD.contains(&verb) || plain || is_noun(text, hit) {
            return false;
        }
        let passive = is_passive(text, hit, meaning.inflection);
        let subject = self.subject_of((lead, text), hit.start, meaning.inflection, passive);
        let living = matches!(subject, Subject::Somebody | Subject::Unsaid);
        let falls = matches!(verb, "plunge" | "plummet" | "topple" | "tumble") && rest.is_empty();
        match subject {
            Subject::NotDone => false,
            Subject::Vehicle => !hidden && self.breaks_out(rest),
            Subject::Something if comes_down(verb) && !hidden => self.ends_at_people(rest),
            _ if falls && !hidden => living,
            _ if self.strikes_a_body(verb, rest) => living || !passive,
            _ => living && !hidden && self.leads_to_harm(rest, passive),
        }
    }

    /// `back over the railing`, `him into two crates`: a way that somebody takes, and soon behind it what hurts.
    fn leads_to_harm(&self, rest: &[String], passive: bool) -> bool {
        let way = rest.iter().take(5).position(|word| WAYS.contains(&word.as_str()));
        way.is_some_and(|at| {
            let moved = &rest[..at];
            let itself = moved.iter().all(|word| {
                is_adverb(word)
                    || PARTICLES.contains(&word.as_str())
                    || matches!(word.as_str(), "his" | "her" | "their" | "way")
            });
            let mut behind =
                rest[at + 1..].iter().take(4).map(|word| word.strip_suffix("'s").unwrap_or(word));
            (passive || itself || self.is_somebody(moved))
                && behind.any(|word| {
                    OBSTACLES.contains(&word) || ELEMENTS.contains(&word) || self.lexicon.is_vehicle(word)
                })
        })
    }

    /// `beneath the three men`, `around her`: people whom what comes down or bursts is near.
    fn ends_at_people(&self, rest: &[String]) -> bool {
        let near = rest.iter().take(3).position(|word| {
            matches!(
                word.as_str(),
                "beneath" | "under" | "onto" | "on" | "around" | "round" | "behind" | "over" | "beside"
            )
        });
        near.is_some_and(|at| self.is_somebody(&rest[at + 1..]))
    }

    /// A vehicle that goes on `through the fence`, `off the pier`, `out from under him`.
    fn breaks_out(&self, rest: &[String]) -> bool {
        let way = rest
            .iter()
            .take(3)
            .position(|word| matches!(word.as_str(), "through" | "off" | "into" | "against" | "under"));
        way.is_some_and(|at| {
            rest[at + 1..].iter().take(3).any(|word| {
                OBSTACLES.contains(&word.as_str())
                    && !matches!(word.as_str(), "road" | "bridge" | "gate" | "ramp")
                    || self.lexicon.is_vehicle(word)
                    || matches!(word.as_str(), "him" | "her" | "them")
            })
        })
    }

    /// `a bottle over Carl's skull`, `its jaws around his forearm`: something against a part of somebody's body.
    fn strikes_a_body(&self, verb: &str, rest: &[String]) -> bool {
        const AGAINST: [&str; 8] = ["over", "across", "into", "in", "through", "around", "round", "against"];
        let small: Vec<&str> =
            rest.iter().map(String::as_str).filter(|word| !matches!(*word, "the" | "a" | "an")).collect();
        small.windows(3).take(6).any(|three| {
            let owner = three[1]
                .strip_suffix("'s")
                .map_or(matches!(three[1], "his" | "her" | "their"), |owner| self.is_person(owner));
            let against = AGAINST.contains(&three[0]) || three[0] == "on" && breaks(verb);
            against && owner && VITAL.contains(&three[2])
        })
    }
}

/// What is done with a thing that ends on somebody's head.
fn breaks(verb: &str) -> bool {
    matches!(verb, "break" | "smash" | "crack" | "shatter" | "crash" | "slam" | "bash" | "land")
}

/// What things do that people nearby have to be kept safe from.
fn comes_down(verb: &str) -> bool {
    matches!(
        verb,
        "collapse"
            | "crash"
            | "topple"
            | "cave"
            | "tumble"
            | "explode"
            | "erupt"
            | "burst"
            | "plunge"
            | "break"
            | "snap"
            | "crack"
            | "splinter"
            | "shatter"
            | "swing"
            | "fall"
            | "drop"
    )
}
