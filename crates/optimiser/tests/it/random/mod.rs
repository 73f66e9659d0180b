//! Random small productions with every feature that has a price or a rule, and random boards of them.

use domain::{
    Action, ActionId, Answer, BackgroundGroup, BackgroundId, BackgroundKind, BackgroundUse, Banner,
    BannerKind, Board, BoardId, BoardStatus, Category, Character, CharacterId, Clearance, ClearanceId,
    ClearanceState, Consent, ConsentId, DateRange, DayKind, DraftId, Element, ElementId, ElementUse,
    Engagement, EngagementId, EngagementKind, Heading, IntExt, LengthSource, Light, Location, LocationId,
    Minutes, Money, Outcome, PageEighths, PerMille, Person, PersonId, Pin, PinAt, Placed, Presence,
    PresenceClaim, Review, Row, Scene, SceneId, SceneNumber, SceneVersion, ScriptSet, SetId, Severity, Sheet,
    SheetId, SheetStatus, State, Stunt, StuntClass, StuntId, Terms, TextSpan, TimeOfDay, TimeSource, Unit,
    UnitId, UnitKind, Variant, VariantId, VariantKind,
};
use jiff::ToSpan;
use jiff::civil::date;
use rand::{Rng, RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// Sizes of a random production.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) sheets: u32,
    pub(crate) characters: u32,
    pub(crate) locations: u32,
    /// Availability, windows, precedence and the like: boards that break nothing get rare.
    pub(crate) tight: bool,
}

/// Rules that a search keeps where they forbid. A forbidden forced call it keeps by more than the rule asks for.
const SOUGHT: [&str; 22] = [
    "before",
    "with",
    "apart",
    "shared-people",
    "protected",
    "cast-overtime",
    "sixth-day",
    "drop",
    "overtime",
    "meal",
    "night",
    "locations",
    "minutes",
    "light",
    "glow",
    "crew-rest",
    "availability",
    "location-window",
    "minors",
    "stunts",
    "ready",
    "pin",
];

const MAIN: UnitId = UnitId(1);
const SECOND: UnitId = UnitId(2);

fn start() -> domain::Date {
    date(2027, 9, 20)
}

pub(crate) fn generator(seed: u64) -> Pcg64 {
    Pcg64::seed_from_u64(seed)
}

pub(crate) fn production(rng: &mut Pcg64, size: Size) -> State {
    let mut state = State::default();
    let production = &mut state.production;
    production.start = Some(start());
    production.latitude = Some(54.5);
    production.longitude = Some(9.0);
    production.zone = Some("Europe/Berlin".into());
    production.prices.fringe = rng.random_bool(0.5).then_some(PerMille(187));
    production.jurisdiction =
        [None, Some("UK"), Some("California"), Some("Nowhere")][rng.random_range(0..4)].map(str::to_owned);
    production.day.sixth_day = rng.random_bool(0.5).then_some(PerMille(333));
    for rule in SOUGHT {
        let severity = [Severity::Warn, Severity::Price, Severity::Forbid][rng.random_range(0..3)];
        if rng.random_bool(0.1) {
            production.severities.insert(rule.into(), severity);
        }
    }
    production.day.base_night = rng.random_bool(0.5).then_some(Minutes(540));
    production.budget = rng.random_bool(0.5).then_some(Money::whole(1_000_000));
    units(rng, &mut state);
    places(rng, &mut state, size);
    cast(rng, &mut state, size);
    things(rng, &mut state);
    for number in 1..=size.sheets {
        sheet(rng, &mut state, size, number);
    }
    relations(rng, &mut state, size);
    stunts(rng, &mut state);
    actions(rng, &mut state);
    state
}

fn units(rng: &mut Pcg64, state: &mut State) {
    let days = rng.random_range(5..8);
    let work_week = std::array::from_fn(|weekday| weekday < days);
    for (id, name, kind) in [(MAIN, "Main", UnitKind::Main), (SECOND, "Second", UnitKind::Second)] {
        let mut calendar = domain::Calendar { work_week, ..domain::Calendar::default() };
        if kind == UnitKind::Second {
            calendar.typed.insert(date(2027, 9, 25), domain::DayType::Work);
            calendar.typed.insert(date(2027, 9, 22), domain::DayType::Off);
        } else {
            calendar.typed.insert(date(2027, 9, 30), domain::DayType::Holiday);
        }
        state.units.insert(id, Unit { id, name: name.into(), kind, calendar, start: None, crew_day: None });
    }
}

fn range(rng: &mut Pcg64, length: i32) -> DateRange {
    let first = start() + rng.random_range(0..20).days();
    DateRange { first, last: first + length.days() }
}

fn places(rng: &mut Pcg64, state: &mut State, size: Size) {
    for n in 1..=size.locations {
        let id = LocationId(n);
        let place = Location {
            id,
            name: format!("Place {n}"),
            stage: rng.random_bool(0.2),
            zone: None,
            latitude: None,
            longitude: None,
            visit: rng.random_bool(0.5).then(|| Money(rng.random_range(0..500_000))),
            day: None,
            dark_day: rng.random_bool(0.4).then(|| Money(rng.random_range(0..200_000))),
            available: Vec::new(),
            unavailable: if size.tight && rng.random_bool(0.3) { vec![range(rng, 3)] } else { Vec::new() },
            modes: if size.tight && rng.random_bool(0.2) {
                vec![DayKind::Day, DayKind::Split]
            } else {
                Vec::new()
            },
            distances: Default::default(),
            confirmed: false,
        };
        state.locations.insert(id, place);
        let location = (n > 1).then_some(id);
        let set = ScriptSet {
            id: SetId(n),
            name: format!("SET {n}"),
            parent: None,
            location,
            available: Vec::new(),
        };
        state.sets.insert(set.id, set);
    }
}

fn cast(rng: &mut Pcg64, state: &mut State, size: Size) {
    for n in 1..=size.characters {
        let id = CharacterId(n);
        let character = Character {
            id,
            name: format!("ROLE {n}"),
            aliases: Vec::new(),
            board_id: n.to_string(),
            board_id_frozen: false,
            not_names: Vec::new(),
            watch: None,
        };
        state.characters.insert(id, character);
        if rng.random_bool(0.2) {
            continue;
        }
        // Now and then two roles are one person's.
        let same = n > 1 && rng.random_bool(0.2) && state.people.contains_key(&PersonId(n - 1));
        let person = PersonId(if same { n - 1 } else { n });
        let minor = rng.random_bool(0.15);
        state.people.entry(person).or_insert_with(|| Person {
            id: person,
            name: format!("Person {n}"),
            birth_date: minor
                .then(|| [date(2018, 3, 1), date(2023, 9, 25), date(2009, 10, 1)][n as usize % 3]),
            jurisdiction: None,
            school: if rng.random_bool(0.3) { vec![range(rng, 5)] } else { Vec::new() },
        });
        let rate = Money(rng.random_range(10_000..900_001));
        let terms = match rng.random_range(0..6) {
            _ if same && rng.random_bool(0.6) => Some(Terms::Included),
            0 => None,
            1 | 2 => Some(Terms::Daily { rate }),
            3 => Some(Terms::Weekly { rate }),
            4 => Some(Terms::Guarantee { rate, weeks: rng.random_range(1..4) }),
            _ => Some(Terms::Flat { amount: rate }),
        };
        engage(rng, state, size, &Engaged { n, person, terms, kind: EngagementKind::Actor });
        if rng.random_bool(0.2) {
            let person = PersonId(100 + n);
            let double = Person {
                id: person,
                name: format!("Double {n}"),
                birth_date: None,
                jurisdiction: None,
                school: Vec::new(),
            };
            state.people.insert(person, double);
            let terms = Some(Terms::Daily { rate });
            engage(
                rng,
                state,
                size,
                &Engaged { n: 100 + n, person, terms, kind: EngagementKind::StuntDouble },
            );
        }
    }
}

struct Engaged {
    n: u32,
    person: PersonId,
    terms: Option<Terms>,
    kind: EngagementKind,
}

fn engage(rng: &mut Pcg64, state: &mut State, size: Size, engaged: &Engaged) {
    let id = EngagementId(engaged.n);
    let engagement = Engagement {
        id,
        person: engaged.person,
        kind: engaged.kind,
        character: CharacterId(engaged.n % 100),
        terms: engaged.terms,
        fringe: rng.random_bool(0.2).then_some(PerMille(203)),
        drop: rng.random_bool(0.2).then(|| rng.random_bool(0.5)),
        available: Vec::new(),
        unavailable: if size.tight && rng.random_bool(0.3) { vec![range(rng, 2)] } else { Vec::new() },
        travel_days: if rng.random_bool(0.3) { rng.random_range(1..4) } else { 0 },
        hold: rng.random_bool(0.3).then_some(PerMille(rng.random_range(0..1001))),
        off: rng.random_bool(0.3).then_some(PerMille(rng.random_range(0..1001))),
        travel_pay: rng.random_bool(0.5).then_some(PerMille(rng.random_range(0..1001))),
        dropped: if rng.random_bool(0.3) {
            let length = rng.random_range(1..20);
            Some(range(rng, length))
        } else {
            None
        },
        rest: rng.random_bool(0.2).then_some(Minutes(660)),
        confirmed: false,
    };
    state.engagements.insert(id, engagement);
}

fn things(rng: &mut Pcg64, state: &mut State) {
    let element = Element {
        id: ElementId(1),
        category: Category::SpecialEquipment,
        name: "crane".into(),
        rate: Some(Money(rng.random_range(0..300_000))),
        available: Vec::new(),
        unavailable: if rng.random_bool(0.3) { vec![range(rng, 4)] } else { Vec::new() },
        confirmed: false,
    };
    state.elements.insert(element.id, element);
    let group = BackgroundGroup {
        id: BackgroundId(1),
        name: "CROWD".into(),
        kind: BackgroundKind::Atmosphere,
        rate: None,
        available: Vec::new(),
        confirmed: false,
    };
    state.background.insert(group.id, group);
}

fn sheet(rng: &mut Pcg64, state: &mut State, size: Size, number: u32) {
    let scene = SceneId(number);
    let time = [TimeOfDay::Day, TimeOfDay::Night, TimeOfDay::Day, TimeOfDay::Dusk][rng.random_range(0..4)];
    let heading = Heading {
        text: "EXT. SOMEWHERE".into(),
        setting: Some(if rng.random_bool(0.5) { IntExt::Int } else { IntExt::Ext }),
        set: "SOMEWHERE".into(),
        sub_set: None,
        time: Some(time),
        time_source: TimeSource::Written,
        time_text: None,
    };
    let eighths = PageEighths(rng.random_range(1..17));
    let version = SceneVersion {
        draft: DraftId(1),
        order: number,
        heading,
        text_hash: String::new(),
        span: TextSpan { start: 0, end: 0, line: 1 },
        page: 1,
        eighths,
        length_source: LengthSource::Counted,
        summary: None,
        arc_beats: Vec::new(),
        story_day: None,
    };
    let number_text = SceneNumber::provisional(number as usize);
    let scene_entity =
        Scene { id: scene, number: number_text, locked: false, omitted: false, versions: vec![version] };
    state.scenes.insert(scene, scene_entity);
    let mut sheet = Sheet {
        id: SheetId(number),
        scenes: vec![scene],
        part: None,
        set: SetId(rng.random_range(1..=size.locations)),
        eighths,
        minutes: rng.random_bool(0.5).then(|| Minutes(rng.random_range(20..300))),
        light: rng.random_bool(0.1).then_some([Light::Dawn, Light::Dusk, Light::Any][rng.random_range(0..3)]),
        unit: number.is_multiple_of(7).then_some(SECOND),
        story_day: None,
        synopsis: None,
        comments: None,
        status: SheetStatus::Planned,
        presence: Default::default(),
        doubles: Vec::new(),
        elements: Vec::new(),
        background: Vec::new(),
        before: Vec::new(),
        with: Vec::new(),
        apart: Vec::new(),
        pin: None,
        proposed_actions: Vec::new(),
        to_check: Vec::new(),
    };
    for n in 1..=size.characters {
        if rng.random_bool(0.3) {
            let presence =
                [Presence::Speaking, Presence::Silent, Presence::VoiceOnly][rng.random_range(0..3)];
            let review = [Review::Accepted, Review::Suggested, Review::Rejected][rng.random_range(0..3)];
            sheet.presence.insert(CharacterId(n), PresenceClaim { presence, review, evidence: Vec::new() });
        }
        if rng.random_bool(0.1) && state.engagements.contains_key(&EngagementId(100 + n)) {
            sheet.doubles.push(EngagementId(100 + n));
        }
    }
    if rng.random_bool(0.2) {
        let element = ElementId(1);
        sheet.elements.push(ElementUse {
            element,
            quantity: 2,
            review: Review::Accepted,
            evidence: Vec::new(),
        });
    }
    if rng.random_bool(0.2) {
        let count = rng.random_range(0..60);
        let group = BackgroundId(1);
        sheet.background.push(BackgroundUse { group, count, review: Review::Suggested, evidence: None });
    }
    state.sheets.insert(sheet.id, sheet);
}

fn relations(rng: &mut Pcg64, state: &mut State, size: Size) {
    let ids: Vec<SheetId> = state.sheets.keys().copied().collect();
    let chance = if size.tight { 0.15 } else { 0.03 };
    for (at, id) in ids.iter().enumerate() {
        let Some(other) = ids.get(at + 1 + rng.random_range(0..5)).copied() else { continue };
        let same_unit = state.sheets[id].unit == state.sheets[&other].unit;
        let sheet = state.sheets.get_mut(id).expect("it is listed");
        match rng.random_range(0..3) {
            0 if rng.random_bool(chance) => sheet.before.push(other),
            1 if rng.random_bool(chance) && same_unit => sheet.with.push(other),
            2 if rng.random_bool(chance) => sheet.apart.push(other),
            _ => {}
        }
        if rng.random_bool(chance / 4.0) {
            let at = PinAt::Day(rng.random_range(1..8));
            sheet.pin = Some(Pin { at, by: "somebody".into() });
        }
    }
}

fn stunts(rng: &mut Pcg64, state: &mut State) {
    let sheets: Vec<SheetId> = state.sheets.keys().copied().collect();
    let engagements: Vec<EngagementId> = state.engagements.keys().copied().collect();
    for n in 1..=rng.random_range(0..4_u32) {
        let class = [StuntClass::A, StuntClass::B, StuntClass::C, StuntClass::D][rng.random_range(0..4)];
        let performer = engagements.get(rng.random_range(0..engagements.len() + 1)).copied();
        let outcome = Outcome {
            fails: rng.random_bool(0.5).then(|| PerMille(rng.random_range(0..300))),
            rewrite_cost: rng.random_bool(0.5).then(|| Money(rng.random_range(0..50_000_000))),
            share_left: rng.random_bool(0.5).then(|| PerMille(rng.random_range(0..=1000))),
            ..Outcome::default()
        };
        let id = StuntId(n);
        let sheet = sheets[rng.random_range(0..sheets.len())];
        let training = match rng.random_range(0..6) {
            0 => vec![DateRange { first: start() - 5.days(), last: start() - 3.days() }],
            1 => vec![range(rng, 1)],
            _ => Vec::new(),
        };
        let stunt = Stunt {
            performer,
            protect_days: rng.random_range(0..3),
            training,
            rehearsed_within: rng.random_bool(0.2).then(|| rng.random_range(1..20)),
            rest_after: rng.random_range(0..2),
            lost: sheets.iter().copied().filter(|other| *other != sheet && rng.random_bool(0.2)).collect(),
            outcome,
            ..Stunt::new(id, sheet, format!("stunt {n}"), class)
        };
        state.stunts.insert(stunt.id, stunt);
    }
}

/// Actions in variants that people agreed to, or not, or not yet, with items of their clearance lists.
fn actions(rng: &mut Pcg64, state: &mut State) {
    let sheets: Vec<SheetId> = state.sheets.keys().copied().collect();
    let engagements: Vec<EngagementId> = state.engagements.keys().copied().collect();
    for n in 1..=rng.random_range(0..4_u32) {
        let sheet = sheets[rng.random_range(0..sheets.len())];
        let doer = CharacterId(rng.random_range(1..6));
        let hazards = if rng.random_bool(0.5) { vec!["height".to_owned()] } else { Vec::new() };
        let action = Action { hazards, ..Action::new(ActionId(n), sheet, format!("action {n}"), doer) };
        for (at, (_, kind)) in VariantKind::NAMES.iter().enumerate() {
            let cut = *kind == VariantKind::Cut;
            if rng.random_bool(if cut { 0.9 } else { 0.5 }) {
                let id = VariantId(n * 10 + at as u32);
                let people = if cut { 0 } else { rng.random_range(0..=engagements.len().min(2)) };
                let engaged = (0..people).map(|_| engagements[rng.random_range(0..engagements.len())]);
                let mut engaged: Vec<EngagementId> = engaged.collect();
                engaged.sort_unstable();
                engaged.dedup();
                let variant = Variant {
                    engagements: engaged,
                    minutes: rng.random_bool(0.5).then(|| Minutes(rng.random_range(0..60))),
                    cost: rng.random_bool(0.5).then(|| Money(rng.random_range(0..300_000))),
                    adjustment: rng.random_bool(0.5).then(|| Money(rng.random_range(0..50_000))),
                    class: (n + at as u32).is_multiple_of(3).then_some(StuntClass::NAMES[at % 4].1),
                    chosen: rng.random_bool(0.2),
                    in_place: rng.random_bool(0.5),
                    answer_by: rng.random_bool(0.6).then(|| start() + rng.random_range(-5..9).days()),
                    ..Variant::new(id, action.id, *kind)
                };
                answers(rng, state, &variant);
                state.variants.insert(id, variant);
            }
        }
        state.actions.insert(action.id, action);
    }
}

fn answers(rng: &mut Pcg64, state: &mut State, variant: &Variant) {
    let count = |number: usize| u32::try_from(number).expect("a few");
    for engagement in &variant.engagements {
        for _ in 0..rng.random_range(0..3) {
            let answer =
                [Answer::Agreed, Answer::Agreed, Answer::Undecided, Answer::Declined, Answer::Withdrawn]
                    [rng.random_range(0..5)];
            let id = ConsentId(count(state.consents.len()) + 1);
            let consent = Consent {
                id,
                engagement: *engagement,
                variant: variant.id,
                variant_version: if rng.random_bool(0.1) { "before".into() } else { String::new() },
                answer,
                date: start(),
                recorded_by: "somebody".into(),
                guardian: rng.random_bool(0.5).then(|| "guardian".into()),
                note: None,
                asked: Default::default(),
            };
            state.consents.insert(id, consent);
        }
    }
    if rng.random_bool(0.4) {
        let id = ClearanceId(count(state.clearances.len()) + 1);
        let clearance = Clearance {
            id,
            variant: variant.id,
            variant_version: String::new(),
            item: "rehearsal".into(),
            state: [ClearanceState::Open, ClearanceState::Done, ClearanceState::NotNeeded]
                [rng.random_range(0..3)],
            date: Some(start() + rng.random_range(-3..9).days()),
            signed_by: Some("somebody".into()),
            place: None,
            for_date: None,
            asked: Default::default(),
        };
        state.clearances.insert(id, clearance);
    }
}

/// A board with every sheet on some day, and a banner now and then.
pub(crate) fn board(rng: &mut Pcg64, state: &State, days: u32, placed: Placed) -> Board {
    let mut board = Board {
        id: BoardId(1),
        name: "random".into(),
        status: BoardStatus::Working,
        assumptions: Vec::new(),
        rows: Default::default(),
        set_aside: Default::default(),
    };
    for sheet in state.sheets_in_order() {
        let unit = state.unit_of(sheet).expect("there is a main unit");
        board.place(sheet.id, unit, rng.random_range(0..days) as usize, placed);
    }
    if rng.random_bool(0.3)
        && let Some(rows) = board.rows.get_mut(&MAIN)
    {
        let at = rng.next_u64() as usize % rows.len();
        let kind = if rng.random_bool(0.5) { BannerKind::Note } else { BannerKind::Meal };
        let cost = rng.random_bool(0.5).then_some(Money(12_345));
        rows.insert(
            at,
            Row::Banner(Box::new(Banner { kind, text: "speech".into(), minutes: Minutes(45), cost })),
        );
    }
    board
}
