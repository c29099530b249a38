//! A table of a page: columns as wide as what stands in them, words broken where there is no room, figures never.

use super::text::Text;
use super::{FOOT, LEADING, Pen};
use crate::export::{Cell, Grid, Holds};
use lipi::Lang;
use lipi::amount::format_indian;
use lipi::messages::say;

/// Room beside what stands in a cell, on each side, in parts of the size.
const PAD: f32 = 0.4;

struct Column {
    head: Text,
    right: bool,
    /// Words may be broken.
    words: bool,
}

struct Line {
    cells: Vec<Text>,
    strong: bool,
}

pub(super) struct Table {
    columns: Vec<Column>,
    lines: Vec<Line>,
    /// Rows that are on no page.
    beyond: usize,
    lang: Lang,
}

/// What a cell says on paper.
fn said(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(t) | Cell::Link(t, _) => t.clone(),
        Cell::Money(p) if p.is_zero() => String::new(),
        Cell::Money(p) | Cell::Sum(p) => format_indian(*p),
        Cell::Count(_) | Cell::Share(..) => cell.counted(),
    }
}

impl Table {
    /// The first rows of a grid and all its sums.
    pub(super) fn of(grid: &Grid, most: usize, lang: Lang) -> Table {
        let column = |(name, holds): &(String, Holds)| Column {
            head: Text::new(name, true),
            right: matches!(holds, Holds::Money | Holds::Count),
            words: *holds == Holds::Words,
        };
        let columns: Vec<Column> = grid.columns.iter().map(column).collect();
        let line = |r: &crate::export::Row| Line {
            cells: r.cells.iter().map(|cell| Text::new(&said(cell), r.strong)).collect(),
            strong: r.strong,
        };
        let plain = grid.rows.iter().filter(|r| !r.strong).count();
        let mut kept = 0;
        let mut lines = Vec::new();
        for row in &grid.rows {
            kept += usize::from(!row.strong);
            if row.strong || kept <= most {
                lines.push(line(row));
            }
        }
        Table { columns, lines, beyond: plain.saturating_sub(most), lang }
    }

    /// Widths of the columns for so much room, both in parts of the size.
    fn widths(&self, room: f32) -> Vec<f32> {
        let cells = |i: usize| self.lines.iter().filter_map(move |l| l.cells.get(i));
        // a heading stands on two lines at most
        let head = |i: usize| (self.columns[i].head.width() / 1.8).max(self.columns[i].head.longest());
        let widest = |i: usize| cells(i).map(Text::width).fold(head(i), f32::max);
        let least = |i: usize| cells(i).map(Text::longest).fold(self.columns[i].head.longest(), f32::max);
        let n = self.columns.len();
        let room = room - 2.0 * PAD * n as f32;
        let whole: Vec<f32> = (0..n).map(widest).collect();
        let spare = room - whole.iter().sum::<f32>();
        let words: f32 = (0..n).filter(|i| self.columns[*i].words).map(|i| whole[i]).sum();
        if spare >= 0.0 {
            // half of what is left goes to words, the rest to all alike; where there are no words, to all
            let (to_words, to_all) = if words > 0.0 { (spare / 2.0, spare / 2.0) } else { (0.0, spare) };
            let share = |i: usize| if self.columns[i].words { to_words * whole[i] / words } else { 0.0 };
            return (0..n).map(|i| whole[i] + share(i) + to_all / n as f32).collect();
        }
        let few: Vec<f32> = (0..n).map(|i| if self.columns[i].words { least(i) } else { whole[i] }).collect();
        let (over, give) = (room - few.iter().sum::<f32>(), words.max(1.0));
        (0..n).map(|i| few[i] + if self.columns[i].words { (over * whole[i] / give).max(0.0) } else { 0.0 }).collect()
    }

    fn row<'c>(&self, pen: &mut Pen<'_, '_>, cells: impl Iterator<Item = &'c Text>, widths: &[f32], shade: Option<u8>) {
        let broken: Vec<_> = cells.zip(widths).map(|(text, w)| (text, text.lines(*w))).collect();
        let deep = broken.iter().map(|(_, l)| l.len()).max().unwrap_or(0).max(1) as f32;
        let size = pen.size;
        let high = deep * size * LEADING;
        let (left, top, width) = (pen.left, pen.y, pen.width);
        if let Some(shade) = shade {
            pen.fill((left, top, width, high), shade);
        }
        let mut x = left;
        for (i, (text, lines)) in broken.iter().enumerate() {
            for (n, line) in lines.iter().enumerate() {
                let free = widths[i] - super::text::line_width(line);
                let at = x + (PAD + if self.columns[i].right { free.max(0.0) } else { 0.0 }) * size;
                let y = top + (n as f32 * LEADING + FOOT) * size;
                if let Some(to) = pen.to.as_deref_mut() {
                    text.draw(to, line, (at, y), size);
                }
            }
            x += (widths[i] + 2.0 * PAD) * size;
        }
        pen.y += high;
        let y = pen.y;
        pen.fill((left, y - 0.2, width, 0.4), 170);
    }

    pub(super) fn flow(&self, pen: &mut Pen<'_, '_>, rows: usize) {
        if self.lines.is_empty() {
            return pen.gap(0.7);
        }
        let widths = self.widths(pen.width / pen.size);
        self.row(pen, self.columns.iter().map(|c| &c.head), &widths, Some(232));
        let (mut kept, mut hidden) = (0, self.beyond);
        for line in &self.lines {
            kept += usize::from(!line.strong);
            if !line.strong && kept > rows {
                hidden += 1;
                continue;
            }
            self.row(pen, line.cells.iter(), &widths, line.strong.then_some(244));
        }
        if hidden > 0 {
            pen.text(&Text::new(&say(self.lang, "paper-more", &[("n", &hidden.to_string())]), false), 0.95);
        }
        pen.gap(0.7);
    }
}
