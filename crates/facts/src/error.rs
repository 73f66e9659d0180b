//! What is wrong with a file of facts: where, what, and what to do.

use std::ops::Range;

use domain::Refusal;

/// One thing that is wrong with a file of facts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}{}", if remedy.is_empty() { String::new() } else { format!("; {remedy}") })]
pub struct FactError {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do; empty when there is nothing to say.
    pub remedy: String,
}

/// A mistake before its line is known.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) remedy: String,
}

/// What reading gives: a value, or everything that is wrong with it.
pub(crate) type Outcome<T> = Result<T, Vec<Problem>>;

impl Problem {
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { span, message: message.into(), remedy: remedy.into() }
    }

    /// The problem as an outcome.
    pub(crate) fn err<T>(
        span: Range<usize>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Outcome<T> {
        Err(vec![Self::new(span, message, remedy)])
    }

    /// What a name or a word was refused for, at its place.
    pub(crate) fn refused(span: Range<usize>, refusal: Refusal) -> Vec<Self> {
        vec![Self { span, message: refusal.what, remedy: refusal.remedy.unwrap_or_default() }]
    }
}

/// Finds lines and columns, and sorts by place.
pub(crate) fn place(text: &str, problems: Vec<Problem>) -> Vec<FactError> {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut errors: Vec<FactError> = problems
        .into_iter()
        .map(|problem| {
            let at = problem.span.start.min(text.len());
            let line = starts.partition_point(|start| *start <= at).max(1);
            let before = text.get(starts[line - 1]..at).unwrap_or_default();
            FactError {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                column: u32::try_from(before.chars().count() + 1).unwrap_or(u32::MAX),
                span: at..problem.span.end.clamp(at, text.len()),
                message: problem.message,
                remedy: problem.remedy,
            }
        })
        .collect();
    errors.sort_by_key(|error| (error.line, error.column));
    errors
}
