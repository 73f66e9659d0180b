//! A tiny production for the tests of rules: round prices, strips that need nothing until a test says so.

use domain::view::Performer;
use domain::*;

use crate::{Rule, Verdict, assess};

/// A production with a main unit, Monday to Friday from Monday 4 January 2027.
///
/// Prices in whole units: crew 1,000 a day, second unit 400; overtime 60 an hour; night 50; move 30; extra
/// location 70; visit 20; location day 10; cast day 100; background 5; rewrite 500.
pub(crate) struct Film {
    pub(crate) state: State,
}

pub(crate) const MAIN: UnitId = UnitId(1);
pub(crate) const SECOND: UnitId = UnitId(2);

impl Film {
    pub(crate) fn new() -> Self {
        let mut state = State::default();
        let price = |units| Some(Money::whole(units));
        state.production.start = Some(DAY[0]);
        state.production.prices = Prices {
            crew_day: price(1000),
            second_unit_day: price(400),
            overtime_hour: price(60),
            night_day: price(50),
            company_move: price(30),
            extra_location: price(70),
            location_visit: price(20),
            location_day: price(10),
            cast_day: price(100),
            background_day: price(5),
            rewrite: price(500),
            fringe: None,
            confirmed: false,
        };
        let mut film = Self { state };
        film.unit(MAIN, UnitKind::Main);
        film
    }

    pub(crate) fn unit(&mut self, id: UnitId, kind: UnitKind) {
        let name = format!("{kind:?} unit");
        let calendar = Calendar::default();
        self.state.units.insert(id, Unit { id, name, kind, calendar, start: None, crew_day: None });
    }

    /// A strip that takes so long.
    pub(crate) fn strip(&mut self, minutes: i32) -> SheetId {
        let id = SheetId(u32::try_from(self.state.sheets.len()).unwrap() + 1);
        let sheet = Sheet {
            id,
            scenes: Vec::new(),
            part: None,
            set: SetId(0),
            eighths: PageEighths(8),
            minutes: Some(Minutes(minutes)),
            light: Some(Light::Any),
            unit: None,
            story_day: None,
            synopsis: None,
            comments: None,
            status: SheetStatus::Planned,
            presence: std::collections::BTreeMap::new(),
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
        self.state.sheets.insert(id, sheet);
        id
    }

    pub(crate) fn sheet(&mut self, id: SheetId) -> &mut Sheet {
        self.state.sheets.get_mut(&id).unwrap()
    }

    /// So many strips with a character whom nobody plays yet.
    pub(crate) fn character(&mut self, name: &str, sheets: &[SheetId]) -> CharacterId {
        let id = CharacterId(u32::try_from(self.state.characters.len()).unwrap() + 1);
        let (name, board_id) = (name.to_owned(), id.0.to_string());
        let aliases = Vec::new();
        let character = Character {
            id,
            name,
            aliases,
            board_id,
            board_id_frozen: false,
            not_names: Vec::new(),
            watch: None,
        };
        self.state.characters.insert(id, character);
        for sheet in sheets {
            let (presence, review) = (Presence::Speaking, Review::Accepted);
            let claim = PresenceClaim { presence, review, evidence: Vec::new() };
            self.sheet(*sheet).presence.insert(id, claim);
        }
        id
    }

    /// The same, played by a person of their own.
    pub(crate) fn actor(&mut self, name: &str, terms: Option<Terms>, sheets: &[SheetId]) -> EngagementId {
        let character = self.character(name, sheets);
        let person = self.person(&format!("{name}'s actor"));
        self.engage(person, EngagementKind::Actor, character, terms)
    }

    pub(crate) fn engage(
        &mut self,
        person: PersonId,
        kind: EngagementKind,
        character: CharacterId,
        terms: Option<Terms>,
    ) -> EngagementId {
        let id = EngagementId(u32::try_from(self.state.engagements.len()).unwrap() + 1);
        let engagement = Engagement { terms, ..Engagement::new(id, person, kind, character) };
        self.state.engagements.insert(id, engagement);
        id
    }

    pub(crate) fn engagement(&mut self, id: EngagementId) -> &mut Engagement {
        self.state.engagements.get_mut(&id).unwrap()
    }

    /// The person of an engagement, born on a date.
    pub(crate) fn born(&mut self, engagement: EngagementId, date: Date) {
        let person = self.state.engagements[&engagement].person;
        self.state.people.get_mut(&person).unwrap().birth_date = Some(date);
    }

    /// A location where strips are shot.
    pub(crate) fn location(&mut self, name: &str, sheets: &[SheetId]) -> LocationId {
        let id = LocationId(u32::try_from(self.state.locations.len()).unwrap() + 1);
        self.state.locations.insert(id, Location::named(id, name));
        let set = SetId(id.0);
        let (name, available) = (name.to_owned(), Vec::new());
        self.state.sets.insert(set, ScriptSet { id: set, name, parent: None, location: Some(id), available });
        for sheet in sheets {
            self.sheet(*sheet).set = set;
        }
        id
    }

    pub(crate) fn place(&mut self, id: LocationId) -> &mut Location {
        self.state.locations.get_mut(&id).unwrap()
    }

    pub(crate) fn stunt(&mut self, sheet: SheetId, class: StuntClass, outcome: Outcome) -> StuntId {
        let id = StuntId(u32::try_from(self.state.stunts.len()).unwrap() + 1);
        let name = format!("stunt {id:?}");
        self.state.stunts.insert(id, Stunt { outcome, ..Stunt::new(id, sheet, name, class) });
        id
    }

    /// Something that somebody does to others.
    pub(crate) fn action(
        &mut self,
        sheet: SheetId,
        name: &str,
        doer: EngagementId,
        receivers: &[EngagementId],
    ) -> ActionId {
        let id = ActionId(u32::try_from(self.state.actions.len()).unwrap() + 1);
        let role = |id: &EngagementId| self.state.engagements[id].character;
        let receivers = receivers.iter().map(role).collect();
        let action = Action { receivers, ..Action::new(id, sheet, name, role(&doer)) };
        self.state.actions.insert(id, action);
        id
    }

    pub(crate) fn variant(
        &mut self,
        action: ActionId,
        kind: VariantKind,
        engagements: &[EngagementId],
    ) -> VariantId {
        let id = VariantId(u32::try_from(self.state.variants.len()).unwrap() + 1);
        let variant = Variant { engagements: engagements.to_vec(), ..Variant::new(id, action, kind) };
        self.state.variants.insert(id, variant);
        id
    }

    pub(crate) fn variant_mut(&mut self, id: VariantId) -> &mut Variant {
        self.state.variants.get_mut(&id).unwrap()
    }

    /// Somebody answers to a variant as it is, on the first shooting date.
    pub(crate) fn answer(&mut self, engagement: EngagementId, variant: VariantId, answer: Answer) {
        let id = ConsentId(u32::try_from(self.state.consents.len()).unwrap() + 1);
        let variant_version = self.state.variants[&variant].version.clone();
        let (date, recorded_by) = (DAY[0], "Runa".to_owned());
        let consent = Consent {
            id,
            engagement,
            variant,
            variant_version,
            answer,
            date,
            recorded_by,
            guardian: None,
            note: None,
            asked: Default::default(),
        };
        self.state.consents.insert(id, consent);
    }

    /// Somebody.
    pub(crate) fn person(&mut self, name: &str) -> PersonId {
        let id = PersonId(u32::try_from(self.state.people.len()).unwrap() + 1);
        let (name, birth_date, jurisdiction, school) = (name.to_owned(), None, None, Vec::new());
        self.state.people.insert(id, Person { id, name, birth_date, jurisdiction, school });
        id
    }

    pub(crate) fn stunt_mut(&mut self, id: StuntId) -> &mut Stunt {
        self.state.stunts.get_mut(&id).unwrap()
    }

    /// The main unit shoots these strips on its days.
    pub(crate) fn board(&self, days: &[&[SheetId]]) -> Board {
        let mut board = Board::empty(BoardId(1), "test");
        board.rows.insert(MAIN, rows(days));
        board
    }

    pub(crate) fn judge(&self, days: &[&[SheetId]]) -> Verdict {
        assess(&self.state, &self.board(days))
    }

    /// The same with days of a second unit.
    pub(crate) fn judge_two(&self, main: &[&[SheetId]], second: &[&[SheetId]]) -> Verdict {
        let mut board = self.board(main);
        board.rows.insert(SECOND, rows(second));
        assess(&self.state, &board)
    }
}

pub(crate) fn rows(days: &[&[SheetId]]) -> Vec<Row> {
    let placed = Placed::ByPerson;
    let strips = |day: &&[SheetId]| day.iter().map(|sheet| Row::Strip { sheet: *sheet, placed }).collect();
    let days: Vec<Vec<Row>> = days.iter().map(strips).collect();
    days.into_iter().flat_map(|day| day.into_iter().chain([Row::DayBreak])).collect()
}

const fn january(day: i8) -> Date {
    jiff::civil::date(2027, 1, day)
}

/// Ten shooting dates: two weeks, Monday to Friday.
pub(crate) const DAY: [Date; 10] = [
    january(4),
    january(5),
    january(6),
    january(7),
    january(8),
    january(11),
    january(12),
    january(13),
    january(14),
    january(15),
];

/// Days of two weeks, strips only on those named.
pub(crate) fn on_days<'a>(strips: &'a [(usize, &'a [SheetId])]) -> Vec<&'a [SheetId]> {
    let last = strips.iter().map(|(day, _)| *day).max().unwrap_or(0);
    (0..=last).map(|day| strips.iter().find(|(d, _)| *d == day).map_or(&[][..], |(_, s)| s)).collect()
}

/// What is paid under a rule, in whole units.
pub(crate) fn paid(verdict: &Verdict, rule: Rule) -> i64 {
    let items = verdict.items.iter().filter(|item| item.rule == rule);
    let cents: Money = items.map(|item| item.amount).sum();
    assert_eq!(cents.0 % 100, 0, "whole units");
    cents.0 / 100
}

/// What is said under a rule.
pub(crate) fn said(verdict: &Verdict, rule: Rule) -> Vec<&str> {
    verdict.flags.iter().filter(|flag| flag.rule == rule).map(|flag| flag.what.as_str()).collect()
}

pub(crate) fn unengaged(character: CharacterId) -> Performer {
    Performer::Unengaged(character)
}
