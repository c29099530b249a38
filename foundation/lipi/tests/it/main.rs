//! One binary for all tests of lipi.

mod amount;
mod data;
mod date;
mod krutidev;
mod legacy;
mod name;
mod packs;
mod pairs;
mod refusals;
mod text;
mod verhoeff;
mod words;
