//! A log must survive its own JSON: entities with keyed maps and fractions above all.

use std::collections::BTreeMap;

use domain::{Board, BoardId, Change, Entity, Placed, Production, SheetId, UnitId};

#[test]
fn entities_survive_their_json() {
    let mut board = Board::empty(BoardId(3), "first");
    board.place(SheetId(7), UnitId(2), 1, Placed::ByPlan);
    let production = Production {
        // Parsed carelessly, its last digit changes.
        latitude: Some(51.248_178_375_505_404),
        severities: BTreeMap::from([("night".to_owned(), domain::Severity::Warn)]),
        ..Production::default()
    };
    for entity in [Entity::from(production), Entity::from(board)] {
        let change = Change { before: None, after: Some(entity) };
        let json = serde_json::to_string(&change).expect("JSON");
        let back: Change = serde_json::from_str(&json).expect("a change");
        assert_eq!(back, change);
    }
}

#[test]
fn a_change_of_nothing_is_not_read() {
    let read = serde_json::from_str::<Change>("{}").map_err(|error| error.to_string());
    assert_eq!(read, Err("a change has neither before nor after".to_owned()));
    let board = |id| serde_json::to_value(Entity::from(Board::empty(BoardId(id), "b"))).expect("JSON");
    let swap = serde_json::json!({ "before": board(1), "after": board(2) });
    let read = serde_json::from_value::<Change>(swap).map_err(|error| error.to_string());
    assert_eq!(read, Err("a change turns one entity into another".to_owned()));
}
