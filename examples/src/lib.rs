//! Invented societies: legacy folders in many shapes, each with its truth. Used by `demo`, `simulate` and by tests.
//! Uses no outside data: every name, number and amount comes from the seed and the vocabulary written here.
//! Never reads a file, never asks the clock.
//! Invariant: without planted defects every register agrees with its head and the trial balance balances.

pub mod amount;
pub mod csv;
pub mod dbf;
pub mod draw;
pub mod facts;
pub mod grid;
pub mod headings;
pub mod large;
pub mod ledger;
pub mod legacy;
pub mod look;
pub mod ods;
pub mod others;
pub mod pack;
pub mod random;
pub mod registers;
pub mod rules;
pub mod shape;
pub mod shapes;
pub mod slips;
pub mod society;
pub mod spelling;
pub mod table;
pub mod truth;
pub mod words;
pub mod xls;
pub mod xlsx;

pub use large::{Large, large, large_xlsx};
pub use shape::{Shape, write};
pub use society::{DefectPlan, Size, Society, society};
