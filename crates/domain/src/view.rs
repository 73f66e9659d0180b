//! Questions that everybody asks of a state: a sheet's label, minutes, light, location, performers.
//!
//! The judge, the optimiser and the reports must not answer them differently, so the answers are here.

use std::collections::BTreeMap;

use crate::{
    Board, Category, CharacterId, Date, Draft, ElementUse, Engagement, EngagementId, EngagementKind, Heading,
    IntExt, Light, Location, LocationId, Minutes, PageEighths, PersonId, Review, Scene, SceneId, SceneNumber,
    Sheet, SheetId, SheetStatus, State, StuntId, Terms, TimeOfDay, Unit, UnitId, UnitKind,
};

/// Somebody who performs: engaged, or a character whom nobody plays yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Performer {
    /// Under an engagement.
    Engaged(EngagementId),
    /// Not engaged yet: reckoned with as a day performer at the production's rate.
    Unengaged(CharacterId),
}

/// What a placement of nobody's is counted as: the shortest estimated strip.
const SHORTEST_ESTIMATE: Minutes = Minutes(30);

impl State {
    /// The newest draft, if there is one.
    #[must_use]
    pub fn current_draft(&self) -> Option<&Draft> {
        self.drafts.values().next_back()
    }

    /// The draft in which a scene's text last became what it is.
    #[must_use]
    pub fn last_changed(&self, scene: &Scene) -> Option<&Draft> {
        let text = &scene.current().text_hash;
        let unchanged = scene.versions.iter().rev().take_while(|version| version.text_hash == *text);
        unchanged.last().and_then(|version| self.drafts.get(&version.draft))
    }

    /// The main unit.
    #[must_use]
    pub fn main_unit(&self) -> Option<&Unit> {
        self.units.values().find(|unit| unit.kind == UnitKind::Main)
    }

    /// The unit that shoots a sheet.
    #[must_use]
    pub fn unit_of(&self, sheet: &Sheet) -> Option<UnitId> {
        sheet.unit.or_else(|| self.main_unit().map(|unit| unit.id))
    }

    /// First possible shooting date of a unit.
    #[must_use]
    pub fn start_of(&self, unit: &Unit) -> Option<Date> {
        unit.start.or(self.production.start)
    }

    /// The scenes of a sheet that exist.
    pub fn scenes_of<'a>(&'a self, sheet: &'a Sheet) -> impl Iterator<Item = &'a Scene> + 'a {
        sheet.scenes.iter().filter_map(|id| self.scenes.get(id))
    }

    /// The heading that a sheet goes by: its first scene's.
    #[must_use]
    pub fn heading_of(&self, sheet: &Sheet) -> Option<&Heading> {
        let first = sheet.scenes.iter().find_map(|id| self.scenes.get(id));
        first.map(|scene| &scene.current().heading)
    }

    /// How people call a sheet: `12`, `12A/13`, `40 pt 2`.
    #[must_use]
    pub fn label(&self, sheet: SheetId) -> String {
        let Some(sheet) = self.sheets.get(&sheet) else { return sheet.to_string() };
        let whole = self.label_of_whole(sheet);
        match sheet.part {
            Some(part) => format!("{whole} pt {}", part.index),
            None => whole,
        }
    }

    /// The same of a part's whole: `40`.
    #[must_use]
    pub fn label_of_whole(&self, sheet: &Sheet) -> String {
        let numbers: Vec<&str> = self.scenes_of(sheet).map(|scene| scene.number.as_str()).collect();
        if numbers.is_empty() { sheet.id.to_string() } else { numbers.join("/") }
    }

    /// A part and the others of its whole, in order; none of a sheet that is no part.
    #[must_use]
    pub fn parts_with(&self, sheet: &Sheet) -> Vec<&Sheet> {
        let mut parts: Vec<&Sheet> = Vec::new();
        if sheet.part.is_some() {
            let of_whole = |other: &&Sheet| other.part.is_some() && other.scenes == sheet.scenes;
            parts.extend(self.sheets.values().filter(of_whole));
        }
        parts.sort_by_key(|part| part.part.map(|part| part.index));
        parts
    }

    /// Sheets that are to be on a board, in script order.
    #[must_use]
    pub fn sheets_in_order(&self) -> Vec<&Sheet> {
        let mut sheets: Vec<&Sheet> =
            self.sheets.values().filter(|sheet| sheet.status != SheetStatus::Omitted).collect();
        sheets.sort_by(|a, b| {
            let place = |sheet: &Sheet| (sheet.part.map_or(0, |part| part.index), sheet.id);
            self.script_place(a).cmp(&self.script_place(b)).then_with(|| place(a).cmp(&place(b)))
        });
        sheets
    }

    /// The order of a sheet's first scene; scenes of one order, typed between others, stand by number.
    fn script_place<'a>(&'a self, sheet: &'a Sheet) -> (u32, Option<&'a SceneNumber>) {
        let places = self.scenes_of(sheet).map(|scene| (scene.current().order, Some(&scene.number)));
        places.min().unwrap_or((u32::MAX, None))
    }

    /// Scenes in script order.
    #[must_use]
    pub fn scenes_in_order(&self) -> Vec<&Scene> {
        let mut scenes: Vec<&Scene> = self.scenes.values().collect();
        scenes.sort_by(|a, b| (a.current().order, &a.number).cmp(&(b.current().order, &b.number)));
        scenes
    }

    /// Minutes that a sheet takes: its own, and those of the variants in force of its actions.
    #[must_use]
    pub fn minutes_of(&self, sheet: &Sheet) -> Minutes {
        let variants = self.variants_in_force(sheet).into_iter();
        self.own_minutes_of(sheet) + variants.filter_map(|variant| variant.minutes).sum()
    }

    /// Minutes of a sheet without those of its actions' variants: typed, or estimated from its length at the
    /// production's pace, at least 30.
    #[must_use]
    pub fn own_minutes_of(&self, sheet: &Sheet) -> Minutes {
        sheet.minutes.unwrap_or_else(|| self.estimate(sheet.eighths))
    }

    /// Minutes estimated from a length: a day's work for a day's pages.
    #[must_use]
    pub fn estimate(&self, eighths: PageEighths) -> Minutes {
        let day = i64::from(self.production.day.base().0);
        let pace = i64::from(self.production.pace().0);
        let estimate = (i64::from(eighths.0) * day + pace / 2) / pace;
        Minutes(i32::try_from(estimate).unwrap_or(i32::MAX)).max(SHORTEST_ESTIMATE)
    }

    /// The real place of a sheet: its set's, or the nearest parent set's.
    #[must_use]
    pub fn location_of(&self, sheet: &Sheet) -> Option<&Location> {
        let mut set = self.sets.get(&sheet.set)?;
        for _ in 0..16 {
            if let Some(location) = set.location {
                return self.locations.get(&location);
            }
            set = self.sets.get(&set.parent?)?;
        }
        None
    }

    /// Can the sheet's set be had on the date, apart from its location?
    #[must_use]
    pub fn set_stands(&self, sheet: &Sheet, date: Date) -> bool {
        let mut next = self.sets.get(&sheet.set);
        for _ in 0..16 {
            let Some(set) = next else { break };
            if !set.available.is_empty() && !set.available.iter().any(|range| range.contains(date)) {
                return false;
            }
            next = set.parent.and_then(|parent| self.sets.get(&parent));
        }
        true
    }

    /// Light that a sheet needs: typed, or proposed from heading and location.
    ///
    /// Outside (and in a moving car) as the story has it; an interior day needs the sun in its windows, an
    /// interior night can be blacked out; on a stage light is made.
    #[must_use]
    pub fn light_of(&self, sheet: &Sheet) -> Light {
        if let Some(light) = sheet.light {
            return light;
        }
        let Some(heading) = self.heading_of(sheet) else { return Light::Any };
        let stage = self.location_of(sheet).is_some_and(|location| location.stage);
        let inside = heading.setting == Some(IntExt::Int);
        match (heading.time, inside) {
            _ if stage => Light::Any,
            (Some(TimeOfDay::Day), _) => Light::Daylight,
            (_, true) => Light::Any,
            (Some(TimeOfDay::Night), _) => Light::Dark,
            (Some(TimeOfDay::Dawn), _) => Light::Dawn,
            (Some(TimeOfDay::Dusk), _) => Light::Dusk,
            (None, _) => Light::Daylight,
        }
    }

    /// The day of the story: typed, or proposed for the sheet's first scene.
    #[must_use]
    pub fn story_day_of<'a>(&'a self, sheet: &'a Sheet) -> Option<&'a str> {
        let proposed = || self.scenes_of(sheet).next()?.current().story_day.as_ref();
        sheet.story_day.as_deref().or_else(|| proposed().map(|day| day.label.as_str()))
    }

    /// The stunts that the breakdown suggests or a person accepted for a sheet, while nobody has described any of its
    /// stunts or actions. Of these nothing is known but that they are *not broken down*.
    #[must_use]
    pub fn stunts_not_broken_down<'a>(&'a self, sheet: &Sheet) -> Vec<&'a str> {
        let open = sheet.elements.iter().filter(|used| !self.is_broken_down(sheet, used));
        open.filter_map(|used| self.elements.get(&used.element))
            .map(|element| element.name.as_str())
            .collect()
    }

    /// Is nothing open about what a sheet uses? A stunt is open until a person has looked at it, and as long as nobody
    /// described a stunt or an action of the sheet.
    #[must_use]
    pub fn is_broken_down(&self, sheet: &Sheet, used: &ElementUse) -> bool {
        let stunt = self.elements.get(&used.element).is_some_and(|known| known.category == Category::Stunts);
        let described = || {
            self.stunts.values().any(|stunt| stunt.sheet == sheet.id)
                || self.actions.values().any(|action| action.sheet == sheet.id)
        };
        match used.review {
            _ if !stunt => true,
            Review::Rejected => true,
            Review::Suggested => false,
            Review::Accepted => described(),
        }
    }

    /// Name of a sheet's set as strips print it.
    #[must_use]
    pub fn set_name(&self, sheet: &Sheet) -> &str {
        self.sets.get(&sheet.set).map_or("", |set| set.name.as_str())
    }

    /// Everybody who performs on a sheet: those who play its characters on camera, its doubles, the performers of its
    /// stunts, and those who take part in its actions as they are shot; without the actors whom doubles work instead of.
    /// Sorted, without repetition.
    #[must_use]
    pub fn performers_of(&self, sheet: &Sheet) -> Vec<Performer> {
        let mut performers: Vec<Performer> = Vec::new();
        for (character, claim) in sheet.presence.iter().filter(|(_, claim)| claim.on_set()) {
            debug_assert!(claim.presence.on_set());
            let actors: Vec<Performer> = self
                .engagements
                .values()
                .filter(|e| e.character == *character && e.kind == EngagementKind::Actor)
                .map(|e| Performer::Engaged(e.id))
                .collect();
            if actors.is_empty() {
                performers.push(Performer::Unengaged(*character));
            } else {
                performers.extend(actors);
            }
        }
        performers.extend(sheet.doubles.iter().map(|id| Performer::Engaged(*id)));
        let variants = self.variants_in_force(sheet);
        let replaced = self.replaced_by_doubles(&variants);
        performers.retain(|p| !matches!(p, Performer::Engaged(id) if replaced.contains(id)));
        let taking_part = variants.iter().flat_map(|variant| &variant.engagements);
        performers.extend(taking_part.map(|id| Performer::Engaged(*id)));
        let stunt_performers = self.stunts.values().filter(|s| s.sheet == sheet.id);
        performers.extend(stunt_performers.filter_map(|s| s.performer).map(Performer::Engaged));
        performers.sort_unstable();
        performers.dedup();
        performers
    }

    /// The engagement of a performer.
    #[must_use]
    pub fn engagement_of(&self, performer: Performer) -> Option<&Engagement> {
        match performer {
            Performer::Engaged(id) => self.engagements.get(&id),
            Performer::Unengaged(_) => None,
        }
    }

    /// Can the camera see the character on a sheet: on set, or through a double?
    #[must_use]
    pub fn is_seen(&self, sheet: &Sheet, character: CharacterId) -> bool {
        let on_set = sheet.presence.get(&character).is_some_and(crate::PresenceClaim::on_set);
        let doubles = || {
            let performers = self.performers_of(sheet);
            let engaged = performers.into_iter().filter_map(|performer| self.engagement_of(performer));
            engaged.filter(|e| e.kind != EngagementKind::StandIn).any(|e| e.character == character)
        };
        on_set || doubles()
    }

    /// Is a character on the set of a sheet, or doubled there?
    ///
    /// # Errors
    /// When it is not, with those who are.
    pub fn check_in_scene(&self, sheet: SheetId, character: CharacterId) -> Result<(), crate::Refusal> {
        let Some(known) = self.sheets.get(&sheet) else { return Ok(()) };
        let doubles = known.doubles.iter().filter_map(|id| self.engagements.get(id)).map(|e| e.character);
        let present = known.presence.iter().filter(|(_, claim)| claim.on_set()).map(|(id, _)| *id);
        let here: Vec<CharacterId> = present.chain(doubles).collect();
        if here.contains(&character) {
            return Ok(());
        }
        let name = |id: &CharacterId| self.characters.get(id).map_or("?", |known| known.name.as_str());
        let mut names: Vec<&str> = here.iter().map(name).collect();
        names.dedup();
        let label = self.label(sheet);
        let who = if names.is_empty() { "nobody is".to_owned() } else { format!("{} are", names.join(", ")) };
        let remedy = format!("{who}: add the character to the scene, or name somebody else");
        Err(crate::Refusal::with_remedy(
            format!("{} is not on set in scene {label}", name(&character)),
            remedy,
        ))
    }

    /// Under whom a performer is paid: work for an engagement whose pay is included counts for another one
    /// of the same person.
    #[must_use]
    pub fn payee(&self, performer: Performer) -> Performer {
        let Some(engagement) = self.engagement_of(performer) else { return performer };
        if engagement.terms != Some(Terms::Included) {
            return performer;
        }
        self.engagements
            .values()
            .find(|other| other.person == engagement.person && other.terms != Some(Terms::Included))
            .map_or(performer, |other| Performer::Engaged(other.id))
    }

    /// The person behind a performer, if one is named.
    #[must_use]
    pub fn person_of(&self, performer: Performer) -> Option<PersonId> {
        self.engagement_of(performer).map(|engagement| engagement.person)
    }

    /// The character that a performer plays or doubles.
    #[must_use]
    pub fn character_of(&self, performer: Performer) -> Option<CharacterId> {
        match performer {
            Performer::Unengaged(character) => Some(character),
            Performer::Engaged(id) => self.engagements.get(&id).map(|engagement| engagement.character),
        }
    }

    /// What strips and charts call a performer by: the character's board ID, `1`; of a stunt double `1x`, a photo double `1pd`,
    /// a stand-in `1si`.
    #[must_use]
    pub fn performer_id(&self, performer: Performer) -> String {
        let character = self.character_of(performer).and_then(|id| self.characters.get(&id));
        let id = character.map_or("?", |character| character.board_id.as_str());
        let mark = match self.engagement_of(performer).map(|engagement| engagement.kind) {
            None | Some(EngagementKind::Actor) => "",
            Some(EngagementKind::StuntDouble) => "x",
            Some(EngagementKind::PhotoDouble) => "pd",
            Some(EngagementKind::StandIn) => "si",
        };
        format!("{id}{mark}")
    }

    /// How reports name a performer: `MARA`, `MARA (stunt double)`.
    #[must_use]
    pub fn performer_name(&self, performer: Performer) -> String {
        let Some(character) = self.character_of(performer).and_then(|id| self.characters.get(&id)) else {
            return "?".into();
        };
        match self.engagement_of(performer).map(|engagement| engagement.kind) {
            None | Some(EngagementKind::Actor) => character.name.clone(),
            Some(EngagementKind::StuntDouble) => format!("{} (stunt double)", character.name),
            Some(EngagementKind::PhotoDouble) => format!("{} (photo double)", character.name),
            Some(EngagementKind::StandIn) => format!("{} (stand-in)", character.name),
        }
    }

    /// Characters of a sheet on camera, in order of board ID.
    #[must_use]
    pub fn cast_ids(&self, sheet: &Sheet) -> Vec<&str> {
        let mut ids: Vec<&str> = sheet
            .presence
            .iter()
            .filter(|(_, claim)| claim.on_set())
            .filter_map(|(id, _)| self.characters.get(id))
            .map(|character| character.board_id.as_str())
            .collect();
        ids.sort_by_key(|id| crate::SceneNumber::new(id));
        ids
    }

    /// Stunts of a sheet.
    pub fn stunts_of(&self, sheet: SheetId) -> impl Iterator<Item = StuntId> + '_ {
        self.stunts.values().filter(move |stunt| stunt.sheet == sheet).map(|stunt| stunt.id)
    }

    /// Sheets that are on no row of a board, in script order.
    #[must_use]
    pub fn boneyard<'a>(&'a self, board: &Board) -> Vec<&'a Sheet> {
        let placed = board.placements();
        self.sheets_in_order().into_iter().filter(|sheet| !placed.contains_key(&sheet.id)).collect()
    }

    /// The dates of a unit's days on a board: as many as it has days.
    #[must_use]
    pub fn board_dates(&self, board: &Board, unit: &Unit) -> Vec<Date> {
        let days = board.days(unit.id).len();
        self.start_of(unit)
            .map(|start| unit.calendar.shooting_dates(start).take(days).collect())
            .unwrap_or_default()
    }

    /// The date of a unit's day (from 0); none where nobody said when the shoot begins.
    #[must_use]
    pub fn date_of_day(&self, unit: &Unit, ordinal: usize) -> Option<Date> {
        self.start_of(unit).and_then(|start| unit.calendar.shooting_dates(start).nth(ordinal))
    }

    /// A unit's day (from 0) as people call it: `day 5`, `Second unit Tue 12 Jan`.
    #[must_use]
    pub fn day_words(&self, unit: UnitId, ordinal: usize) -> String {
        let words = |unit: &Unit| unit.day_words(ordinal, self.date_of_day(unit, ordinal));
        self.units.get(&unit).map(words).unwrap_or_default()
    }

    /// Locations by how often the script uses them: for reports.
    #[must_use]
    pub fn location_use(&self) -> BTreeMap<LocationId, usize> {
        let mut uses = BTreeMap::new();
        for sheet in self.sheets_in_order() {
            if let Some(location) = self.location_of(sheet) {
                *uses.entry(location.id).or_default() += 1;
            }
        }
        uses
    }

    /// The scene of a number.
    #[must_use]
    pub fn scene_numbered(&self, number: &crate::SceneNumber) -> Option<SceneId> {
        self.scenes.values().find(|scene| scene.number == *number).map(|scene| scene.id)
    }
}
