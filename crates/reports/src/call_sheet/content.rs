//! What a call sheet says, gathered from the board, the breakdown and the judge's clock.

use std::collections::BTreeSet;

use domain::view::Performer;
use domain::{ClockTime, LocationId, Minutes, SheetId, Unit, UnitKind};
use rules::DayVerdict;

use crate::day_out_of_days::{PerformerRow, performers};
use crate::layout::{Day, Layout};
use crate::needs::{Need, things_of};
use crate::strip::Strip;
use crate::stunts;
use crate::words::{clean, minutes};
use crate::{Context, Only};

/// Days of the advance.
const AHEAD: usize = 3;

/// One day of one unit.
pub(super) struct CallSheet<'l, 'a> {
    pub(super) unit: &'a Unit,
    /// More than the main unit shoots.
    pub(super) several_units: bool,
    pub(super) day: &'l Day<'a>,
    pub(super) judged: &'a DayVerdict,
    /// The unit's shooting days in all.
    pub(super) of: usize,
    pub(super) watched: Vec<Watched>,
    pub(super) places: Vec<PlaceTime>,
    pub(super) cast: Vec<CastCall>,
    pub(super) background: Vec<Thing>,
    /// Elements by category, which is what departments go by.
    pub(super) departments: Vec<Thing>,
    pub(super) stunts: Vec<StuntLine>,
    pub(super) bulletins: Vec<String>,
    /// Hazards that no bulletin of the list is about.
    pub(super) other_hazards: Vec<String>,
    pub(super) minors: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) ahead: Vec<&'l Day<'a>>,
}

/// A character to be watched on this day.
pub(super) struct Watched {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) note: String,
    pub(super) scenes: Vec<String>,
}

/// A stay at a location.
pub(super) struct PlaceTime {
    location: Option<LocationId>,
    pub(super) name: String,
    pub(super) from: ClockTime,
    pub(super) to: ClockTime,
    pub(super) scenes: Vec<String>,
}

/// Somebody who is called, travels, rehearses or holds.
pub(super) struct CastCall {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) played_by: String,
    pub(super) code: String,
    /// First and last time on set, as the judge's clock says.
    pub(super) on_set: Option<(ClockTime, ClockTime)>,
    pub(super) scenes: Vec<String>,
}

impl CastCall {
    pub(super) fn start_words(&self) -> String {
        self.on_set.map(|(start, _)| start.to_string()).unwrap_or_default()
    }

    pub(super) fn end_words(&self) -> String {
        self.on_set.map(|(_, end)| end.to_string()).unwrap_or_default()
    }
}

/// Background, or something that a department brings.
pub(super) struct Thing {
    pub(super) category: String,
    pub(super) name: String,
    pub(super) start: Option<ClockTime>,
    pub(super) scenes: Vec<String>,
    pub(super) suggested: bool,
}

impl Thing {
    pub(super) fn start_words(&self) -> String {
        self.start.map(|start| start.to_string()).unwrap_or_default()
    }

    /// `LETTER? (2, 9)`.
    pub(super) fn words(&self) -> String {
        format!("{}{} ({})", self.name, if self.suggested { "?" } else { "" }, self.scenes.join(", "))
    }
}

/// A stunt of a scene, and what nobody wrote down yet.
pub(super) struct StuntLine {
    pub(super) scene: String,
    pub(super) words: String,
    pub(super) suggested: bool,
    pub(super) missing: Vec<String>,
}

impl<'a> CallSheet<'_, 'a> {
    /// `Day 3 of 24`; another unit counts the days that it shoots.
    pub(super) fn day_words(&self) -> String {
        let unit = if self.several_units { format!("{}, ", clean(&self.unit.name)) } else { String::new() };
        format!("{unit}Day {} of {}", self.day.shown, self.of)
    }

    /// When the first strip begins.
    pub(super) fn shooting_call(&self) -> ClockTime {
        self.judged.strips.first().map_or(self.judged.call, |strip| strip.start)
    }

    /// When a strip ends.
    pub(super) fn end_of(&self, strip: &Strip<'_>) -> Option<ClockTime> {
        let sheet = strip.sheet.id;
        self.judged.strips.iter().find(|clock| clock.sheet == sheet).map(|clock| clock.end)
    }

    /// The times that lead.
    pub(super) fn times(&self) -> Vec<(&'static str, String)> {
        let judged = self.judged;
        vec![
            ("Crew call", judged.call.to_string()),
            ("Shooting call", self.shooting_call().to_string()),
            ("Estimated wrap", judged.wrap.to_string()),
            ("Work", work_words(judged)),
            ("Sunrise", judged.sunrise.to_string()),
            ("Sunset", judged.sunset.to_string()),
        ]
    }

    /// What is missing before the day's stunts can be shot, each with its scene.
    pub(super) fn missing(&self) -> Vec<(&str, &str)> {
        let of = |line| {
            let StuntLine { scene, missing, .. }: &StuntLine = line;
            missing.iter().map(move |lack| (scene.as_str(), lack.as_str()))
        };
        self.stunts.iter().flat_map(of).collect()
    }

    /// Is anything on it only suggested?
    pub(super) fn doubts(&self) -> bool {
        self.background.iter().chain(&self.departments).any(|thing| thing.suggested)
            || self.stunts.iter().any(|stunt| stunt.suggested)
    }
}

/// `10 h 30`, `10 h 30 (30 min overtime)`.
fn work_words(judged: &DayVerdict) -> String {
    match judged.overtime {
        Minutes(0) => minutes(judged.work),
        overtime => format!("{} ({} overtime)", minutes(judged.work), minutes(overtime)),
    }
}

/// The call sheets that are wanted, by date.
pub(super) fn sheets<'l, 'a>(
    context: &Context<'a>,
    layout: &'l Layout<'a>,
    only: &Only,
) -> Vec<CallSheet<'l, 'a>> {
    let Ok(wanted) = only.days(context) else { return Vec::new() };
    let charted = performers(context);
    let days = layout.units.iter().flat_map(|unit| unit.days.iter().map(move |day| (unit, day)));
    let mut sheets: Vec<CallSheet<'l, 'a>> = days
        .filter(|(unit, day)| Only::wants(&wanted, unit, day))
        .filter_map(|(unit, day)| {
            let judged = day.judged?;
            let shot = || unit.days.iter().filter(|day| day.strips().next().is_some());
            let mut sheet = CallSheet {
                unit: unit.unit,
                several_units: layout.several_units(),
                day,
                judged,
                of: shot().map(|day| day.shown).max().unwrap_or(day.shown),
                watched: watched(context, day),
                places: places(context, judged),
                cast: cast(context, unit.unit, judged, &charted),
                background: Vec::new(),
                departments: Vec::new(),
                stunts: stunt_lines(context, day),
                bulletins: Vec::new(),
                other_hazards: Vec::new(),
                minors: minors(context, judged),
                notes: notes(day),
                ahead: shot().filter(|next| next.number > day.number).take(AHEAD).collect(),
            };
            let actions = day.strips().flat_map(|strip| stunts::actions_of(context.state, strip.sheet));
            (sheet.bulletins, sheet.other_hazards) = stunts::bulletins(actions);
            (sheet.background, sheet.departments) = things(context, day);
            Some(sheet)
        })
        .collect();
    sheets.sort_by_key(|sheet| (sheet.judged.date, sheet.unit.kind != UnitKind::Main, sheet.unit.id));
    sheets
}

fn watched(context: &Context<'_>, day: &Day<'_>) -> Vec<Watched> {
    let characters = context.state.characters.values().filter_map(|c| Some((c, c.watch.as_deref()?)));
    let mut watched: Vec<Watched> = characters
        .filter_map(|(character, note)| {
            let sees = |strip: &&Strip<'_>| context.state.is_seen(strip.sheet, character.id);
            let scenes: Vec<String> = day.strips().filter(sees).map(|strip| strip.label.clone()).collect();
            (!scenes.is_empty()).then(|| Watched {
                id: clean(&character.board_id),
                name: clean(&character.name),
                note: clean(note),
                scenes,
            })
        })
        .collect();
    watched.sort_by_key(|line| domain::SceneNumber::new(&line.id));
    watched
}

/// Stays at locations, in the order of the clock.
fn places(context: &Context<'_>, judged: &DayVerdict) -> Vec<PlaceTime> {
    let mut places: Vec<PlaceTime> = Vec::new();
    for clock in &judged.strips {
        let Some(sheet) = context.state.sheets.get(&clock.sheet) else { continue };
        let location = context.state.location_of(sheet);
        let id = location.map(|location| location.id);
        let scene = clean(&context.state.label(clock.sheet));
        match places.last_mut().filter(|last| last.location == id) {
            Some(last) => {
                last.to = clock.end;
                last.scenes.push(scene);
            }
            None => places.push(PlaceTime {
                location: id,
                name: location.map_or_else(|| "No location yet".into(), |location| clean(&location.name)),
                from: clock.start,
                to: clock.end,
                scenes: vec![scene],
            }),
        }
    }
    places
}

/// Who works on the day, by board ID; who holds, rehearses or travels stands on the main unit's sheet.
fn cast(
    context: &Context<'_>,
    unit: &Unit,
    judged: &DayVerdict,
    charted: &[(PerformerRow, Vec<(domain::Date, String)>)],
) -> Vec<CastCall> {
    let of_date = charted.iter().filter_map(|(row, codes)| {
        let (_, code) = codes.iter().find(|(date, _)| *date == judged.date)?;
        (!code.is_empty() && code != "-").then_some((row, code))
    });
    of_date
        .filter_map(|(row, code)| {
            let (on_set, scenes) = on_set(context, judged, row.performer);
            let works = code.contains('W') || code.contains('P');
            let listed = if works { on_set.is_some() } else { unit.kind == UnitKind::Main };
            listed.then(|| CastCall {
                id: row.id.clone(),
                name: clean(&context.state.performer_name(row.performer)),
                played_by: person_name(context, row.performer),
                code: code.clone(),
                on_set,
                scenes,
            })
        })
        .collect()
}

/// First and last time on set of a performer on a day, and the scenes between.
fn on_set(
    context: &Context<'_>,
    judged: &DayVerdict,
    performer: Performer,
) -> (Option<(ClockTime, ClockTime)>, Vec<String>) {
    let works = |sheet: SheetId| {
        let sheet = context.state.sheets.get(&sheet);
        sheet.is_some_and(|sheet| context.state.performers_of(sheet).contains(&performer))
    };
    let strips: Vec<_> = judged.strips.iter().filter(|strip| works(strip.sheet)).collect();
    let times = strips.first().zip(strips.last()).map(|(first, last)| (first.start, last.end));
    (times, strips.iter().map(|strip| clean(&context.state.label(strip.sheet))).collect())
}

fn person_name(context: &Context<'_>, performer: Performer) -> String {
    let person = context.state.person_of(performer).and_then(|id| context.state.people.get(&id));
    person.map_or_else(|| "not engaged yet".into(), |person| clean(&person.name))
}

/// Background and elements of a day, each once.
fn things(context: &Context<'_>, day: &Day<'_>) -> (Vec<Thing>, Vec<Thing>) {
    let (mut background, mut departments): (Vec<Thing>, Vec<Thing>) = (Vec::new(), Vec::new());
    for strip in day.strips() {
        for need in things_of(context.state, strip.sheet) {
            let list = match need.category {
                // Doubles are called with the cast, stunts have lines of their own.
                "Doubles and stand-ins" | "Stunts" => continue,
                category if category.starts_with("Background") => &mut background,
                _ => &mut departments,
            };
            add(list, &need, strip);
        }
    }
    let order =
        |thing: &Thing| domain::Category::ALL.iter().position(|(_, label, _)| *label == thing.category);
    departments.sort_by_key(order);
    (background, departments)
}

fn add(list: &mut Vec<Thing>, need: &Need, strip: &Strip<'_>) {
    for item in &need.items {
        let name = format!("{} {}", item.name, item.note).trim().to_owned();
        let same = list.iter_mut().find(|thing| thing.category == need.category && thing.name == name);
        match same {
            Some(thing) => {
                thing.scenes.push(strip.label.clone());
                thing.suggested &= item.suggested();
            }
            None => list.push(Thing {
                category: need.category.to_owned(),
                name,
                start: strip.start,
                scenes: vec![strip.label.clone()],
                suggested: item.suggested(),
            }),
        }
    }
}

fn stunt_lines(context: &Context<'_>, day: &Day<'_>) -> Vec<StuntLine> {
    let mut lines: Vec<StuntLine> = Vec::new();
    for strip in day.strips() {
        let mut missing = stunts::missing(context.state, strip.sheet, day.date);
        for item in stunts::items_of(context.state, strip.sheet) {
            let words = format!("{} {}", item.name, item.note).trim().to_owned();
            // Several lines of the script may say so; the breakdown sheet shows them all.
            if lines.iter().any(|line| line.scene == strip.label && line.words == words) {
                continue;
            }
            let (scene, suggested) = (strip.label.clone(), item.suggested());
            lines.push(StuntLine { scene, words, suggested, missing: std::mem::take(&mut missing) });
        }
    }
    lines
}

/// Hours of the minors of a day, as the rules have them.
fn minors(context: &Context<'_>, judged: &DayVerdict) -> Vec<String> {
    let sheets = judged.strips.iter().filter_map(|strip| context.state.sheets.get(&strip.sheet));
    let performers: BTreeSet<Performer> =
        sheets.flat_map(|sheet| context.state.performers_of(sheet)).collect();
    let people: BTreeSet<_> = performers.iter().filter_map(|p| context.state.person_of(*p)).collect();
    let minors = people.into_iter().filter_map(|id| {
        let person = context.state.people.get(&id)?;
        let limit = rules::minors::limit(context.state, person, judged.date)?;
        Some(format!(
            "{}: at most {} of work, {} on the set, between {} and {}",
            clean(&person.name),
            minutes(limit.work),
            minutes(limit.on_set),
            limit.earliest,
            limit.latest
        ))
    });
    minors.collect()
}

/// Comments of sheets, and what a new draft changed in them.
fn notes(day: &Day<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for strip in day.strips() {
        let said = strip.sheet.comments.iter().map(|comment| clean(comment));
        let check = strip.sheet.to_check.iter().map(|remark| format!("to check: {}", clean(remark)));
        notes.extend(said.chain(check).map(|note| format!("{}: {note}", strip.label)));
    }
    notes
}
