use crate::sample::*;
use desk::society_id;
use keep::view;

/// A full disk, as SQLite sees it: the file may not grow beyond a limit.
#[test]
fn a_full_disk_stops_writing_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let store = format!("sqlite:{}", dir.path().join("s.db").display());
    let society = {
        let society = opened(&open(dir.path(), &store));
        let desk = open(dir.path(), &format!("{store}?max_mib=1"));
        let full = desk.import(&operator(), "OTHER", &batch("OTHER", 5_000), command(2));
        assert_eq!(number(full), 5014);
        assert!(desk.stopped().is_some());
        let small = desk.post(&secretary(), society, command(3), &voucher("R-1", 5));
        assert_eq!(number(small), 5014, "nothing more is written until the store is opened again");
        assert_eq!(desk.read(view::societies).unwrap().len(), 1, "reading goes on");
        society
    };
    let desk = open(dir.path(), &store);
    assert!(desk.stopped().is_none());
    desk.post(&secretary(), society, command(3), &voucher("R-1", 5)).unwrap();
    assert!(desk.verify(society).unwrap()[0].is_whole());
    assert_eq!(desk.verify(society_id("OTHER")).unwrap(), []);
}

/// Bytes on the disk change under the store: verification names an entry or says what cannot be read.
#[test]
fn a_damaged_file_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sahakar.db");
    let society = {
        let desk = open(dir.path(), "");
        let society = desk.import(&operator(), CODE, &batch(CODE, 300), command(1)).unwrap().society;
        assert!(desk.verify(society).unwrap()[0].is_whole());
        society
    };
    rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    // A name inside the entry with the members.
    let needle = "[\"150\",\"सदस्य 150\"".as_bytes();
    let at = bytes.windows(needle.len()).position(|w| w == needle).expect("the entry is on the disk");
    bytes[at + 8] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    let desk = open(dir.path(), "");
    let judged = desk.verify(society).unwrap().remove(0);
    assert_eq!(judged.soundness, keep::Soundness::Altered(kernel::Seq(3)));
    assert_eq!(said(&desk::refusal_of(&judged).unwrap()), 3001);
}

#[test]
fn every_judgement_is_said_in_both_languages() {
    use keep::Soundness as S;
    let seq = kernel::Seq(4);
    let all = [
        S::Altered(seq),
        S::Missing(seq),
        S::Beyond(seq),
        S::Unreadable(seq, "I/O".into()),
        S::RootDiffers,
        S::CheckpointBad("x".into()),
    ];
    for (soundness, number) in all.into_iter().zip(3001..) {
        let judged = keep::LogJudgement { desk: kernel::DeskId(1), origin: "sahakar/X/1".into(), signed: 0, soundness };
        assert_eq!(said(&desk::refusal_of(&judged).unwrap()), number);
    }
}
