//! Migration in its smallest rooms.

mod bench;
mod candidates;
mod compare;
mod digits;
mod folders;
mod paper;
mod persons;
mod words;
