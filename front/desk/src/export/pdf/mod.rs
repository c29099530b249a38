//! A paper as one page of A4, to be printed or sent on: the letters become smaller until it fits; what fits at no size that can be read is left
//! out, and the page says how many rows that were.

mod table;
mod text;

use super::paper::{Paper, Part};
use crate::Trouble;
use kernel::{Fault, Refusal};
use krilla::color::luma;
use krilla::geom::{PathBuilder, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::{Document, SerializeSettings};
use lipi::Lang;
use table::Table;
use text::Text;
pub(super) use text::letters;

/// A4, in points.
const A4: (f32, f32) = (595.28, 841.89);
/// Margin on all sides.
const MARGIN: f32 = 34.0;
/// Sizes of letters, largest first.
const SIZES: [f32; 7] = [10.0, 9.5, 9.0, 8.5, 8.0, 7.25, 6.5];
/// Height of a line, in parts of the size: signs stand above and below letters of Hindi.
const LEADING: f32 = 1.5;
/// From the top of a line to its foot of letters.
const FOOT: f32 = 1.1;
/// More rows than this stand on no page.
const MOST_ROWS: usize = 110;
/// Columns from which on the page lies on its side.
const WIDE: usize = 7;

/// Where the next thing is drawn; without a surface it is only measured.
struct Pen<'p, 's> {
    to: Option<&'p mut Surface<'s>>,
    left: f32,
    width: f32,
    y: f32,
    size: f32,
}

impl Pen<'_, '_> {
    /// Lines of a text across the page, `grow` times the size.
    fn text(&mut self, text: &Text, grow: f32) {
        let size = self.size * grow;
        for line in text.lines(self.width / size) {
            let (x, y) = (self.left, self.y + size * FOOT);
            if let Some(to) = self.to.as_deref_mut() {
                text.draw(to, line, (x, y), size);
            }
            self.y += size * LEADING;
        }
    }

    fn gap(&mut self, lines: f32) {
        self.y += self.size * lines;
    }

    /// A filled box.
    fn fill(&mut self, (x, y, w, h): (f32, f32, f32, f32), shade: u8) {
        let Some(to) = self.to.as_deref_mut() else { return };
        let mut path = PathBuilder::new();
        let Some(rect) = Rect::from_xywh(x, y, w, h) else { return };
        path.push_rect(rect);
        if let Some(path) = path.finish() {
            let paint = luma::Color::new(shade).into();
            to.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, ..Fill::default() }));
            to.draw_path(&path);
            to.set_fill(Some(Fill::default()));
        }
    }
}

enum Block {
    Line(Text, f32),
    Pairs(Vec<(Text, Text)>),
    Table(Table),
    Signed(Text),
    Square(Vec<Vec<bool>>, Text),
}

/// Everything of a paper, shaped once.
struct Shaped {
    head: Vec<(Text, f32)>,
    blocks: Vec<Block>,
    proof: Text,
}

impl Shaped {
    fn of(paper: &Paper, lang: Lang) -> Shaped {
        let mut head = vec![(Text::new(&paper.of, true), 1.1), (Text::new(&paper.title, true), 1.5)];
        head.extend(paper.about.iter().map(|a| (Text::new(a, false), 1.0)));
        let mut blocks = Vec::new();
        for part in &paper.parts {
            match part {
                Part::Line(text) => blocks.push(Block::Line(Text::new(text, false), 1.0)),
                Part::Strong(text) => blocks.push(Block::Line(Text::new(text, true), 1.0)),
                Part::Pairs(all) => {
                    let pair = |(a, b): &(String, String)| (Text::new(a, false), Text::new(b, true));
                    blocks.push(Block::Pairs(all.iter().map(pair).collect()));
                }
                Part::Table(grid) => {
                    if !grid.title.is_empty() {
                        blocks.push(Block::Line(Text::new(&grid.title, true), 1.15));
                    }
                    blocks.extend(grid.about.iter().map(|a| Block::Line(Text::new(a, false), 0.95)));
                    blocks.push(Block::Table(Table::of(grid, MOST_ROWS, lang)));
                }
                Part::Signed(text) => blocks.push(Block::Signed(Text::new(text, false))),
                Part::Square(dark, text) => blocks.push(Block::Square(dark.clone(), Text::new(text, false))),
            }
        }
        Shaped { head, blocks, proof: Text::new(&paper.proof, false) }
    }

    /// Draws or measures all of it with at most so many rows of each table; gives where it ends.
    fn flow(&self, pen: &mut Pen<'_, '_>, rows: usize) -> f32 {
        self.head.iter().for_each(|(text, grow)| pen.text(text, *grow));
        pen.gap(0.6);
        for block in &self.blocks {
            match block {
                Block::Line(text, grow) => pen.text(text, *grow),
                Block::Pairs(all) => pairs(pen, all),
                Block::Table(table) => table.flow(pen, rows),
                Block::Square(dark, text) => square(pen, dark, text),
                Block::Signed(text) => {
                    pen.gap(3.0);
                    signed(pen, text);
                }
            }
        }
        pen.gap(0.6);
        let (left, y, width) = (pen.left, pen.y, pen.width);
        pen.fill((left, y, width, 0.5), 120);
        pen.gap(0.2);
        pen.text(&self.proof, 0.85);
        pen.y
    }
}

/// Side of a square, points: a telephone reads it from the sheet held in the hand.
const SQUARE: f32 = 96.0;

/// A square with the quiet ground it needs around it, and its text below.
fn square(pen: &mut Pen<'_, '_>, dark: &[Vec<bool>], text: &Text) {
    let side = SQUARE / (dark.len().max(1) as f32);
    let (left, top) = (pen.left + side * 4.0, pen.y + side * 4.0);
    for (y, row) in (0u16..).zip(dark) {
        for (x, _) in (0u16..).zip(row).filter(|(_, dark)| **dark) {
            // a hair wider, so that no light line stands between two dark ones
            pen.fill((left + f32::from(x) * side, top + f32::from(y) * side, side * 1.02, side * 1.02), 0);
        }
    }
    pen.y += SQUARE + side * 8.0;
    pen.text(text, 0.85);
}

/// Who signs, at the right; on as many lines as the name needs.
fn signed(pen: &mut Pen<'_, '_>, text: &Text) {
    let size = pen.size;
    for line in text.lines(pen.width / size) {
        let x = pen.left + (pen.width - text::line_width(line) * size).max(0.0);
        let y = pen.y + size * FOOT;
        if let Some(to) = pen.to.as_deref_mut() {
            text.draw(to, line, (x, y), size);
        }
        pen.gap(LEADING);
    }
}

/// Name and figure, side by side as many as go in a line.
fn pairs(pen: &mut Pen<'_, '_>, all: &[(Text, Text)]) {
    let between = 2.0;
    let mut x = 0.0;
    for (name, value) in all {
        let wide = (name.width() + text::GAP * 2.0 + value.width()) * pen.size;
        if x > 0.0 && x + wide > pen.width {
            x = 0.0;
            pen.gap(LEADING);
        }
        if wide > pen.width {
            // longer than the page is wide: both stand on lines of their own
            pen.text(name, 1.0);
            pen.text(value, 1.0);
            continue;
        }
        let (at, y, size) = (pen.left + x, pen.y + pen.size * FOOT, pen.size);
        if let Some(to) = pen.to.as_deref_mut() {
            name.lines(f32::MAX).iter().for_each(|l| name.draw(to, l, (at, y), size));
            let then = at + (name.width() + text::GAP * 2.0) * size;
            value.lines(f32::MAX).iter().for_each(|l| value.draw(to, l, (then, y), size));
        }
        x += wide + between * pen.size;
    }
    pen.gap(LEADING + 0.4);
}

/// The smallest letters.
const SMALLEST: f32 = SIZES[SIZES.len() - 1];

/// Width and height of the page a paper stands on.
fn sheet_of(paper: &Paper) -> (f32, f32) {
    let wide = paper.parts.iter().any(|p| matches!(p, Part::Table(g) if g.columns.len() >= WIDE));
    if wide { (A4.1, A4.0) } else { A4 }
}

/// A pen at the top of a page.
fn pen<'p, 's>(to: Option<&'p mut Surface<'s>>, width: f32, size: f32) -> Pen<'p, 's> {
    Pen { to, left: MARGIN, width: width - 2.0 * MARGIN, y: MARGIN, size }
}

/// By how many lines of its smallest letters a paper is longer than its page with all its rows; 0 where it fits whole.
pub(super) fn too_long(paper: &Paper, lang: Lang) -> u64 {
    let (width, height) = sheet_of(paper);
    over(&Shaped::of(paper, lang), (width, height), usize::MAX)
}

fn over(shaped: &Shaped, (width, height): (f32, f32), rows: usize) -> u64 {
    let beyond = shaped.flow(&mut pen(None, width, SMALLEST), rows) - (height - MARGIN);
    if beyond <= 0.0 { 0 } else { (beyond / (SMALLEST * LEADING)).ceil() as u64 }
}

/// A paper as a PDF of one page.
///
/// # Errors
/// 4722: what is no row of a table (sentences, sums, the signature) needs more than the page; what the writer of the format says.
pub(super) fn page(paper: &Paper, lang: Lang) -> Result<Vec<u8>, Trouble> {
    let (width, height) = sheet_of(paper);
    let shaped = Shaped::of(paper, lang);
    let pen = |to, size| pen(to, width, size);
    let fits = |size: f32, rows: usize| shaped.flow(&mut pen(None, size), rows) <= height - MARGIN;
    let smallest = SMALLEST;
    // rows can be left out and are counted on the page; a sentence or a signature cannot
    let beyond = over(&shaped, (width, height), 0);
    if beyond > 0 {
        return Err(Refusal::new(4722).with("title", &paper.title).with("lines", beyond).into());
    }
    let (size, rows) = match SIZES.iter().find(|s| fits(**s, MOST_ROWS)) {
        Some(size) => (*size, MOST_ROWS),
        // the most rows that fit at the smallest size: fewer rows never need more room
        None => {
            let (mut fit, mut not) = (0, MOST_ROWS);
            while not - fit > 1 {
                let half = fit.midpoint(not);
                if fits(smallest, half) { fit = half } else { not = half }
            }
            (smallest, fit)
        }
    };
    let wrong = |e: &dyn std::fmt::Debug| Fault::new("write the page", format!("{e:?}"));
    let mut document = Document::new_with(SerializeSettings::default());
    let about = Metadata::new().title(format!("{} · {}", paper.of, paper.title)).language(lang.code().to_owned());
    document.set_metadata(about.creator("sahakar".to_owned()));
    let settings = PageSettings::from_wh(width, height).ok_or_else(|| wrong(&"no size"))?;
    let mut sheet = document.start_page_with(settings);
    let mut surface = sheet.surface();
    shaped.flow(&mut pen(Some(&mut surface), size), rows);
    surface.finish();
    sheet.finish();
    document.finish().map_err(|e| wrong(&e).into())
}
