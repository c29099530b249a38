//! Amounts: what registers hold, and nothing else.

use kernel::Paise;
use lipi::amount::{NegativeBy, Side, format_indian, format_rupees, read};
use proptest::prelude::*;

#[test]
fn amounts_as_written() {
    for (text, paise) in [
        ("1,23,456.00", 12_345_600),
        ("123456", 12_345_600),
        ("1234.5", 123_450),
        ("5000/-", 500_000),
        ("Rs. 5,000", 500_000),
        ("Rs.5000/-", 500_000),
        ("₹ 1,000.50", 100_050),
        ("रु0 412.00", 41_200),
        ("रु. 412", 41_200),
        ("412.00 रुपये", 41_200),
        ("412 Cr", 41_200),
        ("412.00CR", 41_200),
        ("412 Dr.", 41_200),
        ("412 ना0", 41_200),
        ("412 जमा", 41_200),
        ("412 नामे", 41_200),
        ("(412.00)", -41_200),
        ("-412", -41_200),
        ("−412.50", -41_250),
        ("412-", -41_200),
        ("₹ -412", -41_200),
        ("-₹412", -41_200),
        ("१,२३४.५०", 123_450),
        ("0", 0),
        ("0.00", 0),
        (".5", 50),
        ("1234.5000000001", 123_450),
        ("1234.999999", 123_500),
        ("1.2E7", 1_200_000_000),
        ("1.5e3", 150_000),
        ("1,234,567.89", 123_456_789),
        ("12,34", 123_400),
        ("  500 ", 50_000),
        ("5000/- Only", 500_000),
        ("Dr 500", 50_000),
        ("0.005", 1),
        ("0.0049", 0),
        ("1E-2", 1),
        ("+500", 50_000),
        ("'500", 50_000),
        ("500.", 50_000),
    ] {
        assert_eq!(read(text).map(|a| a.paise), Some(Paise(paise)), "{text}");
    }
}

#[test]
fn sides_and_signs_are_told() {
    let side = |t: &str| read(t).and_then(|a| a.side);
    assert_eq!(side("412 Cr"), Some(Side::Cr));
    assert_eq!(side("412.00CR"), Some(Side::Cr));
    assert_eq!(side("412 जमा"), Some(Side::Cr));
    assert_eq!(side("412 Dr"), Some(Side::Dr));
    assert_eq!(side("412 ना0"), Some(Side::Dr));
    assert_eq!(side("412 नामे"), Some(Side::Dr));
    assert_eq!(side("412"), None);
    let by = |t: &str| read(t).and_then(|a| a.negative_by);
    assert_eq!(by("(412.00)"), Some(NegativeBy::Brackets));
    assert_eq!(by("-412"), Some(NegativeBy::Minus));
    assert_eq!(by("412-"), Some(NegativeBy::TrailingMinus));
    assert_eq!(by("5000/-"), None);
    let flags = |t: &str| read(t).map(|a| (a.odd_grouping, a.western_grouping, a.rounded, a.nil));
    assert_eq!(flags("12,34"), Some((true, false, false, false)));
    assert_eq!(flags("1,234,567"), Some((false, true, false, false)));
    assert_eq!(flags("1,23,456"), Some((false, false, false, false)));
    assert_eq!(flags("1.005"), Some((false, false, true, false)));
    for nil in ["-", "Nil", "NIL", "निल", "शून्य", "--"] {
        assert_eq!(read(nil).map(|a| (a.paise, a.nil)), Some((Paise(0), true)), "{nil}");
    }
}

#[test]
fn what_is_no_amount() {
    for text in [
        "",
        "   ",
        "राम",
        "Ram",
        "12-03-2024",
        "31/03/2025",
        "N-26",
        "1,,234",
        "12a",
        "--5",
        "(-5)",
        "1.2.3",
        "abc 500",
        "500 बोरा",
        "1e99",
        "99999999999999999999",
        "Cr",
        "रु0",
        "1956-57",
        "e5",
        "5e",
        "#REF!",
        "***",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn amounts_as_we_write_them() {
    for (paise, text) in [
        (0, "0.00"),
        (5, "0.05"),
        (-41_200, "−412.00"),
        (1_234_567_890, "1,23,45,678.90"),
        (100_000, "1,000.00"),
        (99_999, "999.99"),
        (10_000_000, "1,00,000.00"),
        (i64::MIN, "−92,23,37,20,36,85,47,758.08"),
    ] {
        let got = format_indian(Paise(paise));
        assert_eq!(got, text);
    }
    assert_eq!(format_rupees(Paise(500_000)), "₹\u{a0}5,000.00");
    assert_eq!(format_rupees(Paise(-500_000)), "−₹\u{a0}5,000.00");
}

proptest! {
    #[test]
    fn what_we_write_is_read_back(paise in (i64::MIN + 1)..=i64::MAX) {
        prop_assert_eq!(read(&format_indian(Paise(paise))).map(|a| a.paise), Some(Paise(paise)));
        prop_assert_eq!(read(&format_rupees(Paise(paise))).map(|a| a.paise), Some(Paise(paise)));
        prop_assert!(!read(&format_indian(Paise(paise))).is_some_and(|a| a.odd_grouping || a.western_grouping));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn any_figures_are_read_or_refused(text in "[0-9.,eE+() -]{0,24}") {
        let _ = read(&text);
    }
}
