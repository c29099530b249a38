//! Kruti Dev: habits of typists, glyphs, both directions, any input.

use lipi::krutidev::{Why, from_unicode, to_unicode, to_unicode_into};
use proptest::prelude::*;

fn read(code: &str) -> String {
    to_unicode(code).text
}

#[test]
fn habits_of_typists() {
    #[rustfmt::skip]
    let pairs = [
        // ि before its consonant, with the nasal in all places
        ("flag", "सिंह"), ("fLkag", "सिंह"), ("falg", "सिंह"), ("Çlg", "सिंह"), ("ÇLkg", "सिंह"), ("fLFkr", "स्थित"), ("fjDr", "रिक्त"),
        // ि in the middle of a cluster
        ("'kDfr", "शक्ति"), ("'kfDr", "शक्ति"), ("fV~V", "ट्टि"),
        // reph after, before and inside the signs
        ("dkdhZ", "कार्की"), ("dkdZh", "कार्की"), ("dkdÊ", "कार्की"), ("nqxkZ", "दुर्गा"), ("nqxZk", "दुर्गा"), ("fodekZ", "विकर्मा"),
        ("mfZeyk", "उर्मिला"), ("mfeZyk", "उर्मिला"), ("dhfZr", "कीर्ति"), ("fZjdk", "र्रिका"), ("vkfFkZd", "आर्थिक"),
        ("dk;Zokgh", "कार्यवाही"), ("LukscksfMZax", "स्नोबोर्डिंग"), ("LukscksfZMax", "स्नोबोर्डिंग"), ("vts±V", "अर्जेंट"), ("vtsZaV", "अर्जेंट"),
        // nasal before the sign, struck twice, with ी
        ("eaSa", "मैं"), ("eSa", "मैं"), ("esa", "में"), ("eas", "में"), ("esaa", "में"), ("gSaa", "हैं"), ("xqlkÃa", "गुसाईं"), ("xqlkbZa", "गुसाईं"),
        ("DoÈl", "क्वींस"), ("ugÈ", "नहीं"), ("tg¡k", "जहाँ"), ("tgk¡", "जहाँ"),
        // half letter and stem, whole letter and virama
        ("Xkaxk", "गंगा"), ("Ukke", "नाम"), ("lsOkk", "सेवा"), ("izLkkn", "प्रसाद"), ("fo|kFkhZ", "विद्यार्थी"), ("fon~;kFkhZ", "विद्यार्थी"),
        ("lkekU;", "सामान्य"), ("lkeku~;", "सामान्य"), ("V~VV~V", "ट्टट्ट"), ("vUu", "अन्न"), ("vé", "अन्न"), ("fc\"k~V", "बिष्ट"), ("fc\"V", "बिष्ट"),
        // प्र, क्र
        ("çse", "प्रेम"), ("Áse", "प्रेम"), ("izse", "प्रेम"), ("Øe", "क्रम"), ("dze", "क्रम"), ("fodze", "विक्रम"), ("foØe", "विक्रम"), ("Izkse", "प्रेम"),
        // signs twice, in the wrong order
        ("nssoh", "देवी"), ("nsohh", "देवी"), ("iwwju", "पूरन"), ("lkkekU;", "सामान्य"), ("dsk", "को"), ("dSk", "कौ"), ("ykssd", "लोक"),
        // never चै for चौ
        ("pkSgku", "चौहान"), ("pkS/kjh", "चौधरी"), ("pSr", "चैत"), ("p©gku", "चौहान"),
        // ड़, ई, क्त
        ("ckfM+;k", "बाड़िया"), ("tksMh+", "जोड़ी"), ("tksM+h", "जोड़ी"), ("[+kku", "ख़ान"), ("t+ehu", "ज़मीन"), ("bZ'oj", "ईश्वर"),
        ("Ã'oj", "ईश्वर"), ("dqekbZ", "कुमाई"), ("'kfä", "शक्ति"), ("t¶Q:nnhu", "जफ्फरूददीन"),
        // vowels
        ("v", "अ"), ("vk", "आ"), ("vks", "ओ"), ("vkS", "औ"), ("v‚Q", "ऑफ"), ("vkWQ", "ऑफ"), (",s", "ऐ"), ("dkWyst", "कॉलेज"), ("_f\"k", "ऋषि"),
        // punctuation
        ("uke%&", "नाम:-"), ("2024&25", "2024-25"), ("¼10½", "(10)"), ("fd-xzk-", "कि.ग्रा."), ("Jh@Jherh", "श्री/श्रीमती"), ("uke] irk", "नाम, पता"), ("gSA", "है।"),
        ("iq0", "पु0"), ("10%30", "10:30"), ("31/04/1970", "31/04/1970"), ("1,23,456.50", "1,23,456.50"), ("D;k\\", "क्या?"),
    ];
    for (code, expected) in pairs {
        let expected = lipi::text::clean(expected);
        assert_eq!(read(code), expected, "{code}");
    }
}

#[test]
fn latin1_controls_and_windows_characters_are_one_code() {
    assert_eq!(read("\u{97}f\u{22}k"), read("—f\"k"));
    assert_eq!(read("\u{82}"), read("‚"));
    assert_eq!(read("e\u{9f}kk"), read("eŸkk"));
}

#[test]
fn curly_marks() {
    assert_eq!(read("jkts’k"), "राजेश");
    assert_eq!(read("lqHkk”k"), "सुभाष");
    assert_eq!(read("—“.k"), "कृष्ण");
    assert_eq!(read("‘;keyky"), "श्यामलाल");
    // the list knows better than the mark
    assert_eq!(read("o’kZ"), "वर्ष");
    assert_eq!(read("ns”k"), "देश");
    // a mark with nothing behind it is a mark
    assert_eq!(read("jke ’"), "राम ’");
    assert!(to_unicode("jkts’k").sure);
    assert!(to_unicode("[k’krh").doubts.iter().any(|d| d.why == Why::Sibilant));
}

#[test]
fn doubts_are_told() {
    assert!(to_unicode("jke").sure);
    assert!(to_unicode("€jke").doubts.iter().any(|d| d.why == Why::UnknownGlyph && d.from == "€"));
    assert!(to_unicode("kjke").doubts.iter().any(|d| d.why == Why::StraySign));
    assert!(to_unicode("dhq").doubts.iter().any(|d| d.why == Why::TwoSigns));
    assert!(to_unicode("vr%").sure);
    assert_eq!(read("vr%"), "अतः");
    assert_eq!(read("uke%"), "नाम:");
}

#[test]
fn back_to_code() {
    let words = [
        "बोधगया",
        "उर्मिला",
        "स्थित",
        "शक्ति",
        "कार्की",
        "श्रीमती",
        "कृष्ण",
        "दृष्टि",
        "हृदय",
        "रुपये",
        "रूप",
        "क्षेत्र",
        "ज्ञान",
        "द्वार",
        "विद्यार्थी",
        "पत्ता",
        "ट्रक",
        "राष्ट्र",
        "चौहान",
        "गुसाईं",
        "कुँवर",
        "अंतः",
        "ऑफिस",
        "कॉलेज",
        "ज़मीन",
        "बड़ा",
        "पढ़ाई",
        "ड़ि",
        "महान्",
        "ब्रह्मा",
        "प्रह्लाद",
        "चिह्न",
        "नाम:-",
        "(10)",
        "वर्ष 2024-25",
        "संस्कृत",
        "मत्स्य",
        "स्वास्थ्य",
        "उज्ज्वल",
        "ईर्ष्या",
        "वार्ष्णेय",
        "द्वन्द्व",
        "लक्ष्मण",
        "क्ष्म",
        "त्र्यंबक",
        "न्न्य",
        "ङ",
        "झण्डा",
        "घर",
        "भगत",
        "ऐनक",
        "ऋतु",
        "र्",
        "पार्श्व",
        "१२३",
        "क्र्र",
        "ट्र्र",
    ];
    for word in words {
        let word = lipi::text::clean(word);
        let code = from_unicode(&word);
        assert_eq!(read(&code), word, "{code}");
        assert!(!code.chars().any(|c| matches!(c, '\u{900}'..='\u{97f}')), "{word} → {code}");
    }
}

#[test]
fn code_as_typists_know_it() {
    for (word, code) in [
        ("कार्यालय", "dk;kZy;"),
        ("राम सिंह", "jke flag"),
        ("भारत", "Hkkjr"),
        ("श्री", "Jh"),
        ("प्रेम", "çse"),
        ("क्षेत्र", "{ks="),
        ("द्वारा", "}kjk"),
        ("विद्या", "fo|k"),
        ("बड़ी", "cM+h"),
        ("शिक्षा", "f'k{kk"),
        ("ट्रक", "Vzd"),
        ("कृष्ण", "—\".k"),
        ("उर्मिला", "mfeZyk"),
        ("चौहान", "pkSgku"),
        ("ईश्वर", "bZ'oj"),
        ("रुपये", "#i;s"),
        ("नाम:-", "uke%&"),
        ("2024-25", "2024&25"),
    ] {
        assert_eq!(from_unicode(word), code, "{word}");
    }
}

/// Well-formed Hindi syllables.
fn syllable() -> impl Strategy<Value = String> {
    let consonant = prop::sample::select("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह".chars().collect::<Vec<_>>());
    let dotted = prop_oneof![8 => consonant.clone().prop_map(String::from),
        1 => prop::sample::select(vec!["ड़", "ढ़", "ज़", "फ़", "क़", "ख़", "ग़"]).prop_map(lipi::text::clean)];
    let cluster = prop::collection::vec(dotted, 1..4).prop_map(|c| c.join("्"));
    let sign = prop::sample::select(vec!["", "", "ा", "ि", "ी", "ु", "ू", "ृ", "े", "ै", "ो", "ौ", "ॉ"]);
    let nasal = prop::sample::select(vec!["", "", "", "ं", "ँ"]);
    let vowel = prop::sample::select(vec!["अ", "आ", "इ", "ई", "उ", "ऊ", "ऋ", "ए", "ऐ", "ओ", "औ", "ऑ"]);
    prop_oneof![
        5 => (cluster, sign, nasal.clone()).prop_map(|(c, s, n)| format!("{c}{s}{n}")),
        1 => (vowel, nasal).prop_map(|(v, n)| format!("{v}{n}")),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(word in prop::collection::vec(syllable(), 1..6).prop_map(|s| s.concat())) {
        let word = lipi::text::clean(&word);
        prop_assert_eq!(read(&from_unicode(&word)), word);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let reading = to_unicode(&text);
        let mut out = String::from("x");
        to_unicode_into(&text, &mut out);
        prop_assert_eq!(&out[1..], reading.text.as_str());
        prop_assert_eq!(reading.sure, reading.doubts.is_empty());
    }

    #[test]
    fn any_code_is_read_and_never_grows_beyond_bounds(text in "[ -~¡-ÿ‘’“”–—‚Ÿ˜™]{0,80}") {
        let out = read(&text);
        // the longest glyph is two letters, a virama and a sign: linear, whatever the order of keys
        prop_assert!(out.chars().count() <= 6 * text.chars().count());
    }

    #[test]
    fn any_unicode_is_written(text in any::<String>()) {
        let _ = from_unicode(&text);
    }
}
