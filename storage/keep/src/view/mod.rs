//! What pages and reports read. Every function takes the transaction of `Db::read` and the society first, and returns
//! plain structs; lists are paged.

mod bench;
mod books;
mod day;
mod daybook;
mod estate;
mod evidence;
mod files;
mod finding;
mod goods;
mod help;
mod home;
mod late;
mod layout;
mod maturing;
mod member;
mod objection;
mod passbook;
mod roll;
mod society;
mod statement;

pub use bench::{bench_case, bench_entries, bench_said};
pub use books::{
    HeadBook, LedgerFigure, PostingRow, TrialRow, VoucherLine, VoucherView, each_voucher, head, postings,
    trial_balance, voucher, vouchers,
};
pub use day::{
    ActEntry, BusinessDay, DayFigures, DayVoucher, SlipRange, WaitingRow, act, business_day, business_days,
    sheet_of_day, slip_gaps, slip_ranges, vouchers_of_day, waiting,
};
pub use daybook::{
    DayLine, DayRow, HeadSums, LINES_A_PAGE, LedgerLine, VOUCHERS_A_PAGE, counted_days, day_book, first_and_last_day,
    head_sums, ledger,
};
pub use estate::{bank_book, estate};
pub use evidence::{
    ProgrammeEntry, all_evidence, count_evidence, evidence, evidence_counted, evidence_stamp, hear, mark,
    places_events, programme_events, recount, save_evidence, uncounted,
};
pub use files::{FileNamed, file_named, files_named, files_removed};
pub use finding::{
    CodeCount, DifferenceRow, FindingFilter, FindingRow, differences, each_finding, finding, finding_counts, findings,
};
pub use goods::{
    DebtLine, StockLine, debt_lines, debts, goods_events, goods_stock, item_before, stock_before, stock_book,
};
pub use help::{all_tickets, help_about, help_entries, help_home, ticket, ticket_counts, tickets, tickets_of_problem};
pub use home::{
    AsideRow, ColumnRow, FileRow, Home, RegisterRow, RunRow, SocietyRow, files, home, registers, runs, set_aside,
    societies, society, society_by_code, villages,
};
pub use late::{LateRow, late_asking, late_requests, late_societies, one_late, went_on_from};
pub use layout::{LayoutUse, layouts, released_layouts};
pub use maturing::{Maturing, maturing, maturing_days};
pub use member::{
    AccountView, KindTotal, MemberView, Numbered, account, accounts, accounts_of, each_account, each_member,
    kind_totals, member, members,
};
pub use objection::{ObjectionRow, Word, objection, objections, sample_items};
pub use passbook::{
    AccountLine, DepositLine, Numbers, Owned, account_lines, all_owned, categories, deposit_lines, owned,
};
pub use roll::{RollRow, ShareRow, roll, share_book};
pub use statement::{AppropriationRow, appropriations, book, heads};

pub use society::{MemberCard, MemberEntry, NoticeRow, card, notices, villages_with_codes};

use kernel::Source;
use sql::Row;

/// A page of a list: rows from `from` (0 = first), at most `size` (no more than [`Page::MOST`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Rows to pass over.
    pub from: u64,
    /// Rows wanted.
    pub size: u64,
}

impl Page {
    /// Most rows on a page.
    pub const MOST: u64 = 500;

    /// All rows, up to some hundred thousand: for workbooks and printers, never for a page.
    pub const ALL: Page = Page { from: 0, size: u64::MAX };

    /// The `n`-th page (from 1) of `size` rows.
    #[must_use]
    pub fn number(n: u64, size: u64) -> Page {
        let size = size.clamp(1, Page::MOST);
        Page { from: n.saturating_sub(1).saturating_mul(size), size }
    }

    fn limit(self) -> i64 {
        if self == Page::ALL { 400_000 } else { self.size.min(Page::MOST) as i64 }
    }
    fn offset(self) -> i64 {
        i64::try_from(self.from).unwrap_or(i64::MAX)
    }
}

/// Rows and how many there are on all pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paged<T> {
    /// This page.
    pub rows: Vec<T>,
    /// On all pages.
    pub total: u64,
}

/// Four columns from `i`: file, sheet, row, col.
fn source(r: &Row<'_>, i: usize) -> Option<Source> {
    let file = r.opt_int(i)?;
    Some(Source { file: file as u16, sheet: r.int(i + 1) as u16, row: r.int(i + 2) as u32, col: r.int(i + 3) as u16 })
}

fn date(r: &Row<'_>, i: usize) -> Option<kernel::Date> {
    r.opt_text(i)?.parse().ok()
}

pub(crate) fn statements() -> Vec<&'static [(&'static str, sql::Sql)]> {
    vec![
        bench::STATEMENTS,
        books::STATEMENTS,
        day::STATEMENTS,
        daybook::STATEMENTS,
        estate::STATEMENTS,
        evidence::STATEMENTS,
        files::STATEMENTS,
        finding::STATEMENTS,
        goods::STATEMENTS,
        help::STATEMENTS,
        home::STATEMENTS,
        maturing::STATEMENTS,
        late::STATEMENTS,
        layout::STATEMENTS,
        member::STATEMENTS,
        objection::STATEMENTS,
        passbook::STATEMENTS,
        roll::STATEMENTS,
        society::STATEMENTS,
        statement::STATEMENTS,
    ]
}
