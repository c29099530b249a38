//! A copy of a file with every full Aadhaar number masked: what is kept in place of a file that holds some.
//!
//! Digits are replaced by `X` in place, so that rows, columns and lengths stay what they were. Workbooks that are zip
//! archives are unpacked, masked part by part and packed again.

use lipi::verhoeff;
use std::io::{Cursor, Read, Write};

/// The masked copy, or `None` where there is nothing to mask.
#[must_use]
pub fn masked(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(b"PK") {
        return masked_zip(bytes);
    }
    let mut copy = bytes.to_vec();
    mask_in_place(&mut copy).then_some(copy)
}

fn masked_zip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).ok()?;
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        out.start_file(part.name().ok()?.into_owned(), options).ok()?;
        let mut content = Vec::new();
        (&mut part).take(crate::limits::MAX_PART).read_to_end(&mut content).ok()?;
        changed |= mask_in_place(&mut content);
        out.write_all(&content).ok()?;
    }
    let packed = out.finish().ok()?.into_inner();
    changed.then_some(packed)
}

/// Masks in single-byte text and in UTF-16 of either order.
fn mask_in_place(bytes: &mut [u8]) -> bool {
    let mut changed = false;
    for (stride, offset) in [(1, 0), (2, 0), (2, 1)] {
        changed |= mask_strided(bytes, stride, offset);
    }
    changed
}

/// Looks at every `stride`-th byte from `offset`; for UTF-16 the bytes between must be zero.
fn mask_strided(bytes: &mut [u8], stride: usize, offset: usize) -> bool {
    let at = |i: usize| offset + i * stride;
    let count = bytes.len().saturating_sub(offset).div_ceil(stride);
    let plain = |bytes: &[u8], i: usize| {
        let high = if offset == 0 { at(i) + 1 } else { at(i).wrapping_sub(1) };
        stride == 1 || bytes.get(high) == Some(&0)
    };
    let digit = |bytes: &[u8], i: usize| i < count && plain(bytes, i) && bytes[at(i)].is_ascii_digit();
    let mut changed = false;
    let mut i = 0;
    while i < count {
        if !digit(bytes, i) {
            i += 1;
            continue;
        }
        // the run of digits with single separators between groups of four
        let mut places = Vec::with_capacity(12);
        let mut j = i;
        while j < count && places.len() <= 12 {
            if digit(bytes, j) {
                places.push(j);
                j += 1;
            } else if places.len() % 4 == 0
                && places.len() < 12
                && j < count
                && plain(bytes, j)
                && matches!(bytes[at(j)], b' ' | b'-' | b'&')
                && digit(bytes, j + 1)
            {
                j += 1;
            } else {
                break;
            }
        }
        if places.len() == 12 {
            let digits: Vec<u8> = places.iter().map(|&p| bytes[at(p)] - b'0').collect();
            if digits[0] >= 2 && verhoeff::check(&digits) {
                for &p in &places[..8] {
                    bytes[at(p)] = b'X';
                }
                changed = true;
            }
        }
        while digit(bytes, i) {
            i += 1;
        }
        i = i.max(if places.len() == 12 { j } else { i });
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::masked;

    /// 2341 2341 2346 passes the check, 2341 2341 2347 does not.
    #[test]
    fn only_numbers_that_pass_the_check_are_masked() {
        let text = b"a;UID 2341 2341 2346;234123412347;12345678901234";
        let copy = masked(text).expect("one is there");
        assert_eq!(copy, b"a;UID XXXX XXXX 2346;234123412347;12345678901234");
        assert_eq!(masked(b"nothing 234123412347 here"), None);
    }

    #[test]
    fn sixteen_bit_text_is_masked_too() {
        let wide: Vec<u8> = "x 234123412346 y".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let copy = masked(&wide).expect("one is there");
        let back: Vec<u16> = copy.chunks(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
        assert_eq!(String::from_utf16_lossy(&back), "x XXXXXXXX2346 y");
    }
}
