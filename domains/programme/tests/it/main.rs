//! The ladder and what is counted.

mod differences;
mod ladder;
mod news;
mod plan;
