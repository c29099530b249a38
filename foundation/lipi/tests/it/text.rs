//! Text made comparable.

use lipi::text::{ascii_digits, clean, collapse, fold_for_compare, has_devanagari, to_devanagari_digits};
use proptest::prelude::*;

#[test]
fn cleaning() {
    assert_eq!(clean("  राम\u{a0}\u{200d} सिंह\u{feff}\t\n"), "राम सिंह");
    assert_eq!(clean("बड\u{93c}ा"), "बड\u{93c}ा");
    assert_eq!(clean("ब\u{95c}ा"), "बड\u{93c}ा");
    assert_eq!(clean("plain"), "plain");
    assert_eq!(clean(" a  b "), "a b");
    assert_eq!(clean("a\u{0}b"), "ab");
    assert_eq!(collapse(" a \t b\n"), "a b");
    assert_eq!(ascii_digits("२०२५ में ३"), "2025 में 3");
    assert_eq!(to_devanagari_digits("31-03"), "३१-०३");
    assert!(has_devanagari("a क") && !has_devanagari("abc"));
}

#[test]
fn one_text_in_many_forms() {
    assert_eq!(fold_for_compare("Ram  SINGH"), fold_for_compare("ram singh "));
    assert_eq!(fold_for_compare("पढ़ाई"), fold_for_compare("प\u{95d}ाई"));
    assert_eq!(fold_for_compare("\u{929}"), fold_for_compare("न\u{93c}"));
    assert_eq!(fold_for_compare("नरेश\u{200d}"), "नरेश");
    assert_ne!(fold_for_compare("राम"), fold_for_compare("रमा"));
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(text in any::<String>()) {
        let once = clean(&text);
        prop_assert_eq!(clean(&once), once.clone());
        let folded = fold_for_compare(&text);
        prop_assert!(!folded.contains("  "));
        prop_assert_eq!(ascii_digits(&to_devanagari_digits("09")), "09");
    }
}
