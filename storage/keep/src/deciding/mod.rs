//! What decisions must know, room by room: only that, read inside the transaction that will write.

mod books;
mod credit;
mod day;
mod report;
mod rules;

pub use books::{books_view, code_of, each_voucher, head_codes, migrated_from, reversal_view};
pub use credit::{
    Account, accounts_of_kind, accounts_of_member, borrowed_and_shares, claimed, event_view, find_account,
    loans_of_member, member_facts, next_no, norms, product, products,
};
pub use report::{closed_year, objection, voucher_stands, year_of};
pub use rules::{Rules, rules};
pub use day::{Waiting, day_view, open_day, settings, slip_entered, waiting};

/// Every statement of this room.
#[must_use]
pub fn statements() -> Vec<(&'static str, sql::Sql)> {
    [books::STATEMENTS, credit::STATEMENTS, day::STATEMENTS, report::STATEMENTS, rules::STATEMENTS].concat()
}
