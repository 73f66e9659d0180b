//! Stunts: what is done to whom, who agreed, what must be clear before, and what may go wrong.
//!
//! Consent, clearance and decisions are facts of the world: never undone, corrected by a new entry.

use serde::{Deserialize, Serialize};

use crate::{
    ActionId, CharacterId, ClearanceId, ConsentId, Date, DateRange, DecisionId, EngagementId, Evidence,
    LocationId, Minutes, Money, PerMille, SheetId, StuntId, VariantId,
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
    /// What may happen; a missing figure is the class's example.
    pub outcome: Outcome,
    /// The coordinator confirmed the figures.
    pub confirmed: bool,
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
    /// Changes when the variant changes.
    pub version: String,
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
}

/// Where a clearance item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClearanceState {
    /// To do.
    Open,
    /// Signed.
    Done,
    /// Was signed, and what it was bound to changed.
    Reopened,
}

impl ClearanceState {
    /// All states, as facts spell them.
    pub const NAMES: [(&'static str, Self); 3] =
        [("open", Self::Open), ("done", Self::Done), ("reopened", Self::Reopened)];
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

impl crate::State {
    /// The version that an action has as it stands: a hash of what is asked, by names, so that two files of
    /// one production agree on it.
    #[must_use]
    pub fn action_version(&self, action: &Action) -> String {
        let name = |id: &CharacterId| self.characters.get(id).map_or("", |character| &character.name);
        let mut fields = vec![action.name.as_str(), &action.verb, name(&action.doer), "receivers"];
        fields.extend(action.receivers.iter().map(name));
        fields.push("others");
        fields.extend(action.others.iter().map(name));
        fields.push("hazards");
        fields.extend(action.hazards.iter().map(String::as_str));
        version(&fields)
    }

    /// The version that a variant has as it stands: a hash of its action's version, how it is shot, and the
    /// people who take part. A new person is a new version: nobody's answer stands for another's.
    #[must_use]
    pub fn variant_version(&self, variant: &Variant) -> String {
        let action = self.actions.get(&variant.action).map_or("", |action| &action.version);
        let kind = crate::resolve::keyword(variant.kind, &VariantKind::NAMES);
        let engaged = variant.engagements.iter().filter_map(|id| self.engagements.get(id));
        let mut people: Vec<[&str; 3]> = engaged
            .map(|engagement| {
                [
                    self.characters.get(&engagement.character).map_or("", |c| &c.name),
                    crate::resolve::keyword(engagement.kind, &crate::EngagementKind::NAMES),
                    self.people.get(&engagement.person).map_or("", |p| &p.name),
                ]
            })
            .collect();
        people.sort_unstable();
        let mut fields = vec![action, kind];
        fields.extend(people.iter().flatten());
        version(&fields)
    }
}

/// A short hash of fields, each with its length, so that no two lists run together.
fn version(fields: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for field in fields {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}
