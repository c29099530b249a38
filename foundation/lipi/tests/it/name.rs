//! Names: one name, one key.

use crate::data::shared;
use lipi::name::{Heard, TURNED, Word, key, similarity, to_latin};
use proptest::prelude::*;
use std::io::Read;

#[test]
fn one_name_one_key() {
    for names in [
        &["राम किशन", "Ram Kishan", "RAM KISAN", "श्री राम किशन", "Shri Ramkishan"][..],
        &["कुँवर", "कुंवर", "Kunwar"],
        &["शर्मा", "Sharma"],
        &["चौहान", "Chauhan", "Chouhan"],
        &["देवी", "देबी", "Devi"],
        &["जय सिंह", "Jai Singh", "Jay Singh", "जय सिहं"],
        &["नौगाँव", "नौगांव", "Naugaon"],
        &["लामबगड़", "Lambagar"],
        &["सिंह", "सिंग", "सिंघ", "Singh", "SINGH", "Sing"],
        &["विक्रम सिंह", "Vikram Singh", "विक्रमसिंह", "बिक्रम सिंह"],
        &["कृष्ण", "Krishna", "कृष्णा"],
        &["चन्द्र", "चंद्र", "Chandra", "Chander"],
        &["रावत", "Rawat"],
        &["बिष्ट", "Bisht", "विष्ट"],
        &["स्व0 मोहन लाल", "Late Mohan Lal", "मोहन लाल"],
        &["श्रीमती सीता देवी", "Smt. Sita Devi", "Seeta Devi"],
        &["ज़मीर", "जमीर"],
        &["लक्ष्मी", "Lakshmi", "Laxmi"],
        &["संपत", "सम्पत", "Sampat"],
        &["पंत", "पन्त", "Pant"],
        &["मिश्रा", "Mishra", "मिश्र"],
        &["गुप्ता", "Gupta"],
        &["राय", "Rai"],
        &["देवेन्द्र", "देवेंद्र", "Devendra", "Devender"],
        &["ज्ञान", "Gyan", "ग्यान"],
        &["दत्त", "Datt", "Dutt"],
        &["सुरेश", "Suresh", "सुरेस"],
        &["गुसाईं", "Gusain"],
        &["भण्डारी", "भंडारी", "Bhandari"],
    ] {
        for name in names {
            assert_eq!(key(name), key(names[0]), "{name} and {}", names[0]);
        }
    }
    for (a, b) in [
        ("राम", "श्याम"),
        ("सुरेश", "नरेश"),
        ("मोहन", "सोहन"),
        ("कमल", "विमल"),
        ("सीता", "गीता"),
        ("कमल", "कमला"),
        ("राम", "रमा"),
        ("जोशी", "पंत"),
    ] {
        assert_ne!(key(a), key(b), "{a} {b}");
    }
    assert_eq!(key("").0, "");
    assert_eq!(key("12").0, "");
}

#[test]
fn romanisation() {
    for (name, latin) in [
        ("राम किशन", "Ram Kishan"),
        ("विमला देवी", "Vimla Devi"),
        ("चौहान", "Chauhan"),
        ("सिंह", "Singh"),
        ("कृष्ण", "Krishna"),
        ("शर्मा", "Sharma"),
        ("रुद्रप्रयाग", "Rudraprayag"),
        ("संजय", "Sanjay"),
        ("चम्पावत", "Champavat"),
        ("मोहन लाल", "Mohan Lal"),
        ("अल्मोड़ा", "Almora"),
    ] {
        assert_eq!(to_latin(name), latin);
    }
}

/// Pairs of Latin and Devanagari.
fn measure(what: &str, pairs: &[(String, String)]) -> (f64, f64, f64, f64) {
    let n = pairs.len() as f64;
    let share = |count: usize| 100.0 * count as f64 / n;
    let equal = pairs.iter().filter(|(a, b)| key(a) == key(b)).count();
    let alike = pairs.iter().filter(|(a, b)| similarity(a, b) >= 0.8).count();
    // every name beside a stranger
    let strangers = || {
        pairs
            .iter()
            .enumerate()
            .map(|(i, (a, _))| (a, &pairs[(i * 7 + 13) % pairs.len()].1))
            .filter(|(a, b)| !pairs.iter().any(|(x, y)| x == *a && y == *b))
    };
    let (mut wrong_key, mut wrong_alike) = (0, 0);
    for (a, b) in strangers().take(3_000) {
        wrong_key += usize::from(key(a) == key(b));
        wrong_alike += usize::from(similarity(a, b) >= 0.8);
    }
    let base = n.min(3_000.0) / 100.0;
    let result = (share(equal), share(alike), wrong_key as f64 / base, wrong_alike as f64 / base);
    println!(
        "{what}: {} pairs, equal keys {:.2} %, similar {:.2} %; strangers: equal keys {:.2} %, similar {:.2} %",
        pairs.len(),
        result.0,
        result.1,
        result.2,
        result.3
    );
    result
}

#[test]
fn real_names() {
    let Some(folder) = shared("data/names") else { return };
    let file = std::fs::read_to_string(folder.join("espn_cricket_name_pairs.csv")).expect("names");
    let mut pairs = Vec::new();
    for line in file.lines().skip(1) {
        // id,latin,devanagari,short,gender,country,slug; a comma may stand in the quoted latin column
        let fields: Vec<&str> = line.rsplitn(6, ',').collect();
        if fields.len() == 6 && fields[1] == "6" && lipi::text::has_devanagari(fields[4]) {
            pairs.push((fields[0].replace('-', " "), fields[4].to_owned()));
        }
    }
    let (equal, alike, wrong_key, wrong_alike) = measure("Indian cricketers", &pairs);
    assert!(pairs.len() > 400);
    assert!(equal >= 85.0 && alike >= 95.0 && wrong_key <= 0.5 && wrong_alike <= 1.0);
}

#[test]
fn transliterated_words() {
    let Some(folder) = shared("data/names") else { return };
    let packed = std::fs::read(folder.join("dakshina_hi.translit.sampled.dev.tsv.gz")).expect("words");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).expect("packed text");
    let pairs: Vec<(String, String)> = text
        .lines()
        .filter_map(|l| {
            let mut fields = l.split('\t');
            Some((fields.next()?.to_owned(), fields.next()?.to_owned()))
        })
        .collect();
    let (equal, alike, wrong_key, wrong_alike) = measure("Dakshina words", &pairs);
    assert!(equal >= 80.0 && alike >= 94.0 && wrong_key <= 0.5 && wrong_alike <= 1.0);
}

proptest! {
    #[test]
    fn any_two_names_are_compared(a in any::<String>(), b in any::<String>()) {
        let s = similarity(&a, &b);
        prop_assert!((0.0..=1.0).contains(&s));
        prop_assert!((s - similarity(&b, &a)).abs() < 1e-4);
        let _ = (key(&a), to_latin(&b));
    }

    /// The quick looks never tell apart what the long way finds alike.
    #[test]
    fn quick_looks_lose_nothing(
        a in "((ram|shyam|mohan|birendra|bhagwati|dhan|प्रेम|चन्द्र|जगमोहन) ?){1,3}[a-zA-Z]{0,4}",
        b in "((ram|sham|mohun|virender|bhagvati|dan|प्रेम|चंद्र|जगदीश) ?){1,3}[a-zA-Z]{0,4}",
        at_least in 0.0f32..1.0,
    ) {
        let (x, y) = (Heard::of(&a), Heard::of(&b));
        let whole = x.likeness(&y, 0.0).unwrap_or(0.0);
        prop_assert_eq!(x.likeness(&y, at_least), (whole >= at_least).then_some(whole));
        let ((x1, x2), (y1, y2)) = (x.sketches(), y.sketches());
        if whole >= at_least {
            let turned = at_least.max(TURNED);
            prop_assert!(x1.probe().may_reach(&y1, at_least) || x2.probe().may_reach(&y2, turned));
        }
    }

    #[test]
    fn a_name_is_like_itself(name in "[a-z]{2,8}( [a-z]{2,8})?") {
        prop_assert!(key(&name) == key(&name.to_uppercase()));
        prop_assert!(similarity(&name, &name) > 0.999 || key(&name).0.is_empty());
    }
}

#[test]
fn brothers_are_not_one_person() {
    // every word but the first is the same, and most of the sounds
    for (a, b) in [
        ("उमेद सिंह रावत", "रमेश सिंह रावत"),
        ("दीवान सिंह बिष्ट", "भुवन सिंह बिष्ट"),
        ("Amar Chandra Joshi", "Nandan Chandra Joshi"),
    ] {
        assert!(similarity(a, b) < 0.72, "{a} {b}: {}", similarity(a, b));
    }
    assert!(similarity("श्री रमेश सिंह रावत", "Ramesh Singh Rawat") > 0.9);
}

#[test]
fn words_are_heard_one_by_one() {
    let sounds = |name: &str| Word::all(name).iter().map(|w| w.sounds().to_vec()).collect::<Vec<_>>();
    assert_eq!(sounds("श्री राम सिंह"), sounds("Ram Singh"));
    let [ram, kishan] = &Word::all("राम किशन")[..] else { panic!("two words") };
    let whole = &Word::all("Ramkishan")[0];
    assert_eq!(ram.joined(kishan).sounds(), whole.sounds());
    assert!(whole.begins_with(ram) && !ram.begins_with(whole));
    assert_eq!((ram.likeness(ram, 1000), ram.likeness(kishan, 600)), (Some(1000), None));
    assert!(whole.probe().may_reach_thousandths(&ram.joined(kishan).sketch(), 1000));
}
