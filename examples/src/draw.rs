//! Draws a register onto a sheet and remembers where every row came to stand.

use crate::grid::{Cell, Sheet};
use crate::look::{Column, Look, cell};
use crate::random::Random;
use crate::society::Society;
use crate::table::{Field as F, Rec, Table, Val};
use std::collections::BTreeMap;

/// One page of a register as drawn.
#[derive(Clone, Debug, Default)]
pub struct PagePlace {
    /// Page number.
    pub no: u32,
    /// First row that belongs to it: heading, brought forward or data.
    pub first: u32,
    /// Last row: total or carried forward.
    pub last: u32,
    /// Row of its brought forward, total and carried forward (0: none).
    pub marks: [u32; 3],
    /// Rows by id.
    pub ids: Vec<u32>,
}

/// Where a register (or a part of it) stands.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Kind and product.
    pub register: (&'static str, &'static str),
    /// File inside the pack, and sheet (empty where there are none).
    pub file: String,
    /// Sheet.
    pub sheet: String,
    /// Last row of the heading.
    pub header: u32,
    /// Row of each record by id.
    pub rows: Vec<(u32, u32)>,
    /// Pages, where there are any.
    pub pages: Vec<PagePlace>,
    /// Records in the file with deleted ones (DBF).
    pub physical: Option<(u32, u32)>,
    /// Row of the grand total.
    pub grand: Option<u32>,
}

/// A wrong page total, and pages that are not there: by register.
#[derive(Clone, Debug, Default)]
pub struct PageSlips {
    /// Register, page index, what is added to the written total.
    pub wrong: Vec<((&'static str, &'static str), usize, i64)>,
}

fn signed(look: &Look) -> [String; 3] {
    if look.hindi {
        ["लेखाकार", "सचिव", "सभापति"].map(String::from)
    } else {
        ["Accountant", "Secretary", "Chairman"].map(String::from)
    }
}

/// Titles above a table; returns the next free row.
pub fn titles(
    sheet: &mut Sheet,
    r: &mut Random,
    s: &Society,
    title: &str,
    look: &Look,
    at: (u32, u16),
    width: u16,
) -> u32 {
    let (mut row, col) = at;
    let mut lines = Vec::new();
    if look.title_rows >= 2 {
        lines.push(s.name.written(look.hindi).to_owned());
    }
    if look.title_rows >= 3 {
        let (v, b, d) = (s.villages[0], s.place.block, s.place.district);
        lines.push(if look.hindi {
            format!("{} (वि.ख. {}) जिला {}", v.0, b.0, d.0)
        } else {
            format!("{}, Dev. Block {}, Dist. {}", v.1, b.1, d.1)
        });
    }
    if look.title_rows >= 1 {
        let when = if look.hindi {
            ["- 31.03.2025", "दिनांक 31-03-2025 की स्थिति", "वित्तीय वर्ष 2024-25"]
        } else {
            ["as on 31.03.2025", "FY 2024-25", "upto 31st March 2025"]
        };
        lines.push(format!("{title} {}", r.pick(&when)));
    }
    for line in lines {
        sheet.text(row, col, line);
        if width > 1 {
            sheet.merges.push((row, col, row, col + width - 1));
        }
        row += 1;
    }
    row + u32::from(look.title_rows > 0 && r.chance(50))
}

fn heading(sheet: &mut Sheet, columns: &[Column], look: &Look, at: (u32, u16)) -> u32 {
    let (row, col) = at;
    let two = columns.iter().any(|c| c.group.is_some());
    let mut i = 0;
    while i < columns.len() {
        let c = col + i as u16;
        let Some(group) = columns[i].group else {
            sheet.text(row, c, columns[i].heading.clone());
            if two {
                sheet.merges.push((row, c, row + 1, c));
            }
            i += 1;
            continue;
        };
        let n = columns[i..].iter().take_while(|x| x.group == Some(group)).count();
        sheet.text(row, c, group);
        sheet.merges.push((row, c, row, c + n as u16 - 1));
        for k in 0..n {
            sheet.text(row + 1, c + k as u16, columns[i + k].heading.clone());
        }
        i += n;
    }
    let mut next = row + 1 + u32::from(two);
    if look.numbers {
        for i in 0..columns.len() {
            sheet.put(next, col + i as u16, Cell::Int(i as i64 + 1));
        }
        next += 1;
    }
    next
}

fn is_summed(t: &Table, field: F) -> bool {
    !matches!(field, F::Price) && t.rows.iter().any(|r| matches!(t.get(r, field), Val::Paise(_)))
}

/// What the clerk added up: amounts as meant, second writings left out.
fn add(t: &Table, recs: &[&Rec], field: F) -> i64 {
    recs.iter()
        .filter(|r| !r.copy)
        .map(|r| {
            if t.sum_field() == Some(field) {
                r.meant.unwrap_or(t.get(r, field).paise())
            } else {
                t.get(r, field).paise()
            }
        })
        .sum()
}

struct Pen<'a> {
    sheet: &'a mut Sheet,
    s: &'a Society,
    t: &'a Table,
    columns: &'a [Column],
    look: &'a Look,
    col: u16,
    last: Vec<Option<Cell>>,
    serial: i64,
    /// Columns that are added up.
    summed: Vec<F>,
}

impl Pen<'_> {
    fn record(&mut self, r: &mut Random, rec: &Rec, row: u32) {
        self.serial += 1;
        for (i, column) in self.columns.iter().enumerate() {
            let serial = column.field == F::Serial && !self.t.has(F::Serial);
            let mut shown = if serial {
                Some(Cell::Int(self.serial))
            } else {
                cell(r, self.s, self.t, rec, column.field, self.look)
            };
            let dittoable =
                matches!(column.field, F::Village | F::Panchayat | F::Caste | F::Crop | F::Block | F::Group | F::Unit);
            if self.look.ditto && dittoable {
                let same = shown.is_some() && shown == self.last[i];
                self.last[i] = shown.clone();
                if same && r.chance(50) {
                    shown = Some(Cell::Text((*r.pick(&["\"", "do", "—\"—", "''", "-do-", "〃"])).into()));
                }
            }
            if let Some(c) = shown {
                self.sheet.put(row, self.col + i as u16, c);
            }
        }
    }

    /// A row of sums with a label in a text column.
    fn sums(&mut self, row: u32, label: &str, of: impl Fn(F) -> i64) {
        let prefer = [F::Name, F::Item, F::Head, F::Particulars, F::Purpose, F::Institution, F::Village];
        let at = prefer.iter().find_map(|f| self.columns.iter().position(|c| c.field == *f)).unwrap_or(0);
        self.sheet.text(row, self.col + at as u16, label);
        for (i, column) in self.columns.iter().enumerate() {
            if self.summed.contains(&column.field) {
                self.sheet.put(row, self.col + i as u16, Cell::Number(of(column.field)));
            }
        }
    }
}

/// What is drawn and how.
pub struct Drawing<'a> {
    /// The society.
    pub s: &'a Society,
    /// The register.
    pub t: &'a Table,
    /// Which of its rows.
    pub rows: &'a [usize],
    /// Columns.
    pub columns: &'a [Column],
    /// Look.
    pub look: &'a Look,
    /// Wrong page totals.
    pub slips: &'a PageSlips,
}

/// Draws the rows of a register; `at` is the first row and column of its heading. Returns the next free row too.
#[must_use]
pub fn register(sheet: &mut Sheet, r: &mut Random, drawing: &Drawing, at: (u32, u16)) -> (Placed, u32) {
    let Drawing { s, t, rows, columns, look, slips } = *drawing;
    let mut placed = Placed { register: (t.kind, t.product), sheet: sheet.name.clone(), ..Placed::default() };
    let (mut row, col) = at;
    let summed: Vec<F> = columns.iter().map(|c| c.field).filter(|f| is_summed(t, *f)).collect();
    let mut pen = Pen { sheet, s, t, columns, look, col, last: vec![None; columns.len()], serial: 0, summed };
    let all: Vec<&Rec> = rows.iter().map(|i| &t.rows[*i]).collect();
    if let Some((word, total)) = look.blocks {
        row = heading(pen.sheet, columns, look, (row, col));
        placed.header = row - 1 - u32::from(look.numbers);
        row = blocks(&mut pen, r, &all, (word, total), row, &mut placed);
    } else {
        row = pages(&mut pen, r, &all, slips, row, &mut placed);
    }
    if !look.grand.is_empty() && !pen.summed.is_empty() && placed.grand.is_none() {
        pen.sums(row, look.grand, |f| if t.kind == "trial_balance" { t.column(f) } else { add(t, &all, f) });
        placed.grand = Some(row);
        row += 1;
    }
    if look.signed {
        let words = signed(look);
        let width = columns.len().max(3) as u16;
        for (i, word) in words.into_iter().enumerate() {
            pen.sheet.text(row + 2, col + (width - 1) * i as u16 / 2, word);
        }
        row += 3;
    }
    (placed, row)
}

fn blocks(pen: &mut Pen, r: &mut Random, all: &[&Rec], words: (&str, &str), mut row: u32, placed: &mut Placed) -> u32 {
    let mut order: Vec<usize> = all.iter().map(|x| x.village).collect();
    order.sort_unstable();
    order.dedup();
    // A member whose village is not of the area stands under that village's own heading.
    let stray = |x: &Rec| pen_village(pen.s, pen.t, x);
    let mut names: Vec<(String, String)> = Vec::new();
    for v in order {
        names.extend(all.iter().filter(|x| x.village == v).map(|x| stray(x)).fold(Vec::new(), |mut seen, n| {
            if !seen.contains(&n) {
                seen.push(n);
            }
            seen
        }));
    }
    names.dedup();
    let mut done: Vec<(String, String)> = Vec::new();
    for name in names {
        if done.contains(&name) {
            continue;
        }
        let shown = if pen.look.hindi { &name.0 } else { &name.1 }.clone();
        let first = row;
        pen.sheet.text(row, pen.col, format!("{} {shown}", words.0));
        row += 1;
        let recs: Vec<&Rec> = all.iter().filter(|x| pen_village(pen.s, pen.t, x) == name).copied().collect();
        for rec in &recs {
            pen.record(r, rec, row);
            placed.rows.push((rec.id, row));
            row += 1;
        }
        let t = pen.t;
        if !pen.summed.is_empty() {
            pen.sums(row, &format!("{} {shown}", words.1), |f| add(t, &recs, f));
            row += 1;
        }
        placed.pages.push(PagePlace {
            no: 0,
            first,
            last: row - 1,
            marks: [0, row - 1, 0],
            ids: recs.iter().map(|x| x.id).collect(),
        });
        row += u32::from(r.chance(60));
        done.push(name);
    }
    row
}

fn pen_village(s: &Society, t: &Table, rec: &Rec) -> (String, String) {
    if let Val::Text(v) = t.get(rec, F::Village) {
        return (v.hi.clone(), v.en.clone());
    }
    let (hi, en) = s.villages[rec.village.min(s.villages.len() - 1)];
    (hi.to_owned(), en.to_owned())
}

fn pages(pen: &mut Pen, r: &mut Random, all: &[&Rec], slips: &PageSlips, mut row: u32, placed: &mut Placed) -> u32 {
    let t = pen.t;
    let rows = pen.look.pages.map_or(usize::MAX, |p| p.rows);
    let chunks: Vec<&[&Rec]> = if all.is_empty() { Vec::new() } else { all.chunks(rows.min(all.len())).collect() };
    let mut carried: BTreeMap<F, i64> = BTreeMap::new();
    for (i, chunk) in chunks.iter().enumerate() {
        let before = carried.clone();
        for f in &pen.summed {
            *carried.entry(*f).or_insert(0) += add(t, chunk, *f);
        }
        if chunk.iter().all(|x| x.gone) {
            continue;
        }
        let mut page = PagePlace { first: row, ids: chunk.iter().map(|x| x.id).collect(), ..PagePlace::default() };
        if let Some(p) = pen.look.pages {
            page.no = p.first + i as u32;
            if !p.label.is_empty() {
                let at = pen.col + pen.columns.len() as u16 - 1;
                pen.sheet.text(row, at, format!("{} {}", p.label, page.no));
                row += 1;
            }
        }
        if i == 0 || pen.look.pages.is_some_and(|p| p.repeat) {
            let numbers = pen.look.numbers && i == 0;
            let look = Look { numbers, ..pen.look.clone() };
            row = heading(pen.sheet, pen.columns, &look, (row, pen.col));
            if i == 0 {
                placed.header = row - 1 - u32::from(numbers);
            }
        }
        let words = pen.look.pages.filter(|_| !pen.summed.is_empty() && chunks.len() > 1);
        if let Some(p) = words.filter(|p| i > 0 && !p.brought.is_empty()) {
            pen.sums(row, p.brought, |f| before[&f]);
            page.marks[0] = row;
            row += 1;
        }
        for rec in *chunk {
            pen.record(r, rec, row);
            placed.rows.push((rec.id, row));
            row += 1;
        }
        if let Some(p) = words {
            let wrong = slips.wrong.iter().find(|w| w.0 == (t.kind, t.product) && w.1 == i).map_or(0, |w| w.2);
            if !p.total.is_empty() {
                let label = p.total.replace("{}", &page.no.to_string());
                pen.sums(row, &label, |f| add(t, chunk, f) + if t.sum_field() == Some(f) { wrong } else { 0 });
                page.marks[1] = row;
                row += 1;
            }
            let last = i + 1 == chunks.len();
            let word = if last { pen.look.grand } else { p.carried };
            if !word.is_empty() {
                pen.sums(row, word, |f| carried[&f]);
                page.marks[2] = row;
                placed.grand = last.then_some(row);
                row += 1;
            }
            row += u32::from(!last && r.chance(30));
        }
        page.last = row - 1;
        placed.pages.push(page);
    }
    row
}
