//! What is listed on the shelf against what was read: a register that was listed and left out of the data, or written off as "in the files" when none of
//! them holds it, would pass every other gate without a word.

use crate::books::Books;
use crate::cell::{Folder, Format};
use crate::paper::event::Held;
use crate::paper::fold::{Paper, Standing, Volume};
use crate::paper::kinds::INVENTORY;

/// What the inventory lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Books whose last page nobody photographed, without a reason.
    pub unseen: Vec<u32>,
    /// Listings that point to files none of which is read as that register, without a statement.
    pub unread: Vec<u32>,
    /// Books of a register that nobody keys and that no file is read as.
    pub unkeyed: Vec<u32>,
    /// Pages of them.
    pub pages: u64,
    /// Keyed to the end, and what was keyed does not come to the book's own total.
    pub off: Vec<u32>,
}

/// Whether any of the tables is the register of a volume; only those of files, where what was keyed from paper must not vouch for itself.
fn is_read(books: &Books, folder: &Folder, volume: &Volume, from_paper: bool) -> bool {
    let Some(reads) = volume.kind().and_then(|k| k.reads.as_deref()) else { return false };
    books.registers.iter().any(|r| {
        let paper = folder.files.get(usize::from(r.file)).is_some_and(|f| f.format == Format::Paper);
        (from_paper || !paper) && r.is(reads, &volume.listing.product)
    })
}

/// Nothing of it was keyed.
fn is_begun(paper: &Paper, volume: &Volume) -> bool {
    volume.standings(&paper.sampling).values().any(|s| *s != Standing::Empty)
}

/// The book's own total is none of the totals of its columns, though every page of it is whole.
fn is_off(paper: &Paper, volume: &Volume) -> bool {
    let Held::Book { pages, total: Some(total), .. } = &volume.listing.held else { return false };
    let whole = volume.standings(&paper.sampling).values().filter(|s| **s == Standing::Whole).count();
    whole as u64 >= u64::from(*pages) && whole > 0 && !volume.control(&paper.sampling).sums.contains(total)
}

/// Looks the shelf over.
#[must_use]
pub fn look(paper: &Paper, books: &Books, folder: &Folder) -> Shelf {
    let mut out = Shelf::default();
    for (no, volume) in paper.volumes.iter().filter(|(_, v)| v.listing.kind <= INVENTORY) {
        match &volume.listing.held {
            Held::Book { pages, photo, no_photo, .. } => {
                if photo.is_none() && no_photo.trim().is_empty() {
                    out.unseen.push(*no);
                }
                let register = volume.kind().is_some_and(|k| k.reads.is_some());
                if register && !is_begun(paper, volume) && !is_read(books, folder, volume, false) {
                    out.unkeyed.push(*no);
                    out.pages += u64::from(*pages);
                }
                if is_off(paper, volume) {
                    out.off.push(*no);
                }
            }
            Held::InFiles { statement, .. } => {
                if statement.trim().is_empty() && !is_read(books, folder, volume, true) {
                    out.unread.push(*no);
                }
            }
            Held::Missing { .. } => {}
        }
    }
    out
}
