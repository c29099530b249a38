//! Units of land.

use crate::said;
use lipi::Lang;
use proptest::prelude::*;
use society::land::{HECTARE, Land, MOST, MUTHI, NALI};

#[test]
fn hill_units_lose_nothing() {
    assert_eq!((16 * MUTHI, 50 * NALI), (NALI, HECTARE));
    let same = |text: &str, tenths: i64| assert_eq!(Land::read(text).unwrap(), Land(tenths), "{text}");
    same("3 नाली 5 मुट्ठी", 3 * NALI + 5 * MUTHI);
    same("३ नाली ५ मुठ्ठी", 3 * NALI + 5 * MUTHI);
    same("3nali5muthi", 3 * NALI + 5 * MUTHI);
    same("5 muthi 3 Nali", 3 * NALI + 5 * MUTHI);
    same("3 नाली और 5 मुट्ठी", 3 * NALI + 5 * MUTHI);
    same("2.5 नाली", 5_000);
    same("0.65 ha", 65_000);
    same("0.65 हे०".trim_end_matches('०'), 65_000);
    same("0.65 हे.", 65_000);
    same("1,200 वर्ग मीटर", 12_000);
    same("12.5 sq. m.", 125);
    same("12 m2", 120);
    same("", 0);
    for text in [
        "5",
        "नाली",
        "2 बीघा",
        "3 bigha",
        "1.2.3 nali",
        "0.00001 nali",
        "-3 नाली",
        "99999999999999999999 ha",
        "10001 ha",
        "3 नाली x",
    ] {
        assert_eq!(said(Land::read(text)), 4231, "{text}");
    }
    let land = Land::of_nali(3, 5).unwrap();
    assert_eq!((land.in_nali(Lang::Hi).as_str(), land.hectares().as_str()), ("3 नाली 5 मुट्ठी", "0.06625"));
    assert_eq!(Land(2_126).in_nali(Lang::En), "1 nali 1 muthi 0.1 square metres");
    assert_eq!(Land::NONE.in_nali(Lang::Hi), "0 नाली");
    assert!(Land::of_nali(-1, 20).is_none() && Land::of_nali(i64::MAX, 1).is_none());
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(tenths in 0..=MOST) {
        let land = Land(tenths);
        prop_assert_eq!(Land::read(&land.in_nali(Lang::Hi)).unwrap(), land);
        prop_assert_eq!(Land::read(&land.in_nali(Lang::En)).unwrap(), land);
        prop_assert_eq!(Land::read(&format!("{} ha", land.hectares())).unwrap(), land);
        prop_assert_eq!(Land::read(&format!("{} वर्ग मीटर", land.metres())).unwrap(), land);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let _ = Land::read(&text);
    }
}
