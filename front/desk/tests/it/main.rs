//! The door on both engines.

mod counter;
mod faults;
mod files;
mod kill;
mod people;
mod posting;
mod sample;
mod society;
mod taking_out;
