//! Two stores that exchange logs: what arrives is drawn like what is written here, forks and entries nobody understands are kept and shown.

use crate::sample::*;
use keep::exchange::{self, Copy, LetIn, Signing, Witness};
use kernel::{DeskId, Instant, SocietyId};
use register::{Checkpoint, DeskKey};
use sql::{Db, Error};
use sync::{LogId, Peer, Progress};

const LOG: LogId = LogId { society: SOCIETY, desk: DESK };
const STATE: &str = "sahakar-state/UK";

fn state_key() -> DeskKey {
    DeskKey::from_secret([9; 32])
}

fn fresh(dir: &tempfile::TempDir, name: &str) -> Db {
    let db = Db::open(&format!("sqlite:{}", dir.path().join(name).display())).unwrap();
    keep::setup(&db, &name_key).unwrap();
    db
}

fn let_in(state: &Db) {
    let given =
        LetIn { society: SOCIETY, society_code: "T".into(), until: Instant(AT.0 + 1), by: "registrar".into(), at: AT };
    state.tx(|t| exchange::let_in(t, "ABCD-1234", &given)).unwrap();
    let enrol = |code: &str, key: &DeskKey, now| {
        state.tx(|t| exchange::enrol(t, code, LOG, &key.public().to_bytes(), now)).unwrap()
    };
    assert!(!enrol("wrong", &key(), AT));
    assert!(!enrol("abcd-1234", &key(), Instant(AT.0 + 2)), "too late");
    assert!(enrol(" abcd-1234", &key(), AT));
    assert!(enrol("ABCD-1234", &key(), Instant(AT.0 + 9)), "the same desk may ask again");
    assert!(!enrol("ABCD-1234", &state_key(), AT), "but no other one");
}

fn sign(desk: &Db) {
    desk.tx::<_, Error>(|t| {
        let log = keep::open_log(t, SOCIETY, DESK)?.unwrap();
        let checkpoint =
            Checkpoint { origin: log.origin.clone(), size: log.frontier.size(), root: log.frontier.root() };
        keep::save_checkpoint(t, &log, checkpoint.size, &checkpoint.sign(&key()))
    })
    .unwrap();
}

/// One exchange, every step in a transaction of its own.
fn exchanged(desk: &Db, state: &Db) -> Progress {
    exchanged_at(desk, state, AT)
}

/// The same, at this moment of the seat's clock.
fn exchanged_at(desk: &Db, state: &Db, now: Instant) -> Progress {
    let state_public = state_key().public();
    let expect = Signing::Expect(STATE, &state_public);
    let (before, asked) = desk
        .read::<_, Error>(|t| {
            let peer = exchange::peer(t, STATE)?;
            let asked = sync::request(&mut Copy::new(t, AT, expect), &peer, &[LOG], &[])?;
            Ok((peer, asked))
        })
        .unwrap();
    let key = state_key();
    let told = state
        .tx(|t| sync::answer(&mut Copy::new(t, now, Signing::Sign(Witness { name: STATE, key: &key })), &asked))
        .unwrap();
    exchange::draw_all(state, &name_key).unwrap();
    desk.tx::<_, Error>(|t| {
        let mut peer = before.clone();
        let progress = sync::settle(&mut Copy::new(t, AT, expect), &mut peer, &told)?;
        exchange::save_peer(t, STATE, &before, &peer, AT)?;
        Ok(progress)
    })
    .unwrap()
}

fn until_quiet(desk: &Db, state: &Db) -> Vec<Progress> {
    let mut all = vec![exchanged(desk, state)];
    while all.last().is_some_and(|p| p.more) {
        assert!(all.len() < 40);
        all.push(exchanged(desk, state));
    }
    all
}

fn small(n: i64) -> keep::Event {
    voucher(&format!("R-{n}"), vec![line("CASH", n + 1, 0), line("SHARE", 0, n + 1)])
}

fn unsent(desk: &Db) -> u64 {
    desk.read(|t| exchange::unsent(t, LOG, STATE)).unwrap()
}

#[test]
fn what_is_sent_is_drawn_there_as_it_is_here() {
    both(|state| {
        let dir = tempfile::tempdir().unwrap();
        let desk = fresh(&dir, "desk.db");
        start(&desk, SOCIETY);
        write(&desk, SOCIETY, &migration());
        for n in 0..1_200 {
            write(&desk, SOCIETY, &[small(n)]);
        }
        let_in(state);
        assert_eq!(unsent(&desk), 1_214);
        sign(&desk);
        let all = until_quiet(&desk, state);
        assert_eq!((all.iter().map(|p| p.sent).sum::<u64>(), unsent(&desk)), (1_214, 0));
        let sums = |db: &Db| {
            db.read::<_, Error>(|t| Ok((keep::view::trial_balance(t, SOCIETY)?, keep::view::kind_totals(t, SOCIETY)?)))
                .unwrap()
        };
        assert_eq!(sums(state), sums(&desk));
        assert!(keep::verify(state, SOCIETY, Some((DESK, &key().public()))).unwrap()[0].is_whole());
        let live = dump(state);
        keep::rebuild(state, &name_key).unwrap();
        assert_eq!(dump(state), live);
        // signed by both, and the desk has it
        let signed = desk.read(|t| exchange::witnessed(t, LOG)).unwrap();
        assert_eq!((&*signed[0].0, signed[0].1), (STATE, 1_214));
        let public = state_key().public();
        Checkpoint::open_of(&signed[0].2, "sahakar/T/1", STATE, &public).unwrap();
        assert!(!exchanged(&desk, state).more);
    });
}

#[test]
fn an_older_copy_that_went_on_is_a_fork_and_both_are_kept() {
    both(|state| {
        let dir = tempfile::tempdir().unwrap();
        let desk = fresh(&dir, "desk.db");
        start(&desk, SOCIETY);
        write(&desk, SOCIETY, &migration());
        // somebody copies the file, as people do
        desk.outside("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        std::fs::copy(dir.path().join("desk.db"), dir.path().join("twin.db")).unwrap();
        let twin = fresh(&dir, "twin.db");
        let_in(state);
        for n in 0..5 {
            write(&desk, SOCIETY, &[small(n)]);
        }
        for n in 5..12 {
            write(&twin, SOCIETY, &[small(n)]);
        }
        assert!(until_quiet(&desk, state).iter().all(|p| p.forked.is_empty()));
        let before = dump(state);
        assert!(until_quiet(&twin, state).iter().any(|p| p.forked.contains(&LOG)));
        assert_eq!(dump(state), before, "a fork moves no figure");
        let forks = state.read(|t| exchange::forks(t, LOG)).unwrap();
        assert_eq!((forks.len(), forks[0].branch.at, forks[0].branch.size), (1, 14, 21));
        let own = state.read(|t| exchange::fork_entries(t, LOG, forks[0].branch.id, 50)).unwrap();
        assert_eq!((own.len(), own[0].seq.0), (7, 14));
        // both go on
        write(&twin, SOCIETY, &[small(20)]);
        write(&desk, SOCIETY, &[small(21)]);
        until_quiet(&twin, state);
        until_quiet(&desk, state);
        let forks = state.read(|t| exchange::forks(t, LOG)).unwrap();
        assert_eq!((forks.len(), forks[0].branch.size), (1, 22));
        assert_eq!((unsent(&desk), unsent(&twin)), (0, 0));
        assert!(keep::verify(state, SOCIETY, None).unwrap()[0].is_whole());
    });
}

#[test]
fn what_cannot_be_drawn_lies_on_the_shelf_and_the_rest_flows_on() {
    both(|state| {
        let dir = tempfile::tempdir().unwrap();
        let desk = fresh(&dir, "desk.db");
        start(&desk, SOCIETY);
        write(&desk, SOCIETY, &migration());
        // two entries of a program of tomorrow, and one that contradicts: written past the door
        raw(&desk, "dairy.milk-poured", "{\"fat\":42}");
        write(&desk, SOCIETY, &[small(1)]);
        raw(&desk, "books.voucher-posted", "{\"no\":\"voucher\"}");
        write(&desk, SOCIETY, &[small(2)]);
        let_in(state);
        until_quiet(&desk, state);
        assert_eq!(unsent(&desk), 0);
        let shelf = state.read(|t| exchange::shelf(t, SOCIETY, 10)).unwrap();
        assert_eq!(
            shelf.iter().map(|s| (s.seq.0, &*s.kind)).collect::<Vec<_>>(),
            [(14, "dairy.milk-poured"), (16, "books.voucher-posted")]
        );
        let vouchers = |db: &Db| db.read(|t| keep::view::home(t, SOCIETY)).unwrap().map(|h| h.vouchers);
        assert_eq!(vouchers(state), vouchers(&desk));
        assert!(keep::verify(state, SOCIETY, None).unwrap()[0].is_whole());
        let live = dump(state);
        keep::rebuild(state, &name_key).unwrap();
        assert_eq!((dump(state), state.read(|t| exchange::shelf(t, SOCIETY, 10)).unwrap()), (live, shelf));
        let stranger = LogId { society: SocietyId(5), desk: DeskId(1) };
        let asked = sync::Request {
            follow: vec![sync::Follow {
                log: stranger,
                mark: sync::Mark { size: 0, root: register::Frontier::new().root() },
                ladder: Vec::new(),
            }],
            ..sync::Request::default()
        };
        let told = state.tx(|t| sync::answer(&mut Copy::new(t, AT, Signing::Nobody), &asked)).unwrap();
        assert_eq!((told, Peer::default()), (sync::Answer::default(), Peer::default()));
    });
}

#[test]
fn what_lies_on_the_shelf_is_tried_again_when_more_is_drawn_or_the_program_is_opened() {
    both(|state| {
        let dir = tempfile::tempdir().unwrap();
        let desk = fresh(&dir, "desk.db");
        start(&desk, SOCIETY);
        write(&desk, SOCIETY, &migration());
        raw(&desk, "dairy.milk-poured", "{\"fat\":42}");
        raw(&desk, "books.voucher-posted", "{\"no\":\"voucher\"}");
        write(&desk, SOCIETY, &[small(1)]);
        let_in(state);
        until_quiet(&desk, state);
        let shelf = || state.read(|t| exchange::shelves(t, 10)).unwrap();
        let kinds =
            |s: &[exchange::ShelfOf]| s.iter().map(|s| (s.kind.clone(), s.entries, s.first.0)).collect::<Vec<_>>();
        let (milk, voucher) = (("dairy.milk-poured".to_owned(), 1, 14), ("books.voucher-posted".to_owned(), 1, 15));
        assert_eq!(kinds(&shelf()), [voucher, milk.clone()]);
        assert!(shelf().iter().all(|s| (s.since, &s.tried[..]) == (AT, env!("CARGO_PKG_VERSION"))));
        // an older program had laid them there
        state.tx(|t| t.script("UPDATE shelf SET tried = '0.0.1'")).unwrap();
        let vouchers = || state.read(|t| keep::view::home(t, SOCIETY)).unwrap().unwrap().vouchers;
        let before = vouchers();
        // a program that reads them now: what they say becomes what an entry says that can be read
        let known = |seq: i64| {
            let like = |column| format!("{column} = (SELECT {column} FROM register_entry WHERE seq = 16)");
            state
                .tx(|t| {
                    t.script(&format!(
                        "UPDATE register_entry SET {}, {} WHERE seq = {seq}",
                        like("kind"),
                        like("bytes")
                    ))
                })
                .unwrap();
        };
        known(15);
        assert_eq!(
            exchange::draw_all(state, &name_key).unwrap(),
            0,
            "nothing of the society is drawn: nothing is tried"
        );
        assert_eq!((shelf().len(), vouchers()), (2, before));
        write(&desk, SOCIETY, &[small(2)]);
        until_quiet(&desk, state);
        assert_eq!((kinds(&shelf()), vouchers()), (vec![milk], before + 2));
        assert_eq!(shelf()[0].tried, env!("CARGO_PKG_VERSION"), "tried again by this one");
        known(14);
        assert_eq!(exchange::retry_shelves(state, &name_key).unwrap(), 1);
        assert_eq!((shelf(), vouchers()), (vec![], before + 3));
        assert_eq!(exchange::retry_shelves(state, &name_key).unwrap(), 0, "each is drawn once");
        // redrawn from the register it is the same
        let live = dump(state);
        keep::rebuild(state, &name_key).unwrap();
        assert_eq!(dump(state), live);
    });
}

#[test]
fn what_lies_on_the_shelf_is_as_old_as_its_arrival_whatever_the_clock_that_wrote_it() {
    const YEARS: i64 = 10 * 365 * 24 * 3_600_000;
    both(|state| {
        let dir = tempfile::tempdir().unwrap();
        let desk = fresh(&dir, "desk.db");
        start(&desk, SOCIETY);
        write(&desk, SOCIETY, &migration());
        // a battery that is empty, and a year typed wrong
        raw_at(&desk, "dairy.milk-poured", Instant(AT.0 - YEARS));
        raw_at(&desk, "dairy.milk-sold", Instant(AT.0 + YEARS));
        let_in(state);
        let (first, later) = (Instant(AT.0 + 5_000), Instant(AT.0 + 9 * 3_600_000));
        while exchanged_at(&desk, state, first).more {}
        raw_at(&desk, "dairy.milk-weighed", Instant(AT.0 - YEARS));
        while exchanged_at(&desk, state, later).more {}
        let since = || {
            let all = state.read(|t| exchange::shelves(t, 10)).unwrap();
            all.into_iter().map(|s| (s.kind, s.since)).collect::<Vec<_>>()
        };
        let of = |kind: &str, at| (format!("dairy.milk-{kind}"), at);
        let right = [of("poured", first), of("sold", first), of("weighed", later)];
        assert_eq!(since(), right);
        // redrawn, it is known still
        keep::rebuild(state, &name_key).unwrap();
        assert_eq!(since(), right);
        // what came before arrivals were kept has the day it was written
        state.tx(|t| t.script("DELETE FROM arrived")).unwrap();
        keep::rebuild(state, &name_key).unwrap();
        assert_eq!(since()[0].1, Instant(AT.0 - YEARS));
    });
}

#[test]
fn a_log_that_sends_often_makes_a_row_of_arrival_an_hour() {
    both(|state| {
        let dir = tempfile::tempdir().unwrap();
        let desk = fresh(&dir, "desk.db");
        start(&desk, SOCIETY);
        write(&desk, SOCIETY, &migration());
        let_in(state);
        for n in 0..30 {
            write(&desk, SOCIETY, &[small(n)]);
            let now = Instant(AT.0 + n * 5 * 60_000);
            while exchanged_at(&desk, state, now).more {}
        }
        let rows = state.read(|t| t.rows(sql::Sql("SELECT at FROM arrived ORDER BY seq"), &[], |r| r.int(0))).unwrap();
        let minutes: Vec<i64> = rows.iter().map(|at| (at - AT.0) / 60_000).collect();
        assert_eq!(minutes, [0, 60, 120]);
    });
}

/// An entry that no event of this program is.
fn raw(db: &Db, kind: &str, text: &str) {
    written_at(db, kind, text, AT);
}

/// The same, by a clock that stands there.
fn raw_at(db: &Db, kind: &str, at: Instant) {
    written_at(db, kind, "{}", at);
}

fn written_at(db: &Db, kind: &str, text: &str, at: Instant) {
    db.tx::<_, Error>(|t| {
        let log = keep::open_log(t, SOCIETY, DESK)?.unwrap();
        let entry = register::Entry {
            society: SOCIETY,
            desk: DESK,
            seq: kernel::Seq(log.frontier.size() as i64),
            kind: kind.into(),
            version: 1,
            at,
            by: "geeta".into(),
            bytes: text.as_bytes().to_vec(),
        };
        let leaf = entry.borrow().leaf(&mut Vec::new());
        let mut after = log.frontier.clone();
        after.push(leaf);
        let main = sync::Chain::Main;
        sync::Logs::keep(&mut Copy::new(t, AT, Signing::Nobody), LOG, main, main, &[(entry, leaf)], &after)
    })
    .unwrap();
}
