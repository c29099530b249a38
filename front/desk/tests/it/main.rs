//! The door on both engines.

mod anything;
mod counter;
mod faults;
mod files;
mod founding;
mod kill;
mod people;
mod posting;
mod sample;
mod taking_out;
mod yearend;
