//! What a plan does without: sheets that no date can take, which stay in the boneyard, why, and what would help; sheets that a
//! person put there; and pairs that leave no board beside what stays.

use domain::SheetId;
use optimiser::{Case, Effort, Help, Impasse, Keep, Objective, Params, Stop, impasse};
use serde_json::{Value, json};

use super::impasse::{Words, conflicts_json, helps_json};

/// Sheets whose reasons are written out, and whose helps are tried beside the rest; more are named.
const WRITTEN: usize = 6;

/// Tries of each search for what would help one sheet.
const ITERATIONS: u64 = 1_000;

/// What a plan leaves out.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    /// The first sheets, whose reasons are written out.
    sheets: Vec<Unplanned>,
    /// Labels of the other ones.
    more: Vec<String>,
    /// For scripts, a sheet each.
    pub values: Vec<Value>,
    /// Pairs that are planned around, in words.
    pub around: Vec<String>,
    /// Labels of what a person put into the boneyard, where that stays.
    pub set_aside: Vec<String>,
}

/// A sheet that no date can take.
#[derive(Clone, Debug)]
struct Unplanned {
    label: String,
    /// Why, and what would help; in lines.
    why: Vec<String>,
}

impl Unplanned {
    /// What becomes of it, and why; without a board the rest is not planned either.
    fn told(&self, planned: bool) -> Vec<String> {
        let label = &self.label;
        let head = if planned {
            format!(
                "scene {label} stays in the boneyard, as no date can take it; the rest is planned without it"
            )
        } else {
            format!("no date can take scene {label}")
        };
        std::iter::once(head).chain(self.why.iter().cloned()).collect()
    }
}

impl LeftOut {
    /// For people, beside a plan: a line says what, the lines below it why, and what would help. Empty when nothing is left out.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.told(true)
    }

    /// The same where there is no board, so that nothing is planned.
    #[must_use]
    pub fn lines_without_board(&self) -> Vec<String> {
        self.told(false)
    }

    fn told(&self, planned: bool) -> Vec<String> {
        let mut lines: Vec<String> = self.sheets.iter().flat_map(|sheet| sheet.told(planned)).collect();
        if !self.more.is_empty() {
            let so = if planned { "and so do" } else { "and none can take" };
            lines.push(format!("{so} scenes {}, each for reasons of its own", self.more.join(", ")));
        }
        let so = if planned { "; it is planned around, and flagged" } else { "" };
        for pair in &self.around {
            lines.push(format!("{pair}: no board was found that keeps to that beside what stays{so}"));
        }
        if !self.set_aside.is_empty() {
            lines.push(format!("in the boneyard by hand, and not planned: {}", self.set_aside.join(", ")));
        }
        lines
    }

    /// Is every sheet planned?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

/// The case without the sheets that can be shot on no date and without the pairs that leave no board beside what stays, and
/// what is to be said of them. Commands are named to those who ask on the command line.
#[must_use]
pub fn leave_out(case: &Case, seed: u64, command_line: bool) -> (Case, LeftOut) {
    let (rest, blocked) = case.leave_out();
    let rest = rest.plan_around();
    let whole = !blocked.is_empty() && rest.has_board();
    let mut left_out = LeftOut::default();
    for (at, sheet) in blocked.iter().enumerate() {
        let params = Params { objective: Objective::Cost, threads: 1 };
        let alone = case.alone(sheet.sheet);
        let mut why = impasse(&alone, &Effort { params, seed, stop: Stop::after(ITERATIONS) });
        let helps_alone =
            if whole && at < WRITTEN { not_beside(&rest, sheet.sheet, &mut why) } else { Vec::new() };
        let label = case.state.label(sheet.sheet);
        if at < WRITTEN {
            let words = Words { case: &alone, command_line };
            let mut lines = words.of_a_sheet(&why, &helps_alone, &sheet.why);
            if command_line {
                lines.push(format!(
                    "  to keep it out of every plan meanwhile   [move-strip \"{label}\" boneyard]"
                ));
            }
            left_out.sheets.push(Unplanned { label: label.clone(), why: lines });
        } else {
            left_out.more.push(label.clone());
        }
        left_out.values.push(json!({
            "scene": label, "why": sheet.why, "conflicts": conflicts_json(&alone, &why),
            "helps_alone": helps_json(&case.state, &helps_alone),
        }));
    }
    left_out.around = rest.around().map(|pair| pair.holds(&case.state)).collect();
    left_out.set_aside = set_aside(case);
    (rest, left_out)
}

/// Takes out of what would help a sheet by itself what leaves no board beside the rest, and returns it.
fn not_beside(rest: &Case, sheet: SheetId, why: &mut Impasse) -> Vec<Help> {
    let [clash] = &mut why.conflicts[..] else { return Vec::new() };
    let helps = std::mem::take(&mut clash.helps).into_iter();
    let (beside, alone) = helps.partition(|help| rest.has_board_with(sheet, help.fact));
    clash.helps = beside;
    alone
}

/// What a person put into the boneyard; with pins alone it is planned like everything else.
fn set_aside(case: &Case) -> Vec<String> {
    let stays = case.keep == Keep::Placed;
    case.board.set_aside.iter().filter(|_| stays).map(|sheet| case.state.label(*sheet)).collect()
}
