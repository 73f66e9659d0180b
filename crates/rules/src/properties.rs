//! What holds of every board, tried on random productions.

use std::collections::BTreeMap;

use domain::view::Performer;
use domain::*;
use num_rational::BigRational;
use proptest::prelude::*;

use crate::fixture::{DAY, Film, MAIN, SECOND};
use crate::verdict::{DayCode, Verdict};
use crate::{Rule, assess, expected};

/// Random numbers, one after the other; zeros in the end.
struct Dice(std::vec::IntoIter<u32>);

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.0.next().unwrap_or(0) % limit
    }

    fn money(&mut self) -> Money {
        Money(i64::from(self.below(500_000)))
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(u32::try_from(from.len()).unwrap()) as usize]
    }

    fn some<T: Copy>(&mut self, from: &[T]) -> Vec<T> {
        from.iter().copied().filter(|_| self.below(3) == 0).collect()
    }

    fn terms(&mut self) -> Option<Terms> {
        let rate = self.money();
        match self.below(6) {
            0 => None,
            1 => Some(Terms::Weekly { rate }),
            2 => Some(Terms::Guarantee { rate, weeks: self.below(4) }),
            3 => Some(Terms::Flat { amount: rate }),
            4 => Some(Terms::Included),
            _ => Some(Terms::Daily { rate }),
        }
    }
}

pub(crate) fn production(numbers: Vec<u32>) -> (Film, Board) {
    let mut dice = Dice(numbers.into_iter());
    let mut film = Film::new();
    film.unit(SECOND, UnitKind::Second);
    film.state.production.prices.fringe = Some(PerMille(dice.below(300)));
    film.state.production.day.move_minutes = Some(Minutes(7));
    let sheets: Vec<SheetId> = (0..14).map(|_| film.strip(0)).collect();
    for &sheet in &sheets {
        let light = dice.pick(&Light::NAMES).1;
        let minutes = Minutes(i32::try_from(dice.below(300)).unwrap());
        let strip = film.sheet(sheet);
        (strip.light, strip.minutes) = (Some(light), Some(minutes));
    }
    for name in ["A", "B", "C", "D"] {
        let (terms, on) = (dice.terms(), dice.some(&sheets));
        let actor = film.actor(name, terms, &on);
        film.born(actor, jiff::civil::date(2000 + i16::try_from(dice.below(26)).unwrap(), 5, 5));
        let Engagement { person, character, .. } = film.state.engagements[&actor];
        let double = film.engage(person, EngagementKind::StuntDouble, character, Some(Terms::Included));
        let first = dice.pick(&DAY);
        film.engagement(actor).unavailable = vec![DateRange { first, last: first }];
        film.engagement(actor).drop = dice.pick(&[None, Some(true), Some(false)]);
        for sheet in dice.some(&sheets[..4]) {
            film.sheet(sheet).doubles.push(double);
        }
        let class = dice.pick(&StuntClass::NAMES).1;
        let stunt = film.stunt(dice.pick(&sheets), class, Outcome::default());
        film.stunt_mut(stunt).performer = dice.pick(&[None, Some(actor), Some(double)]);
        film.stunt_mut(stunt).protect_days = dice.below(3);
        film.stunt_mut(stunt).outcome.share_left = Some(PerMille(dice.below(1001)));
        film.stunt_mut(stunt).lost = dice.some(&sheets);
    }
    let on = dice.some(&sheets);
    film.character("NOBODY", &on);
    for name in ["X", "Y", "Z"] {
        let on = dice.some(&sheets);
        let place = film.location(name, &on);
        film.place(place).visit = Some(dice.money());
        film.place(place).dark_day = dice.pick(&[None, Some(Money(50_001))]);
    }
    let mut board = Board::empty(BoardId(1), "random");
    for &sheet in &sheets {
        let (unit, day) = (dice.pick(&[MAIN, MAIN, SECOND]), dice.below(30) as usize);
        if day < 28 {
            board.place(sheet, unit, day, Placed::ByPlan);
        }
    }
    (film, board)
}

/// G₀ in exact fractions, from the items of a verdict and the law's recursion.
fn exact(film: &Film, verdict: &Verdict) -> BigRational {
    let whole = |n: i64| BigRational::from_integer(n.into());
    let milli = |n: PerMille| BigRational::new(n.0.into(), 1000.into());
    let mut to_go = whole(0);
    let mut dates: Vec<Date> = verdict.days.iter().map(|day| day.date).collect();
    dates.extend(verdict.items.iter().map(|item| item.date));
    dates.sort_unstable();
    dates.dedup();
    for date in dates.into_iter().rev() {
        let sum = |of: &dyn Fn(Rule) -> bool| {
            let items = verdict.items.iter().filter(|item| item.date == date && of(item.rule));
            whole(items.map(|item| item.amount.0).sum())
        };
        let burn = sum(&|rule| {
            [Rule::Crew, Rule::Pay, Rule::Hold, Rule::Background, Rule::Elements, Rule::LocationDay]
                .contains(&rule)
        });
        for stunt in film.state.stunts.values().rev() {
            let on = |day: &&crate::DayVerdict| day.strips.iter().any(|s| s.sheet == stunt.sheet);
            let Some(day) = verdict.days.iter().filter(|day| day.date == date).find(on) else { continue };
            let person = stunt.performer.map(|id| film.state.engagements[&id].person);
            let later = verdict.days.iter().filter(|day| day.date > date).flat_map(|day| &day.strips);
            let needed = later
                .flat_map(|strip| film.state.performers_of(&film.state.sheets[&strip.sheet]))
                .any(|p| person.is_some() && film.state.person_of(p) == person);
            let risk = expected::risk(&film.state, stunt);
            let crew = whole(if day.unit == MAIN { 100_000 } else { 40_000 });
            let mut loss = milli(risk.delay) * whole(risk.delay_days.into()) * burn.clone();
            if needed {
                loss += milli(risk.out) * whole(risk.out_days.into()) * crew;
            }
            let (q, rho) = (milli(risk.terminal), milli(risk.share_left));
            let goes_on = whole(1) - q.clone() + q.clone() * rho;
            let again = if risk.share_left.0 == 0 { 0 } else { lost(film, verdict, stunt, date) };
            to_go = loss + q * whole(risk.rewrite.0 + again) + goes_on * to_go;
        }
        to_go += sum(&|_| true);
    }
    to_go
}

/// Cents of the scenes that a stunt is said to throw away, shot on a date or before.
fn lost(film: &Film, verdict: &Verdict, stunt: &Stunt, date: Date) -> i64 {
    let days = verdict.days.iter().filter(|day| day.date <= date);
    let shot = days.flat_map(|day| &day.strips).map(|strip| strip.sheet);
    let lost = shot.filter(|sheet| *sheet != stunt.sheet && stunt.lost.contains(sheet));
    lost.map(|sheet| crate::again::cost(&film.state, &film.state.sheets[&sheet]).0).sum()
}

fn as_float(exact: &BigRational) -> f64 {
    let cents = (exact * BigRational::from_integer(1_000_000.into())).round().to_integer();
    cents.to_string().parse::<f64>().expect("an integer is a number") / 1e6
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_holds_of_every_board(numbers in proptest::collection::vec(any::<u32>(), 300)) {
        let (film, board) = production(numbers);
        let verdict = assess(&film.state, &board);
        let items: Money = verdict.items.iter().map(|item| item.amount).sum();
        prop_assert_eq!(items, verdict.cost);
        let days: Money = verdict.days.iter().map(|day| day.cost).sum();
        let of_dates = verdict.items.iter().filter(|item| !item.rule.falls_on_unit_day());
        prop_assert_eq!(days + of_dates.map(|item| item.amount).sum(), verdict.cost);

        let expected = &verdict.expected;
        let explained: f64 = expected.items.iter().map(|item| item.amount).sum();
        prop_assert!((explained - expected.g0).abs() <= 1e-9 * expected.g0.abs());
        let exact = as_float(&exact(&film, &verdict));
        prop_assert!((exact - expected.g0).abs() < 0.5, "{} is not {}", expected.g0, exact);

        let severities: Vec<Severity> = verdict.flags.iter().map(|flag| flag.severity).collect();
        prop_assert!(severities.is_sorted_by(|a, b| a >= b));
        prop_assert_eq!(verdict.measures.strips + verdict.measures.boneyard, 14);
        prop_assert_eq!(paid_codes(&film, &verdict), verdict.measures.cast_days);
        for day in &verdict.days {
            prop_assert!(day.strips.is_sorted_by(|a, b| a.end <= b.start));
            prop_assert!(day.strips.iter().all(|strip| strip.start >= day.call && strip.end <= day.wrap));
        }
        let pay: BTreeMap<Performer, Money> = totals(&verdict);
        for (performer, total) in pay {
            let codes = verdict.performers[&performer].values();
            let count = codes.filter(|code| **code != DayCode::Dropped).count();
            prop_assert_eq!(total, crate::pay::total(&film.state, performer, count));
        }
    }
}

/// A production of which a stunt's failure has another probability.
fn with_failure(film: &Film, stunt: StuntId, q: u32) -> State {
    let mut state = film.state.clone();
    let outcome = &mut state.stunts.get_mut(&stunt).unwrap().outcome;
    outcome.fails = Some(PerMille(q));
    state
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// The total is linear in each q alone. Where more danger would lower it, that is flagged; with one stunt and the value
    /// of the film at its default it never does, for no more can be saved than the board costs.
    #[test]
    fn more_danger_is_never_cheaper_without_a_flag(
        numbers in proptest::collection::vec(any::<u32>(), 300),
        (less, more) in (prop_oneof![Just(0), 0_u32..1000], 1_u32..=1000),
        alone in any::<bool>(),
    ) {
        prop_assume!(less < more);
        let (mut film, board) = production(numbers);
        let first = *film.state.stunts.keys().next().unwrap();
        if alone {
            film.state.stunts.retain(|id, _| *id == first);
        }
        let [low, high] = [less, more].map(|q| assess(&with_failure(&film, first, q), &board));
        let gain = low.expected.total - high.expected.total;
        let name = film.state.stunts[&first].name.clone();
        for verdict in [&low, &high] {
            let flags = verdict.flags.iter().filter(|flag| flag.rule == Rule::RiskPays);
            let flagged = flags.into_iter().any(|flag| flag.what.contains(&name));
            prop_assert!(flagged || gain <= 1e-3, "{gain} saved without a flag");
            prop_assert!(!flagged || gain >= -1e-3, "flagged, and {} dearer", -gain);
        }
        prop_assert!(!alone || gain <= 1e-3, "{gain} saved by one stunt's danger");
    }
}

/// The general claim is false: when a later stunt is certain to end the film, failing before it saves what is spent until
/// then, and the film is lost in any case.
#[test]
fn before_a_certain_failure_danger_saves_money_and_is_flagged() {
    let mut film = Film::new();
    let sheets = [60; 3].map(|minutes| film.strip(minutes));
    let ends = |q| Outcome {
        fails: Some(PerMille(q)),
        delay: Some(PerMille(0)),
        out: Some(PerMille(0)),
        rewrite_cost: Some(Money(0)),
        share_left: Some(PerMille(0)),
        ..Outcome::default()
    };
    let fall = film.stunt(sheets[0], StuntClass::A, ends(0));
    film.stunt(sheets[2], StuntClass::A, ends(1000));
    let board = film.board(&[&sheets[..1], &sheets[1..2], &sheets[2..]]);
    let [safe, sure] = [0, 1000].map(|q| assess(&with_failure(&film, fall, q), &board));
    // Three days of 1,000; the film, worth 3,000, is lost with either.
    assert_eq!((safe.expected.total, sure.expected.total), (600_000.0, 400_000.0));
    assert!(safe.flags.iter().any(|flag| flag.rule == Rule::RiskPays));
}

fn totals(verdict: &Verdict) -> BTreeMap<Performer, Money> {
    let mut totals = BTreeMap::new();
    for item in verdict.items.iter().filter(|item| matches!(item.rule, Rule::Pay | Rule::Hold)) {
        if let crate::Subject::Performer(performer) = item.subject {
            *totals.entry(performer).or_default() += item.amount;
        }
    }
    totals
}

/// Paid days by the codes of those who are paid themselves.
fn paid_codes(film: &Film, verdict: &Verdict) -> u32 {
    let included = |p: &Performer| {
        film.state.engagement_of(*p).is_some_and(|engagement| engagement.terms == Some(Terms::Included))
    };
    let rows = verdict.performers.iter().filter(|(performer, _)| !included(performer));
    let codes = rows.flat_map(|(_, codes)| codes.values()).filter(|code| **code != DayCode::Dropped);
    u32::try_from(codes.count()).unwrap()
}
