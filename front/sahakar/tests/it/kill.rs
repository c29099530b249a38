//! The power goes: the real process is killed 200 times while it migrates, at moments drawn from a seed.
//!
//! A moment is a milestone (started, store open, all files kept) and a share of the time an unkilled run takes from
//! there to its end: so also the short stretches in which files are kept and entries posted are hit, on a busy machine
//! too. That the store is open is seen in `/proc`.

use crate::support::{Books, books, kept, kept_files_are_whole, migrate, pack, said, verify};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Kills of one worker; there are as many workers as seeds.
const KILLS: usize = 100;
const SEEDS: [u64; 2] = [20_250_331, 19_040_325];
/// Kills a data folder goes through at most before it is healed.
const LIVES: usize = 12;
const PATIENCE: Duration = Duration::from_secs(60);

/// Numbers of a small generator: the same moments in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// What can be seen of a run from outside.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Milestone {
    Started,
    Open,
    FilesKept,
}

const MILESTONES: [Milestone; 3] = [Milestone::Started, Milestone::Open, Milestone::FilesKept];

/// An unkilled run.
struct Whole {
    books: Books,
    files: usize,
    /// Time from each milestone to the end.
    rest: [Duration; 3],
}

fn whole_files(data: &Path) -> usize {
    kept(data).iter().filter(|p| p.extension().is_none()).count()
}

fn holds_the_store(child: &Child) -> bool {
    let open = std::fs::read_dir(format!("/proc/{}/fd", child.id())).into_iter().flatten().flatten();
    open.filter_map(|e| std::fs::read_link(e.path()).ok()).any(|p| p.ends_with("sahakar.db"))
}

fn passed(milestone: Milestone, child: &Child, data: &Path, files: usize) -> bool {
    match milestone {
        Milestone::Started => true,
        Milestone::Open => holds_the_store(child),
        Milestone::FilesKept => holds_the_store(child) && whole_files(data) >= files,
    }
}

fn start(pack: &Path, data: &Path) -> Child {
    migrate(pack, data).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts")
}

/// Waits for something to be so while the child runs; gives the time from `begun`.
fn wait_for(child: &mut Child, begun: Instant, so: impl Fn(&Child) -> bool) -> Duration {
    while !so(child) && child.try_wait().expect("asked").is_none() {
        assert!(begun.elapsed() < PATIENCE, "the run does not come to an end");
        thread::sleep(Duration::from_micros(300));
    }
    begun.elapsed()
}

/// Looks at a run nobody kills; `files` is not known at the first time.
fn unkilled(pack: &Path, files: usize) -> Whole {
    let dir = tempfile::tempdir().expect("a folder");
    let data = dir.path().join("data");
    let begun = Instant::now();
    let mut child = start(pack, &data);
    let passed = MILESTONES.map(|m| wait_for(&mut child, begun, |c| passed(m, c, &data, files)));
    let end = wait_for(&mut child, begun, |_| false);
    assert_eq!(child.wait().expect("ends").code(), Some(1), "the invented books have findings");
    let rest = passed.map(|p| end - p);
    Whole { books: books(&data).expect("posted"), files: whole_files(&data), rest }
}

/// The shortest of some runs: with it most kills come before the end, however busy the machine is at the moment.
fn shortest(pack: &Path) -> Whole {
    let mut whole = unkilled(pack, usize::MAX);
    let more = [0; 4].map(|_| unkilled(pack, whole.files));
    whole.rest = more[0].rest;
    for run in more {
        assert_eq!(run.books, whole.books, "two runs give the same books");
        whole.rest = std::array::from_fn(|i| whole.rest[i].min(run.rest[i]));
    }
    whole
}

/// What the kills came to.
#[derive(Debug, Default)]
struct Count {
    /// The process was still running.
    struck: usize,
    /// … when its data folder was there already.
    opened: usize,
    /// … when all files were kept.
    posting: usize,
    inside: usize,
    outside: usize,
    healed: usize,
}

impl Count {
    fn add(self, other: Count) -> Count {
        Count {
            struck: self.struck + other.struck,
            opened: self.opened + other.opened,
            posting: self.posting + other.posting,
            inside: self.inside + other.inside,
            outside: self.outside + other.outside,
            healed: self.healed + other.healed,
        }
    }
}

/// Starts a run and kills it at a drawn moment. True if it was still running.
fn run_and_kill(pack: &Path, data: &Path, whole: &Whole, random: &mut Random) -> bool {
    let which = random.below(5).min(2) as usize; // started and open once each, files kept three times of five
    // Also a little beyond: between the commit and the end of the process lies hardly anything.
    let share = random.below(if which == 2 { 1_300 } else { 1_050 }) as u32;
    let begun = Instant::now();
    let mut child = start(pack, data);
    wait_for(&mut child, begun, |c| passed(MILESTONES[which], c, data, whole.files));
    thread::sleep(whole.rest[which] * share / 1_000);
    let _ = child.kill();
    child.wait().expect("ends").signal() == Some(9)
}

/// After any kill: the key is whole or not there, kept files are what they are called, the register verifies, and the
/// migration is in or not.
fn look(data: &Path, whole: &Whole, about: &str) -> bool {
    if let Ok(key) = std::fs::read_to_string(data.join("keys/desk.key")) {
        assert!(key.len() == 65 && key.trim().chars().all(|c| c.is_ascii_hexdigit()), "half a key {about}");
    }
    kept_files_are_whole(data);
    let judged = verify(data).output().expect("runs");
    assert_eq!(judged.status.code(), Some(0), "verify {about}: {}", said(&judged));
    match books(data) {
        Some(found) => assert_eq!(found, whole.books, "half a migration {about}"),
        None => return false,
    }
    true
}

fn worker(pack: &Path, whole: &Whole, seed: u64) -> Count {
    let mut random = Random(seed);
    let mut count = Count::default();
    let mut kills = 0;
    while kills < KILLS {
        let dir = tempfile::tempdir().expect("a folder");
        let data = dir.path().join("data");
        let mut already = false;
        for life in 0..=random.below(LIVES as u64) as usize {
            if kills == KILLS {
                break;
            }
            let about = format!("after kill {kills} of seed {seed}, life {life}");
            let struck = run_and_kill(pack, &data, whole, &mut random);
            kills += 1;
            count.struck += usize::from(struck);
            count.opened += usize::from(struck && data.exists());
            count.posting += usize::from(struck && whole_files(&data) >= whole.files);
            let inside = look(&data, whole, &about);
            assert!(inside || !already, "what was in is out {about}");
            if inside {
                count.inside += 1
            } else {
                count.outside += 1
            }
            // Once more on a folder in which it is all done already, then a new one.
            if already {
                break;
            }
            already = inside;
        }
        let healing = migrate(pack, &data).output().expect("runs");
        assert_eq!(healing.status.code(), Some(1), "{}", said(&healing));
        assert_eq!(books(&data).as_ref(), Some(&whole.books), "a whole run heals (seed {seed}, kill {kills})");
        assert!(kept(&data).iter().all(|p| p.extension().is_none()), "left-overs are swept away");
        count.healed += 1;
    }
    count
}

#[test]
fn killed_at_any_moment_the_process_leaves_all_or_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let pack = pack(dir.path());
    let whole = shortest(&pack);
    let count = thread::scope(|scope| {
        let workers = SEEDS.map(|seed| {
            scope.spawn({
                let (pack, whole) = (&pack, &whole);
                move || worker(pack, whole, seed)
            })
        });
        let counts = workers.map(|w| w.join().unwrap_or_else(|e| std::panic::resume_unwind(e)));
        counts.into_iter().fold(Count::default(), Count::add)
    });
    println!("{count:?}, an unkilled run {:?}", whole.rest);
    // Otherwise nothing was tried.
    assert!(count.struck >= 100, "most kills must come before the end: {count:?}");
    assert!(count.opened >= 60 && count.posting >= 30, "many kills must come when something is written: {count:?}");
    assert!(count.inside >= 3 && count.outside >= 50, "both outcomes must be seen: {count:?}");
}
