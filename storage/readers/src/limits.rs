//! What a reader refuses, with its numbers (1xxx). Every bound stands here and is named in the refusal.
//!
//! Parsers return refusals without the file's name; [`crate::read_bytes`] adds it once for all of them.

use kernel::Refusal;

/// Largest file taken in, in bytes: a register of 3.5 million rows has about half of this.
pub const MAX_FILE: u64 = 512 << 20;
/// Most cells of one file; 16 bytes each in memory.
pub const MAX_CELLS: u64 = 60_000_000;
/// Most text of one file in memory, in bytes; no more than the largest file has.
pub const MAX_TEXT: u64 = 512 << 20;
/// Values of one object of a Tally export; a voucher has hundreds.
pub const MAX_OBJECT_VALUES: usize = 1_000_000;
/// Columns of the widest spreadsheet (XFD).
pub const MAX_COLS: u32 = 16_384;
/// Rows of the longest spreadsheet; text files and tables may be longer.
pub const MAX_SHEET_ROWS: u32 = 1_048_576;
/// Bytes one part of a zip container may unpack to; a million rows of thirty columns need about half.
pub const MAX_PART: u64 = 2 << 30;
/// Bytes all parts of a zip container may unpack to, a part read twice counted twice.
pub const MAX_UNPACKED: u64 = 4 << 30;
/// Parts of a zip container; workbooks have dozens.
pub const MAX_PARTS: usize = 100_000;
/// Bytes a part that is held in memory as a whole may unpack to.
pub const MAX_HELD_PART: u64 = 256 << 20;
/// Nested XML elements; real files have a dozen.
pub const MAX_DEPTH: u32 = 200;
/// Bytes of one XML tag or text between tags.
pub const MAX_TOKEN: usize = 16 << 20;
/// Cells that repeat counts (`number-columns-repeated`) may add to an OpenDocument file.
pub const MAX_REPEATED: u64 = 4_000_000;
/// Files of one folder.
pub const MAX_FILES: usize = 20_000;
/// Folders inside folders.
pub const MAX_FOLDER_DEPTH: usize = 32;
/// Fonts told apart in one sheet; later ones count as not known.
pub const MAX_FONTS: usize = 4_000;
/// Fonts and cell styles of a workbook; Excel itself has 65,490 styles.
pub const MAX_STYLES: usize = 70_000;
/// Columns of an HTML table; far more than a page shows, few enough to keep `rowspan` cheap.
pub const MAX_HTML_COLS: u32 = 1_024;
/// Sheets of one workbook.
pub const MAX_SHEETS: usize = 10_000;
/// Merged rectangles of one sheet.
pub const MAX_MERGES: usize = 1_000_000;

/// The folder or file does not exist.
pub const NOT_FOUND: u16 = 1001;
/// The machine could not read it.
pub const NOT_READABLE: u16 = 1002;
/// Larger than [`MAX_FILE`].
pub const TOO_LARGE: u16 = 1003;
/// No bytes at all.
pub const EMPTY: u16 = 1004;
/// No format that is known here.
pub const UNKNOWN_FORMAT: u16 = 1005;
/// Locked by a password.
pub const PASSWORD: u16 = 1006;
/// Damaged or incomplete.
pub const DAMAGED: u16 = 1007;
/// Unpacks to more than it may.
pub const UNPACKS_TOO_LARGE: u16 = 1008;
/// More than [`MAX_CELLS`] cells.
pub const TOO_MANY_CELLS: u16 = 1009;
/// More than [`MAX_COLS`] columns.
pub const TOO_MANY_COLUMNS: u16 = 1010;
/// XML nested deeper than [`MAX_DEPTH`].
pub const TOO_DEEP: u16 = 1011;
/// A container without any sheet.
pub const NO_SHEET: u16 = 1012;
/// Read, but the file holds fewer records than it says: a copy cut short. A note beside the file, not instead of it.
pub const CUT_SHORT: u16 = 1013;
/// The reader itself failed: our bug, the file is set aside.
pub const READER_FAILED: u16 = 1014;
/// More than [`MAX_TEXT`] bytes of text.
pub const TOO_MUCH_TEXT: u16 = 1015;
/// XML that holds no Tally masters or vouchers.
pub const NO_TALLY_OBJECT: u16 = 1016;
/// More than [`MAX_FILES`] files.
pub const TOO_MANY_FILES: u16 = 1017;
/// A packed archive (zip, rar, 7z) that must be unpacked first.
pub const ARCHIVE: u16 = 1018;
/// A text file whose rows are so wide or so binary that it is no table.
pub const NOT_TEXT: u16 = 1019;
/// Read, but without its memo file. A note beside the file, not instead of it.
pub const MEMO_MISSING: u16 = 1020;
/// Read, but a sheet of the workbook breaks off or is missing. A note beside the file, not instead of it.
pub const SHEET_INCOMPLETE: u16 = 1021;
/// The machine does not allow reading it.
pub const NOT_PERMITTED: u16 = 1022;
/// Read, but entries of the journal were left out: another currency, a price, no balance. A note beside the file, not instead of it.
pub const JOURNAL_PARTLY: u16 = 1023;
/// A journal without one entry that could be read.
pub const NO_JOURNAL_ENTRY: u16 = 1024;

/// A workbook of a register or statement that this program wrote for people: it is shown, not taken in again. Said only of files in a folder that
/// is brought in.
pub const FOR_READING: u16 = 4680;
/// What stands in the properties of such a workbook, as its category.
pub const READING_MARK: &str = "sahakar:for-reading";

/// Every number above, for the test that reads all messages.
pub const ALL: [u16; 25] = [
    FOR_READING,
    NOT_FOUND,
    NOT_READABLE,
    TOO_LARGE,
    EMPTY,
    UNKNOWN_FORMAT,
    PASSWORD,
    DAMAGED,
    UNPACKS_TOO_LARGE,
    TOO_MANY_CELLS,
    TOO_MANY_COLUMNS,
    TOO_DEEP,
    NO_SHEET,
    CUT_SHORT,
    READER_FAILED,
    TOO_MUCH_TEXT,
    NO_TALLY_OBJECT,
    TOO_MANY_FILES,
    ARCHIVE,
    NOT_TEXT,
    MEMO_MISSING,
    SHEET_INCOMPLETE,
    NOT_PERMITTED,
    JOURNAL_PARTLY,
    NO_JOURNAL_ENTRY,
];

/// What the machine says when it cannot read, in the words of a person where there are some.
pub(crate) fn unread(e: &std::io::Error) -> Refusal {
    match e.kind() {
        std::io::ErrorKind::NotFound => Refusal::new(NOT_FOUND),
        std::io::ErrorKind::PermissionDenied => Refusal::new(NOT_PERMITTED),
        kind => Refusal::new(NOT_READABLE).with("cause", kind),
    }
}

/// The file is damaged; `part` names where, for whoever looks closer.
pub(crate) fn damaged(part: &str) -> Refusal {
    Refusal::new(DAMAGED).with("part", part)
}

/// A refusal that names a bound.
pub(crate) fn beyond(number: u16, limit: impl std::fmt::Display) -> Refusal {
    Refusal::new(number).with("limit", limit)
}

/// Mebibytes for people.
pub(crate) fn mib(bytes: u64) -> u64 {
    bytes >> 20
}
