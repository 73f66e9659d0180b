//! Prints the breakdown of a script, and how long it took: for reading with one's own eyes.

use std::collections::BTreeMap;
use std::time::Instant;

use domain::{Presence, Review, State};

fn main() {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: show_breakdown SCRIPT");
        return;
    };
    let bytes = std::fs::read(&path).expect("the script can be read");
    let started = Instant::now();
    let screenplay = screenplay::read(&bytes, Some(&path)).screenplay;
    let read = started.elapsed();
    let source = || breakdown::Source {
        file_name: path.clone(),
        date: None,
        text_hash: String::new(),
        diagnostics: Vec::new(),
    };
    let nothing = screenplay::read(b"INT. A - DAY\n", None).screenplay;
    let started = Instant::now();
    std::hint::black_box(breakdown::import(&State::default(), &nothing, source()));
    let lexicons = started.elapsed();
    let started = Instant::now();
    let first = breakdown::import(&State::default(), &screenplay, source());
    let cold = started.elapsed();
    let mut warm: Vec<_> = (0..15)
        .map(|_| {
            let started = Instant::now();
            std::hint::black_box(breakdown::import(&State::default(), &screenplay, source()));
            started.elapsed()
        })
        .collect();
    warm.sort();
    let state = State::default().with(&first.changes);
    print(&state);
    for note in &first.notes {
        println!("{note}");
    }
    figures(&state);
    eprintln!(
        "lexicons {lexicons:?}; read {read:?}; import {cold:?} the first time, then {:?} (best of 15)",
        warm[0]
    );
}

fn print(state: &State) {
    for sheet in state.sheets_in_order() {
        println!("\n{} {} [{}]", state.label(sheet.id), state.set_name(sheet), sheet.eighths);
        let version = state.scenes_of(sheet).next().map(domain::Scene::current);
        if let Some(day) = version.and_then(|version| version.story_day.as_ref()) {
            println!("   day {} ({}), {:?}", day.label, day.why, state.light_of(sheet));
        }
        for (id, claim) in &sheet.presence {
            let review = if claim.review == Review::Suggested { "?" } else { "" };
            let character = &state.characters[id];
            let evidence = &claim.evidence[0];
            let basis = claim
                .evidence
                .get(1)
                .map_or(String::new(), |basis| format!(" ← l{} “{}”", basis.span.line, basis.quote));
            println!(
                "  {:>3} {} {:?}{review}  p{} l{} “{}”{basis}",
                character.board_id,
                character.name,
                claim.presence,
                evidence.page,
                evidence.span.line,
                evidence.quote
            );
        }
        for group in &sheet.background {
            let quote = group.evidence.as_ref().map_or("", |e| e.quote.as_str());
            println!("   BG {} × {} “{quote}”", state.background[&group.group].name, group.count);
        }
        for used in &sheet.elements {
            let element = &state.elements[&used.element];
            println!("   {} {} × {}", element.category.key(), element.name, used.quantity);
            for line in &used.evidence {
                println!("      l{} “{}”", line.span.line, line.quote);
            }
        }
        for action in &sheet.proposed_actions {
            let name = |id: &domain::CharacterId| state.characters[id].name.as_str();
            let receivers: Vec<&str> = action.receivers.iter().map(name).collect();
            let doer = action.doer.as_ref().map_or("?", name);
            println!(
                "   action {doer} {} {receivers:?} l{} “{}”",
                action.verb, action.evidence.span.line, action.evidence.quote
            );
        }
    }
    println!("\nCAST");
    for character in state.characters.values() {
        println!("  {:>3} {} {:?}", character.board_id, character.name, character.aliases);
    }
}

fn figures(state: &State) {
    let claims = || state.sheets.values().flat_map(|sheet| sheet.presence.iter());
    let of = |presence: Presence| claims().filter(|(_, c)| c.presence == presence).count();
    let mut speaking: Vec<_> =
        claims().filter(|(_, c)| c.review == Review::Accepted).map(|(id, _)| id).collect();
    speaking.sort();
    speaking.dedup();
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    for used in state.sheets.values().flat_map(|sheet| &sheet.elements) {
        *categories.entry(state.elements[&used.element].category.key()).or_default() += 1;
    }
    eprintln!(
        "{} scenes, {} sheets, {} sets; {} characters, {} with cues; {} speaking, {} silent, {} voice-only claims",
        state.scenes.len(),
        state.sheets.len(),
        state.sets.len(),
        state.characters.len(),
        speaking.len(),
        of(Presence::Speaking),
        of(Presence::Silent),
        of(Presence::VoiceOnly),
    );
    let groups: usize = state.sheets.values().map(|sheet| sheet.background.len()).sum();
    eprintln!("{} background groups in {groups} uses; element uses {categories:?}", state.background.len());
}
