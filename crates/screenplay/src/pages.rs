//! Pages and lengths, through jumpcut's pagination: its parsers are not used, only its way to break pages.

use std::collections::HashMap;

use jumpcut::pagination::composer::{LayoutBlock, compose_with_wrap};
use jumpcut::pagination::paginator::{Page, paginate_with_policy};
use jumpcut::pagination::{
    Fragment, ScreenplayLayoutProfile, SemanticOptions, SemanticUnit, build_semantic_screenplay_with_options,
    normalize_screenplay,
};

use crate::diagnostics::{Code, Diagnostic};
use crate::page_feed::{self, Feed};
use crate::screenplay::{EighthsSource, ElementKind, Screenplay};

/// What a file says about its own layout.
#[derive(Default)]
pub(crate) struct Layout {
    /// Layout words of jumpcut, such as `a4` or `multicam`.
    pub(crate) words: String,
    /// Page and paragraph settings of FDX.
    pub(crate) imported: Option<jumpcut::ImportedLayoutOverrides>,
    /// Layout of single elements, by index; shorter than the elements if they have none.
    pub(crate) elements: Vec<ElementLayout>,
}

/// What a paragraph says about its own layout; inches from the left edge of the page, and points.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ElementLayout {
    /// The paragraph type whose rules hold, if not the element's own.
    pub(crate) paginate_as: Option<String>,
    pub(crate) left: Option<f32>,
    pub(crate) right: Option<f32>,
    pub(crate) space_before: Option<f32>,
    pub(crate) centered: bool,
}

/// Printed text above this size is not laid out: it is no script, and its pages mean nothing.
const MAX_PRINTED_BYTES: usize = 16 << 20;

/// Sets the pages of elements and scenes, and the lengths of scenes that record none.
pub(crate) fn paginate(screenplay: &mut Screenplay, layout: &Layout, diagnostics: &mut Vec<Diagnostic>) {
    let printed: usize =
        screenplay.elements.iter().filter(|element| element.prints()).map(|element| element.text.len()).sum();
    let metadata = [("fmt".to_owned(), vec![format!("{} industry", layout.words).into()])];
    let mut script = jumpcut::Screenplay {
        metadata: HashMap::from(metadata),
        imported_layout: layout.imported.clone(),
        imported_title_page: None,
        elements: Vec::new(),
    };
    let profile = ScreenplayLayoutProfile::from_screenplay(&script);
    let geometry = profile.to_pagination_geometry();
    let per_page =
        if geometry.lines_per_page.is_finite() { geometry.lines_per_page.clamp(10.0, 200.0) } else { 54.0 };
    screenplay.lines_per_page = per_page as u32;
    let scene_of = scene_of_elements(screenplay);
    let mut lines = vec![0.0_f32; screenplay.scenes.len()];
    if printed > MAX_PRINTED_BYTES {
        diagnostics.push(too_long(printed));
        estimate(screenplay, &scene_of, &mut lines, per_page);
    } else {
        let Feed { elements, sources } = page_feed::feed(screenplay, layout, &profile, diagnostics);
        script.elements = elements;
        script.apply_structural_act_break_policy();
        let normalized = normalize_screenplay("", &script);
        let options = SemanticOptions::from_policy(&profile.pagination);
        let semantic = build_semantic_screenplay_with_options(normalized, options);
        let blocks = compose_with_wrap(&semantic.units, &geometry, profile.pagination.interruption_dash_wrap);
        let pages = paginate_with_policy(&blocks, per_page, &geometry, &profile.pagination);
        let mut places = Places { screenplay, sources: &sources, scene_of: &scene_of, lines: &mut lines };
        places.take(&pages);
    }
    carry_pages(screenplay);
    set_lengths(screenplay, &lines, per_page);
}

fn scene_of_elements(screenplay: &Screenplay) -> Vec<Option<usize>> {
    let mut scene_of = vec![None; screenplay.elements.len()];
    for (nth, scene) in screenplay.scenes.iter().enumerate() {
        scene_of[scene.elements.clone()].fill(Some(nth));
    }
    scene_of
}

/// Takes pages and lines from the laid-out blocks back to elements and scenes.
struct Places<'a> {
    screenplay: &'a mut Screenplay,
    /// The element that each leaf was made from.
    sources: &'a [usize],
    scene_of: &'a [Option<usize>],
    lines: &'a mut [f32],
}

impl Places<'_> {
    fn take(&mut self, pages: &[Page<'_>]) {
        let mut number = 0;
        for page in pages {
            if page.blocks.iter().all(|block| matches!(block.unit, SemanticUnit::PageStart(_))) {
                continue;
            }
            number += 1;
            for block in &page.blocks {
                self.block(block, number);
            }
        }
        self.screenplay.pages = number;
    }

    fn block(&mut self, block: &LayoutBlock<'_>, page: u32) {
        let mut first = None;
        match block.unit {
            SemanticUnit::PageStart(_) => return,
            SemanticUnit::Flow(flow) => first = self.element(&flow.element_id, page),
            SemanticUnit::Lyric(lyric) => first = self.element(&lyric.element_id, page),
            SemanticUnit::Dialogue(dialogue) => {
                for (nth, part) in dialogue.parts.iter().enumerate() {
                    let split = block.dialogue_split.as_ref().and_then(|plan| plan.parts.get(nth));
                    let later = block.fragment == Fragment::ContinuedToNext
                        && split.is_some_and(|part| part.top_text.trim().is_empty());
                    let source = if later {
                        self.source(&part.element_id)
                    } else {
                        self.element(&part.element_id, page)
                    };
                    first = first.or(source);
                }
            }
            SemanticUnit::DualDialogue(dual) => {
                for part in dual.sides.iter().flat_map(|side| &side.dialogue.parts) {
                    let source = self.element(&part.element_id, page);
                    first = first.or(source);
                }
            }
        }
        let counts = |source: &usize| self.screenplay.elements[*source].prints();
        if let Some(scene) = first.filter(counts).and_then(|source| self.scene_of[source]) {
            self.lines[scene] += block.spacing_above + block.content_lines;
        }
    }

    fn element(&mut self, id: &str, page: u32) -> Option<usize> {
        let source = self.source(id)?;
        let element = &mut self.screenplay.elements[source];
        if element.page == 0 {
            element.page = page;
        }
        Some(source)
    }

    /// The leaves of jumpcut are named `el-1`, `el-2`… in the order in which they were fed.
    fn source(&self, id: &str) -> Option<usize> {
        let nth: usize = id.strip_prefix("el-")?.parse().ok()?;
        self.sources.get(nth.checked_sub(1)?).copied()
    }
}

/// What does not print is on the page of what printed last.
fn carry_pages(screenplay: &mut Screenplay) {
    let mut page = u32::from(screenplay.pages > 0);
    for element in &mut screenplay.elements {
        if element.page == 0 {
            element.page = page;
        }
        page = element.page;
    }
}

fn set_lengths(screenplay: &mut Screenplay, lines: &[f32], per_page: f32) {
    for (scene, lines) in screenplay.scenes.iter_mut().zip(lines) {
        scene.page = screenplay.elements[scene.elements.start].page;
        scene.lines = lines.ceil() as u32;
        if scene.eighths_source == EighthsSource::Counted {
            scene.eighths = eighths(*lines, per_page);
        }
    }
}

/// Eighths of a page, begun ones counted whole, at least one.
fn eighths(lines: f32, per_page: f32) -> u32 {
    // A hair less than exact, so that 27 lines of 54 are four eighths whatever the rounding.
    ((lines * 8.0 / per_page - 1e-4).ceil() as u32).max(1)
}

/// Lines without layout: sixty characters a line of action, thirty-five of dialogue, and a line above.
fn estimate(screenplay: &mut Screenplay, scene_of: &[Option<usize>], lines: &mut [f32], per_page: f32) {
    let mut total = 0.0_f32;
    for (at, element) in screenplay.elements.iter_mut().enumerate().filter(|(_, element)| element.prints()) {
        let (width, above) = match element.kind {
            ElementKind::Dialogue | ElementKind::Lyrics => (35, 0.0),
            ElementKind::Parenthetical => (25, 0.0),
            ElementKind::SceneHeading => (60, 2.0),
            _ => (60, 1.0),
        };
        let wrapped: usize = element.text.split('\n').map(|line| line.len().div_ceil(width).max(1)).sum();
        let height = above + wrapped as f32;
        element.page = (total / per_page) as u32 + 1;
        total += height;
        if let Some(scene) = scene_of[at] {
            lines[scene] += height;
        }
    }
    screenplay.pages = (total / per_page).ceil() as u32;
}

fn too_long(printed: usize) -> Diagnostic {
    Diagnostic::new(
        Code::NotPaginated,
        format!(
            "the script prints {} MB of text and was not laid out; pages and lengths are estimated",
            printed >> 20
        ),
        format!("scripts above {} MB are not laid out in pages", MAX_PRINTED_BYTES >> 20),
        "check that this is one script; split it if it is several",
    )
}
