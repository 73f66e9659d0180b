//! Uses of elements and background groups in scenes, as their sections list them.

use std::collections::BTreeMap;

use domain::{Review, SheetId, State};

use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Node, Written, items};
use crate::names::unknown;

/// How a scene uses a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) count: u32,
    pub(crate) review: Review,
    /// The import found it: its count is the script's until somebody says another.
    pub(crate) found: bool,
}

/// The scenes that use a thing, with what the entry says of all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Uses {
    pub(crate) of: BTreeMap<SheetId, Use>,
    /// The scenes that the entry named without a count.
    uncounted: Vec<SheetId>,
    /// Scenes that the entry names, to find those it both adds and rejects.
    named: Vec<SheetId>,
}

impl Uses {
    pub(crate) fn new(of: BTreeMap<SheetId, Use>) -> Self {
        Self { of, ..Self::default() }
    }

    /// Reads `scenes`: labels, or tables of a scene and a count. They are added, or accepted where the import
    /// suggested them.
    pub(crate) fn read_scenes(
        &mut self,
        node: &Node<'_>,
        count_key: &str,
        usual: u32,
        state: &State,
    ) -> Outcome<()> {
        let expects = scenes_expected(count_key);
        for (sheet, count, span) in items(node, &expects, |item| read_use(item, count_key, state))? {
            self.name(sheet, span)?;
            if count.is_none() {
                self.uncounted.push(sheet);
            }
            let used =
                self.of.entry(sheet).or_insert(Use { count: usual, review: Review::Accepted, found: false });
            used.review = Review::Accepted;
            used.count = count.unwrap_or(used.count);
        }
        Ok(())
    }

    /// Reads `rejected`: labels.
    pub(crate) fn read_rejected(&mut self, node: &Node<'_>, usual: u32, state: &State) -> Outcome<()> {
        for (sheet, span) in items(node, REJECTED, |item| Ok((SheetId::read(item, state)?, item.span())))? {
            self.name(sheet, span)?;
            let rejected = Use { count: usual, review: Review::Rejected, found: false };
            self.of.entry(sheet).or_insert(rejected).review = Review::Rejected;
        }
        Ok(())
    }

    fn name(&mut self, sheet: SheetId, span: std::ops::Range<usize>) -> Outcome<()> {
        if self.named.contains(&sheet) {
            return Problem::err(span, "this scene is listed twice", "leave it in one place");
        }
        self.named.push(sheet);
        Ok(())
    }

    /// Gives a count to the scenes that were named without one.
    pub(crate) fn count_the_uncounted(&mut self, count: u32) {
        for sheet in &self.uncounted {
            if let Some(used) = self.of.get_mut(sheet) {
                used.count = count;
            }
        }
    }

    /// Writes `scenes`.
    pub(crate) fn write_scenes(&self, count_key: &str, usual: u32, state: &State) -> Option<Written> {
        let accepted = in_order(&self.of, Review::Accepted, state).into_iter().filter_map(|(label, used)| {
            if used.count == usual && !used.found {
                return Some(Written::plain(label));
            }
            let shown =
                if used.count == usual { label.clone() } else { format!("{label} × {}", used.count) };
            let fields = [
                ("scene".to_owned(), Written::plain(label)),
                (count_key.to_owned(), used.count.write(state)?),
            ];
            Some(Written { shown, ..Written::table(fields) })
        });
        let written = Written::list(accepted);
        (!written.value.as_array()?.is_empty()).then_some(written)
    }

    /// Writes `rejected`.
    pub(crate) fn write_rejected(&self, state: &State) -> Option<Written> {
        let rejected = in_order(&self.of, Review::Rejected, state);
        (!rejected.is_empty())
            .then(|| Written::list(rejected.into_iter().map(|(label, _)| Written::plain(label))))
    }
}

fn in_order(uses: &BTreeMap<SheetId, Use>, review: Review, state: &State) -> Vec<(String, Use)> {
    let reviewed = uses.iter().filter(|(_, used)| used.review == review);
    let mut labelled: Vec<(String, Use)> = reviewed.map(|(id, used)| (state.label(*id), *used)).collect();
    labelled.sort_by_key(|(label, _)| domain::SceneNumber::new(label));
    labelled
}

/// What `scenes` expects.
pub(crate) fn scenes_expected(count_key: &str) -> String {
    format!("a list […] of scenes: \"12\", or {{ scene = \"12\", {count_key} = 3 }}")
}

/// What `rejected` expects.
pub(crate) const REJECTED: &str = "a list […] of scenes: \"12\"";

type Named = (SheetId, Option<u32>, std::ops::Range<usize>);

fn read_use(node: &Node<'_>, count_key: &str, state: &State) -> Outcome<Named> {
    let Some(table) = node.get_ref().as_table() else {
        return Ok((SheetId::read(node, state)?, None, node.span()));
    };
    let (mut sheet, mut count) = (None, None);
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "scene" => sheet = Some(SheetId::read(value, state)?),
            key if key == count_key => count = Some(u32::read(value, state)?),
            other => return unknown(key.span(), other, &["scene", count_key]),
        }
    }
    match sheet {
        Some(sheet) => Ok((sheet, count, node.span())),
        None => Problem::err(node.span(), "this names no scene", "add scene = \"12\""),
    }
}
