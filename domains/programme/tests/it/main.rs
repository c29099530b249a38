//! The ladder and what is counted.

mod ladder;
mod plan;
