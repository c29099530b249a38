use keep::{commitment, no_key};
use proptest::prelude::*;

#[test]
fn numbers_are_ordered_as_people_count() {
    let written = ["9", "10", "450", "N-2", "N-26", "N-100"];
    let mut sorted = written;
    sorted.sort_by_key(|n| no_key(n));
    assert_eq!(sorted, written);
    assert_eq!(no_key("0450"), no_key("450"));
    assert_eq!(no_key(" n-२६ "), no_key("N-26"));
    assert_ne!(no_key("1-1"), no_key("11"));
    assert_eq!(no_key(""), "");
}

proptest! {
    #[test]
    fn keys_order_whole_numbers(a in 0u64..u64::MAX, b in 0u64..u64::MAX) {
        prop_assert_eq!(no_key(&a.to_string()).cmp(&no_key(&b.to_string())), a.cmp(&b));
    }
}

#[test]
fn a_commitment_is_hmac_sha256() {
    // HMAC-SHA256 of "Hi There" under sixteen bytes 0x0b, computed with another program.
    let c = commitment(&[0x0b; 16], "Hi There");
    assert_eq!(c, "c:SSzgIP4lNKV4ncOEiAbHj09nETl_COfnoSylpEg8iqY");
    assert_ne!(commitment(&[1; 16], "x"), commitment(&[2; 16], "x"));
}
