//! Slips of a copying hand.

use kernel::Paise;
use migration::digits::{Slip, originals, slip};
use proptest::prelude::*;

#[test]
fn slips_of_the_field() {
    assert_eq!(slip(Paise(906_000), Paise(960_000)), Some(Slip::Transposition));
    assert_eq!(slip(Paise(60_000), Paise(600_000)), Some(Slip::Decimal));
    assert_eq!(slip(Paise(103_760_000), Paise(1_037_600)), Some(Slip::Decimal));
    assert_eq!(slip(Paise(500_000), Paise(500_900)), None);
    assert_eq!(slip(Paise(500_000), Paise(500_000)), None);
}

proptest! {
    /// What a slip may have been is found again from both ends, and an exchange of digits is divisible by nine.
    #[test]
    fn an_original_explains_the_written(written in 1i64..10_000_000_000) {
        for (right, kind) in originals(Paise(written)) {
            if right.0 > 0 {
                let found = slip(Paise(written), right);
                prop_assert!(found.is_some());
                if kind == Slip::Transposition {
                    prop_assert_eq!((written - right.0) % 9, 0);
                }
            }
        }
    }
}
