//! How many: the number that stands before a noun, in figures or words.

use crate::words;

/// The number before a byte: `six guards`, `about eighty extras`, `dozens of`, `20-30 hunters`.
pub(crate) fn before(text: &str, at: usize) -> Option<u32> {
    let mut total: Option<u32> = None;
    let mut scale: Option<u32> = None;
    let clause = text[..at].rfind([',', ';', ':', '(', ')']).map_or(0, |comma| comma + 1);
    for (place, word) in words::before(&text[clause..at], at - clause, 5).iter().enumerate() {
        if let Some(number) = number(word) {
            total = Some(total.unwrap_or(0).saturating_add(number.saturating_mul(scale.unwrap_or(1))));
            scale = None;
            continue;
        }
        match word.as_str() {
            "dozen" => scale = Some(12),
            "dozens" => return Some(24),
            "hundred" => scale = Some(100),
            "hundreds" => return Some(200),
            "thousand" => scale = Some(1000),
            "thousands" => return Some(2000),
            "scores" => return Some(40),
            "couple" => return Some(2),
            "handful" => return Some(5),
            "a" | "an" if scale.is_some() => return scale,
            "of" | "and" | "more" | "other" => {}
            _ if total.is_some() || scale.is_some() => break,
            // One adjective may stand between: `six armed guards`.
            _ if place < 2 => {}
            _ => break,
        }
    }
    total.or(scale)
}

/// A number from 2 on in figures or words; of a range the higher. Years and ages are no counts.
pub(crate) fn number(word: &str) -> Option<u32> {
    const SMALL: [&str; 19] = [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = word.to_lowercase();
    if let Some(at) = SMALL.iter().position(|known| *known == word) {
        return u32::try_from(at + 2).ok();
    }
    if let Some(at) = TENS.iter().position(|known| *known == word) {
        return u32::try_from((at + 2) * 10).ok();
    }
    let last = word.rsplit('-').next().unwrap_or_default();
    last.parse().ok().filter(|number| (2..=100_000).contains(number) && !(1900..2100).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_figures_and_words() {
        for (text, count) in [
            ("Six guards", Some(6)),
            ("about eighty guards", Some(80)),
            ("dozens of guards", Some(24)),
            ("a dozen guards", Some(12)),
            ("two dozen guards", Some(24)),
            ("three hundred guards", Some(300)),
            ("20-30 guards", Some(30)),
            ("four armed guards", Some(4)),
            ("a few guards", None),
            ("In 1999 guards", None),
            ("He has six. The guards", None),
            ("Palik, 50, harbour guards", None),
            ("THUG #3 guards", None),
        ] {
            let at = text.rfind("guards").unwrap();
            assert_eq!(before(text, at), count, "{text}");
        }
    }
}
