//! What the reader has to say about a script: each remark with a stable code, a place, a cause and a remedy.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::screenplay::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something could not be read.
    Error,
    /// It was read, but perhaps not as it was meant.
    Warning,
    /// Worth knowing.
    Note,
}

macro_rules! codes {
    ($($variant:ident $code:literal $name:literal $severity:ident $doc:literal;)*) => {
        /// A stable code: `F` for both formats and Fountain, `X` for FDX, `P` for pages.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $doc] #[serde(rename = $code)] $variant,)*
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The code as printed: `F001`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Code::$variant => $code),* }
            }

            /// The name as printed: `empty-script`.
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
    Empty "F001" "empty-script" Error "The file holds no text.";
    Binary "F002" "not-text" Error "The file is not text.";
    LegacyEncoding "F003" "legacy-encoding" Warning "The bytes are not UTF-8; they were read as Windows-1252.";
    BadUtf16 "F004" "bad-utf16" Warning "Some bytes are not valid UTF-16 and were replaced.";
    NulBytes "F005" "nul-bytes" Warning "The text holds NUL characters.";
    TooLarge "F006" "too-large" Error "The file is larger than the reader accepts.";
    NoScene "F010" "no-scene" Warning "No scene heading was found.";
    UnclosedBoneyard "F011" "unclosed-boneyard" Warning "A /* is never closed; it was read as text.";
    UnclosedNote "F012" "unclosed-note" Warning "A [[ is never closed; it was read as text.";
    HeadingRunsOn "F013" "heading-runs-on" Warning "A line looks like a heading but text follows without a blank line; it was read as action.";
    HeadingWithoutTime "F014" "heading-without-time" Note "A heading names no time of day.";
    HeadingWithoutSet "F015" "heading-without-set" Warning "A heading names no set.";
    TimeUnresolved "F016" "time-unresolved" Note "A heading continues the scene before, but no scene before names a time of day.";
    DuplicateNumber "F017" "duplicate-number" Warning "Two scenes have the same number.";
    HeadingNotSpaced "F018" "heading-not-spaced" Warning "A line looks like a heading but no blank line precedes it; it was read as part of the text before.";
    BadXml "X001" "bad-xml" Error "The XML is broken; what precedes the break was read.";
    DoctypeRefused "X002" "doctype-refused" Error "The XML declares a document type or entities, which no FDX needs.";
    NotFdx "X003" "not-fdx" Error "The XML is not a Final Draft document.";
    UnknownParagraph "X004" "unknown-paragraph" Note "A paragraph type is unknown; it was read as action.";
    BadLength "X005" "bad-length" Warning "A recorded scene length cannot be read; the length was counted.";
    TooDeep "X006" "too-deep" Error "The XML is nested too deeply.";
    BadTag "X007" "unknown-tag" Note "A breakdown tag refers to something that the file does not define.";
    OtherDocument "X008" "not-a-script" Note "The Final Draft document is of another type than Script.";
    NotPaginated "P001" "not-paginated" Warning "The script is too long to be laid out in pages; lengths are estimated.";
    LongParagraph "P002" "long-paragraph" Note "A paragraph is too long to be laid out; its lines are estimated.";
}

/// One remark on a script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of remark.
    pub code: Code,
    /// How bad it is; follows from the code.
    pub severity: Severity,
    /// Line in the held text, from 1.
    pub line: Option<u32>,
    /// Place in the held text.
    pub span: Option<Span>,
    /// What was seen.
    pub message: String,
    /// Why it is so.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

impl Diagnostic {
    /// A remark without a place.
    #[must_use]
    pub fn new(
        code: Code,
        message: impl Into<String>,
        cause: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: code.severity(),
            line: None,
            span: None,
            message: message.into(),
            cause: cause.into(),
            remedy: remedy.into(),
        }
    }

    /// The same remark, with its place.
    #[must_use]
    pub fn at(mut self, line: u32, span: Span) -> Self {
        self.line = Some(line);
        self.span = Some(span);
        self
    }
}

/// Keeps the first hundred remarks of each code and says how many more there were.
pub(crate) fn at_most_a_hundred_of_each(remarks: Vec<Diagnostic>) -> Vec<Diagnostic> {
    const MOST: usize = 100;
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
        kept.push(Diagnostic::new(
            code,
            format!("{} more remarks of the kind `{}`", count - MOST, code.name()),
            "the same thing occurs throughout the script",
            "mend those that are shown and import again",
        ));
    }
    kept
}
