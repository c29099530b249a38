//! The door on both engines.

mod anything;
mod backup;
mod bad_input;
mod counter;
mod day_end;
mod estate;
mod exchange;
mod faults;
mod files;
mod founding;
mod goods;
mod help;
mod kill;
mod lender;
mod paper;
mod people;
mod posting;
mod sample;
mod society;
mod state;
mod taking_out;
mod trial;
mod yearend;
