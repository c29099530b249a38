//! The binary, an invented folder of old books, and a look into what a run left.

use desk::Desk;
use examples::{DefectPlan, Shape, Size};
use keep::view::{self, TrialRow};
use kernel::SystemClock;
use sha2::{Digest as _, Sha256};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

/// A folder of a very small society whose books have every kind of defect.
pub fn pack(at: &Path) -> PathBuf {
    let folder = at.join("pack");
    let society = examples::society(3, Size::Custom(12), DefectPlan::All);
    examples::write(&society, Shape::Dbf, &folder).expect("a pack is written");
    folder
}

/// The binary with these words.
pub fn sahakar<S: AsRef<OsStr>>(words: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sahakar"));
    command.args(words).stdin(Stdio::null());
    command
}

/// `sahakar migrate PACK --cutoff 2025-03-31 --data DATA`.
pub fn migrate(pack: &Path, data: &Path) -> Command {
    let mut command = sahakar(["migrate", "--cutoff", "2025-03-31", "--data"]);
    command.arg(data).arg(pack);
    command
}

/// `sahakar verify --data DATA`.
pub fn verify(data: &Path) -> Command {
    let mut command = sahakar(["verify", "--data"]);
    command.arg(data);
    command
}

/// What a run printed on both ways out.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

/// What the register of the one society holds.
#[derive(Debug, PartialEq)]
pub struct Books {
    pub entries: u64,
    pub members: u64,
    pub accounts: u64,
    pub findings: u64,
    pub trial_balance: Vec<TrialRow>,
}

/// The books in a data folder; `None` where no society is in it. Every log of it must be whole.
pub fn books(data: &Path) -> Option<Books> {
    let desk = Desk::open(data, "", Arc::new(SystemClock)).expect("the data folder opens");
    // what a stopped program had received and not yet drawn is drawn at the next start
    desk.draw_received().expect("drawn");
    let all = desk.read(view::societies).expect("societies");
    assert!(all.len() <= 1, "one society was migrated, {} are there", all.len());
    let id = all.first()?.id;
    assert!(desk.verify(id).expect("judged").iter().all(keep::LogJudgement::is_whole));
    let home = desk.read(|t| view::home(t, id)).expect("read").expect("a society has a home");
    let trial_balance = desk.read(|t| view::trial_balance(t, id)).expect("read");
    Some(Books {
        entries: home.entries,
        members: home.members,
        accounts: home.accounts,
        findings: home.findings.iter().map(|c| c.count).sum(),
        trial_balance,
    })
}

/// Everything under `files/`; those still being written have an extension.
pub fn kept(data: &Path) -> Vec<PathBuf> {
    let list = |dir: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(dir).into_iter().flatten().flatten().map(|e| e.path()).collect()
    };
    list(&data.join("files")).iter().flat_map(|d| list(d)).collect()
}

/// A kept file is what its name says; one being written has a name that nothing asks for.
pub fn kept_files_are_whole(data: &Path) {
    for path in kept(data).into_iter().filter(|p| p.extension().is_none()) {
        let bytes = std::fs::read(&path).expect("readable");
        let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(path.file_name().and_then(OsStr::to_str), Some(&digest[..]), "{} is half kept", path.display());
    }
}

/// Is this means required here (`SAHAKAR_REQUIRE`)? Where it is not, what needs it is skipped aloud.
pub fn skipped(means: &str, why: &str) {
    let required = std::env::var("SAHAKAR_REQUIRE").unwrap_or_default();
    assert!(!required.split([',', ' ']).any(|one| one == means), "{means} is required (SAHAKAR_REQUIRE): {why}");
    println!("SKIPPED: {why}");
}
