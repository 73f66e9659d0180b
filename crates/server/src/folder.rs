//! The folder whose productions are served. A production is opened when somebody first asks for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{FromRequestParts, Path as UrlPath};
use axum::http::request::Parts;
use domain::State;
use jiff::Timestamp;
use tokio::sync::watch;

use crate::Options;
use crate::problem::Problem;
use crate::production::Production;

/// How often files are looked at for changes of another program.
const LOOK: Duration = Duration::from_millis(500);

/// A folder of productions.
#[derive(Debug)]
pub struct Folder {
    pub(crate) options: Options,
    open: Mutex<BTreeMap<String, Arc<Production>>>,
    closed: watch::Sender<bool>,
}

/// A production's file in a folder: a plain name, never a path. None for any other name.
#[must_use]
pub fn file_in(folder: &Path, name: &str) -> Option<PathBuf> {
    let plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0', ':']);
    plain.then(|| folder.join(format!("{name}.firstup")))
}

impl Folder {
    /// A folder, none of whose productions is open yet.
    #[must_use]
    pub fn new(options: Options) -> Arc<Self> {
        Arc::new(Self { options, open: Mutex::default(), closed: watch::Sender::new(false) })
    }

    /// The production of a name; opens it when nobody did.
    pub(crate) fn production(&self, name: &str) -> Result<Arc<Production>, Problem> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(production) = open.get(name) {
            return Ok(production.clone());
        }
        let nowhere = || Problem::NotFound(format!("there is no production “{name}” in this folder"));
        let path = file_in(&self.options.folder, name).filter(|path| path.is_file()).ok_or_else(nowhere)?;
        let production = Arc::new(Production::open(name, &path)?);
        open.insert(name.to_owned(), production.clone());
        Ok(production)
    }

    /// Names of all productions and when they were written, the latest first.
    pub(crate) fn names(&self) -> Vec<(String, std::time::SystemTime)> {
        let Ok(entries) = std::fs::read_dir(&self.options.folder) else { return Vec::new() };
        let mut found: Vec<(std::time::SystemTime, String)> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let name = entry.file_name().into_string().ok()?.strip_suffix(".firstup")?.to_owned();
                Some((entry.metadata().ok()?.modified().ok()?, name))
            })
            .filter(|(_, name)| file_in(&self.options.folder, name).is_some())
            .collect();
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.into_iter().map(|(written, name)| (name, written)).collect()
    }

    /// The time of a command.
    pub(crate) fn now(&self) -> Timestamp {
        (self.options.clock)()
    }

    /// Is ready when the server stops.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closed.subscribe()
    }

    /// Ends event streams and plans.
    pub(crate) fn close(&self) {
        self.closed.send_replace(true);
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.values().for_each(|production| production.plans.stop_all());
    }

    /// Takes in what other programs write to the open files.
    pub(crate) async fn watch(self: Arc<Self>) {
        loop {
            tokio::time::sleep(LOOK).await;
            let open: Vec<Arc<Production>> =
                self.open.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect();
            let looked = tokio::task::spawn_blocking(move || {
                // A file that cannot be read now is looked at again, and a command on it says what is wrong.
                open.iter().for_each(|production| drop(production.take_in()));
            });
            if looked.await.is_err() {
                return;
            }
        }
    }
}

/// A request's production, and who asks.
pub(crate) struct Asked {
    pub(crate) production: Arc<Production>,
    pub(crate) author: String,
    /// The board that the browser showed last, if it said so.
    last_board: Option<String>,
    /// Is money hidden in this browser?
    pub(crate) money_hidden: bool,
    pub(crate) now: Timestamp,
}

impl Asked {
    /// The board that a page is about: the one named, else the one that was shown last, while it is there; none for the newest.
    pub(crate) fn board<'a>(&'a self, named: Option<&'a str>, state: &State) -> Option<&'a str> {
        let there = |name: &&str| state.boards.values().any(|board| board.name == **name);
        named.filter(|name| !name.is_empty()).or_else(|| self.last_board.as_deref().filter(there))
    }

    /// The date of what is written down now, as on the command line.
    pub(crate) fn today(&self) -> domain::Date {
        self.now.to_zoned(jiff::tz::TimeZone::UTC).date()
    }
}

impl FromRequestParts<Arc<Folder>> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, folder: &Arc<Folder>) -> Result<Self, Problem> {
        let unreadable = |_| Problem::BadRequest("the address names no production".to_owned());
        let path = UrlPath::<BTreeMap<String, String>>::from_request_parts(parts, folder).await;
        let name = path.map_err(unreadable)?.0.remove("production").unwrap_or_default();
        let author = author_of(&parts.headers).unwrap_or_else(|| folder.options.author.clone());
        let last_board = cookie(&parts.headers, "board");
        let money_hidden = cookie(&parts.headers, "money").is_some_and(|money| money == "hidden");
        let now = folder.now();
        let folder = folder.clone();
        let production = tokio::task::spawn_blocking(move || folder.production(&name)).await??;
        Ok(Self { production, author, last_board, money_hidden, now })
    }
}

/// What a cookie says, percent-encoded.
fn cookie(headers: &axum::http::HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(axum::http::header::COOKIE);
    let mut pairs = cookies.iter().filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(';'));
    decoded(pairs.find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))?)
}

/// The name in the cookie `author`.
pub(crate) fn author_of(headers: &axum::http::HeaderMap) -> Option<String> {
    let name = cookie(headers, "author")?;
    let name: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
    let name = name.trim().to_owned();
    (!name.is_empty()).then_some(name)
}

/// `J%C3%B6rg` → `Jörg`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_path() {
        let folder = Path::new("films");
        assert_eq!(file_in(folder, "first up"), Some(folder.join("first up.firstup")));
        for name in ["", ".", "..", "../film", "a/b", "a\\b", ".hidden", "C:film", "a\0b"] {
            assert_eq!(file_in(folder, name), None, "{name}");
        }
    }

    #[test]
    fn authors_have_letters_of_their_own() {
        assert_eq!(decoded("J%C3%B6rg%20A").as_deref(), Some("Jörg A"));
        assert_eq!(decoded("%C3"), None);
        assert_eq!(decoded("%2"), None);
    }
}
