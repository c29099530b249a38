//! Files after their entries. The register names a file by its digest; the file lies at the desk that kept it and goes to the seat in pieces, documents of
//! evidence first, then photographs of pages, old files last. A piece that was acknowledged is on the disk there, so a line that breaks off goes on where it
//! broke; only what has the digest the register names is kept.

use super::parcel::{self, Inside, Opened};
use super::send::{Carry, accepted};
use crate::{Desk, Trouble, files, society_id, trouble};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keep::exchange::{self, Seat};
use keep::view;
use kernel::{Digest, Refusal, SocietyId};
use register::VerifyingKey;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes of the first piece; each that arrives lets the next be twice as large, up to the second.
const PIECE: (usize, usize) = (64 << 10, 2 << 20);
/// Files the seat asks for at a time.
const WANTED: usize = 40;
/// Most bytes of files that a carrier file holds.
pub(super) const CARRIED: u64 = 1 << 30;
/// The file is not what the register names.
const WRONG: u16 = 5063;
/// The file or a piece of it is too large.
const LARGE: u16 = 5064;
/// No entry of that society names it, or the society is not the sender's.
const UNNAMED: u16 = 5065;

/// Where parcels go one by one.
pub(super) type Give<'g> = dyn FnMut(&[u8]) -> Result<(), Trouble> + 'g;

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// SHA-256 of the whole, hexadecimal.
    pub digest: String,
    /// Bytes of the whole.
    pub size: u64,
    /// Where it begins.
    pub from: u64,
    /// What it holds, in base64.
    pub bytes: String,
}

/// A desk speaks of the files of a society: it brings a piece, or only asks what is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// The society.
    pub society: SocietyId,
    /// A piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<Piece>,
}

/// What the seat lacks of a society's files, in the order in which they are to come; of each, how many bytes are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// The society.
    pub society: SocietyId,
    /// Digest and bytes that are there.
    pub files: Vec<(String, u64)>,
}

/// When files go to the seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// After every exchange of entries.
    Always,
    /// Between eight in the evening and six in the morning, when the line is cheap.
    Night,
    /// Never over a line; a carrier file may hold them.
    Never,
}

impl When {
    /// `always`, `night`, `never`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<When> {
        [When::Always, When::Night, When::Never].into_iter().find(|w| w.code() == code)
    }

    /// Its code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            When::Always => "always",
            When::Night => "night",
            When::Never => "never",
        }
    }

    /// Whether files go at an hour of the day.
    #[must_use]
    pub fn at(self, hour: i8) -> bool {
        match self {
            When::Always => true,
            When::Night => !(6..20).contains(&hour),
            When::Never => false,
        }
    }
}

/// What going to the seat with files came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesSent {
    /// Files that are there whole now.
    pub files: u64,
    /// Bytes of files that went.
    pub bytes: u64,
    /// Files the seat lacks and this desk has not, or would not have.
    pub left: u64,
}

/// A file that an entry names, and whether it is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileHere {
    /// As it is named.
    pub file: view::FileNamed,
    /// It is here.
    pub here: bool,
}

impl Desk {
    /// The files a society's entries name, and which of them are here.
    ///
    /// # Errors
    /// The store's.
    pub fn files_of(&self, code: &str) -> Result<Vec<FileHere>, Trouble> {
        let all = self.read(|t| view::files_named(t, society_id(code)))?;
        let here = |f: &view::FileNamed| Digest::from_hex(&f.digest).is_some_and(|d| self.file(&d).is_some());
        Ok(all.into_iter().map(|file| FileHere { here: here(&file), file }).collect())
    }

    fn coming(&self, society: SocietyId, digest: &str) -> PathBuf {
        self.dir.join("files").join("coming").join(format!("{}-{digest}", society.0))
    }

    fn held(&self, society: SocietyId, digest: &str) -> u64 {
        fs::metadata(self.coming(society, digest)).map_or(0, |m| m.len())
    }

    /// What is wanted of a society, at most so many files.
    fn wanted(&self, society: SocietyId) -> Result<Wanted, Trouble> {
        let all = self.read(|t| view::files_named(t, society))?;
        let lacks = |f: &view::FileNamed| Digest::from_hex(&f.digest).is_some_and(|d| self.file(&d).is_none());
        let files = all.into_iter().filter(lacks).take(WANTED);
        let files = files.map(|f| (self.held(society, &f.digest), f.digest)).map(|(held, digest)| (digest, held));
        Ok(Wanted { society, files: files.collect() })
    }

    /// At the seat: takes a piece of a desk that was let in for the society, and says what is wanted.
    pub(super) fn files_answered(&self, key: &VerifyingKey, brought: Brought) -> Result<Inside, Trouble> {
        let society = brought.society;
        if !self.read(|t| exchange::has_desk(t, society, &key.to_bytes()))? {
            return Err(Refusal::new(UNNAMED).into());
        }
        // what names the files may have come just now
        self.draw_received()?;
        if let Some(piece) = &brought.piece {
            self.take_piece(society, piece)?;
        }
        self.wanted(society).map(Inside::Wants)
    }

    fn take_piece(&self, society: SocietyId, piece: &Piece) -> Result<(), Trouble> {
        let named = self.read(|t| view::file_named(t, society, &piece.digest))?;
        let named = named.ok_or_else(|| Refusal::new(UNNAMED))?;
        let digest = Digest::from_hex(&piece.digest).ok_or_else(|| Refusal::new(UNNAMED))?;
        let most = named.class.most();
        let too_large = || Refusal::new(LARGE).with("most", most >> 20);
        let bytes = STANDARD.decode(&piece.bytes).map_err(|_| Refusal::new(5101))?;
        if piece.size > most || bytes.len() > PIECE.1 * 2 || piece.from.saturating_add(bytes.len() as u64) > piece.size
        {
            return Err(too_large().into());
        }
        let _keeping = files::lock(&self.dir)?;
        let path = self.coming(society, &piece.digest);
        // it came before, or an answer was lost: what is wanted says where to go on
        if self.file(&digest).is_some() || self.held(society, &piece.digest) != piece.from {
            return Ok(());
        }
        append(&path, piece.from, &bytes)?;
        if piece.from + (bytes.len() as u64) < piece.size {
            return Ok(());
        }
        if files::digest_of(&path)?.0 == digest {
            return self.keep_moved(&path, &digest);
        }
        fs::remove_file(&path).map_err(|e| trouble::of_disk("remove", &path, e))?;
        Err(Refusal::new(WRONG).with("file", named.name).into())
    }

    /// Sends files the seat lacks, at most so many bytes, where the setting lets them go now. A cut in the middle leaves both sides sound; the next time
    /// goes on from there.
    ///
    /// # Errors
    /// The carrier's; 5101, 5106 (the seat refuses); the store's.
    pub fn send_files(&self, seat: &Seat, most: u64, carry: Carry<'_>) -> Result<FilesSent, Trouble> {
        let mut sent = FilesSent::default();
        if !self.read(|t| Ok(When::of(keep::files_when(t)?)))?.at(self.hour()) {
            return Ok(sent);
        }
        for society in self.sends_of()? {
            self.send_of(seat, society, most, &mut *carry, &mut sent)?;
        }
        Ok(sent)
    }

    /// The hour of the day in India.
    fn hour(&self) -> i8 {
        const INDIA_MS: i64 = (5 * 60 + 30) * 60 * 1000;
        i8::try_from((self.clock.now().0 + INDIA_MS).rem_euclid(86_400_000) / 3_600_000).unwrap_or(0)
    }

    /// The societies written here.
    fn sends_of(&self) -> Result<Vec<SocietyId>, Trouble> {
        self.read(|t| {
            let own = exchange::logs_of(t)?.into_iter().filter(|(log, from)| from.is_none() && !log.desk.is_seat());
            let mut out: Vec<SocietyId> = own.map(|(log, _)| log.society).collect();
            out.dedup();
            Ok(out)
        })
    }

    fn send_of(
        &self,
        seat: &Seat,
        society: SocietyId,
        most: u64,
        carry: Carry<'_>,
        sent: &mut FilesSent,
    ) -> Result<(), Trouble> {
        let mut ask = |piece: Option<Piece>| self.files_asked(seat, Brought { society, piece }, &mut *carry);
        let mut wanted = ask(None)?.map_err(refused)?;
        let (mut passed, mut size) = (HashSet::new(), PIECE.0);
        // read once, not for every piece of it
        let mut open: Option<(Digest, Vec<u8>)> = None;
        while let Some((digest, held)) = wanted.files.iter().find(|(d, _)| !passed.contains(d)).cloned() {
            let known = Digest::from_hex(&digest).filter(|d| self.file(d).is_some());
            let Some(known) = known else {
                passed.insert(digest);
                continue;
            };
            let whole = match open.take() {
                Some((before, whole)) if before == known => whole,
                _ => self.file_bytes(&known)?,
            };
            let at = usize::try_from(held).unwrap_or(usize::MAX).min(whole.len());
            let end = (at + size).min(whole.len());
            if sent.bytes + (end - at) as u64 > most {
                return Ok(());
            }
            let piece = Piece {
                digest: digest.clone(),
                size: whole.len() as u64,
                from: at as u64,
                bytes: STANDARD.encode(&whole[at..end]),
            };
            open = Some((known, whole));
            match ask(Some(piece))? {
                Ok(now) => wanted = now,
                // this one will not do; the others may
                Err(WRONG | LARGE | UNNAMED) => {
                    passed.insert(digest);
                    continue;
                }
                Err(number) => return Err(refused(number)),
            }
            sent.bytes += (end - at) as u64;
            size = (size * 2).min(PIECE.1);
            let there = wanted.files.iter().find(|(d, _)| *d == digest).map(|(_, held)| *held);
            match there {
                None => sent.files += 1,
                // a seat that keeps nothing is not asked for ever
                Some(now) if now <= held => {
                    passed.insert(digest);
                }
                Some(_) => {}
            }
        }
        sent.left += wanted.files.len() as u64;
        Ok(())
    }

    /// Goes to the seat once; what it wants, or the number under which it refuses.
    fn files_asked(&self, seat: &Seat, brought: Brought, carry: Carry<'_>) -> Result<Result<Wanted, u16>, Trouble> {
        let society = brought.society;
        let Opened { key, inside, .. } = parcel::open(&carry(&self.sealed(&Inside::Files(brought)))?)?;
        if key.to_bytes()[..] != seat.public_key[..] {
            return Err(Refusal::new(5101).into());
        }
        match inside {
            Inside::Refused { number } => Ok(Err(number)),
            Inside::Wants(wanted) if wanted.society == society => Ok(Ok(wanted)),
            other => {
                accepted(other)?;
                Err(Refusal::new(5101).into())
            }
        }
    }

    /// Gives the parcels that hold all files the societies here name and that are here, one after the other, for a carrier file; how many files they hold.
    /// One piece of one file is in memory at a time.
    pub(super) fn each_file_parcel(&self, give: &mut Give<'_>) -> Result<u64, Trouble> {
        let (mut files, mut all) = (0, 0);
        for society in self.sends_of()? {
            for f in self.read(|t| view::files_named(t, society))? {
                let digest = Digest::from_hex(&f.digest);
                let Some((digest, path)) = digest.and_then(|d| Some((d, self.file(&d)?))) else { continue };
                let (is, size) = files::digest_of(&path)?;
                if is != digest {
                    let what = format!("read {}", path.display());
                    return Err(kernel::Fault::new(what, "the file is not what was kept").into());
                }
                if size > f.class.most() || all + size > CARRIED {
                    continue;
                }
                all += size;
                self.each_piece(society, &f.digest, (&path, size), give)?;
                files += 1;
            }
        }
        Ok(files)
    }

    fn each_piece(
        &self,
        society: SocietyId,
        digest: &str,
        (path, size): (&Path, u64),
        give: &mut Give<'_>,
    ) -> Result<(), Trouble> {
        let wrong = |e| trouble::of_disk("read", path, e);
        let (mut file, mut from) = (File::open(path).map_err(wrong)?, 0);
        while from < size {
            let mut part = Vec::new();
            (&mut file).take(PIECE.1 as u64).read_to_end(&mut part).map_err(wrong)?;
            if part.is_empty() {
                return Err(wrong(std::io::ErrorKind::UnexpectedEof.into()));
            }
            let piece = Piece { digest: digest.to_owned(), size, from, bytes: STANDARD.encode(&part) };
            from += part.len() as u64;
            give(&self.sealed(&Inside::Files(Brought { society, piece: Some(piece) })))?;
        }
        Ok(())
    }

    /// When files go to the seat.
    ///
    /// # Errors
    /// The store's.
    pub fn files_when(&self) -> Result<When, Trouble> {
        self.read(|t| Ok(When::of(keep::files_when(t)?)))
    }

    /// Sets when files go to the seat.
    ///
    /// # Errors
    /// 5001, 5002; the store's.
    pub fn set_files_when(&self, who: &crate::Who, society: SocietyId, when: When) -> Result<(), Trouble> {
        self.let_by(who, kernel::Verb::DesksLetIn, society, "files-when")?;
        let (now, words) = (self.clock.now(), when.code().to_owned());
        Ok(self.db.tx(|t| {
            keep::set_files_when(t, when as i64)?;
            keep::audit::note(t, society, &crate::working::decision(who, now, "files-when", 0, words.clone()))
        })?)
    }
}

impl When {
    fn of(n: i64) -> When {
        [When::Always, When::Night, When::Never].into_iter().find(|w| *w as i64 == n).unwrap_or(When::Always)
    }
}

fn refused(number: u16) -> Trouble {
    Refusal::new(5106).with("number", number).into()
}

/// Writes a piece where it belongs and makes it last.
fn append(path: &Path, from: u64, bytes: &[u8]) -> Result<(), Trouble> {
    files::make_dir(path.parent().expect("it lies in a folder"))?;
    let write = || {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.seek(SeekFrom::Start(from))?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().map_err(|e: std::io::Error| trouble::of_disk("write", path, e))
}
