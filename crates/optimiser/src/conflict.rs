//! Why there is no board: small sets of facts that conflict, and the least that helps.

use domain::Severity;
use rules::{Flag, Rule};

use crate::effort::{Effort, Possible};
use crate::relax::{Case, Fact, MANY_DATES};

/// Conflicts that are looked for, one beside the other.
const MOST_CONFLICTS: usize = 4;

/// The share of the time for a search of what conflicts.
const SHARE: f64 = 0.02;

/// The share for a search of what is left when conflicts are settled: not to find a board that there is would be the worse
/// mistake.
const LONGER: f64 = 0.05;

/// The share for all searches of what is enough by itself, of all conflicts; each has [`SHARE`] at least.
const HELPS: f64 = 0.6;

/// Of a conflict that was cut: more facts than this say nothing to a person.
const MOST_FACTS: usize = 20;

/// Why a production has no board.
#[derive(Clone, Debug, PartialEq)]
pub struct Impasse {
    /// It was proven that there is no board. Otherwise none was found.
    pub proven: bool,
    /// Conflicts that have no fact in common; each has to be settled.
    pub conflicts: Vec<Clash>,
    /// With the first help of each conflict there is a board. Otherwise more is wrong than the conflicts say.
    pub settled: bool,
    /// It was cancelled before all was looked at: fewer facts may conflict, and others may help.
    pub cut: bool,
}

/// Facts that conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// Proven: with all of these there is no board. Otherwise none was found.
    pub proven: bool,
    /// The facts. As far as is proven (or was found), there is a board without any one of them, when the other conflicts
    /// are settled. Empty when no fact can be taken away that helps.
    pub facts: Vec<Fact>,
    /// The proof in words, of these facts alone; empty when there is none.
    pub why: Vec<String>,
    /// What is enough to settle it, the least first.
    pub helps: Vec<Help>,
}

/// A fact without which there is a board.
#[derive(Clone, Debug, PartialEq)]
pub struct Help {
    /// The fact, or a part of one.
    pub fact: Fact,
    /// What the board found without it breaks as long as the fact holds.
    pub breaks: Vec<Flag>,
}

/// Looks for the conflicts of a case that has no legal board, or for which none was found.
#[must_use]
pub fn impasse(case: &Case, effort: &Effort<'_>) -> Impasse {
    let mut open = case.facts();
    let mut waived: Vec<Fact> = Vec::new();
    let mut conflicts: Vec<Clash> = Vec::new();
    let proven = matches!(effort.prove(case), Possible::No(_));
    let mut settled = false;
    while conflicts.len() < MOST_CONFLICTS && !effort.is_cancelled() {
        let without = case.without(&waived);
        let (proof, why) = match effort.prove(&without) {
            Possible::No(why) => (true, why),
            Possible::Board(_) => {
                settled = true;
                break;
            }
            // What is proven of one conflict says nothing of the next.
            Possible::NotFound if matches!(effort.look(&without, LONGER), Possible::Board(_)) => {
                settled = true;
                break;
            }
            Possible::NotFound => (false, Vec::new()),
        };
        let clash = clash(case, effort, (&waived, &open), proof, why);
        if effort.is_cancelled() && clash.facts.len() > MOST_FACTS {
            break;
        }
        open.retain(|fact| !clash.facts.contains(fact));
        waived.extend(&clash.facts);
        let stuck = clash.facts.is_empty();
        conflicts.push(clash);
        if stuck {
            break;
        }
    }
    let searches: usize = conflicts.iter().flat_map(|clash| &clash.facts).map(searches_of).sum();
    let share = f64::max(SHARE, HELPS / searches.max(1) as f64);
    for at in 0..conflicts.len() {
        let others = conflicts.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<Fact> = others.flat_map(|(_, clash)| clash.facts.clone()).collect();
        conflicts[at].helps = helps(case, effort, &others, &conflicts[at].facts, share);
    }
    if settled && conflicts.len() > 1 {
        // Each was tried with all of the others' facts away, which may be more than their helps take.
        let firsts: Vec<Fact> =
            conflicts.iter().filter_map(|clash| clash.helps.first()).map(|help| help.fact).collect();
        settled = matches!(effort.look(&case.without(&firsts), LONGER), Possible::Board(_));
    }
    Impasse { proven, conflicts, settled, cut: effort.is_cancelled() }
}

fn clash(
    case: &Case,
    effort: &Effort<'_>,
    (waived, open): (&[Fact], &[Fact]),
    proven: bool,
    why: Vec<String>,
) -> Clash {
    let mut fails = |in_force: &[Fact]| {
        let mut less: Vec<Fact> = waived.to_vec();
        less.extend(open.iter().filter(|fact| !in_force.contains(fact)));
        let case = case.without(&less);
        // Cancelled, what is left stays in the conflict: it is larger than it need be, and still one.
        if effort.is_cancelled() {
            false
        } else if proven {
            matches!(effort.prove(&case), Possible::No(_))
        } else {
            !matches!(effort.look(&case, SHARE), Possible::Board(_))
        }
    };
    // Without any fact still none: nothing that can be taken away is to blame.
    if fails(&[]) {
        return Clash { proven, facts: Vec::new(), why, helps: Vec::new() };
    }
    let facts = irreducible(&[], false, open, &mut fails);
    let others = case.facts().into_iter().filter(|fact| !facts.contains(fact));
    let why = match effort.prove(&case.without(&Vec::from_iter(others))) {
        Possible::No(why) => why,
        _ => Vec::new(),
    };
    Clash { proven, facts, why, helps: Vec::new() }
}

/// A smallest part of `facts` that fails together with `given`: with one less it does not fail (Junker's QuickXplain).
/// `facts` and `given` together fail.
fn irreducible(
    given: &[Fact],
    grown: bool,
    facts: &[Fact],
    fails: &mut impl FnMut(&[Fact]) -> bool,
) -> Vec<Fact> {
    if grown && fails(given) {
        return Vec::new();
    }
    if facts.len() <= 1 {
        return facts.to_vec();
    }
    // What comes first in the list is kept first: facts of one strip say more than rules for everybody.
    let (first, second) = facts.split_at(facts.len() / 2);
    let with = |more: &[Fact]| [given, more].concat();
    let late = irreducible(&with(first), true, second, fails);
    let early = irreducible(&with(&late), !late.is_empty(), first, fails);
    [early, late].concat()
}

/// What is enough, of the facts of one conflict, when the others are settled. Only a fact of the conflict can be.
fn helps(case: &Case, effort: &Effort<'_>, settled: &[Fact], facts: &[Fact], share: f64) -> Vec<Help> {
    let mut helps = Vec::new();
    for fact in facts {
        let try_one = |part: Fact| {
            if effort.is_cancelled() {
                return None;
            }
            let less = [settled, &[part]].concat();
            match effort.look(&case.without(&less), share) {
                Possible::Board(board) => {
                    let breaks = broken(&case.without(settled), &board);
                    Some(Help { fact: part, breaks })
                }
                _ => None,
            }
        };
        match *fact {
            Fact::Rule(Rule::Minutes) => {
                helps.extend(HOURS.into_iter().map(Fact::Overtime).find_map(try_one));
            }
            Fact::Calendar(unit, MANY_DATES) => {
                helps.extend(DATES.into_iter().find_map(|n| try_one(Fact::Calendar(unit, n))));
            }
            Fact::Dates(whose) => {
                let Some(help) = try_one(*fact) else { continue };
                let dates = dates_of(case, &help);
                let one = dates.iter().find_map(|date| try_one(Fact::Date(whose, *date)));
                helps.push(one.unwrap_or(help));
            }
            fact => helps.extend(try_one(fact)),
        }
    }
    helps.sort_by_key(|help| (size(help.fact), help.breaks.len(), help.fact));
    helps
}

/// Hours of overtime and dates of a calendar that are tried, the least first.
const HOURS: [u8; 4] = [1, 2, 3, 4];
const DATES: [u8; 7] = [1, 2, 3, 5, 10, 20, MANY_DATES];

/// Searches that a fact asks for at most; of single dates about so many.
fn searches_of(fact: &Fact) -> usize {
    match fact {
        Fact::Rule(Rule::Minutes) => HOURS.len(),
        Fact::Calendar(_, MANY_DATES) => DATES.len(),
        Fact::Dates(_) => 4,
        _ => 1,
    }
}

/// What a board breaks in a case.
pub(crate) fn broken(case: &Case, board: &domain::Board) -> Vec<Flag> {
    let verdict = rules::assess(&case.state, board);
    verdict.flags.into_iter().filter(|flag| flag.severity == Severity::Forbid).collect()
}

/// The dates on which a board needs what cannot be had.
fn dates_of(case: &Case, help: &Help) -> Vec<domain::Date> {
    let mut dates: Vec<domain::Date> = Vec::new();
    for (unit, day) in help.breaks.iter().flat_map(|flag| &flag.days) {
        if let Some(unit) = case.state.units.get(unit) {
            dates.extend(unit.calendar.shooting_dates(rules::start_date(&case.state, unit)).nth(*day));
        }
    }
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// How much a production gives up without a fact: one date, one strip, one place, everybody.
fn size(fact: Fact) -> u8 {
    match fact {
        Fact::Date(..) => 0,
        Fact::Pin(_) | Fact::Placed(_) => 1,
        Fact::Before(..) | Fact::With(..) | Fact::Apart(..) => 2,
        Fact::Overtime(hours) => 2 + hours,
        Fact::Calendar(_, dates) => 2 + dates,
        Fact::Ready(_) | Fact::Kinds(_) => 10,
        Fact::Dates(_) => 20,
        Fact::Protected(_) => 30,
        Fact::Rule(_) => 100,
        Fact::Minor(_) => 110,
    }
}
