//! Drafts with a known history: scenes of scripts, random edits, and what is still what afterwards.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use breakdown::draft::{Kind, MergedDraft, NewDraft, merge};
use breakdown::{Source, import};
use domain::{DraftId, State};

/// A scene as a writer's program holds it; `of` are the scenes of the first draft whose text it has.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) of: Vec<usize>,
    pub(crate) number: Option<String>,
    pub(crate) heading: String,
    pub(crate) body: Vec<String>,
}

/// What was done to a scene of the first draft; the last is what it is counted under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Edit {
    None,
    Moved,
    Rewritten20,
    Rewritten40,
    Rewritten60,
    Heading,
    Renumbered,
    Deleted,
    Split,
    Merged,
    Inserted,
    Combined,
}

impl Edit {
    /// All that a draft may do to a scene, but leave it as it is.
    pub(crate) const ALL: [Self; 11] = [
        Self::Moved,
        Self::Rewritten20,
        Self::Rewritten40,
        Self::Rewritten60,
        Self::Heading,
        Self::Renumbered,
        Self::Deleted,
        Self::Split,
        Self::Merged,
        Self::Inserted,
        Self::Combined,
    ];
}

/// Random numbers that are the same everywhere.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
    pub(crate) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

/// The scenes of a script; a note of production, not of the story, is left out with the markup.
pub(crate) fn scenes(text: &str) -> Vec<Scene> {
    let script = screenplay::read(text.as_bytes(), None).screenplay;
    let scene = |(at, scene): (usize, &screenplay::Scene)| {
        let source = script.source(scene.span);
        let mut parts = source.split("\n\n").map(str::trim).filter(|part| !part.is_empty());
        parts.next();
        let body = parts.filter(|part| !part.starts_with(['#', '='])).map(str::to_owned).collect();
        Scene { of: vec![at], number: scene.number.clone(), heading: scene.heading.text.clone(), body }
    };
    script.scenes.iter().enumerate().filter(|(_, scene)| !scene.omitted).map(scene).collect()
}

pub(crate) fn fountain(scenes: &[Scene]) -> String {
    let mut text = String::new();
    for scene in scenes {
        let number = scene.number.as_ref().map(|n| format!(" #{n}#")).unwrap_or_default();
        let forced =
            !["INT", "EXT", "I/E", "EST"].iter().any(|head| scene.heading.to_uppercase().starts_with(head));
        let dot = if forced { "." } else { "" };
        writeln!(text, "{dot}{}{number}\n", scene.heading).expect("a string takes it");
        for part in &scene.body {
            writeln!(text, "{part}\n").expect("a string takes it");
        }
    }
    text
}

const NAMES: [&str; 6] = ["ANNA", "BORIS", "CLEO", "DAVID", "ELSA", "FINN"];
const SETS: [&str; 8] =
    ["KITCHEN", "YARD", "HARBOUR - QUAY", "OFFICE", "HARBOUR - SHED", "ROOF", "CAR", "HOTEL - LOBBY"];
const WORDS: [&str; 48] = [
    "lamp",
    "runs",
    "slowly",
    "door",
    "opens",
    "cold",
    "river",
    "looks",
    "pistol",
    "dog",
    "falls",
    "behind",
    "table",
    "window",
    "waits",
    "rain",
    "letter",
    "hand",
    "stone",
    "quiet",
    "engine",
    "smoke",
    "boat",
    "turns",
    "old",
    "glass",
    "breaks",
    "knife",
    "money",
    "counts",
    "stairs",
    "climbs",
    "wall",
    "shadow",
    "bread",
    "clock",
    "ring",
    "coat",
    "fire",
    "water",
    "rope",
    "bridge",
    "truck",
    "mirror",
    "photograph",
    "laughs",
    "key",
    "bell",
];

/// A small script of made-up sentences.
pub(crate) fn made_up(dice: &mut Dice, count: usize, numbered: bool) -> Vec<Scene> {
    (0..count).map(|at| made_up_scene(dice, vec![at], numbered.then(|| (at + 1).to_string()))).collect()
}

fn made_up_scene(dice: &mut Dice, of: Vec<usize>, number: Option<String>) -> Scene {
    let set = SETS[dice.below(SETS.len())];
    let heading = format!("{} {set} - {}", ["INT.", "EXT."][dice.below(2)], ["DAY", "NIGHT"][dice.below(2)]);
    let body = (0..3 + dice.below(6)).map(|_| paragraph(dice, &WORDS)).collect();
    Scene { of, number, heading, body }
}

fn paragraph(dice: &mut Dice, words: &[&str]) -> String {
    let name = NAMES[dice.below(NAMES.len())];
    let said: Vec<&str> = (0..6 + dice.below(14)).map(|_| words[dice.below(words.len())]).collect();
    match dice.below(3) {
        0 => format!("{name}\nThe {}.", said.join(" ")),
        1 => format!("{}{} {}.", &name[..1], name[1..].to_lowercase(), said.join(" ")),
        _ => format!("A {}.", said.join(" ")),
    }
}

/// Replaces so many per cent of the words below the heading, names of speakers left alone.
fn rewrite(dice: &mut Dice, scene: &mut Scene, per_cent: usize, pool: &[String]) {
    for part in &mut scene.body {
        let lines: Vec<String> = part
            .lines()
            .map(|line| {
                if !line.chars().any(char::is_lowercase) {
                    return line.to_owned();
                }
                let words = line.split(' ').map(|word| {
                    if dice.below(100) < per_cent {
                        pool[dice.below(pool.len())].clone()
                    } else {
                        word.to_owned()
                    }
                });
                words.collect::<Vec<_>>().join(" ")
            })
            .collect();
        *part = lines.join("\n");
    }
}

/// The second draft, and what was done to each scene of the first.
pub(crate) struct Edited {
    pub(crate) scenes: Vec<Scene>,
    pub(crate) edits: BTreeMap<usize, Edit>,
}

/// Does one kind of edit to about one scene in six, or all kinds (`Combined`).
pub(crate) fn edit(
    dice: &mut Dice,
    first: &[Scene],
    kind: Edit,
    others: &[Scene],
    pool: &[String],
) -> Edited {
    let mut edited = Edited { scenes: first.to_vec(), edits: BTreeMap::new() };
    let kinds = [
        Edit::Rewritten20,
        Edit::Rewritten40,
        Edit::Rewritten60,
        Edit::Heading,
        Edit::Deleted,
        Edit::Split,
        Edit::Merged,
        Edit::Inserted,
        Edit::Moved,
    ];
    if kind == Edit::Renumbered || kind == Edit::Combined && dice.one_in(3) {
        for (at, scene) in edited.scenes.iter_mut().enumerate() {
            scene.number = Some((at + 11).to_string());
            edited.edits.insert(scene.of[0], Edit::Renumbered);
        }
    }
    for _ in 0..first.len().div_ceil(6) {
        let kind = if kind == Edit::Combined { kinds[dice.below(kinds.len())] } else { kind };
        one_edit(dice, &mut edited, kind, others, pool);
    }
    edited
}

fn one_edit(dice: &mut Dice, edited: &mut Edited, kind: Edit, others: &[Scene], pool: &[String]) {
    if edited.scenes.len() < 3 {
        return;
    }
    let at = dice.below(edited.scenes.len());
    let scene = edited.scenes[at].clone();
    let one = scene.of.first().copied();
    let edits = &mut edited.edits;
    let mut did = |of: &[usize], kind| edits.extend(of.iter().map(|of| (*of, kind)));
    match kind {
        Edit::Rewritten20 | Edit::Rewritten40 | Edit::Rewritten60 => {
            let (low, high) = match kind {
                Edit::Rewritten20 => (5, 20),
                Edit::Rewritten40 => (20, 40),
                _ => (40, 60),
            };
            did(&scene.of, kind);
            let per_cent = low + dice.below(high - low + 1);
            rewrite(dice, &mut edited.scenes[at], per_cent, pool);
        }
        Edit::Heading => {
            did(&scene.of, kind);
            edited.scenes[at].heading = format!("INT. SOMEWHERE ELSE {} - NIGHT", dice.below(9));
        }
        Edit::Deleted => {
            did(&scene.of, kind);
            edited.scenes.remove(at);
        }
        Edit::Moved => {
            did(&scene.of, kind);
            let scene = edited.scenes.remove(at);
            let to = dice.below(edited.scenes.len() + 1);
            edited.scenes.insert(to, scene);
        }
        Edit::Split if scene.body.len() >= 4 && one.is_some() => {
            did(&scene.of, kind);
            let half = scene.body.len() / 2;
            let tail = Scene {
                body: scene.body[half..].to_vec(),
                number: scene.number.as_ref().map(|n| format!("{n}X")),
                heading: scene.heading.clone(),
                of: scene.of.clone(),
            };
            edited.scenes[at].body.truncate(half);
            edited.scenes.insert(at + 1, tail);
        }
        Edit::Merged if at + 1 < edited.scenes.len() && one.is_some() => {
            let next = edited.scenes.remove(at + 1);
            let all = [scene.of.as_slice(), next.of.as_slice()].concat();
            did(&all, kind);
            edited.scenes[at].of = all;
            edited.scenes[at].body.extend(next.body);
        }
        Edit::Inserted => {
            let mut new = if others.is_empty() {
                made_up_scene(dice, Vec::new(), None)
            } else {
                others[dice.below(others.len())].clone()
            };
            new.of.clear();
            new.number = None;
            edited.scenes.insert(at, new);
        }
        _ => {}
    }
}

pub(crate) fn source(text: &str) -> Source {
    Source {
        file_name: "draft.fountain".into(),
        date: None,
        text_hash: blake3_of(text),
        diagnostics: Vec::new(),
    }
}

fn blake3_of(text: &str) -> String {
    let hash =
        text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

pub(crate) fn first(text: &str) -> State {
    let script = screenplay::read(text.as_bytes(), Some("draft.fountain")).screenplay;
    State::default().with(&import(&State::default(), &script, source(text)).changes)
}

pub(crate) fn texts(state: &State, known: &[&str]) -> BTreeMap<DraftId, String> {
    let text = |hash: &str| known.iter().find(|text| blake3_of(text) == hash).map(|text| (*text).to_owned());
    state.drafts.values().filter_map(|draft| Some((draft.id, text(&draft.text_hash)?))).collect()
}

pub(crate) fn merged(state: &State, known: &[&str], text: &str) -> MergedDraft {
    let script = screenplay::read(text.as_bytes(), Some("draft.fountain")).screenplay;
    let new = NewDraft { screenplay: &script, source: source(text), same: Vec::new() };
    merge(state, &texts(state, known), &new).expect("the draft has scenes")
}

/// By kind of edit: identities that were kept, and all.
pub(crate) type Score = BTreeMap<Edit, (usize, usize)>;

/// Compares what the merge says with what was done.
pub(crate) fn score(first_draft: &[Scene], edited: &Edited, kind: Edit, score: &mut Score) -> Vec<String> {
    let (old_text, new_text) = (fountain(first_draft), fountain(&edited.scenes));
    let state = first(&old_text);
    let numbers: Vec<String> = state.scenes_in_order().iter().map(|s| s.number.to_string()).collect();
    let merged = merged(&state, &[&old_text], &new_text);
    let mut wrong = Vec::new();
    let script_rows: Vec<_> = merged.report.scenes.iter().filter(|s| s.eighths_after.is_some()).collect();
    assert_eq!(script_rows.len(), edited.scenes.len(), "a row for each scene");
    for (at, scene) in first_draft.iter().enumerate() {
        let of = scene.of[0];
        let lives: Vec<usize> =
            (0..edited.scenes.len()).filter(|new| edited.scenes[*new].of.contains(&of)).collect();
        let is = |row: &&breakdown::draft::SceneChange| {
            row.old_number.as_ref().is_some_and(|number| number.as_str() == numbers[at])
        };
        let found = script_rows.iter().position(&is);
        // Of two scenes that were merged, one goes on, and the other says into what it went.
        let went = merged.report.scenes.iter().find(|row| is(row) && row.kind == Kind::Merged);
        let kept = match found {
            Some(new) => lives.contains(&new),
            None if lives.is_empty() => true,
            None => went.is_some_and(|row| {
                lives.iter().any(|new| row.other.as_ref() == Some(&script_rows[*new].number))
            }),
        };
        let edit = edited.edits.get(&of).copied().unwrap_or(Edit::None);
        let under = if kind == Edit::Combined && edit != Edit::None { Edit::Combined } else { edit };
        count(score, under, kept);
        if !kept {
            wrong.push(format!(
                "{edit:?} {} {}: lives in {lives:?}, found in {found:?}",
                numbers[at], scene.heading
            ));
        }
    }
    for (new, scene) in edited.scenes.iter().enumerate().filter(|(_, scene)| scene.of.is_empty()) {
        let kept = script_rows[new].kind == Kind::New;
        count(score, Edit::Inserted, kept);
        if !kept {
            wrong.push(format!(
                "inserted {}: {:?} of {:?}",
                scene.heading, script_rows[new].kind, script_rows[new].old_number
            ));
        }
    }
    wrong
}

fn count(score: &mut Score, edit: Edit, kept: bool) {
    let entry = score.entry(edit).or_default();
    entry.0 += usize::from(kept);
    entry.1 += 1;
}

/// Words for rewriting.
pub(crate) fn pool(text: &str) -> Vec<String> {
    let words = text.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_lowercase()));
    words.map(str::to_owned).collect()
}

pub(crate) fn made_up_pool() -> Vec<String> {
    WORDS.iter().map(|word| (*word).to_owned()).collect()
}
