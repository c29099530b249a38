//! places: districts, blocks and gram panchayats, the list of societies, district banks, and officers with their posts.
//! Used by the state's seat, and through what comes down from it by every desk.
//! Never reads a file; never says what a society did.
//! Invariant: nothing of a list is overwritten: another list is another version, and what is no longer on it stays named.

pub mod decide;
mod directory;
mod event;
pub mod import;
mod terms;

pub use directory::{Directory, Fate, Held, Post as Posted, Society, Version, Was};
pub use event::{Did, List, PlacesEvent};
pub use terms::{Bank, Level, Listed, Office, Place, Posting, Scope, Sector};
