//! Fountain against the suites of other parsers: every mismatch is reported, accepted ones are listed with a reason.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::support;

use std::fs;
use std::path::Path;

use screenplay::{Element, ElementKind, Screenplay, read};
use serde_json::Value;
use support::shared;

/// Mismatches that we want, as `suite: case`, with the reason. `docs/formats.md` has the same list.
const ACCEPTED: &[(&str, &str)] = &[
    (
        "wildwinter: Boneyards",
        "with the boneyard cut out, CUT TO: stands between blank lines and is a transition",
    ),
    (
        "wildwinter: Character",
        "a cue needs one letter anywhere, so 3CPO and AND ^ (Dual) are cues; the reference says so too",
    ),
    ("wildwinter: Notes", "a note with an empty line in it is no note; its text is kept and nothing is cut"),
    ("wildwinter: Parenthetical", "two parentheticals in a row are two parentheticals"),
    (
        "wildwinter: Sections",
        "CUT TO: opens no title page; a heading needs an empty line after it (reference)",
    ),
    (
        "wildwinter-emphasis: From what seems like only INCHES AWAY. Steel’s face FILLS the *Leupold Mark 4* scope.",
        "emphasis nests, as the specification says",
    ),
    (
        "screenplain: test_centering_marks_in_middle_of_paragraphs_are_verbatim",
        "a centered line is centered wherever it stands; the marks never print",
    ),
    (
        "screenplain: test_dual_dialog_without_previous_dialog_is_ignored",
        "the mark is taken out even if it means nothing",
    ),
    ("screenplain: test_scene_number_must_be_alphanumeric", "emphasis around a number does not change it"),
    (
        "screenplain: test_slug_must_be_single_line",
        "a heading followed by text is action (reference), not a cue; a warning says so",
    ),
    ("screenplain: test_synopsis_syntax_parsed_as_literal", "a synopsis may stand anywhere"),
    ("afterwriting: 13", "boneyards do not nest in the specification"),
    ("afterwriting: 61", "a sung line is a lyric, not emphasised dialogue"),
    ("peers: nyousefi-Fountain/FountainTests/Dialogue.fountain", "the reference takes 23 (O.S.) for a cue"),
];

fn parse(text: &[u8]) -> Screenplay {
    read(text, Some("x.fountain")).screenplay
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Collects mismatches, takes the accepted ones out, and fails on the rest and on accepted ones that do not occur.
#[derive(Default)]
struct Report {
    mismatches: Vec<(String, String)>,
    checked: usize,
}

impl Report {
    fn check(&mut self, case: &str, ours: &str, expected: &str) {
        self.checked += 1;
        if ours != expected {
            self.mismatches.push((case.to_owned(), format!("  ours     {ours}\n  expected {expected}")));
        }
    }

    fn finish(self, suite: &str) {
        let accepted = |case: &str| ACCEPTED.iter().any(|(known, _)| *known == case);
        let bad: Vec<String> = self
            .mismatches
            .iter()
            .filter(|(case, _)| !accepted(case))
            .map(|(case, what)| format!("{case}\n{what}"))
            .collect();
        let stale: Vec<&str> = ACCEPTED
            .iter()
            .map(|(case, _)| *case)
            .filter(|case| case.starts_with(&format!("{suite}:")))
            .filter(|case| !self.mismatches.iter().any(|(seen, _)| seen == case))
            .collect();
        eprintln!(
            "{suite}: {} checked, {} accepted mismatches",
            self.checked,
            self.mismatches.len() - bad.len()
        );
        assert!(self.checked > 0, "{suite}: nothing was checked");
        assert!(bad.is_empty(), "{suite}: {} mismatches\n{}", bad.len(), bad.join("\n"));
        assert!(stale.is_empty(), "{suite}: accepted but no longer occurring: {stale:?}");
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text without emphasis and note marks, so that suites that keep markup can be compared.
fn bare(text: &str) -> String {
    let mut out = text.replace('\\', "");
    for mark in ["*", "_"] {
        out = out.replace(mark, "");
    }
    while let (Some(open), Some(close)) = (out.find("[["), out.find("]]")) {
        if open > close {
            break;
        }
        out.replace_range(open..close + 2, "");
    }
    squeeze(&out)
}

#[test]
fn reference_implementation() {
    let Some(root) = shared("fountain/nyousefi-Fountain", "the reference implementation's assertions") else {
        return;
    };
    let expected = json(&root.join("expected.json"));
    let mut report = Report::default();
    for (file, assertions) in expected.as_object().unwrap() {
        let text = fs::read(root.join(format!("FountainTests/{file}.fountain"))).unwrap();
        let script = parse(&text);
        for assertion in assertions.as_array().unwrap() {
            let index = assertion["index"].as_u64().unwrap() as usize;
            let (property, value) =
                (assertion["property"].as_str().unwrap(), assertion["value"].as_str().unwrap());
            let ours = match property {
                "type" => script.elements.get(index).map_or("nothing", reference_kind).to_owned(),
                // The reference keeps the space before the scene number.
                "text" => {
                    script.elements.get(index).map_or_else(String::new, |element| squeeze(&element.text))
                }
                "scene_number" => {
                    script.scenes.get(index).and_then(|scene| scene.number.clone()).unwrap_or_default()
                }
                other => panic!("unknown property {other}"),
            };
            let case = format!("nyousefi: {file} {index} {property}");
            match assertion["op"].as_str().unwrap() {
                "eq" => report.check(&case, &ours, &squeeze(value)),
                _ => report.check(&case, &(ours != value).to_string(), "true"),
            }
        }
    }
    assert_eq!(report.checked, 90);
    report.finish("nyousefi");
}

fn reference_kind(element: &Element) -> &'static str {
    match element.kind {
        ElementKind::SceneHeading => "Scene Heading",
        ElementKind::Action | ElementKind::Centered | ElementKind::Shot => "Action",
        ElementKind::Character { .. } => "Character",
        ElementKind::Parenthetical => "Parenthetical",
        ElementKind::Dialogue => "Dialogue",
        ElementKind::Lyrics => "Lyrics",
        ElementKind::Transition => "Transition",
        ElementKind::Section { .. } => "Section Heading",
        ElementKind::Synopsis => "Synopsis",
        ElementKind::Note => "Comment",
        ElementKind::Boneyard => "Boneyard",
        ElementKind::PageBreak => "Page Break",
        _ => "other",
    }
}

/// Our elements as `KIND text` lines, neighbours of the same kind merged, what does not print left out on request.
fn lines(script: &Screenplay, silent: bool) -> Vec<String> {
    let mut out: Vec<(String, String)> = Vec::new();
    for element in &script.elements {
        let kind = match &element.kind {
            ElementKind::SceneHeading => "HEADING",
            ElementKind::Action => "ACTION",
            ElementKind::Centered => "CENTERED",
            ElementKind::Character { .. } => "CHARACTER",
            ElementKind::Parenthetical => "PARENTHETICAL",
            ElementKind::Dialogue => "DIALOGUE",
            ElementKind::Lyrics => "LYRIC",
            ElementKind::Transition => "TRANSITION",
            ElementKind::Section { .. } => "SECTION",
            ElementKind::PageBreak => "PAGEBREAK",
            ElementKind::Synopsis if silent => "SYNOPSIS",
            _ => continue,
        };
        let text = match &element.kind {
            ElementKind::SceneHeading => {
                let scene = script.scenes.iter().find(|scene| scene.span.start == element.span.start);
                let number = scene.and_then(|scene| scene.number.as_deref());
                number.map_or_else(|| element.text.clone(), |number| format!("{} ({number})", element.text))
            }
            ElementKind::Character { name, .. } => name.clone(),
            _ => element.text.clone(),
        };
        push(&mut out, kind, &text);
    }
    join(&out)
}

fn push(out: &mut Vec<(String, String)>, kind: &str, text: &str) {
    let merges = matches!(kind, "ACTION" | "DIALOGUE");
    match out.last_mut() {
        Some((last, body)) if last == kind && merges => {
            body.push(' ');
            body.push_str(text);
        }
        _ => out.push((kind.to_owned(), text.to_owned())),
    }
}

fn join(entries: &[(String, String)]) -> Vec<String> {
    let trim = |text: &str| bare(text).trim_start_matches('(').trim_end_matches(')').to_owned();
    entries
        .iter()
        .map(|(kind, text)| format!("{kind} {}", trim(text)))
        .filter(|line| line.trim() != "ACTION")
        .collect()
}

#[test]
fn wildwinter_dumps() {
    let Some(root) = shared("fountain/wildwinter-screenplay-tools/tests", "the dumps of screenplay-tools")
    else {
        return;
    };
    let mut report = Report::default();
    let mut names: Vec<String> =
        fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names.iter().filter_map(|name| name.strip_suffix(".txt")) {
        // Tags are an extension of that project; Formatted is HTML and has its own test; one dump is a log of callbacks.
        if matches!(name, "Tags" | "Formatted" | "SimpleCallbackParser") || name.ends_with("-Unmerged") {
            continue;
        }
        let source = root.join(format!("{}.fountain", name.trim_end_matches("-Merged")));
        let ours = lines(&parse(&fs::read(source).unwrap()), true);
        let expected = dump(&fs::read_to_string(root.join(format!("{name}.txt"))).unwrap());
        report.check(&format!("wildwinter: {name}"), &ours.join(" | "), &expected.join(" | "));
    }
    report.finish("wildwinter");
}

/// Reads `KIND:"text" extras` entries; the text may hold line feeds.
fn dump(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut entry = String::new();
    let kinds = [
        "HEADING",
        "ACTION",
        "CHARACTER",
        "PARENTHETICAL",
        "DIALOGUE",
        "LYRIC",
        "TRANSITION",
        "SECTION",
        "SYNOPSIS",
        "PAGEBREAK",
        "TITLEENTRY",
        "[[",
        "/*",
    ];
    let mut flush = |entry: &mut String| {
        let whole = std::mem::take(entry);
        let Some((kind, rest)) = whole.split_once(":\"") else { return };
        let (body, tail) = rest.rsplit_once('"').unwrap_or((rest, ""));
        let (body, _) = body.split_once("\" \"").unwrap_or((body, ""));
        let body = body.trim_end_matches('"');
        match kind {
            "HEADING" if tail.trim().starts_with('(') => {
                push(&mut out, kind, &format!("{body} {}", tail.trim()));
            }
            "ACTION" if tail.contains("centered") => push(&mut out, "CENTERED", body),
            "HEADING" | "ACTION" | "CHARACTER" | "PARENTHETICAL" | "DIALOGUE" | "LYRIC" | "TRANSITION"
            | "SECTION" | "SYNOPSIS" | "PAGEBREAK" => push(&mut out, kind, body),
            _ => {}
        }
    };
    for line in text.lines() {
        let starts = kinds.iter().any(|kind| line.starts_with(kind)) && line.contains(":\"");
        if starts {
            flush(&mut entry);
        }
        if !entry.is_empty() {
            entry.push('\n');
        }
        entry.push_str(line);
    }
    flush(&mut entry);
    join(&out)
}

#[test]
fn wildwinter_emphasis() {
    let Some(root) = shared("fountain/wildwinter-screenplay-tools/tests", "emphasis") else { return };
    let script = parse(&fs::read(root.join("Formatted.fountain")).unwrap());
    let expected = fs::read_to_string(root.join("Formatted.txt")).unwrap();
    let mut report = Report::default();
    let ours: Vec<String> =
        script.elements.iter().flat_map(|element| element.text.lines().map(str::to_owned)).collect();
    let mut plain = expected;
    for tag in ["<i>", "</i>", "<b>", "</b>", "<u>", "</u>"] {
        plain = plain.replace(tag, "");
    }
    let plain: Vec<&str> = plain.lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(ours.len(), plain.len());
    for (ours, expected) in ours.iter().zip(plain) {
        report.check(&format!("wildwinter-emphasis: {expected}"), ours, expected);
    }
    report.finish("wildwinter-emphasis");
}

#[test]
fn screenplain_unit_cases() {
    let Some(path) = shared("fountain/screenplain/unit_cases.json", "the unit cases of screenplain") else {
        return;
    };
    let mut report = Report::default();
    for case in json(&path).as_array().unwrap() {
        let input: Vec<&str> = match &case["input"] {
            Value::Array(lines) => lines.iter().map(|line| line.as_str().unwrap()).collect(),
            Value::String(text) => text.split('\n').collect(),
            other => panic!("unexpected input {other}"),
        };
        let script = parse(input.join("\n").as_bytes());
        let mut expected = Vec::new();
        for element in case["elements"].as_array().into_iter().flatten() {
            screenplain_lines(element, &mut expected);
        }
        report.check(
            &format!("screenplain: {}", case["test"].as_str().unwrap()),
            &lines(&script, false).join(" | "),
            &join(&expected).join(" | "),
        );
    }
    report.finish("screenplain");
}

fn screenplain_lines(element: &Value, out: &mut Vec<(String, String)>) {
    let text = |key: &str| element[key].as_str().unwrap_or_default().to_owned();
    match element["type"].as_str().unwrap() {
        "Action" => {
            let body: Vec<&str> =
                element["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
            let kind = if element["centered"] == true { "CENTERED" } else { "ACTION" };
            push(out, kind, &body.join(" "));
        }
        "Slug" => {
            let number =
                element["scene_number"].as_str().map(|number| format!(" ({number})")).unwrap_or_default();
            push(out, "HEADING", &format!("{}{number}", text("line")));
        }
        "Dialog" => {
            push(out, "CHARACTER", &text("character"));
            for block in element["blocks"].as_array().unwrap() {
                let kind = if block[0] == "line" { "DIALOGUE" } else { "PARENTHETICAL" };
                push(out, kind, block[1].as_str().unwrap());
            }
        }
        "DualDialog" => {
            screenplain_lines(&element["left"], out);
            screenplain_lines(&element["right"], out);
        }
        "Section" => push(out, "SECTION", &text("text")),
        "Transition" => push(out, "TRANSITION", &text("line")),
        "PageBreak" => push(out, "PAGEBREAK", ""),
        other => panic!("unknown element {other}"),
    }
}

#[test]
fn afterwriting_tokens() {
    let Some(root) = shared("fountain/aw-parser/data", "the tokens of afterwriting's parser") else { return };
    let script = parse(&fs::read(root.join("sample.fountain")).unwrap());
    let tokens = json(&root.join("sample.tokens.json"));
    let mut expected = Vec::new();
    for token in tokens["tokens"].as_array().unwrap() {
        let text = token["text"].as_str().unwrap_or_default();
        match token["type"].as_str().unwrap() {
            "scene_heading" => push(&mut expected, "HEADING", text),
            "separator" => {}
            "page_break" => push(&mut expected, "PAGEBREAK", ""),
            kind => push(&mut expected, &kind.to_uppercase(), text),
        }
    }
    let mut report = Report::default();
    let (ours, expected) = (lines(&script, true), join(&expected));
    for (nth, line) in expected.iter().enumerate() {
        report.check(
            &format!("afterwriting: {nth}"),
            ours.iter().find(|ours| *ours == line).map_or("nothing", |_| line),
            line,
        );
    }
    let count =
        |lines: &[String], kind: &str| lines.iter().filter(|line| line.starts_with(kind)).count().to_string();
    for kind in ["HEADING", "CHARACTER", "TRANSITION", "SECTION", "SYNOPSIS"] {
        report.check(&format!("afterwriting: count of {kind}"), &count(&ours, kind), &count(&expected, kind));
    }
    let titles: Vec<String> = tokens["title_page"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| bare(entry["text"].as_str().unwrap()))
        .collect();
    let mut ours: Vec<String> = script.title_page.iter().map(|(_, value)| squeeze(value)).collect();
    let mut titles = titles;
    ours.sort();
    titles.sort();
    report.check("afterwriting: title page", &ours.join(" | "), &titles.join(" | "));
    report.finish("afterwriting");
}

/// What we decided where the peers disagree: headings, cues, transitions, and why.
const DECIDED: &[(&str, [usize; 3], &str)] = &[
    ("afterwriting/test/data/screenplays/client.fountain", [11, 14, 3], "with two of three"),
    ("afterwriting/test/data/screenplays/cyrillic.fountain", [0, 1, 0], "capitals of any script make a cue"),
    (
        "afterwriting/test/data/screenplays/jp.fountain",
        [0, 0, 0],
        "a script without case needs @ for a cue, else all prose is cues",
    ),
    ("afterwriting/test/data/screenplays/sc.fountain", [0, 0, 0], "as above"),
    ("afterwriting/test/data/screenplays/test.fountain", [11, 12, 3], "all that did not fail agree"),
    (
        "lexington/testdata/input/basic_screenplay.fountain",
        [3, 10, 2],
        "FADE OUT. is a transition (reference)",
    ),
    ("lexington/testdata/input/complex_screenplay.fountain", [6, 56, 5], "as above"),
    ("lexington/testdata/input/dual_dialogue.fountain", [1, 10, 1], "as above"),
    ("lexington/testdata/input/no_title.fountain", [2, 6, 1], "as above"),
    ("nyousefi-Fountain/FountainTests/ForcedElements.fountain", [0, 2, 0], "all that did not fail agree"),
    (
        "nyousefi-Fountain/FountainTests/Indenting.fountain",
        [1, 2, 1],
        "an indented transition is one (reference)",
    ),
    (
        "nyousefi-Fountain/FountainTests/SceneHeaders.fountain",
        [16, 0, 0],
        "the reference: I./E. is a heading, a heading run into text is action",
    ),
    (
        "nyousefi-Fountain/FountainTests/Simple.fountain",
        [3, 1, 1],
        "the file itself says that a trailing space defeats CUT TO:",
    ),
    ("nyousefi-Fountain/FountainTests/Transitions.fountain", [0, 0, 6], "the reference"),
    ("screenplain/tests/files/boneyard.fountain", [1, 0, 1], "what is in a boneyard does not join lines"),
    (
        "screenplain/tests/files/dialogue-character-extension.fountain",
        [0, 1, 0],
        "extensions may be in small letters",
    ),
    ("screenplain/tests/files/title-page.fountain", [0, 0, 0], "INT. inside a title page is no heading"),
    ("wildwinter-screenplay-tools/tests/Action.fountain", [0, 1, 0], "centered text is no transition"),
    ("wildwinter-screenplay-tools/tests/Boneyards.fountain", [1, 1, 1], "as screenplain's boneyard"),
    ("wildwinter-screenplay-tools/tests/Character.fountain", [0, 17, 0], "see the accepted mismatch"),
    ("wildwinter-screenplay-tools/tests/PageBreak.fountain", [0, 1, 0], "all that did not fail agree"),
    (
        "wildwinter-screenplay-tools/tests/SceneHeading.fountain",
        [5, 2, 1],
        "a full stop and a space force nothing",
    ),
    ("wildwinter-screenplay-tools/tests/Scratch.fountain", [5, 2, 1], "as above"),
    (
        "wildwinter-screenplay-tools/tests/Sections.fountain",
        [2, 0, 1],
        "a heading run into text is action, not a cue (reference)",
    ),
    ("wildwinter-screenplay-tools/tests/Tags.fountain", [5, 0, 0], "a full stop and a space force nothing"),
    ("wildwinter-screenplay-tools/tests/Transition.fountain", [2, 2, 5], "a transition has no small letters"),
    ("wildwinter-screenplay-tools/tests/UTF8.fountain", [5, 2, 1], "a full stop and a space force nothing"),
];

#[test]
fn peers() {
    let Some(root) = shared("fountain", "agreement with four other parsers") else { return };
    let mut names: Vec<String> = fs::read_dir(root.join("peer-outputs"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut report = Report::default();
    let mut disagreements = 0;
    for name in &names {
        let peers = json(&root.join("peer-outputs").join(name));
        let input = peers["input"].as_str().unwrap();
        let script = parse(&fs::read(root.join(input)).unwrap());
        let ours = counts(&script);
        let theirs: Vec<Option<[usize; 3]>> =
            peers["peers"].as_object().unwrap().values().map(peer_counts).collect();
        let agree = theirs.windows(2).all(|pair| pair[0] == pair[1]);
        if agree {
            report.check(
                &format!("peers: {input}"),
                &format!("{ours:?}"),
                &format!("{:?}", theirs[0].unwrap()),
            );
        } else {
            disagreements += 1;
            let decided = DECIDED.iter().find(|(known, _, _)| *known == input).map(|(_, counts, _)| *counts);
            let expected = decided
                .map_or_else(|| format!("undecided; peers {theirs:?}"), |counts| format!("{counts:?}"));
            report.check(&format!("peers: {input}"), &format!("{ours:?}"), &expected);
        }
    }
    assert_eq!((names.len(), disagreements), (79, 27));
    report.finish("peers");
}

fn counts(script: &Screenplay) -> [usize; 3] {
    let count =
        |is: fn(&ElementKind) -> bool| script.elements.iter().filter(|element| is(&element.kind)).count();
    [
        count(|kind| *kind == ElementKind::SceneHeading),
        count(|kind| matches!(kind, ElementKind::Character { .. })),
        count(|kind| *kind == ElementKind::Transition),
    ]
}

fn peer_counts(elements: &Value) -> Option<[usize; 3]> {
    let elements = elements.as_array()?;
    let count = |kind: &str| elements.iter().filter(|element| element[0] == kind).count();
    Some([count("HEADING"), count("CHARACTER"), count("TRANSITION")])
}
