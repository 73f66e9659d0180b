//! Where the elements of a category belong in a production: the standard's numbers and names of categories.

use domain::Category as Kind;

use crate::schedule::Category;

/// Where an element belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// The set that a scene plays in.
    Set,
    /// INT or EXT.
    Setting,
    /// Time of day.
    Time,
    /// Day of the story.
    StoryDay,
    /// The unit that shoots it.
    Unit,
    /// Sequence.
    Sequence,
    /// The real place.
    Location,
    /// Who is in it.
    Cast,
    /// Background.
    Background,
    /// Only words.
    Comment,
    /// A category of the production.
    Thing(Kind),
    /// A category that is kept among another one of the production.
    Among(Kind),
}

/// Numbers, the names that files give them (in small letters), and where they belong.
const SHELVES: &[(u32, &[&str], Shelf)] = &[
    (0, &["set", "sets"], Shelf::Set),
    (1, &["int/ext", "i/e"], Shelf::Setting),
    (2, &["day/night", "d/n", "time of day"], Shelf::Time),
    (3, &["script day", "story day"], Shelf::StoryDay),
    (4, &["unit"], Shelf::Unit),
    (5, &["sequence"], Shelf::Sequence),
    (6, &["location", "locations"], Shelf::Location),
    (100, &["cast members", "cast"], Shelf::Cast),
    (101, &["background actors", "background", "extras"], Shelf::Background),
    (102, &["stunts", "stunt"], Shelf::Thing(Kind::Stunts)),
    (103, &["vehicles"], Shelf::Thing(Kind::Vehicles)),
    (104, &["props"], Shelf::Thing(Kind::Props)),
    (105, &["special effects", "sfx"], Shelf::Thing(Kind::SpecialEffects)),
    (106, &["wardrobe", "costumes"], Shelf::Thing(Kind::Wardrobe)),
    (107, &["makeup/hair", "make-up/hair", "makeup", "hair"], Shelf::Thing(Kind::MakeUp)),
    (108, &["animals"], Shelf::Thing(Kind::Animals)),
    (109, &["animal wrangler", "animal handler"], Shelf::Thing(Kind::AnimalHandler)),
    (110, &["camera"], Shelf::Among(Kind::SpecialEquipment)),
    (111, &["grip"], Shelf::Among(Kind::SpecialEquipment)),
    (112, &["electric"], Shelf::Among(Kind::SpecialEquipment)),
    (113, &["sound"], Shelf::Among(Kind::Music)),
    (114, &["music"], Shelf::Thing(Kind::Music)),
    (115, &["art department"], Shelf::Among(Kind::SetDressing)),
    (116, &["set dressing"], Shelf::Thing(Kind::SetDressing)),
    (117, &["greenery", "greens"], Shelf::Thing(Kind::Greenery)),
    (118, &["security"], Shelf::Among(Kind::AdditionalLabour)),
    (119, &["special equipment"], Shelf::Thing(Kind::SpecialEquipment)),
    (120, &["additional labor", "additional labour"], Shelf::Thing(Kind::AdditionalLabour)),
    (121, &["visual effects", "vfx"], Shelf::Thing(Kind::VisualEffects)),
    (122, &["mechanical effects", "mfx"], Shelf::Among(Kind::SpecialEffects)),
    (123, &["notes"], Shelf::Thing(Kind::Notes)),
    (124, &["comments"], Shelf::Comment),
    (125, &["miscellaneous", "misc"], Shelf::Among(Kind::Notes)),
    (126, &["other"], Shelf::Among(Kind::Notes)),
];

impl Shelf {
    /// By the standard's number, else by name; what nobody knows is kept among the notes.
    pub(crate) fn of(category: &Category) -> Self {
        let by_number = || SHELVES.iter().find(|(number, ..)| category.number == Some(*number));
        let name = category.name.to_lowercase();
        let by_name = || SHELVES.iter().find(|(_, names, _)| names.contains(&name.as_str()));
        let weapons = Kind::ALL.iter().find(|(key, _, kind)| *kind == Kind::Weapons && *key == name);
        match by_number().or_else(by_name) {
            Some((.., shelf)) => *shelf,
            None => weapons.map_or(Self::Among(Kind::Notes), |(.., kind)| Self::Thing(*kind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_before_names() {
        let shelf =
            |number, name: &str| Shelf::of(&Category { id: String::new(), number, name: name.to_owned() });
        assert_eq!(shelf(Some(104), "Cast"), Shelf::Thing(Kind::Props));
        assert_eq!(shelf(None, "CAST"), Shelf::Cast);
        assert_eq!(shelf(Some(7000), "Weapons"), Shelf::Thing(Kind::Weapons));
        assert_eq!(shelf(Some(500), "Puppeteers"), Shelf::Among(Kind::Notes));
    }
}
