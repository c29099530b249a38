//! The day's backup: the register is the only truth, so what was written since the last one is put in a file of its own before a day may
//! end. All parts together are the whole register.

use crate::act::Act;
use crate::working::Backup;
use crate::{Desk, Trouble, files};
use books::day::{self, Blocker};
use books::event::Note;
use kernel::{Refusal, SocietyId};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

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

    /// Writes the entries that no sound part holds yet, each gap as one more part: `backup/<society>/<first>-<last>.entries`, a line of JSON each and
    /// a last line with the digest of all before. A part that is cut, changed or none is set aside as `….broken`. Gives the number of entries
    /// written.
    ///
    /// # Errors
    /// 5025; the store's.
    pub fn backup_part(&self, society: SocietyId) -> Result<u64, Trouble> {
        let folder = self.dir.join(FOLDER).join(society.0.to_string());
        let cannot = |e: std::io::Error| Refusal::new(5025).with("cause", e);
        std::fs::create_dir_all(&folder).map_err(cannot)?;
        let size =
            self.db.read(|t| Ok::<_, sql::Error>(keep::open_log(t, society, self.id)?.map(|l| l.frontier.size())))?;
        let size = size.unwrap_or(0);
        let held = self.sound_parts(&folder, size).map_err(cannot)?;
        let mut written = 0;
        for (first, last) in gaps(held, size) {
            let mut text = Vec::new();
            self.db.read(|t| {
                text.clear();
                let mut at = first;
                keep::each_entry(t, society, self.id, first, |line| {
                    if at <= last {
                        text.extend_from_slice(line.as_bytes());
                        text.push(b'\n');
                    }
                    at += 1;
                    Ok(())
                })
            })?;
            let digest = hex(&text);
            writeln!(text, "{SUM}{digest}").expect("memory grows");
            let path = folder.join(format!("{first:010}-{last:010}.entries"));
            files::write_whole(&path, &text)?;
            self.parts.look(&path);
            written += last - first + 1;
        }
        Ok(written)
    }

    /// The ranges of the parts that are what their names say; others are set aside.
    fn sound_parts(&self, folder: &Path, size: u64) -> std::io::Result<Vec<(u64, u64)>> {
        let mut out = Vec::new();
        for (first, last, path) in parts(folder)? {
            // a part of entries this register does not have is of another history
            let sound = last < size && (self.parts.is_known(&path) || is_sound(&std::fs::read(&path)?, first, last));
            if sound {
                self.parts.look(&path);
                out.push((first, last));
            } else {
                std::fs::rename(&path, path.with_extension("broken"))?;
            }
        }
        Ok(out)
    }
}

/// Begins the last line of a part.
const SUM: &str = "sha256 ";

/// Parts that were read and found sound since the program began, with their length and time: they are not read again at every day's end, while a
/// file that was cut or written since is.
#[derive(Debug, Default)]
pub(crate) struct Parts(Mutex<HashMap<PathBuf, (u64, SystemTime)>>);

impl Parts {
    fn stamp(path: &Path) -> Option<(u64, SystemTime)> {
        let facts = std::fs::metadata(path).ok()?;
        Some((facts.len(), facts.modified().ok()?))
    }

    fn look(&self, path: &Path) {
        if let Some(stamp) = Parts::stamp(path) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), stamp);
        }
    }

    fn is_known(&self, path: &Path) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).copied();
        known.is_some() && known == Parts::stamp(path)
    }
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// The bytes of a part are whole: so many lines as its name says, and then their digest.
fn is_sound(bytes: &[u8], first: u64, last: u64) -> bool {
    let Some(body) = bytes.len().checked_sub(SUM.len() + 65).filter(|at| bytes[*at..].starts_with(SUM.as_bytes()))
    else {
        return false;
    };
    let lines = bytes[..body].iter().filter(|b| **b == b'\n').count() as u64;
    let said = &bytes[body + SUM.len()..bytes.len() - 1];
    bytes.ends_with(b"\n") && last >= first && lines == last - first + 1 && said == hex(&bytes[..body]).as_bytes()
}

/// What of the entries before `size` lies in none of these ranges, first and last of each gap.
fn gaps(mut held: Vec<(u64, u64)>, size: u64) -> Vec<(u64, u64)> {
    held.sort_unstable();
    let (mut next, mut out) = (0, Vec::new());
    for (first, last) in held {
        if first > next {
            out.push((next, first - 1));
        }
        next = next.max(last + 1);
    }
    if next < size {
        out.push((next, size - 1));
    }
    out
}

/// First and last entry of the parts there are, by their names.
fn parts(folder: &Path) -> std::io::Result<Vec<(u64, u64, PathBuf)>> {
    let mut out = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".entries"));
        let range = name.and_then(|n| n.split_once('-'));
        if let Some((first, last)) = range.and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))) {
            out.push((first, last, path));
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::{gaps, hex, is_sound};

    #[test]
    fn what_no_part_holds_is_a_gap() {
        assert_eq!(gaps(vec![(5, 6), (0, 2), (1, 3)], 10), [(4, 4), (7, 9)]);
        assert_eq!(gaps(vec![(0, 9)], 10), []);
        assert_eq!(gaps(Vec::new(), 3), [(0, 2)]);
        assert_eq!(gaps(Vec::new(), 0), []);
    }

    #[test]
    fn a_part_is_as_many_lines_as_its_name_says_and_their_digest() {
        let body = b"{}\n{}\n";
        let whole = [&body[..], format!("sha256 {}\n", hex(body)).as_bytes()].concat();
        assert!(is_sound(&whole, 4, 5));
        assert!(!is_sound(&whole, 4, 6) && !is_sound(&whole, 5, 4));
        assert!((0..whole.len()).all(|n| !is_sound(&whole[..n], 4, 5)), "cut anywhere");
        for at in 0..whole.len() {
            let mut other = whole.clone();
            other[at] ^= 1;
            assert!(!is_sound(&other, 4, 5), "byte {at} changed");
        }
    }
}
