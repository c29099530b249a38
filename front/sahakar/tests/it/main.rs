//! The real process: what it prints, what it leaves behind, and how it dies.

#[cfg(unix)]
mod bad_input;
#[cfg(unix)]
mod day_end;
mod demo_state;
mod digest;
mod forms;
#[cfg(target_os = "linux")]
mod kill;
#[cfg(target_os = "linux")]
mod large;
mod late;
mod lender;
mod letters;
mod line;
mod link;
#[cfg(unix)]
mod page_kill;
mod pages;
mod roles;
mod round;
mod safe;
mod seat_input;
mod served;
mod serving;
mod slow;
mod state;
mod store;
mod support;
mod taken;
mod undone;
mod year;
