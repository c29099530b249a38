//! Which texts are legacy code.

use crate::data::shared;
use lipi::krutidev::{Why, from_unicode};
use lipi::legacy::{ColumnVerdict, FontClass, LegacyFont, detect_column, font_class, looks_kruti, read_mixed, repair};
use lipi::text::{clean, fold_for_compare};

#[test]
fn fonts() {
    let legacy = FontClass::Legacy(LegacyFont::KrutiDev010);
    for name in [
        "Kruti Dev 010",
        "KrutiDev010",
        "KRUTI DEV 016",
        "Kruti Dev 040 Condensed",
        "DevLys 010",
        "Devlys 010 Thin",
        "kruti  dev 011",
    ] {
        assert_eq!(font_class(name), legacy, "{name}");
    }
    for name in [
        "Mangal",
        "Nirmala UI",
        "Arial Unicode MS",
        "Calibri",
        "Times New Roman",
        "Noto Sans Devanagari",
        "Aparajita",
        "Kokila",
    ] {
        assert_eq!(font_class(name), FontClass::Unicode, "{name}");
    }
    assert_eq!(font_class(""), FontClass::Unknown);
    assert_eq!(font_class("Chanakya"), FontClass::Unknown);
}

#[test]
fn english_in_a_kruti_column_stays() {
    for cell in [
        "RAM SINGH",
        "Ram Singh",
        "KCC",
        "MT",
        "A/c",
        "N-26",
        "R66",
        "31/04/1970",
        "1072/1956-57",
        "Smt. Jyoti Devi",
        "Sushila Devi",
        "Satees Ballabh Dobhal",
        "Dinesh Singh Karki",
        "KCC/40",
        "MT-3",
        "12345678901",
        "SBI",
        "1,23,456.00",
        "D.A.P.",
        "UREA",
        "Urea",
        "M-1",
        "",
    ] {
        assert_eq!(read_mixed(cell, ColumnVerdict::Kruti).text, cell, "{cell}: {}", looks_kruti(cell));
    }
}

#[test]
fn hindi_in_a_kruti_column_is_read() {
    for (code, expected) in [
        ("jke", "राम"),
        ("jke flag", "राम सिंह"),
        ("gjh", "हरी"),
        ("v-tk-", "अ.जा."),
        ("lkekU;", "सामान्य"),
        ("e0", "म0"),
        ("iq0", "पु0"),
        ("ifr", "पति"),
        ("chuk", "बीना"),
        ("uke", "नाम"),
        ("dqy", "कुल"),
        ("ekg", "माह"),
        ("en", "मद"),
        ("[kkn", "खाद"),
        ("deyk nsoh", "कमला देवी"),
        ("jsrk", "रेता"),
        ("o\"kZ 2024&25", "वर्ष 2024-25"),
        ("tek", "जमा"),
        ("dz- la-", "क्र. सं."),
    ] {
        assert_eq!(read_mixed(code, ColumnVerdict::Kruti).text, clean(expected), "{code}: {}", looks_kruti(code));
    }
}

/// The words of a list of ours.
fn list(name: &str) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("words").join(name);
    let text = std::fs::read_to_string(path).expect("a word list");
    let lines = text.lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

#[test]
fn every_word_of_our_lists_is_told_apart() {
    let (mut hindi, mut wrong) = (0, Vec::new());
    for file in ["office.txt", "common.txt", "names.txt", "places.txt"] {
        for word in list(file) {
            assert_eq!(clean(&word), word, "{file} is not in NFC");
            let code = from_unicode(&word);
            // a point ends the sentence in one script and is a letter in the other
            if word.contains(['.', ':']) || code.chars().count() < 2 {
                continue;
            }
            let read = read_mixed(&code, ColumnVerdict::Kruti);
            if fold_for_compare(&read.text) != fold_for_compare(&word) {
                wrong.push(format!("{code} {} for {word}, {}", read.text, looks_kruti(&code)));
            }
            hindi += 1;
        }
    }
    let mut english = 0;
    for word in list("english.txt") {
        let title = word[..1].to_uppercase() + &word[1..];
        for form in [title, word.to_uppercase()] {
            if read_mixed(&form, ColumnVerdict::Kruti).text != form {
                wrong.push(form);
            }
            english += 1;
        }
    }
    println!("{hindi} Hindi words read, {english} English words kept");
    assert!(hindi > 2_500 && english > 1_000);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn columns_are_told_apart() {
    let kruti = ["jke flag", "ghjk nsoh", "Ram Singh", "xksiky nRr", "12", "", "lhrk nsoh"];
    let english = [
        "Ram Singh",
        "Hira Devi",
        "GOPAL DUTT",
        "Seed stock",
        "Khem Singh",
        "Bank of Baroda",
        "12",
        "Loan against FDR",
    ];
    let found = detect_column(kruti);
    assert!(found.kruti > 0.6, "{found:?}");
    let found = detect_column(english);
    assert!(found.kruti < 0.2 && found.latin > 0.8, "{found:?}");
    let found = detect_column(["राम", "श्याम"]);
    assert!(found.devanagari > 0.99 && found.kruti < 0.01);
    assert_eq!(detect_column(["12", "N-3", ""]).cells, 0);
}

#[test]
fn words_of_both_kinds_by_themselves() {
    let Some(folder) = shared("data/names") else { return };
    let file = std::fs::read_to_string(folder.join("espn_cricket_name_pairs.csv")).expect("names");
    let (mut rows, mut hindi, mut english) = (0, 0, 0);
    for line in file.lines().skip(1).filter(|l| l.contains(",6,")) {
        let plain = line.replace("\"", "");
        let fields: Vec<&str> = plain.split(',').collect();
        let Some(name) = fields.iter().find(|f| lipi::text::has_devanagari(f)) else { continue };
        let slug = fields.last().copied().unwrap_or_default();
        let latin: Vec<String> = slug.split('-').map(|w| w[..1].to_uppercase() + &w[1..]).collect();
        if latin.iter().any(|w| w.len() < 3) {
            continue;
        }
        rows += 1;
        let code = from_unicode(name);
        hindi += usize::from(fold_for_compare(&read_mixed(&code, ColumnVerdict::Kruti).text) == fold_for_compare(name));
        let latin = latin.join(" ");
        english += usize::from(read_mixed(&latin, ColumnVerdict::Kruti).text == latin);
    }
    let percent = |n: usize| 100.0 * n as f64 / f64::from(rows.max(1) as u32);
    println!(
        "names in a Kruti Dev column: Hindi read {:.2} %, English kept {:.2} % of {rows}",
        percent(hindi),
        percent(english)
    );
    assert!(rows > 300);
    assert!(percent(hindi) >= 99.0 && percent(english) >= 95.0);
}

#[test]
fn careless_conversions_are_repaired() {
    for (damaged, right) in [
        ("नरेश्‍ा", "नरेश"),
        ("शक्‍ित", "शक्ति"),
        ("सुभाष्‍ा", "सुभाष"),
        ("रणबीरसिंंह", "रणबीरसिंह"),
        ("ि‍त्रलोक", "त्रिलोक"),
        ("ि‍‍त्रभुवन", "त्रिभुवन"),
        ("हरिश्‍ाचन्‍द", "हरिशचन्द"),
        ("शेख्‍ार", "शेखर"),
        ("अब्‍ुदल", "अब्दुल"),
        ("मिथलेश्‍ा", "मिथलेश"),
        ("संतोष्‍ा", "संतोष"),
        ("चरण्‍ा", "चरण"),
        ("फूलसिंंह", "फूलसिंह"),
        ("ि‍त्र", "त्रि"),
        ("जगदीश्‍ा", "जगदीश"),
        ("सेामती", "सोमती"),
        ("साेराज", "सोराज"),
        ("माे0", "मो0"),
        ("अाभाराम", "आभाराम"),
        ("मंे", "में"),
        ("चैड़ी", "चौड़ी"),
        ("र्इश्वर", "ईश्वर"),
        ("बाडि़या", "बाड़िया"),
    ] {
        let reading = repair(damaged);
        assert_eq!(reading.text, clean(right), "{damaged}");
        assert!(reading.doubts.iter().all(|d| d.why == Why::Repaired) && !reading.sure);
    }
    for fine in
        ["राम सिंह", "चैत्र", "कृष्ण", "वर्ष", "महान्", "ईश्वर", "देवेन्द्र", "षष्ठी", "बिष्ट", "Ram", "मनीष कुमार", "चैन सिंह", "पुष्कर"]
    {
        let reading = repair(fine);
        assert!(reading.sure && reading.text == clean(fine), "{fine} → {}", reading.text);
    }
}

#[test]
fn real_damage_is_repaired() {
    let Some(folder) = shared("data/legacy-hindi") else { return };
    let file = std::fs::read_to_string(folder.join("real_damage_pairs.tsv")).expect("pairs");
    let (mut rows, mut right) = (0, 0);
    for line in file.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        rows += 1;
        let read = repair(fields[0]).text;
        if fold_for_compare(&read) == fold_for_compare(fields[1]) {
            right += 1;
        } else {
            println!("{} expected {} read {read}", fields[0], fields[1]);
        }
    }
    println!("damaged words repaired: {right} of {rows}");
    assert!(rows > 50 && right * 100 >= rows * 90);
}
