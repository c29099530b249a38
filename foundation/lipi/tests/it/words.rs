//! Amounts in words, both ways.

use kernel::Paise;
use lipi::Lang;
use lipi::words::{in_words, number_in_words, read_words};
use proptest::prelude::*;

#[test]
fn as_on_a_receipt() {
    for (paise, hi, en) in [
        (
            12_345_600,
            "एक लाख तेईस हज़ार चार सौ छप्पन रुपये मात्र",
            "Rupees One Lakh Twenty Three Thousand Four Hundred Fifty Six Only",
        ),
        (50, "पचास पैसे मात्र", "Fifty Paise Only"),
        (100, "एक रुपया मात्र", "Rupee One Only"),
        (1, "एक पैसा मात्र", "One Paisa Only"),
        (0, "शून्य रुपये मात्र", "Rupees Zero Only"),
        (10_050, "एक सौ रुपये पचास पैसे मात्र", "Rupees One Hundred and Fifty Paise Only"),
        (10_000_000, "एक लाख रुपये मात्र", "Rupees One Lakh Only"),
        (-500, "ऋण पाँच रुपये मात्र", "Minus Rupees Five Only"),
        (
            123_456_789_000,
            "एक सौ तेईस करोड़ पैंतालीस लाख सड़सठ हज़ार आठ सौ नब्बे रुपये मात्र",
            "Rupees One Hundred Twenty Three Crore Forty Five Lakh Sixty Seven Thousand Eight Hundred Ninety Only",
        ),
    ] {
        assert_eq!(in_words(Paise(paise), Lang::Hi), lipi::text::clean(hi));
        assert_eq!(in_words(Paise(paise), Lang::En), en);
    }
}

#[test]
fn spellings_of_people() {
    for (text, rupees) in [
        ("एक हजार दो सौ", 1_200),
        ("एक हज़ार पाँच सौ रूपये मात्र", 1_500),
        ("रुपये छः सौ उन्नीस मात्र", 619),
        ("छह हजार", 6_000),
        ("सत्तर", 70),
        ("सतर रुपये", 70),
        ("रु. पांच सौ मात्र", 500),
        ("Rupees Sixty Eight Thousand Seven Hundred Only", 68_700),
        ("sixty-eight thousand and seven hundred", 68_700),
        ("Rs. Five Thousand only", 5_000),
        ("One Lac Twenty Thousand", 120_000),
        ("two lakhs fifty thousand rupees", 250_000),
        ("डेढ़ सौ", 150),
        ("ढाई हजार", 2_500),
        ("सवा लाख", 125_000),
        ("साढ़े तीन हजार रुपये", 3_500),
        ("पौने दो सौ", 175),
        ("सवा सौ", 125),
        ("5 लाख 20 हजार", 520_000),
        ("सौ रुपये", 100),
        ("हजार", 1_000),
        ("दो अरब तीन करोड़", 2_030_000_000),
        ("उनहत्तर हजार उन्यासी", 69_079),
        ("Ninety Nine", 99),
        ("एक लाख रु0 मात्र", 100_000),
        ("रुपये पच्चीस हज़ार पाँच सौ मात्र।", 25_500),
    ] {
        assert_eq!(read_words(text), Some(Paise::rupees(rupees)), "{text}");
    }
    for (text, paise) in [
        ("पाँच रुपये पचास पैसे", 550),
        ("पचास पैसे मात्र", 50),
        ("Rupees Five Hundred and Fifty Paise Only", 50_050),
        ("Rupees five and paise fifty only", 550),
        ("Five rupees and fifty paise", 550),
    ] {
        assert_eq!(read_words(text), Some(Paise(paise)), "{text}");
    }
    for text in [
        "",
        "राम",
        "मात्र",
        "पाँच छह",
        "हज़ार लाख",
        "पाँच हज़ार तीन हज़ार",
        "twenty thirty",
        "साढ़े",
        "डेढ़",
        "रुपये",
        "एक सौ एक सौ",
        "five six",
        "पाँच सौ राम",
    ] {
        assert_eq!(read_words(text), None, "{text}");
    }
}

#[test]
fn every_number_word_is_its_own() {
    let mut seen = std::collections::BTreeSet::new();
    for n in 0..100 {
        for lang in [Lang::Hi, Lang::En] {
            let word = number_in_words(n, lang);
            assert_eq!(read_words(&word), Some(Paise::rupees(n as i64)), "{word}");
            assert!(seen.insert(word.clone()), "{word} twice");
        }
    }
}

proptest! {
    #[test]
    fn words_are_read_back(paise in prop_oneof![any::<i64>(), -100_000_000_i64..100_000_000]) {
        for lang in [Lang::Hi, Lang::En] {
            let words = in_words(Paise(paise), lang);
            prop_assert_eq!(read_words(&words), Some(Paise(paise)), "{}", words);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = read_words(&text);
    }

    #[test]
    fn any_words_are_read_or_refused(words in prop::collection::vec(prop::sample::select(vec![
        "एक", "नौ", "सौ", "हज़ार", "लाख", "करोड़", "रुपये", "पैसे", "साढ़े", "डेढ़", "and", "twenty", "one", "खरब", "99", "minus",
    ]), 0..12)) {
        let _ = read_words(&words.join(" "));
    }
}
