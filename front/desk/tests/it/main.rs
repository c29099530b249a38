//! The door on both engines.

mod anything;
mod backup;
mod bad_input;
mod counter;
mod day_end;
mod estate;
mod everything;
mod exchange;
mod faults;
mod files;
mod forged;
mod founding;
mod goods;
mod help;
mod kill;
mod late;
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
