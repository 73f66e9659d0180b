//! A screenplay into scenes, presence and suggested elements with evidence.
//!
//! [`import`] reads what a script says and proposes what follows from it. Nothing is proposed without the line
//! it stands on, and nothing that is only proposed counts as accepted: a person decides.

mod absence;
mod actions;
mod again;
mod animals;
mod background;
mod cast;
mod clause;
mod continuity;
mod counts;
mod cues;
pub mod draft;
mod elements;
mod ends;
mod evidence;
mod fates;
mod force;
mod identities;
mod import;
mod introductions;
mod inversion;
mod learnt;
mod leaving;
mod lexicon;
mod mentions;
mod names;
mod nouns;
mod numbers;
mod presence;
mod pursuits;
mod sense;
mod sense_words;
mod sightings;
mod story_days;
mod tags;
mod title_page;
mod together;
mod ways;
mod words;

pub use again::suggest_again;
pub use import::{Imported, Note, Source, import, import_with};
pub use lexicon::{LexiconError, Lexicons, List};
