//! Migration in its smallest rooms.

mod bench;
mod candidates;
mod cheats;
mod compare;
mod digits;
mod folders;
mod layout;
mod paper;
mod persons;
mod signing;
mod words;
