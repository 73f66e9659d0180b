//! The layout settings of FDX: what paragraph types look like, and what of it the page layout takes.

use std::collections::{BTreeSet, HashMap};

use roxmltree::Node;

use crate::pages::{ElementLayout, Layout};

use super::{child, children};

/// What the settings say of a paragraph type.
#[derive(Clone, Debug, Default)]
pub(super) struct TypeStyle {
    pub(super) all_caps: bool,
    paginate_as: Option<String>,
    left: Option<f32>,
    right: Option<f32>,
    space_before: Option<f32>,
}

/// The settings of all paragraph types.
#[derive(Default)]
pub(super) struct Settings {
    types: HashMap<String, TypeStyle>,
}

/// Types that the page layout knows; all others are laid out as one of these.
const KNOWN: &[&str] = &[
    "Action",
    "Scene Heading",
    "Character",
    "Parenthetical",
    "Dialogue",
    "Lyric",
    "Transition",
    "Cold Opening",
    "New Act",
    "End of Act",
    "End Of Act",
];

impl Settings {
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let mut types = HashMap::new();
        for settings in children(root, "ElementSettings") {
            let Some(name) = settings.attribute("Type") else { continue };
            let spec = child(settings, "ParagraphSpec");
            let style =
                child(settings, "FontSpec").and_then(|font| font.attribute("Style")).unwrap_or_default();
            types.insert(
                name.to_owned(),
                TypeStyle {
                    all_caps: style.split('+').any(|word| word == "AllCaps"),
                    paginate_as: child(settings, "Behavior")
                        .and_then(|node| node.attribute("PaginateAs"))
                        .map(str::to_owned),
                    left: spec.and_then(|spec| number(spec, "LeftIndent")),
                    right: spec.and_then(|spec| number(spec, "RightIndent")),
                    space_before: spec.and_then(|spec| number(spec, "SpaceBefore")),
                },
            );
        }
        Self { types }
    }

    pub(super) fn of(&self, kind: &str) -> Option<&TypeStyle> {
        self.types.get(kind)
    }

    /// How one paragraph is laid out: by its own attributes, then by its type's if the layout does not know that.
    pub(super) fn layout(&self, paragraph: Node<'_, '_>, kind: &str) -> ElementLayout {
        let mut layout = ElementLayout {
            paginate_as: None,
            left: number(paragraph, "LeftIndent"),
            right: number(paragraph, "RightIndent"),
            space_before: number(paragraph, "SpaceBefore"),
            centered: paragraph.attribute("Alignment") == Some("Center"),
        };
        if matches!(kind, "End of Act" | "End Of Act" | "Cold Opening") {
            layout.paginate_as = Some(kind.to_owned());
        }
        if KNOWN.contains(&kind) {
            return layout;
        }
        let style = self.of(kind).cloned().unwrap_or_default();
        layout.paginate_as = style.paginate_as.filter(|name| KNOWN.contains(&name.as_str()));
        layout.left = layout.left.or(style.left);
        layout.right = layout.right.or(style.right);
        layout.space_before = layout.space_before.or(style.space_before);
        layout
    }
}

fn number(node: Node<'_, '_>, name: &str) -> Option<f32> {
    node.attribute(name)?.trim().parse().ok().filter(|value: &f32| value.is_finite() && value.abs() < 1e4)
}

/// The settings as jumpcut reads them. It is given the document without its body, but with one empty paragraph
/// of each type that occurs, since that is all it looks at.
pub(super) fn imported(text: &str, content: Option<Node<'_, '_>>, types: &BTreeSet<String>) -> Layout {
    let Some(content) = content else { return Layout::default() };
    let range = content.range();
    let mut reduced = String::with_capacity(text.len() - range.len() + 64 * types.len());
    reduced.push_str(&text[..range.start]);
    reduced.push_str("<Content>");
    for kind in types {
        let escaped = kind.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        reduced.push_str(&format!("<Paragraph Type=\"{escaped}\"></Paragraph>"));
    }
    reduced.push_str("</Content>");
    reduced.push_str(&text[range.end..]);
    match jumpcut::parse_fdx(&reduced) {
        Ok(script) => Layout {
            words: script
                .metadata
                .get("fmt")
                .and_then(|words| words.first())
                .map(jumpcut::ElementText::plain_text)
                .unwrap_or_default(),
            imported: script.imported_layout,
            elements: Vec::new(),
        },
        Err(_) => Layout::default(),
    }
}
