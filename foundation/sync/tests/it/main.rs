//! Two copies of a register, a bad line between them.

mod memory;
mod parting;
mod schedules;
