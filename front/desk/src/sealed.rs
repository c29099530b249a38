//! A file only a password opens: Argon2id gives the key, XChaCha20-Poly1305 seals pieces of 1 MiB. The nonce of a piece is the random
//! prefix of the file, the piece's number and a mark of the last one (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár,
//! 2015): a piece that is changed, moved, left out or cut off does not open.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{AeadInOut as _, KeyInit as _};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::io::{self, BufRead, Read, Write};

/// First bytes of the file; the last of them is the version of its form.
pub(crate) const MAGIC: [u8; 16] = *b"sahakar-backup-1";
const SALT: usize = 16;
const PREFIX: usize = 19;
const HEAD: usize = MAGIC.len() + SALT + PREFIX;
/// Bytes of a piece before sealing.
const PIECE: usize = 1 << 20;
/// Bytes sealing adds.
const TAG: usize = 16;

/// 64 MiB, three passes: the second choice of RFC 9106, §4, with one lane; an old PC bears it once per backup.
fn cipher(password: &str, head: &[u8; HEAD]) -> io::Result<XChaCha20Poly1305> {
    let wrong = |e: argon2::Error| io::Error::other(e.to_string());
    let params = Params::new(64 * 1024, 3, 1, Some(32)).map_err(wrong)?;
    let mut key = [0; 32];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(password.as_bytes(), &head[MAGIC.len()..MAGIC.len() + SALT], &mut key).map_err(wrong)?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}

fn nonce(head: &[u8; HEAD], number: u32, last: bool) -> XNonce {
    let mut out = [0; 24];
    out[..PREFIX].copy_from_slice(&head[HEAD - PREFIX..]);
    out[PREFIX..PREFIX + 4].copy_from_slice(&number.to_be_bytes());
    out[23] = u8::from(last);
    out.into()
}

fn next(number: u32) -> io::Result<u32> {
    number.checked_add(1).ok_or_else(|| io::Error::other("a backup of more than 4 PiB"))
}

/// Seals what is written; nothing is whole before [`Sealer::finish`].
pub(crate) struct Sealer<W: Write> {
    to: W,
    cipher: XChaCha20Poly1305,
    head: [u8; HEAD],
    number: u32,
    piece: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Writes the head.
    pub(crate) fn new(mut to: W, password: &str) -> io::Result<Sealer<W>> {
        let mut head = [0; HEAD];
        head[..MAGIC.len()].copy_from_slice(&MAGIC);
        getrandom::fill(&mut head[MAGIC.len()..]).map_err(|e| io::Error::other(e.to_string()))?;
        to.write_all(&head)?;
        let cipher = cipher(password, &head)?;
        Ok(Sealer { to, cipher, head, number: 0, piece: Vec::with_capacity(PIECE + TAG) })
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let nonce = nonce(&self.head, self.number, last);
        let sealed = self.cipher.encrypt_in_place(&nonce, &self.head, &mut self.piece);
        sealed.map_err(|_| io::Error::other("a piece could not be sealed"))?;
        self.to.write_all(&self.piece)?;
        self.piece.clear();
        self.number = next(self.number)?;
        Ok(())
    }

    /// Seals the last piece and gives what was written into.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        self.to.flush()?;
        Ok(self.to)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // a full piece waits until more comes: only then it is not the last
        if self.piece.len() == PIECE {
            self.seal(false)?;
        }
        let some = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..some]);
        Ok(some)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Opens what [`Sealer`] sealed. Bytes are given only of pieces that are what was written; else the error is `InvalidData`.
pub(crate) struct Opener<R: BufRead> {
    from: R,
    cipher: XChaCha20Poly1305,
    head: [u8; HEAD],
    number: u32,
    piece: Vec<u8>,
    at: usize,
    ended: bool,
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a piece does not open")
}

impl<R: BufRead> Opener<R> {
    /// Reads the head; `None` where the file is no backup.
    pub(crate) fn new(mut from: R, password: &str) -> io::Result<Option<Opener<R>>> {
        let mut head = [0; HEAD];
        match from.read_exact(&mut head) {
            Ok(()) if head.starts_with(&MAGIC) => {}
            Err(e) if e.kind() != io::ErrorKind::UnexpectedEof => return Err(e),
            _ => return Ok(None),
        }
        let cipher = cipher(password, &head)?;
        Ok(Some(Opener { from, cipher, head, number: 0, piece: Vec::new(), at: 0, ended: false }))
    }

    fn open(&mut self) -> io::Result<()> {
        self.piece.clear();
        self.at = 0;
        self.from.by_ref().take((PIECE + TAG) as u64).read_to_end(&mut self.piece)?;
        self.ended = self.from.fill_buf()?.is_empty();
        if !self.ended && self.piece.len() < PIECE + TAG {
            self.piece.clear();
            return Err(damaged());
        }
        let nonce = nonce(&self.head, self.number, self.ended);
        if self.cipher.decrypt_in_place(&nonce, &self.head, &mut self.piece).is_err() {
            self.piece.clear();
            return Err(damaged());
        }
        self.number = next(self.number)?;
        Ok(())
    }
}

impl<R: BufRead> Read for Opener<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() {
            if self.ended {
                return Ok(0);
            }
            self.open()?;
        }
        let some = to.len().min(self.piece.len() - self.at);
        to[..some].copy_from_slice(&self.piece[self.at..self.at + some]);
        self.at += some;
        Ok(some)
    }
}
