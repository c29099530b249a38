//! One workbook with a sheet for each register as it stands now, in the shape in which registers are handed over for a new system:
//! members, shares, loans and deposits by kind, the general ledger. No list of the columns of the national software was to be had, so the
//! headings are those the registers themselves have (mpacs.md 3.1), and `sahakar migrate` reads the workbook back.

use super::grid::Formats;
use super::xlsx::rupees;
use credit::AccountKind;
use keep::view::{self, AccountView, MemberView, SocietyRow, TrialRow};
use kernel::{Date, Paise, SocietyId};
use lipi::{Lang, messages::say};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use sql::{Error, Tx};

/// Everything that goes into the workbook.
pub(super) struct Books {
    members: Vec<MemberView>,
    accounts: Vec<(AccountKind, Vec<AccountView>)>,
    heads: Vec<TrialRow>,
}

pub(super) fn gather(t: &mut Tx<'_>, id: SocietyId) -> Result<Books, Error> {
    let mut members = Vec::new();
    view::each_member(t, id, |m| {
        members.push(m.clone());
        Ok(())
    })?;
    let mut accounts = Vec::new();
    for kind in AccountKind::ALL {
        let mut of = Vec::new();
        view::each_account(t, id, kind, |a| {
            of.push(a.clone());
            Ok(())
        })?;
        if !of.is_empty() {
            accounts.push((kind, of));
        }
    }
    Ok(Books { members, accounts, heads: view::trial_balance(t, id)? })
}

/// What a cell of a template holds.
enum Cell<'a> {
    Words(&'a str),
    Day(Option<Date>),
    Money(Option<Paise>),
    Rate(Option<i32>),
}

/// A sheet: its name, headings by keys of messages, rows.
fn sheet(
    book: &mut Workbook,
    f: &Formats,
    name: &str,
    headings: &[&str],
    rows: &[Vec<Cell<'_>>],
) -> Result<(), XlsxError> {
    let sheet: &mut Worksheet = book.add_worksheet();
    // a sheet's name has at most 31 letters
    sheet.set_name(name.chars().take(31).collect::<String>())?;
    sheet.write_with_format(0, 0, name, &f.bold)?;
    for (col, key) in (0..).zip(headings) {
        sheet.write_with_format(1, col, say(Lang::Hi, key, &[]), &f.head)?;
        sheet.set_column_width(col, 18)?;
    }
    for (at, row) in (2..).zip(rows) {
        for (col, cell) in (0..).zip(row) {
            match cell {
                Cell::Words("") | Cell::Day(None) | Cell::Money(None) | Cell::Rate(None) => {}
                Cell::Words(text) => {
                    sheet.write(at, col, *text)?;
                }
                Cell::Day(Some(day)) => {
                    sheet.write(at, col, lipi::date::format(*day))?;
                }
                Cell::Money(Some(p)) => {
                    sheet.write_with_format(at, col, rupees(*p), &f.money)?;
                }
                Cell::Rate(Some(rate)) => {
                    sheet.write(at, col, format!("{}.{:02}", rate / 100, rate % 100))?;
                }
            }
        }
    }
    sheet.set_freeze_panes(2, 0)?;
    Ok(())
}

pub(super) fn write(society: &SocietyRow, books: &Books) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let f = Formats::new();
    let word = |key: &str| say(Lang::Hi, key, &[]);
    let about = [
        ("template-society", &society.name),
        ("template-registration", &society.registration_no),
        ("template-district", &society.district),
        ("template-block", &society.block),
    ];
    let first = book.add_worksheet();
    first.set_name(word("template-particulars"))?;
    for (at, (key, value)) in (0..).zip(about) {
        first.write_with_format(at, 0, word(key), &f.bold)?;
        first.write(at, 1, value)?;
    }
    first.set_column_width(0, 24)?.set_column_width(1, 40)?;
    let members: Vec<Vec<Cell<'_>>> = books
        .members
        .iter()
        .map(|m| {
            let words = [&m.no, &m.name, &m.father, &m.village, &m.class].map(|t| Cell::Words(t));
            words.into_iter().chain([Cell::Day(m.admitted), Cell::Day(m.ended)]).collect()
        })
        .collect();
    const MEMBERS: [&str; 7] = [
        "template-member-no",
        "template-name",
        "template-father",
        "template-village",
        "template-class",
        "template-admitted",
        "template-ended",
    ];
    sheet(&mut book, &f, &word("template-members"), &MEMBERS, &members)?;
    for (kind, accounts) in &books.accounts {
        accounts_of(&mut book, &f, *kind, accounts)?;
    }
    ledger(&mut book, &f, &books.heads)?;
    book.save_to_buffer()
}

fn accounts_of(book: &mut Workbook, f: &Formats, kind: AccountKind, all: &[AccountView]) -> Result<(), XlsxError> {
    let name = say(Lang::Hi, &format!("template-of-{}", kind.code().replace('_', "-")), &[]);
    let share = kind == AccountKind::Share;
    let headings: &[&str] = match kind {
        AccountKind::Share => &["template-member-no", "template-name", "template-share-balance"],
        k if k.is_asset() => &[
            "template-loan-no",
            "template-member-no",
            "template-name",
            "template-disbursed",
            "template-due",
            "template-rate",
            "template-principal-left",
            "template-interest-left",
        ],
        // the instalment of an account of the old books is not known here: the column stays blank
        AccountKind::Rd => &[
            "template-account-no",
            "template-member-no",
            "template-name",
            "template-opened",
            "template-instalment",
            "template-matures",
            "template-balance",
        ],
        AccountKind::Fd => &[
            "template-account-no",
            "template-member-no",
            "template-name",
            "template-opened",
            "template-matures",
            "template-rate",
            "template-deposited",
        ],
        _ => &["template-account-no", "template-member-no", "template-name", "template-opened", "template-balance"],
    };
    let rows: Vec<Vec<Cell<'_>>> = all
        .iter()
        .map(|a| {
            let mut cells = Vec::new();
            if !share {
                cells.push(Cell::Words(&a.no));
            }
            cells.extend([Cell::Words(&a.member_no), Cell::Words(&a.member_name)]);
            match kind {
                AccountKind::Share => {}
                k if k.is_asset() => cells.extend([Cell::Day(a.opened), Cell::Day(a.due), Cell::Rate(a.rate)]),
                AccountKind::Fd => cells.extend([Cell::Day(a.opened), Cell::Day(a.due), Cell::Rate(a.rate)]),
                AccountKind::Rd => cells.extend([Cell::Day(a.opened), Cell::Money(None), Cell::Day(a.due)]),
                _ => cells.push(Cell::Day(a.opened)),
            }
            cells.push(Cell::Money(Some(a.balance)));
            if kind.is_asset() {
                cells.push(Cell::Money(a.interest));
            }
            cells
        })
        .collect();
    sheet(book, f, &name, headings, &rows)
}

/// The general ledger: every head with a balance on its side.
fn ledger(book: &mut Workbook, f: &Formats, heads: &[TrialRow]) -> Result<(), XlsxError> {
    let side = |p: Paise| (p > Paise::ZERO).then_some(p);
    let rows: Vec<Vec<Cell<'_>>> = heads
        .iter()
        .filter(|h| h.debit != h.credit)
        .map(|h| {
            let net = h.debit - h.credit;
            vec![Cell::Words(&h.name), Cell::Money(side(net)), Cell::Money(side(-net))]
        })
        .collect();
    let name = say(Lang::Hi, "template-trial-balance", &[]);
    sheet(book, f, &name, &["template-head", "template-debit", "template-credit"], &rows)
}
