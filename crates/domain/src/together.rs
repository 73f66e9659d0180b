//! Two changes of one board that were made from the same: both, where they touch different strips.

use std::collections::BTreeSet;

use crate::{Board, Row, SheetId, UnitId};

/// The board with what `mine` and `theirs` both made of `base`. None where they touch the same strip, or one of them
/// changed more than the places of strips: days, banners, the name.
///
/// My strips stand in their day behind what they stood behind, as far as others left that where it was.
#[must_use]
pub fn both(base: &Board, mine: &Board, theirs: &Board) -> Option<Board> {
    let (by_me, by_them) = (touched(base, mine), touched(base, theirs));
    let only = |board, strips| without(base, strips) == without(board, strips);
    if !by_me.is_disjoint(&by_them) || !only(mine, &by_me) || !only(theirs, &by_them) {
        return None;
    }
    let mut board = without(theirs, &by_me);
    board.set_aside.extend(mine.set_aside.intersection(&by_me));
    for (unit, ordinal) in
        mine.rows.keys().flat_map(|unit| mine.days(*unit).into_iter().map(|day| (*unit, day.ordinal)))
    {
        let rows = &mine.rows[&unit][mine.day_rows(unit, ordinal)];
        for (place, row) in rows.iter().enumerate().filter(|(_, row)| is_of(row, &by_me)) {
            let stayed = |row: &&Row| !is_of(row, &by_them);
            let find = |row: &Row| only_place(&board, unit, ordinal, row);
            let before = rows[..place].iter().rev().filter(stayed).find_map(find).map(|at| at + 1);
            let at = before.or_else(|| rows[place + 1..].iter().filter(stayed).find_map(find));
            let at = at.unwrap_or(board.day_rows(unit, ordinal).end);
            board.rows.get_mut(&unit)?.insert(at, row.clone());
        }
    }
    Some(board)
}

/// The strips that somebody moved, set aside or took up.
fn touched(before: &Board, after: &Board) -> BTreeSet<SheetId> {
    let (was, is) = (before.placements(), after.placements());
    let on_days = was.keys().chain(is.keys()).filter(|sheet| was.get(sheet) != is.get(sheet));
    let mut touched: BTreeSet<SheetId> =
        on_days.chain(before.set_aside.symmetric_difference(&after.set_aside)).copied().collect();
    let order: Vec<SheetId> = before.rows.values().flatten().filter_map(sheet_of).collect();
    let place = |sheet: &SheetId| order.iter().position(|other| other == sheet);
    for unit in after.rows.keys() {
        for day in after.days(*unit) {
            let stayed: Vec<SheetId> = day.sheets().filter(|sheet| !touched.contains(sheet)).collect();
            let places: Vec<_> = stayed.iter().map(place).collect();
            // Of two that changed their order, the one moved that did so with more.
            let passed = |one: usize| {
                (0..places.len())
                    .filter(|other| (one < *other) != (places[one] < places[*other]) && one != *other)
                    .collect::<Vec<_>>()
            };
            let all: Vec<Vec<usize>> = (0..places.len()).map(passed).collect();
            let moved = |one: usize| all[one].iter().any(|other| all[*other].len() <= all[one].len());
            touched.extend((0..stayed.len()).filter(|one| moved(*one)).map(|one| stayed[one]));
        }
    }
    touched
}

fn sheet_of(row: &Row) -> Option<SheetId> {
    match row {
        Row::Strip { sheet, .. } => Some(*sheet),
        Row::DayBreak | Row::Banner(_) => None,
    }
}

fn is_of(row: &Row, strips: &BTreeSet<SheetId>) -> bool {
    sheet_of(row).is_some_and(|sheet| strips.contains(&sheet))
}

fn without(board: &Board, strips: &BTreeSet<SheetId>) -> Board {
    let mut board = board.clone();
    board.rows.values_mut().for_each(|rows| rows.retain(|row| !is_of(row, strips)));
    board.set_aside.retain(|sheet| !strips.contains(sheet));
    board
}

/// Where a row stands among the rows of its unit, if it stands in that day, and once.
fn only_place(board: &Board, unit: UnitId, ordinal: usize, row: &Row) -> Option<usize> {
    let rows = board.rows.get(&unit)?;
    let mut places = board.day_rows(unit, ordinal).filter(|at| rows[*at] == *row);
    places.next().filter(|_| places.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Banner, BannerKind, BoardId, Minutes, Placed};

    const MAIN: UnitId = UnitId(1);

    /// "1 2 b|3||4": strips, a banner, day breaks; behind `-` what is set aside.
    fn board(text: &str) -> Board {
        let (days, aside) = text.split_once('-').unwrap_or((text, ""));
        let numbers = |text: &str| {
            text.split_whitespace().map(|n| n.parse().expect("a sheet")).map(SheetId).collect::<Vec<_>>()
        };
        let mut board =
            Board { set_aside: numbers(aside).into_iter().collect(), ..Board::empty(BoardId(1), "plan") };
        let rows = board.rows.entry(MAIN).or_default();
        for day in days.split('|') {
            rows.extend(day.split_whitespace().map(|word| match word {
                "b" => Row::Banner(Box::new(Banner {
                    kind: BannerKind::Note,
                    text: "b".into(),
                    minutes: Minutes(0),
                    cost: None,
                })),
                number => {
                    Row::Strip { sheet: SheetId(number.parse().expect("a sheet")), placed: Placed::ByPerson }
                }
            }));
            rows.push(Row::DayBreak);
        }
        board
    }

    fn merged(base: &str, mine: &str, theirs: &str) -> Option<Board> {
        both(&board(base), &board(mine), &board(theirs))
    }

    #[test]
    fn different_strips_are_both_where_they_were_put() {
        for (mine, theirs, both) in [
            // To other days; theirs from and to where mine was dropped.
            ("2 3|1 4 5", "1 3|4 5 2", "3|1 4 5 2"),
            ("1 2|4 3 5", "1 2 3 5|4", "1 2 5|4 3"),
            // The row before which, or behind which, mine was put, has gone.
            ("1 2|4 3 5", "4 1 2 3|5", "4 1 2|3 5"),
            ("1 2|3 4 5", "4 1 2 3|5", "4 1 2|3 5"),
            ("1 2|4 5 3", "1 2 3 4 5|", "1 2 4 5|3"),
            // Both in the same gap.
            ("2 3|4 1 5", "1 3|4 2 5", "3|4 1 2 5"),
            // Within a day: one passed others, which are not touched by that.
            ("2 3 1|4 5", "1 3|2 4 5", "3 1|2 4 5"),
            ("1 2 3|5 4", "2 3 1|4 5", "2 3 1|5 4"),
            // The boneyard.
            ("2 3|4 5-1", "1 2|4 5-3", "2|4 5-1 3"),
            ("1 2 3|5-4", "1 2|4 3 5", "1 2|3 5-4"),
        ] {
            assert_eq!(merged("1 2 3|4 5", mine, theirs), Some(board(both)), "{mine} and {theirs}");
        }
        assert_eq!(merged("1|2-3", "1|2 3-", "2 1|-3"), Some(board("2 1|3-")));
        assert_eq!(merged("1 b 2|3", "1 b 3 2|", "b 2|1 3"), Some(board("b 3 2|1")));
    }

    #[test]
    fn the_same_strip_and_what_changes_more_than_strips_is_refused() {
        for (mine, theirs) in [
            ("2 3|1 4 5", "2 3|4 5 1"),
            ("2 3|4 5-1", "2 3|1 4 5"),
            // Who of the two was moved nobody can say.
            ("2 1 3|4 5", "1 3|2 4 5"),
            ("2 3|1 4 5", "1|2 3|4 5"),
            ("2 3|1 4 5", "1 2 3|4 b 5"),
            ("1 2 3 4 5", "1 3|2 4 5"),
            ("1 2 3|4|5", "1 3|2 4 5"),
        ] {
            assert_eq!(merged("1 2 3|4 5", mine, theirs), None, "{mine} and {theirs}");
            assert_eq!(merged("1 2 3|4 5", theirs, mine), None, "{theirs} and {mine}");
        }
        assert_eq!(merged("1 b 2|3", "b 1 2|3", "1 b|2 3"), None, "a banner was moved");
        let renamed = Board { name: "other".into(), ..board("1|2") };
        assert_eq!(both(&board("1|2"), &board("2 1|"), &renamed), None);
    }
}
