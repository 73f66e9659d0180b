//! `firstup import --into`: the next draft into a production, shown first, then done as one command.

use std::path::Path;

use breakdown::draft::{DraftReport, Kind, MergedDraft, SceneChange};
use serde_json::{Value, json};
use store::{Log, ProductionFile};

use super::import::{file_name, note_json, note_line};
use crate::args::Import;
use crate::count::count;
use crate::diagnostics;
use crate::failure::Failure;
use crate::session::{Session, open, read};
use crate::table::table;

pub fn run(session: &Session, args: &Import, into: &Path) -> Result<(), Failure> {
    let name = file_name(&args.script);
    let bytes = read(&args.script)?;
    let mut file = open(into)?;
    let next = office::import::next_draft(&file, &name, &bytes, same(&args.same)?)?;
    let rendered = diagnostics::render(&name, &next.text, &next.diagnostics);
    if !rendered.is_empty() {
        session.say(rendered.trim_end());
    }
    if !args.preview {
        next.take_into(&mut file, &session.author, session.now)?;
    }
    let (merged, remarks) = (&next.merged, &next.diagnostics);
    let width = session.width();
    session.answer(
        || as_json(&file, merged, remarks, args.preview),
        || as_text(&name, merged, args.preview, into, width),
    )
}

/// Reads `JACK=JOHN`: the new name, the one that the production has.
fn same(pairs: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pair = |text: &String| {
        let (new, old) =
            text.split_once('=').filter(|(new, old)| !new.trim().is_empty() && !old.trim().is_empty())?;
        Some((new.trim().to_owned(), old.trim().to_owned()))
    };
    let wrong = |text: &String| {
        Failure::BadInput(format!(
            "--same “{text}” is no pair of names; write the new name first: --same \"JACK=JOHN\""
        ))
    };
    pairs.iter().map(|text| pair(text).ok_or_else(|| wrong(text))).collect()
}

fn as_json(
    file: &ProductionFile,
    merged: &MergedDraft,
    remarks: &[screenplay::Diagnostic],
    preview: bool,
) -> Value {
    let report = &merged.report;
    let scenes: Vec<Value> = report.scenes.iter().map(scene_json).collect();
    let renamed: Vec<Value> = report
        .renamed
        .iter()
        .map(|r| json!({ "old": r.old, "new": r.new, "scenes": r.scenes, "of": r.of, "done": r.done }))
        .collect();
    let totals: serde_json::Map<String, Value> =
        Kind::NAMES.iter().map(|(word, kind)| ((*word).to_owned(), report.count(*kind).into())).collect();
    json!({
        "schema": "firstup.import/1", "file": file.log().place().display().to_string(), "preview": preview,
        "changed": !merged.changes.is_empty(), "revision": file.state().revision(),
        "draft": { "colour": report.colour, "parent": report.old_colour }, "scenes": scenes, "totals": totals,
        "renumbered": report.renumbered(),
        "characters": { "new": report.characters_new, "gone": report.characters_gone, "renamed": renamed },
        "notes": merged.notes.iter().map(note_json).collect::<Vec<_>>(), "diagnostics": diagnostics::as_json(remarks),
    })
}

fn scene_json(scene: &SceneChange) -> Value {
    let hunks: Vec<Value> = scene
        .words
        .hunks
        .iter()
        .map(|h| json!({ "before": h.before, "removed": h.removed, "added": h.added }))
        .collect();
    json!({
        "number": scene.number, "old_number": scene.old_number, "kind": scene.kind.word(), "other": scene.other,
        "similarity": scene.similarity.map(|s| (s * 1000.0).round() / 1000.0),
        "eighths_before": scene.eighths_before, "eighths_after": scene.eighths_after,
        "heading": scene.heading, "old_heading": scene.old_heading,
        "words_removed": scene.words.removed, "words_added": scene.words.added, "words": hunks, "flags": scene.flags,
    })
}

fn as_text(name: &str, merged: &MergedDraft, preview: bool, into: &Path, width: usize) -> String {
    if merged.changes.is_empty() {
        return format!("nothing to change: {} has this text already\n", into.display());
    }
    let report = &merged.report;
    let mut text = match &report.old_colour {
        Some(old) => format!("{name}: {} draft, after {old}\n\n", report.colour),
        None => format!("{name}: {} draft\n\n", report.colour),
    };
    text.push_str(&scenes_text(report, width));
    text.push_str(&flags_text(report));
    text.push_str(&cast_text(report));
    for note in &merged.notes {
        text.push_str(&note_line(note));
    }
    let totals: Vec<String> = Kind::NAMES
        .iter()
        .map(|(word, kind)| (report.count(*kind), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    text.push_str(&format!("\n{}: {}", count(report.scenes.len(), "scene"), totals.join(", ")));
    if report.renumbered() > 0 {
        text.push_str(&format!("; {} with another number", report.renumbered()));
    }
    text.push_str(&match preview {
        true => "\nnothing was written\n".to_owned(),
        false => format!(
            "\nimported into {}; `firstup edit {} undo` takes it back\n",
            into.display(),
            into.display()
        ),
    });
    text
}

/// A line for each scene that is not simply the same, and beneath it what changed in its words.
fn scenes_text(report: &DraftReport, width: usize) -> String {
    let shown: Vec<&SceneChange> = report.scenes.iter().filter(|s| s.kind != Kind::Same).collect();
    if shown.is_empty() {
        return "every scene reads as before\n".to_owned();
    }
    let rows: Vec<[String; 4]> = shown
        .iter()
        .map(|scene| {
            let heading = match &scene.old_heading {
                Some(old) => format!("{} (was {old})", scene.heading),
                None => scene.heading.clone(),
            };
            [scene.number.to_string(), happened(scene), length(scene), heading]
        })
        .collect();
    let lines = table(["SCENE", "WHAT", "LENGTH", "HEADING"], &rows);
    let mut lines = lines.lines();
    let mut text = format!("{}\n", lines.next().unwrap_or_default());
    for (scene, line) in shown.iter().zip(lines) {
        text.push_str(line);
        text.push('\n');
        let words = scene.words.shortened(width.saturating_sub(8).clamp(60, 200));
        if !words.is_empty() {
            text.push_str(&format!("       {words}\n"));
        }
    }
    text
}

fn happened(scene: &SceneChange) -> String {
    let renumbered = scene.old_number.as_ref().filter(|old| **old != scene.number);
    let other = scene.other.as_ref().map(|other| match scene.kind {
        Kind::Merged => format!(" into {other}"),
        _ => format!(" from {other}"),
    });
    let words = (scene.kind == Kind::Moved && scene.words.removed + scene.words.added > 0)
        .then(|| ", changed".to_owned());
    let was = renumbered.map(|old| format!(", was {old}"));
    [Some(scene.kind.word().to_owned()), other, words, was].into_iter().flatten().collect()
}

fn length(scene: &SceneChange) -> String {
    match (scene.eighths_before, scene.eighths_after) {
        (Some(before), Some(after)) if before == after => after.to_string(),
        (Some(before), Some(after)) => format!("{before} -> {after}"),
        (Some(before), None) => format!("{before} -> -"),
        (None, Some(after)) => after.to_string(),
        (None, None) => "-".to_owned(),
    }
}

fn flags_text(report: &DraftReport) -> String {
    let lines: Vec<String> = report
        .scenes
        .iter()
        .flat_map(|scene| scene.flags.iter().map(move |words| format!("  {}: {words}\n", scene.number)))
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    format!("\nto check (`firstup edit FILE checked SCENE` clears it):\n{}", lines.concat())
}

fn cast_text(report: &DraftReport) -> String {
    let mut text = String::new();
    for (what, names) in [("new", &report.characters_new), ("in no scene now", &report.characters_gone)] {
        if !names.is_empty() {
            text.push_str(&format!("  {what}: {}\n", names.join(", ")));
        }
    }
    for renamed in &report.renamed {
        let (old, new) = (&renamed.old, &renamed.new);
        text.push_str(&match renamed.done {
            true => format!("  {old} is called {new} now\n"),
            false => format!(
                "  {new} is where {old} was in {} of {}: if they are the same, import with --same \"{new}={old}\"\n",
                renamed.scenes,
                count(renamed.of, "scene")
            ),
        });
    }
    if text.is_empty() { text } else { format!("\ncast:\n{text}") }
}
