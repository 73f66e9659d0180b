//! Which words of the history name an amount of money.

use std::sync::LazyLock;

/// Do words of the history name an amount? What is undone or done again keeps its words.
pub(crate) fn named(words: &str) -> bool {
    static KEYS: LazyLock<Vec<String>> = LazyLock::new(facts::money_keys);
    let more = words.rsplit_once(", and ").filter(|(_, rest)| rest.ends_with(" more facts"));
    let words = more.map_or(words, |(first, _)| first);
    let behind = |key: &str| words.split_once(key).is_some_and(|(_, rest)| rest.contains(char::is_numeric));
    // The rate of an element or of background; terms; a banner among the rows of a board; any other fact.
    (words.starts_with("a day of ") && behind(": "))
        || behind(": terms ")
        || behind(", cost ")
        || KEYS.iter().any(|key| behind(&format!(": {key} ")))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn only_words_with_an_amount_name_one() {
        for words in [
            "Hanne Aas: terms daily 5000",
            "a day of Horse: 1200.50",
            "a day of one of Guests: 200",
            "prices: overtime hour 4,000 → 4,321, and 2 more facts",
            "Mill: day 500 → nothing",
            "plan, Main unit: days [1] → [1, banner move, text Ferry, cost 300]",
        ] {
            assert!(named(words), "{words}");
        }
        for words in [
            "Hanne Aas: terms included",
            "Hanne Aas: terms confirmed: yes",
            "a day of Horse: none",
            "a day of one of Guests: default, and 2 more facts",
            "applied rates-2027.toml",
            "production: start 2027-05-03 → 2027-05-04",
            "minutes of 9: 123",
            "Mill: sets Mill yard, and 12 more facts",
        ] {
            assert!(!named(words), "{words}");
        }
    }
}
