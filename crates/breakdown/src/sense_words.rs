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

/// Where a blow lands: parts of a body that nobody takes hold of tenderly.
pub(crate) const PARTS: &[&str] = &[
    "head",
    "face",
    "jaw",
    "chin",
    "nose",
    "mouth",
    "cheek",
    "ear",
    "ears",
    "eye",
    "eyebrow",
    "brows",
    "lip",
    "heart",
    "temple",
    "temples",
    "skull",
    "forehead",
    "brow",
    "throat",
    "neck",
    "windpipe",
    "nape",
    "chest",
    "breastbone",
    "ribs",
    "ribcage",
    "rib",
    "side",
    "stomach",
    "belly",
    "gut",
    "guts",
    "midriff",
    "plexus",
    "groin",
    "crotch",
    "kidney",
    "kidneys",
    "back",
    "spine",
    "shoulder",
    "shoulders",
    "hip",
    "thigh",
    "thighs",
    "leg",
    "legs",
    "knee",
    "knees",
    "shin",
    "shins",
    "calf",
    "ankle",
    "ankles",
    "foot",
    "arm",
    "forearm",
    "elbow",
    "wrist",
    "wrists",
    "teeth",
    "scalp",
    "crown",
    "collarbone",
];

/// What one chokes by.
pub(crate) const THROAT: &[&str] = &["throat", "neck", "windpipe", "gullet"];

/// Animals whose fall or flight is dangerous to whoever rides, leads or faces them.
pub(crate) const BEASTS: &[&str] = &[
    "horse",
    "horses",
    "pony",
    "ponies",
    "mare",
    "mares",
    "stallion",
    "stallions",
    "steed",
    "steeds",
    "mount",
    "mounts",
    "mule",
    "mules",
    "charger",
    "chargers",
    "bull",
    "bulls",
    "ox",
    "oxen",
    "cow",
    "cows",
    "heifer",
    "camel",
    "camels",
    "elephant",
    "elephants",
    "donkey",
];

/// `he says he fell`: what is only told.
pub(crate) const TELLING: &[&str] = &[
    "says",
    "say",
    "said",
    "tells",
    "told",
    "telling",
    "claims",
    "explains",
    "recalls",
    "remembers",
    "recounts",
    "describes",
    "reports",
    "dreams",
    "dreamt",
    "talk",
    "talks",
    "talking",
    "mimes",
    "joke",
    "jokes",
    "threaten",
];

/// `A home video: he falls`, `the legend goes that she fell`: what shows or tells it.
pub(crate) const TOLD: &[&str] = &[
    "video",
    "photo",
    "photograph",
    "picture",
    "painting",
    "drawing",
    "sketch",
    "footage",
    "film",
    "mural",
    "tapestry",
    "headline",
    "letter",
    "diary",
    "dream",
    "legend",
    "story",
    "tale",
    "rumour",
    "rumor",
    "joke",
    "reads",
    "writes",
    "says",
    "tells",
    "explains",
    "claims",
    "recalls",
    "remembers",
    "swears",
    "imagines",
    "lyrics",
    "poster",
    "sign",
];

/// `the second falls`: one of several.
pub(crate) const ORDINALS: &[&str] = &["first", "second", "third", "fourth"];

/// `he's falling`: a pronoun with its verb.
pub(crate) const CONTRACTIONS: &[&str] =
    &["he's", "she's", "they're", "we're", "you're", "i'm", "who's", "someone's", "somebody's", "everyone's"];

/// `surfaces, gasping`: how one comes out of water or smoke.
pub(crate) const BREATH: &[&str] = &[
    "gasping",
    "gasps",
    "coughing",
    "coughs",
    "choking",
    "spluttering",
    "sputtering",
    "spitting",
    "retching",
    "gulping",
];

/// `crawls from the overturned jeep`: what was struck, crushed or blown up.
pub(crate) const BROKEN: &[&str] = &[
    "wreck",
    "wreckage",
    "debris",
    "rubble",
    "ruins",
    "overturned",
    "upturned",
    "upended",
    "capsized",
    "wrecked",
    "crashed",
    "smashed",
    "shattered",
    "crumpled",
    "crushed",
    "mangled",
    "splintered",
    "collapsed",
    "broken",
    "burning",
    "blazing",
    "sinking",
];

/// `, bleeding`, `, the rail broken above her`: how one is hurt, and how what one fell through looks.
pub(crate) const HARMED: &[&str] = &[
    "bleeding",
    "bloodied",
    "dazed",
    "winded",
    "stunned",
    "concussed",
    "senseless",
    "unconscious",
    "broken",
    "shattered",
    "smashed",
    "splintered",
    "crumpled",
    "overturned",
    "buckled",
    "snapped",
    "twisted",
];
