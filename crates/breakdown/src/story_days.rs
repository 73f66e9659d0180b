//! Story days, proposed over the whole script: from the times in headings, from cues, and apart for what is
//! remembered, dreamt or foreseen.

use screenplay::{Continuation, ElementKind, Heading, Scene, Screenplay, TimeOfDay};

use crate::evidence::Spot;
use crate::introductions;
use crate::words;

/// The proposed day of a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoryDay {
    pub(crate) label: String,
    pub(crate) why: String,
    /// What says so, if something does.
    pub(crate) spot: Option<Spot>,
}

/// Time that is not the main story's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Apart {
    Flashback,
    Dream,
    FlashForward,
}

impl Apart {
    fn label(self) -> &'static str {
        match self {
            Self::Flashback => "FLASHBACK",
            Self::Dream => "DREAM",
            Self::FlashForward => "FLASH-FORWARD",
        }
    }
}

/// What a cue says about the time of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cue {
    /// `THE NEXT MORNING`, `THREE DAYS LATER`.
    NewDay,
    /// `TWO YEARS EARLIER`.
    Before,
}

/// The story's time of day of every scene: the heading's; where it says none, what the scenes of its set or else the
/// scenes around it agree on.
pub(crate) fn times(screenplay: &Screenplay) -> Vec<Option<TimeOfDay>> {
    let scenes = &screenplay.scenes;
    let told = |at: usize| {
        let heading = &scenes[at].heading;
        heading.time.filter(|_| !scenes[at].omitted && apart(heading).is_none()).map(|time| (at, time))
    };
    let mut times: Vec<Option<TimeOfDay>> = scenes.iter().map(|scene| scene.heading.time).collect();
    for at in 0..scenes.len() {
        let heading = &scenes[at].heading;
        if times[at].is_some() || scenes[at].omitted || apart(heading).is_some() {
            continue;
        }
        let here = |other: &(usize, TimeOfDay)| scenes[other.0].heading.set == heading.set;
        // A set that the script comes back to within a few scenes is still in the same light.
        let near = |other: &(usize, TimeOfDay)| other.0.abs_diff(at) <= 3 && here(other);
        let before = || (0..at).rev().filter_map(told);
        let after = || (at + 1..scenes.len()).filter_map(told);
        let around = |a: Option<(usize, TimeOfDay)>, b: Option<(usize, TimeOfDay)>| match (a, b) {
            (Some((_, a)), Some((_, b))) if letter(a) == letter(b) => Some(a),
            _ => None,
        };
        times[at] = around(before().find(near), after().find(near))
            .or_else(|| around(before().next(), after().next()));
    }
    times
}

/// The proposed story day of every scene; none for scenes that are omitted.
pub(crate) fn propose(screenplay: &Screenplay, times: &[Option<TimeOfDay>]) -> Vec<Option<StoryDay>> {
    let names_present = screenplay.scenes.iter().any(|scene| is_present(&scene.heading));
    let mut count = Count { names_present, day: 1, ..Count::default() };
    let mut days = Vec::with_capacity(screenplay.scenes.len());
    for (at, scene) in screenplay.scenes.iter().enumerate() {
        if scene.omitted {
            days.push(None);
            continue;
        }
        days.push(Some(count.next(screenplay, scene, times[at])));
        count.leave(screenplay, scene);
    }
    days
}

/// Where the count stands.
#[derive(Default)]
struct Count {
    /// Some heading says PRESENT: headings with a year are then of the past.
    names_present: bool,
    day: u32,
    /// Time of the main story's last scene.
    last: Option<TimeOfDay>,
    year: Option<String>,
    card: Option<String>,
    /// The last scene's label, and whether it stood apart.
    label: String,
    now: Option<Apart>,
    /// What stands between the last scene and this one: `EPILOGUE: SIX MONTHS LATER`.
    pending: Option<(Cue, String, Spot)>,
    /// A transition opened it, and none has closed it.
    opened: Option<Apart>,
    flashbacks: u32,
    dreams: u32,
    forwards: u32,
}

impl Count {
    fn next(&mut self, screenplay: &Screenplay, scene: &Scene, time: Option<TimeOfDay>) -> StoryDay {
        let heading = &scene.heading;
        let head = Spot::new(scene.elements.start, 0..screenplay.elements[scene.elements.start].text.len());
        let cue = cue(screenplay, scene).or(self.pending.take());
        self.pending = None;
        let follows = matches!(heading.continuation, Some(how) if how != Continuation::Later || time.is_none_or(|t| self.last.is_none_or(|l| letter(l) == letter(t))));
        if let Some(day) = self.apart(heading, cue.as_ref(), follows, head.clone()) {
            return day;
        }
        let dated = self.dated(screenplay, scene, &head);
        let first = self.label.is_empty();
        let returns = self.now.take().is_some();
        let said = time.filter(|_| heading.time.is_some());
        let (why, spot) = match &cue {
            Some((Cue::NewDay, text, spot)) if !first => {
                self.day += 1;
                self.last = None;
                (format!("“{text}”"), Some(spot.clone()))
            }
            _ if first => ("the story begins".to_owned(), Some(head.clone())),
            _ if is_intercut(heading) && !returns => {
                ("intercut with the scene before".to_owned(), Some(head.clone()))
            }
            _ if follows && !returns => (
                format!(
                    "goes on from the scene before: {}",
                    heading.time_text.as_deref().unwrap_or("continuous")
                ),
                Some(head.clone()),
            ),
            _ => self.compare(dated, said, head.clone(), returns),
        };
        if is_intercut(heading) && !first && !returns && cue.is_none() {
            return StoryDay { label: self.label.clone(), why, spot };
        }
        if let Some(time) = time {
            self.last = Some(time);
        }
        let night = time.or(self.last).is_some_and(|time| letter(time) == 'N');
        self.label = format!("{}{}", if night { 'N' } else { 'D' }, self.day);
        let why = if heading.time.is_none() && heading.continuation.is_none() && !first && cue.is_none() {
            match time {
                Some(_) => format!(
                    "no time in the heading: {} like the scenes around it",
                    if night { "night" } else { "day" }
                ),
                None => "no time in the heading: as the scene before".to_owned(),
            }
        } else {
            why
        };
        StoryDay { label: self.label.clone(), why, spot }
    }

    /// The day of a scene that is not of the main story.
    fn apart(
        &mut self,
        heading: &Heading,
        cue: Option<&(Cue, String, Spot)>,
        follows: bool,
        head: Spot,
    ) -> Option<StoryDay> {
        let year = year(heading).filter(|_| self.names_present).map(|_| Apart::Flashback);
        let before = cue.filter(|(cue, ..)| *cue == Cue::Before && !self.label.is_empty());
        let said = apart(heading).or(year);
        let present = is_present(heading);
        if present {
            self.opened = None;
        }
        let kind = said
            .or(before.map(|_| Apart::Flashback))
            .or(self.opened)
            .or(self.now.filter(|_| !present && (follows || is_intercut(heading))))?;
        let why = match (said, before) {
            (Some(_), _) => "the heading says so".to_owned(),
            (None, Some((_, text, _))) => format!("“{text}”"),
            _ if self.opened.is_some() => "the transition before it says so".to_owned(),
            _ => "goes on from the scene before".to_owned(),
        };
        let count = match kind {
            Apart::Flashback => &mut self.flashbacks,
            Apart::Dream => &mut self.dreams,
            Apart::FlashForward => &mut self.forwards,
        };
        if self.now != Some(kind) || before.is_some() && said.is_none() {
            *count += 1;
        }
        let label = format!("{} {count}", kind.label());
        self.now = Some(kind);
        let spot = before.filter(|_| said.is_none()).map_or(head, |(_, _, spot)| spot.clone());
        if self.label.is_empty() {
            self.label = "D1".to_owned();
        }
        Some(StoryDay { label, why, spot: Some(spot) })
    }

    /// Another year or another date than the last that was told; both are remembered.
    fn dated(
        &mut self,
        screenplay: &Screenplay,
        scene: &Scene,
        head: &Spot,
    ) -> Option<(String, Option<Spot>)> {
        let mut changed = None;
        if let Some(year) = year(&scene.heading).filter(|year| self.year.as_ref() != Some(year)) {
            let before = self.year.replace(year.clone());
            changed = before.map(|_| (format!("another year: {year}"), Some(head.clone())));
        }
        if let Some((card, spot)) =
            dated_card(screenplay, scene).filter(|(card, _)| self.card.as_ref() != Some(card))
        {
            let before = self.card.replace(card.clone());
            changed = changed.or(before.map(|_| (format!("“{card}”"), Some(spot))));
        }
        changed
    }

    /// A main scene beside the main scene before it.
    fn compare(
        &mut self,
        dated: Option<(String, Option<Spot>)>,
        said: Option<TimeOfDay>,
        head: Spot,
        returns: bool,
    ) -> (String, Option<Spot>) {
        if let Some(dated) = dated {
            self.day += 1;
            return dated;
        }
        let back = if returns { "back in the story: " } else { "" };
        let Some((last, time)) = self.last.zip(said) else {
            return (format!("{back}as the scene before"), None);
        };
        let (was, is) = (name(last), name(time));
        if is_new_day(last, time) {
            self.day += 1;
            return (format!("{back}{is} after {was}"), Some(head));
        }
        if last == time {
            return (format!("{back}still {is}"), Some(head));
        }
        if letter(last) == letter(time) {
            return (format!("{back}{is} of the same day"), Some(head));
        }
        (format!("{back}{is} falls"), Some(head))
    }

    /// Transitions at the end of a scene open and close what stands apart.
    fn leave(&mut self, screenplay: &Screenplay, scene: &Scene) {
        for at in scene.elements.clone().skip(1) {
            let element = &screenplay.elements[at];
            let spoken = matches!(
                element.kind,
                ElementKind::Dialogue | ElementKind::Parenthetical | ElementKind::Character { .. }
            );
            if spoken || element.text.len() > 60 || element.text.chars().any(char::is_lowercase) {
                continue;
            }
            if !matches!(element.kind, ElementKind::Action | ElementKind::Shot)
                && let Some((cue, part)) = cue_in(&element.text)
            {
                self.pending = Some((cue, element.text[part.clone()].to_owned(), Spot::new(at, part)));
            }
            let text = element.text.to_uppercase();
            let said = text.trim_start_matches(|c: char| !c.is_alphanumeric());
            let closes = ["END", "BACK TO", "RETURN TO"].iter().any(|word| said.starts_with(word));
            if closes {
                self.opened = None;
                // What is told next is the story again, whatever its heading leaves unsaid.
                if self.now.is_some() && element.kind != ElementKind::Action {
                    self.now = None;
                }
            } else if matches!(
                element.kind,
                ElementKind::Transition
                    | ElementKind::Synopsis
                    | ElementKind::Section { .. }
                    | ElementKind::Action
            ) {
                self.opened = kind_said(&text).or(self.opened);
            }
        }
    }
}

/// Is a scene at this time of another day than the one before it?
fn is_new_day(last: TimeOfDay, time: TimeOfDay) -> bool {
    use TimeOfDay::{Afternoon, Dawn, Day, Dusk, Evening, Morning, Night};
    matches!(
        (last, time),
        (Evening | Night | Dusk, Dawn | Morning | Day | Afternoon)
            | (Night, Dusk)
            | (Day | Afternoon, Dawn | Morning)
            | (Morning, Dawn)
    )
}

/// `D` or `N`.
fn letter(time: TimeOfDay) -> char {
    if matches!(time, TimeOfDay::Evening | TimeOfDay::Night) { 'N' } else { 'D' }
}

fn name(time: TimeOfDay) -> &'static str {
    match time {
        TimeOfDay::Dawn => "dawn",
        TimeOfDay::Morning => "morning",
        TimeOfDay::Day => "day",
        TimeOfDay::Afternoon => "afternoon",
        TimeOfDay::Dusk => "dusk",
        TimeOfDay::Evening => "evening",
        TimeOfDay::Night => "night",
    }
}

fn apart(heading: &Heading) -> Option<Apart> {
    heading
        .qualifiers
        .iter()
        .find_map(|part| kind_said(&part.to_uppercase()))
        .or_else(|| heading.text.to_uppercase().contains("FLASHBACK").then_some(Apart::Flashback))
}

fn kind_said(text: &str) -> Option<Apart> {
    const WORDS: [(&str, Apart); 9] = [
        ("FLASHBACK", Apart::Flashback),
        ("FLASH BACK", Apart::Flashback),
        ("MEMORY", Apart::Flashback),
        ("DREAM", Apart::Dream),
        ("NIGHTMARE", Apart::Dream),
        ("FANTASY", Apart::Dream),
        ("FLASHFORWARD", Apart::FlashForward),
        ("FLASH-FORWARD", Apart::FlashForward),
        ("FLASH FORWARD", Apart::FlashForward),
    ];
    WORDS.iter().find(|(word, _)| text.contains(word)).map(|(_, apart)| *apart)
}

fn is_present(heading: &Heading) -> bool {
    heading.qualifiers.iter().any(|part| part.to_uppercase().starts_with("PRESENT"))
}

fn is_intercut(heading: &Heading) -> bool {
    heading.text.to_uppercase().contains("INTERCUT")
}

fn year(heading: &Heading) -> Option<String> {
    let year = |part: &&String| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    heading.qualifiers.iter().find(year).cloned()
}

/// The first cue about days in the heading, on a card, or at the head of the scene's first paragraph.
fn cue(screenplay: &Screenplay, scene: &Scene) -> Option<(Cue, String, Spot)> {
    let mut looked = 0;
    for at in scene.elements.clone() {
        let element = &screenplay.elements[at];
        let text = element.text.as_str();
        let part = match element.kind {
            ElementKind::SceneHeading => 0..text.len(),
            ElementKind::Action | ElementKind::Shot if introductions::is_card(text) || is_shouted(text) => {
                0..text.len()
            }
            ElementKind::Action if looked == 0 => {
                let first = words::sentence(text, 0..0);
                first.start..first.end.min(words::floor(text, first.start + 60))
            }
            ElementKind::Dialogue => break,
            _ => continue,
        };
        if element.kind == ElementKind::Action && !introductions::is_card(text) {
            looked += 1;
        }
        if let Some((cue, found)) = cue_in(&text[part.clone()]) {
            let range = part.start + found.start..part.start + found.end;
            return Some((cue, text[range.clone()].to_owned(), Spot::new(at, range)));
        }
        if looked > 1 {
            break;
        }
    }
    None
}

fn is_shouted(text: &str) -> bool {
    text.len() < 60 && !text.chars().any(char::is_lowercase)
}

/// `the next morning`, `a week later`, `two years earlier`, with where it stands.
fn cue_in(text: &str) -> Option<(Cue, std::ops::Range<usize>)> {
    let all: Vec<(String, usize, usize)> =
        words::words(text).map(|word| (word.text.to_lowercase(), word.start, word.end)).collect();
    let word = |at: usize| all.get(at).map_or("", |(word, ..)| word.as_str());
    let long = |word: &str| {
        matches!(
            word,
            "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years" | "weekend" | "season"
        )
    };
    let times =
        |word: &str| long(word) || matches!(word, "morning" | "night" | "evening" | "afternoon" | "dawn");
    for at in 0..all.len() {
        let (from, found) = match word(at) {
            "next" | "following"
                if times(word(at + 1)) && !matches!(word(at + 1), "days" | "weeks" | "years") =>
            {
                (at - usize::from(at > 0 && word(at - 1) == "the"), Some((Cue::NewDay, at + 1)))
            }
            "later" | "after" if at > 0 && long(word(at - 1)) => {
                (at.saturating_sub(2), Some((Cue::NewDay, at)))
            }
            "earlier" | "before" | "ago" if at > 0 && long(word(at - 1)) => {
                (at.saturating_sub(2), Some((Cue::Before, at)))
            }
            _ => continue,
        };
        // `after` and `before` tell only at the head of a sentence or on a card, where nothing goes on behind them.
        let loose = matches!(word(at), "after" | "before") && at + 1 < all.len();
        if let Some((cue, to)) = found.filter(|_| !loose) {
            return Some((cue, all[from].1..all[to].2));
        }
    }
    None
}

/// A card with a date, a weekday or a month: `SUPER: "MONDAY"`.
fn dated_card(screenplay: &Screenplay, scene: &Scene) -> Option<(String, Spot)> {
    const DATES: [&str; 19] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "spring",
    ];
    for at in scene.elements.clone().take(4) {
        let element = &screenplay.elements[at];
        if element.kind == ElementKind::SceneHeading || !introductions::is_card(&element.text) {
            continue;
        }
        let dated = words::words(&element.text).any(|word| {
            let small = word.text.to_lowercase();
            DATES.contains(&small.as_str())
                || small.len() == 4 && small.bytes().all(|byte| byte.is_ascii_digit())
        });
        if dated {
            let text = element.text.split_once(':').map_or(element.text.as_str(), |(_, text)| text);
            let text = text.trim().trim_matches(['"', '“', '”']).to_owned();
            return Some((text, Spot::new(at, 0..element.text.len())));
        }
    }
    None
}
