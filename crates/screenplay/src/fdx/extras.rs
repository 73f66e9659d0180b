//! What FDX keeps beside the script: the Tagger's lists, the cast, word lists, revisions, notes, the title page.

use std::collections::HashSet;

use roxmltree::Node;

use crate::diagnostics::{Code, Diagnostic};
use crate::screenplay::{
    Element, FdxExtras, Revision, ScriptNote, SmartType, Tag, TagCategory, TagDefinition,
};

use super::text::plain;
use super::{child, children};

pub(super) fn read(root: Node<'_, '_>, elements: &[Element], diagnostics: &mut Vec<Diagnostic>) -> FdxExtras {
    let mut extras = FdxExtras { version: owned(root, "Version"), ..FdxExtras::default() };
    if let Some(data) = child(root, "TagData") {
        read_tags(data, &mut extras);
    }
    remark_tags(&extras, elements, diagnostics);
    if let Some(cast) = child(root, "Cast") {
        let members = cast.descendants().filter(|node| node.has_tag_name("Member"));
        extras.cast = members
            .filter_map(|member| owned(member, "Character").or_else(|| owned(member, "Name")))
            .collect();
    }
    if let Some(lists) = child(root, "SmartType") {
        extras.smart_type = smart_type(lists);
    }
    if let Some(revisions) = child(root, "Revisions") {
        extras.revisions = children(revisions, "Revision").map(revision).collect();
        let active = revisions.attribute("ActiveSet");
        extras.draft = extras
            .revisions
            .iter()
            .find(|revision| Some(revision.id.as_str()) == active)
            .map(|revision| revision.name.clone())
            .filter(|name| !name.is_empty());
    }
    if let Some(options) = child(root, "SceneNumberOptions") {
        extras.number_scheme = owned(options, "NumberScheme");
        extras.scene_numbers_locked = ["Locked", "KeepSceneNumbers", "LockSceneNumbers"]
            .iter()
            .any(|name| options.attribute(*name).is_some_and(|value| value.eq_ignore_ascii_case("yes")));
    }
    if let Some(pages) = child(root, "LockedPages") {
        extras.pages_locked = pages.children().any(|node| node.is_element());
    }
    // Locked pages are only found in scripts whose numbers are locked.
    extras.scene_numbers_locked |= extras.pages_locked;
    if let Some(notes) = child(root, "ScriptNotes") {
        extras.script_notes = children(notes, "ScriptNote").map(script_note).collect();
    }
    extras
}

fn owned(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.attribute(name).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
}

fn read_tags(data: Node<'_, '_>, extras: &mut FdxExtras) {
    let number = |node: Node<'_, '_>| node.attribute("Number").and_then(|number| number.trim().parse().ok());
    for list in children(data, "TagCategories") {
        extras.tag_categories.extend(children(list, "TagCategory").map(|node| TagCategory {
            id: owned(node, "Id").unwrap_or_default(),
            name: owned(node, "Name").unwrap_or_default(),
            number: number(node),
            color: owned(node, "Color"),
        }));
    }
    for list in children(data, "TagDefinitions") {
        extras.tag_definitions.extend(children(list, "TagDefinition").map(|node| TagDefinition {
            id: owned(node, "Id").unwrap_or_default(),
            category: owned(node, "CatId").unwrap_or_default(),
            label: owned(node, "Label").unwrap_or_default(),
            number: number(node),
        }));
    }
    for list in children(data, "Tags") {
        extras.tags.extend(children(list, "Tag").filter_map(|node| {
            let definitions =
                children(node, "DefId").filter_map(|id| id.text()).map(|id| id.trim().to_owned());
            Some(Tag { number: number(node)?, definitions: definitions.collect() })
        }));
    }
}

/// Tags that lead nowhere are kept, and said.
fn remark_tags(extras: &FdxExtras, elements: &[Element], diagnostics: &mut Vec<Diagnostic>) {
    let numbers: HashSet<u32> = extras.tags.iter().map(|tag| tag.number).collect();
    let definitions: HashSet<&str> =
        extras.tag_definitions.iter().map(|definition| definition.id.as_str()).collect();
    let categories: HashSet<&str> =
        extras.tag_categories.iter().map(|category| category.id.as_str()).collect();
    let remark = |what: String| {
        Diagnostic::new(
            Code::BadTag,
            what,
            "the thing was deleted in the Tagger, or another program wrote the file",
            "tag it again in Final Draft, or add the element by hand",
        )
    };
    for element in elements {
        for tag in element.tags.iter().filter(|tag| !numbers.contains(&tag.number)) {
            let span = element.source_span(tag.part.clone());
            diagnostics
                .push(remark(format!("tag {} is not listed in the file", tag.number)).at(element.line, span));
        }
    }
    for tag in &extras.tags {
        for id in tag.definitions.iter().filter(|id| !definitions.contains(id.as_str())) {
            diagnostics.push(remark(format!("tag {} stands for `{id}`, which is not defined", tag.number)));
        }
    }
    for definition in
        extras.tag_definitions.iter().filter(|definition| !categories.contains(definition.category.as_str()))
    {
        diagnostics.push(remark(format!("`{}` belongs to a category that is not defined", definition.label)));
    }
}

fn smart_type(lists: Node<'_, '_>) -> SmartType {
    let words = |list: &'static str, item: &'static str| -> Vec<String> {
        child(lists, list)
            .into_iter()
            .flat_map(|list| children(list, item))
            .filter_map(|node| node.text())
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect()
    };
    SmartType {
        characters: words("Characters", "Character"),
        locations: words("Locations", "Location"),
        times: words("TimesOfDay", "TimeOfDay"),
        intros: words("SceneIntros", "SceneIntro"),
        transitions: words("Transitions", "Transition"),
        extensions: words("Extensions", "Extension"),
    }
}

fn revision(node: Node<'_, '_>) -> Revision {
    let value = |name: &str| owned(node, name).unwrap_or_default();
    Revision { id: value("ID"), name: value("Name"), color: value("Color"), mark: value("Mark") }
}

fn script_note(node: Node<'_, '_>) -> ScriptNote {
    let range = node.attribute("Range").and_then(|range| range.split_once(','));
    ScriptNote {
        text: plain(node),
        name: owned(node, "Name"),
        kind: owned(node, "Type"),
        writer: owned(node, "WriterName"),
        characters: range.and_then(|(from, to)| Some((from.trim().parse().ok()?, to.trim().parse().ok()?))),
    }
}

/// The lines of the title page that are not blank.
pub(super) fn title_page(root: Node<'_, '_>) -> Vec<(String, String)> {
    let content = child(root, "TitlePage").and_then(|page| child(page, "Content"));
    content
        .into_iter()
        .flat_map(|content| children(content, "Paragraph"))
        .map(plain)
        .filter(|line| !line.is_empty())
        .map(|line| (String::new(), line))
        .collect()
}
