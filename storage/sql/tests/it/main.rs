//! The layer on both engines.

mod stories;
mod together;
