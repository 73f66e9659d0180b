//! `[[stunt]]`: a scene's stunt as a whole, and what may go wrong.

use domain::{DateRange, EngagementKind, EntityKey, SheetId, State, Stunt, StuntClass, StuntId};

use super::production::price;
use crate::error::{Outcome, Problem};
use crate::fact::{Fact, Written, wrong_type};
use crate::names::{ENGAGEMENT, read_engagement, write_engagement};
use crate::section::{Desk, Fields, Key, Role, Section, field, flag, identity, required};

/// `[[stunt]]`.
pub(crate) struct Stunts;

/// A stunt being read.
pub(crate) struct Entry {
    stunt: Stunt,
    /// The kind of engagement that `performer` names.
    performer_kind: Option<EngagementKind>,
}

impl Section for Stunts {
    type Id = StuntId;
    type Entry = Entry;
    const NAME: &'static str = "stunt";
    const ABOUT: &'static str =
        "A stunt of a scene. A figure that nobody typed is the example of its class, and is marked so.";

    fn keys() -> Vec<Key<Entry>> {
        let mut keys = vec![
            identity("scene", "The scene.", "a scene: \"12\", \"40 pt 2\"", |e: &Entry, _, s| {
                e.stunt.sheet.write(s)
            }),
            identity("name", "Its name; a new one makes a stunt.", "a text", |e: &Entry, _, _| {
                Some(Written::plain(e.stunt.name.as_str()))
            }),
            required!(
                Entry,
                "class",
                "Risk class, from fights and trips (A) to what was never done before (D).",
                stunt.class
            ),
            performer_kind_key(),
            performer_key(),
            flag!(
                Entry,
                "protect",
                "Days before it on which the performer has no other work.",
                stunt.protect_days
            ),
            Key {
                expects: DateRange::expects(),
                ..field!(Entry, "ready", "Dates within which the performer is ready.", stunt.ready)
            },
            flag!(
                Entry,
                "training",
                "Dates on which the performer trains for it, before the shoot: each is paid as a day, and the stunt is shot after the last.",
                stunt.training
            ),
            field!(
                Entry,
                "rehearsed_within",
                "It is shot at most so many calendar days after a rehearsal: a training date, or a protected day.",
                stunt.rehearsed_within
            ),
            flag!(
                Entry,
                "rest_after",
                "Days of its unit after it on which the performer is to have no work.",
                stunt.rest_after
            ),
        ];
        keys.extend(risk_keys());
        keys.push(flag!(
            Entry,
            "lost",
            "Scenes that a rewrite throws away if they are shot before it, beside the scenes next to it with somebody or something of it.",
            stunt.lost
        ));
        keys.push(flag!(
            Entry,
            "not_lost",
            "Scenes that stand after a rewrite, whatever is in them.",
            stunt.not_lost
        ));
        keys.push(flag!(Entry, "confirmed", "The coordinator confirmed the figures.", stunt.confirmed));
        keys
    }

    fn find(fields: &Fields<'_>, desk: &Desk<'_>) -> Outcome<Option<StuntId>> {
        let (scene, name) = (fields.read::<SheetId>("scene", desk.now())?, fields.need("name")?);
        let Some(scene) = scene else { return fields.missing("scene") };
        Ok(named(&name, Some(scene), desk.now()).map(|stunt| stunt.id))
    }

    fn make(fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<StuntId> {
        let Some(sheet) = fields.read("scene", desk.now())? else { return fields.missing("scene") };
        let Some(class) = fields.read::<StuntClass>("class", desk.now())? else {
            return fields.missing("class");
        };
        let id = desk.editing.fresh();
        desk.editing.put(Stunt::new(id, sheet, fields.need("name")?, class));
        Ok(id)
    }

    fn load(id: StuntId, state: &State) -> Option<Entry> {
        let stunt = state.stunts.get(&id)?.clone();
        let performer = stunt.performer.and_then(|id| state.engagements.get(&id));
        Some(Entry { performer_kind: performer.map(|e| e.kind), stunt })
    }

    fn store(entry: Entry, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        let mut stunt = entry.stunt;
        if let (Some(kind), Some(engagement)) = (
            entry.performer_kind.filter(|_| fields.has("performer_kind") && !fields.has("performer")),
            stunt.performer.and_then(|id| desk.now().engagements.get(&id)),
        ) {
            let name =
                engagement.character.write(desk.now()).map(|written| written.shown).unwrap_or_default();
            let found = desk.now().engagement_called(&name, kind);
            stunt.performer =
                Some(found.map_err(|refusal| Problem::refused(fields.span_of("performer_kind"), refusal))?);
        }
        check_chances(&stunt, fields)?;
        check_readiness(&stunt, fields)?;
        check_performer(&stunt, fields, desk.now())?;
        check_lost(&stunt, fields, desk.now())?;
        desk.editing.put(stunt);
        Ok(())
    }

    fn delete(id: StuntId, fields: &Fields<'_>, desk: &mut Desk<'_>) -> Outcome<()> {
        if desk.now().decisions.values().any(|decision| decision.stunt == id) {
            let why = "a decision about it was recorded, and its record stays";
            return Problem::err(fields.span_of("delete"), why, "leave the stunt as it is");
        }
        desk.editing.remove(EntityKey::Stunt(id));
        Ok(())
    }

    fn all(state: &State) -> Vec<StuntId> {
        state.stunts.keys().copied().collect()
    }
    fn label(id: StuntId, state: &State) -> String {
        let Some(stunt) = state.stunts.get(&id) else { return "stunt".into() };
        format!("stunt {} in {}", stunt.name, state.label(stunt.sheet))
    }
}

/// The stunt of a name, in a scene if one is given; none when several are called so.
pub(crate) fn named<'a>(name: &str, scene: Option<SheetId>, state: &'a State) -> Option<&'a Stunt> {
    let wanted = name.trim().to_lowercase();
    let mut same = state.stunts.values().filter(|stunt| {
        stunt.name.trim().to_lowercase() == wanted && scene.is_none_or(|scene| scene == stunt.sheet)
    });
    let first = same.next()?;
    same.next().is_none().then_some(first)
}

fn performer_kind_key() -> Key<Entry> {
    Key {
        write: |e, _, s| {
            e.performer_kind.filter(|kind| *kind != EngagementKind::Actor).and_then(|k| k.write(s))
        },
        reset: None,
        ..field!(
            Entry,
            "performer_kind",
            "As what `performer` is engaged; `actor` when nothing is said.",
            performer_kind
        )
    }
}

fn performer_key() -> Key<Entry> {
    Key {
        name: "performer",
        about: "Who performs it; otherwise the scene's cast.".into(),
        expects: ENGAGEMENT.into(),
        read: |entry: &mut Entry, key, node, state| {
            if node.get_ref().is_array() {
                return wrong_type(node, &key.expects);
            }
            let before = entry.stunt.performer.and_then(|id| state.engagements.get(&id)).map(|e| e.kind);
            let kind = entry.performer_kind.or(before).unwrap_or(EngagementKind::Actor);
            entry.stunt.performer = Some(read_engagement(node, state, kind)?);
            Ok(())
        },
        write: |entry, _, state| {
            write_engagement(
                state,
                entry.stunt.performer?,
                entry.performer_kind.unwrap_or(EngagementKind::Actor),
            )
        },
        default: None,
        reset: Some(|entry, _| entry.stunt.performer = None),
        role: Role::Fact,
    }
}

macro_rules! chance {
    ($name:literal, $about:literal, $field:ident, $example:expr) => {
        field!(Entry, $name, $about, stunt.outcome.$field).or(|e, _, s| {
            let example: fn(StuntClass) -> _ = $example;
            example(s.class_of(&e.stunt)).write(s)
        })
    };
}

fn risk_keys() -> Vec<Key<Entry>> {
    vec![
        chance!("fails", "It does not work.", fails, |class| class.example().0),
        field!(Entry, "not_permitted", "It is not permitted, or not insured.", stunt.outcome.not_permitted),
        field!(Entry, "hurt", "Somebody is hurt, and it ends there.", stunt.outcome.hurt),
        chance!("delay", "It delays the shoot.", delay, |class| class.example().1.0),
        chance!("delay_days", "Days of the delay.", delay_days, |class| class.example().1.1),
        chance!("out", "The performer is out for a time.", out, |class| class.example().2.0),
        chance!("out_days", "Days out.", out_days, |class| class.example().2.1),
        field!(
            Entry,
            "rewrite_cost",
            "What the rewrite costs when it fails for good.",
            stunt.outcome.rewrite_cost
        )
        .or(|_, _, s| price(s.production.prices.rewrite(), s)),
        field!(
            Entry,
            "share_left",
            "Share of what is left that is still shot after the rewrite; 0 abandons the film.",
            stunt.outcome.share_left
        ),
    ]
}

/// What ends it, a delay and a performer who is out exclude each other: together at most certain.
fn check_chances(stunt: &Stunt, fields: &Fields<'_>) -> Outcome<()> {
    let risk = &stunt.outcome;
    let keys = ["fails", "not_permitted", "hurt"];
    let chances = [risk.fails, risk.not_permitted, risk.hurt];
    let sum: u32 = chances.iter().flatten().map(|chance| chance.0).sum();
    let Some(key) = keys.iter().find(|key| fields.has(key)).filter(|_| sum > 1000) else { return Ok(()) };
    Problem::err(
        fields.span_of(key),
        format!("{} add up to {sum} of 1000", keys.join(", ")),
        "they exclude each other: together at most 1000",
    )
}

/// Readiness that no date can have.
fn check_readiness(stunt: &Stunt, fields: &Fields<'_>) -> Outcome<()> {
    let keys = ["training", "rehearsed_within", "ready", "protect", "rest_after"];
    let Some(key) = keys.iter().find(|key| fields.has(key)) else { return Ok(()) };
    let span = || fields.span_of(key);
    let training = stunt.training_dates();
    if training.len() > MOST_TRAINING {
        let message = format!("{} training dates", training.len());
        return Problem::err(span(), message, format!("type at most {MOST_TRAINING}"));
    }
    if stunt.rehearsed_within.is_some() && training.is_empty() && stunt.protect_days == 0 {
        let message = "no date can be soon enough after a rehearsal: there is none";
        return Problem::err(
            span(),
            message,
            "add training dates, or protect = 1: a protected day is a rehearsal",
        );
    }
    let (Some(last), Some(ready)) = (training.last(), stunt.ready) else { return Ok(()) };
    if *last >= ready.last {
        let message =
            format!("no date fits: training ends on {last}, and the performer is ready until {}", ready.last);
        return Problem::err(span(), message, "end the training earlier, or make `ready` longer");
    }
    let within = stunt.rehearsed_within.filter(|_| stunt.protect_days == 0).map(i64::from);
    match within.and_then(|days| last.checked_add(jiff::Span::new().days(days)).ok()) {
        Some(sharp) if sharp < ready.first => {
            let message = format!(
                "no date fits: rehearsed until {last}, it is to be shot by {sharp}, and the performer is ready from {}",
                ready.first
            );
            Problem::err(span(), message, "train later, or make `rehearsed_within` longer")
        }
        _ => Ok(()),
    }
}

/// Training dates of a stunt at most.
const MOST_TRAINING: usize = 100;

/// A scene is lost or it stands, and the stunt's own is never shot before it.
fn check_lost(stunt: &Stunt, fields: &Fields<'_>, state: &State) -> Outcome<()> {
    for (key, list) in [("lost", &stunt.lost), ("not_lost", &stunt.not_lost)] {
        if !fields.has(key) {
            continue;
        }
        if list.contains(&stunt.sheet) {
            return Problem::err(fields.span_of(key), "the stunt's own scene is named", "leave it out");
        }
        if let Some(both) = stunt.lost.iter().find(|sheet| stunt.not_lost.contains(sheet)) {
            let message = format!("scene {} is both lost and not lost", state.label(*both));
            return Problem::err(fields.span_of(key), message, "name it in one of `lost` and `not_lost`");
        }
    }
    Ok(())
}

/// Who performs it is in its scene.
fn check_performer(stunt: &Stunt, fields: &Fields<'_>, state: &State) -> Outcome<()> {
    let engagement = stunt.performer.and_then(|id| state.engagements.get(&id));
    let Some(engagement) = engagement.filter(|_| fields.has("performer")) else { return Ok(()) };
    let refused = |refusal| Problem::refused(fields.span_of("performer"), refusal);
    state.check_in_scene(stunt.sheet, engagement.character).map_err(refused)
}
