//! What a person gets to read when something is wrong with the folder, the disk or the data folder: a number, a cause
//! and a remedy in both languages, never the words of the machine; and nothing is half-posted.

use crate::support::{books, migrate, pack, sahakar, said, skipped, verify};
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The number stands there twice, once in each language, and nothing a person cannot understand.
fn tells(output: &Output, number: u16) -> String {
    let text = said(output);
    let lines: Vec<&str> = text.lines().filter(|l| l.contains(&format!("S{number}: "))).collect();
    assert_eq!(lines.len(), 2, "S{number} in two languages:\n{text}");
    let devanagari = |line: &str| line.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
    assert!(devanagari(lines[0]) && !devanagari(lines[1]), "Hindi first, then English:\n{text}");
    for word in ["panicked", "os error", "RUST_BACKTRACE"] {
        assert!(!text.contains(word), "{word}:\n{text}");
    }
    text
}

fn refused(mut command: Command, number: u16) -> String {
    let output = command.output().expect("runs");
    let text = tells(&output, number);
    assert_eq!(output.status.code(), Some(2), "{text}");
    text
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    // Another user looks in below.
    fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).expect("may");
    dir
}

/// A workbook with a password is a compound file with a stream of this name; nothing else of it can be read.
fn locked_workbook() -> Vec<u8> {
    let mut b = vec![0u8; 512 * 3];
    b[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let mut put = |at: usize, bytes: &[u8]| b[at..at + bytes.len()].copy_from_slice(bytes);
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(44, &1u32.to_le_bytes()); // sectors of the table of sectors
    put(48, &1u32.to_le_bytes()); // the directory
    put(56, &4096u32.to_le_bytes());
    put(60, &0xFFFF_FFFEu32.to_le_bytes());
    put(68, &0xFFFF_FFFEu32.to_le_bytes());
    put(76, &[0xFF; 436]);
    put(76, &0u32.to_le_bytes());
    put(512, &[0xFF; 512]);
    put(512, &0xFFFF_FFFDu32.to_le_bytes());
    put(516, &0xFFFF_FFFEu32.to_le_bytes());
    for (i, (name, kind)) in [("Root Entry", 5u8), ("EncryptedPackage", 2)].into_iter().enumerate() {
        let at = 1024 + i * 128;
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(at, &wide);
        put(at + 64, &(wide.len() as u16 + 2).to_le_bytes());
        put(at + 66, &[kind, 1]);
        put(at + 68, &[0xFF; 12]);
        put(at + 116, &0xFFFF_FFFEu32.to_le_bytes());
    }
    put(1024 + 76, &1u32.to_le_bytes());
    b
}

#[test]
fn folders_without_books_are_refused_by_number() {
    let dir = folder();
    let data = dir.path().join("data");
    refused(migrate(&dir.path().join("not there"), &data), 1001);
    let make = |name: &str, files: &[(&str, &[u8])]| {
        let at = dir.path().join(name);
        fs::create_dir(&at).expect("made");
        files.iter().for_each(|(file, bytes)| fs::write(at.join(file), bytes).expect("written"));
        at
    };
    refused(migrate(&make("empty", &[]), &data), 2001);
    refused(migrate(&make("locked", &[("ledger.xlsx", &locked_workbook())]), &data), 1006);
    refused(migrate(&make("nothing in it", &[("ledger.xlsx", b"")]), &data), 1004);
    let poems = "colour,fruit,song\nred,apple,la\nblue,plum,lo\ngreen,pear,li\n";
    refused(migrate(&make("poems", &[("poems.csv", poems.as_bytes())]), &data), 2004);
    assert!(!data.exists(), "a refused folder leaves no trace");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_taken_in() {
    let dir = folder();
    let (pack, data) = (pack(dir.path()), dir.path().join("data"));
    fs::write(pack.join("locked.xlsx"), locked_workbook()).expect("written");
    let output = migrate(&pack, &data).output().expect("runs");
    assert!(tells(&output, 1006).contains("locked.xlsx"));
    assert_eq!(output.status.code(), Some(1));
    assert!(books(&data).is_some());
}

/// Root may read everything, so the run is given to nobody.
#[test]
fn a_file_without_permission_is_named() {
    let dir = folder();
    let (pack, data, exe) = (dir.path().join("pack"), dir.path().join("data"), dir.path().join("sahakar"));
    for d in [&pack, &data] {
        fs::create_dir(d).expect("made");
    }
    fs::write(pack.join("ledger.csv"), "a;b\n1;2\n").expect("written");
    fs::set_permissions(pack.join("ledger.csv"), Permissions::from_mode(0o000)).expect("may");
    fs::set_permissions(&data, Permissions::from_mode(0o777)).expect("may");
    fs::copy(env!("CARGO_BIN_EXE_sahakar"), &exe).expect("copied");
    let run = |data: &Path| {
        let mut command = Command::new(&exe);
        command.args(["migrate".as_ref(), pack.as_os_str(), "--data".as_ref(), data.as_os_str()]);
        if is_root(dir.path()) {
            command.uid(65_534);
        }
        command
    };
    assert!(refused(run(&data), 1022).contains("ledger.csv"));
    // A data folder that may not be written.
    fs::remove_dir_all(&pack).expect("removed");
    crate::support::pack(dir.path());
    fs::set_permissions(&data, Permissions::from_mode(0o555)).expect("may");
    assert!(refused(run(&data), 5015).contains("data"));
    fs::set_permissions(&data, Permissions::from_mode(0o777)).expect("may");
    assert_eq!(run(&data).output().expect("runs").status.code(), Some(1), "with the permission it goes on");
}

fn is_root(dir: &Path) -> bool {
    fs::metadata(dir).expect("there").uid() == 0
}

/// A disk of some megabytes that goes when the test ends.
struct Disk(PathBuf);

impl Disk {
    /// Only root may mount; skipped aloud elsewhere.
    fn mount(at: &Path) -> Option<Disk> {
        fs::create_dir(at).expect("made");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=8m", "tmpfs"]).arg(at).output();
        if mounted.is_ok_and(|o| o.status.success()) {
            return Some(Disk(at.to_owned()));
        }
        skipped("mount", "no small disk can be mounted here (that needs root)");
        None
    }

    /// Leaves so many KiB free; gives the file that takes the rest.
    fn leave(&self, kib: u64) -> PathBuf {
        let ballast = self.0.join("ballast");
        let mut file = fs::File::create(&ballast).expect("made");
        let mut written = 0;
        while file.write_all(&[1; 4096]).is_ok() {
            written += 4096;
        }
        file.set_len(u64::saturating_sub(written, kib << 10)).expect("made smaller");
        ballast
    }

    fn remount(&self, how: &str) {
        let how = format!("remount,{how}");
        assert!(Command::new("mount").args(["-o", &how]).arg(&self.0).status().expect("runs").success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn on_a_full_disk_nothing_is_half_posted() {
    let dir = folder();
    let pack = pack(dir.path());
    let Some(disk) = Disk::mount(&dir.path().join("disk")) else { return };
    let data = disk.0.join("data");
    let mut full = 0;
    for kib in [4, 8, 16, 40, 80, 120, 160, 240, 320, 480, 640, 800, 1_000, 1_300, 1_600, 2_000, 4_000] {
        let ballast = disk.leave(kib);
        let output = migrate(&pack, &data).output().expect("runs");
        if output.status.code() == Some(1) {
            break;
        }
        tells(&output, 5014);
        assert_eq!(output.status.code(), Some(2), "{kib} KiB: {}", said(&output));
        full += 1;
        fs::remove_file(ballast).expect("removed");
        let judged = verify(&data).output().expect("runs");
        assert_eq!(judged.status.code(), Some(0), "{kib} KiB: {}", said(&judged));
        assert_eq!(books(&data), None, "{kib} KiB: nothing is in");
        // Every second time the same folder goes on, else a new one is begun.
        if full % 2 == 0 {
            fs::remove_dir_all(&data).expect("removed");
        }
    }
    assert!(full >= 5, "the disk was full only {full} times");
    let _ = fs::remove_file(disk.0.join("ballast"));
    assert_eq!(migrate(&pack, &data).output().expect("runs").status.code(), Some(1), "with room it goes on");
    assert!(books(&data).is_some());
    disk.remount("ro");
    refused(migrate(&pack, &data), 5015);
    disk.remount("rw");
    assert_eq!(verify(&data).output().expect("runs").status.code(), Some(0));
}

/// Two at once on one data folder: one posts, the other finds it done.
#[test]
fn two_runs_at_once_post_once() {
    let dir = folder();
    let pack = pack(dir.path());
    let alone = dir.path().join("alone");
    assert_eq!(migrate(&pack, &alone).output().expect("runs").status.code(), Some(1));
    let wanted = books(&alone);
    for round in 0..5 {
        let data = dir.path().join(format!("data-{round}"));
        let start = || migrate(&pack, &data).stdout(std::process::Stdio::piped()).spawn().expect("starts");
        let both = [start(), start()].map(|c| c.wait_with_output().expect("ends"));
        for output in &both {
            assert_eq!(output.status.code(), Some(1), "{}", said(output));
        }
        let already = both.iter().filter(|o| said(o).contains("nothing changed")).count();
        assert_eq!(already, 1, "one says that it was done already");
        assert_eq!(books(&data), wanted);
        assert_eq!(verify(&data).output().expect("runs").status.code(), Some(0));
    }
}

/// Another program holds the database for good.
#[test]
fn a_locked_store_is_refused_by_number() {
    let dir = folder();
    let (pack, data) = (pack(dir.path()), dir.path().join("data"));
    assert_eq!(verify(&data).output().expect("runs").status.code(), Some(0), "the tables are made");
    let other = rusqlite::Connection::open(data.join("sahakar.db")).expect("opens");
    other.execute_batch("BEGIN IMMEDIATE").expect("locked");
    refused(migrate(&pack, &data), 5016);
    other.execute_batch("ROLLBACK").expect("let go");
    assert_eq!(migrate(&pack, &data).output().expect("runs").status.code(), Some(1));
    // What is no database, and a key that is none.
    fs::write(dir.path().join("notes.db"), "no database, only some notes about the weather ".repeat(40))
        .expect("written");
    let store = format!("sqlite:{}", dir.path().join("notes.db").display());
    refused(sahakar(["verify", "--data", &data.display().to_string(), "--store", &store]), 5018);
    refused(sahakar(["verify", "--data", &data.display().to_string(), "--store", "postgres://localhost:1/none"]), 5019);
    fs::write(data.join("keys/desk.key"), "no key").expect("written");
    refused(verify(&data), 5017);
}

#[test]
fn a_report_that_cannot_be_written_and_words_that_are_no_date_are_refused_by_number() {
    let dir = folder();
    let (pack, data) = (pack(dir.path()), dir.path().join("data"));
    let mut command = migrate(&pack, &data);
    command.arg("--report").arg(dir.path().join("no such folder/report.json"));
    refused(command, 7005);
    let mut command = migrate(&pack, &data);
    command.args(["--mapping", "no such mapping.toml"]);
    refused(command, 2002);
    refused(sahakar(["migrate", ".", "--cutoff", "31-03-2025"]), 7001);
}
