//! Which scene of the new draft is which of the production: one assignment, then what was split, merged, moved.

use super::assignment::assign;
use super::content::Content;
use super::similarity::{Similarity, THRESHOLD};

/// From this share of its words on, a scene without a match comes from its neighbour's, or went into it.
const COVERED: f64 = 0.6;
/// Fewer words than this say nothing about where they come from.
const TELLING: usize = 6;

/// How two drafts belong together; scenes by their place in what was given.
pub(crate) struct Matching {
    /// For each new scene, the old one that it is.
    pub(crate) old_of: Vec<Option<usize>>,
    /// For each old scene, the new one that it is.
    pub(crate) new_of: Vec<Option<usize>>,
    /// For each new scene, the old one that it was split from.
    pub(crate) split_from: Vec<Option<usize>>,
    /// For each old scene, the new one that it was merged into.
    pub(crate) merged_into: Vec<Option<usize>>,
    /// New scenes that changed their place among those that were there.
    pub(crate) moved: Vec<bool>,
    pub(crate) similarity: Similarity,
}

pub(crate) fn matching(olds: &[Content], news: &[Content]) -> Matching {
    let similarity = Similarity::new(olds, news);
    let new_of = assign(olds.len(), news.len(), |old, new| profit(&similarity, old, new));
    let mut old_of = vec![None; news.len()];
    for (old, new) in new_of.iter().enumerate() {
        if let Some(new) = new {
            old_of[*new] = Some(old);
        }
    }
    let split_from = splits(&similarity, news, &old_of);
    let merged_into = merges(&similarity, olds, &new_of, &old_of);
    let moved = moves(&old_of);
    Matching { old_of, new_of, split_from, merged_into, moved, similarity }
}

/// What a pair is worth in the assignment, in millionths above the threshold.
fn profit(similarity: &Similarity, old: usize, new: usize) -> i64 {
    ((similarity.score(old, new) - THRESHOLD) * 1e6) as i64
}

/// A new scene that stands beside one that an old scene became, and has the rest of that one's words.
fn splits(similarity: &Similarity, news: &[Content], old_of: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut from: Vec<Option<usize>> = vec![None; news.len()];
    // A scene in three parts: the second part shows where the third belongs.
    for _ in 0..3 {
        for new in (0..news.len()).filter(|new| old_of[*new].is_none() && news[*new].words.len() >= TELLING) {
            if from[new].is_some() {
                continue;
            }
            let beside = [new.checked_sub(1), Some(new + 1).filter(|next| *next < news.len())];
            let parents = beside.into_iter().flatten().filter_map(|next| old_of[next].or(from[next]));
            from[new] = parents
                .map(|old| {
                    let is_part = |at: &usize| old_of[*at] == Some(old) || from[*at] == Some(old);
                    let parts: Vec<usize> = (0..news.len()).filter(is_part).collect();
                    (similarity.new_from_rest_of_old(new, old, &parts), old)
                })
                .filter(|(covered, _)| *covered >= COVERED)
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, old)| old);
        }
    }
    from
}

/// An old scene without a match, whose words went into what a neighbour of it became.
fn merges(
    similarity: &Similarity,
    olds: &[Content],
    new_of: &[Option<usize>],
    old_of: &[Option<usize>],
) -> Vec<Option<usize>> {
    let mut into: Vec<Option<usize>> = vec![None; olds.len()];
    for _ in 0..3 {
        for old in (0..olds.len()).filter(|old| new_of[*old].is_none() && olds[*old].words.len() >= TELLING) {
            if into[old].is_some() {
                continue;
            }
            let beside = [old.checked_sub(1), Some(old + 1).filter(|next| *next < olds.len())];
            let targets = beside.into_iter().flatten().filter_map(|next| new_of[next].or(into[next]));
            into[old] = targets
                .map(|new| {
                    let is_part = |at: &usize| old_of[new] == Some(*at) || into[*at] == Some(new);
                    let parts: Vec<usize> = (0..olds.len()).filter(is_part).collect();
                    (similarity.old_in_rest_of_new(old, new, &parts), new)
                })
                .filter(|(covered, _)| *covered >= COVERED)
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(_, new)| new);
        }
    }
    into
}

/// What is not in the longest run of scenes that kept their order has moved.
fn moves(old_of: &[Option<usize>]) -> Vec<bool> {
    let matched: Vec<(usize, usize)> =
        old_of.iter().enumerate().filter_map(|(new, old)| old.map(|old| (new, old))).collect();
    // For each length, the run whose last old place is lowest; `before` leads back along a run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; matched.len()];
    for (at, (_, old)) in matched.iter().enumerate() {
        let length = ends.partition_point(|end| matched[*end].1 < *old);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut moved: Vec<bool> = old_of.iter().map(Option::is_some).collect();
    let mut run = ends.last().copied();
    while let Some(at) = run {
        moved[matched[at].0] = false;
        run = before[at];
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_left_the_order_has_moved() {
        let order = [Some(0), Some(3), None, Some(1), Some(2), Some(4)];
        assert_eq!(moves(&order), [false, true, false, false, false, false]);
        assert_eq!(moves(&[Some(1), Some(0)]).iter().filter(|moved| **moved).count(), 1);
        assert!(moves(&[]).is_empty());
    }
}
