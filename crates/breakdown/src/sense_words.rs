//! Small words that tell what other words are: pronouns, determiners, prepositions, adverbs.

pub(crate) fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") && !matches!(word, "family" | "ally" | "bully" | "belly" | "fly")
        || matches!(
            word,
            "then"
                | "just"
                | "now"
                | "also"
                | "still"
                | "again"
                | "too"
                | "instead"
                | "almost"
                | "both"
                | "all"
                | "half"
                | "once"
                | "soon"
                | "even"
                | "himself"
                | "herself"
        )
}

pub(crate) const DETERMINERS: &[&str] = &[
    "a", "an", "the", "his", "her", "its", "their", "our", "my", "your", "this", "that", "these", "those",
    "no", "some", "another", "each", "every", "of", "with", "any",
];

pub(crate) const SUBJECTS: &[&str] = &[
    "to",
    "i",
    "he",
    "she",
    "they",
    "we",
    "you",
    "who",
    "will",
    "would",
    "can",
    "could",
    "must",
    "should",
    "may",
    "might",
    "don't",
    "doesn't",
    "didn't",
    "then",
    "let's",
    "everybody",
    "someone",
    "somebody",
];

pub(crate) const OBJECTS: &[&str] =
    &["the", "a", "an", "his", "her", "their", "its", "him", "them", "it", "up", "off", "into", "at"];

/// Pronouns, and what else stands for people as the doer of a verb.
pub(crate) const PEOPLE: &[&str] = &[
    "he",
    "she",
    "they",
    "i",
    "we",
    "you",
    "who",
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "him",
    "her",
    "them",
    "one",
    "two",
    "three",
    "four",
    "others",
    "other",
    "another",
    "body",
    "bodies",
    "both",
    "team",
];

/// `starts to fall`, `manages to dodge`: verbs after which something is done.
pub(crate) const HAPPENING: &[&str] = &[
    "starts",
    "begins",
    "start",
    "begin",
    "starting",
    "beginning",
    "continues",
    "continue",
    "tries",
    "try",
    "trying",
    "manages",
    "manage",
    "proceeds",
    "attempts",
    "attempting",
    "moves",
    "turns",
    "forced",
    "made",
    "rushes",
    "runs",
    "comes",
    "lunges",
    "onto",
    "about",
];

pub(crate) const PREPOSITIONS: &[&str] = &[
    "of", "in", "with", "from", "at", "on", "behind", "by", "to", "for", "under", "across", "into", "onto",
    "through", "over", "against", "off", "out", "up", "down", "toward", "towards",
];

/// What may stand behind `her` when she is the object.
pub(crate) const AFTER_HER: &[&str] = &[
    "in",
    "on",
    "to",
    "against",
    "across",
    "off",
    "out",
    "down",
    "back",
    "over",
    "into",
    "onto",
    "through",
    "from",
    "hard",
    "again",
    "so",
    "until",
    "as",
    "before",
    "while",
    "twice",
    "once",
    "and",
    "but",
    "with",
    "by",
    "up",
    "around",
    "away",
    "aside",
    "at",
    "high",
    "above",
    "upside",
    "backward",
    "backwards",
    "forward",
    "along",
    "toward",
    "towards",
    "like",
    "too",
    "first",
];

/// What may stand between a verb and what has to follow it at once.
pub(crate) const PARTICLES: &[&str] = &[
    "back",
    "out",
    "down",
    "up",
    "over",
    "off",
    "away",
    "right",
    "straight",
    "hard",
    "about",
    "around",
    "round",
    "clean",
    "head",
    "first",
    "headfirst",
    "head-first",
    "backward",
    "backwards",
    "forward",
    "forwards",
    "sideways",
    "together",
    "and",
    "past",
];

pub(crate) const BODY: &[&str] = &[
    "face",
    "jaw",
    "head",
    "throat",
    "nose",
    "stomach",
    "gut",
    "ribs",
    "chest",
    "back",
    "neck",
    "knee",
    "knees",
    "leg",
    "legs",
    "arm",
    "arms",
    "shin",
    "groin",
    "skull",
    "temple",
    "shoulder",
    "shoulders",
    "mouth",
    "body",
    "side",
    "belly",
];
