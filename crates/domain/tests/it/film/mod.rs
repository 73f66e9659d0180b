//! A small made-up production, and its history as programs keep it.

use std::collections::{BTreeMap, BTreeSet};

use domain::log::Reversal;
use domain::*;

/// A log and its fold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Film {
    pub(crate) entries: Vec<Entry>,
    pub(crate) state: State,
}

impl Film {
    /// Four scenes, two characters, a crowd and a lamp; scenes 1 and 2 on the board “first”.
    pub(crate) fn new() -> Self {
        let mut film = Self::default();
        let mut board = Board::empty(BoardId(1), "first");
        board.place(SheetId(1), UnitId(1), 0, Placed::ByPlan);
        board.place(SheetId(2), UnitId(1), 1, Placed::ByPlan);
        let mut entities: Vec<Entity> = vec![
            unit().into(),
            set(1, "QUARRY").into(),
            set(2, "LIGHTHOUSE").into(),
            location().into(),
            character(1, "MARA").into(),
            character(2, "JON").into(),
            lamp().into(),
            crowd().into(),
            board.into(),
            draft().into(),
        ];
        for (id, number, eighths) in [(1, "1", 4), (2, "2", 10), (3, "2A", 3), (4, "12", 16)] {
            entities.push(scene(id, number).into());
            entities.push(sheet(id, eighths).into());
        }
        let changes =
            entities.into_iter().map(|entity| Change { before: None, after: Some(entity) }).collect();
        film.append("Ada", "import-draft", "import white", EntryKind::Command, changes).expect("it fits");
        film
    }

    /// A production that begins without a script.
    pub(crate) fn blank() -> Self {
        let mut film = Self::default();
        let effect = edit::blank("Blank").expect("a title");
        film.append("Ada", "new", &effect.summary, EntryKind::Command, effect.changes).expect("it fits");
        film
    }

    pub(crate) fn append(
        &mut self,
        author: &str,
        command: &str,
        summary: &str,
        kind: EntryKind,
        changes: Vec<Change>,
    ) -> Result<(), FoldError> {
        let revision = self.state.revision() + 1;
        let entry = Entry {
            revision,
            base: revision - 1,
            at: jiff::Timestamp::UNIX_EPOCH,
            author: author.to_owned(),
            command: command.to_owned(),
            summary: summary.to_owned(),
            kind,
            changes,
        };
        self.state.apply(&entry)?;
        self.entries.push(entry);
        Ok(())
    }

    /// Runs a typed line: `pin 1 day 2`. A name of several words is written with `_`.
    pub(crate) fn run(&mut self, author: &str, line: &str) -> Result<String, Refusal> {
        self.run_effect(author, line, effect(&self.state, author, line)?)
    }

    /// The same on the board of that name.
    pub(crate) fn run_on(&mut self, author: &str, line: &str, board: &str) -> Result<String, Refusal> {
        self.run_effect(author, line, effect_on(&self.state, author, line, Some(board))?)
    }

    fn run_effect(&mut self, author: &str, line: &str, effect: edit::Effect) -> Result<String, Refusal> {
        if !effect.changes.is_empty() {
            self.append(author, line, &effect.summary, EntryKind::Command, effect.changes)
                .expect("a command fits the state that it looked at");
        }
        Ok(effect.summary)
    }

    pub(crate) fn undo(&mut self, author: &str) -> Result<(), Refusal> {
        let reversal = self.to_undo(author)?;
        self.reverse(author, reversal);
        Ok(())
    }

    pub(crate) fn redo(&mut self, author: &str) -> Result<(), Refusal> {
        let revision = log::to_redo(&self.heads(), author)?;
        let reversal = log::reverse(&self.heads(), &self.state, self.entry(revision))?;
        self.reverse(author, reversal);
        Ok(())
    }

    /// What the author's next undo would do.
    pub(crate) fn to_undo(&self, author: &str) -> Result<Reversal, Refusal> {
        let revision = log::to_undo(&self.heads(), author)?;
        log::reverse(&self.heads(), &self.state, self.entry(revision))
    }

    pub(crate) fn heads(&self) -> Vec<EntryHead> {
        self.entries.iter().map(EntryHead::from).collect()
    }

    fn entry(&self, revision: u64) -> &Entry {
        self.entries.iter().find(|entry| entry.revision == revision).expect("an entry of the log")
    }

    fn reverse(&mut self, author: &str, reversal: Reversal) {
        self.append(author, "undo or redo", &reversal.summary, reversal.kind, reversal.changes)
            .expect("a reversal fits the state that it looked at");
    }

    /// Records an answer, as a fact of the world.
    pub(crate) fn consent(&mut self, author: &str) {
        let consent = Consent {
            id: ConsentId::fresh(&self.state),
            engagement: EngagementId(1),
            variant: VariantId(1),
            variant_version: "v1".to_owned(),
            answer: Answer::Declined,
            date: jiff::civil::date(2027, 5, 3),
            recorded_by: author.to_owned(),
            guardian: None,
            note: None,
            asked: domain::Asked::default(),
        };
        let change = Change { before: None, after: Some(consent.into()) };
        self.append(author, "record-consent", "declined", EntryKind::Command, vec![change])
            .expect("it is new");
    }

    /// The entities that the log ever named and in which the two states differ.
    pub(crate) fn differences(&self, other: &State) -> Vec<Change> {
        let keys: BTreeSet<EntityKey> =
            self.entries.iter().flat_map(|entry| &entry.changes).map(Change::key).collect();
        self.state.changes_to(keys, other)
    }

    pub(crate) fn sheet(&self, called: &str) -> &Sheet {
        &self.state.sheets[&self.state.sheet_called(called).expect(called)]
    }

    pub(crate) fn board(&self, called: &str) -> &Board {
        &self.state.boards[&self.state.board_called(Some(called)).expect(called)]
    }

    /// Labels of the days of a board.
    pub(crate) fn days(&self, board: &str) -> Vec<Vec<String>> {
        let days = self.board(board).days(UnitId(1));
        days.iter().map(|day| day.sheets().map(|sheet| self.state.label(sheet)).collect()).collect()
    }
}

/// What a typed line would do.
pub(crate) fn effect(state: &State, author: &str, line: &str) -> Result<edit::Effect, Refusal> {
    effect_on(state, author, line, None)
}

fn effect_on(state: &State, author: &str, line: &str, board: Option<&str>) -> Result<edit::Effect, Refusal> {
    let mut words = line.split(' ');
    let name = words.next().expect("a line has a word");
    let arguments: Vec<String> = words.map(|word| word.replace('_', " ")).collect();
    edit::run(state, name, &arguments, board, author)
}

fn draft() -> Draft {
    Draft {
        id: DraftId(1),
        name: "quarry.fountain".to_owned(),
        colour: "White".to_owned(),
        date: None,
        parent: None,
        text_hash: String::new(),
        format: "fountain".to_owned(),
        pages: 4,
        scenes: (1..=4).map(SceneId).collect(),
        diagnostics: Vec::new(),
    }
}

fn proposed(verb: &str, doer: Option<u32>) -> ProposedAction {
    let span = TextSpan { start: 4, end: 8, line: 2 };
    let quote = format!("a {verb}");
    let evidence = Evidence { draft: DraftId(1), span, page: 1, quote };
    let (doer, receivers) = (doer.map(CharacterId), vec![CharacterId(2)]);
    ProposedAction { verb: verb.to_owned(), doer, receivers, review: Review::Suggested, evidence }
}

fn unit() -> Unit {
    Unit {
        id: UnitId(1),
        name: "main".to_owned(),
        kind: UnitKind::Main,
        calendar: Calendar::default(),
        start: Some(jiff::civil::date(2027, 5, 3)),
        crew_day: None,
    }
}

fn set(id: u32, name: &str) -> ScriptSet {
    ScriptSet { id: SetId(id), name: name.to_owned(), parent: None, location: None, available: Vec::new() }
}

fn location() -> Location {
    Location {
        id: LocationId(1),
        name: "Old Pier".to_owned(),
        stage: false,
        zone: None,
        latitude: Some(50.266_123_456_789_01),
        longitude: Some(-5.052_7),
        visit: None,
        day: None,
        dark_day: None,
        available: Vec::new(),
        unavailable: Vec::new(),
        modes: Vec::new(),
        distances: BTreeMap::from([(LocationId(1), Minutes(30))]),
        confirmed: false,
    }
}

fn character(id: u32, name: &str) -> Character {
    Character {
        id: CharacterId(id),
        name: name.to_owned(),
        aliases: Vec::new(),
        board_id: id.to_string(),
        board_id_frozen: id == 2,
        not_names: Vec::new(),
        watch: None,
    }
}

fn lamp() -> Element {
    Element {
        id: ElementId(1),
        category: Category::Props,
        name: "storm lamp".to_owned(),
        rate: None,
        available: Vec::new(),
        unavailable: Vec::new(),
        confirmed: false,
    }
}

fn crowd() -> BackgroundGroup {
    BackgroundGroup {
        id: BackgroundId(1),
        name: "QUARRYMEN".to_owned(),
        kind: BackgroundKind::Atmosphere,
        rate: None,
        available: Vec::new(),
        confirmed: false,
    }
}

fn scene(id: u32, number: &str) -> Scene {
    let heading = Heading {
        text: "EXT. QUARRY - NIGHT".to_owned(),
        setting: Some(IntExt::Ext),
        set: "QUARRY".to_owned(),
        sub_set: None,
        time: Some(TimeOfDay::Night),
        time_source: TimeSource::Written,
        time_text: Some("NIGHT".to_owned()),
    };
    let version = SceneVersion {
        draft: DraftId(1),
        order: id,
        heading,
        text_hash: String::new(),
        span: TextSpan { start: 0, end: 10, line: 1 },
        page: 1,
        eighths: PageEighths(4),
        length_source: LengthSource::Counted,
        summary: None,
        arc_beats: Vec::new(),
        story_day: None,
    };
    let number = SceneNumber::new(number);
    Scene { id: SceneId(id), number, locked: true, omitted: false, versions: vec![version] }
}

fn sheet(id: u32, eighths: u32) -> Sheet {
    let claim = |presence| PresenceClaim { presence, review: Review::Suggested, evidence: Vec::new() };
    Sheet {
        id: SheetId(id),
        scenes: vec![SceneId(id)],
        part: None,
        set: SetId(1),
        eighths: PageEighths(eighths),
        minutes: None,
        light: None,
        unit: None,
        story_day: None,
        synopsis: None,
        comments: None,
        status: SheetStatus::Planned,
        presence: BTreeMap::from([(CharacterId(1), claim(Presence::Silent))]),
        doubles: Vec::new(),
        elements: vec![ElementUse {
            element: ElementId(1),
            quantity: 1,
            review: Review::Suggested,
            evidence: Vec::new(),
        }],
        background: vec![BackgroundUse {
            group: BackgroundId(1),
            count: 0,
            review: Review::Suggested,
            evidence: None,
        }],
        before: if id == 1 { vec![SheetId(2)] } else { Vec::new() },
        with: Vec::new(),
        apart: Vec::new(),
        pin: None,
        proposed_actions: if id == 1 {
            vec![proposed("kick", Some(1)), proposed("kick", Some(1)), proposed("fall", None)]
        } else {
            Vec::new()
        },
        to_check: Vec::new(),
    }
}
