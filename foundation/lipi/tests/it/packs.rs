//! Names of a whole register as a society hands it over: FoxPro table, Kruti Dev as Windows-1252 bytes, some English.

use crate::data::shared;
use lipi::legacy::{ColumnVerdict, detect_column, read_mixed};
use lipi::text::fold_for_compare;

/// Windows-1252, as the readers decode it.
fn decode(bytes: &[u8]) -> String {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let high: Vec<char> = HIGH.chars().collect();
    bytes.iter().map(|b| if (0x80..0xa0).contains(b) { high[usize::from(b - 0x80)] } else { char::from(*b) }).collect()
}

#[test]
fn names_of_a_dbf_register() {
    let (Some(table), Some(truth)) = (shared("packs/pack-d/MEMBER.DBF"), shared("packs/pack-d.truth.json")) else {
        return;
    };
    let bytes = std::fs::read(table).expect("table");
    let truth: serde_json::Value = serde_json::from_slice(&std::fs::read(truth).expect("truth")).expect("json");
    let number = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let (header, record) = (number(8), number(10));
    let mut fields = Vec::new();
    let (mut at, mut offset) = (32, 1);
    while bytes[at] != 0x0d {
        let name: String = bytes[at..at + 11].iter().take_while(|b| **b != 0).map(|b| char::from(*b)).collect();
        let length = usize::from(bytes[at + 16]);
        fields.push((name, offset, length));
        offset += length;
        at += 32;
    }
    let cell = |row: usize, field: &str| {
        let (_, offset, length) = fields.iter().find(|f| f.0 == field).expect("field");
        let from = header + (row - 1) * record + offset;
        decode(&bytes[from..from + length]).trim().to_owned()
    };
    let members: Vec<&serde_json::Value> =
        truth["members"].as_array().expect("members").iter().filter(|m| m["file"] == "MEMBER.DBF").collect();
    let rows: Vec<usize> = members.iter().map(|m| m["row"].as_u64().unwrap_or(1) as usize).collect();
    for (field, key) in [("NAME", "name_written"), ("FNAME", "father_written"), ("VILL", "village_hi")] {
        let cells: Vec<String> = rows.iter().map(|r| cell(*r, field)).collect();
        let found = detect_column(cells.iter().map(String::as_str));
        assert!(found.kruti > 0.6, "{field}: {found:?}");
        let mut right = 0;
        for (text, member) in cells.iter().zip(&members) {
            let read = read_mixed(text, ColumnVerdict::Kruti).text;
            let expected = member[key].as_str().unwrap_or_default();
            if fold_for_compare(&read) == fold_for_compare(expected) {
                right += 1;
            } else {
                println!("{field}: {text} expected {expected} read {read}");
            }
        }
        println!("{field}: {right} of {}, detected {:.3}", cells.len(), found.kruti);
        assert!(right * 1000 >= cells.len() * 995, "{field}: {right} of {}", cells.len());
    }
}
