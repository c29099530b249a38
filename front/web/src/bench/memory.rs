//! The workbench in memory: the old books as brought, with everything laid over them, worked out once for all pages until somebody writes again.

use crate::ask::{Ask, Society, Trouble};
use crate::counter::refused;
use axum::http::StatusCode;
use keep::view;
use kernel::{Digest, Refusal, SocietyId};
use migration::bench::{self, Case, Worked};
use migration::cell::{Folder, SourceFile};
use migration::persons::pairs::{self, Pair};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Societies kept worked out: a desk has one, a seat hosts a few.
const KEPT: usize = 3;

/// A workbench worked out.
pub(crate) struct Bench {
    /// What was said.
    pub case: Arc<Case>,
    /// The old books, mended.
    pub folder: Folder,
    /// What came of them.
    pub worked: Worked,
    /// Keys of the findings, in their order.
    pub keys: Vec<String>,
    /// Digest of the data set, hexadecimal.
    pub set: String,
    /// Members who may be one person, once somebody asked.
    pairs: OnceLock<Vec<Pair>>,
    /// Files as they were brought, by digest.
    brought: HashMap<Digest, Arc<SourceFile>>,
}

impl Bench {
    /// Entries seen.
    pub(crate) fn seen(&self) -> u64 {
        self.case.entries as u64
    }

    /// A finding that nobody answered with "it stands".
    pub(crate) fn is_work(&self, finding: usize) -> bool {
        let answer = self.case.answers.get(&self.keys[finding]).map(|a| &a.what);
        !matches!(answer, Some(bench::event::Answer::Stands { .. }))
    }

    /// Members who may be one person.
    pub(crate) fn pairs(&self) -> &[Pair] {
        self.pairs.get_or_init(|| pairs::pairs(&self.worked.migrated.books))
    }

    /// Findings that are still work.
    pub(crate) fn open(&self) -> usize {
        (0..self.keys.len()).filter(|i| self.is_work(*i)).count()
    }
}

/// Those read or worked out last, by their society.
pub(crate) struct Lately<T>(Mutex<Vec<(SocietyId, Arc<T>)>>);

/// Workbenches worked out.
pub(crate) type Benches = Lately<Bench>;
/// What was said at workbenches: a page that is being keyed asks after every field.
pub(crate) type Cases = Lately<Case>;

impl<T> Default for Lately<T> {
    fn default() -> Lately<T> {
        Lately(Mutex::default())
    }
}

impl<T> Lately<T> {
    fn find(&self, society: SocietyId) -> Option<Arc<T>> {
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = list.iter().position(|(s, _)| *s == society)?;
        list[..=at].rotate_right(1);
        Some(list[0].1.clone())
    }

    fn put(&self, society: SocietyId, bench: Arc<T>) {
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        list.retain(|(s, _)| *s != society);
        list.insert(0, (society, bench));
        list.truncate(KEPT);
    }
}

/// What was said at a society's workbench; nothing is worked out.
pub(crate) fn case(ask: &Ask, society: &Society) -> Result<Arc<Case>, Trouble> {
    let id = society.id();
    let entries = ask.read(|t| view::bench_entries(t, id))?;
    if let Some(case) = ask.web.cases.find(id).filter(|c| c.entries as u64 == entries) {
        return Ok(case);
    }
    let case = Arc::new(ask.read(|t| view::bench_case(t, id))?);
    ask.web.cases.put(id, case.clone());
    Ok(case)
}

/// Whether the work is another desk's: a seat above has the register alone, and what was counted there from the files.
pub(crate) fn is_elsewhere(ask: &Ask, society: &Society) -> Result<bool, Trouble> {
    ask.read(|t| keep::exchange::kept_elsewhere(t, society.id()))
}

/// The workbench as it stands now.
///
/// # Errors
/// 3150 nothing was begun, 3170 the work is another desk's, 6003 a kept file is gone, the readers'.
pub(crate) fn bench(ask: &Ask, society: &Society) -> Result<Arc<Bench>, Trouble> {
    if is_elsewhere(ask, society)? {
        return Err(refused(Refusal::new(3170)));
    }
    now(ask, society, false)
}

/// The workbench to look at, and whether it is another desk's. A seat above works it out itself, from the register that came and the old files that came after it.
///
/// # Errors
/// As [`bench`]; 3276 where not all files of it have come yet.
pub(super) fn seen(ask: &Ask, society: &Society) -> Result<(Arc<Bench>, bool), Trouble> {
    let afar = is_elsewhere(ask, society)?;
    Ok((now(ask, society, afar)?, afar))
}

/// Refuses where a file of a society that works elsewhere has not come yet.
fn all_came(ask: &Ask, case: &Case) -> Result<(), Trouble> {
    let here = |k: &str| Digest::from_hex(k).is_some_and(|d| ask.web.desk.file(&d).is_some());
    let there = case.files.values().filter(|kept| here(&kept.what.digest)).count();
    if there < case.files.len() {
        return Err(refused(Refusal::new(3276).with("n", there).with("m", case.files.len())));
    }
    Ok(())
}

fn now(ask: &Ask, society: &Society, afar: bool) -> Result<Arc<Bench>, Trouble> {
    let id = society.id();
    let before = ask.web.benches.find(id);
    let entries = ask.read(|t| view::bench_entries(t, id))?;
    if let Some(b) = before.as_ref().filter(|b| b.seen() == entries) {
        return Ok(b.clone());
    }
    let case = case(ask, society)?;
    if afar {
        all_came(ask, &case)?;
    }
    let bench = Arc::new(worked(ask, case, before.as_deref().as_slice())?);
    ask.web.benches.put(id, bench.clone());
    Ok(bench)
}

/// The workbench as somebody saw it last: for what need not be of this moment.
///
/// # Errors
/// As [`bench`].
pub(super) fn lately(ask: &Ask, society: &Society) -> Result<Arc<Bench>, Trouble> {
    ask.web.benches.find(society.id()).map_or_else(|| bench(ask, society), Ok)
}

/// Works a case out. What was read before need not be read again.
pub(super) fn worked(ask: &Ask, case: Arc<Case>, before: &[&Bench]) -> Result<Bench, Trouble> {
    let refused = |r: Refusal| Trouble::Refused(StatusCode::UNPROCESSABLE_ENTITY, r);
    let cutoff = case.cutoff.as_ref().ok_or_else(|| refused(Refusal::new(3150)))?.what;
    let mut brought = HashMap::new();
    let mut folder = Folder::default();
    for (path, kept) in &case.files {
        let gone = || refused(Refusal::new(6003).with("file", path));
        let digest = Digest::from_hex(&kept.what.digest).ok_or_else(gone)?;
        let known = before.iter().filter_map(|b| b.brought.get(&digest)).find(|f| f.path == *path);
        let file = match known {
            Some(file) => file.clone(),
            None => {
                let bytes = ask.web.desk.file_bytes(&digest).map_err(|_| gone())?;
                Arc::new(readers::kept::read(path, &bytes).map_err(refused)?)
            }
        };
        let mut mine = SourceFile::clone(&file);
        (mine.path, mine.digest) = (path.clone(), digest);
        folder.files.push(mine);
        brought.insert(digest, file);
    }
    let worked = bench::work(&mut folder, &case, cutoff, Default::default());
    let keys = worked.migrated.findings.iter().map(|f| bench::key(f, &folder)).collect();
    let set = bench::set::digest(&folder, &case, &worked).hex();
    Ok(Bench { case, folder, worked, keys, set, pairs: OnceLock::new(), brought })
}
