//! keep on both engines.

mod exchange;
mod keys;
mod layout;
mod redraw;
mod sample;
mod schema;
mod story;
mod tamper;
