//! keep on both engines.

mod keys;
mod redraw;
mod sample;
mod schema;
mod story;
mod tamper;
