//! What the papers about stunts must say, and must never: figures that nobody confirmed, a chance in a notice, that
//! something holds which changed.

use domain::{
    Answer, Clearance, ClearanceId, ClearanceState, Consent, ConsentId, Date, LocationId, Money, PerMille,
    SheetId, State, Stunt, StuntClass, StuntId, VariantId, VariantKind,
};
use jiff::civil::date;
use reports::{Context, DecisionPoint, Fallen, Format, Kind, Rewrite, render, render_day_one};

use super::{PRINTED, columns, formats, production, text_of_html};

/// A report as words, whatever its format.
fn said(state: &State, board: &domain::Board, kind: Kind) -> Vec<(&'static str, String)> {
    let verdict = rules::assess(state, board);
    let context = Context { state, board, verdict: &verdict, printed: PRINTED, money: true };
    let of = |(name, format): (&'static str, Format)| {
        let text = render(kind, format, &context);
        let text = if name == "html" { text_of_html(&text) } else { text };
        (name, text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    formats().into_iter().filter(|(name, _)| *name != "txt-color").map(of).collect()
}

fn fall(state: &mut State) -> &mut Stunt {
    state.stunts.get_mut(&StuntId(1)).expect("a stunt of ours")
}

#[test]
fn the_register_prints_figures_only_when_the_coordinator_confirmed_them() {
    let (mut state, board) = production();
    let stunt = fall(&mut state);
    stunt.outcome.fails = Some(PerMille(123));
    stunt.outcome.delay = Some(PerMille(70));
    stunt.outcome.delay_days = Some(2);
    stunt.outcome.rewrite_cost = Some(Money::whole(1_234_567));
    let figures = ["12.3 %", "7 %", "1,235,000", "EXAMPLE"];
    for (name, text) in said(&state, &board, Kind::RiskRegister) {
        assert!(text.contains("The coordinator has not confirmed any figures"), "{name}");
        assert!(figures.iter().all(|figure| !text.contains(figure)), "{name}: {text}");
    }
    fall(&mut state).confirmed = true;
    for (name, text) in said(&state, &board, Kind::RiskRegister) {
        assert!(!text.contains("has not confirmed any figures"), "{name}");
        let shown = figures.iter().filter(|figure| text.contains(**figure)).count();
        assert_eq!(shown, if name == "csv" { 3 } else { 4 }, "{name}: {text}");
        assert!(text.contains("grave, the film is rewritten for EUR 1,235,000"), "{name}");
        assert!(!text.contains("somebody is hurt"), "{name}: nobody typed it");
    }
    fall(&mut state).outcome.share_left = Some(PerMille(0));
    for (name, text) in said(&state, &board, Kind::RiskRegister) {
        assert!(text.contains("very grave, the film ends"), "{name}");
    }
}

#[test]
fn the_register_says_who_answered_who_signed_and_what_opened_again() {
    let (mut state, board) = production();
    for (_, text) in said(&state, &board, Kind::RiskRegister) {
        assert!(text.contains("has not been asked; to answer by 1 Jun 2026"), "{text}");
    }
    let consent = Consent {
        id: ConsentId(1),
        engagement: domain::EngagementId(5),
        variant: VariantId(1),
        variant_version: String::new(),
        answer: Answer::Agreed,
        date: date(2026, 5, 2),
        recorded_by: "Runa".into(),
        guardian: None,
        note: Some("From two metres, once.".into()),
        asked: domain::Asked::default(),
    };
    state.consents.insert(consent.id, consent);
    sign(&mut state, "medic standing by", Some(date(2026, 6, 9)), Some(LocationId(1)));
    for (name, text) in said(&state, &board, Kind::RiskRegister) {
        assert!(
            text.contains("agreed on 2 May 2026, written down by Runa; From two metres, once."),
            "{name}: {text}"
        );
        // The fight is on Friday 5 June.
        assert!(
            text.contains("open again: date: was 9 Jun 2026, now 5 Jun 2026; signed by Runa on 3 May 2026"),
            "{name}: {text}"
        );
        assert!(text.contains("industry bulletin 17 water (US)") && text.contains("height"), "{name}");
        assert!(text.contains("nobody wrote down another way"), "{name}");
    }
    let table = csv(&state, &board, Kind::RiskRegister);
    let states = columns(&table, "List", "State");
    let of = |list: &str, state: &str| states.iter().filter(|(l, s)| l == list && s == state).count();
    assert_eq!((of("Consent", "done"), of("Consent", "open")), (1, 0));
    assert!(of("Controls", "open") > 5);
}

#[test]
fn stunts_stand_in_shooting_order_and_the_boneyard_is_last() {
    let (mut state, mut board) = production();
    for (id, sheet, name) in [(2, 12, "late"), (3, 1, "early"), (4, 4, "nowhere")] {
        let stunt = Stunt::new(StuntId(id), SheetId(sheet), name, StuntClass::B);
        state.stunts.insert(stunt.id, stunt);
    }
    board.remove(SheetId(4));
    for kind in [Kind::RiskRegister, Kind::InsurerNotice] {
        let rows = columns(&csv(&state, &board, kind), "Stunt", "Date");
        let mut order: Vec<&str> = rows.iter().map(|(name, _)| name.as_str()).collect();
        order.dedup();
        assert_eq!(order, ["early", "fall from the wheel", "late", "nowhere"], "{kind:?}");
        assert!(rows.iter().all(|(name, date)| date.is_empty() == (name == "nowhere")), "{kind:?}");
        for (name, text) in said(&state, &board, kind).iter().filter(|(name, _)| *name != "csv") {
            assert!(text.contains("on no day of this board"), "{kind:?} {name}");
        }
    }
}

fn csv(state: &State, board: &domain::Board, kind: Kind) -> String {
    let verdict = rules::assess(state, board);
    render(kind, Format::Csv, &Context { state, board, verdict: &verdict, printed: PRINTED, money: true })
}

/// An item of the double's list, signed by Runa on 3 May.
fn sign(state: &mut State, item: &str, for_date: Option<Date>, place: Option<LocationId>) {
    let variant = state.variants[&VariantId(1)].clone();
    let id = ClearanceId(u32::try_from(state.clearances.len()).expect("few") + 1);
    let clearance = Clearance {
        id,
        variant: variant.id,
        variant_version: variant.version.clone(),
        item: item.into(),
        state: ClearanceState::Done,
        date: Some(date(2026, 5, 3)),
        signed_by: Some("Runa".into()),
        place,
        for_date,
        asked: state.asked_of(&variant),
    };
    state.clearances.insert(id, clearance);
}

/// What the notice says of the fall, and its first line.
fn notice(state: &State, board: &domain::Board) -> String {
    let texts = said(state, board, Kind::InsurerNotice);
    for (name, text) in &texts {
        assert!(!text.contains('%') && !text.to_lowercase().contains("assum"), "{name}: {text}");
        assert!(!text.contains("EUR") && !text.contains("probab"), "{name}: {text}");
    }
    texts.into_iter().find(|(name, _)| *name == "txt-140").expect("a text").1
}

#[test]
fn the_notice_says_what_was_told_and_what_does_not_hold_any_more() {
    let (mut state, mut board) = production();
    let text = notice(&state, &board);
    assert!(text.contains("1 of 1 entry stale or missing: 0 stale, 1 not told."), "{text}");
    assert!(text.contains("NOT TOLD") && text.contains("MARA (stunt double), Eve Sample"), "{text}");
    sign(&mut state, "Insurer told", Some(date(2026, 6, 5)), Some(LocationId(1)));
    let text = notice(&state, &board);
    assert!(text.contains("1 entry: none is stale or missing."), "{text}");
    assert!(text.contains("told on 3 May 2026 by Runa, for Old Mill on 5 Jun 2026"), "{text}");
    // The strip moves to Tuesday.
    let at_home = board.clone();
    board.place(SheetId(6), domain::UnitId(1), 5, domain::Placed::ByPerson);
    let text = notice(&state, &board);
    assert!(text.contains("1 stale, 0 not told"), "{text}");
    assert!(
        text.contains("STALE: told on 3 May 2026 by Runa")
            && text.contains("date: was 5 Jun 2026, now 9 Jun 2026"),
        "{text}"
    );
    board.remove(SheetId(6));
    assert!(notice(&state, &board).contains("date: was 5 Jun 2026, now on no day of this board"));
    // The mill's yard is another place now.
    let mut moved = state.clone();
    moved.sets.get_mut(&domain::SetId(2)).expect("a set of ours").location = Some(LocationId(2));
    assert!(notice(&moved, &at_home).contains("place: was Old Mill, now Harbour Street"));
    // Somebody else jumps.
    let mut other = state.clone();
    other.people.get_mut(&domain::PersonId(5)).expect("a person of ours").name = "Fay Sample".into();
    other.variants.get_mut(&VariantId(1)).expect("a variant of ours").version = "another".into();
    assert!(
        notice(&other, &at_home).contains("Since then: who takes part: was Eve Sample"),
        "{}",
        notice(&other, &at_home)
    );
    // It is shot as an effect.
    let mut effect = state.clone();
    let variant = domain::Variant {
        chosen: true,
        ..domain::Variant::new(VariantId(2), domain::ActionId(1), VariantKind::Effect)
    };
    effect.variants.insert(variant.id, variant);
    let text = notice(&effect, &at_home);
    assert!(text.contains("how it is shot: was double, now effect"), "{text}");
    state.sheets.get_mut(&SheetId(6)).expect("a sheet of ours").status = domain::SheetStatus::Shot;
    assert!(notice(&state, &at_home).contains("none is stale or missing"));
}

#[test]
fn nothing_to_tell_is_said() {
    let (mut state, board) = production();
    state.stunts.clear();
    state.actions.clear();
    for kind in [Kind::RiskRegister, Kind::InsurerNotice] {
        for (name, text) in said(&state, &board, kind).iter().filter(|(name, _)| *name != "csv") {
            assert!(text.contains("No stunt and no action is described"), "{kind:?} {name}");
            // The script suggests one.
            assert!(text.contains("broken") && text.contains("scene 12"), "{kind:?} {name}: {text}");
        }
    }
}

/// The fall goes wrong: the market falls, the night in the loft is shot again, the rest as it was.
fn day_one(state: &State, board: &domain::Board) -> DecisionPoint {
    let mut after = state.clone();
    let mut second = board.clone();
    second.remove(SheetId(8));
    let sheet = after.sheets[&SheetId(2)].clone();
    let copy = domain::Sheet { id: SheetId(99), status: domain::SheetStatus::Shot, ..sheet };
    after.sheets.insert(copy.id, copy);
    for row in second.rows.values_mut().flatten() {
        if let domain::Row::Strip { sheet, .. } = row
            && *sheet == SheetId(2)
        {
            *sheet = SheetId(99);
        }
    }
    second.place(SheetId(2), domain::UnitId(1), 7, domain::Placed::ByPlan);
    for id in [1, 3, 4, 5, 6] {
        after.sheets.get_mut(&SheetId(id)).expect("a sheet of ours").status = domain::SheetStatus::Shot;
    }
    let fallen = vec![
        Fallen {
            sheet: SheetId(6),
            why: "the stunt's own scene: nobody wrote down another way".into(),
            rewritten: false,
        },
        Fallen {
            sheet: SheetId(8),
            why: "rewritten: MARA is in it, the same story day".into(),
            rewritten: true,
        },
    ];
    let again = vec![(SheetId(2), "MARA is in it, the same story day".to_owned())];
    let verdict = rules::assess(&after, &second);
    let rewrite = Rewrite { state: after, board: second, verdict, fallen, again, breaks: Vec::new() };
    DecisionPoint { date: date(2026, 6, 5), stunts: vec![StuntId(1)], rewrite }
}

const SEARCHED: &str =
    "The rewrites were searched with 1,000 iterations each, seed 1; none is worse than the present order.";

#[test]
fn both_branches_stand_side_by_side() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let points = [day_one(&state, &board)];
    let spent: Money =
        verdict.items.iter().filter(|item| item.date <= points[0].date).map(|i| i.amount).sum();
    let spent = Money::whole((spent.0 as f64 / 100_000.0).round() as i64 * 1000).to_string();
    for (name, format) in formats() {
        let report = render_day_one(format, &context, &points, SEARCHED);
        insta::assert_snapshot!(format!("day-one.{name}"), report);
        let words = if name == "html" { text_of_html(&report) } else { report };
        assert!(
            !words.to_lowercase().replace("safety meeting", "").replace("safety boat", "").contains(" safe"),
            "{name}"
        );
        assert!(!words.to_lowercase().contains("legal"), "{name}");
        assert!(words.contains("EXAMPLE"), "{name}: nobody confirmed the rates");
        let figure = if name == "csv" { spent.replace(',', "") } else { spent.clone() };
        assert!(words.contains(&figure), "{name}: {figure}");
        assert!(
            (name == "csv" || words.contains("2 again")) && words.contains("2 (MARA is in it")
                || name == "html",
            "{name}"
        );
    }
    let table = render_day_one(Format::Csv, &context, &points, SEARCHED);
    let totals = columns(&table, "Branch", "Total EUR EXAMPLE");
    let whole = |cents: i64| (cents as f64 / 100_000.0).round() as i64 * 1000;
    assert_eq!(totals[0], ("continue".into(), whole(verdict.cost.0).to_string()));
    let rewrite = rules::expected::risk(&state, &state.stunts[&StuntId(1)]).rewrite;
    let after = points[0].rewrite.verdict.cost.0;
    assert_eq!(totals[1], ("rewrite".into(), (whole(after) + whole(rewrite.0)).to_string()));
}

#[test]
fn a_rewrite_that_breaks_something_says_what() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let mut points = [day_one(&state, &board)];
    points[0].rewrite.breaks = ["the mill is flooded", "b", "c", "d", "e"].map(str::to_owned).to_vec();
    for (name, format) in formats().into_iter().filter(|(name, _)| *name != "csv" && *name != "txt-color") {
        let text = render_day_one(format, &context, &points, SEARCHED);
        let text = if name == "html" { text_of_html(&text) } else { text };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("This one does: the mill is flooded; b; c; and 2 more."), "{name}: {text}");
        assert!(text.contains("! no board of this rewrite was found"), "{name}");
    }
}

#[test]
fn without_stunts_there_is_nothing_to_decide() {
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    for (name, format) in formats().into_iter().filter(|(name, _)| *name != "csv") {
        let text = render_day_one(format, &context, &[], SEARCHED);
        assert!(text.contains("there is no decision point"), "{name}");
        assert!(!text.contains("searched"), "{name}");
    }
}

#[test]
fn the_day_one_text_keeps_to_its_width() {
    use unicode_width::UnicodeWidthStr;
    let (state, board) = production();
    let verdict = rules::assess(&state, &board);
    let context = Context { state: &state, board: &board, verdict: &verdict, printed: PRINTED, money: true };
    let points = [day_one(&state, &board)];
    for width in [80, 100, 140] {
        let text = render_day_one(Format::Text { color: false, width }, &context, &points, SEARCHED);
        for line in text.lines() {
            assert!(line.width() <= width, "{width}: {} columns: {line}", line.width());
        }
    }
}
