//! Characters, people, and the engagements that join them.

use serde::{Deserialize, Serialize};

use crate::{CharacterId, Date, DateRange, EngagementId, Money, PerMille, PersonId};

/// A role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Character {
    /// Identity.
    pub id: CharacterId,
    /// As the script calls it: `MARA`.
    pub name: String,
    /// Other names that the script uses for it.
    pub aliases: Vec<String>,
    /// Names and nouns that a person said do not mean this character: the breakdown has learnt it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_names: Vec<String>,
    /// The short number on strips: `1` is the lead. Unique.
    pub board_id: String,
    /// Frozen once a schedule was issued.
    pub board_id_frozen: bool,
    /// To be watched in every shot, and why.
    pub watch: Option<String>,
}

/// A human being.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Birth date, for minors: never a bare age.
    pub birth_date: Option<Date>,
    /// Whose rules for minors apply, when not the production's.
    pub jurisdiction: Option<String>,
    /// Dates on which the minor goes to school.
    pub school: Vec<DateRange>,
}

impl Person {
    /// Is the person younger than eighteen on the date? Nobody is, whose birth date was not typed.
    #[must_use]
    pub fn is_minor(&self, date: Date) -> bool {
        let of_age = self.birth_date.and_then(|birth| birth.checked_add(jiff::Span::new().years(18)).ok());
        of_age.is_some_and(|of_age| date < of_age)
    }
}

/// What a person is engaged as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EngagementKind {
    /// Plays the character.
    Actor,
    /// Does the character's stunts.
    StuntDouble,
    /// Stands for the character where the face is not seen.
    PhotoDouble,
    /// Stands in for lighting.
    StandIn,
}

impl EngagementKind {
    /// All kinds, as facts spell them.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("actor", Self::Actor),
        ("stunt-double", Self::StuntDouble),
        ("photo-double", Self::PhotoDouble),
        ("stand-in", Self::StandIn),
    ];

    /// The working name of a double whom nobody hired yet: `stunt double for MARA (to be hired)`.
    #[must_use]
    pub fn to_be_hired(self, role: &str) -> String {
        let kind = match self {
            Self::Actor => "actor",
            Self::StuntDouble => "stunt double",
            Self::PhotoDouble => "photo double",
            Self::StandIn => "stand-in",
        };
        format!("{kind} for {role} (to be hired)")
    }
}

/// How an engagement is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Terms {
    /// By the day, first to last work day.
    Daily {
        /// A day's pay.
        rate: Money,
    },
    /// By the week; parts of a week beyond the first in proportion.
    Weekly {
        /// A week's pay.
        rate: Money,
    },
    /// So many weeks whatever is worked; beyond them in proportion.
    Guarantee {
        /// A week's pay.
        rate: Money,
        /// Weeks guaranteed.
        weeks: u32,
    },
    /// One sum.
    Flat {
        /// The sum.
        amount: Money,
    },
    /// Paid under the person's other engagement.
    Included,
}

/// A person engaged for a character.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Engagement {
    /// Identity.
    pub id: EngagementId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub kind: EngagementKind,
    /// For which role.
    pub character: CharacterId,
    /// Pay; `None` is the production's day rate.
    pub terms: Option<Terms>,
    /// Fringes on the pay; `None` is the production's.
    pub fringe: Option<PerMille>,
    /// May be dropped and picked up once; `None`: as the terms allow (day performers only).
    pub drop: Option<bool>,
    /// Dates on which they can work; empty means all.
    pub available: Vec<DateRange>,
    /// Dates on which they cannot.
    pub unavailable: Vec<DateRange>,
    /// Travel days before the first and after the last work day.
    pub travel_days: u32,
    /// What a hold date of daily terms is paid, of a day; `None`: all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<PerMille>,
    /// What a company day off between two paid dates is paid, of a day; `None`: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<PerMille>,
    /// What a travel day is paid, of a day; `None`: all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travel_pay: Option<PerMille>,
    /// The drop that was agreed: the last work date before it, and the pick-up date. No other is made then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<DateRange>,
    /// Rest they are owed, when not the production's, in minutes.
    pub rest: Option<crate::Minutes>,
    /// The rate was confirmed by somebody who knows.
    pub confirmed: bool,
}

impl Engagement {
    /// An engagement of which nothing is agreed yet.
    #[must_use]
    pub fn new(id: EngagementId, person: PersonId, kind: EngagementKind, character: CharacterId) -> Self {
        Self {
            id,
            person,
            kind,
            character,
            terms: None,
            fringe: None,
            drop: None,
            available: Vec::new(),
            unavailable: Vec::new(),
            travel_days: 0,
            hold: None,
            off: None,
            travel_pay: None,
            dropped: None,
            rest: None,
            confirmed: false,
        }
    }

    /// Can they work on the date?
    #[must_use]
    pub fn is_available(&self, date: Date) -> bool {
        (self.available.is_empty() || self.available.iter().any(|range| range.contains(date)))
            && !self.unavailable.iter().any(|range| range.contains(date))
    }

    /// Is the date strictly inside the drop that was agreed?
    #[must_use]
    pub fn is_dropped(&self, date: Date) -> bool {
        self.dropped.is_some_and(|drop| drop.first < date && date < drop.last)
    }
}
