//! The production itself: its settings, its terms of a shooting day, its prices, each with a default.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ClockTime, Date, Minutes, Money, PerMille};

/// Where a figure comes from. Money with a default in it is marked EXAMPLE; typed money until confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Nobody said anything: Firstup's own example.
    Default,
    /// A person typed it.
    Typed,
    /// A person typed and confirmed it.
    Confirmed,
}

impl Source {
    /// The source of a figure that may be typed and may be confirmed.
    #[must_use]
    pub fn of(typed: bool, confirmed: bool) -> Self {
        match (typed, confirmed) {
            (false, _) => Self::Default,
            (true, false) => Self::Typed,
            (true, true) => Self::Confirmed,
        }
    }
}

/// What a rule does when it is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Says so.
    Warn,
    /// Costs money.
    Price,
    /// No planned board may do it.
    Forbid,
}

impl Severity {
    /// All severities, as facts spell them.
    pub const NAMES: [(&'static str, Self); 3] =
        [("warn", Self::Warn), ("price", Self::Price), ("forbid", Self::Forbid)];
}

/// The kind of a shooting day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// A day.
    Day,
    /// About noon to midnight.
    Split,
    /// A night.
    Night,
}

impl DayKind {
    /// All kinds, as facts spell them.
    pub const NAMES: [(&'static str, Self); 3] =
        [("day", Self::Day), ("split", Self::Split), ("night", Self::Night)];

    /// As reports print it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "DAY",
            Self::Split => "SPLIT",
            Self::Night => "NIGHT",
        }
    }
}

/// A film production.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Production {
    /// Title.
    pub title: String,
    /// Currency code; none means USD.
    pub currency: Option<String>,
    /// First possible shooting date.
    pub start: Option<Date>,
    /// Pages shot in a day, in eighths: what minutes are estimated from.
    pub pace: Option<crate::PageEighths>,
    /// Name of the rule set that boards are checked under.
    pub rule_set: Option<String>,
    /// Jurisdiction of minors and agreements.
    pub jurisdiction: Option<String>,
    /// IANA zone of the shoot.
    pub zone: Option<String>,
    /// Latitude of the shoot in degrees north, for the sun.
    pub latitude: Option<f64>,
    /// Longitude in degrees east.
    pub longitude: Option<f64>,
    /// The budget: what a finished film is worth at least.
    pub budget: Option<Money>,
    /// Terms of a shooting day.
    pub day: DayTerms,
    /// Prices.
    pub prices: Prices,
    /// Rules that do something else than by default, by the rule's name.
    pub severities: BTreeMap<String, Severity>,
    /// What this production adds to the breakdown's word lists, and takes from them: list → lines in the list's own
    /// format; a line that begins with `-` takes a term away.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lexicons: BTreeMap<String, Vec<String>>,
}

impl Production {
    /// Currency code.
    #[must_use]
    pub fn currency(&self) -> &str {
        self.currency.as_deref().unwrap_or("USD")
    }

    /// Rule set that a check names.
    #[must_use]
    pub fn rule_set(&self) -> &str {
        self.rule_set.as_deref().unwrap_or("firstup-default")
    }

    /// Does the UK agreement (Equity/Pact) apply? Otherwise figures are SAG-AFTRA's until somebody types others.
    #[must_use]
    pub fn is_uk(&self) -> bool {
        let name = self.jurisdiction.as_deref().unwrap_or_default().trim();
        // `GB-SCT` is a part of it. Asked thousands of times a board: no text is made here.
        let country = name.split_once('-').map_or(name, |(country, _)| country);
        ["uk", "gb", "united kingdom", "england", "scotland", "wales", "northern ireland"]
            .iter()
            .any(|uk| country.eq_ignore_ascii_case(uk))
    }

    /// Rest of performers: as typed, else 12 hours, or 11 where the UK agreement applies.
    #[must_use]
    pub fn performer_rest(&self) -> Minutes {
        let default = if self.is_uk() { Minutes(660) } else { self.day.performer_rest() };
        self.day.performer_rest.unwrap_or(default)
    }

    /// Eighths a day that minutes are estimated from: three pages for a feature.
    #[must_use]
    pub fn pace(&self) -> crate::PageEighths {
        self.pace.filter(|pace| pace.0 > 0).unwrap_or(crate::PageEighths(24))
    }
}

macro_rules! day_terms {
    (
        $($(#[$doc:meta])* $field:ident: $type:ident = $default:expr;)*
        // Not written when nobody typed them: older files stay as they are.
        [$($(#[$later_doc:meta])* $later:ident: $later_type:ident = $later_default:expr;)*]
    ) => {
        /// Terms of a shooting day. A missing one has its default.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct DayTerms {
            $(
                $(#[$doc])*
                pub $field: Option<$type>,
            )*
            $(
                $(#[$later_doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $later: Option<$later_type>,
            )*
        }

        impl DayTerms {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(&self) -> $type {
                    self.$field.unwrap_or($default)
                }
            )*
            $(
                $(#[$later_doc])*
                #[must_use]
                pub fn $later(&self) -> $later_type {
                    self.$later.unwrap_or($later_default)
                }
            )*
        }
    };
}

day_terms! {
    /// Call of a day.
    call_day: ClockTime = ClockTime(420);
    /// Call of a split day.
    call_split: ClockTime = ClockTime(720);
    /// Call of a night.
    call_night: ClockTime = ClockTime(1080);
    /// Minutes of work before overtime.
    base: Minutes = Minutes(600);
    /// The same on a night.
    base_night: Minutes = Minutes(600);
    /// Overtime at most.
    most_overtime: Minutes = Minutes(120);
    /// Length of the meal.
    meal: Minutes = Minutes(30);
    /// A company move.
    move_minutes: Minutes = Minutes(90);
    /// Locations of a day before another one costs.
    locations: u32 = 2;
    /// Rest of the crew (by deal).
    crew_rest: Minutes = Minutes(600);
    /// Rest of performers (SAG-AFTRA rest periods: 12 hours); where the UK agreement applies see
    /// [`Production::performer_rest`].
    performer_rest: Minutes = Minutes(720);
    /// Calendar days that a pick-up must exceed for a legal drop: 10 for films shot in the USA only, otherwise 14
    /// (SAG-AFTRA consecutive employment).
    drop_gap: u32 = 10;
    [
    /// What a sixth shooting date in a calendar week adds to the pay of who works on it, of a day.
    sixth_day: PerMille = PerMille(500);
    /// The same for a seventh.
    seventh_day: PerMille = PerMille(1000);
    /// Stunts of class B or higher of one performer in seven days, beyond which a flag is raised.
    stunts_a_week: u32 = 3;
    ]
}

impl DayTerms {
    /// The call of a kind of day.
    #[must_use]
    pub fn call(&self, kind: DayKind) -> ClockTime {
        match kind {
            DayKind::Day => self.call_day(),
            DayKind::Split => self.call_split(),
            DayKind::Night => self.call_night(),
        }
    }

    /// Minutes of work of a kind of day before overtime.
    #[must_use]
    pub fn base_of(&self, kind: DayKind) -> Minutes {
        if kind == DayKind::Night { self.base_night() } else { self.base() }
    }
}

macro_rules! prices {
    ($($(#[$doc:meta])* $field:ident = $default:expr;)*) => {
        /// Prices. A missing one has an example of ours, which is marked as such wherever it appears.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Prices {
            $(
                $(#[$doc])*
                pub $field: Option<Money>,
            )*
            /// Fringes on pay.
            pub fringe: Option<PerMille>,
            /// Somebody who knows confirmed all of the typed prices.
            pub confirmed: bool,
        }

        impl Prices {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(&self) -> (Money, Source) {
                    let source = Source::of(self.$field.is_some(), self.confirmed);
                    (self.$field.unwrap_or($default), source)
                }
            )*

            /// Every price by name, with its source.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, Money, Source)> {
                vec![$({
                    let (amount, source) = self.$field();
                    (stringify!($field), amount, source)
                }),*]
            }
        }
    };
}

prices! {
    /// Crew and equipment of a main unit's day.
    crew_day = Money::whole(45_000);
    /// Crew and equipment of another unit's day.
    second_unit_day = Money::whole(18_000);
    /// Crew overtime, an hour.
    overtime_hour = Money::whole(6_000);
    /// Premium of a night.
    night_day = Money::whole(4_500);
    /// A company move within a day.
    company_move = Money::whole(3_000);
    /// A location in a day beyond the usual number.
    extra_location = Money::whole(5_000);
    /// Arriving at a location.
    location_visit = Money::whole(2_500);
    /// A day at a location.
    location_day = Money::whole(2_000);
    /// A performer's day (SAG-AFTRA theatrical day performer, July 2025).
    cast_day = Money::whole(1_246);
    /// A background performer's day (SAG-AFTRA background, July 2025).
    background_day = Money::whole(224);
    /// What a rewrite costs after a stunt failed for good.
    rewrite = Money::whole(250_000);
}
