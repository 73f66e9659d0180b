//! Bytes into a [`Schedule`]: lenient, so that files which depart from the standard are read all the same.

use std::collections::BTreeSet;

use domain::{Minutes, PageEighths};
use serde_json::Value;

use crate::json::{Object, Reader};
use crate::remark::{Code, Remark, Severity, at_most_a_thousand_of_each};
use crate::schedule::{Board, Breakdown, Calendar, Category, Element, Event, Schedule};

/// The object that holds everything.
const ROOT: &str = "universalScheduleStandard";
/// Larger files are refused.
const MOST_BYTES: usize = 64 << 20;
/// Longer lists are refused: no film has so many scenes.
const MOST_OF_EACH: usize = 20_000;
/// No scene is longer, in eighths.
const LONGEST: f64 = 800.0;
/// Nothing on a board takes longer, in minutes: a week.
const MOST_MINUTES: f64 = 10_080.0;
/// Days until a pick-up that need no word: the production's own default.
const USUAL_DROP_DAYS: f64 = 10.0;

/// A schedule that was read, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What the file says; none when it is no schedule, and then a remark of severity *error* says why.
    pub schedule: Option<Schedule>,
    /// Remarks.
    pub remarks: Vec<Remark>,
}

impl Reading {
    /// Why nothing was read.
    #[must_use]
    pub fn error(&self) -> Option<&Remark> {
        self.remarks.iter().find(|remark| remark.code.severity() == Severity::Error)
    }
}

/// Is the file meant as a schedule? Its name says so, or its text.
#[must_use]
pub fn is_schedule(bytes: &[u8], name: Option<&str>) -> bool {
    let extension = name.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_ascii_lowercase());
    let start = without_mark(bytes).trim_ascii_start();
    let marked = || start.windows(ROOT.len()).take(4096).any(|part| part == ROOT.as_bytes());
    match extension.as_deref() {
        Some("uss") => true,
        Some("json") => start.starts_with(b"{"),
        _ => start.starts_with(b"{") && marked(),
    }
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Reads a schedule from any bytes. Never panics.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let refused = |remark| Reading { schedule: None, remarks: vec![remark] };
    if bytes.len() > MOST_BYTES {
        let message = format!("the file has {} MB", bytes.len() >> 20);
        return refused(too_large(message, format!("at most {} MB are read", MOST_BYTES >> 20)));
    }
    let value: Value = match serde_json::from_slice(without_mark(bytes)) {
        Ok(value) => value,
        Err(error) => return refused(not_json(bytes, &error)),
    };
    let Some(root) = root(&value) else { return refused(not_a_schedule()) };
    for list in ["breakdowns", "categories", "elements", "stripboards", "calendars"] {
        let length = root.get(list).and_then(Value::as_array).map_or(0, Vec::len);
        if length > MOST_OF_EACH {
            let message = format!("the file has {length} {list}");
            return refused(too_large(message, format!("at most {MOST_OF_EACH} are read")));
        }
    }
    let mut reader = Reader::default();
    let schedule = schedule(&mut reader, &root);
    Reading { schedule: Some(schedule), remarks: at_most_a_thousand_of_each(reader.finish()) }
}

fn too_large(message: String, cause: String) -> Remark {
    Remark::new(Code::TooLarge, "", message, cause, "check that this is the right file")
}

fn not_json(bytes: &[u8], error: &serde_json::Error) -> Remark {
    let empty = bytes.trim_ascii().is_empty();
    let message =
        if empty { "the file is empty".to_owned() } else { format!("the file is no JSON: {error}") };
    let remedy = "export the schedule again as Universal Schedule Standard (.uss)";
    let mut remark =
        Remark::new(Code::NotJson, "", message, "a USS schedule is a JSON text in UTF-8, whole", remedy);
    remark.line = u32::try_from(error.line()).ok().filter(|line| *line > 0 && !empty);
    remark
}

fn not_a_schedule() -> Remark {
    Remark::new(
        Code::NotSchedule,
        "",
        format!("the file is JSON but no schedule: it has neither “{ROOT}” nor “breakdowns”"),
        format!("a USS file holds one object “{ROOT}” with breakdowns, elements and stripboards"),
        "export the schedule as Universal Schedule Standard (.uss), and import that",
    )
}

/// The object that holds the lists: under its name, or bare.
fn root(value: &Value) -> Option<Object<'_>> {
    let bare = Object::of(value, "")?;
    match bare.get(ROOT).and_then(|inner| Object::of(inner, "")) {
        Some(inner) => Some(inner),
        None => bare.get("breakdowns").and_then(Value::as_array).map(|_| bare),
    }
}

fn schedule(reader: &mut Reader, root: &Object<'_>) -> Schedule {
    let mut schedule = head(reader, root);
    let known = ["id", "ucid", "created", "name"];
    for object in reader.objects(root, "categories", "category", &known) {
        let category = category(reader, &object);
        schedule.categories.extend(category);
    }
    for object in reader.objects(root, "elements", "element", ELEMENT) {
        let element = element(reader, &object);
        schedule.elements.extend(element);
    }
    for object in reader.objects(root, "breakdowns", "breakdown", BREAKDOWN) {
        let breakdown = breakdown(reader, &object);
        schedule.breakdowns.extend(breakdown);
    }
    let known = ["id", "name", "boards", "calendar", "created"];
    for object in reader.objects(root, "stripboards", "stripboard", &known) {
        let board = board(reader, &object);
        schedule.boards.push(board);
    }
    let known = ["id", "name", "daysOff", "events", "created"];
    for object in reader.objects(root, "calendars", "calendar", &known) {
        let calendar = calendar(reader, &object);
        schedule.calendars.extend(calendar);
    }
    once(reader, &mut schedule.categories, "category", |category| &category.id);
    once(reader, &mut schedule.elements, "element", |element| &element.id);
    once(reader, &mut schedule.breakdowns, "breakdown", |breakdown| &breakdown.id);
    once(reader, &mut schedule.calendars, "calendar", |calendar| &calendar.id);
    schedule
}

/// Of two things with one id the first stays.
fn once<T>(reader: &mut Reader, things: &mut Vec<T>, noun: &str, id: impl Fn(&T) -> &String) {
    let mut seen = BTreeSet::new();
    things.retain(|thing| {
        let new = seen.insert(id(thing).clone());
        if !new {
            reader.remarks.push(Remark::new(
                Code::Twice,
                format!("{noun} {}", id(thing)),
                "the id is there twice; the second was left out",
                "an id names one thing",
                "mend it in the program that wrote the file, or type what is missing into the production",
            ));
        }
        new
    });
}

/// Fields of the head that a production has no place for.
const HEAD: [&str; 10] = [
    "author",
    "company",
    "description",
    "episode",
    "episodeName",
    "name",
    "schedColor",
    "schedDate",
    "season",
    "source",
];

fn head(reader: &mut Reader, root: &Object<'_>) -> Schedule {
    let lists = ["breakdowns", "categories", "elements", "stripboards", "calendars"];
    let read = ["id", "created", "project", "scriptColor", "scriptDate", "ussVersion"];
    let known: Vec<&str> = lists.into_iter().chain(read).chain(HEAD).collect();
    reader.look_for_unknown(root, "head", &known);
    let version = reader.text(root, "ussVersion");
    if let Some(version) = version.filter(|version| version.split('.').next() != Some("1")) {
        reader.remarks.push(Remark::new(
            Code::OtherVersion,
            "ussVersion",
            format!("the file is of version {version} and was read as version 1.0.0"),
            "Firstup knows version 1",
            "look over what was read, or export the schedule as version 1.0.0",
        ));
    }
    let said: Vec<String> =
        HEAD.iter().filter_map(|key| Some(format!("{key} “{}”", reader.text(root, key)?))).collect();
    if !said.is_empty() {
        reader.remarks.push(Remark::new(
            Code::NoPlace,
            "head",
            said.join(", "),
            "a production has no place for it",
            "nothing; it stands here",
        ));
    }
    Schedule {
        title: reader.text(root, "project").or_else(|| reader.text(root, "name")),
        script_colour: reader.text(root, "scriptColor"),
        script_date: reader.date(root, "scriptDate"),
        ..Schedule::default()
    }
}

/// The id of a thing; one without an id can be named by nothing, so it is left out.
fn id(reader: &mut Reader, object: &Object<'_>) -> Option<String> {
    let id = reader.text(object, "id");
    if id.is_none() {
        reader.remarks.push(Remark::new(
            Code::WrongShape,
            &object.place,
            "it has no id, so nothing can name it; it was left out",
            "the standard has an id here",
            "mend it in the program that wrote the file",
        ));
    }
    id
}

fn category(reader: &mut Reader, object: &Object<'_>) -> Option<Category> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    let number = reader.number(object, "ucid").filter(|n| (0.0..1e6).contains(n)).map(|n| n as u32);
    let id = id(reader, object)?;
    Some(Category { number, name: reader.text(object, "name").unwrap_or_default(), id })
}

const ELEMENT: &[&str] = &[
    "id",
    "category",
    "created",
    "name",
    "elementId",
    "isIdLock",
    "isDrop",
    "dropDayCount",
    "doodDayCount",
    "isHold",
    "isDood",
    "linkedElements",
    "daysOff",
    "events",
];

fn element(reader: &mut Reader, object: &Object<'_>) -> Option<Element> {
    let mut settings = Vec::new();
    for key in ["isHold", "isDood"] {
        if reader.flag(object, key) == Some(false) {
            settings.push(format!("{key} false"));
        }
    }
    for key in ["dropDayCount", "doodDayCount"] {
        let days = reader.number(object, key);
        settings.extend(days.filter(|days| *days != USUAL_DROP_DAYS).map(|days| format!("{key} {days}")));
    }
    let name = reader.text(object, "name").unwrap_or_else(|| "UNNAMED".to_owned());
    let called = object.at(format!("{} ({name})", object.place));
    Some(Element {
        category: reader.text(object, "category").unwrap_or_default(),
        board_id: reader.text(object, "elementId"),
        locked: reader.flag(object, "isIdLock").unwrap_or(false),
        may_drop: reader.flag(object, "isDrop"),
        settings,
        linked: reader.texts(object, "linkedElements"),
        days_off: weekdays(reader, &called),
        events: events(reader, &called),
        id: id(reader, object)?,
        name,
    })
}

/// The weekdays of `daysOff`: 0 is Sunday in the file and Monday in what is read.
fn weekdays(reader: &mut Reader, object: &Object<'_>) -> Vec<u8> {
    let mut days = BTreeSet::new();
    for value in reader.list(object, "daysOff") {
        let day = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
        match day.and_then(|day| u8::try_from(day).ok()).filter(|day| *day < 7) {
            Some(day) => {
                days.insert((day + 6) % 7);
            }
            None => reader.remarks.push(Remark::new(
                Code::OddDate,
                &object.place,
                format!("{value} is no weekday; it was left out"),
                "days off are written 0 (Sunday) to 6 (Saturday)",
                "type the day off into the production",
            )),
        }
    }
    days.into_iter().collect()
}

fn events(reader: &mut Reader, object: &Object<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    for event in reader.objects(object, "events", "event", &["id", "type", "name", "date"]) {
        let kind = reader.text(&event, "type").filter(|kind| kind != "event");
        let name = reader.text(&event, "name");
        let what = match kind {
            Some(kind) if kind.eq_ignore_ascii_case("start") => Some(kind),
            kind => name.or(kind),
        };
        let date = reader.date(&event, "date");
        events.extend(date.map(|date| Event { what: what.unwrap_or_else(|| "event".to_owned()), date }));
    }
    events
}

const BREAKDOWN: &[&str] = &[
    "id",
    "bannerText",
    "comments",
    "created",
    "description",
    "elements",
    "pages",
    "scene",
    "scriptPage",
    "duration",
    "type",
];

fn breakdown(reader: &mut Reader, object: &Object<'_>) -> Option<Breakdown> {
    let id = id(reader, object)?;
    let scene = reader.text(object, "scene");
    let place = match &scene {
        Some(scene) => format!("{} (scene {scene})", object.place),
        None => object.place.clone(),
    };
    let object = &object.at(place);
    let banner = reader.text(object, "bannerText");
    let kind = reader.text(object, "type").map(|kind| kind.to_ascii_lowercase());
    let is_banner = match kind.as_deref() {
        Some("banner") => true,
        Some("scene" | "strip") => false,
        _ => banner.is_some() && scene.is_none(),
    };
    if let Some(kind) = kind.filter(|kind| !matches!(kind.as_str(), "banner" | "scene" | "strip")) {
        let taken = if is_banner { "banner" } else { "scene" };
        reader.remarks.push(Remark::new(
            Code::WrongShape,
            &object.place,
            format!("“{kind}” is no type of breakdown; it was read as a {taken}"),
            "a breakdown is a scene or a banner",
            "look whether it should be on the board",
        ));
    }
    let description = reader.text(object, "description");
    let words = || banner.clone().or_else(|| scene.clone()).or_else(|| description.clone());
    Some(Breakdown {
        id,
        banner: is_banner.then(|| words().unwrap_or_else(|| "banner".to_owned())),
        comments: reader.text(object, "comments"),
        script_page: page(reader, object),
        eighths: if is_banner { None } else { eighths(reader, object) },
        minutes: minutes(reader, object),
        elements: reader.texts(object, "elements"),
        scene,
        description,
    })
}

/// The digits that a page begins with: `112A` is page 112.
fn page(reader: &mut Reader, object: &Object<'_>) -> Option<u32> {
    let text = reader.text(object, "scriptPage")?;
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|page| (1..100_000).contains(page))
}

/// Pages (1.625, or a text such as `1 5/8`) in eighths, to the nearest.
fn eighths(reader: &mut Reader, object: &Object<'_>) -> Option<PageEighths> {
    let written = object.get("pages").and_then(Value::as_str).and_then(PageEighths::parse);
    if let Some(eighths) = written.filter(|eighths| (1..=LONGEST as u32).contains(&eighths.0)) {
        return Some(eighths);
    }
    let pages = reader.number(object, "pages");
    let exact = pages.map(|pages| pages * 8.0).filter(|exact| (0.0..=LONGEST).contains(exact));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range")]
    let nearest = exact.map(|exact| PageEighths((exact.round() as u32).max(1)));
    let as_written = exact.zip(nearest).is_some_and(|(exact, nearest)| exact == f64::from(nearest.0));
    if !as_written {
        let read = nearest.unwrap_or(PageEighths(1));
        let found = pages.map_or("no length".to_owned(), |pages| format!("{pages} pages"));
        reader.remarks.push(Remark::new(
            Code::OddLength,
            &object.place,
            format!("{found}; read as {read}"),
            "a scene has a whole number of eighths, at least one",
            "type its length: set-eighths",
        ));
    }
    nearest
}

/// A duration in milliseconds, in minutes; 0 is none.
fn minutes(reader: &mut Reader, object: &Object<'_>) -> Option<Minutes> {
    let minutes = reader.number(object, "duration")? / 60_000.0;
    if minutes == 0.0 {
        return None;
    }
    if !(0.5..=MOST_MINUTES).contains(&minutes) {
        reader.remarks.push(Remark::new(
            Code::OddLength,
            &object.place,
            format!("a duration of {minutes} minutes was left out"),
            "durations are milliseconds, from a minute to a week",
            "type how long it takes: set-minutes",
        ));
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "in range")]
    Some(Minutes(minutes.round() as i32))
}

fn board(reader: &mut Reader, object: &Object<'_>) -> Board {
    let name = reader.text(object, "name").unwrap_or_else(|| "board".to_owned());
    let calendar = reader.text(object, "calendar");
    let mut board = Board { name, calendar, days: Vec::new(), closed: true, boneyard: Vec::new() };
    let known = ["id", "name", "breakdownIds", "breakdownArrays", "created"];
    for part in reader.objects(object, "boards", "board", &known) {
        let off = reader.text(&part, "name").is_some_and(|name| name.to_lowercase().contains("bone"));
        let list = if part.has("breakdownIds") { "breakdownIds" } else { "breakdownArrays" };
        let mut open: Vec<String> = Vec::new();
        for value in reader.list(&part, list) {
            match value {
                Value::Array(day) => {
                    if !open.is_empty() {
                        board.days.push(std::mem::take(&mut open));
                    }
                    let ids = day.iter().filter_map(|value| strip(reader, &part, list, value)).collect();
                    board.push(off, ids);
                }
                value => open.extend(strip(reader, &part, list, value)),
            }
        }
        if !open.is_empty() {
            board.closed &= off;
            board.push(off, open);
        }
    }
    board
}

impl Board {
    fn push(&mut self, off: bool, ids: Vec<String>) {
        if off {
            self.boneyard.extend(ids);
        } else {
            self.days.push(ids);
        }
    }
}

fn strip(reader: &mut Reader, board: &Object<'_>, list: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        other => {
            reader.wrong(&board.place, list, other, "a list of ids, or of days of ids");
            None
        }
    }
}

fn calendar(reader: &mut Reader, object: &Object<'_>) -> Option<Calendar> {
    let name = reader.text(object, "name").unwrap_or_else(|| "calendar".to_owned());
    let object = &object.at(format!("{} ({name})", object.place));
    Some(Calendar {
        id: id(reader, object)?,
        name,
        days_off: weekdays(reader, object),
        events: events(reader, object),
    })
}
