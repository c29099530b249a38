//! The data folder: the key, and legacy files kept under their digest.

use crate::Desk;
use kernel::{Digest, Fault};
use register::DeskKey;
use sha2::{Digest as _, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

fn fault(doing: &str, path: &Path) -> impl FnOnce(std::io::Error) -> Fault {
    let doing = format!("{doing} {}", path.display());
    move |e| Fault::new(doing, e)
}

fn make_dir(path: &Path) -> Result<(), Fault> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(fault("make the folder", path))
}

/// Creates a file only its owner may read; an existing one is an error.
fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes beside, makes it last, then names it: a power cut leaves the whole file or none.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let beside = path.with_extension(format!("part-{}", std::process::id()));
    let write = || {
        let _ = fs::remove_file(&beside);
        let mut file = create_private(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        match path.parent() {
            Some(parent) if cfg!(unix) => File::open(parent)?.sync_all(),
            _ => Ok(()),
        }
    };
    write().map_err(|e: std::io::Error| {
        let _ = fs::remove_file(&beside);
        fault("write", path)(e)
    })
}

/// The desk's key from `keys/desk.key` (64 hexadecimal characters), made at the first opening.
pub(crate) fn open_key(dir: &Path) -> Result<DeskKey, Fault> {
    let keys = dir.join("keys");
    make_dir(&keys)?;
    make_dir(&dir.join("files"))?;
    let path = keys.join("desk.key");
    if !path.exists() {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|e| Fault::new("draw a key", e.to_string()))?;
        write_whole(&path, format!("{}\n", Digest(secret).hex()).as_bytes())?;
    }
    let text = fs::read_to_string(&path).map_err(fault("read", &path))?;
    let secret = Digest::from_hex(text.trim())
        .ok_or_else(|| Fault::new(format!("read {}", path.display()), "it does not hold a key"))?;
    Ok(DeskKey::from_secret(secret.0))
}

impl Desk {
    fn file_path(&self, digest: &Digest) -> PathBuf {
        let hex = digest.hex();
        self.dir.join("files").join(&hex[..2]).join(hex)
    }

    /// Where a legacy file lies, if it is kept.
    #[must_use]
    pub fn file(&self, digest: &Digest) -> Option<PathBuf> {
        Some(self.file_path(digest)).filter(|p| p.exists())
    }

    /// Keeps a legacy file under its digest; one that is there already is left alone.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_file(&self, bytes: &[u8]) -> Result<Digest, Fault> {
        let digest = Digest(Sha256::digest(bytes).into());
        let path = self.file_path(&digest);
        if !path.exists() {
            make_dir(path.parent().expect("files lie in folders"))?;
            write_whole(&path, bytes)?;
        }
        Ok(digest)
    }

    /// The bytes of a kept file, checked against its digest.
    ///
    /// # Errors
    /// Not kept, unreadable, or no longer what it was.
    pub fn file_bytes(&self, digest: &Digest) -> Result<Vec<u8>, Fault> {
        let path = self.file_path(digest);
        let mut bytes = Vec::new();
        File::open(&path).and_then(|mut f| f.read_to_end(&mut bytes)).map_err(fault("read", &path))?;
        if <[u8; 32]>::from(Sha256::digest(&bytes)) != digest.0 {
            return Err(Fault::new(format!("read {}", path.display()), "the file is not what was kept"));
        }
        Ok(bytes)
    }
}
