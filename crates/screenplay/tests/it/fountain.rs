//! Fountain: what the value keeps that other suites do not ask for.

use screenplay::{Continuation, DualSide, Element, ElementKind, Screenplay, Span, TimeOfDay, read};

fn script(text: &str) -> Screenplay {
    read(text.as_bytes(), Some("x.fountain")).screenplay
}

fn codes(text: &str) -> Vec<&'static str> {
    read(text.as_bytes(), None).diagnostics.iter().map(|remark| remark.code.id()).collect()
}

/// The source behind a word of an element's text.
fn source<'a>(script: &'a Screenplay, element: &Element, word: &str) -> &'a str {
    let at = element.text.find(word).expect("the word is in the text");
    script.source(element.source_span(at..at + word.len()))
}

#[test]
fn words_lead_back_to_their_source() {
    let text =
        "INT. A - DAY\n\nRosa *brakes* hard [[how?]] and\n\tswears \\*once\\*. /* cut */ Then **_turns_**.\n";
    let script = script(text);
    let action = &script.elements[1];
    assert_eq!(action.text, "Rosa brakes hard  and\n    swears *once*.  Then turns.");
    for word in ["Rosa", "brakes", "hard", "swears", "once", "Then", "turns"] {
        assert_eq!(source(&script, action, word), word);
    }
    // Across markup the source is all from the first byte to the last.
    assert_eq!(source(&script, action, "Rosa brakes hard"), "Rosa *brakes* hard");
    assert_eq!(action.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>(), ["how?"]);
    assert_eq!(action.line, 3);
}

#[test]
fn what_is_cut_from_a_cue_leads_nowhere() {
    let script = script("INT. A - DAY\n\nANN\nGo!\n\nBEN \\^\nNo!\n");
    let cue = &script.elements[3];
    assert_eq!(cue.text, "BEN");
    let start = cue.span.start;
    assert_eq!(cue.text_part(Span::new(start, cue.span.end)), Some(0..3));
    assert_eq!(cue.text_part(Span::new(start + 4, cue.span.end)), None);
}

#[test]
fn spans_and_lines_hold_after_hidden_line_ends() {
    let text =
        "Title: X\n\nINT. A - DAY #1#\n\n/* one\n\ntwo */\n\n[[a\nb]]\n\nBOB (V.O.) (CONT’D) ^\nHello.\n";
    let script = script(text);
    let seen: Vec<(u32, &str)> =
        script.elements.iter().map(|element| (element.line, script.source(element.span))).collect();
    let expected = [
        (3, "INT. A - DAY #1#"),
        (5, "/* one\n\ntwo */"),
        (9, "[[a\nb]]"),
        (12, "BOB (V.O.) (CONT’D) ^"),
        (13, "Hello."),
    ];
    assert_eq!(seen, expected);
    assert_eq!(script.scenes[0].number.as_deref(), Some("1"));
    let ElementKind::Character { name, extensions, dual } = &script.elements[3].kind else {
        panic!("no cue")
    };
    assert_eq!((name.as_str(), dual), ("BOB", &None));
    assert_eq!(extensions, &["V.O.", "CONT’D"]);
}

#[test]
fn the_second_of_two_speeches_is_on_the_right() {
    let script = script("ANN\nStop!\n\nBEN ^\nGo!\n\nANN ^\nNo!\n");
    let sides: Vec<Option<DualSide>> = script
        .elements
        .iter()
        .filter_map(|element| match element.kind {
            ElementKind::Character { dual, .. } => Some(dual),
            _ => None,
        })
        .collect();
    assert_eq!(sides, [Some(DualSide::Left), Some(DualSide::Right), None]);
}

#[test]
fn times_are_resolved_from_the_scene_before_and_marked() {
    let text = "INT. A - NIGHT\n\nINT. B - CONTINUOUS\n\nEXT. C - MOMENTS LATER\n\nEXT. D\n\nINT. E - SAME\n\nINT. F - DAY - CONTINUOUS\n";
    let script = script(text);
    let times: Vec<(Option<TimeOfDay>, Option<Continuation>)> =
        script.scenes.iter().map(|scene| (scene.heading.time, scene.heading.resolved_from)).collect();
    let night = Some(TimeOfDay::Night);
    let expected = [
        (night, None),
        (night, Some(Continuation::Continuous)),
        (night, Some(Continuation::MomentsLater)),
        (None, None),
        (None, None),
        (Some(TimeOfDay::Day), None),
    ];
    assert_eq!(times, expected);
    assert_eq!(codes(text), ["F014", "F016"]);
}

#[test]
fn likely_slips_are_said() {
    assert_eq!(codes("INT. A - DAY\nHe waits.\n\nINT. B - DAY\n\nHe goes.\n"), ["F013"]);
    assert_eq!(codes("INT. A - DAY\n\nHe waits.\nINT. B - DAY\n\nHe goes.\n"), ["F018"]);
    assert_eq!(codes("INT. A - DAY #1#\n\nINT. B - DAY #1#\n"), ["F017"]);
    assert_eq!(codes("INT. A - DAY\n\nHe [[waits.\n\nHe /* goes.\n"), ["F012", "F011"]);
    assert_eq!(codes("INT. - DAY\n\nHe waits.\n"), ["F015"]);
    assert_eq!(codes("INT. A - DAY\n\nHe waits.\n"), [""; 0]);
}

#[test]
fn title_pages_are_told_from_bodies() {
    let title = |text: &str| script(text).title_page;
    let entry = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(
        title(
            "Title:\n    **THE PIER**\n    _Part: one_\nCredit: By\nDraft date: 1/2/2027\n\nCopyright: (c) N. N.\n\nFADE IN:\n"
        ),
        [
            entry("Title", "THE PIER\nPart: one"),
            entry("Credit", "By"),
            entry("Draft date", "1/2/2027"),
            entry("Copyright", "(c) N. N.")
        ]
    );
    assert_eq!(title("FADE IN:\n\nINT. A - DAY\n"), []);
    assert_eq!(title("CUT TO:\n\nINT. A - DAY\n"), []);
    assert_eq!(title("Dear reader: this is prose.\n"), []);
    assert_eq!(title("INT. A - DAY\n\nTitle: no\n"), []);
}

#[test]
fn summaries_come_from_synopses() {
    let script = script(
        "# Act\n\n= Before.\n\nINT. A - DAY\n\n= He waits.\n\nHe waits.\n\n= And goes.\n\nINT. B - DAY\n",
    );
    let summaries: Vec<Option<&str>> = script.scenes.iter().map(|scene| scene.summary.as_deref()).collect();
    assert_eq!(summaries, [Some("He waits.\nAnd goes."), None]);
}
