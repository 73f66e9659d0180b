//! Times of day in headings: which words name one, continue one, or may stand beside one.

use super::{Continuation, TimeOfDay, bare, closing_parenthesis};

/// What a part of a heading says about time.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    Time(TimeOfDay),
    Continues(Continuation),
    Both(TimeOfDay, Continuation),
}

/// Words that name a time of day.
pub(super) fn time_word(word: &str) -> Option<TimeOfDay> {
    Some(match word {
        "DAY" | "DAYTIME" | "DAYLIGHT" | "NOON" | "MIDDAY" | "NOONTIME" | "MID-DAY" => TimeOfDay::Day,
        "NIGHT" | "NITE" | "NIGHTTIME" | "MIDNIGHT" | "NIGHTFALL" => TimeOfDay::Night,
        "DAWN" | "SUNRISE" | "SUNUP" | "DAYBREAK" | "PRE-DAWN" | "PREDAWN" => TimeOfDay::Dawn,
        "DUSK" | "SUNSET" | "SUNDOWN" | "TWILIGHT" | "GLOAMING" => TimeOfDay::Dusk,
        "MORNING" => TimeOfDay::Morning,
        "AFTERNOON" | "MID-AFTERNOON" => TimeOfDay::Afternoon,
        "EVENING" => TimeOfDay::Evening,
        _ => return None,
    })
}

/// Words that may stand beside a time word in a time: `LATE AFTERNOON`, `THE NEXT DAY`, `DAY 2`, `LATER THAT NIGHT`.
const TIME_COMPANIONS: &[&str] = &[
    "EARLY",
    "LATE",
    "MID",
    "THE",
    "NEXT",
    "SAME",
    "THAT",
    "FOLLOWING",
    "PREVIOUS",
    "ANOTHER",
    "ONE",
    "FIRST",
    "LAST",
    "LATER",
    "BEFORE",
    "AFTER",
    "AT",
    "IN",
    "AND",
    "OR",
    "TO",
    "INTO",
    "JUST",
    "PRE",
    "POST",
    "STORMY",
    "RAINY",
    "SUNNY",
    "SNOWY",
    "FOGGY",
    "OVERCAST",
    "BRIGHT",
    "DARK",
    "HOT",
    "COLD",
    "DEAD",
    "OF",
    "FOR",
    "MOMENTS",
    "MINUTES",
    "HOURS",
    "CONTINUOUS",
    "CONT",
    "CONTINUED",
    "CONT'D",
    "SECONDS",
    "A",
    "FEW",
    "MOMENT",
    "CHRISTMAS",
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
    "SUNDAY",
    "STILL",
    "SOMETIME",
    "TIME",
    "BRIGHT",
    "GOLDEN",
];

/// What a part of a heading says about time; `None` if any of its words does not belong to a time.
pub(super) fn reads_as_time(part: &str) -> Option<Reading> {
    let part = bare(part);
    let part = closing_parenthesis(part).map_or(part, |(before, _)| before);
    if part.is_empty() || part.len() > 60 {
        return None;
    }
    let upper = part.to_uppercase().replace('’', "'");
    let words: Vec<&str> = upper
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '\\'))
        .map(|word| word.trim_matches(['.', ';', ':', '"', '[', ']', '?', '!']))
        .filter(|word| !word.is_empty())
        .collect();
    if let Some(clock) = clock_time(&words) {
        return Some(Reading::Time(clock));
    }
    if matches!(words[..], ["MAGIC" | "GOLDEN", "HOUR"]) {
        return Some(Reading::Time(TimeOfDay::Dusk));
    }
    if matches!(words[..], ["FIRST", "LIGHT"]) {
        return Some(Reading::Time(TimeOfDay::Dawn));
    }
    let belongs = |word: &&str| {
        time_word(word).is_some() || TIME_COMPANIONS.contains(word) || is_ordinal(word) || is_count(word)
    };
    if words.is_empty() || !words.iter().all(belongs) {
        return continuation(&words).map(Reading::Continues);
    }
    let time = words.iter().find_map(|word| time_word(word));
    match (time, continuation(&words)) {
        // `LATER THAT NIGHT`, `THE NEXT DAY`: the time is named, nothing has to be resolved.
        (Some(time), Some(how)) => Some(Reading::Both(time, how)),
        (Some(time), None) => Some(Reading::Time(time)),
        (None, how) => how.map(Reading::Continues),
    }
}

fn continuation(words: &[&str]) -> Option<Continuation> {
    let (first, last) = (words.first()?, words.last()?);
    match *first {
        "CONTINUOUS" | "CONT" | "CONTINUED" | "CONT'D" | "CONTINUING" | "CONTINUOUSLY" => {
            return Some(Continuation::Continuous);
        }
        "SAME" | "SIMULTANEOUS" | "SIMULTANEOUSLY" | "MEANWHILE" if words.len() <= 2 => {
            return Some(Continuation::Same);
        }
        _ => {}
    }
    if *last == "CONTINUOUS" {
        return Some(Continuation::Continuous);
    }
    if *last == "LATER" || *first == "LATER" {
        let short = words.iter().any(|word| {
            matches!(
                *word,
                "MOMENT" | "MOMENTS" | "MINUTE" | "MINUTES" | "SECOND" | "SECONDS" | "BEAT" | "MOMENTARILY"
            )
        });
        return Some(if short { Continuation::MomentsLater } else { Continuation::Later });
    }
    (words.len() > 1
        && words.iter().all(|word| matches!(*word, "THE" | "AT" | "SAME" | "TIME"))
        && words.contains(&"SAME"))
    .then_some(Continuation::Same)
}

/// `3 AM`, `11:30 PM`, `0600`, `14:05`, `3:00AM`.
fn clock_time(words: &[&str]) -> Option<TimeOfDay> {
    let (clock, half) = match words {
        [clock] => {
            let half = ["AM", "PM", "A.M", "P.M"].iter().find(|half| clock.ends_with(**half));
            (clock.trim_end_matches(|c: char| c.is_alphabetic() || c == '.'), half.copied())
        }
        [clock, half @ ("AM" | "PM" | "A.M" | "P.M")] => (*clock, Some(*half)),
        [clock, "HOURS" | "HRS"] => (*clock, Some("24")),
        _ => return None,
    };
    let (hours, minutes) = match clock.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if clock.len() == 4 && half == Some("24") => clock.split_at(2),
        None if half.is_some() => (clock, "0"),
        None => return None,
    };
    let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
    if hours > 24 || minutes > 59 {
        return None;
    }
    let hours = match half {
        Some("PM" | "P.M") if hours < 12 => hours + 12,
        Some("AM" | "A.M") if hours == 12 => 0,
        _ => hours,
    };
    Some(match hours {
        5 => TimeOfDay::Dawn,
        6..=11 => TimeOfDay::Morning,
        12..=13 => TimeOfDay::Day,
        14..=17 => TimeOfDay::Afternoon,
        18..=20 => TimeOfDay::Evening,
        _ => TimeOfDay::Night,
    })
}

fn is_ordinal(word: &str) -> bool {
    let digits = word.trim_end_matches(['S', 'T', 'N', 'D', 'R', 'H']);
    !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
        || word.starts_with('#') && word.len() > 1
}

fn is_count(word: &str) -> bool {
    matches!(
        word,
        "TWO"
            | "THREE"
            | "FOUR"
            | "FIVE"
            | "SIX"
            | "SEVEN"
            | "EIGHT"
            | "NINE"
            | "TEN"
            | "SEVERAL"
            | "DAYS"
            | "NIGHTS"
            | "WEEKS"
            | "WEEK"
            | "MONTHS"
            | "MONTH"
            | "YEARS"
            | "YEAR"
            | "HOUR"
            | "MINUTE"
            | "SECOND"
            | "BEAT"
            | "MUCH"
            | "SHORTLY"
            | "SOON"
            | "LONG"
            | "AN"
    )
}
