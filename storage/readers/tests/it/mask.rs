//! Masking of numbers in Devanagari digits.

use readers::mask::{Spared, masked};

#[test]
fn devanagari_digits_are_masked_without_moving_anything() {
    let text = "शेष २३४१ २३४१ २३४६; २३४१२३४१२३४७";
    let copy = masked(text.as_bytes(), &Spared::new()).expect("one is there");
    assert_eq!(copy.len(), text.len());
    assert_eq!(String::from_utf8(copy).unwrap(), "शेष ＸＸＸＸ ＸＸＸＸ २३४६; २३४१२३४१२३४७");
    let wide: Vec<u8> = "२३४१२३४१२३४६".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let copy = masked(&wide, &Spared::new()).expect("one is there");
    let back: Vec<u16> = copy.chunks(2).map(|c| u16::from_be_bytes([c[0], c[1]])).collect();
    assert_eq!(String::from_utf16_lossy(&back), "XXXXXXXX२३४६");
}
