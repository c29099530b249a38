//! Reads every file below a folder in a process of its own, with at most 1 GiB of memory and 10 seconds, and prints
//! what became of it: `cargo run -p readers --example survive -- FOLDER`. Linux only, for it asks `sh` and `/proc`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const MEMORY_KIB: u32 = 1 << 20;
const SECONDS: u32 = 10;

fn main() {
    let mut args = std::env::args().skip(1);
    match (args.next().as_deref(), args.next()) {
        (Some("--one"), Some(path)) => one(Path::new(&path)),
        (Some(folder), None) => all(Path::new(folder)),
        _ => eprintln!("usage: survive FOLDER"),
    }
}

/// One line about one file.
fn one(path: &Path) {
    let start = Instant::now();
    let folder = readers::read_folder(path, &mut |_| {});
    let ms = start.elapsed().as_millis();
    let what = match &folder {
        Err(refusal) => format!("refused S{}", refusal.number),
        Ok(f) => match (f.files.first(), f.set_aside.first().map(|a| &a.refusal)) {
            (Some(file), note) => {
                let cells: usize = file.sheets.iter().map(migration::cell::Sheet::cell_count).sum();
                let note = note.and_then(Option::as_ref).map_or(String::new(), |n| format!(", note S{}", n.number));
                format!("{:?}, {} sheets, {cells} cells{note}", file.format, file.sheets.len())
            }
            (None, Some(Some(refusal))) => format!("refused S{}", refusal.number),
            (None, _) => "no table".to_owned(),
        },
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map_or("?", str::trim).replace(" kB", "");
    println!("{what}\t{ms}\t{peak}");
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

fn all(folder: &Path) {
    let me = std::env::current_exe().expect("a path to this program");
    let mut paths = Vec::new();
    files(folder, &mut paths);
    paths.sort();
    let (mut data, mut refused, mut no_table, mut died, mut slowest, mut largest) = (0, 0, 0, 0, 0u64, 0u64);
    println!("{:>6} {:>8}  {:<44} file", "ms", "KiB", "outcome");
    for path in &paths {
        let script = format!("ulimit -v {MEMORY_KIB}; exec timeout {SECONDS} \"$0\" --one \"$1\"");
        let run = Command::new("sh").arg("-c").arg(script).arg(&me).arg(path).output().expect("sh runs");
        let line = String::from_utf8_lossy(&run.stdout).into_owned();
        let mut parts = line.trim_end().split('\t');
        let what = parts.next().filter(|w| !w.is_empty() && run.status.success());
        let ms: u64 = parts.next().and_then(|p| p.parse().ok()).unwrap_or(0);
        let kib: u64 = parts.next().and_then(|p| p.parse().ok()).unwrap_or(0);
        match what {
            None => died += 1,
            Some("no table") => no_table += 1,
            Some(w) if w.starts_with("refused") => refused += 1,
            Some(_) => data += 1,
        }
        (slowest, largest) = (slowest.max(ms), largest.max(kib));
        let shown = path.strip_prefix(folder).unwrap_or(path).display();
        println!("{ms:>6} {kib:>8}  {:<44} {shown}", what.unwrap_or("DIED"));
    }
    println!(
        "{} files: {data} read, {refused} refused, {no_table} no tables, {died} died; slowest {slowest} ms, largest {} MiB",
        paths.len(),
        largest >> 10
    );
    std::process::exit(i32::from(died > 0));
}
