//! Force: verbs of stunts in constructions that no list has, read from where they send a body: through a window,
//! off a ledge, against a crate, at somebody.

use crate::clause::is_passive;
use crate::lexicon::{Class, Hit, Inflection, Meaning};
use crate::sense::{Grammar, Subject, is_noun};
use crate::sense_words::{PARTICLES, PARTS, is_adverb};

/// Ways that lead out, down, through, against.
pub(crate) const WAYS: [&str; 14] = [
    "through", "over", "off", "into", "against", "across", "onto", "from", "down", "under", "beneath", "out",
    "between", "past",
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
const MILD: &[&str] = &[
    "go",
    "come",
    "run",
    "take",
    "step",
    "leave",
    "pull",
    "push",
    "set",
    "be",
    "look",
    "lower",
    "climb",
    "cross",
    "hold",
    "give",
    "pick",
    "pass",
    "slip",
    "lift",
    "move",
    "lose",
    "open",
    "cut",
    "lean",
    "ride",
    "drive",
    "walk",
    "let",
    "bring",
    "carry",
    "weave",
    "fly",
    "float",
    "hover",
    "crawl",
    "hang",
    "reach",
    "wade",
    "swim",
    "squeeze",
    "press",
    "get",
    "put",
    "kneel",
    "sit",
    "tread",
    "lay",
    "work",
    "clear",
    "empty",
    "bear",
    "miss",
    "measure",
    "hop",
    "balance",
    "fold",
    "bury",
    "descend",
    "box",
    "surface",
    "carve",
    "settle",
    "draw",
    "wind",
    "loop",
    "hook",
    "tighten",
    "stick",
    "raise",
    "hoist",
    "shuffle",
    "stand",
    "inch",
    "edge",
    "creep",
    "sidle",
    "tiptoe",
    "have",
    "has",
    "deliver",
    "introduce",
    "strap",
    "enter",
    "meet",
    "end",
    "finish",
    "stop",
    "wear",
    "scale",
    "shin",
    "rap",
    "march",
    "loose",
    "catch",
    "staple",
    "nail",
    "saw",
    "straddle",
    "pour",
    "rake",
    "scratch",
    "knife",
    "rope",
    "tow",
    "lie",
    "find",
];

/// What one does to a person as to a thing: wherever that leads, he has to be caught.
const HANDLING: &[&str] = &[
    "throw", "toss", "hurl", "fling", "dump", "sling", "heave", "chuck", "knock", "slam", "yank", "hack",
    "bowl", "catapult", "propel", "pitch", "shove", "blow", "sweep", "drag", "wrench", "smash", "dash",
    "swat", "whip", "snatch", "suck", "flip", "launch",
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
        let verb = verb.split(' ').next().unwrap_or(verb);
        let plain = meaning.inflection == Inflection::Plain;
        let mild = MILD.contains(&verb) && !(verb == "hang" && hangs_outside(rest));
        let waits = meaning.class == Class::After;
        if !meaning.class.is_verb() || waits || mild || plain || is_noun(text, hit) {
            return false;
        }
        let passive = is_passive(text, hit, meaning.inflection);
        let subject = self.subject_of((lead, text), hit.start, meaning.inflection, passive);
        // `rolls over` before `the bonnet`
        let phrase = text[hit.start..hit.end].split(' ').skip(1).map(str::to_lowercase);
        let rest: &[String] = &phrase.chain(rest.iter().cloned()).collect::<Vec<_>>();
        let living = matches!(subject, Subject::Somebody | Subject::Unsaid);
        let falls = matches!(verb, "plunge" | "plummet" | "topple" | "tumble")
            && (rest.is_empty() || rest.len() == 1 && rest[0] == "in");
        match subject {
            Subject::NotDone => false,
            Subject::Vehicle => !hidden && self.breaks_out(rest),
            Subject::Something if comes_down(verb) && !hidden => {
                self.ends_at_people(rest) || !passive && self.strikes_a_body(verb, rest)
            }
            Subject::Something if meaning.class == Class::Whom && !passive && !hidden => {
                self.strikes_a_body(verb, rest) || self.moves_somebody(rest)
            }
            _ if falls && !hidden => living,
            _ if self.strikes_a_body(verb, rest) => living || !passive,
            _ if HANDLING.contains(&verb) && !hidden && living && self.is_handled(rest, passive) => true,
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
                    self.is_obstacle(word) || ELEMENTS.contains(&word) || self.lexicon.is_vehicle(word)
                })
        })
    }

    /// `is thrown forward`, `tosses him like a doll`, but not `throws him a rope`, `is thrown into prison`.
    fn is_handled(&self, rest: &[String], passive: bool) -> bool {
        let way = rest.iter().take(5).position(|word| {
            WAYS.contains(&word.as_str())
                || matches!(
                    word.as_str(),
                    "to" | "in"
                        | "on"
                        | "like"
                        | "around"
                        | "about"
                        | "forward"
                        | "forwards"
                        | "backward"
                        | "backwards"
                        | "back"
                        | "aside"
                        | "high"
                        | "sideways"
                        | "up"
                        | "bodily"
                        | "flat"
                )
        });
        let end = way.unwrap_or(rest.len());
        // `another log on the fire`
        let another = end > 1 && rest[0] == "another";
        let whom =
            if passive { end <= 1 } else { way.is_some() && !another && self.is_somebody(&rest[..end]) };
        let figure = |word: &String| {
            matches!(
                word.as_str(),
                "prison"
                    | "jail"
                    | "gaol"
                    | "cell"
                    | "question"
                    | "confusion"
                    | "doubt"
                    | "work"
                    | "party"
                    | "love"
            )
        };
        whom && !rest.iter().any(figure)
    }

    /// `Ben into the lockers`: whoever is moved so by a thing, `the punch`, `the wave`, is named first.
    fn moves_somebody(&self, rest: &[String]) -> bool {
        let way = rest.iter().take(5).position(|word| WAYS.contains(&word.as_str()));
        way.is_some_and(|at| self.is_somebody(&rest[..at])) && self.leads_to_harm(rest, false)
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
    pub(crate) fn breaks_out(&self, rest: &[String]) -> bool {
        let way = rest.iter().take(3).position(|word| {
            matches!(word.as_str(), "through" | "off" | "into" | "against" | "under" | "over")
        });
        way.is_some_and(|at| {
            rest[at + 1..].iter().take(3).any(|word| {
                self.is_obstacle(word) && !matches!(word.as_str(), "road" | "bridge" | "gate" | "ramp")
                    || self.lexicon.is_vehicle(word)
                    || matches!(word.as_str(), "him" | "her" | "them")
            })
        })
    }

    /// `a bottle over Carl's skull`, `its jaws around his forearm`: something against a part of somebody's body.
    fn strikes_a_body(&self, verb: &str, rest: &[String]) -> bool {
        const AGAINST: [&str; 8] = ["over", "across", "into", "in", "through", "around", "round", "against"];
        // `throws his arms around her neck`
        if rest.iter().take(2).any(|word| matches!(word.as_str(), "arm" | "arms")) {
            return false;
        }
        let small: Vec<&str> =
            rest.iter().map(String::as_str).filter(|word| !matches!(*word, "the" | "a" | "an")).collect();
        small.windows(3).take(6).any(|three| {
            let owner = self.owns(three[1]);
            let against = AGAINST.contains(&three[0]) || three[0] == "on" && breaks(verb);
            // `slings a bag over her shoulder`
            let borne = matches!(three[0], "over" | "across" | "around" | "round");
            let part = match three[2] {
                "shoulder" | "shoulders" if borne => breaks(verb),
                part => PARTS.contains(&part),
            };
            against && owner && part
        })
    }
}

/// `from the parapet`, `over the edge`, and not `over the table`.
fn hangs_outside(rest: &[String]) -> bool {
    let harmless =
        |word: &String| matches!(word.as_str(), "wall" | "walls" | "table" | "desk" | "counter" | "tree");
    matches!(rest.first().map(String::as_str), Some("from" | "off" | "over"))
        && !rest.iter().take(4).any(harmless)
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
