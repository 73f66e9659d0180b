//! Every report in every format on one small production: snapshots, sums, escaping, what must never be said.

mod contents;
mod production;
mod strips;
mod stunt_papers;

use domain::{Money, Source};
use jiff::civil::date;
use reports::{Context, Format, Kind, Link, compare, index_html, render};
use rules::Verdict;

use production::{HOSTILE_SET, production};

const PRINTED: Option<domain::Date> = Some(date(2026, 5, 20));

fn formats() -> [(&'static str, Format); 5] {
    [
        ("txt-80", Format::Text { color: false, width: 80 }),
        ("txt-140", Format::Text { color: false, width: 140 }),
        ("txt-color", Format::Text { color: true, width: 120 }),
        ("html", Format::Html),
        ("csv", Format::Csv),
    ]
}

/// Runs a check on a report of every kind and format, the start page too.
fn each_report(check: impl Fn(&str, Kind, &str)) {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    for kind in Kind::ALL {
        for (name, format) in formats() {
            check(name, kind, &render(kind, format, &context));
        }
    }
}

fn text_of_html(html: &str) -> String {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(html, options).expect("well-formed");
    let body =
        document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body")));
    let texts = body.expect("a body").descendants().filter(roxmltree::Node::is_text);
    texts.filter_map(|node| node.text()).collect::<Vec<_>>().join(" ")
}

#[test]
fn reports_look_as_they_did() {
    each_report(|format, kind, text| {
        let name = Kind::NAMES.iter().find(|(_, k)| *k == kind).unwrap().0;
        insta::assert_snapshot!(format!("{name}.{format}"), text);
    });
}

#[test]
fn pages_are_well_formed_and_run_nothing() {
    let (mut state, mut board) = production();
    for set in state.sets.values_mut() {
        set.name = HOSTILE_SET.into();
    }
    for character in state.characters.values_mut() {
        character.name = HOSTILE_SET.into();
    }
    state.production.title = "</style><script>alert('x')</script>\u{7}".into();
    board.name = "</title>\"\\".into();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let mut pages: Vec<String> = Kind::ALL.iter().map(|kind| render(*kind, Format::Html, &context)).collect();
    for page in &pages {
        assert!(text_of_html(page).contains(HOSTILE_SET), "the name is there as it was typed");
    }
    pages.push(index_html(&context, &[]));
    for page in &pages {
        text_of_html(page);
        assert!(!page.contains("<script"));
        assert_eq!(page.matches("http").count(), 1, "nothing is fetched: the namespace is the only address");
        assert!(!page.contains("url("), "nothing is fetched");
    }
}

#[test]
fn tables_are_rectangles_and_hold_no_formulas() {
    each_report(|format, kind, text| {
        if format != "csv" {
            return;
        }
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        for record in reader.records() {
            let record = record.unwrap_or_else(|error| panic!("{kind:?}: {error}"));
            for cell in &record {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@']) || cell == "-", "{kind:?}: {cell}");
            }
        }
    });
}

#[test]
fn text_keeps_to_its_width() {
    use unicode_width::UnicodeWidthStr;
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    for width in [80, 100, 120, 140, 200] {
        for kind in Kind::ALL {
            let text = render(kind, Format::Text { color: false, width }, &context);
            for line in text.lines() {
                assert!(line.width() <= width, "{kind:?} at {width}: {} columns: {line}", line.width());
            }
        }
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    for kind in Kind::ALL {
        let plain = render(kind, Format::Text { color: false, width: 120 }, &context);
        let coloured = render(kind, Format::Text { color: true, width: 120 }, &context);
        let stripped: Vec<String> =
            coloured.lines().map(|line| without_escapes(line).trim_end().to_owned()).collect();
        assert_eq!(stripped, plain.lines().collect::<Vec<_>>(), "{kind:?}");
    }
}

fn without_escapes(line: &str) -> String {
    let mut out = String::new();
    let mut parts = line.split('\u{1b}');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    out
}

#[test]
fn nothing_is_called_legal_or_safe() {
    each_report(|format, kind, text| {
        let text = text.to_lowercase();
        // Things to do before a stunt are called so; that anything is safe is never said.
        let text = text.replace("safety meeting", "").replace("safety boat", "");
        for word in ["legal", " safe"] {
            assert!(!text.contains(word), "{kind:?} {format} says {word}");
        }
    });
}

#[test]
fn what_hangs_on_a_wall_shows_no_money() {
    let (state, board) = production();
    let mut verdict = rules::assess(&state, &board);
    // Amounts that no date, length or count of this production could be.
    for item in &mut verdict.items {
        item.amount = Money::whole(77_777);
        item.rate = Money::whole(77_777);
    }
    verdict.flags.push(rules::Flag {
        rule: rules::Rule::ForcedCall,
        severity: domain::Severity::Price,
        sheets: vec![],
        performers: vec![],
        days: vec![],
        what: "a forced call of 77,777".into(),
        price: " of 77,777".into(),
        remedy: String::new(),
    });
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let with_money = [Kind::Cost, Kind::Elements];
    for kind in Kind::ALL.into_iter().filter(|kind| !with_money.contains(kind)) {
        for (name, format) in formats() {
            let text = render(kind, format, &context);
            assert!(!text.contains("77,777") && !text.contains("77777"), "{kind:?} {name}");
            assert!(!text.contains("EUR") && !text.contains("EXAMPLE"), "{kind:?} {name}");
        }
    }
}

#[test]
fn money_says_example_until_it_is_confirmed() {
    let (state, board) = production();
    let mut verdict = rules::assess(&state, &board);
    assert_ne!(verdict.money, Source::Confirmed);
    for (example, source) in [(true, Source::Default), (true, Source::Typed), (false, Source::Confirmed)] {
        verdict.money = source;
        verdict.expected.example = false;
        let context =
            Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
        for (name, format) in formats() {
            let text = render(Kind::Cost, format, &context);
            assert_eq!(text.contains("EXAMPLE"), example, "{name}, {source:?}");
        }
        assert_eq!(index_html(&context, &[]).contains("EXAMPLE"), example);
    }
}

/// Figures of a column of the text's rows between a heading and the next empty line.
fn amounts_under(text: &str, heading: &str, column: usize) -> Vec<Money> {
    let after = text.split(&heading.to_uppercase()).nth(1).expect("the heading");
    let body = after.split("\n\n").next().expect("a body");
    body.lines()
        .skip(3)
        .filter_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let figures: Vec<Money> = words.iter().filter_map(|word| Money::parse(word)).collect();
            figures.get(column).copied()
        })
        .collect()
}

#[test]
fn printed_sums_are_the_verdicts() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let text = render(Kind::Cost, Format::Text { color: false, width: 200 }, &context);
    let mut rules = amounts_under(&text, "Cost by rule, if all goes well", 0);
    // The last line states the sum in words; the one before it is the total.
    let stated = rules.pop();
    let total = rules.pop();
    assert_eq!(total, Some(verdict.cost));
    assert!(
        stated.is_some() && text.contains(&format!("add up to the total of {}", verdict_amount(&verdict)))
    );
    assert_eq!(rules.into_iter().sum::<Money>(), verdict.cost);
    let csv = render(Kind::Cost, Format::Csv, &context);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let items: Money = reader.records().map(|r| Money::parse(&r.unwrap()[6]).unwrap()).sum();
    assert_eq!(items, verdict.cost);
}

fn verdict_amount(verdict: &Verdict) -> String {
    let cents = verdict.items.iter().any(|item| item.amount.0 % 100 != 0);
    let amount = verdict.cost.to_string();
    if cents && verdict.cost.0 % 100 == 0 { format!("{amount}.00") } else { amount }
}

#[test]
fn a_board_without_flags_says_what_was_checked() {
    let (state, board) = production();
    let mut verdict = rules::assess(&state, &board);
    verdict.flags.clear();
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let said = "No flags under rule set firstup-default, checked on Wed, 20 May 2026.";
    for kind in [Kind::Stripboard, Kind::Cost] {
        let text = render(kind, Format::Text { color: false, width: 100 }, &context);
        assert!(text.contains(said), "{kind:?}");
        assert!(text_of_html(&render(kind, Format::Html, &context)).contains(said), "{kind:?}");
    }
}

#[test]
fn an_empty_production_is_reported_all_the_same() {
    let state = domain::State::default();
    let board = domain::Board::empty(domain::BoardId(1), "empty");
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: None, money: true };
    for kind in Kind::ALL {
        for (name, format) in formats() {
            let text = render(kind, format, &context);
            if name == "html" {
                text_of_html(&text);
            }
        }
    }
}

#[test]
fn who_is_only_heard_has_no_day() {
    let (mut state, board) = production();
    let sheet = state.sheets.get_mut(&domain::SheetId(9)).expect("a sheet of ours");
    let claim = domain::PresenceClaim {
        presence: domain::Presence::VoiceOnly,
        review: domain::Review::Accepted,
        evidence: Vec::new(),
    };
    sheet.presence = [(domain::CharacterId(5), claim)].into();
    for other in [8, 11, 13] {
        let sheet = state.sheets.get_mut(&domain::SheetId(other)).expect("a sheet of ours");
        sheet.presence.remove(&domain::CharacterId(5));
    }
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    for (name, format) in formats() {
        let chart = render(Kind::DayOutOfDays, format, &context);
        assert!(!chart.contains("DRIVER"), "{name}");
        let schedule = render(Kind::ShootingSchedule, format, &context);
        assert!(schedule.contains("Voice only") && schedule.contains("DRIVER"), "{name}");
    }
}

#[test]
fn who_is_watched_is_marked_where_a_strip_is() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    for kind in [Kind::Stripboard, Kind::OneLiner] {
        let text = render(kind, Format::Text { color: false, width: 140 }, &context);
        assert!(text.contains("1, ◉3") && text.contains("◉ before a cast ID"), "{kind:?}");
        let table = render(kind, Format::Csv, &context);
        assert!(table.contains("\"1, 3\"") && !table.contains('◉'), "{kind:?}: IDs stay IDs in tables");
    }
    // The girl is silent in all of them.
    let seen = ["2", "6", "7", "9", "12"];
    let note = "silent, yet in every shot that sees the loft";
    for kind in [Kind::Stripboard, Kind::OneLiner] {
        let noted = columns(&render(kind, Format::Csv, &context), "Scene", "Watch");
        for (scene, said) in noted.iter().filter(|(scene, _)| !scene.is_empty()) {
            assert_eq!(said.contains(note), seen.contains(&scene.as_str()), "{kind:?} {scene}: {said}");
        }
        let page = text_of_html(&render(kind, Format::Html, &context));
        assert_eq!(page.matches(&format!("◉3 {note}")).count(), seen.len(), "{kind:?}");
    }
    for kind in [Kind::ShootingSchedule, Kind::BreakdownSheets] {
        let page = text_of_html(&render(kind, Format::Html, &context));
        assert_eq!(page.matches(note).count(), seen.len(), "{kind:?}");
    }
    // Each of the scenes is on a day of its own, so each of the days' sheets says it once.
    let calls = text_of_html(&render(Kind::CallSheet, Format::Html, &context));
    assert_eq!(calls.matches(note).count(), seen.len());
}

#[test]
fn on_paper_a_unit_counts_the_days_that_it_is_paid_for() {
    each_report(|format, kind, text| {
        let dated =
            matches!(kind, Kind::Stripboard | Kind::OneLiner | Kind::ShootingSchedule | Kind::CallSheet);
        if !dated || format == "csv" {
            return;
        }
        // The second unit shoots on Wednesday alone, after an idle Tuesday; the main unit has its own day 2.
        let words = if format == "html" { text_of_html(text) } else { text.to_owned() };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("End of Second unit, Day 1 -- Wed, 3 June 2026"), "{kind:?} {format}");
        assert!(!words.contains("Day 2 -- Wed, 3 June 2026 -- 1"), "{kind:?} {format}");
        if kind == Kind::CallSheet {
            assert!(words.contains("Second unit, Day 1 of 1"), "{format}");
        }
    });
}

#[test]
fn schedules_on_paper_say_what_lies_between_days_and_when_nothing_is_shot() {
    each_report(|format, kind, text| {
        if !matches!(format, "html" | "txt-140") {
            return;
        }
        let words = if format == "html" { text_of_html(text) } else { text.to_owned() };
        if matches!(kind, Kind::Stripboard | Kind::OneLiner | Kind::ShootingSchedule) {
            assert!(words.contains("Holiday -- Thu, 4 June 2026"), "{kind:?} {format}");
            assert!(
                words.contains("Week break -- Sat, 6 June 2026 to Sun, 7 June 2026"),
                "{kind:?} {format}"
            );
        }
        if matches!(kind, Kind::Stripboard | Kind::OneLiner | Kind::ShootingSchedule | Kind::CallSheet) {
            assert!(words.contains("Meal (30 min, reckoned)"), "{kind:?} {format}");
        }
    });
}

#[test]
fn each_page_of_a_call_sheet_says_its_day() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let html = render(Kind::CallSheet, Format::Html, &context);
    let html = html.replace("\\b7 ", "·").replace("\\2c ", ",");
    for (id, day) in [("unit-1-day-1", "Main unit, Day 1 of 10"), ("unit-2-day-2", "Second unit, Day 1 of 1")]
    {
        let foot = format!("@bottom-left {{ content: \"The Salt Road · Call sheet · {day} · ");
        let rule = format!("#{id} {{ page: call-{id}; }} @page call-{id} {{ {foot}");
        assert!(html.contains(&rule), "{rule}");
    }
}

/// Cells of a column of a table's rows, with the cell of another column that says what row it is.
fn columns(table: &str, which: &str, wanted: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let at = |head: &csv::StringRecord, name: &str| {
        head.iter().position(|cell| cell == name).expect("a column of that name")
    };
    let head = reader.headers().expect("a head").clone();
    let (which, wanted) = (at(&head, which), at(&head, wanted));
    reader
        .records()
        .map(|row| row.expect("a row"))
        .map(|row| (row[which].into(), row[wanted].into()))
        .collect()
}

#[test]
fn a_flag_of_a_whole_day_stands_on_its_day_break_alone() {
    use rules::Rule::{CrewRest, ForcedCall, Locations, Meal, Minutes, Overtime};
    let whole = [CrewRest, ForcedCall, Locations, Meal, Minutes, Overtime];
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let mut marked = Vec::new();
    for (row, flags) in columns(&render(Kind::Stripboard, Format::Csv, &context), "Row", "Flags") {
        for number in flags.split_whitespace().map(|number| number.parse::<usize>().unwrap()) {
            let rule = verdict.flags[number - 1].rule;
            assert_eq!(row == "day-break", whole.contains(&rule), "{row}: {rule:?}");
            marked.extend((row == "day-break").then_some(number));
        }
    }
    marked.sort_unstable();
    let flags = verdict.flags.iter().enumerate();
    let expected: Vec<usize> =
        flags.filter(|(_, flag)| whole.contains(&flag.rule)).map(|(i, _)| i + 1).collect();
    assert!(expected.len() > 1, "the production has such flags");
    assert_eq!(marked, expected, "each of them once");
    let text = render(Kind::Stripboard, Format::Text { color: false, width: 140 }, &context);
    assert!(text.contains("⚐ crew overtime"));
}

#[test]
fn that_nothing_has_a_location_is_said_once() {
    let (mut state, board) = production();
    let unassigned = |verdict: &Verdict| {
        let flag = verdict.flags.iter().position(|flag| flag.rule == rules::Rule::Unassigned);
        (flag.expect("a set without a location") + 1).to_string()
    };
    let marks = |state: &domain::State| {
        let verdict = rules::assess(state, &board);
        let context = Context { state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
        let rows = columns(&render(Kind::Stripboard, Format::Csv, &context), "Row", "Flags");
        let number = unassigned(&verdict);
        let marks = rows.iter().filter(|(_, flags)| flags.split(' ').any(|flag| flag == number)).count();
        (marks, render(Kind::Stripboard, Format::Text { color: false, width: 200 }, &context))
    };
    let flagged = "No location yet: no location yet";
    state.sets.get_mut(&domain::SetId(4)).expect("a set of ours").location = None;
    let (one, text) = marks(&state);
    assert_eq!((one, text.matches(flagged).count()), (1, 1), "one strip among others is marked");
    assert!(text.contains("0 company moves"));
    for set in state.sets.values_mut() {
        set.location = None;
    }
    let (none, text) = marks(&state);
    assert_eq!((none, text.matches(flagged).count()), (0, 1));
    assert!(text.contains("company moves not reckoned (no locations)") && !text.contains("0 company moves"));
}

#[test]
fn paid_days_add_up_when_one_deal_has_two_parts() {
    let (mut state, board) = production();
    let officer = state.engagements.get_mut(&domain::EngagementId(4)).expect("an engagement of ours");
    officer.person = domain::PersonId(1);
    officer.terms = Some(domain::Terms::Included);
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let table = render(Kind::DayOutOfDays, Format::Csv, &context);
    let paid = columns(&table, "Name", "Total paid");
    let sum: u32 = paid.iter().filter_map(|(_, days)| days.parse::<u32>().ok()).sum();
    assert_eq!(sum, verdict.measures.cast_days);
    assert!(paid.contains(&("OFFICER".into(), String::new())), "paid in another row: {paid:?}");
    let text = render(Kind::DayOutOfDays, Format::Text { color: false, width: 140 }, &context);
    let page = text_of_html(&render(Kind::DayOutOfDays, Format::Html, &context));
    for report in [&table, &text, &page] {
        assert!(report.contains("paid as MARA") && report.contains("also OFFICER"));
    }
    assert!(text.lines().any(|line| line.contains("OFFICER") && line.contains(" – ")));
}

#[test]
fn the_start_page_links_to_what_is_beside_it() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let links: Vec<Link<'_>> = Kind::ALL
        .iter()
        .map(|kind| Link {
            group: "Board first",
            href: "stripboard.html",
            title: kind.title(),
            what: kind.what(),
        })
        .collect();
    let page = index_html(&context, &links);
    assert!(text_of_html(&page).contains("Day-out-of-days"));
    insta::assert_snapshot!("index.html", page);
}

#[test]
fn two_boards_are_compared() {
    let (state, board) = production();
    let mut other = board.clone();
    other.name = "second".into();
    other.place(domain::SheetId(5), domain::UnitId(1), 0, domain::Placed::ByPerson);
    other.remove(domain::SheetId(12));
    let verdicts = [rules::assess(&state, &board), rules::assess(&state, &other)];
    let comparison = compare(&state, (&board, &verdicts[0]), (&other, &verdicts[1]));
    assert_eq!(comparison.cost, [verdicts[0].cost, verdicts[1].cost]);
    assert_eq!(comparison.spending, [verdicts[0].expected.g0, verdicts[1].expected.g0]);
    assert_eq!(comparison.expected, [verdicts[0].expected.total, verdicts[1].expected.total]);
    for side in [0, 1] {
        let sum: Money = comparison.rules.iter().map(|line| line.amounts[side]).sum();
        assert_eq!(sum, comparison.cost[side]);
    }
    let moved: Vec<&str> = comparison.moved.iter().map(|moved| moved.label.as_str()).collect();
    assert_eq!(moved, ["5", "12"]);
    insta::assert_snapshot!("compare.txt", comparison.text(false, 100));
}
