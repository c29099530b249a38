//! The data folder: the key, and legacy files kept under their digest.

use crate::Desk;
use crate::trouble::{self, Trouble};
use kernel::{Digest, Fault, Refusal};
use register::DeskKey;
use sha2::{Digest as _, Sha256};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How long a command waits for another one that is opening the same data folder or keeping files in it.
const PATIENCE: Duration = Duration::from_secs(10);

fn wrong<'p>(doing: &'p str, path: &'p Path) -> impl FnOnce(std::io::Error) -> Trouble + 'p {
    move |e| trouble::of_disk(doing, path, e)
}

pub(crate) fn make_dir(path: &Path) -> Result<(), Trouble> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(wrong("make the folder", path))
}

/// Creates a file only its owner may read; an existing one is an error.
pub(crate) fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes beside, makes it last, then names it: a power cut leaves the whole file or none.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let mut file = Beside::begin(path)?;
    file.add(bytes)?;
    file.name()
}

/// A file that is written piece by piece beside its place and named once it is whole; dropped before, nothing of it stays.
pub(crate) struct Beside {
    file: File,
    beside: PathBuf,
    path: PathBuf,
    named: bool,
}

impl Beside {
    /// Begins it.
    pub(crate) fn begin(path: &Path) -> Result<Beside, Trouble> {
        let beside = path.with_extension(format!("{PART}{}", std::process::id()));
        let _ = fs::remove_file(&beside);
        let file = create_private(&beside).map_err(wrong("write", path))?;
        Ok(Beside { file, beside, path: path.to_owned(), named: false })
    }

    /// Writes more of it.
    pub(crate) fn add(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        self.file.write_all(bytes).map_err(wrong("write", &self.path))
    }

    /// Makes it last and gives it its name.
    pub(crate) fn name(mut self) -> Result<(), Trouble> {
        let name = || {
            self.file.sync_all()?;
            rename(&self.beside, &self.path)
        };
        name().map_err(wrong("write", &self.path))?;
        self.named = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.named {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Names a file anew and makes that last.
fn rename(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::rename(from, to)?;
    match to.parent() {
        Some(parent) if cfg!(unix) => File::open(parent)?.sync_all(),
        _ => Ok(()),
    }
}

/// The digest and length of a file, read piece by piece.
pub(crate) fn digest_of(path: &Path) -> Result<(Digest, u64), Trouble> {
    let read = || {
        let (mut file, mut hash, mut size) = (File::open(path)?, Sha256::new(), 0);
        let mut piece = vec![0; 1 << 20];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok((Digest(hash.finalize().into()), size)),
                n => {
                    hash.update(&piece[..n]);
                    size += n as u64;
                }
            }
        }
    };
    read().map_err(|e: std::io::Error| trouble::of_disk("read", path, e))
}

/// Extension of a file being written; the number of the process follows.
pub(crate) const PART: &str = "part-";

/// Removes what a killed process left half-written of this file.
fn sweep(path: &Path) {
    let (Some(parent), Some(stem)) = (path.parent(), path.file_stem()) else { return };
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let other = entry.path();
        let is_part = other.extension().is_some_and(|e| e.to_string_lossy().starts_with(PART));
        if is_part && other.file_stem() == Some(stem) {
            let _ = fs::remove_file(other);
        }
    }
}

/// Held while a data folder is opened and while files are kept in it: of two processes that find no key, one makes it
/// and the other finds it; and what is half-written was left by a dead one. Let go when dropped, also by a process that
/// dies.
pub(crate) fn lock(dir: &Path) -> Result<File, Trouble> {
    make_dir(dir)?;
    let path = dir.join("folder.lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
    let file = file.map_err(wrong("open", &path))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(20)),
            Err(TryLockError::WouldBlock) => return Err(trouble::busy()),
            // Some network disks know no locks; then we are as careful as we can be without.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
}

/// The desk's key from `keys/desk.key` (64 hexadecimal characters), made at the first opening. To be called under
/// [`lock`].
pub(crate) fn open_key(dir: &Path) -> Result<DeskKey, Trouble> {
    let keys = dir.join("keys");
    make_dir(&keys)?;
    make_dir(&dir.join("files"))?;
    let path = keys.join("desk.key");
    if !path.exists() {
        sweep(&path);
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|e| Fault::new("draw a key", e.to_string()))?;
        write_whole(&path, format!("{}\n", Digest(secret).hex()).as_bytes())?;
    }
    let text = fs::read_to_string(&path).or_else(|e| match e.kind() {
        std::io::ErrorKind::InvalidData => Ok(String::new()),
        _ => Err(wrong("read", &path)(e)),
    })?;
    let secret = Digest::from_hex(text.trim()).ok_or_else(|| Refusal::new(5017).with("file", path.display()))?;
    Ok(DeskKey::from_secret(secret.0))
}

fn kept_at(dir: &Path, digest: &Digest) -> PathBuf {
    let hex = digest.hex();
    dir.join("files").join(&hex[..2]).join(hex)
}

impl Desk {
    fn file_path(&self, digest: &Digest) -> PathBuf {
        kept_at(&self.dir, digest)
    }

    /// Where a legacy file lies, if it is kept.
    #[must_use]
    pub fn file(&self, digest: &Digest) -> Option<PathBuf> {
        let dirs = std::iter::once(&self.dir).chain(&self.behind);
        dirs.map(|dir| kept_at(dir, digest)).find(|p| p.exists())
    }

    /// Keeps a legacy file under its digest; one that is there already is left alone. What a killed process left of it
    /// is swept away, so two processes must not keep one file at once; an import holds the folder's lock.
    ///
    /// # Errors
    /// 5014, 5015; what else the disk says.
    pub fn keep_file(&self, bytes: &[u8]) -> Result<Digest, Trouble> {
        let digest = Digest(Sha256::digest(bytes).into());
        let path = self.file_path(&digest);
        make_dir(path.parent().expect("files lie in folders"))?;
        sweep(&path);
        if !path.exists() {
            write_whole(&path, bytes)?;
        }
        Ok(digest)
    }

    /// Keeps a file that lies in the data folder already, whole and made last, under the digest it was found to have: it is moved, not read again. As
    /// [`Desk::keep_file`] otherwise.
    pub(crate) fn keep_moved(&self, from: &Path, digest: &Digest) -> Result<(), Trouble> {
        let path = self.file_path(digest);
        make_dir(path.parent().expect("files lie in folders"))?;
        sweep(&path);
        if path.exists() {
            return fs::remove_file(from).map_err(wrong("remove", from));
        }
        rename(from, &path).map_err(wrong("write", &path))
    }

    /// Removes the bytes of photographs that were blackened further, wherever an entry says so: here after the act, at a seat when the entry came, and
    /// again when the desk starts, for the power may go between. A copy made for a trial removes nothing of what it is a copy of.
    ///
    /// # Errors
    /// The store's, the disk's.
    pub fn remove_masked(&self) -> Result<(), Trouble> {
        let removed = self.read(keep::view::files_removed)?;
        if removed.is_empty() {
            return Ok(());
        }
        // a piece of it may still be on its way
        let coming = fs::read_dir(self.dir.join("files").join("coming")).into_iter().flatten().flatten();
        let coming = coming.map(|e| e.path()).filter(|p| {
            let name = p.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            removed.iter().any(|digest| name.ends_with(digest.as_str()))
        });
        let whole = removed.iter().filter_map(|d| Digest::from_hex(d)).map(|d| self.file_path(&d));
        for path in coming.collect::<Vec<_>>().into_iter().chain(whole) {
            match fs::remove_file(&path) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(wrong("remove", &path)(e)),
                _ => {}
            }
        }
        Ok(())
    }

    /// A folder for what is being brought, inside the data folder so that keeping it needs no second disk; it goes when it is dropped.
    ///
    /// # Errors
    /// 5014, 5015; what else the disk says.
    pub fn scratch(&self) -> Result<tempfile::TempDir, Trouble> {
        make_dir(&self.dir)?;
        tempfile::Builder::new().prefix("bringing-").tempdir_in(&self.dir).map_err(wrong("make a folder in", &self.dir))
    }

    /// Keeps a file that was brought, as [`Desk::keep_file`], under the folder's lock.
    ///
    /// # Errors
    /// 5014, 5015; what else the disk says.
    pub fn keep_upload(&self, bytes: &[u8]) -> Result<Digest, Trouble> {
        let _keeping = lock(&self.dir)?;
        self.keep_file(bytes)
    }

    /// The bytes of a kept file, checked against its digest.
    ///
    /// # Errors
    /// Not kept, unreadable, or no longer what it was.
    pub fn file_bytes(&self, digest: &Digest) -> Result<Vec<u8>, Trouble> {
        let path = self.file(digest).unwrap_or_else(|| self.file_path(digest));
        let mut bytes = Vec::new();
        File::open(&path).and_then(|mut f| f.read_to_end(&mut bytes)).map_err(wrong("read", &path))?;
        if <[u8; 32]>::from(Sha256::digest(&bytes)) != digest.0 {
            return Err(Fault::new(format!("read {}", path.display()), "the file is not what was kept").into());
        }
        Ok(bytes)
    }
}
