//! Words and where they stand: the little grammar that every heuristic of the breakdown shares.

/// A word of a text; letters, digits, and what joins them inside: `Sung-ho`, `O'Malley`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    pub(crate) text: &'t str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c: char| c.is_alphanumeric() || c == '#')?;
        let end = word_end(text, start);
        at = end;
        Some(Word { text: &text[start..end], start, end })
    })
}

fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let plain = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let end = start + plain;
    // Most words end in a space; the rest needs a closer look.
    if plain > 0
        && bytes.get(end).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'.' | b','))
    {
        return end;
    }
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let joins = matches!(c, '-' | '\'' | '’' | '#')
            && (offset == 0 || c != '#')
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !c.is_alphanumeric() && !joins {
            break;
        }
        end = start + offset + c.len_utf8();
    }
    end.max(start + text[start..].chars().next().map_or(1, char::len_utf8))
}

/// Up to `most` words before a byte, nearest first, of the same sentence, in small letters.
pub(crate) fn before(text: &str, at: usize, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut end = at;
    while found.len() < most {
        let head = &text[..end];
        let trimmed = head.trim_end_matches(|c: char| !c.is_alphanumeric());
        let gap = &head[trimmed.len()..];
        if trimmed.is_empty() || ends_sentence(trimmed, gap) {
            break;
        }
        let start = trimmed
            .char_indices()
            .rev()
            .find(|(_, c)| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-' | '#'))
            .map_or(0, |(i, c)| i + c.len_utf8());
        found.push(trimmed[start..].to_lowercase().replace('’', "'"));
        end = start;
    }
    found
}

/// Up to `most` words after a byte, nearest first, of the same sentence, in small letters.
pub(crate) fn after(text: &str, at: usize, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut last = at;
    let window = &text[at..ceil(text, at + 160)];
    for word in words(window).take(most) {
        let gap = &text[last..at + word.start];
        let previous = &text[..last];
        if last > at && ends_sentence(previous, gap) || last == at && gap.contains(['.', '!', '?', '\n']) {
            break;
        }
        found.push(word.text.to_lowercase().replace('’', "'"));
        last = at + word.end;
    }
    found
}

/// Does a sentence end between a text and the word behind the gap?
fn ends_sentence(head: &str, gap: &str) -> bool {
    if gap.contains(['!', '?', '\n']) {
        return true;
    }
    let Some(stop) = gap.find('.') else { return false };
    if gap.contains("..") {
        return false;
    }
    let last = head.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let shortened = last.chars().count() == 1 || is_abbreviation(last);
    !(shortened && gap[stop..].len() <= 2)
}

/// Abbreviated forms of address, whose full stop ends no sentence.
fn is_abbreviation(word: &str) -> bool {
    ["mr", "mrs", "ms", "dr", "st", "lt", "sgt", "capt", "col", "gen", "det", "prof", "rev", "jr", "sr"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// Are both ends of the part ends of words?
pub(crate) fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let mut head = text[..start].chars().rev();
    let mut tail = text[end..].chars();
    let joined = |next: Option<char>, beyond: Option<char>| match next {
        Some(c) if c.is_alphanumeric() => true,
        Some('-') => beyond.is_some_and(char::is_alphanumeric),
        _ => false,
    };
    let (h1, h2) = (head.next(), head.next());
    let (t1, t2) = (tail.next(), tail.next());
    !joined(h1, h2) && !joined(t1, t2)
}

/// Does the part stand between quotation marks: a sign, a title, something read?
pub(crate) fn is_quoted(text: &str, at: usize) -> bool {
    const REACH: usize = 4000;
    let low = floor(text, at.saturating_sub(REACH));
    let head = text[low..at].rsplit('\n').next().unwrap_or_default();
    let straight = head.bytes().filter(|b| *b == b'"').count();
    straight % 2 == 1 || head.matches('“').count() > head.matches('”').count()
}

/// The nearest character boundary at or after a byte.
pub(crate) fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}

/// The nearest character boundary at or before a byte.
pub(crate) fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The sentence around a part, at most about 200 bytes beyond it on either side.
pub(crate) fn sentence(text: &str, part: std::ops::Range<usize>) -> std::ops::Range<usize> {
    const REACH: usize = 200;
    let low = floor(text, part.start.saturating_sub(REACH));
    let high = ceil(text, part.end + REACH);
    let mut start = low;
    for (at, c) in text[low..part.start].char_indices() {
        if matches!(c, '.' | '!' | '?' | '\n') {
            let next = low + at + c.len_utf8();
            let gap_end = text[next..part.start].find(char::is_alphanumeric).map_or(part.start, |i| next + i);
            if ends_sentence(&text[..low + at], &text[low + at..gap_end]) && gap_end > next {
                let closing = |c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')');
                let skipped = text[next..part.start].find(|c| !closing(c)).unwrap_or(part.start - next);
                start = next + skipped;
            }
        }
    }
    if start == low && low > 0 && start < part.start {
        start = text[low..part.start].find(' ').map_or(start, |space| low + space);
    }
    let mut end = high;
    for (at, c) in text[part.end..high].char_indices() {
        if matches!(c, '.' | '!' | '?' | '\n') {
            let stop = part.end + at;
            let next = stop + c.len_utf8();
            let gap_end = text[next..high].find(char::is_alphanumeric).map_or(high, |i| next + i);
            if c == '\n' || gap_end > next && ends_sentence(&text[..stop], &text[stop..gap_end]) {
                end = if c == '\n' { stop } else { next };
                break;
            }
        }
    }
    if end == high && high < text.len() {
        end = text[part.end..high].rfind(' ').map_or(end, |space| part.end + space);
    }
    let lead = text[start..part.start].len() - text[start..part.start].trim_start().len();
    let tail = text[part.end..end].trim_end().len();
    start + lead..part.end + tail
}

/// The sentence before the one around a byte, in the same paragraph; nothing before the first.
pub(crate) fn sentence_before(text: &str, at: usize) -> &str {
    let own = sentence(text, at..at).start;
    last_sentence(&text[..own])
}

/// The sentence behind the one around a byte, in the same paragraph; nothing behind the last.
pub(crate) fn sentence_after(text: &str, at: usize) -> &str {
    let own = sentence(text, at..at).end;
    first_sentence(&text[own..])
}

pub(crate) fn last_sentence(text: &str) -> &str {
    let text = text.trim_end();
    &text[sentence(text, text.len()..text.len()).start..]
}

pub(crate) fn first_sentence(text: &str) -> &str {
    let text = text.trim_start();
    &text[..sentence(text, 0..0).end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, part: &str) -> std::ops::Range<usize> {
        let start = text.find(part).unwrap();
        start..start + part.len()
    }

    #[test]
    fn words_keep_their_joints() {
        let found: Vec<&str> = words("Sung-ho's gun -- O'Malley, THUG #2!").map(|w| w.text).collect();
        assert_eq!(found, ["Sung-ho's", "gun", "O'Malley", "THUG", "#2"]);
    }

    #[test]
    fn neighbours_stay_in_the_sentence() {
        let text = "He runs. Mr. Kim waits for Jake. A car.";
        assert_eq!(before(text, at(text, "Jake").start, 3), ["for", "waits", "kim"]);
        assert_eq!(before(text, at(text, "Kim").start, 3), ["mr"]);
        assert_eq!(after(text, at(text, "waits").end, 5), ["for", "jake"]);
    }

    #[test]
    fn sentences_end_where_they_end() {
        let text = "He runs. Mr. Kim waits for Jake! A car.";
        assert_eq!(&text[sentence(text, at(text, "waits"))], "Mr. Kim waits for Jake!");
        assert_eq!(&text[sentence(text, at(text, "He"))], "He runs.");
        assert_eq!(&text[sentence(text, at(text, "car"))], "A car.");
    }

    #[test]
    fn parts_of_words_are_not_words() {
        assert!(!is_whole("a card", 2, 5));
        assert!(is_whole("a car.", 2, 5));
        assert!(!is_whole("car-like", 0, 3));
        assert!(is_whole("a car -- there", 2, 5));
    }
}
