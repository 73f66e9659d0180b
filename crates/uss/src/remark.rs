//! What the reader has to say about a schedule: each remark with a stable code, a place, a cause and a remedy.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing could be read.
    Error,
    /// It was read, but perhaps not as it was meant.
    Warning,
    /// Worth knowing.
    Note,
}

macro_rules! codes {
    ($($variant:ident $code:literal $name:literal $severity:ident $doc:literal;)*) => {
        /// A stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $doc] #[serde(rename = $code)] $variant,)*
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The code as printed: `U001`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $code),* }
            }

            /// The name as printed: `not-json`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),* }
            }

            /// How bad it is, always the same for a code.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),* }
            }

            /// One sentence on what it means.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $doc),* }
            }
        }
    };
}

codes! {
    NotJson "U001" "not-json" Error "The file is not JSON.";
    NotSchedule "U002" "not-a-schedule" Error "The JSON is no schedule of the Universal Schedule Standard.";
    TooLarge "U003" "too-large" Error "The file is larger than the reader accepts.";
    OtherVersion "U004" "other-version" Warning "The file is of another version than 1; it was read as that.";
    WrongShape "U005" "wrong-shape" Warning "A field holds something else than it should; it was left out.";
    UnknownField "U006" "unknown-field" Note "Fields that the standard does not have were left out.";
    UnknownId "U007" "unknown-id" Warning "Something is named that the file does not hold.";
    Twice "U008" "there-twice" Warning "Something is there twice; the first counts.";
    NumberTaken "U009" "number-taken" Warning "Two scenes have the same number.";
    NoNumber "U010" "no-number" Warning "A scene has no number.";
    OddLength "U011" "odd-length" Warning "A length or a duration is missing, or is none.";
    OddDate "U012" "odd-date" Warning "A date or a weekday cannot be read; it was left out.";
    HeadingPart "U013" "heading-part" Note "A scene's set, INT/EXT or time of day is missing or not known.";
    Several "U014" "several-values" Note "A scene has several of what a sheet has one of; the others are in its comments.";
    NoPlace "U015" "no-place" Note "The file says something that a production has no place for; it stands here.";
    OtherCalendar "U016" "other-calendar" Warning "A board was made for another calendar than the production's.";
    NoDays "U017" "no-days" Note "A board has no day breaks.";
    CategoryJoined "U018" "category-joined" Note "A category is kept among another one.";
    NameTaken "U019" "name-taken" Warning "Two things have one name or board ID; the second was given another.";
}

/// One remark on a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What kind of remark.
    pub code: Code,
    /// Line of the file, from 1; only of a file that is not JSON.
    pub line: Option<u32>,
    /// Where: `breakdown 4 (scene 12)`.
    pub place: Option<String>,
    /// What was seen, and what was made of it.
    pub message: String,
    /// Why it is so.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

impl Remark {
    pub(crate) fn new(
        code: Code,
        place: impl Into<String>,
        message: impl Into<String>,
        cause: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let place = Some(place.into()).filter(|place| !place.is_empty());
        Self { code, line: None, place, message: message.into(), cause: cause.into(), remedy: remedy.into() }
    }
}

/// As the draft keeps it.
impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.code.id())?;
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// Keeps the first thousand remarks of each code and says how many more there were.
pub(crate) fn at_most_a_thousand_of_each(remarks: Vec<Remark>) -> Vec<Remark> {
    const MOST: usize = 1000;
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let mut kept = Vec::new();
    for remark in remarks {
        let count = seen.entry(remark.code).or_default();
        *count += 1;
        if *count <= MOST {
            kept.push(remark);
        }
    }
    for (code, count) in seen.into_iter().filter(|(_, count)| *count > MOST) {
        let message = format!("{} more remarks of the kind `{}`", count - MOST, code.name());
        let remedy = "mend those that are shown and import again";
        kept.push(Remark::new(code, "", message, "the same thing occurs throughout the file", remedy));
    }
    kept
}
