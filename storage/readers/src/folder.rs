//! A folder of old files, read in parallel, listed in one stable order.

use crate::limits::{self, MAX_FILE, MAX_FILES, MAX_FOLDER_DEPTH};
use crate::{detect, memo_beside, read_with_memo};
use kernel::Refusal;
use migration::cell::{Folder, SetAside, SourceFile};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// Where the reading of a folder stands: told after each file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The file just done, path inside the folder.
    pub path: String,
    /// Files done, this one included.
    pub done: usize,
    /// All files.
    pub total: usize,
    /// Bytes done.
    pub bytes_done: u64,
    /// Bytes of all files.
    pub bytes_total: u64,
}

/// Files read at the same time; each may hold its bytes once beside its cells.
const AT_ONCE: usize = 2;

struct Entry {
    full: PathBuf,
    path: String,
    bytes: u64,
}

enum Outcome {
    Read(SourceFile, Vec<Refusal>),
    Aside(Option<Refusal>),
    /// The memo file of a table: part of it, no file of its own.
    Memo,
}

/// Reads a folder with everything in it, or a single file. Files that are no tables and files that cannot be read are
/// set aside, the latter with a refusal; a file that was read only in part is in both lists.
pub fn read_folder(path: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Folder, Refusal> {
    let shown = path.display();
    let about = fs::metadata(path).map_err(|e| limits::unread(&e).with("name", &shown))?;
    let mut entries = Vec::new();
    if about.is_dir() {
        walk(path, "", 0, &mut entries)?;
        entries.sort_by(|a, b| a.path.cmp(&b.path));
    } else {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        entries.push(Entry { full: path.to_owned(), path: name, bytes: about.len() });
    }
    let bytes_total = entries.iter().map(|e| e.bytes).sum();
    let total = entries.len();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(AT_ONCE).build();
    let pool = pool.map_err(|e| Refusal::new(limits::NOT_READABLE).with("name", &shown).with("cause", e))?;
    let (tell, told) = mpsc::channel();
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let (entries, pool) = (&entries, &pool);
        let work = scope.spawn(move || {
            pool.install(|| {
                let each = entries.par_iter().map_init(
                    || tell.clone(),
                    |tell, e| {
                        let outcome = read_entry(e);
                        // Nobody listening any more is no reason to stop.
                        let _ = tell.send((e.path.clone(), e.bytes));
                        outcome
                    },
                );
                each.collect()
            })
        });
        let mut bytes_done = 0;
        for done in 1..=total {
            let Ok((path, bytes)) = told.recv() else { break };
            bytes_done += bytes;
            progress(Progress { path, done, total, bytes_done, bytes_total });
        }
        work.join().expect("readers catch their own panics")
    });
    let mut folder = Folder::default();
    for (e, outcome) in entries.into_iter().zip(outcomes) {
        let mut aside = |refusal| folder.set_aside.push(SetAside { path: e.path.clone(), bytes: e.bytes, refusal });
        match outcome {
            Outcome::Read(file, notes) => {
                notes.into_iter().for_each(|n| aside(Some(n)));
                folder.files.push(file);
            }
            Outcome::Aside(refusal) => aside(refusal),
            Outcome::Memo => {}
        }
    }
    Ok(folder)
}

fn walk(folder: &Path, inside: &str, depth: usize, out: &mut Vec<Entry>) -> Result<(), Refusal> {
    let cannot = |e: std::io::Error| limits::unread(&e).with("name", folder.display());
    if depth > MAX_FOLDER_DEPTH {
        return Err(limits::beyond(limits::TOO_MANY_FILES, MAX_FILES).with("name", folder.display()));
    }
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
        let kind = entry.file_type().map_err(cannot)?;
        if kind.is_dir() {
            walk(&entry.path(), &path, depth + 1, out)?;
        } else if entry.metadata().is_ok_and(|m| m.is_file()) {
            let bytes = entry.metadata().map_or(0, |m| m.len());
            out.push(Entry { full: entry.path(), path, bytes });
        }
        if out.len() > MAX_FILES {
            return Err(limits::beyond(limits::TOO_MANY_FILES, MAX_FILES).with("name", folder.display()));
        }
    }
    Ok(())
}

fn read_entry(e: &Entry) -> Outcome {
    if matches!(detect::extension(&e.path).as_str(), "fpt" | "dbt") && has_table(&e.full) {
        return Outcome::Memo;
    }
    if detect::name_is_no_table(&e.path) {
        return Outcome::Aside(None);
    }
    match try_entry(e) {
        Ok(outcome) => outcome,
        Err(refusal) => Outcome::Aside(Some(refusal)),
    }
}

fn try_entry(e: &Entry) -> Result<Outcome, Refusal> {
    let bytes = bytes_of(&e.full, &e.path)?;
    if detect::detect_safely(&e.path, &bytes) == detect::Found::NoTable {
        return Ok(Outcome::Aside(None));
    }
    if std::panic::catch_unwind(|| crate::is_for_reading(&bytes)).unwrap_or(false) {
        return Err(Refusal::new(limits::FOR_READING).with("name", &e.path));
    }
    let memo = match memo_beside(&e.full) {
        Some(memo) => Some(bytes_of(&memo, &e.path)?),
        None => None,
    };
    let reading = read_with_memo(&e.path, &bytes, memo.as_deref())?;
    Ok(Outcome::Read(reading.file, reading.notes))
}

/// A table lies beside this memo file.
fn has_table(memo: &Path) -> bool {
    let (Some(folder), Some(stem)) = (memo.parent(), memo.file_stem()) else { return false };
    let stem = stem.to_string_lossy().to_lowercase();
    fs::read_dir(folder).is_ok_and(|dir| {
        dir.flatten().map(|e| e.path()).any(|p| {
            detect::extension(&p.to_string_lossy()) == "dbf"
                && p.file_stem().is_some_and(|s| s.to_string_lossy().to_lowercase() == stem)
        })
    })
}

/// The bytes of a file, within the bound.
pub(crate) fn bytes_of(path: &Path, name: &str) -> Result<Vec<u8>, Refusal> {
    let cannot = |e: std::io::Error| limits::unread(&e).with("name", name);
    let file = File::open(path).map_err(cannot)?;
    let size = file.metadata().map_err(cannot)?.len();
    let mut bytes = Vec::with_capacity(size.min(MAX_FILE) as usize);
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > MAX_FILE {
        let limit = limits::beyond(limits::TOO_LARGE, limits::mib(MAX_FILE));
        return Err(limit.with("name", name).with("size", limits::mib(size)));
    }
    Ok(bytes)
}
