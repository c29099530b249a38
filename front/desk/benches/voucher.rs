//! One voucher a transaction, durable: the door against a bare prepared-insert loop writing the same rows in the same
//! run with the same pragmas.

use books::decide::PostVoucher;
use books::{BooksEvent, Head, HeadClass, Line};
use desk::act::Act;
use desk::{Desk, MigrationBatch, Role, Who};
use kernel::{Clock as _, CommandId, Paise, SystemClock};
use migration::event::MigrationEvent;
use rusqlite::types::Value;
use society::SocietyEvent;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant as Now;

const N: usize = 1500;
/// Tables one voucher writes into, with the rows of one voucher.
const WRITTEN: [&str; 4] = ["register_entry", "receipt", "voucher", "posting"];

fn main() {
    let dir =
        tempfile::tempdir_in(std::env::var("SAHAKAR_BENCH_DIR").unwrap_or_else(|_| "/tmp".into())).expect("a folder");
    let desk = Desk::open(dir.path(), "", Arc::new(SystemClock)).expect("opens");
    let society = desk
        .import(&Who::local(Role::Operator), "B", &batch(), CommandId(uuid::Uuid::from_u128(1)))
        .expect("in")
        .society;
    // the cashier posts: cash is not for the keeper of accounts
    let who = Who::local(Role::Cashier);
    let today = SystemClock.now().day();
    let begin = Act::BeginDay { date: today, cash: Vec::new() };
    desk.act(&who, society, CommandId(uuid::Uuid::from_u128(u128::MAX)), &begin.into()).expect("begun");
    let mut pairs = Vec::new();
    let mut next = 2;
    for _ in 0..5 {
        let start = Now::now();
        for _ in 0..N {
            let id = CommandId(uuid::Uuid::from_u128(next));
            desk.post(&who, society, id, &voucher(next)).expect("posted");
            next += 1;
        }
        let ours = start.elapsed().as_secs_f64();
        pairs.push((ours, bare(dir.path())));
    }
    pairs.sort_by(|a, b| (a.1 / a.0).total_cmp(&(b.1 / b.0)));
    let (ours, bare) = pairs[2];
    let n = N as f64;
    println!(
        "one voucher a transaction, synchronous=FULL: door {:.0}/s, bare {:.0}/s, ratio {:.2}",
        n / ours,
        n / bare,
        bare / ours
    );
}

/// The last `N` vouchers' rows again, one transaction each, into an empty copy of the schema.
fn bare(dir: &Path) -> f64 {
    let source = rusqlite::Connection::open(dir.join("sahakar.db")).expect("opens");
    let path = dir.join("bare.db");
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(dir.join(format!("bare.db{end}")));
    }
    let target = rusqlite::Connection::open(path).expect("opens");
    target
        .execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-262144; PRAGMA mmap_size=134217728",
        )
        .expect("pragmas");
    for t in keep::tables::LASTING.iter().chain(keep::tables::SHADOWS) {
        t.ddl(false).iter().for_each(|d| target.execute_batch(d).expect("ddl"));
    }
    let last: i64 = source.query_row("SELECT max(seq) FROM register_entry", [], |r| r.get(0)).expect("a number");
    let rows: Vec<Vec<Vec<Value>>> = WRITTEN.iter().map(|t| rows(&source, t, last)).collect();
    let insert: Vec<String> = WRITTEN
        .iter()
        .zip(&rows)
        .map(|(t, r)| format!("INSERT INTO {t} VALUES ({})", vec!["?"; r[0].len()].join(",")))
        .collect();
    target.execute_batch("INSERT INTO desk VALUES (1,1,'o',x'00',0,x'00',x'00',0,0,''); INSERT INTO tally VALUES (1,'voucher',0); INSERT INTO balance VALUES (1,'CASH',0,0,NULL,NULL,NULL,NULL),(1,'SB',0,0,NULL,NULL,NULL,NULL)").expect("rows");
    let frontier = vec![7u8; 32 * 8];
    let start = Now::now();
    for i in 0..N {
        target.execute_batch("BEGIN IMMEDIATE").expect("begin");
        for ((table, text), all) in WRITTEN.iter().zip(&insert).zip(&rows) {
            let per = if *table == "posting" { 2 } else { 1 };
            for row in &all[i * per..(i + 1) * per] {
                let mut s = target.prepare_cached(text).expect("insert");
                s.execute(rusqlite::params_from_iter(row)).expect("insert");
            }
        }
        let mut s = target
            .prepare_cached(
                "UPDATE desk SET size=?1, frontier=?2, root=?3, last_at=?4 WHERE society_id=1 AND desk_id=1",
            )
            .expect("update");
        s.execute(rusqlite::params![i as i64, frontier, &frontier[..32], 1i64]).expect("update");
        let mut s =
            target.prepare_cached("UPDATE tally SET n=n+1 WHERE society_id=1 AND what='voucher'").expect("update");
        s.execute([]).expect("update");
        for head in ["CASH", "SB"] {
            let mut s = target
                .prepare_cached("UPDATE balance SET debit=debit+?1, credit=credit+?1 WHERE society_id=1 AND head=?2")
                .expect("update");
            s.execute(rusqlite::params![5i64, head]).expect("update");
        }
        target.execute_batch("COMMIT").expect("commit");
    }
    start.elapsed().as_secs_f64()
}

fn rows(source: &rusqlite::Connection, table: &str, last: i64) -> Vec<Vec<Value>> {
    let (key, order) = match table {
        "receipt" => ("last_seq", "last_seq"),
        "posting" => ("seq", "seq, line"),
        _ => ("seq", "seq"),
    };
    let text = format!("SELECT * FROM {table} WHERE {key} > {} ORDER BY {order}", last - N as i64);
    let mut s = source.prepare(&text).expect("select");
    let width = s.column_count();
    let rows = s.query_map([], |r| (0..width).map(|i| r.get(i)).collect()).expect("rows");
    rows.collect::<Result<_, _>>().expect("rows")
}

fn line(head: &str, debit: i64, credit: i64) -> Line {
    Line { head: head.into(), debit: Paise(debit), credit: Paise(credit), source: None }
}

fn voucher(n: u128) -> PostVoucher {
    let amount = n as i64 % 10_000 + 1;
    PostVoucher {
        date: "2025-06-02".parse().expect("a day"),
        number: format!("R-{n}"),
        narration: "बचत खाते में जमा".into(),
        lines: vec![line("CASH", amount, 0), line("SB", 0, amount)],
    }
}

fn batch() -> MigrationBatch {
    let head = |code: &str| Head { code: code.into(), name: code.into(), class: HeadClass::Asset };
    let empty = String::new;
    let registered = SocietyEvent::Registered {
        code: "B".into(),
        name: "B".into(),
        registration_no: empty(),
        district: empty(),
        block: empty(),
    };
    let begun = MigrationEvent::Begun {
        cutoff: "2025-03-31".parse().expect("a day"),
        folder: "f".into(),
        files: vec![],
        set_aside: vec![],
    };
    let heads = BooksEvent::HeadsOpened { heads: vec![head("CASH"), head("SB")] };
    let completed = MigrationEvent::Completed { members: 0, accounts: 0, findings: 0 };
    MigrationBatch { events: vec![registered.into(), begun.into(), heads.into(), completed.into()], files: vec![] }
}
