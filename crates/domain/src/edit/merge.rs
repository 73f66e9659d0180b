//! One sheet of several: what each says is kept, and the one stands wherever they stood.

use super::working_boards;
use crate::{
    Editing, EntityKey, Minutes, Presence, PresenceClaim, Refusal, Review, Row, Sheet, SheetId, SheetStatus,
    State,
};

/// The sheets as one, with the first one's identity, set, light and unit. Lengths and minutes add up; a thing that
/// several need is needed once, in the largest number.
///
/// # Errors
/// When they contradict each other: units, pins, omitted or not.
pub(super) fn merge(state: &State, sheets: &[Sheet]) -> Result<Sheet, Refusal> {
    let (first, others) = sheets.split_first().expect("there is a sheet");
    let mut one = first.clone();
    if sheets.iter().any(|sheet| sheet.minutes.is_some()) {
        one.minutes = Some(sheets.iter().map(|sheet| state.own_minutes_of(sheet)).sum::<Minutes>());
    }
    for sheet in others {
        refuse_contradiction(state, first, sheet)?;
        one.eighths += sheet.eighths;
        one.status = together(one.status, sheet.status);
        one.pin = one.pin.take().or_else(|| sheet.pin.clone());
        one.light = one.light.or(sheet.light);
        one.unit = one.unit.or(sheet.unit);
        one.story_day = one.story_day.take().or_else(|| sheet.story_day.clone());
        join_words(&mut one.synopsis, sheet.synopsis.as_deref());
        join_words(&mut one.comments, sheet.comments.as_deref());
        for (character, claim) in &sheet.presence {
            let known = one.presence.entry(*character).or_insert_with(|| claim.clone());
            join_claim(known, claim);
        }
        add_new(&mut one.scenes, &sheet.scenes);
        add_new(&mut one.doubles, &sheet.doubles);
        add_new(&mut one.before, &sheet.before);
        add_new(&mut one.with, &sheet.with);
        add_new(&mut one.apart, &sheet.apart);
        add_new(&mut one.proposed_actions, &sheet.proposed_actions);
        add_new(&mut one.to_check, &sheet.to_check);
        for used in &sheet.elements {
            match one.elements.iter_mut().find(|known| known.element == used.element) {
                Some(known) => {
                    known.quantity = known.quantity.max(used.quantity);
                    known.review = agreed(known.review, used.review);
                    add_new(&mut known.evidence, &used.evidence);
                }
                None => one.elements.push(used.clone()),
            }
        }
        for used in &sheet.background {
            match one.background.iter_mut().find(|known| known.group == used.group) {
                Some(known) => {
                    known.count = known.count.max(used.count);
                    known.review = agreed(known.review, used.review);
                }
                None => one.background.push(used.clone()),
            }
        }
    }
    let own: Vec<SheetId> = sheets.iter().map(|sheet| sheet.id).collect();
    for list in [&mut one.before, &mut one.with, &mut one.apart] {
        list.retain(|id| !own.contains(id));
    }
    Ok(one)
}

fn refuse_contradiction(state: &State, one: &Sheet, other: &Sheet) -> Result<(), Refusal> {
    let (a, b) = (state.label(one.id), state.label(other.id));
    let refuse =
        |what: &str, remedy: String| Err(Refusal::with_remedy(format!("{a} and {b} {what}"), remedy));
    let omitted = |sheet: &Sheet| sheet.status == SheetStatus::Omitted;
    if omitted(one) != omitted(other) {
        let gone = if omitted(one) { &a } else { &b };
        return refuse(
            "are not both in the film",
            format!("take the omitted one back first: restore {gone}"),
        );
    }
    if state.unit_of(one) != state.unit_of(other) {
        return refuse("are of two units", format!("give them to one first: set-unit {b} UNIT"));
    }
    if let (Some(here), Some(there)) = (&one.pin, &other.pin)
        && here.at != there.at
    {
        return refuse("are pinned to two days", format!("let one go first: unpin {b}"));
    }
    if one.apart.contains(&other.id) || other.apart.contains(&one.id) {
        return refuse("must be shot apart", format!("take that back first: unlink {a} {b}"));
    }
    Ok(())
}

fn together(one: SheetStatus, other: SheetStatus) -> SheetStatus {
    if one == other { one } else { SheetStatus::PartlyShot }
}

fn join_words(one: &mut Option<String>, other: Option<&str>) {
    match (one.as_mut(), other) {
        (Some(words), Some(other)) if words != other => {
            words.push(' ');
            words.push_str(other);
        }
        (None, Some(other)) => *one = Some(other.to_owned()),
        _ => {}
    }
}

pub(super) fn add_new<T: PartialEq + Clone>(list: &mut Vec<T>, others: &[T]) {
    for other in others {
        if !list.contains(other) {
            list.push(other.clone());
        }
    }
}

/// A person's yes counts most, then what nobody looked at yet.
fn agreed(one: Review, other: Review) -> Review {
    let rank =
        |review| [Review::Accepted, Review::Suggested, Review::Rejected].iter().position(|r| *r == review);
    if rank(one) <= rank(other) { one } else { other }
}

/// Who speaks in one of the scenes speaks; who is seen in one is on set.
pub(super) fn join_claim(known: &mut PresenceClaim, other: &PresenceClaim) {
    const RANKS: [Presence; 4] =
        [Presence::Speaking, Presence::Silent, Presence::Background, Presence::VoiceOnly];
    let rank = |presence| RANKS.iter().position(|ranked| *ranked == presence);
    let rejected = (known.review == Review::Rejected, other.review == Review::Rejected);
    known.presence = match rejected {
        (true, false) => other.presence,
        (false, false) if rank(other.presence) < rank(known.presence) => other.presence,
        _ => known.presence,
    };
    known.review = agreed(known.review, other.review);
    add_new(&mut known.evidence, &other.evidence);
}

/// Lets one sheet stand where others stood, and removes those: on boards the first strip stays and the others leave.
pub(super) fn take_place(editing: &mut Editing<'_>, sheets: &[SheetId], one: SheetId) {
    for mut board in working_boards(editing) {
        let mut stands = false;
        let before = board.clone();
        for row in board.rows.values_mut().flatten() {
            if let Row::Strip { sheet, .. } = row
                && sheets.contains(sheet)
                && !stands
            {
                *sheet = one;
                stands = true;
            }
        }
        let mut seen = false;
        for rows in board.rows.values_mut() {
            rows.retain(|row| {
                let Row::Strip { sheet, .. } = row else { return true };
                if *sheet == one {
                    return !std::mem::replace(&mut seen, true);
                }
                !sheets.contains(sheet)
            });
        }
        board.set_aside.retain(|sheet| !sheets.contains(sheet));
        if board.set_aside != before.set_aside && !stands {
            board.set_aside.insert(one);
        }
        if board != before {
            editing.put(board);
        }
    }
    for sheet in editing.now.sheets.clone().into_values() {
        let mut changed = sheet.clone();
        for list in [&mut changed.before, &mut changed.with, &mut changed.apart] {
            let names = list.iter().any(|id| sheets.contains(id));
            list.retain(|id| !sheets.contains(id));
            if names && sheet.id != one && !list.contains(&one) {
                list.push(one);
            }
        }
        if changed != sheet {
            editing.put(changed);
        }
    }
    for stunt in editing.now.stunts.clone().into_values() {
        let mut changed = stunt.clone();
        if sheets.contains(&stunt.sheet) {
            changed.sheet = one;
        }
        for list in [&mut changed.lost, &mut changed.not_lost] {
            let names = list.iter().any(|id| sheets.contains(id));
            list.retain(|id| !sheets.contains(id));
            if names && changed.sheet != one {
                list.push(one);
            }
        }
        if changed != stunt {
            editing.put(changed);
        }
    }
    for mut action in
        editing.now.actions.clone().into_values().filter(|action| sheets.contains(&action.sheet))
    {
        action.sheet = one;
        editing.put(action);
    }
    for sheet in sheets.iter().filter(|sheet| **sheet != one) {
        editing.remove(EntityKey::Sheet(*sheet));
    }
}
