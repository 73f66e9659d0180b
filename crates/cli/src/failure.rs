//! How a command ends when it does not end well: a message for a person, an exit code for a script.

use std::fmt;

use domain::Refusal;
use facts::FactError;

/// Why a command ended without doing what was asked.
#[derive(Debug)]
pub enum Failure {
    /// The answer is bad: a forbidden flag, no board. Exit code 1.
    BadAnswer(String),
    /// There is no board, or none was found. Exit code 1.
    NoBoard {
        /// Which facts conflict, and what would help.
        message: String,
        /// The same for scripts.
        why: Box<serde_json::Value>,
    },
    /// Bad usage or unreadable input. Exit code 2.
    BadInput(String),
    /// A file of facts that is wrong. Exit code 2.
    BadFacts {
        /// How much is wrong.
        message: String,
        /// What, where, and what to do.
        errors: Vec<FactError>,
    },
    /// Stopped before any answer. Exit code 3.
    Stopped(String),
    /// Something that cannot happen did. Exit code 70.
    Bug(String),
}

impl Failure {
    /// The process's exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::BadAnswer(_) | Self::NoBoard { .. } => 1,
            Self::BadInput(_) | Self::BadFacts { .. } => 2,
            Self::Stopped(_) => 3,
            Self::Bug(_) => 70,
        }
    }

    /// A name for scripts.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BadAnswer(_) | Self::NoBoard { .. } => "bad-answer",
            Self::BadInput(_) | Self::BadFacts { .. } => "bad-input",
            Self::Stopped(_) => "stopped",
            Self::Bug(_) => "bug",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadAnswer(text) | Self::BadInput(text) | Self::Stopped(text) => f.write_str(text),
            Self::NoBoard { message, .. } | Self::BadFacts { message, .. } => f.write_str(message),
            Self::Bug(text) => write!(f, "this is a bug in firstup, please report it: {text}"),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::BadInput(refusal.to_string())
    }
}
