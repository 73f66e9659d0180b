//! Why there is no board: real small productions, each with the conflict that a person would name.

use crate::film;

use domain::{Board, BoardId, Money, Placed, SheetId, State};
use film::{MAIN, actor, away, film, january, location, only, pin, sheet, strip, stunt};
use optimiser::{Case, Effort, Fact, Impasse, Keep, Objective, Outcome, Params, Stop, Whose, impasse, solve};
use rules::Rule;

fn effort(iterations: u64) -> Effort<'static> {
    Effort {
        params: Params { objective: Objective::Cost, threads: 1 },
        seed: 1,
        stop: Stop::after(iterations),
    }
}

fn case(state: State) -> Case {
    Case::new(state, Board::empty(BoardId(1), "plan"), Keep::Placed)
}

/// Is there a legal board? By a search of its own.
fn is_possible(case: &Case) -> bool {
    let Ok(compiled) = case.compile() else { return false };
    let params = Params { objective: Objective::Cost, threads: 1 };
    let outcome = solve(&compiled.problem, &params, &Stop::after(30_000), 7, None, &mut |_| {});
    matches!(outcome, Outcome::Optimal { .. } | Outcome::Feasible { .. })
}

/// Asks, and holds the answer to what it claims: each conflict irreducible, each help enough.
fn ask(state: State) -> (Case, Impasse) {
    let case = case(state);
    assert!(!is_possible(&case), "there is a board");
    let answer = impasse(&case, &effort(20_000));
    for (at, clash) in answer.conflicts.iter().enumerate() {
        let others = answer.conflicts.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<Fact> = others.flat_map(|(_, clash)| clash.facts.clone()).collect();
        let outside = case.facts().into_iter().filter(|fact| !clash.facts.contains(fact));
        let alone = case.without(&Vec::from_iter(outside));
        assert!(!is_possible(&alone), "{:?} alone do not conflict", clash.facts);
        for fact in &clash.facts {
            assert!(is_possible(&alone.without(&[*fact])), "{fact:?} is not needed in {:?}", clash.facts);
        }
        for help in &clash.helps {
            let less = [others.as_slice(), &[help.fact]].concat();
            assert!(is_possible(&case.without(&less)), "{:?} is not enough", help.fact);
        }
    }
    let firsts: Vec<Fact> =
        answer.conflicts.iter().filter_map(|clash| clash.helps.first()).map(|help| help.fact).collect();
    assert_eq!(is_possible(&case.without(&firsts)), answer.settled, "{firsts:?}");
    assert!(answer.settled || answer.conflicts.len() > 1);
    (case, answer)
}

fn relaxed(case: &Case, answer: &Impasse, conflict: usize) -> Vec<String> {
    answer.conflicts[conflict].helps.iter().map(|help| help.fact.relaxed(&case.state)).collect()
}

fn facts(case: &Case, answer: &Impasse, conflict: usize) -> Vec<String> {
    answer.conflicts[conflict].facts.iter().map(|fact| fact.holds(&case.state)).collect()
}

#[test]
fn a_pin_on_a_date_when_the_actor_is_away() {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    let anna = actor(&mut state, "ANNA", &[a, b]);
    pin(&mut state, a, january(5));
    away(&mut state, anna, only(5, 7));
    let (case, answer) = ask(state);
    assert!(answer.proven && answer.conflicts[0].proven);
    assert_eq!(
        facts(&case, &answer, 0),
        ["scene 1 is pinned to Tue 5 Jan 2027 by Ida", "ANNA cannot be had 5 to 7 Jan 2027"]
    );
    assert_eq!(
        relaxed(&case, &answer, 0),
        ["ANNA could be had on Tue 5 Jan 2027", "scene 1 were not pinned"]
    );
    let command = answer.conflicts[0].helps[0].fact.command(&case.state);
    assert_eq!(command.as_deref(), Some("unavailable ANNA except 2027-01-05"));
    // With a list of dates on which she can be had, that would not be enough.
    let mut listed = case.state.clone();
    listed.engagements.values_mut().for_each(|e| e.available.push(only(11, 15)));
    assert_eq!(Fact::Date(Whose::Person(anna), january(5)).command(&listed), None);
    assert_eq!(answer.conflicts.len(), 1);
}

#[test]
fn pairs_are_named_together() {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    assert_eq!(Fact::With(a, b).relaxed(&state), "scenes 1 and 2 need not be on one day");
    assert_eq!(Fact::Apart(a, b).relaxed(&state), "scenes 1 and 2 could share a date");
}

#[test]
fn two_exclusive_stunts_pinned_to_one_day() {
    let mut state = film(0);
    let [a, b, _] = [120; 3].map(|minutes| strip(&mut state, minutes));
    stunt(&mut state, a, "the leap");
    stunt(&mut state, b, "the fire");
    pin(&mut state, a, january(6));
    pin(&mut state, b, january(6));
    let (case, answer) = ask(state);
    assert_eq!(
        facts(&case, &answer, 0),
        [
            "scene 1 is pinned to Wed 6 Jan 2027 by Ida",
            "scene 2 is pinned to Wed 6 Jan 2027 by Ida",
            "a day takes one stunt of class D"
        ]
    );
    let helps = relaxed(&case, &answer, 0);
    assert_eq!(helps[..2], ["scene 1 were not pinned", "scene 2 were not pinned"]);
    assert_eq!(helps.len(), 3);
    assert_eq!(answer.conflicts[0].helps[0].fact.command(&case.state).as_deref(), Some("unpin 1"));
}

#[test]
fn an_order_against_windows() {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    let mill = location(&mut state, "Mill", &[a]);
    let pier = location(&mut state, "Pier", &[b]);
    state.locations.get_mut(&mill).unwrap().available = vec![only(11, 15)];
    state.locations.get_mut(&pier).unwrap().available = vec![only(4, 8)];
    sheet(&mut state, a).before.push(b);
    let (case, answer) = ask(state);
    assert!(answer.proven);
    assert_eq!(
        facts(&case, &answer, 0),
        [
            "scene 1 is shot before scene 2",
            "Mill can be had 11 to 15 Jan 2027 only",
            "Pier can be had 4 to 8 Jan 2027 only"
        ]
    );
    let helps = relaxed(&case, &answer, 0);
    assert_eq!(helps.len(), 3);
    assert!(
        helps[0].starts_with("Mill could be had on") || helps[0].starts_with("Pier could be had on"),
        "{helps:?}"
    );
    assert!(helps.contains(&"scene 1 need not be before 2".to_owned()));
}

#[test]
fn too_many_minutes_for_the_days() {
    let mut state = film(3);
    for _ in 0..6 {
        strip(&mut state, 380);
    }
    let (case, answer) = ask(state);
    assert!(answer.proven);
    assert_eq!(
        facts(&case, &answer, 0),
        ["Main has 3 shooting dates, the last Wed 6 Jan 2027", "a day holds at most 12 h 00 of work"]
    );
    assert_eq!(
        relaxed(&case, &answer, 0),
        ["an hour more of overtime a day were allowed", "Main had 3 shooting dates more"]
    );
    assert_eq!(
        answer.conflicts[0].why,
        [
            "the scenes take 38 h 00, company moves included, and can be shot on 3 dates from Mon 4 Jan 2027 to Wed 6 Jan 2027 only, \
          which have room for 36 h 00: give them more dates, allow more overtime, or shoot faster"
        ]
    );
}

#[test]
fn too_much_for_the_dates_of_a_place() {
    let mut state = film(0);
    let at_the_yard = [500, 500, 500].map(|minutes| strip(&mut state, minutes));
    strip(&mut state, 300);
    let yard = location(&mut state, "Yard", &at_the_yard);
    state.locations.get_mut(&yard).unwrap().available = vec![only(6, 7)];
    let (case, answer) = ask(state);
    assert!(answer.proven && answer.settled);
    assert_eq!(
        facts(&case, &answer, 0),
        ["Yard can be had 6 to 7 Jan 2027 only", "a day holds at most 12 h 00 of work"]
    );
    assert_eq!(
        answer.conflicts[0].why,
        [
            "scenes 1, 2, 3 take 25 h 00, company moves included, and can be shot on Wed 6 Jan 2027 and Thu 7 Jan 2027 only, which \
          have room for 24 h 00: give them more dates, allow more overtime, or shoot faster"
        ]
    );
    // Two whole scenes are longer than any day.
    assert_eq!(relaxed(&case, &answer, 0), ["Yard could be had on Tue 5 Jan 2027"]);
}

#[test]
fn a_minors_night() {
    let mut state = film(0);
    let [a, b] = [300, 60].map(|minutes| strip(&mut state, minutes));
    sheet(&mut state, a).light = Some(domain::Light::Dark);
    let mina = actor(&mut state, "MINA", &[a, b]);
    state.people.get_mut(&mina).unwrap().birth_date = Some(jiff::civil::date(2014, 3, 1));
    // Five hours from six in the evening: too late before a school day, and the yard cannot be had on a Friday.
    let yard = location(&mut state, "Yard", &[a]);
    state.locations.get_mut(&yard).unwrap().available = vec![only(4, 7)];
    let (case, answer) = ask(state);
    assert_eq!(
        facts(&case, &answer, 0),
        ["Yard can be had 4 to 7 Jan 2027 only", "the hours of the minor MINA"]
    );
    let helps = relaxed(&case, &answer, 0);
    assert_eq!(
        helps,
        [
            "Yard could be had on Fri 8 Jan 2027",
            "the hours of MINA did not bind: fewer minutes, a split, a photo double"
        ]
    );
}

#[test]
fn two_conflicts_that_have_nothing_in_common_are_both_named() {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    let anna = actor(&mut state, "ANNA", &[a]);
    let ben = actor(&mut state, "BEN", &[b]);
    for (sheet, person) in [(a, anna), (b, ben)] {
        pin(&mut state, sheet, january(5));
        away(&mut state, person, only(5, 5));
    }
    let (_, answer) = ask(state);
    assert_eq!(answer.conflicts.len(), 2);
    assert!(answer.conflicts.iter().all(|clash| clash.facts.len() == 2 && clash.helps.len() == 2));
}

/// `b` is placed by a person on the first day, and `a` has to be before it.
fn nothing_before_the_first_day() -> (Case, [SheetId; 2]) {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    let pier = location(&mut state, "Pier", &[a]);
    state.locations.get_mut(&pier).unwrap().available = vec![only(5, 8)];
    sheet(&mut state, a).before.push(b);
    let mut case = case(state);
    case.board.place(b, MAIN, 0, Placed::ByPerson);
    (case, [a, b])
}

#[test]
fn what_a_person_placed_can_be_to_blame() {
    let (mut case, [a, b]) = nothing_before_the_first_day();
    let answer = impasse(&case, &effort(2_000));
    let facts = &answer.conflicts[0].facts;
    assert_eq!(facts[..2], [Fact::Placed(b), Fact::Before(a, b)]);
    assert_eq!(answer.conflicts[0].helps.len(), 3);
    case.keep = Keep::Pins;
    assert!(is_possible(&case), "pins alone are kept");
}

#[test]
fn who_stops_the_search_for_the_reasons_is_told_that_it_was_cut() {
    let (case, _) = nothing_before_the_first_day();
    assert!(!impasse(&case, &effort(2_000)).cut);
    let cancelled = std::sync::atomic::AtomicBool::new(true);
    let effort = effort(2_000);
    let stopped = Effort { stop: Stop { cancelled: &cancelled, ..effort.stop }, ..effort };
    assert!(impasse(&case, &stopped).cut);
}

#[test]
fn what_cannot_be_searched_is_no_proof() {
    let mut state = film(2);
    strip(&mut state, 60);
    assert!(is_possible(&case(state.clone())));
    state.units.clear();
    let answer = impasse(&case(state), &effort(1_000));
    assert!(!answer.proven && answer.conflicts.iter().all(|clash| !clash.proven), "{answer:?}");
}

#[test]
fn a_strip_longer_than_any_day_needs_more_overtime() {
    let mut state = film(0);
    strip(&mut state, 800);
    let (case, answer) = ask(state);
    assert_eq!(answer.conflicts[0].facts, [Fact::Rule(Rule::Minutes)]);
    assert_eq!(relaxed(&case, &answer, 0), ["2 hours more of overtime a day were allowed"]);
    let breaks = &answer.conflicts[0].helps[0].breaks;
    assert_eq!(breaks.len(), 1);
    assert!(breaks[0].what.contains("1 h 20 more overtime than the 2 h 00 allowed"), "{}", breaks[0].what);
}

#[test]
fn a_fact_taken_away_is_gone_and_nothing_else() {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    let anna = actor(&mut state, "ANNA", &[a]);
    away(&mut state, anna, only(5, 7));
    pin(&mut state, b, january(5));
    sheet(&mut state, a).apart.push(b);
    let case = case(state);
    let all = case.facts();
    for fact in [Fact::Pin(b), Fact::Apart(a, b), Fact::Dates(Whose::Person(anna))] {
        assert!(all.contains(&fact), "{all:?}");
        let left = case.without(&[fact]).facts();
        let expected: Vec<Fact> = all.iter().copied().filter(|other| *other != fact).collect();
        assert_eq!(left, expected);
    }
    // One date of a range: the rest stays.
    let one = case.without(&[Fact::Date(Whose::Person(anna), january(6))]);
    let free = |day| one.state.engagements.values().all(|e| e.is_available(january(day)));
    assert_eq!([4, 5, 6, 7].map(free), [true, false, true, false]);
    let verdict = rules::assess(&one.state, &one.board);
    assert_eq!(verdict.cost, Money(0));
}

#[test]
fn a_readiness_that_the_pin_does_not_allow() {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    actor(&mut state, "ANNA", &[a, b]);
    stunt(&mut state, a, "the fall");
    let fall = state.stunts.values_mut().next().unwrap();
    (fall.training, fall.rehearsed_within) = (vec![only(1, 2)], Some(4));
    // Trained until Saturday the 2nd, it is shot by Wednesday the 6th; the pin is on Thursday.
    pin(&mut state, a, january(7));
    let (case, answer) = ask(state);
    assert!(answer.proven);
    assert_eq!(
        facts(&case, &answer, 0),
        [
            "scene 1 is pinned to Thu 7 Jan 2027 by Ida",
            "its performer trains for the fall until Sat 2 Jan 2027; the fall is to be rehearsed within 4 days before, by its training dates"
        ]
    );
}

/// Consent is nothing to give up: what is left is the pin, and the proof says what it conflicts with.
#[test]
fn an_answer_that_may_still_be_no_is_never_offered_as_a_way_out() {
    let mut state = film(0);
    let a = strip(&mut state, 120);
    let b = strip(&mut state, 120);
    actor(&mut state, "ANNA", &[a, b]);
    let action = domain::Action::new(domain::ActionId(1), a, "kick", domain::CharacterId(1));
    let kind = domain::VariantKind::NonContact;
    let mut variant = domain::Variant::new(domain::VariantId(1), action.id, kind);
    variant.answer_by = Some(january(12));
    state.variants.insert(variant.id, variant);
    state.actions.insert(action.id, action);
    let undecided = case(state.clone());
    let compiled = undecided.compile().unwrap();
    let first = compiled.problem.strips[0].allowed_slots.ones().next();
    assert_eq!(first, Some(6), "Tuesday the 12th is the seventh shooting date");
    pin(&mut state, a, january(5));
    let (case, answer) = ask(state);
    assert_eq!(facts(&case, &answer, 0), ["scene 1 is pinned to Tue 5 Jan 2027 by Ida"]);
    assert!(answer.conflicts[0].why.join(" ").contains("kick (non-contact) is answered by Tue 12 Jan 2027"));
}

#[test]
fn a_circle_of_orders_is_proven_and_named() {
    let mut state = film(10);
    let strips = [60; 14].map(|minutes| strip(&mut state, minutes));
    for (one, next) in [(2, 5), (5, 7), (7, 2), (7, 9)] {
        sheet(&mut state, strips[one]).before.push(strips[next]);
    }
    let (case, answer) = ask(state);
    assert!(answer.proven && answer.conflicts[0].proven);
    let circle = [(2, 5), (5, 7), (7, 2)].map(|(one, next)| Fact::Before(strips[one], strips[next]));
    assert_eq!(answer.conflicts[0].facts, circle);
    assert_eq!(answer.conflicts[0].why, ["scenes 3, 6, 8 are each to be shot before the next, in a circle"]);
    assert_eq!(relaxed(&case, &answer, 0).len(), 3);
}

#[test]
fn what_gives_a_scene_a_date_may_leave_no_board_with_the_rest() {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    let anna = actor(&mut state, "ANNA", &[b]);
    pin(&mut state, a, january(7));
    pin(&mut state, b, january(5));
    away(&mut state, anna, only(5, 5));
    sheet(&mut state, a).before.push(b);
    let case = case(state);
    let (rest, left_out) = case.leave_out();
    assert_eq!(left_out.iter().map(|blocked| blocked.sheet).collect::<Vec<_>>(), [b]);
    let alone = impasse(&case.alone(b), &effort(1_000));
    let helps: Vec<Fact> = alone.conflicts[0].helps.iter().map(|help| help.fact).collect();
    assert_eq!(helps, [Fact::Date(Whose::Person(anna), january(5)), Fact::Pin(b)]);
    // On the 5th it would be before what it comes after; without its pin it goes behind that.
    assert_eq!(helps.iter().map(|fact| rest.has_board_with(b, *fact)).collect::<Vec<_>>(), [false, true]);
    assert!(rest.has_board());
}

#[test]
fn what_no_date_can_take_is_left_out_and_keeps_nothing_else_from_being_planned() {
    let mut state = film(0);
    let [a, b, c, d] = [120, 120, 800, 120].map(|minutes| strip(&mut state, minutes));
    let anna = actor(&mut state, "ANNA", &[a, b]);
    pin(&mut state, a, january(5));
    away(&mut state, anna, only(5, 5));
    sheet(&mut state, b).before.push(a);
    let mut case = case(state);
    case.board.place(a, MAIN, 3, Placed::ByPlan);
    case.board.set_aside(d);
    let (rest, left_out) = case.leave_out();
    // One pinned to a date that its actor is away on, one longer than any day.
    assert_eq!(left_out.iter().map(|blocked| blocked.sheet).collect::<Vec<_>>(), [a, c]);
    assert!(left_out[1].why.contains("longer than any day"), "{}", left_out[1].why);
    assert!(is_possible(&rest) && !is_possible(&case));
    let compiled = rest.compile().unwrap();
    let solved = solve(
        &compiled.problem,
        &Params { objective: Objective::Cost, threads: 1 },
        &Stop::after(100),
        1,
        None,
        &mut |_| {},
    );
    let board = compiled.to_board(solved.solution().unwrap(), &rest.board);
    assert_eq!(board.placements().keys().copied().collect::<Vec<_>>(), [b]);
    // Of the production as it is, the search and the judge say the same.
    assert_eq!(rules::assess(&case.state, &board).cost.0, solved.price().unwrap().cost);
    let alone = impasse(&case.alone(a), &effort(1_000));
    assert_eq!(alone.conflicts[0].facts, [Fact::Pin(a), Fact::Dates(Whose::Person(anna))]);
    // What stays by a person's hand is not left out, and where no sheet has a date nothing is.
    case.board.place(c, MAIN, 0, Placed::ByPerson);
    assert_eq!(case.leave_out().1.len(), 1);
    assert_eq!(case.alone(a).leave_out().1, []);
}

#[test]
fn where_a_production_forbids_it_no_plan_has_a_dawn_longer_than_there_is() {
    let mut state = film(0);
    let [dawn, _] = [360, 120].map(|minutes| strip(&mut state, minutes));
    sheet(&mut state, dawn).light = Some(domain::Light::Dawn);
    let warned = case(state.clone());
    assert!(warned.leave_out().1.is_empty() && is_possible(&warned), "by default it is to know");
    state.production.severities.insert("glow".into(), domain::Severity::Forbid);
    let (rest, left_out) = case(state).leave_out();
    assert_eq!(left_out[0].sheet, dawn);
    assert!(
        left_out[0].why.contains("it needs 6 h 00 of a dawn or dusk, which lasts 1 h 00"),
        "{}",
        left_out[0].why
    );
    assert!(is_possible(&rest));
}

#[test]
fn what_settles_each_conflict_alone_may_not_settle_them_together() {
    let mut state = film(0);
    let [a, b, c] = [300, 600, 500].map(|minutes| strip(&mut state, minutes));
    let anna = actor(&mut state, "ANNA", &[a, c]);
    state.engagements.values_mut().filter(|e| e.person == anna).for_each(|e| e.available = vec![only(6, 6)]);
    sheet(&mut state, a).with = vec![b];
    sheet(&mut state, b).with = vec![c];
    pin(&mut state, b, january(5));
    let (_, answer) = ask(state);
    assert!(answer.conflicts.len() > 1 && answer.conflicts.iter().all(|clash| !clash.helps.is_empty()));
    assert!(!answer.settled, "on the sixth ANNA would work 800 minutes");
}

/// The protected day was the rehearsal: without it none is asked for in its place.
#[test]
fn a_day_that_is_protected_no_more_is_no_new_conflict() {
    let mut state = film(0);
    let [a, b] = [120; 2].map(|minutes| strip(&mut state, minutes));
    actor(&mut state, "ANNA", &[a, b]);
    stunt(&mut state, a, "the fall");
    let fall = state.stunts.values_mut().next().unwrap();
    (fall.performer, fall.protect_days, fall.rehearsed_within) = (Some(domain::EngagementId(1)), 1, Some(3));
    pin(&mut state, a, january(6));
    pin(&mut state, b, january(5));
    let (case, answer) = ask(state);
    assert_eq!(answer.conflicts.len(), 1, "{answer:?}");
    assert!(relaxed(&case, &answer, 0).iter().any(|help| help.contains("were rehearsed otherwise")));
}
