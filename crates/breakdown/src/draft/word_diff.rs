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
        self.pieces(most).iter().map(Piece::marked).collect::<Vec<_>>().join(" ")
    }

    /// The differences in reading order, with the words before each, at most about so many characters.
    #[must_use]
    pub fn pieces(&self, most: usize) -> Vec<Piece> {
        let (mut pieces, mut length) = (Vec::new(), 0);
        let share = (most / self.hunks.len().clamp(1, 3)).max(24);
        for (at, hunk) in self.hunks.iter().enumerate() {
            let room = share.saturating_sub(hunk.before.chars().count()).max(16);
            let both = !hunk.removed.is_empty() && !hunk.added.is_empty();
            let room = if both { room / 2 } else { room };
            let here = [
                Piece::Same(hunk.before.clone()),
                Piece::Removed(clipped(&hunk.removed, room)),
                Piece::Added(clipped(&hunk.added, room)),
            ];
            let here: Vec<Piece> = here.into_iter().filter(|piece| !piece.words().is_empty()).collect();
            let more: usize = here.iter().map(|piece| piece.marked().chars().count() + 1).sum();
            if at > 0 && length + more > most {
                pieces.push(Piece::Same(format!("… and {} more", self.hunks.len() - at)));
                break;
            }
            if at > 0 {
                pieces.push(Piece::Same("…".to_owned()));
            }
            length += more;
            pieces.extend(here);
        }
        pieces
    }
}

/// A part of what changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words that stay.
    Same(String),
    /// Words that went.
    Removed(String),
    /// Words that came.
    Added(String),
}

impl Piece {
    /// The words alone.
    #[must_use]
    pub fn words(&self) -> &str {
        let (Self::Same(words) | Self::Removed(words) | Self::Added(words)) = self;
        words
    }

    /// The words between plain marks: `[-went-]`, `{+came+}`.
    fn marked(&self) -> String {
        match self {
            Self::Same(words) => words.clone(),
            Self::Removed(words) => format!("[-{words}-]"),
            Self::Added(words) => format!("{{+{words}+}}"),
        }
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
        let [before, went, came] = ["He kicks", "her in the ribs", "the chair"].map(str::to_owned);
        assert_eq!(found.pieces(80), [Piece::Same(before), Piece::Removed(went), Piece::Added(came)]);
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
