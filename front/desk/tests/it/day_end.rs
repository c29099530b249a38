//! The disk is full in the middle of a day's end, at every place where the end needs room.

use crate::exchange::copy_folder;
use crate::sample::*;
use desk::Desk;
use desk::act::Act;
use keep::view;
use kernel::{DeskId, SocietyId};
use std::path::Path;

/// What the books show: balances, entries, the open day.
type Seen = (Vec<view::TrialRow>, u64, Option<kernel::Date>);

fn seen(desk: &Desk, society: SocietyId) -> Seen {
    desk.read(|t| {
        let entries = keep::open_log(t, society, DeskId(1))?.map_or(0, |l| l.frontier.size());
        Ok((view::trial_balance(t, society)?, entries, keep::deciding::open_day(t, society)?))
    })
    .unwrap()
}

/// Pages of the file.
fn pages(path: &Path) -> i64 {
    let store = rusqlite::Connection::open(path).unwrap();
    store.query_row("PRAGMA page_count", [], |r| r.get(0)).unwrap()
}

/// Works until the disk is full, then with ever smaller acts until nothing more goes in; gives the acts done.
fn fill(dir: &Path, store: &str, society: SocietyId, next: &mut u128) -> u32 {
    let mut done = 0;
    for large in [true, false] {
        let desk = open(dir, store);
        loop {
            *next += 1;
            // a number of a slip is handed out once
            let slip = i64::try_from(*next).unwrap();
            let act = if large { Act::Voucher(voucher("", 100)) } else { Act::IssueSlips { first: slip, last: slip } };
            match desk.act(&secretary(), society, command(*next), &act.into()) {
                Ok(_) => done += 1,
                full => {
                    assert_eq!(number(full), 5014);
                    break;
                }
            }
        }
    }
    done
}

fn end(desk: &Desk, society: SocietyId) -> Result<desk::Done, desk::Trouble> {
    let cash = books::day::fewest(desk.read(|t| keep::deciding::day_state(t, society)).unwrap().book_cash);
    desk.act(&secretary(), society, command(77), &Act::EndDay { cash }.into())
}

#[test]
fn a_disk_full_in_the_middle_of_a_days_end_leaves_the_day_open() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("sahakar.db");
    let society = opened(&open(dir.path(), ""));
    let (mut next, mut done) = (10_000, 0);
    let mut before = seen(&open(dir.path(), ""), society);
    // each time some other table needs the page there is no room for; where the end just fits, it is done as ever
    let (mut full, mut fitted) = (0, 0);
    for round in 1..=16 {
        let limit = pages(&file) + round % 3;
        let limited = |dir: &Path| format!("sqlite:{}?max_pages={limit}", dir.join("sahakar.db").display());
        done += fill(dir.path(), &limited(dir.path()), society, &mut next);
        before = seen(&open(dir.path(), ""), society);
        assert_eq!(before.2, Some(day("2025-06-02")));
        let tried = tempfile::tempdir().unwrap();
        copy_folder(dir.path(), tried.path());
        let desk = open(tried.path(), &limited(tried.path()));
        let ended = end(&desk, society);
        if ended.is_ok() {
            fitted += 1;
            assert_eq!((seen(&desk, society).1, seen(&desk, society).2), (before.1 + 1, None));
            continue;
        }
        // the cause and what can be done, in both languages
        assert_eq!(number(ended), 5014, "round {round}");
        assert!(desk.stopped().is_some());
        assert_eq!(number(end(&desk, society)), 5014, "nothing more is written until the store is opened again");
        assert_eq!(seen(&desk, society), before, "round {round}: nothing of the end is there");
        drop(desk);
        let desk = open(tried.path(), "");
        assert_eq!(seen(&desk, society), before);
        assert!(desk.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
        end(&desk, society).unwrap();
        assert_eq!((seen(&desk, society).1, seen(&desk, society).2), (before.1 + 1, None), "with room it goes through");
        full += 1;
    }
    println!("{full} ends met a full disk, {fitted} just fitted");
    assert!(full >= 4 && done >= 8, "{full} ends met a full disk after {done} acts, {fitted} just fitted");
    let desk = open(dir.path(), "");
    end(&desk, society).unwrap();
    let after = seen(&desk, society);
    assert_eq!((after.1, after.2), (before.1 + 1, None), "one entry ends the day");
    let again = end(&desk, society).unwrap().receipt;
    assert!(again.already && seen(&desk, society) == after, "the same command ends it once");
    assert!(desk.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
    desk.rebuild().unwrap();
    assert_eq!(seen(&desk, society), after, "shadows redrawn are the shadows there were");
}

/// Whoever left a page half keyed may never open one again: what he typed goes when the desk starts, and at each end of a day.
#[test]
fn a_draft_nobody_goes_on_with_goes_when_the_desk_starts_and_at_a_days_end() {
    let dir = tempfile::tempdir().unwrap();
    let society = opened(&open(dir.path(), ""));
    let there = || std::fs::read_dir(dir.path().join("drafts")).unwrap().count();
    let old = |days: u64| {
        for file in std::fs::read_dir(dir.path().join("drafts")).unwrap() {
            let file = std::fs::File::options().write(true).open(file.unwrap().path()).unwrap();
            file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(days * 86_400)).unwrap();
        }
    };
    let desk = open(dir.path(), "");
    let keep = |desk: &Desk| desk.keep_draft("page|1|1|1", "lekhak", b"{}", |_| false).unwrap();
    keep(&desk);
    old(13);
    drop(desk);
    let desk = open(dir.path(), "");
    assert_eq!(there(), 1, "a fortnight is not over");
    old(15);
    drop(desk);
    let desk = open(dir.path(), "");
    assert_eq!(there(), 0);
    keep(&desk);
    old(15);
    end(&desk, society).unwrap();
    assert_eq!(there(), 0);
}

/// Beside the store lies the day's backup: where that finds no room, the day stays open and says so.
#[test]
fn a_backup_that_cannot_be_written_keeps_the_day_open() {
    let dir = tempfile::tempdir().unwrap();
    let desk = open(dir.path(), "");
    let society = opened(&desk);
    let before = seen(&desk, society);
    std::fs::write(dir.path().join("backup"), "a file where the folder should be").unwrap();
    assert_eq!(number(end(&desk, society)), 4029);
    assert_eq!(seen(&desk, society), before);
    std::fs::remove_file(dir.path().join("backup")).unwrap();
    end(&desk, society).unwrap();
    assert_eq!(seen(&desk, society).2, None);
}

/// The files of a society's backup, by name.
fn files(dir: &Path, society: SocietyId) -> Vec<String> {
    let folder = dir.join("backup").join(society.0.to_string());
    let mut all: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap()).collect();
    all.sort();
    all
}

#[test]
fn a_part_of_the_backup_that_is_cut_changed_or_gone_is_written_anew() {
    let dir = tempfile::tempdir().unwrap();
    let desk = open(dir.path(), "");
    let society = opened(&desk);
    let folder = dir.path().join("backup").join(society.0.to_string());
    let mut ends = Vec::new();
    for n in 0..3 {
        done(&desk, society, 20_000 + n, Act::IssueSlips { first: n as i64 + 1, last: n as i64 + 1 });
        ends.push(desk.backup_part(society).unwrap());
    }
    assert!(ends.iter().all(|n| *n > 0));
    let whole = files(dir.path(), society);
    let bytes = || -> Vec<Vec<u8>> { whole.iter().map(|f| std::fs::read(folder.join(f)).unwrap()).collect() };
    let before = bytes();
    assert_eq!((whole.len(), desk.backup_part(society).unwrap()), (3, 0), "nothing is new");

    // one is gone, one is cut; the last was changed in place while the program was not running
    std::fs::remove_file(folder.join(&whole[0])).unwrap();
    std::fs::write(folder.join(&whole[1]), &before[1][..before[1].len() / 2]).unwrap();
    assert_eq!(desk.backup_part(society).unwrap(), ends[0] + ends[1]);
    drop(desk);
    let mut changed = before[2].clone();
    changed[10] ^= 1;
    std::fs::write(folder.join(&whole[2]), &changed).unwrap();
    let desk = open(dir.path(), "");
    assert_eq!(desk.backup_part(society).unwrap(), ends[2]);
    let broken = files(dir.path(), society);
    assert_eq!(broken.iter().filter(|f| f.ends_with(".broken")).count(), 2, "{broken:?}");
    // two gaps beside one another are one part: all parts together are the register again
    let mut lines = Vec::new();
    for file in broken.iter().filter(|f| f.ends_with(".entries")) {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        lines.extend(text.lines().filter(|l| !l.starts_with("sha256 ")).map(str::to_owned));
    }
    let size = desk.read(|t| keep::open_log(t, society, DeskId(1))).unwrap().unwrap().frontier.size();
    assert_eq!(lines.len() as u64, size);
    assert!(lines.iter().enumerate().all(|(n, l)| l.contains(&format!("\"seq\":{n},"))), "{lines:?}");
}
