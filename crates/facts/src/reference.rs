//! The reference of the format, written from the table of keys.

use crate::section::Documented;
use crate::sections::SECTIONS;

/// The text of `docs/facts.md`.
#[must_use]
pub fn reference() -> String {
    let mut text = String::from(PREFACE);
    for section in SECTIONS {
        text.push_str(&format!("\n## `{}`\n\n{}\n\n", section.heading(), section.about()));
        text.push_str("| key | expects | meaning |\n| --- | --- | --- |\n");
        for key in section.documented() {
            text.push_str(&row(&key));
        }
    }
    text
}

fn row(key: &Documented) -> String {
    let mark = if key.identity {
        " *(says which)*"
    } else if key.resets {
        ""
    } else {
        " *(no reset)*"
    };
    let cell = |text: &str| text.replace('|', "\\|");
    format!("| `{}` | {} | {}{mark} |\n", key.name, cell(&key.expects), cell(&key.about))
}

const PREFACE: &str = include_str!("reference.md");
