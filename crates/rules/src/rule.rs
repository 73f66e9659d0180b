//! The rules by name, and what each does by default.

use domain::{Production, Severity};
use serde::{Deserialize, Serialize};

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident $key:literal $label:literal $severity:ident;)*) => {
        /// A rule of the trade, or a kind of cost.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// All rules.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// As facts and JSON spell it.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// As reports print it.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }

            /// What it does unless the production says otherwise.
            #[must_use]
            pub fn default_severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    /// Crew and equipment of a day.
    Crew "crew" "Crew day" Price;
    /// Pay of a performer on a work day.
    Pay "pay" "Cast" Price;
    /// Pay of a performer on an idle day between work days.
    Hold "hold" "Hold" Price;
    /// Pay of a performer for a company day off between two paid dates.
    DayOff "day-off" "Day off" Price;
    /// Pay of a performer's travel days.
    Travel "travel" "Travel" Price;
    /// Pay of background.
    Background "background" "Background" Price;
    /// Rates of elements.
    Elements "elements" "Elements" Price;
    /// Arriving at a location.
    LocationVisit "location-visit" "Location visit" Price;
    /// A day at a location.
    LocationDay "location-day" "Location day" Price;
    /// A day on which a location is kept and not used.
    DarkDay "dark-day" "Dark day" Price;
    /// Company moves within a day.
    Moves "moves" "Company move" Price;
    /// More than the usual number of locations in a day.
    Locations "locations" "Extra location" Price;
    /// Work beyond the day's base.
    Overtime "overtime" "Crew overtime" Price;
    /// Work of performers beyond the straight hours of their contracts.
    CastOvertime "cast-overtime" "Cast overtime" Price;
    /// A sixth or seventh shooting date in a calendar week.
    SixthDay "sixth-day" "Sixth or seventh day" Price;
    /// A premium of a night.
    Night "night" "Night premium" Price;
    /// Late meals.
    Meal "meal" "Late meal" Price;
    /// Too little rest of a performer between two days.
    ForcedCall "forced-call" "Forced call" Price;
    /// Costs of a strip or banner itself.
    Direct "direct" "Direct cost" Price;
    /// Pay of a performer for training dates before a stunt.
    Training "training" "Training" Price;
    /// A day longer than base and most overtime.
    Minutes "minutes" "Length of day" Forbid;
    /// Light that the day does not have.
    Light "light" "Light" Forbid;
    /// A strip that needs more of a dawn or a dusk than there is of one.
    Glow "glow" "Dawn or dusk" Warn;
    /// Too little rest of the crew between two days.
    CrewRest "crew-rest" "Crew rest" Forbid;
    /// Somebody or something works when not available.
    Availability "availability" "Availability" Forbid;
    /// A person works for two units on one date.
    SharedPeople "shared-people" "Two units" Forbid;
    /// Work between the drop and the pick-up that were agreed.
    Drop "drop" "Drop and pick-up" Price;
    /// Travel on a date on which the performer is not available.
    TravelDates "travel-dates" "Travel dates" Warn;
    /// A location or set outside its dates or kinds of day.
    LocationWindow "location-window" "Location dates" Forbid;
    /// Hours and rest of minors.
    Minors "minors" "Minors" Forbid;
    /// A minor under a jurisdiction that has no table here.
    MinorsTable "minors-table" "Table for minors" Warn;
    /// Order between sheets.
    Before "before" "Order" Forbid;
    /// Sheets that belong on one day.
    With "with" "Together" Forbid;
    /// Sheets that must not share a date.
    Apart "apart" "Apart" Forbid;
    /// A strip that is not where a person fixed it.
    Pin "pin" "Pin" Forbid;
    /// More than one class D stunt of a unit in a day.
    Stunts "stunts" "Stunts" Forbid;
    /// A class C stunt beside another class C or D stunt of the unit in a day.
    StuntLoad "stunt-load" "Stunt load" Warn;
    /// A stunt outside the performer's readiness.
    Ready "ready" "Readiness" Forbid;
    /// Other work of a performer on a protected day.
    Protected "protected" "Protected days" Forbid;
    /// Work of a stunt's performer on the days of rest after it.
    RestAfter "rest-after" "Rest after a stunt" Warn;
    /// More stunts of one performer in seven days than are usual.
    StuntWeek "stunt-week" "Stunts in a week" Warn;
    /// An action that nobody who takes part has agreed to in any way of shooting it, or not yet.
    Consent "consent" "Consent" Forbid;
    /// Somebody said no to the way that comes first, and nobody decided since how the action is shot.
    Declined "declined" "Consent declined" Forbid;
    /// A stunt action before the date on which its clearance can be complete.
    Clearance "clearance" "Clearance" Forbid;
    /// Items of a clearance list that are open, or open again.
    ClearanceList "clearance-list" "Clearance list" Warn;
    /// A stunt that would be cheaper if it failed more often: the figures reward danger.
    RiskPays "risk-pays" "Risk that pays" Warn;
    /// What a new draft left to be looked at: a text that changed under a stunt, a consent, a number that a person typed.
    Draft "draft" "New draft" Warn;
    /// A set without a location: it costs no move.
    Unassigned "unassigned" "No location yet" Warn;
    /// A sheet on no day.
    Boneyard "boneyard" "Boneyard" Warn;
}

impl Rule {
    /// What the rule does in a production.
    #[must_use]
    pub fn severity(self, production: &Production) -> Severity {
        if self.is_no_matter_of_price() {
            return Severity::Forbid;
        }
        production.severities.get(self.key()).copied().unwrap_or(self.default_severity())
    }

    /// Consent and clearance: forbidden in every production, whatever it says. Never a price, never a warning.
    #[must_use]
    pub fn is_no_matter_of_price(self) -> bool {
        matches!(self, Self::Consent | Self::Declined | Self::Clearance)
    }

    /// Does what it costs fall on a unit's day ([`crate::DayVerdict::cost`])? Everything else is the date's.
    #[must_use]
    pub fn falls_on_unit_day(self) -> bool {
        use Rule::{
            CastOvertime, Crew, Direct, ForcedCall, Locations, Meal, Moves, Night, Overtime, SixthDay,
            Training,
        };
        matches!(
            self,
            Crew | Moves
                | Locations
                | Overtime
                | CastOvertime
                | SixthDay
                | Night
                | Meal
                | ForcedCall
                | Direct
                | Training
        )
    }

    /// The rule that facts spell so.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.key() == key)
    }
}
