//! What surrounds a command: who runs it, when, where its answer goes.

use std::io::{IsTerminal, Write};
use std::path::Path;

use jiff::Timestamp;
use serde_json::Value;
use store::{ProductionFile, StoreError};

use crate::failure::Failure;

/// The surroundings of one command.
pub struct Session {
    /// Answers as JSON.
    pub json: bool,
    /// Who.
    pub author: String,
    /// When.
    pub now: Timestamp,
}

/// The clock.
#[allow(clippy::disallowed_methods, reason = "the one place where the clock comes in")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

impl Session {
    /// The surroundings of this process: its user and its clock.
    pub fn new(json: bool, author: Option<&str>) -> Self {
        let named = author.map(str::to_owned).or_else(|| std::env::var("USER").ok());
        let author = named.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "me".to_owned());
        Self { json, author, now: now() }
    }

    /// The date of the command.
    pub fn today(&self) -> domain::Date {
        self.now.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Is standard output a terminal?
    pub fn terminal(&self) -> bool {
        std::io::stdout().is_terminal()
    }

    /// Columns of the terminal.
    pub fn width(&self) -> usize {
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let width = columns.or_else(|| terminal_size(self.terminal())).unwrap_or(110);
        width.clamp(60, 240)
    }

    /// Prints the answer: JSON if asked for, else text.
    pub fn answer(
        &self,
        value: impl FnOnce() -> Value,
        text: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        if self.json {
            let value = value();
            self.print(&format!("{value:#}\n"))
        } else {
            self.print(&text())
        }
    }

    /// Prints on standard output. A reader that closed its end has seen enough.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Failure::BadInput(format!("the answer cannot be written: {error}")))
            }
            _ => Ok(()),
        }
    }

    /// Says something beside the answer.
    pub fn say(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{text}");
    }
}

fn terminal_size(terminal: bool) -> Option<usize> {
    terminal.then(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))).flatten()
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::BadInput(error.to_string())
    }
}

/// Opens a production to change it.
pub fn open(path: &Path) -> Result<ProductionFile, Failure> {
    Ok(ProductionFile::open(path)?)
}

/// Opens a production to read it.
pub fn open_read_only(path: &Path) -> Result<ProductionFile, Failure> {
    Ok(ProductionFile::open_read_only(path)?)
}

/// Reads a whole file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path)
        .map_err(|error| Failure::BadInput(format!("{} cannot be read: {error}", path.display())))
}

/// Reads a whole text file.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?)
        .map_err(|_| Failure::BadInput(format!("{} is not UTF-8 text; save it as UTF-8", path.display())))
}

/// Writes a whole file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes)
        .map_err(|error| Failure::BadInput(format!("{} cannot be written: {error}", path.display())))
}
