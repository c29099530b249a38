//! Tickets: what may be done, clocks, what is alike, what is told; and that copies of two logs converge.

mod blocking;
mod converge;
mod desk;
mod told;
