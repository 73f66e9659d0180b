//! Mistakes that any section can have: all at once, each with its place and what to do.

use proptest::prelude::*;

use crate::small::{imported, mistakes};

#[test]
fn all_mistakes_at_once_by_line() {
    let text = "[production]\ntitel = \"X\"\nstart = \"tomorrow\"\n[[locaton]]\nname = \"A\"\n[[cast]]\nboard = true\n\
                [prices]\ncrew_day = -5\n[rules]\nmeal = \"never\"\n";
    assert_eq!(
        mistakes(&imported(), text),
        "line 2, column 1: there is no key “titel” here; did you mean title?\n\
         line 3, column 9: “tomorrow” does not fit here; write a date: 2027-05-04\n\
         line 4, column 3: there is no section “locaton”; did you mean location, or action, or lexicon?\n\
         line 7, column 9: here stands true or false; write a text\n\
         line 9, column 12: “-5” does not fit here; write money from 0 on, as 1200 or \"1200.50\"\n\
         line 11, column 8: “never” is no severity; use one of warn, price, forbid"
    );
}

#[test]
fn twice_the_same_thing() {
    let text = "[[location]]\nname = \"A\"\n[[location]]\nname = \"a\"\n";
    let said = mistakes(&imported(), text);
    assert!(said.starts_with("line 3, column 1: location A stands here twice"), "{said}");
}

#[test]
fn not_toml_at_all() {
    let said = mistakes(&imported(), "[production\ntitle = \"X\"\nx = = 2\n");
    assert!(said.starts_with("line 1, column 12: this is no TOML"), "{said}");
    assert!(said.contains("\nline 3"), "every mistake of the syntax: {said}");
    let said = mistakes(&imported(), "cast = 5\n[[production]]\ntitle = \"X\"\n");
    assert!(said.contains("write [[cast]]") && said.contains("write [production]"), "{said}");
}

#[test]
fn resetting() {
    let said = mistakes(&imported(), "[production]\nreset = [\"titel\"]\n");
    assert!(said.contains("line 2") && said.contains("did you mean title"), "{said}");
    let said = mistakes(&imported(), "[[sheet]]\nscene = \"12\"\nreset = [\"eighths\"]\n");
    assert!(said.contains("eighths has no default"), "{said}");
    let said = mistakes(&imported(), "[production]\ntitle = \"A\"\nreset = [\"title\"]\n");
    assert!(said.contains("set and reset"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever the text: an answer, and places inside it.
    #[test]
    fn no_text_breaks_it(at in 0usize..6000, cut in 0usize..40, insert in "[ -~é\n]{0,12}") {
        let state = crate::round_trip::full();
        let mut text = facts::export_toml(&state);
        let floor = |mut at: usize| { at = at.min(text.len()); while !text.is_char_boundary(at) { at -= 1; } at };
        let (from, to) = (floor(at), floor(at + cut));
        text.replace_range(from..to, &insert);
        if let Err(mistakes) = facts::apply(&state, &text, "ann") {
            prop_assert!(!mistakes.is_empty());
            for mistake in mistakes {
                prop_assert!(text.get(mistake.span.clone()).is_some(), "{mistake:?}");
                prop_assert!(mistake.line >= 1 && mistake.line as usize <= text.lines().count() + 1);
            }
        }
    }

    #[test]
    fn no_noise_breaks_it(text in "([a-z]{1,9} = |\\[\\[?[a-z]{1,9}\\]?\\]|\"[^\"]{0,9}\"|[0-9.:-]{1,12}|[ -~\n]){0,40}") {
        let _ = facts::apply(&imported(), &text, "ann");
    }
}
