//! A whole migration in one transaction, against a bare prepared-insert loop writing the same rows in the same run;
//! then redrawing vouchers and verifying. `SAHAKAR_BENCH_MEMBERS` sets the size (default 100000; accounts 2.5 times).

use books::{BooksEvent, Head, HeadClass, Line};
use credit::{AccountKind, AccountRow, CreditEvent};
use keep::{Author, Event, Placed, Projector};
use kernel::{DeskId, Instant, Paise, Seq, SocietyId, Source};
use migration::event::{FindingSeen, MigrationEvent};
use rusqlite::types::Value;
use society::{MemberRow, SocietyEvent};
use sql::{Db, Error};
use std::path::Path;

/// Wall and processor seconds since the start: on a busy machine the ratios of processor time are the ones to read.
#[derive(Clone, Copy)]
struct Watch(std::time::Instant, f64);

impl Watch {
    fn now() -> Watch {
        Watch(std::time::Instant::now(), cpu())
    }
    fn wall(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
    fn cpu(self) -> f64 {
        cpu() - self.1
    }
}

/// Seconds of processor time of this process (hundredths); 0 where the system does not say.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

const SOCIETY: SocietyId = SocietyId(77);
const DESK: DeskId = DeskId(1);
const PRAGMAS: &str = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-262144; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON";

fn name_key(name: &str) -> String {
    name.to_lowercase()
}

fn main() {
    let members: u32 = std::env::var("SAHAKAR_BENCH_MEMBERS").ok().and_then(|s| s.parse().ok()).unwrap_or(100_000);
    let dir =
        tempfile::tempdir_in(std::env::var("SAHAKAR_BENCH_DIR").unwrap_or_else(|_| "/tmp".into())).expect("a folder");
    let events = migration(members);
    println!("migration: {members} members, {} accounts, {} entries", members / 2 * 5, events.len());
    let path = dir.path().join("ours.db");
    let db = open(&path);
    let start = Watch::now();
    write(&db, &events);
    let ours = (start.wall(), start.cpu());
    drop(events);
    println!("store and project: {:.2} s, processor {:.2} s", ours.0, ours.1);
    let bare = bare_loop(&path, &dir.path().join("bare.db"));
    println!("bare insert loop of the same rows: {:.2} s, processor {:.2} s", bare.0, bare.1);
    println!("ratio {:.2}, of processor time {:.2}", bare.0 / ours.0, bare.1 / ours.1);
    let start = Watch::now();
    assert!(keep::verify(&db, SOCIETY, None).expect("verifies")[0].is_whole());
    println!("verify: {:.2} s, processor {:.2} s", start.wall(), start.cpu());
    drop(db);
    rebuild(&dir.path().join("vouchers.db"));
}

fn open(path: &Path) -> Db {
    let db = Db::open(&format!("sqlite:{}", path.display())).expect("opens");
    keep::setup(&db, &name_key).expect("tables");
    db.tx(|t| keep::start_log(t, SOCIETY, DESK, "sahakar/B/1", &[9; 32])).expect("log");
    db
}

fn write(db: &Db, events: &[Event]) {
    db.tx::<_, Error>(|t| {
        let mut log = keep::open_log(t, SOCIETY, DESK)?.expect("log");
        let at = Instant(1_760_000_000_000);
        let start = Watch::now();
        let done = keep::append(t, &mut log, &Author { by: "migrate", at }, events)?.expect("events");
        println!("  append {:.2} s, processor {:.2} s", start.wall(), start.cpu());
        let placed: Vec<Placed<'_>> =
            (done.first.0..).zip(events).map(|(s, event)| Placed { seq: Seq(s), at, event }).collect();
        let start = Watch::now();
        keep::project(t, &Projector { society: SOCIETY, desk: DESK, name_key: &name_key }, &placed)?;
        println!("  project {:.2} s, processor {:.2} s", start.wall(), start.cpu());
        Ok(())
    })
    .expect("writes");
}

/// All rows of all tables, written again by the plainest loop there is.
fn bare_loop(from: &Path, to: &Path) -> (f64, f64) {
    let source = rusqlite::Connection::open(from).expect("opens");
    let target = rusqlite::Connection::open(to).expect("opens");
    target.execute_batch(PRAGMAS).expect("pragmas");
    let mut spent = (0.0, 0.0);
    let mut begun = false;
    for table in keep::tables::LASTING.iter().chain(keep::tables::SHADOWS) {
        table.ddl(false).iter().for_each(|d| target.execute_batch(d).expect("ddl"));
    }
    for table in keep::tables::LASTING.iter().chain(keep::tables::SHADOWS) {
        let width = table.columns.len();
        let mut read = source.prepare(&format!("SELECT * FROM {}", table.name)).expect("select");
        let rows: Vec<Vec<Value>> = read
            .query_map([], |r| (0..width).map(|i| r.get(i)).collect())
            .expect("rows")
            .collect::<Result<_, _>>()
            .expect("rows");
        let marks: Vec<String> = (1..=width).map(|i| format!("?{i}")).collect();
        let start = Watch::now();
        if !begun {
            target.execute_batch("BEGIN IMMEDIATE").expect("begin");
            begun = true;
        }
        let mut insert =
            target.prepare(&format!("INSERT INTO {} VALUES ({})", table.name, marks.join(","))).expect("insert");
        for row in &rows {
            for (i, v) in row.iter().enumerate() {
                insert.raw_bind_parameter(i + 1, v).expect("bind");
            }
            insert.raw_execute().expect("insert");
        }
        spent = (spent.0 + start.wall(), spent.1 + start.cpu());
    }
    let start = Watch::now();
    target.execute_batch("COMMIT").expect("commit");
    (spent.0 + start.wall(), spent.1 + start.cpu())
}

fn rebuild(path: &Path) {
    let db = open(path);
    let n = 200_000;
    let lines = |i: i64| {
        let line = |head: &str, debit, credit| Line {
            head: head.into(),
            debit: Paise(debit),
            credit: Paise(credit),
            source: None,
        };
        vec![line("CASH", i + 1, 0), line("SB", 0, i + 1)]
    };
    let events: Vec<Event> = (0..n)
        .map(|i| {
            let date =
                "2025-04-01".parse::<kernel::Date>().expect("a day").checked_add(jiff_days(i / 600)).expect("a day");
            BooksEvent::VoucherPosted {
                date,
                number: format!("R-{i:06}"),
                narration: "जमा".into(),
                lines: lines(i),
                reverses: None,
            }
            .into()
        })
        .collect();
    write(&db, &events);
    let start = Watch::now();
    let read = keep::rebuild(&db, &name_key).expect("redraws");
    let (wall, cpu) = (start.wall(), start.cpu());
    println!(
        "rebuild: {read} voucher entries in {wall:.2} s, {:.0} entries/s; {:.0} per processor second",
        read as f64 / wall,
        read as f64 / cpu
    );
    let start = Watch::now();
    assert!(keep::verify(&db, SOCIETY, None).expect("verifies")[0].is_whole());
    println!(
        "verify from the store: {:.2} M entries/s, {:.2} M per processor second",
        n as f64 / start.wall() / 1e6,
        n as f64 / start.cpu() / 1e6
    );
}

fn jiff_days(n: i64) -> std::time::Duration {
    std::time::Duration::from_secs(86_400 * n as u64)
}

fn migration(members: u32) -> Vec<Event> {
    let source = |row| Source { file: 1, sheet: 0, row, col: 4 };
    let mut out: Vec<Event> = vec![
        SocietyEvent::Registered {
            code: "B".into(),
            name: "बड़ी समिति".into(),
            registration_no: String::new(),
            district: String::new(),
            block: String::new(),
        }
        .into(),
        BooksEvent::HeadsOpened {
            heads: AccountKind::ALL
                .iter()
                .map(|k| k.code())
                .chain(["DIFF"])
                .map(|c| Head { code: c.into(), name: c.into(), class: HeadClass::Asset })
                .collect(),
        }
        .into(),
    ];
    let names = ["राम किशन", "मोहन सिंह", "सीता देवी", "गोपाल दत्त", "कमला देवी", "Harish Chandra", "Bhagwati Prasad"];
    let numbers: Vec<u32> = (1..=members).collect();
    for page in numbers.chunks(500) {
        let rows = page
            .iter()
            .map(|n| MemberRow {
                no: n.to_string(),
                name: format!("{} {}", names[*n as usize % 7], names[(*n as usize * 31 / 7) % 7]),
                father: names[(*n as usize / 5) % 7].into(),
                village: format!("ग्राम {}", n % 40),
                class: "A".into(),
                mobile: format!("98{:08}", n),
                admitted: "1998-06-01".parse().ok(),
                ended: None,
                source: source(*n),
            })
            .collect();
        out.push(SocietyEvent::MembersBroughtForward { rows }.into());
    }
    for (kind, share) in [(AccountKind::Share, 2), (AccountKind::LoanSt, 1), (AccountKind::Sb, 2)] {
        let count = members / 2 * share;
        let numbers: Vec<u32> = (1..=count).collect();
        for page in numbers.chunks(500) {
            let rows = page
                .iter()
                .map(|n| AccountRow {
                    no: if kind == AccountKind::Share { n.to_string() } else { format!("{}-{n}", kind.code()) },
                    member_no: (n * 7919 % members + 1).to_string(),
                    balance: Paise(i64::from(n % 50_000) * 100 + 37),
                    interest: None,
                    opened: "2019-07-15".parse().ok(),
                    due: None,
                    rate: Some(700),
                    source: source(*n),
                })
                .collect();
            let cutoff = "2025-03-31".parse().expect("a day");
            out.push(
                CreditEvent::AccountsBroughtForward {
                    kind,
                    cutoff,
                    head: kind.code().into(),
                    difference_head: "DIFF".into(),
                    rows,
                }
                .into(),
            );
        }
    }
    out.extend((0..u64::from(members / 20)).map(|no| {
        MigrationEvent::FindingRaised(FindingSeen {
            no,
            code: "ORPHAN_LOAN".into(),
            kind: "loans".into(),
            product: "ST".into(),
            source: Some(source(no as u32)),
            subject: format!("LN-{no}"),
            amount: Paise(no as i64),
            args: vec![("account".into(), format!("LN-{no}"))],
        })
        .into()
    }));
    out
}
