//! BIFF workbooks (.xls).

pub(crate) mod cfb;

/// True for a BIFF stream without container, as Excel 2 to 4 wrote them: it begins with a BOF record.
pub(crate) fn is_bare_biff(b: &[u8]) -> bool {
    b.len() > 8 && b[0] == 0x09 && matches!(b[1], 0x00 | 0x02 | 0x04 | 0x08) && matches!(b[2], 4..=16) && b[3] == 0
}
