//! What somebody typed and has not kept yet: a file of the data folder for each place and person. It is no entry of the register, nobody else is ever shown
//! it, and it goes when the page is kept, or after a fortnight.

use crate::files::{make_dir, write_whole};
use crate::{Desk, Trouble};
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Folder of the drafts inside the data folder.
const FOLDER: &str = "drafts";
/// A draft nobody went on with for so long is nobody's.
const OLD: Duration = Duration::from_secs(14 * 86_400);
/// One draft is written at a time: one person may have a page open in two browsers.
static WRITING: Mutex<()> = Mutex::new(());

impl Desk {
    /// Where the draft of a person lies; neither the place nor his name can lead out of the folder.
    fn draft_path(&self, of: &str, by: &str) -> PathBuf {
        let mut name = Sha256::new();
        name.update((of.len() as u64).to_be_bytes());
        name.update(of);
        name.update(by);
        self.dir.join(FOLDER).join(kernel::Digest(name.finalize().into()).hex())
    }

    /// What this person typed at a place and has not kept yet.
    #[must_use]
    pub fn draft(&self, of: &str, by: &str) -> Option<Vec<u8>> {
        self.sweep_drafts();
        std::fs::read(self.draft_path(of, by)).ok()
    }

    /// Keeps what this person typed at a place, unless what lies there is newer; on the disk when this returns. A browser sends the next draft while the
    /// one before is still on its way, and the older may come last.
    ///
    /// # Errors
    /// 5014, 5015; what else the disk says.
    pub fn keep_draft(
        &self,
        of: &str,
        by: &str,
        bytes: &[u8],
        newer: impl FnOnce(&[u8]) -> bool,
    ) -> Result<(), Trouble> {
        let _one = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.draft_path(of, by);
        if std::fs::read(&path).is_ok_and(|there| newer(&there)) {
            return Ok(());
        }
        if !path.exists() {
            make_dir(&self.dir.join(FOLDER))?;
            self.sweep_drafts();
        }
        write_whole(&path, bytes)
    }

    /// Throws a draft away: what it held is kept, or no longer wanted.
    pub fn drop_draft(&self, of: &str, by: &str) {
        let _one = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = std::fs::remove_file(self.draft_path(of, by));
    }

    /// Throws away what nobody went on with: when the desk starts and at each end of a day too, for whoever left a page may never open another.
    pub(crate) fn sweep_drafts(&self) {
        for entry in std::fs::read_dir(self.dir.join(FOLDER)).into_iter().flatten().flatten() {
            let age = entry.metadata().ok().and_then(|m| m.modified().ok()?.elapsed().ok());
            if age.is_some_and(|age| age > OLD) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}
