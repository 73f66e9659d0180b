//! Scenes from elements: each heading opens one; the time of day is resolved from scene to scene.

use std::collections::HashMap;

use crate::diagnostics::{Code, Diagnostic};
use crate::heading::{self, Heading, IntExt, TimeOfDay};
use crate::screenplay::{EighthsSource, Element, ElementKind, Scene, Span};

/// What a file records about a scene beside its text; `element` is its heading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Recorded {
    pub(crate) element: usize,
    pub(crate) number: Option<String>,
    pub(crate) eighths: Option<u32>,
    pub(crate) page: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) arc_beats: Vec<String>,
    pub(crate) omitted: bool,
}

/// Groups elements into scenes. `recorded` is in the order of the headings and may be empty.
pub(crate) fn from_elements(
    elements: &mut [Element],
    recorded: &[Recorded],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Scene> {
    let headings: Vec<usize> =
        (0..elements.len()).filter(|at| elements[*at].kind == ElementKind::SceneHeading).collect();
    let mut scenes = Vec::with_capacity(headings.len());
    let mut records = recorded.iter().peekable();
    for (nth, &at) in headings.iter().enumerate() {
        let end = headings.get(nth + 1).copied().unwrap_or(elements.len());
        while records.peek().is_some_and(|record| record.element < at) {
            records.next();
        }
        let record =
            records.peek().filter(|record| record.element == at).copied().cloned().unwrap_or_default();
        scenes.push(scene(elements, at..end, record));
    }
    resolve_times(&mut scenes, elements, diagnostics);
    remark_numbers(&scenes, elements, diagnostics);
    if scenes.is_empty() && elements.iter().any(Element::prints) {
        diagnostics.push(Diagnostic::new(
            Code::NoScene,
            "the script has no scene heading",
            "headings begin with INT. or EXT. and stand between empty lines",
            "check that this is a screenplay, or put a full stop before each heading",
        ));
    }
    scenes
}

fn scene(elements: &mut [Element], range: std::ops::Range<usize>, record: Recorded) -> Scene {
    let opening = &mut elements[range.start];
    let (text, number) = heading::split_number(&opening.text);
    let number = number.or_else(|| heading::split_leading_number(text).map(|(number, _)| number));
    let (end, number) = (text.len(), record.number.or_else(|| number.map(str::to_owned)));
    opening.truncate(end);
    let heading = heading::parse(&elements[range.start].text);
    let omitted = record.omitted || is_omitted(&heading.text);
    let body = &elements[range.clone()];
    let synopsis = || {
        let lines: Vec<&str> = body
            .iter()
            .filter(|element| element.kind == ElementKind::Synopsis)
            .map(|element| element.text.as_str())
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    };
    let first = &body[0];
    let last = body.last().unwrap_or(first);
    Scene {
        number,
        page: 0,
        lines: 0,
        eighths: record.eighths.unwrap_or(1).max(1),
        eighths_source: if record.eighths.is_some() {
            EighthsSource::Recorded
        } else {
            EighthsSource::Counted
        },
        recorded_page: record.page,
        omitted,
        summary: record.summary.or_else(synopsis),
        title: record.title,
        arc_beats: record.arc_beats,
        span: Span::new(first.span.start, last.span.end),
        line: first.line,
        heading,
        elements: range,
    }
}

/// `OMITTED`, `OMIT`, `SCENE OMITTED`, in parentheses or with stars around it, and with scene numbers.
fn is_omitted(heading: &str) -> bool {
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let said = |word: &str| {
        ["OMITTED", "OMIT", "SCENE", "SCENES"].iter().any(|known| word.eq_ignore_ascii_case(known))
    };
    let numbered = |word: &str| {
        word.bytes().any(|byte| byte.is_ascii_digit()) || word.len() <= 2 || word.eq_ignore_ascii_case("thru")
    };
    heading.to_ascii_uppercase().contains("OMIT") && words.all(|word| said(word) || numbered(word))
}

/// Gives headings that continue the scene before its time of day, and marks them.
fn resolve_times(scenes: &mut [Scene], elements: &[Element], diagnostics: &mut Vec<Diagnostic>) {
    let mut before: Option<TimeOfDay> = None;
    for scene in scenes.iter_mut().filter(|scene| !scene.omitted) {
        let element = &elements[scene.elements.start];
        let heading = &mut scene.heading;
        if heading.time.is_none() {
            match (heading.continuation, before) {
                (Some(how), Some(time)) => {
                    heading.time = Some(time);
                    heading.resolved_from = Some(how);
                }
                (Some(_), None) => diagnostics.push(unresolved(heading).at(element.line, element.span)),
                (None, _) => diagnostics.push(without_time(heading).at(element.line, element.span)),
            }
        }
        if heading.set.is_empty() {
            diagnostics.push(without_set(heading).at(element.line, element.span));
        }
        before = heading.time.or(before.filter(|_| heading.continuation.is_some()));
    }
}

fn without_time(heading: &Heading) -> Diagnostic {
    Diagnostic::new(
        Code::HeadingWithoutTime,
        format!("`{}` names no time of day", heading.text),
        if heading.setting == Some(IntExt::Int) {
            "interiors are often written so"
        } else {
            "nothing after a dash reads as a time"
        },
        "add DAY or NIGHT to the heading, or set the light of the scene by hand",
    )
}

fn unresolved(heading: &Heading) -> Diagnostic {
    Diagnostic::new(
        Code::TimeUnresolved,
        format!("`{}` continues the scene before, whose time of day is not known", heading.text),
        "the scene before names no time of day, or there is none",
        "name the time of day in the scene before",
    )
}

fn without_set(heading: &Heading) -> Diagnostic {
    Diagnostic::new(
        Code::HeadingWithoutSet,
        format!("`{}` names no set", heading.text),
        "nothing stands between INT. or EXT. and the time of day",
        "name the set in the heading",
    )
}

fn remark_numbers(scenes: &[Scene], elements: &[Element], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for scene in scenes {
        let Some(number) = &scene.number else { continue };
        let element = &elements[scene.elements.start];
        if let Some(line) = seen.insert(number.to_uppercase(), element.line) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateNumber,
                    format!("scene number {number} was used before, on line {line}"),
                    "a scene was copied, or numbers were typed by hand",
                    "give one of the two another number",
                )
                .at(element.line, element.span),
            );
        }
    }
}
