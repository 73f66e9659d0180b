//! Where each rule's default comes from: the agreement, law or practice, which edition of it, and where it holds.

use serde::Serialize;

use crate::Rule;

/// The source of a rule's default. It is no legal advice: a production checks it against its own agreements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Authority {
    /// The agreement, law or practice.
    pub source: &'static str,
    /// Which edition, as far as the source has one.
    pub effective: &'static str,
    /// Where it holds.
    pub jurisdiction: &'static str,
}

const fn sag(source: &'static str) -> Authority {
    Authority {
        source,
        effective: "agreement of 2023, to 30 June 2026",
        jurisdiction: "US (SAG-AFTRA theatrical)",
    }
}

const PRACTICE: Authority =
    Authority { source: "common practice", effective: "no edition", jurisdiction: "anywhere, by deal" };
const RATES: Authority = Authority {
    source: "the production's own rates and deals",
    effective: "as typed",
    jurisdiction: "the production",
};
const PRODUCTION: Authority =
    Authority { source: "the production's own facts", effective: "as typed", jurisdiction: "the production" };
const FIRSTUP: Authority = Authority {
    source: "Firstup's own (docs/pricing.md)",
    effective: "with this version",
    jurisdiction: "anywhere",
};
const CONSENT: Authority = Authority {
    source: "performers agree to stunts beforehand and may say no (SAG-AFTRA stunts and hazardous work); each for themselves",
    effective: "agreement of 2023, to 30 June 2026",
    jurisdiction: "anywhere: it is no matter of price",
};
const PAPERS: Authority = Authority {
    source: "practice of stunt coordinators; industry safety bulletins by hazard are named as pointers",
    effective: "no edition: look up the revision in force",
    jurisdiction: "US bulletins; the production's own law decides",
};
const MINORS: Authority = Authority {
    source: "8 CCR 11760 (hours), Labor Code 1308.7 (clock), studio-teacher practice (12 h of rest)",
    effective: "as published in 2024",
    jurisdiction: "US-CA; in the table of another jurisdiction's stead until there is one",
};

impl Rule {
    /// Where its default comes from.
    #[must_use]
    pub fn authority(self) -> Authority {
        match self {
            Self::Crew
            | Self::Pay
            | Self::Hold
            | Self::DayOff
            | Self::Travel
            | Self::Background
            | Self::Elements
            | Self::LocationVisit
            | Self::LocationDay
            | Self::DarkDay
            | Self::Moves
            | Self::Direct
            | Self::Training => RATES,
            Self::Night
            | Self::Overtime
            | Self::SixthDay
            | Self::Locations
            | Self::Minutes
            | Self::Light
            | Self::Glow
            | Self::CrewRest => PRACTICE,
            Self::CastOvertime => {
                sag("Overtime: day performers 8 h, then 1.5, beyond 10 h double, by the tenth of an hour")
            }
            Self::Meal => sag("Meal periods: every 6 h; then 25, 35, 50 dollars a half hour"),
            Self::ForcedCall => sag("Rest periods, 12 h (Equity/Pact in the UK: 11 h), and forced calls"),
            Self::Drop => sag("Consecutive employment: one drop, pick-up more than 10 (14) calendar days on"),
            Self::Minors | Self::MinorsTable => MINORS,
            Self::Availability
            | Self::SharedPeople
            | Self::TravelDates
            | Self::LocationWindow
            | Self::Before
            | Self::With
            | Self::Apart
            | Self::Pin
            | Self::Ready
            | Self::Protected
            | Self::RestAfter
            | Self::Clearance => PRODUCTION,
            Self::Consent | Self::Declined => CONSENT,
            Self::ClearanceList => PAPERS,
            Self::Stunts
            | Self::StuntLoad
            | Self::StuntWeek
            | Self::RiskPays
            | Self::Draft
            | Self::Unassigned
            | Self::Boneyard => FIRSTUP,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_agreement_or_a_law_says_is_not_called_practice() {
        assert!(Rule::Meal.authority().jurisdiction.contains("SAG-AFTRA"));
        assert!(Rule::Minors.authority().source.contains("8 CCR 11760"));
        assert_eq!(Rule::CrewRest.authority(), PRACTICE);
        for rule in Rule::ALL {
            let authority = rule.authority();
            assert!(!authority.source.is_empty() && !authority.effective.is_empty(), "{}", rule.key());
        }
    }
}
