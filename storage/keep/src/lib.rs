//! keep: the tables: the register, its keys, and the shadows drawn from it.
//! Used by the desk to append and project, by pages and reports to read.
//! Never decides anything and never alters or deletes an entry of the register.
//! Invariant: sweeping the shadows and redrawing them from the register gives the same tables.

pub mod audit;
pub(crate) mod codec;
mod copy;
pub mod deciding;
mod erasable;
mod event;
pub mod exchange;
pub mod layout;
mod log;
pub mod named;
mod project;
mod receipt;
mod setup;
pub mod tables;
pub mod told;
pub mod trial;
pub mod users;
mod verify;
pub mod view;
pub mod whole;

pub use codec::no_key;
pub use copy::{EntryLine, each_entry};
pub use erasable::{commitment, erase_mobile};
pub use event::{Event, VoucherHead};
pub use log::{
    Appended, Author, Log, append, keep_seal, last_at, leaves, logs, open_log, save_checkpoint, seal, seal_over,
    start_log,
};
pub use project::{Placed, Projector, project};
pub use receipt::{Receipt, entries_of_act, find_receipt, is_run, kind_of, save_receipt, standing_of_act};
pub use setup::{
    desk_number, files_when, rebuild, redraw_all, set_desk_number, set_files_when, set_state, setup, state_of,
};
pub use verify::{LogJudgement, Soundness, verify};

/// Every statement of this room, for the test that prepares all of them on both engines.
#[must_use]
pub fn statements() -> Vec<(&'static str, sql::Sql)> {
    [
        audit::STATEMENTS,
        copy::STATEMENTS,
        erasable::STATEMENTS,
        log::STATEMENTS,
        receipt::STATEMENTS,
        setup::STATEMENTS,
        told::ALL,
        trial::ALL,
        users::STATEMENTS,
        verify::STATEMENTS,
        whole::STATEMENTS,
    ]
    .into_iter()
    .chain(view::statements())
    .flatten()
    .copied()
    .chain(deciding::statements())
    .chain(project::statements())
    .chain(exchange::statements())
    .collect()
}
