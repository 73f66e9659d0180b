//! What is found in a screenplay, and what the next draft does to it.

mod again;
mod any_text;
mod draft;
mod drafts;
mod elements;
mod places;
mod presence;
mod scripts;
mod shared_scripts;
mod story_days;
mod stunts;
mod stunts_in_scripts;
