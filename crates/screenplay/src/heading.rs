//! Scene headings in parts: inside or outside, the set, the time of day. Public, because people type headings too.

mod time;

use serde::{Deserialize, Serialize};

use time::{Reading, reads_as_time, time_word};

/// A scene heading in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The heading as written, without its scene number.
    pub text: String,
    /// Inside, outside, or both.
    pub setting: Option<IntExt>,
    /// The set: `HOUSE`.
    pub set: String,
    /// The part of the set: `KITCHEN` of `HOUSE - KITCHEN`.
    pub sub_set: Option<String>,
    /// Story time of day.
    pub time: Option<TimeOfDay>,
    /// The time as written: `LATE AFTERNOON`.
    pub time_text: Option<String>,
    /// What the heading says about the scene before it, if it does: `CONTINUOUS`.
    pub continuation: Option<Continuation>,
    /// Set if `time` was taken from the scene before because of this word.
    pub resolved_from: Option<Continuation>,
    /// What else the heading says: `FLASHBACK`, `1944`, `RAIN`.
    pub qualifiers: Vec<String>,
}

/// Inside, outside, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntExt {
    /// `INT.`
    Int,
    /// `EXT.`, and `EST.`: an establishing shot is outside.
    Ext,
    /// `INT./EXT.`, `I/E`, and the other way round.
    IntExt,
}

/// Story time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeOfDay {
    /// Dawn, sunrise, first light.
    Dawn,
    /// Morning.
    Morning,
    /// Day, noon.
    Day,
    /// Afternoon.
    Afternoon,
    /// Dusk, sunset, twilight, magic hour.
    Dusk,
    /// Evening.
    Evening,
    /// Night, midnight.
    Night,
}

/// How a heading continues the scene before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Continuation {
    /// `CONTINUOUS`, `CONT.`
    Continuous,
    /// `SAME`, `SAME TIME`.
    Same,
    /// `LATER`, `HOURS LATER`.
    Later,
    /// `MOMENTS LATER`, `MINUTES LATER`.
    MomentsLater,
}

/// Prefixes, longest first so that `INT./EXT.` is not taken for `INT.`.
const PREFIXES: &[(&str, IntExt)] = &[
    ("INTERIOR/EXTERIOR", IntExt::IntExt),
    ("EXTERIOR/INTERIOR", IntExt::IntExt),
    ("INT./EXT", IntExt::IntExt),
    ("EXT./INT", IntExt::IntExt),
    ("INT/EXT", IntExt::IntExt),
    ("EXT/INT", IntExt::IntExt),
    ("INT-EXT", IntExt::IntExt),
    ("EXT-INT", IntExt::IntExt),
    ("I./E", IntExt::IntExt),
    ("E./I", IntExt::IntExt),
    ("I/E", IntExt::IntExt),
    ("E/I", IntExt::IntExt),
    ("INT", IntExt::Int),
    ("EXT", IntExt::Ext),
    ("EST", IntExt::Ext),
];

/// Splits a heading into its setting and the rest, if it begins with one of the prefixes
/// followed by a full stop, a space, or nothing more than itself is wanted.
#[must_use]
pub fn prefix(text: &str) -> Option<(IntExt, &str)> {
    let text = text.trim_start();
    PREFIXES.iter().find_map(|(word, setting)| {
        let head = text.get(..word.len())?;
        if !head.eq_ignore_ascii_case(word) {
            return None;
        }
        let rest = &text[word.len()..];
        let body = rest.strip_prefix('.').or_else(|| rest.starts_with([' ', '\t']).then_some(rest))?;
        Some((*setting, body.trim()))
    })
}

/// Parses a heading, with or without its scene number (`#12A#`). Never fails: what is not understood is the set.
///
/// The parts are separated by a dash with a space on either side, or by a long dash. The last part that reads
/// as a time is the time; what follows it are qualifiers; the first part is the set, the parts between are the
/// sub-set. `HOUSE / KITCHEN` (with spaces) is set and sub-set too, unless the setting is both inside and outside,
/// where the slash separates two places. `HOUSE/KITCHEN`, `HOUSE, KITCHEN` stay one set.
#[must_use]
pub fn parse(text: &str) -> Heading {
    let (text, _) = split_number(text.trim());
    let text = split_leading_number(text).map_or(text, |(_, rest)| rest);
    let (setting, body) = match prefix(text) {
        Some((setting, body)) => (Some(setting), body),
        None => (None, text),
    };
    let mut heading = Heading { text: text.to_owned(), setting, ..Heading::default() };
    let body = body.trim_start_matches(['-', '–', '—']).trim_start();
    let mut parts = split_parts(body);
    let mut trailing = Vec::new();
    while parts.len() > 1 && parts.last().is_some_and(|part| is_qualifier(part)) {
        trailing.extend(parts.pop().map(|part| bare(part).to_owned()));
    }
    let time_at = parts.iter().rposition(|part| reads_as_time(part).is_some());
    let mut places: Vec<&str> = Vec::new();
    match time_at {
        Some(at) if at > 0 || parts.len() == 1 => {
            places.extend(&parts[..at]);
            take_time(&mut heading, parts[at]);
            for part in &parts[at + 1..] {
                heading.qualifiers.push(bare(part).to_owned());
            }
            // `NIGHT - CONTINUOUS` and `CONTINUOUS - NIGHT` name a time and a continuation.
            if let Some(before) = places.last().copied()
                && places.len() > 1
                && reads_as_time(before).is_some()
            {
                places.pop();
                take_time(&mut heading, before);
            }
        }
        _ => {
            let last = parts.last().copied().unwrap_or_default();
            let (place, time) = split_loose_time(last);
            places.extend(&parts[..parts.len().saturating_sub(1)]);
            places.push(place);
            if let Some(time) = time {
                take_time(&mut heading, time);
            }
        }
    }
    set_places(&mut heading, &places);
    heading.qualifiers.extend(trailing.into_iter().rev());
    heading
}

/// Splits the scene number off that some programs print before a heading, and often behind it too:
/// `12A INT. HOUSE - DAY 12A`.
#[must_use]
pub fn split_leading_number(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = text.trim_start().split_once([' ', '\t'])?;
    let plausible = number.len() <= 8
        && number.bytes().any(|byte| byte.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    let rest = rest.trim();
    if !plausible || prefix(rest).is_none() {
        return None;
    }
    let rest = rest.strip_suffix(number).map_or(rest, str::trim_end);
    Some((number.trim_end_matches('.'), rest))
}

/// What a last part may say beside place and time: a year, another reality, another way of telling.
fn is_qualifier(part: &str) -> bool {
    let part = bare(part).to_uppercase();
    let year = part.strip_suffix('S').unwrap_or(&part);
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) && !part.starts_with('0');
    is_year
        || matches!(
            part.as_str(),
            "PRESENT"
                | "PRESENT DAY"
                | "FLASHBACK"
                | "FLASH BACK"
                | "FLASHFORWARD"
                | "FLASH FORWARD"
                | "DREAM"
                | "DREAM SEQUENCE"
                | "FANTASY"
                | "MONTAGE"
                | "INTERCUT"
                | "STOCK"
                | "ESTABLISHING"
                | "ESTABLISH"
                | "PAST"
                | "FUTURE"
                | "MEMORY"
        )
}

/// Splits the trailing scene number `#…#` off, if there is one: letters, digits, `-` and `.`.
#[must_use]
pub fn split_number(text: &str) -> (&str, Option<&str>) {
    let trimmed = text.trim_end();
    let Some(inner) = trimmed.strip_suffix('#') else { return (trimmed, None) };
    let Some(at) = inner.rfind('#') else { return (trimmed, None) };
    let number = inner[at + 1..].trim();
    let valid = !number.is_empty() && number.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    if valid { (inner[..at].trim_end(), Some(number)) } else { (trimmed, None) }
}

fn set_places(heading: &mut Heading, places: &[&str]) {
    let mut places: Vec<String> =
        places.iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned()).collect();
    if places.is_empty() {
        return;
    }
    // A parenthesis that closes the place is a qualifier: `HOUSE (1979)`.
    if let Some(last) = places.last_mut()
        && let Some((before, inner)) = closing_parenthesis(last)
        && !before.is_empty()
    {
        heading.qualifiers.insert(0, inner.to_owned());
        *last = before.to_owned();
    }
    if places.len() == 1
        && heading.setting != Some(IntExt::IntExt)
        && let Some((set, sub)) = places[0].split_once(" / ")
    {
        places = vec![set.trim().to_owned(), sub.trim().to_owned()];
    }
    heading.sub_set = (places.len() > 1).then(|| places[1..].join(" - "));
    heading.set = places.swap_remove(0);
}

fn take_time(heading: &mut Heading, part: &str) {
    let (core, qualifier) = match closing_parenthesis(part) {
        Some((before, inner)) if !before.is_empty() => (before, Some(inner)),
        _ => (bare(part), None),
    };
    if let Some(inner) = qualifier {
        match reads_as_time(inner) {
            Some(reading) => apply_reading(heading, reading, inner),
            None => heading.qualifiers.insert(0, inner.to_owned()),
        }
    }
    if let Some(reading) = reads_as_time(core) {
        apply_reading(heading, reading, core);
    }
}

fn apply_reading(heading: &mut Heading, reading: Reading, text: &str) {
    match reading {
        Reading::Time(time) => {
            heading.time = Some(time);
            heading.time_text = Some(text.to_owned());
        }
        Reading::Continues(how) => {
            heading.continuation = Some(how);
            heading.time_text.get_or_insert_with(|| text.to_owned());
        }
        Reading::Both(time, how) => {
            heading.time = Some(time);
            heading.continuation = Some(how);
            heading.time_text = Some(text.to_owned());
        }
    }
}

/// A part without the parentheses around all of it.
fn bare(part: &str) -> &str {
    let part = part.trim();
    part.strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .filter(|inner| !inner.contains(['(', ')']))
        .map_or(part, str::trim)
}

/// `NIGHT (RAIN)` → `("NIGHT", "RAIN")`.
fn closing_parenthesis(part: &str) -> Option<(&str, &str)> {
    let inner = part.trim_end().strip_suffix(')')?;
    let at = inner.rfind('(')?;
    Some((part[..at].trim_end(), inner[at + 1..].trim()))
}

/// Splits at ` - `, ` -- `, and long dashes; a hyphen inside a word does not split.
fn split_parts(body: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    let mut before = ' ';
    let mut chars = body.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '–' | '—' if depth <= 0 => {
                parts.push(body[start..at].trim());
                start = at + c.len_utf8();
            }
            '-' if depth <= 0 => {
                let mut end = at + 1;
                while let Some((next, '-')) = chars.peek().copied() {
                    end = next + 1;
                    chars.next();
                }
                let spaced_after = chars.peek().is_none_or(|(_, c)| c.is_whitespace());
                // `HOUSE -DAY` and `HOUSE- DAY` are slips of the same sign; `X-RAY` is not one.
                if before.is_whitespace() || spaced_after || end > at + 1 {
                    parts.push(body[start..at].trim());
                    start = end;
                }
            }
            _ => {}
        }
        before = c;
    }
    parts.push(body[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// A time that is not set off by a dash: `HOUSE. NIGHT`, `HOUSE, DAY`, `HOUSE (NIGHT)`, `HOUSE-NIGHT`, `HOUSE NIGHT`.
fn split_loose_time(part: &str) -> (&str, Option<&str>) {
    if let Some((before, inner)) = closing_parenthesis(part)
        && !before.is_empty()
        && reads_as_time(inner).is_some()
    {
        return (before, Some(inner));
    }
    for sign in [". ", ", ", "; ", ": "] {
        if let Some((place, tail)) = part.rsplit_once(sign)
            && !place.trim().is_empty()
            && reads_as_time(tail).is_some()
        {
            return (place.trim(), Some(tail.trim()));
        }
    }
    let core = closing_parenthesis(part).map_or(part, |(before, _)| before);
    if let Some((at, sign)) = core.char_indices().rev().find(|(_, c)| c.is_whitespace() || *c == '-') {
        let (place, tail) = (core[..at].trim(), &part[at + sign.len_utf8()..]);
        let word = core[at + sign.len_utf8()..].to_uppercase();
        let plain = if sign == '-' {
            time_word(&word).is_some()
        } else {
            matches!(word.as_str(), "DAY" | "NIGHT" | "CONTINUOUS")
        };
        if plain && !place.is_empty() {
            return (place, Some(tail));
        }
    }
    (part, None)
}

impl TimeOfDay {
    /// True if the sky is dark.
    #[must_use]
    pub fn is_dark(self) -> bool {
        matches!(self, TimeOfDay::Night | TimeOfDay::Evening)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written, set, sub-set, time.
    #[test]
    fn headings_in_every_form() {
        use IntExt::{Ext, Int, IntExt as Both};
        use TimeOfDay::*;
        type Case = (&'static str, Option<IntExt>, &'static str, Option<&'static str>, Option<TimeOfDay>);
        let cases: &[Case] = &[
            ("INT. HOUSE - KITCHEN - DAY", Some(Int), "HOUSE", Some("KITCHEN"), Some(Day)),
            ("INT HOUSE - NIGHT", Some(Int), "HOUSE", None, Some(Night)),
            ("int. house - day", Some(Int), "house", None, Some(Day)),
            ("EXT. HOUSE – NIGHT", Some(Ext), "HOUSE", None, Some(Night)),
            ("EXT. HOUSE -- NIGHT", Some(Ext), "HOUSE", None, Some(Night)),
            ("INT./EXT. CAR / STREET - DUSK", Some(Both), "CAR / STREET", None, Some(Dusk)),
            ("EXT/INT. CAR - DAWN", Some(Both), "CAR", None, Some(Dawn)),
            ("EXT./INT. CAR - DAWN", Some(Both), "CAR", None, Some(Dawn)),
            ("I/E CAR - DAY", Some(Both), "CAR", None, Some(Day)),
            ("E/I. CAR - DAY", Some(Both), "CAR", None, Some(Day)),
            ("I./E. CAR - DAY", Some(Both), "CAR", None, Some(Day)),
            ("EST. CITY - SUNSET", Some(Ext), "CITY", None, Some(Dusk)),
            ("INT. HOUSE / KITCHEN - DAY", Some(Int), "HOUSE", Some("KITCHEN"), Some(Day)),
            ("INT. BAR/RESTAURANT - DAY", Some(Int), "BAR/RESTAURANT", None, Some(Day)),
            ("INT. X-RAY ROOM - DAY", Some(Int), "X-RAY ROOM", None, Some(Day)),
            ("INT. HOUSE. NIGHT", Some(Int), "HOUSE", None, Some(Night)),
            ("INT. HOUSE, MORNING", Some(Int), "HOUSE", None, Some(Morning)),
            ("INT. HOUSE (NIGHT)", Some(Int), "HOUSE", None, Some(Night)),
            ("INT. HOUSE NIGHT", Some(Int), "HOUSE", None, Some(Night)),
            ("INT. HOUSE-NIGHT", Some(Int), "HOUSE", None, Some(Night)),
            ("INT. HOUSE - LATE AFTERNOON", Some(Int), "HOUSE", None, Some(Afternoon)),
            ("EXT. FIELD - MAGIC HOUR", Some(Ext), "FIELD", None, Some(Dusk)),
            ("EXT. FIELD - FIRST LIGHT", Some(Ext), "FIELD", None, Some(Dawn)),
            ("INT. HOUSE - DAY 2", Some(Int), "HOUSE", None, Some(Day)),
            ("INT. HOUSE - 3:00 AM", Some(Int), "HOUSE", None, Some(Night)),
            ("INT. HOUSE - 1400 HOURS", Some(Int), "HOUSE", None, Some(Afternoon)),
            ("INT. DAY SPA - NIGHT", Some(Int), "DAY SPA", None, Some(Night)),
            ("INT. NIGHT CLUB", Some(Int), "NIGHT CLUB", None, None),
            (
                "INT. HOUSE - UPSTAIRS - BEDROOM - EVENING",
                Some(Int),
                "HOUSE",
                Some("UPSTAIRS - BEDROOM"),
                Some(Evening),
            ),
            ("THE SEA", None, "THE SEA", None, None),
            ("INT. HOUSE - DAY #12A#", Some(Int), "HOUSE", None, Some(Day)),
            ("12A INT. HOUSE - DAY 12A", Some(Int), "HOUSE", None, Some(Day)),
            ("INT. HOUSE - LATER THAT NIGHT", Some(Int), "HOUSE", None, Some(Night)),
            ("INT. HOUSE - NIGHT - CONTINUOUS", Some(Int), "HOUSE", None, Some(Night)),
            ("INT. HOUSE - CONTINUOUS", Some(Int), "HOUSE", None, None),
            ("INT. - DAY", Some(Int), "", None, Some(Day)),
            ("INT.", Some(Int), "", None, None),
            ("", None, "", None, None),
        ];
        for (text, setting, set, sub_set, time) in cases {
            let heading = parse(text);
            let ours = (heading.setting, heading.set.as_str(), heading.sub_set.as_deref(), heading.time);
            assert_eq!(ours, (*setting, *set, *sub_set, *time), "{text}");
        }
    }

    #[test]
    fn continuations_are_told_from_times() {
        use Continuation::*;
        for (tail, how) in [
            ("CONTINUOUS", Some(Continuous)),
            ("CONT'D", Some(Continuous)),
            ("SAME", Some(Same)),
            ("SAME TIME", Some(Same)),
            ("LATER", Some(Later)),
            ("HOURS LATER", Some(Later)),
            ("MOMENTS LATER", Some(MomentsLater)),
            ("A FEW MINUTES LATER", Some(MomentsLater)),
            ("DAY", None),
            ("SEA SIDE", None),
        ] {
            assert_eq!(parse(&format!("INT. HOUSE - {tail}")).continuation, how, "{tail}");
        }
    }

    #[test]
    fn what_else_a_heading_says_is_kept() {
        for (text, set, qualifiers) in [
            ("INT. HOUSE - NIGHT - FLASHBACK", "HOUSE", &["FLASHBACK"][..]),
            ("INT. HOUSE - DAY (1979)", "HOUSE", &["1979"]),
            ("INT. HOUSE (1979) - DAY", "HOUSE", &["1979"]),
            ("EXT. ROAD - 1999", "ROAD", &["1999"]),
            ("EXT. ROAD - NIGHT (RAIN) - DREAM", "ROAD", &["RAIN", "DREAM"]),
        ] {
            let heading = parse(text);
            assert_eq!(
                (heading.set.as_str(), heading.qualifiers),
                (set, qualifiers.iter().map(|&q| q.to_owned()).collect()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_only_begins_like_a_heading_is_none() {
        for text in ["INTERIOR MONOLOGUE", "ESTABLISHING", "EXTREME CLOSE UP", "INTO THE HOUSE", "EXTRA", ""]
        {
            assert_eq!(prefix(text), None, "{text}");
        }
    }
}
