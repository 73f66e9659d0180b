//! An open production: its file, what it is now, who listens.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use domain::edit::Effect;
use domain::{
    Board, BoardId, Change, Draft, Entity, EntityKey, Entry, EntryHead, EntryKind, State, log, together,
};
use jiff::Timestamp;
use office::import::NextDraft;
use reports::Context;
use reports::view::{BoardName, BoardView, ChangeView};
use risk::Outlook;
use rules::Verdict;
use screenplay::Screenplay;
use serde::{Deserialize, Serialize};
use store::{Log, ProductionFile};
use tokio::sync::broadcast;
use utoipa::ToSchema;

use crate::amounts;
use crate::decisions::Decisions;
use crate::plans::{PlanNote, Plans};
use crate::problem::Problem;

/// Events that wait for a slow listener; one that is further behind reads the log again.
const WAITING: usize = 256;
/// Shoots that are simulated of each board, and their luck: those of `firstup risk`.
const REPLICATIONS: u32 = 20_000;
const SEED: u64 = 1;

/// A production that is being worked on.
#[derive(Debug)]
pub(crate) struct Production {
    pub(crate) name: String,
    pub(crate) plans: Plans,
    file: Mutex<ProductionFile>,
    now: RwLock<Arc<Now>>,
    offered: Mutex<Option<Arc<NextDraft>>>,
    events: broadcast::Sender<Event>,
}

/// A production as it is at a revision, and what the judge says of its boards.
#[derive(Debug)]
pub(crate) struct Now {
    pub(crate) state: State,
    verdicts: Mutex<BTreeMap<BoardId, Arc<Verdict>>>,
    outlooks: Mutex<BTreeMap<BoardId, Option<Arc<Outlook>>>>,
    decisions: Mutex<BTreeMap<BoardId, Arc<Decisions>>>,
}

/// What listeners are told.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    /// Something was written.
    Entry(EntryNote),
    /// A plan goes on, or ended.
    Plan(Arc<PlanNote>),
}

/// An entry of the log, without its changes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct EntryNote {
    pub(crate) revision: u64,
    pub(crate) author: String,
    pub(crate) command: String,
    pub(crate) summary: String,
    /// The summary names an amount of money.
    pub(crate) money: bool,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) at: Timestamp,
    /// Boards that it changed.
    boards: Vec<u32>,
    /// Something else changed too, so that any board may look different.
    all: bool,
}

impl EntryNote {
    pub(crate) fn of(entry: &EntryHead) -> Self {
        let keys = || entry.changed.iter().copied();
        let board = |key| match key {
            EntityKey::Board(id) => Some(id.0),
            _ => None,
        };
        let summary = match entry.kind {
            EntryKind::Command => entry.summary.clone(),
            EntryKind::Undo { .. } => format!("undone: {}", entry.summary),
            EntryKind::Redo { .. } => format!("done again: {}", entry.summary),
        };
        Self {
            revision: entry.revision,
            author: entry.author.clone(),
            command: entry.command.clone(),
            summary,
            money: amounts::named(&entry.summary),
            at: entry.at,
            boards: keys().filter_map(board).collect(),
            all: keys().any(|key| board(key).is_none()),
        }
    }
}

/// A command as a browser sends it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    /// The revision that its sender looked at.
    pub(crate) base: u64,
    /// The board that it is about; the newest, if none is named.
    #[serde(default)]
    pub(crate) board: Option<String>,
    /// A command of `firstup edit`, `undo` or `redo`.
    pub(crate) command: String,
    /// Its arguments.
    #[serde(default)]
    pub(crate) arguments: Vec<String>,
    /// Only say what it would change.
    #[serde(default)]
    pub(crate) preview: bool,
}

/// A command that was done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Done {
    pub(crate) revision: u64,
    pub(crate) changed: bool,
    pub(crate) summary: String,
    /// The summary names an amount of money.
    pub(crate) money: bool,
    /// The board then; none when the production has none.
    #[schema(value_type = Option<Object>)]
    pub(crate) view: Option<FullView>,
}

/// What a command would do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Preview {
    pub(crate) revision: u64,
    pub(crate) summary: String,
    #[schema(value_type = Object)]
    pub(crate) change: ChangeView,
}

/// A board with what stands around it.
#[derive(Debug, Serialize)]
pub(crate) struct FullView {
    revision: u64,
    production: Title,
    author: String,
    boards: Vec<BoardName>,
    /// What the author's next undo takes back.
    undo: Option<Said>,
    /// What it does to something else than this board: to be asked about first.
    undo_elsewhere: Option<String>,
    redo: Option<Said>,
    #[serde(flatten)]
    board: BoardView,
}

/// Words of the history.
#[derive(Debug, Serialize)]
struct Said {
    summary: String,
    /// They name an amount of money.
    money: bool,
}

impl Said {
    fn of(summary: String) -> Self {
        Self { money: amounts::named(&summary), summary }
    }
}

#[derive(Debug, Serialize)]
struct Title {
    title: String,
    currency: String,
}

impl Now {
    fn new(state: State) -> Arc<Self> {
        Arc::new(Self {
            state,
            verdicts: Mutex::default(),
            outlooks: Mutex::default(),
            decisions: Mutex::default(),
        })
    }

    /// The board of a name, or the newest.
    pub(crate) fn board(&self, name: Option<&str>) -> Result<&Board, Problem> {
        Ok(&self.state.boards[&self.state.board_called(name)?])
    }

    /// The board of a name, or the newest; none where there is none.
    pub(crate) fn shown(&self, name: Option<&str>) -> Option<&Board> {
        self.state.board_called(name).ok().map(|id| &self.state.boards[&id])
    }

    /// What the judge says of a board.
    pub(crate) fn verdict(&self, board: &Board) -> Arc<Verdict> {
        let known = || self.verdicts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(verdict) = known().get(&board.id) {
            return verdict.clone();
        }
        let verdict = Arc::new(rules::assess(&self.state, board));
        known().insert(board.id, verdict.clone());
        verdict
    }

    /// What may become of a board, simulated. None when it shoots nothing.
    pub(crate) fn outlook(&self, board: &Board) -> Option<Arc<Outlook>> {
        let known = || self.outlooks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(outlook) = known().get(&board.id) {
            return outlook.clone();
        }
        let verdict = self.verdict(board);
        let threads = std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        let outlook = Outlook::of(&self.state, board, &verdict, REPLICATIONS, SEED, threads).map(Arc::new);
        known().insert(board.id, outlook.clone());
        outlook
    }

    /// The decision points of a board, each with its rewrite planned. Who asks meanwhile waits, and nothing is planned twice.
    pub(crate) fn decisions(&self, board: &Board) -> Arc<Decisions> {
        let mut known = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        let decisions = known.entry(board.id).or_insert_with(|| Arc::new(Decisions::of(&self.state, board)));
        decisions.clone()
    }
}

impl Production {
    pub(crate) fn open(name: &str, path: &Path) -> Result<Self, Problem> {
        let file = ProductionFile::open(path)?;
        let now = Now::new(file.state().clone());
        Ok(Self {
            name: name.to_owned(),
            plans: Plans::default(),
            file: Mutex::new(file),
            now: RwLock::new(now),
            offered: Mutex::default(),
            events: broadcast::Sender::new(WAITING),
        })
    }

    /// As it is now.
    pub(crate) fn now(&self) -> Arc<Now> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What happens from now on.
    pub(crate) fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// What was written after a revision.
    pub(crate) fn entries_after(&self, revision: u64) -> Vec<EntryNote> {
        self.file().heads_after(revision).iter().map(EntryNote::of).collect()
    }

    /// Reads the file; nobody writes meanwhile.
    pub(crate) fn with_file<T>(&self, read: impl FnOnce(&ProductionFile) -> T) -> T {
        read(&self.file())
    }

    /// A draft's text, read anew; none where the file does not hold it.
    pub(crate) fn screenplay(&self, draft: &Draft) -> Result<Option<Screenplay>, Problem> {
        let text = self.file().log().text(&draft.text_hash)?;
        Ok(text.map(|text| screenplay::read(&text, Some(&draft.name)).screenplay))
    }

    /// Compares a next draft, and keeps it until it is taken or another comes.
    pub(crate) fn offer_draft(&self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        let next = office::import::next_draft(&self.file(), name, bytes, Vec::new())?;
        *self.offered.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(next));
        Ok(())
    }

    /// The next draft that waits to be taken.
    pub(crate) fn offered(&self) -> Option<Arc<NextDraft>> {
        self.offered.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the next draft in. It has to have been compared with the production as it is.
    pub(crate) fn take_draft(&self, author: &str, at: Timestamp) -> Result<(), Problem> {
        let next =
            self.offered().ok_or_else(|| Problem::BadRequest("no draft waits to be taken".to_owned()))?;
        let mut file = self.file();
        let before = file.state().revision();
        file.reload()?;
        if file.state().revision() != next.base {
            self.published(&file, before);
            return Err(Problem::Conflict(file.heads_after(next.base).iter().map(EntryNote::of).collect()));
        }
        let done = next.take_into(&mut file, author, at);
        self.published(&file, before);
        done?;
        *self.offered.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }

    /// Tells listeners how a plan goes.
    pub(crate) fn tell(&self, note: PlanNote) {
        // Nobody may be listening.
        let _ = self.events.send(Event::Plan(Arc::new(note)));
    }

    /// Takes in what other programs wrote.
    pub(crate) fn take_in(&self) -> Result<(), Problem> {
        let mut file = self.file();
        let before = file.state().revision();
        file.reload()?;
        self.published(&file, before);
        Ok(())
    }

    /// Runs a command. What is answered is on the disk.
    pub(crate) fn run(&self, author: &str, at: Timestamp, order: &Order) -> Result<Done, Problem> {
        let mut file = self.file();
        let before = file.state().revision();
        file.reload()?;
        let board = order.board.as_deref();
        let done = match order.command.as_str() {
            "undo" | "redo" if !order.arguments.is_empty() => {
                Err(Problem::BadRequest(format!("{} takes no arguments", order.command)))
            }
            "undo" => file.undo(author, at).map_err(Problem::from),
            "redo" => file.redo(author, at).map_err(Problem::from),
            name => effect(&file, author, order).and_then(|(base, effect)| {
                write(&mut file, author, at, base, (name, &effect.summary), effect.changes)
            }),
        };
        let written = self.published(&file, before);
        done?;
        let view = self.view_of(&file, board, author);
        Ok(Done {
            revision: file.state().revision(),
            changed: !written.is_empty(),
            money: written.last().is_some_and(|entry| entry.money),
            summary: written.last().map(|entry| entry.summary.clone()).unwrap_or_default(),
            view: view.ok(),
        })
    }

    /// Writes changes that were made from a revision, if nobody changed the same things since.
    pub(crate) fn put(
        &self,
        author: &str,
        at: Timestamp,
        base: u64,
        words: (&str, &str),
        changes: Vec<Change>,
    ) -> Result<u64, Problem> {
        let mut file = self.file();
        let before = file.state().revision();
        file.reload()?;
        let done = write(&mut file, author, at, base, words, changes);
        self.published(&file, before);
        done
    }

    /// Refuses changes to what somebody changed after a revision.
    pub(crate) fn untouched(&self, base: u64, changes: &[Change]) -> Result<(), Problem> {
        untouched(&self.file(), base, changes)
    }

    /// What a command would change of its board.
    pub(crate) fn preview(&self, author: &str, order: &Order) -> Result<Preview, Problem> {
        let now = self.now();
        let board = now.board(order.board.as_deref())?;
        let arguments = &order.arguments;
        let effect = domain::edit::run(&now.state, &order.command, arguments, Some(&board.name), author)?;
        let before = now.verdict(board);
        let revision = now.state.revision();
        let change = if effect.changes.is_empty() {
            ChangeView::between(&now.state, &before, &before)
        } else {
            let next = with_changes(&now.state, effect.changes)?;
            match next.boards.get(&board.id) {
                Some(board) => ChangeView::between(&next, &before, &rules::assess(&next, board)),
                None => return Err(Problem::BadRequest("the board would be gone".to_owned())),
            }
        };
        Ok(Preview { revision, summary: effect.summary, change })
    }

    /// A board with what stands around it.
    pub(crate) fn view(&self, board: Option<&str>, author: &str) -> Result<FullView, Problem> {
        self.view_of(&self.file(), board, author)
    }

    fn view_of(&self, file: &ProductionFile, board: Option<&str>, author: &str) -> Result<FullView, Problem> {
        let now = self.now();
        let state = &now.state;
        let board = now.board(board)?;
        let verdict = now.verdict(board);
        let context = Context { state, board, verdict: &verdict, printed: None, money: true };
        let undo = file.to_undo(author).ok();
        Ok(FullView {
            revision: state.revision(),
            production: Title {
                title: state.production.title.clone(),
                currency: state.production.currency().to_owned(),
            },
            author: author.to_owned(),
            boards: state.boards.values().map(BoardName::of).collect(),
            undo_elsewhere: undo.as_ref().and_then(|undo| elsewhere(state, undo, board.id)),
            undo: undo.map(|undo| Said::of(undo.summary)),
            redo: file.to_redo(author).ok().map(|redo| Said::of(redo.summary)),
            board: BoardView::new(&context),
        })
    }

    fn file(&self) -> MutexGuard<'_, ProductionFile> {
        // The file's state is replaced only after a change is on the disk: a panic leaves it whole.
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows what was written after a revision to everybody.
    fn published(&self, file: &ProductionFile, before: u64) -> Vec<EntryNote> {
        let written: Vec<EntryNote> = file.heads_after(before).iter().map(EntryNote::of).collect();
        if !written.is_empty() {
            *self.now.write().unwrap_or_else(PoisonError::into_inner) = Now::new(file.state().clone());
            self.plans.forget_failed();
        }
        for note in &written {
            // Nobody may be listening.
            let _ = self.events.send(Event::Entry(note.clone()));
        }
        written
    }
}

/// What an undo does that a person who looks at a board would not see: it takes a board away, or changes another one.
fn elsewhere(state: &State, undo: &log::Reversal, shown: BoardId) -> Option<String> {
    let name = |id: BoardId| state.boards.get(&id).map_or("?", |board| board.name.as_str());
    let mut words = Vec::new();
    for change in &undo.changes {
        let EntityKey::Board(id) = change.key() else { continue };
        match &change.after {
            None => words.push(format!("the board {} goes away", name(id))),
            Some(_) if id != shown && change.before.is_some() => {
                words.push(format!("the board {} changes", name(id)));
            }
            Some(_) => {}
        }
    }
    // What changes several boards changes this one too, and is seen.
    let here =
        undo.changes.iter().any(|change| change.key() == EntityKey::Board(shown) && change.after.is_some());
    (!here && !words.is_empty()).then(|| words.join(", "))
}

/// What a command does, and from which revision. What others did on its board meanwhile stays, where it is not the same:
/// then the command is made from the board that its sender saw, and both are put together.
fn effect(file: &ProductionFile, author: &str, order: &Order) -> Result<(u64, Effect), Problem> {
    let state = file.state();
    let run = |state: &State| {
        domain::edit::run(state, &order.command, &order.arguments, order.board.as_deref(), author)
    };
    if let Some(theirs) = state.board_called(order.board.as_deref()).ok().map(|id| &state.boards[&id])
        && let Some(seen) = file.board_at(order.base, theirs.id)?
    {
        let back = Change { before: Some(theirs.clone().into()), after: Some(seen.clone().into()) };
        if let Ok(mut effect) = run(&state.with(&[back]))
            && let [Change { before, after: Some(Entity::Board(mine)) }] = &mut effect.changes[..]
            && let Some(both) = together::both(&seen, mine, theirs)
        {
            *before = Some(theirs.clone().into());
            **mine = both;
            return Ok((state.revision(), effect));
        }
    }
    Ok((order.base, run(state)?))
}

/// Appends changes that were made from a revision, if nobody changed the same things since.
fn write(
    file: &mut ProductionFile,
    author: &str,
    at: Timestamp,
    base: u64,
    (command, summary): (&str, &str),
    changes: Vec<Change>,
) -> Result<u64, Problem> {
    untouched(file, base, &changes)?;
    Ok(file.run(author, at, command, summary, changes, &[])?)
}

/// Refuses changes to what somebody changed after a revision.
fn untouched(file: &ProductionFile, base: u64, changes: &[Change]) -> Result<(), Problem> {
    let against = log::conflicts(file.heads(), base, changes);
    if against.is_empty() {
        return Ok(());
    }
    let revisions: Vec<u64> = against.iter().map(|(_, revision, _)| *revision).collect();
    let since = file.heads_after(base).iter().filter(|entry| revisions.contains(&entry.revision));
    Err(Problem::Conflict(since.map(EntryNote::of).collect()))
}

/// A state with changes that are on no log.
pub(crate) fn with_changes(state: &State, changes: Vec<Change>) -> Result<State, Problem> {
    let mut next = state.clone();
    let entry = Entry {
        revision: state.revision() + 1,
        base: state.revision(),
        at: Timestamp::UNIX_EPOCH,
        author: String::new(),
        command: String::new(),
        summary: String::new(),
        kind: EntryKind::Command,
        changes,
    };
    next.apply(&entry).map_err(|error| Problem::Bug(error.to_string()))?;
    Ok(next)
}
