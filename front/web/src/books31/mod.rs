//! The 31 registers of a society (mpacs.md 3.1; the financial and other books of model bye-law 13(1)) as one list: number, page, who reads it.
//! What stands in them is counted from the society's own register; nothing is kept twice.

mod deposits;
mod lending;
mod parties;
mod people;

use crate::ask::{Ask, Society, Trouble};
use crate::grid::{Register, columns, plain, unnumbered};
use crate::page::{Frame, Tab};
use axum::response::Response;
use credit::AccountKind;
use desk::export::{Cell, Grid, Holds};
use kernel::Verb;

/// A register of the list.
pub struct Statutory {
    /// Its number, 1 to 31.
    pub number: u8,
    /// Its name in the messages is `reg-<key>`.
    pub key: &'static str,
    /// Its page under the society's address.
    pub page: &'static str,
    /// What somebody must be allowed to do to read it.
    pub read: Verb,
    /// Pages beside it: a part of it, or more of the same.
    pub beside: &'static [&'static str],
}

const fn book(number: u8, key: &'static str, page: &'static str, beside: &'static [&'static str]) -> Statutory {
    Statutory { number, key, page, read: Verb::BooksRead, beside }
}

/// All of them, in their order.
pub const REGISTERS: [Statutory; 31] = [
    book(1, "members", "books/members", &[]),
    book(2, "nominal", "books/nominal", &[]),
    book(3, "shares", "books/shares", &["books/accounts/share"]),
    book(4, "voters", "books/voters", &["voters"]),
    book(5, "land", "office/land", &[]),
    book(6, "limits", "books/limits", &[]),
    book(7, "loans", "books/loans", &[]),
    book(8, "bonds", "office/bonds", &[]),
    book(9, "dcb", "books/dcb", &[]),
    book(10, "overdue", "books/overdue", &["lender/npa"]),
    book(11, "suits", "books/suits", &["lender/suits"]),
    book(12, "savings", "books/accounts/sb", &[]),
    book(13, "recurring", "books/accounts/rd", &[]),
    book(14, "fixed", "books/accounts/fd", &["books/maturing"]),
    book(15, "daily", "books/accounts/dd", &["lender/agents"]),
    book(16, "day-book", "books/day-book", &[]),
    book(17, "cash-book", "books/cash-book", &[]),
    book(18, "bank", "estate/bank", &[]),
    book(19, "ledgers", "books/ledgers", &[]),
    book(20, "borrowings", "estate/borrowings", &["estate/due"]),
    book(21, "investments", "estate/investments", &[]),
    book(22, "stock", "books/stock", &["trade/stock", "trade/register"]),
    book(23, "bills", "trade/purchases", &["trade/sales"]),
    book(24, "parties", "books/parties", &["trade/ageing"]),
    book(25, "assets", "estate/assets", &["estate/schedule"]),
    book(26, "dead-stock", "office/dead-stock", &[]),
    book(27, "interest", "books/interest", &[]),
    book(28, "suspense", "books/suspense", &["estate/suspense"]),
    book(29, "dividends", "office/dividends", &["reports/appropriation"]),
    book(30, "minutes", "office/minutes", &[]),
    book(31, "policies", "office/policies", &["books/objections", "estate/salaries", "trade"]),
];

/// The name of a page beside a register.
fn beside(c: &Frame, page: &str) -> String {
    c.s(&format!("reg-page-{}", page.replace('/', "-")))
}

/// The list, each leading to its page and to its workbook.
pub(crate) fn index(ask: &Ask, code: &str) -> Result<Response, Trouble> {
    let society = ask.society(code)?;
    let who = ask.who.as_ref().ok_or(Trouble::NeedsLogin)?;
    let c = Frame::of(ask, &society, Tab::Reports);
    let mut grid = Grid {
        title: c.s("reg-all"),
        about: vec![c.s("reg-all-more")],
        columns: columns(
            &c,
            &[
                ("reg-number", Holds::Short),
                ("reg-name", Holds::Words),
                ("reg-holds", Holds::Words),
                ("rep-workbook", Holds::Short),
            ],
        ),
        rows: Vec::new(),
    };
    let base = &society.base;
    let readable = REGISTERS.iter().filter(|r| who.role.may(r.read));
    for r in readable {
        let at = format!("{base}/{}", r.page);
        grid.row(vec![
            Cell::text(r.number.to_string()),
            Cell::Link(c.s(&format!("reg-{}", r.key)), at.clone()),
            Cell::text(c.s(&format!("reg-{}.more", r.key))),
            Cell::Link(c.s("reg-file"), format!("{at}?as=xlsx")),
        ]);
        for page in r.beside {
            let link = Cell::Link(beside(&c, page), format!("{base}/{page}"));
            grid.row(vec![Cell::Empty, link, Cell::Empty, Cell::Empty]);
        }
    }
    // the list stands whole on one page
    unnumbered(ask, &society, c, "registers", plain(grid, None, 0))
}

/// A register of this folder; `None` where it is none.
pub(crate) fn register(
    ask: &Ask,
    society: &Society,
    c: &Frame,
    what: &str,
    key: &str,
) -> Result<Option<Register>, Trouble> {
    let kind = |kinds: &[AccountKind]| kinds.iter().copied().find(|k| k.code() == key);
    Ok(Some(match (what, key) {
        ("members", "") => people::members(ask, society, c)?,
        ("nominal", "") => people::nominal(ask, society, c)?,
        ("shares", "") => people::shares(ask, society, c)?,
        ("voters", "") => people::voters(ask, society, c)?,
        ("limits", "") => lending::limits(ask, society, c)?,
        ("loans", "") => lending::loans(ask, society, c, &lending::KINDS)?,
        ("interest", "") => lending::interest(ask, society, c)?,
        ("suits", "") => lending::suits(ask, society, c)?,
        ("stock", "") => parties::stock(ask, society, c)?,
        ("suspense", "") => parties::suspense(ask, society, c)?,
        ("parties", "") => parties::parties(ask, society, c)?,
        ("objections", "") => parties::objections(ask, society, c)?,
        ("accounts", _) => match (kind(&lending::KINDS), kind(&deposits::KINDS)) {
            (Some(loan), _) => lending::loans(ask, society, c, &[loan])?,
            (_, Some(deposit)) => deposits::accounts(ask, society, c, deposit)?,
            _ => return Ok(None),
        },
        _ => return Ok(None),
    }))
}

/// An empty register by keys of messages.
fn empty(c: &Frame, title: &str, about: Vec<String>, all: &[(&str, Holds)]) -> Grid {
    Grid { title: c.s(title), about, columns: columns(c, all), rows: Vec::new() }
}

/// A whole list as a register: the part asked for, under it the sums where there are any.
fn part(ask: &Ask, mut grid: Grid, sums: Option<Vec<Cell>>) -> Register {
    let total = grid.rows.len() as u64;
    crate::grid::window(ask, &mut grid);
    if let Some(sums) = sums.filter(|_| total > 0) {
        grid.strong(sums);
    }
    plain(grid, None, total)
}

/// A row of sums: words in one column, money in some, nothing elsewhere.
fn sums(c: &Frame, columns: usize, words: usize, money: &[(usize, kernel::Paise)]) -> Vec<Cell> {
    let cell = |i: usize| match money.iter().find(|m| m.0 == i) {
        _ if i == words => Cell::text(c.s("web-total")),
        Some((_, sum)) => Cell::Sum(*sum),
        None => Cell::Empty,
    };
    (0..columns).map(cell).collect()
}
