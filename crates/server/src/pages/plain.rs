//! The words of a script as its source has them: Fountain as it is, Final Draft without its tags.

/// Reads pieces of a Final Draft source, one after the other.
#[derive(Default)]
pub(crate) struct FinalDraft {
    /// Within `<Text>`.
    in_text: bool,
    /// Notes and summaries around this place: they are no text of the scene.
    notes: usize,
    /// The paragraph is a cue, or how a line is said: what follows stands right below it.
    close: bool,
}

impl FinalDraft {
    /// The words of a piece, a line a paragraph.
    pub(crate) fn words(&mut self, source: &str) -> String {
        let mut words = String::new();
        let mut rest = source;
        while let Some(start) = rest.find('<') {
            self.say(&rest[..start], &mut words);
            let Some(length) = rest[start..].find('>') else { return words };
            self.tag(&rest[start + 1..start + length], &mut words);
            rest = &rest[start + length + 1..];
        }
        self.say(rest, &mut words);
        words
    }

    fn say(&self, text: &str, words: &mut String) {
        if self.in_text && self.notes == 0 {
            words.push_str(&unescaped(text));
        }
    }

    fn tag(&mut self, tag: &str, words: &mut String) {
        let whole = tag.ends_with('/');
        match tag.split([' ', '\t', '\r', '\n', '/']).next() {
            Some("") => self.end(tag.trim_start_matches('/').trim_end(), words),
            Some("Text") if !whole => self.in_text = true,
            Some("ScriptNote" | "SceneProperties") if !whole => self.notes += 1,
            Some("Paragraph") if self.notes == 0 => {
                self.close = tag.contains("\"Character\"") || tag.contains("\"Parenthetical\"");
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, words: &mut String) {
        match name {
            "Text" => self.in_text = false,
            "ScriptNote" | "SceneProperties" => self.notes = self.notes.saturating_sub(1),
            "Paragraph" if self.notes == 0 => words.push_str(if self.close { "\n" } else { "\n\n" }),
            _ => {}
        }
    }
}

/// `&amp;` → `&`, `&#233;` → `é`; what is no such sign stays as it is.
fn unescaped(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        words.push_str(&rest[..start]);
        let sign =
            rest[start + 1..].find(';').and_then(|end| Some((sign(&rest[start + 1..=start + end])?, end)));
        let (sign, length) = sign.map_or(('&', 1), |(sign, end)| (sign, end + 2));
        words.push(sign);
        rest = &rest[start + length..];
    }
    words.push_str(rest);
    words
}

fn sign(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_without_tags_and_notes() {
        let mut source = FinalDraft::default();
        let first = "<Paragraph Type=\"Character\">\n <Text>MARA</Text>\n</Paragraph>\n<Paragraph Type=\"Dialogue\"><Text>Wait ";
        assert_eq!(source.words(first), "MARA\nWait ");
        assert_eq!(source.words("&amp; see</Text><Text Style=\"Bold\">, J&#246;rg &co"), "& see, Jörg &co");
        let last = ".</Text><ScriptNote><Paragraph><Text>cut?</Text></Paragraph></ScriptNote></Paragraph>";
        assert_eq!(source.words(last), ".\n\n");
    }
}
