//! What the register says of each stunt, gathered from the production, the board and the judge.

use domain::clearance::{Item, Stand};
use domain::{
    Action, Answer, DecisionBranch, Money, PerMille, SheetStatus, Stunt, StuntClass, Variant, VariantKind,
};
use rules::Schedule;
use rules::expected::{is_burn, needed_later};

use super::NOT_CONFIRMED;
use super::block::{Block, COORDINATOR, Line, Part, State};
use crate::Context;
use crate::page::{Paperwork, with_currency};
use crate::rounding::thousands;
use crate::stunts::{self, PlacedStunt};
use crate::words::{clean, count, date, short_date};

/// All of it.
#[derive(Clone, Debug)]
pub struct Register {
    /// In shooting order, those on no day last.
    pub blocks: Vec<Block>,
    /// How many, and what is open, in a line.
    pub summary: String,
    /// What is not in it, and what is only suggested.
    pub not_broken_down: Vec<String>,
    /// Money stands in it.
    pub money: bool,
}

impl Register {
    /// All stunts as a board has them.
    #[must_use]
    pub fn of(context: &Context<'_>) -> Self {
        let schedule = Schedule::new(context.state, context.board);
        let placed = stunts::in_shooting_order(context);
        let blocks: Vec<Block> = placed.iter().map(|place| block(context, &schedule, place)).collect();
        let confirmed = placed.iter().filter(|place| prints_money(place)).count();
        Self {
            summary: summary(&placed, &blocks),
            blocks,
            not_broken_down: stunts::not_broken_down_words(context.state, "register"),
            money: confirmed > 0,
        }
    }

    /// Money in it is marked while nobody confirmed its rates; a register without any needs no mark.
    pub(super) fn paperwork(&self) -> Paperwork {
        if self.money { Paperwork::UprightMoney } else { Paperwork::UprightWall }
    }
}

/// What is open before a stunt can be shot.
pub(crate) struct Wanting {
    pub(crate) what: String,
    pub(crate) owner: String,
}

/// All that is open before a stunt can be shot where the board has it, and who sees to it.
pub(crate) fn wanting(
    context: &Context<'_>,
    schedule: &Schedule<'_>,
    place: &PlacedStunt<'_>,
) -> Vec<Wanting> {
    let parts = block(context, schedule, place).parts;
    let lines = parts.into_iter().flat_map(|part| part.lines).filter(|line| line.state == State::Open);
    lines.map(|line| Wanting { what: line.words(), owner: line.owner }).collect()
}

/// Does the block of a stunt hold money?
fn prints_money(place: &PlacedStunt<'_>) -> bool {
    place.stunt.is_some_and(|stunt| stunt.confirmed) && !place.is_shot()
}

fn summary(placed: &[PlacedStunt<'_>], blocks: &[Block]) -> String {
    let open = blocks.iter().filter(|block| block.open() > 0).count();
    let described = placed.iter().filter_map(|place| place.stunt);
    let unconfirmed = described.clone().filter(|stunt| !stunt.confirmed).count();
    let nowhere = placed.iter().filter(|place| place.day.is_none()).count();
    let nowhere = if nowhere > 0 { format!(", {nowhere} on no day") } else { String::new() };
    format!(
        "{}{nowhere} · {open} with something open · figures of {unconfirmed} not confirmed by the coordinator",
        count(described.count() as u64, "stunt")
    )
}

fn block(context: &Context<'_>, schedule: &Schedule<'_>, place: &PlacedStunt<'_>) -> Block {
    let state = context.state;
    let actions: Vec<&Action> = stunts::actions_of(state, place.sheet).collect();
    let mut parts = vec![
        Part { title: "What is done", lines: deeds(context, place, &actions) },
        Part { title: "Hazards", lines: hazards(&actions) },
        Part { title: "What may happen", lines: outcomes(context, schedule, place) },
        Part { title: "Lost with it", lines: lost(context, place) },
        Part { title: "Consent", lines: consents(context, &actions) },
        Part { title: "Controls", lines: controls(context, place, &actions) },
        Part { title: "Training and rehearsal", lines: training(context, place) },
        Part { title: "Rest after", lines: rest_after(place) },
        Part { title: "Decision point", lines: decision(context, place, &actions) },
        Part { title: "Back-up", lines: back_up(context, &actions) },
    ];
    parts.retain(|part| !part.lines.is_empty());
    Block {
        sheet: place.sheet.id,
        stunt: place.stunt.map(|stunt| stunt.id),
        performer: performer(state, place),
        scene: clean(&state.label(place.sheet.id)),
        name: place.name(),
        class: place
            .stunt
            .map_or("", |stunt| domain::resolve::keyword(state.class_of(stunt), &StuntClass::NAMES)),
        date: place.day.map(|day| day.date),
        date_words: if place.is_shot() {
            format!("shot, {}", place.date_words(context))
        } else {
            place.date_words(context)
        },
        place: place.place_words(state),
        parts,
    }
}

fn kind(variant: &Variant) -> &'static str {
    domain::resolve::keyword(variant.kind, &VariantKind::NAMES)
}

fn performer(state: &domain::State, place: &PlacedStunt<'_>) -> Option<String> {
    let performer = place.stunt?.performer.map(domain::view::Performer::Engaged)?;
    Some(stunts::who_words(state, performer))
}

/// People, and what each does in the way that is in force.
fn deeds(context: &Context<'_>, place: &PlacedStunt<'_>, actions: &[&Action]) -> Vec<Line> {
    let state = context.state;
    let mut lines = Vec::new();
    if let Some(performer) = performer(state, place) {
        lines.push(Line::said(format!("performed by {performer}")));
    }
    for action in actions {
        let way = state.way_of(action);
        let how = match way.variant {
            Some(variant) => {
                let people: Vec<String> = state
                    .participants(variant)
                    .into_iter()
                    .map(|who| stunts::who_words(state, who))
                    .collect();
                let by = if people.is_empty() {
                    "nobody takes part".to_owned()
                } else {
                    format!("by {}", people.join("; "))
                };
                format!("planned {}, {by}", kind(variant))
            }
            None if way.passed.is_empty() => "nobody wrote down how it is shot".into(),
            None => format!("no way that everybody agrees to; {}", clean(&rules::consent::reasons(&way))),
        };
        let what = stunts::deed_words(state, action);
        let line = if way.variant.is_some() { Line::said(what) } else { Line::open(what) };
        lines.push(line.noted(how));
    }
    if actions.is_empty() {
        lines.push(Line::open("nobody described who does what to whom"));
    }
    lines
}

fn hazards(actions: &[&Action]) -> Vec<Line> {
    let mut named: Vec<String> =
        actions.iter().flat_map(|action| &action.hazards).map(|hazard| clean(hazard)).collect();
    named.sort();
    named.dedup();
    if named.is_empty() {
        let nobody = "nobody named a hazard";
        return if actions.is_empty() { Vec::new() } else { vec![Line::open(nobody)] };
    }
    let (bulletins, without) = stunts::bulletins(actions.iter().copied());
    let mut lines = vec![Line::said(named.join(", "))];
    lines.extend(bulletins.iter().map(|bulletin| Line::said(format!("industry bulletin {bulletin} (US)"))));
    if !without.is_empty() {
        let without: Vec<String> = without.iter().map(|hazard| clean(hazard)).collect();
        lines.push(Line::said("no bulletin in this list").noted(without.join(", ")));
    }
    lines
}

/// Causes and consequences, once the coordinator has confirmed them; nothing that nobody typed.
fn outcomes(context: &Context<'_>, schedule: &Schedule<'_>, place: &PlacedStunt<'_>) -> Vec<Line> {
    let Some(stunt) = place.stunt.filter(|_| !place.is_shot()) else { return Vec::new() };
    if !stunt.confirmed {
        return vec![Line::said(NOT_CONFIRMED)];
    }
    let typed = &stunt.outcome;
    let mut lines: Vec<Line> = [
        ("it does not work", typed.fails),
        ("it is not permitted, or not insured", typed.not_permitted),
        ("somebody is hurt, and it ends there", typed.hurt),
    ]
    .into_iter()
    .filter_map(|(cause, chance)| {
        let chance = chance.filter(|chance| chance.0 > 0)?;
        Some(Line::said(cause).noted(format!("{}; {}", percent(chance), ends_words(context, stunt))))
    })
    .collect();
    if let (Some(chance), Some(days)) = (typed.out.filter(|p| p.0 > 0), typed.out_days) {
        lines.push(Line::said("the performer is out").noted(format!(
            "{}; serious, for {}{}",
            percent(chance),
            count(days, "day"),
            out_words(context, schedule, place, stunt, days)
        )));
    }
    if let (Some(chance), Some(days)) = (typed.delay.filter(|p| p.0 > 0), typed.delay_days) {
        lines.push(Line::said("a delay").noted(format!(
            "{}; moderate, of {}{}",
            percent(chance),
            count(days, "day"),
            delay_words(context, place, days)
        )));
    }
    if lines.is_empty() {
        lines.push(Line::open("the coordinator confirmed the stunt, and typed no figure"));
    }
    lines
}

/// What is shot again or written anew when it ends in a rewrite, by reason.
fn lost(context: &Context<'_>, place: &PlacedStunt<'_>) -> Vec<Line> {
    let state = context.state;
    let Some(stunt) = place.stunt.filter(|_| !place.is_shot()) else { return Vec::new() };
    let lost = state.lost_with(stunt);
    let mut lines: Vec<Line> = Vec::new();
    for sheet in state.sheets_in_order() {
        let Some(why) = lost.get(&sheet.id).map(|why| clean(&why.words(state))) else { continue };
        let label = clean(&state.label(sheet.id));
        match lines.iter_mut().find(|line| line.note == why) {
            Some(line) => line.what.push_str(&format!(", {label}")),
            None => lines.push(Line::said(label).noted(why)),
        }
    }
    lines
}

/// What it comes to when the stunt ends it.
fn ends_words(context: &Context<'_>, stunt: &Stunt) -> String {
    let cost = stunt.outcome.rewrite_cost.or(context.state.production.prices.rewrite);
    let cost = cost.map_or_else(
        || ", which nobody has priced".to_owned(),
        |cost| rounded(context, cost).map(|cost| format!(" for {cost}")).unwrap_or_default(),
    );
    match stunt.outcome.share_left {
        Some(PerMille(0)) => format!("very grave, the film ends{cost}"),
        _ => format!("grave, the film is rewritten{cost}"),
    }
}

/// `, 90,000 if the company waits`.
fn out_words(
    context: &Context<'_>,
    schedule: &Schedule<'_>,
    place: &PlacedStunt<'_>,
    stunt: &Stunt,
    days: u32,
) -> String {
    let Some(day) = schedule.day_of(place.sheet.id) else { return String::new() };
    if !needed_later(schedule, stunt, day) {
        return ", and is not needed after it".into();
    }
    let (crew, _) = rules::crew::day_price(context.state, day.unit);
    let crew = rounded(context, crew.scaled(i64::from(days), 1));
    crew.map(|crew| format!(", {crew} if the company waits")).unwrap_or_default()
}

fn delay_words(context: &Context<'_>, place: &PlacedStunt<'_>, days: u32) -> String {
    let Some(day) = place.day else { return String::new() };
    let items = context.verdict.items.iter().filter(|item| item.date == day.date && is_burn(item.rule));
    let burn: Money = items.map(|item| item.amount).sum();
    rounded(context, burn.scaled(i64::from(days), 1)).map(|burn| format!(", {burn}")).unwrap_or_default()
}

/// An amount in thousands; none where no money is written.
fn rounded(context: &Context<'_>, amount: Money) -> Option<String> {
    let thousands = Money::whole(thousands(amount.0 as f64).saturating_mul(1000));
    context.money.then(|| with_currency(context, thousands))
}

/// `11 %`, `2.5 %`.
fn percent(chance: PerMille) -> String {
    let tenth = chance.0 % 10;
    let tenth = if tenth == 0 { String::new() } else { format!(".{tenth}") };
    format!("{}{tenth} %", chance.0 / 10)
}

/// Everybody's own answer, to the way that is in force and to every other that somebody answered to.
fn consents(context: &Context<'_>, actions: &[&Action]) -> Vec<Line> {
    let state = context.state;
    let mut lines = Vec::new();
    for action in actions {
        let in_force = state.way_of(action).variant.map(|variant| variant.id);
        let mut variants: Vec<&Variant> = state.variants.values().filter(|v| v.action == action.id).collect();
        variants.sort_by_key(|variant| (Some(variant.id) != in_force, variant.kind, variant.id));
        for variant in variants {
            let is_in_force = Some(variant.id) == in_force;
            for standing in state.standings(variant) {
                if is_in_force || standing.last.is_some() {
                    lines.push(consent(context, action, variant, &standing, is_in_force));
                }
            }
        }
    }
    lines
}

fn consent(
    context: &Context<'_>,
    action: &Action,
    variant: &Variant,
    standing: &domain::consent::Standing<'_>,
    is_in_force: bool,
) -> Line {
    let who = stunts::who_words(context.state, standing.performer);
    let mut note = domain::consent::in_words(standing).to_owned();
    if let Some(last) = standing.last {
        note.push_str(&format!(
            " on {}, written down by {}",
            short_date(last.date),
            clean(&last.recorded_by)
        ));
        note.extend(last.guardian.iter().map(|guardian| format!("; guardian {}", clean(guardian))));
        note.extend(last.note.iter().map(|said| format!("; {}", clean(said))));
    }
    if let Some(by) = variant.answer_by.filter(|_| standing.answer != Some(Answer::Agreed)) {
        note.push_str(&format!("; to answer by {}", short_date(by)));
    }
    let state = match standing.answer {
        Some(Answer::Declined | Answer::Withdrawn) => State::Refused,
        // An answer to another way keeps nothing waiting, and settles nothing.
        _ if !is_in_force => State::Said,
        Some(Answer::Agreed) => State::Done,
        _ => State::Open,
    };
    Line {
        state,
        what: format!("{who}, to “{}” ({})", clean(&action.name), kind(variant)),
        note,
        by: standing.last.map(|last| clean(&last.recorded_by)).unwrap_or_default(),
        on: standing.last.map(|last| last.date),
        owner: clean(&context.state.performer_name(standing.performer)),
    }
}

/// The clearance list of each action as it is shot.
fn controls(context: &Context<'_>, place: &PlacedStunt<'_>, actions: &[&Action]) -> Vec<Line> {
    let state = context.state;
    let mut lines = Vec::new();
    for action in actions {
        let Some(variant) = state.way_of(action).variant else { continue };
        let list = state.clearance_list(variant, place.day.map(|day| day.date));
        let several = actions.len() > 1;
        lines.extend(list.iter().map(|item| control(item, several.then_some(action))));
    }
    lines
}

fn control(item: &Item<'_>, of: Option<&&Action>) -> Line {
    let of = of.map(|action| format!(" ({})", clean(&action.name))).unwrap_or_default();
    let signed = matches!(item.stand, Stand::Reopened(_)).then_some(item.last).flatten();
    let signed = signed.and_then(|last| Some((last.signed_by.as_deref()?, last.date?)));
    let before = signed.map(|(who, when)| format!("; signed by {} on {}", clean(who), short_date(when)));
    Line {
        state: if item.is_missing() { State::Open } else { State::Done },
        what: format!("{}{of}", clean(&item.name)),
        note: format!("{}{}", clean(&item.in_words()), before.unwrap_or_default()),
        by: item.last.and_then(|last| last.signed_by.as_deref()).map(clean).unwrap_or_default(),
        on: item.last.and_then(|last| last.date),
        owner: item
            .last
            .and_then(|last| last.signed_by.as_deref())
            .map_or_else(|| "nobody named".into(), clean),
    }
}

fn training(context: &Context<'_>, place: &PlacedStunt<'_>) -> Vec<Line> {
    let Some(stunt) = place.stunt else { return Vec::new() };
    let dates = stunt.training_dates();
    let mut lines = Vec::new();
    if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
        let days = count(dates.len() as u64, "training day");
        lines.push(Line::said(format!("{days}, {} to {}", short_date(*first), short_date(*last))));
    }
    if stunt.protect_days > 0 {
        lines.push(Line::said(format!("{} before it without other work", count(stunt.protect_days, "day"))));
    }
    if let Some(within) = stunt.rehearsed_within {
        lines.push(Line::said(format!("shot at most {} after a rehearsal", count(within, "day"))));
    }
    if let Some(ready) = stunt.ready {
        lines.push(Line::said(format!(
            "ready from {} to {}",
            short_date(ready.first),
            short_date(ready.last)
        )));
    }
    use rules::Rule::{Protected, Ready, Training};
    let of_it = context.verdict.flags.iter().filter(|flag| flag.sheets.contains(&stunt.sheet));
    let flags = of_it.filter(|flag| matches!(flag.rule, Ready | Protected | Training));
    let owner = stunt.performer.map(domain::view::Performer::Engaged);
    let owner = owner.map_or_else(|| COORDINATOR.to_owned(), |who| clean(&context.state.performer_name(who)));
    lines.extend(flags.map(|flag| Line { owner: owner.clone(), ..Line::open(clean(&flag.what)) }));
    if lines.is_empty() {
        lines.push(Line::said("none is written down"));
    }
    lines
}

fn rest_after(place: &PlacedStunt<'_>) -> Vec<Line> {
    let Some(stunt) = place.stunt else { return Vec::new() };
    let words = match stunt.rest_after {
        0 => "none is written down".to_owned(),
        days => format!("{} of the unit without work for the performer", count(days, "day")),
    };
    vec![Line::said(words)]
}

/// When it decides, and what was decided.
fn decision(context: &Context<'_>, place: &PlacedStunt<'_>, actions: &[&Action]) -> Vec<Line> {
    let Some(stunt) = place.stunt else { return Vec::new() };
    let mut lines: Vec<Line> = Vec::new();
    if let Some(day) = place.day.filter(|_| place.sheet.status != SheetStatus::Shot) {
        let by = actions.iter().filter_map(|action| context.state.way_of(action).from).max();
        let first = by.map(|by| format!("everybody answers by {}; ", short_date(by))).unwrap_or_default();
        let known = "continue or rewrite is known on the evening of";
        lines.push(Line::said(format!("{first}{known} {}", date(day.date))));
    }
    for decision in context.state.decisions.values().filter(|decision| decision.stunt == stunt.id) {
        let word = match decision.branch {
            DecisionBranch::Continue => "continue",
            DecisionBranch::Rewrite => "rewrite",
        };
        let mut note = format!("by {} on {}", clean(&decision.by), short_date(decision.date));
        note.extend(decision.note.iter().map(|why| format!("; {}", clean(why))));
        lines.push(Line {
            state: State::Done,
            what: format!("decided: {word}"),
            note,
            by: clean(&decision.by),
            on: Some(decision.date),
            owner: String::new(),
        });
    }
    lines
}

/// The way after the one that is in force.
fn back_up(context: &Context<'_>, actions: &[&Action]) -> Vec<Line> {
    let state = context.state;
    let described = actions.iter().filter(|action| state.way_of(action).variant.is_some());
    let lines = described.map(|action| {
        let way = state.way_after(action);
        let name = clean(&action.name);
        match way.variant {
            Some(variant) => {
                let from = way.from.map(|from| format!(", answered by {}", short_date(from)));
                Line::said(name).noted(format!("{}{}", kind(variant), from.unwrap_or_default()))
            }
            None if way.passed.is_empty() => Line::open(name).noted("nobody wrote down another way"),
            None => {
                let why = clean(&rules::consent::reasons(&way));
                Line::open(name).noted(format!("no other way that everybody agrees to; {why}"))
            }
        }
    });
    lines.collect()
}
