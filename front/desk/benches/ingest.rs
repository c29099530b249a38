//! The state's seat on PostgreSQL, every commit forced to the disk: the registers of many societies arrive as signed parcels of a page each and
//! are kept; beside it, in the same run, PostgreSQL's own COPY of the same rows; then what was kept is drawn.
//! `SAHAKAR_BENCH_SOCIETIES` (default 60) and `SAHAKAR_BENCH_ENTRIES` of each (default 5000) set the size.

use books::{BooksEvent, Head, HeadClass, Line};
use desk::{Desk, MigrationBatch, Role, Who};
use keep::Event;
use keep::tables::REGISTER_ENTRY;
use kernel::{CommandId, Paise, SystemClock};
use migration::event::MigrationEvent;
use register::Entry;
use society::SocietyEvent;
use sql::{Db, Error, Sql, Val};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant as Now;
use sync::LogId;

/// Societies that send at the same time.
const SENDERS: [usize; 3] = [1, 4, 8];

fn main() {
    let Some(cluster) = sql::testing::durable_postgres() else { return };
    let size = |name: &str, usual: usize| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(usual);
    let (societies, entries) = (size("SAHAKAR_BENCH_SOCIETIES", 60), size("SAHAKAR_BENCH_ENTRIES", 5_000));
    println!("{societies} societies of {entries} entries, pages of at most 500");
    for senders in SENDERS {
        let dir = tempfile::tempdir().expect("a folder");
        let state = Desk::open(&dir.path().join("state"), &cluster.database(), Arc::new(SystemClock)).expect("opens");
        let parcels: Vec<Vec<Vec<u8>>> = (0..societies).map(|n| society(&state, dir.path(), n, entries)).collect();
        let sent = parcels.iter().flatten().map(Vec::len).sum::<usize>();
        let ours = arrive(&state, &parcels, senders);
        let rows = kept(&state);
        let copy = copied(&Db::open(&cluster.database()).expect("opens"), &rows);
        let begun = Now::now();
        let drawn = state.draw_received().expect("drawn");
        let draw = begun.elapsed().as_secs_f64();
        let n = rows.len() as f64;
        println!(
            "{senders} senders: {} entries, {} kB squeezed: kept {:.0}/s, COPY {:.0}/s, ratio {:.2}; drawn {:.0}/s",
            rows.len(),
            sent / 1000,
            n / ours,
            n / copy,
            copy / ours,
            drawn as f64 / draw
        );
    }
}

/// Every society's parcels in order, so many societies at once; seconds.
fn arrive(state: &Desk, parcels: &[Vec<Vec<u8>>], senders: usize) -> f64 {
    let next = AtomicUsize::new(0);
    let begun = Now::now();
    std::thread::scope(|s| {
        for _ in 0..senders {
            s.spawn(|| {
                while let Some(own) = parcels.get(next.fetch_add(1, Ordering::Relaxed)) {
                    own.iter().for_each(|p| drop(state.receive(p).expect("kept")));
                }
            });
        }
    });
    begun.elapsed().as_secs_f64()
}

const LEAVES: Sql = Sql("SELECT leaf FROM register_entry WHERE society_id = $1 AND desk_id = $2 ORDER BY seq");

/// Every row the seat has kept, to be written once more.
fn kept(state: &Desk) -> Vec<(Entry, Vec<u8>)> {
    let read = state.read(|t| {
        let mut out = Vec::new();
        for (log, _) in keep::exchange::logs_of(t)? {
            let entries = keep::exchange::entries_from(t, log, 0, usize::MAX)?;
            let LogId { society, desk } = log;
            let leaves = t.rows(LEAVES, &[society.0.into(), desk.0.into()], |r| r.bytes(0).to_vec())?;
            out.extend(entries.into_iter().zip(leaves));
        }
        Ok(out)
    });
    read.expect("read")
}

/// The same rows by one COPY into one empty table with the same key; seconds.
fn copied(db: &Db, rows: &[(Entry, Vec<u8>)]) -> f64 {
    db.tx(|t| sql::create(t, &[REGISTER_ENTRY])).expect("made");
    let begun = Now::now();
    let done = db.tx(|t| {
        let mut bulk = t.bulk(&REGISTER_ENTRY, rows.len())?;
        for (e, leaf) in rows {
            let (place, version) = ([e.society.0, e.desk.0, e.seq.0].map(Val::Int), i64::from(e.version).into());
            let [society, desk, seq] = place;
            let (kind, at, by) = ((&e.kind).into(), e.at.0.into(), (&e.by).into());
            bulk.push(&[society, desk, seq, kind, version, at, by, Val::Bytes(&e.bytes), Val::Bytes(leaf)])?;
        }
        bulk.finish()
    });
    done.map_err(|e: Error| e.to_string()).expect("copied");
    begun.elapsed().as_secs_f64()
}

/// A society that has joined, and the parcels of its whole register.
fn society(state: &Desk, dir: &Path, n: usize, entries: usize) -> Vec<Vec<u8>> {
    let (code, folder) = (format!("B{n}"), dir.join(format!("desk-{n}")));
    let desk = Desk::open(&folder, "", Arc::new(SystemClock)).expect("opens").alone();
    let operator = Who::local(Role::Operator);
    let command = CommandId(uuid::Uuid::from_u128(1));
    let id = desk.import(&operator, &code, &batch(&code, entries), command).expect("in").society;
    let given = state.let_in(&Who::local(Role::Officer), &code).expect("let in");
    let seat = desk.join(&operator, id, "http://seat.invalid", &given.code, &mut |p| state.receive(p)).expect("joins");
    let carried = folder.join("carried");
    desk.pack(&seat, &carried).expect("packed");
    let parcels = desk::exchange::carried(&carried).expect("read");
    std::fs::remove_dir_all(folder).expect("swept");
    parcels
}

fn batch(code: &str, entries: usize) -> MigrationBatch {
    let head = |code: &str| Head { code: code.into(), name: code.into(), class: HeadClass::Asset };
    let registered = SocietyEvent::Registered {
        code: code.into(),
        name: code.into(),
        registration_no: String::new(),
        district: String::new(),
        block: String::new(),
    };
    let begun = MigrationEvent::Begun {
        cutoff: "2025-03-31".parse().expect("a day"),
        folder: code.into(),
        files: vec![],
        set_aside: vec![],
    };
    let heads = BooksEvent::HeadsOpened { heads: vec![head("CASH"), head("SB")] };
    let mut events: Vec<Event> = vec![registered.into(), begun.into(), heads.into()];
    events.extend((4..entries).map(|n| voucher(n).into()));
    events.push(MigrationEvent::Completed { members: 0, accounts: 0, findings: 0 }.into());
    MigrationBatch { events, files: vec![] }
}

fn voucher(n: usize) -> BooksEvent {
    let amount = n as i64 * 7_919 % 100_000 + 1;
    let line = |head: &str, debit, credit| Line {
        head: head.into(),
        debit: Paise(debit),
        credit: Paise(credit),
        source: None,
    };
    BooksEvent::VoucherPosted {
        date: "2025-06-02".parse().expect("a day"),
        // digits nobody can squeeze: real entries have names and numbers in them
        number: format!("R-{:016x}", (n as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)),
        narration: "बचत खाते में जमा".into(),
        lines: vec![line("CASH", amount, 0), line("SB", 0, amount)],
        reverses: None,
    }
}
