//! An entry and the exact bytes its hash is over.

use kernel::{DeskId, Digest, Instant, Seq, SocietyId};
use sha2::{Digest as _, Sha256};

/// One entry of a desk's log, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The society it belongs to.
    pub society: SocietyId,
    /// The desk whose log it stands in.
    pub desk: DeskId,
    /// Its position in that log, from 0 without holes.
    pub seq: Seq,
    /// What happened, for example `books.voucher-posted`.
    pub kind: String,
    /// Version of the kind's bytes, from 1.
    pub version: u16,
    /// When, by the desk's clock: for reading, never for ordering.
    pub at: Instant,
    /// Who.
    pub by: String,
    /// The event as written.
    pub bytes: Vec<u8>,
}

/// The same, borrowed. `kind` and `by` are bytes, so that damaged text can still be hashed and named.
#[derive(Clone, Copy, Debug)]
pub struct EntryRef<'a> {
    /// The society.
    pub society: SocietyId,
    /// The desk.
    pub desk: DeskId,
    /// The position.
    pub seq: Seq,
    /// What happened.
    pub kind: &'a [u8],
    /// Version of the bytes.
    pub version: u16,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: &'a [u8],
    /// The event as written.
    pub bytes: &'a [u8],
}

impl Entry {
    /// Borrows all fields.
    #[must_use]
    pub fn borrow(&self) -> EntryRef<'_> {
        EntryRef {
            society: self.society,
            desk: self.desk,
            seq: self.seq,
            kind: self.kind.as_bytes(),
            version: self.version,
            at: self.at,
            by: self.by.as_bytes(),
            bytes: &self.bytes,
        }
    }
}

impl EntryRef<'_> {
    /// What stands before `bytes` in the exact bytes: a fixed head of 38 bytes and the two short texts. All numbers
    /// big-endian; lengths precede what they measure, so no two entries share their exact bytes.
    fn head(&self, out: &mut Vec<u8>) {
        out.clear();
        out.extend_from_slice(b"SE1\n");
        out.extend_from_slice(&self.society.0.to_be_bytes());
        out.extend_from_slice(&self.desk.0.to_be_bytes());
        out.extend_from_slice(&self.seq.0.to_be_bytes());
        out.extend_from_slice(&self.at.0.to_be_bytes());
        out.extend_from_slice(&self.version.to_be_bytes());
        for text in [self.kind, self.by] {
            out.extend_from_slice(&(text.len() as u32).to_be_bytes());
            out.extend_from_slice(text);
        }
        out.extend_from_slice(&(self.bytes.len() as u32).to_be_bytes());
    }

    /// The exact bytes the hash is over.
    #[must_use]
    pub fn exact(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(80 + self.bytes.len());
        self.head(&mut out);
        out.extend_from_slice(self.bytes);
        out
    }

    /// The leaf hash, SHA-256 of `0x00` and the exact bytes (RFC 6962, 2.1). `scratch` saves an allocation per entry.
    #[must_use]
    pub fn leaf(&self, scratch: &mut Vec<u8>) -> Digest {
        self.head(scratch);
        let mut hash = Sha256::new();
        hash.update([0u8]);
        hash.update(&scratch);
        hash.update(self.bytes);
        Digest(hash.finalize().into())
    }
}
