//! What a USS file says, in the file's own terms and with its own ids.

use domain::{Date, Minutes, PageEighths};

/// A schedule file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Title of the film: the project, else the schedule's name.
    pub title: Option<String>,
    /// Colour of the draft that was broken down.
    pub script_colour: Option<String>,
    /// Date of that draft.
    pub script_date: Option<Date>,
    /// Scenes and banners, in the file's order.
    pub breakdowns: Vec<Breakdown>,
    /// Breakdown categories.
    pub categories: Vec<Category>,
    /// What scenes are made of: sets, times of day, cast, props and all else.
    pub elements: Vec<Element>,
    /// Stripboards.
    pub boards: Vec<Board>,
    /// Calendars.
    pub calendars: Vec<Calendar>,
}

/// A breakdown: a scene, or a banner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// The file's id.
    pub id: String,
    /// The words of a banner; a scene has none.
    pub banner: Option<String>,
    /// Scene number.
    pub scene: Option<String>,
    /// What happens.
    pub description: Option<String>,
    /// Comments.
    pub comments: Option<String>,
    /// Script page of its first line.
    pub script_page: Option<u32>,
    /// Script length; none if the file tells none that can be read.
    pub eighths: Option<PageEighths>,
    /// How long it takes, if the file tells.
    pub minutes: Option<Minutes>,
    /// Ids of its elements.
    pub elements: Vec<String>,
}

/// A category of elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// The file's id.
    pub id: String,
    /// The standard's number of the category: 0 sets, 100 cast, 104 props…
    pub number: Option<u32>,
    /// Its name.
    pub name: String,
}

/// An element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The file's id.
    pub id: String,
    /// Id of its category.
    pub category: String,
    /// Its name.
    pub name: String,
    /// Board ID of a cast member.
    pub board_id: Option<String>,
    /// The board ID stays as it is.
    pub locked: bool,
    /// May be dropped and picked up.
    pub may_drop: Option<bool>,
    /// Names of the settings that a production has no place for, with their values.
    pub settings: Vec<String>,
    /// Ids of elements that come with it.
    pub linked: Vec<String>,
    /// Weekdays on which it cannot be had, 0 is Monday.
    pub days_off: Vec<u8>,
    /// Its dates.
    pub events: Vec<Event>,
}

/// Something on a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What: `start`, `holiday`, `travel`, `dayOff`.
    pub what: String,
    /// When.
    pub date: Date,
}

/// A stripboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// Its name.
    pub name: String,
    /// Id of its calendar.
    pub calendar: Option<String>,
    /// Ids of the breakdowns of each shooting day.
    pub days: Vec<Vec<String>>,
    /// Is the last day closed by a day break?
    pub closed: bool,
    /// Ids of what is off the board.
    pub boneyard: Vec<String>,
}

/// A calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The file's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Weekdays that are not shot on, 0 is Monday.
    pub days_off: Vec<u8>,
    /// Its dates; one of them is the start.
    pub events: Vec<Event>,
}

impl Calendar {
    /// First shooting date.
    #[must_use]
    pub fn start(&self) -> Option<Date> {
        self.events.iter().find(|event| event.what.eq_ignore_ascii_case("start")).map(|event| event.date)
    }
}
