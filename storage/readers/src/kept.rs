//! What is kept of a legacy file, and how it is read again.
//!
//! A file is kept as it is, or as a copy with Aadhaar numbers masked. A table (DBF) that has a memo file is kept together
//! with it, packed into one archive: one digest in the register then vouches for both.

use crate::mask::{Spared, masked};
use crate::{limits, read_with_memo};
use kernel::Refusal;
use migration::cell::SourceFile;
use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

/// Names of the two inside the archive.
const PARTS: [&str; 2] = ["table.dbf", "memo"];

/// The copy to keep in place of a file; `None` where the file itself is kept.
#[must_use]
pub fn copy(bytes: &[u8], memo: Option<&[u8]>, spared: &Spared) -> Option<Vec<u8>> {
    let Some(memo) = memo else { return masked(bytes, spared) };
    let whole = |b| masked(b, spared).map_or(Cow::Borrowed(b), Cow::Owned);
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in PARTS.into_iter().zip([whole(bytes), whole(memo)]) {
        out.start_file(name, options).and_then(|()| Ok(out.write_all(&content)?)).expect("memory takes it");
    }
    Some(out.finish().expect("memory takes it").into_inner())
}

/// Reads a kept file; `name` is what it was called in the folder.
///
/// # Errors
/// The readers' refusals.
pub fn read(name: &str, bytes: &[u8]) -> Result<SourceFile, Refusal> {
    match unpacked(bytes) {
        Some([table, memo]) => read_with_memo(name, &table, Some(&memo)).map(|r| r.file),
        None => crate::read_bytes(name, bytes),
    }
}

/// Table and memo of such an archive; `None` where the bytes are none.
fn unpacked(bytes: &[u8]) -> Option<[Vec<u8>; 2]> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok().filter(|a| a.len() == PARTS.len())?;
    let mut part = |name: &str| {
        let mut content = Vec::new();
        archive.by_name(name).ok()?.take(limits::MAX_PART).read_to_end(&mut content).ok()?;
        Some(content)
    };
    Some([part(PARTS[0])?, part(PARTS[1])?])
}
