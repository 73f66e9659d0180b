//! What each scene by itself says of who is there: cues, mentions, groups, pronouns, and who leaves.

use rustc_hash::FxHashMap;
use screenplay::{ElementKind, Screenplay};

use crate::absence;
use crate::cast::Cast;
use crate::cues::{Cue, Hearing};
use crate::evidence::Spot;
use crate::introductions;
use crate::leaving::{self, Leaving, Who};
use crate::lexicon::Compiled;
use crate::mentions::{self, Mention, Names, Strength};
use crate::together::{self, Gender, Genders, Together, Whole};

/// A place in the script: element, byte of its text.
pub(crate) type Place = (usize, usize);

/// What a scene says of one role.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sighting {
    /// First cue that is spoken in the picture.
    pub(crate) speaks: Option<Spot>,
    /// First cue from outside the picture.
    pub(crate) off: Option<Spot>,
    /// First cue that is heard only.
    pub(crate) heard: Option<Spot>,
    /// Heard by an intercom or a radio: spoken while it is heard, perhaps from here.
    pub(crate) live: bool,
    /// First mention.
    pub(crate) mentioned: Option<Spot>,
    /// Where the role was seen first and last.
    pub(crate) first: Place,
    pub(crate) last: Place,
}

impl Sighting {
    pub(crate) fn mention(&mut self, spot: Spot) {
        self.see((spot.element, spot.part.start));
        self.mentioned.get_or_insert(spot);
    }

    fn see(&mut self, place: Place) {
        let never = self.last == Place::default();
        self.first = if never { place } else { self.first.min(place) };
        self.last = self.last.max(place);
    }
}

/// A word that may mean one of several, or only something of somebody's.
#[derive(Clone, Debug)]
pub(crate) struct Perhaps {
    pub(crate) roles: Vec<usize>,
    pub(crate) strength: Strength,
    pub(crate) spot: Spot,
}

/// Somebody has left.
#[derive(Clone, Debug)]
struct Left {
    at: Place,
    /// Nobody: all but those of the sentence.
    role: Option<usize>,
    but: Vec<usize>,
}

/// All that a scene says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sightings {
    pub(crate) roles: FxHashMap<usize, Sighting>,
    pub(crate) perhaps: Vec<Perhaps>,
    pub(crate) together: Vec<(Spot, Whole)>,
    /// A pronoun before anybody is named.
    pub(crate) pronoun: Option<(Spot, Gender)>,
    /// Somebody is said to be alone.
    pub(crate) alone: bool,
    left: Vec<Left>,
    /// The paragraphs so far speak of people without a name.
    strangers: bool,
    /// Whoever was named last in the paragraphs so far.
    subject: Option<usize>,
}

impl Sightings {
    /// Has a role left for good, seen last at a place of this scene, or not at all?
    pub(crate) fn has_left(&self, role: usize, last: Option<Place>) -> bool {
        self.left.iter().any(|left| {
            let later = last.is_none_or(|last| last <= left.at);
            later && left.role.map_or(!left.but.contains(&role), |who| who == role)
        })
    }
}

/// The sightings of all scenes, and what they say of the roles' genders.
pub(crate) fn all(
    screenplay: &Screenplay,
    lexicon: &Compiled,
    cast: &Cast,
    cues: &[Cue],
    names: &Names,
) -> (Vec<Sightings>, Genders) {
    let mut reader = Reader {
        screenplay,
        lexicon,
        names,
        genders: Genders::default(),
        mentions: Vec::new(),
        together: Vec::new(),
        leavings: Vec::new(),
    };
    let variants = cast.variants();
    let mut next_cue = 0;
    let mut scenes = Vec::with_capacity(screenplay.scenes.len());
    for (at, scene) in screenplay.scenes.iter().enumerate() {
        let mut sightings = Sightings::default();
        if !scene.omitted {
            for element in scene.elements.clone() {
                while let Some(cue) =
                    cues.get(next_cue).filter(|c| c.scene == at && c.spot.element <= element)
                {
                    take_cue(&mut sightings, cast, cue, &cast.speakers[next_cue]);
                    next_cue += 1;
                }
                reader.element(element, scene.heading.setting.is_none(), &mut sightings);
            }
        }
        take_variants(&mut sightings, &variants);
        scenes.push(sightings);
    }
    (scenes, reader.genders)
}

/// Where `YOUNG ANNA` is there and Anna does not speak, `Anna` means her.
fn take_variants(sightings: &mut Sightings, variants: &[(usize, usize)]) {
    for (plain, variant) in variants {
        let silent = |known: &Sighting| known.speaks.is_none() && known.off.is_none();
        if sightings.roles.contains_key(variant) && sightings.roles.get(plain).is_some_and(silent) {
            let heard = sightings.roles.remove(plain).filter(|known| known.heard.is_some());
            if let Some(heard) = heard {
                sightings
                    .roles
                    .insert(*plain, Sighting { heard: heard.heard, live: heard.live, ..Sighting::default() });
            }
        }
    }
}

fn take_cue(sightings: &mut Sightings, cast: &Cast, cue: &Cue, speakers: &[usize]) {
    for role in speakers {
        let sighting = sightings.roles.entry(*role).or_default();
        let hearing = if cast.roles[*role].voice { Hearing::Heard } else { cue.hearing };
        sighting.live |= hearing == Hearing::Live;
        let place = match hearing {
            Hearing::Seen => &mut sighting.speaks,
            Hearing::Off => &mut sighting.off,
            Hearing::Live | Hearing::Heard => &mut sighting.heard,
        };
        place.get_or_insert_with(|| cue.spot.clone());
        if matches!(hearing, Hearing::Seen | Hearing::Off) {
            sighting.see((cue.spot.element, 0));
        }
    }
}

struct Reader<'a> {
    screenplay: &'a Screenplay,
    lexicon: &'a Compiled,
    names: &'a Names,
    genders: Genders,
    mentions: Vec<Mention>,
    together: Vec<Together>,
    leavings: Vec<Leaving>,
}

impl Reader<'_> {
    fn element(&mut self, at: usize, is_shot: bool, sightings: &mut Sightings) {
        let element = &self.screenplay.elements[at];
        let text = &element.text;
        match element.kind {
            ElementKind::SceneHeading => self.heading(at, text, is_shot, sightings),
            ElementKind::Action | ElementKind::Shot
                if !introductions::is_card(text) && !absence::is_speech(text) && !self.is_speech_on(at) =>
            {
                self.action(at, text, sightings);
            }
            ElementKind::Parenthetical if speaks_to_somebody(text) => {
                self.names.find(text, self.lexicon, &mut self.mentions);
                self.take_mentions(at, sightings);
            }
            _ => {}
        }
    }

    /// `INT. HALL - NIGHT (SAMANTHA)`: the part of the scene that is hers; `BACK ON ANNA`, `THE TWO, LAUGHING`: a shot of them.
    fn heading(&mut self, at: usize, text: &str, is_shot: bool, sightings: &mut Sightings) {
        if !is_shot && !text.contains('(') {
            return;
        }
        self.names.find(text, self.lexicon, &mut self.mentions);
        if is_shot {
            for mention in self.mentions.iter_mut().filter(|m| !mentions::is_possessive(text, m.end)) {
                mention.strength = Strength::Sure;
            }
        } else {
            self.mentions.retain(|mention| {
                text[..mention.start].ends_with('(') && text[mention.end..].starts_with(')')
            });
        }
        self.take_mentions(at, sightings);
    }

    /// The paragraph behind a `(beat)` that stands alone: a speech goes on in it if somebody is spoken to.
    fn is_speech_on(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.screenplay.elements[before].text.trim());
        before.is_some_and(|text| text.starts_with('(') && text.ends_with(')') && text.len() < 30)
            && absence::speaks_to(&self.screenplay.elements[at].text)
    }

    fn action(&mut self, at: usize, text: &str, sightings: &mut Sightings) {
        let opens = sightings.roles.is_empty() && !sightings.strangers;
        if opens
            && sightings.pronoun.is_none()
            && let Some((part, gender)) = together::subject_pronoun(text, self.lexicon)
            && !together::names_strangers(&text[..part.start], self.lexicon)
        {
            sightings.pronoun = Some((Spot::new(at, part), gender));
        }
        self.names.find(text, self.lexicon, &mut self.mentions);
        if let Some((spot, _)) = &sightings.pronoun
            && spot.element == at
            && self.mentions.iter().any(|mention| mention.end <= spot.part.start)
        {
            sightings.pronoun = None;
        }
        let named: Vec<(usize, usize)> = self
            .mentions
            .iter()
            .filter(|mention| mention.strength == Strength::Sure)
            .map(|mention| (mention.end, self.names.roles(mention)[0]))
            .collect();
        self.genders.read(text, &named);
        together::all(text, &mut self.together);
        for together in self.together.drain(..) {
            let first = opens
                && named.iter().all(|(end, _)| *end > together.start)
                && !together::names_strangers(&text[..together.start], self.lexicon);
            if together.who != Whole::They || first {
                sightings.together.push((Spot::new(at, together.start..together.end), together.who));
            }
        }
        // Only what opens a scene asks for them.
        sightings.strangers = sightings.strangers || opens && together::names_strangers(text, self.lexicon);
        sightings.alone |= leaving::is_alone(text);
        self.leavings(at, text, &named, sightings);
        self.take_mentions(at, sightings);
    }

    fn leavings(&mut self, at: usize, text: &str, named: &[(usize, usize)], sightings: &mut Sightings) {
        leaving::all(text, self.lexicon, &mut self.leavings);
        for leaving in &self.leavings {
            let in_sentence = || {
                named
                    .iter()
                    .filter(|(end, _)| (leaving.sentence..leaving.at).contains(end))
                    .map(|(_, role)| *role)
            };
            let before = || {
                let earlier = named.iter().rev().find(|(end, _)| *end <= leaving.sentence);
                earlier.map(|(_, role)| *role).or(sightings.subject)
            };
            let role = match leaving.who {
                Who::Named => in_sentence().next(),
                Who::Before => before(),
                Who::Rest => None,
            };
            if role.is_some() || leaving.who == Who::Rest {
                sightings.left.push(Left { at: (at, leaving.at), role, but: in_sentence().collect() });
            }
        }
        // Who is said to be gone has left as well.
        if let Some((_, role)) = named.last() {
            sightings.subject = Some(*role);
        }
    }

    fn take_mentions(&mut self, at: usize, sightings: &mut Sightings) {
        for mention in &self.mentions {
            let spot = Spot::new(at, mention.start..mention.end);
            let roles = self.names.roles(mention);
            match (mention.strength, roles) {
                (Strength::Sure, [role]) => sightings.roles.entry(*role).or_default().mention(spot),
                (strength, roles) => {
                    sightings.perhaps.push(Perhaps { roles: roles.to_vec(), strength, spot });
                }
            }
        }
    }
}

/// A direction `(to Ben)`, unless it is said into a telephone.
fn speaks_to_somebody(text: &str) -> bool {
    text.trim_start_matches('(').trim_start().starts_with("to ")
        && !["phone", "radio", "intercom", "camera"].iter().any(|word| text.contains(word))
}
