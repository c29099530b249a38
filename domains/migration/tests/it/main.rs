//! Migration in its smallest rooms.

mod bench;
mod digits;
mod paper;
mod words;
