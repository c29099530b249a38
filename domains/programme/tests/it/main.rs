//! The ladder and what is counted.

mod differences;
mod ladder;
mod late;
mod news;
mod plan;
mod rates;
mod seat;
