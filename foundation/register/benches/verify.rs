//! Entries verified per second, against bare SHA-256 over the same bytes in the same run.

use kernel::{DeskId, Instant, Seq, SocietyId};
use register::{Entry, Verifier};
use sha2::{Digest as _, Sha256};
use std::time::Instant as Now;

fn main() {
    let entries: Vec<Entry> = (0..400_000).map(entry).collect();
    let exact: Vec<Vec<u8>> = entries.iter().map(|e| e.borrow().exact()).collect();
    let leaves: Vec<_> = entries.iter().map(|e| e.borrow().leaf(&mut Vec::new())).collect();
    let mut best = (f64::MAX, f64::MAX, f64::MAX);
    for _ in 0..5 {
        let t = Now::now();
        let sum = exact.iter().fold(0u8, |a, e| a ^ Sha256::digest(e)[0]);
        best.0 = best.0.min(t.elapsed().as_secs_f64());
        std::hint::black_box(sum);

        let t = Now::now();
        let mut v = Verifier::new(&[]);
        assert!(entries.iter().zip(&leaves).all(|(e, l)| v.push(&e.borrow(), &l.0)));
        best.1 = best.1.min(t.elapsed().as_secs_f64());

        let t = Now::now();
        two_threads(&entries);
        best.2 = best.2.min(t.elapsed().as_secs_f64());
    }
    let n = entries.len() as f64;
    let bytes = exact.iter().map(Vec::len).sum::<usize>() / entries.len();
    println!("verify: entries of {bytes} exact bytes; bare SHA-256 {:.2} M/s", n / best.0 / 1e6);
    println!("verify: one thread {:.2} M entries/s, {:.2} of bare", n / best.1 / 1e6, best.0 / best.1);
    println!("verify: leaves on two threads {:.2} M entries/s, {:.2} of bare", n / best.2 / 1e6, best.0 / best.2);
}

fn two_threads(entries: &[Entry]) {
    let (a, b) = entries.split_at(entries.len() / 2);
    let hash = |part: &[Entry]| {
        let mut scratch = Vec::new();
        part.iter().map(|e| e.borrow().leaf(&mut scratch)).collect::<Vec<_>>()
    };
    let (left, right) = std::thread::scope(|s| {
        let other = s.spawn(|| hash(b));
        (hash(a), other.join().expect("no panic"))
    });
    let mut v = Verifier::new(&[]);
    for (e, l) in entries.iter().zip(left.iter().chain(&right)) {
        assert!(v.push_leaf(e.seq, *l, &l.0));
    }
}

fn entry(i: i64) -> Entry {
    let bytes = format!(
        r#"{{"t":"voucher-posted","date":"2025-04-01","number":"R-{i:06}","narration":"x","lines":[{{"head":"CASH","debit":{i},"credit":0}},{{"head":"SB","debit":0,"credit":{i}}}]}}"#
    );
    Entry {
        society: SocietyId(7),
        desk: DeskId(1),
        seq: Seq(i),
        kind: "books.voucher-posted".into(),
        version: 1,
        at: Instant(1_750_000_000_000 + i),
        by: "secretary".into(),
        bytes: bytes.into_bytes(),
    }
}
