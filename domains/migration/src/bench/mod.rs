//! The workbench: a migration in the making. Its entries stand in the register; the books are computed anew from the files as they were brought,
//! with everything that was mended and judged laid over them, so that a mend moves every figure at once and the real run repeats the trial.

pub mod beside;
pub mod case;
pub mod compare;
pub mod decide;
pub mod event;
pub mod gates;
pub mod hands;
pub mod loose;
pub mod masked;
pub mod mend;
pub mod owed;
pub mod set;
pub mod shelf;
pub mod slips;
pub mod unread;
pub mod year;

pub use case::{Case, Entry, Place, Said, fold};
pub use event::{BenchEvent, Mend, Spot};

use crate::books::{self, Books};
use crate::cell::Folder;
use crate::check::Limits;
use crate::event::FindingSeen;
use crate::layout::Fit;
use crate::paper;
use crate::{Migrated, judge};
use kernel::{Date, Source};
use std::collections::BTreeSet;

/// A finding's key: the same as long as the same is wrong at the same place, whatever else is mended.
#[must_use]
pub fn key(finding: &FindingSeen, folder: &Folder) -> String {
    let place = finding.source.map_or(String::new(), |s| {
        let path = folder.files.get(usize::from(s.file)).map_or("", |f| &f.path);
        format!("{path}|{}|{}", s.sheet, s.row)
    });
    format!("{}|{place}|{}", finding.code, finding.subject)
}

/// The spot of a cell.
#[must_use]
pub fn spot(folder: &Folder, s: Source) -> Spot {
    let path = folder.files.get(usize::from(s.file)).map_or_else(String::new, |f| f.path.clone());
    Spot { path, sheet: s.sheet, row: s.row, col: s.col }
}

/// The cell of a spot, where its file is there.
#[must_use]
pub fn source(folder: &Folder, s: &Spot) -> Option<Source> {
    let file = folder.files.iter().position(|f| f.path == s.path)?;
    Some(Source { file: u16::try_from(file).ok()?, sheet: s.sheet, row: s.row, col: s.col })
}

/// A case worked out.
#[derive(Debug)]
pub struct Worked {
    /// Registers, findings, clusters, reconciliation.
    pub migrated: Migrated,
    /// Entries of mends that no longer fit.
    pub misfits: BTreeSet<Place>,
    /// Mappings that no longer fit a table, each with its entry.
    pub unfit: Vec<(Place, Fit)>,
}

/// Works a case out. `folder` is what was brought, as read; pages keyed from paper are added, and it is mended in place.
#[must_use]
pub fn work(folder: &mut Folder, case: &Case, cutoff: Date, limits: Limits) -> Worked {
    let keyed = paper::sheet::files(&case.paper);
    let mut profiles = case.profiles();
    if !keyed.is_empty() {
        profiles.0.insert(0, paper::sheet::profile());
        folder.files.extend(keyed);
    }
    let mends: Vec<(Place, &Mend)> = case.mends().collect();
    let only: Vec<&Mend> = mends.iter().map(|(_, m)| *m).collect();
    let misfits = mend::apply(folder, &only).into_iter().map(|i| mends[i].0).collect();
    let mut books = books::read(folder, cutoff, &profiles);
    secrets(folder, &mut books, case);
    let of = |f: Fit| case.mappings.iter().find(|m| m.what == f.table).map(|m| (m.place, f));
    let unfit = std::mem::take(&mut books.unfit).into_iter().filter_map(of).collect();
    Worked { migrated: judge(books, limits), misfits, unfit }
}

/// The kept copies have their Aadhaar numbers masked; where they stood is known from the day they were brought.
fn secrets(folder: &Folder, books: &mut Books, case: &Case) {
    for spot in &case.secret {
        let Some(at) = source(folder, spot) else { continue };
        let here = books.registers.iter_mut().filter(|r| r.file == at.file && r.sheet == at.sheet);
        for register in here {
            let key = register.table.columns.iter().any(|m| m.col == at.col && KEYS.contains(&m.field));
            let record = register.body.rows.binary_search(&at.row).ok();
            if let Some(record) = record.filter(|i| !key && register.aadhaar.iter().all(|(seen, _)| seen != i)) {
                register.aadhaar.push((record, at.col));
                register.aadhaar.sort_unstable();
            }
        }
    }
}

/// Columns whose twelve digits are another number.
pub(crate) const KEYS: [&str; 7] = ["account_no", "member_no", "mobile", "bill_no", "balance", "debit", "credit"];
