//! A copy of a file with every full Aadhaar number masked: what is kept in place of a file that holds some.
//!
//! Digits are replaced in place by a sign of the same length, so that rows, columns and lengths stay what they were.
//! Workbooks that are zip archives are unpacked, masked part by part and packed again.

use lipi::verhoeff;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

/// Twelve-digit numbers (ASCII digits) that are known to be no Aadhaar numbers though their check digit is right: account
/// numbers and the like, see `migration::spare`.
pub type Spared = BTreeSet<String>;

/// The masked copy, or `None` where there is nothing to mask.
#[must_use]
pub fn masked(bytes: &[u8], spared: &Spared) -> Option<Vec<u8>> {
    if bytes.starts_with(b"PK") {
        return masked_zip(bytes, spared);
    }
    let mut copy = bytes.to_vec();
    mask_in_place(&mut copy, spared).then_some(copy)
}

fn masked_zip(bytes: &[u8], spared: &Spared) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).ok()?;
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        out.start_file(part.name().ok()?.into_owned(), options).ok()?;
        let mut content = Vec::new();
        (&mut part).take(crate::limits::MAX_PART).read_to_end(&mut content).ok()?;
        changed |= mask_in_place(&mut content, spared);
        out.write_all(&content).ok()?;
    }
    let packed = out.finish().ok()?.into_inner();
    changed.then_some(packed)
}

/// How letters lie in the bytes.
#[derive(Clone, Copy, PartialEq)]
enum Letters {
    /// ASCII, or UTF-8 with Devanagari digits.
    Bytes,
    /// UTF-16, low byte first.
    Little,
    /// UTF-16, high byte first.
    Big,
}

impl Letters {
    /// The letter of two bytes.
    fn wide(self, bytes: &[u8], at: usize) -> Option<u16> {
        let pair = [*bytes.get(at)?, *bytes.get(at + 1)?];
        Some(if self == Letters::Little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    }

    /// The digit at a place and how many bytes it takes.
    fn digit(self, bytes: &[u8], at: usize) -> Option<(u8, usize)> {
        if self == Letters::Bytes {
            return match bytes.get(at..)? {
                [d @ b'0'..=b'9', ..] => Some((d - b'0', 1)),
                [0xE0, 0xA5, d @ 0xA6..=0xAF, ..] => Some((d - 0xA6, 3)),
                _ => None,
            };
        }
        match self.wide(bytes, at)? {
            d @ 0x30..=0x39 => Some(((d - 0x30) as u8, 2)),
            d @ 0x966..=0x96F => Some(((d - 0x966) as u8, 2)),
            _ => None,
        }
    }

    /// Bytes of a sign that may stand between groups of four.
    fn joint(self, bytes: &[u8], at: usize) -> Option<usize> {
        let sign = |c: u16| matches!(c, 0x20 | 0x2D | 0x26 | 0xA0 | 0x2013);
        if self != Letters::Bytes {
            return self.wide(bytes, at).is_some_and(sign).then_some(2);
        }
        match bytes.get(at..)? {
            [b' ' | b'-' | b'&', ..] => Some(1),
            [0xC2, 0xA0, ..] => Some(2),
            [0xE2, 0x80, 0x93, ..] => Some(3),
            _ => None,
        }
    }

    /// Writes a sign as long as the digit it hides.
    fn hide(self, bytes: &mut [u8], at: usize, len: usize) {
        let sign: &[u8] = match (self, len) {
            (Letters::Bytes, 1) => b"X",
            (Letters::Bytes, _) => "\u{FF38}".as_bytes(), // the wide X, of three bytes
            (Letters::Little, _) => b"X\0",
            (Letters::Big, _) => b"\0X",
        };
        bytes[at..at + len].copy_from_slice(sign);
    }
}

/// Masks in single-byte text, in UTF-8 and in UTF-16 of either order.
fn mask_in_place(bytes: &mut [u8], spared: &Spared) -> bool {
    let all = [Letters::Bytes, Letters::Little, Letters::Big];
    all.into_iter().fold(false, |changed, letters| mask_letters(bytes, letters, spared) | changed)
}

fn mask_letters(bytes: &mut [u8], letters: Letters, spared: &Spared) -> bool {
    let mut changed = false;
    let mut at = 0;
    while at < bytes.len() {
        if letters.digit(bytes, at).is_none() {
            at += 1;
            continue;
        }
        let (places, end) = run(bytes, letters, at);
        if places.len() == 12 && is_aadhaar(&places, spared) {
            places[..8].iter().for_each(|&(place, _, len)| letters.hide(bytes, place, len));
            changed = true;
        }
        at = if places.len() == 12 { end } else { at };
        // Past the rest of these digits: a number does not begin inside another one.
        while let Some((_, len)) = letters.digit(bytes, at) {
            at += len;
        }
    }
    changed
}

/// Where a digit stands, the digit, and the bytes it takes.
type Digit = (usize, u8, usize);

/// The digits from a place, with single joints between groups of four; thirteen at most. And where they end.
fn run(bytes: &[u8], letters: Letters, from: usize) -> (Vec<Digit>, usize) {
    let mut places = Vec::with_capacity(13);
    let mut at = from;
    while places.len() <= 12 {
        if let Some((digit, len)) = letters.digit(bytes, at) {
            places.push((at, digit, len));
            at += len;
            continue;
        }
        match letters.joint(bytes, at) {
            Some(len) if places.len() % 4 == 0 && places.len() < 12 && letters.digit(bytes, at + len).is_some() => {
                at += len;
            }
            _ => break,
        }
    }
    (places, at)
}

fn is_aadhaar(places: &[Digit], spared: &Spared) -> bool {
    let digits: Vec<u8> = places.iter().map(|p| p.1).collect();
    let text = || digits.iter().map(|d| char::from(b'0' + d)).collect::<String>();
    digits[0] >= 2 && verhoeff::check(&digits) && !spared.contains(&text())
}

#[cfg(test)]
mod tests {
    use super::{Spared, masked};

    fn none() -> Spared {
        Spared::new()
    }

    /// 2341 2341 2346 passes the check, 2341 2341 2347 does not.
    #[test]
    fn only_numbers_that_pass_the_check_are_masked() {
        let text = b"a;UID 2341 2341 2346;234123412347;12345678901234";
        let copy = masked(text, &none()).expect("one is there");
        assert_eq!(copy, b"a;UID XXXX XXXX 2346;234123412347;12345678901234");
        assert_eq!(masked(b"nothing 234123412347 here", &none()), None);
    }

    #[test]
    fn sixteen_bit_text_is_masked_too() {
        let wide: Vec<u8> = "x 234123412346 y".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let copy = masked(&wide, &none()).expect("one is there");
        let back: Vec<u16> = copy.chunks(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        assert_eq!(String::from_utf16_lossy(&back), "x XXXXXXXX2346 y");
    }

    #[test]
    fn a_spared_number_stays_and_others_do_not() {
        let spared = Spared::from(["234123412346".to_owned()]);
        assert_eq!(masked(b"234123412346", &spared), None);
        assert!(masked(b"234123412346;234123412346", &none()).is_some());
    }
}
