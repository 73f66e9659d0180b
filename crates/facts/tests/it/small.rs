//! A small production, as the import of a script leaves it, for all tests.

use std::collections::BTreeMap;

use domain::*;
use facts::{Applied, FactError, apply};

/// Four scenes, three sets, two characters, a suggested gun and a crowd.
pub(crate) fn imported() -> State {
    let empty = State::default();
    let mut editing = Editing::new(&empty);
    editing.put(Production { title: "First Up".into(), ..Production::default() });
    editing.put(Draft {
        id: DraftId(1),
        name: "first-up.fountain".into(),
        colour: "White".into(),
        date: None,
        parent: None,
        text_hash: String::new(),
        format: "fountain".into(),
        pages: 6,
        scenes: (1..=4).map(SceneId).collect(),
        diagnostics: Vec::new(),
    });
    editing.put(Unit {
        id: UnitId(1),
        name: "Main unit".into(),
        kind: UnitKind::Main,
        calendar: Calendar::default(),
        start: None,
        crew_day: None,
    });
    for (id, name, parent) in [(1, "HOUSE", None), (2, "HOUSE - KITCHEN", Some(1)), (3, "HARBOUR", None)] {
        editing.put(ScriptSet {
            id: SetId(id),
            name: name.into(),
            parent: parent.map(SetId),
            location: None,
            available: Vec::new(),
        });
    }
    for (id, name) in [(1, "MARA"), (2, "TOM")] {
        editing.put(Character {
            id: CharacterId(id),
            name: name.into(),
            aliases: if id == 1 { vec!["MARA (O.S.)".into()] } else { Vec::new() },
            board_id: id.to_string(),
            board_id_frozen: false,
            not_names: Vec::new(),
            watch: None,
        });
    }
    editing.put(Element {
        id: ElementId(1),
        category: Category::Weapons,
        name: "GUN".into(),
        rate: None,
        available: Vec::new(),
        unavailable: Vec::new(),
        confirmed: false,
    });
    editing.put(BackgroundGroup {
        id: BackgroundId(1),
        name: "CROWD".into(),
        kind: BackgroundKind::Atmosphere,
        rate: None,
        available: Vec::new(),
        confirmed: false,
    });
    for (place, (number, set)) in [("12", 2), ("12A", 1), ("14", 3), ("40", 3)].into_iter().enumerate() {
        let id = place as u32 + 1;
        editing.put(scene(id, number, id - 1));
        editing.put(sheet(id, set));
    }
    empty.with(&editing.changes())
}

fn span() -> TextSpan {
    TextSpan { start: 0, end: 10, line: 1 }
}

fn scene(id: u32, number: &str, order: u32) -> Scene {
    let heading = Heading {
        text: "INT. HOUSE - DAY".into(),
        setting: Some(IntExt::Int),
        set: "HOUSE".into(),
        sub_set: None,
        time: Some(TimeOfDay::Day),
        time_source: TimeSource::Written,
        time_text: None,
    };
    let version = SceneVersion {
        draft: DraftId(1),
        order,
        heading,
        text_hash: String::new(),
        span: span(),
        page: 1,
        eighths: PageEighths(12),
        length_source: LengthSource::Counted,
        summary: None,
        arc_beats: Vec::new(),
        story_day: None,
    };
    Scene {
        id: SceneId(id),
        number: SceneNumber::new(number),
        locked: false,
        omitted: false,
        versions: vec![version],
    }
}

fn sheet(id: u32, set: u32) -> Sheet {
    let evidence = Evidence { draft: DraftId(1), span: span(), page: 1, quote: "a gun".into() };
    let claim =
        |review| PresenceClaim { presence: Presence::Speaking, review, evidence: vec![evidence.clone()] };
    let presence = BTreeMap::from([
        (CharacterId(1), claim(Review::Accepted)),
        (CharacterId(2), claim(Review::Suggested)),
    ]);
    Sheet {
        id: SheetId(id),
        scenes: vec![SceneId(id)],
        part: None,
        set: SetId(set),
        eighths: PageEighths(12),
        minutes: None,
        light: None,
        unit: None,
        story_day: None,
        synopsis: (id == 1).then(|| "They meet.".into()),
        comments: None,
        status: SheetStatus::Planned,
        presence,
        doubles: Vec::new(),
        elements: vec![ElementUse {
            element: ElementId(1),
            quantity: 2,
            review: Review::Suggested,
            evidence: vec![evidence.clone()],
        }],
        background: if id == 3 {
            vec![BackgroundUse {
                group: BackgroundId(1),
                count: 0,
                review: Review::Suggested,
                evidence: Some(evidence),
            }]
        } else {
            Vec::new()
        },
        before: Vec::new(),
        with: Vec::new(),
        apart: Vec::new(),
        pin: None,
        proposed_actions: Vec::new(),
        to_check: Vec::new(),
    }
}

/// The state after a file that must apply.
pub(crate) fn after(state: &State, text: &str) -> State {
    let applied = applied(state, text);
    state.with(&applied.changes).with(&applied.world)
}

/// What a file that must apply does.
pub(crate) fn applied(state: &State, text: &str) -> Applied {
    match apply(state, text, "ann") {
        Ok(applied) => applied,
        Err(mistakes) => panic!("{}\n{text}", said(&mistakes)),
    }
}

/// Mistakes, one on a line.
pub(crate) fn said(mistakes: &[FactError]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The mistakes of a file that must not apply.
pub(crate) fn mistakes(state: &State, text: &str) -> String {
    match apply(state, text, "ann") {
        Ok(applied) => panic!("applies: {:?}\n{text}", applied.preview),
        Err(mistakes) => said(&mistakes),
    }
}

/// Applies a file, and checks that a second time changes nothing and that the export reads back.
pub(crate) fn settled(state: &State, text: &str) -> State {
    let next = after(state, text);
    let again = applied(&next, text);
    assert_eq!(again, Applied::default(), "twice is not once:\n{text}");
    let export = facts::export_toml(&next);
    assert_eq!(applied(&next, &export), Applied::default(), "the export changes its own state:\n{export}");
    let fresh = if state.scenes.is_empty() { State::default() } else { imported() };
    let read = facts::export_toml(&after(&fresh, &export));
    assert!(read == export, "the export is not all:\n{export}\nand reads back as:\n{read}");
    next
}
