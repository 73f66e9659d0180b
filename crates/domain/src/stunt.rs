//! Stunts: what is done to whom, who agreed, what must be clear before, and what may go wrong.
//!
//! Consent, clearance and decisions are facts of the world: never undone, corrected by a new entry.

use serde::{Deserialize, Serialize};

use crate::{
    ActionId, Asked, CharacterId, ClearanceId, ConsentId, Date, DateRange, DecisionId, EngagementId,
    Evidence, LocationId, Minutes, Money, PerMille, SheetId, StuntId, VariantId,
};

/// A sheet's stunt as a whole: its class, its performer, its outcomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stunt {
    /// Identity.
    pub id: StuntId,
    /// The sheet it is in.
    pub sheet: SheetId,
    /// Name on reports.
    pub name: String,
    /// Risk class.
    pub class: StuntClass,
    /// Who performs it; none: the sheet's cast.
    pub performer: Option<EngagementId>,
    /// Days before it on which the performer has no other work.
    pub protect_days: u32,
    /// Dates within which the performer is ready; none: any.
    pub ready: Option<DateRange>,
    /// Dates on which the performer trains for it: paid by the day, and the stunt is shot after them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub training: Vec<DateRange>,
    /// It is shot at most so many calendar days after a rehearsal: a training date or a protected day. None: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rehearsed_within: Option<u32>,
    /// Days after it on which the performer is to have no work.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rest_after: u32,
    /// What may happen; a missing figure is the class's example.
    pub outcome: Outcome,
    /// Sheets that a rewrite throws away although nothing says so ([`crate::State::lost_with`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<SheetId>,
    /// Sheets that stand after a rewrite although who and what is in them says otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_lost: Vec<SheetId>,
    /// The coordinator confirmed the figures.
    pub confirmed: bool,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Stunt {
    /// A stunt of which nothing is known but its class.
    #[must_use]
    pub fn new(id: StuntId, sheet: SheetId, name: impl Into<String>, class: StuntClass) -> Self {
        Self {
            id,
            sheet,
            name: name.into(),
            class,
            performer: None,
            protect_days: 0,
            ready: None,
            training: Vec::new(),
            rehearsed_within: None,
            rest_after: 0,
            outcome: Outcome::default(),
            lost: Vec::new(),
            not_lost: Vec::new(),
            confirmed: false,
        }
    }

    /// Its training dates, ascending, each once.
    #[must_use]
    pub fn training_dates(&self) -> Vec<Date> {
        let mut dates: Vec<Date> = self.training.iter().flat_map(DateRange::dates).collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }
}

/// Risk class, from fights and trips (A) to a signature stunt that was never done before (D).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum StuntClass {
    A,
    B,
    C,
    D,
}

impl StuntClass {
    /// All classes, as facts spell them.
    pub const NAMES: [(&'static str, Self); 4] =
        [("A", Self::A), ("B", Self::B), ("C", Self::C), ("D", Self::D)];

    /// Example figures of the class: terminal, delay × days, performer out × days. Expert defaults with no
    /// statistics behind them; they start the conversation and are always shown as such.
    #[must_use]
    pub fn example(self) -> (PerMille, (PerMille, u32), (PerMille, u32)) {
        let (terminal, delay, out) = match self {
            Self::A => (5, (30, 1), (5, 3)),
            Self::B => (20, (80, 1), (15, 5)),
            Self::C => (60, (150, 2), (30, 10)),
            Self::D => (180, (250, 3), (50, 20)),
        };
        (PerMille(terminal), (PerMille(delay.0), delay.1), (PerMille(out.0), out.1))
    }

    /// Minutes that a stunt of the class takes at least: proposed, never imposed.
    #[must_use]
    pub fn minutes_at_least(self) -> Minutes {
        Minutes([120, 240, 360, 420][self as usize])
    }
}

/// What may happen when a stunt is shot. A missing figure is the class's example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// It does not work.
    pub fails: Option<PerMille>,
    /// It is not permitted, or not insured.
    pub not_permitted: Option<PerMille>,
    /// Somebody is hurt, and it ends there.
    pub hurt: Option<PerMille>,
    /// A delay.
    pub delay: Option<PerMille>,
    /// Days of the delay.
    pub delay_days: Option<u32>,
    /// The performer is out for a time.
    pub out: Option<PerMille>,
    /// Days out.
    pub out_days: Option<u32>,
    /// Cost of the rewrite that a terminal failure makes necessary.
    pub rewrite_cost: Option<Money>,
    /// Share of what is left that is still shot after the rewrite; 0 abandons the film.
    pub share_left: Option<PerMille>,
}

/// One thing that the script asks a performer to do or to have done to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Identity.
    pub id: ActionId,
    /// The sheet it is in.
    pub sheet: SheetId,
    /// Short name: `kick in the yard`.
    pub name: String,
    /// Verb.
    pub verb: String,
    /// Who does it.
    pub doer: CharacterId,
    /// To whom it is done.
    pub receivers: Vec<CharacterId>,
    /// Who else is close.
    pub others: Vec<CharacterId>,
    /// Hazards: `vehicle`, `height`, `fire`, `water`, `wire`…
    pub hazards: Vec<String>,
    /// The line of the script.
    pub evidence: Option<Evidence>,
    /// Changes when what is asked changes; consent and clearance are bound to it.
    pub version: String,
}

impl Action {
    /// An action of one doer, without version.
    #[must_use]
    pub fn new(id: ActionId, sheet: SheetId, name: impl Into<String>, doer: CharacterId) -> Self {
        Self {
            id,
            sheet,
            name: name.into(),
            verb: String::new(),
            doer,
            receivers: Vec::new(),
            others: Vec::new(),
            hazards: Vec::new(),
            evidence: None,
            version: String::new(),
        }
    }

    /// Everybody whom it concerns, the doer first.
    pub fn characters(&self) -> impl Iterator<Item = CharacterId> + '_ {
        std::iter::once(self.doer).chain(self.receivers.iter().copied()).chain(self.others.iter().copied())
    }
}

/// One way to shoot an action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// Identity.
    pub id: VariantId,
    /// The action.
    pub action: ActionId,
    /// How.
    pub kind: VariantKind,
    /// Who takes part.
    pub engagements: Vec<EngagementId>,
    /// Minutes it takes beyond the sheet's.
    pub minutes: Option<Minutes>,
    /// Direct cost.
    pub cost: Option<Money>,
    /// Pay on top for those who take part.
    pub adjustment: Option<Money>,
    /// Risk class of the scene's stunts when the action is shot so; none: their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<StuntClass>,
    /// A person decided that the action is shot so, if it can be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chosen: bool,
    /// The date by which those who have not answered must have: until then it is planned on no earlier date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Date>,
    /// Doubles who take part work instead of the actors of their characters, not beside them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_place: bool,
    /// Changes when the variant changes.
    pub version: String,
}

impl Variant {
    /// A variant of which nothing is known but its kind, without version.
    #[must_use]
    pub fn new(id: VariantId, action: ActionId, kind: VariantKind) -> Self {
        Self {
            id,
            action,
            kind,
            engagements: Vec::new(),
            minutes: None,
            cost: None,
            adjustment: None,
            class: None,
            chosen: false,
            answer_by: None,
            in_place: false,
            version: String::new(),
        }
    }
}

/// How an action is shot. Without contact unless somebody decides otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VariantKind {
    /// Staged without contact: the default.
    NonContact,
    /// With contact.
    Contact,
    /// By a double.
    Double,
    /// As an effect.
    Effect,
    /// Not shot.
    Cut,
}

impl VariantKind {
    /// All kinds, as facts spell them.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("non-contact", Self::NonContact),
        ("contact", Self::Contact),
        ("double", Self::Double),
        ("effect", Self::Effect),
        ("cut", Self::Cut),
    ];
}

/// One participant's answer to one variant. One person's offer never stands for another's agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Consent {
    /// Identity.
    pub id: ConsentId,
    /// Who answers.
    pub engagement: EngagementId,
    /// To what.
    pub variant: VariantId,
    /// To which version of it.
    pub variant_version: String,
    /// The answer.
    pub answer: Answer,
    /// When.
    pub date: Date,
    /// Who wrote it down.
    pub recorded_by: String,
    /// For a minor.
    pub guardian: Option<String>,
    /// In their words.
    pub note: Option<String>,
    /// What they were asked, as it was then: so that a change can be said.
    #[serde(default, skip_serializing_if = "Asked::is_empty")]
    pub asked: Asked,
}

/// A participant's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Asked, not answered.
    Undecided,
    /// Agreed.
    Agreed,
    /// Declined.
    Declined,
    /// Agreed before, not any more.
    Withdrawn,
}

impl Answer {
    /// All answers, as facts spell them.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("undecided", Self::Undecided),
        ("agreed", Self::Agreed),
        ("declined", Self::Declined),
        ("withdrawn", Self::Withdrawn),
    ];
}

/// One item of what must be complete before a variant is shot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clearance {
    /// Identity.
    pub id: ClearanceId,
    /// The variant.
    pub variant: VariantId,
    /// The version of it that was cleared.
    pub variant_version: String,
    /// `risk assessment`, `rigging inspected`…
    pub item: String,
    /// Where it stands.
    pub state: ClearanceState,
    /// When it is forecast or was done.
    pub date: Option<Date>,
    /// Who signed.
    pub signed_by: Option<String>,
    /// The place it was cleared for, if that matters.
    pub place: Option<LocationId>,
    /// The date it was cleared for, if that matters.
    pub for_date: Option<Date>,
    /// What was cleared, as it was then: so that a change can be said.
    #[serde(default, skip_serializing_if = "Asked::is_empty")]
    pub asked: Asked,
}

/// Where a clearance item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClearanceState {
    /// To do.
    Open,
    /// Signed.
    Done,
    /// Was signed, and somebody opened it again. What changed opens it by itself.
    Reopened,
    /// Somebody who answers for it says that this is not needed here.
    NotNeeded,
}

impl ClearanceState {
    /// All states, as facts spell them.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("open", Self::Open),
        ("done", Self::Done),
        ("reopened", Self::Reopened),
        ("not-needed", Self::NotNeeded),
    ];
}

/// What was decided behind a stunt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Identity.
    pub id: DecisionId,
    /// The stunt whose outcome decided.
    pub stunt: StuntId,
    /// Which branch.
    pub branch: DecisionBranch,
    /// When.
    pub date: Date,
    /// By whom.
    pub by: String,
    /// Why.
    pub note: Option<String>,
}

/// The two branches of a decision point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionBranch {
    /// We all continue.
    Continue,
    /// A major rewrite.
    Rewrite,
}
