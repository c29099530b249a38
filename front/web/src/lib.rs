//! web: the pages of an installation, server-rendered, Hindi first, English on a switch.
//! Used by secretaries, auditors and officers in a browser; every page works as a plain form without script.
//! Never computes a balance, never knows a file format or a table: it asks the desk and [`SourceCells`].
//! Invariant: every figure it shows leads by a link to the cell or to the entries it was read from.

mod ask;
mod assets;
mod audit;
mod backup;
mod balance;
mod bench;
mod body;
mod books31;
mod card;
mod cell;
mod counter;
mod entry;
mod estate;
mod exchange;
mod exports;
mod finding;
mod grid;
mod help;
mod helpdesk;
mod home;
mod lender;
mod loanlists;
mod login;
mod maturing;
mod members;
mod migration;
mod office;
mod openheads;
mod page;
mod papers;
mod people;
pub mod provider;
mod registers;
mod reports;
mod rights;
mod router;
mod samples;
mod societies;
mod source;
mod state;
mod statements;
mod statutory;
mod taken;
mod trade;
mod turns;
mod verify;
mod words;
mod works;
mod yearend;

pub use bench::brought;
pub use books31::{REGISTERS, Statutory};
pub use cell::{CellView, CellWindow, SourceCells, WindowRow};
pub use rights::{acts, may_send};
pub use router::{Web, router, serve};
pub use samples::{SampleLogin, Samples};
pub use source::KeptFiles;
pub use taken::{BOOKS, STATEMENTS, Taken};
