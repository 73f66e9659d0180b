//! The commands that a person types: `set-light 12A dark`, `pin 12A 2027-05-04`, `move-strip 12 5`.
//!
//! A command looks at the state and gives the changes it would make; whoever runs it appends them to the log.
//! To add one: a function in the file of its noun (or a file of its own, with its `mod` line here), and a
//! line in that noun's table `COMMANDS`.

use std::cell::Cell;

mod availability;
mod background;
mod board;
mod cast;
mod combine;
mod draft;
mod element;
mod engagement;
mod merge;
mod parse;
mod person;
mod pin;
mod place;
mod production;
mod propose_locations;
mod relation;
mod review;
mod rows;
mod scene;
mod sheet;
mod split;
mod stunt;

pub use combine::combine;
pub use pin::pin_at;
pub use production::blank;
pub use scene::{add_scene_at, put_sheet, retitle, set_omitted, settle_omitted};
pub use split::split;
pub use stunt::choose;

use crate::{Board, Change, Editing, Refusal, Sheet, State};

/// A label or a name as one argument of a command: `12A`, `"40 pt 2"`.
#[must_use]
pub fn quoted(name: &str) -> String {
    if name.contains(' ') { format!("\"{name}\"") } else { name.to_owned() }
}

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

    /// An argument that may be missing.
    fn optional(&self, place: usize) -> Option<&str> {
        (place < self.arguments.len()).then(|| self.arg(place).unwrap_or_default())
    }

    /// All arguments from a place on, at least one.
    fn all(&self, from: usize) -> Result<&[String], Refusal> {
        self.arg(from)?;
        self.read.set(self.arguments.len());
        Ok(&self.arguments[from..])
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

/// The commands of one noun.
pub struct Group {
    /// What they are about.
    pub noun: &'static str,
    /// The commands.
    pub commands: &'static [Usage],
}

/// All commands by noun, for help and for the reader.
pub const GROUPS: &[Group] = &[
    Group { noun: "Production", commands: production::COMMANDS },
    Group { noun: "Drafts", commands: draft::COMMANDS },
    Group { noun: "Scenes", commands: scene::COMMANDS },
    Group { noun: "Sheets", commands: sheet::COMMANDS },
    Group { noun: "Sheets of a part, or of several scenes", commands: split::COMMANDS },
    Group { noun: "Sheets that belong together", commands: relation::COMMANDS },
    Group { noun: "Suggestions", commands: review::COMMANDS },
    Group { noun: "Characters", commands: cast::COMMANDS },
    Group { noun: "People", commands: person::COMMANDS },
    Group { noun: "Engagements", commands: engagement::COMMANDS },
    Group { noun: "Background", commands: background::COMMANDS },
    Group { noun: "Elements", commands: element::COMMANDS },
    Group { noun: "Sets and locations", commands: place::COMMANDS },
    Group { noun: "Dates", commands: availability::COMMANDS },
    Group { noun: "Stunts", commands: stunt::COMMANDS },
    Group { noun: "Pins", commands: pin::COMMANDS },
    Group { noun: "Boards", commands: board::COMMANDS },
    Group { noun: "Rows of a board", commands: rows::COMMANDS },
];

/// All commands.
pub fn commands() -> impl Iterator<Item = &'static Usage> {
    GROUPS.iter().flat_map(|group| group.commands)
}

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
    let Some(usage) = commands().find(|usage| usage.name == name) else {
        let near = crate::resolve::nearest(name, commands().map(|usage| usage.name));
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

/// Boards that may still change.
fn working_boards(editing: &Editing<'_>) -> Vec<Board> {
    let boards = editing.now.boards.values();
    boards.filter(|board| board.status == crate::BoardStatus::Working).cloned().collect()
}
