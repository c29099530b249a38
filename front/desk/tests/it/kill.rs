//! The power goes: a child that imports in a loop is killed at random moments.

use crate::sample::*;
use desk::society_id;
use keep::view;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const KILLS: u64 = 200;
/// Kills before a fresh store: what is verified after each grows.
const ROUND: u64 = 20;

/// Run by the test below in a process of its own.
#[test]
#[ignore = "the child of another test"]
fn child() {
    let Ok(dir) = std::env::var("SAHAKAR_KILL_DIR") else { return };
    let from: i64 = std::env::var("SAHAKAR_KILL_FROM").unwrap().parse().unwrap();
    let desk = open(Path::new(&dir), "");
    println!("said ready");
    for n in from.. {
        let id = n as u128;
        let code = format!("S-{n}");
        let receipt = desk.import(&operator(), &code, &batch(&code, 20), command(id)).unwrap();
        alone(&desk, receipt.society);
        begin(&desk, receipt.society);
        desk.post(&secretary(), receipt.society, command(1_000_000 + id), &voucher("R-1", 5)).unwrap();
        println!("said {n}");
    }
}

/// The next number of a small generator with a fixed seed: the same moments in every run.
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn killed_at_any_moment_a_migration_is_in_or_out() {
    let mut state = 20_250_331;
    let (mut seen_in, mut seen_out) = (0, 0);
    for _ in 0..KILLS / ROUND {
        let dir = tempfile::tempdir().unwrap();
        let mut next: i64 = 0;
        for _ in 0..ROUND {
            let done = run_and_kill(dir.path(), next, random(&mut state) % 3, random(&mut state) % 15_000);
            let desk = open(dir.path(), "");
            for n in next.. {
                let society = society_id(&format!("S-{n}"));
                let home = desk.read(|t| view::home(t, society)).unwrap();
                let Some(home) = home else {
                    assert!(n > done, "a receipt was given for S-{n} and it is gone");
                    assert_eq!(desk.verify(society).unwrap(), [], "half of S-{n}");
                    seen_out += 1;
                    next = n;
                    break;
                };
                // The migration alone, with the rule, with heads and day, with the voucher after it; nothing else.
                assert!(matches!(home.entries, 7 | 8 | 10 | 11), "S-{n}: {} entries", home.entries);
                assert!(home.entries == 11 || n > done, "the voucher of S-{n} is gone");
                assert_eq!((home.members, home.accounts), (20, 20));
                assert!(desk.verify(society).unwrap().iter().all(keep::LogJudgement::is_whole));
                seen_in += 1;
            }
        }
    }
    assert_eq!(seen_out, KILLS);
    assert!(seen_in > KILLS / 2, "{seen_in} whole migrations were looked at");
}

/// Kills the child some microseconds after it has said so many are done; gives the last number it said was done.
fn run_and_kill(dir: &Path, from: i64, many: u64, micros: u64) -> i64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["kill::child", "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env("SAHAKAR_KILL_DIR", dir)
        .env("SAHAKAR_KILL_FROM", from.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let mut said = lines.filter_map(|l| match l.rsplit("said ").next()? {
        "ready" => Some(from - 1),
        n => n.parse::<i64>().ok(),
    });
    let before = (0..=many).filter_map(|_| said.next()).last().expect("the child begins");
    std::thread::sleep(Duration::from_micros(micros));
    let _ = child.kill();
    let last = said.last().unwrap_or(before);
    let _ = child.wait();
    last
}
