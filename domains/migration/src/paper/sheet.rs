//! Whole pages become files of cells, which the pipeline reads like any other book.
//!
//! The row number says where a row stands: page 12, line 7 is row 12007. So a row keeps its number whatever is keyed on other pages.

use super::control::cell;
use super::fold::{Paper, Standing, Volume};
use super::kinds::{Hold, Kind};
use super::normal;
use crate::cell::{CellKind, Format, Sheet, SourceFile};
use crate::profile::{Profile, TableProfile};
use kernel::Digest;
use sha2::{Digest as _, Sha256};

/// Rows of a sheet set aside for each page of a book.
pub const PER_PAGE: u32 = 1_000;
/// Folder of the files made of paper.
pub const FOLDER: &str = "paper/";
/// Words of the lines the pipeline knows pages and their totals by.
const PAGE: &str = "page";
const PAGE_TOTAL: &str = "page total";
/// A font the pipeline knows to be Unicode: nothing keyed here is in a legacy font.
const FONT: &str = "Noto Sans Devanagari";

/// The files of all volumes that have whole pages and become a register.
#[must_use]
pub fn files(paper: &Paper) -> Vec<SourceFile> {
    paper.volumes.values().filter_map(|v| file(paper, v)).collect()
}

/// How the files made of paper are to be read: nothing is left to guess.
#[must_use]
pub fn profile() -> Profile {
    let table = |kind: &Kind| {
        let reads = kind.reads.clone()?;
        let own = kind.titles.iter().filter(|_| reads == "deposits").map(|(p, _)| p.as_str()).next().unwrap_or("");
        let columns = || kind.columns.iter().filter_map(|c| Some((c.head.clone()?, c.field.clone())));
        Some(TableProfile {
            headings: columns().map(|(head, _)| head).collect(),
            kind: reads,
            // daily deposits are read like savings until their title tells them apart
            product: if own == "DD" { "SB" } else { own }.to_owned(),
            fields: columns().map(|(_, field)| field).collect(),
        })
    };
    Profile { table: super::kinds::all().iter().filter_map(table).collect() }
}

/// Where a row of a file made of paper stands: page and row of the page from 0; `None` for headings and totals.
#[must_use]
pub fn place(path: &str, row: u32) -> Option<(u32, u32, u32)> {
    let volume = path.strip_prefix(FOLDER)?.split(' ').next()?.parse().ok()?;
    let line = (row % PER_PAGE).checked_sub(1)?;
    (row >= PER_PAGE).then_some((volume, row / PER_PAGE, line))
}

/// Path of the file a volume becomes.
#[must_use]
pub fn path(volume: &Volume) -> String {
    let title: String = volume
        .listing
        .title
        .chars()
        .map(|c| if matches!(c, '/' | '\\' | '.') || c.is_control() { ' ' } else { c })
        .collect();
    format!("{FOLDER}{} {}", volume.listing.no, title.trim()).trim_end().to_owned()
}

fn file(paper: &Paper, volume: &Volume) -> Option<SourceFile> {
    let kind = volume.kind()?;
    let (_, title) = kind.titles.iter().find(|(p, _)| *p == volume.listing.product)?;
    let mut out = Writer { sheet: Sheet::new(title.as_str()), hash: Sha256::new(), bytes: 0, font: 0 };
    out.font = out.sheet.font(FONT);
    let columns: Vec<(u16, usize)> = (0..kind.columns.len())
        .filter(|&c| kind.columns[c].head.is_some())
        .enumerate()
        .map(|(at, c)| (at as u16, c))
        .collect();
    let mut begun = false;
    for (no, _) in volume.standings(&paper.sampling).into_iter().filter(|(_, s)| *s == Standing::Whole) {
        let settled = volume.pages[&no].rows(kind)?;
        if !begun {
            let first = no.max(1) * PER_PAGE;
            out.row(first - 2, [(0, title.as_str(), CellKind::Text)]);
            let heads =
                columns.iter().filter_map(|&(at, c)| Some((at, kind.columns[c].head.as_deref()?, CellKind::Text)));
            out.row(first - 1, heads);
            begun = true;
        }
        out.row(no * PER_PAGE, [(0, format!("{PAGE} {no}").as_str(), CellKind::Text)]);
        for (i, row) in settled.rows.iter().enumerate() {
            let cells: Vec<(u16, String, CellKind)> = columns
                .iter()
                .map(|&(at, c)| {
                    let (text, stored) = stored(kind.columns[c].hold, cell(row, c));
                    (at, text, stored)
                })
                .collect();
            out.row(no * PER_PAGE + i as u32 + 1, cells.iter().map(|(at, text, kind)| (*at, text.as_str(), *kind)));
        }
        out.totals(kind, no * PER_PAGE + settled.rows.len() as u32 + 1, &columns, &settled.totals);
    }
    begun.then(|| SourceFile {
        path: path(volume),
        digest: Digest(out.hash.finalize().into()),
        bytes: out.bytes,
        format: Format::Paper,
        sheets: vec![out.sheet],
    })
}

/// A cell as a file would hold it.
fn stored(hold: Hold, text: &str) -> (String, CellKind) {
    let text = text.trim();
    match (hold, normal::figure(hold, text)) {
        (Hold::Amount | Hold::Count | Hold::Rate, Some(figure)) => (decimal(figure.0), CellKind::Number),
        (Hold::Code, _) => (lipi::text::ascii_digits(text), CellKind::Text),
        _ => (text.to_owned(), CellKind::Text),
    }
}

/// `1234.5` from hundredths.
fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match rest {
        0 => format!("{sign}{whole}"),
        r => format!("{sign}{whole}.{r:02}"),
    }
}

struct Writer {
    sheet: Sheet,
    hash: Sha256,
    bytes: u64,
    font: u16,
}

impl Writer {
    fn row<'a>(&mut self, number: u32, cells: impl IntoIterator<Item = (u16, &'a str, CellKind)>) {
        self.sheet.begin_row(number, false, false);
        self.hash.update(number.to_le_bytes());
        for (col, text, kind) in cells {
            self.sheet.push(col, text, kind, self.font, false);
            self.hash.update((text.len() as u64).to_le_bytes());
            self.hash.update(text.as_bytes());
            self.bytes += text.len() as u64;
        }
    }

    /// The page's total line, where the page has one.
    fn totals(&mut self, kind: &Kind, number: u32, columns: &[(u16, usize)], totals: &[String]) {
        let written: Vec<(u16, String)> = columns
            .iter()
            .filter(|(_, c)| kind.columns[*c].total)
            .filter_map(|&(at, c)| Some((at, decimal(normal::figure(Hold::Amount, cell(totals, c))?.0))))
            .collect();
        // the words stand in the first column, or before the first total where that is a column of its own
        let words = (0u16..).find(|at| written.iter().all(|(w, _)| w != at)).unwrap_or(0);
        if !written.is_empty() {
            let mut cells = vec![(words, PAGE_TOTAL, CellKind::Text)];
            cells.extend(written.iter().map(|(at, text)| (*at, text.as_str(), CellKind::Number)));
            cells.sort_by_key(|c| c.0);
            self.row(number, cells);
        }
    }
}
