//! The commands that a person types: `set-light 12A dark`, `pin 12A 2027-05-04`, `move-strip 12 5`.
//!
//! A command looks at the state and gives the changes it would make; whoever runs it appends them to the log.

use std::cell::Cell;
use std::ops::RangeInclusive;

mod draft;
mod split;

use draft::{checked, lock_numbers};
use split::no_parts;
pub use split::split;

use crate::resolve::{by_keyword, date};
use crate::{
    Board, BoardId, Change, Editing, Entity, EntityKey, Light, Minutes, PageEighths, Pin, PinAt, Placed,
    Presence, PresenceClaim, Refusal, Review, Sheet, SheetStatus, State, UnitId,
};

/// Days that a board may have.
const DAYS: RangeInclusive<u32> = 1..=1000;

/// Minutes that a strip may take.
const MINUTES: RangeInclusive<i32> = 1..=100_000;

/// Parts that a scene may be shot in.
const PARTS: RangeInclusive<u32> = 2..=50;

/// What a command would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// In words, for the history.
    pub summary: String,
    /// The changes; empty when it is so already.
    pub changes: Vec<Change>,
}

/// A command's name, its arguments, what it does.
pub struct Usage {
    /// Name.
    pub name: &'static str,
    /// Arguments.
    pub arguments: &'static str,
    /// What it does.
    pub what: &'static str,
    run: fn(&mut Editing<'_>, &Context<'_>) -> Result<String, Refusal>,
}

struct Context<'a> {
    usage: &'static str,
    arguments: &'a [String],
    board: Option<&'a str>,
    author: &'a str,
    /// How many arguments the command has read: what it leaves was typed in error.
    read: Cell<usize>,
}

impl Context<'_> {
    fn arg(&self, place: usize) -> Result<&str, Refusal> {
        self.read.set(self.read.get().max(place + 1));
        self.arguments.get(place).map(String::as_str).ok_or_else(|| {
            Refusal::with_remedy("an argument is missing", format!("the arguments are: {}", self.usage))
        })
    }

    fn rest(&self, from: usize) -> Result<String, Refusal> {
        self.arg(from)?;
        self.read.set(self.arguments.len());
        Ok(self.arguments[from..].join(" "))
    }

    fn refuse_surplus(&self) -> Result<(), Refusal> {
        let surplus = self.arguments.get(self.read.get()..).unwrap_or_default().join(" ");
        if surplus.is_empty() {
            return Ok(());
        }
        let what = format!("“{surplus}” is too much");
        Err(if self.usage.is_empty() {
            Refusal::with_remedy(what, "this command takes no arguments")
        } else {
            Refusal::with_remedy(
                what,
                format!("the arguments are: {}; put one of several words in quotes", self.usage),
            )
        })
    }
}

/// All commands, for help and for the reader.
pub const COMMANDS: &[Usage] = &[
    Usage {
        name: "set-light",
        arguments: "SCENE daylight|dark|dawn|dusk|any|proposed",
        what: "say what the camera needs",
        run: set_light,
    },
    Usage {
        name: "set-minutes",
        arguments: "SCENE MINUTES|estimated",
        what: "say how long a strip takes",
        run: set_minutes,
    },
    Usage {
        name: "set-eighths",
        arguments: "SCENE EIGHTHS",
        what: "say how long a scene is: 4/8, 1 2/8",
        run: set_eighths,
    },
    Usage { name: "set-synopsis", arguments: "SCENE WORDS…", what: "say what happens", run: set_synopsis },
    Usage {
        name: "set-story-day",
        arguments: "SCENE DAY",
        what: "say which day of the story it is",
        run: set_story_day,
    },
    Usage { name: "set-unit", arguments: "SCENE UNIT", what: "give a scene to a unit", run: set_unit },
    Usage {
        name: "assign-location",
        arguments: "SET LOCATION|none",
        what: "say where a set is shot",
        run: assign_location,
    },
    Usage {
        name: "set-presence",
        arguments: "SCENE CHARACTER speaking|silent|voice-only|background|none",
        what: "say how a character is in a scene",
        run: set_presence,
    },
    Usage {
        name: "accept",
        arguments: "SCENE CHARACTER|ELEMENT|GROUP",
        what: "accept a suggestion",
        run: accept,
    },
    Usage {
        name: "reject",
        arguments: "SCENE CHARACTER|ELEMENT|GROUP",
        what: "reject a suggestion",
        run: reject,
    },
    Usage {
        name: "watch",
        arguments: "CHARACTER WHY…|off",
        what: "mark a character as to be watched in every shot",
        run: watch,
    },
    Usage {
        name: "set-board-id",
        arguments: "CHARACTER ID",
        what: "give a character another board ID",
        run: set_board_id,
    },
    Usage { name: "split-sheet", arguments: "SCENE PARTS", what: "shoot a scene in parts", run: split_sheet },
    Usage { name: "omit", arguments: "SCENE", what: "take a scene out of the shoot", run: omit },
    Usage { name: "restore", arguments: "SCENE", what: "take an omitted scene back", run: restore },
    Usage { name: "pin", arguments: "SCENE DATE|DAY", what: "fix a scene to a day", run: pin },
    Usage { name: "unpin", arguments: "SCENE", what: "let a scene go", run: unpin },
    Usage {
        name: "move-strip",
        arguments: "SCENE DAY|boneyard",
        what: "put a strip at the end of a day",
        run: move_strip,
    },
    Usage {
        name: "copy-board",
        arguments: "NAME",
        what: "start a board as a copy of another",
        run: copy_board,
    },
    Usage {
        name: "checked",
        arguments: "SCENE",
        what: "clear what a new draft left to check on a scene",
        run: checked,
    },
    Usage {
        name: "lock-numbers",
        arguments: "",
        what: "issue the scene numbers: from now on a scene keeps its number",
        run: lock_numbers,
    },
    Usage { name: "rename-board", arguments: "NAME", what: "give a board another name", run: rename_board },
    Usage { name: "delete-board", arguments: "", what: "delete a working board", run: delete_board },
];

/// Runs a command by name. `board` names the board for commands that need one (else the newest).
///
/// # Errors
/// Unknown commands and names, and whatever does not fit, with what to do.
pub fn run(
    state: &State,
    name: &str,
    arguments: &[String],
    board: Option<&str>,
    author: &str,
) -> Result<Effect, Refusal> {
    let Some(usage) = COMMANDS.iter().find(|usage| usage.name == name) else {
        let near = crate::resolve::nearest(name, COMMANDS.iter().map(|usage| usage.name));
        let what = format!("there is no command “{name}”");
        return Err(if near.is_empty() {
            Refusal::with_remedy(what, "`firstup edit --help` lists them")
        } else {
            Refusal::with_remedy(what, format!("did you mean {}?", near.join(", or ")))
        });
    };
    let mut editing = Editing::new(state);
    let context = Context { usage: usage.arguments, arguments, board, author, read: Cell::new(0) };
    let summary = (usage.run)(&mut editing, &context)?;
    context.refuse_surplus()?;
    Ok(Effect { summary, changes: editing.changes() })
}

fn sheet(editing: &Editing<'_>, context: &Context<'_>) -> Result<Sheet, Refusal> {
    let id = editing.now.sheet_called(context.arg(0)?)?;
    Ok(editing.now.sheets[&id].clone())
}

fn set_light(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let word = context.arg(1)?;
    sheet.light = if word == "proposed" { None } else { Some(by_keyword("light", word, &Light::NAMES)?) };
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("light of {label}: {word}"))
}

fn set_minutes(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let word = context.arg(1)?;
    sheet.minutes = if word == "estimated" { None } else { Some(minutes(word)?) };
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("minutes of {label}: {word}"))
}

fn minutes(word: &str) -> Result<Minutes, Refusal> {
    let minutes = word.parse().ok().filter(|minutes| MINUTES.contains(minutes));
    minutes.map(Minutes).ok_or_else(|| {
        Refusal::with_remedy(
            format!("“{word}” are no minutes"),
            format!("write a whole number between {} and {}", MINUTES.start(), MINUTES.end()),
        )
    })
}

fn set_eighths(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let text = context.rest(1)?;
    let eighths = PageEighths::parse(&text).filter(|e| e.0 > 0);
    sheet.eighths = eighths.ok_or_else(|| {
        Refusal::with_remedy(format!("“{text}” is no length"), "write pages and eighths: 4/8, 1 2/8, 2")
    })?;
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("length of {label}: {text}"))
}

fn set_synopsis(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let text = context.rest(1)?;
    sheet.synopsis = Some(text.clone());
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("synopsis of {label}: {text}"))
}

fn set_story_day(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let text = context.arg(1)?;
    sheet.story_day = Some(text.to_owned());
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("story day of {label}: {text}"))
}

fn set_unit(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let name = context.rest(1)?;
    sheet.unit = Some(editing.now.unit_called(&name)?);
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("unit of {label}: {name}"))
}

fn assign_location(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.set_called(context.arg(0)?)?;
    let name = context.rest(1)?;
    let mut set = editing.now.sets[&id].clone();
    set.location = if name == "none" { None } else { Some(editing.now.location_called(&name)?) };
    let summary = format!("{} is shot at {name}", set.name);
    editing.put(set);
    Ok(summary)
}

fn set_presence(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let character = editing.now.character_called(context.arg(1)?)?;
    let word = context.arg(2)?;
    if word == "none" {
        sheet.presence.remove(&character);
    } else {
        let presence = by_keyword("kind of presence", word, &Presence::NAMES)?;
        let claim = sheet.presence.entry(character).or_insert(PresenceClaim {
            presence,
            review: Review::Accepted,
            evidence: Vec::new(),
        });
        claim.presence = presence;
        claim.review = Review::Accepted;
    }
    let summary =
        format!("{} in {}: {word}", editing.now.characters[&character].name, editing.now.label(sheet.id));
    editing.put(sheet);
    Ok(summary)
}

fn accept(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    review(editing, context, Review::Accepted, "accepted")
}

fn reject(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    review(editing, context, Review::Rejected, "rejected")
}

fn review(
    editing: &mut Editing<'_>,
    context: &Context<'_>,
    review: Review,
    word: &str,
) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let name = context.rest(1)?;
    let state = &editing.now;
    let mut found = false;
    if let Ok(character) = state.character_called(&name)
        && let Some(claim) = sheet.presence.get_mut(&character)
    {
        claim.review = review;
        found = true;
    }
    for element in &mut sheet.elements {
        if state.elements.get(&element.element).is_some_and(|e| e.name.eq_ignore_ascii_case(&name)) {
            element.review = review;
            found = true;
        }
    }
    for background in &mut sheet.background {
        if state.background.get(&background.group).is_some_and(|g| g.name.eq_ignore_ascii_case(&name)) {
            background.review = review;
            found = true;
        }
    }
    let label = state.label(sheet.id);
    if !found {
        return Err(nothing_called(state, &sheet, &label, &name));
    }
    editing.put(sheet);
    Ok(format!("{word} {name} in {label}"))
}

fn nothing_called(state: &State, sheet: &Sheet, label: &str, name: &str) -> Refusal {
    let mut known: Vec<&str> = sheet
        .presence
        .keys()
        .filter_map(|id| state.characters.get(id))
        .map(|character| character.name.as_str())
        .collect();
    let elements = sheet.elements.iter().filter_map(|e| state.elements.get(&e.element));
    known.extend(elements.map(|element| element.name.as_str()));
    let groups = sheet.background.iter().filter_map(|b| state.background.get(&b.group));
    known.extend(groups.map(|group| group.name.as_str()));
    Refusal::with_remedy(format!("scene {label} has no “{name}”"), format!("it has: {}", known.join(", ")))
}

fn watch(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.character_called(context.arg(0)?)?;
    let why = context.rest(1)?;
    let mut character = editing.now.characters[&id].clone();
    character.watch = if why == "off" { None } else { Some(why.clone()) };
    let summary = format!("watch {}: {why}", character.name);
    editing.put(character);
    Ok(summary)
}

fn set_board_id(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.character_called(context.arg(0)?)?;
    let board_id = context.arg(1)?.to_owned();
    if board_id.is_empty() || !board_id.chars().all(char::is_alphanumeric) {
        return Err(Refusal::new(format!("“{board_id}” is no board ID: letters and digits only")));
    }
    let taken =
        editing.now.characters.values().find(|c| c.id != id && c.board_id.eq_ignore_ascii_case(&board_id));
    if let Some(other) = taken {
        return Err(Refusal::with_remedy(
            format!("board ID {board_id} is {}'s", other.name),
            "give that one another first",
        ));
    }
    let mut character = editing.now.characters[&id].clone();
    if character.board_id_frozen {
        return Err(Refusal::new(format!("{}'s board ID was issued and stays", character.name)));
    }
    character.board_id.clone_from(&board_id);
    let summary = format!("board ID of {}: {board_id}", character.name);
    editing.put(character);
    Ok(summary)
}

fn split_sheet(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let sheet = sheet(editing, context)?;
    let text = context.arg(1)?;
    let parts = text.parse().ok().filter(|parts| PARTS.contains(parts)).ok_or_else(|| no_parts(text))?;
    let label = editing.now.label(sheet.id);
    split(editing, sheet.id, parts)?;
    Ok(format!("{label} in {parts} parts"))
}

fn set_status(
    editing: &mut Editing<'_>,
    context: &Context<'_>,
    status: SheetStatus,
) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let label = editing.now.label(sheet.id);
    if matches!(sheet.status, SheetStatus::Shot | SheetStatus::PartlyShot) {
        return Err(Refusal::new(format!("{label} is shot already, or a part of it: that stays")));
    }
    sheet.status = status;
    if status == SheetStatus::Omitted {
        for mut board in working_boards(editing) {
            if board.placements().contains_key(&sheet.id) {
                board.remove(sheet.id);
                editing.put(board);
            }
        }
    }
    editing.put(sheet);
    Ok(label)
}

/// Boards that may still change.
fn working_boards(editing: &Editing<'_>) -> Vec<Board> {
    let boards = editing.now.boards.values();
    boards.filter(|board| board.status == crate::BoardStatus::Working).cloned().collect()
}

fn omit(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    Ok(format!("omitted {}", set_status(editing, context, SheetStatus::Omitted)?))
}

fn restore(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    Ok(format!("restored {}", set_status(editing, context, SheetStatus::Planned)?))
}

fn pin(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    let text = context.rest(1)?;
    let at = pin_at(&text)?;
    sheet.pin = Some(Pin { at, by: context.author.to_owned() });
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("pinned {label} to {text}"))
}

/// Reads what a pin names: a date, `day 5`, or `5`.
///
/// # Errors
/// Anything else.
pub fn pin_at(text: &str) -> Result<PinAt, Refusal> {
    let text = text.trim();
    let date = date(text);
    let number = text.strip_prefix('-').unwrap_or(text);
    let names_day = after_day(text).is_some() || number.bytes().all(|byte| byte.is_ascii_digit());
    if date.is_err() && names_day {
        return day_number(text, "a date").map(PinAt::Day);
    }
    date.map(PinAt::Date)
}

/// Reads `5` or `day 5`; `or` is what could be written as well.
fn day_number(text: &str, or: &str) -> Result<u32, Refusal> {
    let number = after_day(text).unwrap_or(text).trim();
    number.parse().ok().filter(|day| DAYS.contains(day)).ok_or_else(|| {
        Refusal::with_remedy(
            format!("“{text}” is no day of a board"),
            format!("write the day's number, between {} and {}, or {or}", DAYS.start(), DAYS.end()),
        )
    })
}

/// What stands after the word `day`.
fn after_day(text: &str) -> Option<&str> {
    let (word, number) = text.split_at_checked("day".len())?;
    word.eq_ignore_ascii_case("day").then_some(number)
}

fn unpin(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut sheet = sheet(editing, context)?;
    sheet.pin = None;
    let label = editing.now.label(sheet.id);
    editing.put(sheet);
    Ok(format!("unpinned {label}"))
}

fn working_board(editing: &Editing<'_>, context: &Context<'_>) -> Result<Board, Refusal> {
    let id = editing.now.board_called(context.board)?;
    let board = editing.now.boards[&id].clone();
    if board.status != crate::BoardStatus::Working {
        return Err(Refusal::with_remedy(
            format!("{} was issued and stays as it is", board.name),
            "work on a copy: copy-board NAME",
        ));
    }
    Ok(board)
}

fn move_strip(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let sheet = sheet(editing, context)?;
    let mut board = working_board(editing, context)?;
    let label = editing.now.label(sheet.id);
    if sheet.status == SheetStatus::Omitted {
        return Err(Refusal::with_remedy(
            format!("{label} is omitted"),
            format!("take it back first: restore {label}"),
        ));
    }
    let place = context.rest(1)?;
    if place == "boneyard" {
        board.remove(sheet.id);
    } else {
        let day = day_number(&place, "boneyard")?;
        let unit: Option<UnitId> = editing.now.unit_of(&sheet);
        let unit = unit.ok_or_else(|| Refusal::new("this production has no unit"))?;
        board.place(sheet.id, unit, day as usize - 1, Placed::ByPerson);
    }
    let summary = format!("{label} to {place} on {}", board.name);
    editing.put(board);
    Ok(summary)
}

fn free_name(editing: &Editing<'_>, name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::new("a board needs a name"));
    }
    if editing.now.boards.values().any(|board| board.name.eq_ignore_ascii_case(name)) {
        return Err(Refusal::new(format!("there is a board “{name}” already")));
    }
    Ok(name.to_owned())
}

fn copy_board(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let id = editing.now.board_called(context.board)?;
    let mut board = editing.now.boards[&id].clone();
    let name = free_name(editing, &context.rest(0)?)?;
    let summary = format!("{name} is a copy of {}", board.name);
    board.id = editing.fresh::<BoardId>();
    board.name = name;
    board.status = crate::BoardStatus::Working;
    editing.put(board);
    Ok(summary)
}

fn rename_board(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let mut board = working_board(editing, context)?;
    let name = free_name(editing, &context.rest(0)?)?;
    let summary = format!("{} is now {name}", board.name);
    board.name = name;
    editing.put(Entity::from(board));
    Ok(summary)
}

fn delete_board(editing: &mut Editing<'_>, context: &Context<'_>) -> Result<String, Refusal> {
    let board = working_board(editing, context)?;
    editing.remove(EntityKey::Board(board.id));
    Ok(format!("deleted {}", board.name))
}
