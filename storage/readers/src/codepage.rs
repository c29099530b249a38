//! Bytes of old programs as text.

use encoding_rs::{Encoding, WINDOWS_1252};

/// How the bytes of a file become text.
#[derive(Clone, Copy)]
pub(crate) enum Codepage {
    /// One of the encodings browsers know.
    Web(&'static Encoding),
    /// A DOS codepage.
    Dos(u16),
}

impl Codepage {
    /// By the number of a Windows or DOS codepage (BIFF, DBF); `None` where it is not known here.
    pub(crate) fn by_number(number: u16) -> Option<Codepage> {
        use encoding_rs as e;
        Some(Codepage::Web(match number {
            1252 | 367 | 32_769 => WINDOWS_1252,
            1250 => e::WINDOWS_1250,
            1251 => e::WINDOWS_1251,
            1253 => e::WINDOWS_1253,
            1254 => e::WINDOWS_1254,
            1255 => e::WINDOWS_1255,
            1256 => e::WINDOWS_1256,
            1257 => e::WINDOWS_1257,
            1258 => e::WINDOWS_1258,
            874 => e::WINDOWS_874,
            866 => e::IBM866,
            932 => e::SHIFT_JIS,
            936 => e::GBK,
            949 => e::EUC_KR,
            950 => e::BIG5,
            10_000 | 32_768 => e::MACINTOSH,
            10_007 => e::X_MAC_CYRILLIC,
            65_001 => e::UTF_8,
            437 | 720 | 737 | 775 | 850 | 852 | 855 | 857 | 858 | 860..=865 => return Some(Codepage::Dos(number)),
            _ => return None,
        }))
    }

    /// By the language byte of a DBF header; cp1252 where it says nothing, for that is where legacy fonts lie.
    pub(crate) fn of_dbf(mark: u8) -> Codepage {
        let number = match mark {
            0x01 | 0x09 | 0x0B | 0x0D | 0x0F | 0x11 | 0x15 | 0x18 | 0x19 | 0x1B => 437,
            0x02 | 0x0A | 0x0E | 0x10 | 0x12 | 0x14 | 0x16 | 0x1A | 0x1D | 0x25 | 0x37 => 850,
            0x04 => 10_000,
            0x08 | 0x17 | 0x66 => 865,
            0x13 | 0x7B => 932,
            0x1C | 0x6C => 863,
            0x1F | 0x22 | 0x23 | 0x40 | 0x64 | 0x87 => 852,
            0x24 => 860,
            0x26 | 0x65 => 866,
            0x4D | 0x7A => 936,
            0x4E | 0x79 => 949,
            0x4F | 0x78 => 950,
            0x50 | 0x7C => 874,
            0x67 => 861,
            0x6A | 0x86 => 737,
            0x6B | 0x88 => 857,
            0x7D => 1255,
            0x7E => 1256,
            0x96 => 10_007,
            0xC8 => 1250,
            0xC9 => 1251,
            0xCA => 1254,
            0xCB => 1253,
            0xCC => 1257,
            _ => 1252,
        };
        Codepage::by_number(number).unwrap_or(Codepage::Web(WINDOWS_1252))
    }

    /// True for cp1252, which stands for "not said".
    pub(crate) fn is_western(self) -> bool {
        matches!(self, Codepage::Web(e) if e == WINDOWS_1252)
    }

    /// Appends bytes as text; every byte gives a character.
    pub(crate) fn decode(self, bytes: &[u8], out: &mut String) {
        if bytes.is_ascii() {
            out.push_str(std::str::from_utf8(bytes).expect("ASCII"));
            return;
        }
        match self {
            Codepage::Web(encoding) => out.push_str(&encoding.decode_without_bom_handling(bytes).0),
            Codepage::Dos(number) => match oem_cp::code_table::DECODING_TABLE_CP_MAP.get(&number) {
                Some(table) => out.push_str(&table.decode_string_lossy(bytes)),
                None => out.push_str(&WINDOWS_1252.decode_without_bom_handling(bytes).0),
            },
        }
    }
}
