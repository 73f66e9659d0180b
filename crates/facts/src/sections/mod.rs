//! The sections of the format, in the order in which they are applied and exported.

mod action;
mod background;
mod board;
mod calendar;
mod cast;
mod clearance;
mod consent;
mod decision;
mod element;
mod lexicon;
mod location;
mod person;
mod pin;
mod production;
mod rules;
mod scene;
mod set;
mod sheet;
mod stunt;
mod terms;
mod unit;
mod uses;
mod variant;
mod world;

use std::marker::PhantomData;

use crate::section::{AnySection, Of};

/// All sections.
pub(crate) const SECTIONS: &[&dyn AnySection] = &[
    &Of::<production::Production>(PhantomData),
    &Of::<production::Day>(PhantomData),
    &Of::<rules::Rules>(PhantomData),
    &Of::<production::Prices>(PhantomData),
    &Of::<lexicon::Lexicon>(PhantomData),
    &Of::<unit::Units>(PhantomData),
    &Of::<calendar::MainCalendar>(PhantomData),
    &Of::<location::Locations>(PhantomData),
    &Of::<set::Sets>(PhantomData),
    &Of::<person::People>(PhantomData),
    &Of::<cast::Cast>(PhantomData),
    &Of::<scene::Scenes>(PhantomData),
    &Of::<sheet::Sheets>(PhantomData),
    &Of::<element::Elements>(PhantomData),
    &Of::<background::Background>(PhantomData),
    &Of::<stunt::Stunts>(PhantomData),
    &Of::<action::Actions>(PhantomData),
    &Of::<variant::Variants>(PhantomData),
    &Of::<consent::Consents>(PhantomData),
    &Of::<clearance::Clearances>(PhantomData),
    &Of::<decision::Decisions>(PhantomData),
    &Of::<pin::Pins>(PhantomData),
    &Of::<board::Boards>(PhantomData),
    &Of::<board::Assumptions>(PhantomData),
];
