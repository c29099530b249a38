//! The played society's old books: members, savings, fixed deposits and crop loans at 31 March, and a ledger that agrees with them.

use books::{BooksEvent, Head, HeadClass, Line};
use credit::{AccountKind, AccountRow, CreditEvent};
use desk::MigrationBatch;
use examples::random::Random;
use examples::year::{self, person};
use keep::Event;
use kernel::{Date, Paise, Source};
use lipi::Lang;
use migration::event::MigrationEvent;
use sha2::{Digest as _, Sha256};
use society::{MemberRow, SocietyEvent};

/// Rows of a page.
const PAGE: usize = 500;
/// Head of what register and ledger differ by; in these books nothing.
const DIFFERENCE: &str = "DIFF_REGISTER";
/// Cash and bank of the old books, rupees.
const CASH: i64 = 500_000;
const BANK: i64 = 250_000_000;

fn source(row: usize) -> Source {
    Source { file: 0, sheet: 0, row: row as u32, col: 0 }
}

fn rows(seed: u64, members: usize, kind: AccountKind, cutoff: Date) -> Vec<AccountRow> {
    let mut r = Random::named(seed, kind.code());
    let mut out = Vec::new();
    for no in 1..=members {
        let (takes, least, most, due, rate) = match kind {
            AccountKind::Sb => (80, 500, 20_000, None, None),
            AccountKind::Fd => {
                let days = after(cutoff, r.between(20, 700));
                (6, 5_000, 90_000, Some(days), Some(625))
            }
            _ => {
                let due = if r.chance(85) { after(cutoff, 91) } else { cutoff };
                (30, 8_000, 90_000, Some(due), None)
            }
        };
        if !r.chance(takes) {
            continue;
        }
        out.push(AccountRow {
            no: (out.len() + 1).to_string(),
            member_no: no.to_string(),
            balance: Paise::rupees(r.between(least, most)),
            interest: None,
            opened: (kind == AccountKind::Fd).then(|| after(cutoff, -r.between(30, 300))),
            due,
            rate,
            source: source(no),
        });
    }
    out
}

fn after(day: Date, days: i64) -> Date {
    credit::calendar::plus_days(day, days)
}

/// Everything the old books leave in the register.
pub fn batch(code: &str, seed: u64, members: usize) -> MigrationBatch {
    let cutoff = year::FIRST.yesterday().expect("a day before April");
    let folder: String =
        Sha256::digest(format!("{code} {seed} {members}")).iter().map(|b| format!("{b:02x}")).collect();
    let place = year::place(seed);
    let mut events: Vec<Event> = vec![
        SocietyEvent::Registered {
            code: code.to_owned(),
            name: year::name(seed),
            registration_no: String::new(),
            district: place.district.0.to_owned(),
            block: place.block.0.to_owned(),
        }
        .into(),
        MigrationEvent::Begun { cutoff, folder, files: Vec::new(), set_aside: Vec::new() }.into(),
    ];
    let mut heads: Vec<Head> =
        books::chart::STANDARD.iter().filter_map(|s| books::chart::head(s.code, Lang::Hi)).collect();
    heads.push(Head { code: DIFFERENCE.into(), name: DIFFERENCE.into(), class: HeadClass::Difference });
    events.push(BooksEvent::HeadsOpened { heads }.into());
    let all: Vec<MemberRow> = (1..=members).map(|no| member(seed, no)).collect();
    events.extend(all.chunks(PAGE).map(|rows| SocietyEvent::MembersBroughtForward { rows: rows.to_vec() }.into()));
    let mut accounts = 0;
    let mut register = Paise::ZERO;
    for (kind, head) in [(AccountKind::Sb, "SB"), (AccountKind::Fd, "FD"), (AccountKind::LoanSt, "ST_LOAN")] {
        let rows = rows(seed, members, kind, cutoff);
        accounts += rows.len() as u64;
        let sum: Paise = rows.iter().map(|r| r.balance).sum();
        register += if kind.is_asset() { sum } else { -sum };
        events.extend(rows.chunks(PAGE).map(|rows| {
            let (head, difference_head) = (head.to_owned(), DIFFERENCE.to_owned());
            CreditEvent::AccountsBroughtForward { kind, cutoff, head, difference_head, rows: rows.to_vec() }.into()
        }));
    }
    events.push(ledger(cutoff, register).into());
    events.push(MigrationEvent::Completed { members: members as u64, accounts, findings: 0 }.into());
    MigrationBatch { events, files: Vec::new() }
}

fn member(seed: u64, no: usize) -> MemberRow {
    let p = person(seed, no);
    MemberRow {
        no: no.to_string(),
        name: p.name,
        father: p.father,
        village: p.village,
        class: "A".into(),
        mobile: String::new(),
        admitted: None,
        ended: None,
        source: source(no),
    }
}

/// The ledger: cash, bank, what the registers' pages left on the difference, and the rest in the reserve.
fn ledger(cutoff: Date, register: Paise) -> BooksEvent {
    let side = |head: &str, amount: Paise| Line {
        head: head.to_owned(),
        debit: amount.max(Paise::ZERO),
        credit: (-amount).max(Paise::ZERO),
        source: None,
    };
    let (cash, bank) = (Paise::rupees(CASH), Paise::rupees(BANK));
    let lines = vec![
        side("CASH", cash),
        side("BANK_CUR", bank),
        side(DIFFERENCE, register),
        side("RESERVE", -(cash + bank + register)),
    ];
    BooksEvent::VoucherPosted {
        date: cutoff,
        number: "OPENING-1".into(),
        narration: "OPENING".into(),
        lines,
        reverses: None,
    }
}
