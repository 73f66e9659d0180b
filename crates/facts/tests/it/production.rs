//! `[production]`, `[day]`, `[rules]`, `[prices]`, `[[unit]]` and `[calendar]`.

use domain::*;
use jiff::civil::date;

use crate::small::{applied, imported, mistakes, settled};

#[test]
fn the_settings_of_a_production() {
    let state = settled(
        &imported(),
        r#"
        [production]
        currency = "EUR"
        start = 2027-05-03
        pace = "3 4/8"
        budget = "2000000.50"
        latitude = 45
        longitude = 12.25
        [day]
        call_day = "06:30"
        base = 660
        [rules]
        meal = "forbid"
        [prices]
        crew_day = 30000
        fringe = 210
        confirmed = true
        "#,
    );
    let production = &state.production;
    assert_eq!(production.title, "First Up", "what is absent stays");
    assert_eq!(production.currency(), "EUR");
    assert_eq!(production.start, Some(date(2027, 5, 3)));
    assert_eq!(production.pace(), PageEighths(28));
    assert_eq!(production.budget, Some(Money(200_000_050)));
    assert_eq!((production.latitude, production.longitude), (Some(45.0), Some(12.25)));
    assert_eq!(production.day.call_day(), ClockTime(390));
    assert_eq!(production.day.base(), Minutes(660));
    assert_eq!(production.severities["meal"], Severity::Forbid);
    assert_eq!(production.prices.crew_day(), (Money::whole(30_000), Source::Confirmed));
    assert_eq!(production.prices.fringe, Some(PerMille(210)));
}

#[test]
fn a_key_returns_to_its_default() {
    let state = settled(&imported(), "[prices]\ncrew_day = 30000\n[rules]\nmeal = \"warn\"\n");
    let state = settled(&state, "[prices]\nreset = [\"crew_day\"]\n[rules]\nreset = [\"meal\"]\n");
    assert_eq!(state.production, imported().production);
}

#[test]
fn a_preview_says_what_changes() {
    let text = "[prices]\nlocation_day = 3500\n[[location]]\nname = \"Harbour\"\nsets = [\"HARBOUR\"]\n";
    let preview = applied(&imported(), text).preview;
    assert_eq!(
        preview,
        ["prices: location day 2,000 → 3,500", "location Harbour: new", "location Harbour: sets HARBOUR",]
    );
    let state = crate::small::after(&imported(), text);
    let preview = applied(&state, "[[location]]\nname = \"harbour\"\nday = \"4000.50\"\n").preview;
    assert_eq!(preview, ["location Harbour: day 3,500 → 4,000.50"]);
}

#[test]
fn units_have_calendars() {
    let state = settled(
        &imported(),
        r#"
        [calendar]
        work_week = ["mon", "tue", "wed", "thu", "fri", "sat"]
        off = ["2027-05-10..2027-05-12", 2027-05-20]
        holidays = ["2027-06-02"]
        [[unit]]
        name = "Stunts"
        kind = "stunt"
        start = 2027-05-10
        crew_day = 20000
        hiatus = ["2027-05-17..2027-05-18"]
        "#,
    );
    let main = state.main_unit().expect("there is one");
    assert_eq!(main.calendar.days_a_week(), 6);
    assert_eq!(main.calendar.day_type(date(2027, 5, 11)), DayType::Off);
    assert_eq!(main.calendar.typed.len(), 5);
    let stunts = &state.units[&state.unit_called("stunts").expect("there is one")];
    assert_eq!((stunts.kind, stunts.crew_day), (UnitKind::Stunt, Some(Money::whole(20_000))));
    assert_eq!(stunts.calendar.typed[&date(2027, 5, 18)], DayType::Hiatus);
    let gone = settled(&state, "[[unit]]\nname = \"Stunts\"\ndelete = true\n");
    assert_eq!(gone.units.len(), 1);
}

#[test]
fn there_is_one_main_unit() {
    let said = mistakes(&imported(), "[[unit]]\nname = \"Other\"\nkind = \"main\"\n");
    assert!(said.starts_with("line 3, column 8: the main unit is Main unit already"), "{said}");
    let said = mistakes(&imported(), "[[unit]]\nname = \"Main unit\"\ndelete = true\n");
    assert!(said.contains("line 3") && said.contains("cannot be deleted"), "{said}");
    let said = mistakes(&imported(), "[calendar]\noff = [2027-05-04]\nwork = [2027-05-04]\n");
    assert!(said.contains("2027-05-04 is in work and in off"), "{said}");
}

#[test]
fn a_production_begins_without_a_script() {
    let state = settled(
        &State::default(),
        r#"
        [production]
        title = "New"
        [calendar]
        off = [2027-05-04]
        [[cast]]
        character = "MARA"
        person = "Ann Lee"
        rate = 1500
        [[set]]
        name = "HOUSE"
        [[location]]
        name = "Villa"
        sets = ["HOUSE"]
        [[element]]
        name = "Crane"
        category = "special-equipment"
        rate = 900
        [[background]]
        name = "CROWD"
        "#,
    );
    assert_eq!(state.units.len(), 1);
    assert_eq!(state.characters.values().next().map(|c| c.board_id.as_str()), Some("1"));
    assert_eq!(state.sets.values().next().and_then(|set| set.location), Some(LocationId(1)));
}

#[test]
fn consent_and_clearance_are_no_matter_of_price() {
    for rule in ["consent", "declined", "clearance"] {
        for severity in ["warn", "price"] {
            let said = mistakes(&imported(), &format!("[rules]\n{rule} = \"{severity}\"\n"));
            assert!(said.contains(&format!("{rule} is forbidden in every production")), "{said}");
        }
        applied(&imported(), &format!("[rules]\n{rule} = \"forbid\"\n"));
    }
}
