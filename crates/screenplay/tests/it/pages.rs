//! Page breaks against those that Final Draft made, and page counts of whole scripts.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::support;

use std::fs;
use std::path::Path;

use screenplay::{EighthsSource, Element, ElementKind, Format, Screenplay, read};
use serde_json::Value;
use support::shared;

fn script(path: &Path) -> Screenplay {
    let reading = read(&fs::read(path).unwrap(), path.to_str());
    let errors: Vec<&str> = reading
        .diagnostics
        .iter()
        .filter(|remark| remark.severity == screenplay::Severity::Error)
        .map(|remark| remark.message.as_str())
        .collect();
    assert!(errors.is_empty(), "{}: {errors:?}", path.display());
    reading.screenplay
}

#[test]
fn whole_scripts() {
    let Some(root) = shared("screenplays", "page counts of whole scripts") else { return };
    for (path, pages, scenes) in [
        ("barrier15/the-phoenix-child.fountain", 112, 115),
        ("seoul-identity/seoul-identity.fountain", 142, 93),
        // The page breaks that the writer forced before sections count here.
        ("mr-james/mr-james.fountain", 46, 29),
        ("mr-james/mr-james.fdx", 46, 29),
    ] {
        let script = script(&root.join(path));
        assert_eq!((script.pages, script.scenes.len()), (pages, scenes), "{path}");
        check_pages(&script);
    }
}

/// Pages rise, scenes fill the script, and lengths follow from lines.
fn check_pages(script: &Screenplay) {
    assert!(script.elements.windows(2).all(|pair| pair[0].page <= pair[1].page), "pages fall");
    assert_eq!(script.elements.last().map(|element| element.page), Some(script.pages));
    let lines: u32 = script.scenes.iter().map(|scene| scene.lines).sum();
    // A page is rarely full to the last line, and spacing at its top is lost: within a tenth.
    let full = script.pages * script.lines_per_page;
    assert!(lines <= full && lines * 10 >= full * 8, "{lines} lines on {} pages", script.pages);
    for scene in script.scenes.iter().filter(|scene| scene.eighths_source == EighthsSource::Counted) {
        assert_eq!(scene.eighths, (scene.lines * 8).div_ceil(script.lines_per_page).max(1));
    }
}

/// Every element begins on the page on which it begins in Final Draft's printout.
#[test]
fn page_breaks_of_final_draft() {
    let Some(root) =
        shared("fdx/jumpcut/tests/fixtures/corpus/public", "page breaks of Final Draft printouts")
    else {
        return;
    };
    for (name, source) in [
        ("vikings", "source.fdx"),
        ("vikings", "source.fountain"),
        ("mostly-genius", "source.fdx"),
        ("mostly-genius", "source.fountain"),
    ] {
        let folder = root.join(name);
        let script = script(&folder.join("source").join(source));
        let expected: Value =
            serde_json::from_slice(&fs::read(folder.join("canonical/page-breaks.json")).unwrap()).unwrap();
        let pages = expected["pages"].as_array().unwrap();
        assert_eq!(script.pages as usize, pages.len(), "{name}/{source}");
        let leaves: Vec<&Element> =
            script.elements.iter().filter(|element| counts_as_leaf(element)).collect();
        // The recorded ids also count what does not print, so they are taken as an order only.
        let mut recorded: Vec<(&str, usize)> = Vec::new();
        for (nth, page) in pages.iter().enumerate() {
            for item in page["items"].as_array().unwrap() {
                let id = item["element_id"].as_str().unwrap();
                if recorded.last().is_none_or(|(last, _)| *last != id) {
                    recorded.push((id, nth + 1));
                }
            }
        }
        assert_eq!(recorded.len(), leaves.len(), "{name}/{source}");
        let wrong: Vec<String> = leaves
            .iter()
            .zip(&recorded)
            .filter(|(leaf, (_, page))| leaf.page as usize != *page)
            .map(|(leaf, (_, page))| format!("recorded on page {page}, ours on {}: {}", leaf.page, leaf.text))
            .collect();
        assert!(
            wrong.is_empty(),
            "{name}/{source}: {} of {} elements\n{}",
            wrong.len(),
            leaves.len(),
            wrong.join("\n")
        );
    }
}

/// What the recorded breaks count: everything printed that is not Final Draft's "General".
fn counts_as_leaf(element: &Element) -> bool {
    element.prints() && element.kind != ElementKind::General
}

/// Small scripts made to ask Final Draft where it splits; each records on which pages a block stands.
#[test]
fn probes_of_final_draft() {
    let Some(root) =
        shared("fountain/jumpcut-fd-probes/tests/fixtures/fd-probes", "probes of Final Draft's page breaks")
    else {
        return;
    };
    let mut probes = 0;
    for folder in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        let probe: Value = serde_json::from_slice(&fs::read(folder.join("expected.json")).unwrap()).unwrap();
        if probe["status"] != "active" {
            continue;
        }
        probes += 1;
        let script = script(&folder.join("source.fountain"));
        let expected = &probe["expected"];
        let page = |key: &str| expected[key].as_u64().unwrap() as u32;
        let wanted = probe["target"]["contains_text"].as_str().unwrap();
        let at = script.elements.iter().position(|element| element.text.contains(wanted)).unwrap();
        let name = folder.display();
        match expected["kind"].as_str().unwrap() {
            "push-whole" => assert_eq!(script.elements[at].page, page("whole_on_page"), "{name}"),
            "split" => {
                // A split before the element leaves its cue above, a split in it leaves its first line.
                let below = expected["bottom_fragment_starts_with"].as_str().unwrap();
                let first = if script.elements[at].text.starts_with(below) { at - 1 } else { at };
                assert_eq!(script.elements[first].page, page("top_page"), "{name}");
                if first < at {
                    assert_eq!(script.elements[at].page, page("bottom_page"), "{name}");
                }
                let next = script.elements[at + 1..].iter().find(|element| element.prints());
                assert!(
                    next.is_none_or(|next| next.page >= page("bottom_page")),
                    "{name}: what follows is on page {:?}",
                    next.map(|next| next.page)
                );
                assert_eq!(script.pages, page("bottom_page"), "{name}");
            }
            other => panic!("{name}: {other}"),
        }
    }
    assert!(probes > 0);
}

#[test]
fn a_script_of_eight_lengths_has_eight_times_the_pages() {
    let scene = "INT. HOUSE - DAY\n\nShe waits, and waits, and waits.\n\nBOB\nI am here.\n\n";
    let once = read(scene.repeat(100).as_bytes(), None).screenplay;
    let eight = read(scene.repeat(800).as_bytes(), None).screenplay;
    assert!(once.format == Format::Fountain && once.pages > 10);
    assert!(eight.pages.abs_diff(once.pages * 8) <= 8, "{} and {}", once.pages, eight.pages);
}

#[test]
fn lengths_are_counted_from_printed_lines() {
    // Heading 1 (nothing above it on a fresh page), action 1 + 1, cue 1 + 1, speech 1: six lines.
    let text = "INT. HOUSE - DAY\n\nShe waits.\n\nBOB\nHello.\n\nEXT. STREET - NIGHT\n\nRain.\n";
    let script = read(text.as_bytes(), None).screenplay;
    assert_eq!((script.pages, script.lines_per_page), (1, 54));
    // The second scene: two lines above its heading, the heading, one above the action, the action.
    assert_eq!(
        script.scenes.iter().map(|scene| (scene.lines, scene.eighths)).collect::<Vec<_>>(),
        [(6, 1), (5, 1)]
    );
    let long = format!("INT. HOUSE - DAY\n\n{}", "She waits.\n".repeat(25));
    let script = read(long.as_bytes(), None).screenplay;
    assert_eq!((script.scenes[0].lines, script.scenes[0].eighths), (27, 4));
}

#[test]
fn notes_sections_and_boneyards_have_no_length() {
    let plain = "INT. HOUSE - DAY\n\nShe waits.\n\nHe waits.\n";
    let full = "# Act\n\nINT. HOUSE - DAY\n\n= Waiting.\n\nShe waits.\n\n/* cut\n\nall this */\n\n[[why?]]\n\nHe waits.\n";
    let length = |text: &str| read(text.as_bytes(), None).screenplay.scenes[0].lines;
    assert_eq!(length(plain), length(full));
}

#[test]
fn forced_page_breaks_break_pages() {
    let text = "INT. HOUSE - DAY\n\nShe waits.\n\n===\n\n# Act two\n\nEXT. STREET - DAY\n\nRain.\n\n===\n\nBOB\nHello.\n";
    let script = read(text.as_bytes(), None).screenplay;
    assert_eq!(script.pages, 3);
    assert_eq!(script.scenes.iter().map(|scene| scene.page).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(script.elements.last().unwrap().page, 3);
}
