//! The real process: what it prints, what it leaves behind, and how it dies.

#[cfg(unix)]
mod bad_input;
mod digest;
#[cfg(target_os = "linux")]
mod kill;
mod link;
mod round;
mod serving;
mod support;
mod year;
