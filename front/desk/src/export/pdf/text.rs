//! Words become glyphs: Devanagari is joined as it is written, and each letter is taken from the font that has it. Everything is measured in
//! parts of the size of the letters, so that a text is shaped once and laid out at any size.

use fontdb::{Database, Family, Query, Weight};
use kernel::Refusal;
use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};
use std::sync::LazyLock;

/// Width of the gap between words.
pub(super) const GAP: f32 = 0.26;

struct Face {
    shapes: rustybuzz::Face<'static>,
    font: Font,
}

/// Families known to have the letters of Hindi, and of English with figures: what Linux and Windows bring along, best first.
const HINDI: [&str; 6] = [
    "Noto Sans Devanagari",
    "Nirmala UI",
    "Lohit Devanagari",
    "Mangal",
    "Kohinoor Devanagari",
    "Noto Serif Devanagari",
];
const LATIN: [&str; 6] = ["Noto Sans", "Nirmala UI", "DejaVu Sans", "Liberation Sans", "Segoe UI", "Arial"];

/// Letters of English and figures, letters of Hindi; each plain and bold; nothing where the computer has no letters of Hindi.
static FACES: LazyLock<Option<[[Face; 2]; 2]>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    let pair = |families: &[&str], letter: char| {
        let of = |weight| families.iter().find_map(|family| face(&fonts, family, weight, letter));
        Some([of(Weight::NORMAL)?, of(Weight::BOLD)?])
    };
    Some([pair(&LATIN, 'A')?, pair(&HINDI, '\u{915}')?])
});

/// The face of a family nearest to a weight, if it has a letter. It is kept for as long as the program runs.
fn face(fonts: &Database, family: &str, weight: Weight, letter: char) -> Option<Face> {
    let id = fonts.query(&Query { families: &[Family::Name(family)], weight, ..Query::default() })?;
    let (bytes, index) = fonts.with_face_data(id, |bytes, index| (bytes.to_vec(), index))?;
    let bytes: &'static [u8] = Box::leak(bytes.into_boxed_slice());
    let shapes = rustybuzz::Face::from_slice(bytes, index).filter(|f| f.glyph_index(letter).is_some())?;
    Some(Face { shapes, font: Font::new(bytes.into(), index)? })
}

/// Whether papers can be written here.
///
/// # Errors
/// 6031: the computer has no letters of Hindi.
pub(in crate::export) fn letters() -> Result<(), Refusal> {
    FACES.as_ref().map(|_| ()).ok_or_else(|| Refusal::new(6031))
}

fn face_of(hindi: bool, bold: bool) -> &'static Face {
    let faces = FACES.as_ref().expect("`letters` was asked before a word was shaped");
    &faces[usize::from(hindi)][usize::from(bold)]
}

/// Letters of one font that stand together.
struct Run {
    hindi: bool,
    text: String,
    glyphs: Vec<KrillaGlyph>,
    width: f32,
}

/// A word.
pub(super) struct Word {
    runs: Vec<Run>,
    /// How wide it is.
    pub width: f32,
}

/// A text of one weight.
pub(super) struct Text {
    words: Vec<Word>,
    bold: bool,
}

fn hindi(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{97f}' | '\u{200c}' | '\u{200d}' | '\u{25cc}')
}

fn shape(text: String, hindi: bool, bold: bool) -> Run {
    let face = face_of(hindi, bold);
    let em = face.shapes.units_per_em() as f32;
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(&text);
    buffer.guess_segment_properties();
    buffer.set_direction(Direction::LeftToRight);
    let shaped = rustybuzz::shape(&face.shapes, &[], buffer);
    let (infos, places) = (shaped.glyph_infos(), shaped.glyph_positions());
    let mut glyphs = Vec::with_capacity(infos.len());
    for (i, (info, place)) in infos.iter().zip(places).enumerate() {
        let from = info.cluster as usize;
        let next = infos[i..].iter().map(|g| g.cluster as usize).find(|c| *c > from);
        let at = |n: i32| n as f32 / em;
        let id = GlyphId::new(info.glyph_id);
        let range = from..next.unwrap_or(text.len());
        glyphs.push(KrillaGlyph::new(
            id,
            at(place.x_advance),
            at(place.x_offset),
            at(place.y_offset),
            at(place.y_advance),
            range,
            None,
        ));
    }
    let width = glyphs.iter().map(|g| g.x_advance).sum();
    Run { hindi, text, glyphs, width }
}

fn word(text: &str, bold: bool) -> Word {
    let mut parts: Vec<(bool, String)> = Vec::new();
    for c in text.chars().filter(|c| !c.is_control()) {
        match parts.last_mut() {
            Some((of, part)) if *of == hindi(c) => part.push(c),
            _ => parts.push((hindi(c), c.to_string())),
        }
    }
    let runs: Vec<Run> = parts.into_iter().map(|(of, part)| shape(part, of, bold)).collect();
    Word { width: runs.iter().map(|r| r.width).sum(), runs }
}

impl Text {
    pub(super) fn new(text: &str, bold: bool) -> Text {
        Text { words: text.split_whitespace().map(|w| word(w, bold)).collect(), bold }
    }

    /// Its width on one line.
    pub(super) fn width(&self) -> f32 {
        line_width(&self.words)
    }

    /// Its longest word.
    pub(super) fn longest(&self) -> f32 {
        self.words.iter().map(|w| w.width).fold(0.0, f32::max)
    }

    /// Broken into lines of at most this width; a word longer than a line stands alone on one.
    pub(super) fn lines(&self, width: f32) -> Vec<&[Word]> {
        let mut out = Vec::new();
        let mut from = 0;
        for to in 1..=self.words.len() {
            // a hair of slack: sums of parts differ in their last place
            let full = to < self.words.len() && line_width(&self.words[from..=to]) > width + 0.001;
            if full || to == self.words.len() {
                out.push(&self.words[from..to]);
                from = to;
            }
        }
        out
    }

    /// Draws a line of it with its left end here.
    pub(super) fn draw(&self, to: &mut Surface<'_>, line: &[Word], (x, y): (f32, f32), size: f32) {
        let mut x = x;
        for word in line {
            let mut at = x;
            for run in &word.runs {
                let font = face_of(run.hindi, self.bold).font.clone();
                to.draw_glyphs(Point::from_xy(at, y), &run.glyphs, font, &run.text, size, false);
                at += run.width * size;
            }
            x += (word.width + GAP) * size;
        }
    }
}

/// Width of words with gaps between.
pub(super) fn line_width(words: &[Word]) -> f32 {
    let gaps = words.len().saturating_sub(1) as f32;
    words.iter().map(|w| w.width).sum::<f32>() + gaps * GAP
}
