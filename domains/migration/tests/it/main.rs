//! Migration in its smallest rooms.

mod bench;
mod candidates;
mod digits;
mod folders;
mod persons;
mod paper;
mod words;
