//! The register as a page: a block a stunt, a row a question.

use super::{Block, Part, Register, State};
use super::{NONE, NOTES, SEVERITIES};
use crate::Context;
use crate::html::Html;
use crate::page::page;

/// The register.
pub(crate) fn html(context: &Context<'_>) -> String {
    let register = Register::of(context);
    page(context, "Risk register", register.paperwork(), |h| {
        h.leaf("p.lead", if register.blocks.is_empty() { NONE } else { &register.summary });
        register.blocks.iter().for_each(|block| write_block(block, h));
        for open in &register.not_broken_down {
            h.leaf("p", open);
        }
        h.leaf("p.soft", NOTES);
        if register.money {
            h.leaf("p.soft", SEVERITIES);
        }
    })
}

fn write_block(block: &Block, h: &mut Html) {
    h.el("section.register", |h| {
        h.el("h2", |h| {
            h.leaf("b.scene", &block.scene);
            h.space();
            h.text(&block.name);
            if !block.class.is_empty() {
                h.space();
                h.leaf("span.class", &format!("class {}", block.class));
            }
        });
        h.leaf("p.where", &block.where_words());
        h.el("table.lines", |h| {
            h.leaf("caption.unseen", &block.title());
            h.el("tbody", |h| block.parts.iter().for_each(|part| write_part(part, h)));
        });
    });
}

fn write_part(part: &Part, h: &mut Html) {
    h.el("tr", |h| {
        h.leaf_with("th", &[("scope", "row")], part.title);
        h.el("td", |h| {
            h.el("ul", |h| {
                for line in &part.lines {
                    h.el(if line.state == State::Refused { "li.refused" } else { "li" }, |h| {
                        let word = line.state.word();
                        if word.is_empty() {
                            h.leaf_with("span.tick", &[("aria-hidden", "true")], line.state.sign());
                        } else {
                            h.leaf_with(
                                "span.tick",
                                &[("role", "img"), ("aria-label", word)],
                                line.state.sign(),
                            );
                        }
                        h.space();
                        h.leaf("span", &line.words());
                    });
                }
            });
        });
    });
}
