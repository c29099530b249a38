//! One module for each shape.

pub mod latin;
pub mod paged;
