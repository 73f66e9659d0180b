//! The house rules that no other tool checks. The code is as rustfmt leaves it, so lines are enough to look at.

use std::path::Path;

use anyhow::Result;

use crate::arrows;
use crate::sources::{Source, read_all};

/// A function longer than this is refused.
const FUNCTION_AT_MOST: usize = 90;
/// A function longer than this is listed: think again.
const FUNCTION_SHOULD: usize = 70;
/// A file longer than this is refused.
const FILE_AT_MOST: usize = 600;
/// Longer files, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[];
/// What is not committed, in halves so that this file does not find itself.
const FORBIDDEN: &[(&str, &str)] =
    &[("to", "do!("), ("db", "g!("), ("unimple", "mented!("), ("#[ig", "nore")];
const MACHINE_FOLDERS: &[&str] = &["home", "root", "work", "tmp"];

/// Checks the whole project.
///
/// # Errors
/// When something is to be mended; it is printed.
pub(crate) fn run(root: &Path) -> Result<()> {
    let sources = read_all(root)?;
    let mut problems = Vec::new();
    for source in &sources {
        check_text(source, &mut problems);
        if source.path.ends_with(".rs") {
            check_rust(source, &mut problems);
        }
    }
    problems.extend(examples_named(&sources));
    problems.extend(arrows::check(&sources)?);
    for (path, name, lines) in long_functions(&sources, FUNCTION_SHOULD) {
        if lines <= FUNCTION_AT_MOST {
            println!("tidy: think again about {path}: fn {name} has {lines} lines");
        }
    }
    crate::settle("tidy", &problems)
}

fn check_text(source: &Source, problems: &mut Vec<String>) {
    let path = &source.path;
    // A screenplay may need the blanks at the end of a line.
    let blanks_matter = path.ends_with(".fountain");
    for (number, line) in (1..).zip(source.text.lines()) {
        if !blanks_matter && line.ends_with([' ', '\t']) {
            problems.push(format!("{path}:{number}: blanks at the end of the line"));
        }
        if let Some(folder) = MACHINE_FOLDERS.iter().find(|folder| names_folder(line, folder)) {
            problems.push(format!("{path}:{number}: a path of one machine: /{folder}/"));
        }
    }
}

/// Examples that a text tells to run and that are not there.
fn examples_named(sources: &[Source]) -> Vec<String> {
    let is_there = |name: &str| {
        let ends = [format!("/examples/{name}.rs"), format!("/examples/{name}/main.rs")];
        sources.iter().any(|source| ends.iter().any(|end| source.path.ends_with(end.as_str())))
    };
    let mut problems = Vec::new();
    for source in sources {
        for told in source.text.split("--example ").skip(1) {
            let end = told.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(told.len());
            let name = &told[..end];
            if !name.is_empty() && !is_there(name) {
                problems.push(format!("{}: there is no example {name}", source.path));
            }
        }
    }
    problems
}

/// Does the line name `/folder/` as the start of a path?
fn names_folder(line: &str, folder: &str) -> bool {
    let path = format!("/{folder}/");
    line.match_indices(&path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '/' | '}' | '-' | '_' | '*'))
    })
}

fn check_rust(source: &Source, problems: &mut Vec<String>) {
    let Source { path, text } = source;
    if !text.starts_with("//! ") {
        problems.push(format!("{path}: does not open with a `//!` sentence"));
    }
    let lines = text.lines().count();
    let excused = LONG_FILES.iter().any(|(long, _)| long == path);
    if lines > FILE_AT_MOST && !excused {
        problems.push(format!("{path}: {lines} lines; a file has at most {FILE_AT_MOST}"));
    }
    for (start, rest) in FORBIDDEN {
        let word = format!("{start}{rest}");
        for (number, line) in (1..).zip(text.lines()) {
            if line.contains(&word) {
                problems.push(format!("{path}:{number}: {word} is not committed"));
            }
        }
    }
    for (name, lines) in functions(text) {
        if lines > FUNCTION_AT_MOST {
            problems.push(format!("{path}: fn {name} has {lines} lines; at most {FUNCTION_AT_MOST}"));
        }
    }
}

fn long_functions(sources: &[Source], more_than: usize) -> Vec<(&str, &str, usize)> {
    let rust = sources.iter().filter(|source| source.path.ends_with(".rs"));
    rust.flat_map(|source| functions(&source.text).map(|(name, lines)| (source.path.as_str(), name, lines)))
        .filter(|(_, _, lines)| *lines > more_than)
        .collect()
}

/// Name and number of lines of each function with a body: it ends where a brace stands under its beginning.
fn functions(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let starts = text.lines().enumerate().filter_map(|(at, line)| Some((at, line, function_name(line)?)));
    starts.map(move |(at, line, name)| {
        let indent = line.len() - line.trim_start().len();
        let closing = format!("{}}}", &line[..indent]);
        let one_line = line.ends_with('}') || line.ends_with(';');
        let end = lines[at..].iter().position(|line| **line == closing).filter(|_| !one_line);
        (name, end.map_or(1, |length| length + 1))
    })
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    if let Some(public) = rest.strip_prefix("pub(") {
        rest = public.split_once(") ")?.1;
    }
    for word in ["pub ", "const ", "async ", "unsafe "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let name = rest.strip_prefix("fn ")?;
    name.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<String> {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        let mut problems = Vec::new();
        check_text(&source, &mut problems);
        if path.ends_with(".rs") {
            check_rust(&source, &mut problems);
        }
        problems
    }

    #[test]
    fn an_example_that_is_named_is_there() {
        let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let told = source("a.md", &format!("`cargo run {} time -- A`, {} other`", "--example", "--example"));
        let mut sources = vec![told, source("crates/a/examples/time.rs", "")];
        assert_eq!(examples_named(&sources), ["a.md: there is no example other"]);
        sources.push(source("crates/a/examples/other/main.rs", ""));
        assert_eq!(examples_named(&sources), [""; 0]);
    }

    #[test]
    fn what_is_tidy_passes() {
        assert_eq!(problems("a.rs", "//! A thing.\n\nfn main() {}\n"), [""; 0]);
        assert_eq!(problems("a.md", "See https://example.org/work/plan and target/tmp/x.\n"), [""; 0]);
        assert_eq!(problems("a.fountain", "Two blanks  \n"), [""; 0]);
    }

    #[test]
    fn what_is_not_is_named() {
        assert_eq!(problems("a.rs", "use x;\n"), ["a.rs: does not open with a `//!` sentence"]);
        assert_eq!(problems("a.md", "x \n"), ["a.md:1: blanks at the end of the line"]);
        let path = format!("in {}me/ada/film\n", "/ho");
        assert_eq!(problems("a.md", &path), [format!("a.md:1: a path of one machine: {}me/", "/ho")]);
        for (start, rest) in FORBIDDEN {
            let text = format!("//! A thing.\n{start}{rest})\n");
            assert_eq!(problems("a.rs", &text), [format!("a.rs:2: {start}{rest} is not committed")]);
        }
        let long = format!("//! A thing.\n{}", "\n".repeat(FILE_AT_MOST));
        assert_eq!(problems("a.rs", &long), ["a.rs: 601 lines; a file has at most 600"]);
    }

    #[test]
    fn functions_are_measured() {
        let text = "\
fn short() {}

impl Thing {
    pub(crate) const fn inner<T>(
        thing: T,
    ) -> T {
        if thing {
        }
    }

    fn promised(&self);
}

pub async fn outer() {
    fn nested() {
    }
}
";
        let found: Vec<(&str, usize)> = functions(text).collect();
        assert_eq!(found, [("short", 1), ("inner", 6), ("promised", 1), ("outer", 4), ("nested", 2)]);
    }

    #[test]
    fn long_functions_are_refused() {
        let body =
            |lines: usize| format!("//! A thing.\n\nfn long() {{\n{}}}\n", "    x();\n".repeat(lines - 2));
        assert_eq!(problems("a.rs", &body(FUNCTION_AT_MOST)), [""; 0]);
        let words = "a.rs: fn long has 91 lines; at most 90";
        assert_eq!(problems("a.rs", &body(FUNCTION_AT_MOST + 1)), [words]);
    }
}
