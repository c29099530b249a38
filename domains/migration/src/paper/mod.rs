//! Paper: the society's books keyed page by page, by two hands where money hangs on it, until they read like any other file.
//!
//! Volumes are listed, pages keyed as rows of texts in the order of the book's columns; everything else is computed from those entries: whether
//! a page adds up, where two hands differ, who errs how often, which pages are whole. Whole pages become files of cells the pipeline reads.

pub mod compare;
pub mod control;
pub mod culprit;
pub mod decide;
pub mod doubt;
pub mod event;
pub mod fold;
pub mod inventory;
pub mod kinds;
pub mod normal;
pub mod sheet;

pub use event::{Hand, PaperEvent};
pub use fold::{Entry, Paper, Standing, fold};
pub use kinds::{Column, Hold, Kind};
