//! FDX: what Final Draft writes and public samples lack, in small documents of our own.

use crate::support;

use screenplay::{Code, DualSide, EighthsSource, ElementKind, Reading, Severity, Span, read};

fn document(content: &str, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n<FinalDraft DocumentType=\"Script\" Template=\"No\" Version=\"5\">\n<Content>\n{content}\n</Content>\n{rest}\n</FinalDraft>\n"
    )
}

fn read_fdx(content: &str, rest: &str) -> Reading {
    read(document(content, rest).as_bytes(), Some("draft.fdx"))
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.diagnostics.iter().map(|remark| remark.code.id()).collect()
}

fn texts(reading: &Reading) -> Vec<String> {
    reading.screenplay.elements.iter().map(|element| element.text.clone()).collect()
}

const HEADING: &str = r#"<Paragraph Type="Scene Heading" Number="12A">
  <SceneProperties Length="1 3/8" Page="12" Title="The yard" Color="">
    <Summary><Paragraph Alignment="Left"><Text>She finds the bicycle.</Text></Paragraph></Summary>
    <SceneArcBeats><CharacterArcBeat Name="ROSA"><Paragraph><Text>beat</Text></Paragraph></CharacterArcBeat><CharacterArcBeat Name="DR. LEE"/></SceneArcBeats>
  </SceneProperties>
  <Text>EXT. YARD - BACK GATE - DUSK</Text>
</Paragraph>"#;

#[test]
fn a_scene_keeps_what_its_card_says() {
    let reading = read_fdx(HEADING, "");
    let scene = &reading.screenplay.scenes[0];
    assert_eq!(scene.number.as_deref(), Some("12A"));
    assert_eq!((scene.eighths, scene.eighths_source), (11, EighthsSource::Recorded));
    assert_eq!((scene.recorded_page.as_deref(), scene.title.as_deref()), (Some("12"), Some("The yard")));
    assert_eq!(scene.summary.as_deref(), Some("She finds the bicycle."));
    assert_eq!(scene.arc_beats, ["ROSA", "DR. LEE"]);
    assert_eq!((scene.heading.set.as_str(), scene.heading.sub_set.as_deref()), ("YARD", Some("BACK GATE")));
    assert_eq!(texts(&reading), ["EXT. YARD - BACK GATE - DUSK"], "summary and beats are not text");
    assert!(codes(&reading).is_empty(), "{:?}", reading.diagnostics);
}

#[test]
fn spans_point_at_paragraphs_and_words() {
    let content = r#"<Paragraph Type="Action"><Text>Tom &amp; Rosa </Text><Text Style="AllCaps">crash</Text><Text> the caf&#233;.</Text></Paragraph>"#;
    let reading = read_fdx(content, "");
    let (script, element) = (&reading.screenplay, &reading.screenplay.elements[0]);
    assert_eq!(element.text, "Tom & Rosa CRASH the café.");
    assert_eq!(script.source(element.span), content);
    assert_eq!(element.line, 4);
    for (word, source) in [("Rosa", "Rosa"), ("CRASH", "crash"), ("&", "&"), ("caf", "caf")] {
        let at = element.text.find(word).unwrap();
        let part = at..at + word.len();
        assert_eq!(script.source(element.source_span(part.clone())), source);
        assert_eq!(element.text_part(element.source_span(part.clone())), Some(part));
    }
    // Tags before, between and behind are no text; the whole paragraph is all of it.
    assert_eq!(element.text_part(element.span), Some(0..element.text.len()));
    let tag = Span::new(element.span.start, element.span.start + 5);
    assert_eq!(element.text_part(tag), None);
}

#[test]
fn two_speak_at_once_inside_a_wrapper() {
    let speech = |name: &str, text: &str| {
        format!(
            r#"<Paragraph Type="Character"><Text>{name}</Text></Paragraph><Paragraph Type="Dialogue"><Text>{text}</Text></Paragraph>"#
        )
    };
    let inside = format!(
        "<DualDialogue>{}{}</DualDialogue><Text/>",
        speech("ANN", "Stop!"),
        speech("BEN (O.S.)", "Go!")
    );
    for wrapper in [r#" Type="General""#, "", r#" Type="Dialogue""#] {
        let content = format!("{HEADING}<Paragraph{wrapper}>{inside}</Paragraph>{}", speech("ANN", "Well."));
        let reading = read_fdx(&content, "");
        let cues: Vec<(String, Option<DualSide>)> = reading
            .screenplay
            .elements
            .iter()
            .filter_map(|element| match &element.kind {
                ElementKind::Character { name, dual, .. } => Some((name.clone(), *dual)),
                _ => None,
            })
            .collect();
        let expected = [("ANN", Some(DualSide::Left)), ("BEN", Some(DualSide::Right)), ("ANN", None)];
        assert_eq!(cues, expected.map(|(name, dual)| (name.to_owned(), dual)));
        assert_eq!(texts(&reading)[1..], ["ANN", "Stop!", "BEN (O.S.)", "Go!", "ANN", "Well."]);
        assert!(codes(&reading).is_empty(), "{:?}", reading.diagnostics);
    }
}

#[test]
fn notes_stay_apart_from_text() {
    let content = r#"<Paragraph Type="Scene Heading"><ScriptNote ID="1"><Paragraph><Text>Day for night?</Text></Paragraph></ScriptNote><Text>EXT. ROAD - NIGHT</Text></Paragraph>
<Paragraph Type="Action"><Text>A car </Text><ScriptNote ID="2"><Paragraph><Text>Which?</Text></Paragraph><Paragraph><Text>Ask.</Text></Paragraph></ScriptNote><Text>burns.</Text></Paragraph>"#;
    let rest = r#"<ScriptNotes><ScriptNote Name="Rain" Range="0,4" Type="Producer" WriterName="K"><Paragraph><Text>No rain.</Text></Paragraph></ScriptNote></ScriptNotes>"#;
    let reading = read_fdx(content, rest);
    assert_eq!(texts(&reading), ["EXT. ROAD - NIGHT", "A car burns."]);
    let notes: Vec<&str> = reading
        .screenplay
        .elements
        .iter()
        .flat_map(|element| &element.notes)
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(notes, ["Day for night?", "Which?\nAsk."]);
    let kept = &reading.screenplay.fdx.script_notes[0];
    assert_eq!((kept.text.as_str(), kept.characters), ("No rain.", Some((0, 4))));
}

#[test]
fn omitted_scenes_keep_their_number_and_their_text_apart() {
    let content = r#"<Paragraph Type="Scene Heading" Number="4"><Text>OMITTED</Text></Paragraph>
<Paragraph Type="Scene Heading" Number="5"><OmittedScene><Paragraph Type="Scene Heading"><Text>INT. CELLAR - NIGHT</Text></Paragraph><Paragraph Type="Action"><Text>It floods.</Text></Paragraph></OmittedScene><Text>OMITTED</Text></Paragraph>
<Paragraph Type="Scene Heading" Number="6"><Text>INT. HALL - DAY</Text></Paragraph>"#;
    let reading = read_fdx(content, "");
    let script = &reading.screenplay;
    let scenes: Vec<(Option<&str>, bool)> =
        script.scenes.iter().map(|scene| (scene.number.as_deref(), scene.omitted)).collect();
    assert_eq!(scenes, [(Some("4"), true), (Some("5"), true), (Some("6"), false)]);
    let kept: Vec<&str> = script
        .elements
        .iter()
        .filter(|element| element.kind == ElementKind::Boneyard)
        .map(|element| element.text.as_str())
        .collect();
    assert_eq!(kept, ["INT. CELLAR - NIGHT", "It floods."]);
    assert!(
        codes(&reading).is_empty(),
        "an omitted scene needs no set and no time: {:?}",
        reading.diagnostics
    );
}

#[test]
fn tags_lead_from_words_to_categories() {
    let content = r#"<Paragraph Type="Action"><Text>Rosa rides the </Text><Text TagNumber="7">red bicycle</Text><Text> off the </Text><Text TagNumber="9">pier</Text><Text>.</Text></Paragraph>"#;
    let rest = r##"<TagData><TagCategories>
<TagCategory Color="#FFFF00000000" Id="05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa" Name="Props" Number="5" Style="Bold"/></TagCategories>
<TagDefinitions><TagDefinition CatId="05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa" Id="d1" Label="Red bicycle" Number="1"/>
<TagDefinition CatId="nowhere" Id="d2" Label="Pier" Number="2"/></TagDefinitions>
<Tags><Tag Number="7"><DefId>d1</DefId></Tag><Tag Number="8"><DefId>gone</DefId></Tag></Tags></TagData>"##;
    let reading = read_fdx(content, rest);
    let (script, element) = (&reading.screenplay, &reading.screenplay.elements[0]);
    let used: Vec<(u32, &str)> =
        element.tags.iter().map(|tag| (tag.number, &element.text[tag.part.clone()])).collect();
    assert_eq!(used, [(7, "red bicycle"), (9, "pier")]);
    let tag = script.fdx.tags.iter().find(|tag| tag.number == 7).unwrap();
    let definition =
        script.fdx.tag_definitions.iter().find(|definition| definition.id == tag.definitions[0]).unwrap();
    let category =
        script.fdx.tag_categories.iter().find(|category| category.id == definition.category).unwrap();
    assert_eq!(
        (definition.label.as_str(), category.name.as_str(), category.number),
        ("Red bicycle", "Props", Some(5))
    );
    assert_eq!(
        codes(&reading).iter().filter(|code| **code == "X007").count(),
        3,
        "{:?}",
        reading.diagnostics
    );
}

#[test]
fn lists_beside_the_text_are_kept() {
    let rest = r##"<Cast><Member Actor="Man 1" Character="ROSA"/></Cast>
<SmartType><Characters><Character>ROSA</Character></Characters><Locations><Location>YARD</Location></Locations><TimesOfDay><TimeOfDay>DUSK</TimeOfDay></TimesOfDay></SmartType>
<Revisions ActiveSet="2"><Revision Color="#0000" ID="1" Mark="*" Name="Blue Rev."/><Revision Color="#FFFF" ID="2" Mark="*" Name="Pink Rev."/></Revisions>
<SceneNumberOptions NumberScheme="1A"/><LockedPages><LockedPage Number="1"/></LockedPages>
<TitlePage><Content><Paragraph><Text></Text></Paragraph><Paragraph><Text>THE </Text><Text>YARD</Text></Paragraph></Content></TitlePage>"##;
    let content = r#"<Paragraph Type="Action"><Text RevisionID="1">New.</Text><Text RevisionID="0"> Old.</Text></Paragraph>"#;
    let reading = read_fdx(content, rest);
    let script = &reading.screenplay;
    assert_eq!(
        (script.fdx.cast.as_slice(), script.fdx.draft.as_deref()),
        (&["ROSA".to_owned()][..], Some("Pink Rev."))
    );
    assert_eq!(script.fdx.smart_type.locations, ["YARD"]);
    assert_eq!(script.fdx.smart_type.times, ["DUSK"]);
    assert_eq!(script.fdx.number_scheme.as_deref(), Some("1A"));
    assert!(script.fdx.pages_locked && script.fdx.scene_numbers_locked);
    assert_eq!(script.elements[0].revisions, ["1"]);
    assert_eq!(script.title_page, [(String::new(), "THE YARD".to_owned())]);
}

#[test]
fn every_paragraph_type_keeps_its_text() {
    let kinds = [
        ("Action", ElementKind::Action),
        ("Shot", ElementKind::Shot),
        ("General", ElementKind::General),
        ("Cast List", ElementKind::CastList),
        ("Lyrics", ElementKind::Lyrics),
        ("Singing", ElementKind::Lyrics),
        ("Transition", ElementKind::Transition),
        ("New Act", ElementKind::ActBreak),
        ("End Of Act", ElementKind::ActBreak),
        ("Cold Opening", ElementKind::ActBreak),
        ("Outline 2", ElementKind::Section { level: 2 }),
        ("Outline Body", ElementKind::Synopsis),
        ("Storyboard", ElementKind::Action),
        ("Storyboard", ElementKind::Action),
    ];
    let content: String = kinds
        .iter()
        .enumerate()
        .map(|(nth, (name, _))| format!("<Paragraph Type=\"{name}\"><Text>text {nth}</Text></Paragraph>\n"))
        .collect::<String>()
        + "<Paragraph><Text>untyped</Text></Paragraph><Paragraph Type=\"Action\" Alignment=\"Center\"><Text>centered</Text></Paragraph>";
    let reading = read_fdx(&content, "");
    for (element, (name, kind)) in reading.screenplay.elements.iter().zip(&kinds) {
        assert_eq!(&element.kind, kind, "{name}");
    }
    assert_eq!(texts(&reading)[kinds.len()..], ["untyped", "centered"]);
    assert_eq!(reading.screenplay.elements.last().unwrap().kind, ElementKind::Centered);
    // Each unknown type is said once.
    let unknown = reading.diagnostics.iter().filter(|remark| remark.code == Code::UnknownParagraph);
    assert_eq!(unknown.count(), 2);
}

#[test]
fn a_bad_length_is_counted_instead() {
    let content = r#"<Paragraph Type="Scene Heading"><SceneProperties Length="three"/><Text>INT. A - DAY</Text></Paragraph>
<Paragraph Type="Scene Heading"><SceneProperties Length="0"/><Text>INT. B - DAY</Text></Paragraph>"#;
    let reading = read_fdx(content, "");
    assert_eq!(codes(&reading), ["X005"]);
    for scene in &reading.screenplay.scenes {
        assert_eq!((scene.eighths, scene.eighths_source), (1, EighthsSource::Counted));
    }
}

#[test]
fn a_file_cut_off_is_read_up_to_the_cut() {
    let whole =
        document(&format!("{HEADING}<Paragraph Type=\"Action\"><Text>Rain.</Text></Paragraph>{HEADING}"), "");
    let cut = &whole[..whole.rfind("EXT. YARD").unwrap() + 5];
    let reading = read(cut.as_bytes(), None);
    assert_eq!(codes(&reading), ["X001"]);
    assert!(reading.diagnostics[0].line.is_some());
    assert_eq!(texts(&reading), ["EXT. YARD - BACK GATE - DUSK", "Rain."]);
    // Every cut is survived, and says so unless nothing is lost but white space.
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let reading = read(&whole.as_bytes()[..end], Some("draft.fdx"));
        let complete = whole[end..].trim().is_empty();
        assert_eq!(
            reading.diagnostics.iter().any(|remark| remark.severity == Severity::Error),
            !complete,
            "cut at {end}"
        );
    }
}

#[test]
fn a_broken_tag_is_placed() {
    let text = document(
        "<Paragraph Type=\"Action\"><Text>One.</Text></Paragraph>\n<Paragraph Type=\"Action\"><Text>Tom & Rosa</Text></Paragraph>",
        "",
    );
    let reading = read(text.as_bytes(), None);
    let remark = reading.diagnostics.iter().find(|remark| remark.code == Code::BadXml).unwrap();
    assert_eq!(remark.line, Some(5));
    assert_eq!(texts(&reading), ["One."]);
}

#[test]
fn entity_bombs_and_deep_nests_are_refused() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><FinalDraft><Content><Paragraph><Text>&b;</Text></Paragraph></Content></FinalDraft>";
    let reading = read(bomb.as_bytes(), None);
    assert_eq!(codes(&reading), ["X002"]);
    assert!(reading.screenplay.elements.is_empty());
    let deep = document(&"<Paragraph>".repeat(200_000), "");
    assert_eq!(codes(&read(deep.as_bytes(), None)), ["X006"]);
}

#[test]
fn other_xml_is_said_to_be_other() {
    assert_eq!(codes(&read(b"<?xml version=\"1.0\"?><html><body/></html>", None)), ["X003"]);
    let treatment = document("<Paragraph Type=\"Action\"><Text>x</Text></Paragraph>", "")
        .replace("\"Script\"", "\"Treatment\"");
    assert!(codes(&read(treatment.as_bytes(), None)).contains(&"X008"));
}

/// Two spellings of the same script give the same scenes, cues and speeches.
#[test]
fn samples_agree_with_their_fountain() {
    let Some(root) =
        support::shared("fdx/wildwinter-screenplay-tools/tests", "FDX against Fountain of the same script")
    else {
        return;
    };
    for name in ["TestFDX-FD", "TestFDX-FI"] {
        let spoken = |extension: &str| -> Vec<(String, String)> {
            let path = root.join(format!("{name}.{extension}"));
            let reading = read(&std::fs::read(&path).unwrap(), path.to_str());
            let kind = |kind: &ElementKind| match kind {
                ElementKind::SceneHeading => Some("heading"),
                ElementKind::Character { .. } => Some("cue"),
                ElementKind::Dialogue => Some("speech"),
                _ => None,
            };
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let elements = &reading.screenplay.elements;
            elements
                .iter()
                .filter_map(|element| Some((kind(&element.kind)?.to_owned(), words(&element.text))))
                .collect()
        };
        let (ours, theirs) = (spoken("fdx"), spoken("fountain"));
        assert!(ours.len() > 5, "{name}: {}", ours.len());
        assert_eq!(ours, theirs, "{name}");
    }
}
