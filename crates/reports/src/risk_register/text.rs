//! The register in a terminal.

use super::{Block, Part, Register};
use super::{NONE, NOTES, SEVERITIES};
use crate::Context;
use crate::page::open_text;
use crate::paper::{Paper, left};

/// The register.
pub(crate) fn text(context: &Context<'_>, color: bool, width: usize) -> String {
    let mut paper = Paper::new(color, width);
    let register = Register::of(context);
    open_text(context, "Risk register", &mut paper, register.paperwork());
    if register.blocks.is_empty() {
        paper.gap();
        paper.line(NONE);
    } else {
        paper.gap();
        paper.wrapped(0, &register.summary);
    }
    register.blocks.iter().for_each(|block| write_block(block, &mut paper));
    paper.gap();
    for open in &register.not_broken_down {
        paper.wrapped(0, open);
    }
    paper.wrapped(0, NOTES);
    if register.money {
        paper.wrapped(0, SEVERITIES);
    }
    paper.finish()
}

fn write_block(block: &Block, paper: &mut Paper) {
    paper.heading(&block.title());
    paper.wrapped(0, &block.where_words());
    block.parts.iter().for_each(|part| write_part(part, paper));
}

fn write_part(part: &Part, paper: &mut Paper) {
    let label = 22;
    let columns = [left(label), left(1), left(paper.width - label - 3)];
    for (i, line) in part.lines.iter().enumerate() {
        let title = if i == 0 { part.title } else { "" };
        paper.row(&columns, &[title, line.state.sign(), &line.words()]);
    }
}
