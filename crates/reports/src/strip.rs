//! What a strip shows, gathered once for every report: heading, cast, place, minutes, marks, colour.

use anstyle::{Ansi256Color, Color, Style};
use domain::view::Performer;
use domain::{
    ClockTime, EngagementKind, Heading, IntExt, Light, Minutes, PageEighths, Placed, Review, SceneNumber,
    Severity, Sheet, SheetStatus, TimeOfDay,
};

use crate::Context;
use crate::flags::{self, FlagMark};
use crate::words::clean;

/// The colour of a strip: what the majority of boards use. What is both inside and outside has the
/// colour of outside, because that is what weather and sun decide on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StripColour {
    IntDay,
    ExtDay,
    IntNight,
    ExtNight,
    Dawn,
    Dusk,
}

impl StripColour {
    pub(crate) const ALL: [Self; 6] =
        [Self::IntDay, Self::ExtDay, Self::IntNight, Self::ExtNight, Self::Dawn, Self::Dusk];

    pub(crate) fn of(heading: Option<&Heading>) -> Self {
        let inside = heading.is_none_or(|h| matches!(h.setting, None | Some(IntExt::Int)));
        match (heading.and_then(|h| h.time), inside) {
            (Some(TimeOfDay::Dawn), _) => Self::Dawn,
            (Some(TimeOfDay::Dusk), _) => Self::Dusk,
            (Some(TimeOfDay::Night), true) => Self::IntNight,
            (Some(TimeOfDay::Night), false) => Self::ExtNight,
            (_, true) => Self::IntDay,
            (_, false) => Self::ExtDay,
        }
    }

    /// As a style sheet calls it.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::IntDay => "int-day",
            Self::ExtDay => "ext-day",
            Self::IntNight => "int-night",
            Self::ExtNight => "ext-night",
            Self::Dawn => "dawn",
            Self::Dusk => "dusk",
        }
    }

    /// As a legend calls it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::IntDay => "INT DAY",
            Self::ExtDay => "EXT DAY, I/E DAY",
            Self::IntNight => "INT NIGHT",
            Self::ExtNight => "EXT NIGHT, I/E NIGHT",
            Self::Dawn => "DAWN",
            Self::Dusk => "DUSK",
        }
    }

    /// The colour's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::IntDay => "white",
            Self::ExtDay => "yellow",
            Self::IntNight => "blue",
            Self::ExtNight => "green",
            Self::Dawn => "pink",
            Self::Dusk => "orange",
        }
    }

    /// Black on the strip's colour.
    pub(crate) fn style(self) -> Style {
        let background = match self {
            Self::IntDay => 231,
            Self::ExtDay => 228,
            Self::IntNight => 153,
            Self::ExtNight => 157,
            Self::Dawn => 218,
            Self::Dusk => 216,
        };
        inked(16, background)
    }
}

/// A style of two of the terminal's 256 colours.
pub(crate) const fn inked(ink: u8, background: u8) -> Style {
    Style::new()
        .fg_color(Some(Color::Ansi256(Ansi256Color(ink))))
        .bg_color(Some(Color::Ansi256(Ansi256Color(background))))
}

/// A full flag for what is forbidden, a hollow one for the rest.
pub(crate) fn sign(severity: Severity) -> &'static str {
    if severity == Severity::Forbid { "⚑" } else { "⚐" }
}

/// Before the board ID of a character who is watched in every shot.
pub(crate) const WATCHED: &str = "◉";

/// What that sign means.
pub(crate) const WATCHED_WORDS: &str =
    "before a cast ID: to be watched, also where nothing is said; the note says what for";

/// A strip has no room for more of a continuity note than this.
const SHORT_NOTE: usize = 64;

/// Somebody on a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CastId {
    pub(crate) id: String,
    /// `MARA`, `MARA (stunt double)`.
    pub(crate) name: String,
    /// Works for the actor: a double, a stand-in.
    pub(crate) double: bool,
    /// Why the character is to be watched, if at all.
    pub(crate) watch: Option<String>,
}

/// All that a strip shows.
#[derive(Clone, Debug)]
pub(crate) struct Strip<'a> {
    pub(crate) sheet: &'a Sheet,
    /// `12A`, `40 pt 2`.
    pub(crate) label: String,
    pub(crate) colour: StripColour,
    /// `INT`, or nothing when the heading does not say.
    pub(crate) setting: &'static str,
    pub(crate) set: String,
    /// `NIGHT`, or nothing.
    pub(crate) time: &'static str,
    pub(crate) eighths: PageEighths,
    /// Script pages on which its scenes begin.
    pub(crate) pages: Vec<u32>,
    /// Who has to be on set, by board ID, doubles too.
    pub(crate) cast: Vec<CastId>,
    /// When its work begins, as the judge's clock says; none where it is on no day.
    pub(crate) start: Option<ClockTime>,
    pub(crate) synopsis: String,
    /// The real place, if there is one.
    pub(crate) location: Option<String>,
    pub(crate) light: Light,
    pub(crate) minutes: Minutes,
    pub(crate) stunt: bool,
    pub(crate) background: bool,
    pub(crate) flags: Vec<FlagMark>,
    /// Who placed it, or put it into the boneyard; none where nobody did yet.
    pub(crate) placed: Option<Placed>,
}

impl<'a> Strip<'a> {
    pub(crate) fn new(context: &Context<'a>, sheet: &'a Sheet, placed: Option<Placed>) -> Self {
        let state = context.state;
        let heading = state.heading_of(sheet);
        let summary = || {
            state.scenes_of(sheet).find_map(|scene| scene.current().summary.as_deref()).unwrap_or_default()
        };
        Self {
            sheet,
            label: clean(&state.label(sheet.id)),
            colour: StripColour::of(heading),
            setting: heading.and_then(|h| h.setting).map_or("", IntExt::label),
            set: clean(state.set_name(sheet)),
            time: heading.and_then(|h| h.time).map_or("", TimeOfDay::label),
            eighths: sheet.eighths,
            pages: state.scenes_of(sheet).map(|scene| scene.current().page).collect(),
            cast: cast_of(context, sheet),
            start: start_of(context, sheet),
            synopsis: clean(sheet.synopsis.as_deref().unwrap_or_else(summary)),
            location: state.location_of(sheet).map(|location| clean(&location.name)),
            light: state.light_of(sheet),
            minutes: state.minutes_of(sheet),
            stunt: state.stunts_of(sheet.id).next().is_some(),
            background: sheet.background.iter().any(|group| group.review != Review::Rejected),
            flags: flags::on_sheet(context, sheet.id),
            placed,
        }
    }

    /// Board IDs, for tables: `1, 2, 4`.
    pub(crate) fn cast_ids(&self) -> String {
        self.cast.iter().map(|cast| cast.id.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Board IDs with a sign before those who are watched: `1, ◉3, 4`.
    pub(crate) fn cast_words(&self) -> String {
        let sign = |cast: &CastId| if cast.watch.is_some() { WATCHED } else { "" };
        self.cast.iter().map(|cast| format!("{}{}", sign(cast), cast.id)).collect::<Vec<_>>().join(", ")
    }

    /// Board IDs and continuity notes of those who are watched.
    pub(crate) fn watched(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cast.iter().filter_map(|cast| Some((cast.id.as_str(), cast.watch.as_deref()?)))
    }

    /// `◉3 silent, yet in every shot · ◉7 left hand`, each note cut to what a strip has room for.
    pub(crate) fn short_notes(&self) -> String {
        let notes = self.watched().map(|(id, note)| format!("{WATCHED}{id} {}", shortened(note, SHORT_NOTE)));
        notes.collect::<Vec<_>>().join(" · ")
    }

    /// The same, whole.
    pub(crate) fn notes(&self) -> String {
        let notes = self.watched().map(|(id, note)| format!("{WATCHED}{id} {note}"));
        notes.collect::<Vec<_>>().join(" · ")
    }

    /// For tables: `3: silent, yet in every shot`.
    pub(crate) fn notes_plain(&self) -> String {
        self.watched().map(|(id, note)| format!("{id}: {note}")).collect::<Vec<_>>().join("; ")
    }

    /// `D2`, or `D2 (proposed)`; none where nothing tells.
    pub(crate) fn story_day_words(&self, state: &domain::State) -> Option<String> {
        let day = clean(state.story_day_of(self.sheet)?);
        Some(if self.sheet.story_day.is_some() { day } else { format!("{day} (proposed)") })
    }

    /// Is somebody in it to be watched?
    pub(crate) fn watches(&self) -> bool {
        self.cast.iter().any(|cast| cast.watch.is_some())
    }

    /// `18:40`, or nothing.
    pub(crate) fn start_words(&self) -> String {
        self.start.map(|start| start.to_string()).unwrap_or_default()
    }

    /// Where the minutes come from.
    pub(crate) fn minutes_source(&self) -> &'static str {
        if self.sheet.minutes.is_some() { "typed" } else { "est." }
    }

    /// Where the light comes from.
    pub(crate) fn light_source(&self) -> &'static str {
        if self.sheet.light.is_some() { "typed" } else { "proposed" }
    }

    /// `daylight`, `dark`…
    pub(crate) fn light_word(&self) -> &'static str {
        domain::resolve::keyword(self.light, &Light::NAMES)
    }

    /// What is shot of it already, if anything.
    pub(crate) fn progress(&self) -> Option<&'static str> {
        match self.sheet.status {
            SheetStatus::Shot => Some("SHOT"),
            SheetStatus::PartlyShot => Some("PARTLY SHOT"),
            SheetStatus::Omitted => Some("OMITTED"),
            SheetStatus::Planned => None,
        }
    }

    /// The place, or that there is none.
    pub(crate) fn place(&self) -> &str {
        self.location.as_deref().unwrap_or("no location yet")
    }

    /// Was it put there by a person?
    pub(crate) fn by_person(&self) -> bool {
        self.placed == Some(Placed::ByPerson)
    }

    /// Flags as the strip shows them: one sign for all priced rules.
    pub(crate) fn shown_flags(&self) -> Vec<FlagMark> {
        let mut shown = self.flags.clone();
        shown.dedup_by(|b, a| a.severity == Severity::Price && b.severity == Severity::Price);
        shown
    }

    /// `S B ◆ ✋ ⚑1 ⚐`.
    pub(crate) fn marks(&self) -> String {
        let mut marks: Vec<String> = Vec::new();
        let mut mark = |on: bool, text: &str| {
            if on {
                marks.push(text.to_owned());
            }
        };
        mark(self.stunt, "S");
        mark(self.background, "B");
        mark(self.sheet.pin.is_some(), "◆");
        mark(self.by_person(), "✋");
        let flags = self.shown_flags();
        marks.extend(flags.iter().map(|flag| format!("{}{}", sign(flag.severity), flag.number_words())));
        marks.join(" ")
    }
}

/// Whole words of a text up to a length, and a mark where it goes on.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split(' ') {
        if short.chars().count() + word.chars().count() + 2 > most {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    if short.is_empty() {
        short = text.chars().take(most - 1).collect();
    }
    format!("{}…", short.trim_end().trim_end_matches([',', ';', ':']))
}

/// All who work on a sheet, doubles beside whom they double, each once. A note to watch a character stands at whoever
/// the camera sees: the actor, else a double.
fn cast_of(context: &Context<'_>, sheet: &Sheet) -> Vec<CastId> {
    let state = context.state;
    let performers = state.performers_of(sheet);
    let plays = |performer: &Performer| {
        let kind = state.engagement_of(*performer).map(|engagement| engagement.kind);
        kind.unwrap_or(EngagementKind::Actor)
    };
    let watch = |performer: Performer| {
        let id = state.character_of(performer)?;
        let same = performers.iter().filter(|other| state.character_of(**other) == Some(id));
        let seen = plays(&performer);
        let first = seen != EngagementKind::StandIn && same.map(plays).all(|kind| seen <= kind);
        state.characters.get(&id)?.watch.as_deref().filter(|_| first)
    };
    let mut cast: Vec<CastId> = performers
        .iter()
        .map(|performer| CastId {
            id: clean(&state.performer_id(*performer)),
            name: clean(&state.performer_name(*performer)),
            double: plays(performer) != EngagementKind::Actor,
            watch: watch(*performer).map(clean),
        })
        .collect();
    cast.sort_by_key(|cast| SceneNumber::new(&cast.id));
    cast.dedup_by(|b, a| a.id == b.id);
    cast
}

fn start_of(context: &Context<'_>, sheet: &Sheet) -> Option<ClockTime> {
    let mut strips = context.verdict.days.iter().flat_map(|day| &day.strips);
    strips.find(|strip| strip.sheet == sheet.id).map(|strip| strip.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_cut_between_words() {
        assert_eq!(shortened("left hand only", 20), "left hand only");
        assert_eq!(shortened("left hand, then the lamp", 14), "left hand…");
        assert_eq!(shortened("unbrokenwordwithoutend", 8), "unbroke…");
    }
}
