//! Breakdown tags that a person set in Final Draft: taken over as accepted.

use domain::{Category, Review};
use rustc_hash::FxHashMap;
use screenplay::{Screenplay, TagDefinition};

use crate::background::Groups;
use crate::elements::Suggestion;
use crate::evidence::Spot;

/// Adds the tagged things of every scene; one that was suggested too becomes accepted.
pub(crate) fn add(screenplay: &Screenplay, suggestions: &mut [Vec<Suggestion>], groups: &mut Groups) {
    let fdx = &screenplay.fdx;
    if fdx.tags.is_empty() {
        return;
    }
    let categories: FxHashMap<&str, &str> =
        fdx.tag_categories.iter().map(|category| (category.id.as_str(), category.name.as_str())).collect();
    let definitions: FxHashMap<&str, &TagDefinition> =
        fdx.tag_definitions.iter().map(|definition| (definition.id.as_str(), definition)).collect();
    let tags: FxHashMap<u32, &[String]> =
        fdx.tags.iter().map(|tag| (tag.number, tag.definitions.as_slice())).collect();
    for (at, scene) in screenplay.scenes.iter().enumerate().filter(|(_, scene)| !scene.omitted) {
        for element in scene.elements.clone() {
            for used in &screenplay.elements[element].tags {
                let meant = tags.get(&used.number).copied().unwrap_or_default();
                for definition in meant.iter().filter_map(|id| definitions.get(id.as_str())) {
                    let category = categories.get(definition.category.as_str()).copied().unwrap_or_default();
                    let spot = Spot::new(element, used.part.clone());
                    take(&mut suggestions[at], groups, at, category, definition.label.trim(), spot);
                }
            }
        }
    }
}

fn take(
    suggestions: &mut Vec<Suggestion>,
    groups: &mut Groups,
    scene: usize,
    category: &str,
    label: &str,
    spot: Spot,
) {
    let lower = category.to_lowercase();
    if label.is_empty() || lower.contains("cast") || lower.contains("character") {
        return;
    }
    if lower.contains("extra") || lower.contains("background") || lower.contains("atmosphere") {
        groups.speaks(scene, label.to_uppercase(), spot);
        return;
    }
    let category = category_called(&lower);
    let known = suggestions
        .iter_mut()
        .find(|known| known.category == category && known.name.to_lowercase() == label.to_lowercase());
    match known {
        Some(known) => known.review = Review::Accepted,
        None => suggestions.push(Suggestion {
            review: Review::Accepted,
            ..Suggestion::new(category, label.to_owned(), spot)
        }),
    }
}

/// The category that a Tagger category's name (in small letters) means.
fn category_called(name: &str) -> Category {
    const WORDS: [(&str, Category); 19] = [
        ("handler", Category::AnimalHandler),
        ("animal", Category::Animals),
        ("stunt", Category::Stunts),
        ("weapon", Category::Weapons),
        ("visual", Category::VisualEffects),
        ("vfx", Category::VisualEffects),
        ("cgi", Category::VisualEffects),
        ("special eff", Category::SpecialEffects),
        ("mechanical", Category::SpecialEffects),
        ("equipment", Category::SpecialEquipment),
        ("prop", Category::Props),
        ("vehicle", Category::Vehicles),
        ("wardrobe", Category::Wardrobe),
        ("costume", Category::Wardrobe),
        ("make", Category::MakeUp),
        ("hair", Category::MakeUp),
        ("music", Category::Music),
        ("sound", Category::Music),
        ("dressing", Category::SetDressing),
    ];
    let by_word = WORDS.iter().find(|(word, _)| name.contains(word)).map(|(_, category)| *category);
    let green = name.contains("green").then_some(Category::Greenery);
    let labour = (name.contains("labor") || name.contains("labour")).then_some(Category::AdditionalLabour);
    by_word.or(green).or(labour).unwrap_or(Category::Notes)
}
