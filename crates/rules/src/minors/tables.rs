//! Hours of minors by jurisdiction and age: the figures, as data. A jurisdiction more is a table more.

use domain::{ClockTime, Minutes};

/// What a jurisdiction allows.
#[derive(Debug)]
pub struct Table {
    /// Its name, for people.
    pub name: &'static str,
    /// How facts may spell it, in lower case.
    pub spelt: &'static [&'static str],
    /// By age, the youngest first; who is older than the last is no minor.
    pub ages: &'static [Age],
    /// No call before.
    pub earliest: ClockTime,
    /// No work after, before a school day.
    pub latest: ClockTime,
    /// The same before a day without school.
    pub latest_before_no_school: ClockTime,
}

/// What an age is allowed.
#[derive(Debug)]
pub struct Age {
    /// Younger than so many months and days.
    pub younger_than: (i32, i32),
    /// Work on a school day.
    pub work: Minutes,
    /// Work on a day without school.
    pub work_no_school: Minutes,
    /// From the beginning of their first strip to the end of their last: work, school, rest and the meal.
    pub on_set: Minutes,
}

const fn age(younger_than: (i32, i32), work: i32, work_no_school: i32, on_set: i32) -> Age {
    Age {
        younger_than,
        work: Minutes(work),
        work_no_school: Minutes(work_no_school),
        on_set: Minutes(on_set),
    }
}

/// California: 8 CCR 11760 for the hours, with half an hour of meal on set; Labor Code 1308.7 for the clock.
pub const CALIFORNIA: Table = Table {
    name: "California",
    spelt: &["california", "ca", "us-ca"],
    ages: &[
        // Not before fifteen days (8 CCR 11760 (a)).
        age((0, 15), 0, 0, 0),
        age((6, 0), 20, 20, 120),
        age((24, 0), 120, 120, 270),
        age((72, 0), 180, 180, 390),
        // From six on three hours of school and one of rest on a school day (d, e, f).
        age((108, 0), 240, 360, 510),
        age((192, 0), 300, 420, 570),
        age((216, 0), 360, 480, 630),
    ],
    earliest: ClockTime(5 * 60),
    latest: ClockTime(22 * 60),
    latest_before_no_school: ClockTime(24 * 60 + 30),
};

/// All tables; the first is used where there is none.
pub const TABLES: &[&Table] = &[&CALIFORNIA];
