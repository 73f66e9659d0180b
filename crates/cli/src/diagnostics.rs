//! Diagnostics with the line they speak of, for a person in front of a terminal.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use screenplay::{Diagnostic, Severity};
use serde_json::{Value, json};

/// How many of one code are shown before the rest is counted.
const SHOWN: usize = 3;

/// What the importer had to say, with the lines of the script; of each code the first few.
pub fn render(name: &str, text: &str, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    let mut codes: Vec<_> = diagnostics.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    codes.dedup();
    for code in codes {
        let all: Vec<&Diagnostic> = diagnostics.iter().filter(|d| d.code == code).collect();
        for diagnostic in all.iter().take(SHOWN) {
            out.push_str(&one(name, text, diagnostic));
            out.push('\n');
        }
        if all.len() > SHOWN {
            let lines: Vec<String> =
                all.iter().skip(SHOWN).filter_map(|d| d.line).take(8).map(|line| line.to_string()).collect();
            out.push_str(&format!(
                "… and {} more {} ({})\n\n",
                all.len() - SHOWN,
                code.id(),
                if lines.is_empty() { "no line".into() } else { format!("lines {}…", lines.join(", ")) }
            ));
        }
    }
    out
}

fn one(name: &str, text: &str, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let span = diagnostic.span.filter(|span| text.get(span.range()).is_some_and(|part| !part.is_empty()));
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.id()));
    if let Some(span) = span {
        // Only the lines concerned: a snippet of the whole text would be searched from its start each time.
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
        let to = span.end.min(end).max(span.start);
        let line = text[..start].bytes().filter(|b| *b == b'\n').count() + 1;
        let annotation =
            AnnotationKind::Primary.span(span.start - start..to - start).label(&diagnostic.cause);
        group = group
            .element(Snippet::source(&text[start..end]).line_start(line).path(name).annotation(annotation));
    }
    let group = group.element(Level::HELP.message(&diagnostic.remedy));
    let mut rendered = Renderer::styled().render(&[group]).to_string();
    rendered.push('\n');
    rendered
}

/// The same for scripts.
pub fn as_json(diagnostics: &[Diagnostic]) -> Vec<Value> {
    diagnostics
        .iter()
        .map(|d| {
            json!({
                "code": d.code.id(), "name": d.code.name(), "severity": d.severity, "line": d.line,
                "span": d.span, "message": d.message, "cause": d.cause, "remedy": d.remedy,
            })
        })
        .collect()
}

/// What is wrong with a file of facts, for scripts.
pub fn fact_errors_as_json(errors: &[facts::FactError]) -> Vec<Value> {
    let one = |error: &facts::FactError| {
        json!({ "line": error.line, "column": error.column, "span": error.span, "message": error.message,
            "remedy": (!error.remedy.is_empty()).then_some(&error.remedy) })
    };
    errors.iter().map(one).collect()
}

/// What the reader of a schedule had to say; of each code the first few.
pub fn render_remarks(remarks: &[uss::Remark]) -> String {
    let mut out = String::new();
    for code in uss::Code::ALL {
        let all: Vec<&uss::Remark> = remarks.iter().filter(|remark| remark.code == *code).collect();
        for remark in all.iter().take(SHOWN) {
            out.push_str(&one_remark(remark));
        }
        if all.len() > SHOWN {
            out.push_str(&format!("… and {} more {} ({})\n\n", all.len() - SHOWN, code.id(), code.name()));
        }
    }
    out
}

fn one_remark(remark: &uss::Remark) -> String {
    let level = match remark.code.severity() {
        uss::Severity::Error => Level::ERROR,
        uss::Severity::Warning => Level::WARNING,
        uss::Severity::Note => Level::NOTE,
    };
    let place = remark.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
    let title = format!("{place}{}", remark.message);
    let group = Group::with_title(level.primary_title(title).id(remark.code.id()))
        .element(Level::NOTE.message(&remark.cause))
        .element(Level::HELP.message(&remark.remedy));
    format!("{}\n\n", Renderer::styled().render(&[group]))
}

/// The same for scripts.
pub fn remarks_as_json(remarks: &[uss::Remark]) -> Vec<Value> {
    remarks
        .iter()
        .map(|remark| {
            json!({
                "code": remark.code.id(), "name": remark.code.name(), "severity": remark.code.severity(),
                "line": remark.line, "span": null, "place": remark.place, "message": remark.message,
                "cause": remark.cause, "remedy": remark.remedy,
            })
        })
        .collect()
}
