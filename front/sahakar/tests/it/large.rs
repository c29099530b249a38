//! A carrier file of hundreds of megabytes is written and read piece by piece: what the process holds in memory does not grow with what it carries. A society's
//! computer has two gigabytes, and its old files are all the file is for.

use crate::served::{code, sync};
use crate::support::{sahakar, said};
use desk::act::{Act, Bench as Asking};
use desk::{Desk, Role, Who};
use kernel::{CommandId, SystemClock};
use migration::bench::BenchEvent;
use migration::event::FileKept;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

const CODE: &str = "UK-LARGE-1";
/// Attachments: how many, and how large each is. 300 MiB together.
const FILES: (u8, usize) = (5, 60 << 20);
/// So much more than for one small file, and no more.
const MOST: u64 = 64 << 10;

/// What cannot be squeezed, the same at every run: a generator of xorshift, not of chance.
fn noise(seed: u8, bytes: usize) -> Vec<u8> {
    let mut x = 0x9e37_79b9_7f4a_7c15_u64 ^ u64::from(seed);
    let mut out = Vec::with_capacity(bytes + 8);
    while out.len() < bytes {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        out.extend(x.to_le_bytes());
    }
    out.truncate(bytes);
    out
}

/// A society whose workbench names these files, which are here.
fn society(data: &Path, files: u8, bytes: usize) {
    let desk = Desk::open(data, "", Arc::new(SystemClock)).expect("opens");
    let operator = Who::local(Role::Operator);
    let command = || CommandId(uuid::Uuid::now_v7());
    let id = desk.found(&operator, CODE, "large", command()).expect("founded").society;
    let bench = |event: BenchEvent| {
        let act = Act::Bench(Box::new(Asking { event, seen: None, counted: None }));
        desk.act(&operator, id, command(), &act.into()).expect("done");
    };
    bench(BenchEvent::Opened { cutoff: "2025-03-31".parse().expect("a day") });
    let kept = (0..files).map(|n| {
        let digest = desk.keep_upload(&noise(n, bytes)).expect("kept");
        FileKept {
            path: format!("old/{n}.dbf"),
            digest: digest.hex(),
            original: None,
            bytes: bytes as u64,
            format: "dbf".into(),
            sheets: Vec::new(),
        }
    });
    bench(BenchEvent::FilesBrought { files: kept.collect(), aside: Vec::new(), secret: Vec::new() });
}

/// Runs a command to a good end; the most memory it ever held, in KiB, as the system counts it.
fn peak(mut command: Command) -> u64 {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("runs");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("it can be asked").is_none() {
        let said = std::fs::read_to_string(&status).unwrap_or_default();
        let line = said.lines().find_map(|l| l.strip_prefix("VmHWM:"));
        most = most.max(line.and_then(|l| l.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
    let done = child.wait_with_output().expect("it ended");
    assert!(done.status.success(), "{}", said(&done));
    assert!(most > 1_000, "its memory was never seen");
    most
}

/// Carries a society of these files by hand; the peaks of writing and of reading.
fn carried(files: u8, bytes: usize) -> (u64, u64) {
    let dir = tempfile::tempdir().expect("a folder");
    let (at, seat, file) = (dir.path().join("desk"), dir.path().join("seat"), dir.path().join("stick"));
    society(&at, files, bytes);
    let begun = sahakar(["state", "begin", "--data"]).arg(&seat).output().expect("runs");
    assert!(begun.status.success(), "{}", said(&begun));
    let code = code(&seat, CODE);
    let words = ["export", file.to_str().expect("a path"), "--with-files", "--code", &code];
    let written = peak(sync(&at, &words));
    assert!(std::fs::metadata(&file).expect("written").len() > u64::from(files) * bytes as u64, "all is in it");
    let read = peak(sync(&seat, &["import", file.to_str().expect("a path")]));
    let there = Desk::open(&seat, "", Arc::new(SystemClock)).expect("opens");
    let all = there.files_of(CODE).expect("files");
    assert_eq!((all.len(), all.iter().filter(|f| f.here).count()), (usize::from(files), usize::from(files)));
    (written, read)
}

#[test]
#[ignore = "two minutes: it makes, squeezes and opens hundreds of megabytes"]
fn three_hundred_megabytes_are_carried_in_the_memory_of_one_piece() {
    let small = carried(1, 100_000);
    let large = carried(FILES.0, FILES.1);
    println!("peak of writing {} and {} KiB, of reading {} and {} KiB", small.0, large.0, small.1, large.1);
    assert!(large.0 < small.0 + MOST, "writing: {} KiB, of a small file {}", large.0, small.0);
    assert!(large.1 < small.1 + MOST, "reading: {} KiB, of a small file {}", large.1, small.1);
}
