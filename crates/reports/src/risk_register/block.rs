//! What the register is made of: a block a stunt, in parts of lines.

use domain::{Date, SheetId, StuntId};

/// A stunt, or the actions of a sheet of which nobody made one.
#[derive(Clone, Debug)]
pub struct Block {
    /// Where it is.
    pub sheet: SheetId,
    /// None: only actions are described.
    pub stunt: Option<StuntId>,
    /// The sheet as people call it.
    pub scene: String,
    /// As it is called.
    pub name: String,
    /// `C`; empty where nobody made a stunt of the actions.
    pub class: &'static str,
    /// When the board shoots it; none: on no day.
    pub date: Option<Date>,
    /// The same in words.
    pub date_words: String,
    /// Where.
    pub place: String,
    /// `MARA (stunt double), Eve Sample`.
    pub performer: Option<String>,
    /// What is said of it.
    pub parts: Vec<Part>,
}

/// What belongs together under a title.
#[derive(Clone, Debug)]
pub struct Part {
    /// `What may happen`.
    pub title: &'static str,
    /// What is said.
    pub lines: Vec<Line>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// To know.
    Said,
    /// Done, or agreed.
    Done,
    /// To be done, or asked.
    Open,
    /// Somebody said no.
    Refused,
}

impl State {
    /// The sign before the line.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Said => "·",
            Self::Done => "☑",
            Self::Open => "☐",
            Self::Refused => "✗",
        }
    }

    /// The same for those who do not see it; empty for what is only said.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Said => "",
            Self::Done => "done",
            Self::Open => "open",
            Self::Refused => "refused",
        }
    }
}

/// A line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it stands.
    pub state: State,
    /// What.
    pub what: String,
    /// More of it: how it stands, why.
    pub note: String,
    /// Who wrote it down, or signed.
    pub by: String,
    /// When.
    pub on: Option<Date>,
    /// Who sees to it while it is open.
    pub(super) owner: String,
}

/// Whose a gap in the description is.
pub(super) const COORDINATOR: &str = "stunt coordinator";

impl Line {
    pub(super) fn said(what: impl Into<String>) -> Self {
        let (note, by, owner) = (String::new(), String::new(), String::new());
        Self { state: State::Said, what: what.into(), note, by, on: None, owner }
    }

    /// Something that the coordinator sees to.
    pub(super) fn open(what: impl Into<String>) -> Self {
        Self { state: State::Open, owner: COORDINATOR.into(), ..Self::said(what) }
    }

    pub(super) fn noted(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }

    /// `permits: open, forecast 22 Sep 2027`.
    #[must_use]
    pub fn words(&self) -> String {
        if self.note.is_empty() { self.what.clone() } else { format!("{}: {}", self.what, self.note) }
    }
}

impl Block {
    /// How many lines are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.parts.iter().flat_map(|part| &part.lines).filter(|line| line.state == State::Open).count()
    }

    /// `45 pt 1 -- the leap -- class D`.
    #[must_use]
    pub fn title(&self) -> String {
        let class = if self.class.is_empty() { String::new() } else { format!(" -- class {}", self.class) };
        format!("{} -- {}{class}", self.scene, self.name)
    }

    /// `day 24, Tue, 19 October 2027 · Mole (MOLE)`.
    #[must_use]
    pub fn where_words(&self) -> String {
        format!("{} · {}", self.date_words, self.place)
    }
}
