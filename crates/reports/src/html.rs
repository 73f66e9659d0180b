//! A small writer of well-formed HTML: elements close themselves, and all text is escaped.

use crate::words::clean;

/// Elements that begin on a line of their own.
const BLOCKS: [&str; 25] = [
    "head", "body", "title", "style", "header", "main", "section", "footer", "h1", "h2", "h3", "p", "ul",
    "ol", "li", "table", "caption", "colgroup", "thead", "tbody", "tr", "dl", "div", "svg", "figure",
];

/// HTML being written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Html {
    out: String,
}

impl Html {
    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// An element: `td`, or `td.class other-class`.
    pub(crate) fn el(&mut self, tag: &str, inside: impl FnOnce(&mut Self)) {
        self.el_with(tag, &[], inside);
    }

    /// An element with attributes.
    pub(crate) fn el_with(&mut self, tag: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        let name = self.open(tag, attributes);
        self.out.push('>');
        inside(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element with nothing but text.
    pub(crate) fn leaf(&mut self, tag: &str, text: &str) {
        self.el(tag, |h| h.text(text));
    }

    /// An element with attributes and nothing but text.
    pub(crate) fn leaf_with(&mut self, tag: &str, attributes: &[(&str, &str)], text: &str) {
        self.el_with(tag, attributes, |h| h.text(text));
    }

    /// An element that holds nothing: `meta`, `rect`, `use`.
    pub(crate) fn void(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.open(tag, attributes);
        self.out.push_str("/>");
    }

    /// Text, cleaned and escaped.
    pub(crate) fn text(&mut self, text: &str) {
        escape(&clean(text), &mut self.out);
    }

    /// A space where a line may break.
    pub(crate) fn space(&mut self) {
        self.out.push(' ');
    }

    /// Our own style sheet: the one thing that is written as it is.
    pub(crate) fn style(&mut self, css: &str) {
        debug_assert!(!css.contains(['<', '&']), "a style sheet is well-formed as it stands");
        self.el("style", |h| h.out.push_str(css));
    }

    /// Opens a tag up to, but without, its closing bracket, and gives its name.
    fn open<'t>(&mut self, tag: &'t str, attributes: &[(&str, &str)]) -> &'t str {
        let (name, class) = tag.split_once('.').unwrap_or((tag, ""));
        if BLOCKS.contains(&name) {
            self.out.push('\n');
        }
        self.out.push('<');
        self.out.push_str(name);
        if !class.is_empty() {
            self.attribute("class", class);
        }
        for (key, value) in attributes {
            self.attribute(key, value);
        }
        name
    }

    fn attribute(&mut self, key: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(key);
        self.out.push_str("=\"");
        escape(&clean(value), &mut self.out);
        self.out.push('"');
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

/// A CSS string of user text. Everything but letters, digits and spaces is written as a code point, so
/// nothing in it can end the string or the style sheet.
pub(crate) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    let space = if text.ends_with(' ') { " " } else { "" };
    for c in clean(text).chars().chain(space.chars()) {
        if c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_escaped() {
        let mut html = Html::default();
        html.el_with("td.a b", &[("title", "\"><script>")], |h| h.text("<script>&\u{7}"));
        assert_eq!(
            html.finish(),
            "<td class=\"a b\" title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;&amp;</td>"
        );
    }

    #[test]
    fn a_css_string_cannot_be_left() {
        assert_eq!(css_string("A\"</style>"), "\"A\\22 \\3c \\2f style\\3e \"");
    }
}
