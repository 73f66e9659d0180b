//! What the reports of a breakdown and of a day must say: nothing rejected, every line of evidence, the judge's clock.

use reports::{CallDay, Context, Kind, Only, Subject, render, render_only};

use super::{Format, PRINTED, columns, formats, production, text_of_html};

#[test]
fn a_breakdown_sheet_prints_suggestions_with_their_line_and_nothing_rejected() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    for (name, format) in formats() {
        let of = |sheet| {
            let only = Only { sheet: Some(domain::SheetId(sheet)), ..Only::default() };
            let text = render_only(Kind::BreakdownSheets, format, &context, &only);
            let text = if name == "html" { text_of_html(&text) } else { text };
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let rejected = of(2);
        assert!(rejected.contains("LETTER") && !rejected.contains("GOOSE"), "{name}");
        assert!(rejected.contains("lost half a page"), "{name}");
        let suggested = of(13);
        assert!(suggested.contains("GOOSE [suggested: p. 11, line 212,") || name == "csv", "{name}");
        assert!(suggested.contains("suggested: p. 11, line 212") && suggested.contains("× 2"), "{name}");
        let stunt = of(12);
        assert!(stunt.contains("stunt not broken down") && !stunt.contains("JUMP"), "{name}");
        let described = of(6);
        assert!(described.contains("OFFICER → MARA") || name.starts_with("txt"), "{name}: {described}");
        assert!(!described.contains("not broken down"), "{name}");
    }
    let only = Only { sheet: Some(domain::SheetId(6)), ..Only::default() };
    let text = render_only(Kind::BreakdownSheets, Format::Text { color: false, width: 200 }, &context, &only);
    assert!(
        text.contains(
            "push into the race: OFFICER → MARA (push; close by: THE GIRL; hazards: water, height)"
        )
    );
    assert!(text.contains("N1 (proposed: night falls)") && text.contains("Eve Sample"));
}

#[test]
fn the_presence_matrix_holds_who_is_where_and_how() {
    let (mut state, board) = production();
    let claim = |presence, review| domain::PresenceClaim { presence, review, evidence: Vec::new() };
    let sheet = state.sheets.get_mut(&domain::SheetId(9)).expect("a sheet of ours");
    use domain::{Presence, Review};
    sheet.presence.insert(domain::CharacterId(2), claim(Presence::VoiceOnly, Review::Accepted));
    sheet.presence.insert(domain::CharacterId(4), claim(Presence::Speaking, Review::Rejected));
    sheet.presence.insert(domain::CharacterId(5), claim(Presence::Background, Review::Suggested));
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let table = render(Kind::Presence, Format::Csv, &context);
    let of = |scene: &str| columns(&table, "Character", scene);
    let cells = |scene: &str| of(scene).into_iter().map(|(_, cell)| cell).collect::<Vec<_>>();
    assert_eq!(cells("9"), ["S", "v", "s", "", "b?"]);
    assert_eq!(cells("8"), ["S", "", "", "", "S?"]);
    assert_eq!(of("On set")[1], ("JON".to_owned(), "4".to_owned()), "3, 4, 12 and 13; heard in 9");
    assert_eq!(cells("Suggested"), ["0", "0", "0", "0", "4"]);
}

#[test]
fn things_have_codes_of_their_own_dates() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let chart = |subject| {
        let only = Only { subject: Some(subject), ..Only::default() };
        render_only(Kind::DayOutOfDays, Format::Csv, &context, &only)
    };
    let props = chart(Subject::Elements(domain::Category::Props));
    let mut reader = csv::Reader::from_reader(props.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 1, "the letter is the only prop: {props}");
    let dates = &verdict.elements[&domain::ElementId(1)];
    assert_eq!(dates.len(), 3);
    let shot: Vec<_> = verdict.days.iter().map(|day| day.date).collect();
    for (name, code) in head.iter().zip(&rows[0]) {
        let Ok(date) = name.parse::<domain::Date>() else { continue };
        let expected = match dates.iter().position(|used| *used == date) {
            Some(0) => "SW",
            Some(2) => "WF",
            Some(_) => "W",
            None if dates[0] < date && date < dates[2] && shot.contains(&date) => "I",
            None => "",
        };
        assert_eq!(code, expected, "{date}");
    }
    let all = chart(Subject::All);
    for name in ["Old Mill", "MARKET CROWD", "CRANE", "DELIVERY VAN"] {
        assert!(all.contains(name), "{name}");
    }
    assert!(!all.contains("Ada Sample") && !chart(Subject::Background).contains("CRANE"));
    assert_eq!(columns(&chart(Subject::Background), "Name", "Most")[1].1, "40");
}

#[test]
fn the_call_sheet_keeps_to_the_judges_clock() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let mut called = 0;
    for day in verdict.days.iter().filter(|day| !day.strips.is_empty()) {
        let only = Only { day: Some(CallDay::Date(day.date)), ..Only::default() };
        let table = render_only(Kind::CallSheet, Format::Csv, &context, &only);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let unit = &state.units[&day.unit].name;
        for row in reader.records().map(|row| row.expect("a row")).filter(|row| row[0] == **unit) {
            if &row[3] == "scene" {
                let strip = day.strips.iter().find(|strip| state.label(strip.sheet) == row[11]);
                let strip = strip.expect("a strip of the day");
                assert_eq!((&row[4], &row[5]), (&*strip.start.to_string(), &*strip.end.to_string()));
            }
            if &row[3] == "cast" && row[8].contains('W') {
                let with: Vec<_> = day
                    .strips
                    .iter()
                    .filter(|strip| {
                        let performers = state.performers_of(&state.sheets[&strip.sheet]);
                        performers.iter().any(|performer| state.performer_name(*performer) == row[7])
                    })
                    .collect();
                let (first, last) = (with.first().expect("works"), with.last().expect("works"));
                assert_eq!(row[4], first.start.to_string(), "{} on {}", &row[7], day.date);
                assert_eq!(row[5], last.end.to_string());
                called += 1;
            }
        }
    }
    assert!(called > 12, "{called}");
    let only = Only { day: Some(CallDay::Number(4)), ..Only::default() };
    let text = render_only(Kind::CallSheet, Format::Text { color: false, width: 140 }, &context, &only);
    for said in [
        "Day 4 of 10",
        "NIGHT",
        "push into the race",
        "MISSING BEFORE THE STUNTS OF THIS DAY",
        "[planned double]",
        "push into the race (double): MARA (stunt double) has not been asked; risk assessment; method statement;",
        "4 stunts, 17 water. No number in this list for: height.",
        "Fire brigade on the stones",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(
        Only { day: Some(CallDay::Number(8)), ..Only::default() }.days(&context).is_err(),
        "an empty day"
    );
}

#[test]
fn an_element_list_names_every_scene() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let table = render(Kind::Elements, Format::Csv, &context);
    let scenes = |name: &str| -> Vec<String> {
        let rows = columns(&table, "Element", "Scene").into_iter();
        rows.filter(|(element, _)| element == name).map(|(_, scene)| scene).collect()
    };
    assert_eq!(scenes("LETTER"), ["2", "9", "12"]);
    assert_eq!(scenes("GOOSE"), ["12A"], "rejected in 2");
    let rates = columns(&table, "Element", "Rate source");
    assert!(rates.contains(&("CRANE".into(), "typed".into())));
    assert!(rates.contains(&("MARKET CROWD".into(), "example".into())));
    let only = Only { subject: Some(Subject::named("vehicles").expect("a category")), ..Only::default() };
    let text = render_only(Kind::Elements, Format::Text { color: false, width: 100 }, &context, &only);
    assert!(text.contains("DELIVERY VAN") && !text.contains("LETTER") && text.contains("EXAMPLE"));
}
