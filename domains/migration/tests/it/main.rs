//! Migration in its smallest rooms.

mod bench;
mod candidates;
mod cheats;
mod compare;
mod digits;
mod figures;
mod folders;
mod layout;
mod masked;
mod owed;
mod paper;
mod persons;
mod signing;
mod words;
