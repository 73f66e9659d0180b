//! The import of a draft: from what the script says to the changes that make a production of it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::{
    BackgroundGroup, BackgroundId, BackgroundKind, BackgroundUse, Calendar, Category, Change, Character,
    CharacterId, Date, Draft, Editing, Element, ElementId, ElementUse, Heading, LengthSource, PageEighths,
    PresenceClaim, ProposedAction, ProposedStoryDay, Review, Scene, SceneId, SceneNumber, SceneVersion,
    ScriptSet, SetId, Sheet, SheetStatus, State, TextSpan, TimeSource, Unit, UnitKind,
};
use rustc_hash::FxHashMap;
use screenplay::{EighthsSource, ElementKind, Format, Screenplay};

use crate::actions::Proposal;
use crate::background::{GroupUse, Groups};
use crate::cast::Cast;
use crate::elements::Suggestion;
use crate::learnt::Rejections;
use crate::mentions::Names;
use crate::presence::Claim;
use crate::story_days::StoryDay;
use crate::{
    Lexicons, actions, animals, cast, cues, elements, evidence, introductions, numbers, presence, story_days,
    tags, title_page,
};

/// Where a draft comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name of the file.
    pub file_name: String,
    /// Date of the draft, if the title page does not say it.
    pub date: Option<Date>,
    /// Hash of the source text (hex).
    pub text_hash: String,
    /// What the reader had to say, a line each: kept with the draft.
    pub diagnostics: Vec<String>,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The changes that make the production.
    pub changes: Vec<Change>,
    /// What the breakdown had to decide by itself.
    pub notes: Vec<Note>,
}

/// One remark of the breakdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Stable code: `B001`.
    pub code: &'static str,
    /// Line of the script, from 1.
    pub line: Option<u32>,
    /// What was seen, and what was made of it.
    pub message: String,
    /// What to do.
    pub remedy: &'static str,
}

impl Note {
    pub(crate) fn new(code: &'static str, line: Option<u32>, message: String, remedy: &'static str) -> Self {
        Self { code, line, message, remedy }
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{} line {line}: {}; {}", self.code, self.message, self.remedy),
            None => write!(f, "{}: {}; {}", self.code, self.message, self.remedy),
        }
    }
}

static BUILT_IN: LazyLock<Lexicons> = LazyLock::new(Lexicons::default);

/// Makes a production of a screenplay, with the built-in lexicons and the production's own words.
#[must_use]
pub fn import(state: &State, screenplay: &Screenplay, source: Source) -> Imported {
    if state.production.lexicons.is_empty() {
        return import_with(state, screenplay, source, &BUILT_IN);
    }
    match Lexicons::with_production(&state.production.lexicons) {
        Ok(lexicons) => import_with(state, screenplay, source, &lexicons),
        Err(error) => {
            let mut imported = import_with(state, screenplay, source, &BUILT_IN);
            let message = format!("{error}; only the built-in word lists were used");
            imported.notes.push(Note::new("B006", None, message, "mend the list with `set-lexicon`"));
            imported
        }
    }
}

/// Makes a production of a screenplay: draft, scenes, sets, sheets, cast, background and suggested elements.
///
/// `state` is the production that it is for, empty or without scenes.
#[must_use]
pub fn import_with(state: &State, screenplay: &Screenplay, source: Source, lexicons: &Lexicons) -> Imported {
    let lexicon = lexicons.compiled();
    let mut notes = Vec::new();
    let (cues, ignored) = cues::collect(screenplay, lexicon);
    for spot in ignored {
        let element = &screenplay.elements[spot.element];
        notes.push(Note::new(
            "B005",
            Some(element.line),
            format!("“{}” stands like a cue but names nobody", element.text),
            "put an empty line after it if it is a direction",
        ));
    }
    let introductions = introductions::collect(screenplay, lexicon);
    let mut cast = cast::assemble(screenplay, lexicon, &cues, &introductions, state, &mut notes);
    let names = Names::new(&cast, screenplay, lexicon, &introductions);
    let mut claims = presence::claims(screenplay, lexicon, &cast, &cues, &names);
    let mut groups = Groups::new(screenplay, &introductions);
    let elements::Found { mut suggestions, deeds } =
        elements::suggest(screenplay, lexicon, &cast, &mut groups);
    animals::divert(&cast, &mut claims, &mut suggestions);
    let proposals = actions::propose(screenplay, lexicon, &names, &claims, &deeds);
    tags::add(screenplay, &mut suggestions, &mut groups);
    for (scene, name, spot) in std::mem::take(&mut cast.groups) {
        groups.speaks(scene, name, spot);
    }
    let numbers = numbers::assign(screenplay, &mut notes);
    notes.sort_by_key(|note| note.line);
    let times = story_days::times(screenplay);
    let days = story_days::propose(screenplay, &times);

    let mut writer = Writer::new(state, screenplay, source, &notes);
    writer.cast(&cast, &claims);
    writer.groups(&groups.scenes);
    writer.elements(&suggestions);
    for (at, number) in numbers.into_iter().enumerate() {
        let needs = Needs {
            claims: &claims[at],
            groups: &groups.scenes[at],
            suggestions: &suggestions[at],
            proposals: &proposals[at],
        };
        writer.scene(at, number, (times[at], days[at].as_ref()), &needs);
    }
    Imported { changes: writer.finish(), notes }
}

/// What a scene needs.
struct Needs<'a> {
    claims: &'a [Claim],
    groups: &'a [GroupUse],
    suggestions: &'a [Suggestion],
    proposals: &'a [Proposal],
}

/// Writes what was found into the production.
struct Writer<'a> {
    editing: Editing<'a>,
    screenplay: &'a Screenplay,
    draft: Draft,
    characters: Vec<Option<CharacterId>>,
    rejections: Rejections,
    sets: FxHashMap<String, SetId>,
    background: FxHashMap<String, BackgroundId>,
    elements: FxHashMap<(Category, String), ElementId>,
}

impl<'a> Writer<'a> {
    fn new(state: &'a State, screenplay: &'a Screenplay, source: Source, notes: &[Note]) -> Self {
        let mut editing = Editing::new(state);
        if state.production.title.is_empty() {
            let mut production = state.production.clone();
            production.title = title_page::title(screenplay, &source.file_name);
            editing.put(production);
        }
        if state.main_unit().is_none() {
            editing.put(Unit {
                id: editing.fresh(),
                name: "Main".to_owned(),
                kind: UnitKind::Main,
                calendar: Calendar::default(),
                start: None,
                crew_day: None,
            });
        }
        let draft = Draft {
            id: editing.fresh(),
            name: source.file_name,
            colour: title_page::colour(screenplay),
            date: title_page::date(screenplay).or(source.date),
            parent: None,
            text_hash: source.text_hash,
            format: match screenplay.format {
                Format::Fountain => "fountain",
                Format::Fdx => "fdx",
            }
            .to_owned(),
            pages: screenplay.pages,
            scenes: Vec::new(),
            diagnostics: source
                .diagnostics
                .iter()
                .cloned()
                .chain(notes.iter().map(ToString::to_string))
                .collect(),
        };
        let sets = state.sets.values().map(|set| (set_key(&set.name), set.id)).collect();
        Self {
            editing,
            screenplay,
            draft,
            characters: Vec::new(),
            rejections: Rejections::new(state),
            sets,
            background: FxHashMap::default(),
            elements: FxHashMap::default(),
        }
    }

    fn finish(mut self) -> Vec<Change> {
        self.editing.put(self.draft);
        self.editing.changes()
    }

    /// Characters in order of importance: who is seen before who is only heard, then scenes and speeches.
    fn cast(&mut self, cast: &Cast, claims: &[Vec<Claim>]) {
        let mut scenes = vec![(0_u32, 0_u32, usize::MAX); cast.roles.len()];
        for claim in claims.iter().flatten() {
            let (on_set, all, first) = &mut scenes[claim.role];
            *all += 1;
            *on_set += u32::from(claim.presence.on_set());
            *first = (*first).min(claim.spot.element);
        }
        let mut order: Vec<usize> = (0..cast.roles.len()).filter(|role| scenes[*role].1 > 0).collect();
        order.sort_by_key(|at| {
            let (on_set, all, first) = scenes[*at];
            let speeches = cast.roles[*at].speeches;
            (on_set == 0, speeches == 0, std::cmp::Reverse(all + speeches), first, *at)
        });
        let mut taken: std::collections::BTreeSet<String> =
            self.editing.now.characters.values().map(|c| c.board_id.clone()).collect();
        self.characters = vec![None; cast.roles.len()];
        let mut board_ids = (1..).map(|n: u32| n.to_string());
        for at in order {
            let role = &cast.roles[at];
            if role.character.is_some() {
                self.characters[at] = role.character;
                continue;
            }
            let id: CharacterId = self.editing.fresh();
            let board_id = board_ids.find(|id| taken.insert(id.clone())).expect("numbers never end");
            self.editing.put(Character {
                id,
                name: role.name.clone(),
                aliases: role.aliases.clone(),
                board_id,
                board_id_frozen: false,
                not_names: Vec::new(),
                watch: None,
            });
            self.characters[at] = Some(id);
        }
    }

    fn groups(&mut self, scenes: &[Vec<GroupUse>]) {
        for group in scenes.iter().flatten() {
            if self.background.contains_key(&group.name) {
                continue;
            }
            let id: BackgroundId = self.editing.fresh();
            self.background.insert(group.name.clone(), id);
            self.editing.put(BackgroundGroup {
                id,
                name: group.name.clone(),
                kind: BackgroundKind::Atmosphere,
                rate: None,
                available: Vec::new(),
                confirmed: false,
            });
        }
    }

    fn elements(&mut self, scenes: &[Vec<Suggestion>]) {
        for (category, name) in elements::distinct(scenes) {
            let id: ElementId = self.editing.fresh();
            // Facts and commands call an element by its name alone, so no two categories share one.
            let others = self.editing.now.elements.values().filter(|element| element.category != category);
            let shared = others.into_iter().any(|element| element.name.eq_ignore_ascii_case(&name));
            let called = if shared { format!("{name} ({})", category.key()) } else { name.clone() };
            self.editing.put(Element {
                id,
                category,
                name: called,
                rate: None,
                available: Vec::new(),
                unavailable: Vec::new(),
                confirmed: false,
            });
            self.elements.insert((category, name), id);
        }
    }

    fn scene(
        &mut self,
        at: usize,
        number: SceneNumber,
        (time, day): (Option<screenplay::TimeOfDay>, Option<&StoryDay>),
        needs: &Needs<'_>,
    ) {
        let entry = &self.screenplay.scenes[at];
        let id: SceneId = self.editing.fresh();
        let heading = heading(&entry.heading, time);
        let eighths = PageEighths(entry.eighths.max(1));
        let summary = self.summary(at);
        let set = (!entry.omitted).then(|| self.set(&heading));
        let version = SceneVersion {
            draft: self.draft.id,
            order: u32::try_from(at).unwrap_or(u32::MAX),
            heading,
            text_hash: blake3::hash(self.screenplay.source(entry.span).as_bytes()).to_hex().to_string(),
            span: TextSpan { start: entry.span.start as u64, end: entry.span.end as u64, line: entry.line },
            page: entry.page.max(1),
            eighths,
            length_source: match entry.eighths_source {
                EighthsSource::Recorded => LengthSource::Recorded,
                EighthsSource::Counted => LengthSource::Counted,
            },
            summary: summary.clone(),
            arc_beats: entry.arc_beats.clone(),
            story_day: day.map(|day| self.story_day(day)),
        };
        self.draft.scenes.push(id);
        let locked = self.screenplay.fdx.scene_numbers_locked && entry.number.is_some();
        self.editing.put(Scene { id, number, locked, omitted: entry.omitted, versions: vec![version] });
        if let Some(set) = set {
            let sheet = Sheet {
                id: self.editing.fresh(),
                scenes: vec![id],
                part: None,
                set,
                eighths,
                minutes: None,
                light: None,
                unit: None,
                story_day: None,
                synopsis: summary,
                comments: None,
                status: SheetStatus::Planned,
                presence: self.presence(needs.claims),
                doubles: Vec::new(),
                elements: self.element_uses(needs.suggestions),
                background: self.background_uses(needs.groups),
                before: Vec::new(),
                with: Vec::new(),
                apart: Vec::new(),
                pin: None,
                proposed_actions: self.proposed_actions(needs.proposals),
                to_check: Vec::new(),
            };
            self.editing.put(sheet);
        }
    }

    fn story_day(&self, day: &StoryDay) -> ProposedStoryDay {
        ProposedStoryDay {
            label: day.label.clone(),
            why: day.why.clone(),
            evidence: day.spot.as_ref().map(|spot| evidence::at(self.screenplay, self.draft.id, spot)),
        }
    }

    fn presence(&self, claims: &[Claim]) -> BTreeMap<CharacterId, PresenceClaim> {
        let claim = |claim: &Claim| {
            let id = self.characters[claim.role]?;
            let spots = std::iter::once(&claim.spot).chain(&claim.basis);
            let evidence: Vec<_> =
                spots.map(|spot| evidence::at(self.screenplay, self.draft.id, spot)).collect();
            let review = self.rejections.review(id, claim.review, &evidence);
            Some((id, PresenceClaim { presence: claim.presence, review, evidence }))
        };
        claims.iter().filter_map(claim).collect()
    }

    fn element_uses(&self, suggestions: &[Suggestion]) -> Vec<ElementUse> {
        let cited = |spot: &evidence::Spot| evidence::at(self.screenplay, self.draft.id, spot);
        let one = |suggestion: &Suggestion| {
            let key = (suggestion.category, suggestion.name.clone());
            ElementUse {
                element: self.elements[&key],
                quantity: suggestion.quantity,
                review: suggestion.review,
                evidence: suggestion.spots.iter().map(cited).collect(),
            }
        };
        suggestions.iter().map(one).collect()
    }

    fn proposed_actions(&self, proposals: &[Proposal]) -> Vec<ProposedAction> {
        let one = |proposal: &Proposal| ProposedAction {
            verb: proposal.verb.clone(),
            doer: proposal.doer.and_then(|role| self.characters[role]),
            receivers: proposal.receivers.iter().filter_map(|role| self.characters[*role]).collect(),
            review: Review::Suggested,
            evidence: evidence::at(self.screenplay, self.draft.id, &proposal.spot),
        };
        proposals.iter().map(one).collect()
    }

    fn background_uses(&self, groups: &[GroupUse]) -> Vec<BackgroundUse> {
        let one = |group: &GroupUse| BackgroundUse {
            group: self.background[&group.name],
            count: group.count,
            review: group.review,
            evidence: Some(evidence::at(self.screenplay, self.draft.id, &group.spot)),
        };
        groups.iter().map(one).collect()
    }

    /// The set of a heading, made with its parent if it is new.
    fn set(&mut self, heading: &Heading) -> SetId {
        let main = if heading.set.trim().is_empty() { "UNNAMED SET" } else { heading.set.trim() };
        let parent = self.named_set(main, None);
        match heading.sub_set.as_deref().map(str::trim).filter(|sub| !sub.is_empty()) {
            Some(sub) => self.named_set(&format!("{main} - {sub}"), Some(parent)),
            None => parent,
        }
    }

    fn named_set(&mut self, name: &str, parent: Option<SetId>) -> SetId {
        let key = set_key(name);
        if let Some(id) = self.sets.get(&key) {
            return *id;
        }
        let id: SetId = self.editing.fresh();
        self.editing.put(ScriptSet { id, name: key.clone(), parent, location: None, available: Vec::new() });
        self.sets.insert(key, id);
        id
    }

    /// The writer's own summary; a synopsis behind an outline heading speaks of what follows it.
    fn summary(&self, at: usize) -> Option<String> {
        let scene = &self.screenplay.scenes[at];
        if self.screenplay.format == Format::Fdx {
            return scene.summary.as_deref().map(one_line).filter(|text| !text.is_empty());
        }
        let own = self.screenplay.scene_elements(scene).iter();
        let lines: Vec<String> = own
            .take_while(|element| !matches!(element.kind, ElementKind::Section { .. }))
            .filter(|element| element.kind == ElementKind::Synopsis)
            .map(|element| one_line(&element.text))
            .collect();
        Some(lines.join(" ")).filter(|text| !text.is_empty())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A set's name in capitals, with single spaces and straight apostrophes.
fn set_key(name: &str) -> String {
    one_line(name).replace(['’', '‘'], "'").to_uppercase()
}

/// A heading with the story's time, which its own words or other scenes tell.
fn heading(heading: &screenplay::Heading, story: Option<screenplay::TimeOfDay>) -> Heading {
    use screenplay::TimeOfDay as Written;
    let time = story.map(|time| match time {
        Written::Dawn => domain::TimeOfDay::Dawn,
        Written::Morning | Written::Day | Written::Afternoon => domain::TimeOfDay::Day,
        Written::Dusk => domain::TimeOfDay::Dusk,
        Written::Evening | Written::Night => domain::TimeOfDay::Night,
    });
    Heading {
        text: heading.text.clone(),
        setting: heading.setting.map(|setting| match setting {
            screenplay::IntExt::Int => domain::IntExt::Int,
            screenplay::IntExt::Ext => domain::IntExt::Ext,
            screenplay::IntExt::IntExt => domain::IntExt::IntExt,
        }),
        set: heading.set.clone(),
        sub_set: heading.sub_set.clone(),
        time,
        time_source: match (time, heading.resolved_from) {
            (None, _) => TimeSource::Missing,
            (Some(_), None) if heading.time.is_some() => TimeSource::Written,
            (Some(_), _) => TimeSource::Resolved,
        },
        time_text: heading.time_text.clone(),
    }
}
