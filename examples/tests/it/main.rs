//! Tests of the invented societies.

mod large;
mod legacy;
mod rules;
mod truths;
