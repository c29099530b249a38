//! Cut and bent files of every format never panic and always answer.

use crate::made;
use proptest::prelude::*;

fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let csv = "no;name;amount\n1;\"Ram\nSingh\";12\n".repeat(5);
    let mut seeds = vec![
        ("a.xlsx", made::workbook()),
        (
            "b.xlsx",
            made::sheet_data(
                "<worksheet><cols><col min=\"1\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c t=\"inlineStr\"><is><t>x &amp; y</t></is></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>",
            ),
        ),
        ("c.ods", made::ods(made::ODS)),
        ("d.dbf", made::table(0x83, 0)),
        ("e.dbf", made::table(0x30, 3)),
        ("f.csv", csv.clone().into_bytes()),
        ("g.csv", csv.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("h.xml", made::TALLY.as_bytes().to_vec()),
        ("i.xls", made::HTML.as_bytes().to_vec()),
        ("j.xls", made::XML2003.as_bytes().to_vec()),
    ];
    // Formats nothing here can write come from the real files, where those are.
    for name in ["date.xls", "biff5_write.xls", "date.xlsb", "merge_cells.xls", "sst_continue.xls"] {
        if let Some(path) = crate::support::shared(&format!("data/messy-files/calamine/{name}")) {
            seeds.push((name, std::fs::read(path).expect("readable")));
        }
    }
    seeds
}

/// Whether the answer is one of a reader that stands: cells within bounds, runs within their cells.
fn stands(name: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let memo = vec![0x1A; 600];
    match readers::read_with_memo(name, bytes, Some(&memo)) {
        Err(refusal) => prop_assert_ne!(refusal.number, readers::limits::READER_FAILED, "{} panicked", name),
        Ok(reading) => {
            for s in &reading.file.sheets {
                let mut last = None;
                for row in s.rows() {
                    prop_assert!(last.is_none_or(|l| l < row.number), "{}: rows rise", name);
                    last = Some(row.number);
                    let cells = s.cells(row);
                    prop_assert!(cells.windows(2).all(|w| w[0].col < w[1].col), "{}: columns rise", name);
                    for c in cells {
                        prop_assert!(usize::from(c.font) < s.fonts.len());
                        for run in s.font_runs(row, c) {
                            prop_assert!(s.text(c).get(run.from as usize..run.to as usize).is_some(), "{}", name);
                        }
                    }
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_files_answer(part in 0.0f64..1.0) {
        for (name, bytes) in seeds() {
            stands(name, &bytes[..(bytes.len() as f64 * part) as usize])?;
        }
    }

    #[test]
    fn bent_files_answer(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24)) {
        for (name, mut bytes) in seeds() {
            for (index, value) in &flips {
                let at = index.index(bytes.len());
                bytes[at] = *value;
            }
            stands(name, &bytes)?;
        }
    }

    #[test]
    fn any_bytes_under_any_name_answer(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        name in prop::sample::select(vec!["x.xlsx", "x.xls", "x.xlsb", "x.ods", "x.dbf", "x.csv", "x.xml", "x.txt", "x"]),
        head in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x03\x7D\x01\x01", b"<ENVELOPE>", b"<table>"]),
    ) {
        stands(name, &[head, &bytes].concat())?;
    }
}
