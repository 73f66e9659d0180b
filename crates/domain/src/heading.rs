//! A scene heading that a person typed, taken apart: `INT. HOUSE - KITCHEN - NIGHT`.

use crate::{Heading, IntExt, TimeOfDay, TimeSource};

/// How a heading begins, longest first.
const SETTINGS: [(&str, IntExt); 10] = [
    ("INT./EXT", IntExt::IntExt),
    ("EXT./INT", IntExt::IntExt),
    ("INT/EXT", IntExt::IntExt),
    ("EXT/INT", IntExt::IntExt),
    ("I./E", IntExt::IntExt),
    ("I/E", IntExt::IntExt),
    ("E/I", IntExt::IntExt),
    ("INT", IntExt::Int),
    ("EXT", IntExt::Ext),
    ("EST", IntExt::Ext),
];

/// Times that a strip knows, by the last word of a heading's last part.
const TIMES: [(&str, TimeOfDay); 16] = [
    ("DAY", TimeOfDay::Day),
    ("MORNING", TimeOfDay::Day),
    ("NOON", TimeOfDay::Day),
    ("MIDDAY", TimeOfDay::Day),
    ("AFTERNOON", TimeOfDay::Day),
    ("NIGHT", TimeOfDay::Night),
    ("MIDNIGHT", TimeOfDay::Night),
    ("EVENING", TimeOfDay::Night),
    ("DAWN", TimeOfDay::Dawn),
    ("SUNRISE", TimeOfDay::Dawn),
    ("DAYBREAK", TimeOfDay::Dawn),
    ("DUSK", TimeOfDay::Dusk),
    ("SUNSET", TimeOfDay::Dusk),
    ("TWILIGHT", TimeOfDay::Dusk),
    ("MAGIC HOUR", TimeOfDay::Dusk),
    ("GOLDEN HOUR", TimeOfDay::Dusk),
];

impl Heading {
    /// Takes a heading apart. `CONTINUOUS`, `SAME` and `LATER` take the time of the scene before.
    ///
    /// A screenplay's many other ways to write one are the parser's business; what is not understood here is a
    /// part of the set.
    #[must_use]
    pub fn typed(text: &str, before: Option<TimeOfDay>) -> Self {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (setting, body) = setting(&text);
        let body = body.replace(['–', '—'], " - ");
        let mut parts: Vec<&str> = body.split(" - ").map(str::trim).filter(|part| !part.is_empty()).collect();
        let (mut time, mut time_source, mut time_text) = (None, TimeSource::Missing, None);
        if let Some(last) = parts.last().copied() {
            (time, time_source) = story_time(last, before);
            if time.is_some() || continues(last) {
                time_text = Some(last.to_owned());
                parts.pop();
            }
        }
        let mut places = parts.iter().map(|part| part.to_uppercase());
        let set = places.next().unwrap_or_default();
        let sub_set = Some(places.collect::<Vec<_>>().join(" - ")).filter(|sub| !sub.is_empty());
        Self { setting, set, sub_set, time, time_source, time_text, text }
    }

    /// A heading whose parts are known apart: `INT`, `HOUSE - KITCHEN`, `NIGHT`; an empty one is missing.
    ///
    /// `CONTINUOUS`, `SAME` and `LATER` take the time of the scene before.
    #[must_use]
    pub fn of_parts(setting: &str, set: &str, time: &str, before: Option<TimeOfDay>) -> Self {
        let written = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let head = written(setting).map(|setting| format!("{setting}. ")).unwrap_or_default();
        let tail = written(time).map(|time| format!(" - {time}")).unwrap_or_default();
        let text = format!("{head}{}{tail}", set.trim());
        let set = set.trim().to_uppercase();
        let (set, sub_set) = match set.split_once(" - ") {
            Some((main, sub)) => (main.trim().to_owned(), written(sub)),
            None => (set, None),
        };
        let (story, time_source) = story_time(time, before);
        let setting = self::setting(setting.trim()).0;
        Self { setting, set, sub_set, time: story, time_source, time_text: written(time), text }
    }
}

/// The time that a heading's part says, and where it comes from.
fn story_time(part: &str, before: Option<TimeOfDay>) -> (Option<TimeOfDay>, TimeSource) {
    let continues = continues(part);
    match time_of(part).or(before.filter(|_| continues)) {
        Some(time) if continues => (Some(time), TimeSource::Resolved),
        Some(time) => (Some(time), TimeSource::Written),
        None => (None, TimeSource::Missing),
    }
}

fn setting(text: &str) -> (Option<IntExt>, &str) {
    for (word, setting) in SETTINGS {
        let Some((head, rest)) = text.split_at_checked(word.len()) else { continue };
        let ends = rest.is_empty() || rest.starts_with(['.', ' ']);
        if ends && head.eq_ignore_ascii_case(word) {
            return (Some(setting), rest.trim_start_matches('.').trim_start());
        }
    }
    (None, text)
}

/// `LATE AFTERNOON`, `DAY 2`, `THE NEXT DAY`.
fn time_of(part: &str) -> Option<TimeOfDay> {
    let upper = part.to_uppercase();
    let words = upper.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '.');
    let named = TIMES.iter().find(|(word, _)| {
        words.strip_suffix(word).is_some_and(|before| before.is_empty() || before.ends_with([' ', '/', '-']))
    });
    named.map(|(_, time)| *time)
}

fn continues(part: &str) -> bool {
    let upper = part.to_uppercase();
    matches!(upper.as_str(), "CONTINUOUS" | "SAME" | "SAME TIME" | "LATER") || upper.ends_with(" LATER")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_heading_is_taken_apart() {
        use {IntExt as S, TimeOfDay as T};
        let cases = [
            ("INT. KITCHEN - NIGHT", Some(S::Int), "KITCHEN", None, Some(T::Night)),
            ("int house - kitchen - late afternoon", Some(S::Int), "HOUSE", Some("KITCHEN"), Some(T::Day)),
            ("INT./EXT. CAR — DAY 2", Some(S::IntExt), "CAR", None, Some(T::Day)),
            ("EXT. BAR - NIGHT CLUB", Some(S::Ext), "BAR", Some("NIGHT CLUB"), None),
            ("INTERVIEW ROOM", None, "INTERVIEW ROOM", None, None),
            ("EXT. ROAD - CONTINUOUS", Some(S::Ext), "ROAD", None, Some(T::Dusk)),
            ("EXT. ROAD - MAGIC HOUR", Some(S::Ext), "ROAD", None, Some(T::Dusk)),
            ("", None, "", None, None),
        ];
        for (text, setting, set, sub_set, time) in cases {
            let heading = Heading::typed(text, Some(T::Dusk));
            let found = (heading.setting, heading.set.as_str(), heading.sub_set.as_deref(), heading.time);
            assert_eq!(found, (setting, set, sub_set, time), "{text}");
        }
    }

    #[test]
    fn a_heading_of_parts() {
        let heading = Heading::of_parts("E/I", "House - Kitchen - Stove", "later", Some(TimeOfDay::Dusk));
        assert_eq!(heading.text, "E/I. House - Kitchen - Stove - later");
        assert_eq!((heading.setting, heading.set.as_str()), (Some(IntExt::IntExt), "HOUSE"));
        assert_eq!(heading.sub_set.as_deref(), Some("KITCHEN - STOVE"));
        assert_eq!((heading.time, heading.time_source), (Some(TimeOfDay::Dusk), TimeSource::Resolved));
        let nothing = Heading::of_parts("", "", "SPACE", None);
        assert_eq!((nothing.setting, nothing.set.as_str(), nothing.time), (None, "", None));
        assert_eq!(nothing.time_text.as_deref(), Some("SPACE"));
    }
}
