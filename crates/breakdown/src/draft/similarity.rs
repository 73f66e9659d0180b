//! How much two scenes of two drafts are the same scene: text, number, heading and neighbours in one figure.
//!
//! `score = (0.55·text + 0.20·number + 0.15·heading + 0.10·neighbours) / (the weights that apply)`
//!
//! - *text*: the mean of how much both share of both (Dice) and of the shorter one (containment, which counts
//!   the less the shorter it is), each word weighted by how rare it is in both drafts: `ln(1 + scenes / scenes
//!   with it)`. It does not apply when both have no words.
//! - *number*: equal or not. It applies when both drafts number their scenes.
//! - *heading*: six tenths the words of the set, two tenths INT/EXT, two tenths the time of day.
//! - *neighbours*: the mean text similarity of the scenes before and of the scenes after.
//!
//! Below a score of [`THRESHOLD`] two scenes are not the same. The weights were set by hand: the text decides, a number
//! or a heading alone does not reach the threshold, number with heading does. `examples/measure_draft.rs` measures
//! what they keep over generated edits.

use rustc_hash::{FxHashMap, FxHashSet};

use super::content::Content;
use crate::words;

/// What makes two scenes one.
pub(crate) const THRESHOLD: f64 = 0.32;
/// Scenes that come back, or that the draft calls omitted, have to be so much surer.
const UNLIKELY: f64 = 0.18;

const TEXT: f64 = 0.55;
const NUMBER: f64 = 0.20;
const HEADING: f64 = 0.15;
const NEIGHBOURS: f64 = 0.10;

/// Weight of words below which containment says little: some twenty ordinary words.
const LITTLE: f64 = 40.0;

/// Each word of a scene and how often, in the order of the word's number.
type Bag = Vec<(u32, u32)>;

/// The similarities of all pairs.
pub(crate) struct Similarity {
    columns: usize,
    rarity: Vec<f64>,
    olds: Vec<Bag>,
    news: Vec<Bag>,
    text: Vec<f64>,
    score: Vec<f64>,
}

impl Similarity {
    pub(crate) fn new(olds: &[Content], news: &[Content]) -> Self {
        let mut index = FxHashMap::default();
        let old_bags: Vec<Bag> = olds.iter().map(|content| bag(&content.words, &mut index)).collect();
        let new_bags: Vec<Bag> = news.iter().map(|content| bag(&content.words, &mut index)).collect();
        let mut scenes_with = vec![0_u32; index.len()];
        for (word, _) in old_bags.iter().chain(&new_bags).flatten() {
            scenes_with[*word as usize] += 1;
        }
        let scenes = (olds.len() + news.len()) as f64;
        let rarity = scenes_with.iter().map(|with| (1.0 + scenes / f64::from(*with)).ln()).collect();
        let mut similarity = Self {
            columns: news.len(),
            rarity,
            olds: old_bags,
            news: new_bags,
            text: Vec::new(),
            score: Vec::new(),
        };
        similarity.text = similarity.texts(index.len());
        similarity.score = similarity.scores(olds, news);
        similarity
    }

    /// Of the text alone, 0 to 1.
    pub(crate) fn text(&self, old: usize, new: usize) -> f64 {
        self.text[old * self.columns + new]
    }

    pub(crate) fn score(&self, old: usize, new: usize) -> f64 {
        self.score[old * self.columns + new]
    }

    /// Which share of a new scene's words stood in an old one beside those that went into other new ones.
    pub(crate) fn new_from_rest_of_old(&self, new: usize, old: usize, others: &[usize]) -> f64 {
        let others: Vec<&Bag> = others.iter().map(|other| &self.news[*other]).collect();
        self.covered(&self.news[new], &self.olds[old], &others)
    }

    /// Which share of an old scene's words stands in a new one beside those that come from other old ones.
    pub(crate) fn old_in_rest_of_new(&self, old: usize, new: usize, others: &[usize]) -> f64 {
        let others: Vec<&Bag> = others.iter().map(|other| &self.olds[*other]).collect();
        self.covered(&self.olds[old], &self.news[new], &others)
    }

    fn covered(&self, part: &Bag, whole: &Bag, others: &[&Bag]) -> f64 {
        let mut left: FxHashMap<u32, u32> = whole.iter().copied().collect();
        for (word, count) in others.iter().copied().flatten() {
            if let Some(rest) = left.get_mut(word) {
                *rest = rest.saturating_sub(*count);
            }
        }
        let common = part.iter().map(|(word, count)| {
            self.rarity[*word as usize] * f64::from((*count).min(left.get(word).copied().unwrap_or(0)))
        });
        let all = self.weight(part);
        if all == 0.0 { 0.0 } else { common.sum::<f64>() / all }
    }

    fn weight(&self, bag: &Bag) -> f64 {
        bag.iter().map(|(word, count)| self.rarity[*word as usize] * f64::from(*count)).sum()
    }

    fn texts(&self, vocabulary: usize) -> Vec<f64> {
        let mut uses: Vec<Vec<(usize, u32)>> = vec![Vec::new(); vocabulary];
        for (new, bag) in self.news.iter().enumerate() {
            for (word, count) in bag {
                uses[*word as usize].push((new, *count));
            }
        }
        let new_weights: Vec<f64> = self.news.iter().map(|bag| self.weight(bag)).collect();
        let mut text = vec![0.0; self.olds.len() * self.columns];
        for (old, bag) in self.olds.iter().enumerate() {
            let row = &mut text[old * self.columns..(old + 1) * self.columns];
            for (word, count) in bag {
                for (new, other) in &uses[*word as usize] {
                    row[*new] += self.rarity[*word as usize] * f64::from((*count).min(*other));
                }
            }
            let weight = self.weight(bag);
            for (common, other) in row.iter_mut().zip(&new_weights) {
                let less = weight.min(*other);
                if less > 0.0 {
                    let contained = *common / less * (less / (less + LITTLE));
                    let dice = 2.0 * *common / (weight + other);
                    *common = dice.max((dice + contained) / 2.0);
                }
            }
        }
        text
    }

    fn scores(&self, olds: &[Content], news: &[Content]) -> Vec<f64> {
        let mut scores = Vec::with_capacity(olds.len() * news.len());
        let sets = |contents: &[Content]| contents.iter().map(set_words).collect::<Vec<_>>();
        let (old_sets, new_sets) = (sets(olds), sets(news));
        for (o, old) in olds.iter().enumerate() {
            for (n, new) in news.iter().enumerate() {
                let mut sum = HEADING * heading(old, new, &old_sets[o], &new_sets[n]);
                let mut weights = HEADING + NEIGHBOURS;
                sum += NEIGHBOURS * self.neighbours(o, n, olds.len());
                if !(old.words.is_empty() && new.words.is_empty()) {
                    sum += TEXT * self.text(o, n);
                    weights += TEXT;
                }
                if let (Some(a), Some(b)) = (&old.number, &new.number) {
                    sum += NUMBER * f64::from(u8::from(a == b));
                    weights += NUMBER;
                }
                let unlikely = if old.unlikely { UNLIKELY } else { 0.0 };
                scores.push(sum / weights - unlikely);
            }
        }
        scores
    }

    fn neighbours(&self, old: usize, new: usize, olds: usize) -> f64 {
        let before = match (old.checked_sub(1), new.checked_sub(1)) {
            (Some(old), Some(new)) => self.text(old, new),
            (None, None) => 1.0,
            _ => 0.0,
        };
        let after = match (old + 1 < olds, new + 1 < self.columns) {
            (true, true) => self.text(old + 1, new + 1),
            (false, false) => 1.0,
            _ => 0.0,
        };
        f64::midpoint(before, after)
    }
}

fn bag(said: &[String], index: &mut FxHashMap<String, u32>) -> Bag {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for word in said.iter().flat_map(|token| words::words(token)) {
        let next = u32::try_from(index.len()).unwrap_or(u32::MAX);
        let number = *index.entry(word.text.to_lowercase()).or_insert(next);
        *counts.entry(number).or_default() += 1;
    }
    let mut bag: Bag = counts.into_iter().collect();
    bag.sort_unstable();
    bag
}

fn set_words(content: &Content) -> FxHashSet<String> {
    let names = [Some(content.heading.set.as_str()), content.heading.sub_set.as_deref()];
    let words = names.into_iter().flatten().flat_map(words::words);
    words.map(|word| word.text.to_lowercase()).collect()
}

fn heading(old: &Content, new: &Content, a: &FxHashSet<String>, b: &FxHashSet<String>) -> f64 {
    let common = a.intersection(b).count() as f64;
    let set = if a.is_empty() && b.is_empty() { 1.0 } else { 2.0 * common / (a.len() + b.len()) as f64 };
    let same = |is: bool| if is { 0.2 } else { 0.0 };
    0.6 * set + same(old.heading.setting == new.heading.setting) + same(old.heading.time == new.heading.time)
}
