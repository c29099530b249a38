//! G0: every kind of volume is listed, kept in files, or missing with a reason and a statement.

use super::event::Held;
use super::fold::{Paper, Standing};
use super::kinds::{self, INVENTORY, Kind};

/// One kind of the inventory.
#[derive(Clone, Debug)]
pub struct Line {
    /// The kind.
    pub kind: &'static Kind,
    /// Numbers of its volumes that are there.
    pub books: Vec<u32>,
    /// Numbers of listings that point to files.
    pub files: Vec<u32>,
    /// Numbers of listings that say it is missing.
    pub missing: Vec<u32>,
    /// Pages of its books.
    pub pages: u64,
    /// Of these, whole.
    pub whole: u64,
}

impl Line {
    /// Nothing is said of the kind yet.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.books.is_empty() && self.files.is_empty() && self.missing.is_empty()
    }
}

/// The kinds in their order, the papers that are no register at the end.
#[must_use]
pub fn lines(paper: &Paper) -> Vec<Line> {
    kinds::all().iter().map(|kind| line(paper, kind)).collect()
}

fn line(paper: &Paper, kind: &'static Kind) -> Line {
    let mut line = Line { kind, books: Vec::new(), files: Vec::new(), missing: Vec::new(), pages: 0, whole: 0 };
    for (no, volume) in paper.volumes.iter().filter(|(_, v)| v.listing.kind == kind.no) {
        match &volume.listing.held {
            Held::Book { pages, .. } => {
                line.books.push(*no);
                line.pages += u64::from(*pages);
                let standings = volume.standings(&paper.sampling);
                line.whole += standings.values().filter(|s| **s == Standing::Whole).count() as u64;
            }
            Held::InFiles { .. } => line.files.push(*no),
            Held::Missing { .. } => line.missing.push(*no),
        }
    }
    line
}

/// Kinds of the inventory of which nothing is said yet; empty = the gate is passed.
#[must_use]
pub fn open(paper: &Paper) -> Vec<u8> {
    lines(paper).iter().filter(|l| l.kind.no <= INVENTORY && l.is_open()).map(|l| l.kind.no).collect()
}
