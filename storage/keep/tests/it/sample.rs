//! A small migration, and stores to put it in.

use books::{BooksEvent, Head, HeadClass, Line};
use credit::{AccountKind, AccountRow, CreditEvent};
use keep::{Author, Event, Placed, Projector};
use kernel::{DeskId, Instant, Paise, Seq, SocietyId, Source};
use migration::event::*;
use society::{MemberRow, SocietyEvent};
use sql::{Db, Error};

pub const SOCIETY: SocietyId = SocietyId(4242);
pub const DESK: DeskId = DeskId(1);
pub const AT: Instant = Instant(1_760_000_000_000);

pub fn name_key(name: &str) -> String {
    name.to_lowercase()
}

pub fn key() -> register::DeskKey {
    register::DeskKey::from_secret([7; 32])
}

/// Runs a story on SQLite and, where installed, on PostgreSQL.
pub fn both(story: impl Fn(&Db)) {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", dir.path().join("s.db").display())).unwrap();
    keep::setup(&db, &name_key).unwrap();
    story(&db);
    if let Some(cluster) = sql::testing::postgres() {
        let db = Db::open(&cluster.database()).unwrap();
        keep::setup(&db, &name_key).unwrap();
        story(&db);
    }
}

pub fn start(db: &Db, society: SocietyId) {
    db.tx(|t| keep::start_log(t, society, DESK, "sahakar/T/1", &key().public().to_bytes())).unwrap();
}

/// Appends and projects in one transaction, as the desk does.
pub fn write(db: &Db, society: SocietyId, events: &[Event]) -> keep::Appended {
    write_as(db, society, DESK, events)
}

/// The same in another desk's log.
pub fn write_as(db: &Db, society: SocietyId, desk: DeskId, events: &[Event]) -> keep::Appended {
    db.tx::<_, Error>(|t| {
        let mut log = keep::open_log(t, society, desk)?.expect("the log was started");
        let author = Author { by: "migrate", at: AT };
        let done = keep::append(t, &mut log, &author, events)?.expect("there are events");
        let placed: Vec<Placed<'_>> =
            (done.first.0..).zip(events).map(|(seq, event)| Placed { seq: Seq(seq), at: AT, event }).collect();
        keep::project(t, &Projector { society, desk, name_key: &name_key }, &placed)?;
        Ok(done)
    })
    .unwrap()
}

pub fn source(row: u32) -> Source {
    Source { file: 0, sheet: 1, row, col: 3 }
}

pub fn head(code: &str, name: &str, class: HeadClass) -> Head {
    Head { code: code.into(), name: name.into(), class }
}

pub fn line(head: &str, debit: i64, credit: i64) -> Line {
    Line { head: head.into(), debit: Paise(debit), credit: Paise(credit), source: Some(source(9)) }
}

pub fn voucher(number: &str, lines: Vec<Line>) -> Event {
    let date = "2025-04-01".parse().unwrap();
    BooksEvent::VoucherPosted {
        date, number: number.into(), narration: "आरम्भिक शेष".into(), lines, reverses: None
    }
    .into()
}

pub fn member(no: &str, name: &str, mobile: &str, row: u32) -> MemberRow {
    MemberRow {
        no: no.into(),
        name: name.into(),
        father: "हरि राम".into(),
        village: "बड़ागाँव".into(),
        class: "A".into(),
        mobile: mobile.into(),
        admitted: "1998-06-01".parse().ok(),
        ended: None,
        source: source(row),
    }
}

pub fn account(no: &str, member_no: &str, balance: i64, row: u32) -> AccountRow {
    AccountRow {
        no: no.into(),
        member_no: member_no.into(),
        balance: Paise(balance),
        interest: Some(Paise(125)),
        opened: None,
        due: "2026-03-31".parse().ok(),
        rate: Some(700),
        source: source(row),
    }
}

pub fn page(kind: AccountKind, head: &str, rows: Vec<AccountRow>) -> Event {
    let cutoff = "2025-03-31".parse().unwrap();
    CreditEvent::AccountsBroughtForward { kind, cutoff, head: head.into(), difference_head: "DIFF".into(), rows }.into()
}

/// Everything a migration can leave, small.
pub fn migration() -> Vec<Event> {
    let found = |no: u64, code: &str, amount: i64| {
        MigrationEvent::FindingRaised(FindingSeen {
            no,
            code: code.into(),
            kind: "loans".into(),
            product: "ST".into(),
            source: Some(source(5)),
            subject: "LN-9".into(),
            amount: Paise(amount),
            args: vec![("account".into(), "LN-9".into())],
        })
        .into()
    };
    vec![
        SocietyEvent::Registered {
            code: "UK-PIT-017".into(),
            name: "बहुउद्देशीय प्राथमिक कृषि ऋण सहकारी समिति".into(),
            registration_no: "123/1961".into(),
            district: "पिथौरागढ़".into(),
            block: "मुनस्यारी".into(),
        }
        .into(),
        MigrationEvent::Begun {
            cutoff: "2025-03-31".parse().unwrap(),
            folder: "ab".repeat(32),
            files: vec![FileKept {
                path: "खाते/ऋण.xlsx".into(),
                digest: "cd".repeat(32),
                original: None,
                bytes: 1234,
                format: "xlsx".into(),
                sheets: vec!["Sheet1".into(), "ऋण".into()],
            }],
            set_aside: vec![("Thumbs.db".into(), None), ("bad.xls".into(), Some(1203))],
        }
        .into(),
        SocietyEvent::VillagesBroughtForward {
            names: vec!["बड़ागाँव".into(), "छोटागाँव".into()]
        }
        .into(),
        BooksEvent::HeadsOpened {
            heads: vec![
                head("CASH", "नकद", HeadClass::Asset),
                head("ST_LOAN", "अल्पकालीन ऋण", HeadClass::Asset),
                head("SHARE", "अंश पूँजी", HeadClass::Liability),
                head("DIFF", "माइग्रेशन अंतर", HeadClass::Difference),
            ],
        }
        .into(),
        SocietyEvent::MembersBroughtForward {
            rows: vec![
                member("9", "राम किशन", "9876543210", 2),
                member("10", "Sita Devi", "", 3),
                member("N-26", "मोहन", "9876500000", 4),
                member("9", "राम किशन (दोहरा)", "", 5),
            ],
        }
        .into(),
        MigrationEvent::RegisterRecognised(RegisterSeen {
            kind: "loans".into(),
            product: "ST".into(),
            source: source(1),
            rows: 3,
            sum: Some(Paise(60_000)),
            confidence: 97,
            columns: vec![(0, "account_no".into(), "खाता सं.".into()), (3, "balance".into(), "बकाया".into())],
        })
        .into(),
        page(
            AccountKind::LoanSt,
            "ST_LOAN",
            vec![account("LN-1", "9", 50_000, 2), account("LN-2", "10", 20_000, 3), account("LN-9", "77", -10_000, 4)],
        ),
        page(AccountKind::Share, "SHARE", vec![account("9", "9", 10_000, 2), account("10", "10", 5_000, 3)]),
        voucher("OPENING-1", vec![line("CASH", 30_000, 0), line("DIFF", 0, 30_000)]),
        found(0, "ORPHAN_LOAN", 10_000),
        found(1, "NEGATIVE_BALANCE", 10_000),
        found(2, "ORPHAN_LOAN", 500),
        MigrationEvent::DifferenceStated(DifferenceSeen {
            head: "ST_LOAN".into(),
            name: "अल्पकालीन ऋण".into(),
            ledger: Paise(61_000),
            register: Paise(60_000),
            difference: Paise(-1_000),
            explained_by: vec![2],
            unexplained: Paise(-500),
            source: Some(source(9)),
        })
        .into(),
        MigrationEvent::Completed { members: 4, accounts: 5, findings: 3 }.into(),
    ]
}

/// Every row of every shadow, as text, sorted.
pub fn dump(db: &Db) -> Vec<String> {
    let mut out = Vec::new();
    for table in keep::tables::SHADOWS {
        let text = format!("SELECT {} FROM {}", columns(table), table.name);
        let sql = sql::Sql(Box::leak(text.into_boxed_str()));
        let rows = db
            .read::<_, Error>(|t| {
                t.rows(sql, &[], |r| {
                    let cells: Vec<String> = (0..table.columns.len()).map(|i| format!("{:?}", r.any(i))).collect();
                    format!("{}: {}", table.name, cells.join(" | "))
                })
            })
            .unwrap();
        out.extend(rows);
    }
    out.sort();
    out
}

fn columns(table: &sql::Table) -> String {
    table.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(", ")
}
