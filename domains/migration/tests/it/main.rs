//! Migration in its smallest rooms.

mod digits;
mod words;
