//! Memo files: .dbt of dBase III and IV, .fpt of FoxPro.

use crate::limits::MAX_TEXT;
use std::cell::Cell;

/// An open memo file.
pub(super) struct Memo<'a> {
    bytes: &'a [u8],
    kind: Kind,
    block: usize,
    /// Bytes handed out; records that all point to one long memo must not make work without end.
    served: Cell<u64>,
}

#[derive(PartialEq)]
enum Kind {
    /// Text up to 0x1A.
    Three,
    /// Blocks with a little-endian length.
    Four,
    /// Blocks with a big-endian length.
    Fox,
}

impl<'a> Memo<'a> {
    pub(super) fn new(version: u8, bytes: &'a [u8]) -> Memo<'a> {
        let two = |at: usize| bytes.get(at..at + 2).map_or([0, 0], |b| [b[0], b[1]]);
        match version {
            0x03 | 0x83 | 0x87 => Memo { bytes, kind: Kind::Three, block: 512, served: Cell::new(0) },
            0x04 | 0x05 | 0x7B | 0x8B | 0x8C | 0x8E | 0x43 | 0x63 | 0xCB => {
                let size = usize::from(u16::from_le_bytes(two(20)));
                Memo { bytes, kind: Kind::Four, block: if size == 0 { 512 } else { size }, served: Cell::new(0) }
            }
            _ => {
                let size = usize::from(u16::from_be_bytes(two(6)));
                Memo { bytes, kind: Kind::Fox, block: size.max(1), served: Cell::new(0) }
            }
        }
    }

    /// The bytes of a memo; `None` where the file does not reach, and once more text was handed out than is taken in.
    pub(super) fn text(&self, block: u32) -> Option<&'a [u8]> {
        let text = self.find(block)?;
        self.served.set(self.served.get() + text.len() as u64);
        (self.served.get() <= MAX_TEXT).then_some(text)
    }

    fn find(&self, block: u32) -> Option<&'a [u8]> {
        if self.served.get() > MAX_TEXT {
            return None;
        }
        let at = (block as usize).checked_mul(self.block)?;
        let rest = self.bytes.get(at..).filter(|r| !r.is_empty())?;
        if self.kind == Kind::Fox {
            let len = u32::from_be_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
            return rest.get(8..8 + len);
        }
        if self.kind == Kind::Four && rest.starts_with(&[0xFF, 0xFF, 0x08, 0x00]) {
            let len = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?) as usize;
            return rest.get(8..len.max(8));
        }
        let end = memchr::memchr(0x1A, rest).unwrap_or(rest.len());
        Some(&rest[..end])
    }
}
