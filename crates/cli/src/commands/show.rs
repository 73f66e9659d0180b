//! `firstup show`: what a production holds, as lists.

mod breakdown;

use domain::resolve::keyword;
use domain::{
    EngagementKind, Entry, EntryKind, Light, Money, PinAt, Presence, Review, Row, Sheet, Source, State, Terms,
};
use serde_json::{Value, json};

use crate::args::What;
use crate::table::table;

/// The list as JSON, and as text.
pub fn show(what: What, state: &State, log: &[Entry]) -> (Value, String) {
    match what {
        What::Scenes => scenes(state),
        What::Sheets => sheets(state),
        What::Cast => cast(state),
        What::People => people(state),
        What::Elements => elements(state),
        What::Locations => locations(state),
        What::Stunts => breakdown::stunts(state),
        What::Lexicons => breakdown::lexicons(state),
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
        }));
        let mark = if scene.omitted { " OMITTED" } else { "" };
        rows.push([
            scene.number.to_string(),
            version.page.to_string(),
            version.eighths.to_string(),
            time_of(heading),
            format!("{}{mark}", heading.text),
        ]);
    }
    list("scenes", &values, table(["SCENE", "PAGE", "LENGTH", "TIME", "HEADING"], &rows))
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
            "unit": state.unit_of(sheet).and_then(|u| state.units.get(&u)).map(|u| u.name.as_str()),
            "story_day": state.story_day_of(sheet), "story_day_source": story_day_source(state, sheet),
            "stunts_not_broken_down": state.stunts_not_broken_down(sheet),
            "proposed_actions": sheet.proposed_actions.iter().map(|action| breakdown::proposed(state, action)).collect::<Vec<_>>(),
            "synopsis": sheet.synopsis, "comments": sheet.comments,
            "status": sheet.status, "presence": presence, "elements": uses(state, sheet),
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
            "watch": character.watch, "speaking": counts[0], "silent": counts[1], "voice_only": counts[2],
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
            "fringe": engagement.fringe, "available": engagement.available, "unavailable": engagement.unavailable,
            "confirmed": engagement.confirmed,
        }));
        rows.push([
            person.name.clone(),
            keyword(engagement.kind, &EngagementKind::NAMES).to_owned(),
            character.to_owned(),
            terms_text(engagement.terms),
            if engagement.confirmed { "confirmed".into() } else { "EXAMPLE".into() },
        ]);
    }
    list("people", &values, table(["PERSON", "KIND", "CHARACTER", "TERMS", "RATE"], &rows))
}

fn elements(state: &State) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    let mut all: Vec<_> = state.elements.values().collect();
    all.sort_by_key(|element| (element.category, element.name.clone()));
    for element in all {
        let mut scenes = Vec::new();
        for sheet in state.sheets_in_order() {
            let Some(use_) = sheet.elements.iter().find(|u| u.element == element.id) else { continue };
            let mark = match use_.review {
                Review::Suggested => "?",
                Review::Accepted => "",
                Review::Rejected => continue,
            };
            scenes.push(format!("{}{mark}", state.label(sheet.id)));
        }
        values.push(json!({ "id": element.id, "category": element.category, "name": element.name,
            "rate": element.rate.map(Money::decimal), "scenes": scenes }));
        rows.push([element.category.label().to_owned(), element.name.clone(), scenes.join(", ")]);
    }
    for group in state.background.values() {
        let scenes: Vec<String> = state
            .sheets_in_order()
            .into_iter()
            .filter_map(|sheet| {
                let use_ =
                    sheet.background.iter().find(|u| u.group == group.id && u.review != Review::Rejected)?;
                let mark = if use_.review == Review::Suggested { "?" } else { "" };
                Some(format!("{}{mark} ({})", state.label(sheet.id), use_.count))
            })
            .collect();
        values.push(json!({ "id": group.id, "category": "background", "name": group.name,
            "rate": group.rate.map(Money::decimal), "scenes": scenes }));
        rows.push(["Background".into(), group.name.clone(), scenes.join(", ")]);
    }
    let text = table(["CATEGORY", "ELEMENT", "SCENES"], &rows);
    list("elements", &values, format!("{text}\n? suggested, to be accepted or rejected\n"))
}

fn locations(state: &State) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    let mut by_place: Vec<(Option<&domain::Location>, Vec<&domain::ScriptSet>)> =
        state.locations.values().map(|location| (Some(location), Vec::new())).collect();
    by_place.push((None, Vec::new()));
    for set in state.sets.values() {
        if !state.sheets.values().any(|sheet| sheet.set == set.id) {
            continue;
        }
        let location = inherited_location(state, set);
        let place = by_place.iter_mut().find(|(l, _)| l.map(|l| l.id) == location);
        place.expect("every location is listed").1.push(set);
    }
    for (location, sets) in by_place {
        let names: Vec<&str> = sets.iter().map(|set| set.name.as_str()).collect();
        let Some(location) = location else {
            values.push(json!({ "name": null, "sets": names }));
            rows.extend(
                names.iter().map(|name| ["(unassigned)".to_owned(), String::new(), (*name).to_owned()]),
            );
            continue;
        };
        values.push(json!({
            "id": location.id, "name": location.name, "stage": location.stage, "sets": names,
            "visit": location.visit.map(Money::decimal), "day": location.day.map(Money::decimal),
            "dark_day": location.dark_day.map(Money::decimal), "available": location.available,
            "unavailable": location.unavailable, "modes": location.modes, "confirmed": location.confirmed,
        }));
        let dates: Vec<String> =
            location.available.iter().map(|r| format!("{} to {}", r.first, r.last)).collect();
        rows.push([location.name.clone(), dates.join(", "), names.join("; ")]);
    }
    let mut text = table(["LOCATION", "DATES", "SETS"], &rows);
    let proposals = domain::place_proposals::propose_locations(state);
    let mut proposed = Vec::new();
    for proposal in &proposals {
        let names: Vec<&str> =
            proposal.sets.iter().filter_map(|id| state.sets.get(id)).map(|set| set.name.as_str()).collect();
        text.push_str(&format!(
            "\nproposed: {} ({})\n    {}\n",
            proposal.name,
            proposal.why,
            names.join("\n    ")
        ));
        proposed.push(json!({ "name": proposal.name, "sets": names, "why": proposal.why }));
    }
    if !proposals.is_empty() {
        text.push_str("\n`edit FILE propose-locations [NAME]` makes them\n");
    }
    (json!({ "schema": "firstup.show/1", "locations": values, "proposed": proposed }), text)
}

fn inherited_location(state: &State, set: &domain::ScriptSet) -> Option<domain::LocationId> {
    let mut set = set;
    for _ in 0..16 {
        if set.location.is_some() {
            return set.location;
        }
        set = state.sets.get(&set.parent?)?;
    }
    None
}

/// A note as it is said: one that brings its own quotes keeps them.
fn in_quotes(note: &str) -> String {
    if note.starts_with(['“', '"', '„', '«']) { format!(" {note}") } else { format!(" “{note}”") }
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
            "units": units, "boneyard": state.boneyard(board).iter().map(|s| state.label(s.id)).collect::<Vec<_>>() }));
        rows.push([
            board.name.clone(),
            days_shot(state, board),
            board.placements().len().to_string(),
            by_person.to_string(),
            state.boneyard(board).len().to_string(),
        ]);
    }
    list("boards", &values, table(["BOARD", "DAYS", "STRIPS", "BY A PERSON", "BONEYARD"], &rows))
}

fn history(log: &[Entry]) -> (Value, String) {
    let (mut values, mut rows) = (Vec::new(), Vec::new());
    for entry in log {
        values.push(json!({
            "revision": entry.revision, "base": entry.base, "at": entry.at, "author": entry.author,
            "command": entry.command, "summary": entry.summary, "kind": entry.kind,
            "changed": entry.changes.iter().map(|c| c.key().to_string()).collect::<Vec<_>>(),
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
        ("performer_rest", day.performer_rest().0.to_string(), day.performer_rest.is_some()),
        ("drop_gap", day.drop_gap().to_string(), day.drop_gap.is_some()),
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
    let mut add = |section: &str, name: &str, value: String, source: &str| {
        values.push(
            json!({ "section": section, "name": name, "value": value, "unit": null, "source": source }),
        );
        rows.push([section.to_owned(), name.to_owned(), value, source.to_owned()]);
    };
    for (name, value, typed) in figures {
        add("day", name, value, if typed { "typed" } else { "default" });
    }
    for rule in rules::Rule::ALL {
        let severity = keyword(rule.severity(production), &domain::Severity::NAMES);
        let typed = production.severities.contains_key(rule.key());
        add("rules", rule.key(), severity.to_owned(), if typed { "typed" } else { "default" });
    }
    add(
        "rules",
        "rule_set",
        production.rule_set().to_owned(),
        if production.rule_set.is_some() { "typed" } else { "default" },
    );
    let missing = or_dash(production.start.map(|d| d.to_string()).as_deref());
    add(
        "production",
        "start",
        missing,
        if production.start.is_some() { "typed" } else { "default: the calendar's example" },
    );
    list("defaults", &values, table(["SECTION", "NAME", "VALUE", "SOURCE"], &rows))
}
