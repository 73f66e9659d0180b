//! The riskshoot instance format: what a file says, read strictly enough that nothing is guessed later.

use serde::Deserialize;

/// A riskshoot instance. Money is in the instance's unit, probabilities are per mille.
#[derive(Clone, Debug, Deserialize)]
pub struct Instance {
    /// The format's name.
    pub schema: String,
    /// The instance's name.
    pub name: String,
    /// Horizon.
    pub calendar: Calendar,
    /// Prices and limits of a shooting day.
    pub day: DayRules,
    /// Places.
    pub locations: Vec<Location>,
    /// People.
    pub cast: Vec<Cast>,
    /// What is placed.
    pub scenes: Vec<Scene>,
    /// Scenes that may fail.
    pub stunts: Vec<Stunt>,
    /// The first not on a later day than the second.
    pub precedence: Vec<[usize; 2]>,
}

/// Shooting days and their place in the calendar.
#[derive(Clone, Debug, Deserialize)]
pub struct Calendar {
    /// Shooting days.
    pub days: usize,
    /// Shooting days of a week.
    pub week_len: usize,
    /// Calendar number of each shooting day.
    pub calendar_day: Vec<i32>,
}

/// Prices and limits of a shooting day.
#[derive(Clone, Debug, Deserialize)]
pub struct DayRules {
    /// Minutes before overtime.
    pub base_minutes: i32,
    /// The same at night.
    pub night_base_minutes: i32,
    /// Overtime at most.
    pub max_overtime: i32,
    /// Price of a minute of it.
    pub overtime_cost_per_min: i64,
    /// Crew a day, used or idle.
    pub crew_day_cost: i64,
    /// Premium of a night.
    pub night_premium: i64,
    /// Locations of a day at most.
    pub max_locations: u32,
    /// Minutes of a move inside a day.
    pub move_minutes: i32,
    /// Price of it.
    pub move_cost: i64,
}

/// A place.
#[derive(Clone, Debug, Deserialize)]
pub struct Location {
    /// Its name.
    pub id: String,
    /// Price of each run of consecutive days.
    pub visit_cost: i64,
    /// Price of each day.
    pub day_cost: i64,
    /// First and last day on which it may be used.
    pub window: Option<[usize; 2]>,
}

/// A person.
#[derive(Clone, Debug, Deserialize)]
pub struct Cast {
    /// Their name.
    pub id: String,
    /// Pay of a day.
    pub day_rate: i64,
    /// One drop over a gap of more calendar days than this.
    pub drop_min_gap_days: Option<i32>,
    /// A minor's minutes a day; minors work no nights. As in the judge, 0 means none.
    pub minor_max_minutes: Option<i32>,
    /// Days on which they do not work.
    pub unavailable: Vec<usize>,
}

/// What is placed on a day.
#[derive(Clone, Debug, Deserialize)]
pub struct Scene {
    /// Its number.
    pub id: String,
    /// Minutes to shoot it.
    pub minutes: i32,
    /// Index of its place.
    pub location: usize,
    /// D day, N night, E either.
    pub light: SceneLight,
    /// Indices of its people.
    pub cast: Vec<usize>,
    /// Its own cost.
    pub direct_cost: i64,
    /// Index of its stunt.
    pub stunt: Option<usize>,
}

/// Light of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum SceneLight {
    /// Day.
    D,
    /// Night.
    N,
    /// Either.
    E,
}

/// A scene that may fail.
#[derive(Clone, Debug, Deserialize)]
pub struct Stunt {
    /// Its name.
    pub id: String,
    /// Index of its scene.
    pub scene: usize,
    /// Index of who performs it.
    pub performer: usize,
    /// Probability of a rewrite.
    pub p_terminal_milli: u32,
    /// Probability of a delay.
    pub p_delay_milli: u32,
    /// Days of it.
    pub delay_days: u32,
    /// Probability that the performer is out.
    pub p_out_milli: u32,
    /// Days of it.
    pub out_days: u32,
    /// Cost of a rewrite.
    pub rewrite_cost: i64,
    /// Share of the money spent that a rewrite wastes.
    pub waste_milli: u32,
    /// Share of the remaining plan still shot after a rewrite.
    pub rho_milli: u32,
    /// First and last day on which the performer is ready.
    pub ready_window: Option<[usize; 2]>,
    /// Days before it that are paid and free of other work.
    pub protect_days: u32,
}

const SCHEMA: &str = "riskshoot-instance/1";

impl Instance {
    /// Reads an instance. The error says what is wrong and where.
    pub fn parse(text: &str) -> Result<Self, String> {
        let instance: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        instance.check()?;
        Ok(instance)
    }

    fn check(&self) -> Result<(), String> {
        need(self.schema == SCHEMA, || format!("schema is {:?}, not {SCHEMA:?}", self.schema))?;
        let days = self.calendar.days;
        need(self.calendar.calendar_day.len() == days, || {
            format!("calendar.calendar_day needs {days} entries")
        })?;
        need(self.calendar.week_len > 0, || "calendar.week_len is 0".into())?;
        need(!self.scenes.is_empty(), || "scenes is empty: nothing is to be shot".into())?;
        for scene in &self.scenes {
            let at = |field: &str| format!("scene {}: {field}", scene.id);
            need(scene.location < self.locations.len(), || at("location refers to nothing"))?;
            need(scene.cast.iter().all(|&a| a < self.cast.len()), || at("cast refers to nobody"))?;
            need(scene.stunt.is_none_or(|s| s < self.stunts.len()), || at("stunt refers to nothing"))?;
        }
        for (index, stunt) in self.stunts.iter().enumerate() {
            let at = |field: &str| format!("stunt {}: {field}", stunt.id);
            let scene = self.scenes.get(stunt.scene);
            need(scene.is_some_and(|s| s.stunt == Some(index)), || at("its scene does not name it"))?;
            need(stunt.performer < self.cast.len(), || at("performer refers to nobody"))?;
        }
        let scenes = self.scenes.len();
        need(self.precedence.iter().flatten().all(|&s| s < scenes), || "precedence refers to no scene".into())
    }

    /// Are this shooting day and the one before in one week?
    pub fn follows_in_week(&self, day: usize) -> bool {
        day > 0 && (day - 1) / self.calendar.week_len == day / self.calendar.week_len
    }
}

fn need(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}
