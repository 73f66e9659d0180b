//! Rows of a board laid elsewhere, as a person drags them.

use crate::film;

use domain::{Placed, Row, SheetId, UnitId};
use film::Film;

fn done(film: &mut Film, line: &str) -> String {
    film.run("Ada", line).unwrap_or_else(|refusal| panic!("{line}: {refusal}"))
}

/// Scenes 1 and 12 on day 1, with a banner between them; 2 and 2A on day 2.
fn two_days() -> Film {
    let mut film = Film::new();
    for line in ["move-strip 12 1", "move-strip 2A 2", "add-banner 1/2 meal 60 lunch"] {
        done(&mut film, line);
    }
    film
}

/// Every row of the main unit: scenes, `-` for a banner, `|` for a day break.
fn rows(film: &Film) -> String {
    let board = film.board("first");
    let words: Vec<String> = board.rows[&UnitId(1)]
        .iter()
        .map(|row| match row {
            Row::Strip { sheet, .. } => film.state.label(*sheet),
            Row::Banner(_) => "-".to_owned(),
            Row::DayBreak => "|".to_owned(),
        })
        .collect();
    words.join(" ")
}

#[test]
fn any_row_goes_to_any_place() {
    assert_eq!(rows(&two_days()), "1 - 12 | 2 2A |");
    let cases = [
        ("move-rows 2/1 12", "1 - | 12 2 2A |", "12 to day 2, place 1, on first"),
        ("move-rows 1/1 2A 2", "2A 2 1 - 12 | |", "2A, 2 to day 1, place 1, on first"),
        ("move-rows 1/4 1", "- 12 1 | 2 2A |", "1 to day 1, place 4, on first"),
        ("move-rows 1/2 1", "1 - 12 | 2 2A |", "1 to day 1, place 2, on first"),
        ("move-rows 2/3 banner_1/2", "1 12 | 2 2A - |", "banner 1/2 to day 2, place 3, on first"),
        ("move-rows 1/2 break_1", "1 | - 12 2 2A |", "break 1 to day 1, place 2, on first"),
        ("move-rows 2/2 break_1", "1 - 12 2 | 2A |", "break 1 to day 2, place 2, on first"),
        ("move-rows 1/1 day_2", "2 2A | 1 - 12 |", "day 2 to day 1, place 1, on first"),
        ("move-rows 3/1 day_1", "2 2A | 1 - 12 |", "day 1 to day 3, place 1, on first"),
        ("move-rows 3/1 1 2", "- 12 | 2A | 1 2 |", "1, 2 to day 3, place 1, on first"),
        ("move-rows boneyard 1 2 2A", "- 12 | |", "1, 2, 2A to boneyard on first"),
        ("move-rows plan 1 2A", "- 12 | 2 |", "1, 2A left to the plan on first"),
    ];
    for (line, after, summary) in cases {
        let film = &mut two_days();
        assert_eq!(done(film, line), summary, "{line}");
        assert_eq!(rows(film), after, "{line}");
        film.undo("Ada").expect("it is the latest");
        assert_eq!(rows(film), "1 - 12 | 2 2A |", "{line}, undone");
    }
}

#[test]
fn who_moves_a_strip_has_placed_it() {
    let film = &mut Film::new();
    let placed = |film: &Film, sheet: u32| film.board("first").placements()[&SheetId(sheet)].2;
    assert_eq!([placed(film, 1), placed(film, 2)], [Placed::ByPlan; 2]);
    done(film, "move-rows 1/1 day_2");
    assert_eq!([placed(film, 1), placed(film, 2)], [Placed::ByPlan, Placed::ByPerson]);
    done(film, "move-rows 3/1 2A");
    assert_eq!(placed(film, 3), Placed::ByPerson, "out of the boneyard");
}

#[test]
fn rows_that_nobody_knows_are_refused() {
    let cases = [
        ("move-rows 9/1 1", "first has 2 days of this unit, and no day 9"),
        (
            "move-rows 1 1",
            "“1” is no place on a board; write DAY/PLACE, UNIT:DAY/PLACE for another unit, boneyard or plan",
        ),
        ("move-rows 1/9 1", "“9” is no place on that day; write a whole number between 1 and 4"),
        ("move-rows 1/1 1 1", "1 is named twice"),
        ("move-rows 2/1 day_1 12", "12 is named twice"),
        ("move-rows 1/1 banner_1/1", "there is no banner at 1/1"),
        (
            "move-rows 1/1 banner_1",
            "“banner 1” names no row; write a scene, `banner DAY/PLACE`, `break DAY` or `day DAY`",
        ),
        (
            "move-rows boneyard banner_1/2",
            "a banner has no place off the days of a board; take it off the board: remove-banner DAY/PLACE",
        ),
        ("move-rows 1/1 99", "there is no scene “99”"),
        ("take-days first 1", "first has its days already"),
    ];
    for (line, words) in cases {
        let film = &mut two_days();
        assert_eq!(film.run("Ada", line).expect_err(line).to_string(), words, "{line}");
        assert_eq!(rows(film), "1 - 12 | 2 2A |", "{line}");
    }
}

#[test]
fn days_of_another_board_are_taken_and_no_strip_is_lost() {
    let film = &mut two_days();
    done(film, "copy-board second");
    // On the copy, which is the newest: day 1 is 2A and 1, day 2 is 12, day 3 is 2.
    done(film, "move-rows 1/1 2A");
    done(film, "move-rows 2/1 12");
    done(film, "move-rows 3/1 2");
    let taken = film.run_on("Ada", "take-days second 1", "first").expect("it fits");
    assert_eq!(taken, "day 1 of first laid out as on second");
    // 12 was pushed out of day 1 and goes where the other board has it, behind what is there.
    assert_eq!(rows(film), "2A 1 - | 2 12 |");
    film.run_on("Ada", "take-days second 3", "first").expect("it fits");
    assert_eq!(rows(film), "2A 1 - | 12 | 2 |");
}

#[test]
fn what_a_person_put_into_the_boneyard_is_known_until_it_is_placed_or_left_to_the_plan() {
    let film = &mut two_days();
    let aside = |film: &Film| -> Vec<u32> { film.board("first").set_aside.iter().map(|id| id.0).collect() };
    assert!(aside(film).is_empty());
    done(film, "move-strip 2A boneyard");
    done(film, "move-rows boneyard 1");
    assert_eq!(aside(film), [1, 3]);
    film.undo("Ada").expect("it is the latest");
    assert_eq!(aside(film), [3], "an undo forgets it as well");
    done(film, "remove-banner 1");
    done(film, "move-rows boneyard day_1");
    assert_eq!(aside(film).len(), 3, "all of a day");
    done(film, "move-rows 1/1 1");
    done(film, "move-strip 12 1");
    assert_eq!(aside(film), [3]);
    assert_eq!(done(film, "move-strip 2A plan"), "2A left to the plan on first");
    assert!(aside(film).is_empty() && !film.board("first").placements().contains_key(&SheetId(3)));
}

#[test]
fn parts_of_what_is_set_aside_are_set_aside_and_a_whole_of_them_too() {
    let film = &mut two_days();
    done(film, "move-strip 2A boneyard");
    done(film, "split-sheet 2A 2");
    let labels = |film: &Film| -> Vec<String> {
        film.board("first").set_aside.iter().map(|id| film.state.label(*id)).collect()
    };
    assert_eq!(labels(film), ["2A pt 1", "2A pt 2"]);
    done(film, "join-parts 2A");
    assert_eq!(labels(film), ["2A"]);
    assert!(film.state.dangling().is_empty());
}

#[test]
fn a_day_may_be_called_by_its_date() {
    let mut film = two_days();
    // The shoot begins on Monday 3 May 2027.
    let said = done(&mut film, "move-rows 2027-05-04/1 12");
    assert_eq!(
        (said.as_str(), rows(&film).as_str()),
        ("12 to day 2027-05-04, place 1, on first", "1 - | 12 2 2A |")
    );
    done(&mut film, "move-strip 12 2027-05-10");
    assert_eq!(
        rows(&film),
        "1 - | 2 2A | | | | 12 |",
        "the weekend lies between: Monday 10 May is the sixth day"
    );
    let sunday = film.run("Ada", "move-strip 12 2027-05-09").expect_err("nobody shoots on it").to_string();
    assert!(sunday.contains("main does not shoot on Sun 9 May 2027"), "{sunday}");
    let slip = film.run("Ada", "move-strip 12 2028-05-10").expect_err("a year too late").to_string();
    assert!(slip.contains("behind the end of first") && slip.contains("look at the year"), "{slip}");
    let late = film.run("Ada", "move-rows 2027-05-12/1 12").expect_err("the board ends before").to_string();
    assert!(late.contains("no day 2027-05-12"), "{late}");
    let mut second = film.state.units[&UnitId(1)].clone();
    (second.id, second.kind, second.name) = (UnitId(2), domain::UnitKind::Second, "Second".to_owned());
    let change = domain::Change { before: None, after: Some(second.into()) };
    film.append("Ada", "import-facts", "a second unit", domain::EntryKind::Command, vec![change])
        .expect("it fits");
    assert_eq!(
        done(&mut film, "move-rows Second:2027-05-03/1 2"),
        "2 to Second Mon 3 May, place 1, on first",
        "said by date, however it was called"
    );
    let placed = film.board("first").placements()[&SheetId(2)];
    assert_eq!((placed.0, placed.1), (UnitId(2), 0));
    for (called, day) in [
        ("Second_Wed_5_May", 2),
        ("second_tue_4_may_2027", 1),
        ("Second_6_May 1", 3),
        ("second:7_May_2027", 4),
    ] {
        done(&mut film, &format!("move-strip 2 {called}"));
        let placed = film.board("first").placements()[&SheetId(2)];
        assert_eq!((placed.0, placed.1), (UnitId(2), day), "{called}");
    }
    done(&mut film, "add-day-break Second_Fri_7_May");
    done(&mut film, "move-rows Second:2027-05-03/1 2");
    assert_eq!(film.state.units[&UnitId(2)].day_words(0, None), "Second day 1");
    let dates = film.state.board_dates(film.board("first"), &film.state.units[&UnitId(2)]);
    assert_eq!(
        film.state.units[&UnitId(2)].dated_day_words(0, dates.first().copied()),
        "Second Mon 3 May 2027"
    );
    assert_eq!(
        film.state.units[&UnitId(1)].dated_day_words(0, dates.first().copied()),
        "day 1 (Mon 3 May 2027)"
    );
}
