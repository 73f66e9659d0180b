//! `[[location]]` and `[[set]]`.

use domain::*;
use jiff::civil::date;

use crate::small::{imported, mistakes, settled};

const PLACES: &str = r#"
    [[location]]
    name = "Villa"
    sets = ["HOUSE"]
    zone = "Europe/Rome"
    lat = 45.5
    lon = 12
    visit = 1000
    day = "1500.25"
    dark_day = 300
    available = ["2027-05-01..2027-05-31"]
    unavailable = [2027-05-10]
    modes = ["day", "night"]
    distances = { Harbour = 25 }
    confirmed = true
    [[location]]
    name = "Harbour"
    stage = true
    sets = ["HARBOUR"]
    [[set]]
    name = "HARBOUR"
    available = ["2027-05-01..2027-05-20"]
"#;

#[test]
fn locations_and_their_sets() {
    let state = settled(&imported(), PLACES);
    let villa = &state.locations[&state.location_called("villa").expect("there is one")];
    let harbour = state.location_called("Harbour").expect("there is one");
    assert_eq!(
        (villa.visit, villa.day, villa.dark_day),
        (Some(Money::whole(1000)), Some(Money(150_025)), Some(Money::whole(300)))
    );
    assert!(villa.is_available(date(2027, 5, 9)) && !villa.is_available(date(2027, 5, 10)));
    assert_eq!(villa.modes, [DayKind::Day, DayKind::Night]);
    assert_eq!(villa.distances[&harbour], Minutes(25));
    let kitchen = &state.sheets[&state.sheet_called("12").expect("there is one")];
    assert_eq!(state.location_of(kitchen).map(|l| l.id), Some(villa.id), "a parent covers its sub-sets");
    let tank = &state.sheets[&state.sheet_called("14").expect("there is one")];
    assert!(!state.set_stands(tank, date(2027, 5, 21)));
}

#[test]
fn a_list_of_sets_is_the_list() {
    let state = settled(&imported(), PLACES);
    let state = settled(&state, "[[location]]\nname = \"Villa\"\nsets = [\"HOUSE - KITCHEN\"]\n");
    let at = |name: &str| state.sets[&state.set_called(name).expect("known")].location.is_some();
    assert!(!at("HOUSE") && at("HOUSE - KITCHEN") && at("HARBOUR"));
    let moved = settled(&state, "[[set]]\nname = \"HOUSE\"\nlocation = \"Harbour\"\n");
    assert_eq!(moved.sets[&SetId(1)].location, moved.location_called("Harbour").ok());
    let gone = settled(&moved, "[[location]]\nname = \"Harbour\"\ndelete = true\n");
    assert_eq!(gone.sets[&SetId(1)].location, None);
    assert!(gone.locations.values().all(|location| location.distances.is_empty()));
}

#[test]
fn mistakes_of_places() {
    let said = mistakes(&imported(), "[[location]]\nname = \"Villa\"\nsets = [\"HOUSE - KICHEN\"]\n");
    assert!(
        said.starts_with("line 3, column 9: there is no set “HOUSE - KICHEN”; did you mean HOUSE - KITCHEN")
    );
    let twice =
        "[[location]]\nname = \"A\"\nsets = [\"HOUSE\"]\n[[location]]\nname = \"B\"\nsets = [\"HOUSE\"]\n";
    assert!(mistakes(&imported(), twice).contains("line 6, column 8: HOUSE is given to two locations"));
    let off = mistakes(&imported(), "[[location]]\nname = \"A\"\nlat = 91\n");
    assert!(off.contains("line 3") && off.contains("not on the globe"), "{off}");
    let itself = mistakes(&imported(), "[[set]]\nname = \"HOUSE\"\nparent = \"HOUSE - KITCHEN\"\n");
    assert!(itself.contains("line 3") && itself.contains("part of itself"), "{itself}");
    let used = mistakes(&imported(), "[[set]]\nname = \"HARBOUR\"\ndelete = true\n");
    assert!(used.contains("scene 14 plays there"), "{used}");
}
