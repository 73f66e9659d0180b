//! What sections there are, what their keys mean, and how much a production says in each.

use domain::State;

use crate::section::Documented;
use crate::sections::SECTIONS;

/// A section of the format, and how much a production says in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its name.
    pub name: &'static str,
    /// As a file writes it: `[prices]`, `[[cast]]`.
    pub heading: String,
    /// What it is for.
    pub about: &'static str,
    /// Its keys, in the order of the export.
    pub keys: Vec<Documented>,
    /// Entries of a `[[list]]`; otherwise keys of which somebody said something.
    pub said: usize,
    /// A value in it is money.
    pub money: bool,
}

/// All sections, in the order in which they are applied and exported.
#[must_use]
pub fn outline(state: &State) -> Vec<Outline> {
    let of_section = |section: &&dyn crate::section::AnySection| {
        let entries = section.export(state);
        let values = || entries.iter().flat_map(|entry| &entry.lines).filter(|line| line.value.is_some());
        let keys = section.documented();
        Outline {
            name: section.name(),
            heading: section.heading(),
            about: section.about(),
            money: keys.iter().any(is_money),
            keys,
            said: if section.list() { entries.len() } else { values().count() },
        }
    };
    SECTIONS.iter().map(of_section).collect()
}

/// The keys of all sections whose values are money, as a preview names them.
#[must_use]
pub fn money_keys() -> Vec<String> {
    let keys = SECTIONS.iter().flat_map(|section| section.documented());
    keys.filter(is_money).map(|key| key.name.replace('_', " ")).collect()
}

/// Is a key's value money?
pub(crate) fn is_money(key: &Documented) -> bool {
    key.expects.contains("money")
}
