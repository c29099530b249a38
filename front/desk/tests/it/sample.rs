//! Desks to test with, and a small migration.

use books::decide::PostVoucher;
use books::event::Setting;
use books::setting;
use books::{BooksEvent, Head, HeadClass, Line};
use credit::{AccountKind, AccountRow, CreditEvent};
use desk::act::Act;
use desk::{Desk, FileBytes, MigrationBatch, Receipt, Role, Who};
use keep::Event;
use kernel::{Clock, CommandId, Instant, Paise, SocietyId, Source};
use migration::event::{FileKept, MigrationEvent};
use sha2::{Digest as _, Sha256};
use society::{MemberRow, SocietyEvent};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub const CODE: &str = "UK-PIT-017";

/// A clock tests can turn.
pub struct Turned(pub AtomicI64);
impl Clock for Turned {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }
}

/// 2 June 2025, noon in India.
pub fn clock() -> Arc<Turned> {
    Arc::new(Turned(AtomicI64::new(1_748_845_800_000)))
}

pub fn open(dir: &Path, store: &str) -> Desk {
    Desk::open(dir, store, clock()).unwrap()
}

/// Runs a story at a desk on SQLite and, where installed, at one on PostgreSQL.
pub fn both(story: impl Fn(&Desk)) {
    let dir = tempfile::tempdir().unwrap();
    story(&open(dir.path(), ""));
    if let Some(cluster) = sql::testing::postgres() {
        let dir = tempfile::tempdir().unwrap();
        story(&open(dir.path(), &cluster.database()));
    }
}

pub fn operator() -> Who {
    Who::local(Role::Operator)
}

pub fn secretary() -> Who {
    Who::local(Role::Secretary)
}

pub fn day(text: &str) -> kernel::Date {
    text.parse().unwrap()
}

/// A society's old books brought in, one person at work in it, and 2 June 2025 begun with the cash of the books.
pub fn opened(desk: &Desk) -> SocietyId {
    let society = desk.import(&operator(), CODE, &batch(CODE, 3), command(1)).unwrap().society;
    alone(desk, society);
    begin(desk, society);
    society
}

/// One person works in the society.
pub fn alone(desk: &Desk, society: SocietyId) {
    let rule = Setting {
        key: setting::ONE_PERSON.into(),
        from: day("2025-04-01"),
        value: "yes".into(),
        order: "AR/2025/17".into(),
        source: String::new(),
    };
    done(desk, society, 900_001, Act::Set(rule));
}

pub fn begin(desk: &Desk, society: SocietyId) {
    let cash = vec![(200_000, 6), (20_000, 1), (10_000, 1), (2_000, 2), (500, 1)];
    let act = Act::BeginDay { date: day("2025-06-02"), cash };
    done(desk, society, 900_002, act);
}

/// Does an act as the secretary.
pub fn done(desk: &Desk, society: SocietyId, id: u128, act: Act) -> Receipt {
    desk.act(&secretary(), society, command(id), &act.into()).unwrap().receipt
}

pub fn command(n: u128) -> CommandId {
    CommandId(uuid::Uuid::from_u128(n))
}

pub fn line(head: &str, debit: i64, credit: i64) -> Line {
    Line { head: head.into(), debit: Paise(debit), credit: Paise(credit), source: None }
}

pub fn voucher(number: &str, amount: i64) -> PostVoucher {
    PostVoucher {
        date: day("2025-06-02"),
        number: number.into(),
        narration: "जमा; नकद".into(),
        lines: vec![line("CASH", amount, 0), line("SB-1", 0, amount)],
    }
}

/// A migration of `members` members for a society, from a folder with one file.
pub fn batch(code: &str, members: usize) -> MigrationBatch {
    let file = format!("file of {code}").into_bytes();
    let digest: String = Sha256::digest(&file).iter().map(|b| format!("{b:02x}")).collect();
    let source = |row: usize| Source { file: 0, sheet: 0, row: row as u32, col: 1 };
    let head = |code: &str, class| Head { code: code.into(), name: format!("मद {code}"), class };
    let cutoff = "2025-03-31".parse().unwrap();
    let member = |n: usize| MemberRow {
        no: n.to_string(),
        name: format!("सदस्य {n}"),
        father: String::new(),
        village: String::new(),
        class: "A".into(),
        mobile: format!("98{n:08}"),
        admitted: None,
        ended: None,
        source: source(n),
    };
    let account = |n: usize| AccountRow {
        no: format!("L-{n}"),
        member_no: n.to_string(),
        balance: Paise(n as i64 * 100 + 1),
        interest: None,
        opened: None,
        due: Some(day("2026-03-31")),
        rate: None,
        source: source(n),
    };
    let opening = vec![line("CASH", 1_234_500, 0), line("SB-1", 0, 1_000_000), line("DIFF LEDGER", 0, 234_500)];
    let files = vec![FileKept {
        path: "ऋण.csv".into(),
        digest: digest.clone(),
        original: None,
        bytes: file.len() as u64,
        format: "csv".into(),
        sheets: vec![String::new()],
    }];
    let events: Vec<Event> = vec![
        SocietyEvent::Registered {
            code: code.into(),
            name: "समिति".into(),
            registration_no: String::new(),
            district: String::new(),
            block: String::new(),
        }
        .into(),
        MigrationEvent::Begun { cutoff, folder: digest, files, set_aside: Vec::new() }.into(),
        BooksEvent::HeadsOpened {
            heads: vec![
                head("CASH", HeadClass::Asset),
                head("ST_LOAN", HeadClass::Asset),
                head("SB-1", HeadClass::Liability),
                head("SB_1", HeadClass::Liability),
                head("DIFF LEDGER", HeadClass::Difference),
            ],
        }
        .into(),
        SocietyEvent::MembersBroughtForward { rows: (1..=members).map(member).collect() }.into(),
        CreditEvent::AccountsBroughtForward {
            kind: AccountKind::LoanSt,
            cutoff,
            head: "ST_LOAN".into(),
            difference_head: "DIFF LEDGER".into(),
            rows: (1..=members).map(account).collect(),
        }
        .into(),
        BooksEvent::VoucherPosted {
            date: cutoff,
            number: "OPENING-1".into(),
            narration: "आरम्भिक शेष".into(),
            lines: opening,
            reverses: None,
        }
        .into(),
        MigrationEvent::Completed { members: members as u64, accounts: members as u64, findings: 0 }.into(),
    ];
    MigrationBatch { events, files: vec![FileBytes::Bytes(file)] }
}

/// The number of a refusal, after saying it in both languages: a placeholder without a value would fail.
pub fn number<T>(result: Result<T, desk::Trouble>) -> u16 {
    let trouble = result.err().expect("refused");
    said(trouble.refusal().expect("a refusal, no fault"))
}

/// The same for a refusal at hand.
pub fn said(refusal: &kernel::Refusal) -> u16 {
    for lang in [lipi::Lang::Hi, lipi::Lang::En] {
        assert!(lipi::messages::refuse(lang, refusal).len() > 20);
    }
    refusal.number
}
