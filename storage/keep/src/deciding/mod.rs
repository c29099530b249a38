//! What decisions must know, room by room: only that, read inside the transaction that will write.

mod books;
mod credit;
mod day;
mod estate;
mod goods;
mod outside;
mod report;
mod rules;
mod society;

pub use books::{books_view, code_of, each_voucher, head_codes, migrated_from, reversal_view};
pub use credit::{
    Account, Pending, accounts_of_kind, accounts_of_member, claimed, due_before, event_view, filed, find_account,
    loans_of_member, member_facts, next_no, norms, opening_heads, product, products,
};
pub use day::{Waiting, cash, day_state, day_view, open_day, settings, slip_entered, slips_given, waiting};
pub use estate::{estate_event, estate_sight, line_amounts};
pub use outside::{kept_by_parties, kept_by_registers};
pub use report::{closed_year, objection, voucher_stands, year_of};
pub use rules::{Rules, rules};

pub use goods::{
    Named, activities, cards, cash_received, entitlements, godowns, items, next_number, prices, short_stock,
    stock_by_head, stock_of, stock_view, trade_event_view,
};

pub use society::{
    Member, bylaws, candidates, capital, certificate_taken, changed_since, find_member, kept_key, keys_of, log_size,
    merged_numbers, next_certificate, next_member_no, owed_of, society_event_view, village_known, village_view,
    with_mobile,
};

/// Every statement of this room.
#[must_use]
pub fn statements() -> Vec<(&'static str, sql::Sql)> {
    [
        books::STATEMENTS,
        credit::STATEMENTS,
        day::STATEMENTS,
        estate::STATEMENTS,
        goods::STATEMENTS,
        outside::STATEMENTS,
        report::STATEMENTS,
        rules::STATEMENTS,
        society::STATEMENTS,
    ]
    .concat()
}
