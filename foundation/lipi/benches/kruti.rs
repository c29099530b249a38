//! Speed of the Kruti Dev reader, in bytes of code read: `cargo bench -p lipi --bench kruti`.

use divan::Bencher;
use divan::counter::BytesCount;
use lipi::krutidev::{to_unicode, to_unicode_into};
use lipi::legacy::{ColumnVerdict, read_mixed};

/// A register's worth of names and heads in code, about a megabyte.
fn column() -> Vec<String> {
    const CELLS: [&str; 12] = [
        "jke flag",
        "nqxkZ nsoh",
        "f=yksd Çlg dkdhZ",
        "xksfoUn cYyHk MksHkky",
        "lkekU;",
        "—f\"k@i'kqikyu",
        "mfZeyk nsoh",
        "fo'odekZ",
        "lnL; dk uke ,oa irk",
        "ÃLekÃyiqj [kqnZ",
        "jktLo fujh{kd }kjk izekf.kr o\"kZ 2024&25",
        "gsekrh HkV~V iq=h Lo0 yhyk/kj",
    ];
    (0..60_000).map(|i| CELLS[i % CELLS.len()].to_owned()).collect()
}

fn main() {
    divan::main();
}

#[divan::bench]
fn into_one_buffer(bencher: Bencher) {
    let column = column();
    let bytes: usize = column.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let mut out = String::with_capacity(bytes * 3);
        for cell in &column {
            to_unicode_into(cell, &mut out);
        }
        out.len()
    });
}

#[divan::bench]
fn cell_by_cell_with_doubts(bencher: Bencher) {
    let column = column();
    let bytes: usize = column.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| column.iter().map(|c| to_unicode(c).text.len()).sum::<usize>());
}

#[divan::bench]
fn mixed_with_english(bencher: Bencher) {
    let column = column();
    let bytes: usize = column.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench(|| column.iter().map(|c| read_mixed(c, ColumnVerdict::Kruti).text.len()).sum::<usize>());
}

/// The bare floor: walking the same characters and writing three bytes for each.
#[divan::bench]
fn floor_copy_characters(bencher: Bencher) {
    let column = column();
    let bytes: usize = column.iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let mut out = String::with_capacity(bytes * 3);
        for cell in &column {
            for c in cell.chars() {
                out.push(char::from_u32(0x900 + (c as u32 & 0x7f)).unwrap_or('x'));
            }
        }
        out.len()
    });
}
