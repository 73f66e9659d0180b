//! Whatever the text, an import never panics, folds, and quotes what it says.

use breakdown::{Source, import};
use domain::{Entry, EntryKind, Evidence, State};
use proptest::prelude::*;

fn source() -> Source {
    Source { file_name: "x.fountain".into(), date: None, text_hash: "0".into(), diagnostics: Vec::new() }
}

/// Lines as scripts have them, and nonsense between them.
fn script() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("INT. HOUSE - KITCHEN - DAY\n\n".to_owned()),
        Just("EXT. ANNA'S CAR - CONTINUOUS #3#\n\n".to_owned()),
        Just("OMITTED #3#\n\n".to_owned()),
        Just("ANNA (V.O.)\nIs Ben there?\n\n".to_owned()),
        Just("ANNA/BEN\n(to Ben)\nYes.\n\n".to_owned()),
        Just("BEN\nNo.\n\n".to_owned()),
        Just(
            "Anna's *gun* falls. Six GUARDS fire at the **car**. Éva's dog, BEN (30s), runs.\n\n".to_owned()
        ),
        Just("ÉVA 한국 KIM, 40s, says \"STOP\" to JAKE's \u{2019}s. Mr. Kim.\n\n".to_owned()),
        "[ -~\n]{0,60}\n\n",
        "\\PC{0,40}\n\n",
        "([A-Za-zÄÖß'’.,#\"(-]{1,8} ){0,12}\n\n",
    ];
    prop::collection::vec(line, 0..24).prop_map(|lines| lines.concat())
}

fn check(text: &str) {
    let reading = screenplay::read(text.as_bytes(), None);
    let imported = import(&State::default(), &reading.screenplay, source());
    let mut state = State::default();
    let entry = Entry {
        revision: 1,
        base: 0,
        at: jiff::Timestamp::UNIX_EPOCH,
        author: "test".into(),
        command: "import-draft".into(),
        summary: String::new(),
        kind: EntryKind::Command,
        changes: imported.changes,
    };
    state.apply(&entry).expect("the import folds");
    assert_eq!(state.scenes.len(), reading.screenplay.scenes.len());
    let mut numbers: Vec<_> = state.scenes.values().map(|scene| scene.number.clone()).collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), state.scenes.len(), "scene numbers are unique");
    for sheet in state.sheets.values() {
        assert!(state.sets.contains_key(&sheet.set));
        let claims = sheet.presence.values().flat_map(|claim| &claim.evidence);
        let elements = sheet.elements.iter().flat_map(|used| &used.evidence);
        let background = sheet.background.iter().filter_map(|used| used.evidence.as_ref());
        for evidence in claims.chain(elements).chain(background) {
            check_evidence(&reading.screenplay.text, evidence);
        }
    }
}

/// The quote is what the span says, markup left out; and the span begins on its line.
fn check_evidence(text: &str, evidence: &Evidence) {
    let (start, end) = (evidence.span.start as usize, evidence.span.end as usize);
    let said = text.get(start..end).expect("a span of the text");
    let mut rest = said.chars();
    for wanted in evidence.quote.chars().filter(|c| !c.is_whitespace()) {
        assert!(rest.any(|c| c == wanted), "“{}” is not in “{said}”", evidence.quote);
    }
    assert!(!evidence.quote.trim().is_empty());
    let line = 1 + text[..start].matches('\n').count();
    assert_eq!(evidence.span.line as usize, line, "“{}”", evidence.quote);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_script_is_imported(text in script()) {
        check(&text);
    }

    #[test]
    fn any_text_is_imported(text in "\\PC{0,400}") {
        check(&text);
    }
}
