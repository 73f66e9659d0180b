//! What changed in a scene, word by word.

use similar::{Algorithm, ChangeTag, capture_diff_slices};

/// The words that went and those that came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordDiff {
    /// How many words went.
    pub removed: usize,
    /// How many came.
    pub added: usize,
    /// The places that differ, in order.
    pub hunks: Vec<Hunk>,
}

/// One place that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hunk {
    /// A word or two before it.
    pub before: String,
    /// What went.
    pub removed: String,
    /// What came.
    pub added: String,
}

/// Equal words between two differences that are read as one.
const GAP: usize = 1;
/// Words shown before a difference.
const LEAD: usize = 2;

impl WordDiff {
    pub(crate) fn new(old: &[String], new: &[String]) -> Self {
        let mut diff = Self::default();
        let mut equal: Vec<&str> = Vec::new();
        let mut hunk: Option<(String, Vec<&str>, Vec<&str>)> = None;
        let ops = capture_diff_slices(Algorithm::Myers, old, new);
        for change in ops.iter().flat_map(|op| op.iter_changes(old, new)) {
            let word = match change.tag() {
                ChangeTag::Delete => &old[change.old_index().unwrap_or_default()],
                _ => &new[change.new_index().unwrap_or_default()],
            };
            if change.tag() == ChangeTag::Equal {
                equal.push(word);
                continue;
            }
            if equal.len() > GAP || hunk.is_none() {
                diff.hunks.extend(hunk.take().map(closed));
                let lead = equal[equal.len().saturating_sub(LEAD)..].join(" ");
                hunk = Some((lead, Vec::new(), Vec::new()));
            } else if let Some((_, removed, added)) = &mut hunk {
                removed.extend(&equal);
                added.extend(&equal);
            }
            equal.clear();
            let Some((_, removed, added)) = &mut hunk else { continue };
            if change.tag() == ChangeTag::Delete {
                diff.removed += 1;
                removed.push(word);
            } else {
                diff.added += 1;
                added.push(word);
            }
        }
        diff.hunks.extend(hunk.map(closed));
        diff
    }

    /// The differences as `she [-folds-] {+drops+}`, at most about so many characters.
    #[must_use]
    pub fn shortened(&self, most: usize) -> String {
        let mut text = String::new();
        let share = (most / self.hunks.len().clamp(1, 3)).max(24);
        for (at, hunk) in self.hunks.iter().enumerate() {
            let room = share.saturating_sub(hunk.before.chars().count()).max(16);
            let both = !hunk.removed.is_empty() && !hunk.added.is_empty();
            let room = if both { room / 2 } else { room };
            let mut piece = hunk.before.clone();
            for (words, open, close) in [(&hunk.removed, "[-", "-]"), (&hunk.added, "{+", "+}")] {
                if !words.is_empty() {
                    piece.push_str(&format!(" {open}{}{close}", clipped(words, room)));
                }
            }
            if at > 0 && text.chars().count() + piece.chars().count() > most {
                let rest = self.hunks.len() - at;
                text.push_str(&format!(" … and {rest} more"));
                break;
            }
            text.push_str(if at > 0 { " … " } else { "" });
            text.push_str(piece.trim_start());
        }
        text
    }
}

fn closed((before, removed, added): (String, Vec<&str>, Vec<&str>)) -> Hunk {
    Hunk { before, removed: removed.join(" "), added: added.join(" ") }
}

fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let head: String = text.chars().take(most.saturating_sub(1)).collect();
    let whole = head.rsplit_once(' ').map_or(head.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(old: &str, new: &str) -> WordDiff {
        let words =
            |text: &str| text.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        WordDiff::new(&words(old), &words(new))
    }

    #[test]
    fn differences_are_shown_with_what_stands_before() {
        let found = diff("He kicks her in the ribs and laughs.", "He kicks the chair and laughs.");
        assert_eq!(found.shortened(80), "He kicks [-her in the ribs-] {+the chair+}");
        assert_eq!((found.removed, found.added), (3, 1));
        assert_eq!(diff("a b", "a b"), WordDiff::default());
        assert_eq!(diff("", "new words").shortened(80), "{+new words+}");
    }

    #[test]
    fn long_differences_are_clipped() {
        let long = "word ".repeat(200);
        let found = diff(&format!("a {long}"), "a b");
        assert!(found.shortened(60).chars().count() <= 70, "{}", found.shortened(60));
        assert_eq!(found.removed, 200);
    }
}
