//! keep on both engines.

mod exchange;
mod keys;
mod redraw;
mod sample;
mod schema;
mod story;
mod tamper;
