//! readers: legacy files of any kind become cells with provenance (file, sheet, row, column, font).
//! Used by the command line and the web desk, which hand the cells to the migration room.
//! Never interprets a value, never mends one, never writes a file.
//! Invariant: no file, however damaged or hostile, makes it panic, hang, or take memory its bytes do not justify.

mod builder;
mod codepage;
mod container;
mod dbf;
mod detect;
mod folder;
mod html;
mod journal;
pub mod kept;
pub mod limits;
pub mod mask;
mod number;
mod ods;
mod tally;
mod text;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

pub use folder::{Progress, read_folder};

use detect::{Found, Way};
use kernel::{Digest, Refusal};
use limits::MAX_FILE;
use migration::cell::{Sheet, SourceFile};
use sha2::{Digest as _, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// A file as read, and what could not be had of it.
#[derive(Debug)]
pub struct Reading {
    /// Its tables.
    pub file: SourceFile,
    /// Notes in the form of refusals: a copy cut short ([`limits::CUT_SHORT`]), a memo file that is missing
    /// ([`limits::MEMO_MISSING`]). The file is read all the same.
    pub notes: Vec<Refusal>,
}

/// Reads one file; `path` of the result is its file name. A DBF finds its memo file beside it.
pub fn read_file(path: &Path) -> Result<SourceFile, Refusal> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let bytes = folder::bytes_of(path, &name)?;
    let memo = match memo_beside(path) {
        Some(memo) => Some(folder::bytes_of(&memo, &name)?),
        None => None,
    };
    read_with_memo(&name, &bytes, memo.as_deref()).map(|r| r.file)
}

/// Reads the bytes of one file, say of an upload. `name` helps where content does not tell the format.
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<SourceFile, Refusal> {
    read_with_memo(name, bytes, None).map(|r| r.file)
}

/// Reads the bytes of one file together with those of its memo file (.fpt, .dbt), if it has one.
pub fn read_with_memo(name: &str, bytes: &[u8], memo: Option<&[u8]>) -> Result<Reading, Refusal> {
    let named = |r: Refusal| r.with("name", name);
    if bytes.is_empty() {
        return Err(named(Refusal::new(limits::EMPTY)));
    }
    if bytes.len() as u64 > MAX_FILE {
        let size = limits::mib(bytes.len() as u64);
        return Err(named(limits::beyond(limits::TOO_LARGE, limits::mib(MAX_FILE)).with("size", size)));
    }
    // The parsers do not panic on purpose; a bug in one must cost one file, not the run.
    let attempt = catch_unwind(AssertUnwindSafe(|| {
        let mut notes = Vec::new();
        let way = match detect::detect(name, bytes) {
            Found::Table(way) => way,
            Found::Archive => return Err(Refusal::new(limits::ARCHIVE)),
            Found::NoTable | Found::Unknown => return Err(Refusal::new(limits::UNKNOWN_FORMAT)),
        };
        let sheets = sheets(way, bytes, memo, &mut notes)?;
        Ok((way, sheets, notes))
    }));
    let (way, sheets, notes) = attempt.unwrap_or_else(|_| Err(Refusal::new(limits::READER_FAILED))).map_err(named)?;
    let file = SourceFile {
        path: name.to_owned(),
        digest: Digest(Sha256::digest(bytes).into()),
        bytes: bytes.len() as u64,
        format: way.format(),
        sheets,
    };
    Ok(Reading { file, notes: notes.into_iter().map(named).collect() })
}

fn sheets(way: Way, bytes: &[u8], memo: Option<&[u8]>, notes: &mut Vec<Refusal>) -> Result<Vec<Sheet>, Refusal> {
    match way {
        Way::Xlsx | Way::Xlsb | Way::Ods => {
            if bytes.starts_with(&xls::cfb::MAGIC) {
                return Err(Refusal::new(limits::PASSWORD));
            }
            let mut zip = container::Container::open(bytes)?;
            if way == Way::Ods {
                return ods::read(&mut zip);
            }
            let part = xlsx::workbook_part(&mut zip)?;
            let part = part.ok_or_else(|| limits::damaged("no workbook part"))?;
            if way == Way::Xlsb { xlsb::read(&mut zip, &part) } else { xlsx::read(&mut zip, &part) }
        }
        Way::FlatOds => ods::read_flat(bytes),
        Way::Xls => xls::read(bytes, notes),
        Way::Dbf => dbf::read(bytes, memo, notes),
        Way::Text => text::read(bytes),
        Way::Tally => tally::read(bytes),
        Way::Journal => journal::read(bytes, notes),
        Way::Postings => journal::postings::read(bytes, notes),
        Way::Html => html::read(bytes),
        Way::Xml2003 => xml2003::read(bytes),
    }
}

/// True for a workbook of a register or statement that this program wrote for people ([`limits::FOR_READING`]).
pub(crate) fn is_for_reading(bytes: &[u8]) -> bool {
    let said = || -> Option<Vec<u8>> {
        if !bytes.starts_with(b"PK") {
            return None;
        }
        container::Container::open(bytes).ok()?.bytes("docProps/core.xml").ok()?
    };
    said().is_some_and(|core| memchr::memmem::find(&core, limits::READING_MARK.as_bytes()).is_some())
}

/// The bytes of the memo file beside a table; `None` for other files and for tables without one.
///
/// # Errors
/// 1002, 1003, 1022.
pub fn memo_of(path: &Path) -> Result<Option<Vec<u8>>, Refusal> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    memo_beside(path).map(|memo| folder::bytes_of(&memo, &name)).transpose()
}

/// The memo file beside a table, whatever the case of its letters.
fn memo_beside(path: &Path) -> Option<PathBuf> {
    if detect::extension(&path.to_string_lossy()) != "dbf" {
        return None;
    }
    let stem = path.file_stem()?.to_string_lossy().to_lowercase();
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|e| e.path())
        .filter(|p| matches!(detect::extension(&p.to_string_lossy()).as_str(), "fpt" | "dbt"))
        .filter(|p| p.file_stem().is_some_and(|s| s.to_string_lossy().to_lowercase() == stem))
        .collect();
    found.sort();
    found.into_iter().next()
}
