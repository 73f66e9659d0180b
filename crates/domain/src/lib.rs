//! Film nouns, units, invariants, and the changes a production is made of; no IO, clock or randomness.
//!
//! A production is an append-only log of [`Entry`]s. Each keeps the *effect* of a command: the entities it
//! changed, before and after. [`State`] is the fold of the log. Commands ([`edit`], and the crates that
//! import, apply facts and plan) look at a state and return changes; they never touch it.

pub mod board;
pub mod calendar;
pub mod cast;
pub mod clearance;
pub mod consent;
mod dangling;
pub mod draft;
pub mod edit;
mod entities;
pub mod hazard;
mod heading;
pub mod ids;
pub mod lexicon;
pub mod log;
pub mod lost;
pub mod number;
pub mod place;
pub mod place_proposals;
pub mod production;
pub mod resolve;
pub mod sheet;
pub mod stunt;
pub mod together;
pub mod units;
pub mod version;
pub mod view;

pub use board::{Banner, BannerKind, Board, BoardDay, BoardStatus, Placed, Row};
pub use calendar::{Calendar, DateRange, DayType, Unit, UnitKind, date_words};
pub use cast::{Character, Engagement, EngagementKind, Person, Terms};
pub use draft::{
    Draft, Evidence, Heading, IntExt, LengthSource, ProposedStoryDay, Scene, SceneVersion, TextSpan,
    TimeOfDay, TimeSource,
};
pub use entities::{Change, Editing, Entity, EntityKey, FoldError, FreshId, State};
pub use ids::*;
pub use log::{Entry, EntryHead, EntryKind, Refusal};
pub use number::SceneNumber;
pub use place::{Location, ScriptSet};
pub use production::{DayKind, DayTerms, Prices, Production, Severity, Source};
pub use sheet::{
    BackgroundGroup, BackgroundKind, BackgroundUse, Category, Element, ElementUse, Light, Part, Pin, PinAt,
    Presence, PresenceClaim, ProposedAction, Review, Sheet, SheetStatus,
};
pub use stunt::{
    Action, Answer, Clearance, ClearanceState, Consent, Decision, DecisionBranch, Outcome, Stunt, StuntClass,
    Variant, VariantKind,
};
pub use units::{ClockTime, Minutes, Money, PageEighths, PerMille};
pub use version::Asked;

/// Calendar date, without time or zone.
pub type Date = jiff::civil::Date;
