//! The day's backup: the register is the only truth, so what was written since the last one is put in a file of its own before a day may
//! end. All parts together are the whole register.

use crate::act::Act;
use crate::working::Backup;
use crate::{Desk, Trouble, files};
use books::day::{self, Blocker};
use books::event::Note;
use kernel::{Refusal, SocietyId};
use sha2::{Digest as _, Sha256};
use std::io::Write as _;

/// The folder of a society's parts in the data folder.
const FOLDER: &str = "backup";

impl Desk {
    /// Before a day ends: writes what is not backed up yet. Trouble with it stands in the day's way by itself, as one of the obstacles.
    pub(crate) fn backup_before(&self, society: SocietyId, act: &Act) -> Backup {
        if !matches!(act, Act::EndDay { .. }) {
            return Backup::default();
        }
        if self.db.is_postgres() {
            return Backup { made: None, elsewhere: true };
        }
        let made = self.backup_part(society).is_ok().then(|| self.clock.now());
        Backup { made, elsewhere: false }
    }

    /// What stands in the way of ending the open day with this cash; a backup is tried, so that its obstacle is known too.
    ///
    /// # Errors
    /// The store's.
    pub fn in_the_way(&self, society: SocietyId, counted: &[Note]) -> Result<Vec<Blocker>, Trouble> {
        let mut view = self.read(|t| keep::deciding::day_view(t, society))?;
        view.backed_up_elsewhere = self.db.is_postgres();
        if !view.backed_up_elsewhere {
            view.backup = self.backup_part(society).is_ok().then(|| self.clock.now());
        }
        Ok(day::blockers(&view, counted))
    }

    /// Writes the entries that no part holds yet as one more part: `backup/<society>/<first>-<last>.entries`, a line of JSON each and a last
    /// line with the digest of all before. Gives the number of entries written.
    ///
    /// # Errors
    /// 5025; the store's.
    pub fn backup_part(&self, society: SocietyId) -> Result<u64, Trouble> {
        let folder = self.dir.join(FOLDER).join(society.0.to_string());
        let cannot = |e: std::io::Error| Refusal::new(5025).with("cause", e);
        std::fs::create_dir_all(&folder).map_err(cannot)?;
        let from = parts(&folder).map_err(cannot)?.into_iter().map(|(_, last)| last + 1).max().unwrap_or(0);
        let mut text = Vec::new();
        let mut next = from;
        self.db.read(|t| {
            text.clear();
            next = from;
            keep::each_entry(t, society, self.id, from, |line| {
                text.extend_from_slice(line.as_bytes());
                text.push(b'\n');
                next += 1;
                Ok(())
            })
        })?;
        if next == from {
            return Ok(0);
        }
        let digest: String = Sha256::digest(&text).iter().map(|b| format!("{b:02x}")).collect();
        writeln!(text, "sha256 {digest}").expect("memory grows");
        files::write_whole(&folder.join(format!("{from:010}-{:010}.entries", next - 1)), &text)?;
        Ok(next - from)
    }
}

/// First and last entry of the parts there are.
fn parts(folder: &std::path::Path) -> std::io::Result<Vec<(u64, u64)>> {
    let mut out = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let name = file?.file_name();
        let range = name.to_str().and_then(|n| n.strip_suffix(".entries")).and_then(|n| n.split_once('-'));
        if let Some((first, last)) = range.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))) {
            out.push((first, last));
        }
    }
    Ok(out)
}
