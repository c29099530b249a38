//! The sealed backup and going on from it at another computer.

use crate::counter::{Counter, counter, kcc, rupees};
use crate::sample::*;
use desk::act::{Act, Pay};
use desk::{CsvOf, Desk, society_id};
use keep::view;
use kernel::SocietyId;
use std::path::Path;
use std::sync::Arc;

const PASSWORD: &str = "नदी-पहाड़-17";

fn take(desk: &Desk, file: &Path) -> u64 {
    desk.backup_to(file, PASSWORD).unwrap()
}

fn restore(file: &Path, dir: &Path, password: &str) -> Result<desk::Restored, desk::Trouble> {
    Desk::restore(file, dir, "", password, clock())
}

fn savings(member: &str, amount: i64) -> Act {
    Act::OpenDeposit {
        joint: Vec::new(),
        member_no: member.into(),
        product: "SB".into(),
        months: 0,
        instalment: None,
        amount: rupees(amount),
        pay: Pay::Cash,
    }
}

fn deposit(amount: i64) -> Act {
    Act::Deposit { account: "SB-1".into(), amount: rupees(amount), pay: Pay::Cash, agent: None }
}

/// What the books say: the trial balance and the whole export.
fn books(desk: &Desk, society: SocietyId) -> (Vec<view::TrialRow>, String) {
    let mut text = Vec::new();
    desk.export_hledger(&auditor(), society, &mut text).unwrap();
    (desk.read(|t| view::trial_balance(t, society)).unwrap(), String::from_utf8(text).unwrap())
}

/// Bytes that packing cannot make fewer (xorshift).
fn noise(count: usize) -> Vec<u8> {
    let mut x = 88_172_645_463_325_252_u64;
    let mut one = || {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        (x >> 24) as u8
    };
    (0..count).map(|_| one()).collect()
}

fn auditor() -> desk::Who {
    desk::Who::local(desk::Role::Auditor)
}

fn numbers(desk: &Desk, society: SocietyId) -> Vec<String> {
    let all = desk.read(|t| view::vouchers(t, society, view::Page { from: 0, size: 100 })).unwrap();
    all.rows.into_iter().map(|v| v.number).collect()
}

fn empty(parent: &Path) -> Vec<String> {
    std::fs::read_dir(parent).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn work_goes_on_at_another_computer_where_it_stopped() {
    counter(|c| {
        c.act(savings("2", 500));
        let old_entry = c.act(deposit(250));
        c.act(kcc("3"));
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("b.sahakar");
        let entries = take(c.desk, &file);
        assert_eq!(number(c.desk.backup_to(&file, PASSWORD)), 5043, "a backup is never written over");

        let dir = place.path().join("new");
        let done = restore(&file, &dir, PASSWORD).unwrap();
        assert_eq!((done.desk.0, done.societies, done.entries), (2, 1, entries));
        let new = open(&dir, "");
        assert_ne!(new.public_key(), c.desk.public_key());
        assert_eq!(books(&new, c.society), books(c.desk, c.society), "balances and export");
        assert_eq!(numbers(&new, c.society), numbers(c.desk, c.society));
        let digests = |d: &Desk| d.read(|t| keep::leaves(t, c.society, kernel::DeskId(1), 99)).unwrap();
        assert_eq!(digests(&new), digests(c.desk), "the old log entry by entry");

        // the day is still open, numbers go on, and an old desk's entry is taken back here
        let n = Counter { desk: &new, society: c.society, next: std::cell::Cell::new(70_000) };
        for (at, counter) in [(2, &n), (1, c)] {
            assert_eq!(counter.act(deposit(10)).0, at);
            let back = Act::Reverse { entry: old_entry, reason: "दो बार लिखा".into() };
            assert_eq!(counter.act(back.clone()).0, at);
            assert_eq!(counter.refused(back), 4120);
        }
        assert_eq!(n.head("SB"), -51_000);
        assert_eq!(books(&new, c.society).0, books(c.desk, c.society).0, "the same work, the same balances");
        assert_eq!(numbers(&new, c.society).len(), numbers(c.desk, c.society).len());
        let mut told = [numbers(&new, c.society), numbers(c.desk, c.society)];
        told.iter_mut().for_each(|all| all.sort());
        assert_eq!(told[0], told[1], "the series go on");

        let before = books(&new, c.society);
        new.rebuild().unwrap();
        assert_eq!(books(&new, c.society), before);
        let judged = new.verify(c.society).unwrap();
        assert_eq!(judged.iter().map(|j| j.desk.0).collect::<Vec<_>>(), [1, 2]);
        assert!(judged.iter().all(keep::LogJudgement::is_whole), "{judged:?}");
        assert_eq!(judged[0].signed, entries);
        let mut csv = Vec::new();
        new.export_csv(&auditor(), c.society, CsvOf::TrialBalance, &mut csv).unwrap();
        assert!(csv.len() > 100);

        // once more: a third desk after both
        let again = place.path().join("again.sahakar");
        take(&new, &again);
        let third = place.path().join("third");
        assert_eq!(restore(&again, &third, PASSWORD).unwrap().desk.0, 3);
        let third = open(&third, "");
        assert_eq!(books(&third, c.society), before);
        let opened: Vec<String> = third
            .read(|t| {
                let mut out = Vec::new();
                keep::each_entry(t, c.society, kernel::DeskId(3), 0, |line| {
                    out.push(line.to_owned());
                    Ok(())
                })?;
                Ok(out)
            })
            .unwrap();
        assert!(opened.len() == 1 && opened[0].contains("books.desk-opened"), "{opened:?}");
        assert!(judged.iter().all(|j| match &j.soundness {
            keep::Soundness::Whole { root, .. } => opened[0].contains(&root.hex()),
            _ => false,
        }));
    });
}

#[test]
fn people_personal_data_receipts_and_files_come_along() {
    let place = tempfile::tempdir().unwrap();
    let old = open(&place.path().join("old"), "");
    let society = opened(&old);
    let admin = desk::Who::local(desk::Role::Operator);
    old.add_user(&admin, society, "asha", desk::Role::Secretary, "a long word").unwrap();
    let photo = noise(3_000_000);
    let digest = old.keep_file(&photo).unwrap();
    let file = place.path().join("b");
    take(&old, &file);
    assert!(std::fs::metadata(&file).unwrap().len() > 2 << 20, "several pieces");
    restore(&file, &place.path().join("new"), PASSWORD).unwrap();
    let new = open(&place.path().join("new"), "");
    assert_eq!(new.file_bytes(&digest).unwrap(), photo);
    assert_eq!(new.login("asha", "a long word").unwrap().who.name, "asha");
    let mobile =
        |d: &Desk| d.read(|t| view::member(t, society, "2")).unwrap().into_iter().map(|m| m.mobile).collect::<Vec<_>>();
    assert_eq!(mobile(&new), mobile(&old));
    assert!(!mobile(&new).is_empty());
    // the folder that was taken in there is known here
    let again = new.import(&operator(), CODE, &batch(CODE, 3), command(1)).unwrap();
    assert!(again.already);
    assert_eq!(again.desk.0, 1);
}

#[test]
fn what_is_damaged_or_not_ours_is_refused_and_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let old = open(&place.path().join("old"), "");
    opened(&old);
    old.keep_file(&[7; 100]).unwrap();
    old.keep_file(&noise(2_500_000)).unwrap();
    let file = place.path().join("b");
    take(&old, &file);
    let bytes = std::fs::read(&file).unwrap();
    let work = place.path().join("work");
    std::fs::create_dir(&work).unwrap();
    let dir = work.join("new");
    let bad = place.path().join("bad");
    let with = |bytes: &[u8]| {
        std::fs::write(&bad, bytes).unwrap();
        let n = number(restore(&bad, &dir, PASSWORD));
        assert_eq!(empty(&work), Vec::<String>::new());
        n
    };
    assert_eq!(number(restore(&file, &dir, "another word")), 5041);
    let head = 51;
    let piece = (1 << 20) + 16;
    for at in [20, 40, head, head + piece + 5, bytes.len() - 1] {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        assert_eq!(with(&flipped), 5041, "byte {at}");
    }
    for size in [head, head + 10, head + piece, head + 2 * piece, bytes.len() - 1] {
        assert_eq!(with(&bytes[..size]), 5041, "cut off at {size}");
    }
    let (first, second) = (head..head + piece, head + piece..head + 2 * piece);
    let turned = [&bytes[..head], &bytes[second], &bytes[first], &bytes[head + 2 * piece..]].concat();
    assert_eq!(with(&turned), 5041, "pieces in another order");
    assert_eq!(with(&[&bytes[..], b"x"].concat()), 5041);
    assert_eq!(with(b"PK\x03\x04"), 5045);
    assert_eq!(with(&[&b"sahakar-backup-9"[..], &bytes[16..]].concat()), 5045);
    assert_eq!(number(restore(&place.path().join("none"), &dir, PASSWORD)), 5045);
    assert_eq!(number(restore(&file, &place.path().join("old"), PASSWORD)), 5042);
    assert_eq!(number(old.backup_to(&place.path().join("no/such/place"), PASSWORD)), 5043);
    assert_eq!(number(old.backup_to(&place.path().join("c"), "short")), 5010);
    restore(&file, &dir, PASSWORD).unwrap();
}

#[test]
fn a_log_that_does_not_verify_is_not_restored() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("old");
    opened(&open(&data, ""));
    let raw = rusqlite::Connection::open(data.join("sahakar.db")).unwrap();
    raw.execute("UPDATE register_entry SET by = 'somebody' WHERE seq = 8", []).unwrap();
    drop(raw);
    let old = open(&data, "");
    take(&old, &place.path().join("b"));
    let refused = restore(&place.path().join("b"), &place.path().join("new"), PASSWORD);
    assert_eq!(number(refused), 5044);
    assert!(!place.path().join("new").exists());
}

#[test]
fn a_backup_goes_between_the_engines() {
    let Some(cluster) = sql::testing::postgres() else { return };
    let place = tempfile::tempdir().unwrap();
    let old = open(&place.path().join("old"), &cluster.database());
    let society = opened(&old);
    take(&old, &place.path().join("b"));
    let url = cluster.database();
    let to = |dir: &str| Desk::restore(&place.path().join("b"), &place.path().join(dir), &url, PASSWORD, clock());
    assert_eq!(to("new").unwrap().desk.0, 2);
    let new = open(&place.path().join("new"), &url);
    assert_eq!(books(&new, society), books(&old, society));
    assert_eq!(number(to("other")), 5042, "that store is in use");
    assert!(!place.path().join("other").exists());
}

#[test]
fn a_day_does_not_end_when_the_backup_cannot_be_written() {
    let dir = tempfile::tempdir().unwrap();
    let desk = Desk::open(dir.path(), "", Arc::clone(&clock()) as Arc<dyn kernel::Clock>).unwrap();
    let society = opened(&desk);
    assert_eq!(society, society_id(CODE));
    let cash = vec![(200_000, 6), (20_000, 1), (10_000, 1), (2_000, 2), (500, 1)];
    let end = Act::EndDay { cash };
    // a file stands where the folder should be
    let folder = dir.path().join("backup");
    std::fs::write(&folder, "x").unwrap();
    let refused = desk.act(&secretary(), society, command(41), &end.clone().into());
    assert_eq!(number(refused), 4029);
    std::fs::remove_file(&folder).unwrap();
    desk.act(&secretary(), society, command(42), &end.into()).unwrap();
    assert!(folder.join(society.0.to_string()).is_dir());
}
