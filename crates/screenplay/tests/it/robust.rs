//! Nothing panics, nothing is lost silently, nothing takes more than linear time.

use std::time::Instant;

use proptest::prelude::*;
use screenplay::{Code, ElementKind, Reading, Screenplay, Span, read};

const SCRIPT: &str = "Title: The Pier\nAuthor: N. N.\n\n# Act one\n\n= Rosa arrives.\n\nINT./EXT. CAR / PIER - NIGHT #12A#\n\n[[rain?]]\n\nRosa *brakes* [[hard]] and\n\tswears.\n\nROSA (V.O.)\n(quietly)\nStop _now_.\n  \nPlease.\n\nBEN ^\nGo!\n\n~La la\n\n/* cut\n\nthis */\n\n> CUT TO:\n\n===\n\n.THE SEA\n\n> THE END <\n\n!!CLOSE ON\n\n@McTavish\nAye. /* no */ Yes.\n";

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.diagnostics.iter().map(|remark| remark.code.id()).collect()
}

/// What must hold of any reading whatever the input.
fn check(reading: &Reading) {
    let script = &reading.screenplay;
    let mut end = 0;
    for element in &script.elements {
        assert!(
            element.span.start >= end && element.span.end <= script.text.len(),
            "spans overlap at {:?}",
            element.span
        );
        assert!(
            script.text.is_char_boundary(element.span.start)
                && script.text.is_char_boundary(element.span.end)
        );
        end = element.span.end;
        let ends = element.pieces.iter().skip(1).map(|next| next.text).chain([element.text.len()]);
        assert!(element.pieces.iter().zip(ends).all(|(piece, end)| piece.text <= end), "{element:?}");
        for (at, _) in element.text.char_indices().take(50) {
            let span = element.source_span(at..at + 1);
            assert!(
                span.start >= element.span.start && span.end <= element.span.end,
                "{span:?} in {:?}",
                element.span
            );
            let part = element.text_part(Span::new(span.start, element.span.end));
            assert!(part.is_none_or(|part| element.text.get(part).is_some()), "{span:?}");
        }
    }
    let mut next = 0;
    for scene in &script.scenes {
        assert!(scene.elements.start >= next && !scene.elements.is_empty());
        next = scene.elements.end;
        assert_eq!(script.elements[scene.elements.start].kind, ElementKind::SceneHeading);
        assert!(scene.eighths >= 1);
    }
    for remark in &reading.diagnostics {
        assert!(!remark.message.is_empty() && !remark.cause.is_empty() && !remark.remedy.is_empty());
        assert!(remark.span.is_none_or(|span| script.text.get(span.range()).is_some()), "{remark:?}");
        assert!(remark.line.is_none_or(|line| line as usize <= script.text.lines().count() + 1));
    }
}

/// Every byte of the body that is not blank lies in the span of exactly one element.
fn check_nothing_lost(script: &Screenplay) {
    let body = script.title_page_end;
    let mut at = body;
    for element in script.elements.iter().filter(|element| element.span.start >= body) {
        let between = &script.text[at..element.span.start];
        assert!(between.trim().is_empty(), "lost: {between:?}");
        at = element.span.end;
    }
    assert!(script.text[at..].trim().is_empty(), "lost at the end: {:?}", &script.text[at..]);
}

#[test]
fn the_sample_is_read_whole() {
    let reading = read(SCRIPT.as_bytes(), None);
    check(&reading);
    check_nothing_lost(&reading.screenplay);
    assert_eq!(reading.screenplay.scenes.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&read(&bytes, None));
        check(&read(&bytes, Some("x.fdx")));
    }

    #[test]
    fn any_text_of_marks(text in "([A-Z]{1,4}|[a-z ]{1,6}|\n|\n\n|[ \t]|[*_\\\\]{1,4}|\\[\\[|\\]\\]|/\\*|\\*/|INT\\. |[.!@~>#=<^():-]|é|김|\u{202e}){0,60}") {
        let reading = read(text.as_bytes(), Some("x.fountain"));
        check(&reading);
        if !codes(&reading).contains(&"F001") {
            check_nothing_lost(&reading.screenplay);
        }
    }

    #[test]
    fn mutations_of_a_script(edits in proptest::collection::vec((0..SCRIPT.len(), any::<char>(), 0..3_u8), 1..12)) {
        let mut chars: Vec<char> = SCRIPT.chars().collect();
        for (at, c, kind) in edits {
            let at = at.min(chars.len() - 1);
            match kind {
                0 => chars[at] = c,
                1 => { chars.remove(at); }
                _ => chars.insert(at, c),
            }
        }
        let text: String = chars.into_iter().collect();
        let reading = read(text.as_bytes(), None);
        check(&reading);
        check_nothing_lost(&reading.screenplay);
    }

    #[test]
    fn mutations_of_an_fdx(edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 1..6)) {
        let mut bytes = FDX.as_bytes().to_vec();
        for (at, byte, kind) in edits {
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                _ => bytes.insert(at, byte),
            }
        }
        check(&read(&bytes, Some("x.fdx")));
    }
}

const FDX: &str = r#"<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script" Version="5"><Content>
<Paragraph Type="Scene Heading" Number="1"><SceneProperties Length="1/8" Page="1"/><Text>INT. A &amp; B - DAY</Text></Paragraph>
<Paragraph Type="General"><DualDialogue><Paragraph Type="Character"><Text>ANN</Text></Paragraph><Paragraph Type="Dialogue"><Text>Hi</Text></Paragraph></DualDialogue><Text/></Paragraph>
<Paragraph Type="Action"><Text TagNumber="1" Style="AllCaps">straße</Text><ScriptNote><Paragraph><Text>n</Text></Paragraph></ScriptNote></Paragraph></Content>
<ElementSettings Type="Action"><ParagraphSpec LeftIndent="1.5" RightIndent="7.5" SpaceBefore="12"/></ElementSettings></FinalDraft>"#;

#[test]
fn encodings_give_the_same_script() {
    let text = "INT. CAFÉ - DAY\n\nZoë waits – alone.\n";
    let utf16 = |big: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let windows: Vec<u8> = text
        .chars()
        .map(|c| match c {
            'é' => 0xE9,
            'É' => 0xC9,
            'ë' => 0xEB,
            '–' => 0x96,
            c => c as u8,
        })
        .collect();
    let cases: [(&str, Vec<u8>, &[&str]); 9] = [
        ("UTF-8", text.into(), &[]),
        ("UTF-8 with mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat(), &[]),
        ("UTF-16 LE", utf16(false, true), &[]),
        ("UTF-16 BE", utf16(true, true), &[]),
        ("UTF-16 LE without mark", utf16(false, false), &[]),
        ("UTF-16 BE without mark", utf16(true, false), &[]),
        ("Windows-1252", windows, &["F003"]),
        ("CR LF", text.replace('\n', "\r\n").into(), &[]),
        ("CR", text.replace('\n', "\r").into(), &[]),
    ];
    for (name, bytes, expected) in cases {
        let reading = read(&bytes, None);
        assert_eq!(reading.screenplay.text, text, "{name}");
        assert_eq!(codes(&reading), expected, "{name}");
        check(&reading);
        let heading = &reading.screenplay.scenes[0];
        assert_eq!(
            reading.screenplay.source(reading.screenplay.elements[0].span),
            "INT. CAFÉ - DAY",
            "{name}"
        );
        assert_eq!(heading.heading.set, "CAFÉ", "{name}");
    }
    let fdx: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(FDX.replace("UTF-8", "UTF-16").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read(&fdx, None).screenplay.scenes.len(), 1);
}

#[test]
fn what_is_no_script_is_said_to_be_none() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "F001"),
        (b" \n\t\n  \n", "F001"),
        (b"\xEF\xBB\xBF", "F001"),
        (b"PK\x03\x04 rest of a zip", "F002"),
        (b"%PDF-1.7 rest", "F002"),
        (&[0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17], "F002"),
        (b"Dear sir,\n\nthis is a letter.\n", "F010"),
    ];
    for (bytes, code) in cases {
        let reading = read(bytes, None);
        assert_eq!(codes(&reading), [code], "{bytes:?}");
        check(&reading);
    }
    assert_eq!(codes(&read(b"", Some("x.fdx"))), ["F001"]);
    assert!(codes(&read(b"INT. A - DAY\n\nHe\0 waits.\n", None)).contains(&"F005"));
}

#[test]
fn remarks_do_not_drown() {
    let reading = read("INT. A - DAY #1#\n\n".repeat(5_000).as_bytes(), None);
    let duplicates = reading.diagnostics.iter().filter(|remark| remark.code == Code::DuplicateNumber);
    assert_eq!(duplicates.count(), 101, "a hundred, and one that counts the rest");
    assert!(reading.diagnostics.iter().any(|remark| remark.message.contains("4899 more")));
}

/// Inputs that are quadratic for a careless reader. Each is read at two sizes, eight times apart;
/// quadratic time would be sixty-four times.
#[test]
fn hostile_inputs_take_linear_time() {
    type Case = (&'static str, fn(usize) -> String);
    let cases: [Case; 16] = [
        ("one line", |n| "word ".repeat(n)),
        ("one word", |n| "x".repeat(5 * n)),
        ("unclosed notes", |n| format!("INT. A - DAY\n\n{}\n\nx", "[[".repeat(n))),
        ("unclosed boneyards", |n| "/*".repeat(n)),
        ("notes", |n| "[[x]] ".repeat(n)),
        ("emphasis", |n| "*a **b ***c _d ".repeat(n / 2)),
        ("emphasis marks", |n| "*_".repeat(n)),
        ("parentheses", |n| format!("A{}\nhi\n", "(".repeat(n))),
        ("closed parentheses", |n| format!("A {}\nhi\n", "()".repeat(n))),
        ("cues", |n| "\nBOB\n\n".repeat(n)),
        ("speech of many lines", |n| format!("BOB\n{}", "hi\n".repeat(n))),
        ("dashes", |n| format!("INT. A{}", " - B".repeat(n))),
        ("interrupted", |n| "-- ".repeat(n)),
        ("blank lines", |n| format!("INT. A - DAY\n{}x", "\n".repeat(5 * n))),
        ("page breaks", |n| "===\n\n".repeat(n)),
        ("headings", |n| "INT. A - DAY\n\n".repeat(n / 2)),
    ];
    for (name, make) in cases {
        let seconds = |n: usize| {
            let text = make(n);
            let best = (0..2).map(|_| {
                let start = Instant::now();
                check_size(&read(text.as_bytes(), Some("x.fountain")));
                start.elapsed().as_secs_f64()
            });
            best.fold(f64::MAX, f64::min)
        };
        // A machine that does other work can spoil one comparison, not four.
        let linear = (0..6).any(|_| seconds(32_000) / seconds(4_000) < 40.0);
        assert!(linear, "{name}: eight times the text takes more than forty times as long");
    }
}

fn check_size(reading: &Reading) {
    assert!(reading.diagnostics.len() < 1_000);
}
