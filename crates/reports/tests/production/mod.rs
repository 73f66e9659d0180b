//! A small made-up production with one of everything that a report has to show.

use std::collections::BTreeMap;

use domain::*;
use jiff::civil::date;

/// The main and the second unit.
const MAIN: UnitId = UnitId(1);
const SECOND: UnitId = UnitId(2);

/// A name that a careless report would run.
pub(crate) const HOSTILE_SET: &str = "=BARN <script>alert('x')</script> & \"YARD\"";

/// Number, setting, set, time, eighths, what happens, who is in it.
type SceneRow = (&'static str, IntExt, u32, TimeOfDay, u32, &'static str, &'static [u32]);

struct Setup {
    state: State,
}

/// The production, and a board of it.
pub(crate) fn production() -> (State, Board) {
    let mut setup = Setup { state: State::default() };
    setup.frame();
    setup.people();
    setup.scenes();
    setup.stunts();
    let board = setup.board();
    setup.state.boards.insert(board.id, board.clone());
    (setup.state, board)
}

impl Setup {
    fn frame(&mut self) {
        let state = &mut self.state;
        state.production.title = "The Salt Road".into();
        state.production.currency = Some("EUR".into());
        state.production.start = Some(date(2026, 6, 1));
        state.production.zone = Some("Europe/Berlin".into());
        (state.production.latitude, state.production.longitude) = (Some(52.5), Some(13.4));
        state.production.budget = Some(Money::whole(2_000_000));
        let mut main = Calendar::default();
        main.typed.insert(date(2026, 6, 4), DayType::Holiday);
        for (id, name, kind, calendar, start) in [
            (MAIN, "Main unit", UnitKind::Main, main, None),
            (SECOND, "Second unit", UnitKind::Second, Calendar::default(), Some(date(2026, 6, 2))),
        ] {
            let unit = Unit { id, name: name.into(), kind, calendar, start, crew_day: None };
            state.units.insert(id, unit);
        }
        for (id, name, stage) in [(1, "Old Mill", false), (2, "Harbour Street", false), (3, "Stage 4", true)]
        {
            state.locations.insert(LocationId(id), location(id, name, stage));
        }
        let sets = [
            (1, "MILL - LOFT", Some(1)),
            (2, "MILL YARD", Some(1)),
            (3, "HARBOUR", Some(2)),
            (4, "SUBMARINE", Some(3)),
            (5, HOSTILE_SET, None),
            (6, "COAST ROAD", Some(2)),
        ];
        for (id, name, location) in sets {
            let set = ScriptSet {
                id: SetId(id),
                name: name.into(),
                parent: None,
                location: location.map(LocationId),
                available: Vec::new(),
            };
            state.sets.insert(set.id, set);
        }
    }

    fn people(&mut self) {
        let state = &mut self.state;
        let watched = Some("silent, yet in every shot that sees the loft".to_owned());
        let roles = [
            (1, "MARA", None),
            (2, "JON", None),
            (3, "THE GIRL", watched),
            (4, "OFFICER", None),
            (5, "DRIVER", None),
        ];
        for (id, name, watch) in roles {
            let character = Character {
                id: CharacterId(id),
                name: name.into(),
                aliases: Vec::new(),
                board_id: id.to_string(),
                board_id_frozen: false,
                not_names: Vec::new(),
                watch,
            };
            state.characters.insert(character.id, character);
        }
        let day = |units| Some(Terms::Daily { rate: Money::whole(units) });
        let weekly = Some(Terms::Weekly { rate: Money::whole(9_000) });
        let engaged = [
            (1, "Ada Sample", EngagementKind::Actor, 1, weekly, 1),
            (2, "Bo Sample", EngagementKind::Actor, 2, day(1_300), 0),
            (3, "Cleo Sample", EngagementKind::Actor, 3, day(600), 0),
            (4, "Dov Sample", EngagementKind::Actor, 4, day(800), 0),
            (5, "Eve Sample", EngagementKind::StuntDouble, 1, day(1_500), 0),
        ];
        for (id, name, kind, character, terms, travel_days) in engaged {
            let person = Person {
                id: PersonId(id),
                name: name.into(),
                birth_date: None,
                jurisdiction: None,
                school: Vec::new(),
            };
            state.people.insert(person.id, person);
            let engagement = Engagement {
                terms,
                fringe: Some(PerMille(185)),
                travel_days,
                ..Engagement::new(EngagementId(id), PersonId(id), kind, CharacterId(character))
            };
            state.engagements.insert(engagement.id, engagement);
        }
        let crowd = |id, name: &str, kind| BackgroundGroup {
            id: BackgroundId(id),
            name: name.into(),
            kind,
            rate: None,
            available: Vec::new(),
            confirmed: false,
        };
        state.background.insert(BackgroundId(1), crowd(1, "MARKET CROWD", BackgroundKind::Atmosphere));
        state.background.insert(BackgroundId(2), crowd(2, "WAITER", BackgroundKind::SilentBit));
        for (id, category, name, rate) in [
            (1, Category::Props, "LETTER", None),
            (2, Category::SpecialEquipment, "CRANE", Some(Money::whole(1_200))),
            (3, Category::Vehicles, "DELIVERY VAN", None),
            (4, Category::Animals, "GOOSE", None),
            (5, Category::Stunts, "JUMP", None),
        ] {
            let element = Element {
                id: ElementId(id),
                category,
                name: name.into(),
                rate,
                available: Vec::new(),
                unavailable: Vec::new(),
                confirmed: false,
            };
            state.elements.insert(element.id, element);
        }
    }

    fn scenes(&mut self) {
        use IntExt::{Ext, Int};
        use TimeOfDay::{Dawn, Day, Dusk, Night};
        let rows: [SceneRow; 14] = [
            ("1", Ext, 2, Dawn, 3, "Mist. Mara waits by the wheel.", &[1]),
            ("2", Int, 1, Day, 20, "Mara finds the letter; the girl watches from the beams.", &[1, 3]),
            ("3", Ext, 3, Day, 12, "Jon lands, and nobody meets him.", &[2]),
            ("4", Ext, 3, Dusk, 9, "Jon and the officer trade names.", &[2, 4]),
            ("5", Int, 4, Night, 16, "The submarine goes dark.", &[1, 4]),
            ("6", Ext, 2, Night, 14, "Mara and the officer fight on the wet stones.", &[1, 3, 4]),
            ("7", Int, 1, Night, 11, "Mara tells the girl a story.", &[1, 3]),
            ("8", Ext, 3, Day, 24, "Market day. The crowd parts before Mara.", &[1, 5]),
            ("9", Int, 1, Day, 18, "The girl hides the letter again.", &[1, 3]),
            ("10", Ext, 2, Day, 22, "Mara mends the wheel.", &[1]),
            ("11", Ext, 6, Day, 6, "The van runs the coast road.", &[5]),
            ("12", Int, 1, Day, 17, "Jon comes back.", &[1, 2, 3]),
            ("12A", IntExt::IntExt, 6, Day, 4, "Inside the van: the goose.", &[5]),
            ("13", Ext, 5, Day, 5, "", &[2]),
        ];
        for (i, (number, setting, set, time, eighths, synopsis, cast)) in rows.into_iter().enumerate() {
            let id = u32::try_from(i).expect("few scenes") + 1;
            let name = self.state.sets[&SetId(set)].name.clone();
            let scene = scene(id, number, heading(setting, name, time), eighths);
            self.state.scenes.insert(scene.id, scene);
            if number == "6" {
                let night =
                    ProposedStoryDay { label: "N1".into(), why: "night falls".into(), evidence: None };
                let scene = self.state.scenes.get_mut(&SceneId(id)).expect("just put");
                scene.versions[0].story_day = Some(night);
            }
            let mut sheet = sheet(id, set, eighths, synopsis);
            for character in cast {
                let presence = if *character == 3 { Presence::Silent } else { Presence::Speaking };
                let review = if *character == 5 { Review::Suggested } else { Review::Accepted };
                let evidence =
                    if *character == 5 { vec![evidence("The DRIVER looks up.")] } else { Vec::new() };
                sheet.presence.insert(CharacterId(*character), PresenceClaim { presence, review, evidence });
            }
            self.state.sheets.insert(sheet.id, sheet);
        }
        self.details();
    }

    fn details(&mut self) {
        let sheets = &mut self.state.sheets;
        let mut edit = |id: u32, change: &dyn Fn(&mut Sheet)| {
            change(sheets.get_mut(&SheetId(id)).expect("a sheet of ours"));
        };
        edit(2, &|sheet| {
            sheet.elements.push(used(1, 1, Review::Accepted));
            sheet.elements.push(used(4, 1, Review::Rejected));
            sheet.story_day = Some("D1".into());
            sheet.comments = Some("Dust in the light.".into());
            sheet.to_check.push("The scene lost half a page; its minutes were typed before.".into());
        });
        edit(9, &|sheet| sheet.elements.push(used(1, 1, Review::Accepted)));
        edit(12, &|sheet| {
            sheet.elements.extend([used(1, 1, Review::Accepted), used(5, 1, Review::Suggested)]);
        });
        edit(8, &|sheet| {
            sheet.elements.push(used(2, 1, Review::Accepted));
            sheet.background.push(crowd(1, 40, Review::Accepted));
            sheet.background.push(crowd(2, 0, Review::Suggested));
            sheet.minutes = Some(Minutes(660));
        });
        edit(6, &|sheet| {
            sheet.minutes = Some(Minutes(420));
            sheet.doubles.push(EngagementId(5));
        });
        edit(10, &|sheet| {
            sheet.pin = Some(Pin { at: PinAt::Date(date(2026, 6, 12)), by: "Kim".into() });
        });
        edit(13, &|sheet| {
            sheet.elements.extend([used(3, 2, Review::Accepted), used(4, 1, Review::Suggested)]);
        });
        edit(3, &|sheet| sheet.status = SheetStatus::Shot);
        for (id, unit) in [(11, SECOND), (13, SECOND)] {
            edit(id, &|sheet| sheet.unit = Some(unit));
        }
    }

    fn stunts(&mut self) {
        let stunt = Stunt {
            performer: Some(EngagementId(5)),
            protect_days: 1,
            ..Stunt::new(StuntId(1), SheetId(6), "fall from the wheel", StuntClass::C)
        };
        self.state.stunts.insert(stunt.id, stunt);
        let action = Action {
            verb: "push".into(),
            receivers: vec![CharacterId(1)],
            others: vec![CharacterId(3)],
            hazards: vec!["water".into(), "height".into()],
            ..Action::new(ActionId(1), SheetId(6), "push into the race", CharacterId(4))
        };
        self.state.actions.insert(action.id, action);
        let variant = Variant {
            engagements: vec![EngagementId(5)],
            // Nobody has asked the double: until then it may be planned after this date.
            answer_by: Some(jiff::civil::date(2026, 6, 1)),
            ..Variant::new(VariantId(1), ActionId(1), VariantKind::Double)
        };
        self.state.variants.insert(variant.id, variant);
    }

    /// Main unit: a day, a split, a night, days that leave Jon idle long enough to be dropped, hold of the girl.
    fn board(&self) -> Board {
        use Placed::{ByPerson, ByPlan};
        let mut board = Board::empty(BoardId(1), "first");
        board.assumptions.push("The mill is dry by June.".into());
        let banner = |kind, text: &str, minutes| {
            Row::Banner(Box::new(Banner { kind, text: text.into(), minutes: Minutes(minutes), cost: None }))
        };
        let strip = |id, placed| Row::Strip { sheet: SheetId(id), placed };
        let days = vec![
            vec![strip(1, ByPlan), strip(2, ByPerson)],
            vec![strip(3, ByPlan), strip(4, ByPlan)],
            vec![banner(BannerKind::Move, "to Stage 4", 0), strip(5, ByPlan)],
            vec![strip(6, ByPlan), banner(BannerKind::Note, "Fire brigade on the stones", 0)],
            vec![strip(7, ByPlan)],
            vec![strip(8, ByPlan)],
            vec![strip(9, ByPlan)],
            vec![],
            vec![strip(10, ByPlan)],
            vec![strip(12, ByPlan)],
        ];
        board.rows = BTreeMap::from([
            (MAIN, rows(days)),
            (SECOND, rows(vec![vec![], vec![strip(11, ByPlan), strip(13, ByPlan)]])),
        ]);
        board
    }
}

fn rows(days: Vec<Vec<Row>>) -> Vec<Row> {
    days.into_iter().flat_map(|day| day.into_iter().chain([Row::DayBreak])).collect()
}

fn location(id: u32, name: &str, stage: bool) -> Location {
    Location { stage, ..Location::named(LocationId(id), name) }
}

fn heading(setting: IntExt, set: String, time: TimeOfDay) -> Heading {
    Heading {
        text: format!("{}. {set} - {}", setting.label(), time.label()),
        setting: Some(setting),
        set,
        sub_set: None,
        time: Some(time),
        time_source: TimeSource::Written,
        time_text: None,
    }
}

fn span(line: u32) -> TextSpan {
    TextSpan { start: 0, end: 1, line }
}

fn scene(id: u32, number: &str, heading: Heading, eighths: u32) -> Scene {
    let version = SceneVersion {
        draft: DraftId(1),
        order: id,
        heading,
        text_hash: String::new(),
        span: span(id * 20),
        page: id,
        eighths: PageEighths(eighths),
        length_source: LengthSource::Counted,
        summary: Some("The writer's own summary.".into()),
        arc_beats: Vec::new(),
        story_day: None,
    };
    Scene {
        id: SceneId(id),
        number: SceneNumber::new(number),
        locked: false,
        omitted: false,
        versions: vec![version],
    }
}

fn sheet(id: u32, set: u32, eighths: u32, synopsis: &str) -> Sheet {
    Sheet {
        id: SheetId(id),
        scenes: vec![SceneId(id)],
        part: None,
        set: SetId(set),
        eighths: PageEighths(eighths),
        minutes: None,
        light: None,
        unit: None,
        story_day: None,
        synopsis: (!synopsis.is_empty()).then(|| synopsis.to_owned()),
        comments: None,
        status: SheetStatus::Planned,
        presence: BTreeMap::new(),
        doubles: Vec::new(),
        elements: Vec::new(),
        background: Vec::new(),
        before: Vec::new(),
        with: Vec::new(),
        apart: Vec::new(),
        pin: None,
        proposed_actions: Vec::new(),
        to_check: Vec::new(),
    }
}

fn evidence(quote: &str) -> Evidence {
    Evidence { draft: DraftId(1), span: span(212), page: 11, quote: quote.into() }
}

fn used(element: u32, quantity: u32, review: Review) -> ElementUse {
    let goose = || evidence("A GOOSE looks out of the window.");
    let evidence = (review == Review::Suggested).then(goose).into_iter().collect();
    ElementUse { element: ElementId(element), quantity, review, evidence }
}

fn crowd(group: u32, count: u32, review: Review) -> BackgroundUse {
    let evidence = (review == Review::Suggested).then(|| evidence("A waiter stumbles."));
    BackgroundUse { group: BackgroundId(group), count, review, evidence }
}
