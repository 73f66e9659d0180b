//! Sheets through a new draft: what the script said follows it, what a person typed stays and is flagged.

use domain::{
    CharacterId, Evidence, Heading, PageEighths, Part, Presence, PresenceClaim, Review, Sheet, SheetStatus,
    TimeSource,
};

use super::claims::{Claim, Settled, Sides, is_persons, settle};
use super::merge::Merge;
use super::people::Holds;
use super::word_diff::WordDiff;

/// A sheet whose scenes are in the new script, or some of them.
pub(super) struct Desk {
    /// Its old scenes, and their places in the new script.
    pub(super) scenes: Vec<(usize, Option<usize>)>,
    mine: Holds,
    base: Holds,
    theirs: Holds,
    /// The sheet is a part of a scene: the other parts may say otherwise of the same line.
    part: bool,
    pub(super) flags: Vec<String>,
    /// What went to a scene that was split off, by its place in the script.
    handed: Vec<(usize, Holds)>,
}

impl Merge<'_> {
    /// Writes all sheets.
    pub(super) fn sheets(&mut self) {
        self.new_sheets();
        for sheet in self.state.sheets.values() {
            let place = |id| self.olds.iter().position(|old| old.scene.id == id);
            let scenes: Vec<(usize, Option<usize>)> =
                sheet.scenes.iter().filter_map(|id| place(*id)).map(|old| (old, self.at_of(old))).collect();
            let by_hand = scenes.iter().any(|(old, at)| at.is_none() && self.olds[*old].by_hand);
            if scenes.iter().any(|(_, at)| at.is_some()) {
                self.sheet(sheet.clone(), scenes);
            } else if !by_hand {
                self.omit(sheet.clone());
            }
        }
    }

    /// Sheets of scenes that were not there.
    fn new_sheets(&mut self) {
        for at in self.news.clone() {
            let Some(proposed) = self.proposal.sheets[at].clone() else { continue };
            if self.old_at(at).is_some_and(|old| self.has_sheet(old)) {
                continue;
            }
            let mut holds = Holds::default();
            holds.add(&self.ids, &self.proposal, &proposed);
            let mut sheet = proposed;
            sheet.id = self.editing.fresh();
            sheet.scenes = vec![self.scene_ids[&at]];
            sheet.set = self.ids.set(&self.proposal, sheet.set).unwrap_or(sheet.set);
            holds.put_into(&mut sheet);
            if let Some(parent) = self.split_parent(at) {
                self.inherit(&mut sheet, parent);
            }
            self.editing.put(sheet);
        }
    }

    fn has_sheet(&self, old: usize) -> bool {
        let id = self.olds[old].scene.id;
        self.state.sheets.values().any(|sheet| sheet.scenes.contains(&id))
    }

    fn split_parent(&self, at: usize) -> Option<usize> {
        self.matching.split_from[self.news.binary_search(&at).ok()?]
    }

    /// A scene that was split off is shot by the unit, and in the order, of what it was split from.
    fn inherit(&mut self, sheet: &mut Sheet, parent: usize) {
        let scene = self.olds[parent].scene.id;
        let Some(from) = self.state.sheets.values().find(|s| s.scenes.contains(&scene)).cloned() else {
            return;
        };
        sheet.unit = from.unit;
        sheet.before.clone_from(&from.before);
        sheet.apart.clone_from(&from.apart);
        let number = self.number_of(parent);
        self.flag(sheet.id, format!("split from {number}: unit and order were taken over from it"));
        for mut other in self.editing.now.sheets.clone().into_values() {
            if other.before.contains(&from.id) {
                other.before.push(sheet.id);
                self.editing.put(other);
            }
        }
    }

    fn sheet(&mut self, before: Sheet, scenes: Vec<(usize, Option<usize>)>) {
        let mut sheet = self.editing.now.sheets.get(&before.id).cloned().unwrap_or(before);
        if scenes.iter().any(|(old, at)| at.is_some() && self.olds[*old].scene.omitted) {
            self.restore(&mut sheet);
        }
        let mut desk = Desk {
            mine: Holds::of(&sheet),
            base: Holds::default(),
            theirs: Holds::default(),
            part: sheet.part.is_some(),
            flags: Vec::new(),
            handed: Vec::new(),
            scenes,
        };
        for (old, at) in &desk.scenes {
            if let Some((proposal, base)) = self.base_sheet(*old) {
                desk.base.add(&self.ids, proposal, base);
            }
            if let Some(theirs) = at.and_then(|at| self.proposal.sheets[at].as_ref()) {
                desk.theirs.add(&self.ids, &self.proposal, theirs);
            }
        }
        self.lengths(&mut sheet, &mut desk);
        self.headings(&mut sheet, &mut desk);
        self.words_changed(&mut sheet, &mut desk);
        self.holds(&mut sheet, &mut desk);
        self.take_over_merged(&mut sheet, &mut desk);
        self.actions(&sheet, &mut desk);
        for words in std::mem::take(&mut desk.flags) {
            self.flag(sheet.id, words);
        }
        self.editing.put(sheet);
        self.hand_over(desk.handed);
    }

    fn lengths(&self, sheet: &mut Sheet, desk: &mut Desk) {
        let was: PageEighths = desk.scenes.iter().map(|(old, _)| self.eighths_before(*old)).sum();
        let is: PageEighths =
            desk.scenes.iter().filter_map(|(_, at)| Some(self.proposal.versions[(*at)?].eighths)).sum();
        let of_sheet = |all: PageEighths| sheet.part.map_or(all, |part| share(all, part));
        let typed = sheet.eighths != of_sheet(was);
        // A scene that reads as before may still fall otherwise on its page: nobody has to look at that.
        let rewritten =
            was != is && desk.scenes.iter().any(|(old, at)| at.is_none_or(|at| !self.is_same(*old, at)));
        if typed && rewritten {
            desk.flags
                .push(format!("length {} was typed when the scene was {was}, it is {is} now", sheet.eighths));
        }
        if let Some(minutes) = sheet.minutes.filter(|_| rewritten) {
            desk.flags
                .push(format!("minutes {} were typed when the scene was {was}, it is {is} now", minutes.0));
        }
        if !typed {
            sheet.eighths = of_sheet(is);
        }
    }

    /// Set, light and story day: what the first scene's heading says.
    fn headings(&self, sheet: &mut Sheet, desk: &mut Desk) {
        let Some((old, at)) = desk.scenes.iter().find_map(|(old, at)| Some((*old, (*at)?))) else { return };
        let (was, is) = (&self.old_contents[old].heading, &self.proposal.versions[at].heading);
        let set_was = self.ids.set_of(was);
        let set_is = self.proposal.sheets[at].as_ref().and_then(|s| self.ids.set(&self.proposal, s.set));
        if let Some(set) = set_is.filter(|set| set_was != Some(*set)) {
            if set_was == Some(sheet.set) {
                sheet.set = set;
            } else if set != sheet.set {
                desk.flags.push(format!(
                    "its set {} was typed; the heading says {} now",
                    self.state.set_name(sheet),
                    set_words(is)
                ));
            }
        }
        let other_light = was.time != is.time || was.setting != is.setting;
        if sheet.light.is_some() && other_light {
            desk.flags.push(format!(
                "its light was typed for {}; it is {} now",
                time_words(was),
                time_words(is)
            ));
        }
        if let Some(day) = sheet.story_day.as_ref().filter(|_| was.time != is.time) {
            desk.flags.push(format!(
                "story day {day} was typed for {}; it is {} now",
                time_words(was),
                time_words(is)
            ));
        }
    }

    /// The synopsis, and what was shot already.
    fn words_changed(&self, sheet: &mut Sheet, desk: &mut Desk) {
        let one = if let [(old, Some(at))] = desk.scenes[..] { Some((old, at)) } else { None };
        if let Some((old, at)) = one {
            let (was, is) = (&self.olds[old].version.summary, &self.proposal.versions[at].summary);
            let half_gone = self.text_left(old, at) < 0.5 && !self.is_same(old, at);
            if sheet.synopsis == *was {
                sheet.synopsis.clone_from(is);
            } else if half_gone {
                desk.flags
                    .push("its synopsis was typed for a text of which less than half is left".to_owned());
            }
        }
        let diff = self.changes_of(desk);
        let shot = matches!(sheet.status, SheetStatus::Shot | SheetStatus::PartlyShot);
        if shot && diff.removed + diff.added > 0 {
            desk.flags.push(format!(
                "shot, or a part of it: {} words are gone, {} are new",
                diff.removed, diff.added
            ));
        }
        for (old, _) in desk.scenes.iter().filter(|(_, at)| at.is_none()) {
            if !self.olds[*old].scene.omitted && desk.scenes.len() > 1 {
                let number = self.number_of(*old);
                desk.flags.push(format!("{number} is omitted now; the sheet goes on without it"));
            }
        }
        for (at, part) in self.split_off(desk) {
            let _ = at;
            desk.flags.push(format!("split: a part of it is {part} now"));
        }
    }

    fn text_left(&self, old: usize, at: usize) -> f64 {
        self.news.binary_search(&at).map_or(1.0, |new| self.matching.similarity.text(old, new))
    }

    pub(super) fn changes_of(&self, desk: &Desk) -> WordDiff {
        let pairs = desk.scenes.iter().filter_map(|(old, at)| Some((*old, (*at)?)));
        let mut all = WordDiff::default();
        for (old, at) in pairs.filter(|(old, at)| !self.is_same(*old, *at)) {
            let diff = self.words(old, at);
            all.removed += diff.removed;
            all.added += diff.added;
        }
        all
    }

    /// Scenes that were split off the sheet's, with their numbers.
    fn split_off(&self, desk: &Desk) -> Vec<(usize, domain::SceneNumber)> {
        let is_part = |new: &usize| {
            let from = self.matching.split_from[*new];
            from.is_some_and(|from| desk.scenes.iter().any(|(old, at)| *old == from && at.is_some()))
        };
        let parts = (0..self.news.len()).filter(is_part).map(|new| self.news[new]);
        parts.filter_map(|at| Some((at, self.number_at(at)?))).collect()
    }

    /// A line in the new text of the sheet.
    pub(super) fn find_on(&self, desk: &Desk, quote: &str) -> Option<Evidence> {
        desk.scenes.iter().filter_map(|(_, at)| *at).find_map(|at| self.find(at, quote))
    }

    /// Who and what is on the sheet.
    fn holds(&self, sheet: &mut Sheet, desk: &mut Desk) {
        let names = &self.editing.now;
        let person = |id: &CharacterId| names.characters.get(id).map_or_else(String::new, |c| c.name.clone());
        let presence = self.settle_all(
            desk,
            |h| &h.presence,
            |h| &mut h.presence,
            |id, claim| format!("{}'s {} presence", person(id), presence_word(claim.presence)),
        );
        for (id, claim) in &presence {
            desk.flags.extend(contradiction(
                claim,
                side(&desk.base.presence, id),
                side(&desk.theirs.presence, id),
                &person(id),
            ));
        }
        let elements = self.settle_all(
            desk,
            |h| &h.elements,
            |h| &mut h.elements,
            |id, _| names.elements.get(id).map_or_else(String::new, |e| format!("“{}”", e.name)),
        );
        let background = self.settle_all(
            desk,
            |h| &h.background,
            |h| &mut h.background,
            |id, _| {
                names.background.get(id).map_or_else(String::new, |g| format!("the background {}", g.name))
            },
        );
        let actions = self.settle_all(
            desk,
            |h| &h.actions,
            |h| &mut h.actions,
            |(verb, _, _), _| format!("the proposed action “{verb}”"),
        );
        Holds { presence, elements, background, actions }.put_into(sheet);
    }

    /// Settles all claims of a kind: those of the production in their order, then what is new.
    fn settle_all<K: Clone + Ord, C: Claim>(
        &self,
        desk: &mut Desk,
        of: impl Fn(&Holds) -> &Vec<(K, C)>,
        of_mut: impl Fn(&mut Holds) -> &mut Vec<(K, C)>,
        words: impl Fn(&K, &C) -> String,
    ) -> Vec<(K, C)> {
        let mut keys: Vec<K> = of(&desk.mine).iter().map(|(key, _)| key.clone()).collect();
        let more: Vec<K> =
            of(&desk.theirs).iter().map(|(key, _)| key.clone()).filter(|key| !keys.contains(key)).collect();
        keys.extend(more);
        let mut kept = Vec::new();
        for key in keys {
            let sides = Sides {
                mine: side(of(&desk.mine), &key),
                base: side(of(&desk.base), &key),
                theirs: side(of(&desk.theirs), &key),
            };
            match settle(&sides, |quote| self.find_on(desk, quote)) {
                Settled::Script(claim) => kept.extend(claim.map(|claim| (key, claim))),
                Settled::Person(claim) => kept.push((key, claim)),
                Settled::LineGone(claim) => {
                    if let Some((at, claim)) = self.in_split(desk, &claim).filter(|_| !desk.part) {
                        let mut holds = Holds::default();
                        of_mut(&mut holds).push((key, claim));
                        desk.handed.push((at, holds));
                        continue;
                    }
                    if claim.review() == Review::Accepted {
                        desk.flags.push(format!("the line that {} stood on is gone", words(&key, &claim)));
                    }
                    kept.push((key, claim));
                }
            }
        }
        kept
    }

    /// The claim with its line in a scene that was split off.
    fn in_split<C: Claim>(&self, desk: &Desk, claim: &C) -> Option<(usize, C)> {
        let quote = &claim.evidence()?.quote;
        let (at, evidence) =
            self.split_off(desk).into_iter().find_map(|(at, _)| Some((at, self.find(at, quote)?)))?;
        let mut claim = claim.clone();
        claim.cite(evidence);
        Some((at, claim))
    }

    /// Puts on the sheets of scenes that were split off what a person said of their lines.
    fn hand_over(&mut self, handed: Vec<(usize, Holds)>) {
        for (at, holds) in handed {
            let id = self.scene_ids[&at];
            let sheet = self.editing.now.sheets.values().find(|sheet| sheet.scenes == [id]);
            let Some(mut sheet) = sheet.cloned() else { continue };
            let mut all = Holds::of(&sheet);
            replace(&mut all.presence, holds.presence);
            replace(&mut all.elements, holds.elements);
            replace(&mut all.background, holds.background);
            replace(&mut all.actions, holds.actions);
            all.put_into(&mut sheet);
            self.editing.put(sheet);
        }
    }

    /// What a person said on the sheets of scenes that went into this one; the rest stays on those sheets.
    fn take_over_merged(&self, sheet: &mut Sheet, desk: &mut Desk) {
        let into = |old: &usize| {
            let at = self.matching.merged_into[*old].map(|new| self.news[new]);
            at.is_some() && desk.scenes.iter().any(|(_, mine)| *mine == at)
        };
        for old in (0..self.olds.len()).filter(into).collect::<Vec<_>>() {
            let scene = self.olds[old].scene.id;
            let mut base = Holds::default();
            if let Some((proposal, proposed)) = self.base_sheet(old) {
                base.add(&self.ids, proposal, proposed);
            }
            let mut all = Holds::of(sheet);
            for other in self.state.sheets.values().filter(|other| other.scenes == [scene]) {
                let theirs = Holds::of(other);
                self.add_persons(desk, &mut all.presence, theirs.presence, &base.presence);
                self.add_persons(desk, &mut all.elements, theirs.elements, &base.elements);
                self.add_persons(desk, &mut all.background, theirs.background, &base.background);
            }
            all.put_into(sheet);
            let number = self.number_of(old);
            desk.flags.push(format!(
                "{number} was merged into it; what was typed on {number} stays on its omitted sheet"
            ));
        }
    }

    /// Adds a person's claims whose line is on the sheet now, where no person said anything on it.
    fn add_persons<K: PartialEq, C: Claim>(
        &self,
        desk: &Desk,
        to: &mut Vec<(K, C)>,
        claims: Vec<(K, C)>,
        base: &[(K, C)],
    ) {
        for (key, mut claim) in claims {
            let persons = is_persons(&claim, side(base, &key));
            let known = side(to, &key).is_some_and(|known| known.review() != Review::Suggested);
            if !persons || known {
                continue;
            }
            let Some(line) = claim.evidence() else {
                replace(to, vec![(key, claim)]);
                continue;
            };
            if let Some(evidence) = self.find_on(desk, &line.quote) {
                claim.cite(evidence);
                replace(to, vec![(key, claim)]);
            }
        }
    }
}

/// Replaces or adds.
fn replace<K: PartialEq, C>(all: &mut Vec<(K, C)>, with: Vec<(K, C)>) {
    for (key, claim) in with {
        match all.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = claim,
            None => all.push((key, claim)),
        }
    }
}

fn side<'h, K: PartialEq, C>(all: &'h [(K, C)], key: &K) -> Option<&'h C> {
    all.iter().find(|(known, _)| known == key).map(|(_, claim)| claim)
}

fn presence_word(presence: Presence) -> &'static str {
    domain::resolve::keyword(presence, &Presence::NAMES)
}

/// A heading with its time, where the time stands nowhere in it but was taken from the scenes around.
fn time_words(heading: &Heading) -> String {
    match heading.time {
        Some(time) if heading.time_source != TimeSource::Written => {
            format!("{} (taken as {})", heading.text, time.label())
        }
        _ => heading.text.clone(),
    }
}

fn set_words(heading: &Heading) -> String {
    match &heading.sub_set {
        Some(sub) => format!("{} - {sub}", heading.set),
        None => heading.set.clone(),
    }
}

/// A person said silent, or not there, and the new draft has a cue that the old one had not.
fn contradiction(
    claim: &PresenceClaim,
    base: Option<&PresenceClaim>,
    theirs: Option<&PresenceClaim>,
    name: &str,
) -> Option<String> {
    let speaks = |claim: Option<&PresenceClaim>| claim.is_some_and(|c| c.presence == Presence::Speaking);
    let said = match (claim.review, claim.presence) {
        (Review::Rejected, _) => "rejected",
        (_, Presence::Speaking) => return None,
        (_, other) => presence_word(other),
    };
    (speaks(theirs) && !speaks(base)).then(|| format!("{name} is {said} here by hand, and has a line now"))
}

/// The share of a part, as a scene is split.
fn share(all: PageEighths, part: Part) -> PageEighths {
    let more = u32::from(part.index <= all.0 % part.of.max(1));
    PageEighths(all.0 / part.of.max(1) + more)
}
