//! What decisions must know, room by room: only that, read inside the transaction that will write.

mod books;
mod credit;
mod day;
mod goods;

pub use books::{books_view, code_of, each_voucher, head_codes, migrated_from, reversal_view};
pub use credit::{
    Account, accounts_of_kind, accounts_of_member, borrowed_and_shares, claimed, event_view, find_account,
    loans_of_member, member_facts, next_no, norms, product, products,
};
pub use day::{Waiting, day_view, open_day, settings, slip_entered, waiting};

pub use goods::{
    Named, activities, cards, cash_received, entitlements, godowns, items, next_number, prices, short_stock,
    stock_by_head, stock_of, stock_view, trade_event_view,
};

/// Every statement of this room.
#[must_use]
pub fn statements() -> Vec<(&'static str, sql::Sql)> {
    [books::STATEMENTS, credit::STATEMENTS, day::STATEMENTS, goods::STATEMENTS].concat()
}
