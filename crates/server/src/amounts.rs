//! Which words of the history name an amount of money.

use std::sync::LazyLock;

/// Do words of the history name an amount? What is undone or done again keeps its words.
pub(crate) fn named(words: &str) -> bool {
    told(words).is_some()
}

/// Words of a change without the amounts that they name.
pub(crate) fn hidden(words: &str) -> String {
    told(words).map_or_else(|| words.to_owned(), |told| format!("{told}hidden with the money"))
}

/// What words tell before they name an amount; none of words that name none.
fn told(words: &str) -> Option<&str> {
    static KEYS: LazyLock<Vec<String>> = LazyLock::new(facts::money_keys);
    let more = words.rsplit_once(", and ").filter(|(_, rest)| rest.ends_with(" more facts"));
    let words = more.map_or(words, |(first, _)| first);
    let behind = |key: &str| {
        let at = words.find(key)? + key.len();
        words[at..].contains(char::is_numeric).then_some(&words[..at])
    };
    // The rate of an element or of background; terms; a banner among the rows of a board; any other fact.
    let day = || words.starts_with("a day of ").then(|| behind(": ")).flatten();
    day()
        .or_else(|| behind(": terms "))
        .or_else(|| behind(", cost "))
        .or_else(|| KEYS.iter().find_map(|key| behind(&format!(": {key} "))))
}

#[cfg(test)]
mod tests {
    use super::{hidden, named};

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
            assert!(!named(&hidden(words)), "{}", hidden(words));
        }
        assert_eq!(hidden("Mill: day 500 → nothing"), "Mill: day hidden with the money");
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
