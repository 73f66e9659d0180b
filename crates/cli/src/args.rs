//! The command line as a type: what can be typed, with its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// What scripts go by.
const EXIT_CODES: &str = "Exit codes: 0 done · 1 the answer is bad (a forbidden flag, no board, scenes on no day) · \
    2 bad usage or unreadable input · 3 stopped before any answer · 70 a bug";

/// Makes the shooting schedule of a film and puts the risk first.
#[derive(Debug, Parser)]
#[command(name = "firstup", version, max_term_width = 100, arg_required_else_help = true, after_help = EXIT_CODES)]
pub struct Cli {
    /// Print one JSON object on standard output.
    #[arg(long, global = true)]
    pub json: bool,
    /// Who is doing this, for the history.
    #[arg(long, global = true, env = "FIRSTUP_AUTHOR", value_name = "NAME")]
    pub author: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the bundled production: import, plan, reports into a folder.
    Demo(Demo),
    /// Read a screenplay (Fountain or FDX) into a new production, or as the next draft into one; or a whole schedule
    /// (USS) into a new production.
    Import(Import),
    /// Apply facts from a text file: cast, locations, calendar, prices, sheets, pins…
    Apply(Apply),
    /// Write every fact of a production.
    Export(Export),
    /// List what a production holds.
    Show(Show),
    /// Change one thing: `set-light 12A dark`, `pin 12A 2027-05-04`, `undo`.
    Edit(Edit),
    /// Find a board of shooting days.
    Plan(Plan),
    /// Set three boards side by side and keep them: cheapest if all goes well, cheapest in expectation, danger first.
    Answers(Answers),
    /// Judge a board: flags, cost, explanation.
    Check(Check),
    /// Say why a board is as it is: a strip's day, a dear day, a day more or fewer, what the rules cost.
    Explain(Explain),
    /// Set two boards side by side.
    Compare(Compare),
    /// Who agreed to what: list it, or write down an answer. An answer is never taken back but by another.
    Consent(Consent),
    /// What must be complete before a stunt is shot: list it, or write down where an item stands.
    Clearance(Clearance),
    /// Stunts and how each action is shot as things stand; choose a variant, set a date for answers, record a decision.
    Stunt(Stunt),
    /// What may become of a board when stunts go wrong and days run over: closed form and simulation.
    Risk(Risk),
    /// Write a report of a board.
    Report(Report),
    /// Work on a production in the browser: the board, and all around it.
    Serve(Serve),
    /// Solve a benchmark instance.
    Solve(Solve),
}

/// `firstup demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// Folder to write into.
    #[arg(long, default_value = "firstup-demo", value_name = "DIR")]
    pub dir: PathBuf,
    /// Only write the files. Also where standard output is no terminal.
    #[arg(long)]
    pub no_serve: bool,
    /// How the plan is searched.
    #[command(flatten)]
    pub search: Search,
}

/// `firstup serve`
#[derive(Debug, Args)]
pub struct Serve {
    /// Production to open; the others of its folder can be opened from the start page. Without one: this folder's.
    #[arg(value_name = "FILE.firstup")]
    pub file: Option<PathBuf>,
    /// Where to listen: an address of this machine alone. Port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:7878", value_name = "ADDRESS")]
    pub listen: std::net::SocketAddr,
}

/// `firstup import`
#[derive(Debug, Args)]
pub struct Import {
    /// Fountain or FDX file; or a Universal Schedule Standard file (.uss) with breakdowns, cast, calendar and boards.
    pub script: PathBuf,
    /// Production to make; by default the script's name with `.firstup`.
    #[arg(short, long, value_name = "FILE.firstup")]
    pub output: Option<PathBuf>,
    /// Production that it is the next draft of.
    #[arg(long, value_name = "FILE.firstup", conflicts_with = "output")]
    pub into: Option<PathBuf>,
    /// Only show what the draft would change.
    #[arg(long, requires = "into")]
    pub preview: bool,
    /// A character who has another name now, the new one first: `JACK=JOHN`.
    #[arg(long, requires = "into", value_name = "NEW=OLD")]
    pub same: Vec<String>,
}

/// `firstup apply`
#[derive(Debug, Args)]
pub struct Apply {
    /// The production.
    pub file: PathBuf,
    /// Facts in TOML; docs/facts.md lists every key.
    pub facts: PathBuf,
    /// Only list what would change.
    #[arg(long)]
    pub preview: bool,
}

/// `firstup export`
#[derive(Debug, Args)]
pub struct Export {
    /// The production.
    pub file: PathBuf,
    /// Text format.
    #[arg(long, value_enum, default_value = "toml")]
    pub format: ExportFormat,
    /// Write here in place of standard output.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

/// Formats of `export`.
#[derive(Clone, Copy, Debug, ValueEnum)]
#[allow(missing_docs)]
pub enum ExportFormat {
    Toml,
    Json,
}

/// `firstup show`
#[derive(Debug, Args)]
pub struct Show {
    /// The production.
    pub file: PathBuf,
    /// What to list.
    #[arg(value_enum)]
    pub what: What,
}

/// Lists of `show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum What {
    Scenes,
    Sheets,
    Cast,
    People,
    Elements,
    Background,
    Locations,
    Stunts,
    Lexicons,
    Boards,
    Log,
    Defaults,
}

/// `firstup edit`
#[derive(Debug, Args)]
#[command(after_help = edit_help())]
pub struct Edit {
    /// The production.
    pub file: PathBuf,
    /// The command.
    pub command: String,
    /// Its arguments; words that begin with a dash after `--`.
    #[arg(allow_negative_numbers = true)]
    pub arguments: Vec<String>,
    /// The board, for commands that change one; by default the newest.
    #[arg(long, value_name = "NAME")]
    pub board: Option<String>,
}

fn edit_help() -> String {
    let mut help = String::new();
    let mut group = |noun: &str, commands: &[(&str, &str, &str)]| {
        help.push_str(&format!("{noun}:\n"));
        for (name, arguments, what) in commands {
            help.push_str(&format!("  {name} {arguments}\n      {what}\n"));
        }
        help.push('\n');
    };
    group(
        "Begin",
        &[("new", "TITLE", "begin a production without a script, in a file that does not exist yet")],
    );
    for domain::edit::Group { noun, commands } in domain::edit::GROUPS {
        let commands: Vec<_> = commands.iter().map(|c| (c.name, c.arguments, c.what)).collect();
        group(noun, &commands);
    }
    group(
        "Words of the breakdown",
        &[
            ("set-lexicon", "LIST PATH|clear", "add words to a list of the breakdown, or take some away"),
            ("suggest-again", "", "run the breakdown of the newest draft again"),
        ],
    );
    group("History", &[("undo", "", "take back your last change"), ("redo", "", "do it again")]);
    help.push_str("A scene is named by its number (12A), a part as \"40 pt 2\".");
    help
}

/// `firstup plan`
#[derive(Debug, Args)]
pub struct Plan {
    /// The production.
    pub file: PathBuf,
    /// What to make small.
    #[arg(long, value_enum, default_value = "expected")]
    pub objective: Objective,
    /// The board to plan: what a person placed on it stays. It is made if it does not exist.
    #[arg(long, value_name = "NAME", default_value = "plan")]
    pub board: String,
    /// What stays where it is: what a person placed on days or put into the boneyard, and pins; or pins alone.
    #[arg(long, value_enum, default_value = "placed")]
    pub keep: Keep,
    /// How the search is run.
    #[command(flatten)]
    pub search: Search,
}

/// `firstup answers`
#[derive(Debug, Args)]
pub struct Answers {
    /// The production.
    pub file: PathBuf,
    /// How the three searches are run: a time is shared out among them, a number of iterations is each one's.
    #[command(flatten)]
    pub search: Search,
}

/// Objectives of `plan`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Objective {
    /// Expected cost: what may go wrong included.
    Expected,
    /// Cost if all goes well.
    Cost,
    /// The most dangerous stunts as early as they can be, then expected cost.
    DecisiveFirst,
}

/// What stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Keep {
    /// What a person placed, on a day or in the boneyard, and pins.
    Placed,
    /// Pins alone.
    Pins,
}

/// How a search is run.
#[derive(Clone, Debug, Args)]
pub struct Search {
    /// Time to search: `30s`, `2m`. By default 30 s, less where the best is proved before.
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub time_limit: Option<f64>,
    /// Iterations to search, in place of a time: the same result every time.
    #[arg(long, value_name = "N")]
    pub iterations: Option<u64>,
    /// Threads.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Seed of all randomness.
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub seed: u64,
}

/// `firstup check`
#[derive(Debug, Args)]
pub struct Check {
    /// The production.
    pub file: PathBuf,
    /// The board; by default the newest.
    #[arg(long, value_name = "NAME")]
    pub board: Option<String>,
}

/// `firstup risk`
#[derive(Debug, Args)]
pub struct Risk {
    /// The production.
    pub file: PathBuf,
    /// The board; by default the newest.
    #[arg(long, value_name = "NAME")]
    pub board: Option<String>,
    /// Shoots that are simulated.
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(2..=5_000_000))]
    pub replications: u32,
    /// Seed of all randomness.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Threads; the figures are the same on any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// A performer's readiness decays: each calendar day since they were last sharp for a stunt adds so many per cent of
    /// itself to its q. Says what that costs, and which order of the board's dates is best then.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    pub readiness_decays: Option<f64>,
}

/// `firstup explain`
#[derive(Debug, Args)]
#[command(subcommand_value_name = "QUESTION", subcommand_help_heading = "Questions")]
pub struct Explain {
    /// The production.
    pub file: PathBuf,
    /// The board; by default the newest.
    #[arg(long, global = true, value_name = "NAME")]
    pub board: Option<String>,
    /// What you want to know.
    #[command(subcommand)]
    pub question: Question,
}

/// Questions of `explain`.
#[derive(Debug, Subcommand)]
pub enum Question {
    /// Why is a strip on its day? The next best day and what it changes, or what keeps the strip where it is.
    Strip {
        /// The scene: 12, 12A, "40 pt 2".
        scene: String,
    },
    /// Why is a day dear? Its cost beside the average day's, and what it would save if it were gone.
    Day {
        /// The day: 5, or UNIT:5 for a day of another unit.
        day: String,
    },
    /// What would one shooting day more or fewer cost?
    Days(Replan),
    /// What do the rules and facts cost that bind the plan? Each is taken away in turn.
    Rules(Replan),
}

/// How a question is searched.
#[derive(Clone, Debug, Args)]
pub struct Replan {
    /// What stays where it is: a person's strips and pins, or pins alone.
    #[arg(long, value_enum, default_value = "placed")]
    pub keep: Keep,
    /// How the searches are run: a time is for all of them together, a number of iterations for each.
    #[command(flatten)]
    pub search: Search,
}

/// `firstup compare`
#[derive(Debug, Args)]
pub struct Compare {
    /// The production.
    pub file: PathBuf,
    /// One board.
    pub left: String,
    /// The other.
    pub right: String,
}

/// `firstup consent`
#[derive(Debug, Args)]
pub struct Consent {
    /// The production.
    pub file: PathBuf,
    /// The action: its name, or "15: kick in the ribs" where several are called so. Alone: only this one is listed.
    pub action: Option<String>,
    /// The variant: non-contact, contact, double, effect, cut.
    #[arg(requires = "answer")]
    pub variant: Option<String>,
    /// Who answers: a character, or "HANNE stunt-double".
    pub who: Option<String>,
    /// agreed, declined, undecided or withdrawn.
    pub answer: Option<String>,
    /// When it was answered; today if nothing is said.
    #[arg(long, value_name = "DATE", requires = "answer")]
    pub on: Option<String>,
    /// Who wrote it down; you if nothing is said.
    #[arg(long, value_name = "NAME", requires = "answer")]
    pub by: Option<String>,
    /// The guardian who agreed, for a minor.
    #[arg(long, value_name = "NAME", requires = "answer")]
    pub guardian: Option<String>,
    /// In their words.
    #[arg(long, value_name = "TEXT", requires = "answer")]
    pub note: Option<String>,
}

/// `firstup clearance`
#[derive(Debug, Args)]
pub struct Clearance {
    /// The production.
    pub file: PathBuf,
    /// The action: its name, or "15: kick in the ribs" where several are called so. Alone: only this one is listed.
    pub action: Option<String>,
    /// The item: "rigging inspected".
    #[arg(requires = "state")]
    pub item: Option<String>,
    /// open, done, reopened or not-needed.
    pub state: Option<String>,
    /// The variant; by default the one in force.
    #[arg(long, value_name = "KIND")]
    pub variant: Option<String>,
    /// Who signs: needed for what is done or not needed.
    #[arg(long, value_name = "NAME", requires = "state")]
    pub signed: Option<String>,
    /// When it was done, or is forecast; what is done is done today if nothing is said.
    #[arg(long, value_name = "DATE", requires = "state")]
    pub on: Option<String>,
    /// The location it is signed for, or any; where it matters the scene's.
    #[arg(long, value_name = "LOCATION", requires = "state")]
    pub place: Option<String>,
    /// The date it is signed for, or any; where it matters the scene's on the board.
    #[arg(long = "for", value_name = "DATE", requires = "state")]
    pub for_date: Option<String>,
    /// The board that gives the dates; by default the newest.
    #[arg(long, value_name = "NAME")]
    pub board: Option<String>,
}

/// `firstup stunt`
#[derive(Debug, Args)]
#[command(subcommand_value_name = "WHAT", subcommand_help_heading = "What to do; without it they are listed")]
pub struct Stunt {
    /// The production.
    pub file: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub what: Option<StuntCommand>,
}

/// What `stunt` can do.
#[derive(Debug, Subcommand)]
pub enum StuntCommand {
    /// Decide how an action is shot, if everybody who takes part agrees.
    Choose {
        /// The action.
        action: String,
        /// The variant, or none.
        variant: String,
    },
    /// Say by when those who have not answered must have: the action is planned on no earlier date.
    AnswerBy {
        /// The action.
        action: String,
        /// The variant.
        variant: String,
        /// The date, or none.
        date: String,
    },
    /// Write down what was decided behind a stunt.
    Decide {
        /// The stunt.
        stunt: String,
        /// continue or rewrite.
        branch: String,
        /// When; today if nothing is said.
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// By whom; by you if nothing is said.
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
}

/// `firstup report`
#[derive(Debug, Args)]
pub struct Report {
    /// stripboard, one-liner, day-out-of-days, shooting-schedule, call-sheet, breakdown-sheets, elements, presence,
    /// risk-register, insurer-notice, day-one, or cost. Day-one plans a rewrite for each decision point: --iterations are
    /// of each, --time-limit of all together; by default 400,000 iterations shared.
    pub kind: String,
    /// The production.
    pub file: PathBuf,
    /// The board; by default the newest. Breakdown sheets, elements, presence and the risk register need none.
    #[arg(long, value_name = "NAME")]
    pub board: Option<String>,
    /// Only this scene's sheet (breakdown-sheets): 12, 12A, "40 pt 2".
    #[arg(long, value_name = "SCENE")]
    pub scene: Option<String>,
    /// Only this category (day-out-of-days, elements): props, vehicles, background, locations, cast, all…
    #[arg(long, value_name = "CATEGORY")]
    pub category: Option<String>,
    /// Only this shooting day of the main unit (call-sheet).
    #[arg(long, value_name = "N", conflicts_with = "date")]
    pub day: Option<usize>,
    /// Only this date, all units (call-sheet): 2027-05-04.
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Format; by default from the output's name (.txt, .html, .csv), else text.
    #[arg(long, value_enum)]
    pub format: Option<ReportFormat>,
    /// Write here in place of standard output.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// How the rewrites of day-one are searched.
    #[command(flatten)]
    pub search: Search,
}

/// Formats of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum ReportFormat {
    Txt,
    Html,
    Csv,
}

/// `firstup solve`
#[derive(Debug, Args)]
pub struct Solve {
    /// Instance file.
    pub instance: PathBuf,
    /// Memory that the states of talent scheduling may take: `512MiB`, `4GiB`.
    #[arg(long, default_value = "4GiB", value_name = "SIZE", value_parser = memory)]
    pub memory: usize,
    /// Write down what proves an order of scenes, so that it can be checked by `check_proof` (talent scheduling; for up to some 20 scenes).
    #[arg(long, value_name = "PATH")]
    pub proof: Option<PathBuf>,
    /// How the search is run.
    #[command(flatten)]
    pub search: Search,
}

/// Reads `512MiB`, `4GiB`, `4GB` or a number of bytes.
fn memory(text: &str) -> Result<usize, String> {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return Err("write a size such as 512MiB or 4GiB".into()),
    };
    let bytes = number.parse::<usize>().ok().and_then(|number| number.checked_mul(unit));
    bytes.ok_or_else(|| "write a size such as 512MiB or 4GiB".into())
}

/// Reads `30s`, `2m`, `1.5` (seconds) into seconds.
fn duration(text: &str) -> Result<f64, String> {
    let (number, unit) = match text.trim() {
        t if t.ends_with("ms") => (t.trim_end_matches("ms"), 0.001),
        t if t.ends_with('s') => (t.trim_end_matches('s'), 1.0),
        t if t.ends_with('m') => (t.trim_end_matches('m'), 60.0),
        t if t.ends_with('h') => (t.trim_end_matches('h'), 3600.0),
        t => (t, 1.0),
    };
    match number.trim().parse::<f64>() {
        Ok(seconds) if seconds.is_finite() && seconds >= 0.0 => Ok(seconds * unit),
        _ => Err("write a time such as 30s or 2m".into()),
    }
}

/// Reads `2`, `2.5` or `2%`.
fn percent(text: &str) -> Result<f64, String> {
    match text.trim().trim_end_matches('%').trim_end().parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("write per cent a day from 0 to 100, such as 2 or 2.5".into()),
    }
}
