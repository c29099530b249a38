//! Photographs and signatures of members: kept like legacy files, under their digest.

use crate::{Desk, Trouble, files};
use kernel::{Digest, Refusal};
use society::terms::Attachment;

/// Most bytes of a picture.
pub const MOST_BYTES: usize = 200 * 1024;

/// The kind of a picture by its first bytes; `None` for anything else.
#[must_use]
pub(crate) fn kind(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Some("image/jpeg");
    }
    bytes.starts_with(b"\x89PNG\r\n\x1a\n").then_some("image/png")
}

impl Desk {
    /// Keeps a photograph or signature: JPEG or PNG by its first bytes, at most 200 KiB.
    ///
    /// # Errors
    /// 5031; 5014, 5015; what else the disk says.
    pub fn keep_picture(&self, bytes: &[u8]) -> Result<Attachment, Trouble> {
        self.keep_picture_of(bytes, MOST_BYTES)
    }

    /// The same, up to another size in bytes: a picture of a screen is larger than a face.
    ///
    /// # Errors
    /// As [`Desk::keep_picture`].
    pub fn keep_picture_of(&self, bytes: &[u8], most: usize) -> Result<Attachment, Trouble> {
        if bytes.len() > most || kind(bytes).is_none() {
            return Err(Refusal::new(5031).with("most", most / 1024).into());
        }
        let _keeping = files::lock(&self.dir)?;
        let digest = self.keep_file(bytes)?;
        Ok(Attachment { digest: digest.hex(), bytes: bytes.len() as u64 })
    }

    /// A kept picture and its kind (`image/jpeg`, `image/png`); nothing where it is not there or is no picture.
    ///
    /// # Errors
    /// What the disk says.
    pub fn picture(&self, of: &Attachment) -> Result<Option<(Vec<u8>, &'static str)>, Trouble> {
        let Some(digest) = Digest::from_hex(&of.digest).filter(|d| self.file(d).is_some()) else { return Ok(None) };
        let bytes = self.file_bytes(&digest)?;
        Ok(kind(&bytes).map(|k| (bytes, k)))
    }
}
