//! `firstup show`: what a production holds, as lists.

use domain::resolve::keyword;
use domain::{
    EngagementKind, EntryHead, EntryKind, Light, Money, PinAt, Presence, Review, Row, Sheet, Source, State,
    Terms,
};
use serde_json::{Value, json};

use crate::args::What;
use crate::table::table;

mod background;
mod elements;
mod lexicons;
mod locations;
mod stunts;

pub use stunts::show as stunts;

/// The list as JSON, and as text.
pub fn show(what: What, state: &State, log: &[EntryHead]) -> (Value, String) {
    match what {
        What::Scenes => scenes(state),
        What::Sheets => sheets(state),
        What::Cast => cast(state),
        What::People => people(state),
        What::Elements => elements::show(state),
        What::Background => background::show(state),
        What::Locations => locations::show(state),
        What::Stunts => stunts::show(state),
        What::Lexicons => lexicons::show(state),
        What::Boards => boards(state),
        What::Log => history(log),
        What::Defaults => defaults(state),
    }
}

fn list(name: &str, values: &[Value], text: String) -> (Value, String) {
    (json!({ "schema": "firstup.show/1", name: values }), text)
}

fn or_dash(text: Option<&str>) -> String {
    text.unwrap_or("-").to_owned()
}

/// An object with the money of some fields as decimals: inside it is counted in cents.
fn with_decimals(mut object: Value, fields: &[&str]) -> Value {
    for field in fields {
        if let Some(cents) = object.get(field).and_then(Value::as_i64) {
            object[*field] = Money(cents).decimal().into();
        }
    }
    object
}

fn scenes(state: &State) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    for scene in state.scenes_in_order() {
        let version = scene.current();
        let heading = &version.heading;
        values.push(json!({
            "id": scene.id, "number": scene.number, "locked": scene.locked, "omitted": scene.omitted,
            "heading": heading, "page": version.page, "eighths": version.eighths,
            "length_source": version.length_source, "line": version.span.line, "summary": version.summary,
            "changed": state.last_changed(scene).map(|draft| draft.colour.as_str()),
        }));
        let mark = if scene.omitted { " OMITTED" } else { "" };
        rows.push([
            scene.number.to_string(),
            version.page.to_string(),
            version.eighths.to_string(),
            time_of(heading),
            state.last_changed(scene).map_or_else(|| "-".to_owned(), |draft| draft.colour.clone()),
            format!("{}{mark}", heading.text),
        ]);
    }
    list("scenes", &values, table(["SCENE", "PAGE", "LENGTH", "TIME", "CHANGED", "HEADING"], &rows))
}

fn time_of(heading: &domain::Heading) -> String {
    let time = heading.time.map_or("-", domain::TimeOfDay::label);
    match heading.time_source {
        domain::TimeSource::Resolved => {
            format!("{time} (from {})", heading.time_text.as_deref().unwrap_or("before"))
        }
        _ => time.to_owned(),
    }
}

fn sheets(state: &State) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    for sheet in state.sheets_in_order() {
        let light = keyword(state.light_of(sheet), &Light::NAMES);
        let minutes = state.minutes_of(sheet);
        let location = state.location_of(sheet).map(|location| location.name.as_str());
        let heading = state.heading_of(sheet);
        let presence: Vec<Value> = sheet
            .presence
            .iter()
            .map(|(id, claim)| {
                let name = state.characters.get(id).map(|c| c.name.as_str());
                json!({ "character": name, "presence": claim.presence, "review": claim.review, "evidence": claim.evidence })
            })
            .collect();
        values.push(json!({
            "id": sheet.id, "label": state.label(sheet.id), "scenes": sheet.scenes, "part": sheet.part,
            "set": state.set_name(sheet), "location": location, "eighths": sheet.eighths,
            "minutes": minutes, "minutes_source": if sheet.minutes.is_some() { "typed" } else { "estimated" },
            "light": light, "light_source": if sheet.light.is_some() { "typed" } else { "proposed" },
            "doubles": sheet.doubles.iter().filter_map(|id| state.engagements.get(id)).map(|e| state.performer_name(domain::view::Performer::Engaged(e.id))).collect::<Vec<_>>(),
            "unit": state.unit_of(sheet).and_then(|u| state.units.get(&u)).map(|u| u.name.as_str()),
            "story_day": state.story_day_of(sheet), "story_day_source": story_day_source(state, sheet),
            "stunts_not_broken_down": state.stunts_not_broken_down(sheet),
            "proposed_actions": sheet.proposed_actions.iter().map(|action| proposed(state, action)).collect::<Vec<_>>(),
            "synopsis": sheet.synopsis, "comments": sheet.comments,
            "status": sheet.status, "to_check": sheet.to_check, "presence": presence, "elements": uses(state, sheet),
            "background": background(state, sheet), "pin": pin_text(sheet),
            "before": labels(state, &sheet.before), "with": labels(state, &sheet.with), "apart": labels(state, &sheet.apart),
        }));
        rows.push([
            state.label(sheet.id),
            heading.and_then(|h| h.setting).map_or("-", domain::IntExt::label).to_owned(),
            light.to_owned(),
            story_day(state, sheet),
            sheet.eighths.to_string(),
            format!("{}{}", minutes.0, if sheet.minutes.is_some() { "" } else { "~" }),
            state.cast_ids(sheet).join(" "),
            format!(
                "{}{}{}",
                state.set_name(sheet),
                pin_text(sheet).map(|p| format!(" [pin {p}]")).unwrap_or_default(),
                if state.stunts_not_broken_down(sheet).is_empty() { "" } else { " [stunt not broken down]" }
            ),
        ]);
    }
    let text = table(["SCENE", "I/E", "LIGHT", "DAY", "LENGTH", "MIN", "CAST", "SET"], &rows);
    list(
        "sheets",
        &values,
        format!("{text}\n~ minutes estimated from the length, story day proposed from the script\n"),
    )
}

/// The day of the story; `~` where it is only proposed.
fn story_day(state: &State, sheet: &Sheet) -> String {
    match (state.story_day_of(sheet), &sheet.story_day) {
        (Some(day), Some(_)) => day.to_owned(),
        (Some(day), None) => format!("{day}~"),
        (None, _) => "-".to_owned(),
    }
}

fn story_day_source(state: &State, sheet: &Sheet) -> Value {
    if sheet.story_day.is_some() {
        return "typed".into();
    }
    let proposed = state.scenes_of(sheet).next().and_then(|scene| scene.current().story_day.as_ref());
    proposed.map_or(Value::Null, |day| json!({ "proposed": day.why, "evidence": day.evidence }))
}

fn proposed(state: &State, action: &domain::ProposedAction) -> Value {
    let name = |id: &domain::CharacterId| state.characters.get(id).map(|character| character.name.as_str());
    json!({ "verb": action.verb, "doer": action.doer.as_ref().and_then(name),
        "receivers": action.receivers.iter().filter_map(name).collect::<Vec<_>>(),
        "review": action.review, "evidence": action.evidence })
}

/// Dates in a line: when it can be had, and when not.
fn dates(available: &[domain::DateRange], unavailable: &[domain::DateRange]) -> String {
    let range = |range: &domain::DateRange| {
        if range.first == range.last {
            range.first.to_string()
        } else {
            format!("{}..{}", range.first, range.last)
        }
    };
    let mut words: Vec<String> = available.iter().map(range).collect();
    words.extend(unavailable.iter().map(|dates| format!("not {}", range(dates))));
    words.join(", ")
}

fn labels(state: &State, sheets: &[domain::SheetId]) -> Vec<String> {
    sheets.iter().map(|id| state.label(*id)).collect()
}

fn pin_text(sheet: &Sheet) -> Option<String> {
    sheet.pin.as_ref().map(|pin| match pin.at {
        PinAt::Date(date) => date.to_string(),
        PinAt::Day(day) => format!("day {day}"),
    })
}

fn uses(state: &State, sheet: &Sheet) -> Vec<Value> {
    sheet
        .elements
        .iter()
        .filter_map(|use_| {
            let element = state.elements.get(&use_.element)?;
            Some(json!({ "category": element.category, "name": element.name, "quantity": use_.quantity,
                "review": use_.review, "evidence": use_.evidence }))
        })
        .collect()
}

fn background(state: &State, sheet: &Sheet) -> Vec<Value> {
    sheet
        .background
        .iter()
        .filter_map(|use_| {
            let group = state.background.get(&use_.group)?;
            Some(json!({ "name": group.name, "count": use_.count, "review": use_.review, "evidence": use_.evidence }))
        })
        .collect()
}

fn cast(state: &State) -> (Value, String) {
    let mut characters: Vec<_> = state.characters.values().collect();
    characters.sort_by_key(|c| domain::SceneNumber::new(&c.board_id));
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    for character in characters {
        let mut counts = [0_u32; 4];
        let mut suggested = 0;
        for sheet in state.sheets.values() {
            let Some(claim) = sheet.presence.get(&character.id) else { continue };
            if claim.review == Review::Rejected {
                continue;
            }
            suggested += u32::from(claim.review == Review::Suggested);
            let place = Presence::NAMES.iter().position(|(_, p)| *p == claim.presence);
            counts[place.expect("every presence is named")] += 1;
        }
        let played_by: Vec<String> = state
            .engagements
            .values()
            .filter(|e| e.character == character.id)
            .map(|e| {
                let name = state.people.get(&e.person).map_or("?", |p| p.name.as_str());
                let kind = keyword(e.kind, &EngagementKind::NAMES);
                if e.kind == EngagementKind::Actor { name.to_owned() } else { format!("{name} ({kind})") }
            })
            .collect();
        values.push(json!({
            "id": character.id, "board_id": character.board_id, "name": character.name, "aliases": character.aliases,
            "not_names": character.not_names, "watch": character.watch, "speaking": counts[0], "silent": counts[1], "voice_only": counts[2],
            "background": counts[3], "suggested": suggested, "played_by": played_by,
        }));
        rows.push([
            character.board_id.clone(),
            character.name.clone(),
            counts[0].to_string(),
            format!("{}{}", counts[1], if suggested > 0 { "?" } else { "" }),
            counts[2].to_string(),
            played_by.join(", "),
            character.watch.as_ref().map(|why| format!("WATCH: {why}")).unwrap_or_default(),
        ]);
    }
    let text = table(["ID", "CHARACTER", "SPEAKS", "SILENT", "VOICE", "PLAYED BY", ""], &rows);
    list("cast", &values, format!("{text}\n? suggested presence, to be accepted or rejected\n"))
}

/// Terms in words: `1,246 a day`.
fn terms_text(terms: Option<Terms>) -> String {
    match terms {
        None => "production's day rate".into(),
        Some(Terms::Daily { rate }) => format!("{rate} a day"),
        Some(Terms::Weekly { rate }) => format!("{rate} a week"),
        Some(Terms::Guarantee { rate, weeks }) => format!("{rate} a week, {weeks} guaranteed"),
        Some(Terms::Flat { amount }) => format!("{amount} flat"),
        Some(Terms::Included) => "included in the other engagement".into(),
    }
}

fn people(state: &State) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    for engagement in state.engagements.values() {
        let Some(person) = state.people.get(&engagement.person) else { continue };
        let character = state.characters.get(&engagement.character).map_or("?", |c| c.name.as_str());
        values.push(json!({
            "id": person.id, "name": person.name, "birth_date": person.birth_date,
            "engagement": engagement.id, "character": character, "kind": engagement.kind,
            "terms": with_decimals(json!(engagement.terms), &["rate", "amount"]),
            "fringe": engagement.fringe, "hold": engagement.hold, "off": engagement.off, "travel_days": engagement.travel_days,
            "travel_pay": engagement.travel_pay, "dropped": engagement.dropped, "available": engagement.available,
            "unavailable": engagement.unavailable,
            "confirmed": engagement.confirmed,
        }));
        rows.push([
            person.name.clone(),
            keyword(engagement.kind, &EngagementKind::NAMES).to_owned(),
            character.to_owned(),
            terms_text(engagement.terms),
            if engagement.confirmed { "confirmed".into() } else { "EXAMPLE".into() },
            dates(&engagement.available, &engagement.unavailable),
        ]);
    }
    for person in state.people.values() {
        if state.engagements.values().any(|engagement| engagement.person == person.id) {
            continue;
        }
        values.push(json!({ "id": person.id, "name": person.name, "birth_date": person.birth_date, "engagement": null }));
        let nothing = String::new;
        rows.push([person.name.clone(), "not engaged".into(), nothing(), nothing(), nothing(), nothing()]);
    }
    list("people", &values, table(["PERSON", "KIND", "CHARACTER", "TERMS", "RATE", "DATES"], &rows))
}

/// Days on which something is shot: of the main unit, and of the others if they shoot: `23+2`.
fn days_shot(state: &State, board: &domain::Board) -> String {
    let (mut main, mut others) = (0, 0);
    for unit in state.units.values() {
        let shot = board.days(unit.id).iter().filter(|day| day.sheets().next().is_some()).count();
        if unit.kind == domain::UnitKind::Main { main += shot } else { others += shot }
    }
    if others == 0 { main.to_string() } else { format!("{main}+{others}") }
}

fn boards(state: &State) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    for board in state.boards.values() {
        let units: Vec<Value> = state
            .units
            .values()
            .map(|unit| {
                let days: Vec<Vec<String>> = board
                    .days(unit.id)
                    .iter()
                    .map(|day| day.sheets().map(|s| state.label(s)).collect())
                    .collect();
                let dates = state.board_dates(board, unit);
                json!({ "unit": unit.name, "days": days, "dates": dates })
            })
            .collect();
        let by_person = board
            .rows
            .values()
            .flatten()
            .filter(|row| matches!(row, Row::Strip { placed: domain::Placed::ByPerson, .. }))
            .count();
        values.push(json!({ "id": board.id, "name": board.name, "status": board.status, "assumptions": board.assumptions,
            "units": units, "boneyard": state.boneyard(board).iter().map(|s| state.label(s.id)).collect::<Vec<_>>(),
            "set_aside": board.set_aside.iter().map(|sheet| state.label(*sheet)).collect::<Vec<_>>() }));
        rows.push([
            board.name.clone(),
            days_shot(state, board),
            board.placements().len().to_string(),
            by_person.to_string(),
            state.boneyard(board).len().to_string(),
        ]);
    }
    let mut text = table(["BOARD", "DAYS", "STRIPS", "BY A PERSON", "BONEYARD"], &rows);
    for board in state.boards.values() {
        text.extend(board.assumptions.iter().map(|words| format!("{} assumes: {words}\n", board.name)));
    }
    list("boards", &values, text)
}

fn history(log: &[EntryHead]) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    for entry in log {
        values.push(json!({
            "revision": entry.revision, "base": entry.base, "at": entry.at, "author": entry.author,
            "command": entry.command, "summary": entry.summary, "kind": entry.kind,
            "changed": entry.changed.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }));
        let done = match entry.kind {
            EntryKind::Command => entry.summary.clone(),
            EntryKind::Undo { of } => format!("undo of {of}: {}", entry.summary),
            EntryKind::Redo { of } => format!("redo of {of}: {}", entry.summary),
        };
        rows.push([
            entry.revision.to_string(),
            entry.at.strftime("%Y-%m-%d %H:%M").to_string(),
            entry.author.clone(),
            done,
        ]);
    }
    list("log", &values, table(["REV", "WHEN (UTC)", "WHO", "WHAT"], &rows))
}

fn defaults(state: &State) -> (Value, String) {
    let production = &state.production;
    let day = &production.day;
    let figures = [
        ("call_day", day.call_day().to_string(), day.call_day.is_some()),
        ("call_split", day.call_split().to_string(), day.call_split.is_some()),
        ("call_night", day.call_night().to_string(), day.call_night.is_some()),
        ("base", day.base().0.to_string(), day.base.is_some()),
        ("base_night", day.base_night().0.to_string(), day.base_night.is_some()),
        ("most_overtime", day.most_overtime().0.to_string(), day.most_overtime.is_some()),
        ("meal", day.meal().0.to_string(), day.meal.is_some()),
        ("move_minutes", day.move_minutes().0.to_string(), day.move_minutes.is_some()),
        ("locations", day.locations().to_string(), day.locations.is_some()),
        ("crew_rest", day.crew_rest().0.to_string(), day.crew_rest.is_some()),
        ("performer_rest", production.performer_rest().0.to_string(), day.performer_rest.is_some()),
        ("drop_gap", day.drop_gap().to_string(), day.drop_gap.is_some()),
        ("sixth_day", day.sixth_day().0.to_string(), day.sixth_day.is_some()),
        ("seventh_day", day.seventh_day().0.to_string(), day.seventh_day.is_some()),
        ("stunts_a_week", day.stunts_a_week().to_string(), day.stunts_a_week.is_some()),
        ("pace", production.pace().to_string(), production.pace.is_some()),
    ];
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    for (name, amount, source) in production.prices.all() {
        let (value, unit) = (amount.decimal(), production.currency());
        let source = match source {
            Source::Default => "default: EXAMPLE",
            Source::Typed => "typed: EXAMPLE until confirmed",
            Source::Confirmed => "confirmed",
        };
        values.push(
            json!({ "section": "prices", "name": name, "value": value, "unit": unit, "source": source }),
        );
        rows.push(["prices".to_owned(), name.to_owned(), format!("{amount} {unit}"), source.to_owned()]);
    }
    let plain = |section: &str, name: &str, value: String, source: &str| {
        let json =
            json!({ "section": section, "name": name, "value": value, "unit": null, "source": source });
        (json, [section.to_owned(), name.to_owned(), value, source.to_owned()])
    };
    let mut add = |(json, row)| {
        values.push(json);
        rows.push(row);
    };
    for (name, value, typed) in figures {
        add(plain("day", name, value, if typed { "typed" } else { "default" }));
    }
    for rule in rules::Rule::ALL {
        let severity = keyword(rule.severity(production), &domain::Severity::NAMES);
        let typed = production.severities.contains_key(rule.key());
        let authority = rule.authority();
        let (source, effective, place) = (authority.source, authority.effective, authority.jurisdiction);
        let set = if typed { "typed" } else { "default" };
        let (mut json, mut row) = plain("rules", rule.key(), severity.to_owned(), set);
        json["authority"] = json!(authority);
        row[3] = format!("{set}; {source}; {effective}; {place}");
        add((json, row));
    }
    add(plain(
        "rules",
        "rule_set",
        production.rule_set().to_owned(),
        if production.rule_set.is_some() { "typed" } else { "default" },
    ));
    let missing = or_dash(production.start.map(|d| d.to_string()).as_deref());
    add(plain(
        "production",
        "start",
        missing,
        if production.start.is_some() { "typed" } else { "default: the calendar's example" },
    ));
    list("defaults", &values, table(["SECTION", "NAME", "VALUE", "SOURCE"], &rows))
}
