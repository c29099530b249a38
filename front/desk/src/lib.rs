//! desk: the one door: guard → view → decide → append and project in one transaction → receipt.
//! Used by pages, the command line and imports; nobody else writes.
//! Never decides what a domain decides, never shows a page.
//! Invariant: a command is done once and whole, or not at all, and its receipt is given only after it lasts.

pub mod act;
mod backup;
pub mod bench;
mod counter;
mod door;
mod ending;
mod estate;
pub mod exchange;
pub mod export;
mod factor;
mod files;
mod found;
mod goods;
mod guard;
pub mod help;
mod import;
mod late;
pub mod lender;
mod lending;
pub mod lists;
mod login;
mod look;
pub mod masked;
mod members;
mod names;
mod noted;
pub mod office;
mod paper;
mod people;
mod pictures;
mod sealed;
mod setup;
mod shop;
mod sound;
mod sown;
pub mod state;
pub mod store;
mod totp;
pub mod trial;
mod trouble;
mod undo;
mod voters;
mod vouched;
mod whole;
mod working;
mod yearend;

pub use door::{Desk, society_id};
pub use export::CsvOf;
pub use factor::{Enrolment, one_time};
pub use found::{First, Founding};
pub use guard::{Over, Role, Who};
pub use import::{FileBytes, MigrationBatch, OnePerson};
pub use keep::Receipt;
pub use late::{LateOf, LateRequest};
pub use login::{FOREVER, LOCKED_FOR, MOST_FAILURES, Must, Seat, Session};
pub use look::{Known, Line, Sums};
pub use people::{Change, Person, Sitting};
pub use sound::refusal_of;
pub use trouble::Trouble;
pub use voters::{LoanDue, Voters};
pub use vouched::Vouched;
pub use whole::Restored;
pub use working::Done;
