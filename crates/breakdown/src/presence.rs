//! Presence: who is in each scene, and how: speaking, silent in the action, or heard only.

use domain::{Presence, Review};
use rustc_hash::{FxHashMap, FxHashSet};
use screenplay::Screenplay;

use crate::cast::Cast;
use crate::continuity::{self, Eyes, Link};
use crate::cues::Cue;
use crate::evidence::Spot;
use crate::lexicon::Compiled;
use crate::mentions::{Names, Strength};
use crate::names;
use crate::sightings::{self, Place, Sighting, Sightings};
use crate::together::{Genders, Whole};

/// A claim that a role is in a scene.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) role: usize,
    pub(crate) presence: Presence,
    pub(crate) review: Review,
    /// The line that says so.
    pub(crate) spot: Spot,
    /// For who is there still: where they were seen last.
    pub(crate) basis: Option<Spot>,
}

/// Scenes over which `the guard` may still mean the guard who was seen.
const MEMORY: usize = 2;
/// Scenes on either side in which `the team` is the same team.
const SAME_COMPANY: usize = 12;
/// As many people as `They` may take together.
const THEY: std::ops::RangeInclusive<usize> = 2..=4;

/// The claims of every scene, in the order of the roles.
pub(crate) fn claims(
    screenplay: &Screenplay,
    lexicon: &Compiled,
    cast: &Cast,
    cues: &[Cue],
    names: &Names,
) -> Vec<Vec<Claim>> {
    let (scenes, genders) = sightings::all(screenplay, lexicon, cast, cues, names);
    let mut story = Story {
        screenplay,
        cast,
        links: continuity::links(screenplay, cast),
        scenes: &scenes,
        genders,
        there: Vec::with_capacity(scenes.len()),
        gone: Vec::with_capacity(scenes.len()),
        last_on_set: vec![None; cast.roles.len()],
    };
    (0..scenes.len()).map(|at| story.scene(at)).collect()
}

/// Who is there at the end of a scene, and the last line that says so.
type There = Vec<(usize, Spot)>;

struct Story<'a> {
    screenplay: &'a Screenplay,
    cast: &'a Cast,
    links: Vec<Link>,
    scenes: &'a [Sightings],
    genders: Genders,
    /// For each scene so far, who stays at its end.
    there: Vec<There>,
    /// For each scene so far, who left it.
    gone: Vec<There>,
    /// For each role, the last scene in which it was on the set.
    last_on_set: Vec<Option<usize>>,
}

/// Somebody who is not named in a scene, and the lines that put them there.
type Inherited = FxHashMap<usize, (Spot, Option<Spot>)>;

impl Story<'_> {
    fn scene(&mut self, at: usize) -> Vec<Claim> {
        if self.screenplay.scenes[at].omitted {
            self.there.push(Vec::new());
            self.gone.push(Vec::new());
            return Vec::new();
        }
        let mut sightings = self.scenes[at].roles.clone();
        self.take_hints(at, &mut sightings);
        self.take_nouns(at, &mut sightings);
        let stayed = self.stayed(at, &sightings);
        let mut inherited = Inherited::default();
        self.take_together(at, &sightings, &stayed, &mut inherited);
        self.take_pronoun(at, &sightings, &mut inherited);
        let signs = &self.scenes[at];
        let peopled = sightings.values().any(|sighting| is_on_set(sighting) || sighting.live)
            || !inherited.is_empty()
            || !signs.together.is_empty()
            || signs.pronoun.is_some()
            || signs.perhaps.iter().any(|perhaps| {
                perhaps.roles.iter().any(|role| stayed.iter().any(|(known, _)| known == role))
            });
        let heading = self.heading(at);
        if peopled {
            for (role, last) in &stayed {
                inherited.entry(*role).or_insert_with(|| (heading.clone(), Some(last.clone())));
            }
        }
        let mut claims: Vec<Claim> = sightings
            .iter()
            .filter_map(|(role, sighting)| self.claim(at, *role, sighting, inherited.remove(role)))
            .collect();
        claims.extend(inherited.into_iter().map(|(role, (spot, basis))| Claim {
            role,
            presence: Presence::Silent,
            review: Review::Suggested,
            spot,
            basis,
        }));
        claims.sort_unstable_by_key(|claim| claim.role);
        self.remember(at, &sightings, &claims, if peopled { Vec::new() } else { stayed });
        claims
    }

    fn heading(&self, at: usize) -> Spot {
        let element = self.screenplay.scenes[at].elements.start;
        Spot::new(element, 0..self.screenplay.elements[element].text.len())
    }

    /// Who the writing program lists for the scene.
    fn take_hints(&self, at: usize, sightings: &mut FxHashMap<usize, Sighting>) {
        for beat in &self.screenplay.scenes[at].arc_beats {
            let (name, _) = names::clean(beat);
            let known =
                self.cast.roles.iter().position(|role| role.name == name || role.aliases.contains(&name));
            if let Some(role) = known.filter(|role| !sightings.contains_key(role)) {
                sightings.entry(role).or_default().mention(self.heading(at));
            }
        }
    }

    /// Nouns that can only mean one of those who were seen just before.
    fn take_nouns(&self, at: usize, sightings: &mut FxHashMap<usize, Sighting>) {
        for perhaps in self.scenes[at].perhaps.iter().filter(|p| p.strength == Strength::Noun) {
            if perhaps.roles.iter().any(|role| sightings.contains_key(role)) {
                continue;
            }
            let here = self.links[at].last_visit;
            let recent = |role: &&usize| {
                let last = self.last_on_set[**role];
                last.is_some_and(|last| at - last <= MEMORY)
                    || here.is_some_and(|visit| self.there[visit].iter().any(|(known, _)| known == *role))
            };
            let mut candidates = perhaps.roles.iter().filter(recent);
            if let (Some(role), None) = (candidates.next(), candidates.next()) {
                sightings.entry(*role).or_default().mention(perhaps.spot.clone());
            }
        }
    }

    /// Who was at this place when the story left it, and has not been seen elsewhere since.
    fn stayed(&self, at: usize, sightings: &FxHashMap<usize, Sighting>) -> There {
        let Some(earlier) = self.links[at].same_place.filter(|_| !self.scenes[at].alone) else {
            return Vec::new();
        };
        let still =
            |role: usize| !self.has_moved(role, earlier, at) && !sightings.get(&role).is_some_and(is_on_set);
        self.there[earlier].iter().filter(|(role, _)| still(*role)).cloned().collect()
    }

    /// Has a role been seen elsewhere since an earlier scene at this place? What one person sees of it elsewhere
    /// does not count for the others.
    fn has_moved(&self, role: usize, earlier: usize, at: usize) -> bool {
        if self.last_on_set[role].is_none_or(|last| last <= earlier) {
            return false;
        }
        let own = self.links[at].eyes;
        let seen = |scene: usize| self.there[scene].iter().chain(&self.gone[scene]);
        let set = |scene: usize| &self.screenplay.scenes[scene].heading.set;
        let counts = |scene: usize| {
            let eyes = self.links[scene].eyes;
            own == Eyes::Anybodys || set(scene) != set(at) && (eyes == own || !matches!(eyes, Eyes::Of(_)))
        };
        (earlier + 1..at)
            .filter(|scene| !self.links[*scene].unreal && counts(*scene))
            .any(|scene| seen(scene).any(|(known, _)| *known == role))
    }

    /// Groups that contain people who are not named.
    fn take_together(
        &self,
        at: usize,
        sightings: &FxHashMap<usize, Sighting>,
        stayed: &There,
        inherited: &mut Inherited,
    ) {
        if self.scenes[at].alone {
            return;
        }
        for (spot, whole) in &self.scenes[at].together {
            // People who were named in the scene before the word are meant by it.
            let named =
                sightings.values().filter(|sighting| is_on_set(sighting) && sighting.first < place(spot));
            if matches!(whole, Whole::Count(count) if named.count() >= *count) {
                continue;
            }
            let members = self.members(at, whole, !stayed.is_empty());
            for (role, basis) in members {
                // `Everyone` does not call a guard back.
                if !self.cast.roles[role].generic && !sightings.get(&role).is_some_and(is_on_set) {
                    inherited.entry(role).or_insert_with(|| (spot.clone(), basis));
                }
            }
        }
    }

    fn members(&self, at: usize, whole: &Whole, known_by_place: bool) -> Vec<(usize, Option<Spot>)> {
        let link = self.links[at];
        let from = |before: Option<usize>| match before {
            Some(before) if link.goes_on => self.came_along(before, at),
            _ => There::new(),
        };
        let before = || from(at.checked_sub(1));
        let with_basis = |there: There| there.into_iter().map(|(role, spot)| (role, Some(spot))).collect();
        match whole {
            Whole::Company(company) => {
                let learnt = self.company(at, company);
                if learnt.is_empty() {
                    return self.members(at, &Whole::All, known_by_place);
                }
                learnt.into_iter().map(|role| (role, None)).collect()
            }
            Whole::All => {
                // Those who stayed are there anyhow.
                if known_by_place {
                    return Vec::new();
                }
                let before = before();
                if !before.is_empty() {
                    return with_basis(before);
                }
                self.regulars(at).into_iter().map(|role| (role, None)).collect()
            }
            Whole::Count(count) => {
                with_basis(Some(before()).filter(|there| there.len() == *count).unwrap_or_default())
            }
            Whole::Of(gender) => {
                let mut before = before();
                before.retain(|(role, _)| self.genders.of(*role) == Some(*gender));
                with_basis(Some(before).filter(|there| there.len() > 1).unwrap_or_default())
            }
            Whole::They => {
                let before = from(self.last_peopled(at));
                with_basis(Some(before).filter(|there| THEY.contains(&there.len())).unwrap_or_default())
            }
        }
    }

    /// Who may go on into a scene from the one before: those who left it together, else those who stayed.
    fn came_along(&self, before: usize, at: usize) -> There {
        let elsewhere = self.links[at].same_place.is_none();
        let group = self.gone[before].len() > 1 && elsewhere;
        if group { self.gone[before].clone() } else { self.there[before].clone() }
    }

    /// The scene before, or the one before that where nobody is seen in between, as in a view of the house.
    fn last_peopled(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let empty = self.there[before].is_empty() && self.gone[before].is_empty();
        if empty && self.links[before].goes_on { before.checked_sub(1) } else { Some(before) }
    }

    /// Who is there by name in most of the scenes nearby that speak of the team; of those who were with it in the
    /// scene before, in some.
    fn company(&self, at: usize, company: &str) -> Vec<usize> {
        let near = at.saturating_sub(SAME_COMPANY)..(at + SAME_COMPANY + 1).min(self.scenes.len());
        let with: Vec<&Sightings> = near
            .filter(|scene| *scene != at && self.speaks_of(*scene, company))
            .map(|scene| &self.scenes[scene])
            .filter(|scene| !scene.roles.is_empty())
            .collect();
        if with.len() < 2 {
            return Vec::new();
        }
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        for scene in &with {
            for (role, _) in scene.roles.iter().filter(|(_, sighting)| is_on_set(sighting)) {
                *counts.entry(*role).or_default() += 1;
            }
        }
        let before = at.checked_sub(1).filter(|before| self.speaks_of(*before, company));
        let was_with_it = |role: usize| {
            before.is_some_and(|before| self.there[before].iter().any(|(known, _)| *known == role))
        };
        let belongs = |role: usize, count: usize| {
            let fifths = if was_with_it(role) { 2 } else { 3 };
            5 * count >= fifths * with.len()
        };
        counts.into_iter().filter(|(role, count)| belongs(*role, *count)).map(|(role, _)| role).collect()
    }

    /// Does a scene speak of the team, the family?
    fn speaks_of(&self, scene: usize, company: &str) -> bool {
        let mut together = self.scenes[scene].together.iter();
        together.any(|(_, whole)| matches!(whole, Whole::Company(known) if *known == company))
    }

    /// Who was there in at least half of the earlier scenes at the same place.
    fn regulars(&self, at: usize) -> Vec<usize> {
        let visits: Vec<usize> =
            std::iter::successors(self.links[at].last_visit, |earlier| self.links[*earlier].last_visit)
                .collect();
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        for visit in &visits {
            let there: FxHashSet<usize> = self.there[*visit].iter().map(|(role, _)| *role).collect();
            for role in there {
                *counts.entry(role).or_default() += 1;
            }
        }
        counts.into_iter().filter(|(_, count)| 2 * count >= visits.len()).map(|(role, _)| role).collect()
    }

    /// `She hits the air bag.`: whoever the scene before spoke of last.
    fn take_pronoun(&self, at: usize, sightings: &FxHashMap<usize, Sighting>, inherited: &mut Inherited) {
        let Some((spot, gender)) = &self.scenes[at].pronoun else { return };
        let fits = |role: usize| self.genders.of(role).is_none_or(|known| known == *gender);
        let follows = self.links[at].goes_on || self.screenplay.scenes[at].heading.continuation.is_some();
        let Some(before) = self.last_peopled(at).filter(|_| follows) else { return };
        if sightings.iter().any(|(role, s)| is_on_set(s) && fits(*role)) {
            return;
        }
        let certain = |role: usize| self.genders.of(role) == Some(*gender);
        let latest = self.there[before].iter().chain(&self.gone[before]).filter(|(role, _)| certain(*role));
        if let Some((role, last)) = latest.max_by_key(|(_, spot)| (spot.element, spot.part.start)) {
            inherited.insert(*role, (spot.clone(), Some(last.clone())));
        }
    }

    fn claim(
        &self,
        at: usize,
        role: usize,
        sighting: &Sighting,
        inherited: Option<(Spot, Option<Spot>)>,
    ) -> Option<Claim> {
        let of = |presence, review, spot: &Spot| {
            Some(Claim { role, presence, review, spot: spot.clone(), basis: None })
        };
        let mention = sighting.mentioned.as_ref();
        if let Some(cue) = &sighting.speaks {
            return of(Presence::Speaking, Review::Accepted, cue);
        }
        if let Some(cue) = &sighting.off {
            // Outside the picture and last seen elsewhere: only the voice comes from there.
            let elsewhere = mention.is_none() && self.is_elsewhere(at, role);
            let presence = if elsewhere { Presence::VoiceOnly } else { Presence::Speaking };
            let review = if elsewhere { Review::Suggested } else { Review::Accepted };
            return of(presence, review, cue);
        }
        match (&sighting.heard, mention, inherited) {
            // By intercom from within the same set.
            (Some(cue), mention, inherited)
                if sighting.live && (mention.is_some() || inherited.is_some()) =>
            {
                of(Presence::Speaking, Review::Suggested, cue)
            }
            (_, Some(mention), _) => of(Presence::Silent, Review::Suggested, mention),
            (Some(cue), None, _) => of(Presence::VoiceOnly, Review::Accepted, cue),
            (None, None, _) => None,
        }
    }

    /// Was the role seen in the scenes just before, at another place, while time goes on?
    fn is_elsewhere(&self, at: usize, role: usize) -> bool {
        let Some(last) = self.last_on_set[role] else { return false };
        let near = at - last <= MEMORY && (last + 1..=at).all(|scene| self.links[scene].goes_on);
        let set = |scene: usize| &self.screenplay.scenes[scene].heading.set;
        near && set(at) != set(last)
    }

    fn remember(
        &mut self,
        at: usize,
        sightings: &FxHashMap<usize, Sighting>,
        claims: &[Claim],
        unseen: There,
    ) {
        let signs = &self.scenes[at];
        let mut there: There = unseen;
        let mut gone = There::new();
        for claim in claims.iter().filter(|claim| claim.presence.on_set()) {
            self.last_on_set[claim.role] = Some(at);
            let last: Option<Place> = sightings.get(&claim.role).map(|sighting| sighting.last);
            let spot = last.map_or_else(
                || claim.basis.clone().unwrap_or_else(|| claim.spot.clone()),
                |(element, start)| Spot::new(element, start..start),
            );
            if signs.has_left(claim.role, last) {
                gone.push((claim.role, spot));
            } else if last.is_some() || !self.cast.roles[claim.role].generic {
                // A guard stays for one scene without a word, not for a sequence.
                there.push((claim.role, spot));
            }
        }
        self.there.push(there);
        self.gone.push(gone);
    }
}

fn place(spot: &Spot) -> Place {
    (spot.element, spot.part.start)
}

fn is_on_set(sighting: &Sighting) -> bool {
    sighting.speaks.is_some() || sighting.off.is_some() || sighting.mentioned.is_some()
}
