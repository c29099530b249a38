//! Aadhaar numbers in text, mobile numbers.

use lipi::mobile::{Mobile, valid};
use lipi::verhoeff::{check, check_digit, find_aadhaar, mask};
use proptest::prelude::*;

/// A number that passes, made up here.
fn number(head: [u8; 11]) -> String {
    let mut digits = head.to_vec();
    digits.push(check_digit(&head));
    digits.iter().map(|d| char::from(b'0' + d)).collect()
}

#[test]
fn the_check_digit() {
    // 236 → 3: the example of the method's literature
    assert_eq!(check_digit(&[2, 3, 6]), 3);
    assert!(check(&[2, 3, 6, 3]) && !check(&[2, 3, 6, 4]));
}

#[test]
fn numbers_in_text() {
    let n = number([2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4]);
    let grouped = format!("{} {} {}", &n[..4], &n[4..8], &n[8..]);
    let hyphened = format!("{}-{}-{}", &n[..4], &n[4..8], &n[8..]);
    for form in [n.clone(), grouped, hyphened, lipi::text::to_devanagari_digits(&n)] {
        let text = format!("आधार सं. {form} देखा");
        let found = find_aadhaar(&text).expect("a number");
        assert_eq!(&text[found], form);
        assert!(mask(&text).starts_with("आधार सं. XXXX XXXX ") && mask(&text).ends_with(" देखा"));
        assert_eq!(find_aadhaar(&mask(&text)), None);
    }
    assert_eq!(mask(&n), format!("XXXX XXXX {}", &n[8..]));
    assert_eq!(find_aadhaar(&format!("9{n}")), None);
    assert_eq!(find_aadhaar(&format!("{n}1")), None);
    assert_eq!(find_aadhaar(&format!("{} {}", &n[..4], &n[4..])), None);
    assert_eq!(find_aadhaar(&number([1, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4])), None);
    assert_eq!(find_aadhaar("9876543210"), None);
    let wrong = format!("{}{}", &n[..11], (n.as_bytes()[11] - b'0' + 1) % 10);
    assert_eq!(find_aadhaar(&wrong), None);
    let two = format!("{n} तथा {n}");
    assert_eq!(mask(&two).matches("XXXX XXXX").count(), 2);
}

#[test]
fn mobiles() {
    for good in
        ["9812345670", "+91 98123 45670", "09812345670", "91-9812345670", "98123-45670", "९८१२३४५६७०", "9812345670.0"]
    {
        assert_eq!(valid(good), Mobile::Good("9812345670".into()), "{good}");
    }
    for bad in ["981234567", "5812345670", "9999999999", "98123456701", "abc", "0000000000", "+9812345670", "12345"] {
        assert_eq!(valid(bad), Mobile::Bad, "{bad}");
    }
    for blank in ["", " ", "-"] {
        assert_eq!(valid(blank), Mobile::Blank);
    }
}

proptest! {
    #[test]
    fn one_wrong_digit_or_two_exchanged_are_seen(mut head in prop::collection::vec(0_u8..10, 11), at in 0_usize..11, other in 0_u8..10) {
        let last = check_digit(&head);
        head.push(last);
        prop_assert!(check(&head));
        let mut wrong = head.clone();
        wrong[at] = other;
        prop_assert_eq!(check(&wrong), wrong == head);
        let mut swapped = head.clone();
        swapped.swap(at, at + 1);
        prop_assert_eq!(check(&swapped), swapped == head);
    }

    #[test]
    fn nothing_found_is_left_unmasked(text in "[0-9 a-]{0,60}") {
        prop_assert_eq!(find_aadhaar(&mask(&text)), None);
    }

    #[test]
    fn any_text_is_masked(text in any::<String>()) {
        let _ = mask(&text);
        let _ = valid(&text);
    }
}
